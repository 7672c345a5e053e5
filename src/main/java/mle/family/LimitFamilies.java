package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Formula;

/** Families that others become at an edge of their parameters and that have no name in the list: what a fit ends in is one of them. */
final class LimitFamilies {
    private LimitFamilies() {}

    // ---- that begin or end at a location ----

    /** The exponential distribution from a location up. */
    static Family exponentialFrom() {
        return Combinators.shifted(Families.exponential());
    }

    /** The exponential distribution from a location down. */
    static Family exponentialTo() {
        return Combinators.mirrored(exponentialFrom());
    }

    /** The half-normal distribution from a location up. */
    static Family halfNormalFrom() {
        return Combinators.shifted(Families.halfNormal());
    }

    /** The half-normal distribution from a location down. */
    static Family halfNormalTo() {
        return Combinators.mirrored(halfNormalFrom());
    }

    /** Half of a Student's distribution, from a location up. */
    static Family halfStudentFrom() {
        return Combinators.shifted(halfStudent());
    }

    /** Half of a Student's distribution, from a location down. */
    static Family halfStudentTo() {
        return Combinators.mirrored(halfStudentFrom());
    }

    private static Family halfStudent() {
        String cdf = "logstudentcdf(df, x/scale)";
        String survival = "(log(2) + logstudentcdf(df, -x/scale))";
        return Family.of(
                        "half-student",
                        "x >= 0",
                        "scale > 0, df > 0",
                        "log(2) + lpochrel(df/2, 0.5) - 0.5*log(2*pi) - log(scale)"
                                + " - (df + 1)/2*log1p((x/scale)^2/df)")
                .withStarts(p -> {
                    double median = p.median() > 0 ? p.median() : p.mean();
                    return List.of(
                            new double[] {median, 1},
                            new double[] {1.4 * median, 3},
                            new double[] {1.4 * median, 10},
                            new double[] {1.45 * median, 50});
                })
                .withSeveralMaxima()
                .withLimit("df", Families::halfNormal, Map.of("scale", "scale"))
                .withTails(
                        "choose(x - scale, log1mexp" + survival + ", log(2) + " + cdf + " + log1mexp(-log(2) - " + cdf
                                + "))",
                        survival)
                .withSource("Psarakis and Panaretos (1990), Commun. Statist. Theory Methods 19, 2455-2462");
    }

    // ---- that end at a location on either side ----

    /** The variable u of mean 0 and scale 1 about the centre, and z with u = (exp(skew·z) - 1)/skew, which is u at skew 0. */
    private static final String U = "((x - centre)/spread)";

    private static final String Z = "log1pdiv(skew, (x - centre)/spread)";

    private static final String MAY_END = "an end of the support may come ever closer to an observation, as skew grows";

    private static FormulaFamily ofEitherSide(String name, String logDensity, double[] skews) {
        return Family.of(name, "x real", "centre real, spread > 0, skew real", logDensity)
                .withStarts(p -> {
                    List<double[]> points = new ArrayList<>();
                    for (double skew : skews) {
                        points.add(new double[] {skew > 0 ? p.quantile(0.4) : p.quantile(0.6), p.sd(), skew});
                    }
                    points.add(new double[] {p.mean(), p.sd(), 0});
                    return points;
                })
                .withSeveralMaxima();
    }

    /** The lognormal distribution from a location up, its mirror image, and the normal between them. */
    static Family lognormalOfEitherSide() {
        FormulaFamily family = ofEitherSide(
                "generalized-lognormal",
                "-log(spread) - skew*" + Z + " - 0.5*log(2*pi) - 0.5*" + Z + "^2",
                new double[] {0.1, -0.1, 0.3, -0.3, 0.6, -0.6, 1, -1});
        return family.withUnboundedRegion("spread", 0, MAY_END)
                .withSpecialCase("skew", 0, Families::normal, Map.of("mean", "centre", "sd", "spread"))
                .withTails(ended("lognormalcdf(" + Z + ")", "0"), ended("lognormalcdf(-(" + Z + "))", "1"))
                .withSource("Hosking and Wallis (1997), Regional Frequency Analysis, sec. A.8; their k is -skew");
    }

