package mle.plan;

import java.util.Arrays;

/**
 * Weighted means of row values, added in an order that depends on the number of rows alone: one accumulator for each
 * place in a block, folded pairwise at the end of a chunk of blocks, chunks added in index order with compensation
 * (Neumaier 1974).
 */
final class Means {
    /** The rows of a block. */
    static final int BLOCK = 256;

    private static final int BLOCKS_IN_CHUNK = 64;

    private final double[][] lanes;
    private final double[] sums;
    private final double[] corrections;
    private int blocks;

    Means(int count) {
        lanes = new double[count][BLOCK];
        sums = new double[count];
        corrections = new double[count];
    }

    void clear() {
        for (double[] lane : lanes) {
            Arrays.fill(lane, 0);
        }
        Arrays.fill(sums, 0);
        Arrays.fill(corrections, 0);
        blocks = 0;
    }

    /** Adds the rows of a block to one mean. */
    void add(int mean, double[] values, int rows) {
        double[] lane = lanes[mean];
        for (int i = 0; i < rows; i++) {
            lane[i] += values[i];
        }
    }

    /** Adds the weighted rows of a block to one mean. */
    void add(int mean, double[] values, double[] weights, int rows) {
        double[] lane = lanes[mean];
        for (int i = 0; i < rows; i++) {
            lane[i] += weights[i] * values[i];
        }
    }

    /** Ends a block. */
    void next() {
        if (++blocks % BLOCKS_IN_CHUNK == 0) {
            fold();
        }
    }

    /** The means, in order, for rows of this total weight. */
    void finish(double totalWeight, double[] means) {
        fold();
        for (int k = 0; k < sums.length; k++) {
            means[k] = (sums[k] + corrections[k]) / totalWeight;
        }
    }

    private void fold() {
        for (int k = 0; k < lanes.length; k++) {
            double[] lane = lanes[k];
            for (int half = BLOCK / 2; half > 0; half /= 2) {
                for (int i = 0; i < half; i++) {
                    lane[i] += lane[i + half];
                }
            }
            double chunk = lane[0];
            double sum = sums[k] + chunk;
            corrections[k] += Math.abs(sums[k]) >= Math.abs(chunk) ? (sums[k] - sum) + chunk : (chunk - sum) + sums[k];
            sums[k] = sum;
            Arrays.fill(lane, 0);
        }
    }
}
