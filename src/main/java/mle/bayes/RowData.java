package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rows that a formula is summed over.
 *
 * @param size how many there are
 * @param columns their data columns, by name
 * @param weights a weight for each, or none
 */
record RowData(int size, Map<String, double[]> columns, double[] weights) {
    /** Rows without data. */
    static RowData none(int size) {
        return new RowData(size, Map.of(), new double[0]);
    }

    /**
     * Rows that stand for all: of those that are alike one, with the sum of their weights.
     *
     * @param rows which
     * @param weights the weight of each
     */
    record Distinct(int[] rows, double[] weights) {}

    /** The weight of a row. */
    double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /** The rows that differ in some columns or in what symbols stand for. */
    Distinct distinct(double[][] used, List<Local> locals) {
        Map<List<Object>, Integer> places = new LinkedHashMap<>();
        int[] rows = new int[size];
        double[] sums = new double[size];
        for (int row = 0; row < size; row++) {
            int place = places.computeIfAbsent(key(row, used, locals), key -> places.size());
            rows[place] = sums[place] == 0 ? row : rows[place];
            sums[place] += weight(row);
        }
        return new Distinct(Arrays.copyOf(rows, places.size()), Arrays.copyOf(sums, places.size()));
    }

    private static List<Object> key(int row, double[][] used, List<Local> locals) {
        List<Object> key = new ArrayList<>();
        for (double[] column : used) {
            key.add(column[row]);
        }
        for (Local local : locals) {
            key.add(local.offset(row));
            for (int k = 0; k < local.width(); k++) {
                key.add(local.coordinate(row, k));
                key.add(local.factor(row, k));
            }
        }
        return key;
    }
}
