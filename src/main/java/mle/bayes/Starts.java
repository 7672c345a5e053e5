package mle.bayes;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import mle.draws.NormalDraws;
import mle.solve.Lbfgs;
import mle.solve.Solution;

/**
 * What searches from several starts come to, over few draws and by gradients, which lead on from afar more often than Hessians do: a bound
 * may have several maxima, of which one search finds one. The starts of mean-field approximations are the first, wider, and at the corners
 * of cubes of several sizes about it, each with the corner opposite.
 */
final class Starts {
    /** Half the sides of the cubes, in the scales of the coordinates. */
    private static final double[] SIZES = {2, 6, 18};

    private static final double WIDER = 6;

    /** Hessians of more parameters than this, by which maxima are confirmed, take too long to be made many times. */
    private static final int MOST_PARAMETERS = 400;

    /** Maxima are the same that differ by no more than this, in standard deviations. */
    private static final double SAME = 1e-3;

    /** Values are the same that differ by no more than this, in nats. */
    private static final double AS_HIGH = 1e-6;

    private final NormalShape shape;
    private final List<Solution> found = new ArrayList<>();
    private final int count;
    private Solution here;

    /**
     * Searches from all starts.
     *
     * @param objective the bound over few draws
     * @param first the maximum that the first start led to over more
     * @param more starts beside the usual ones
     */
    Starts(NegativeElbo objective, NormalShape shape, double[] first, long seed, List<double[]> more) {
        this.shape = shape;
        this.here = search(objective, first);
        List<double[]> others = new ArrayList<>(more);
        others.addAll(shape.size() > MOST_PARAMETERS || !here.converged() ? List.of() : others(seed));
        this.count = 1 + others.size();
        if (here.converged()) {
            found.add(here);
        }
        for (double[] start : others) {
            Solution s = search(objective, start);
            if (s.converged()) {
                found.add(s);
            }
        }
    }

    private static Solution search(NegativeElbo objective, double[] start) {
        return Lbfgs.withDefaults().minimise(objective, start);
    }

    private List<double[]> others(long seed) {
        List<double[]> starts = new ArrayList<>();
        int n = shape.dimension();
        starts.add(start(new double[n], WIDER));
        double[][] z = NormalDraws.plain(n, SIZES.length, seed);
        for (int k = 0; k < SIZES.length; k++) {
            double[] corner = new double[n];
            double[] opposite = new double[n];
            for (int d = 0; d < n; d++) {
                corner[d] = Math.copySign(SIZES[k], z[d][k]);
                opposite[d] = -corner[d];
            }
            starts.add(start(corner, 1));
            starts.add(start(opposite, 1));
        }
        return starts;
    }

    private double[] start(double[] mean, double sd) {
        double[] start = new double[shape.size()];
        for (int d = 0; d < mean.length; d++) {
            start[d] = mean[d];
            start[mean.length + d] = sd;
        }
        return start;
    }

    /** The highest of the maxima that were found, if it is higher than the one that is held to. */
    boolean hasHigher() {
        return found.stream().anyMatch(this::isHigher);
    }

    private boolean isHigher(Solution s) {
        return s.jet().value() < here.jet().value() - AS_HIGH;
    }

    /** The parameters of the highest maximum. */
    double[] highest() {
        return highestSolution().point();
    }

    private Solution highestSolution() {
        Solution highest = here;
        for (Solution s : found) {
            highest = s.jet().value() < highest.jet().value() ? s : highest;
        }
        return highest;
    }

    /** Holds to the highest maximum from here on. */
    void hold() {
        here = highestSolution();
    }

    private boolean isHere(Solution s) {
        return isSame(s, here);
    }

    private boolean isSame(Solution s, Solution t) {
        for (int d = 0; d < shape.dimension(); d++) {
            double sd = Math.abs(t.point()[shape.dimension() + d]);
            double other = Math.abs(s.point()[shape.dimension() + d]);
            if (!(Math.abs(s.point()[d] - t.point()[d]) <= SAME * sd) || !(Math.abs(other - sd) <= SAME * sd)) {
                return false;
            }
        }
        return true;
    }

    /** The maxima other than the one that is held to, the highest first. */
    List<Solution> others() {
        List<Solution> others = new ArrayList<>();
        for (Solution s : found) {
            if (!isHere(s) && others.stream().noneMatch(o -> isSame(s, o))) {
                others.add(s);
            }
        }
        others.sort(Comparator.comparingDouble(s -> s.jet().value()));
        return others;
    }

    /** How many led where, of the maximum that is held to. */
    String told(String there) {
        int same = 0;
        int lower = 0;
        int asHigh = 0;
        for (Solution s : found) {
            boolean isLower = s.jet().value() > here.jet().value() + AS_HIGH;
            same += isHere(s) ? 1 : 0;
            lower += !isHere(s) && isLower ? 1 : 0;
            asHigh += !isHere(s) && !isLower ? 1 : 0;
        }
        int none = count - found.size();
        return (count == 1 ? "the only start leads " : same + " of " + count + " starts lead ")
                + there
                + (lower > 0 ? ", " + lower + " to lower maxima" : "")
                + (asHigh > 0 ? ", " + asHigh + " to others as high" : "")
                + (none > 0 ? ", " + none + " to none" : "");
    }
}
