package mle.family;

import java.util.List;
import java.util.Map;

/** Families of counts that others become at an edge of their parameters and that have no name in the list. */
final class CountLimits {
    private CountLimits() {}

    /** All of a size with a probability, else none. */
    static Family allOrNone() {
        return Family.of(
                        "all-or-none",
                        "integer 0 <= x <= size",
                        "known whole size > 0, 0 < probability < 1",
                        "choose(x, choose(size - x, log(0), log(probability)), log1p(-probability))")
                .withStarts(p -> Starts.one(p.max(), Math.min(0.9, Math.max(0.1, p.mean() / p.max()))))
                .withTails("log1p(-probability)", "log(probability)")
                .withUnitMass();
    }

    /**
     * Poisson counts of which the mean is the reciprocal of a gamma variable: with a = -index and b = mean·(a - 1),
     * 2·b^((x + a)/2)·K(2√b)/(Γ(a)·x!), K of order x - a, here relative to that of order 1/2.
     */
    static Family poissonInverseGamma() {
        String log = "log(mean*(-index - 1))";
        String root = "sqrt(mean*(-index - 1))";
        return Family.of(
                        "poisson-inverse-gamma",
                        "integer x >= 0",
                        "mean > 0, index < -1",
                        "0.5*log(pi) + (0.5*(x - index) - 0.25)*" + log + " - 2*" + root
                                + " - lgamma(-index) - lgamma(x + 1) + logbesselkrel(x + index, 2*" + root + ")")
                .withStarts(p -> {
                    double mean = p.mean();
                    double shape = 2 + mean * mean / Math.max(p.variance() - mean, 0.01 * mean);
                    return List.of(
                            new double[] {mean, -shape},
                            new double[] {mean, -1.5},
                            new double[] {mean, -3},
                            new double[] {mean, -10});
                })
                .withUnitMass()
                .withLimit(new Limit("index", Double.NEGATIVE_INFINITY, Families::poisson, Map.of("mean", "mean")))
                .withMoments("mean", "mean - mean^2/(index + 2) if index < -2");
    }
}
