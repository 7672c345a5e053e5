package mle.family;

import static mle.family.Starts.mean;
import static mle.family.Starts.one;

import java.util.List;
import java.util.Map;

/** The families of counts. */
final class CountFamilies {
    static final List<String> NAMES = List.of("poisson", "negative-binomial", "geometric", "bernoulli", "binomial");

    private CountFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "poisson" -> makePoisson();
            case "negative-binomial" -> makeNegativeBinomial();
            case "geometric" -> makeGeometric();
            case "bernoulli" -> makeBernoulli();
            case "binomial" -> makeBinomial();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makePoisson() {
        return Family.of("poisson", "integer x >= 0", "mean > 0", "x*log(mean) - mean - lgamma(x + 1)")
                .withStarts(p -> one(p.mean()))
                .withTails("loggammaq(x + 1, mean)", "loggammap(x + 1, mean)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 4");
    }

    /** lgamma(x+size) - lgamma(size) - lgamma(x+1) + size·log(size/(size+mean)) + x·log(mean/(size+mean)). */
    private static Family makeNegativeBinomial() {
        return Family.of(
                        "negative-binomial",
                        "integer x >= 0",
                        "mean > 0, size > 0",
                        "lpochrel(size, x) - lgamma(x + 1) + x*log(mean) - (x + size)*log1p(mean/size)")
                .withStarts(p -> {
                    double mean = p.mean();
                    double size = mean * mean / (p.variance() - mean);
                    return List.of(
                            new double[] {mean, size > 0 ? size : 100},
                            new double[] {mean, 1},
                            new double[] {mean, 10},
                            new double[] {mean, 0.1});
                })
                .withLimit("size", Families::poisson, Map.of("mean", "mean"))
                .withTails("logbetai(log(size/mean), size, x + 1)", "logbetai(log(mean/size), x + 1, size)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 5");
    }

    private static Family makeGeometric() {
        return Family.of(
                        "geometric",
                        "integer x >= 0",
                        "0 < probability < 1",
                        "log(probability) + x*log1p(-probability)")
                .withStarts(p -> one(1 / (1 + p.mean())))
                .withTails("log1mexp((x + 1)*log1p(-probability))", "(x + 1)*log1p(-probability)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, sec. 5.2");
    }

    private static Family makeBernoulli() {
        return Family.of(
                        "bernoulli",
                        "integer 0 <= x <= 1",
                        "0 < probability < 1",
                        "x*log(probability) + (1 - x)*log1p(-probability)")
                .withStarts(p -> one(p.mean()))
                .withTails("log1p(-probability)", "log(probability)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }

    private static Family makeBinomial() {
        return Family.of(
                        "binomial",
                        "integer 0 <= x <= size",
                        "known whole size > 0, 0 < probability < 1",
                        "-log(size + 1) - lbeta(x + 1, size - x + 1) + x*log(probability) + (size - x)*log1p(-probability)")
                .withStarts(p ->
                        List.of(new double[] {p.max(), 0.5}, new double[] {p.max(), 0.1}, new double[] {p.max(), 0.9}))
                .withTails(
                        "logbetai(log1p(-probability) - log(probability), size - x, x + 1)",
                        "logbetai(log(probability) - log1p(-probability), x + 1, size - x)")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }
}
