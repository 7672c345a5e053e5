package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import mle.data.Datasets;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers do not depend on the units of the data. */
class ScaleInvarianceTest {
    /** Eight digits. */
    private static final double EIGHT_DIGITS = 1e-8;

    /**
     * Data with mean 1e9 and standard deviation 1, never centred by the user: the digits of the fit are those of the data.
     * An estimate may be off by 1e-7 standard errors and by a unit in its last place, 1.2e-7 at 1e9.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "far_100, normal",
        "far_1000, normal",
        "far_100, logistic",
        "far_1000, logistic",
        "far_100, gumbel",
        "far_1000, gumbel",
        "far_100, gamma",
        "far_1000, gamma",
        "far_100, weibull",
        "far_1000, weibull",
        "far_100, gev",
        "far_1000, gev",
        "far_100, inverse-gaussian",
        "far_1000, inverse-gaussian",
        "far_100, lognormal",
        "far_1000, lognormal",
        "far_heavy_100, student",
        "far_heavy_100, cauchy",
        "far_heavy_100, logistic"
    })
    void farFromZero(String sample, String family) {
        Fit fit = Mle.fit(Families.find(family).orElseThrow(), HighPrecision.sample(sample));
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        HighPrecision.check(fit, sample, 1e-7, EIGHT_DIGITS);
    }

    /** Normal-like data have no finite degrees of freedom: the fit is the normal, as precise as the normal. */
    @ParameterizedTest
    @CsvSource({"far_100", "far_1000"})
    void studentFarFromZero(String sample) {
        Fit fit = Mle.fit(Families.student(), HighPrecision.sample(sample));
        Fit normal = Mle.fit(Families.normal(), HighPrecision.sample(sample));
        assertEquals(Outcome.Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("df").value());
        assertEquals(normal.parameter("mean").value(), fit.parameter("location").value());
        assertEquals(normal.parameter("sd").value(), fit.parameter("scale").value());
        assertEquals(
                normal.parameter("sd").standardError(), fit.parameter("scale").standardError());
        assertEquals(normal.logLikelihood(), fit.logLikelihood());
    }

    /** A family, a sample on its support, and what scaling by c does to each parameter: times c^power, plus log c. */
    static Stream<Arguments> scaled() {
        double[] line = Datasets.load("newcomb").numeric("deviation").values();
        double[] positive = Datasets.load("guinea_pigs").numeric("days").values();
        double[] maxima = Datasets.load("venice").numeric("r1").values();
        double[] strengths = Datasets.load("glass_fibre").numeric("strength").values();
        double[] excesses = Arrays.stream(
                        Datasets.load("danish_fire").numeric("loss").values())
                .filter(v -> v > 10)
                .map(v -> v - 10)
                .toArray();
        double[] drawn = drawn(Families.generalizedBeta2());
        List<Arguments> kinds = List.of(
                Arguments.of("normal", line, "mean 1, sd 1"),
                Arguments.of("student", line, "location 1, scale 1, df 0"),
                Arguments.of("logistic", line, "location 1, scale 1"),
                Arguments.of("cauchy", line, "location 1, scale 1"),
                Arguments.of("gumbel", maxima, "location 1, scale 1"),
                Arguments.of("gumbel-min", line, "location 1, scale 1"),
                Arguments.of("gev", maxima, "location 1, scale 1, shape 0"),
                Arguments.of("hyperbolic-secant", line, "location 1, scale 1"),
                Arguments.of("exgaussian", maxima, "mean 1, sd 1, rate -1"),
                Arguments.of("skew-normal", maxima, "location 1, scale 1, shape 0"),
                Arguments.of("johnson-su", line, "location 1, scale 1, gamma 0, delta 0"),
                Arguments.of("sinh-arcsinh", line, "location 1, scale 1, skewness 0, tailweight 0"),
                Arguments.of("skew-student", maxima, "location 1, scale 1, shape 0, df 0"),
                Arguments.of("normal-inverse-gaussian", maxima, "location 1, scale 1, alpha -1, beta -1"),
                Arguments.of("johnson-sb", drawn(Families.johnsonSb()), "location 1, scale 1, gamma 0, delta 0"),
                Arguments.of("lognormal", positive, "meanlog log, sdlog 0"),
                Arguments.of("exponential", positive, "rate -1"),
                Arguments.of("gamma", positive, "shape 0, rate -1"),
                Arguments.of("weibull", positive, "shape 0, scale 1"),
                Arguments.of("loglogistic", positive, "shape 0, scale 1"),
                Arguments.of("gpd", excesses, "scale 1, shape 0"),
                Arguments.of("inverse-gaussian", positive, "mean 1, shape 1"),
                Arguments.of("rayleigh", positive, "scale 1"),
                Arguments.of("inverse-gamma", positive, "shape 0, scale 1"),
                Arguments.of("lomax", excesses, "shape 0, scale 1"),
                Arguments.of("frechet", positive, "shape 0, scale 1"),
                Arguments.of("gompertz", positive, "shape -1, rate -1"),
                Arguments.of("birnbaum-saunders", positive, "shape 0, scale 1"),
                Arguments.of("nakagami", positive, "shape 0, spread 2"),
                Arguments.of("half-normal", positive, "scale 1"),
                Arguments.of("half-cauchy", positive, "scale 1"),
                Arguments.of("maxwell", positive, "scale 1"),
                Arguments.of("levy", positive, "scale 1"),
                Arguments.of("burr", positive, "shape1 0, shape2 0, scale 1"),
                Arguments.of("dagum", positive, "shape1 0, shape2 0, scale 1"),
                Arguments.of("generalized-gamma", positive, "location log, scale 0, shape 0"),
                Arguments.of("folded-normal", maxima, "mean 1, sd 1"),
                Arguments.of("rice", maxima, "noncentrality 1, scale 1"),
                Arguments.of("exponentiated-weibull", positive, "shape 0, exponent 0, scale 1"),
                Arguments.of("generalized-beta-2", drawn, "shape1 0, shape2 0, shape3 0, scale 1"),
                Arguments.of("pareto", positive, "minimum 1, shape 0"),
                Arguments.of("weibull-3", strengths, "location 1, shape 0, scale 1"),
                Arguments.of("lognormal-3", maxima, "location 1, meanlog log, sdlog 0"),
                Arguments.of("gamma-3", maxima, "location 1, shape 0, rate -1"),
                Arguments.of("uniform", line, "minimum 1, maximum 1"),
                Arguments.of("trapezoidal", line, "minimum 1, mode1 1, mode2 1, maximum 1"),
                Arguments.of("laplace", line, "location 1, scale 1"),
                Arguments.of("asymmetric-laplace", maxima, "location 1, scale 1, asymmetry 0"),
                Arguments.of("generalized-normal", maxima, "location 1, scale 1, shape 0"));
        return kinds.stream()
                .flatMap(k -> Stream.of(1e-200, 1e-9, 1e3, 1e200)
                        .filter(c ->
                                !k.get()[0].equals("nakagami") || Math.abs(Math.log10(c)) < 100) // spread is a square
                        .map(c -> Arguments.of(k.get()[0], c, k.get()[1], k.get()[2])));
    }

