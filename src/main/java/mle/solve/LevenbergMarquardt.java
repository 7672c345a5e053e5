package mle.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * Least squares of residuals that are not linear, by the method of Levenberg and Marquardt with the scaling of Moré (1978) and
 * the damping of Nielsen (1999); steps by QR decomposition of the Jacobian, not by its products. It finds where a search may
 * start and claims no minimum.
 */
public final class LevenbergMarquardt {
    /** Residuals with their derivatives. */
    public interface Residuals {
        /** How many residuals there are. */
        int count();

        /** How many unknowns there are. */
        int dimension();

        /**
         * Evaluates.
         *
         * @param residuals filled
         * @param jacobian filled by rows, or null where only the residuals are asked for
         */
        void at(double[] point, double[] residuals, double[] jacobian);
    }

    /**
     * Where a search ended.
     *
     * @param point the point
     * @param sumOfSquares the sum of squares there
     */
    public record End(double[] point, double sumOfSquares) {}

    private static final double FIRST_DAMPING = 1e-3;
    private static final double MOST_DAMPING = 1e20;

    /** A step that gains a smaller share of the sum of squares is the last. */
    private static final double LITTLE = 1e-14;

    private final Residuals f;
    private final int m;
    private final int n;
    private final double[] jacobian;
    private final double[] scale;
    private double[] point;
    private double[] residuals;
    private double sum;

    private LevenbergMarquardt(Residuals f, double[] start) {
        this.f = f;
        this.m = f.count();
        this.n = f.dimension();
        this.jacobian = new double[m * n];
        this.scale = new double[n];
        this.point = start.clone();
        this.residuals = new double[m];
        f.at(point, residuals, jacobian);
        this.sum = square(residuals);
    }

    /** Searches from a point for so many steps at most. */
    public static End minimise(Residuals f, double[] start, int steps) {
        LevenbergMarquardt search = new LevenbergMarquardt(f, start);
        search.run(steps);
        return new End(search.point, search.sum);
    }

    private void run(int steps) {
        double damping = FIRST_DAMPING;
        double growth = 2;
        boolean moved = true;
        for (int k = 0; k < steps && Double.isFinite(sum) && damping < MOST_DAMPING; k++) {
            if (moved) {
                rescale();
            }
            double[] step = step(damping);
            double[] there = point.clone();
            for (int i = 0; i < n; i++) {
                there[i] += step[i];
            }
            double promised = promised(step);
            double[] residualsThere = new double[m];
            f.at(there, residualsThere, null);
            double sumThere = square(residualsThere);
            double share = (sum - sumThere) / promised;
            moved = share > 0;
            if (!moved) {
                damping *= growth;
                growth *= 2;
                continue;
            }
            boolean little = sum - sumThere < LITTLE * sum;
            point = there;
            residuals = residualsThere;
            sum = sumThere;
            if (little) {
                return;
            }
            f.at(point, residuals, jacobian);
            damping *= Math.max(1.0 / 3, 1 - cube(2 * share - 1));
            growth = 2;
        }
    }

    /** The largest norm that each column has had. */
    private void rescale() {
        for (int j = 0; j < n; j++) {
            double norm = 0;
            for (int i = 0; i < m; i++) {
                norm = Math.max(norm, Math.abs(jacobian[i * n + j]));
            }
            scale[j] = Math.max(scale[j], norm > 0 && norm < Double.POSITIVE_INFINITY ? norm : 0);
        }
    }

    /** The step with which |r + Js|² + λm|Ds|² is least, or none where numbers are too large. */
    private double[] step(double damping) {
        DMatrixRMaj a = new DMatrixRMaj(m + n, n);
        System.arraycopy(jacobian, 0, a.data, 0, m * n);
        DMatrixRMaj b = new DMatrixRMaj(m + n, 1);
        for (int i = 0; i < m; i++) {
            b.data[i] = -residuals[i];
        }
        for (int j = 0; j < n; j++) {
            a.data[(m + j) * n + j] = Math.sqrt(damping * m) * (scale[j] > 0 ? scale[j] : 1);
        }
        DMatrixRMaj x = new DMatrixRMaj(n, 1);
        LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.leastSquares(m + n, n);
        if (solver.setA(a)) {
            solver.solve(b, x);
        }
        return x.data;
    }

    /** By how much the sum of squares falls if residuals are linear. */
    private double promised(double[] step) {
        double there = 0;
        for (int i = 0; i < m; i++) {
            double r = residuals[i];
            for (int j = 0; j < n; j++) {
                r += jacobian[i * n + j] * step[j];
            }
            there += r * r;
        }
        return Math.max(sum - there, Double.MIN_NORMAL);
    }

    private static double square(double[] residuals) {
        double sum = 0;
        for (double r : residuals) {
            sum += r * r;
        }
        return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
    }

    private static double cube(double x) {
        return x * x * x;
    }
}
