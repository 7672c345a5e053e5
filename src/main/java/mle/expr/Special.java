package mle.expr;

/**
 * Elementary functions that cancel when computed as written: softplus and its relatives, remainders of exp and log, and
 * the two Box-Cox functions with their derivatives through the removable singularity.
 *
 * <p>NaN in, NaN out; an argument outside the domain gives NaN. Only {@link StrictMath} is called, so the bits are the
 * same on each machine. The accuracies are the largest relative errors seen in the committed reference file
 * and in four times as many random points. The gamma family is in {@link Gammas}, the normal in {@link Normals}.
 */
final class Special {
    /** Where x²·exp(-x) is less than rounding. */
    private static final double FAR = 50;

    private static final double LOG_2 = 0.6931471805599453;

    /** 1/(2n+3): atanh(t) = t + t^3 (1/3 + t^2/5 + ...). Enough terms for t^2 &le; 1/9. */
    private static final double[] ATANH = new double[17];

    /** 1/(n+2)!: exp(x) = 1 + x + x^2 (1/2! + x/3! + ...). Enough terms for |x| &le; 1. */
    private static final double[] EXP = new double[17];

    /** 1/n from n = 1. */
    private static final double[] RECIPROCAL = new double[46];

    static {
        for (int n = 1; n < RECIPROCAL.length; n++) {
            RECIPROCAL[n] = 1.0 / n;
        }
        double factorial = 1;
        for (int n = 0; n < 17; n++) {
            ATANH[n] = 1.0 / (2 * n + 3);
            factorial *= n + 2;
            EXP[n] = 1 / factorial;
        }
    }

    private Special() {}

    /** log(x + sqrt(1 + x^2)), odd in x. Accuracy 1.5e-16. */
    static double asinh(double x) {
        double size = StrictMath.abs(x);
        double value = size > 1e9
                ? StrictMath.log(size) + LOG_2
                : StrictMath.log1p(size + size * size / (1 + StrictMath.sqrt(1 + size * size)));
        return StrictMath.copySign(value, x);
    }

    /** log(1 + exp(x)), the softplus; 0 at -infinity, x at +infinity. Accuracy 2e-16. */
    static double log1pexp(double x) {
        return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
    }

