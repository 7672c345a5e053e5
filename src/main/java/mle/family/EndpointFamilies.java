package mle.family;

import static mle.family.Starts.mean;
import static mle.family.Starts.sd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/**
 * The families whose support ends at a parameter.
 *
 * <p>Those with a location are written twice: by their own parameters, which keeps every digit beside the location, and, where the
 * shape is far out, by what the distribution tends to there (a location goes to minus infinity with it), where nothing cancels.
 * They are solved in a centre, a spread and a skewness, in which that limit is a point like others.
 */
final class EndpointFamilies {
    static final List<String> NAMES =
            List.of("uniform", "pareto", "weibull-3", "lognormal-3", "gamma-3", "trapezoidal", "discrete-uniform");

    private static final String AT_THE_SMALLEST = "the location may come ever closer to the smallest observation";

    private EndpointFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "uniform" -> makeUniform();
            case "pareto" -> makePareto();
            case "weibull-3" -> makeWeibull3();
            case "lognormal-3" -> makeLognormal3();
            case "gamma-3" -> makeGamma3();
            case "trapezoidal" -> makeTrapezoidal();
            case "discrete-uniform" -> makeDiscreteUniform();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeUniform() {
        return Family.of("uniform", "minimum <= x <= maximum", "minimum real, maximum real", "-log(maximum - minimum)")
                .withClosedForm((p, known) -> new double[] {p.min(), p.max()})
                .withTails(uniformTail("x - minimum", "maximum - x"), uniformTail("maximum - x", "x - minimum"))
                .withMoments("minimum/2 + maximum/2", "(maximum - minimum)^2/12")
                .withMoments("(minimum + maximum)/2", "(maximum - minimum)^2/12")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26");
    }

    /** Of height 2/T, where T = (maximum - minimum) + (mode2 - mode1); moments are taken about mode1. */
    private static Family makeTrapezoidal() {
        String rise = "(mode1 - minimum)";
        String top = "(mode2 - mode1)";
        String fall = "(maximum - mode2)";
        String whole = "(maximum - minimum + mode2 - mode1)";
        String below = "2*log(x - minimum) - log" + rise + " - log" + whole;
        String above = "2*log(maximum - x) - log" + fall + " - log" + whole;
        String before = "x - minimum + x - mode1";
        String after = "maximum - x + mode2 - x";
        String mean =
                "((" + top + "^2 + " + top + "*" + fall + " + (" + fall + "^2 - " + rise + "^2)/3)/" + whole + ")";
        String square = "(" + rise + "^3/6 + 2*" + top + "^3/3 + " + top + "^2*" + fall + " + 2*" + top + "*" + fall
                + "^2/3 + " + fall + "^3/6)/" + whole;
        return Family.of(
                        "trapezoidal",
                        "minimum <= x <= maximum",
                        "minimum real, mode1 real, mode2 real, maximum real",
                        "log(2) - log" + whole + " + choose(mode1 - x, log(x - minimum) - log" + rise
                                + ", choose(x - mode2, log(maximum - x) - log" + fall + ", 0))")
                .withRule(
                        "minimum <= mode1 <= mode2 <= maximum, minimum < maximum",
                        "choose(minimum - mode1, -1, choose(mode1 - mode2, -1, choose(mode2 - maximum, -1,"
                                + " maximum - minimum)))")
                .withCorners(TrapezoidalSearch::among)
                .withStarts(p -> List.of(TrapezoidalSearch.among(p, Map.of()).values()))
                .withTails(
                        "choose(mode1 - x, " + below + ", choose(x - mode2, log1mexp(" + above + "), "
                                + uniformTail(before, after) + "))",
                        "choose(mode1 - x, log1mexp(" + below + "), choose(x - mode2, " + above + ", "
                                + uniformTail(after, before) + "))")
                .withMoments("mode1 + " + mean, square + " - " + mean + "^2")
                .withSampler(Sampler::trapezoidal)
                .withSource("van Dorp and Kotz (2003), Metrika 58, 85-97, with straight sides; triangular where mode1 ="
                        + " mode2, uniform where mode1 = minimum and mode2 = maximum");
    }

    /** The logarithm of the share that a part has beside the rest, by whichever is smaller. */
    private static String uniformTail(String part, String rest) {
        String whole = "(" + part + " + " + rest + ")";
        return "choose(" + part + " - (" + rest + "), log1p(-(" + rest + ")/" + whole + "), log((" + part + ")/" + whole
                + "))";
    }

