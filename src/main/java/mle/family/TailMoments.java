package mle.family;

import java.util.function.DoubleUnaryOperator;

/**
 * Mean and variance of a distribution from its tails: with the median m, the mean is m + ∫ P(X &gt; m + t) dt - ∫ P(X &le; m - t) dt
 * over t from 0, and the mean of (X - m)² the sum of the same integrals with 2t as a factor. Integrals by the double-exponential rule (Takahasi and Mori 1974, Publ. RIMS 9, 721-741), over a finite interval or up to infinity.
 */
final class TailMoments {
    private static final double HALF_PI = StrictMath.PI / 2;
    private static final int LEVELS = 9;

    /** Levels that differ by no more than this are precise to about its square, or to the digits of the tail. */
    private static final double PRECISION = 1e-11;

    /** A difference above this between the last levels says that the integral is not known. */
    private static final double UNKNOWN = 1e-8;

    /** The logarithm of a probability beyond which nothing is left of a tail that does not fall as a power. */
    private static final double NOTHING = -690;

    /** Counts beyond are not told from their neighbours. */
    private static final double LARGEST_COUNT = 0x1p52;

    /** Where the double-exponential rule ends: beyond, exp(π/2·sinh t) overflows or is nothing. */
    private static final double FAR = 6;

    /** Counts are summed one by one up to so many from the middle. */
    private static final double ONE_BY_ONE = 1000;

    /** Distances from the middle, in units of the spread, at which a tail is measured. */
    private static final double[] OUT = {1e40, 1e41};

    private static final double[] COUNTS_OUT = {1e12, 1e13};

    /** Of a tail times the factor that decides: how far it may fall over a factor of 10 for no integral to exist. */
    private static final double ENDLESS = 0.0999;

    /** If it falls by less than this, what lies beyond all numbers still counts. */
    private static final double SLOW = 0.08;

    private final Distribution of;
    private final Support support;
    private final double middle;
    private final double spread;

    TailMoments(Distribution of, Support support) {
        this.of = of;
        this.support = support;
        this.middle = of.quantile(0.5);
        double width = of.quantile(0.8) - of.quantile(0.2);
        this.spread = width > 0 ? width : StrictMath.max(StrictMath.abs(middle), 1);
    }

    /** The mean; infinite where one tail has none, NaN where neither has, or where it is not known to 10 digits. */
    double mean() {
        return middle + above(0) - below(0);
    }

    /** The variance; infinite where the mean is finite and a tail has none, NaN where there is no finite mean. */
    double variance() {
        double fromMiddle = mean() - middle;
        return Double.isFinite(fromMiddle) ? above(1) + below(1) - fromMiddle * fromMiddle : Double.NaN;
    }

    /** The integral, or sum, of the upper tail: of its probabilities, or of those times twice the distance. */
    private double above(int power) {
        if (!support.integer()) {
            return integral(t -> weight(power, t) * of.survival(middle + t), support.upper() - middle, spread, false);
        }
        return sum(power, k -> of.survival(middle + k), k -> of.tail(middle + k, false), support.upper() - middle, 0);
    }

    private double below(int power) {
        if (!support.integer()) {
            return integral(t -> weight(power, t) * of.cdf(middle - t), middle - support.lower(), spread, true);
        }
        return sum(power, k -> of.cdf(middle - k), k -> of.tail(middle - k, true), middle - support.lower() + 1, 1);
    }

    private static double weight(int power, double distance) {
        return power == 0 ? 1 : 2 * distance;
    }

    /**
     * Of counts, (X - m)² is the sum of 2k + 1 over the k from 0 that X is more than m + k, and of 2k - 1 over those from 1 that it is
     * no more than m - k.
     */
    private double sum(int power, DoubleUnaryOperator tail, DoubleUnaryOperator smooth, double length, int first) {
        double shift = first == 0 ? 0.5 : -0.5;
        DoubleUnaryOperator term = k -> weight(power, k + shift) * tail.applyAsDouble(k);
        double sum = 0;
        double last = StrictMath.min(first + ONE_BY_ONE, length);
        for (double k = first; k < last; k++) {
            sum += term.applyAsDouble(k);
        }
        if (last == length || tail.applyAsDouble(last) == 0) {
            return sum;
        }
        // The rest varies slowly: the integral from half a unit before, with Euler and Maclaurin's first correction.
        double from = last - 0.5;
        DoubleUnaryOperator rest = t -> weight(power, from + t + shift) * smooth.applyAsDouble(from + t);
        return sum
                + integral(rest, length - last, spread + ONE_BY_ONE, first > 0)
                + (term.applyAsDouble(last) - term.applyAsDouble(last - 1)) / 24;
    }

    /** The integral of a tail from 0 to a length, which may be infinite. */
    private double integral(DoubleUnaryOperator tail, double length, double unit, boolean lower) {
        if (!(length > 0)) {
            return 0;
        }
        double end = length;
        if (Double.isInfinite(length)) {
            double fall = fall(tail, unit);
            if (fall > SLOW) {
                return fall > ENDLESS ? Double.POSITIVE_INFINITY : Double.NaN;
            }
            end = fall > 0 ? length : StrictMath.abs(of.quantileOfLog(NOTHING, lower) - middle);
        }
        if (support.integer()) {
            end = StrictMath.min(end, LARGEST_COUNT);
        }
        boolean finite = end < Double.POSITIVE_INFINITY;
        double sum = 0;
        double change = Double.POSITIVE_INFINITY;
        for (int level = 0; level < LEVELS && !(change <= PRECISION); level++) {
            double step = StrictMath.scalb(1.0, -level);
            double next = step * nodes(tail, finite, finite ? end : unit, step, level > 0);
            double refined = level == 0 ? next : sum / 2 + next;
            change = level < 2 || refined == 0 ? change : StrictMath.abs(refined / sum - 1);
            sum = refined;
        }
        boolean cut = end == LARGEST_COUNT && tail.applyAsDouble(end) * end > PRECISION * sum;
        return sum == 0 || change <= UNKNOWN && !cut ? sum : Double.NaN;
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

    /** To which share a tail falls over a factor of 10 far out; a tenth, if it falls as 1/x. */
    private double fall(DoubleUnaryOperator tail, double unit) {
        double[] out = support.integer() ? COUNTS_OUT : OUT;
        double near = tail.applyAsDouble(out[0] * unit);
        double far = tail.applyAsDouble(out[1] * unit);
        return near > 0 ? far / near : 0;
    }
}
