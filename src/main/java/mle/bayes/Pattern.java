package mle.bayes;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where the Hessian of a log-density may differ from zero: pairs (i, j) with j ≤ i, in the order of its lower triangle by rows.
 *
 * @param rows i of each pair
 * @param columns j of each pair
 */
record Pattern(int[] rows, int[] columns) {
    /** A pair as one number, in the order of the lower triangle. */
    static long key(int i, int j) {
        return ((long) Math.max(i, j) << 32) + Math.min(i, j);
    }

    /** The pairs of some keys, each once. */
    static Pattern of(Collection<Long> keys) {
        List<Long> sorted = List.copyOf(new TreeSet<>(keys));
        int[] rows = new int[sorted.size()];
        int[] columns = new int[rows.length];
        for (int k = 0; k < rows.length; k++) {
            rows[k] = (int) (sorted.get(k) >> 32);
            columns[k] = (int) (long) sorted.get(k);
        }
        return new Pattern(rows, columns);
    }

    /** How many pairs there are. */
    int size() {
        return rows.length;
    }

    /** The places of the pairs, by key. */
    Map<Long, Integer> places() {
        Map<Long, Integer> places = new HashMap<>();
        for (int k = 0; k < rows.length; k++) {
            places.put(key(rows[k], columns[k]), k);
        }
        return places;
    }
}
