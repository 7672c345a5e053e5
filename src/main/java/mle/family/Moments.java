package mle.family;

/**
 * Mean and variance of a family.
 *
 * @param mean the mean
 * @param variance the variance
 */
public record Moments(Moment mean, Moment variance) {}