    /** 1/(1 + exp(-x)), the derivative of {@link #log1pexp}. Accuracy 3e-16. */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + StrictMath.exp(-x));
        }
        double e = StrictMath.exp(x);
        return e / (1 + e);
    }

    /** log(exp(a) + exp(b)); two equal infinities give that infinity. Accuracy 2e-16, where it is not near 0. */
    static double logaddexp(double a, double b) {
        if (a == b) {
            return a + LOG_2;
        }
        double high = StrictMath.max(a, b);
        double low = StrictMath.min(a, b);
        return high + StrictMath.log1p(StrictMath.exp(low - high));
    }

    /**
     * log(1 - exp(x)) for x &le; 0; -infinity at 0, 0 at -infinity. The branch at -log 2 is Maechler's (Accurately
     * computing log(1 - exp(-|a|)), 2012). Accuracy 3e-16.
     */
    static double log1mexp(double x) {
        return x > -LOG_2 ? StrictMath.log(-StrictMath.expm1(x)) : StrictMath.log1p(-StrictMath.exp(x));
    }

    /** exp(x)/(1 - exp(x)) for x &le; 0; infinity at 0, 0 at -infinity. Accuracy 3e-16. */
    static double oddsexp(double x) {
        return x > 0 ? Double.NaN : 1 / StrictMath.abs(StrictMath.expm1(-x));
    }

    /** log(exp(a) + exp(b) + ...); -infinity where all are. Accuracy as that of {@link #logaddexp}. */
    static double logsumexp(double[] a) {
        double high = highest(a);
        return high + StrictMath.log(relative(a, high));
    }

    /** The share exp(a_k)/(exp(a_1) + exp(a_2) + ...). Accuracy 5e-16. */
    static double softmax(int k, double[] a) {
        double high = highest(a);
        return StrictMath.exp(a[k] - high) / relative(a, high);
    }

    /** The largest, NaN if one is NaN; 0 where all are -infinity, so that differences from it are numbers. */
    private static double highest(double[] a) {
        double high = a[0];
        for (double x : a) {
            high = Math.max(high, x);
        }
        return high == Double.NEGATIVE_INFINITY ? 0 : high;
    }

    private static double relative(double[] a, double high) {
        double sum = 0;
        for (double x : a) {
            sum += StrictMath.exp(x - high);
        }
        return sum;
    }

    /**
     * log(exp(a) - exp(b)) for a &ge; b; -infinity where they are equal. Accuracy 3e-16, where it is not near 0; where
     * a - b is small, the difference of the arguments is exact.
     */
    static double logdiffexp(double a, double b) {
        if (a == b) {
            return Double.NEGATIVE_INFINITY;
        }
        return a == Double.POSITIVE_INFINITY ? a : a + log1mexp(b - a);
    }

    /** exp(x) - 1 - x, about x^2/2 near 0: the Taylor series for |x| &le; 1. Accuracy 3e-16. */
    static double expm1mx(double x) {
        if (StrictMath.abs(x) <= 1) {
            return x * x * polynomial(EXP, x);
        }
        return x == Double.POSITIVE_INFINITY ? x : StrictMath.expm1(x) - x;
    }

    /**
     * The k-th derivative of (exp(x) - 1 - x)/x&sup2;: the integral of (1 - s) s^k exp(xs) over s from 0 to 1, which is
     * k!/(k+2)! M(k+1, k+3, x) with Kummer's function (DLMF 13.4.1).
     *
     * <p>Its series of positive terms for 0 &le; x &lt; 50, by Kummer's transformation (DLMF 13.2.39) for -50 &lt; x &lt;
     * 0; beyond, integration by parts, from the upper end alone where x is positive. Accuracy 2e-15.
     */
    static double expm1mxdiv(int k, double x) {
        if (x != x) {
            return x;
        }
        if (StrictMath.abs(x) < FAR) {
            double a = x < 0 ? 2 : k + 1;
            double z = StrictMath.abs(x);
            double sum = 1;
            double term = 1;
            for (int n = 0; term > 1e-17 * sum; n++) {
                term *= (a + n) / (k + 3 + n) * z / (n + 1);
                sum += term;
            }
            return (x < 0 ? StrictMath.exp(x) : 1) * sum / ((k + 1) * (k + 2));
        }
        if (x == Double.POSITIVE_INFINITY) {
            return x;
        }
        if (x > 0) {
            double sum = 0;
            double term = 1;
            for (int j = 0; j <= k; j++) {
                sum += term;
                term *= -(k - j) * (j + 2) / ((j + 1) * x);
            }
            return StrictMath.exp(x) / x / x * sum;
        }
        double e = StrictMath.exp(x);
        double power = (e - 1) / x;
        for (int i = 1; i <= k; i++) {
            power = (e - i * power) / x;
        }
        return power - (e - (k + 1) * power) / x;
    }

    /**
     * log(1 + x) - x for x &ge; -1, about -x^2/2 near 0; -infinity at -1 and at +infinity.
     *
     * <p>On [-1/2, 1] the series of 2 atanh(x/(2+x)) (Abramowitz and Stegun 4.1.27) less its first term. Accuracy
     * 4e-16.
     */
    static double log1pmx(double x) {
        if (x >= -0.5 && x <= 1) {
            double t = x / (2 + x);
            double w = t * t;
            return t * (2 * w * polynomial(ATANH, w) - x);
        }
        return x == Double.POSITIVE_INFINITY ? -x : StrictMath.log1p(x) - x;
    }

    /** log(1 + xi z)/xi, and z at xi = 0: {@code boxlog(0, 0, xi, z)}. */
    static double log1pDiv(double xi, double z) {
        return boxlog(0, 0, xi, z);
    }

    /**
     * The derivative of log(1 + xi z)/xi, i times in xi and j times in z, for i + j &le; 4; smooth through xi = 0.
     *
     * <p>NaN where 1 + xi z &lt; 0; where it is 0, the limit, which is infinite. With u = xi z and v = u/(1+u), the
     * derivatives in xi are (-1)^i i! (z/(1+u))^(i+1) T(v) with T(v) = sum of v^n/(n+i+1): that series for
     * |v| &lt; 0.4, its closed form where it cancels little, Gauss's continued fraction (DLMF 15.7.5) between.
     * Accuracy 1.2e-15 in xi alone; with z 2.8e-15, the most near the zeros at u = 1 and u = 2.
     */
    static double boxlog(int i, int j, double xi, double z) {
        if (i < 0 || j < 0 || i + j > 4) {
            throw new IllegalArgumentException(
                    "boxlog: orders must be >= 0 and add up to at most 4, got (" + i + ", " + j + ")");
        }
        if (xi != xi || z != z) {
            return Double.NaN;
        }
        double u = xi == 0 || z == 0 ? 0 : xi * z;
        double base = onePlusProduct(xi, z, u);
        if (!(base >= 0)) {
            return Double.NaN;
        }
        if (j == 0) {
            return boxlogInXi(i, xi, z, u, base);
        }
        switch (10 * i + j) {
            case 1:
                return 1 / base;
            case 2:
                return -xi / base / base;
            case 3:
                return 2 * (xi / base) * (xi / base) / base;
            case 4:
                return -6 * (xi / base) * (xi / base) * (xi / base) / base;
            case 11:
                return -z / base / base;
            case 12:
                return (u - 1) / base / base / base;
            case 13:
                return 2 * (xi / base) * ((2 - u) / base) / base / base;
            case 21:
                return 2 * (z / base) * (z / base) / base;
            case 22:
                return 2 * (z / base) * ((2 - u) / base) / base / base;
            default:
                return -6 * (z / base) * (z / base) * (z / base) / base;
        }
    }

    /**
     * The i-th derivative in lambda, i &le; 4, of (x^lambda - 1)/lambda, which is log x at lambda = 0; for x &ge; 0.
     *
     * <p>With s = lambda log x it is log(x)^(i+1) times the integral of t^i exp(s t) over (0, 1): for |s| &le; 3 a series
     * of positive terms (Abramowitz and Stegun 6.5.29 and 13.1.2), the recurrence in i outside. Accuracy 1.3e-15.
     */
    static double boxcox(int i, double lambda, double x) {
        if (i < 0 || i > 4) {
            throw new IllegalArgumentException("boxcox: order must be between 0 and 4, got " + i);
        }
        if (!(x >= 0) || lambda != lambda) {
            return Double.NaN;
        }
        if (x == 0) {
            double limit = lambda > 0 ? 1 / lambda : Double.POSITIVE_INFINITY;
            for (int k = 1; k <= i; k++) {
                limit *= k / StrictMath.max(lambda, 0);
            }
            return (i & 1) == 0 ? -limit : limit;
        }
        double log = StrictMath.log(x);
        double s = lambda * log;
        if (i == 0) {
            if (s == 0) {
                return log;
            }
            return StrictMath.abs(s) < 1 ? StrictMath.expm1(s) / lambda : (StrictMath.pow(x, lambda) - 1) / lambda;
        }
        if (StrictMath.abs(s) <= 3) {
            return power(log, i + 1) * expMoment(i, s);
        }
        double power = StrictMath.pow(x, lambda);
        double value = (power - 1) / lambda;
        double logs = 1;
        for (int k = 1; k <= i; k++) {
            logs *= log;
            value = (power * logs - k * value) / lambda;
        }
        return value;
    }

    /** c[0] + c[1] x + c[2] x^2 + ... */
    static double polynomial(double[] c, double x) {
        double sum = c[c.length - 1];
        for (int n = c.length - 2; n >= 0; n--) {
            sum = sum * x + c[n];
        }
        return sum;
    }

    private static double boxlogInXi(int i, double xi, double z, double u, double base) {
        if (base == 0) {
            double limit = z * Double.POSITIVE_INFINITY;
            return (i & 1) == 0 ? limit : z * limit * -1;
        }
        if (u == 0 && i == 0) {
            return z;
        }
        double log;
        if (u < -0.5) {
            log = StrictMath.log(base);
        } else if (u <= Double.MAX_VALUE) {
            log = StrictMath.log1p(u);
        } else {
            log = StrictMath.log(StrictMath.abs(xi)) + StrictMath.log(StrictMath.abs(z));
        }
        if (i == 0) {
            return log / xi;
        }
        double v = u <= Double.MAX_VALUE ? u / base : 1;
        double size;
        if (StrictMath.abs(v) < 0.4) {
            size = power(z / base, i + 1) * logTailSeries(i + 1, v);
        } else if (i == 1 && v < 0.5 && v > -1) {
            size = -log1pmx(-v) / xi / xi;
        } else if (i > 1 && u > -0.6 && u < 1.5 * i - 0.5) {
            size = power(z / base, i + 1) * logTailFraction(i + 1, v);
        } else {
            double head = 0;
            for (int m = i; m >= 1; m--) {
                head = (head + 1.0 / m) * v;
            }
            size = (log - head) / power(xi, i + 1);
        }
        for (int m = 2; m <= i; m++) {
            size *= m;
        }
        return (i & 1) == 0 ? size : -size;
    }

    /** sum over n &ge; 0 of v^n/(n+a), for |v| &lt; 0.4. */
    private static double logTailSeries(int a, double v) {
        double size = StrictMath.abs(v);
        int terms = size < 1e-3 ? 6 : size < 0.1 ? 16 : size < 0.25 ? 26 : RECIPROCAL.length - a;
        double sum = 0;
        for (int n = terms - 1; n >= 0; n--) {
            sum = sum * v + RECIPROCAL[n + a];
        }
        return sum;
    }

    /** The same by a continued fraction evaluated from its tail, for -1.5 &lt; v &lt; 0.85. */
    private static double logTailFraction(int a, double v) {
        int pairs = v < 0.6 ? 13 : v < 0.8 ? 21 : 26;
        double tail = a + 2 * pairs;
        for (int m = pairs; m >= 1; m--) {
            tail = (a + 2 * m - 1) - m * m * v / tail;
            tail = (a + 2 * m - 2) - (a + m - 1) * (a + m - 1) * v / tail;
        }
        return 1 / tail;
    }

    /** The integral of t^i exp(s t) over (0, 1), for moderate s. */
    private static double expMoment(int i, double s) {
        double size = StrictMath.abs(s);
        double sum = 0;
        if (s >= 0) {
            double power = 1;
            for (int n = 0; n < 40; n++) {
                double term = power / (n + i + 1);
                sum += term;
                if (term < 1e-17 * sum) {
                    break;
                }
                power *= size / (n + 1);
            }
            return sum;
        }
        double term = 1.0 / (i + 1);
        for (int n = 0; n < 40; n++) {
            sum += term;
            if (term < 1e-17 * sum) {
                break;
            }
            term *= size / (n + i + 2);
        }
        return StrictMath.exp(s) * sum;
    }

    /** 1 + a b; where that cancels, with the rounding error of the product (Dekker 1971) put back. */
    private static double onePlusProduct(double a, double b, double product) {
        if (!(product < -0.5 && product > -2)) {
            return 1 + product;
        }
        double sizeA = StrictMath.abs(a);
        double sizeB = StrictMath.abs(b);
        if (sizeA > 1e290 || sizeB > 1e290) {
            return 1 + product;
        }
        double highA = 134217729 * a;
        highA -= highA - a;
        double highB = 134217729 * b;
        highB -= highB - b;
        double lowA = a - highA;
        double lowB = b - highB;
        double error = ((highA * highB - product) + highA * lowB + lowA * highB) + lowA * lowB;
        return (1 + product) + error;
    }

    private static double power(double x, int n) {
        double product = x;
        for (int k = 1; k < n; k++) {
            product *= x;
        }
        return product;
    }
}