    /** The same with a sinh-normal variable in place of the normal one. */
    static Family sinhLognormalOfEitherSide() {
        String z = "(" + Z + ")";
        String sinh = "(0.5*(expm1" + z + " - expm1(-" + z + ")))";
        FormulaFamily family = ofEitherSide(
                "generalized-sinh-normal",
                "-log(spread) - skew*" + Z + " + " + Z + " + log1pexp(-2*" + Z + ") - 0.5*log(8*pi) - 0.5*" + sinh
                        + "^2",
                new double[] {0.1, -0.1, 0.3, -0.3, 0.8, -0.8, 2, -2});
        return family.withUnboundedRegion("spread", 0, MAY_END)
                .withTails(ended("lognormalcdf" + sinh, "0"), ended("lognormalcdf(-" + sinh + ")", "1"))
                .withSource("Rieck and Nedelman (1991), Technometrics 33, 51-60, of shape 2 where skew is 0");
    }

    /** Tails inside of the support; beyond its end there is nothing above, or below where the skewness is negative. */
    private static String ended(String tail, String aboveAll) {
        String beyond = aboveAll.equals("1") ? "choose(skew, 0, log(0))" : "choose(skew, log(0), 0)";
        return "choose(1 + exp(" + Z + "), " + tail + ", " + beyond + ")";
    }

    /**
     * The inverse Gaussian distribution from a location up, its mirror image, the normal between them and the Lévy distribution at
     * both ends. The location is centre - spread/skew, the mean above it is that distance over 1 - skew², the shape the distance
     * over skew².
     */
    static Family inverseGaussianOfEitherSide() {
        String rise = "(1 + skew*" + U + ")";
        return Family.of(
                        "inverse-gaussian-3",
                        "x real",
                        "centre real, spread > 0, -1 < skew < 1",
                        "-log(spread) - 1.5*log" + rise + " - 0.5*log(2*pi) - 0.5*((1 - skew^2)*" + U + " - skew)^2/"
                                + rise)
                .withStarts(LimitFamilies::inverseGaussianStarts)
                .withSeveralMaxima()
                .withSpecialCase("skew", 0, Families::normal, Map.of("mean", "centre", "sd", "spread"))
                .withLimit(new Limit("skew", 1, () -> Combinators.shifted(Families.levy()), Map.of()))
                .withLimit(new Limit(
                        "skew", -1, () -> Combinators.mirrored(Combinators.shifted(Families.levy())), Map.of()));
    }

