package mle.family;

import java.util.List;

/** The families on the interval from zero to one. */
final class UnitIntervalFamilies {
    static final List<String> NAMES = List.of("beta");

    private UnitIntervalFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "beta" -> makeBeta();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeBeta() {
        return Family.of(
                        "beta",
                        "0 < x < 1",
                        "alpha > 0, beta > 0",
                        "(alpha - 1)*log(x) + (beta - 1)*log1p(-x) - lbeta(alpha, beta)")
                .withStarts(p -> {
                    double m = p.mean();
                    double k = m * (1 - m) / p.variance() - 1;
                    double precision = k > 0.01 ? k : 0.01;
                    return List.of(new double[] {m * precision, (1 - m) * precision}, new double[] {0.5, 0.5});
                })
                .withTails("logbetai(log(x) - log1p(-x), alpha, beta)", "logbetai(log1p(-x) - log(x), beta, alpha)")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25");
    }
}
