package mle.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.Column;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Table;

/**
 * The argument {@code MODEL}: what is observed, {@code y} or {@code y ~ 1}; the observation is a column, or
 * {@code Surv(time, event)}, {@code Surv(entry, time, event)}, {@code Interval(lower, upper)}, or {@code cbind(a, b)} for rows
 * of several columns.
 *
 * @param form how the columns are to be read
 * @param columns the columns
 */
record ModelArgument(Form form, List<String> columns) {
    /** How columns are read. */
    enum Form {
        COLUMN,
        SURV,
        INTERVAL,
        ROWS
    }

    private static final Map<String, Form> FORMS =
            Map.of("Surv", Form.SURV, "Interval", Form.INTERVAL, "cbind", Form.ROWS);

    static Command.Argument argument() {
        return new Command.Argument(
                "MODEL",
                true,
                "A column, or a formula as in R: 'y ~ 1' is one distribution for the whole column, 'y ~ x1*x2 - 1' a"
                        + " regression of the family's main parameter. y may be Surv(time, event), Surv(entry, time,"
                        + " event), Interval(lower, upper), cbind(a, b, c) for a family of vectors or, with terms,"
                        + " Counts(successes, failures).");
    }

    /** The model that a text means for a table. */
    static ModelArgument of(String text, Table table) {
        int tilde = table.has(text) ? -1 : text.indexOf('~');
        String left = tilde < 0 ? text.strip() : text.substring(0, tilde).strip();
        if (tilde >= 0 && !text.substring(tilde + 1).strip().equals("1")) {
            throw new IllegalArgumentException("model '" + text
                    + "': regression is not available in this version, expected a column 'y' or 'y ~ 1'");
        }
        if (left.isEmpty()) {
            throw new IllegalArgumentException("model '" + text + "': expected a column 'y' or 'y ~ 1'");
        }
        if (table.has(left) || !left.contains("(")) {
            return new ModelArgument(Form.COLUMN, List.of(table.column(left).name()));
        }
        return function(left, table);
    }

    private static ModelArgument function(String text, Table table) {
        int open = text.indexOf('(');
        String name = text.substring(0, open).strip();
        if (!text.endsWith(")") || !FORMS.containsKey(name)) {
            throw new IllegalArgumentException(
                    "model '" + text + "': computed columns are not available in this version,"
                            + " expected a column, Surv(time, event), Surv(entry, time, event), Interval(lower, upper) or cbind(a, b)");
        }
        List<String> columns = new ArrayList<>();
        for (String part : text.substring(open + 1, text.length() - 1).split(",", -1)) {
            columns.add(table.column(part.strip()).name());
        }
        Form form = FORMS.get(name);
        boolean fits = columns.size() == 2 || form == Form.SURV && columns.size() == 3 || form == Form.ROWS;
        if (!fits) {
            throw new IllegalArgumentException("model '" + text + "': " + name + " takes "
                    + (form == Form.SURV ? "two or three columns" : "two columns") + ", got " + columns.size());
        }
        return new ModelArgument(form, columns);
    }

    String formula() {
        String inside = String.join(", ", columns);
        return switch (form) {
                    case COLUMN -> inside;
                    case SURV -> "Surv(" + inside + ")";
                    case INTERVAL -> "Interval(" + inside + ")";
                    case ROWS -> "cbind(" + inside + ")";
                }
                + " ~ 1";
    }

    /** The column that messages name. */
    String column() {
        return columns.get(form == Form.SURV ? columns.size() - 2 : 0);
    }

    /**
     * The observations of a table.
     *
     * @param weights the column of frequencies, or empty
     * @param lower what could be seen lies above, -infinity for no bound
     * @param upper what could be seen lies up to here, infinity for no bound
     */
    EmpiricalDistribution sample(Table table, String weights, double lower, double upper) {
        boolean truncated = lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY;
        if (form == Form.COLUMN && !truncated) {
            return weights.isEmpty()
                    ? EmpiricalDistribution.of(table.numeric(columns.get(0)))
                    : EmpiricalDistribution.of(table.numeric(columns.get(0)), table.numeric(weights));
        }
        if (form == Form.ROWS) {
            return rows(table, weights, truncated);
        }
        return new ObservationReader(this, table, weights).read(lower, upper);
    }

    private EmpiricalDistribution rows(Table table, String weights, boolean truncated) {
        if (truncated) {
            throw new IllegalArgumentException("--truncate needs one column, got " + columns.size());
        }
        List<Column.Numeric> numeric = columns.stream().map(table::numeric).toList();
        return weights.isEmpty()
                ? EmpiricalDistribution.of(numeric)
                : EmpiricalDistribution.of(numeric, table.numeric(weights));
    }

    /** What an event is in a column: 1 seen, 0 not. */
    static boolean event(double value, int row, String column) {
        if (!(value == 0 || value == 1)) {
            throw new DataException(
                    "row " + row + ", column '" + column + "': expected 1 (observed) or 0 (censored), got " + value);
        }
        return value == 1;
    }
}
