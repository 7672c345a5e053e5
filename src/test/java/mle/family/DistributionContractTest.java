package mle.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;
import mle.family.FamilyCases.Case;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What distribution function, quantiles and samples of every family owe to its density and to each other. */
class DistributionContractTest {
    /** Kolmogorov's statistic is above this, in units of the square root of n, once in 40,000 samples. */
    private static final double KOLMOGOROV = 2.3;

    private static final int DRAWS = 1000;

    static Stream<Case> cases() {
        return Stream.concat(FamilyCases.all().stream(), CombinationCases.all().stream());
    }

    private static Distribution distribution(Case c) {
        return c.family().at(c.theta());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theDistributionFunctionIsTheIntegralOfTheDensity(Case c) {
        Distribution d = distribution(c);
        double[] at = c.quantiles().clone();
        Arrays.sort(at);
        for (int k = 1; k < at.length; k++) {
            double expected = FamilyCases.integrate(
                    c, at[k - 1], at[k], 1, (x, weight, sums) -> sums[0] += weight * d.density(x))[0];
            double got = d.cdf(at[k]) - d.cdf(at[k - 1]);
            assertEquals(expected, got, 1e-9, "from " + at[k - 1] + " to " + at[k]);
            assertEquals(1, d.cdf(at[k]) + d.survival(at[k]), 1e-12, "both tails of " + at[k]);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void quantilesInvertTheDistributionFunction(Case c) {
        Distribution d = distribution(c);
        for (double p : new double[] {1e-6, 0.01, 0.3, 0.5, 0.77, 0.999}) {
            double x = d.quantile(p);
            if (c.family().support().integer()) {
                assertTrue(d.cdf(x) >= p * (1 - 1e-12) && d.cdf(x - 1) < p * (1 + 1e-12), p + ": " + x);
            } else {
                // As far as the next numbers beside it can tell, and the rounding of what is truncated.
                double tell = d.cdf(Math.nextUp(Math.nextUp(x))) - d.cdf(Math.nextDown(Math.nextDown(x)));
                assertEquals(p, d.cdf(x), 1e-12 * p + 1e-15 + tell, "at " + x);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void samplesFollowTheDistributionFunction(Case c) {
        Distribution d = distribution(c);
        double[] x = d.sample(DRAWS, 20261123);
        Arrays.sort(x);
        double worst = 0;
        for (int i = 0; i < DRAWS; i++) {
            boolean lastOfTies = i == DRAWS - 1 || x[i + 1] > x[i];
            boolean firstOfTies = i == 0 || x[i - 1] < x[i];
            worst = lastOfTies ? Math.max(worst, (i + 1.0) / DRAWS - d.cdf(x[i])) : worst;
            double before = d.cdf(c.family().support().integer() ? x[i] - 1 : Math.nextDown(x[i]));
            worst = firstOfTies ? Math.max(worst, before - (double) i / DRAWS) : worst;
        }
        assertTrue(worst < KOLMOGOROV / Math.sqrt(DRAWS), "Kolmogorov's statistic is " + worst);
    }
}
