package mle.bayes;

/**
 * Means and standard deviations, one of each for each unknown; NaN where there is none.
 *
 * @param means the means
 * @param sds the standard deviations
 */
public record Summary(double[] means, double[] sds) {}
