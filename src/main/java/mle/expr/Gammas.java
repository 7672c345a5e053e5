package mle.expr;

/**
 * The gamma family: log-gamma, its derivatives, and the differences of them that cancel when computed as written.
 *
 * <p>For small arguments, rational approximations fitted in 80 digits by {@code special-coefficients.py} (next to the
 * tests); elsewhere {@link Stirling}'s formula with its remainder, which is also what keeps the differences relative.
 *
 * <p>NaN in, NaN out; an argument below the domain gives NaN. Only {@link StrictMath} is called, so the bits are the same
 * on each machine. The accuracies are the largest relative errors seen in the committed reference
 * file and in four times as many random points.
 */
final class Gammas {
    private static final double HALF_LOG_2_PI = 0.9189385332046727;

    /** Root of digamma, as a sum of two doubles. */
    private static final double ROOT = 1.4616321449683622;

    private static final double ROOT_LOW = 9.549995429965697e-17;

    /** lgamma(2+z)/z on [-1/2, 1]; the relative error of the fit is 3.5e-17. */
    private static final double[] LGAMMA_P = {
        0.42278433509846713,
        0.9363445847657994,
        0.7357433144464911,
        0.26300657256540894,
        0.04374878931815699,
        0.002979225136331766,
        5.394368019052706e-05
    };

    private static final double[] LGAMMA_Q = {
        1.0,
        1.4519874564385482,
        0.7920764797847478,
        0.20057958800246278,
        0.02346144986422256,
        0.0010757745459565133,
        1.1412065470669022e-05
    };

    /** digamma(1+z)/(1+z-root) on [0, 2]; 5.6e-19. */
    private static final double[] DIGAMMA_P = {
        1.2503801375034054,
        1.9371793688428702,
        1.0703618297647566,
        0.2640943687433025,
        0.029327161792342137,
        0.0012700308561061466,
        1.358846502199502e-05
    };

    private static final double[] DIGAMMA_Q = {
        1.0,
        2.2328191609146173,
        1.7804739558469018,
        0.6560155174445635,
        0.11784079832153808,
        0.009789614452493066,
        0.00031174827040779445,
        2.20713394529403e-06
    };

    private Gammas() {}

