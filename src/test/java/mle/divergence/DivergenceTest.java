package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import mle.data.EmpiricalDistribution;
import mle.divergence.Divergence.Method;
import mle.divergence.Divergence.Unit;
import mle.family.Families;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Divergences of known distributions: against values of 30 digits, and where they are infinite or do not exist. */
class DivergenceTest {
    private static Divergence between(String p, String q) {
        return Divergence.between(Density.parse(p), Density.parse(q));
    }

    /** Rows of {@code divergence-reference.csv}, made by the script beside it. */
    static List<String[]> reference() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(DivergenceTest.class.getResourceAsStream("divergence-reference.csv")),
                StandardCharsets.UTF_8))) {
            List<String[]> rows = reader.lines()
                    .skip(1)
                    .map(line -> line.replace(';', '|').split(","))
                    .filter(cells -> isKnown(cells[0]) && isKnown(cells[1]))
                    .toList();
            assertTrue(rows.size() >= 38, "rows: " + rows.size());
            return rows;
        }
    }

    private static boolean isKnown(String distribution) {
        return Families.find(distribution.substring(0, distribution.indexOf('(')))
                .isPresent();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("reference")
    void numbersAreThoseOfTheReference(String p, String q, String entropy, String crossEntropy, String divergence) {
        Divergence d = between(p.replace('|', ','), q.replace('|', ','));
        assertEquals(Double.parseDouble(entropy), d.entropy(), 1e-13);
        assertEquals(Double.parseDouble(crossEntropy), d.crossEntropy(), 1e-13);
        assertEquals(Double.parseDouble(divergence), d.divergence(), 1e-13);
        assertTrue(Math.abs(Double.parseDouble(divergence) - d.divergence()) <= d.error(), "error " + d.error());
        assertTrue(d.error() < 1e-12, "error " + d.error());
    }

    /** A mixture (Minka 2005, MSR-TR-2005-173, figure 1 in kind); quadrature on two step sizes agreed to 1e-9. */
    @Test
    void aMixture() {
        Divergence d = between("0.7*normal(0, 1) + 0.3*normal(4, 0.5)", "normal(1.2, sqrt(4.135))");
        assertEquals(0.318370803714817, d.divergence(), 1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal(0,1); gamma(2,1); below 0",
                "normal(1000,1); exponential(1); below 0",
                "gamma(2,1); beta(2,1); above 1",
                "binomial(10,0.2); binomial(9,0.4); above 9",
                "skellam(1,2); poisson(3); below 0",
                "gpd(1,-0.25); gpd(1,-0.5); above 2",
                "gev(0,1,0.2); gev(0,1,0.3); below -3.33",
                "0.5*normal(0,1) + 0.5*normal(3,1); lognormal(0,1); below 0",
                "cauchy(0,1); normal(0,1); too heavy",
                "student(0,1,2); normal(0,1); too heavy",
                "lomax(2,1); half-normal(1); too heavy",
                "lognormal(0,1); gumbel-min(0,1); too heavy",
                "yule-simon(1); geometric(0.5); too heavy",
                "frechet(1,1); exponential(1); too heavy",
                "lomax(1,1); exponential(1); too heavy",
                "pareto(1,0.99); exponential(1); too heavy",
                "inverse-gamma(0.99,1); inverse-gaussian(1,2); too heavy",
                "lomax(2,1); normal(0,1); too heavy",
                "half-cauchy(1); pareto(1,2); below 1",
                "levy(1); pareto(1,2); below 1",
                "lomax(1.2,1); pareto(1,2); below 1",
                "lomax(2,1); pareto(1,2); below 1",
                "lomax(2.1,1); pareto(1,2); below 1",
                "half-cauchy(1); lognormal-3(1,0,1); below 1",
                "exponential(1); pareto(1.291336e-20,0.02211469); below 1.29"
            })
    void infiniteWhereTheSupportOrTheTailsSaySo(String p, String q, String reason) {
        Divergence d = between(p, q);
        assertEquals(Double.POSITIVE_INFINITY, d.divergence());
        assertEquals(Double.POSITIVE_INFINITY, d.crossEntropy());
        assertTrue(Double.isFinite(d.entropy()));
        assertTrue(d.note().contains(reason), d.note());
    }

    /** Both ways of a formula with a tail that falls as a power and ends elsewhere than another's. */
    @Test
    void aFormulaWithAHeavyTailHasItsEnds() {
        Density own = Density.of("-2*log(1+x)", "x > 0");
        Density other = Density.of("-2*log(x)", "x > 1");
        for (Divergence d : List.of(
                Divergence.between(own, Density.parse("pareto(1,2)")),
                Divergence.between(Density.parse("half-cauchy(1)"), other))) {
            assertEquals(Double.POSITIVE_INFINITY, d.divergence());
            assertEquals(Method.SUPPORT, d.method());
        }
    }

    /**
     * The logarithm of a power has a mean under any tail that falls as a power, and x has one where that falls faster than 1/x^2,
     * though formulas have numbers that are too large long before the tail ends. Cross entropies by mpmath's tanh-sinh rule with 30
     * digits over log(x), or log(x - 1), from -120 to 160 in panels of 4.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "pareto(1,2); student(0,1,5); 2.590639940973421",
                "pareto(1,2); student(1,2,1.5); 2.033812651822516",
                "pareto(1,2); cauchy(0,1); 2.531024246969291",
                "pareto(1,2); cauchy(1,0.5); 1.52762329692447",
                "pareto(1,2); inverse-gaussian(1,2); 1.989031609591367",
                "lomax(2,1); student(0,1,5); 1.675901348372879",
                "lomax(2,1); cauchy(1,0.5); 1.666556499297405",
                "half-cauchy(1); student(0,1,5); 3.186459885469716",
                "half-cauchy(1); cauchy(1,0.5); 2.26113457304429",
                "inverse-gamma(2,1); student(1,2,1.5); 1.91700713093574",
                "inverse-gamma(2,1); cauchy(1,0.5); 1.345677958024494",
                "inverse-gamma(2,1); inverse-gaussian(1,2); 0.9381884402769994",
                "frechet(2,1); student(1,2,1.5); 2.017043400395537",
                "frechet(2,1); cauchy(1,0.5); 1.445190927025269",
                "frechet(2,1); inverse-gaussian(1,2); 1.663957467959124",
                "loglogistic(2,1); student(1,2,1.5); 2.0199593702584",
                "loglogistic(2,1); cauchy(1,0.5); 1.543311178659204",
                "loglogistic(2,1); inverse-gaussian(1,2); 1.713957596514493",
                "levy(1); student(1,2,1.5); 4.273310930307619",
                "levy(1); cauchy(1,0.5); 4.221405777990819"
            })
    void tailsOnWhichFormulasAreTooLargeForNumbers(String p, String q, double crossEntropy) {
        Divergence d = between(p, q);
        assertEquals(crossEntropy, d.crossEntropy(), 1e-12 * crossEntropy, d.toString());
        assertEquals(crossEntropy - d.entropy(), d.divergence(), 1e-12 * crossEntropy);
        assertTrue(d.error() < 1e-12, "error " + d.error());
    }

    /** H(p, q) for a Student p with df degrees of freedom is finite above df = 2: log(2 pi)/2 + df/(df - 2)/2. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 2.1, 2.01, 2.002})
    void heavyTailsAreFollowedToTheirEnd(double df) {
        Divergence d = Divergence.between(
                Families.student().at(0, 1, df), Families.normal().at(0, 1));
        double expected = 0.5 * Math.log(2 * Math.PI) + 0.5 * df / (df - 2);
        assertEquals(expected, d.crossEntropy(), Math.max(d.error(), 1e-13 * expected));
        assertTrue(d.error() < 1e-6 * expected, "error " + d.error());
    }

    /** The mean of a Lomax variable is scale/(shape - 1); a Pareto one is 1 more than one; H(p, gamma(2, 1)) = E[x] - E[log x]. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "lomax(1.01,1); exponential(1); 100",
                "lomax(1.001,1); exponential(1); 1000",
                "lomax(1.0001,1); exponential(1); 10000",
                "pareto(1,1.01); gamma(2,1); 100.00990099009900990",
                "lomax(1.01,1000); exponential(1); 100000"
            })
    void powersAreIntegratedBeyondTheLastNumber(String p, String q, double crossEntropy) {
        Divergence d = between(p, q);
        assertEquals(crossEntropy, d.crossEntropy(), d.error(), d.toString());
        assertEquals(d.crossEntropy() - d.entropy(), d.divergence(), 2 * d.error());
        assertTrue(d.error() < 1e-8 * crossEntropy, "error " + d.error());
    }

    /** gpd(1, -2) is (1 - 2x)^(-1/2) below 1/2: E log(1 - 2x) = -1 under a uniform one; powers of 3 (1 - 3x)^(1/3 - 1) as well. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "uniform(0,0.5); gpd(1,-2); -0.5",
                "uniform(0,1/3); gpd(1,-3); -0.66666666666666667",
                "uniform(0,4); gpd(1,-0.25); 3",
                "uniform(0,1); beta(0.5,1); 0.19314718055994531"
            })
    void singularitiesAtAnEndAreIntegrated(String p, String q, double crossEntropy) {
        Divergence d = between(p, q);
        assertEquals(crossEntropy, d.crossEntropy(), 1e-12, d.toString());
        assertEquals(crossEntropy - d.entropy(), d.divergence(), 1e-12);
        assertTrue(Math.abs(crossEntropy - d.crossEntropy()) <= d.error() && d.error() < 1e-9, "error " + d.error());
    }

    /** An entropy of zero has no sign. */
    @Test
    void zeroHasNoSign() {
        assertEquals(0.0, between("uniform(0,1)", "uniform(0,1)").entropy());
    }

    /** Narrow and far from zero: the coordinate is about the distribution itself. */
    @Test
    void narrowDistributionsLoseNoDigits() {
        Divergence d = between("normal(1e6, 1e-3)", "student(1e6, 1e-3, 5)");
        assertEquals(0.0333766823506077997, d.divergence(), 1e-14);
        assertEquals(
                0.0333766823506077997,
                between("normal(-3e8, 5)", "student(-3e8, 5, 5)").divergence(),
                1e-14);
        assertEquals(
                0.0333766823506077997,
                between("normal(0, 1e-100)", "student(0, 1e-100, 5)").divergence(),
                1e-14);
    }

    @Test
    void parametersThatNoFormulaCanHoldAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Density.parse("normal(0, 1e-200)"));
    }

    /** x^2/2 up to a constant is the standard normal; -x + a log x the gamma; powers of a number the geometric. */
    @Test
    void aFormulaNeedNotBeNormalised() {
        Density normal = Density.of("7 - x^2/2", "x real");
        assertEquals(-0.5 * Math.log(2 * Math.PI) - 2, normal.logDensity(2), 1e-14);
        assertEquals(0, Divergence.between(normal, Density.parse("normal(0,1)")).divergence(), 1e-14);
        Density gamma = Density.of("-3*x + log(x)", "x > 0");
        assertEquals(0, Divergence.between(Density.parse("gamma(2,3)"), gamma).divergence(), 1e-14);
        Density geometric = Density.of("-800 + x*log(0.7)", "integer x >= 0");
        assertEquals(
                0,
                Divergence.between(geometric, Density.parse("geometric(0.3)")).divergence(),
                1e-14);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "x; x real; it rises without end over x real",
                "-3*log(x); x > 0; it rises without end over x > 0",
                "-log1p(x^2)/2; x real; its integral over x real is",
                "-log(x); integer x > 0; its integral over x in 1, 2, ... is"
            })
    void aFormulaWithoutAFiniteIntegralIsRefused(String formula, String support, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Density.of(formula, support))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void bitsAreNatsOverLogTwo() {
        Divergence nats = between("normal(0,1)", "normal(1,2)");
        Divergence bits = nats.in(Unit.BITS);
        assertEquals(nats.divergence() / Math.log(2), bits.divergence(), 1e-15);
        assertEquals(nats.entropy() / Math.log(2), bits.entropy(), 1e-15);
        assertEquals(nats.divergence(), bits.in(Unit.NATS).divergence(), 1e-15);
        assertEquals(
                1, between("bernoulli(0.5)", "bernoulli(0.5)").in(Unit.BITS).entropy(), 1e-15);
    }

    @Test
    void continuousAndCountsHaveNone() {
        assertThrows(IllegalArgumentException.class, () -> between("normal(0,1)", "poisson(2)"));
        assertThrows(IllegalArgumentException.class, () -> Density.parse("0.5*normal(0,1) + 0.5*poisson(2)"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal(0,1; a parenthesis is not closed",
                "normal; expected a family with its parameters",
                "normal(0); normal has the parameters mean, sd, got 1 values",
                "normal(0,x); expected a number, got 'x'",
                "normal(0,-1); sd > 0 is needed, got -1",
                "normal(mean=0,mean=1); mean is given twice",
                "normal(0,scale=1); no parameter 'scale'",
                "norml(0,1); no family 'norml', did you mean 'normal'?",
                "0.5*normal(0,1) + 0.6*normal(1,1); the weights must add up to 1, got 1.1",
                "normal(0,1) + normal(1,1); expected weights",
                "1.5*normal(0,1) + -0.5*normal(1,1); a weight must be > 0, got -0.5"
            })
    void whatIsNoDistributionIsRefused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> Density.parse(text))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void textIsReadBack() {
        for (String text :
                List.of("normal(0, 1)", "0.25*normal(-2, 1) + 0.75*normal(2, 0.5)", "zero-inflated(poisson)(0.2, 3)")) {
            assertEquals(text, Density.parse(text).toString());
        }
        assertEquals(
                "student(1, 2, 5)",
                Density.parse(" student( df = 5,scale=2, location=1 )").toString());
        assertEquals("normal(0, 0.5)", Density.parse("normal(0, 1/2)").toString());
    }

    // ---- data ----

    @Test
    void countsHaveAnEntropyAndADeviance() {
        double[] values = {0, 1, 2, 3};
        double[] frequencies = {10, 20, 15, 5};
        Divergence d =
                Divergence.between(EmpiricalDistribution.of(values, frequencies), Density.parse("binomial(3, 0.4)"));
        double deviance = 0;
        double entropy = 0;
        double[] expected = {0.216, 0.432, 0.288, 0.064};
        for (int i = 0; i < 4; i++) {
            deviance += 2 * frequencies[i] * Math.log(frequencies[i] / (50 * expected[i]));
            entropy -= frequencies[i] / 50 * Math.log(frequencies[i] / 50);
        }
        assertEquals(entropy, d.entropy(), 1e-14);
        assertEquals(deviance, 2 * 50 * d.divergence(), 1e-12);
        assertEquals(Method.SUM, d.method());
    }

    @Test
    void continuousDataHaveACrossEntropyOnlyAndItIsSaid() {
        Divergence d =
                Divergence.between(EmpiricalDistribution.of(new double[] {1, 2, 4}), Density.parse("normal(0,1)"));
        assertEquals(0.5 * Math.log(2 * Math.PI) + 21 / 6.0, d.crossEntropy(), 1e-14);
        assertTrue(Double.isNaN(d.entropy()) && Double.isNaN(d.divergence()));
        assertEquals(Divergence.CONTINUOUS_DATA, d.note());
    }

    @Test
    void dataOutsideTheSupportMakeItInfinite() {
        Divergence d =
                Divergence.between(EmpiricalDistribution.of(new double[] {0, 4}), Density.parse("binomial(3, 0.5)"));
        assertEquals(Double.POSITIVE_INFINITY, d.divergence());
        assertFalse(d.note().isEmpty());
    }
}
