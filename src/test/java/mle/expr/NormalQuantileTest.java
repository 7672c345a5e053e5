package mle.expr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class NormalQuantileTest {
    @Test
    void itInvertsTheDistributionFunction() {
        NormalDistribution normal = new NormalDistribution();
        for (double x = -8; x <= 5; x += 0.01) {
            double p = normal.cumulativeProbability(x);
            // where p is close to 1 its own rounding moves the quantile
            double rounding = Math.ulp(p) / normal.density(x);
            assertEquals(x, NormalQuantile.at(p), 1e-14 * Math.max(1, Math.abs(x)) + 2 * rounding);
        }
    }

    @Test
    void theEndsAreInfinite() {
        assertEquals(Double.NEGATIVE_INFINITY, NormalQuantile.at(0));
        assertEquals(Double.POSITIVE_INFINITY, NormalQuantile.at(1));
        assertEquals(0, NormalQuantile.at(0.5));
        assertEquals(Double.NaN, NormalQuantile.at(-0.1));
        assertEquals(1.959963984540054, NormalQuantile.at(0.975), 1e-15);
    }
}
