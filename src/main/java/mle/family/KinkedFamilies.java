package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;

/** The families with a kink, or a pole, in their density. */
final class KinkedFamilies {
    static final List<String> NAMES = List.of("laplace", "asymmetric-laplace", "generalized-normal", "triangular");

    private KinkedFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "laplace" -> makeLaplace();
            case "asymmetric-laplace" -> makeAsymmetricLaplace();
            case "generalized-normal" -> makeGeneralizedNormal();
            case "triangular" -> makeTriangular();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeLaplace() {
        return Family.of("laplace", "x real", "location real, scale > 0", "-log(2*scale) - abs(x - location)/scale")
                .withClosedForm((p, known) -> {
                    double median = p.median();
                    return new double[] {median, Starts.mean(p, x -> Math.abs(x - median))};
                })
                .withTails(
                        "choose(x - location, log1p(-exp((location - x)/scale)/2), (x - location)/scale - log(2))",
                        "choose(x - location, (location - x)/scale - log(2), log1p(-exp((x - location)/scale)/2))")
                .withMoments("location", "2*scale^2")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 24");
    }

    private static Family makeAsymmetricLaplace() {
        String above = "(location - x)*asymmetry/scale";
        String below = "(x - location)/(scale*asymmetry)";
        Map<String, String> names = Map.of("location", "location");
        Map<String, Double> late = Map.of("scale", 0.0, "asymmetry", 0.0);
        Map<String, Double> early = Map.of("scale", 0.0, "asymmetry", Double.POSITIVE_INFINITY);
        return Family.of(
                        "asymmetric-laplace",
                        "x real",
                        "location real, scale > 0, asymmetry > 0",
                        "-log(scale) - log(asymmetry + 1/asymmetry) - max0(x - location)*asymmetry/scale"
                                + " - max0(location - x)/(scale*asymmetry)")
                .withClosedForm((p, known) -> asymmetricLaplace(p))
                .withSeveralMaxima()
                .withLimit(new Limit("scale", 0, LimitFamilies::exponentialFrom, names, late))
                .withLimit(new Limit("scale", 0, LimitFamilies::exponentialTo, names, early))
                .withLimit(new Limit("asymmetry", 0, LimitFamilies::exponentialFrom, names, late))
                .withLimit(new Limit("asymmetry", Double.POSITIVE_INFINITY, LimitFamilies::exponentialTo, names, early))
                .withSpecialCase("asymmetry", 1, Families::laplace, Map.of("location", "location"))
                .withTails(
                        "choose(x - location, choose(" + above + " + 0.7, log1p(-expm1(" + above
                                + ")/asymmetry^2) - log1p(1/asymmetry^2), log1p(-exp(" + above
                                + ")/(1 + asymmetry^2))), " + below + " - log1p(1/asymmetry^2))",
                        "choose(x - location, " + above + " - log1p(asymmetry^2), choose(" + below
                                + " + 0.7, log1p(-expm1(" + below + ")*asymmetry^2) - log1p(asymmetry^2), log1p(-exp("
                                + below + ")/(1 + 1/asymmetry^2))))")
                .withMoments("location + scale*(1/asymmetry - asymmetry)", "scale^2*(1/asymmetry^2 + asymmetry^2)")
                .withSource(
                        "Kotz, Kozubowski and Podgorski (2001), The Laplace Distribution and Generalizations, ch. 3;"
                                + " their scale is √2 times this one");
    }

    /**
     * With a and b the mean excess above and below the location, the profile likelihood of the location is -2·log(√a + √b) - 1;
     * between two observations it is convex, so that the location is an observation.
     */
    private static double[] asymmetricLaplace(EmpiricalDistribution p) {
        double[][] sorted = Starts.sorted(p);
        double[] x = sorted[0];
        double[] excess = new double[x.length];
        double heavier = 0;
        for (int i = x.length - 1; i > 0; i--) {
            heavier += sorted[1][i];
            excess[i - 1] = excess[i] + heavier * (x[i] - x[i - 1]);
        }
        double deficit = 0;
        double lighter = 0;
        double least = Double.POSITIVE_INFINITY;
        double[] best = new double[3];
        for (int i = 0; i < x.length; i++) {
            deficit += i > 0 ? lighter * (x[i] - x[i - 1]) : 0;
            lighter += sorted[1][i];
            double a = Math.sqrt(excess[i] / p.n());
            double b = Math.sqrt(deficit / p.n());
            if (a + b < least) {
                least = a + b;
                best = new double[] {x[i], Math.sqrt(a * b) * (a + b), Math.sqrt(b / a)};
            }
        }
        return best;
    }

