package mle.family;

import static mle.family.Starts.EULER;
import static mle.family.Starts.mean;
import static mle.family.Starts.one;
import static mle.family.Starts.sd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families on the half line from zero up. */
final class HalfLineFamilies {
    /** The coefficient of variation beyond which few of the data make most of it. */
    private static final double MOST_VARIATION = 2;

    /** Below, the logarithms are as good as linear, and the shape is that of a Gumbel distribution. */
    private static final double LITTLE_VARIATION = 0.1;

    static final List<String> NAMES = List.of(
            "lognormal",
            "exponential",
            "gamma",
            "weibull",
            "loglogistic",
            "gpd",
            "inverse-gaussian",
            "rayleigh",
            "inverse-gamma",
            "lomax",
            "burr",
            "dagum",
            "frechet",
            "generalized-gamma",
            "gompertz",
            "birnbaum-saunders",
            "nakagami",
            "half-normal",
            "half-cauchy",
            "folded-normal",
            "maxwell",
            "chi-squared",
            "chi",
            "f",
            "rice",
            "levy",
            "exponentiated-weibull",
            "generalized-beta-2",
            "log-gamma",
            "lindley");

    private HalfLineFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "lognormal" -> makeLognormal();
            case "exponential" -> makeExponential();
            case "gamma" -> makeGamma();
            case "weibull" -> makeWeibull();
            case "loglogistic" -> makeLoglogistic();
            case "gpd" -> makeGpd();
            case "inverse-gaussian" -> makeInverseGaussian();
            case "rayleigh" -> makeRayleigh();
            case "inverse-gamma" -> makeInverseGamma();
            case "lomax" -> makeLomax();
            case "burr" -> makeBurr();
            case "dagum" -> makeDagum();
            case "frechet" -> makeFrechet();
            case "generalized-gamma" -> makeGeneralizedGamma();
            case "gompertz" -> makeGompertz();
            case "birnbaum-saunders" -> makeBirnbaumSaunders();
            case "nakagami" -> makeNakagami();
            case "half-normal" -> makeHalfNormal();
            case "half-cauchy" -> makeHalfCauchy();
            case "folded-normal" -> makeFoldedNormal();
            case "maxwell" -> makeMaxwell();
            case "chi-squared" -> makeChiSquared();
            case "chi" -> makeChi();
            case "f" -> makeF();
            case "rice" -> makeRice();
            case "levy" -> makeLevy();
            case "exponentiated-weibull" -> makeExponentiatedWeibull();
            case "generalized-beta-2" -> makeGeneralizedBeta2();
            case "log-gamma" -> makeLogGamma();
            case "lindley" -> makeLindley();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeLognormal() {
        return Family.of(
                        "lognormal",
                        "x > 0",
                        "meanlog real, sdlog > 0",
                        "-log(x) - log(sdlog) - 0.5*log(2*pi) - 0.5*((log(x) - meanlog)/sdlog)^2")
                .withSampler(Sampler::lognormal)
                .withClosedForm((p, known) -> {
                    double[] logs = Starts.map(p, StrictMath::log);
                    return new double[] {mean(p, logs), sd(p, logs)};
                })
                .withTails("lognormalcdf((log(x) - meanlog)/sdlog)", "lognormalcdf((meanlog - log(x))/sdlog)")
                .withMoments("exp(meanlog + sdlog^2/2)", "expm1(sdlog^2)*exp(2*meanlog + sdlog^2)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14");
    }

    private static Family makeExponential() {
        return Family.of("exponential", "x >= 0", "rate > 0", "log(rate) - rate*x")
                .withClosedForm((p, known) -> new double[] {1 / p.mean()})
                .withTails("log1mexp(-rate*x)", "-rate*x")
                .withMoments("1/rate", "1/rate^2")
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
                .withSampler(Sampler::gamma)
                .withStarts(HalfLineFamilies::gammaStarts)
                .withSpecialCase("shape", 1, Families::exponential, Map.of("rate", "rate"))
                .withSolvedIn(
                        "shape > 0, mean > 0",
                        Map.of("rate", "shape/mean"),
                        Map.of("shape", "shape", "mean", "shape/rate"))
                .withRegressedIn(
                        "mean > 0, shape > 0",
                        Map.of("rate", "shape/mean"),
                        Map.of("shape", "shape", "mean", "shape/rate"))
                .withTails("loggammap(shape, rate*x)", "loggammaq(shape, rate*x)")
                .withMoments("shape/rate", "shape/rate^2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17");
    }

    private static List<double[]> gammaStarts(EmpiricalDistribution p) {
        double shape = gammaShape(p, x -> x, p.mean());
        return one(shape, shape / p.mean());
    }

