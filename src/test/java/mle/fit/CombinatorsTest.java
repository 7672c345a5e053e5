package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** References found by other programs with exact derivatives. */
    @Test
    void zeroInflatedPoissonOfMcKendricksCholera() {
        Table table = Datasets.load("mckendrick_cholera");
        Published.check(
                fit(
                        "zero-inflated(poisson)",
                        EmpiricalDistribution.of(table.numeric("cases"), table.numeric("households"))),
                -179.3477146586402,
                0.6033130951685413,
                0.0610101099277429,
                0.9721778549233906,
                0.16401305329227006);
    }

    @Test
    void mixtureOfPoissonsOfDeathNotices() {
        Table table = Datasets.load("death_notices");
        Published.check(
                fit(
                        "mixture(poisson, poisson)",
                        EmpiricalDistribution.of(table.numeric("deaths"), table.numeric("days"))),
                -1989.9458598829642,
                0.35988539698492716,
                0.19468429868777806,
                1.2560951012243244,
                0.35002971139692723,
                2.663404356632463,
                0.25047827030869774);
    }

    @Test
    void mixtureOfNormalsOfOldFaithful() {
        Published.check(
                fit(
                        "mixture(normal, normal)",
                        EmpiricalDistribution.of(Datasets.load("old_faithful").numeric("waiting"))),
                -1034.0017498316079,
                0.36088607379017146,
                0.03116475468763715,
                54.61485614062293,
                0.6996749794165686,
                5.871219412224481,
                0.5373223821960935,
                80.09106940273364,
                0.5045947139973506,
                5.867734423707705,
                0.4009615039388282);
    }

    @Test
    void mixtureOfNormalsInClasses() {
        Table table = Datasets.load("pearson_crabs");
        double[] lower = table.numeric("lower").values().clone();
        double[] upper = table.numeric("upper").values().clone();
        for (int i = 0; i < lower.length; i++) {
            lower[i] = Double.isNaN(lower[i]) ? Double.NEGATIVE_INFINITY : lower[i];
            upper[i] = Double.isNaN(upper[i]) ? Double.POSITIVE_INFINITY : upper[i];
        }
        Observations classes = Observations.between(lower, upper)
                .weighted(table.numeric("count").values());
        Fit fit = fit("mixture(normal, normal)", EmpiricalDistribution.of(classes));
        assertEquals(
                -2952.6959024722732,
                fit.logLikelihood(),
                1e-8 * 2952,
                fit.outcome().message());
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
        assertThrows(IllegalArgumentException.class, () -> Combinators.mixture(beta, Families.normal()));
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
}
