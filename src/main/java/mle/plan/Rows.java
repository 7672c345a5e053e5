package mle.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;

/**
 * The rows that a plan is bound to: columns by name, each seen as (value - origin)/unit, and a weight for each row.
 *
 * @param columns the columns
 * @param weights one weight for each row, or none for weights of one
 */
public record Rows(Column[] columns, double[] weights) {
    /**
     * The moments of a column.
     *
     * @param mean of its values
     * @param variance their mean squared distance from the mean
     */
    public record Moments(double mean, double variance) {}

    /**
     * A column, seen as (value - origin)/unit; its array is not copied.
     *
     * @param name its name in the formula
     * @param values one value for each row
     * @param origin what is subtracted
     * @param unit what is divided by
     * @param moments the mean and variance of the values, where they are known
     */
    public record Column(String name, double[] values, double origin, double unit, Optional<Moments> moments) {
        /** A column of which no more than its values is known. */
        public Column(String name, double[] values, double origin, double unit) {
            this(name, values, origin, unit, Optional.empty());
        }

        /** A column as it is. */
        public static Column of(String name, double[] values) {
            return new Column(name, values, 0, 1);
        }

        boolean isPlain() {
            return origin == 0 && unit == 1;
        }

        /** Whether the unit is a power of two with a reciprocal: multiplying by that is the same and faster. */
        private boolean dividesExactly() {
            return unit == Math.scalb(1.0, Math.getExponent(unit)) && Math.abs(Math.getExponent(unit)) < 1000;
        }

        double at(int row) {
            return (values[row] - origin) / unit;
        }

        void copy(int from, int rows, double[] to) {
            System.arraycopy(values, from, to, 0, rows);
            if (isPlain()) {
                return;
            }
            if (dividesExactly()) {
                double factor = 1 / unit;
                for (int i = 0; i < rows; i++) {
                    to[i] = (to[i] - origin) * factor;
                }
                return;
            }
            for (int i = 0; i < rows; i++) {
                to[i] = (to[i] - origin) / unit;
            }
        }
    }

    /** One unweighted column. */
    public static Rows of(String name, double[] values) {
        return new Rows(new Column[] {Column.of(name, values)}, new double[0]);
    }

    /** One row. */
    static Rows of(Map<String, Double> row) {
        return new Rows(
                row.entrySet().stream()
                        .map(e -> Column.of(e.getKey(), new double[] {e.getValue()}))
                        .toArray(Column[]::new),
                new double[0]);
    }

    /** How many rows there are. */
    public int count() {
        return columns[0].values().length;
    }

    /** The weight of a row. */
    double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    /** The sum of the weights. */
    public double totalWeight() {
        if (weights.length == 0) {
            return count();
        }
        double sum = 0;
        double correction = 0;
        for (double w : weights) {
            double next = sum + w;
            correction += Math.abs(sum) >= Math.abs(w) ? (sum - next) + w : (w - next) + sum;
            sum = next;
        }
        return sum + correction;
    }

    /** The columns of symbols. */
    Column[] columns(List<? extends Expr> symbols) {
        Column[] some = new Column[symbols.size()];
        for (int k = 0; k < some.length; k++) {
            some[k] = column(((Expr.Symbol) symbols.get(k)).name());
        }
        return some;
    }

    Column column(String name) {
        for (Column column : columns) {
            if (column.name().equals(name)) {
                return column;
            }
        }
        throw new IllegalArgumentException("plan: the formula needs a column '" + name + "', none is given");
    }
}
