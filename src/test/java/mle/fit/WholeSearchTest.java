package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parameters that are whole numbers and not given: against the fits with each number that the data allow. */
class WholeSearchTest {
    /** Half of the 0.95 quantile of chi-squared with one degree of freedom. */
    private static final double HALF_CHI_SQUARED = 1.9207294103470494;

    /**
     * A sample of which the best number and its interval are found by trying all up to a last one, beyond which the likelihood is
     * lower or, where that is infinite, not refused.
     *
     * @param asked the fit, all but the parameter held
     */
    record Case(String label, Mle asked, String parameter, EmpiricalDistribution data, int first, int last) {
        /** Whether the data and the design allow a number. */
        boolean allows(int whole) {
            try {
                asked.withFixed(parameter, whole).fitTo(data);
                return true;
            } catch (IllegalArgumentException refused) {
                return false;
            }
        }

        @Override
        public String toString() {
            return label;
        }
    }

    private static Case sizeOf(String family, EmpiricalDistribution data, int first, int last) {
        return new Case(family, Mle.of(Combinators.parse(family).orElseThrow()), "size", data, first, last);
    }

    private static Case hypergeometric(
            String parameter,
            EmpiricalDistribution data,
            int first,
            int last,
            String a,
            double atA,
            String b,
            double atB) {
        Mle asked = Mle.of(Families.hypergeometric()).withFixed(a, atA).withFixed(b, atB);
        return new Case("hypergeometric, " + parameter, asked, parameter, data, first, last);
    }

    private static EmpiricalDistribution of(double... counts) {
        return EmpiricalDistribution.of(counts);
    }

    private static EmpiricalDistribution drawn(Family family, int n, double... theta) {
        return EmpiricalDistribution.of(family.at(theta).sample(n, 7));
    }

