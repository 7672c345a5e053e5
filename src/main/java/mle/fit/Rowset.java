package mle.fit;

import java.util.stream.IntStream;
import mle.parallel.Crew;

/**
 * Which rows of a data set an evaluation reads: all of them, or evenly spread runs of neighbouring rows, which are read faster
 * than single ones and yet come from everywhere.
 *
 * @param rows the rows (from 0), ascending, or an empty array for all
 * @param size how many there are
 */
record Rowset(int[] rows, int size) {
    private static final int RUN = 32;

    /** All of so many rows. */
    static Rowset all(int size) {
        return new Rowset(new int[0], size);
    }

    /** About so many of the rows, or all if there are no more. */
    static Rowset some(int most, int all) {
        if (most >= all) {
            return all(all);
        }
        int runs = Math.max(1, most / RUN);
        int[] rows = new int[runs * RUN];
        for (int r = 0; r < runs; r++) {
            int first = (int) ((long) r * (all - RUN) / Math.max(1, runs - 1));
            for (int i = 0; i < RUN; i++) {
                rows[r * RUN + i] = first + i;
            }
        }
        int[] distinct = IntStream.of(rows).distinct().toArray();
        return new Rowset(distinct, distinct.length);
    }

    boolean areAll() {
        return rows.length == 0;
    }

    /** A row (from 0) among all. */
    int row(int k) {
        return areAll() ? k : rows[k];
    }

    /** The entries of these rows. */
    double[] of(double[] values) {
        if (areAll() || values.length == 0) {
            return values;
        }
        double[] some = new double[size];
        for (int k = 0; k < size; k++) {
            some[k] = values[rows[k]];
        }
        return some;
    }

    /** The entries of these rows of several arrays. */
    double[][] of(double[][] arrays) {
        double[][] some = new double[arrays.length][];
        Crew.each(arrays.length, k -> some[k] = of(arrays[k]));
        return some;
    }

    /** The entries of these rows. */
    int[] of(int[] values) {
        if (areAll()) {
            return values;
        }
        int[] some = new int[size];
        for (int k = 0; k < size; k++) {
            some[k] = values[rows[k]];
        }
        return some;
    }
}
