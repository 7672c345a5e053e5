package mle.model;

import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.family.Parameter;

/** What a parameter of a family is in each row: a function of other columns and of coefficients to be estimated. */
public sealed interface Predictor {
    /** The parameter of the family. */
    String parameter();

    /** The link between the parameter and what is modelled. */
    Link link();

    /** How many coefficients there are. */
    int size();

    /** The names of the coefficients, without the parameter's. */
    List<String> names();

    /** How many rows there are. */
    int rows();

    /**
     * A linear predictor: g(θ) = Xβ + offset. Without a column it is a parameter that is known row for row, such as the
     * size of a binomial.
     *
     * @param parameter the parameter θ
     * @param link the link g
     * @param design the matrix X with its offset
     */
    record Linear(String parameter, Link link, DesignMatrix design) implements Predictor {
        @Override
        public int size() {
            return design.columns();
        }

        @Override
        public List<String> names() {
            return design.names();
        }

        @Override
        public int rows() {
            return design.rows();
        }
    }

    /**
     * A formula of data columns and coefficients: g(θ) = f(columns, coefficients).
     *
     * @param parameter the parameter θ
     * @param link the link g
     * @param formula f, of symbols {@link Expr#data} named as the columns and {@link Expr#parameter} named as the
     *     coefficients, with the signs of their domains
     * @param coefficients the coefficients with their domains
     * @param columns the data columns by name, all of one length
     * @param rows how many rows there are
     */
    record Nonlinear(
            String parameter,
            Link link,
            Expr formula,
            List<Parameter> coefficients,
            Map<String, double[]> columns,
            int rows)
            implements Predictor {
        /** Checks the lengths of the columns. */
        public Nonlinear {
            coefficients = List.copyOf(coefficients);
            columns = Map.copyOf(columns);
            for (Map.Entry<String, double[]> column : columns.entrySet()) {
                if (column.getValue().length != rows) {
                    throw new IllegalArgumentException("predictor of " + parameter + ": column '" + column.getKey()
                            + "' must have " + rows + " rows, got " + column.getValue().length);
                }
            }
        }

        @Override
        public int size() {
            return coefficients.size();
        }

        @Override
        public List<String> names() {
            return coefficients.stream().map(Parameter::name).toList();
        }
    }
}
