package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families on the line with a location, a scale and two shapes: how skew they are and how heavy their tails. */
final class SkewFamilies {
    static final List<String> NAMES = List.of("johnson-su", "sinh-arcsinh", "skew-student", "normal-inverse-gaussian");

    /**
     * Where the transformations of asinh are searched: by the median, by the standard deviation of the normal that the middle
     * looks like, and, under the old name, by the ratio of skewness and tails, what asinh is there. Those stay where they are on
     * the ways to a limit, where location and scale do not.
     */
    private static final String IN_THE_MIDDLE = "median real, width > 0, ";

    /** Fernández and Steel (1999), Biometrika 86, 153-167, of Student's distribution. */
    static final String HEAVY = "with ever heavier tails the other values lose less than that one gains";

    private SkewFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "johnson-su" -> makeJohnsonSu();
            case "sinh-arcsinh" -> makeSinhArcsinh();
            case "skew-student" -> makeSkewStudent();
            case "normal-inverse-gaussian" -> makeNormalInverseGaussian();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    /**
     * A normal variable gamma + delta·asinh((x - location)/scale); on the way to the normal location and scale grow with
     * delta.
     */
    private static Family makeJohnsonSu() {
        String z = "gamma + delta*asinh((x - location)/scale)";
        return Family.of(
                        "johnson-su",
                        "x real",
                        "location real, scale > 0, gamma real, delta > 0",
                        "log(delta) - log(scale) - 0.5*log(2*pi) - 0.5*log1p(((x - location)/scale)^2) - 0.5*(" + z
                                + ")^2")
                .withStarts(SkewFamilies::johnsonStarts)
                .withSpike("location", "scale", new UnboundedRegion.Tail("delta", false), HEAVY)
                .withSeveralMaxima()
                .withLimit(new Limit(
                        "delta",
                        Double.POSITIVE_INFINITY,
                        Families::normal,
                        Map.of(),
                        Map.of("delta", Double.POSITIVE_INFINITY, "scale", Double.POSITIVE_INFINITY)))
                .withLimit(skew("gamma", Double.NEGATIVE_INFINITY, LimitFamilies::lognormalOfEitherSide))
                .withLimit(skew("gamma", Double.POSITIVE_INFINITY, LimitFamilies::lognormalOfEitherSide))
                .withSolvedIn(IN_THE_MIDDLE + "gamma real, delta > 0", own("gamma", "delta"), middle("gamma", "delta"))
                .withTails("lognormalcdf(" + z + ")", "lognormalcdf(-(" + z + "))")
                .withMoments(
                        "location - scale*exp(delta^-2/2)*(exp(gamma/delta) - exp(-gamma/delta))/2",
                        "scale^2*expm1(delta^-2)*(exp(delta^-2)*(exp(2*gamma/delta) + exp(-2"
                                + "*gamma/delta))/2 + 1)/2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 12");
    }

    /** A limit of one tail, that begins or ends at the location while the scale goes to zero. */
    private static Limit skew(String skewness, double edge, Supplier<Family> family) {
        return new Limit(skewness, edge, family, Map.of(), Map.of(skewness, edge, "scale", 0.0));
    }

    /** The family's parameters by those; the skewness of Johnson's has the other sign. */
    private static Map<String, String> own(String skewness, String tails) {
        String sign = skewness.equals("gamma") ? "+" : "-";
        return Map.of(
                "location",
                "median " + sign + " width*" + tails + "*(2*sigmoid(2*" + skewness + ") - 1)",
                "scale",
                "2*width*" + tails + "*sqrt(sigmoid(2*" + skewness + ")*sigmoid(-2*" + skewness + "))",
                skewness,
                skewness + "*" + tails);
    }

