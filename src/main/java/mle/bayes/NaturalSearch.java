package mle.bayes;

import java.util.Arrays;
import mle.draws.NormalDraws;
import mle.parallel.Crew;
import mle.plan.OrderedSums;
import mle.solve.Cholesky;

/**
 * The normal distribution at which E ∇log p = 0 and its precision is −E ∇∇'log p, or, of independent coordinates, the diagonal of that: the
 * conditions of a maximum of the evidence lower bound (Opper and Archambeau 2009, Neural Comput. 21, 786-792), with means over fixed draws.
 * Steps are Newton's in the mean and go to the precision of the moment, halved until the bound does not fall but for the draws. It needs matrices of the size of
 * the unknowns alone, where the Hessian of the bound is one of their squares.
 */
final class NaturalSearch {
    private static final int ITERATIONS = 200;
    private static final int HALVINGS = 30;

    /** A change in standard deviations at which the search ends. */
    private static final double SMALL = 1e-8;

    /** Nats that a step may lose: the mean over the draws of the bound has its maximum a little aside, as far as draws err. */
    private static final double BORNE = 1e-2;

    private final Posterior posterior;
    private final NormalDraws draws;
    private final int first;
    private final int count;
    private final boolean full;

    /**
     * A normal distribution of the coordinates.
     *
     * @param mean its mean
     * @param lower the lower triangle of its covariance, by rows; of independent coordinates the standard deviations in a diagonal
     */
    record Normal(double[] mean, double[][] lower) {
        double sd(int d) {
            double square = 0;
            for (double a : lower[d]) {
                square += a * a;
            }
            return Math.sqrt(square);
        }
    }

    /**
     * What a search came to.
     *
     * @param bound the evidence lower bound but for the constant of the entropy
     * @param change the last step, in standard deviations
     */
    record Result(Normal normal, double bound, double change, boolean converged, int iterations, int evaluations) {}

    /** A place with the means over the draws there. */
    private record Place(Normal normal, double bound, double[] gradient, Cholesky precision, double[] packed) {}

    /** Over the draws of all replicates, or of one. */
    NaturalSearch(Posterior posterior, NormalDraws draws, int first, int count, boolean full) {
        this.posterior = posterior;
        this.draws = draws;
        this.first = first;
        this.count = count;
        this.full = full;
    }

    Result from(Normal start) {
        Place here = at(start);
        int evaluations = 1;
        double change = Double.POSITIVE_INFINITY;
        for (int iteration = 1; iteration <= ITERATIONS && here.precision != null; iteration++) {
            double[] step = here.gradient.clone();
            here.precision.solve(step, step);
            Place next = null;
            double rate = 1;
            for (int k = 0; k < HALVINGS && next == null; k++, rate /= 2) {
                Place tried = at(moved(here, step, rate));
                evaluations++;
                boolean falls = !(tried.bound >= here.bound - BORNE);
                next = falls || tried.precision == null ? null : tried;
            }
            if (next == null) {
                return new Result(here.normal, here.bound, change, false, iteration, evaluations);
            }
            change = change(here.normal, next.normal) / Math.min(1, 2 * rate);
            here = next;
            if (change <= SMALL) {
                return new Result(here.normal, here.bound, change, true, iteration, evaluations);
            }
        }
        return new Result(here.normal, here.bound, change, false, ITERATIONS, evaluations);
    }

    private static double change(Normal a, Normal b) {
        double change = 0;
        for (int d = 0; d < a.mean.length; d++) {
            double sd = b.sd(d);
            change = Math.max(change, Math.abs(a.mean[d] - b.mean[d]) / sd);
            for (int k = 0; k < a.lower[d].length; k++) {
                change = Math.max(change, Math.abs(a.lower[d][k] - b.lower[d][k]) / sd);
            }
        }
        return change;
    }

