package mle.plan;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums of the sums of chunks, added in the order of the chunks with compensation (Neumaier 1974) whoever computed which: a
 * chunk that comes early waits.
 */
public final class OrderedSums {
    private final double[] sums;
    private final double[] corrections;
    private final Map<Integer, double[]> waiting = new HashMap<>();
    private final Deque<double[]> idle = new ArrayDeque<>();
    private int next;

    /** So many sums, at zero. */
    public OrderedSums(int size) {
        sums = new double[size];
        corrections = new double[size];
    }

    /** An array for the sums of a chunk. */
    public synchronized double[] take() {
        return idle.isEmpty() ? new double[sums.length] : idle.pop();
    }

    /** Adds the sums of a chunk; the array may be used again. */
    public synchronized void add(int chunk, double[] ofChunk) {
        waiting.put(chunk, ofChunk);
        for (double[] now = waiting.remove(next); now != null; now = waiting.remove(next)) {
            add(now);
            idle.push(now);
            next++;
        }
    }

    private void add(double[] values) {
        for (int k = 0; k < sums.length; k++) {
            double value = values[k];
            double sum = sums[k] + value;
            corrections[k] += Math.abs(sums[k]) >= Math.abs(value) ? (sums[k] - sum) + value : (value - sum) + sums[k];
            sums[k] = sum;
        }
    }

    /** The sums of all chunks. */
    public double[] total() {
        double[] total = new double[sums.length];
        for (int k = 0; k < total.length; k++) {
            // An infinite sum has no correction; NaN here would hide its sign.
            total[k] = Double.isInfinite(sums[k]) ? sums[k] : sums[k] + corrections[k];
        }
        return total;
    }
}
