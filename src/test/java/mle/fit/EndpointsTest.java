package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.NormalQuantile;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits of families whose support ends at a parameter. */
class EndpointsTest {
    private static final double[] SAMPLE = {3.5, 2.25, 7, 4, 2.5, 11, 3};

    private static void assertKind(Kind kind, Fit fit) {
        assertEquals(kind, fit.outcome().kind(), () -> fit.outcome().toString());
    }

    /** An exponential of the user's that begins at a: the smallest value, and the mean of what is above it. */
    @Test
    void aFamilyOfTheUsers() {
        Family family = Family.of("late", "x >= a", "a real, rate > 0", "log(rate) - rate*(x - a)");
        Fit fit = Mle.fit(family, SAMPLE);
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(List.of("a"), fit.outcome().parameters());
        double rate = 7 / (DoubleStream.of(SAMPLE).sum() - 7 * 2.25);
        assertEquals(2.25, fit.parameter("a").value());
        assertTrue(Double.isNaN(fit.parameter("a").standardError()));
        assertTrue(Double.isNaN(fit.covariance().get(0, 1)));
        assertEquals(rate, fit.parameter("rate").value(), 1e-14);
        assertEquals(rate / Math.sqrt(7), fit.parameter("rate").standardError(), 1e-13);
        assertEquals(7 * Math.log(rate) - 7, fit.logLikelihood(), 1e-13);
        assertEquals(4 - 2 * fit.logLikelihood(), fit.aic());
        Fit mirrored = Mle.fit(
                Family.of("early", "x <= b", "b real, rate > 0", "log(rate) - rate*(b - x)"),
                DoubleStream.of(SAMPLE).map(x -> -x).toArray());
        assertEquals(-2.25, mirrored.parameter("b").value());
        assertEquals(fit.logLikelihood(), mirrored.logLikelihood(), 1e-13);
    }

    /**
     * A folded normal that begins at a, with its hump at a + 3: the formula goes on below a, where it means nothing, and the
     * maximum lies inside. It is that of a normal of mean a + 3, but for the fold, below exp(-6·1.6) of it.
     */
    @Test
    void anEndThatIsNotAtTheExtreme() {
        Family family = Family.of(
                "hump", "x >= a", "a real", "logaddexp(-0.5*(x - a - 3)^2, -0.5*(x - a + 3)^2) - 0.5*log(2*pi)");
        double[] x = new double[200];
        for (int i = 0; i < x.length; i++) {
            x[i] = 10 + 0.5 * NormalQuantile.at((i + 0.5) / x.length);
        }
        Fit fit = Mle.fit(family, x);
        assertKind(Kind.CONVERGED, fit);
        assertEquals(7, fit.parameter("a").value(), 1e-4);
        assertEquals(1 / Math.sqrt(200), fit.parameter("a").standardError(), 1e-4);
    }

    /** Where the likelihood would be highest with data outside of the support, nothing is claimed. */
    @Test
    void noClaimWithDataOutside() {
        Family family = Family.of("wrong", "x >= a", "a real", "-0.5*(x - a)^2 - 0.5*log(2*pi)");
        Fit fit = Mle.fit(family, SAMPLE);
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(2.25, fit.parameter("a").value());
    }