    /** A share of the way to Newton's mean and to the precision of the moment. */
    private Normal moved(Place here, double[] step, double rate) {
        int n = step.length;
        double[] mean = new double[n];
        for (int d = 0; d < n; d++) {
            mean[d] = here.normal.mean[d] + rate * step[d];
        }
        double[] target = full ? here.precision.inverse() : here.packed;
        double[][] lower = new double[n][];
        for (int d = 0; d < n && !full; d++) {
            double own = here.normal.sd(d);
            double precision = rate * target[d * (d + 1) / 2 + d] + (1 - rate) / own / own;
            lower[d] = new double[] {1 / Math.sqrt(precision)};
        }
        return new Normal(mean, full ? mixed(here.normal.lower, target, rate) : lower);
    }

    /** The triangle of a mean of two covariances. */
    private static double[][] mixed(double[][] lower, double[] covariance, double rate) {
        double[] packed = covariance;
        if (rate < 1) {
            packed = covariance.clone();
            for (int i = 0, at = 0; i < lower.length; i++) {
                for (int j = 0; j <= i; j++, at++) {
                    double own = 0;
                    for (int k = 0; k <= j; k++) {
                        own += lower[i][k] * lower[j][k];
                    }
                    packed[at] = rate * packed[at] + (1 - rate) * own;
                }
            }
        }
        return lower(packed, lower.length);
    }

    /** The lower triangular factor of a packed covariance, by rows. */
    static double[][] lower(double[] covariance, int n) {
        double[][] l = new double[n][];
        for (int i = 0; i < n; i++) {
            l[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = covariance[i * (i + 1) / 2 + j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(sum) : sum / l[j][j];
            }
        }
        return l;
    }

    // ---- means over the draws ----

    private Place at(Normal normal) {
        int n = normal.mean.length;
        Pattern pattern = posterior.pattern();
        OrderedSums sums = new OrderedSums(1 + n + pattern.size());
        int chunks = (count + Derivatives.POINTS - 1) / Derivatives.POINTS;
        Crew.run(chunks, () -> {
            Posterior.Evaluation evaluation = posterior.evaluation(2);
            Derivatives at = new Derivatives(n, pattern, 2);
            double[][] points = new double[n][Derivatives.POINTS];
            return chunk -> {
                int from = first + chunk * Derivatives.POINTS;
                int size = Math.min(Derivatives.POINTS, first + count - from);
                place(normal, from, size, points);
                evaluation.at(points, size, at);
                double[] ofChunk = sums.take();
                ofChunk[0] = sum(at.value, size);
                for (int d = 0; d < n; d++) {
                    ofChunk[1 + d] = sum(at.gradient[d], size);
                }
                for (int t = 0; t < pattern.size(); t++) {
                    ofChunk[1 + n + t] = sum(at.hessian[t], size);
                }
                sums.add(chunk, ofChunk);
            };
        });
        double[] total = sums.total();
        double bound = total[0] / count;
        for (int d = 0; d < n; d++) {
            bound += StrictMath.log(normal.lower[d][normal.lower[d].length - 1]);
        }
        double[] precision = new double[n * (n + 1) / 2];
        for (int t = 0; t < pattern.size(); t++) {
            int i = pattern.rows()[t];
            precision[i * (i + 1) / 2 + pattern.columns()[t]] = -total[1 + n + t] / count;
        }
        double[] gradient = new double[n];
        for (int d = 0; d < n; d++) {
            gradient[d] = total[1 + d] / count;
        }
        Cholesky cholesky = Cholesky.of(precision, n);
        boolean proper = Double.isFinite(bound) && cholesky.positiveDefinite();
        return new Place(normal, bound, gradient, proper ? cholesky : null, precision);
    }

    private void place(Normal normal, int from, int size, double[][] points) {
        for (int d = 0; d < points.length; d++) {
            double[] row = normal.lower[d];
            Arrays.fill(points[d], 0, size, normal.mean[d]);
            for (int k = 0; k < row.length; k++) {
                double[] z = draws.dimension(full ? k : d);
                for (int s = 0; s < size; s++) {
                    points[d][s] += row[k] * z[from + s];
                }
            }
        }
    }

    private static double sum(double[] a, int size) {
        double sum = 0;
        for (int s = 0; s < size; s++) {
            sum += a[s];
        }
        return sum;
    }
}
