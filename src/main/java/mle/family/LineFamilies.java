package mle.family;

import static mle.family.Starts.EULER;
import static mle.family.Starts.one;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families on the real line and on the circle. */
final class LineFamilies {
    /** The share of observations within a fifth of half the quartile range that is worth a start of its own. */
    private static final double CLUSTER = 0.2;

    /** Where moments tell df from, and to where they tell it from infinity. */
    private static final double LEAST_DF = 4;

    private static final double MOST_DF = 200;

    /** A df that is next to infinity: where the normal limit is a maximum the search has not far to go. */
    private static final double NEAR_NORMAL_DF = 60_000;

    /** Of so many values the kurtosis is taken to tell of twice the df; of many, of df itself. */
    private static final double FEW_VALUES = 50;

    /** Where the standard deviation is so many times half the distance of the quartiles, far values make the moments. */
    private static final double FAR_APART = 3;

    static final List<String> NAMES = List.of(
            "normal",
            "student",
            "logistic",
            "cauchy",
            "gumbel",
            "gumbel-min",
            "gev",
            "hyperbolic-secant",
            "exgaussian",
            "skew-normal",
            "von-mises");

    private LineFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "normal" -> makeNormal();
            case "student" -> makeStudent();
            case "logistic" -> makeLogistic();
            case "cauchy" -> makeCauchy();
            case "gumbel" -> makeGumbel();
            case "gumbel-min" -> makeGumbelMin();
            case "gev" -> makeGev();
            case "hyperbolic-secant" -> makeHyperbolicSecant();
            case "exgaussian" -> makeExgaussian();
            case "skew-normal" -> makeSkewNormal();
            case "von-mises" -> makeVonMises();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeNormal() {
        return Family.of("normal", "x real", "mean real, sd > 0", "-log(sd) - 0.5*log(2*pi) - 0.5*((x - mean)/sd)^2")
                .withSampler(Sampler::normal)
                .withClosedForm((p, known) -> new double[] {p.mean(), p.sd()})
                .withTails("lognormalcdf((x - mean)/sd)", "lognormalcdf((mean - x)/sd)")
                .withMoments("mean", "sd^2")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13");
    }

    private static Family makeStudent() {
        return Family.of(
                        "student",
                        "x real",
                        "location real, scale > 0, df > 0",
                        "lpochrel(df/2, 0.5) - 0.5*log(2*pi) - log(scale)"
                                + " - (df + 1)/2*log1p(((x - location)/scale)^2/df)")
                .withSampler(Sampler::student)
                .withStarts(LineFamilies::studentStarts)
                .withSpike("location", "scale", new UnboundedRegion.Tail("df", true), SkewFamilies.HEAVY)
                .withSeveralMaxima()
                .withLimit("df", Families::normal, Map.of("mean", "location", "sd", "scale"))
                .withSpecialCase("df", 1, Families::cauchy, Map.of("location", "location", "scale", "scale"))
                .withTails("logstudentcdf(df, (x - location)/scale)", "logstudentcdf(df, (location - x)/scale)")
                .withMoments("location if df > 1", "scale^2*df/(df - 2) if df > 2")
                .withSource(
                        "Lange, Little and Taylor (1989), JASA 84, 881-896; Fernandez and Steel (1999), Biometrika 86, 153-167");
    }

    /**
     * For each df from 1 on exact values have one maximum in location and scale (Copas 1975, Biometrika 62, 701-704; Kent and
     * Tyler 1991, Ann. Statist. 19, 2102-2119), so that one start for each of several df will do. Below, each cluster may have its own.
     */
    private static List<double[]> studentStarts(EmpiricalDistribution p) {
        double half = Starts.halfQuartileRange(p);
        List<double[]> points = new ArrayList<>();
        points.add(new double[] {p.median(), half, 1});
        points.add(new double[] {p.median(), 1.4 * half, 3});
        if (!(p.sd() < FAR_APART * half)) {
            points.add(new double[] {p.median(), 1.4 * half, 10});
        }
        double df = studentDf(p);
        points.add(new double[] {p.mean(), p.sd() * Math.sqrt((df - 2) / df), df});
        for (double share : new double[] {0.2, 0.5, 0.8}) {
            double centre = p.quantile(share);
            double width = 0.1 * half;
            if (p.ecdf(centre + width) - p.ecdf(centre - width) >= CLUSTER) {
                points.add(new double[] {centre, width, 0.5});
            }
        }
        return points;
    }

