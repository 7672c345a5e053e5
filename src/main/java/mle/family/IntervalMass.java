package mle.family;

import java.util.List;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * The logarithm of the probability of an interval. It is the difference of two values of a tail; where these agree in their first
 * digits, so that the difference would cancel, it is the integral of the density by Gauss's rule of three points (Abramowitz and
 * Stegun 25.4.30), as far as the density is smooth there.
 */
public final class IntervalMass {
    /** An interval is narrow where the logarithm of the tail at its end is so much above that of its own probability. */
    private static final double NARROW = 9;

    /** How far the log-density may turn within a narrow interval: a kink inside costs about a tenth of it. */
    private static final double SMOOTH = 1e-7;

    /** The least digits that tails are known to, relative to the tail: what the integral must agree with. */
    private static final double KNOWN = 1e-9;

    /** The outer points of Gauss's rule, as the share of the half width. */
    private static final double OUTER = StrictMath.sqrt(0.6);

    private IntervalMass() {}

    /**
     * log(F(upper) - F(lower)) of a family; of counts, of those above the one and up to the other.
     *
     * @param tails those of the family
     */
    public static Expr of(Family family, Tails tails, Expr lower, Expr upper) {
        Support s = family.support();
        Expr difference = tails.between(s, lower, upper);
        if (s.integer()) {
            return difference;
        }
        List<Expr> kinks = family.kinks().stream().map(p -> (Expr) p.symbol()).toList();
        return settled(s, family.logDensity(), lower, upper, difference, tails.nearer(s, lower, upper), kinks);
    }

    /**
     * The same of a difference that is known already.
     *
     * @param support of the family
     * @param density its logarithm, which is integrated
     * @param difference the logarithm of the difference of two values of a tail
     * @param tail the logarithm of the larger of the two
     * @param kinks where the density may have a kink
     */
    static Expr settled(
            Support support, Expr density, Expr lower, Expr upper, Expr difference, Expr tail, List<Expr> kinks) {
        Expr left = logDensity(support, density, lower, upper, -OUTER);
        Expr middle = logDensity(support, density, lower, upper, 0);
        Expr right = logDensity(support, density, lower, upper, OUTER);
        Expr width = Pieces.log(upper.minus(lower));
        Expr integral = Expr.call(
                        Function.LOGSUMEXP,
                        left.plus(StrictMath.log(5.0 / 18)),
                        middle.plus(StrictMath.log(4.0 / 9)),
                        right.plus(StrictMath.log(5.0 / 18)))
                .plus(width);
        Expr depth = tail.minus(integral);
        Expr turn = Expr.call(Function.ABS, left.plus(right).minus(middle.times(2)));
        Expr disagreement = Expr.call(Function.ABS, Expr.call(Function.EXPM1, difference.minus(integral)));
        Expr allowed = Expr.call(Function.EXP, depth).times(KNOWN);
        // Also where rounding has put the two values in the wrong order, and their difference is no number.
        Expr chosen = Pieces.choose(disagreement.minus(allowed), difference, integral);
        chosen = Pieces.choose(turn.negate().plus(SMOOTH), chosen, difference);
        chosen = Pieces.choose(depth.plus(-NARROW), chosen, difference);
        for (Expr kink : kinks) {
            chosen = Pieces.choose(kink.minus(lower).times(upper.minus(kink)), difference, chosen);
        }
        return chosen;
    }

    private static Expr logDensity(Support support, Expr density, Expr lower, Expr upper, double place) {
        Expr x = lower.times((1 - place) / 2).plus(upper.times((1 + place) / 2));
        return support.at(density, x);
    }
}