    /**
     * The logarithm of the gamma function, for x &ge; 0; +infinity at 0 and at +infinity.
     *
     * <p>Rational on [1.5, 3] with the zero at 2 factored out, one step of the recurrence around it, Stirling from 4.
     * Accuracy 4e-16.
     */
    static double lgamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (x < 0.5) {
            return x * Stirling.ratio(LGAMMA_P, LGAMMA_Q, x)
                    - (x < 1e-17 ? StrictMath.log(x) : StrictMath.log(x * (1 + x)));
        }
        if (x < 1.5) {
            double z = x - 1;
            return z * Stirling.ratio(LGAMMA_P, LGAMMA_Q, z) - StrictMath.log1p(z);
        }
        if (x < 3) {
            double z = x - 2;
            return z * Stirling.ratio(LGAMMA_P, LGAMMA_Q, z);
        }
        if (x < 4) {
            double z = x - 3;
            return z * Stirling.ratio(LGAMMA_P, LGAMMA_Q, z) + StrictMath.log(x - 1);
        }
        return (x - 0.5) * (StrictMath.log(x) - 1) + (HALF_LOG_2_PI - 0.5) + Stirling.stirlerr(x);
    }

    /** The logarithm of gamma(1 + x), about -0.577 x near 0, for x &gt; 0. Accuracy 4e-16. */
    static double lgamma1p(double x) {
        return x < 0.5 ? x * Stirling.ratio(LGAMMA_P, LGAMMA_Q, x) - StrictMath.log1p(x) : lgamma(1 + x);
    }

    /**
     * The derivative of log-gamma, for x &ge; 0; -infinity at 0, +infinity at +infinity.
     *
     * <p>Rational on [1, 3] with the root 1.4616... factored out in double-double, one step of the recurrence below, the
     * Stirling series above. Accuracy 4e-16.
     */
    static double digamma(double x) {
        if (!(x > 0)) {
            return x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        if (x < 1) {
            return ((x - (ROOT - 1)) - ROOT_LOW) * Stirling.ratio(DIGAMMA_P, DIGAMMA_Q, x) - 1 / x;
        }
        if (x < 3) {
            return ((x - ROOT) - ROOT_LOW) * Stirling.ratio(DIGAMMA_P, DIGAMMA_Q, x - 1);
        }
        return StrictMath.log(x) - (0.5 / x - Stirling.stirlerr(1, x));
    }

    /** The second derivative of log-gamma, {@code polygamma(1, x)}. Accuracy 5e-16. */
    static double trigamma(double x) {
        return polygamma(1, x);
    }

    /**
     * The k-th derivative of digamma, for k &ge; 0 and x &ge; 0; for k &ge; 1 it is (-1)^(k+1) infinity at 0 and 0 at
     * +infinity.
     *
     * <p>Recurrence to the range of the asymptotic series (Abramowitz and Stegun 6.4.6, 6.4.11). Accuracy 8e-16 for
     * k &le; 6.
     */
    static double polygamma(int k, double x) {
        if (k < 1) {
            Stirling.requireOrder("polygamma", k);
            return digamma(x);
        }
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double factorial = Stirling.factorial(k);
        double enough = Stirling.seriesFrom(k + 1);
        double sum = 0;
        double c = x;
        for (; c < enough; c += 1) {
            sum += factorial / Stirling.power(c, k + 1);
        }
        sum += (factorial / k + (0.5 * factorial + Stirling.series(k + 1, c) / c) / c) / Stirling.power(c, k);
        return (k & 1) == 1 ? sum : -sum;
    }

    /** digamma(a+b) - digamma(a), relative also where b is far smaller than a. See {@link #polygammaDifference}. */
    static double digammaDifference(double a, double b) {
        return polygammaDifference(0, a, b);
    }

    /** trigamma(a+b) - trigamma(a), relative also where b is far smaller than a. See {@link #polygammaDifference}. */
    static double trigammaDifference(double a, double b) {
        return polygammaDifference(1, a, b);
    }

    /**
     * The difference polygamma(k, a+b) - polygamma(k, a), for k &ge; 0, a &gt; 0 and a + b &gt; 0, with relative accuracy
     * also where b is far smaller than a. Its sign is (-1)^k times that of b.
     *
     * <p>Recurrence and asymptotic series, term by term in differences. Accuracy 7e-16 for k &le; 4.
     */
    static double polygammaDifference(int k, double a, double b) {
        Stirling.requireOrder("polygammaDifference", k);
        if (b < 0) {
            return -polygammaDifference(k, a + b, -b);
        }
        if (!(a > 0 && b >= 0)) {
            return Double.NaN;
        }
        double factorial = Stirling.factorial(k);
        double enough = Stirling.seriesFrom(k + 1);
        double sum = 0;
        double c = a;
        for (; c < enough; c += 1) {
            sum += factorial * Stirling.inversePowerDifference(k + 1, c, b);
        }
        double lead = k == 0 ? Stirling.log1pRatio(b, c) : factorial / k * Stirling.inversePowerDifference(k, c, b);
        sum += lead
                + 0.5 * factorial * Stirling.inversePowerDifference(k + 1, c, b)
                + Stirling.seriesDifference(k + 1, c, b);
        return (k & 1) == 0 ? sum : -sum;
    }

    /**
     * The logarithm of the rising factorial relative to a power, lgamma(a+x) - lgamma(a) - x log a, for a &gt; 0 and
     * x &ge; 0.
     *
     * <p>It is about x(x-1)/(2a) for large a, and zero at x = 0 and x = 1, where the accuracy stays relative: around x = 1
     * through lpochrel(a, 1+y) = lpochrel(a+1, y) + y log(1 + 1/a). Otherwise Stirling's formula with its remainder
     * differenced term by term. Accuracy 8e-16.
     */
    static double lpochrel(double a, double x) {
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (x == 0.5 && a >= HalfRising.SMALLEST) {
            return HalfRising.value(a);
        }
        if (x >= 0.5 && x <= 2) {
            double y = x - 1;
            return y * Stirling.log1pRatio(1, a) + rising(a + 1, y);
        }
        return rising(a, x);
    }

    /**
     * The derivative of {@link #lpochrel(double, double)}, i times in a and j times in x, for i + j &le; 4.
     *
     * <p>Those in a alone vanish at x = 0 and x = 1 and are relative there; those once in x vanish near x = 1/2, where the
     * error is relative to the terms, of size 1/a^(i+1). Accuracy 9e-16 for a, 8e-16 once in x.
     */
    static double lpochrel(int i, int j, double a, double x) {
        if (i < 0 || j < 0 || i + j > 4) {
            throw new IllegalArgumentException(
                    "lpochrel: orders must be >= 0 and add up to at most 4, got (" + i + ", " + j + ")");
        }
        if (!(a > 0 && x >= 0)) {
            return Double.NaN;
        }
        if (j == 0) {
            return i == 0 ? lpochrel(a, x) : risingInA(i, a, x);
        }
        double s = a + x;
        if (j > 1) {
            return polygamma(i + j - 1, s);
        }
        if (i == 0) {
            return Stirling.log1pRatio(x, a) - (0.5 / s - Stirling.stirlerr(1, s));
        }
        double above =
                0.5 * Stirling.factorial(i) / Stirling.power(s, i + 1) + StrictMath.abs(Stirling.stirlerr(i + 1, s));
        double value = above - Stirling.factorial(i - 1) * Stirling.inversePowerDifference(i, a, x);
        return (i & 1) == 1 ? value : -value;
    }

    /**
     * The logarithm of the beta function, lgamma(a) + lgamma(b) - lgamma(a+b), for a, b &gt; 0.
     *
     * <p>Stirling's formula with remainders when both are &ge; 10, through {@link #lpochrel(double, double)} when
     * the larger is &ge; 3 (after DiDonato and Morris, ACM Algorithm 708, 1992). Accuracy
     * 4e-16, absolute where |lbeta| &lt; 1.
     */
    static double lbeta(double a, double b) {
        double small = StrictMath.min(a, b);
        double large = StrictMath.max(a, b);
        if (!(small > 0)) {
            return small == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
        }
        if (large == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        if (small >= 10) {
            double remainder = Stirling.stirlerr(small) + Stirling.remainderDifference(large, small);
            return HALF_LOG_2_PI
                    - 0.5 * StrictMath.log(large)
                    - (small - 0.5) * StrictMath.log1p(large / small)
                    - large * StrictMath.log1p(small / large)
                    + remainder;
        }
        if (large >= 3) {
            return lgamma(small) - small * StrictMath.log(large) - lpochrel(large, small);
        }
        return lgamma(small) + (lgamma(large) - lgamma(small + large));
    }

    /**
     * The derivative of {@link #lbeta(double, double)}, i times in a and j times in b. Accuracy as
     * {@link #polygammaDifference} (i or j is 0) or {@link #polygamma}.
     */
    static double lbeta(int i, int j, double a, double b) {
        Stirling.requireOrder("lbeta", StrictMath.min(i, j));
        if (i == 0) {
            return j == 0 ? lbeta(a, b) : -polygammaDifference(j - 1, b, a);
        }
        return j == 0 ? -polygammaDifference(i - 1, a, b) : -polygamma(i + j - 1, a + b);
    }

    /** lpochrel without the shift around x = 1; also for -1/2 &le; x &lt; 0 when a &ge; 1. */
    private static double rising(double a, double x) {
        double r = x / a;
        double log = Stirling.log1pRatio(x, a);
        double lead;
        if (StrictMath.abs(r) < 1e-8) {
            lead = 0.5 * r * (1 - r / 3);
        } else if (r < 1) {
            lead = (1 + r) * (Special.log1pmx(r) / r) + r;
        } else {
            lead = (1 + a / x) * log - 1;
        }
        return x * lead - 0.5 * log - Stirling.remainderDifference(a, x);
    }

    /** The i-th derivative of lpochrel in a, i &ge; 1; every step of the recurrence carries the factor x(1-x). */
    private static double risingInA(int i, double a, double x) {
        if (x == 0.5 && i <= 2 && a >= HalfRising.SMALLEST) {
            return i == 1 ? HalfRising.slope(a) : HalfRising.second(a);
        }
        double enough = Stirling.seriesFrom(i);
        double steps = 0;
        double c = a;
        for (; c < enough; c += 1) {
            double u = 1 / c;
            double v = 1 / (c + 1);
            double w = 1 / (c + x);
            // The complete homogeneous polynomial of degree i-1 in u, v, w, from the one in u, v.
            double powerOfU = 1;
            double pair = 1;
            double complete = 1;
            for (int m = 1; m < i; m++) {
                powerOfU *= u;
                pair = pair * v + powerOfU;
                complete = complete * w + pair;
            }
            steps += u * v * complete * (w * x) * (1 - x);
        }
        double sign = (i & 1) == 1 ? 1 : -1;
        double above;
        if (x >= 0.5 && x <= 2) {
            double y = x - 1;
            above = risingInLargeA(i, c + 1, y)
                    - sign * Stirling.factorial(i - 1) * y * Stirling.inversePowerDifference(i, c, 1);
        } else {
            above = risingInLargeA(i, c, x);
        }
        return sign * Stirling.factorial(i - 1) * steps + above;
    }

    private static double risingInLargeA(int i, double a, double x) {
        double r = x / a;
        double p = Stirling.fraction(x, a);
        double q = 1 / (1 + r);
        double lead;
        switch (i) {
            case 1:
                lead = -Special.log1pmx(r);
                break;
            case 2:
                lead = p * r / a;
                break;
            case 3:
                lead = p * p * (3 + 2 * r) / (a * a);
                break;
            default:
                lead = 2 * p * p * (6 * q + 8 * p + 3 * p * r) / (a * a * a);
        }
        double value = lead
                - 0.5 * Stirling.factorial(i - 1) * Stirling.inversePowerDifference(i, a, x)
                - Stirling.seriesDifference(i, a, x);
        return (i & 1) == 0 ? value : -value;
    }
}
