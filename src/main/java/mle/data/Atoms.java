package mle.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * The distinct values of a sample in ascending order, each with the sum of its weights and its first index in the sample.
 * The zeros 0.0 and -0.0 are one value.
 */
record Atoms(double[] values, double[] weights, int[] first) {
    /** Returns the atoms of a sample; an empty array of weights stands for weights of one. */
    static Atoms of(double[] values, double[] weights) {
        return atMost(values.length, values, weights).orElseThrow();
    }

    /** Returns the atoms of a sample if they are no more than a limit; a sample without ties is given up early. */
    static Optional<Atoms> atMost(int limit, double[] values, double[] weights) {
        Tally tally = new Tally(Math.max(limit, 1));
        for (int i = 0; i < values.length; i++) {
            if (!tally.add(values[i] + 0.0, i, weights.length == 0 ? 1 : weights[i])) { // -0.0 + 0.0 is 0.0
                return Optional.empty();
            }
        }
        return tally.size > limit ? Optional.empty() : Optional.of(tally.atoms());
    }

    /** Weights being added up by value, in a hash table with linear probing (Knuth 1998, volume 3, section 6.4, algorithm L). */
    private static final class Tally {
        private static final long GOLDEN = 0x9E3779B97F4A7C15L; // 2^64 over the golden ratio spreads the bits, ibid.

        private final int limit;
        private int[] slots = new int[32]; // 1 + the place in the arrays below, or 0
        private double[] values = new double[16];
        private double[] weights = new double[16];
        private int[] first = new int[16];
        private int size;

        Tally(int limit) {
            this.limit = limit;
        }

        /** Adds a weight, unless its value is new and the limit is reached. */
        boolean add(double value, int index, double weight) {
            int slot = slot(value);
            int place = slots[slot] - 1;
            if (place >= 0) {
                weights[place] += weight;
                return true;
            }
            if (size == limit) {
                return false;
            }
            if (size == values.length) {
                grow();
                slot = slot(value);
            }
            values[size] = value;
            weights[size] = weight;
            first[size] = index;
            slots[slot] = ++size;
            return true;
        }

        Atoms atoms() {
            double[] sorted = Arrays.copyOf(values, size);
            Arrays.sort(sorted);
            double[] sortedWeights = new double[size];
            int[] sortedFirst = new int[size];
            for (int k = 0; k < size; k++) {
                int place = slots[slot(sorted[k])] - 1;
                sortedWeights[k] = weights[place];
                sortedFirst[k] = first[place];
            }
            return new Atoms(sorted, sortedWeights, sortedFirst);
        }

        private int slot(double value) {
            int mask = slots.length - 1;
            // the upper bits of the product: round numbers end in zeros, which stay at the end
            int slot = (int) (Double.doubleToRawLongBits(value) * GOLDEN >>> Long.numberOfLeadingZeros(mask));
            while (slots[slot] != 0 && values[slots[slot] - 1] != value) {
                slot = slot + 1 & mask;
            }
            return slot;
        }

        /** Doubles the arrays and keeps the table twice as large. */
        private void grow() {
            values = Arrays.copyOf(values, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
            first = Arrays.copyOf(first, 2 * size);
            slots = new int[4 * size];
            for (int place = 0; place < size; place++) {
                slots[slot(values[place])] = place + 1;
            }
        }
    }
}
