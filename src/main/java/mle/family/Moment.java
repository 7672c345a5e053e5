package mle.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;

/**
 * A moment of a family: its formula in the parameters, and for which of them it is finite.
 *
 * @param text the formula as it was written, empty where there is none
 * @param formula the formula, if there is one
 * @param condition for which parameters it is finite, as it was written; empty for all
 * @param margin a formula that is above zero for those, if not for all
 */
public record Moment(String text, Optional<Expr> formula, String condition, Optional<Expr> margin) {
    private static final String IF = " if ";

    /**
     * Reads {@code scale/(shape - 1) if shape > 1}, a formula alone, {@code if shape < 1} where only the condition is known, or
     * {@code none} where it is never finite.
     *
     * @param symbols the parameters by name
     */
    static Moment parse(String text, Map<String, Expr> symbols) {
        if (text.equals("none")) {
            return new Moment("", Optional.empty(), "none", Optional.of(Expr.ZERO));
        }
        int at = (" " + text).lastIndexOf(IF);
        String value = at < 0 ? text : text.substring(0, Math.max(0, at - 1)).strip();
        String condition = at < 0 ? "" : text.substring(at + IF.length() - 1).strip();
        return new Moment(
                value,
                value.isEmpty() ? Optional.empty() : Optional.of(Formula.parse(value, symbols)),
                condition,
                condition.isEmpty() ? Optional.empty() : Optional.of(margin(condition, symbols)));
    }

    static Moment of(Expr formula) {
        return new Moment(formula.toString(), Optional.of(formula), "", Optional.empty());
    }

    /** Another formula in place of its own, finite where this is. */
    Moment map(UnaryOperator<Expr> other) {
        Optional<Expr> changed = formula.map(other);
        return new Moment(changed.map(Expr::toString).orElse(""), changed, condition, margin);
    }

    /** The same in other parameters. */
    Moment replaced(Map<Expr, Expr> parameters) {
        Moment other = map(e -> e.replace(parameters));
        return new Moment(other.text, other.formula, condition, margin.map(e -> e.replace(parameters)));
    }

    private static Expr margin(String condition, Map<String, Expr> symbols) {
        boolean above = condition.contains(">");
        String[] sides = condition.split("[<>]");
        if (sides.length != 2) {
            throw new IllegalArgumentException("moment: expected a condition as 'shape > 1', got '" + condition + "'");
        }
        Expr left = Formula.parse(sides[0].strip(), symbols);
        Expr right = Formula.parse(sides[1].strip(), symbols);
        return above ? left.minus(right) : right.minus(left);
    }

    /** Whether it is finite for parameters. */
    boolean isFinite(List<Expr.Symbol> symbols, double[] values) {
        return margin.map(m -> Program.of(List.of(m), symbols).values(values)[0] > 0)
                .orElse(true);
    }

    /** Its value for parameters, if there is a formula. */
    Optional<Double> at(List<Expr.Symbol> symbols, double[] values) {
        return formula.map(f -> Program.of(List.of(f), symbols).values(values)[0]);
    }

    /** As it was written. */
    @Override
    public String toString() {
        if (condition.equals("none")) {
            return condition;
        }
        return (text + (condition.isEmpty() ? "" : IF + condition)).strip();
    }
}