    private static Family makeDiscreteUniform() {
        return Family.of(
                        "discrete-uniform",
                        "integer minimum <= x <= maximum",
                        "whole minimum real, whole maximum real",
                        "-log(maximum - minimum + 1)")
                .withClosedForm((p, known) -> new double[] {p.min(), p.max()})
                .withTails(uniformTail("x - minimum + 1", "maximum - x"), uniformTail("maximum - x", "x - minimum + 1"))
                .withMoments("minimum/2 + maximum/2", "(maximum - minimum)*(maximum - minimum + 2)/12")
                .withMoments("(minimum + maximum)/2", "(maximum - minimum)*(maximum - minimum + 2)/12")
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 6");
    }

    private static Family makePareto() {
        return Family.of(
                        "pareto",
                        "x >= minimum",
                        "minimum > 0, main shape > 0",
                        "log(shape) - log(x) - shape*log1p((x - minimum)/minimum)")
                .withClosedForm((p, known) ->
                        new double[] {p.min(), 1 / mean(p, x -> StrictMath.log1p((x - p.min()) / p.min()))})
                .withTails("log1mexp(-shape*log1p((x - minimum)/minimum))", "-shape*log1p((x - minimum)/minimum)")
                .withMoments(
                        "shape*minimum/(shape - 1) if shape > 1",
                        "minimum^2*shape/((shape - 1)^2*(shape - 2)) if shape > 2")
                .withMoments(
                        "shape*minimum/(shape - 1) if shape > 1",
                        "minimum^2*shape/((shape - 1)^2*(shape - 2)) if shape > 2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 20");
    }

    /** Of the tails of a distribution that begins at the location: nothing below. */
    private static String below(String logCdf) {
        return "choose(x - location, " + logCdf + ", log(0))";
    }

    private static String above(String logSurvival) {
        return "choose(x - location, " + logSurvival + ", 0)";
    }

    /** A family whose location falls without end while shape and the other parameter grow: one without skew. */
    private static Limit withoutSkew(Supplier<Family> limit, String other) {
        return new Limit(
                "skew",
                0,
                limit,
                Map.of(),
                Map.of(
                        "location",
                        Double.NEGATIVE_INFINITY,
                        "shape",
                        Double.POSITIVE_INFINITY,
                        other,
                        Double.POSITIVE_INFINITY));
    }

