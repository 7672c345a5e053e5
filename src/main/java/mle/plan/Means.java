package mle.plan;

import java.util.Arrays;

/**
 * Sums of row values over one chunk of rows at a time, in an order that depends on the number of rows alone: one
 * accumulator for each place in a block, folded at the end of the chunk, or as if there were where that is one short block.
 * Chunks are added in index order with compensation (Neumaier 1974), so that the bits are the same whoever computed which
 * chunk.
 */
final class Means {
    /** The rows of a block. */
    static final int BLOCK = 256;

    /** The rows of a chunk: what one thread takes at a time. */
    static final int CHUNK = 64 * BLOCK;

    /** So many places are left by halving. */
    private static final int LAST = 8;

    /** Up to so many places are added one after another. */
    private static final int SHORT = 64;

    private final double[][] lanes;

    /** The places of a strip that is not the first one of its block. */
    private final double[] strip;

    /** Whether the chunk is one short block, whose sums lie in the first places. */
    private boolean oneShortBlock;

    /** The place in the block of the first row that is added. */
    private int place;

    /** For so many sums, over blocks of at most so many rows. */
    Means(int count, int rows) {
        lanes = new double[count][places(rows)];
        strip = new double[Math.min(rows, Forms.STRIP)];
    }

    /** Begins a chunk of so many rows: one short block is summed without a place for each row. */
    void begin(int rows) {
        oneShortBlock = rows <= SHORT;
    }

    /** Whether the blocks of the chunk may be added in parts: one short block has no places that tell where a part belongs. */
    boolean takesStrips() {
        return !oneShortBlock;
    }

    /** Says at which place of the block the rows begin that are added next. */
    void from(int place) {
        this.place = place;
    }

    /** The places that blocks of so many rows use: a power of two. */
    static int places(int rows) {
        return Math.min(BLOCK, Integer.highestOneBit(Math.max(1, 2 * rows - 1)));
    }

    /** How many chunks there are in so many rows. */
    static int chunks(int rows) {
        return (rows + CHUNK - 1) / CHUNK;
    }

    /** The row after the last of a chunk, of a number of all rows. */
    static int end(int chunk, int rows) {
        int first = chunk * CHUNK;
        return first + Math.min(rows - first, CHUNK);
    }

    /**
     * The places of a sum that rows are added to, from 0 on: a loop whose arrays have different beginnings is not vectorised, for
     * they could be one array.
     */
    private double[] lane(int sum, int rows) {
        if (place == 0) {
            return lanes[sum];
        }
        System.arraycopy(lanes[sum], place, strip, 0, rows);
        return strip;
    }

    private void keep(double[] lane, int sum, int rows) {
        if (place > 0) {
            System.arraycopy(lane, 0, lanes[sum], place, rows);
        }
    }

    /** Adds rows of a block to one sum. */
    void add(int sum, double[] values, int rows) {
        if (oneShortBlock) {
            lanes[sum][0] += sum(values, rows);
            return;
        }
        double[] lane = lane(sum, rows);
        for (int i = 0; i < rows; i++) {
            lane[i] += values[i];
        }
        keep(lane, sum, rows);
    }

    /** Adds weighted rows of a block to one sum. */
    void add(int sum, double[] values, double[] weights, int rows) {
        double[] lane = lane(sum, rows);
        for (int i = 0; i < rows; i++) {
            lane[i] += weights[i] * values[i];
        }
        keep(lane, sum, rows);
    }

    /** Adds products of rows of a block to one sum. */
    void addProduct(int sum, double[] a, double[] b, int rows) {
        if (oneShortBlock) {
            lanes[sum][0] += sum(a, b, rows);
            return;
        }
        double[] lane = lane(sum, rows);
        for (int i = 0; i < rows; i++) {
            lane[i] += a[i] * b[i];
        }
        keep(lane, sum, rows);
    }

    /** Adds weighted products of rows of a block to one sum. */
    void addProduct(int sum, double[] a, double[] b, double[] weights, int rows) {
        double[] lane = lane(sum, rows);
        for (int i = 0; i < rows; i++) {
            lane[i] += weights[i] * (a[i] * b[i]);
        }
        keep(lane, sum, rows);
    }

    /** Ends a chunk whose first block has so many rows: its sums, and a new start. */
    void fold(int rows, double[] sums) {
        int used = oneShortBlock ? 1 : places(rows);
        oneShortBlock = false;
        for (int k = 0; k < lanes.length; k++) {
            sums[k] = used <= SHORT ? sum(lanes[k], used) : halved(lanes[k], used);
            Arrays.fill(lanes[k], 0, used, 0);
        }
    }

    private static double halved(double[] lane, int used) {
        for (int half = used / 2; half >= LAST; half /= 2) {
            for (int i = 0; i < half; i++) {
                lane[i] += lane[i + half];
            }
        }
        return ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]));
    }

    /** Adds sums of a chunk of so many rows that lie in one array, each the length of a block; leaves zeros there. */
    void takeLanes(double[] flat, int rows) {
        int used = places(Math.min(rows, BLOCK));
        for (int k = 0; k < lanes.length; k++) {
            double[] lane = lanes[k];
            for (int i = 0; i < used; i++) {
                lane[i] += flat[k * BLOCK + i];
            }
        }
        oneShortBlock = false;
        Arrays.fill(flat, 0);
    }

    /** Four sums side by side: for few values faster than halving them. */
    private static double sum(double[] values, int rows) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            a += values[i];
            b += values[i + 1];
            c += values[i + 2];
            d += values[i + 3];
        }
        a += i < rows ? values[i] : 0;
        b += i + 1 < rows ? values[i + 1] : 0;
        c += i + 2 < rows ? values[i + 2] : 0;
        return (a + b) + (c + d);
    }

    /** The same of products. */
    private static double sum(double[] x, double[] y, int rows) {
        double a = 0;
        double b = 0;
        double c = 0;
        double d = 0;
        int i = 0;
        for (; i + 3 < rows; i += 4) {
            a += x[i] * y[i];
            b += x[i + 1] * y[i + 1];
            c += x[i + 2] * y[i + 2];
            d += x[i + 3] * y[i + 3];
        }
        a += i < rows ? x[i] * y[i] : 0;
        b += i + 1 < rows ? x[i + 1] * y[i + 1] : 0;
        c += i + 2 < rows ? x[i + 2] * y[i + 2] : 0;
        return (a + b) + (c + d);
    }

    /** The means of all chunks, in index order, for rows of this total weight. */
    static void combine(double[][] chunkSums, double totalWeight, double[] means) {
        for (int k = 0; k < means.length; k++) {
            double sum = 0;
            double correction = 0;
            for (double[] chunk : chunkSums) {
                double next = sum + chunk[k];
                correction += Math.abs(sum) >= Math.abs(chunk[k]) ? (sum - next) + chunk[k] : (chunk[k] - next) + sum;
                sum = next;
            }
            // An infinite sum has no correction; NaN here would hide its sign.
            means[k] = (Double.isInfinite(sum) ? sum : sum + correction) / totalWeight;
        }
    }
}
