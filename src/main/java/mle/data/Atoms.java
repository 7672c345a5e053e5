package mle.data;

import java.util.Arrays;

/**
 * The distinct values of a sample in ascending order, each with the sum of its weights and its first index in the sample.
 * The zeros 0.0 and -0.0 are one value.
 */
record Atoms(double[] values, double[] weights, int[] first) {
    /** This many values, evenly spread, show whether there are ties at all. */
    private static final int PROBE = 1000;

    /** Up to this range, or the number of values if that is more, integers are counted and not sorted. */
    private static final int SMALL_RANGE = 1024;

    /**
     * Returns whether the values may have many ties, at the cost of sorting a small part. Continuous data have none; if n values
     * fall on n/4 atoms, 1000 of 10^6 of them show a tie with probability 1 - exp(-2), and fewer atoms make it almost certain.
     */
    static boolean likelyTied(double[] values) {
        if (values.length <= 4 * PROBE) {
            return true;
        }
        double[] probe = new double[PROBE];
        for (int i = 0; i < PROBE; i++) {
            probe[i] = values[(int) ((long) i * values.length / PROBE)] + 0.0;
        }
        Arrays.sort(probe);
        return distinct(probe) < PROBE;
    }

    /** Returns the atoms of a sample; an empty array of weights stands for weights of one. */
    static Atoms of(double[] values, double[] weights) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        boolean integers = true;
        for (double x : values) {
            min = Math.min(min, x);
            max = Math.max(max, x);
            integers &= x == Math.rint(x);
        }
        // the bound on the ends makes sure that the differences below are exact
        boolean few = max - min < Math.max(SMALL_RANGE, values.length) && Math.max(-min, max) < 1L << 52;
        return integers && few ? counted(values, weights, min, (int) (max - min) + 1) : sorted(values, weights);
    }

    private static Atoms counted(double[] values, double[] weights, double min, int range) {
        Tally tally = new Tally(range);
        for (int i = 0; i < values.length; i++) {
            tally.add((int) (values[i] - min), i, weights.length == 0 ? 1 : weights[i]);
        }
        double[] atoms = new double[range];
        for (int k = 0; k < range; k++) {
            atoms[k] = min + k + 0.0;
        }
        return tally.atoms(atoms);
    }

    private static Atoms sorted(double[] values, double[] weights) {
        double[] sorted = values.clone();
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] += 0.0; // turns -0.0 into 0.0, which sorting and searching would keep apart
        }
        Arrays.sort(sorted);
        double[] atoms = new double[distinct(sorted)];
        int size = 0;
        for (double x : sorted) {
            if (size == 0 || x != atoms[size - 1]) {
                atoms[size++] = x;
            }
        }
        Tally tally = new Tally(size);
        for (int i = 0; i < values.length; i++) {
            tally.add(Arrays.binarySearch(atoms, values[i] + 0.0), i, weights.length == 0 ? 1 : weights[i]);
        }
        return tally.atoms(atoms);
    }

    private static int distinct(double[] sorted) {
        int distinct = 1;
        for (int i = 1; i < sorted.length; i++) {
            distinct += sorted[i] == sorted[i - 1] ? 0 : 1;
        }
        return distinct;
    }

    /** Weights being added up in cells, some of which may stay empty. */
    private static final class Tally {
        private final double[] weights;
        private final int[] first;

        Tally(int cells) {
            weights = new double[cells];
            first = new int[cells];
            Arrays.fill(first, -1);
        }

        void add(int cell, int index, double weight) {
            weights[cell] += weight;
            first[cell] = first[cell] < 0 ? index : first[cell];
        }

        Atoms atoms(double[] values) {
            int size = 0;
            for (int k = 0; k < values.length; k++) {
                if (first[k] >= 0) {
                    values[size] = values[k];
                    weights[size] = weights[k];
                    first[size++] = first[k];
                }
            }
            return new Atoms(Arrays.copyOf(values, size), Arrays.copyOf(weights, size), Arrays.copyOf(first, size));
        }
    }
}
