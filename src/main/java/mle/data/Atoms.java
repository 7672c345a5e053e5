package mle.data;

import java.util.Arrays;
import java.util.List;
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

    /** A number for each row of several columns, the same for equal rows, if the distinct rows are no more than a limit. */
    static Optional<double[]> codes(int limit, List<double[]> columns) {
        double[] codes = new double[columns.get(0).length];
        for (double[] column : columns) {
            Optional<double[]> places = places(limit, column);
            if (places.isEmpty()) {
                return places;
            }
            for (int i = 0; i < codes.length; i++) {
                codes[i] = codes[i] * limit + places.get()[i]; // both below the limit: no digit is lost
            }
            Optional<double[]> known = places(limit, codes);
            if (known.isEmpty()) {
                return known;
            }
            codes = known.get();
        }
        return Optional.of(codes);
    }

    /** For each value its place among the distinct ones in the order in which they occur first, if they are no more than a limit. */
    private static Optional<double[]> places(int limit, double[] values) {
        Tally tally = new Tally(Math.max(limit, 1));
        double[] places = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i] + 0.0;
            if (!tally.add(value, i, 1)) {
                return Optional.empty();
            }
            places[i] = tally.place(value);
        }
        return Optional.of(places);
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

        /** The place of a value that was added. */
        int place(double value) {
            return slots[slot(value)] - 1;
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
