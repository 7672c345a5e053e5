package mle.family;

import static mle.family.Starts.EULER;
import static mle.family.Starts.mean;
import static mle.family.Starts.one;
import static mle.family.Starts.sd;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families of the library by name; each is made when it is first asked for. */
public final class Families {
    private static final List<String> NAMES = List.of(
            "normal",
            "lognormal",
            "exponential",
            "gamma",
            "weibull",
            "beta",
            "student",
            "logistic",
            "cauchy",
            "gumbel",
            "gev",
            "gpd",
            "inverse-gaussian",
            "rayleigh",
            "poisson",
            "negative-binomial",
            "geometric",
            "bernoulli",
            "binomial");

    private static final Map<String, Family> MADE = new ConcurrentHashMap<>();

    private Families() {}

    /** The names of all families, in the order of reports. */
    public static List<String> names() {
        return NAMES;
    }

    /** The family of that name, if there is one. */
    public static Optional<Family> find(String name) {
        return NAMES.contains(name) ? Optional.of(MADE.computeIfAbsent(name, Families::make)) : Optional.empty();
    }

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    private static Family make(String name) {
        return switch (name) {
            case "normal" -> makeNormal();
            case "lognormal" -> makeLognormal();
            case "exponential" -> makeExponential();
            case "gamma" -> makeGamma();
            case "weibull" -> makeWeibull();
            case "beta" -> makeBeta();
            case "student" -> makeStudent();
            case "logistic" -> makeLogistic();
            case "cauchy" -> makeCauchy();
            case "gumbel" -> makeGumbel();
            case "gev" -> makeGev();
            case "gpd" -> makeGpd();
            case "inverse-gaussian" -> makeInverseGaussian();
            case "rayleigh" -> makeRayleigh();
            case "poisson" -> makePoisson();
            case "negative-binomial" -> makeNegativeBinomial();
            case "geometric" -> makeGeometric();
            case "bernoulli" -> makeBernoulli();
            case "binomial" -> makeBinomial();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    /** All families. */
    public static List<Family> all() {
        return names().stream().map(Families::named).toList();
    }

    private static Family named(String name) {
        return find(name).orElseThrow();
    }

    // ---- on the real line ----

    /** Normal: mean, sd. */
    public static Family normal() {
        return named("normal");
    }

    private static Family makeNormal() {
        return Family.of("normal", "x real", "mean real, sd > 0", "-log(sd) - 0.5*log(2*pi) - 0.5*((x - mean)/sd)^2")
                .withStarts(p -> one(p.mean(), p.sd()))
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13");
    }

    /** Student's t with location and scale: location, scale, df. */
    public static Family student() {
        return named("student");
    }

    private static Family makeStudent() {
        return Family.of(
                        "student",
                        "x real",
                        "location real, scale > 0, df > 0",
                        "lpochrel(df/2, 0.5) - 0.5*log(2*pi) - log(scale)"
                                + " - (df + 1)/2*log1p(((x - location)/scale)^2/df)")
                .withStarts(Families::studentStarts)
                .withSeveralMaxima()
                .withLimit("df", Families::normal, Map.of("mean", "location", "sd", "scale"))
                .withSource("Lange, Little and Taylor (1989), JASA 84, 881-896");
    }

    private static List<double[]> studentStarts(EmpiricalDistribution p) {
        double half = Starts.halfQuartileRange(p);
        List<double[]> points = new ArrayList<>();
        for (double df : new double[] {1, 3, 10, 50}) {
            points.add(new double[] {p.median(), half * (df < 2 ? 1 : 1.4), df});
        }
        points.add(new double[] {p.mean(), p.sd(), 50});
        for (double share : new double[] {0.2, 0.5, 0.8}) {
            points.add(new double[] {p.quantile(share), 0.1 * half, 0.5});
        }
        return points;
    }

    /** Logistic: location, scale. */
    public static Family logistic() {
        return named("logistic");
    }

    private static Family makeLogistic() {
        return Family.of(
                        "logistic",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - (x - location)/scale - 2*log1pexp(-(x - location)/scale)")
                .withStarts(p -> one(p.median(), p.sd() * Math.sqrt(3) / Math.PI))
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23");
    }

    /** Cauchy: location, scale. */
    public static Family cauchy() {
        return named("cauchy");
    }

    private static Family makeCauchy() {
        return Family.of(
                        "cauchy",
                        "x real",
                        "location real, scale > 0",
                        "-log(pi) - log(scale) - log1p(((x - location)/scale)^2)")
                .withStarts(Families::cauchyStarts)
                .withSeveralMaxima()
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 16");
    }

    private static List<double[]> cauchyStarts(EmpiricalDistribution p) {
        double half = Starts.halfQuartileRange(p);
        List<double[]> points = new ArrayList<>();
        for (int tenth = 1; tenth < 10; tenth++) {
            for (double share : new double[] {1, 0.3, 2}) {
                points.add(new double[] {p.quantile(tenth / 10.0), half * share});
            }
        }
        return points;
    }

    /** Gumbel, largest extremes: location, scale. */
    public static Family gumbel() {
        return named("gumbel");
    }

    private static Family makeGumbel() {
        return Family.of(
                        "gumbel",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - (x - location)/scale - exp(-(x - location)/scale)")
                .withStarts(p -> one(gumbelStart(p)))
                .withSource("Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 3");
    }

    private static double[] gumbelStart(EmpiricalDistribution p) {
        double scale = p.sd() * Math.sqrt(6) / Math.PI;
        return new double[] {p.mean() - EULER * scale, scale};
    }

    /** Generalised extreme value: location, scale, shape (heavy upper tail for shape &gt; 0, as Coles). */
    public static Family gev() {
        return named("gev");
    }

    private static Family makeGev() {
        return Family.of(
                        "gev",
                        "x real",
                        "location real, scale > 0, shape real",
                        "-log(scale) - (1 + shape)*log1pdiv(shape, (x - location)/scale)"
                                + " - exp(-log1pdiv(shape, (x - location)/scale))")
                .withStarts(Families::gevStarts)
                .withSeveralMaxima()
                .withUnboundedRegion(
                        "shape", -1, "the end of the support may come ever closer to the largest observation")
                .withSource("Coles (2001), An Introduction to Statistical Modeling of Extreme Values, sec. 3.1.3");
    }

    private static List<double[]> gevStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double[] l = Starts.lMoments(p);
        double c = 2 / (3 + l[2]) - StrictMath.log(2) / StrictMath.log(3);
        double k = 7.8590 * c + 2.9554 * c * c;
        if (Math.abs(k) > 1e-6 && k > -1) {
            double gamma = StrictMath.exp(Function.LGAMMA.at(1 + k));
            double scale = l[1] * k / ((1 - StrictMath.pow(2, -k)) * gamma);
            points.add(new double[] {l[0] - scale * (1 - gamma) / k, scale, -k});
        }
        double[] gumbel = gumbelStart(p);
        for (double shape : new double[] {0, 0.1, -0.1, 0.3, -0.3}) {
            points.add(new double[] {gumbel[0], gumbel[1], shape});
            points.add(new double[] {gumbel[0], 2 * gumbel[1], shape});
        }
        for (double shape : new double[] {0.5, 1, 2}) {
            double half = Starts.halfQuartileRange(p);
            points.add(new double[] {p.quantile(0.4), half / (1 + shape), shape});
            points.add(new double[] {p.quantile(0.4), 0.2 * half, shape});
        }
        return points;
    }

    // ---- on the half line ----

    /** Lognormal: meanlog, sdlog. */
    public static Family lognormal() {
        return named("lognormal");
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
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 14");
    }

    /** Exponential: rate. */
    public static Family exponential() {
        return named("exponential");
    }

    private static Family makeExponential() {
        return Family.of("exponential", "x >= 0", "rate > 0", "log(rate) - rate*x")
                .withStarts(p -> one(1 / p.mean()))
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 19");
    }

    /** Gamma: shape, rate. */
    public static Family gamma() {
        return named("gamma");
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
                .withStarts(Families::gammaStarts)
                .withSolvedIn(
                        "shape > 0, mean > 0",
                        Map.of("rate", "shape/mean"),
                        Map.of("shape", "shape", "mean", "shape/rate"))
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 17");
    }

    /** The approximate root of log(shape) - digamma(shape) = s (Minka 2002), s = log(mean x) - mean(log x). */
    private static List<double[]> gammaStarts(EmpiricalDistribution p) {
        double mean = p.mean();
        double s = mean(p, x -> x / mean - 1 - StrictMath.log1p(x / mean - 1));
        double shape = (3 - s + Math.sqrt((s - 3) * (s - 3) + 24 * s)) / (12 * s);
        return one(shape, shape / mean);
    }

    /** Weibull: shape, scale. */
    public static Family weibull() {
        return named("weibull");
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
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 21");
    }

    /** Generalised Pareto of excesses: scale, shape (heavy tail for shape &gt; 0, as Coles). */
    public static Family gpd() {
        return named("gpd");
    }

    private static Family makeGpd() {
        return Family.of("gpd", "x >= 0", "scale > 0, shape real", "-log(scale) - (1 + shape)*log1pdiv(shape, x/scale)")
                .withStarts(Families::gpdStarts)
                .withSeveralMaxima()
                .withUnboundedRegion(
                        "shape", -1, "the end of the support may come ever closer to the largest observation")
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

    /** Inverse Gaussian: mean, shape. */
    public static Family inverseGaussian() {
        return named("inverse-gaussian");
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

    /** Rayleigh: scale. */
    public static Family rayleigh() {
        return named("rayleigh");
    }

    private static Family makeRayleigh() {
        return Family.of("rayleigh", "x > 0", "scale > 0", "log(x) - 2*log(scale) - 0.5*(x/scale)^2")
                .withStarts(p -> one(Math.sqrt(mean(p, x -> x * x) / 2)))
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 18");
    }

    // ---- on the unit interval ----

    /** Beta: alpha, beta. */
    public static Family beta() {
        return named("beta");
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
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 25");
    }

    // ---- counts ----

    /** Poisson: mean. */
    public static Family poisson() {
        return named("poisson");
    }

    private static Family makePoisson() {
        return Family.of("poisson", "integer x >= 0", "mean > 0", "x*log(mean) - mean - lgamma(x + 1)")
                .withStarts(p -> one(p.mean()))
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 4");
    }

    /** Negative binomial (NB2): mean, size; variance mean + mean²/size. */
    public static Family negativeBinomial() {
        return named("negative-binomial");
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
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 5");
    }

    /** Geometric, failures before the first success: probability. */
    public static Family geometric() {
        return named("geometric");
    }

    private static Family makeGeometric() {
        return Family.of(
                        "geometric",
                        "integer x >= 0",
                        "0 < probability < 1",
                        "log(probability) + x*log1p(-probability)")
                .withStarts(p -> one(1 / (1 + p.mean())))
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, sec. 5.2");
    }

    /** Bernoulli: probability of a one. */
    public static Family bernoulli() {
        return named("bernoulli");
    }

    private static Family makeBernoulli() {
        return Family.of(
                        "bernoulli",
                        "integer 0 <= x <= 1",
                        "0 < probability < 1",
                        "x*log(probability) + (1 - x)*log1p(-probability)")
                .withStarts(p -> one(p.mean()))
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }

    /** Binomial with a known size: size, probability. */
    public static Family binomial() {
        return named("binomial");
    }

    private static Family makeBinomial() {
        return Family.of(
                        "binomial",
                        "integer 0 <= x <= size",
                        "known whole size > 0, 0 < probability < 1",
                        "-log(size + 1) - lbeta(x + 1, size - x + 1) + x*log(probability) + (size - x)*log1p(-probability)")
                .withStarts(p ->
                        List.of(new double[] {p.max(), 0.5}, new double[] {p.max(), 0.1}, new double[] {p.max(), 0.9}))
                .withSource("Johnson, Kemp and Kotz (2005), Univariate Discrete Distributions, ch. 3");
    }
}
