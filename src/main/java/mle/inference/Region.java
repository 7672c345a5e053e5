package mle.inference;

import mle.data.Observations;
import mle.family.Support;

/**
 * Where an observation lies, as the values above one bound and up to another; of an exact value of a continuous variable, both are
 * the value.
 *
 * @param exact whether it is a value
 * @param lower what it lies above, for an exact count the count before it
 * @param upper what it is at most
 * @param entry what it could be seen above, minus infinity for everywhere
 * @param exit up to where it could be seen
 */
record Region(boolean exact, double lower, double upper, double entry, double exit) {
    /** An exact value, seen wherever it is. */
    static Region of(Support support, double x) {
        double before = support.integer() ? x - 1 : x;
        return new Region(true, before, x, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /** A row of observations. */
    static Region of(Support support, Observations observations, int row) {
        boolean exact = observations.kind(row) == Observations.Kind.EXACT;
        double before = exact && support.integer() ? observations.lower(row) - 1 : observations.lower(row);
        return new Region(exact, before, observations.upper(row), observations.entry(row), observations.exit(row));
    }

    boolean isTruncated() {
        return entry > Double.NEGATIVE_INFINITY || exit < Double.POSITIVE_INFINITY;
    }
}
