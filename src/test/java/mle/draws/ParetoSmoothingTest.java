package mle.draws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParetoSmoothingTest {
    /** Weights (1 - U)^-k have a Pareto tail of shape k. */
    private static double[] logRatios(double k, int n) {
        SplittableRandom random = new SplittableRandom(1);
        return random.doubles(n).map(u -> -k * StrictMath.log1p(-u)).toArray();
    }

    /** The estimate has a standard error of (1 + k)/√m with m = 3√n = 849 in the tail. */
    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.5, 0.8, 1.2})
    void findsTheShapeOfAParetoTail(double k) {
        ParetoSmoothing smoothed = ParetoSmoothing.of(logRatios(k, 80_000));
        assertEquals(k, smoothed.k(), 3 * (1 + k) / Math.sqrt(849));
    }

    @Test
    void weightsAddUpToOneAndKeepTheirOrder() {
        double[] ratios = logRatios(0.6, 4000);
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        assertEquals(
                1, Arrays.stream(smoothed.logWeights()).map(StrictMath::exp).sum(), 1e-12);
        for (int i = 1; i < ratios.length; i++) {
            assertTrue((ratios[i] - ratios[i - 1]) * (smoothed.logWeights()[i] - smoothed.logWeights()[i - 1]) >= 0);
        }
    }

    @Test
    void equalWeightsHaveNoTail() {
        double[] equal = new double[1000];
        Arrays.fill(equal, -7);
        ParetoSmoothing smoothed = ParetoSmoothing.of(equal);
        assertEquals(0, smoothed.k());
        assertEquals(1000, smoothed.effectiveSize(), 1e-9);
        assertEquals(-7, smoothed.logMean(), 1e-14);
    }

    @Test
    void aDrawWithoutDensityHasNoWeight() {
        double[] ratios = logRatios(0.3, 1000);
        ratios[17] = Double.NEGATIVE_INFINITY;
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        assertEquals(0, StrictMath.exp(smoothed.logWeights()[17]));
        assertTrue(Double.isFinite(smoothed.logMean()));
    }
}
