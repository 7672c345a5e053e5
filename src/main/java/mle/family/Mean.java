package mle.family;

import java.util.function.DoubleUnaryOperator;

/**
 * The mean of a distribution from its tails: m + ∫ P(X &gt; x) dx above m - ∫ P(X &le; x) dx below it. Integrals by the
 * double-exponential rule (Takahasi and Mori 1974, Publ. RIMS 9, 721-741), over a finite interval or up to infinity.
 */
final class Mean {
    private static final double HALF_PI = StrictMath.PI / 2;
    private static final int LEVELS = 9;
    private static final double PRECISION = 1e-13;

    /** Where the double-exponential rule ends: beyond, exp(π/2·sinh t) overflows or is nothing. */
    private static final double FAR = 6;

    /** Counts are summed one by one up to so many from the middle. */
    private static final double ONE_BY_ONE = 1000;

    /** Distances from the middle, in units of the spread, at which a tail is measured. */
    private static final double[] OUT = {1e40, 1e41};

    private final Distribution of;
    private final Support support;

    Mean(Distribution of, Support support) {
        this.of = of;
        this.support = support;
    }

    /** The mean; infinite where one tail has none, NaN where neither has. */
    double value() {
        double middle = of.quantile(0.5);
        double spread = of.quantile(0.8) - of.quantile(0.2);
        spread = spread > 0 ? spread : StrictMath.max(StrictMath.abs(middle), 1);
        if (support.integer()) {
            return middle + above(of::survival, middle, spread) - below(of::cdf, middle, spread);
        }
        return middle
                + integral(x -> of.survival(middle + x), support.upper() - middle, spread)
                - integral(x -> of.cdf(middle - x), middle - support.lower(), spread);
    }

    /** Of counts: the probabilities of more than the middle, than the middle and one, and so on. */
    private double above(DoubleUnaryOperator survival, double middle, double spread) {
        double sum = 0;
        double last = StrictMath.min(middle + ONE_BY_ONE, support.upper());
        for (double x = middle; x < last; x++) {
            sum += survival.applyAsDouble(x);
        }
        // The rest varies slowly: the integral from half a unit before, with Euler and Maclaurin's first correction.
        return last == support.upper() || survival.applyAsDouble(last) == 0
                ? sum
                : sum
                        + integral(x -> of.tail(last - 0.5 + x, false), support.upper() - last, spread + ONE_BY_ONE)
                        + (survival.applyAsDouble(last) - survival.applyAsDouble(last - 1)) / 24;
    }

    private double below(DoubleUnaryOperator cdf, double middle, double spread) {
        double sum = 0;
        double last = StrictMath.max(middle - ONE_BY_ONE, support.lower());
        for (double x = middle - 1; x >= last; x--) {
            sum += cdf.applyAsDouble(x);
        }
        return last == support.lower() || cdf.applyAsDouble(last - 1) == 0
                ? sum
                : sum
                        + integral(x -> of.tail(last - 0.5 - x, true), last - support.lower(), spread + ONE_BY_ONE)
                        - (cdf.applyAsDouble(last) - cdf.applyAsDouble(last - 1)) / 24;
    }

    /** The integral of a tail from 0 to a length, which may be infinite. */
    private static double integral(DoubleUnaryOperator tail, double length, double unit) {
        if (!(length > 0)) {
            return 0;
        }
        boolean finite = length < Double.POSITIVE_INFINITY;
        if (!finite && isHeavy(tail, unit)) {
            return Double.POSITIVE_INFINITY;
        }
        double before = Double.NaN;
        double sum = 0;
        for (int level = 0; level < LEVELS; level++) {
            double step = StrictMath.scalb(1.0, -level);
            double next = step * nodes(tail, finite, finite ? length : unit, step, level > 0);
            sum = level == 0 ? next : sum / 2 + next;
            if (StrictMath.abs(sum - before) <= PRECISION * StrictMath.abs(sum)) {
                break;
            }
            before = sum;
        }
        return sum;
    }

    /** The sum over the nodes, of a refined rule over those that are new. */
    private static double nodes(DoubleUnaryOperator tail, boolean finite, double unit, double step, boolean odd) {
        double sum = 0;
        int last = (int) (FAR / step);
        for (int k = -last; k <= last; k++) {
            if (odd && k % 2 == 0) {
                continue;
            }
            double t = k * step;
            double outer = HALF_PI * StrictMath.sinh(t);
            double slope = HALF_PI * StrictMath.cosh(t);
            double e = StrictMath.exp(-2 * StrictMath.abs(outer));
            // On an interval (1 + tanh)/2, whose share next to 0 keeps its digits; up to infinity exp.
            double x = finite ? unit * (outer < 0 ? e : 1) / (1 + e) : unit * StrictMath.exp(outer);
            double weight = finite ? 2 * unit * slope * e / ((1 + e) * (1 + e)) : x * slope;
            double height = weight > 0 && x < Double.POSITIVE_INFINITY ? tail.applyAsDouble(x) : 0;
            sum += height > 0 ? weight * height : 0;
        }
        return sum;
    }

    /** Whether a tail falls no faster than 1/x. */
    private static boolean isHeavy(DoubleUnaryOperator tail, double unit) {
        double near = tail.applyAsDouble(OUT[0] * unit);
        double far = tail.applyAsDouble(OUT[1] * unit);
        return near > 0 && far > 0.099 * near;
    }
}
