package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A density that a user writes in one line, without starts, gives the fit of the library's own family. */
class UserDensityTest {
    private static final Family WEIBULL = Family.of(
            "mine", "x > 0", "shape > 0, scale > 0", "log(shape/scale) + (shape - 1)*log(x/scale) - (x/scale)^shape");

    private static void assertSameFit(Family builtIn, Family own, EmpiricalDistribution data) {
        Fit expected = Mle.fit(builtIn, data);
        Fit found = Mle.fit(own, data);
        assertEquals(
                expected.outcome().kind(),
                found.outcome().kind(),
                found.outcome().message());
        assertEquals(1, found.logLikelihood() / expected.logLikelihood(), 1e-9);
        for (Estimate e : expected.parameters()) {
            Estimate f = found.parameter(e.name());
            assertEquals(1, f.value() / e.value(), 1e-9, e.name());
            assertEquals(1, f.standardError() / e.standardError(), 1e-9, e.name());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ball_bearing, megacycles",
        "guinea_pigs, days",
        "ground_beef, serving",
        "danish_fire, loss",
        "glass_fibre, strength",
        "aircondit, hours | where plane 8044",
        "gehan_6mp, weeks | where treatment control"
    })
    void weibullOfData(String dataset, String column) {
        assertSameFit(Families.weibull(), WEIBULL, Recipe.of(dataset, column).data());
    }

    static Stream<Arguments> simulated() {
        return FamilyCases.all().stream()
                .filter(c -> c.family() == Families.weibull())
                .flatMap(c -> Stream.of(20, 300).map(n -> Arguments.of(c, n)));
    }

    @ParameterizedTest(name = "{0}, n = {1}")
    @MethodSource("simulated")
    void weibullOfSamples(FamilyCases.Case c, int n) {
        double[] x = c.sample(n, 41);
        assertSameFit(Families.weibull(), WEIBULL, EmpiricalDistribution.of(x));
        assertSameFit(
                Families.weibull(),
                WEIBULL,
                EmpiricalDistribution.of(Arrays.stream(x).map(v -> v * 1e6).toArray()));
    }

    /** Textbook densities, as a user would write them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal; x real; mean real, sd > 0; -log(sd) - log(2*pi)/2 - (x - mean)^2/(2*sd^2); newcomb; deviation",
                "exponential; x >= 0; rate > 0; log(rate) - rate*x; guinea_pigs; days",
                "gamma; x > 0; shape > 0, rate > 0; shape*log(rate) - lgamma(shape) + (shape - 1)*log(x) - rate*x;"
                        + " ball_bearing; megacycles",
                "gumbel; x real; location real, scale > 0;"
                        + " -log(scale) - (x - location)/scale - exp(-(x - location)/scale); port_pirie; sea_level_m",
                "poisson; integer x >= 0; mean > 0; x*log(mean) - mean - lgamma(x + 1); toxocara; number"
            })
    void others(String name, String support, String parameters, String density, String dataset, String column) {
        assertSameFit(
                Families.find(name).orElseThrow(),
                Family.of("my " + name, support, parameters, density),
                Recipe.of(dataset, column).data());
    }

    /** Censored and truncated rows need the distribution function, which for a density of the user's is found by quadrature. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "weibull; x > 0; shape > 0, scale > 0; log(shape/scale) + (shape - 1)*log(x/scale) - (x/scale)^shape",
                "lognormal; x > 0; meanlog real, sdlog > 0;"
                        + " -log(x*sdlog) - 0.5*log(2*pi) - 0.5*((log(x) - meanlog)/sdlog)^2",
                "logistic; x real; location real, scale > 0; -log(scale) - (x - location)/scale"
                        + " - 2*log1pexp(-(x - location)/scale)",
                "gumbel; x real; location real, scale > 0; -log(scale) - (x - location)/scale"
                        + " - exp(-(x - location)/scale)",
                "beta; 0 < x < 1; alpha > 0, beta > 0; (alpha - 1)*log(x) + (beta - 1)*log(1 - x) + lgamma(alpha + beta)"
                        + " - lgamma(alpha) - lgamma(beta)",
                "poisson; integer x >= 0; mean > 0; x*log(mean) - mean - lgamma(x + 1)",
                "negative-binomial; integer x >= 0; mean > 0, size > 0; lgamma(x + size) - lgamma(size) - lgamma(x + 1)"
                        + " + x*log(mean) - (x + size)*log(mean + size) + size*log(size)"
            })
    void regions(String name, String support, String parameters, String density) {
        Family builtIn = Families.find(name).orElseThrow();
        Family own = Family.of("my " + name, support, parameters, density);
        EmpiricalDistribution data = EmpiricalDistribution.of(RegionsTest.mixed(builtIn, 100, 20261122));
        Fit expected = Mle.fit(builtIn, data);
        Fit found = Mle.fit(own, data);
        assertEquals(
                Outcome.Kind.CONVERGED, found.outcome().kind(), found.outcome().message());
        assertEquals(1, found.logLikelihood() / expected.logLikelihood(), 1e-11);
        for (Estimate e : expected.parameters()) {
            Estimate f = found.parameter(e.name());
            assertEquals(0, (f.value() - e.value()) / e.standardError(), 1e-6, e.name());
            assertEquals(1, f.standardError() / e.standardError(), 1e-8, e.name());
        }
    }

    /** A density that does not integrate to 1 has no likelihood of regions, and is told so. */
    @Test
    void refusesRegionsOfWhatIsNoDensity() {
        Family wrong = Family.of("wrong", "x > 0", "a > 0", "log(a) - a*x + 0.3");
        EmpiricalDistribution data = EmpiricalDistribution.of(RegionsTest.mixed(Families.exponential(), 30, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> Mle.fit(wrong, data))
                .getMessage();
        assertTrue(message.startsWith("wrong: its density must integrate to 1"), message);
    }
}
