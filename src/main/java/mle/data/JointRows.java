package mle.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Named columns of one length on their way to a distribution; NaN is a missing cell in those that come from a table. */
record JointRows(List<String> names, List<double[]> columns) {
    /** The columns of an array of rows, named {@code x1}, {@code x2} and so on; {@code x} if there is one. */
    static JointRows of(double[][] rows) {
        if (rows.length == 0 || rows[0].length == 0) {
            throw new DataException("sample: expected at least one row of at least one value, got none");
        }
        int d = rows[0].length;
        double[][] columns = new double[d][rows.length];
        for (int i = 0; i < rows.length; i++) {
            if (rows[i].length != d) {
                throw DataException.inRow(i + 1, "expected " + d + " values as in row 1, got " + rows[i].length);
            }
            for (int j = 0; j < d; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        List<String> names = d == 1
                ? List.of("x")
                : IntStream.rangeClosed(1, d).mapToObj(j -> "x" + j).toList();
        return new JointRows(names, List.of(columns));
    }

    static JointRows of(List<Column.Numeric> columns) {
        if (columns.isEmpty()) {
            throw new DataException("sample: expected at least one column, got none");
        }
        int size = columns.get(0).size();
        for (Column.Numeric column : columns) {
            if (column.size() != size) {
                throw new DataException("column '" + column.name() + "': expected " + size + " cells as in '"
                        + columns.get(0).name() + "', got " + column.size());
            }
        }
        return new JointRows(
                columns.stream().map(Column.Numeric::name).toList(),
                columns.stream().map(Column.Numeric::values).toList());
    }

    /** The numbers of the rows (from 0) as a column. */
    Column.Numeric numbers() {
        double[] numbers =
                IntStream.range(0, columns.get(0).length).asDoubleStream().toArray();
        return new Column.Numeric(String.join(", ", names), numbers);
    }

    /** The numbers of the rows (from 0) as a column, missing where a cell of the row is. */
    Column.Numeric present() {
        Column.Numeric numbers = numbers();
        for (double[] column : columns) {
            for (int row = 0; row < column.length; row++) {
                if (Double.isNaN(column[row])) {
                    numbers.values()[row] = Double.NaN;
                }
            }
        }
        return numbers;
    }

    /** These rows alone; all of them are not copied. */
    JointRows at(double[] rows) {
        if (rows.length == columns.get(0).length) {
            return this;
        }
        return new JointRows(
                names,
                columns.stream()
                        .map(c -> Arrays.stream(rows).map(row -> c[(int) row]).toArray())
                        .toList());
    }
}
