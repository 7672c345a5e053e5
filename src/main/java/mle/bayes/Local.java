package mle.bayes;

import java.util.Arrays;

/**
 * What a symbol of a formula is in each row: a known number plus coordinates of unknowns times known factors. Most often one coordinate
 * itself: the same for all rows, or that of the row's group.
 */
interface Local {
    /** How many coordinates it is of, in each row. */
    int width();

    /** Whether the coordinates differ from row to row. */
    boolean varies();

    /** The k-th coordinate. */
    int coordinate(int row, int k);

    /** What it is multiplied by. */
    default double factor(int row, int k) {
        return 1;
    }

    /** What is added. */
    default double offset(int row) {
        return 0;
    }

    /**
     * One coordinate.
     *
     * @param coordinates for each row which, or one alone for all
     */
    record Gathered(int[] coordinates) implements Local {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public boolean varies() {
            return coordinates.length > 1;
        }

        @Override
        public int coordinate(int row, int k) {
            return coordinates[varies() ? row : 0];
        }
    }

    /**
     * A linear predictor.
     *
     * @param coordinates the coordinates of its coefficients
     * @param columns for each coefficient a factor for each row
     * @param offsets a known term for each row, or none
     */
    record Linear(int[] coordinates, double[][] columns, double[] offsets) implements Local {
        @Override
        public int width() {
            return coordinates.length;
        }

        @Override
        public boolean varies() {
            return false;
        }

        @Override
        public int coordinate(int row, int k) {
            return coordinates[k];
        }

        @Override
        public double factor(int row, int k) {
            return columns[k][row];
        }

        @Override
        public double offset(int row) {
            return offsets.length == 0 ? 0 : offsets[row];
        }
    }

    /** Writes its value in a row at several points. */
    default void fill(int row, double[][] points, int count, double[] to) {
        if (width() == 1 && factor(row, 0) == 1 && offset(row) == 0) {
            System.arraycopy(points[coordinate(row, 0)], 0, to, 0, count);
            return;
        }
        Arrays.fill(to, 0, count, offset(row));
        for (int k = 0; k < width(); k++) {
            add(points[coordinate(row, k)], factor(row, k), count, to);
        }
    }

    /** Adds a multiple. */
    static void add(double[] values, double factor, int count, double[] to) {
        if (factor != 0) {
            for (int s = 0; s < count; s++) {
                to[s] += factor * values[s];
            }
        }
    }
}
