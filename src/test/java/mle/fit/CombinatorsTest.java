package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Combinators;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Families made of families: published fits, and what every combination owes. */
class CombinatorsTest {
    /** A combination at a point of its parameter space. */
    record Case(String family, double... parameters) {
        Distribution distribution() {
            return Combinators.parse(family).orElseThrow().at(parameters);
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("truncated(gamma, 5, )", 2, 0.3),
                new Case("truncated(normal, -1, 2)", 0.5, 1.5),
                new Case("truncated(weibull, , 4)", 1.4, 3),
                new Case("truncated(poisson, 2, 9)", 4),
                new Case("zero-truncated(poisson)", 1.3),
                new Case("zero-truncated(negative-binomial)", 3, 0.8),
                new Case("zero-inflated(poisson)", 0.3, 2.5),
                new Case("zero-inflated(negative-binomial)", 0.2, 4, 1.5),
                new Case("hurdle(poisson)", 0.4, 2),
                new Case("hurdle(geometric)", 0.6, 0.3),
                new Case("mixture(normal, normal)", 0.35, -2, 0.7, 3, 1.2),
                new Case("mixture(gamma, lognormal)", 0.5, 2, 4, 2, 0.4),
                new Case("mixture(poisson, poisson)", 0.4, 1.2, 6),
                new Case("zero-truncated(mixture(poisson, geometric))", 0.5, 6, 0.4),
                new Case("truncated(mixture(normal, student), -4, 6)", 0.4, 0, 1, 2, 1.5, 6));
    }

    /** Frequencies where they are given, values else. */
    private static Fit fit(String family, EmpiricalDistribution data) {
        return Mle.fit(Combinators.parse(family).orElseThrow(), data);
    }

