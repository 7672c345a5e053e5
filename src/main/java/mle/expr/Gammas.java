package mle.expr;

/**
 * The gamma family: log-gamma, its derivatives, and the differences of them that cancel when computed as written.
 *
 * <p>Three tools serve all of it. For small arguments, rational approximations fitted in 80 digits by
 * {@code special-coefficients.py} (next to the tests). For large arguments, the Stirling series (Abramowitz and Stegun
 * 6.1.40, 6.4.11). Between them, the recurrence in x: for the remainder of Stirling's formula and for differences all of
 * its terms have one sign, so climbing loses nothing. A difference over b of inverse powers is never subtracted:
 * a^-m - (a+b)^-m = a^-m p (1 + q + ... + q^(m-1)) with p = b/(a+b), q = a/(a+b).
 *
 * <p>NaN in, NaN out; an argument below the domain gives NaN. Only {@link StrictMath} is called, so the bits are the same
 * on each machine. The accuracies are the largest relative errors seen in the committed
 * reference file and in four times as many random points.
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

    /** x stirlerr(x) as a function of w = 1/x^2 for x in [3, 10]; 3.3e-19. */
    private static final double[] BINET_P = {
        0.0833333333333333,
        1.1617742593396332,
        4.6819221338006125,
        6.259392330963771,
        2.353596995752798,
        0.12109726073288954
    };

    private static final double[] BINET_Q = {
        1.0, 13.974624445408786, 56.639362610953825, 76.87473791887231, 30.355950576395664, 2.019305792497833
    };

    /** Minus x^2 stirlerr'(x) as a function of w = 1/x^2 for x in [3, 10]; 3.9e-18. */
    private static final double[] BINET1_P = {
        0.0833333333333329,
        1.3149247032117084,
        6.109965402301808,
        9.648809591059562,
        4.40848330094025,
        0.27279315985969826
    };

    private static final double[] BINET1_Q = {
        1.0, 15.87909643853855, 74.85987542417456, 122.56555515578744, 62.296646716783826, 6.2192017597931075
    };

    /** x stirlerr(x) as a function of w for x &ge; 10; 6.4e-18. */
    private static final double[] BINET_FAR_P = {
        0.08333333333333333, 0.26049366650755224, 0.10112977221454611, -0.0017249501946187858
    };

    private static final double[] BINET_FAR_Q = {1.0, 3.159257331423913, 1.3093420348206108};

    /** Minus x^2 stirlerr'(x) as a function of w for x &ge; 10; 5.0e-19. */
    private static final double[] BINET1_FAR_P = {
        0.08333333333333333, 0.5456243179010163, 0.669705558119488, 0.09227315595411893
    };

    private static final double[] BINET1_FAR_Q = {1.0, 6.647491814812191, 8.653596831304283, 1.7060903202117867};

    /** The Bernoulli numbers B(2), B(4), ..., B(30). */
    private static final double[] BERNOULLI = {
        1.0 / 6,
        -1.0 / 30,
        1.0 / 42,
        -1.0 / 30,
        5.0 / 66,
        -691.0 / 2730,
        7.0 / 6,
        -3617.0 / 510,
        43867.0 / 798,
        -174611.0 / 330,
        854513.0 / 138,
        -236364091.0 / 2730,
        8553103.0 / 6,
        -23749461029.0 / 870,
        8615841276005.0 / 14322
    };

    /** 1 / ((2n+1)(2n+2)) for n = 1, 2, ... */
    private static final double[] STEP = new double[BERNOULLI.length];

    static {
        for (int n = 1; n <= STEP.length; n++) {
            STEP[n - 1] = 1.0 / ((2 * n + 1) * (2 * n + 2));
        }
    }

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
            return x * ratio(LGAMMA_P, LGAMMA_Q, x) - (x < 1e-17 ? StrictMath.log(x) : StrictMath.log(x * (1 + x)));
        }
        if (x < 1.5) {
            double z = x - 1;
            return z * ratio(LGAMMA_P, LGAMMA_Q, z) - StrictMath.log1p(z);
        }
        if (x < 3) {
            double z = x - 2;
            return z * ratio(LGAMMA_P, LGAMMA_Q, z);
        }
        if (x < 4) {
            double z = x - 3;
            return z * ratio(LGAMMA_P, LGAMMA_Q, z) + StrictMath.log(x - 1);
        }
        return (x - 0.5) * (StrictMath.log(x) - 1) + (HALF_LOG_2_PI - 0.5) + stirlerr(x);
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
            return ((x - (ROOT - 1)) - ROOT_LOW) * ratio(DIGAMMA_P, DIGAMMA_Q, x) - 1 / x;
        }
        if (x < 3) {
            return ((x - ROOT) - ROOT_LOW) * ratio(DIGAMMA_P, DIGAMMA_Q, x - 1);
        }
        return StrictMath.log(x) - (0.5 / x - stirlerr(1, x));
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
            requireOrder("polygamma", k);
            return digamma(x);
        }
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double factorial = factorial(k);
        double enough = seriesFrom(k + 1);
        double sum = 0;
        double c = x;
        for (; c < enough; c += 1) {
            sum += factorial / power(c, k + 1);
        }
        sum += (factorial / k + (0.5 * factorial + series(k + 1, c) / c) / c) / power(c, k);
        return (k & 1) == 1 ? sum : -sum;
    }

    /**
     * The remainder of Stirling's formula, lgamma(x) - ((x - 1/2) log x - x + log(2 pi)/2), for x &ge; 0; +infinity at 0,
     * and 1/(12x) for large x.
     *
     * <p>It was named by Loader (Fast and accurate computation of binomial probabilities, 2000) and is Binet's function.
     * Accuracy 1.1e-15.
     */
    static double stirlerr(double x) {
        if (!(x >= 0)) {
            return Double.NaN;
        }
        double sum = 0;
        double c = x;
        for (; c < 3; c += 1) {
            sum += binetStep(c);
        }
        double w = 1 / (c * c);
        return sum + (c < 10 ? ratio(BINET_P, BINET_Q, w) : ratio(BINET_FAR_P, BINET_FAR_Q, w)) / c;
    }

    /**
     * The k-th derivative of {@link #stirlerr(double)}, for k &ge; 0 and x &ge; 0; its sign is (-1)^k.
     *
     * <p>The first is digamma(x) - log x + 1/(2x), the second trigamma(x) - 1/x - 1/(2x^2). Accuracy 1.2e-15 for
     * k &le; 6.
     */
    static double stirlerr(int k, double x) {
        if (k < 1) {
            requireOrder("stirlerr", k);
            return stirlerr(x);
        }
        if (!(x > 0)) {
            return x == 0 ? ((k & 1) == 0 ? 1 : -1) * Double.POSITIVE_INFINITY : Double.NaN;
        }
        double sum = 0;
        double c = x;
        if (k == 1) {
            for (; c < 3; c += 1) {
                sum += binetSlopeStep(c);
            }
            double w = 1 / (c * c);
            return -(sum + (c < 10 ? ratio(BINET1_P, BINET1_Q, w) : ratio(BINET1_FAR_P, BINET1_FAR_Q, w)) / c / c);
        }
        double enough = seriesFrom(k);
        double factorial = 0.5 * factorial(k - 2);
        for (; c < enough; c += 1) {
            sum += factorial * binetDerivativeStep(k - 2, c);
        }
        sum += series(k, c) / c / power(c, k);
        return (k & 1) == 0 ? sum : -sum;
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
        requireOrder("polygammaDifference", k);
        if (b < 0) {
            return -polygammaDifference(k, a + b, -b);
        }
        if (!(a > 0 && b >= 0)) {
            return Double.NaN;
        }
        double factorial = factorial(k);
        double enough = seriesFrom(k + 1);
        double sum = 0;
        double c = a;
        for (; c < enough; c += 1) {
            sum += factorial * inversePowerDifference(k + 1, c, b);
        }
        double lead = k == 0 ? log1pRatio(b, c) : factorial / k * inversePowerDifference(k, c, b);
        sum += lead + 0.5 * factorial * inversePowerDifference(k + 1, c, b) + seriesDifference(k + 1, c, b);
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
        if (x >= 0.5 && x <= 2) {
            double y = x - 1;
            return y * log1pRatio(1, a) + rising(a + 1, y);
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
            return log1pRatio(x, a) - (0.5 / s - stirlerr(1, s));
        }
        double above = 0.5 * factorial(i) / power(s, i + 1) + StrictMath.abs(stirlerr(i + 1, s));
        double value = above - factorial(i - 1) * inversePowerDifference(i, a, x);
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
            double remainder = stirlerr(small) + remainderDifference(large, small);
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
        requireOrder("lbeta", StrictMath.min(i, j));
        if (i == 0) {
            return j == 0 ? lbeta(a, b) : -polygammaDifference(j - 1, b, a);
        }
        return j == 0 ? -polygammaDifference(i - 1, a, b) : -polygamma(i + j - 1, a + b);
    }

    /** lpochrel without the shift around x = 1; also for -1/2 &le; x &lt; 0 when a &ge; 1. */
    private static double rising(double a, double x) {
        double r = x / a;
        double log = log1pRatio(x, a);
        double lead;
        if (StrictMath.abs(r) < 1e-8) {
            lead = 0.5 * r * (1 - r / 3);
        } else if (r < 1) {
            lead = (1 + r) * (Special.log1pmx(r) / r) + r;
        } else {
            lead = (1 + a / x) * log - 1;
        }
        return x * lead - 0.5 * log - remainderDifference(a, x);
    }

    /** The i-th derivative of lpochrel in a, i &ge; 1; every step of the recurrence carries the factor x(1-x). */
    private static double risingInA(int i, double a, double x) {
        double enough = seriesFrom(i);
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
            above = risingInLargeA(i, c + 1, y) - sign * factorial(i - 1) * y * inversePowerDifference(i, c, 1);
        } else {
            above = risingInLargeA(i, c, x);
        }
        return sign * factorial(i - 1) * steps + above;
    }

    private static double risingInLargeA(int i, double a, double x) {
        double r = x / a;
        double p = fraction(x, a);
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
        double value = lead - 0.5 * factorial(i - 1) * inversePowerDifference(i, a, x) - seriesDifference(i, a, x);
        return (i & 1) == 0 ? value : -value;
    }

    /** stirlerr(a) - stirlerr(a+x), which has the sign of x. */
    private static double remainderDifference(double a, double x) {
        if (x < 0) {
            return -remainderDifference(a + x, -x);
        }
        double sum = 0;
        double c = a;
        if (c < 1) {
            double r = x / c;
            double cross = r < 1e300 ? StrictMath.log1p(r / (c + 1 + x)) : log1pRatio(x, c) - StrictMath.log(c + 1 + x);
            sum = (c + 0.5) * cross - x * log1pRatio(1, c + x);
            c += 1;
        }
        for (; c < 10; c += 1) {
            sum += binetStepDifference(c, x);
        }
        return sum + seriesDifference(0, c, x);
    }

    /**
     * stirlerr(c) - stirlerr(c+1) = (c + 1/2) log(1 + 1/c) - 1 = atanh(t)/t - 1 with t = 1/(2c+1) (the step in Binet's
     * first formula).
     */
    private static double binetStep(double c) {
        if (c < 0.3) {
            return (c + 0.5) * log1pRatio(1, c) - 1;
        }
        double t = 1 / (2 * c + 1);
        double w = t * t;
        double sum = 0;
        for (int n = c < 1 ? 40 : 16; n >= 1; n--) {
            sum = (sum + 1.0 / (2 * n + 1)) * w;
        }
        return sum;
    }

    /** The same step for minus the first derivative: 4 t^3 sum of n t^(2n-2) / (2n+1). */
    private static double binetSlopeStep(double c) {
        if (c < 0.3) {
            return (c + 0.5) / (c + 1) / c - log1pRatio(1, c);
        }
        double t = 1 / (2 * c + 1);
        double w = t * t;
        double sum = 0;
        for (int n = c < 1 ? 40 : 17; n >= 1; n--) {
            sum = sum * w + n / (2.0 * n + 1);
        }
        return 4 * t * w * sum;
    }

    /** The m-th derivative, without sign and factorial, of (1/(c(c+1)))^2, by Leibniz. */
    private static double binetDerivativeStep(int m, double c) {
        double v = 1 / (c + 1);
        double q = c * v;
        double sum = 0;
        for (int l = m; l >= 0; l--) {
            sum = sum * q + (l + 1) * (m - l + 1);
        }
        return sum * v * v * power(1 / c, m + 2);
    }

    /** The step of stirlerr at c minus the one at c + x, for c &ge; 1: the same series with t^2n - t'^2n. */
    private static double binetStepDifference(double c, double x) {
        double p = fraction(x, c + 0.5);
        double ratio = 1 - p;
        double q = ratio * ratio;
        double t = 1 / (2 * c + 1);
        double w = t * t;
        double power = w;
        double geometric = 1;
        double qn = 1;
        double sum = 0;
        for (int n = 1; n <= 17; n++) {
            double term = power * geometric / (2 * n + 1);
            sum += term;
            if (term < 1e-17 * sum) {
                break;
            }
            power *= w;
            qn *= q;
            geometric += qn;
        }
        return sum * p * (1 + ratio);
    }

    /** The smallest argument at which 15 terms of the Stirling series for the k-th derivative suffice. */
    private static double seriesFrom(int k) {
        return StrictMath.max(10, 8 + 0.7 * k);
    }

    /** sum over n of B(2n) (2n+k-2)!/(2n)! c^-(2n-2): the k-th derivative of stirlerr times (-c)^k c. */
    private static double series(int k, double c) {
        double w = 1 / (c * c);
        double factor = 0.5 * factorial(k);
        double sum = factor * BERNOULLI[0];
        double small = 1e-18 * sum;
        for (int n = 1; n < BERNOULLI.length; n++) {
            factor *= (2 * n + k) * (2 * n + k - 1) * STEP[n - 1] * w;
            double term = factor * BERNOULLI[n];
            sum += term;
            if (StrictMath.abs(term) < small) {
                break;
            }
        }
        return sum;
    }

    /** The k-th derivative of stirlerr without its sign, at a minus at a + b, by the Stirling series. */
    private static double seriesDifference(int k, double a, double b) {
        double p = fraction(b, a);
        double q = 1 / (1 + b / a);
        double w = 1 / (a * a);
        double factor = 0.5 * factorial(k);
        double geometric = 0;
        double qm = 1;
        for (int m = 0; m <= k; m++) {
            geometric += qm;
            qm *= q;
        }
        double sum = factor * BERNOULLI[0] * geometric;
        double small = 1e-18 * sum;
        for (int n = 1; n < BERNOULLI.length; n++) {
            geometric += qm * (1 + q);
            qm *= q * q;
            factor *= (2 * n + k) * (2 * n + k - 1) * STEP[n - 1] * w;
            double term = factor * BERNOULLI[n] * geometric;
            sum += term;
            if (StrictMath.abs(term) < small) {
                break;
            }
        }
        return sum * p / a / power(a, k);
    }

    /** a^-m - (a+b)^-m. */
    private static double inversePowerDifference(int m, double a, double b) {
        double q = 1 / (1 + b / a);
        double geometric = 1;
        for (int i = 1; i < m; i++) {
            geometric = geometric * q + 1;
        }
        return fraction(b, a) * geometric / power(a, m);
    }

    /** b / (a+b), also where the sum overflows. */
    private static double fraction(double b, double a) {
        double total = a + b;
        return total < Double.POSITIVE_INFINITY ? b / total : 1 / (1 + a / b);
    }

    /** log(1 + b/a), also where the quotient overflows. */
    private static double log1pRatio(double b, double a) {
        double r = b / a;
        return r < 1e300 ? StrictMath.log1p(r) : StrictMath.log(b) - StrictMath.log(a);
    }

    private static double factorial(int k) {
        double product = 1;
        for (int i = 2; i <= k; i++) {
            product *= i;
        }
        return product;
    }

    private static double power(double x, int n) {
        double square = x;
        double product = (n & 1) == 1 ? x : 1;
        for (int rest = n >> 1; rest > 0; rest >>= 1) {
            square *= square;
            if ((rest & 1) == 1) {
                product *= square;
            }
        }
        return product;
    }

    private static double ratio(double[] p, double[] q, double w) {
        return Special.polynomial(p, w) / Special.polynomial(q, w);
    }

    private static void requireOrder(String name, int k) {
        if (k < 0) {
            throw new IllegalArgumentException(name + ": order must be >= 0, got " + k);
        }
    }
}
