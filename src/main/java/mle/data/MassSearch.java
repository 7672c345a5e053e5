package mle.data;

import java.util.Arrays;

/**
 * The masses of intervals that maximise the likelihood: by turns an iteration of Turnbull's self-consistency, which is one of
 * the EM algorithm, and one of the iterative convex minorant algorithm (Wellner and Zhan 1997, JASA 92, 945-959), until the
 * derivatives say that nothing is left to gain. Each takes a few passes over the rows, for a region is a range of intervals.
 */
final class MassSearch {
    /** A mass below this that is falling is taken away. */
    private static final double NEGLIGIBLE = 1e-6;

    /** How much less than others a mass that is taken away explains, for each observation. */
    private static final double FALLING = 1e-4;

    /** So often a step that does not raise the likelihood is halved. */
    private static final int MOST_HALVINGS = 20;

    private final InnermostIntervals intervals;
    private final EmpiricalDistribution data;
    private final double tolerance;
    private final double n;
    private final int size;

    /** The derivatives of the log-likelihood by the masses, beyond what all have in common. */
    private final double[] rises;

    /** P(X is before an interval), with that of all at the end. */
    private final double[] below;

    MassSearch(InnermostIntervals intervals, EmpiricalDistribution data, double tolerance) {
        this.intervals = intervals;
        this.data = data;
        this.tolerance = tolerance;
        this.n = data.n();
        this.size = intervals.from().length;
        this.rises = new double[size];
        this.below = new double[size + 1];
    }

    /** The masses, after so many iterations at most. */
    double[] masses(int iterations) {
        double[] p = new double[size];
        Arrays.fill(p, 1.0 / size);
        for (int k = 0; k < iterations; k++) {
            double[] next = next(p);
            if (isMaximum(p)) {
                return p;
            }
            p = minorant(clear(p) ? next(p) : next);
        }
        return p;
    }

    /** Takes away masses that are on their way to zero; tells whether there were any. */
    private boolean clear(double[] p) {
        boolean some = false;
        for (int j = 0; j < size; j++) {
            if (p[j] > 0 && p[j] < NEGLIGIBLE && -rises[j] > FALLING * n) {
                p[j] = 0;
                some = true;
            }
        }
        if (some) {
            normalise(p);
        }
        return some;
    }

    private static void normalise(double[] p) {
        NeumaierSum sum = new NeumaierSum();
        for (double mass : p) {
            sum.add(mass);
        }
        for (int j = 0; j < p.length; j++) {
            p[j] /= sum.value();
        }
    }

    private void sum(double[] p) {
        NeumaierSum sum = new NeumaierSum();
        for (int j = 0; j < size; j++) {
            below[j] = sum.value();
            sum.add(p[j]);
        }
        below[size] = sum.value();
    }

    private double observed(int row) {
        return below[intervals.last()[row] + 1] - below[intervals.first()[row]];
    }

    private double seen(int row) {
        return below[intervals.lastSeen()[row] + 1] - below[intervals.firstSeen()[row]];
    }

    /**
     * An iteration of self-consistency: what each interval has of the rows, expected given their regions, with those that were
     * not seen. It leaves the derivatives in {@link #rises}.
     */
    private double[] next(double[] p) {
        sum(p);
        double[] slopes = new double[size + 1];
        double all = 0;
        for (int i = 0; i < data.size(); i++) {
            double observed = data.weight(i) / observed(i);
            double seen = data.weight(i) / seen(i);
            slopes[intervals.first()[i]] += observed;
            slopes[intervals.last()[i] + 1] -= observed;
            slopes[intervals.firstSeen()[i]] -= seen;
            slopes[intervals.lastSeen()[i] + 1] += seen;
            all += seen;
        }
        double[] next = new double[size];
        NeumaierSum slope = new NeumaierSum();
        for (int j = 0; j < size; j++) {
            slope.add(slopes[j]);
            rises[j] = slope.value();
            next[j] = Math.max(0, p[j] * (all + rises[j]));
        }
        normalise(next);
        return next;
    }

