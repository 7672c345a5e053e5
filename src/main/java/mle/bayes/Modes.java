package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import mle.draws.NormalDraws;
import mle.solve.Cholesky;
import mle.solve.Lbfgs;
import mle.solve.Newton;
import mle.solve.Solution;

/**
 * Modes of a posterior beside the one that is known, which searches by gradients lead to from far and wide: from draws about the known one
 * many times as wide as the curvature there says, along each coordinate alone, and about the mode of the prior as wide as that is. A search of
 * the density at one point is far cheaper than one of the bound over many, so that there may be more of them.
 */
final class Modes {
    /** Widths of the draws, in the scales of the coordinates. */
    private static final double[] WIDTHS = {3, 12, 50, 200};

    /** Starts of each width, and in so many dimensions the ways along each coordinate too. */
    private static final int OF_WIDTH = 6;

    private static final int FEW_DIMENSIONS = 4;

    /** Most unknowns for which modes are sought. */
    private static final int MOST_DIMENSIONS = 200;

    private static final int ITERATIONS = 200;
    private static final int MEMORY = 10;
    private static final double TOLERANCE = 1e-6;

    /** Modes are the same that differ by no more than this, in the scales of the coordinates. */
    private static final double SAME = 1e-2;

    /** So many modes at most are starts of other searches: those with the most mass by Laplace's approximation. */
    private static final int MOST = 8;

    /** Scales that a prior may have. */
    private static final double NARROWEST = 1e-8;

    private static final double WIDEST = 1e8;

    private final Posterior posterior;
    private final double[] centre;
    private final double[] scale;
    private final List<Found> found = new ArrayList<>();

    /** A mode and what Laplace's approximation says of its mass. */
    private record Found(Summary start, double logMass) {}

    private Modes(Posterior posterior, double[] centre, double[] scale) {
        this.posterior = posterior;
        this.centre = centre;
        this.scale = scale;
    }

    /** Means and standard deviations of coordinates at other modes, those with the most mass first. */
    static List<Summary> of(Posterior posterior, double[] centre, double[] scale, long seed) {
        if (posterior.dimension() > MOST_DIMENSIONS) {
            return List.of();
        }
        Modes modes = new Modes(posterior, centre, scale);
        modes.starts(seed).forEach(modes::search);
        modes.found.sort(Comparator.comparingDouble(f -> -f.logMass));
        return modes.found.stream().limit(MOST).map(Found::start).toList();
    }

    private List<double[]> starts(long seed) {
        int n = centre.length;
        List<double[]> starts = new ArrayList<>();
        double[][] z = NormalDraws.plain(n, WIDTHS.length * OF_WIDTH, seed);
        for (int k = 0; k < WIDTHS.length * OF_WIDTH; k++) {
            double[] start = new double[n];
            for (int d = 0; d < n; d++) {
                start[d] = centre[d] + WIDTHS[k % WIDTHS.length] * scale[d] * z[d][k];
            }
            starts.add(start);
        }
        for (int d = 0; d < n && n <= FEW_DIMENSIONS; d++) {
            for (double width : WIDTHS) {
                starts.add(moved(d, width));
                starts.add(moved(d, -width));
            }
        }
        starts.addAll(ofPrior(z));
        return starts;
    }

    private double[] moved(int d, double by) {
        double[] start = centre.clone();
        start[d] += by * scale[d];
        return start;
    }

    /** Draws about the mode of the prior; none where it has no mode. */
    private List<double[]> ofPrior(double[][] z) {
        if (!posterior.has(Term.Role.LIKELIHOOD)) {
            return List.of();
        }
        int n = centre.length;
        Solution prior = new Newton(TOLERANCE, ITERATIONS)
                .minimise(
                        new NegativeLogDensity(posterior, List.of(Term.Role.PRIOR, Term.Role.JACOBIAN)), new double[n]);
        List<double[]> starts = new ArrayList<>();
        for (int k = 0; k < OF_WIDTH && prior.jet().isFinite(); k++) {
            double[] start = new double[n];
            for (int d = 0; d < n; d++) {
                double width = 1 / Math.sqrt(prior.jet().hessian(d, d));
                boolean known = width > NARROWEST && width < WIDEST;
                start[d] = known ? prior.point()[d] + width * z[d][k] : centre[d];
            }
            starts.add(start);
        }
        return starts;
    }

    private void search(double[] start) {
        Solution s = new Lbfgs(TOLERANCE, ITERATIONS, MEMORY).minimise(new NegativeLogDensity(posterior), start);
        if (!s.converged() || isSame(s.point(), centre, scale)) {
            return;
        }
        for (Found other : found) {
            if (isSame(s.point(), other.start.means(), other.start.sds())) {
                return;
            }
        }
        Cholesky precision = Cholesky.of(s.jet().hessian(), centre.length);
        double[] sds = new double[centre.length];
        for (int d = 0; d < sds.length; d++) {
            sds[d] = 1 / Math.sqrt(s.jet().hessian(d, d));
        }
        if (Arrays.stream(sds).allMatch(sd -> sd > 0 && sd < Double.POSITIVE_INFINITY)) {
            found.add(new Found(new Summary(s.point(), sds), -s.jet().value() - precision.logDeterminant() / 2));
        }
    }

    private static boolean isSame(double[] a, double[] b, double[] scale) {
        for (int d = 0; d < a.length; d++) {
            if (!(Math.abs(a[d] - b[d]) <= SAME * scale[d])) {
                return false;
            }
        }
        return true;
    }
}
