package mle.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * An immutable table of named columns of one length, in order.
 *
 * <p>A table knows where its data come from ({@link #name()}) and which row of that source each of its rows is
 * ({@link #rowNumber(int)}), so that a message about a cell names the place even after rows were selected.
 */
public final class Table {
    private final String name;
    private final Map<String, Column> columns;
    private final int[] rowNumbers;

    private Table(String name, Map<String, Column> columns, int[] rowNumbers) {
        this.name = name;
        this.columns = columns;
        this.rowNumbers = rowNumbers;
    }

    /**
     * Makes a table of these columns.
     *
     * @throws DataException if there is no column, two have one name, or their lengths differ
     */
    public static Table of(Column... columns) {
        if (columns.length == 0) {
            throw new DataException("table: expected at least one column, got none");
        }
        int rows = columns[0].size();
        Map<String, Column> byName = new LinkedHashMap<>();
        for (Column column : columns) {
            if (column.size() != rows) {
                throw new DataException("table: column '" + column.name() + "' must have " + rows
                        + " rows as the first column has, got " + column.size());
            }
            if (byName.put(column.name(), column) != null) {
                throw new DataException("table: column names must be unique, got '" + column.name() + "' twice");
            }
        }
        int[] numbers = new int[rows];
        for (int row = 0; row < rows; row++) {
            numbers[row] = row + 1;
        }
        return new Table("data", byName, numbers);
    }

    /** Makes a table of numeric columns in the order of the map; NaN is a missing cell, the arrays are not copied. */
    public static Table of(Map<String, double[]> columns) {
        return of(columns.entrySet().stream()
                .map(entry -> new Column.Numeric(entry.getKey(), entry.getValue()))
                .toArray(Column[]::new));
    }

    /** Makes a table of one numeric column; NaN is a missing cell, the array is not copied. */
    public static Table of(String name, double[] values) {
        return of(new Column.Numeric(name, values));
    }

    /** Returns this table under another source name; without one a table is called {@code data}. */
    public Table named(String source) {
        return new Table(source, columns, rowNumbers);
    }

    /** Returns the name of the source: a file name, the name of a bundled data set, or {@code data}. */
    public String name() {
        return name;
    }

    /** Returns the number of rows. */
    public int rows() {
        return rowNumbers.length;
    }

    /** Returns the number that this row (from 0) has in the source, where the first row of data is 1. */
    public int rowNumber(int row) {
        return rowNumbers[row];
    }

    /** Returns the columns in order. */
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    /** Tells whether there is a column of this name. */
    public boolean has(String column) {
        return columns.containsKey(column);
    }

    /**
     * Returns a column.
     *
     * @throws DataException if there is none of this name; the message suggests the nearest one
     */
    public Column column(String column) {
        Column found = columns.get(column);
        if (found == null) {
            throw new DataException(name + ": no column '" + column + "'" + Suggestion.hint(column, columns.keySet()));
        }
        return found;
    }

    /**
     * Returns a column as numbers. A text column whose cells are all numbers or missing (others may have been filtered out)
     * is read as one.
     *
     * @throws DataException if there is no such column, or a cell is not a number; the message names the first such cell
     */
    public Column.Numeric numeric(String column) {
        Column found = column(column);
        return found instanceof Column.Numeric numeric ? numeric : parsed((Column.Text) found);
    }

    /**
     * Returns the rows whose cell in this column is this value: the same text, or the same number in a numeric column. The
     * empty text selects the missing cells.
     *
     * @throws DataException if there is no such column, or it is numeric and the value is neither a number nor empty
     */
    public Table where(String column, String value) {
        Column found = column(column);
        if (value.isEmpty()) {
            return where(found::isMissing);
        }
        if (found instanceof Column.Text text) {
            return where(row -> text.values().get(row).equals(value));
        }
        double number = Cell.number(value);
        if (Double.isNaN(number)) {
            throw new DataException(
                    name + ", column '" + column + "': expected a number to select by, got " + Cell.quoted(value));
        }
        double[] values = ((Column.Numeric) found).values();
        return where(row -> values[row] == number);
    }

    /**
     * Returns the tables of the rows that share a value of this column, by that value as text, in the order of first
     * occurrence. Rows in which it is missing belong to no group.
     *
     * @throws DataException if there is no such column
     */
    public Map<String, Table> groups(String column) {
        Column by = column(column);
        Map<String, IntStream.Builder> members = new LinkedHashMap<>();
        for (int row = 0; row < rows(); row++) {
            if (!by.isMissing(row)) {
                members.computeIfAbsent(label(by, row), key -> IntStream.builder())
                        .add(row);
            }
        }
        Map<String, Table> groups = new LinkedHashMap<>();
        members.forEach((label, rows) -> groups.put(label, rows(rows.build().toArray())));
        return groups;
    }

    private static String label(Column column, int row) {
        if (column instanceof Column.Text text) {
            return text.values().get(row);
        }
        double value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    /** Returns the rows (counted from 0) that satisfy this condition. */
    public Table where(IntPredicate condition) {
        return rows(IntStream.range(0, rows()).filter(condition).toArray());
    }

    /**
     * Returns the table of these rows (counted from 0) in this order; a row may be repeated. (Without an argument,
     * {@link #rows()} is the number of rows.)
     *
     * @throws IndexOutOfBoundsException if there is no such row
     */
    public Table rows(int... indices) {
        Map<String, Column> selected = new LinkedHashMap<>();
        columns.forEach((key, column) -> selected.put(key, select(column, indices)));
        return new Table(
                name,
                selected,
                Arrays.stream(indices).map(row -> rowNumbers[row]).toArray());
    }

    /**
     * Returns the table of some of its columns, in their order.
     *
     * @throws DataException if there is no such column
     */
    public Table select(Collection<String> names) {
        names.forEach(this::column);
        Map<String, Column> selected = new LinkedHashMap<>(columns);
        selected.keySet().retainAll(names);
        return new Table(name, selected, rowNumbers);
    }

    /** Says source, size and column names. */
    @Override
    public String toString() {
        return name + ": " + rows() + " rows of " + String.join(", ", columns.keySet());
    }

    private static Column select(Column column, int[] rows) {
        if (column instanceof Column.Numeric numeric) {
            double[] values = Arrays.stream(rows)
                    .mapToDouble(row -> numeric.values()[row])
                    .toArray();
            return new Column.Numeric(column.name(), values);
        }
        List<String> values = new ArrayList<>(rows.length);
        for (int row : rows) {
            values.add(((Column.Text) column).values().get(row));
        }
        return new Column.Text(column.name(), values);
    }

    private Column.Numeric parsed(Column.Text text) {
        double[] values = new double[text.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] =
                    text.isMissing(row) ? Double.NaN : Cell.number(text.values().get(row));
            if (Double.isNaN(values[row]) && !text.isMissing(row)) {
                throw new DataException(
                        name + ", row " + rowNumbers[row] + ", column '" + text.name() + "': expected a number, got "
                                + Cell.quoted(text.values().get(row)));
            }
        }
        return new Column.Numeric(text.name(), values);
    }
}