    /** statsmodels issue 9156, where other programs end with NaN or 0.33 below; se of log mean and logit by the delta method. */
    @Test
    void zeroInflatedNegativeBinomialOfAHundred() {
        double[] x = {
            8, 0, 4, 0, 0, 0, 4, 8, 10, 0, 12, 11, 12, 0, 5, 0, 0, 0, 0, 0, 0, 17, 12, 10, 14, 0, 5, 0, 7, 0, 19, 0, 0,
            0, 0, 0, 17, 0, 17, 8, 12, 11, 0, 0, 9, 0, 0, 0, 0, 13, 0, 8, 13, 9, 10, 12, 13, 12, 0, 0, 18, 17, 0, 0, 0,
            9, 11, 10, 5, 11, 0, 0, 10, 0, 14, 4, 0, 8, 0, 0, 10, 0, 12, 6, 10, 0, 8, 0, 15, 7, 6, 0, 13, 7, 0, 7, 21,
            10, 0, 0
        };
        Fit fit = fit("zero-inflated(negative-binomial)", EmpiricalDistribution.of(x));
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-218.53005878722934, fit.logLikelihood(), 1e-10);
        Estimate zero = fit.parameter("zero_probability");
        double p = zero.value();
        assertEquals(-0.16073492473956516, Math.log(p / (1 - p)), 1e-6 * 0.2);
        assertEquals(0.20068596, zero.standardError() / (p * (1 - p)), 0.5e-8);
        Estimate mean = fit.parameter("mean");
        assertEquals(2.3582247358577413, Math.log(mean.value()), 1e-6 * 0.05);
        assertEquals(0.05102506, mean.standardError() / mean.value(), 0.5e-8);
        Estimate size = fit.parameter("size");
        assertEquals(0.045847325966824205, 1 / size.value(), 1e-6 * 0.027);
        assertEquals(0.02739402, size.standardError() / size.value() / size.value(), 0.5e-8);
    }

    @Test
    void zerosAsManyAsThePartHas() {
        double[] counts = {4, 5, 6, 5, 4, 5, 6, 5, 4, 6, 5, 5};
        for (String part : List.of("poisson", "negative-binomial")) {
            Fit fit = fit("zero-inflated(" + part + ")", EmpiricalDistribution.of(counts));
            assertEquals(
                    Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
            assertTrue(
                    fit.outcome().message().contains("where the family is poisson"),
                    fit.outcome().message());
            assertEquals(0, fit.parameter("zero_probability").value());
            assertEquals(5, fit.parameter("mean").value(), 1e-12);
            assertEquals(Math.sqrt(5.0 / 12), fit.parameter("mean").standardError(), 1e-12);
        }
        Fit hurdle = fit("hurdle(poisson)", EmpiricalDistribution.of(counts));
        assertEquals(
                Outcome.Kind.BOUNDARY, hurdle.outcome().kind(), hurdle.outcome().message());
        assertEquals(
                fit("zero-truncated(poisson)", EmpiricalDistribution.of(counts)).logLikelihood(),
                hurdle.logLikelihood(),
                1e-9);
    }

    /** From a location that the smallest value is, or up to a scale that the largest is. */
    @Test
    void endsAtAnObservation() {
        double[] x = {3.5, 2.25, 9, 4.75, 2.5};
        Fit exponential = fit("shifted(exponential)", EmpiricalDistribution.of(x));
        assertEquals(
                Outcome.Kind.BOUNDARY,
                exponential.outcome().kind(),
                exponential.outcome().message());
        assertEquals(2.25, exponential.parameter("location").value());
        assertEquals(1 / (4.4 - 2.25), exponential.parameter("rate").value(), 1e-12);
        assertTrue(Double.isNaN(exponential.parameter("location").standardError()));
        Fit power = fit("scaled(power)", EmpiricalDistribution.of(x));
        assertEquals(
                Outcome.Kind.BOUNDARY, power.outcome().kind(), power.outcome().message());
        assertEquals(9, power.parameter("scale").value());
        double logs = 0;
        for (double v : x) {
            logs += Math.log(9 / v) / x.length;
        }
        assertEquals(1 / logs, power.parameter("shape").value(), 1e-12);
    }

    @Test
    void noBoundWhereAPoleMeetsAnObservation() {
        double[] x = Families.beta().at(0.7, 0.6).sample(100, 1);
        for (int i = 0; i < x.length; i++) {
            x[i] *= 5;
        }
        Fit fit = fit("scaled(beta)", EmpiricalDistribution.of(x));
        assertEquals(Outcome.Kind.UNBOUNDED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("scale"), fit.outcome().parameters());
    }

    /** Zeros apart from the others: their share, and the fit of the others alone. */
    @Test
    void amountsOfWhichSomeAreZero() {
        double[] x = {0, 1.5, 0, 2, 4.5, 0.3, 0, 0, 1.25, 3};
        double[] some = {1.5, 2, 4.5, 0.3, 1.25, 3};
        Fit fit = fit("hurdle(gamma)", EmpiricalDistribution.of(x));
        Fit gamma = fit("gamma", EmpiricalDistribution.of(some));
        assertEquals(0.4, fit.parameter("zero_probability").value(), 1e-12);
        assertEquals(Math.sqrt(0.024), fit.parameter("zero_probability").standardError(), 1e-12);
        assertEquals(
                1, fit.parameter("shape").value() / gamma.parameter("shape").value(), 1e-9);
        assertEquals(gamma.logLikelihood() + 4 * Math.log(0.4) + 6 * Math.log(0.6), fit.logLikelihood(), 1e-9);
        Distribution d = fit.family().at(0.4, 2, 0.5);
        assertEquals(0.4, d.cdf(0), 1e-15);
        assertEquals(0, d.quantile(0.3));
        assertEquals(0, d.quantile(0.4));
        assertEquals(Families.gamma().at(2, 0.5).quantile(0.5), d.quantile(0.7), 1e-12);
        assertEquals(0.6 * 4, d.mean(), 1e-9);
    }

    /** Columns of their own supports, of which one has its maximum on an edge: the fits of the columns. */
    @Test
    void independentColumns() {
        double[] counts = {2, 3, 2, 4, 3, 3, 2};
        double[] amounts = {0.5, 2, 1.25, 3, 0.75, 1, 4};
        double[][] rows = new double[counts.length][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = new double[] {counts[i], amounts[i]};
        }
        Family both = Combinators.parse("independent(negative-binomial, gamma)").orElseThrow();
        Fit fit = Mle.of(both).withFixed("rate2", 1).fitTo(EmpiricalDistribution.of(rows));
        Fit first = fit("negative-binomial", EmpiricalDistribution.of(counts));
        Fit second = Mle.of(Families.gamma()).withFixed("rate", 1).fitTo(EmpiricalDistribution.of(amounts));
        assertEquals(Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("size1"), fit.outcome().parameters());
        assertEquals(first.logLikelihood() + second.logLikelihood(), fit.logLikelihood(), 1e-12);
        assertEquals(first.parameter("mean").value(), fit.parameter("mean1").value());
        assertEquals(
                second.parameter("shape").standardError(),
                fit.parameter("shape2").standardError());
        assertEquals(0, fit.covariance().get(0, 2));
        assertTrue(fit.parameter("rate2").fixed());
        rows[3][1] = -1;
        EmpiricalDistribution outside = EmpiricalDistribution.of(rows);
        assertThrows(mle.data.DataException.class, () -> Mle.fit(both, outside));
    }

    static Stream<Arguments> means() {
        double euler = 0.57721566490153286;
        double infinity = Double.POSITIVE_INFINITY;
        return Stream.of(
                Arguments.of(new Case("normal", -7, 2), -7.0),
                Arguments.of(new Case("exponential", 1e-5), 1e5),
                Arguments.of(new Case("lognormal", 1, 2), Math.exp(3)),
                Arguments.of(new Case("gumbel", 3, 2), 3 + 2 * euler),
                Arguments.of(new Case("lomax", 3, 4), 2.0),
                Arguments.of(new Case("lomax", 0.9, 4), infinity),
                Arguments.of(new Case("cauchy", 3, 2), Double.NaN),
                Arguments.of(new Case("beta", 0.1, 0.3), 0.25),
                Arguments.of(new Case("poisson", 2.5), 2.5),
                Arguments.of(new Case("poisson", 1e6), 1e6),
                Arguments.of(new Case("geometric", 0.001), 999.0),
                Arguments.of(new Case("yule-simon", 4), 4.0 / 3),
                Arguments.of(new Case("mixture(normal, logistic)", 0.25, -3, 1, 5, 2), 3.0),
                Arguments.of(new Case("zero-inflated(poisson)", 0.25, 4), 3.0),
                Arguments.of(new Case("hurdle(poisson)", 0.25, 4), 3 / -Math.expm1(-4)),
                Arguments.of(new Case("truncated(exponential, 2, )", 0.5), 4.0),
                Arguments.of(new Case("truncated(normal, 0, )", 0, 1), Math.sqrt(2 / Math.PI)),
                Arguments.of(new Case("shifted(scaled(beta, 4), -1)", 2, 2), 1.0),
                Arguments.of(new Case("shifted(exponential)", 3, 0.5), 5.0),
                Arguments.of(new Case("exp(normal)", 0, 1), Math.exp(0.5)),
                Arguments.of(new Case("log(exponential)", 1), -euler),
                Arguments.of(new Case("folded(logistic)", 0, 1), 2 * Math.log(2)),
                Arguments.of(new Case("discretized(exponential)", 0.5), 1 / Math.expm1(0.5)),
                Arguments.of(new Case("max(exponential, 3)", 2), 11.0 / 12),
                Arguments.of(new Case("min(pareto, 3)", 4, 0.5), 12.0));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("means")
    void meansFromTails(Case c, double mean) {
        double tolerance = Double.isFinite(mean) ? 1e-9 * (1 + Math.abs(mean)) : 1e-300;
        assertEquals(mean, c.distribution().mean(), tolerance);
    }

    /** By formulas where the parts have them: the same numbers as from the tails and from a sample. */
    @Test
    void varianceOfCombinations() {
        assertEquals(
                0.25 + 4 * 0.75 + 0.25 * 0.75 * 64,
                new Case("mixture(normal, normal)", 0.25, -3, 1, 5, 2)
                        .distribution()
                        .variance(),
                1e-12);
        assertEquals(
                0.75 * (4 + 0.25 * 16),
                new Case("zero-inflated(poisson)", 0.25, 4).distribution().variance(),
                1e-12);
        assertEquals(
                9 * 2 / 0.25,
                new Case("shifted(scaled(gamma, 3), 7)", 2, 0.5).distribution().variance(),
                1e-12);
        assertEquals(4, new Case("shifted(exponential)", 3, 0.5).distribution().variance(), 1e-12);
        assertEquals(
                1 - 2 / Math.PI,
                new Case("truncated(normal, 0, )", 0, 1).distribution().variance(),
                1e-9);
        assertEquals(
                Math.exp(-0.5) / Math.pow(-Math.expm1(-0.5), 2),
                new Case("discretized(exponential)", 0.5).distribution().variance(),
                1e-9);
        assertEquals(
                Double.POSITIVE_INFINITY,
                new Case("truncated(lomax, 1, )", 1.5, 1).distribution().variance());
        assertTrue(Double.isNaN(
                new Case("truncated(cauchy, 0, )", 0, 1).distribution().variance()));
    }

    /** The sample of scipy issue 17088, whose maximum was found with 40 digits. */
    @Test
    void rayleighWithALocation() {
        EmpiricalDistribution data =
                EmpiricalDistribution.of(HighPrecision.read("rayleigh_500").numeric("x"));
        Fit fit = fit("shifted(rayleigh)", data);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        Estimate location = fit.parameter("location");
        assertEquals(62.770888370768638974, location.value(), 1e-9 * location.standardError());
        assertEquals(10.913524100976142671, location.standardError(), 1e-8);
        assertEquals(
                844.59100443938562109 / Math.sqrt(2), fit.parameter("scale").value(), 1e-7);
        assertEquals(-3660.4621199203276746, fit.logLikelihood(), 1e-9);
    }

    @Test
    void aLocationOfAWeibullIsTheWeibullOfThree() {
        assertSame(Families.weibull3(), Combinators.parse("shifted(weibull)").orElseThrow());
        assertSame(Families.gamma3(), Combinators.shifted(Families.gamma()));
    }

    /** Families that are the same by another way. */
    static Stream<Arguments> equals() {
        return Stream.of(
                Arguments.of(new Case("exp(normal)", 0.3, 1.2), new Case("lognormal", 0.3, 1.2)),
                Arguments.of(new Case("log(lognormal)", 0.3, 1.2), new Case("normal", 0.3, 1.2)),
                Arguments.of(new Case("log(weibull)", 2, 5), new Case("gumbel-min", Math.log(5), 0.5)),
                Arguments.of(new Case("exp(logistic)", 1, 0.25), new Case("loglogistic", 4, Math.E)),
                Arguments.of(new Case("min(exponential, 7)", 0.3), new Case("exponential", 2.1)),
                Arguments.of(new Case("max(weibull, 3)", 1.7, 2), new Case("exponentiated-weibull", 1.7, 3, 2)),
                Arguments.of(new Case("max(power, 4)", 0.7), new Case("power", 2.8)),
                Arguments.of(new Case("min(geometric, 3)", 0.2), new Case("geometric", 1 - 0.8 * 0.8 * 0.8)),
                Arguments.of(new Case("discretized(exponential)", 0.4), new Case("geometric", -Math.expm1(-0.4))),
                Arguments.of(
                        new Case("discretized(weibull)", 1.3, 4),
                        new Case("discrete-weibull", Math.exp(-Math.pow(4, -1.3)), 1.3)),
                Arguments.of(new Case("folded(normal)", 0, 2), new Case("half-normal", 2)),
                Arguments.of(new Case("folded(cauchy)", 0, 3), new Case("half-cauchy", 3)),
                Arguments.of(new Case("scaled(gamma, 4)", 2.5, 3), new Case("gamma", 2.5, 0.75)),
                Arguments.of(new Case("shifted(gumbel, -3)", 1, 2), new Case("gumbel", -2, 2)),
                Arguments.of(new Case("truncated(exponential, 2, )", 0.7), new Case("shifted(exponential, 2)", 0.7)),
                Arguments.of(new Case("hurdle(geometric)", 0.3, 0.3), new Case("geometric", 0.3)));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("equals")
    void combinationsThatHaveANameOfTheirOwn(Case combined, Case named) {
        Distribution d = combined.distribution();
        Distribution e = named.distribution();
        for (double p : new double[] {1e-12, 0.001, 0.1, 0.5, 0.9, 0.999, 1 - 1e-12}) {
            double x = e.quantile(p);
            assertEquals(x, d.quantile(p), 1e-9 * (1 + Math.abs(x)), "quantile of " + p);
            assertEquals(e.logDensity(x), d.logDensity(x), 1e-11 * (1 + Math.abs(e.logDensity(x))), "density at " + x);
            // Near an end where it begins, a difference of the part's own keeps no more digits than that.
            assertEquals(1, d.cdf(x) / e.cdf(x), 1e-12 + 1e-15 / p, "cdf at " + x);
            assertEquals(1, (d.survival(x) + 1e-300) / (e.survival(x) + 1e-300), 1e-9, "survival at " + x);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilitiesAddUp(Case c) {
        Distribution d = c.distribution();
        boolean counts = d.family().support().integer();
        double lower = d.quantile(1e-9);
        double upper = d.quantile(1 - 1e-9);
        double sum = 0;
        int steps = counts ? (int) (upper - lower) + 1 : 40_000;
        double width = counts ? 1 : (upper - lower) / steps;
        for (int i = 0; i < steps; i++) {
            sum += width * d.density(counts ? lower + i : lower + (i + 0.5) * width);
        }
        assertEquals(1, sum, 1e-5);
        for (double p : new double[] {0.01, 0.3, 0.5, 0.9}) {
            double x = d.quantile(p);
            assertEquals(1, d.cdf(x) + d.survival(x), 1e-12);
            assertTrue(d.cdf(x) >= p - 1e-12);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aSampleIsFittedNoWorseThanByTheTruth(Case c) {
        Distribution d = c.distribution();
        double[] x = d.sample(2000, 20261121);
        Fit fit = Mle.fit(d.family(), x);
        double truth = 0;
        for (double value : x) {
            truth += d.logDensity(value);
        }
        assertTrue(fit.outcome().kind().found(), fit.outcome().message());
        assertTrue(fit.logLikelihood() >= truth - 1e-6, fit.logLikelihood() + " against " + truth);
    }

    @Test
    void refusals() {
        Family beta = Families.beta();
        assertThrows(IllegalArgumentException.class, () -> Combinators.zeroInflated(Families.normal()));
        assertThrows(IllegalArgumentException.class, () -> Combinators.truncated(beta, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> Combinators.mixture(beta, Families.poisson()));
        assertEquals(
                List.of("mean1", "sd1", "weight1_2", "mean1_2", "sd1_2", "mean2_2", "sd2_2"),
                Combinators.parse("independent(normal, mixture(normal, normal))").orElseThrow().parameters().stream()
                        .map(p -> p.name())
                        .toList());
        assertEquals(
                "mixture: needs a family whose support does not move, that of weibull-3 ends at its location",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Combinators.mixture(Families.weibull3(), Families.weibull3()))
                        .getMessage());
        assertEquals(
                "truncated: needs a family whose support does not move, that of pareto ends at its minimum",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Combinators.truncated(Families.pareto(), 1, Double.POSITIVE_INFINITY))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Combinators.parse("mixture(normal)"));
        assertThrows(IllegalArgumentException.class, () -> Combinators.parse("folded(normal"));
        assertTrue(Combinators.parse("poison").isEmpty());
    }

    /** What a hurdle becomes without zeros of its own is truncated already. */
    @Test
    void theLimitOfATruncatedHurdle() {
        Family family = Combinators.parse("zero-truncated(hurdle(poisson))").orElseThrow();
        assertEquals(
                List.of("zero-truncated(poisson)"),
                family.limits().stream().map(l -> l.family().get().name()).toList());
    }
}
