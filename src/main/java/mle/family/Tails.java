package mle.family;

import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Magnitudes;

/**
 * The two tails of a family as formulas of {@code x} and its parameters; for counts, of P(X ≤ x) and P(X &gt; x).
 *
 * @param logCdf the logarithm of the distribution function
 * @param logSurvival the logarithm of one minus it, precise where that is tiny
 */
public record Tails(Expr logCdf, Expr logSurvival) {
    /** Those of x before all values. */
    static final Tails BEFORE = new Tails(Pieces.log(Expr.ZERO), Expr.ZERO);

    /** Those of x beyond all values, or the last of them. */
    static final Tails BEYOND = new Tails(Expr.ZERO, Pieces.log(Expr.ZERO));

    @Override
    public boolean equals(Object other) {
        return other instanceof Tails t && logCdf.equals(t.logCdf) && logSurvival.equals(t.logSurvival);
    }

    /** Written out, since the JVM would take long to make it at the first fit. */
    @Override
    public int hashCode() {
        return 31 * logCdf.hashCode() + logSurvival.hashCode();
    }

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

    /** The logarithm of the tail that {@link #between} takes a difference of, where that tail is the larger. */
    Expr nearer(Support support, Expr lower, Expr upper) {
        Expr below = support.at(logCdf, upper);
        Expr above = support.at(logSurvival, lower);
        return Pieces.choose(above.minus(below), below, above);
    }

    /** The same tails in a form that has a value where the probability, or a part of it, is too small for a number. */
    Tails mended() {
        return new Tails(Magnitudes.mended(logCdf), Magnitudes.mended(logSurvival));
    }

    /** The same tails where x may also be beyond the largest count, if that is a known number of the design. */
    Tails ending(Support support) {
        if (!support.integer() || support.upperParameter().isEmpty()) {
            return this;
        }
        return choose(support.upperEnd().orElseThrow().minus(Pieces.data(support)), BEYOND);
    }

    /** The same tails where a formula is above zero, else others. */
    Tails choose(Expr positive, Tails otherwise) {
        return new Tails(
                Pieces.choose(positive, logCdf, otherwise.logCdf),
                Pieces.choose(positive, logSurvival, otherwise.logSurvival));
    }

    /**
     * The same tails, each of them precise where it is the smaller one and else the complement of the other: for tails that
     * are differences, which near 1 have lost the digits of what is missing.
     */
    Tails complementary() {
        Expr excess = logSurvival.minus(logCdf);
        return new Tails(
                Pieces.choose(excess, logCdf, Expr.call(Function.LOG1MEXP, logSurvival)),
                Pieces.choose(excess, Expr.call(Function.LOG1MEXP, logCdf), logSurvival));
    }
}
