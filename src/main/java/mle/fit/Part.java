package mle.fit;

import java.util.Map;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;
import mle.family.Family;
import mle.family.Tails;

/**
 * What rows of one kind add to a log-likelihood: a formula of the family's density or tails at their bounds
 * (Klein and Moeschberger 2003, Survival Analysis, sec. 3.5).
 */
enum Part {
    /** log f(x) of an exact value. */
    DENSITY,
    /** log(1 - F(lower)) of a right-censored one. */
    SURVIVAL,
    /** log F(upper) of a left-censored one. */
    CDF,
    /** log(F(upper) - F(lower)). */
    INTERVAL,
    /** -log(1 - F(lower)): only values above could be seen. */
    SEEN_ABOVE,
    /** -log F(upper): only values up to it could be seen. */
    SEEN_BELOW,
    /** -log(F(upper) - F(lower)): only values between could be seen. */
    SEEN_BETWEEN;

    static final String LOWER = "lower";
    static final String UPPER = "upper";

    /** The formula, of the family's parameters and of {@code x}, or the bounds {@code lower} and {@code upper}. */
    Expr formula(Family family) {
        return switch (this) {
            case DENSITY -> family.logDensity();
            case SURVIVAL -> at(family, tails(family).logSurvival(), LOWER);
            case CDF -> at(family, tails(family).logCdf(), UPPER);
            case INTERVAL -> interval(family);
            case SEEN_ABOVE -> SURVIVAL.formula(family).negate();
            case SEEN_BELOW -> CDF.formula(family).negate();
            case SEEN_BETWEEN -> interval(family).negate();
        };
    }

    /** The difference of the tail that is the smaller one, so that nothing cancels far out. */
    private static Expr interval(Family family) {
        Tails tails = tails(family);
        Expr below = at(family, tails.logCdf(), UPPER);
        Expr above = at(family, tails.logSurvival(), LOWER);
        Expr ofLowerTail = Expr.call(Function.LOGDIFFEXP, below, at(family, tails.logCdf(), LOWER));
        Expr ofUpperTail = Expr.call(Function.LOGDIFFEXP, above, at(family, tails.logSurvival(), UPPER));
        return Expr.call(Function.CHOOSE, above.minus(below), ofLowerTail, ofUpperTail);
    }

    private static Expr at(Family family, Expr tail, String column) {
        Sign sign = family.support().sign();
        Map<Expr, Expr> bound = Map.of(Expr.data("x", sign), Expr.data(column, sign));
        return tail.replace(s -> bound.getOrDefault(s, s));
    }

    private static Tails tails(Family family) {
        return family.tails()
                .orElseThrow(() -> new IllegalArgumentException(family.name()
                        + ": censored or truncated data need its distribution function, which is not known"));
    }
}
