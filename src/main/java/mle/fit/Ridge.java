package mle.fit;

import java.util.Optional;
import mle.solve.Cholesky;
import mle.solve.Eigen;
import mle.solve.Jet;
import mle.solve.Objective;
import mle.solve.Solution;
import mle.solve.Solver;

/**
 * A curved ridge of the likelihood, on which no point is the maximum: a Cauchy at two values has one, a half circle in
 * location and scale (Copas 1975, Biometrika 62, 701-704). Rounding can make the Hessian positive definite there.
 */
final class Ridge {
    /** A smallest eigenvalue, with ones on the diagonal, above which estimates are correlated below 0.999999: no ridge. */
    private static final double DETERMINED = 1e-6;

    private static final double CLEARLY_DETERMINED = 1e-3;
    private static final double STEP = 0.5;
    private static final double SAME_VALUE = 1e-8;

    private Ridge() {}

    /**
     * The direction of the ridge if a search from beside the solution ends at another place of the same value; none where the
     * curvature along a coordinate is not positive.
     */
    static Optional<double[]> at(Solution s, Objective f, Solver solver) {
        int n = s.point().length;
        if (n == 1 || !isCurved(s.jet()) || !s.jet().isFinite()) {
            return Optional.empty();
        }
        // No eigenvalue can be that small where the pivots are far above: the common case, without an
        // eigendecomposition.
        if (Cholesky.of(s.jet().hessian(), n).smallestPivot() > CLEARLY_DETERMINED) {
            return Optional.empty();
        }
        double[] scaled = s.jet().hessian().clone();
        for (int i = 0, k = 0; i < n; i++) {
            for (int j = 0; j <= i; j++, k++) {
                scaled[k] /=
                        Math.sqrt(s.jet().hessian(i, i)) * Math.sqrt(s.jet().hessian(j, j));
            }
        }
        Eigen eigen = Eigen.of(scaled, n);
        if (eigen.value(0) > DETERMINED) {
            return Optional.empty();
        }
        double[] along = new double[n];
        double length = 0;
        for (int i = 0; i < n; i++) {
            along[i] = eigen.vector(0)[i] / Math.sqrt(s.jet().hessian(i, i));
            length = StrictMath.hypot(length, along[i]);
        }
        double[] beside = new double[n];
        for (int i = 0; i < n; i++) {
            along[i] /= length;
            beside[i] = s.point()[i] + STEP * along[i];
        }
        Solution other = solver.minimise(f, beside);
        double apart = 0;
        for (int i = 0; i < n; i++) {
            apart = StrictMath.hypot(apart, other.point()[i] - s.point()[i]);
        }
        double change = Math.abs(other.jet().value() - s.jet().value()) * f.weight();
        return apart > STEP / 5 && change < SAME_VALUE ? Optional.of(along) : Optional.empty();
    }

    private static boolean isCurved(Jet jet) {
        for (int i = 0; i < jet.dimension(); i++) {
            if (!(jet.hessian(i, i) > 0)) {
                return false;
            }
        }
        return true;
    }
}
