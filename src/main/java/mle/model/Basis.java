package mle.model;

import java.util.Arrays;

/** Functions of one column, with the constants that they took from the data of a fit. */
public sealed interface Basis {
    /** How many functions there are. */
    int width();

    /** The functions of each entry, one array for each function. */
    double[][] columns(double[] x);

    /** The functions of a kind, with constants from these data. */
    static Basis of(Variable.Basis variable, double[] x) {
        if (variable.kind() instanceof Variable.Basis.Poly p) {
            return p.raw() ? new Powers(p.degree()) : OrthogonalPolynomials.of(variable.label(), p.degree(), x);
        }
        if (variable.kind() instanceof Variable.Basis.Splines s) {
            return BSplines.of(variable.label(), s, x);
        }
        return Standardised.of(variable.label(), x);
    }

    /** The column itself. */
    record Itself() implements Basis {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public double[][] columns(double[] x) {
            return new double[][] {x};
        }
    }

    /**
     * The powers from 1 up.
     *
     * @param width the highest power
     */
    record Powers(int width) implements Basis {
        @Override
        public double[][] columns(double[] x) {
            double[][] columns = new double[width][];
            columns[0] = x;
            for (int k = 1; k < width; k++) {
                columns[k] = new double[x.length];
                for (int i = 0; i < x.length; i++) {
                    columns[k][i] = columns[k - 1][i] * x[i];
                }
            }
            return columns;
        }
    }

    /**
     * Polynomials of degrees from 1 up that are orthonormal over the data of the fit, by their recurrence (Kennedy and Gentle
     * 1980, Statistical Computing, sec. 8.3): p(k+1) = (x - alpha(k))·p(k) - norm(k)/norm(k-1)·p(k-1).
     *
     * @param alpha the centres of the recurrence
     * @param norms the sums of squares of the polynomials, from degree 0
     */
    record OrthogonalPolynomials(double[] alpha, double[] norms) implements Basis {
        static OrthogonalPolynomials of(String label, int degree, double[] x) {
            if (!(Arrays.stream(x).distinct().limit(degree + 1L).count() > degree)) {
                throw new IllegalArgumentException(
                        label + ": a degree must be below the number of distinct values, got " + degree);
            }
            double[] alpha = new double[degree];
            double[] norms = new double[degree + 1];
            double[] before = new double[x.length];
            double[] now = new double[x.length];
            Arrays.fill(now, 1);
            norms[0] = x.length;
            double centre = Arrays.stream(x).sum() / x.length;
            for (int k = 0; k < degree; k++) {
                double moment = 0;
                for (int i = 0; i < x.length; i++) {
                    moment += (x[i] - centre) * now[i] * now[i];
                }
                alpha[k] = centre + moment / norms[k];
                double[] next = next(x, now, before, alpha[k], k == 0 ? 0 : norms[k] / norms[k - 1]);
                norms[k + 1] = Arrays.stream(next).map(v -> v * v).sum();
                before = now;
                now = next;
            }
            return new OrthogonalPolynomials(alpha, norms);
        }

        private static double[] next(double[] x, double[] now, double[] before, double alpha, double ratio) {
            double[] next = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                next[i] = (x[i] - alpha) * now[i] - ratio * before[i];
            }
            return next;
        }

        @Override
        public int width() {
            return alpha.length;
        }

        @Override
        public double[][] columns(double[] x) {
            double[][] columns = new double[alpha.length][];
            double[] before = new double[x.length];
            double[] now = new double[x.length];
            Arrays.fill(now, 1);
            for (int k = 0; k < alpha.length; k++) {
                double[] next = next(x, now, before, alpha[k], k == 0 ? 0 : norms[k] / norms[k - 1]);
                double length = Math.sqrt(norms[k + 1]);
                columns[k] = Arrays.stream(next).map(v -> v / length).toArray();
                before = now;
                now = next;
            }
            return columns;
        }
    }

    /**
     * B-splines on a sequence of knots, by the recurrence of Cox and de Boor (de Boor 1978, A Practical Guide to Splines, ch.
     * X); outside the boundary knots their polynomials are continued.
     *
     * @param degree the degree of the pieces
     * @param knots the knots in order, those of the boundary repeated
     * @param intercept whether the first spline is among them
     */
    record BSplines(int degree, double[] knots, boolean intercept) implements Basis {
        static BSplines of(String label, Variable.Basis.Splines s, double[] x) {
            double[] sorted = x.clone();
            Arrays.sort(sorted);
            int order = s.degree() + 1;
            int inner = s.df() - order + (s.intercept() ? 0 : 1);
            if (!(sorted[0] < sorted[sorted.length - 1])) {
                throw new IllegalArgumentException(label + ": needs two distinct values, got " + sorted[0] + " only");
            }
            double[] knots = new double[2 * order + inner];
            Arrays.fill(knots, 0, order, sorted[0]);
            Arrays.fill(knots, order + inner, knots.length, sorted[sorted.length - 1]);
            for (int k = 1; k <= inner; k++) {
                knots[order + k - 1] = quantile(sorted, (double) k / (inner + 1));
            }
            return new BSplines(s.degree(), knots, s.intercept());
        }

        /** The quantile between two neighbours (type 7 of Hyndman and Fan 1996). */
        private static double quantile(double[] sorted, double p) {
            double place = p * (sorted.length - 1);
            int below = (int) Math.floor(place);
            return below + 1 < sorted.length
                    ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below])
                    : sorted[below];
        }

        @Override
        public int width() {
            return knots.length - degree - 1 - (intercept ? 0 : 1);
        }

        @Override
        public double[][] columns(double[] x) {
            double[][] columns = new double[width()][x.length];
            double[] values = new double[degree + 1];
            int last = knots.length - degree - 2;
            for (int i = 0; i < x.length; i++) {
                int at = degree;
                while (at < last && x[i] >= knots[at + 1]) {
                    at++;
                }
                basis(x[i], at, values);
                for (int k = 0; k <= degree; k++) {
                    int column = at - degree + k - (intercept ? 0 : 1);
                    if (column >= 0) {
                        columns[column][i] = values[k];
                    }
                }
            }
            return columns;
        }

        /** The splines that are not 0 between knot {@code at} and the next. */
        private void basis(double x, int at, double[] values) {
            values[0] = 1;
            for (int d = 1; d <= degree; d++) {
                double carried = 0;
                for (int k = 0; k < d; k++) {
                    double right = knots[at + k + 1];
                    double left = knots[at + k + 1 - d];
                    double share = values[k] / (right - left);
                    values[k] = carried + (right - x) * share;
                    carried = (x - left) * share;
                }
                values[d] = carried;
            }
        }
    }

    /**
     * Less the mean, divided by the standard deviation.
     *
     * @param mean the mean of the data of the fit
     * @param sd their standard deviation, with divisor n - 1
     */
    record Standardised(double mean, double sd) implements Basis {
        static Standardised of(String label, double[] x) {
            double mean = Arrays.stream(x).sum() / x.length;
            double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).sum() / (x.length - 1);
            if (!(variance > 0 && variance < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        label + ": needs two distinct values of moderate size, got a variance of " + variance);
            }
            return new Standardised(mean, Math.sqrt(variance));
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public double[][] columns(double[] x) {
            return new double[][] {Arrays.stream(x).map(v -> (v - mean) / sd).toArray()};
        }
    }
}
