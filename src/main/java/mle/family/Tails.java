package mle.family;

import mle.expr.Expr;
import mle.expr.Function;

/**
 * The two tails of a family as formulas of {@code x} and its parameters; for counts, of P(X ≤ x) and P(X &gt; x).
 *
 * @param logCdf the logarithm of the distribution function
 * @param logSurvival the logarithm of one minus it, precise where that is tiny
 */
public record Tails(Expr logCdf, Expr logSurvival) {
    /**
     * log(F(upper) - F(lower)), as the difference of the tail that is the smaller one, so that nothing cancels far out.
     *
     * @param support that of the family
     */
    public Expr between(Support support, Expr lower, Expr upper) {
        Expr below = support.at(logCdf, upper);
        Expr above = support.at(logSurvival, lower);
        return Expr.call(
                Function.CHOOSE,
                above.minus(below),
                Expr.call(Function.LOGDIFFEXP, below, support.at(logCdf, lower)),
                Expr.call(Function.LOGDIFFEXP, above, support.at(logSurvival, upper)));
    }
}