    private static Map<String, String> middle(String skewness, String tails) {
        String ratio = skewness + "/" + tails;
        String sign = skewness.equals("gamma") ? "-" : "+";
        return Map.of(
                "median",
                "location " + sign + " 0.5*scale*(expm1(" + ratio + ") - expm1(-" + ratio + "))",
                "width",
                "0.5*scale/" + tails + "*(exp(" + ratio + ") + exp(-" + ratio + "))",
                skewness,
                ratio);
    }

    /** By four quantiles (Slifker and Shapiro 1980, Technometrics 22, 239-246), and of several shapes by median and quartiles. */
    private static List<double[]> johnsonStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double z : new double[] {0.3, 0.55, 0.75}) {
            double[] q = new double[4];
            for (int i = 0; i < 4; i++) {
                q[i] = p.quantile(StrictMath.exp(Function.LOGNORMALCDF.at((2 * i - 3) * z)));
            }
            double middle = q[2] - q[1];
            double above = (q[3] - q[2]) / middle;
            double below = (q[1] - q[0]) / middle;
            if (middle > 0 && above * below > 1) {
                double root = Math.sqrt(above * below - 1);
                double half = (above + below) / 2;
                double delta = 2 * z / StrictMath.log(half + Math.sqrt(half * half - 1));
                double gamma = delta * Function.ASINH.at((below - above) / (2 * root));
                double scale = 2 * middle * root / ((2 * half - 2) * Math.sqrt(2 * half + 2));
                points.add(new double[] {
                    (q[1] + q[2]) / 2 + middle * (below - above) / (2 * (2 * half - 2)), scale, gamma, delta
                });
            }
        }
        double width = Starts.halfQuartileRange(p) / 0.6745;
        for (double delta : new double[] {1, 2, 5}) {
            for (double slant : new double[] {0, -0.7, 0.7}) {
                double scale = width * delta / StrictMath.cosh(slant);
                double location = p.median() + scale * StrictMath.sinh(slant);
                points.add(new double[] {location, scale, slant * delta, delta});
            }
        }
        return points;
    }

    /** With r = tailweight·asinh(z) - skewness: sinh(r) is a standard normal variable. */
    private static Family makeSinhArcsinh() {
        String r = "(tailweight*asinh((x - location)/scale) - skewness)";
        String normal = "0.5*(expm1" + r + " - expm1(-" + r + "))";
        return Family.of(
                        "sinh-arcsinh",
                        "x real",
                        "location real, scale > 0, skewness real, tailweight > 0",
                        "log(tailweight) - log(scale) - 0.5*log(8*pi) + " + r + " + log1pexp(-2*" + r
                                + ") - 0.5*log1p(((x - location)/scale)^2) - 0.5*(" + normal + ")^2")
                .withStarts(SkewFamilies::sinhArcsinhStarts)
                .withSpike("location", "scale", new UnboundedRegion.Tail("tailweight", false), HEAVY)
                .withSeveralMaxima()
                .withLimit(new Limit(
                        "tailweight",
                        Double.POSITIVE_INFINITY,
                        LimitFamilies::sinhLognormalOfEitherSide,
                        Map.of(),
                        Map.of("tailweight", Double.POSITIVE_INFINITY)))
                .withLimit(skew("skewness", Double.NEGATIVE_INFINITY, LimitFamilies::sinhLognormalOfEitherSide))
                .withLimit(skew("skewness", Double.POSITIVE_INFINITY, LimitFamilies::sinhLognormalOfEitherSide))
                .withSolvedIn(
                        IN_THE_MIDDLE + "skewness real, tailweight > 0",
                        own("skewness", "tailweight"),
                        middle("skewness", "tailweight"))
                .withTails("lognormalcdf(" + normal + ")", "lognormalcdf(-" + normal + ")")
                .withSource("Jones and Pewsey (2009), Biometrika 96, 761-780");
    }

    /** Of several shapes by median and quartiles. */
    private static List<double[]> sinhArcsinhStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double quartile = Function.ASINH.at(0.6745);
        for (double tailweight : new double[] {1, 0.6, 1.6, 0.35}) {
            for (double skewness : new double[] {0, -0.4, 0.4}) {
                double low = StrictMath.sinh((skewness - quartile) / tailweight);
                double high = StrictMath.sinh((skewness + quartile) / tailweight);
                double scale = 2 * Starts.halfQuartileRange(p) / (high - low);
                double location = p.median() - scale * StrictMath.sinh(skewness / tailweight);
                points.add(new double[] {location, scale, skewness, tailweight});
            }
        }
        return points;
    }

    /** A skew-normal variable over the root of a chi-squared one over its degrees of freedom. */
    private static Family makeSkewStudent() {
        String z = "((x - location)/scale)";
        // √(df/π)·Γ((df - 1)/2)/Γ(df/2), times what the skew-normal has.
        String mean = "shape/sqrt(1 + shape^2)*sqrt(df/pi)*exp(lgamma((df - 1)/2) - lgamma(df/2))";
        return Family.of(
                        "skew-student",
                        "x real",
                        "location real, scale > 0, shape real, df > 0",
                        "log(2) + lpochrel(df/2, 0.5) - 0.5*log(2*pi) - log(scale) - (df + 1)/2*log1p(" + z + "^2/df)"
                                + " + logstudentcdf(df + 1, shape*" + z + "*sqrt((1 + 1/df)/(1 + " + z + "^2/df)))")
                .withSampler(Sampler::skewStudent)
                .withStarts(SkewFamilies::skewStudentStarts)
                .withSpike("location", "scale", new UnboundedRegion.Tail("df", true), HEAVY)
                .withSeveralMaxima()
                .withLimit(
                        "df", Families::skewNormal, Map.of("location", "location", "scale", "scale", "shape", "shape"))
                .withSpecialCase(
                        "shape", 0, Families::student, Map.of("location", "location", "scale", "scale", "df", "df"))
                .withLimit(halfStudent(Double.POSITIVE_INFINITY, LimitFamilies::halfStudentFrom))
                .withLimit(halfStudent(Double.NEGATIVE_INFINITY, LimitFamilies::halfStudentTo))
                .withMoments(
                        "location + scale*" + mean + " if df > 1", "scale^2*(df/(df - 2) - (" + mean + ")^2) if df > 2")
                .withSource("Azzalini and Capitanio (2003), J. R. Statist. Soc. B 65, 367-389");
    }

    private static Limit halfStudent(double edge, Supplier<Family> family) {
        return new Limit("shape", edge, family, Map.of("location", "location", "scale", "scale", "df", "df"));
    }

    /** Those of a skew-normal with some degrees of freedom, and of a Student's that is a little skew. */
    private static List<double[]> skewStudentStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        List<double[]> skew = LineFamilies.skewNormalStarts(p);
        for (double df : new double[] {20, 5, 2}) {
            double narrower = StrictMath.sqrt(df / (df + 2));
            skew.forEach(s -> points.add(new double[] {s[0], s[1] * narrower, s[2], df}));
        }
        double half = Starts.halfQuartileRange(p);
        for (double df : new double[] {1, 3, 10}) {
            for (double shape : new double[] {0.1, 1, -1, 4, -4}) {
                double way = StrictMath.abs(shape) < 1 ? 0 : StrictMath.signum(shape);
                points.add(new double[] {p.median() - way * half, (1.4 + StrictMath.abs(way) / 2) * half, shape, df});
            }
        }
        return points;
    }

    /**
     * A normal variable whose variance is inverse Gaussian. What the exponent of the Bessel function takes away from the others is
     * written as a square over a positive sum, for nothing to cancel. It is searched by mean and standard deviation and, under the
     * old names, by what is left in units of the data: scale·√(alpha² - beta²) and beta/√(alpha² - beta²).
     */
    private static Family makeNormalInverseGaussian() {
        String root = "sqrt((alpha*scale - beta*scale)*(alpha*scale + beta*scale))";
        String z = "((x - location)/scale)";
        String q = "sqrt(1 + ((x - location)/scale)^2)";
        String spread = "sqrt(alpha/(1 + beta^2))";
        String rest = "sqrt((alpha - beta)*(alpha + beta))";
        return Family.of(
                        "normal-inverse-gaussian",
                        "x real",
                        "location real, scale > 0, alpha > 0, beta real",
                        "0.5*log(alpha*scale) - 0.5*log(2*pi) - log(scale) - 0.75*log1p(" + z
                                + "^2) + logbesselkrel(1, alpha*scale*" + q + ") - (alpha*scale*" + z + " - beta*scale*"
                                + q + ")^2/(alpha*scale*" + q + " - beta*scale*" + z + " + " + root + ")")
                .withSampler(Sampler::normalInverseGaussian)
                .withStarts(SkewFamilies::normalInverseGaussianStarts)
                .withRule("|beta| < alpha", "alpha - abs(beta)")
                .withSeveralMaxima()
                .withLimit(new Limit(
                        "alpha",
                        Double.POSITIVE_INFINITY,
                        Families::normal,
                        Map.of(),
                        Map.of("alpha", Double.POSITIVE_INFINITY, "scale", Double.POSITIVE_INFINITY)))
                .withLimit(new Limit(
                        "alpha",
                        0,
                        Families::cauchy,
                        Map.of("location", "location", "scale", "scale"),
                        Map.of("alpha", 0.0, "beta", 0.0)))
                .withLimit(oneSided(Double.POSITIVE_INFINITY, LimitFamilies::inverseGaussianOfEitherSide))
                .withLimit(oneSided(Double.NEGATIVE_INFINITY, LimitFamilies::inverseGaussianOfEitherSide))
                .withSolvedIn(
                        "centre real, width > 0, alpha > 0, beta real",
                        Map.of(
                                "location",
                                "centre - beta*width*" + spread,
                                "scale",
                                "width*" + spread,
                                "alpha",
                                "sqrt(alpha)*(1 + beta^2)/width",
                                "beta",
                                "beta*sqrt(alpha*(1 + beta^2))/width"),
                        Map.of(
                                "centre",
                                "location + scale*beta/" + rest,
                                "width",
                                "alpha*sqrt(scale/" + rest + ")/" + rest,
                                "alpha",
                                "scale*" + rest,
                                "beta",
                                "beta/" + rest))
                .withMoments("location + scale*beta/" + rest, "scale*alpha^2/" + rest + "^3")
                .withSource("Barndorff-Nielsen (1997), Scandinavian Journal of Statistics 24, 1-13; |beta| < alpha");
    }

    private static Limit oneSided(double edge, Supplier<Family> family) {
        return new Limit(
                "beta", edge, family, Map.of(), Map.of("alpha", Double.POSITIVE_INFINITY, "beta", edge, "scale", 0.0));
    }

    /** Of several shapes by mean and standard deviation, and by the quartiles where tails are too heavy for those. */
    private static List<double[]> normalInverseGaussianStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double half = Starts.halfQuartileRange(p);
        for (double steepness : new double[] {3, 1, 10, 0.3, 0.05}) {
            for (double skewness : new double[] {0, 0.5, -0.5, 2, -2}) {
                double ofQuartiles = half / 0.6745 * StrictMath.sqrt(1 + 1 / steepness);
                for (double width : new double[] {p.sd(), ofQuartiles}) {
                    double centre = width == ofQuartiles ? p.median() : p.mean();
                    double scale = width * StrictMath.sqrt(steepness / (1 + skewness * skewness));
                    double rest = steepness / scale;
                    double alpha = rest * StrictMath.sqrt(1 + skewness * skewness);
                    points.add(new double[] {centre - skewness * scale, scale, alpha, rest * skewness});
                }
            }
        }
        return points;
    }
}
