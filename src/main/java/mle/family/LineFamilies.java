package mle.family;

import static mle.family.Starts.EULER;
import static mle.family.Starts.one;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/** The families on the real line. */
final class LineFamilies {
    static final List<String> NAMES = List.of("normal", "student", "logistic", "cauchy", "gumbel", "gev");

    private LineFamilies() {}

    /** A switch, where a map of makers would have the JVM link all of them for the sake of one. */
    static Family make(String name) {
        return switch (name) {
            case "normal" -> makeNormal();
            case "student" -> makeStudent();
            case "logistic" -> makeLogistic();
            case "cauchy" -> makeCauchy();
            case "gumbel" -> makeGumbel();
            case "gev" -> makeGev();
            default -> throw new IllegalArgumentException("families: no maker of '" + name + "'");
        };
    }

    private static Family makeNormal() {
        return Family.of("normal", "x real", "mean real, sd > 0", "-log(sd) - 0.5*log(2*pi) - 0.5*((x - mean)/sd)^2")
                .withStarts(p -> one(p.mean(), p.sd()))
                .withTails("lognormalcdf((x - mean)/sd)", "lognormalcdf((mean - x)/sd)")
                .withSource("Johnson, Kotz and Balakrishnan (1994), Continuous Univariate Distributions 1, ch. 13");
    }

    private static Family makeStudent() {
        return Family.of(
                        "student",
                        "x real",
                        "location real, scale > 0, df > 0",
                        "lpochrel(df/2, 0.5) - 0.5*log(2*pi) - log(scale)"
                                + " - (df + 1)/2*log1p(((x - location)/scale)^2/df)")
                .withStarts(LineFamilies::studentStarts)
                .withSeveralMaxima()
                .withLimit("df", Families::normal, Map.of("mean", "location", "sd", "scale"))
                .withTails(
                        "choose(location - x, log(0.5) + logbetai(log(df) - 2*log(abs(x - location)/scale), df/2, 0.5), log1mexp(log(0.5) + logbetai(log(df) - 2*log(abs(x - location)/scale), df/2, 0.5)))",
                        "choose(x - location, log(0.5) + logbetai(log(df) - 2*log(abs(x - location)/scale), df/2, 0.5), log1mexp(log(0.5) + logbetai(log(df) - 2*log(abs(x - location)/scale), df/2, 0.5)))")
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

    private static Family makeLogistic() {
        return Family.of(
                        "logistic",
                        "x real",
                        "location real, scale > 0",
                        "-log(scale) - (x - location)/scale - 2*log1pexp(-(x - location)/scale)")
                .withStarts(p -> one(p.median(), p.sd() * Math.sqrt(3) / Math.PI))
                .withTails("-log1pexp(-(x - location)/scale)", "-log1pexp((x - location)/scale)")
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
                .withSource("Coles (2001), An Introduction to Statistical Modeling of Extreme Values, ch. 3");
    }

    private static double[] gumbelStart(EmpiricalDistribution p) {
        double scale = p.sd() * Math.sqrt(6) / Math.PI;
        return new double[] {p.mean() - EULER * scale, scale};
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
}
