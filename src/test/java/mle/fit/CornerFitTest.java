package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of trapezoidal distributions, whose corners lie at observations. */
class CornerFitTest {
    private static final Family TRAPEZOIDAL = Families.trapezoidal();
    private static final List<String> NAMES = List.of("minimum", "mode1", "mode2", "maximum");

    private static double[] values(Fit fit) {
        return fit.parameters().stream().mapToDouble(Estimate::value).toArray();
    }

    private static double[] drawn(int n, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] corners = random.doubles(4).sorted().toArray();
        return TRAPEZOIDAL.at(corners).sample(n, seed);
    }

    private static double logLikelihood(double[] x, double... corners) {
        Distribution d = TRAPEZOIDAL.at(corners);
        return Arrays.stream(x).map(d::logDensity).sum();
    }

    /** With each pair of modes held in turn: of the few rows that are all fitted, and of those for which bounds are needed. */
    @ParameterizedTest
    @CsvSource({"3, 1", "7, 2", "20, 3", "40, 4", "90, 5", "130, 6"})
    void theBestOfAllPairs(int n, int seed) {
        double[] x = drawn(n, seed);
        if (seed % 3 == 0) {
            Arrays.setAll(x, i -> Math.rint(30 * x[i]) / 30); // ties
        }
        EmpiricalDistribution data = EmpiricalDistribution.of(x);
        double highest = Double.NEGATIVE_INFINITY;
        double[] modes = Arrays.stream(x).sorted().distinct().toArray();
        for (double low : modes) {
            for (double high : modes) {
                if (low <= high) {
                    Mle held = Mle.of(TRAPEZOIDAL).withFixed("mode1", low).withFixed("mode2", high);
                    highest = Math.max(highest, held.fitTo(data).logLikelihood());
                }
            }
        }
        Fit fit = Mle.fit(TRAPEZOIDAL, data);
        assertTrue(
                fit.outcome().message().contains("the highest of all"),
                fit.outcome().message());
        assertEquals(highest, fit.logLikelihood(), 1e-10);
        assertEquals(logLikelihood(x, values(fit)), fit.logLikelihood(), 1e-10);
    }

    /** Not above it beside the estimates, whatever corner is moved and how far. */
    @ParameterizedTest
    @ValueSource(ints = {25, 400, 20_000})
    void noneIsHigherBeside(int n) {
        double[] x = TRAPEZOIDAL.at(-2, 1, 3, 4).sample(n, n);
        Fit fit = Mle.fit(TRAPEZOIDAL, x);
        assertTrue(
                fit.outcome().message().contains("the highest of all"),
                fit.outcome().message());
        double[] best = values(fit);
        assertTrue(fit.logLikelihood() >= logLikelihood(x, -2, 1, 3, 4));
        for (int i = 0; i < 4; i++) {
            for (double way : new double[] {1e-6, 1e-4, 0.01, 0.1, -1e-6, -1e-4, -0.01, -0.1}) {
                double[] corners = best.clone();
                corners[i] += way;
                boolean inOrder = corners[0] <= Math.min(corners[1], fit.data().min())
                        && corners[1] <= corners[2]
                        && corners[3] >= Math.max(corners[2], fit.data().max());
                if (inOrder) {
                    assertTrue(logLikelihood(x, corners) <= fit.logLikelihood() + 1e-9, NAMES.get(i) + " by " + way);
                }
            }
        }
        SplittableRandom random = new SplittableRandom(n);
        for (int time = 0; time < 200; time++) {
            double[] corners = random.doubles(4, -3, 5).sorted().toArray();
            corners[0] = Math.min(corners[0], fit.data().min());
            corners[3] = Math.max(corners[3], fit.data().max());
            assertTrue(logLikelihood(x, corners) <= fit.logLikelihood());
        }
    }

    @Test
    void uniformTriangularAndOthersAreSaid() {
        Fit two = Mle.fit(TRAPEZOIDAL, new double[] {1, 3});
        assertEquals(Kind.BOUNDARY, two.outcome().kind());
        assertEquals(NAMES, two.outcome().parameters());
        assertTrue(
                two.outcome().message().contains("a uniform distribution"),
                two.outcome().message());
        assertEquals(-2 * Math.log(2), two.logLikelihood(), 1e-14);
        Fit peak = Mle.fit(TRAPEZOIDAL, TRAPEZOIDAL.at(0, 5, 5, 10).sample(200, 5));
        assertEquals(List.of("mode1", "mode2"), peak.outcome().parameters());
        assertTrue(
                peak.outcome().message().contains("a triangular distribution"),
                peak.outcome().message());
        Fit inside = Mle.fit(TRAPEZOIDAL, TRAPEZOIDAL.at(0, 3, 7, 10).sample(1000, 5));
        assertEquals(Kind.CONVERGED, inside.outcome().kind());
        assertTrue(inside.parameters().stream().allMatch(e -> Double.isNaN(e.standardError())));
    }

    /** Three values of 0, 1/2 and 1: the triangle of mode 1/2 and ends 1/2 ± p has (1 - 1/(2p))²/p³, highest at p = 5/6. */
    @Test
    void threeValues() {
        Fit held = Mle.of(TRAPEZOIDAL)
                .withFixed("mode1", 0.5)
                .withFixed("mode2", 0.5)
                .fitTo(EmpiricalDistribution.of(new double[] {0, 0.5, 1}));
        assertEquals(0.5 - 5 / 6.0, held.parameter("minimum").value(), 1e-14);
        assertEquals(0.5 + 5 / 6.0, held.parameter("maximum").value(), 1e-14);
        assertEquals(2 * Math.log(0.4) - 3 * Math.log(5 / 6.0), held.logLikelihood(), 1e-14);
    }

    @Test
    void constantDataAreUnbounded() {
        for (double value : new double[] {3, 1e9, -1e-5, 0}) {
            for (int n : new int[] {1, 2, 30}) {
                double[] x = new double[n];
                Arrays.fill(x, value);
                Fit fit = Mle.fit(TRAPEZOIDAL, x);
                assertEquals(Kind.UNBOUNDED, fit.outcome().kind());
                assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.value())));
            }
        }
        Fit held = Mle.of(TRAPEZOIDAL).withFixed("minimum", 0).fitTo(EmpiricalDistribution.of(new double[] {3, 3}));
        assertEquals(2 * Math.log(2 / 3.0), held.logLikelihood(), 1e-14);
    }

    @Test
    void weightsAreRepetitions() {
        double[] x = drawn(60, 8);
        double[] weights = new double[60];
        Arrays.setAll(weights, i -> 1 + i % 4);
        double[] repeated = new double[(int) Arrays.stream(weights).sum()];
        for (int i = 0, k = 0; i < 60; i++) {
            Arrays.fill(repeated, k, k += (int) weights[i], x[i]);
        }
        Fit weighted = Mle.fit(TRAPEZOIDAL, EmpiricalDistribution.of(x, weights));
        Fit plain = Mle.fit(TRAPEZOIDAL, repeated);
        assertEquals(plain.logLikelihood(), weighted.logLikelihood(), 1e-11);
        for (String name : NAMES) {
            assertEquals(plain.parameter(name).value(), weighted.parameter(name).value(), 1e-12);
        }
    }

    /** What is held stays, and is no higher than what is free; at the estimates nothing changes. */
    @Test
    void heldParameters() {
        double[] x = drawn(300, 9);
        EmpiricalDistribution data = EmpiricalDistribution.of(x);
        Fit fit = Mle.fit(TRAPEZOIDAL, data);
        for (Estimate e : fit.parameters()) {
            Fit same = Mle.of(TRAPEZOIDAL).withFixed(e.name(), e.value()).fitTo(data);
            assertEquals(fit.logLikelihood(), same.logLikelihood(), 1e-10, e.name());
        }
        for (Map<String, Double> held : List.of(
                Map.of("minimum", data.min() - 0.1),
                Map.of("maximum", data.max() + 3),
                Map.of("mode1", data.median()),
                Map.of("mode2", data.median() + 1e-4),
                Map.of("mode1", data.min() - 1),
                Map.of("mode2", data.max() + 0.5, "minimum", data.min()),
                Map.of("mode1", data.max() + 0.5))) {
            Mle mle = Mle.of(TRAPEZOIDAL);
            for (Map.Entry<String, Double> e : held.entrySet()) {
                mle = mle.withFixed(e.getKey(), e.getValue());
            }
            Fit some = mle.fitTo(data);
            assertTrue(some.outcome().kind().found(), some.outcome().message());
            assertTrue(some.logLikelihood() < fit.logLikelihood());
            assertEquals(logLikelihood(x, values(some)), some.logLikelihood(), 1e-9, held.toString());
            for (Map.Entry<String, Double> e : held.entrySet()) {
                assertEquals(e.getValue(), some.parameter(e.getKey()).value());
                assertFalse(some.outcome().parameters().contains(e.getKey()));
            }
        }
    }

    @Test
    void refusals() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[] {1, 2, 4});
        assertEquals(
                "trapezoidal: minimum <= mode1 <= mode2 <= maximum is needed, got mode1 = 0.5 after 1",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> Mle.of(TRAPEZOIDAL)
                                        .withFixed("minimum", 1)
                                        .withFixed("mode1", 0.5)
                                        .fitTo(data))
                        .getMessage());
        EmpiricalDistribution binned =
                EmpiricalDistribution.of(Observations.between(new double[] {0, 1, 2}, new double[] {1, 2, 3}));
        String message = assertThrows(IllegalArgumentException.class, () -> Mle.fit(TRAPEZOIDAL, binned))
                .getMessage();
        assertTrue(
                message.startsWith("trapezoidal: is fitted to exact values only")
                        && message.contains("--fix mode1=..."),
                message);
        assertThrows(IllegalArgumentException.class, () -> TRAPEZOIDAL.at(0, 2, 1, 3));
        assertThrows(IllegalArgumentException.class, () -> TRAPEZOIDAL.at(1, 1, 1, 1));
    }
}
