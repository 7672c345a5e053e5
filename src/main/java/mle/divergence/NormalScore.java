package mle.divergence;

import java.util.Arrays;
import mle.expr.NormalQuantile;
import mle.family.Distribution;
import mle.family.Domain;
import mle.family.Families;
import mle.family.Support;

/**
 * The quantiles of a distribution as a function of standard normal numbers, x = F⁻¹(Φ(t)): of continuous ones from a table on the line of
 * the support, by cubic polynomials that have the right values and slopes at the knots; of counts from the places where it jumps.
 */
final class NormalScore {
    /** Beyond this are no draws. */
    private static final double FAR = 7;

    private static final int KNOTS = 1024;

    /** Counts of which a table is made. */
    private static final int MOST_COUNTS = 1 << 14;

    private static final double STEP = 2 * FAR / KNOTS;
    private static final double HALF_LOG_2_PI = 0.9189385332046727;
    private static final Distribution NORMAL = Families.normal().at(0, 1);

    private final Distribution distribution;
    private final boolean integer;
    private final Domain line;
    private final double[] values;
    private final double[] slopes;

    private NormalScore(Distribution distribution, Support support) {
        this.distribution = distribution;
        this.integer = support.integer();
        this.line = Sheet.domain(support);
        this.values = integer ? counts(quantile(-FAR), quantile(FAR)) : new double[KNOTS + 1];
        this.slopes = new double[integer ? 0 : KNOTS + 1];
        for (int k = 0; k <= KNOTS && !integer; k++) {
            double t = -FAR + k * STEP;
            double x = inside(quantile(t));
            values[k] = line.toLine(x);
            double logSlope = -t * t / 2 - HALF_LOG_2_PI - distribution.logDensity(x) - Sheet.logSlope(line, values[k]);
            slopes[k] = STEP * StrictMath.exp(logSlope);
        }
    }

    static NormalScore of(Distribution distribution) {
        return new NormalScore(
                distribution, Density.of(distribution).components().get(0).support());
    }

    static NormalScore chiSquared(double df) {
        return of(Families.gamma().at(df / 2, 0.5));
    }

    private double quantile(double t) {
        return t <= 0
                ? distribution.quantileOfLog(NORMAL.logCdf(t), true)
                : distribution.quantileOfLog(NORMAL.logSurvival(t), false);
    }

    /** The number next to a value that rounding has put on an end. */
    private double inside(double x) {
        return Math.max(Math.nextUp(line.lower()), Math.min(Math.nextDown(line.upper()), x));
    }

    /** The first count and, of each but the last, the normal number up to which it reaches; nothing where there are too many. */
    private double[] counts(double first, double last) {
        if (!(last - first < MOST_COUNTS)) {
            return new double[0];
        }
        double[] ends = new double[(int) (last - first) + 1];
        ends[0] = first;
        for (int k = 1; k < ends.length; k++) {
            double below = distribution.cdf(first + k - 1);
            ends[k] =
                    below <= 0.5 ? NormalQuantile.at(below) : -NormalQuantile.at(distribution.survival(first + k - 1));
        }
        return ends;
    }

    private double count(double t) {
        if (values.length == 0) {
            return quantile(t);
        }
        int at = Arrays.binarySearch(values, 1, values.length, t);
        return values[0] + (at >= 0 ? at : -at - 1) - 1;
    }

    /** The quantile of a standard normal number. */
    double at(double t) {
        if (integer) {
            return count(t);
        }
        double place = (Math.max(-FAR, Math.min(FAR, t)) + FAR) / STEP;
        int k = Math.min(KNOTS - 1, (int) place);
        double s = place - k;
        double rest = 1 - s;
        double value = rest * rest * ((1 + 2 * s) * values[k] + s * slopes[k])
                + s * s * ((1 + 2 * rest) * values[k + 1] - rest * slopes[k + 1]);
        return inside(line.fromLine(value));
    }
}
