package mle.data;

import java.util.List;

/** A named column of a {@link Table}: numbers or text, each cell present or missing. */
public sealed interface Column {
    /** Returns the name of this column. */
    String name();

    /** Returns the number of cells, missing ones included. */
    int size();

    /** Tells whether the cell at this index (from 0) is missing. */
    boolean isMissing(int row);

    /** Returns the cell at this index (from 0). */
    Object cell(int row);

    /**
     * A column of numbers; NaN is a missing cell.
     *
     * <p>The array is not copied: it must not be changed afterwards. Two columns are equal only if they share one array.
     *
     * @param name the name, not blank
     * @param values the numbers by row
     */
    record Numeric(String name, double[] values) implements Column {
        /** Checks the name. */
        public Numeric {
            checkName(name);
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public boolean isMissing(int row) {
            return Double.isNaN(values[row]);
        }

        @Override
        public Object cell(int row) {
            return values[row];
        }
    }

    /**
     * A column of text; the empty text is a missing cell.
     *
     * @param name the name, not blank
     * @param values the texts by row, none of them null
     */
    record Text(String name, List<String> values) implements Column {
        /** Checks the name and keeps an unmodifiable list. */
        public Text {
            checkName(name);
            values = List.copyOf(values);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public boolean isMissing(int row) {
            return values.get(row).isEmpty();
        }

        @Override
        public Object cell(int row) {
            return values.get(row);
        }
    }

    private static void checkName(String name) {
        if (name.isBlank()) {
            throw new DataException("column: a name must not be blank, got '" + name + "'");
        }
    }
}