    /**
     * From the moments: the excess of the kurtosis is 6/(df - 4). That of few values is too small, and Newton's steps from above
     * overshoot. Without an excess the likelihood of exact values has a maximum in the normal limit, at this mean and variance.
     */
    private static double studentDf(EmpiricalDistribution p) {
        double mean = p.mean();
        double variance = p.variance();
        double fourth = Starts.mean(p, x -> {
            double square = (x - mean) * (x - mean) / variance;
            return square * square;
        });
        if (!(fourth > 3)) {
            return p.isExact() ? NEAR_NORMAL_DF : MOST_DF;
        }
        double df = (4 + 6 / (fourth - 3)) * p.n() / (p.n() + FEW_VALUES);
        return Math.max(LEAST_DF, Math.min(MOST_DF, df));
    }

    private static Family makeLogistic() {
        return Family.of(
                        "logistic",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - (x - location)/scale - 2*log1pexp(-(x - location)/scale)")
                .withStarts(p -> one(p.median(), p.sd() * Math.sqrt(3) / Math.PI))
                .withTails("-log1pexp(-(x - location)/scale)", "-log1pexp((x - location)/scale)")
                .withMoments("location", "(pi*scale)^2/3")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23");
    }

    private static Family makeCauchy() {
        return Family.of(
                        "cauchy",
                        "x real",
                        "location real, scale > 0",
                        "-log(pi) - log(scale) - log1p(((x - location)/scale)^2)")
                .withStarts(LineFamilies::cauchyStarts)
                .withSeveralMaxima()
                .withTails(
                        "choose(x - location, log1mexp(log(cauchycdf((location - x)/scale))), log(cauchycdf((x - location)/scale)))",
                        "choose(location - x, log1mexp(log(cauchycdf((x - location)/scale))), log(cauchycdf((location - x)/scale)))")
                .withMoments("none", "none")
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

    private static Family makeGumbel() {
        return Family.of(
                        "gumbel",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - (x - location)/scale - exp(-(x - location)/scale)")
                .withStarts(p -> one(gumbelStart(p)))
                .withTails("-exp(-(x - location)/scale)", "log1mexp(-exp(-(x - location)/scale))")
                .withMoments("location + 0.5772156649015329*scale", "(pi*scale)^2/6")
                .withSource("Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 3");
    }

    private static double[] gumbelStart(EmpiricalDistribution p) {
        double scale = p.sd() * Math.sqrt(6) / Math.PI;
        return new double[] {p.mean() - EULER * scale, scale};
    }

    private static Family makeGumbelMin() {
        return Family.of(
                        "gumbel-min",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) + (x - location)/scale - exp((x - location)/scale)")
                .withStarts(p -> {
                    double scale = p.sd() * Math.sqrt(6) / Math.PI;
                    return one(p.mean() + EULER * scale, scale);
                })
                .withTails("log1mexp(-exp((x - location)/scale))", "-exp((x - location)/scale)")
                .withMoments("location - 0.5772156649015329*scale", "(pi*scale)^2/6")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 22");
    }

    private static Family makeGev() {
        return Family.of(
                        "gev",
                        "x real",
                        "location real, scale > 0, shape real",
                        "-log(scale) - (1 + shape)*log1pdiv(shape, (x - location)/scale)"
                                + " - exp(-log1pdiv(shape, (x - location)/scale))")
                .withStarts(LineFamilies::gevStarts)
                .withSeveralMaxima()
                .withSpecialCase("shape", 0, Families::gumbel, Map.of("location", "location", "scale", "scale"))
                .withUnboundedRegion(
                        "shape", -1, "the end of the support may come ever closer to the largest observation")
                .withTails(
                        "choose(1 + exp(log1pdiv(shape, (x - location)/scale)), -exp(-log1pdiv(shape, (x - location)/scale)), choose(shape, log(0), 0))",
                        "choose(1 + exp(log1pdiv(shape, (x - location)/scale)), log1mexp(-exp(-log1pdiv(shape, (x - location)/scale))),"
                                + " choose(shape, 0, log(0)))")
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

    /** The logit of a variable with the arcsine distribution, beta(1/2, 1/2), in other units. */
    private static Family makeHyperbolicSecant() {
        return Family.of(
                        "hyperbolic-secant",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - pi/2*(x - location)/scale - log1pexp(-pi*(x - location)/scale)")
                .withStarts(p -> one(p.median(), p.sd()))
                .withTails(
                        "logbetai(pi*(x - location)/scale, 0.5, 0.5)", "logbetai(-pi*(x - location)/scale, 0.5, 0.5)")
                .withMoments("location", "scale^2")
                .withSource("Johnson, Kotz and Balakrishnan (1995), Continuous Univariate Distributions 2, ch. 23");
    }

    /**
     * With t = (x - mean)/sd - rate*sd: above 0 by the normal tail, below by its Mills ratio and far below by the continued
     * fraction of that (Laplace 1805), so that nothing cancels on the way to the normal. The search is by the mean of all, and by precision = 1/sd: to an exponential
     * that begins at the smallest value there is no regular way.
     */
    private static Family makeExgaussian() {
        String t = "((x - mean)/sd - rate*sd)";
        String w = "(rate*sd - (x - mean)/sd)";
        String rest = w;
        for (int k = 9; k > 1; k--) {
            rest = "(" + w + " + " + k + "/" + rest + ")";
        }
        String normal = "-0.5*((x - mean)/sd)^2 - 0.5*log(2*pi)";
        String exponential = "choose(" + t + ", 0.5*(rate*sd)^2 - rate*(x - mean) + lognormalcdf" + t + ", " + normal
                + " - log(mills" + t + "))";
        String upper = "logaddexp(lognormalcdf((mean - x)/sd), " + exponential + ")";
        String lower = normal + " + log(1/mills((x - mean)/sd) - 1/mills" + t + ")";
        return Family.of(
                        "exgaussian",
                        "x real",
                        "mean real, sd > 0, rate > 0",
                        "-log(sd) + choose(" + t + ", log(rate*sd) + 0.5*(rate*sd)^2 - rate*(x - mean) + lognormalcdf"
                                + t
                                + ", " + normal + " + choose(" + t + " + 20, log(rate*sd) - log(mills" + t
                                + "), -log1p(1/(rate*sd*" + rest + ") - (x - mean)/(rate*sd^2))))")
                .withStarts(LineFamilies::exgaussianStarts)
                .withSeveralMaxima()
                .withLimit("rate", Families::normal, Map.of("mean", "mean", "sd", "sd"))
                .withLimit(new Limit(
                        "precision",
                        Double.POSITIVE_INFINITY,
                        LimitFamilies::exponentialFrom,
                        Map.of("location", "mean", "rate", "rate"),
                        Map.of("sd", 0.0)))
                .withSolvedIn(
                        "centre real, precision > 0, rate > 0",
                        Map.of("mean", "centre - 1/rate", "sd", "1/precision"),
                        Map.of("centre", "mean + 1/rate", "precision", "1/sd"))
                .withTails(
                        "choose(x - mean, log1mexp(" + upper + "), " + lower + ")",
                        "choose(x - mean, " + upper + ", log1mexp(" + lower + "))")
                .withMoments("mean + 1/rate", "sd^2 + 1/rate^2")
                .withSource(
                        "The sum of a normal and an exponential variable; exGAUS of the R package gamlss.dist has nu = 1/rate");
    }

    private static List<double[]> exgaussianStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double skewness = skewness(p);
        for (double share :
                new double[] {StrictMath.cbrt(Math.min(Math.max(skewness, 0.01), 1.9) / 2), 0.3, 0.6, 0.9, 0.99}) {
            double tail = p.sd() * share;
            points.add(new double[] {p.mean() - tail, p.sd() * Math.sqrt(1 - share * share), 1 / tail});
        }
        double excess = p.mean() - p.min();
        for (double share : new double[] {0.003, 0.03}) {
            points.add(new double[] {p.min(), share * excess, 1 / excess});
        }
        return points;
    }

    private static double skewness(EmpiricalDistribution p) {
        double mean = p.mean();
        double sd = p.sd();
        double skewness = Starts.mean(p, x -> (x - mean) / sd * ((x - mean) / sd) * ((x - mean) / sd));
        return Double.isNaN(skewness) ? 0 : skewness;
    }

    private static Family makeSkewNormal() {
        return Family.of(
                        "skew-normal",
                        "x real",
                        "location real, scale > 0, shape real",
                        "log(2) - log(scale) - 0.5*log(2*pi) - 0.5*((x - location)/scale)^2"
                                + " + lognormalcdf(shape*(x - location)/scale)")
                .withStarts(LineFamilies::skewNormalStarts)
                .withSeveralMaxima()
                .withSingularCase("shape", 0, Families::normal, Map.of("mean", "location", "sd", "scale"))
                .withLimit("shape", LimitFamilies::halfNormalFrom, Map.of("location", "location", "scale", "scale"))
                .withLimit(new Limit(
                        "shape",
                        Double.NEGATIVE_INFINITY,
                        LimitFamilies::halfNormalTo,
                        Map.of("location", "location", "scale", "scale")))
                .withTails(
                        "logskewnormalcdf((x - location)/scale, shape)",
                        "logskewnormalcdf((location - x)/scale, -shape)")
                .withMoments(
                        "location + scale*shape*sqrt(2/(pi*(1 + shape^2)))",
                        "scale^2*(1 - 2*shape^2/(pi*(1 + shape^2)))")
                .withSource(
                        "Azzalini (1985), Scandinavian Journal of Statistics 12, 171-178; at shape 0 its information is singular");
    }

    /** Of a shape, location and scale by the mean and the variance. */
    static List<double[]> skewNormalStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double g = Math.max(-0.99, Math.min(0.99, skewness(p)));
        double k = StrictMath.cbrt(2 * g / (4 - Math.PI));
        double delta = Math.max(-0.99, Math.min(0.99, k / Math.sqrt(1 + k * k) * Math.sqrt(Math.PI / 2)));
        double moments = delta / Math.sqrt(1 - delta * delta);
        for (double shape : new double[] {moments, -moments, 1, -1, 3, -3, 10, -10}) {
            double d = shape / Math.sqrt(1 + shape * shape) * Math.sqrt(2 / Math.PI);
            double scale = p.sd() / Math.sqrt(1 - d * d);
            points.add(new double[] {p.mean() - scale * d, scale, shape});
        }
        return points;
    }

    /** For large concentrations with the asymptotic series of the Bessel function, so that nothing cancels. */
    private static Family makeVonMises() {
        String series = "1/8/c + 9/128/c^2 + 75/1024/c^3 + 3675/32768/c^4 + 59535/262144/c^5";
        String constant = "choose(c - 1000, 0.5*log(c) - 0.5*log(2*pi) - log1p(" + series
                + "), c - log(2*pi) - logbesseli(0, c))";
        return Family.of(
                        "von-mises",
                        "-3.141592653589793 <= x <= 3.141592653589793",
                        "mean real, concentration > 0",
                        "-2*concentration*sin((x - mean)/2)^2 + " + constant.replaceAll("\\bc\\b", "concentration"))
                .withStarts(p -> {
                    double sine = Starts.mean(p, StrictMath::sin);
                    double cosine = Starts.mean(p, StrictMath::cos);
                    double square = Math.min(sine * sine + cosine * cosine, 1 - 1e-15);
                    return one(StrictMath.atan2(sine, cosine), Math.sqrt(square) * (2 - square) / (1 - square));
                })
                .withAngle("mean")
                .withLimit(new Limit("concentration", 0, LimitFamilies::circularUniform, Map.of()))
                .withSource("Mardia and Jupp (2000), Directional Statistics, sec. 3.5.4");
    }
}
