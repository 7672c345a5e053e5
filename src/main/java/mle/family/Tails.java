package mle.family;

import mle.expr.Expr;

/**
 * The two tails of a family as formulas of {@code x} and its parameters; for counts, of P(X ≤ x) and P(X &gt; x).
 *
 * @param logCdf the logarithm of the distribution function
 * @param logSurvival the logarithm of one minus it, precise where that is tiny
 */
public record Tails(Expr logCdf, Expr logSurvival) {}
