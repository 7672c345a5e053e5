package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families on the interval from zero to one. */
final class UnitIntervalFamilies {
    static final List<String> NAMES = List.of("beta", "kumaraswamy", "logit-normal", "power", "simplex", "johnson-sb");

    private static final String CLOSER =
            "an end of the support may come ever closer to the extreme observation, as delta falls";

    private UnitIntervalFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "beta" -> makeBeta();
            case "kumaraswamy" -> makeKumaraswamy();
            case "logit-normal" -> makeLogitNormal();
            case "power" -> makePower();
            case "simplex" -> makeSimplex();
            case "johnson-sb" -> makeJohnsonSb();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeBeta() {
        return Family.of(
                        "beta",
                        "0 < x < 1",
                        "alpha > 0, beta > 0",
                        "(alpha - 1)*log(x) + (beta - 1)*log1p(-x) - lbeta(alpha, beta)")
                .withSampler(Sampler::beta)
                .withConcentration("alpha", Double.POSITIVE_INFINITY)
                .withStarts(p -> {
                    double m = p.mean();
                    double k = m * (1 - m) / p.variance() - 1;
                    double precision = k > 0.01 ? k : 0.01;
                    return List.of(new double[] {m * precision, (1 - m) * precision}, new double[] {0.5, 0.5});
                })
                .withRegressedIn(
                        "0 < mean < 1, precision > 0",
                        Map.of("alpha", "mean*precision", "beta", "(1 - mean)*precision"),
                        Map.of("mean", "alpha/(alpha + beta)", "precision", "alpha + beta"))
                .withTails("logbetai(log(x) - log1p(-x), alpha, beta)", "logbetai(log1p(-x) - log(x), beta, alpha)")
                .withMoments("alpha/(alpha + beta)", "alpha*beta/((alpha + beta)^2*(alpha + beta + 1))")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25");
    }

    private static Family makeKumaraswamy() {
        return Family.of(
                        "kumaraswamy",
                        "0 < x < 1",
                        "shape1 > 0, shape2 > 0",
                        "log(shape1) + log(shape2) + (shape1 - 1)*log(x) + (shape2 - 1)*log1mexp(shape1*log(x))")
                .withStarts(UnitIntervalFamilies::kumaraswamyStarts)
                .withConcentration("shape1", Double.POSITIVE_INFINITY)
                .withTails("log1mexp(shape2*log1mexp(shape1*log(x)))", "shape2*log1mexp(shape1*log(x))")
                .withMoments(
                        "shape2*exp(lbeta(1 + 1/shape1, shape2))",
                        "shape2^2*exp(2*lbeta(1 + 1/shape1, shape2))*expm1(lgamma(1 + 2/shape1) - 2"
                                + "*lgamma(1 + 1/shape1) - lpochrel(1 + shape2, 2/shape1) + 2*lpochrel(1"
                                + " + shape2, 1/shape1))")
                .withSource("Jones (2009), Statistical Methodology 6, 70-81");
    }

