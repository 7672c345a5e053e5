package mle.expr;

/**
 * The remainder of Stirling's formula, its derivatives and its differences, and the Stirling series behind all of them.
 *
 * <p>For large arguments, the series (Abramowitz and Stegun 6.1.40, 6.4.11). Below, the recurrence in x, whose terms all
 * have one sign, so that climbing loses nothing; the remainder and its slope end in rational approximations from 3 on,
 * fitted in 80 digits by {@code special-coefficients.py} (next to the tests). A difference over b of inverse powers is
 * never subtracted: a^-m - (a+b)^-m = a^-m p (1 + q + ... + q^(m-1)) with p = b/(a+b), q = a/(a+b).
 *
 * <p>Limits, bits and accuracies as in {@link Gammas}.
 */
final class Stirling {
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

    private Stirling() {}

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

    /** stirlerr(a) - stirlerr(a+x), which has the sign of x. */
    static double remainderDifference(double a, double x) {
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
    static double seriesFrom(int k) {
        return StrictMath.max(10, 8 + 0.7 * k);
    }

    /** sum over n of B(2n) (2n+k-2)!/(2n)! c^-(2n-2): the k-th derivative of stirlerr times (-c)^k c. */
    static double series(int k, double c) {
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
    static double seriesDifference(int k, double a, double b) {
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
    static double inversePowerDifference(int m, double a, double b) {
        double q = 1 / (1 + b / a);
        double geometric = 1;
        for (int i = 1; i < m; i++) {
            geometric = geometric * q + 1;
        }
        return fraction(b, a) * geometric / power(a, m);
    }

    /** b / (a+b), also where the sum overflows. */
    static double fraction(double b, double a) {
        double total = a + b;
        return total < Double.POSITIVE_INFINITY ? b / total : 1 / (1 + a / b);
    }

    /** log(1 + b/a), also where the quotient overflows. */
    static double log1pRatio(double b, double a) {
        double r = b / a;
        return r < 1e300 ? StrictMath.log1p(r) : StrictMath.log(b) - StrictMath.log(a);
    }

    static double factorial(int k) {
        double product = 1;
        for (int i = 2; i <= k; i++) {
            product *= i;
        }
        return product;
    }

    static double power(double x, int n) {
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

    static double ratio(double[] p, double[] q, double w) {
        return Special.polynomial(p, w) / Special.polynomial(q, w);
    }

    static void requireOrder(String name, int k) {
        if (k < 0) {
            throw new IllegalArgumentException(name + ": order must be >= 0, got " + k);
        }
    }
}
