package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import mle.family.FamilyCases.Case;
import mle.family.FamilyCases.Node;
import mle.family.FamilyCases.Path;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.PoissonDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/** Combinations of families at points of their parameter spaces, with samplers that know nothing of their formulas. */
public final class CombinationCases {
    /** A draw. */
    private interface Draw extends ToDoubleFunction<RandomGenerator> {}

    private final List<Case> cases = new ArrayList<>();

    private CombinationCases() {}

    /** All cases. */
    public static List<Case> all() {
        CombinationCases made = new CombinationCases();
        made.addParts();
        made.addMixtures();
        made.addTransformations();
        made.addExtremes();
        made.addNested();
        return made.cases;
    }

    private void addParts() {
        real("truncated(gamma, 5, )", p(2, 0.3), p(1, 0.1), until(gamma(2, 0.3), x -> x > 5), above(5, 5));
        real(
                "truncated(normal, -1, 2)",
                p(0.5, 1.5),
                p(1, 1),
                until(normal(0.5, 1.5), x -> x > -1 && x <= 2),
                unit(-1, 3));
        counts("truncated(poisson, 2, 9)", p(4), p(4), until(poisson(4), x -> x > 2 && x <= 9), 9);
        counts(
                "zero-truncated(negative-binomial)",
                p(3, 0.8),
                p(3, 0.8),
                until(negativeBinomial(3, 0.8), x -> x > 0),
                400);
        counts("zero-inflated(poisson)", p(0.3, 2.5), p(0.3, 2), or(0.3, r -> 0, poisson(2.5)), 60);
        counts(
                "zero-inflated(negative-binomial)",
                p(0.2, 4, 1.5),
                p(0.2, 4, 1.5),
                or(0.2, r -> 0, negativeBinomial(4, 1.5)),
                400);
        counts("hurdle(geometric)", p(0.6, 0.3), p(0.3, 0.3), or(0.6, r -> 0, until(geometric(0.3), x -> x > 0)), 200);
    }

    private void addMixtures() {
        real(
                "mixture(normal, normal)",
                p(0.35, -2, 0.7, 3, 1.2),
                p(0.2, 0.3, 0.3, 0.6, 0.6),
                or(0.35, normal(-2, 0.7), normal(3, 1.2)),
                line(0, 2));
        real(
                "mixture(normal, normal, common sd)",
                p(0.35, -2, 3, 1.2),
                p(0.3, 1, 1, 1),
                or(0.35, normal(-2, 1.2), normal(3, 1.2)),
                line(0, 2));
        real(
                "mixture(normal, normal, normal)",
                p(0.3, 0.4, -5, 1, 0.5, 0.7, 6, 1.5),
                p(0.2, 0.2, 0.5, 0.5, 0.3, 0.3, 0.7, 0.7),
                or(0.3, normal(-5, 1), or(0.4 / 0.7, normal(0.5, 0.7), normal(6, 1.5))),
                line(0, 3));
        real(
                "mixture(gamma, lognormal)",
                p(0.5, 2, 4, 2, 0.4),
                p(0.3, 1, 2, 0.4, 0.4),
                or(0.5, gamma(2, 4), r -> Math.exp(2 + 0.4 * r.nextGaussian())),
                above(0, 2));
        real(
                "mixture(normal, gamma)",
                p(0.5, -1, 1, 9, 1.5),
                p(0.3, 0.5, 0.5, 3, 0.5),
                or(0.5, normal(-1, 1), gamma(9, 1.5)),
                line(2, 3));
        counts(
                "mixture(zero-truncated(poisson), geometric)",
                p(0.4, 6, 0.5),
                p(0.3, 3, 0.3),
                or(0.4, until(poisson(6), x -> x > 0), geometric(0.5)),
                120);
        counts(
                "hurdle(zero-truncated(poisson))",
                p(0.3, 2.5),
                p(0.3, 2),
                or(0.3, r -> 0, until(poisson(2.5), x -> x > 0)),
                60);
        counts("mixture(poisson, poisson)", p(0.4, 1.2, 9), p(0.3, 1, 4), or(0.4, poisson(1.2), poisson(9)), 90);
        counts(
                "mixture(poisson, poisson, geometric)",
                p(0.3, 0.4, 4, 20, 0.6),
                p(0.2, 0.2, 2, 5, 0.3),
                or(0.3, poisson(4), or(0.4 / 0.7, poisson(20), geometric(0.6))),
                120);
    }

    private void addTransformations() {
        real("shifted(weibull, 10)", p(1.4, 3), p(1, 2), r -> 10 + weibull(r, 1.4, 3), above(10, 3));
        real("scaled(beta, 5)", p(2, 3), p(2, 3), r -> 5 * new BetaDistribution(r, 2, 3, 1e-9).sample(), unit(0, 5));
        real("exp(logistic)", p(1, 0.3), p(0.3, 0.3), r -> Math.exp(1 + 0.3 * logistic(r)), above(0, 3));
        real("log(weibull)", p(2, 5), p(1, 2), r -> Math.log(weibull(r, 2, 5)), line(1.5, 0.5));
        real("folded(normal)", p(1.5, 1), p(1, 1), r -> Math.abs(1.5 + r.nextGaussian()), above(0, 1.5));
        real("mirrored(logistic)", p(1, 2), p(1, 1), r -> 1 - 2 * logistic(r), line(1, 2));
        real("mirrored(gumbel)", p(1, 2), p(1, 1), r -> 1 + 2 * Math.log(-Math.log(r.nextDouble())), line(1, 2));
        real(
                "shifted(maxwell)",
                p(10, 5),
                p(2, 1),
                r -> 10 + 5 * Math.sqrt(2 * gamma(1.5, 1).applyAsDouble(r)),
                above(10, 8));
        real("shifted(loglogistic)", p(-4, 3, 2), p(0.5, 1, 0.5), r -> 2 * Math.exp(logistic(r) / 3) - 4, above(-4, 2));
        real(
                "scaled(beta)",
                p(5, 2.5, 3),
                p(1, 1, 1),
                r -> 5 * new BetaDistribution(r, 2.5, 3, 1e-9).sample(),
                unit(0, 5));
        real("scaled(chi-squared)", p(3, 4), p(1, 1), r -> 6 * gamma(2, 1).applyAsDouble(r), above(0, 12));
        counts(
                "discretized(gamma)",
                p(2, 0.3),
                p(1, 0.2),
                r -> Math.floor(gamma(2, 0.3).applyAsDouble(r)),
                400);
    }

