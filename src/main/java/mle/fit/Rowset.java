package mle.fit;

import mle.parallel.Crew;

/**
 * Which rows of a data set an evaluation reads: all of them, or evenly spread runs of neighbouring rows, which are read faster
 * than single ones and yet come from everywhere.
 *
 * @param firsts the first row (from 0) of each run, ascending, or an empty array for all rows
 * @param size how many rows there are
 */
record Rowset(int[] firsts, int size) {
    private static final int RUN = 32;

    /** All of so many rows. */
    static Rowset all(int size) {
        return new Rowset(new int[0], size);
    }

    /** About so many of the rows, or all if there are no more. */
    static Rowset some(int most, int all) {
        if (most >= all || all <= RUN) {
            return all(all);
        }
        int[] firsts = new int[Math.max(1, most / RUN)];
        for (int r = 0; r < firsts.length; r++) {
            firsts[r] = (int) ((long) r * all / firsts.length);
        }
        return new Rowset(firsts, firsts.length * RUN);
    }

    boolean areAll() {
        return firsts.length == 0;
    }

    /** A row (from 0) among all. */
    int row(int k) {
        return areAll() ? k : firsts[k / RUN] + k % RUN;
    }

    /** The entries of these rows; of none, none. */
    double[] of(double[] values) {
        if (areAll() || values.length == 0) {
            return values;
        }
        double[] some = new double[size];
        for (int r = 0; r < firsts.length; r++) {
            System.arraycopy(values, firsts[r], some, r * RUN, RUN);
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
        for (int r = 0; r < firsts.length; r++) {
            System.arraycopy(values, firsts[r], some, r * RUN, RUN);
        }
        return some;
    }
}
