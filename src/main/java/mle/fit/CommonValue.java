package mle.fit;

import mle.data.EmpiricalDistribution;
import mle.data.Observations;

/**
 * Whether one value would explain all rows of a sample: then a distribution that concentrates on it makes censored rows certain
 * and the density of exact ones infinite, and there is no maximum.
 *
 * @param exactRows how many rows are exact values
 * @param lowest the least of the exact values, ∞ where there is none
 * @param highest the greatest of them, -∞ where there is none
 * @param lower the greatest lower bound of a censored row, -∞ where there is none
 * @param upper the least upper bound of one, ∞ where there is none
 */
record CommonValue(int exactRows, double lowest, double highest, double lower, double upper) {
    static CommonValue of(EmpiricalDistribution data) {
        double infinity = Double.POSITIVE_INFINITY;
        if (data.dimension() > 1) {
            return new CommonValue(data.size(), -infinity, infinity, -infinity, infinity);
        }
        if (data.regions().isEmpty()) {
            return new CommonValue(data.size(), data.min(), data.max(), -infinity, infinity);
        }
        Observations o = data.regions().get();
        CommonValue all = new CommonValue(0, infinity, -infinity, -infinity, infinity);
        for (int i = 0; i < o.size(); i++) {
            all = o.kind(i) == Observations.Kind.EXACT
                    ? all.andExact(o.lower(i))
                    : all.andCensored(o.lower(i), o.upper(i));
        }
        return all;
    }

    private CommonValue andExact(double value) {
        return new CommonValue(exactRows + 1, Math.min(lowest, value), Math.max(highest, value), lower, upper);
    }

    private CommonValue andCensored(double from, double to) {
        return new CommonValue(exactRows, lowest, highest, Math.max(lower, from), Math.min(upper, to));
    }

    /** Whether the exact values are all the same and no censored row excludes it. */
    boolean isPoint() {
        return exactRows > 0 && lowest == highest && lower <= lowest && lowest <= upper;
    }

    /** Whether an exact value can lie at the lower end of the support, so that no censored row lies below all of them. */
    boolean mayEndBelow() {
        return exactRows > 0 && lowest <= upper;
    }

    /** Whether an exact value can lie at the upper end of the support. */
    boolean mayEndAbove() {
        return exactRows > 0 && lower <= highest;
    }

    /** Whether there is an exact value. */
    boolean hasExact() {
        return exactRows > 0;
    }

    /** Whether there are censored rows beside a single event. */
    boolean isSingleEvent() {
        return exactRows == 1 && (lower > Double.NEGATIVE_INFINITY || upper < Double.POSITIVE_INFINITY);
    }

    /** Whether all rows are censored and could be certain together. */
    boolean mayAllBeCertain() {
        return exactRows == 0 && lower < upper;
    }
}