    /**
     * At the location the power, a pole of its derivatives, is left out. Next to it, where the incomplete gamma function has no derivative, the
     * distribution function is straight.
     */
    private static Family makeGeneralizedNormal() {
        String size = "choose(abs(x - location), exp(shape*log(abs(x - location)/scale)), 0)";
        String half = "(log(0.5) + loggammaq(1/shape, " + size + "))";
        String rest = "log1mexp" + half;
        String beside = "abs(x - location)/scale - 1e-12";
        String step = "(x - location)/(scale*exp(lgamma(1 + 1/shape)))";
        return Family.of(
                        "generalized-normal",
                        "x real",
                        "location real, main scale > 0, shape > 0",
                        "-log(2) - log(scale) - lgamma(1 + 1/shape) - " + size)
                .withStarts(KinkedFamilies::generalizedNormalStarts)
                .withSeveralMaxima()
                .withLimit("shape", Families::uniform, Map.of())
                .withSpecialCase("shape", 1, Families::laplace, Map.of("location", "location", "scale", "scale"))
                .withSpecialCase("shape", 2, Families::normal, Map.of("mean", "location"))
                .withUnboundedRegion("shape", 0, "with the location at an observation, scale -> 0 as well")
                .withTails(
                        "choose(" + beside + ", choose(x - location, " + rest + ", " + half + "), log(0.5) + log1p("
                                + step + "))",
                        "choose(" + beside + ", choose(x - location, " + half + ", " + rest + "), log(0.5) + log1p(-"
                                + step + "))")
                .withMoments("location", "scale^2*exp(lgamma(3/shape) - lgamma(1/shape))")
                .withSource("Nadarajah (2005), Journal of Applied Statistics 32, 685-694");
    }

    /** Of a location and a shape, the scale is in closed form. */
    private static List<double[]> generalizedNormalStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double location : new double[] {p.median(), p.mean()}) {
            for (double shape : new double[] {1, 2, 0.7, 1.4, 4, 10}) {
                double power = Starts.mean(p, x -> StrictMath.pow(Math.abs(x - location), shape));
                points.add(new double[] {location, StrictMath.pow(shape * power, 1 / shape), shape});
            }
        }
        return points;
    }

    private static Family makeTriangular() {
        return Family.of(
                        "triangular",
                        "0 < x < 1",
                        "0 < mode < 1",
                        "log(2) + choose(mode - x, log(x) - log(mode), log1p(-x) - log1p(-mode))")
                .withClosedForm((p, known) -> triangular(p))
                .withSeveralMaxima()
                .withTails(
                        "choose(mode - x, 2*log(x) - log(mode), log1p(-(1 - x)^2/(1 - mode)))",
                        "choose(mode - x, log1p(-x^2/mode), 2*log1p(-x) - log1p(-mode))")
                .withMoments("(1 + mode)/3", "(1 - mode + mode^2)/18")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 26");
    }

    /** Between two observations the likelihood is convex in the mode, so that the mode is an observation: the best of them. */
    private static double[] triangular(EmpiricalDistribution p) {
        double[][] sorted = Starts.sorted(p);
        double[] x = sorted[0];
        double[] upper = new double[x.length + 1];
        for (int i = x.length - 1; i >= 0; i--) {
            upper[i] = upper[i + 1] + sorted[1][i];
        }
        double total = upper[0];
        double logs = 0;
        double rest = 0;
        for (int i = 0; i < x.length; i++) {
            rest += sorted[1][i] * StrictMath.log1p(-x[i]);
        }
        double highest = Double.NEGATIVE_INFINITY;
        double best = x[0];
        for (int i = 0; i < x.length; i++) {
            logs += sorted[1][i] * StrictMath.log(x[i]);
            rest -= sorted[1][i] * StrictMath.log1p(-x[i]);
            double value = logs
                    + rest
                    - (total - upper[i + 1]) * StrictMath.log(x[i])
                    - upper[i + 1] * StrictMath.log1p(-x[i]);
            if (value > highest) {
                highest = value;
                best = x[i];
            }
        }
        return new double[] {best};
    }
}