    /** The approximate root of log(shape) - digamma(shape) = s (Minka 2002), s = log(mean y) - mean(log y), y a function of x. */
    private static double gammaShape(EmpiricalDistribution p, DoubleUnaryOperator y, double mean) {
        double s = mean(p, x -> y.applyAsDouble(x) / mean - 1 - StrictMath.log1p(y.applyAsDouble(x) / mean - 1));
        return (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
    }

    /** The shape of a Weibull or inverse Weibull distribution whose logarithms have a standard deviation. */
    private static double weibullShape(double sdOfLogs) {
        return Math.PI / (Math.sqrt(6) * sdOfLogs);
    }

    /**
     * By the coefficient of variation, about shape^-0.921 (Justus, Hargraves, Mikhail and Graber 1978, J. Appl. Meteor. 17, 350-353);
     * far tails would hide the rest of the data from it, and are for the moments of the logarithms.
     */
    private static List<double[]> weibullStarts(EmpiricalDistribution p) {
        double variation = p.sd() / p.mean();
        if (variation < MOST_VARIATION) {
            double shape = variation < LITTLE_VARIATION ? weibullShape(variation) : StrictMath.pow(variation, -1.086);
            return one(shape, p.mean() / StrictMath.exp(Function.LGAMMA.at(1 + 1 / shape)));
        }
        double[] logs = Starts.map(p, StrictMath::log);
        double shape = weibullShape(sd(p, logs));
        return one(shape, StrictMath.exp(mean(p, logs) + EULER / shape));
    }

    private static Family makeWeibull() {
        return Family.of(
                        "weibull",
                        "x > 0",
                        "shape > 0, main scale > 0",
                        "log(shape/scale) + (shape - 1)*log(x/scale) - (x/scale)^shape")
                .withStarts(HalfLineFamilies::weibullStarts)
                .withSpecialCase("shape", 1, Families::exponential, Map.of())
                .withSpecialCase("shape", 2, Families::rayleigh, Map.of())
                .withTails("log1mexp(-(x/scale)^shape)", "-(x/scale)^shape")
                .withMoments(
                        "scale*exp(lgamma(1 + 1/shape))",
                        "scale^2*exp(2*lgamma(1 + 1/shape))*expm1(lgamma(1 + 2/shape) - 2*lgamma(1" + " + 1/shape))")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21");
    }

    private static Family makeGpd() {
        return Family.of("gpd", "x >= 0", "scale > 0, shape real", "-log(scale) - (1 + shape)*log1pdiv(shape, x/scale)")
                .withStarts(HalfLineFamilies::gpdStarts)
                .withSeveralMaxima()
                .withSpecialCase("shape", 0, Families::exponential, Map.of())
                .withUnboundedRegion(
                        "shape", -1, "the end of the support may come ever closer to the largest observation")
                .withTails(
                        "choose(1 + log1pdiv(shape, x/scale), log1mexp(-log1pdiv(shape, x/scale)), 0)",
                        "choose(1 + log1pdiv(shape, x/scale), -log1pdiv(shape, x/scale), log(0))")
                .withMoments("scale/(1 - shape) if shape < 1", "scale^2/((1 - shape)^2*(1 - 2*shape)) if shape < 0.5")
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

    private static final String INVERSE_GAUSSIAN_BELOW =
            "logaddexp(lognormalcdf(sqrt(shape/x)*(x/mean - 1)), 2*shape/mean + lognormalcdf(-sqrt(shape/x)*(x/mean + 1)))";

    /** By the Mills ratios of the two normal tails, the second relative to the first. */
    private static final String INVERSE_GAUSSIAN_ABOVE =
            "-0.5*shape/x*(x/mean - 1)^2 - 0.5*log(2*pi) + log(1/mills(sqrt(shape/x)*(1 - x/mean))"
                    + " - 1/mills(-sqrt(shape/x)*(x/mean + 1)))";

    private static Family makeInverseGaussian() {
        return Family.of(
                        "inverse-gaussian",
                        "x > 0",
                        "mean > 0, shape > 0",
                        "0.5*log(shape/(2*pi)) - 1.5*log(x) - 0.5*shape*(x - mean)^2/(mean^2*x)")
                .withSampler(Sampler::inverseGaussian)
                .withClosedForm((p, known) -> {
                    double mean = p.mean();
                    return new double[] {mean, 1 / mean(p, x -> (x - mean) * (x - mean) / (mean * mean * x))};
                })
                .withLimit("mean", Families::levy, Map.of("scale", "shape"))
                .withTails(
                        "choose(x - mean, log1mexp(" + INVERSE_GAUSSIAN_ABOVE + "), " + INVERSE_GAUSSIAN_BELOW + ")",
                        "choose(x - mean, " + INVERSE_GAUSSIAN_ABOVE + ", log1mexp(" + INVERSE_GAUSSIAN_BELOW + "))")
                .withMoments("mean", "mean^3/shape")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 15");
    }

    private static Family makeRayleigh() {
        return Family.of("rayleigh", "x > 0", "scale > 0", "log(x) - 2*log(scale) - 0.5*(x/scale)^2")
                .withClosedForm((p, known) -> new double[] {Math.sqrt(mean(p, x -> x * x) / 2)})
                .withTails("log1mexp(-0.5*(x/scale)^2)", "-0.5*(x/scale)^2")
                .withMoments("scale*sqrt(pi/2)", "(2 - pi/2)*scale^2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }

    private static Family makeLoglogistic() {
        return Family.of(
                        "loglogistic",
                        "x > 0",
                        "shape > 0, main scale > 0",
                        "log(shape) - log(x) + shape*log(x/scale) - 2*log1pexp(shape*log(x/scale))")
                .withStarts(p -> one(loglogisticStart(p)))
                .withTails("-log1pexp(-shape*log(x/scale))", "-log1pexp(shape*log(x/scale))")
                .withMoments(
                        "scale*exp(lgamma(1 + 1/shape) + lgamma(1 - 1/shape)) if shape > 1",
                        "scale^2*exp(2*lgamma(1 + 1/shape) + 2*lgamma(1 - 1/shape))*expm1(lgamma(1"
                                + " + 2/shape) + lgamma(1 - 2/shape) - 2*lgamma(1 + 1/shape) - 2*lgamma(1"
                                + " - 1/shape)) if shape > 2")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23");
    }

    private static double[] loglogisticStart(EmpiricalDistribution p) {
        return new double[] {Math.PI / (Math.sqrt(3) * sd(p, Starts.map(p, StrictMath::log))), p.median()};
    }

    /** The gamma density of 1/x, with its Jacobian. */
    private static Family makeInverseGamma() {
        return Family.of(
                        "inverse-gamma",
                        "x > 0",
                        "shape > 0, main scale > 0",
                        "0.5*log(shape) - 0.5*log(2*pi) - stirlerr(shape) - log(x)"
                                + " - shape*expm1mx(log(scale/(shape*x)))")
                .withSampler(Sampler::inverseGamma)
                .withStarts(p -> {
                    double mean = mean(p, x -> 1 / x);
                    double shape = gammaShape(p, x -> 1 / x, mean);
                    return one(shape, shape / mean);
                })
                .withSolvedIn(
                        "shape > 0, harmonic > 0",
                        Map.of("scale", "shape*harmonic"),
                        Map.of("shape", "shape", "harmonic", "scale/shape"))
                .withTails("loggammaq(shape, scale/x)", "loggammap(shape, scale/x)")
                .withMoments("scale/(shape - 1) if shape > 1", "scale^2/((shape - 1)^2*(shape - 2)) if shape > 2")
                .withSource("R package actuar, invgamma");
    }

    /** Solved with the rate of the exponential that it tends to. */
    private static Family makeLomax() {
        return Family.of(
                        "lomax",
                        "x >= 0",
                        "shape > 0, main scale > 0",
                        "log(shape) - log(scale) - (shape + 1)*log1p(x/scale)")
                .withStarts(HalfLineFamilies::lomaxStarts)
                .withSolvedIn(
                        "shape > 0, rate > 0",
                        Map.of("scale", "shape/rate"),
                        Map.of("shape", "shape", "rate", "shape/scale"))
                .withLimit(together(Families::exponential, Map.of(), "shape", "scale"))
                .withTails("log1mexp(-shape*log1p(x/scale))", "-shape*log1p(x/scale)")
                .withMoments("scale/(shape - 1) if shape > 1", "scale^2*shape/((shape - 1)^2*(shape - 2)) if shape > 2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 20");
    }

    /** Where two parameters go to infinity together. */
    private static Limit together(Supplier<Family> family, Map<String, String> names, String parameter, String other) {
        return new Limit(
                parameter,
                Double.POSITIVE_INFINITY,
                family,
                names,
                Map.of(parameter, Double.POSITIVE_INFINITY, other, Double.POSITIVE_INFINITY));
    }

    private static List<double[]> lomaxStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double mean = p.mean();
        double ratio = p.variance() / (mean * mean);
        if (ratio > 1) {
            double shape = 2 * ratio / (ratio - 1);
            points.add(new double[] {shape, mean * (shape - 1)});
        }
        double median = p.median() > 0 ? p.median() : mean;
        for (double scale : new double[] {0.01, 0.1, 0.3, 1, 3, 10}) {
            points.add(new double[] {1 / mean(p, x -> StrictMath.log1p(x / (scale * median))), scale * median});
        }
        points.add(new double[] {30, 30 * mean});
        return points;
    }

    private static Family makeFrechet() {
        return Family.of(
                        "frechet",
                        "x > 0",
                        "shape > 0, main scale > 0",
                        "log(shape) - log(x) - shape*log(x/scale) - exp(-shape*log(x/scale))")
                .withStarts(p -> {
                    double[] logs = Starts.map(p, StrictMath::log);
                    double shape = weibullShape(sd(p, logs));
                    return one(shape, StrictMath.exp(mean(p, logs) - EULER / shape));
                })
                .withTails("-exp(-shape*log(x/scale))", "log1mexp(-exp(-shape*log(x/scale)))")
                .withMoments(
                        "scale*exp(lgamma(1 - 1/shape)) if shape > 1",
                        "scale^2*exp(2*lgamma(1 - 1/shape))*expm1(lgamma(1 - 2/shape) - 2*lgamma(1"
                                + " - 1/shape)) if shape > 2")
                .withSource("R package actuar, invweibull");
    }

    /** expm1(shape·x)/shape as x + expm1mx(shape·x)/shape, of which the derivatives don't cancel for a small shape. */
    private static Family makeGompertz() {
        return Family.of(
                        "gompertz",
                        "x >= 0",
                        "shape > 0, main rate > 0",
                        "log(rate) + shape*x - rate*x - rate*expm1mx(shape*x)/shape")
                .withStarts(HalfLineFamilies::gompertzStarts)
                .withConcentration("shape", Double.POSITIVE_INFINITY)
                .withLimit(new Limit("shape", 0, Families::exponential, Map.of("rate", "rate")))
                .withTails(
                        "log1mexp(-rate*x*(1 + shape*x*expm1mxdiv(shape*x)))",
                        "-rate*x*(1 + shape*x*expm1mxdiv(shape*x))")
                .withSource("R package flexsurv, gompertz");
    }

    private static List<double[]> gompertzStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double unit : new double[] {p.mean(), p.sd()}) {
            for (double times : new double[] {0.01, 0.1, 0.3, 1, 1.3, 3}) {
                double shape = times / unit;
                points.add(new double[] {shape, shape / mean(p, x -> StrictMath.expm1(shape * x))});
            }
        }
        return points;
    }

    private static Family makeBirnbaumSaunders() {
        return Family.of(
                        "birnbaum-saunders",
                        "x > 0",
                        "shape > 0, main scale > 0",
                        "log(x + scale) - log(2*shape) - 1.5*log(x) - 0.5*log(scale) - 0.5*log(2*pi)"
                                + " - 0.5*((x - scale)/(shape*sqrt(x)*sqrt(scale)))^2")
                .withStarts(p -> {
                    double mean = p.mean();
                    double harmonic = 1 / mean(p, x -> 1 / x);
                    double scale = Math.sqrt(mean) * Math.sqrt(harmonic);
                    return one(Math.sqrt(mean(p, x -> (x - scale) / scale * ((x - scale) / x))), scale);
                })
                .withTails(
                        "lognormalcdf((x - scale)/(shape*sqrt(x)*sqrt(scale)))",
                        "lognormalcdf((scale - x)/(shape*sqrt(x)*sqrt(scale)))")
                .withMoments("scale*(1 + shape^2/2)", "(scale*shape)^2*(1 + 5*shape^2/4)")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 33");
    }

    /** The gamma density of x², with its Jacobian. */
    private static Family makeNakagami() {
        return Family.of(
                        "nakagami",
                        "x > 0",
                        "shape > 0, main spread > 0",
                        "log(2) + 0.5*log(shape) - 0.5*log(2*pi) - stirlerr(shape) - log(x)"
                                + " - shape*expm1mx(log(x^2/spread))")
                .withStarts(p -> {
                    double square = mean(p, x -> x * x);
                    return one(gammaShape(p, x -> x * x, square), square);
                })
                .withConcentration("shape", Double.POSITIVE_INFINITY)
                .withSpecialCase("shape", 0.5, Families::halfNormal, Map.of())
                .withSpecialCase("shape", 1, Families::rayleigh, Map.of())
                .withTails(lowerTailOfSquare("shape", "shape/spread"), upperTailOfSquare("shape", "shape/spread"))
                .withMoments("sqrt(spread)*exp(lpochrel(shape, 0.5))", "-spread*expm1(2*lpochrel(shape, 0.5))")
                .withSource("R package VGAM, naka");
    }

    /** log P(a, c·x²), and its limit for small x, in which the square may vanish. */
    private static String lowerTailOfSquare(String a, String c) {
        return "choose(" + c + "*x^2 - 1e-200, loggammap(" + a + ", " + c + "*x^2), " + a + "*(log(" + c
                + ") + 2*log(x)) - lgamma(" + a + " + 1))";
    }

    private static String upperTailOfSquare(String a, String c) {
        return "choose(" + c + "*x^2 - 1e-200, loggammaq(" + a + ", " + c + "*x^2), log1mexp(" + a + "*(log(" + c
                + ") + 2*log(x)) - lgamma(" + a + " + 1)))";
    }

    private static Family makeHalfNormal() {
        return Family.of("half-normal", "x >= 0", "scale > 0", "0.5*log(2/pi) - log(scale) - 0.5*(x/scale)^2")
                .withClosedForm((p, known) -> new double[] {Math.sqrt(mean(p, x -> x * x))})
                .withTails(lowerTailOfSquare("0.5", "0.5/scale^2"), upperTailOfSquare("0.5", "0.5/scale^2"))
                .withMoments("scale*sqrt(2/pi)", "scale^2*(1 - 2/pi)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13");
    }

    private static Family makeHalfCauchy() {
        return Family.of("half-cauchy", "x >= 0", "scale > 0", "log(2/pi) - log(scale) - log1pexp(2*log(x/scale))")
                .withStarts(p -> one(p.median() > 0 ? p.median() : p.mean()))
                .withTails("logbetai(2*log(x/scale), 0.5, 0.5)", "logbetai(-2*log(x/scale), 0.5, 0.5)")
                .withMoments("none", "none")
                .withSource("scipy, halfcauchy");
    }

    private static Family makeMaxwell() {
        return Family.of("maxwell", "x > 0", "scale > 0", "0.5*log(2/pi) + 2*log(x) - 3*log(scale) - 0.5*(x/scale)^2")
                .withClosedForm((p, known) -> new double[] {Math.sqrt(mean(p, x -> x * x) / 3)})
                .withTails(lowerTailOfSquare("1.5", "0.5/scale^2"), upperTailOfSquare("1.5", "0.5/scale^2"))
                .withMoments("scale*sqrt(8/pi)", "scale^2*(3 - 8/pi)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }

    private static Family makeChiSquared() {
        return Family.of(
                        "chi-squared",
                        "x > 0",
                        "df > 0",
                        "0.5*log(df) - 0.5*log(4*pi) - stirlerr(df/2) - log(x) - df/2*expm1mx(log(x/df))")
                .withSampler(Sampler::chiSquared)
                .withStarts(p -> one(Math.max(p.mean(), 0.01)))
                .withTails("loggammap(df/2, x/2)", "loggammaq(df/2, x/2)")
                .withMoments("df", "2*df")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }

    private static Family makeChi() {
        return Family.of(
                        "chi",
                        "x > 0",
                        "df > 0",
                        "log(2) + 0.5*log(df) - 0.5*log(4*pi) - stirlerr(df/2) - log(x) - df/2*expm1mx(log(x^2/df))")
                .withStarts(p -> one(Math.max(mean(p, x -> x * x), 0.01)))
                .withTails(lowerTailOfSquare("df/2", "0.5"), upperTailOfSquare("df/2", "0.5"))
                .withMoments("sqrt(df)*exp(lpochrel(df/2, 0.5))", "-df*expm1(2*lpochrel(df/2, 0.5))")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }

    /** By Stirling's formula, so that nothing cancels when both degrees of freedom are large. */
    private static Family makeF() {
        return Family.of(
                        "f",
                        "x > 0",
                        "df1 > 0, df2 > 0",
                        "stirlerr((df1 + df2)/2) - stirlerr(df1/2) - stirlerr(df2/2) - 0.5*log(4*pi)"
                                + " + 0.5*log(df1) + 0.5*log(df2) - 0.5*log(df1 + df2) - log(x)"
                                + " - df1/2*log1p(df2/(df1 + df2)*(1/x - 1)) - df2/2*log1p(df1/(df1 + df2)*(x - 1))")
                .withStarts(HalfLineFamilies::fStarts)
                .withLimit("df2", LimitFamilies::meanSquare, Map.of("df", "df1"))
                .withLimit("df1", LimitFamilies::inverseMeanSquare, Map.of("df", "df2"))
                .withTails(
                        "logbetai(log(x) + log(df1) - log(df2), df1/2, df2/2)",
                        "logbetai(log(df2) - log(df1) - log(x), df2/2, df1/2)")
                .withMoments(
                        "df2/(df2 - 2) if df2 > 2", "2*df2^2*(df1 + df2 - 2)/(df1*(df2 - 2)^2*(df2 - 4)) if df2 > 4")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 27");
    }

    private static List<double[]> fStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double mean = p.mean();
        for (double df1 : new double[] {0.3, 1, 5, 20, 100}) {
            for (double df2 : new double[] {mean > 1.1 ? 2 * mean / (mean - 1) : 10, 0.3, 1, 5, 20, 100}) {
                points.add(new double[] {df1, df2});
            }
        }
        return points;
    }

    private static Family makeLevy() {
        return Family.of("levy", "x > 0", "scale > 0", "0.5*log(scale) - 0.5*log(2*pi) - 1.5*log(x) - 0.5*scale/x")
                .withClosedForm((p, known) -> new double[] {1 / mean(p, x -> 1 / x)})
                .withTails("loggammaq(0.5, 0.5*scale/x)", "loggammap(0.5, 0.5*scale/x)")
                .withMoments("none", "none")
                .withSource("scipy, levy");
    }

    /** The gamma density of log(x), with its Jacobian. */
    private static Family makeLogGamma() {
        return Family.of(
                        "log-gamma",
                        "x > 1",
                        "shapelog > 0, ratelog > 0",
                        "0.5*log(shapelog) - 0.5*log(2*pi) - stirlerr(shapelog) - log(log(x)) - log(x)"
                                + " - shapelog*expm1mx(log(ratelog) + log(log(x)) - log(shapelog))")
                .withStarts(p -> {
                    double mean = mean(p, StrictMath::log);
                    double shape = gammaShape(p, StrictMath::log, mean);
                    return one(shape, shape / mean);
                })
                .withConcentration("shapelog", Double.POSITIVE_INFINITY)
                .withSolvedIn(
                        "shapelog > 0, meanlog > 0",
                        Map.of("ratelog", "shapelog/meanlog"),
                        Map.of("shapelog", "shapelog", "meanlog", "shapelog/ratelog"))
                .withTails("loggammap(shapelog, ratelog*log(x))", "loggammaq(shapelog, ratelog*log(x))")
                .withMoments(
                        "exp(-shapelog*log1p(-1/ratelog)) if ratelog > 1",
                        "exp(-2*shapelog*log1p(-1/ratelog))*expm1(shapelog*(2*log1p(-1/ratelog)"
                                + " - log1p(-2/ratelog))) if ratelog > 2")
                .withSource("R package actuar, lgamma");
    }

    private static Family makeLindley() {
        String survival = "-expm1mx(log1p(rate*x/(1 + rate))) - rate^2*x/(1 + rate)";
        String u = "rate*x/(1 + rate)";
        return Family.of("lindley", "x >= 0", "rate > 0", "2*log(rate) - log1p(rate) + log1p(x) - rate*x")
                .withClosedForm((p, known) -> {
                    double mean = p.mean();
                    double root =
                            Math.sqrt(Math.abs(mean - 1)) * Math.sqrt(Math.abs(mean - 1) + 8 / Math.abs(1 - 1 / mean));
                    double rest = mean == 1 ? Math.sqrt(8) : root;
                    return new double[] {mean > 1 ? 4 / (rest + mean - 1) : (1 - mean + rest) / (2 * mean)};
                })
                .withTails(
                        "log1mexp(-rate*x*(rate + choose(" + u + " - 1e-300, -log1pmx(" + u + ")/(" + u + "), " + u
                                + "/2))/(1 + rate))",
                        survival)
                .withMoments("(rate + 2)/(rate*(rate + 1))", "(rate^2 + 4*rate + 2)/(rate*(rate + 1))^2")
                .withSource("Ghitany, Atieh and Nadarajah (2008), Math. Comput. Simul. 78, 493-506");
    }

    /** Solved with the scale of the Weibull that it tends to. */
    private static Family makeBurr() {
        return Family.of(
                        "burr",
                        "x > 0",
                        "shape1 > 0, shape2 > 0, main scale > 0",
                        "log(shape1) + log(shape2) - log(x) + shape2*log(x/scale)"
                                + " - (shape1 + 1)*log1pexp(shape2*log(x/scale))")
                .withStarts(p -> burrStarts(p, 1))
                .withSeveralMaxima()
                .withSolvedIn(
                        "shape1 > 0, shape2 > 0, unit > 0",
                        Map.of("scale", "unit*shape1^(1/shape2)"),
                        Map.of("shape1", "shape1", "shape2", "shape2", "unit", "scale*shape1^(-1/shape2)"))
                .withLimit(together(Families::weibull, Map.of("shape", "shape2"), "shape1", "scale"))
                .withLimit(new Limit(
                        "shape2",
                        Double.POSITIVE_INFINITY,
                        Families::pareto,
                        Map.of("minimum", "scale"),
                        Map.of("shape1", 0.0, "shape2", Double.POSITIVE_INFINITY)))
                .withSpecialCase("shape1", 1, Families::loglogistic, Map.of("shape", "shape2", "scale", "scale"))
                .withSpecialCase("shape2", 1, Families::lomax, Map.of("shape", "shape1", "scale", "scale"))
                .withTails("log1mexp(-shape1*log1pexp(shape2*log(x/scale)))", "-shape1*log1pexp(shape2*log(x/scale))")
                .withMoments(
                        "scale*shape1*exp(lbeta(shape1 - 1/shape2, 1 + 1/shape2)) if shape1*shape2 > 1",
                        "(scale*shape1)^2*exp(2*lbeta(shape1 - 1/shape2, 1 + 1/shape2))*expm1(lbeta(shape1"
                                + " - 2/shape2, 1 + 2/shape2) - 2*lbeta(shape1 - 1/shape2, 1 + 1/shape2)"
                                + " - log(shape1)) if shape1*shape2 > 2")
                .withSource("R package actuar, burr");
    }

    /** Of x to the power 1 for a Burr, to the power -1 for a Dagum distribution: a Burr distribution of 1/x. */
    private static List<double[]> burrStarts(EmpiricalDistribution p, int power) {
        double[] logs = Starts.map(p, x -> power * StrictMath.log(x));
        double sd = sd(p, logs);
        double mean = mean(p, logs);
        double median = power * StrictMath.log(p.median());
        List<double[]> points = new ArrayList<>();
        for (double shape : new double[] {0.7, 1.5, 3}) {
            double shape2 = shape * Math.PI / (Math.sqrt(3) * sd);
            for (double shift : new double[] {-1, 0, 1, 2}) {
                double log = median + shift * sd;
                double shape1 =
                        1 / mean(p, x -> StrictMath.log1p(StrictMath.exp(shape2 * (power * StrictMath.log(x) - log))));
                points.add(new double[] {shape1, shape2, StrictMath.exp(power * log)});
            }
        }
        double shape2 = weibullShape(sd);
        double log = mean + (EULER + StrictMath.log(30)) / shape2;
        points.add(new double[] {30, shape2, StrictMath.exp(power * log)});
        return points;
    }

    /** Solved with the scale of the Fréchet distribution that it tends to. */
    private static Family makeDagum() {
        return Family.of(
                        "dagum",
                        "x > 0",
                        "shape1 > 0, shape2 > 0, main scale > 0",
                        "log(shape1) + log(shape2) - log(x) - shape2*log(x/scale)"
                                + " - (shape1 + 1)*log1pexp(-shape2*log(x/scale))")
                .withStarts(p -> burrStarts(p, -1))
                .withSeveralMaxima()
                .withSolvedIn(
                        "shape1 > 0, shape2 > 0, unit > 0",
                        Map.of("scale", "unit*shape1^(-1/shape2)"),
                        Map.of("shape1", "shape1", "shape2", "shape2", "unit", "scale*shape1^(1/shape2)"))
                .withLimit(new Limit(
                        "shape1",
                        Double.POSITIVE_INFINITY,
                        Families::frechet,
                        Map.of("shape", "shape2"),
                        Map.of("shape1", Double.POSITIVE_INFINITY, "scale", 0.0)))
                .withLimit(new Limit(
                        "shape2",
                        Double.POSITIVE_INFINITY,
                        LimitFamilies::powerTo,
                        Map.of("scale", "scale"),
                        Map.of("shape1", 0.0, "shape2", Double.POSITIVE_INFINITY)))
                .withSpecialCase("shape1", 1, Families::loglogistic, Map.of("shape", "shape2", "scale", "scale"))
                .withTails("-shape1*log1pexp(-shape2*log(x/scale))", "log1mexp(-shape1*log1pexp(-shape2*log(x/scale)))")
                .withMoments(
                        "scale*shape1*exp(lbeta(shape1 + 1/shape2, 1 - 1/shape2)) if shape2 > 1",
                        "(scale*shape1)^2*exp(2*lbeta(shape1 + 1/shape2, 1 - 1/shape2))*expm1(lbeta(shape1"
                                + " + 2/shape2, 1 - 2/shape2) - 2*lbeta(shape1 + 1/shape2, 1 - 1/shape2)"
                                + " - log(shape1)) if shape2 > 2")
                .withSource("R package actuar, invburr");
    }

    /** k = 1/shape²; k·expm1mx(shape·w) as w²·expm1mxdiv(shape·w), which is smooth through the lognormal at shape 0. */
    private static Family makeGeneralizedGamma() {
        String w = "((log(x) - location)/scale)";
        String arguments = "(shape^(-2), shape^(-2)*exp(shape*" + w + "))";
        // The exponential may vanish: log P(k, t) = k·log t - lgamma(k + 1) then.
        String small = "shape^(-2)*(shape*" + w + " - 2*log(abs(shape))) - lgamma(shape^(-2) + 1)";
        String lower = "choose(shape*" + w + " + 400, loggammap" + arguments + ", " + small + ")";
        String upper = "choose(shape*" + w + " + 400, loggammaq" + arguments + ", log1mexp(" + small + "))";
        String below = "choose(shape, " + lower + ", " + upper + ")";
        String above = "choose(shape, " + upper + ", " + lower + ")";
        return Family.of(
                        "generalized-gamma",
                        "x > 0",
                        "location real, scale > 0, shape real",
                        "-log(scale) - log(x) - 0.5*log(2*pi) - stirlerr(shape^(-2)) - " + w + "^2*expm1mxdiv(shape*"
                                + w + ")")
                .withStarts(HalfLineFamilies::generalizedGammaStarts)
                .withSeveralMaxima()
                .withSpecialCase("shape", 0, Families::lognormal, Map.of("meanlog", "location", "sdlog", "scale"))
                .withSpecialCase("shape", 1, Families::weibull, Map.of())
                .withLimit(collapsed(Double.POSITIVE_INFINITY, LimitFamilies::powerTo))
                .withLimit(collapsed(Double.NEGATIVE_INFINITY, Families::pareto))
                .withTails(
                        "choose(abs(shape) - 1e-8, " + below + ", lognormalcdf(" + w + "))",
                        "choose(abs(shape) - 1e-8, " + above + ", lognormalcdf(-" + w + "))")
                .withMoments(
                        "choose(abs(shape), exp(location + lpochrel(shape^-2, scale/shape)), exp(location"
                                + " + scale^2/2)) if 1 + scale*shape > 0",
                        "choose(abs(shape), exp(2*location + 2*lpochrel(shape^-2, scale/shape))"
                                + "*expm1(lpochrel(shape^-2, 2*scale/shape) - 2"
                                + "*lpochrel(shape^-2, scale/shape)), exp(2*location + scale^2)*expm1(scale^2)) if 1"
                                + " + 2*scale*shape > 0")
                .withSource("Prentice (1974), Biometrika 61, 539-544");
    }

    /** A limit of a straight log-density that ends: shape grows without end, scale·|shape| stays. */
    private static Limit collapsed(double edge, Supplier<Family> family) {
        return new Limit("shape", edge, family, Map.of(), Map.of("scale", 0.0, "shape", edge));
    }

    /** Mean and sd of log x, those of the logarithm of a gamma variable, at several shapes. */
    private static List<double[]> generalizedGammaStarts(EmpiricalDistribution p) {
        double[] logs = Starts.map(p, StrictMath::log);
        double mean = mean(p, logs);
        double sd = sd(p, logs);
        List<double[]> points = new ArrayList<>();
        for (double size : new double[] {0.05, 0.3, 1, 2, 4}) {
            for (double shape : new double[] {size, -size}) {
                double k = 1 / (shape * shape);
                double scale = sd * size / Math.sqrt(Function.TRIGAMMA.at(k));
                double shift = scale * (Function.DIGAMMA.at(k) - StrictMath.log(k)) / shape;
                points.add(new double[] {mean - shift, scale, shape});
            }
        }
        return points;
    }

    /**
     * Solved with (mean/sd)⁴ and with the root mean square, under the names of mean and sd: in these, the likelihood at mean
     * 0 has a slope and is no longer flat.
     */
    private static Family makeFoldedNormal() {
        String below = "lognormalaround(mean/sd, x/sd)";
        String above = "logaddexp(lognormalcdf((mean - x)/sd), lognormalcdf((-x - mean)/sd))";
        return Family.of(
                        "folded-normal",
                        "x >= 0",
                        "mean real, sd > 0",
                        "-log(sd) - 0.5*log(2*pi) + logaddexp(-0.5*((x - mean)/sd)^2, -0.5*((x + mean)/sd)^2)")
                .withStarts(HalfLineFamilies::foldedNormalStarts)
                .withLimit(new Limit("mean", 0, Families::halfNormal, Map.of("scale", "sd")))
                .withSolvedIn(
                        "mean > 0, sd > 0",
                        Map.of("mean", "sd*mean^0.25/sqrt(1 + sqrt(mean))", "sd", "sd/sqrt(1 + sqrt(mean))"),
                        Map.of("mean", "(mean/sd)^4", "sd", "sqrt(mean^2 + sd^2)"))
                .withTails(
                        "choose(log(2) + " + above + ", " + below + ", log1mexp(" + above + "))",
                        "choose(log(2) + " + below + ", " + above + ", log1mexp(" + below + "))")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13");
    }

    private static List<double[]> foldedNormalStarts(EmpiricalDistribution p) {
        double square = mean(p, x -> x * x);
        List<double[]> points = new ArrayList<>();
        for (double share : new double[] {0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
            points.add(new double[] {Math.sqrt(share * square), Math.sqrt((1 - share) * square)});
        }
        points.add(new double[] {p.mean(), p.sd()});
        return points;
    }

    /** Solved with (noncentrality/scale)⁴ and the root mean square, under the old names, as the folded normal. */
    private static Family makeRice() {
        return Family.of(
                        "rice",
                        "x > 0",
                        "noncentrality > 0, scale > 0",
                        "log(x) - 2*log(scale) - 0.5*((x - noncentrality)/scale)^2"
                                + " + logbesselirel(0, x*noncentrality/scale^2)")
                .withSampler(Sampler::rice)
                .withStarts(HalfLineFamilies::riceStarts)
                .withLimit(new Limit("noncentrality", 0, Families::rayleigh, Map.of("scale", "scale")))
                .withSolvedIn(
                        "noncentrality > 0, scale > 0",
                        Map.of(
                                "noncentrality",
                                "scale*noncentrality^0.25/sqrt(2 + sqrt(noncentrality))",
                                "scale",
                                "scale/sqrt(2 + sqrt(noncentrality))"),
                        Map.of(
                                "noncentrality",
                                "(noncentrality/scale)^4",
                                "scale",
                                "sqrt(noncentrality^2 + 2*scale^2)"))
                .withSource("R package VGAM, riceff");
    }

    private static List<double[]> riceStarts(EmpiricalDistribution p) {
        double square = mean(p, x -> x * x);
        List<double[]> points = new ArrayList<>();
        for (double share : new double[] {0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
            points.add(new double[] {Math.sqrt(share * square), Math.sqrt((1 - share) * square / 2)});
        }
        points.add(new double[] {p.mean(), p.sd()});
        return points;
    }

    private static Family makeExponentiatedWeibull() {
        String log = "shape*log(x/scale)";
        // log(1 - exp(-y)) for y = exp(log), which is log y for small y.
        String below = "choose(" + log + " + 60, log1mexp(-exp(" + log + ")), " + log + ")";
        return Family.of(
                        "exponentiated-weibull",
                        "x > 0",
                        "shape > 0, exponent > 0, main scale > 0",
                        "log(exponent) + log(shape) - log(x) + " + log + " - exp(" + log + ") + (exponent - 1)*"
                                + below)
                .withStarts(HalfLineFamilies::exponentiatedWeibullStarts)
                .withConcentration("shape", Double.POSITIVE_INFINITY)
                .withSeveralMaxima()
                .withLimit(new Limit(
                        "exponent",
                        Double.POSITIVE_INFINITY,
                        Families::frechet,
                        Map.of(),
                        Map.of("shape", 0.0, "exponent", Double.POSITIVE_INFINITY, "scale", 0.0)))
                .withLimit(new Limit(
                        "exponent",
                        0,
                        LimitFamilies::powerTo,
                        Map.of("scale", "scale"),
                        Map.of("shape", Double.POSITIVE_INFINITY, "exponent", 0.0)))
                .withSpecialCase("exponent", 1, Families::weibull, Map.of("shape", "shape", "scale", "scale"))
                .withTails("exponent*" + below, "log1mexp(exponent*" + below + ")")
                .withSource("Mudholkar and Srivastava (1993), IEEE Trans. Reliability 42, 299-302");
    }

    private static List<double[]> exponentiatedWeibullStarts(EmpiricalDistribution p) {
        double[] logs = Starts.map(p, StrictMath::log);
        double weibull = weibullShape(sd(p, logs));
        double mean = mean(p, logs);
        List<double[]> points = new ArrayList<>();
        for (double times : new double[] {0.3, 0.6, 1, 1.6, 3}) {
            double shape = times * weibull;
            for (double shift : new double[] {-1, 0, 1}) {
                double log = mean + (EULER + shift) / shape;
                double exponent =
                        -1 / mean(p, x -> Function.LOG1MEXP.at(-StrictMath.exp(shape * (StrictMath.log(x) - log))));
                points.add(new double[] {shape, exponent, StrictMath.exp(log)});
            }
        }
        return points;
    }

    /**
     * As the density of a power of an F variable, so that nothing cancels when shapes are large: with w = shape2·log(x/scale) less
     * the logarithm of shape3/shape1, where the middle of the data is. Solved with the scale that it has there, and with the
     * standard deviation that log x has for large shapes in place of shape2.
     */
    private static Family makeGeneralizedBeta2() {
        String w = "(shape2*log(x/scale) + log(shape1) - log(shape3))";
        String below = part("shape1", "shape3", "(-" + w + ")");
        String above = part("shape3", "shape1", w);
        return Family.of(
                        "generalized-beta-2",
                        "x > 0",
                        "shape1 > 0, shape2 > 0, shape3 > 0, main scale > 0",
                        "log(shape2) - log(x) + stirlerr(shape1 + shape3) - stirlerr(shape1) - stirlerr(shape3)"
                                + " - 0.5*log(2*pi) + 0.5*log(shape1) + 0.5*log(shape3) - 0.5*log(shape1 + shape3)"
                                + " - shape3*" + below + " - shape1*" + above)
                .withStarts(HalfLineFamilies::generalizedBeta2Starts)
                .withConcentration("shape2", Double.POSITIVE_INFINITY)
                .withSeveralMaxima()
                .withSolvedIn(
                        "shape1 > 0, spread > 0, shape3 > 0, middle > 0",
                        Map.of(
                                "shape2",
                                "sqrt(1/shape1 + 1/shape3)/spread",
                                "scale",
                                "middle*exp((log(shape1) - log(shape3))*spread/sqrt(1/shape1 + 1/shape3))"),
                        Map.of(
                                "shape1",
                                "shape1",
                                "spread",
                                "sqrt(1/shape1 + 1/shape3)/shape2",
                                "shape3",
                                "shape3",
                                "middle",
                                "scale*exp((log(shape3) - log(shape1))/shape2)"))
                .withLimit(together(Families::generalizedGamma, Map.of(), "shape1", "scale"))
                .withLimit(new Limit(
                        "shape3",
                        Double.POSITIVE_INFINITY,
                        Families::generalizedGamma,
                        Map.of(),
                        Map.of("shape3", Double.POSITIVE_INFINITY, "scale", 0.0)))
                .withLimit(new Limit(
                        "shape2",
                        Double.POSITIVE_INFINITY,
                        LimitFamilies::logLaplace,
                        Map.of("scale", "scale"),
                        Map.of("shape1", 0.0, "shape2", Double.POSITIVE_INFINITY, "shape3", 0.0)))
                .withSpecialCase(
                        "shape3", 1, Families::burr, Map.of("shape1", "shape1", "shape2", "shape2", "scale", "scale"))
                .withSpecialCase(
                        "shape1", 1, Families::dagum, Map.of("shape1", "shape3", "shape2", "shape2", "scale", "scale"))
                .withTails(
                        "logbetai(shape2*log(x/scale), shape3, shape1)",
                        "logbetai(-shape2*log(x/scale), shape1, shape3)")
                .withMoments(
                        "scale*exp(lbeta(shape3 + 1/shape2, shape1 - 1/shape2)"
                                + " - lbeta(shape3, shape1)) if shape1*shape2 > 1",
                        "scale^2*exp(2*lbeta(shape3 + 1/shape2, shape1 - 1/shape2) - 2"
                                + "*lbeta(shape3, shape1))*expm1(lbeta(shape3 + 2/shape2, shape1 - 2/shape2)"
                                + " + lbeta(shape3, shape1) - 2*lbeta(shape3 + 1/shape2, shape1 - 1/shape2)) if shape1"
                                + "*shape2 > 2")
                .withSource("McDonald (1984), Econometrica 52");
    }

    /** log((other + own·e^w)/(own + other)), which is w where that overflows and own is the larger. */
    private static String part(String own, String other, String w) {
        return "choose(500 - " + w + ", log1p(" + own + "/(shape1 + shape3)*expm1(" + w + ")), " + w + " + log(" + own
                + ") - log(shape1 + shape3) + log1p(" + other + "/" + own + "*exp(-" + w + ")))";
    }

    private static List<double[]> generalizedBeta2Starts(EmpiricalDistribution p) {
        double[] logs = Starts.map(p, StrictMath::log);
        double mean = mean(p, logs);
        double sd = sd(p, logs);
        List<double[]> points = new ArrayList<>();
        for (double shape1 : new double[] {0.3, 1, 2, 5}) {
            for (double shape3 : new double[] {0.3, 1, 2, 5}) {
                double shape2 = Math.sqrt(Function.TRIGAMMA.at(shape1) + Function.TRIGAMMA.at(shape3)) / sd;
                double log = mean - (Function.DIGAMMA.at(shape3) - Function.DIGAMMA.at(shape1)) / shape2;
                points.add(new double[] {shape1, shape2, shape3, StrictMath.exp(log)});
            }
        }
        return points;
    }
}