    /** Whether no mass would gain by being more, and none that counts by being less; after an iteration from it. */
    private boolean isMaximum(double[] p) {
        for (int j = 0; j < size; j++) {
            boolean falls = p[j] > 0 && (-rises[j] > FALLING * n || p[j] * -rises[j] > tolerance * n);
            if (rises[j] > tolerance * n || falls) {
                return false;
            }
        }
        return true;
    }

    /**
     * A Newton step for the distribution function between the intervals, as if its values did not depend on each other, made
     * monotone by isotonic regression and halved until the likelihood rises.
     */
    private double[] minorant(double[] p) {
        double before = logLikelihood(p);
        double[] slope = new double[size + 1];
        double[] curvature = new double[size + 1];
        for (int i = 0; i < data.size(); i++) {
            double weight = data.weight(i);
            add(slope, curvature, intervals.first()[i], intervals.last()[i] + 1, weight, observed(i), 1);
            add(slope, curvature, intervals.firstSeen()[i], intervals.lastSeen()[i] + 1, weight, seen(i), -1);
        }
        double[] wanted = new double[size - 1];
        for (int k = 1; k < size; k++) {
            wanted[k - 1] = below[k] + slope[k] / curvature[k];
        }
        double[] monotone = isotonic(wanted, Arrays.copyOfRange(curvature, 1, size));
        double[] towards = new double[size];
        double last = 0;
        for (int j = 0; j < size; j++) {
            double cdf = j < size - 1 ? Math.max(0, Math.min(1, monotone[j])) : 1;
            towards[j] = cdf - last;
            last = cdf;
        }
        double[] moved = new double[size];
        double step = 1;
        for (int k = 0; k < MOST_HALVINGS; k++, step /= 2) {
            for (int j = 0; j < size; j++) {
                moved[j] = p[j] + step * (towards[j] - p[j]);
            }
            if (logLikelihood(moved) > before) {
                return moved;
            }
        }
        return p;
    }

    private static void add(
            double[] slope, double[] curvature, int first, int end, double weight, double probability, int sign) {
        double share = weight / probability;
        slope[end] += sign * share;
        slope[first] -= sign * share;
        curvature[end] += share / probability;
        curvature[first] += share / probability;
    }

    /** The weighted least squares fit that never falls: pools adjacent violators (Barlow et al. 1972, sec. 1.2). */
    private static double[] isotonic(double[] y, double[] weights) {
        int[] counts = new int[y.length];
        double[] means = new double[y.length];
        double[] sums = new double[y.length];
        int pools = 0;
        for (int k = 0; k < y.length; k++) {
            means[pools] = y[k];
            sums[pools] = weights[k];
            counts[pools++] = 1;
            while (pools > 1 && means[pools - 2] >= means[pools - 1]) {
                pools--;
                double total = sums[pools - 1] + sums[pools];
                means[pools - 1] += (means[pools] - means[pools - 1]) * (sums[pools] / total);
                sums[pools - 1] = total;
                counts[pools - 1] += counts[pools];
            }
        }
        double[] fitted = new double[y.length];
        for (int pool = 0, k = 0; pool < pools; pool++) {
            Arrays.fill(fitted, k, k + counts[pool], means[pool]);
            k += counts[pool];
        }
        return fitted;
    }

    /** The log-likelihood of masses. */
    double logLikelihood(double[] p) {
        sum(p);
        NeumaierSum value = new NeumaierSum();
        for (int i = 0; i < data.size(); i++) {
            value.add(data.weight(i) * StrictMath.log(observed(i) / seen(i)));
        }
        return value.value();
    }

    /** The largest derivative. */
    double gap(double[] p) {
        next(p);
        return Math.max(0, Arrays.stream(rises).max().orElse(0));
    }
}
