package mle.expr;

/** What is known of the sign of a formula. */
public enum Sign {
    /** Greater than zero. */
    POSITIVE,
    /** Zero or greater. */
    NONNEGATIVE,
    /** Zero. */
    ZERO,
    /** Nothing is known. */
    ANY;

    /** The sign of a number; a negative one counts as {@link #ANY}. */
    static Sign of(double value) {
        return value > 0 ? POSITIVE : value == 0 ? ZERO : ANY;
    }

    /** Whether it rules out negative values. */
    public boolean nonnegative() {
        return this != ANY;
    }

    /** Whether it rules out zero and negative values. */
    public boolean positive() {
        return this == POSITIVE;
    }

    Sign plus(Sign other) {
        if (this == ANY || other == ANY) {
            return ANY;
        }
        if (this == ZERO) {
            return other;
        }
        if (other == ZERO) {
            return this;
        }
        return this == POSITIVE || other == POSITIVE ? POSITIVE : NONNEGATIVE;
    }

    Sign times(Sign other) {
        if (this == ANY || other == ANY) {
            return ANY;
        }
        return this == POSITIVE && other == POSITIVE ? POSITIVE : NONNEGATIVE;
    }

    Sign pow(double power) {
        if (this == POSITIVE) {
            return POSITIVE;
        }
        return this != ANY || power % 2 == 0 ? NONNEGATIVE : ANY;
    }
}
