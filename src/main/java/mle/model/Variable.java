package mle.model;

import java.util.List;
import java.util.Set;
import mle.expr.Expr;

/**
 * What terms are made of: something that has a column, or several, for a table. Its label is what R would call it, and what
 * coefficients are named after.
 */
public sealed interface Variable {
    /** The label: {@code age}, {@code log(dose)}, {@code factor(cyl)}, {@code poly(x, 2)}. */
    String label();

    /** The columns of the table that it needs. */
    Set<String> columns();

    /** A column: its numbers, or its levels if it holds text. */
    static Variable column(String name) {
        return new Column(name);
    }

    /** A column as a factor, even if it holds numbers. */
    static Variable factor(String name) {
        return new Factor("factor(" + Label.name(name) + ")", name);
    }

    /** A computed column: {@code log(dose)}, {@code I(x^2)}, {@code exp(-t)}. */
    static Variable computed(String formula) {
        return FormulaReader.variable(formula);
    }

    /** The orthogonal polynomials of a column, of degrees 1 to k. */
    static Variable poly(String name, int k) {
        return FormulaReader.variable("poly(" + Label.name(name) + ", " + k + ")");
    }

    /** The B-splines of a column: cubic, with so many degrees of freedom. */
    static Variable splines(String name, int df) {
        return FormulaReader.variable("bs(" + Label.name(name) + ", df = " + df + ")");
    }

    /** A column less its mean, divided by its standard deviation. */
    static Variable scaled(String name) {
        return FormulaReader.variable("scale(" + Label.name(name) + ")");
    }

    /**
     * A column: numbers or, if it holds text, a factor.
     *
     * @param name its name
     */
    record Column(String name) implements Variable {
        @Override
        public String label() {
            return Label.name(name);
        }

        @Override
        public Set<String> columns() {
            return Set.of(name);
        }
    }

    /**
     * A column as a factor.
     *
     * @param label the label
     * @param name the column
     */
    record Factor(String label, String name) implements Variable {
        @Override
        public Set<String> columns() {
            return Set.of(name);
        }
    }

    /**
     * A column computed from others.
     *
     * @param label the label
     * @param formula the formula, of symbols named as the columns
     */
    record Computed(String label, Expr formula) implements Variable {
        @Override
        public Set<String> columns() {
            return Set.copyOf(formula.symbols().stream().map(Expr.Symbol::name).toList());
        }
    }

    /**
     * Several columns that are functions of one, with constants taken from the data of the fit.
     *
     * @param label the label
     * @param of the column that they are functions of
     * @param kind the functions
     */
    record Basis(String label, Computed of, Kind kind) implements Variable {
        /** What functions. */
        public sealed interface Kind {}

        /** Orthogonal polynomials of degrees 1 to k, or the powers themselves. */
        record Poly(int degree, boolean raw) implements Kind {}

        /** B-splines of a degree on knots at quantiles; the first is left out unless the intercept is among them. */
        record Splines(int df, int degree, boolean intercept) implements Kind {}

        /** One column, less its mean and divided by its standard deviation. */
        record Scale() implements Kind {}

        @Override
        public Set<String> columns() {
            return of.columns();
        }
    }

    /** The labels of several, joined as those of an interaction are. */
    static String joined(List<Variable> variables) {
        return String.join(":", variables.stream().map(Variable::label).toList());
    }
}
