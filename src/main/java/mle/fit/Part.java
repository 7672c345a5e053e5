package mle.fit;

import mle.expr.Expr;
import mle.family.Family;
import mle.family.IntervalMass;
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

    private static Expr interval(Family family) {
        return IntervalMass.of(family, tails(family), column(family, LOWER), column(family, UPPER));
    }

    private static Expr at(Family family, Expr tail, String column) {
        return family.support().at(tail, column(family, column));
    }

    private static Expr column(Family family, String name) {
        return Expr.data(name, family.support().sign());
    }

    private static Tails tails(Family family) {
        return family.tails()
                .orElseThrow(() -> new IllegalArgumentException(family.name()
                        + ": censored or truncated data need its distribution function, which is not known"));
    }
}
