package mle.fit;

/**
 * An estimate of one parameter.
 *
 * @param name the parameter
 * @param value the estimate; infinite where the maximum lies at infinity
 * @param standardError its standard error; NaN where there is none
 * @param lower the lower end of its confidence interval; NaN where there is none
 * @param upper the upper end of its confidence interval; NaN where there is none
 * @param fixed whether it was held at a given value
 */
public record Estimate(String name, double value, double standardError, double lower, double upper, boolean fixed) {
    /** A parameter held at a value. */
    static Estimate held(String name, double value) {
        return new Estimate(name, value, Double.NaN, Double.NaN, Double.NaN, true);
    }

    /** An estimate at a known place on the edge of the parameter space. */
    static Estimate onEdge(String name, double value) {
        return new Estimate(name, value, Double.NaN, Double.NaN, Double.NaN, false);
    }

    /** A parameter of which there is no estimate. */
    static Estimate none(String name) {
        return onEdge(name, Double.NaN);
    }
}
