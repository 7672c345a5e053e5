package mle.fit;

/**
 * What the search for a maximum took.
 *
 * @param solver its name
 * @param iterations its steps
 * @param evaluations how often the likelihood was evaluated with derivatives
 * @param decrement the nats of log-likelihood that a further Newton step would promise; NaN where there is no such step
 * @param gradientNorm the largest absolute entry of the gradient of the cross entropy, in the coordinates of the line
 * @param seconds the time, from data to estimates
 * @param starts how many starts were tried
 * @param best how many of them ended at the maximum that is reported
 */
public record Work(
        String solver,
        int iterations,
        int evaluations,
        double decrement,
        double gradientNorm,
        double seconds,
        int starts,
        int best) {
    /** That of a fit that needed no search, since it began, in nanoseconds. */
    static Work withoutSearch(String name, long began) {
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Work(name, 0, 0, Double.NaN, Double.NaN, seconds, 0, 0);
    }
}