    private void addExtremes() {
        real("max(normal, 3)", p(1, 2), p(2, 2), extreme(3, true, normal(1, 2)), line(2, 2));
        real("min(gamma, 2)", p(2, 0.5), p(1, 0.3), extreme(2, false, gamma(2, 0.5)), above(0, 2));
        counts("max(poisson, 2)", p(3), p(2), extreme(2, true, poisson(3)), 80);
        counts("min(geometric, 3)", p(0.2), p(0.2), extreme(3, false, geometric(0.2)), 150);
    }

    private void addNested() {
        real(
                "truncated(mixture(normal, logistic), -4, 6)",
                p(0.4, -1, 0.5, 2, 0.6),
                p(0.2, 0.3, 0.3, 0.5, 0.4),
                until(or(0.4, normal(-1, 0.5), r -> 2 + 0.6 * logistic(r)), x -> x > -4 && x <= 6),
                unit(-4, 10));
        counts(
                "zero-inflated(discretized(weibull))",
                p(0.3, 1.5, 6),
                p(0.2, 1, 3),
                or(0.3, r -> 0, r -> Math.floor(weibull(r, 1.5, 6))),
                60);
        real(
                "shifted(exp(mixture(normal, normal, common sd)), -1)",
                p(0.4, 0, 3, 0.5),
                p(0.3, 0.5, 0.5, 0.3),
                r -> Math.exp(or(0.4, normal(0, 0.5), normal(3, 0.5)).applyAsDouble(r)) - 1,
                above(-1, 4));
    }

    // ---- a case ----

    private void real(String text, double[] theta, double[] units, Draw draw, Path path) {
        Family family = Combinators.parse(text).orElseThrow();
        cases.add(new Case(family, theta, units, FamilyCases.sampled(draw), draw, List.of(path), 0));
    }

    private void counts(String text, double[] theta, double[] units, Draw draw, int last) {
        Family family = Combinators.parse(text).orElseThrow();
        cases.add(new Case(family, theta, units, FamilyCases.sampled(draw), draw, List.of(), last));
    }

    private static double[] p(double... values) {
        return values;
    }

    private static Path line(double centre, double scale) {
        return FamilyCases.line(centre, scale);
    }

    private static Path above(double from, double width) {
        Path path = FamilyCases.halfLine(width, 1);
        return t -> {
            Node node = path.at(t);
            return new Node(from + node.x() > from ? from + node.x() : Double.NaN, node.slope());
        };
    }

    private static Path unit(double from, double width) {
        Path path = FamilyCases.unitInterval();
        return t -> {
            Node node = path.at(t);
            double x = from + width * node.x();
            return new Node(x > from && x < from + width ? x : Double.NaN, width * node.slope());
        };
    }

    // ---- draws ----

    private static Draw until(Draw draw, java.util.function.DoublePredicate seen) {
        return r -> {
            double x = draw.applyAsDouble(r);
            while (!seen.test(x)) {
                x = draw.applyAsDouble(r);
            }
            return x;
        };
    }

    private static Draw or(double probability, Draw first, Draw second) {
        return r -> r.nextDouble() < probability ? first.applyAsDouble(r) : second.applyAsDouble(r);
    }

    private static Draw extreme(int k, boolean largest, Draw draw) {
        return r -> {
            double extreme = draw.applyAsDouble(r);
            for (int i = 1; i < k; i++) {
                double next = draw.applyAsDouble(r);
                extreme = largest ? Math.max(extreme, next) : Math.min(extreme, next);
            }
            return extreme;
        };
    }

    private static Draw normal(double mean, double sd) {
        return r -> mean + sd * r.nextGaussian();
    }

    private static Draw gamma(double shape, double rate) {
        return r -> new GammaDistribution(r, shape, 1 / rate, 1e-9).sample();
    }

    private static Draw poisson(double mean) {
        return r -> new PoissonDistribution(r, mean, 1e-15, 10000).sample();
    }

    private static Draw negativeBinomial(double mean, double size) {
        return r -> {
            double rate = gamma(size, size / mean).applyAsDouble(r);
            return rate > 0 ? poisson(rate).applyAsDouble(r) : 0;
        };
    }

    private static Draw geometric(double probability) {
        return r -> Math.floor(Math.log(1 - r.nextDouble()) / Math.log1p(-probability));
    }

    private static double weibull(RandomGenerator r, double shape, double scale) {
        return scale * Math.pow(-Math.log1p(-r.nextDouble()), 1 / shape);
    }

    private static double logistic(RandomGenerator r) {
        double u = FamilyCases.open(r);
        return Math.log(u / (1 - u));
    }
}