    private static double[] drawn(Family family) {
        return FamilyCases.all().stream()
                .filter(c -> c.family() == family)
                .findFirst()
                .orElseThrow()
                .sample(500, 1);
    }

    @ParameterizedTest(name = "{0} times {1}")
    @MethodSource("scaled")
    void scaling(String family, double unit, double[] x, String moves) {
        Fit fit = Mle.fit(Families.find(family).orElseThrow(), x);
        double[] other = Arrays.stream(x).map(v -> v * unit).toArray();
        Fit moved = Mle.fit(Families.find(family).orElseThrow(), other);
        boolean atExtremes = List.of("pareto", "uniform", "trapezoidal").contains(family);
        Outcome.Kind kind = atExtremes ? Outcome.Kind.BOUNDARY : Outcome.Kind.CONVERGED;
        assertEquals(kind, fit.outcome().kind());
        assertEquals(kind, moved.outcome().kind(), moved.outcome().message());
        String[] each = moves.split(", ");
        assertEquals(each.length, fit.parameters().size());
        for (String move : each) {
            String name = move.split(" ")[0];
            boolean log = move.endsWith(" log");
            double factor = log ? 1 : Math.pow(unit, Integer.parseInt(move.split(" ")[1]));
            Estimate e = fit.parameter(name);
            Estimate m = moved.parameter(name);
            double expected = e.value() * factor + (log ? Math.log(unit) : 0);
            double error = e.standardError() * factor;
            if (Double.isNaN(error)) {
                assertEquals(1, m.value() / expected, EIGHT_DIGITS, name);
                assertTrue(Double.isNaN(m.standardError()));
                continue;
            }
            assertEquals(0, (m.value() - expected) / error, EIGHT_DIGITS, name + " in standard errors");
            assertEquals(1, m.standardError() / error, EIGHT_DIGITS, "standard error of " + name);
        }
        double expected = fit.logLikelihood() - x.length * Math.log(unit);
        assertEquals(1, moved.logLikelihood() / expected, EIGHT_DIGITS, "log-likelihood");
    }

    @Test
    void everyFamilyThatScalesIsHere() {
        List<String> here =
                scaled().map(a -> (String) a.get()[0]).distinct().sorted().toList();
        List<String> unscaled = List.of("chi", "chi-squared", "f", "lindley", "log-gamma", "tweedie");
        List<String> continuous = Families.all().stream()
                .filter(f -> !unscaled.contains(f.name()))
                .filter(f ->
                        !f.support().integer() && Double.isInfinite(f.support().upper()))
                .map(f -> f.name())
                .sorted()
                .toList();
        assertEquals(continuous, here);
    }

    /** mean 1e9 + 4/3, variance 14/9 in integers. */
    @Test
    void normalInClosedForm() {
        Fit fit = Mle.fit(Families.normal(), new double[] {1e9, 1e9 + 1, 1e9 + 3});
        double sd = Math.sqrt(14.0 / 9);
        assertEquals(1e9 + 4.0 / 3, fit.parameter("mean").value(), Math.ulp(1e9));
        assertEquals(sd, fit.parameter("sd").value(), 4e-16 * sd);
        assertEquals(sd / Math.sqrt(3), fit.parameter("mean").standardError(), 1e-14);
        assertEquals(sd / Math.sqrt(6), fit.parameter("sd").standardError(), 1e-14);
        assertEquals(-3 * (Math.log(sd) + Math.log(2 * Math.PI) / 2 + 0.5), fit.logLikelihood(), 1e-14);
    }
}
