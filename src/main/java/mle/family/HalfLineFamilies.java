package mle.family;

import static mle.family.Starts.EULER;
import static mle.family.Starts.mean;
import static mle.family.Starts.one;
import static mle.family.Starts.sd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;

/** The families on the half line from zero up. */
final class HalfLineFamilies {
    static final List<String> NAMES =
            List.of("lognormal", "exponential", "gamma", "weibull", "gpd", "inverse-gaussian", "rayleigh");

    private HalfLineFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "lognormal" -> makeLognormal();
            case "exponential" -> makeExponential();
            case "gamma" -> makeGamma();
            case "weibull" -> makeWeibull();
            case "gpd" -> makeGpd();
            case "inverse-gaussian" -> makeInverseGaussian();
            case "rayleigh" -> makeRayleigh();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeLognormal() {
        return Family.of(
                        "lognormal",
                        "x > 0",
                        "meanlog real, sdlog > 0",
                        "-log(x) - log(sdlog) - 0.5*log(2*pi) - 0.5*((log(x) - meanlog)/sdlog)^2")
                .withStarts(p -> {
                    double[] logs = Starts.map(p, StrictMath::log);
                    return one(mean(p, logs), sd(p, logs));
                })
                .withTails("lognormalcdf((log(x) - meanlog)/sdlog)", "lognormalcdf((meanlog - log(x))/sdlog)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14");
    }

    private static Family makeExponential() {
        return Family.of("exponential", "x >= 0", "rate > 0", "log(rate) - rate*x")
                .withStarts(p -> one(1 / p.mean()))
                .withTails("log1mexp(-rate*x)", "-rate*x")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 19");
    }

    /**
     * shape·log(rate) - lgamma(shape) + (shape-1)·log x - rate·x, written by Stirling's formula so that nothing cancels
     * when the shape is large.
     */
    private static Family makeGamma() {
        return Family.of(
                        "gamma",
                        "x > 0",
                        "shape > 0, rate > 0",
                        "0.5*log(shape) - 0.5*log(2*pi) - stirlerr(shape) - log(x)"
                                + " - shape*expm1mx(log(rate*x/shape))")
                .withStarts(HalfLineFamilies::gammaStarts)
                .withSolvedIn(
                        "shape > 0, mean > 0",
                        Map.of("rate", "shape/mean"),
                        Map.of("shape", "shape", "mean", "shape/rate"))
                .withTails("loggammap(shape, rate*x)", "loggammaq(shape, rate*x)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17");
    }

    /** The approximate root of log(shape) - digamma(shape) = s (Minka 2002), s = log(mean x) - mean(log x). */
    private static List<double[]> gammaStarts(EmpiricalDistribution p) {
        double mean = p.mean();
        double s = mean(p, x -> x / mean - 1 - StrictMath.log1p(x / mean - 1));
        double shape = (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
        return one(shape, shape / mean);
    }

    private static Family makeWeibull() {
        return Family.of(
                        "weibull",
                        "x > 0",
                        "shape > 0, scale > 0",
                        "log(shape/scale) + (shape - 1)*log(x/scale) - (x/scale)^shape")
                .withStarts(p -> {
                    double[] logs = Starts.map(p, StrictMath::log);
                    double shape = Math.PI / (Math.sqrt(6) * sd(p, logs));
                    return one(shape, StrictMath.exp(mean(p, logs) + EULER / shape));
                })
                .withTails("log1mexp(-(x/scale)^shape)", "-(x/scale)^shape")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21");
    }

    private static Family makeGpd() {
        return Family.of("gpd", "x >= 0", "scale > 0, shape real", "-log(scale) - (1 + shape)*log1pdiv(shape, x/scale)")
                .withStarts(HalfLineFamilies::gpdStarts)
                .withSeveralMaxima()
                .withUnboundedRegion(
                        "shape", -1, "the end of the support may come ever closer to the largest observation")
                .withTails(
                        "choose(1 + log1pdiv(shape, x/scale), log1mexp(-log1pdiv(shape, x/scale)), 0)",
                        "choose(1 + log1pdiv(shape, x/scale), -log1pdiv(shape, x/scale), log(0))")
                .withSource("Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 4");
    }

    private static List<double[]> gpdStarts(EmpiricalDistribution p) {
        double mean = p.mean();
        double ratio = mean * mean / p.variance();
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {0.5 * mean * (ratio + 1), 0.5 * (1 - ratio)});
        for (double shape : new double[] {0, 0.2, 0.5, 1, 2}) {
            points.add(new double[] {mean, shape});
            points.add(new double[] {p.median(), shape});
        }
        for (double shape : new double[] {-0.1, -0.3, -0.6}) {
            points.add(new double[] {-1.1 * shape * p.max(), shape});
            points.add(new double[] {mean * (1 - shape), shape});
        }
        return points;
    }

    private static Family makeInverseGaussian() {
        return Family.of(
                        "inverse-gaussian",
                        "x > 0",
                        "mean > 0, shape > 0",
                        "0.5*log(shape/(2*pi)) - 1.5*log(x) - 0.5*shape*(x - mean)^2/(mean^2*x)")
                .withStarts(p -> {
                    double mean = p.mean();
                    return one(mean, 1 / mean(p, x -> (x - mean) * (x - mean) / (mean * mean * x)));
                })
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 15");
    }

    private static Family makeRayleigh() {
        return Family.of("rayleigh", "x > 0", "scale > 0", "log(x) - 2*log(scale) - 0.5*(x/scale)^2")
                .withStarts(p -> one(Math.sqrt(mean(p, x -> x * x) / 2)))
                .withTails("log1mexp(-0.5*(x/scale)^2)", "-0.5*(x/scale)^2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }
}