    /** Of a first shape, the second is in closed form. */
    private static List<double[]> kumaraswamyStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double[] logs = Starts.map(p, StrictMath::log);
        for (double shape : new double[] {0.1, 0.3, 0.6, 1, 2, 4, 8, 20, 50, 150, 500}) {
            double sum = 0;
            for (int i = 0; i < logs.length; i++) {
                sum -= p.weight(i) * Function.LOG1MEXP.at(shape * logs[i]);
            }
            points.add(new double[] {shape, p.n() / sum});
        }
        return points;
    }

    private static Family makeLogitNormal() {
        return Family.of(
                        "logit-normal",
                        "0 < x < 1",
                        "meanlogit real, sdlogit > 0",
                        "-log(sdlogit) - 0.5*log(2*pi) - log(x) - log1p(-x)"
                                + " - 0.5*((log(x) - log1p(-x) - meanlogit)/sdlogit)^2")
                .withClosedForm((p, known) -> {
                    double[] logits = Starts.map(p, x -> StrictMath.log(x) - StrictMath.log1p(-x));
                    return new double[] {Starts.mean(p, logits), Starts.sd(p, logits)};
                })
                .withTails(
                        "lognormalcdf((log(x) - log1p(-x) - meanlogit)/sdlogit)",
                        "lognormalcdf((meanlogit - log(x) + log1p(-x))/sdlogit)")
                .withSource("Aitchison and Shen (1980), Biometrika 67, 261-272");
    }

    private static Family makePower() {
        return Family.of("power", "0 < x < 1", "shape > 0", "log(shape) + (shape - 1)*log(x)")
                .withClosedForm((p, known) -> new double[] {-1 / Starts.mean(p, StrictMath::log)})
                .withTails("shape*log(x)", "log1mexp(shape*log(x))")
                .withMoments("shape/(shape + 1)", "shape/((shape + 1)^2*(shape + 2))")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25");
    }

    /** Its variance by the Mills ratio, and by the series of that where the two terms would cancel. */
    private static Family makeSimplex() {
        String far = "1/(dispersion*mean*(1 - mean))";
        String near = "(dispersion*mean*(1 - mean))^2";
        String series = "0";
        for (int odd = 11; odd > 0; odd -= 2) {
            series = near + "*" + odd + "*(1 - " + series + ")";
        }
        return Family.of(
                        "simplex",
                        "0 < x < 1",
                        "0 < mean < 1, dispersion > 0",
                        "-log(dispersion) - 0.5*log(2*pi) - 1.5*log(x) - 1.5*log1p(-x)"
                                + " - (x - mean)^2/(2*x*(1 - x)*(dispersion*mean*(1 - mean))^2)")
                .withStarts(UnitIntervalFamilies::simplexStarts)
                .withConcentration("dispersion", 0)
                .withMoments(
                        "mean",
                        "mean*(1 - mean)*choose(" + far + " - 30, " + series + ", 1 - " + far + "/mills(-" + far + "))")
                .withSource("Barndorff-Nielsen and Jorgensen (1991), Journal of Multivariate Analysis 39, 106-116");
    }

    /** Of a mean, the dispersion is in closed form. */
    private static List<double[]> simplexStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        for (double mean : new double[] {p.mean(), p.median(), 0.1, 0.3, 0.5, 0.7, 0.9}) {
            double square = Starts.mean(p, x -> (x - mean) * (x - mean) / (x * (1 - x)));
            points.add(new double[] {mean, Math.sqrt(square) / (mean * (1 - mean))});
        }
        return points;
    }

    /** A normal variable gamma + delta·log(u/(1 - u)) with u = (x - location)/scale. */
    private static Family makeJohnsonSb() {
        String below = "((x - location)/scale)";
        String above = "(1 - (x - location)/scale)";
        String z = "(gamma + delta*(log" + below + " - log" + above + "))";
        return Family.of(
                        "johnson-sb",
                        "x real",
                        "location real, scale > 0, gamma real, delta > 0",
                        "log(delta) - log(scale) - 0.5*log(2*pi) - log" + below + " - log" + above + " - 0.5*" + z
                                + "^2")
                .withStarts(UnitIntervalFamilies::johnsonStarts)
                .withSeveralMaxima()
                .withUnboundedEnd("location", CLOSER)
                .withUnboundedEnd("location", "scale", CLOSER)
                .withLimit("scale", LimitFamilies::lognormalOfEitherSide, Map.of())
                .withLimit("delta", Families::normal, Map.of())
                .withTails(
                        "choose(" + below + ", choose(" + above + ", lognormalcdf" + z + ", 0), log(0))",
                        "choose(" + below + ", choose(" + above + ", lognormalcdf(-" + z + "), log(0)), 0)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 12");
    }

    /** With ends beyond the extremes by shares of the range, and the others as they then follow. */
    private static List<double[]> johnsonStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double range = p.max() - p.min();
        for (double below : new double[] {0.1, 0.01, 0.5}) {
            for (double above : new double[] {0.1, 0.01, 0.5}) {
                double location = p.min() - below * range;
                double scale = (1 + below + above) * range;
                double[] logits = Starts.map(
                        p,
                        x -> StrictMath.log((x - location) / scale) - StrictMath.log((location + scale - x) / scale));
                double spread = Starts.sd(p, logits);
                points.add(new double[] {location, scale, -Starts.mean(p, logits) / spread, 1 / spread});
            }
        }
        return points;
    }
}