    static Stream<Case> cases() {
        double[] lower = {3, 4, 5, 3, 6, 4, 3, 5};
        double[] upper = {3, 4, Double.POSITIVE_INFINITY, 3, 7, 4, 3, Double.POSITIVE_INFINITY};
        double[] some = {3, 2, 4, 5, 5, 4, 3, 6, 5, 4};
        double[] close = {3, 4, 4, 5, 5, 4, 3, 6, 5, 4};
        EmpiricalDistribution counted =
                EmpiricalDistribution.of(new double[] {2, 3, 4, 5, 6, 7, 8}, new double[] {3, 10, 22, 31, 21, 9, 2});
        return Stream.of(
                sizeOf("binomial", of(16, 18, 22, 25, 27), 27, 1000),
                sizeOf("binomial", of(some), 6, 1000),
                sizeOf("binomial", counted, 8, 300),
                sizeOf("binomial", of(5), 5, 300),
                sizeOf("binomial", of(0, 1, 1, 1), 1, 300),
                sizeOf("binomial", drawn(Families.binomial(), 2000, 10, 0.6), 10, 40),
                sizeOf("beta-binomial", drawn(Families.betaBinomial(), 300, 40, 3, 2), 40, 60),
                sizeOf("beta-binomial", counted, 8, 300),
                sizeOf("zero-truncated(binomial)", of(some), 6, 1000),
                sizeOf("zero-inflated(binomial)", drawn(Families.binomial(), 300, 6, 0.6), 6, 30),
                sizeOf("binomial", EmpiricalDistribution.of(Observations.between(lower, upper)), 7, 1000),
                sizeOf(
                        "binomial",
                        EmpiricalDistribution.of(Observations.exact(close).truncated(1, 8)),
                        6,
                        1000),
                hypergeometric("population", of(3), 27, 5000, "successes", 20, "draws", 10),
                hypergeometric("population", of(7, 5, 9, 6), 45, 5000, "successes", 30, "draws", 20),
                hypergeometric("successes", of(7, 5, 9, 6), 9, 45, "population", 60, "draws", 20),
                hypergeometric("successes", of(797, 799), 799, 997, "population", 1000, "draws", 800),
                hypergeometric("draws", of(2, 0, 1, 1), 2, 90, "population", 100, "successes", 10),
                new Case(
                        "binomial of a known probability",
                        Mle.of(Families.binomial()).withFixed("probability", 0.3),
                        "size",
                        of(some),
                        6,
                        200));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theBestOfAllWholeNumbers(Case c) {
        double[] values = new double[c.last() + 1];
        Arrays.fill(values, Double.NEGATIVE_INFINITY);
        int best = c.first();
        for (int m = c.first(); m <= c.last(); m++) {
            Fit held = c.asked().withFixed(c.parameter(), m).fitTo(c.data());
            assertTrue(held.outcome().kind().found(), held.outcome()::message);
            values[m] = held.logLikelihood();
            best = values[m] > values[best] ? m : best;
        }
        Fit fit = c.asked().fitTo(c.data());
        String message = fit.outcome().message();
        Estimate estimate = fit.parameter(c.parameter());
        assertTrue(fit.outcome().kind().found(), message);
        assertEquals(best, estimate.value(), message);
        assertEquals(values[best], fit.logLikelihood(), 1e-12 * Math.abs(values[best]), "log-likelihood");
        assertEquals(best == c.first(), fit.outcome().parameters().contains(c.parameter()), message);
        int low = c.first();
        while (values[low] < values[best] - HALF_CHI_SQUARED) {
            low++;
        }
        int high = c.last();
        while (values[high] < values[best] - HALF_CHI_SQUARED) {
            high--;
        }
        assertEquals(low, estimate.lower(), "lower");
        boolean noEnd = high == c.last() && c.allows(c.last() + 1);
        assertEquals(noEnd ? Double.POSITIVE_INFINITY : high, estimate.upper(), "upper");
        boolean sure = low == high;
        Fit held = c.asked().withFixed(c.parameter(), best).fitTo(c.data());
        for (Estimate e : fit.parameters()) {
            Estimate known = held.parameter(e.name());
            if (!e.name().equals(c.parameter())) {
                assertEquals(known.value(), e.value(), e.name());
                assertEquals(sure ? known.standardError() : Double.NaN, e.standardError(), e.name());
            }
        }
        assertTrue(Double.isNaN(estimate.standardError()) && !estimate.fixed());
        assertEquals(held.estimated() + 1, fit.estimated());
    }

    /** Olkin, Petkau and Zidek (1981), sec. 2: the maximum is finite if and only if the variance is below the mean. */
    @Test
    void countsThatVaryAsMuchAsTheirMeanArePoisson() {
        for (double[] counts :
                new double[][] {{0, 1, 2, 5}, {1, 3, 3, 5, 1, 1, 7, 3}, {10, 20, 30, 5, 0, 90}, {0, 2}}) {
            Fit fit = Mle.fit(Families.binomial(), counts);
            assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
            assertTrue(fit.outcome().message().contains("poisson"), fit.outcome()::message);
            assertEquals(Double.POSITIVE_INFINITY, fit.parameter("size").value());
            assertEquals(Double.POSITIVE_INFINITY, fit.parameter("size").upper());
            assertTrue(
                    fit.parameter("size").lower() >= Arrays.stream(counts).max().orElseThrow());
            assertEquals(0, fit.parameter("probability").value());
            assertEquals(Mle.fit(Families.poisson(), counts).logLikelihood(), fit.logLikelihood());
            assertEquals(2, fit.estimated());
        }
        // The variance is 1.25, the mean 1.5.
        assertTrue(Double.isFinite(Mle.fit(Families.binomial(), new double[] {0, 1, 2, 3})
                .parameter("size")
                .value()));
    }

    @Test
    void aBetaBinomialBecomesANegativeBinomial() {
        double[] x = {0, 0, 0, 1, 0, 2, 1, 9, 0, 1, 3, 0, 30, 2};
        Fit fit = Mle.fit(Families.betaBinomial(), x);
        Fit limit = Mle.fit(Families.negativeBinomial(), x);
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(limit.logLikelihood(), fit.logLikelihood(), 1e-12);
        assertEquals(limit.parameter("size").value(), fit.parameter("alpha").value());
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("size").value());
    }

