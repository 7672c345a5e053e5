package mle.data;

import java.util.Arrays;
import mle.parallel.Crew;

/**
 * The extremes of a sample, and what can be said from them in the same pass.
 *
 * @param min the least value, NaN if a value is NaN
 * @param max the greatest value, NaN if a value is NaN
 * @param integers whether all values are integers that a double holds exactly
 */
record Range(double min, double max, boolean integers) {
    /** Up to here each integer is a double. */
    private static final double LARGEST_INTEGER = 0x1p53;

    /** Rows are taken in blocks of this size, one place of a block beside the other, so that the loops are vectorised. */
    private static final int BLOCK = 256;

    /** What one thread takes at a time. */
    private static final int CHUNK = 128 * BLOCK;

    static Range of(double[] values) {
        double[][] extremes = new double[(values.length + CHUNK - 1) / CHUNK][];
        Crew.each(extremes.length, c -> {
            int from = c * CHUNK;
            extremes[c] = extremes(values, from, Math.min(values.length, from + CHUNK));
        });
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double[] part : extremes) {
            min = Math.min(min, part[0]);
            max = Math.max(max, part[1]);
        }
        return new Range(min, max, Math.max(-min, max) <= LARGEST_INTEGER && integers(values));
    }

    private static double[] extremes(double[] values, int from, int end) {
        double[] least = Arrays.copyOfRange(values, from, Math.min(end, from + BLOCK));
        double[] most = least;
        if (end - from > BLOCK) {
            most = least.clone();
            double[] block = new double[BLOCK];
            for (int first = from + BLOCK; first < end; first += BLOCK) {
                int size = Math.min(BLOCK, end - first);
                System.arraycopy(values, first, block, 0, size);
                widen(least, most, block, size);
            }
        }
        double min = least[0];
        double max = most[0];
        for (int i = 1; i < least.length; i++) {
            min = Math.min(min, least[i]);
            max = Math.max(max, most[i]);
        }
        return new double[] {min, max};
    }

    private static void widen(double[] least, double[] most, double[] block, int size) {
        for (int i = 0; i < size; i++) {
            least[i] = Math.min(least[i], block[i]);
            most[i] = Math.max(most[i], block[i]);
        }
    }

    private static boolean integers(double[] values) {
        for (double x : values) {
            if (x != Math.rint(x)) {
                return false;
            }
        }
        return true;
    }

    boolean finite() {
        return min > Double.NEGATIVE_INFINITY && max < Double.POSITIVE_INFINITY;
    }
}
