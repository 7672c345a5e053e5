package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import mle.data.Column;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Combinators;

/**
 * Data as a distribution: {@code data(NAME, COLUMN)}, {@code data(NAME, COLUMN, FREQUENCIES)}, and {@code cbind(a, b)} in place of the
 * column for rows. The levels of text are 0, 1 and so on in sorted order.
 */
final class DataText {
    private static final String DATA = "data(";
    private static final String CBIND = "cbind(";

    private final Table table;
    private final List<Column> columns;
    private final Optional<Column.Numeric> frequencies;

    private DataText(Table table, List<Column> columns, Optional<Column.Numeric> frequencies) {
        this.table = table;
        this.columns = columns;
        this.frequencies = frequencies;
    }

    static boolean isData(String text) {
        return text.startsWith(DATA);
    }

    static DataText parse(String text, InputStream in) {
        List<String> parts =
                text.endsWith(")") ? Combinators.parts(text.substring(DATA.length(), text.length() - 1)) : List.of();
        if (parts.size() != 2 && parts.size() != 3) {
            throw new IllegalArgumentException(
                    "expected data(NAME, COLUMN) or data(NAME, COLUMN, FREQUENCIES), got '" + text + "'");
        }
        Table table = DataArgument.read(parts.get(0), in);
        String chosen = parts.get(1);
        List<String> names = chosen.startsWith(CBIND) && chosen.endsWith(")")
                ? Combinators.parts(chosen.substring(CBIND.length(), chosen.length() - 1))
                : List.of(chosen);
        return ofTable(
                table,
                () -> new DataText(
                        table,
                        names.stream().map(table::column).toList(),
                        parts.size() == 3 ? Optional.of(table.numeric(parts.get(2))) : Optional.empty()));
    }

    private interface Maker<T> {
        T make();
    }

    private static <T> T ofTable(Table table, Maker<T> maker) {
        try {
            return maker.make();
        } catch (DataException e) {
            throw e.getMessage().startsWith(table.name())
                    ? e
                    : new DataException(table.name() + ", " + e.getMessage(), e);
        }
    }

    /** The distribution, with the levels that occur here. */
    EmpiricalDistribution distribution() {
        return distribution(this);
    }

    /** The distribution, with the levels that occur here or in other data. */
    EmpiricalDistribution distribution(DataText other) {
        List<Column.Numeric> numbers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Column its = other.columns.get(Math.min(i, other.columns.size() - 1));
            numbers.add(numbers(columns.get(i), its));
        }
        return ofTable(table, () -> {
            if (numbers.size() > 1) {
                return frequencies
                        .map(f -> EmpiricalDistribution.of(numbers, f))
                        .orElseGet(() -> EmpiricalDistribution.of(numbers));
            }
            return frequencies
                    .map(f -> EmpiricalDistribution.of(numbers.get(0), f))
                    .orElseGet(() -> EmpiricalDistribution.of(numbers.get(0)));
        });
    }

    private static Column.Numeric numbers(Column column, Column other) {
        if (column instanceof Column.Numeric numeric) {
            return numeric;
        }
        Column.Text text = (Column.Text) column;
        SortedSet<String> levels = new TreeSet<>(text.values());
        if (other instanceof Column.Text more) {
            levels.addAll(more.values());
        }
        levels.remove("");
        List<String> sorted = List.copyOf(levels);
        double[] codes = text.values().stream()
                .mapToDouble(cell -> cell.isEmpty() ? Double.NaN : sorted.indexOf(cell))
                .toArray();
        return new Column.Numeric(column.name(), codes);
    }
}
