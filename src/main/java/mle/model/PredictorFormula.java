package mle.model;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import mle.data.Table;
import mle.expr.Expr;
import mle.family.Parameter;

/** How the predictor of a parameter is made from a table, with all constants that it took from the data of a fit. */
public sealed interface PredictorFormula {
    /** The parameter. */
    String parameter();

    /** The link. */
    Link link();

    /** The columns of a table that are needed. */
    Set<String> columns();

    /** The right side of the formula, as text. */
    String text();

    /**
     * The predictor for a table in which nothing needed is missing.
     *
     * @throws mle.data.DataException if a column is missing, a level is unknown, or a computed value is not finite
     */
    Predictor at(Table table);

    /** The same of another parameter. */
    PredictorFormula of(String other);

    /** The same without some coefficients of a linear predictor. */
    PredictorFormula without(Set<String> coefficients);

    /**
     * A formula of columns and coefficients from its text.
     *
     * @throws IllegalArgumentException if it is none
     */
    static PredictorFormula nonlinear(String parameter, Link link, String text, List<Parameter> coefficients) {
        return RightSide.read(text, coefficients, List.of()) instanceof RightSide.Nonlinear n
                ? new Nonlinear(parameter, link, n.formula(), n.coefficients(), n.text())
                : new Linear(parameter, link, Encoding.of(Terms.parse(text, List.of()), Map.of(), Map.of()), Set.of());
    }

    /**
     * Terms.
     *
     * @param parameter the parameter
     * @param link the link
     * @param encoding the terms with their constants
     * @param dropped columns that are left out
     */
    record Linear(String parameter, Link link, Encoding encoding, Set<String> dropped) implements PredictorFormula {
        @Override
        public Set<String> columns() {
            return encoding.terms().columns();
        }

        @Override
        public String text() {
            return encoding.terms().toString();
        }

        @Override
        public Predictor at(Table table) {
            return new Predictor.Linear(parameter, link, encoding.matrix(table).without(dropped));
        }

        @Override
        public PredictorFormula of(String other) {
            return new Linear(other, link, encoding, dropped);
        }

        @Override
        public PredictorFormula without(Set<String> coefficients) {
            Set<String> all = new HashSet<>(dropped);
            all.addAll(coefficients);
            return new Linear(parameter, link, encoding, Set.copyOf(all));
        }
    }

    /**
     * A formula of columns and coefficients.
     *
     * @param parameter the parameter
     * @param link the link
     * @param formula the formula
     * @param coefficients those that occur in it
     * @param text the formula as it was given
     */
    record Nonlinear(String parameter, Link link, Expr formula, List<Parameter> coefficients, String text)
            implements PredictorFormula {
        @Override
        public Set<String> columns() {
            return RightSide.columns(formula);
        }

        @Override
        public Predictor at(Table table) {
            Map<String, double[]> columns = new LinkedHashMap<>();
            for (String column : new TreeSet<>(columns())) {
                columns.put(column, Calculation.values(new Variable.Computed(column, Expr.data(column)), table));
            }
            return new Predictor.Nonlinear(parameter, link, formula, coefficients, columns, table.rows());
        }

        @Override
        public PredictorFormula of(String other) {
            return new Nonlinear(other, link, formula, coefficients, text);
        }

        @Override
        public PredictorFormula without(Set<String> others) {
            return this;
        }
    }
}
