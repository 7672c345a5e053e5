package mle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.data.Column;
import mle.data.DataException;
import mle.data.Table;

/**
 * A variable with the constants that it took from the data of a fit, so that it gives the same columns for other data: the
 * levels of a factor, the knots of splines.
 */
public sealed interface Coding {
    /** The label of the variable. */
    String label();

    /**
     * The levels of a factor, in sorted order: numbers by size, text by its characters' codes.
     *
     * @param label the label
     * @param column the column
     * @param levels the levels as text
     */
    record Levels(String label, String column, List<String> levels) implements Coding {
        /** For each row of a table, the number of its level, from 0. */
        public int[] codes(Table table) {
            Column cells = table.column(column);
            Map<Object, Integer> numbers = new HashMap<>();
            int[] codes = new int[table.rows()];
            for (int i = 0; i < codes.length; i++) {
                Integer number = numbers.get(cell(cells, i));
                if (number == null) {
                    number = levels.indexOf(level(cells, i));
                    numbers.put(cell(cells, i), number);
                }
                if (number < 0) {
                    throw new DataException(table.name() + ", row " + table.rowNumber(i) + ", column '" + column
                            + "': level '" + level(cells, i) + "' is not one of the data that the model was fitted to: "
                            + listed());
                }
                codes[i] = number;
            }
            return codes;
        }

        private static Object cell(Column cells, int row) {
            return cells instanceof Column.Text text
                    ? text.values().get(row)
                    : (Object) ((Column.Numeric) cells).values()[row];
        }

        private String listed() {
            int few = 10;
            return levels.size() <= few
                    ? String.join(", ", levels)
                    : String.join(", ", levels.subList(0, few)) + " and " + (levels.size() - few) + " more";
        }

        /** The cell of a row as a level. */
        static String level(Column cells, int row) {
            return cells instanceof Column.Text text
                    ? text.values().get(row)
                    : Label.number(((Column.Numeric) cells).values()[row]);
        }

        /** The levels that occur in a column. */
        public static List<String> of(Column cells) {
            if (cells instanceof Column.Text text) {
                return text.values().stream().distinct().sorted().toList();
            }
            double[] values = ((Column.Numeric) cells).values();
            return Arrays.stream(values)
                    .map(x -> x + 0.0)
                    .distinct()
                    .sorted()
                    .mapToObj(Label::number)
                    .distinct()
                    .toList();
        }
    }

    /**
     * Columns of numbers.
     *
     * @param variable what they are computed from
     * @param label the label
     * @param basis the functions of it that are the columns
     */
    record Numbers(Variable.Computed variable, String label, Basis basis) implements Coding {
        /** The columns for a table, one row of numbers for each. */
        double[][] columns(Table table) {
            return basis.columns(Calculation.values(variable, table));
        }

        /** The names of the columns. */
        List<String> names() {
            int width = basis.width();
            if (width == 1) {
                return List.of(label);
            }
            List<String> names = new ArrayList<>();
            for (int j = 1; j <= width; j++) {
                names.add(label + j);
            }
            return names;
        }
    }

    /** The coding of a variable by the data of a fit. */
    static Coding of(Variable variable, Table table) {
        if (variable instanceof Variable.Factor f) {
            return levels(f.label(), f.name(), table);
        }
        if (variable instanceof Variable.Basis b) {
            return new Numbers(b.of(), b.label(), Basis.of(b, Calculation.values(b.of(), table)));
        }
        if (variable instanceof Variable.Computed c) {
            return new Numbers(c, c.label(), new Basis.Itself());
        }
        Variable.Column c = (Variable.Column) variable;
        return table.column(c.name()) instanceof Column.Text
                ? levels(c.label(), c.name(), table)
                : new Numbers(Calculation.of(c), c.label(), new Basis.Itself());
    }

    /** The coding of a variable by constants of earlier data: levels, if it had some, or else functions. */
    static Coding of(Variable variable, List<String> levels, Basis basis) {
        if (levels != null && variable instanceof Variable.Factor f) {
            return new Levels(f.label(), f.name(), List.copyOf(levels));
        }
        if (levels != null && variable instanceof Variable.Column c) {
            return new Levels(c.label(), c.name(), List.copyOf(levels));
        }
        if (levels != null || variable instanceof Variable.Factor) {
            throw new IllegalArgumentException("formula: the levels of " + variable.label() + " don't suit it");
        }
        Variable.Computed of = variable instanceof Variable.Basis b ? b.of() : Calculation.of(variable);
        return new Numbers(of, variable.label(), basis);
    }

    private static Levels levels(String label, String column, Table table) {
        List<String> levels = Levels.of(table.column(column));
        if (levels.size() < 2) {
            throw new DataException(table.name() + ", column '" + column + "': the factor " + label
                    + " has a single level, '" + String.join("", levels) + "', and so no effect; leave it out");
        }
        return new Levels(label, column, levels);
    }
}
