package mle.family;

import java.util.Map;
import mle.data.EmpiricalDistribution;

/**
 * The highest likelihood of a density made of straight lines, whose corners lie at observations: found by going through these, not
 * by following slopes, for it has a maximum at many of them.
 *
 * @param values the estimates, in the order of the family's parameters
 * @param logLikelihood the log-likelihood there; infinite where it has no bound
 * @param shortfall nats by which others may be higher at most, as far as bounds show; 0 where none is
 * @param special what the distribution is where some of them coincide, in words; nothing where it has no name of its own
 */
public record Corners(double[] values, double logLikelihood, double shortfall, String special) {
    /** The way to them. */
    @FunctionalInterface
    public interface Search {
        /**
         * The corners of the highest likelihood.
         *
         * @param p exact values, whatever their weights
         * @param held the values of parameters that are held, by name
         * @throws IllegalArgumentException if these contradict each other
         */
        Corners among(EmpiricalDistribution p, Map<String, Double> held);
    }
}
