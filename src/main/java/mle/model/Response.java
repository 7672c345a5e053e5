package mle.model;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mle.data.Column;
import mle.data.DataException;
import mle.data.Observations;
import mle.data.Table;

/**
 * The left side of a formula: what was observed. A column or a computed one; {@code Surv(time, event)} with 1 where the event
 * was seen and 0 where observation ended before it; {@code Surv(entry, time, event)} for rows seen only after their entry;
 * {@code Interval(lower, upper)}, an empty bound being infinite; {@code Counts(successes, failures)}.
 *
 * @param form how the parts are to be read
 * @param parts the columns, or computed ones
 */
public record Response(Form form, List<Variable> parts) {
    /** How the parts of a response are read. */
    public enum Form {
        /** One column. */
        COLUMN(""),
        /** Times with events. */
        SURVIVAL("Surv"),
        /** Bounds. */
        INTERVAL("Interval"),
        /** Counts of successes and failures. */
        COUNTS("Counts");

        private final String call;

        Form(String call) {
            this.call = call;
        }
    }

    /** Checks how many parts there are. */
    public Response {
        parts = List.copyOf(parts);
        boolean fits = form == Form.COLUMN
                ? parts.size() == 1
                : parts.size() == 2 || form == Form.SURVIVAL && parts.size() == 3;
        if (!fits) {
            throw new IllegalArgumentException("formula: " + form.call + " takes "
                    + (form == Form.SURVIVAL ? "two or three columns" : "two columns") + ", got " + parts.size());
        }
    }

    /** A column as it is. */
    public static Response column(String name) {
        return new Response(Form.COLUMN, List.of(Variable.column(name)));
    }

    /** The response that a text means: a column, a computed one, or one of the four calls. */
    public static Response parse(String text) {
        List<Token> tokens = Token.of(text);
        for (Form form : Form.values()) {
            boolean called = tokens.size() > 2
                    && !form.call.isEmpty()
                    && tokens.get(0).text().equals(form.call)
                    && tokens.get(1).is("(");
            if (called) {
                return new Response(form, FormulaReader.arguments(text));
            }
        }
        return new Response(Form.COLUMN, List.of(FormulaReader.variable(text)));
    }

    /** The columns of a table that are needed. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        parts.forEach(v -> columns.addAll(v.columns()));
        return columns;
    }

    /** Whether a row of a table holds what is needed: of two bounds one is enough. */
    boolean isPresent(Table table, int row) {
        int missing = 0;
        for (Variable part : parts) {
            missing += part.columns().stream().anyMatch(c -> table.column(c).isMissing(row)) ? 1 : 0;
        }
        return form == Form.INTERVAL ? missing < parts.size() : missing == 0;
    }

    /**
     * The levels of a response that is a factor: those of its column, text or numbers.
     *
     * @param order the levels in order, or empty for the sorted one
     */
    Coding.Levels levels(Table table, List<String> order) {
        if (!(form == Form.COLUMN && parts.get(0) instanceof Variable.Column column)) {
            throw new IllegalArgumentException("formula: the levels of " + this + " are not those of a column");
        }
        Coding.Levels sorted = (Coding.Levels) Coding.of(new Variable.Factor(column.label(), column.name()), table);
        if (order.isEmpty()) {
            return sorted;
        }
        for (String level : sorted.levels()) {
            if (!order.contains(level)) {
                throw new IllegalArgumentException("levels: '" + level + "' of column '" + column.name()
                        + "' is not among those given: " + String.join(", ", order));
            }
        }
        for (String level : order) {
            if (!sorted.levels().contains(level)) {
                throw new IllegalArgumentException("levels: no row of column '" + column.name() + "' is '" + level
                        + "', so that nothing is known of it; leave it out");
            }
        }
        return new Coding.Levels(sorted.label(), sorted.column(), order);
    }

    /** Whether it is a column of text. */
    boolean isText(Table table) {
        return form == Form.COLUMN
                && parts.get(0) instanceof Variable.Column column
                && table.column(column.name()) instanceof Column.Text;
    }

    /** For counts of successes and failures, their sums. */
    public double[] sizes(Table table) {
        double[] successes = whole(table, 0);
        double[] failures = whole(table, 1);
        double[] sizes = new double[successes.length];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = successes[i] + failures[i];
        }
        return sizes;
    }

    private double[] whole(Table table, int part) {
        double[] values = values(table, part);
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] == Math.rint(values[i]))) {
                throw refusal(table, i, part, "a count must be a whole number and >= 0, got " + values[i]);
            }
        }
        return values;
    }

    /**
     * What was observed in each row of a table in which nothing needed is missing.
     *
     * @throws DataException if a row can't be read so; the message names it
     */
    Observations observations(Table table) {
        return switch (form) {
            case COLUMN -> Observations.exact(values(table, 0));
            case COUNTS -> Observations.exact(whole(table, 0));
            case SURVIVAL -> survival(table);
            case INTERVAL -> between(table);
        };
    }

    private double[] values(Table table, int part) {
        return Calculation.values(Calculation.of(parts.get(part)), table);
    }

    private Observations survival(Table table) {
        int last = parts.size() - 1;
        double[] times = values(table, last - 1);
        double[] events = values(table, last);
        boolean[] seen = new boolean[times.length];
        for (int i = 0; i < times.length; i++) {
            if (!(events[i] == 0 || events[i] == 1)) {
                throw refusal(table, i, last, "expected 1 (observed) or 0 (censored), got " + Label.number(events[i]));
            }
            seen[i] = events[i] == 1;
        }
        Observations observations = Observations.survival(times, seen);
        return last == 1 ? observations : entered(observations, table, values(table, 0), times);
    }

    private Observations entered(Observations observations, Table table, double[] entries, double[] times) {
        double[] exits = new double[times.length];
        for (int i = 0; i < times.length; i++) {
            exits[i] = Double.POSITIVE_INFINITY;
            if (!(entries[i] < times[i])) {
                throw refusal(table, i, 0, "an entry must lie before the time, got " + entries[i] + " and " + times[i]);
            }
        }
        return observations.truncated(entries, exits);
    }

    private Observations between(Table table) {
        double[] lower = bound(table, 0, Double.NEGATIVE_INFINITY);
        double[] upper = bound(table, 1, Double.POSITIVE_INFINITY);
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])) {
                throw refusal(
                        table,
                        i,
                        0,
                        "a lower bound must be at most the upper one, got " + lower[i] + " and " + upper[i]);
            }
        }
        return Observations.between(lower, upper);
    }

    /** A bound by row; one that is not there is infinite. */
    private double[] bound(Table table, int part, double none) {
        Variable.Computed variable = Calculation.of(parts.get(part));
        double[] bound = Calculation.unchecked(variable, table).clone();
        for (int i = 0; i < bound.length; i++) {
            int row = i;
            boolean missing =
                    variable.columns().stream().anyMatch(c -> table.numeric(c).isMissing(row));
            bound[i] = missing ? none : bound[i];
        }
        return bound;
    }

    private DataException refusal(Table table, int row, int part, String reason) {
        return new DataException(table.name() + ", row " + table.rowNumber(row) + ", column '"
                + parts.get(part).label() + "': " + reason);
    }

    /** As in a formula. */
    @Override
    public String toString() {
        List<String> labels = parts.stream().map(Variable::label).toList();
        return form == Form.COLUMN ? labels.get(0) : form.call + "(" + String.join(", ", labels) + ")";
    }
}