    /** Of one count, the estimate of Laplace: the whole part of successes·draws/x (Seber 1982, sec. 3.1.1). */
    @Test
    void captureAndRecapture() {
        for (int x : new int[] {1, 2, 7, 11, 13, 20}) {
            Mle asked = Mle.of(Families.hypergeometric())
                    .withFixed("successes", 101)
                    .withFixed("draws", 73);
            Fit fit = asked.fitTo(of(x));
            assertTrue(fit.outcome().kind().found(), fit.outcome()::message);
            double laplace = Math.floor(101.0 * 73 / x);
            // Where that is a whole number, the one before it is as likely.
            double found = fit.parameter("population").value();
            assertTrue(found == laplace || 101 * 73 % x == 0 && found == laplace - 1, "x = " + x + ": " + found);
            assertTrue(fit.parameter("population").lower()
                    < fit.parameter("population").value());
        }
        Fit none = Mle.of(Families.hypergeometric())
                .withFixed("successes", 101)
                .withFixed("draws", 73)
                .fitTo(of(0));
        assertEquals(Kind.NO_MAXIMUM, none.outcome().kind(), none.outcome()::message);
        assertEquals(Map.of("population", 1.0), none.outcome().direction());
    }

    @Test
    void whatAPopulationCantHave() {
        Mle drawn = Mle.of(Families.hypergeometric()).withFixed("draws", 10);
        assertEquals(List.of("population", "successes"), drawn.needed());
        String beyond = assertThrows(
                        DataException.class,
                        () -> drawn.withFixed("population", 30)
                                .withFixed("successes", 4)
                                .fitTo(of(2, 5)))
                .getMessage();
        assertTrue(beyond.startsWith("row 2: hypergeometric needs -x + successes >= 0"), beyond);
        String none = assertThrows(
                        IllegalArgumentException.class,
                        () -> drawn.withFixed("population", 11).fitTo(of(1, 9)))
                .getMessage();
        assertTrue(none.startsWith("hypergeometric: the data allow no successes"), none);
        Mle tooMany = drawn.withFixed("population", 9);
        String rule = assertThrows(IllegalArgumentException.class, () -> tooMany.withFixed("successes", 4))
                .getMessage();
        assertTrue(rule.contains("draws <= population"), rule);
    }

    @Test
    void countsThatAreAllTheSame() {
        Fit full = Mle.fit(Families.binomial(), new double[] {3, 3, 3});
        assertEquals(Kind.BOUNDARY, full.outcome().kind());
        assertEquals(List.of("size", "probability"), full.outcome().parameters());
        assertEquals(3, full.parameter("size").value());
        assertEquals(1, full.parameter("probability").value());
        assertEquals(0, full.logLikelihood(), 1e-12);
        for (Family family : List.of(Families.binomial(), Families.betaBinomial())) {
            Fit none = Mle.fit(family, new double[] {0, 0, 0});
            assertEquals(Kind.NOT_IDENTIFIED, none.outcome().kind(), none.outcome()::message);
            assertTrue(Double.isNaN(none.parameter("size").value()));
        }
    }

    /** With sampling weights there is no likelihood, and so no ratio of it. */
    @Test
    void samplingWeights() {
        EmpiricalDistribution data = of(3, 2, 4, 5, 5, 4).withSamplingWeights(new double[] {1, 2, 1, 1, 2, 1});
        Fit fit = Mle.fit(Families.binomial(), data);
        assertTrue(fit.outcome().kind().found(), fit.outcome()::message);
        Estimate size = fit.parameter("size");
        assertTrue(Double.isFinite(size.value()) && Double.isNaN(size.lower()) && Double.isNaN(size.upper()));
        assertTrue(Double.isNaN(fit.parameter("probability").standardError()));
    }

    @Test
    void whatMustBeGivenIsNamed() {
        Mle mixture = Mle.of(Combinators.parse("mixture(binomial, binomial)").orElseThrow());
        assertEquals(List.of("size"), mixture.needed());
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> mixture.fitTo(of(1, 2, 5, 3)));
        assertTrue(e.getMessage().contains("size is a number of the design and must be given"), e.getMessage());
        assertTrue(Mle.of(Families.binomial()).needed().isEmpty());
        assertFalse(Mle.of(Families.poisson()).needed().contains("mean"));
    }
}
