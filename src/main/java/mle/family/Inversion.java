package mle.family;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The quantiles of many probabilities. The middle one of those on one side of the median is sought among all numbers; each of the
 * others lies between two that are known, and there it is found in few steps.
 */
final class Inversion {
    private final Distribution distribution;
    private final double[] probabilities;
    private final double[] values;

    Inversion(Distribution distribution, double[] probabilities) {
        this.distribution = distribution;
        this.probabilities = probabilities;
        this.values = new double[probabilities.length];
    }

    /** In the order of the probabilities. */
    double[] values() {
        int[] order = IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> probabilities[i]))
                .mapToInt(i -> i)
                .toArray();
        int half = (int) Arrays.stream(probabilities).filter(p -> p <= 0.5).count();
        fill(order, 0, half, Double.NaN, Double.NaN);
        fill(order, half, order.length, Double.NaN, Double.NaN);
        return values;
    }

    /** Those from one place in the order to before another, between two values, if such are known. */
    private void fill(int[] order, int from, int to, double low, double high) {
        if (from == to) {
            return;
        }
        int middle = (from + to) >>> 1;
        double p = probabilities[order[middle]];
        double found;
        if (low <= high && Math.abs(low) < Double.POSITIVE_INFINITY && Math.abs(high) < Double.POSITIVE_INFINITY) {
            boolean lower = p <= 0.5;
            double log = lower ? StrictMath.log(p) : StrictMath.log1p(-p);
            found = new QuantileSearch(distribution, log, lower).within(low, high);
        } else {
            found = distribution.quantile(p);
        }
        values[order[middle]] = found;
        fill(order, from, middle, low, found);
        fill(order, middle + 1, to, found, high);
    }
}