    /** With w the logarithm of ((x - location)/scale)^shape. */
    private static Family makeWeibull3() {
        String w = "choose(50 - shape, shape*log((x - location)/scale),"
                + " log1pdiv(1/shape, (x - location - scale)*shape/scale))";
        return Family.of(
                        "weibull-3",
                        "x > location",
                        "location real, shape > 0, main scale > 0",
                        "log(shape/scale) + (1 - 1/shape)*" + w + " - exp(" + w + ")")
                .withStarts(EndpointFamilies::weibullStarts)
                .withSeveralMaxima()
                .withUnboundedRegion("shape", 1, AT_THE_SMALLEST)
                .withSolvedIn(
                        "centre real, spread > 0, skew > 0",
                        Map.of("location", "centre - spread/skew", "shape", "1/skew", "scale", "spread/skew"),
                        Map.of("centre", "location + scale", "spread", "scale/shape", "skew", "1/shape"))
                .withLimit(withoutSkew(Families::gumbelMin, "scale"))
                .withTails(below("log1mexp(-exp(" + w + "))"), above("-exp(" + w + ")"))
                .withMoments(
                        "location + scale*exp(lgamma(1 + 1/shape))",
                        "scale^2*exp(2*lgamma(1 + 1/shape))*expm1(lgamma(1 + 2/shape) - 2*lgamma(1" + " + 1/shape))")
                .withMoments(
                        "location + scale*exp(lgamma(1 + 1/shape))",
                        "scale^2*exp(2*lgamma(1 + 1/shape))*expm1(lgamma(1 + 2/shape) - 2*lgamma(1 + 1/shape))")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21;"
                        + " Smith (1985), Biometrika 72, 67-90");
    }

    /** For several shapes with the mean and the variance of the data, as far as the location lies below them. */
    private static List<double[]> weibullStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double shape : new double[] {1.2, 1.5, 1.9, 2.5, 3.5, 6, 12, 40}) {
            double first = StrictMath.exp(Function.LGAMMA.at(1 + 1 / shape));
            double second = StrictMath.exp(Function.LGAMMA.at(1 + 2 / shape));
            double location = below(p, p.mean() - first * p.sd() / Math.sqrt(second - first * first));
            points.add(new double[] {location, shape, (p.mean() - location) / first});
        }
        return points;
    }

    /** A location, moved below the data where it is not. */
    private static double below(EmpiricalDistribution p, double location) {
        return Math.min(location, p.min() - (p.mean() - p.min()) / p.n());
    }

    /** With z the standard normal that x is made of. */
    private static Family makeLognormal3() {
        String z = "choose(sdlog - 0.02, (log(x - location) - meanlog)/sdlog,"
                + " log1pdiv(sdlog, (x - location - exp(meanlog))/(sdlog*exp(meanlog))))";
        return Family.of(
                        "lognormal-3",
                        "x > location",
                        "location real, main meanlog real, sdlog > 0",
                        "-meanlog - log(sdlog) - sdlog*" + z + " - 0.5*log(2*pi) - 0.5*" + z + "^2")
                .withStarts(EndpointFamilies::lognormalStarts)
                .withSeveralMaxima()
                .withUnboundedEnd("location", "with it sdlog grows without end (Hill 1963)")
                .withSolvedIn(
                        "centre real, logspread real, logskew real",
                        Map.of(
                                "location", "centre - exp(logspread - logskew)",
                                "meanlog", "logspread - logskew",
                                "sdlog", "exp(logskew)"),
                        Map.of(
                                "centre", "location + exp(meanlog)",
                                "logspread", "meanlog + log(sdlog)",
                                "logskew", "log(sdlog)"))
                .withLimit(new Limit(
                        "logskew",
                        Double.NEGATIVE_INFINITY,
                        Families::normal,
                        Map.of(),
                        Map.of(
                                "location", Double.NEGATIVE_INFINITY,
                                "meanlog", Double.POSITIVE_INFINITY,
                                "sdlog", 0.0)))
                .withTails(below("lognormalcdf(" + z + ")"), above("lognormalcdf(-" + z + ")"))
                .withMoments("location + exp(meanlog + sdlog^2/2)", "expm1(sdlog^2)*exp(2*meanlog + sdlog^2)")
                .withMoments("location + exp(meanlog + sdlog^2/2)", "expm1(sdlog^2)*exp(2*meanlog + sdlog^2)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14;"
                        + " Hill (1963), JASA 58, 72-84");
    }

    private static List<double[]> lognormalStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double low = p.quantile(0.05);
        double high = p.quantile(0.95);
        double asymmetry = low + high - 2 * p.median();
        if (asymmetry > 0) {
            points.add(lognormalAt(p, below(p, (low * high - p.median() * p.median()) / asymmetry)));
        }
        for (double sdlog : new double[] {0.02, 0.1, 0.3, 0.6, 1}) {
            double square = StrictMath.expm1(sdlog * sdlog);
            points.add(lognormalAt(p, below(p, p.mean() - p.sd() / Math.sqrt(square))));
        }
        for (double share : new double[] {1, 0.3, 0.1, 0.03, 0.01}) {
            points.add(lognormalAt(p, p.min() - share * (p.median() - p.min())));
        }
        return points;
    }

    private static double[] lognormalAt(EmpiricalDistribution p, double location) {
        double[] logs = Starts.map(p, x -> StrictMath.log(x - location));
        return new double[] {location, mean(p, logs), sd(p, logs)};
    }

    /** With w/√shape the logarithm of y = (x - location)·rate/shape. */
    private static Family makeGamma3() {
        String w = "choose(2500 - shape, sqrt(shape)*log(rate*(x - location)/shape),"
                + " log1pdiv(1/sqrt(shape), (x - location - shape/rate)*rate/sqrt(shape)))";
        return Family.of(
                        "gamma-3",
                        "x > location",
                        "location real, shape > 0, main rate > 0",
                        "log(rate) - 0.5*log(shape) - 0.5*log(2*pi) - stirlerr(shape) - " + w + "/sqrt(shape) - " + w
                                + "^2*expm1mxdiv(" + w + "/sqrt(shape))")
                .withStarts(EndpointFamilies::gammaStarts)
                .withSeveralMaxima()
                .withUnboundedRegion("shape", 1, AT_THE_SMALLEST)
                .withSolvedIn(
                        "mean real, sd > 0, skew > 0",
                        Map.of("location", "mean - sd/skew", "shape", "1/skew^2", "rate", "1/(skew*sd)"),
                        Map.of("mean", "location + shape/rate", "sd", "sqrt(shape)/rate", "skew", "1/sqrt(shape)"))
                .withLimit(withoutSkew(Families::normal, "rate"))
                .withTails(
                        below("loggammap(shape, rate*(x - location))"), above("loggammaq(shape, rate*(x - location))"))
                .withMoments("location + shape/rate", "shape/rate^2")
                .withMoments("location + shape/rate", "shape/rate^2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17");
    }

    private static List<double[]> gammaStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double shape : new double[] {1.2, 1.7, 2.5, 5, 12, 50, 400}) {
            double location = below(p, p.mean() - Math.sqrt(shape) * p.sd());
            points.add(new double[] {location, shape, shape / (p.mean() - location)});
        }
        return points;
    }
}