    /** By mean and standard deviation, as far as the location is then beyond the data, else with that next to them. */
    private static List<double[]> inverseGaussianStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double skew : new double[] {0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99}) {
            // The mean lies skew·spread/(1 - skew²) above the centre, the standard deviation is spread/(1 - skew²)^1.5.
            double rest = 1 - skew * skew;
            double spread = p.sd() * rest * StrictMath.sqrt(rest);
            double up = p.mean() - skew * spread / rest;
            double down = p.mean() + skew * spread / rest;
            points.add(new double[] {Math.min(up, p.min() + 0.8 * spread / skew), spread, skew});
            points.add(new double[] {Math.max(down, p.max() - 0.8 * spread / skew), spread, -skew});
        }
        return points;
    }

    // ---- from zero up ----

    /** The power distribution up to a scale: F(x) = (x/scale)^shape. */
    static Family powerTo() {
        return Combinators.scaled(Families.power());
    }

    /** Where log x has an asymmetric Laplace distribution about log(scale): it falls with a power to both sides. */
    static Family logLaplace() {
        String from = "log(below) - log(below + above)";
        String to = "log(above) - log(below + above)";
        String fall = "-above*(log(x) - log(scale))";
        String rise = "below*(log(x) - log(scale))";
        return Family.of(
                        "log-laplace",
                        "x > 0",
                        "scale > 0, below > 0, above > 0",
                        "log(below) + log(above) - log(below + above) - log(x) - above*max0(log(x) - log(scale))"
                                + " - below*max0(log(scale) - log(x))")
                .withStarts(p -> Starts.one(p.median(), 1 / logDistance(p), 1 / logDistance(p)))
                .withSeveralMaxima()
                .withLimit("above", LimitFamilies::powerTo, Map.of("scale", "scale", "shape", "below"))
                .withLimit("below", Families::pareto, Map.of("minimum", "scale", "shape", "above"))
                .withTails(
                        "choose(x - scale, log1mexp(" + from + " " + fall + "), " + to + " + " + rise + ")",
                        "choose(x - scale, " + from + " " + fall + ", log1mexp(" + to + " + " + rise + "))")
                .withSource("Kozubowski and Podgorski (2003), Math. Scientist 28, 31-49");
    }

    private static double logDistance(EmpiricalDistribution p) {
        double centre = StrictMath.log(p.median());
        double distance = Starts.mean(p, x -> Math.abs(StrictMath.log(x) - centre));
        return distance > 0 ? distance : 1;
    }

    /** A chi-squared variable over its degrees of freedom: an F with infinitely many below. */
    static Family meanSquare() {
        return Family.of(
                        "mean-square",
                        "x > 0",
                        "df > 0",
                        "0.5*log(df) - 0.5*log(4*pi) - stirlerr(df/2) - log(x) - df/2*expm1mx(log(x))")
                .withStarts(p -> Starts.one(halfShape(Starts.mean(p, x -> x - 1 - StrictMath.log(x)))))
                .withTails("loggammap(df/2, x*df/2)", "loggammaq(df/2, x*df/2)")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 27");
    }

    /** The reciprocal of a chi-squared variable over its degrees of freedom: an F with infinitely many above. */
    static Family inverseMeanSquare() {
        return Family.of(
                        "inverse-mean-square",
                        "x > 0",
                        "df > 0",
                        "0.5*log(df) - 0.5*log(4*pi) - stirlerr(df/2) - log(x) - df/2*expm1mx(-log(x))")
                .withStarts(p -> Starts.one(halfShape(Starts.mean(p, x -> 1 / x - 1 + StrictMath.log(x)))))
                .withTails("loggammaq(df/2, df/(2*x))", "loggammap(df/2, df/(2*x))")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 27");
    }

    /** Twice the approximate root of log(shape) - digamma(shape) = s (Minka 2002). */
    private static double halfShape(double s) {
        return (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (6 * s);
    }

    // ---- counts ----

    /** The next value after a least one with a probability, else that. */
    static Family adjacent() {
        return Family.of(
                        "bernoulli from a minimum",
                        "integer x >= minimum",
                        "whole minimum real, 0 < probability < 1",
                        "(x - minimum)*log(probability) + (1 - x + minimum)*log1p(-probability)"
                                + " + choose(minimum - x + 1.5, 0, log(0))")
                .withStarts(p -> Starts.one(p.min(), Math.min(0.9, Math.max(0.1, p.mean() - p.min()))))
                .withTails(
                        "choose(minimum - x + 0.5, log1p(-probability), 0)",
                        "choose(minimum - x + 0.5, log(probability), log(0))");
    }

    /** The uniform distribution of an angle, which has no parameters. */
    static Family circularUniform() {
        Support circle = Support.parse("-3.141592653589793 <= x <= 3.141592653589793");
        Map<String, Expr> x = Map.of("x", Pieces.data(circle));
        Expr share = Formula.parse("log((x + pi)/(2*pi))", x);
        Expr rest = Formula.parse("log((pi - x)/(2*pi))", x);
        return new CombinedFamily(
                "uniform on the circle",
                circle,
                List.of(),
                Formula.parse("-log(2*pi)", x),
                Optional.of(new Tails(share, rest)),
                "-log(2*pi)",
                p -> List.of(new double[0]),
                Heritage.none(
                        LimitFamilies::circularUniform, "Mardia and Jupp (2000), Directional Statistics, sec. 3.5.3"));
    }
}
