package mle.fit;

import org.apache.commons.math3.special.Erf;

/** The one use of commons-math3 here: quantiles of the standard normal distribution. */
final class NormalQuantile {
    private NormalQuantile() {}

    static double at(double probability) {
        return Math.sqrt(2) * Erf.erfInv(2 * probability - 1);
    }
}