    @Test
    void weightsAndHeldParameters() {
        double[] weights = {1, 2, 3, 1, 2, 1, 1};
        Fit fit = Mle.fit(Families.pareto(), EmpiricalDistribution.of(SAMPLE, weights));
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Math.log(SAMPLE[i] / 2.25);
        }
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(11 / sum, fit.parameter("shape").value(), 1e-13);
        Fit held = Mle.of(Families.pareto()).withFixed("minimum", 2).fitTo(EmpiricalDistribution.of(SAMPLE));
        double expected = 7 / DoubleStream.of(SAMPLE).map(x -> Math.log(x / 2)).sum();
        assertKind(Kind.CONVERGED, held);
        assertEquals(expected, held.parameter("shape").value(), 1e-13);
        Fit shape = Mle.of(Families.pareto()).withFixed("shape", 3).fitTo(EmpiricalDistribution.of(SAMPLE));
        assertKind(Kind.BOUNDARY, shape);
        assertEquals(2.25, shape.parameter("minimum").value());
        Fit half = Mle.of(Families.uniform()).withFixed("minimum", 0).fitTo(EmpiricalDistribution.of(SAMPLE));
        assertKind(Kind.BOUNDARY, half);
        assertEquals(List.of("maximum"), half.outcome().parameters());
        assertEquals(11, half.parameter("maximum").value());
        assertEquals(-7 * Math.log(11), half.logLikelihood(), 1e-13);
        assertTrue(half.parameter("minimum").fixed());
    }

    @ParameterizedTest
    @CsvSource({"uniform", "pareto", "weibull-3", "lognormal-3", "gamma-3"})
    void constantDataAreUnbounded(String name) {
        for (double value : new double[] {3, 1e9, 1e-5}) {
            for (int n : new int[] {1, 2, 30}) {
                double[] x = DoubleStream.generate(() -> value).limit(n).toArray();
                Fit fit = Mle.fit(Families.find(name).orElseThrow(), x);
                assertKind(Kind.UNBOUNDED, fit);
                assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.value())));
            }
        }
        Fit one = Mle.fit(Families.discreteUniform(), new double[] {4, 4});
        assertKind(Kind.BOUNDARY, one);
        assertEquals(0, one.logLikelihood());
    }

    @Test
    void refusals() {
        assertEquals(
                "uniform: support: minimum must be below maximum, got 5 and 3",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mle.of(Families.uniform())
                                        .withFixed("minimum", 5)
                                        .withFixed("maximum", 3)
                                        .fitTo(EmpiricalDistribution.of(SAMPLE)))
                        .getMessage());
        assertEquals(
                "row 2: pareto needs x >= 3, got 2.25",
                assertThrows(
                                RuntimeException.class,
                                () -> Mle.of(Families.pareto())
                                        .withFixed("minimum", 3)
                                        .fitTo(EmpiricalDistribution.of(SAMPLE)))
                        .getMessage());
        assertEquals(
                "bad: an end of the support must be a number or a parameter, got 'b'",
                assertThrows(IllegalArgumentException.class, () -> Family.of("bad", "x >= b", "a > 0", "log(a) - a*x"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Families.uniform().at(2, 1));
    }

    /**
     * Of values that are only seen between bounds, the ends that are closest to them leave the most room for each: with minimum m and
     * bound u a Pareto's density is shape·x^(-shape - 1)/(m^-shape - u^-shape).
     */
    @Test
    void truncatedData() {
        EmpiricalDistribution seen =
                EmpiricalDistribution.of(Observations.exact(SAMPLE).truncated(2, 12));
        Fit uniform = Mle.fit(Families.uniform(), seen);
        assertKind(Kind.BOUNDARY, uniform);
        assertEquals(2.25, uniform.parameter("minimum").value());
        assertEquals(11, uniform.parameter("maximum").value());
        assertEquals(-7 * Math.log(8.75), uniform.logLikelihood(), 1e-13);
        Fit held = Mle.of(Families.uniform()).withFixed("minimum", 0).fitTo(seen);
        assertEquals(-7 * Math.log(9), held.logLikelihood(), 1e-13);
        Fit pareto = Mle.fit(Families.pareto(), seen);
        assertKind(Kind.BOUNDARY, pareto);
        assertEquals(2.25, pareto.parameter("minimum").value());
        double shape = pareto.parameter("shape").value();
        double logs = DoubleStream.of(SAMPLE).map(Math::log).sum();
        double mass = Math.pow(2.25, -shape) - Math.pow(12, -shape);
        assertEquals(7 * Math.log(shape / mass) - (shape + 1) * logs, pareto.logLikelihood(), 1e-12);
        double slope = (Math.log(2.25) * Math.pow(2.25, -shape) - Math.log(12) * Math.pow(12, -shape)) / mass;
        assertEquals(0, 7 / shape - logs + 7 * slope, 1e-7);
        double[] rounded = DoubleStream.of(SAMPLE).map(Math::rint).toArray();
        Fit counts = Mle.fit(
                Families.discreteUniform(),
                EmpiricalDistribution.of(Observations.exact(rounded).truncated(1, 12)));
        assertKind(Kind.BOUNDARY, counts);
    }

    /**
     * An exact minimum with censored rows above it tells where the support begins: of a shifted exponential, the rate is then that of
     * events by time since. The maximum M of a uniform distribution lies beyond the largest censored row, where n/(M - m) is the sum
     * of 1/(M - c) over the censored ones.
     */
    @Test
    void censoredAbove() {
        double[] times = {2, 2.5, 3, 3, 4.5, 5, 6, 7, 7.5, 9};
        boolean[] event = {true, true, false, true, true, true, false, true, false, false};
        EmpiricalDistribution rows = EmpiricalDistribution.of(Observations.survival(times, event));
        Fit shifted = Mle.fit(Combinators.parse("shifted(exponential)").orElseThrow(), rows);
        assertKind(Kind.BOUNDARY, shifted);
        assertEquals(2, shifted.parameter("location").value());
        assertEquals(6 / 29.5, shifted.parameter("rate").value(), 1e-10);
        assertEquals(6 * Math.log(6 / 29.5) - 6, shifted.logLikelihood(), 1e-12);
        Fit pareto = Mle.fit(Families.pareto(), rows);
        assertKind(Kind.BOUNDARY, pareto);
        assertEquals(2, pareto.parameter("minimum").value());
        assertEquals(
                6 / DoubleStream.of(times).map(t -> Math.log(t / 2)).sum(),
                pareto.parameter("shape").value(),
                1e-10);
        Fit uniform = Mle.fit(Families.uniform(), rows);
        assertKind(Kind.BOUNDARY, uniform);
        assertEquals(2, uniform.parameter("minimum").value());
        double end = uniform.parameter("maximum").value();
        double slope = -10 / (end - 2);
        for (double c : new double[] {3, 6, 7.5, 9}) {
            slope += 1 / (end - c);
        }
        assertEquals(0, slope, 1e-6);
        Fit single = Mle.fit(
                Families.uniform(),
                EmpiricalDistribution.of(
                        Observations.survival(new double[] {3, 3, 2}, new boolean[] {true, false, false})));
        assertKind(Kind.UNBOUNDED, single);
    }

    /** What the message of a fit with a location says where its data have no hump: the smallest value attracts it. */
    @Test
    void nothingInsideForDataThatFallFromTheStart() {
        double[] x = {1, 1.01, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 8, 20};
        for (Family family : List.of(Families.weibull3(), Families.gamma3(), Families.lognormal3())) {
            assertKind(Kind.UNBOUNDED, Mle.fit(family, x));
        }
    }

    /** The limits of the families with a location, by data that lean to the other side. */
    @Test
    void limitsAreNamed() {
        double[] x = {-20, -8, -5, -3, -2, -1.5, -1.2, -1.1, -1.05, -1.01, -1};
        Map.of(
                        Families.weibull3(),
                        Families.gumbelMin(),
                        Families.gamma3(),
                        Families.normal(),
                        Families.lognormal3(),
                        Families.normal())
                .forEach((family, limit) -> {
                    Fit fit = Mle.fit(family, x);
                    assertKind(Kind.NO_MAXIMUM, fit);
                    assertEquals(3, fit.outcome().direction().size());
                    String expected = "log-likelihood = " + Mle.fit(limit, x).logLikelihood();
                    assertTrue(
                            fit.outcome().message().contains(limit.name())
                                    && fit.outcome().message().contains(expected),
                            fit.outcome().message());
                });
    }
}
