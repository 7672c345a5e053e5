package mle.plan;

/**
 * Elementary functions of one row and of a block of rows, with the same bits in both and on every machine and Java
 * version: they are made of sums, products, quotients and copies of bits, in a fixed order.
 *
 * <p>Largest errors measured, in units in the last place: TODO
 *
 * <p>The block forms fill the first n places of {@code out}, which must not be {@code x}; n is at most
 * {@link Means#BLOCK}. They are passes of a few operations each: a short body with one store or two, which the JIT
 * vectorises, and a short chain of dependent operations, of which many then run at once. Rows for which the short way
 * does not hold (infinite, negative, near overflow) are found on the way and computed again one by one.
 */
final class Elementary {
    private static final double LOG2_E = 1.4426950408889634;

    /** log 2 in two parts; the first has 31 bits, so that its product with an exponent is exact. */
    private static final double LOG_2 = 0x1.62e42feep-1;

    private static final double LOG_2_REST = 1.9082149292705877e-10;

    /** The short way of exp and expm1 holds at least for |x| below this. */
    private static final double EXP_ORDINARY = 708;

    private Elementary() {}

    // ------------------------------------------------------------------------------------------- exp and expm1
    // x = k log 2 + r + rest with |r| up to log(2)/2 and its rounding in rest; e^r - 1 - r by a polynomial.

    static double exp(double x) {
        double t = shifted(x);
        if (!Scratch.hasPower(t)) {
            return specialExp(x);
        }
        double r = reduced(x, t);
        return exp(r, tail(r), Scratch.power(t));
    }

    static void exp(double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = reduce(x, s, n);
        exp(s.c, s.d, s.b, out, n);
        for (int i = ordinary ? n : 0; i < n; i++) {
            if (!(Math.abs(x[i]) < EXP_ORDINARY)) {
                out[i] = exp(x[i]);
            }
        }
    }

    static double expm1(double x) {
        double t = shifted(x);
        if (!Scratch.hasPower(t)) {
            return x < 0 ? -1 : specialExp(x);
        }
        double r = reduced(x, t);
        return expm1(r, tail(r) + rest(x, t, r), Scratch.power(t));
    }

    static void expm1(double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = reduce(x, s, n);
        addRest(x, s.a, s.c, s.d, s.e, n);
        expm1(s.c, s.e, s.b, out, n);
        for (int i = ordinary ? n : 0; i < n; i++) {
            if (!(Math.abs(x[i]) < EXP_ORDINARY)) {
                out[i] = expm1(x[i]);
            }
        }
    }

    /** Fills a with k + {@link Scratch#INTEGER}, b with 2^k, c with r, d with its tail; false if some x is special. */
    private static boolean reduce(double[] x, Scratch s, int n) {
        shift(x, s.a, n);
        boolean ordinary = s.powers(s.a, s.b, n);
        reduce(x, s.a, s.c, n);
        tails(s.c, s.d, n);
        return ordinary;
    }

    private static double shifted(double x) {
        return x * LOG2_E + Scratch.INTEGER;
    }

    private static void shift(double[] x, double[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] = shifted(x[i]);
        }
    }

    private static double reduced(double x, double t) {
        double k = t - Scratch.INTEGER;
        return (x - k * LOG_2) - k * LOG_2_REST;
    }

    private static void reduce(double[] x, double[] t, double[] r, int n) {
        for (int i = 0; i < n; i++) {
            r[i] = reduced(x[i], t[i]);
        }
    }

    private static double rest(double x, double t, double r) {
        double k = t - Scratch.INTEGER;
        return ((x - k * LOG_2) - r) - k * LOG_2_REST;
    }

    private static void addRest(double[] x, double[] t, double[] r, double[] tail, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = tail[i] + rest(x[i], t[i], r[i]);
        }
    }

    /** e^r - 1 - r for |r| up to log(2)/2, its even and odd powers in chains of their own. */
    private static double tail(double r) {
        double s = r * r;
        double even = 2.7620201591031547e-07;
        even = even * s + 2.4801521057868204e-05;
        even = even * s + 0.0013888888917367081;
        even = even * s + 0.041666666666623824;
        even = even * s + 0.5;
        double odd = 2.5100472505694996e-08;
        odd = odd * s + 2.7557268276905696e-06;
        odd = odd * s + 0.00019841269863171557;
        odd = odd * s + 0.008333333333330039;
        odd = odd * s + 0.16666666666666669;
        return s * (even + r * odd);
    }

    private static void tails(double[] r, double[] tail, int n) {
        for (int i = 0; i < n; i++) {
            tail[i] = tail(r[i]);
        }
    }

    /** 2^k (1 + r + tail), the rounding of 1 + r put back. */
    private static double exp(double r, double tail, double power) {
        double sum = 1 + r;
        return (sum + ((r - (sum - 1)) + tail)) * power;
    }

    private static void exp(double[] r, double[] tail, double[] power, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = exp(r[i], tail[i], power[i]);
        }
    }

    /** (2^k - 1) + 2^k (r + tail), the roundings of the leading sums put back; keeps the sign of a zero. */
    private static double expm1(double r, double tail, double power) {
        double part = power * r;
        double missing = 1 - power;
        double sum = part - missing;
        double lost = ((sum + missing) - part) - power * tail;
        return sum - (lost + (1 - (power + missing)));
    }

    private static void expm1(double[] r, double[] tail, double[] power, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = expm1(r[i], tail[i], power[i]);
        }
    }

    /** Where 2^k is not normal: by two powers, the first result still being normal. */
    private static double specialExp(double x) {
        if (x > 710) {
            return Double.POSITIVE_INFINITY;
        }
        if (x < -746) {
            return 0;
        }
        double t = shifted(x);
        double r = reduced(x, t);
        return x > 0
                ? exp(r, tail(r), Scratch.power(t - 1000)) * 0x1p1000
                : exp(r, tail(r), Scratch.power(t + 1000)) * 0x1p-1000;
    }

    // ------------------------------------------------------------------------------------------- log and log1p
    // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); for s = f / (2 + f), log(1 + f) = 2 atanh(s)
    // = f - s (f - R(s^2)) with a polynomial R.

    static double log(double x) {
        return Scratch.splits(x) ? ordinaryLog(x) : specialLog(x);
    }

    static void log(double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = s.split(x, s.a, s.b, n);
        fractions(x, s.b, s.c, s.d, n);
        corrections(s.c, s.d, s.e, n);
        log(s.a, s.c, s.e, out, n);
        for (int i = ordinary ? n : 0; i < n; i++) {
            if (!Scratch.splits(x[i])) {
                out[i] = specialLog(x[i]);
            }
        }
    }

    static double log1p(double x) {
        double u = 1 + x;
        if (!Scratch.splits(u)) {
            return specialLog(u);
        }
        double inversePower = Scratch.inversePower(u);
        double f = fraction1p(x, inversePower);
        double s = f / (2 + f);
        return log(Scratch.exponent(u), f, correction(f, s) - lost1p(x, inversePower, f, s));
    }

    static void log1p(double[] x, double[] out, Scratch s, int n) {
        addOne(x, s.a, n);
        boolean ordinary = s.split(s.a, s.e, s.b, n);
        fractions1p(x, s.b, s.c, s.d, s.f, n);
        corrections(s.c, s.d, s.f, s.g, n);
        log(s.e, s.c, s.g, out, n);
        for (int i = ordinary ? n : 0; i < n; i++) {
            if (!Scratch.splits(s.a[i])) {
                out[i] = specialLog(s.a[i]);
            }
        }
    }

    private static double ordinaryLog(double x) {
        double f = x * Scratch.inversePower(x) - 1;
        return log(Scratch.exponent(x), f, correction(f, f / (2 + f)));
    }

    private static double specialLog(double x) {
        if (x > 1 && x <= Double.MAX_VALUE) {
            double m = 0x1p-100 * x;
            double f = m * Scratch.inversePower(m) - 1;
            return log(Scratch.exponent(m) + 100, f, correction(f, f / (2 + f)));
        }
        if (x > 0 && x < 1) {
            double m = 0x1p100 * x;
            double f = m * Scratch.inversePower(m) - 1;
            return log(Scratch.exponent(m) - 100, f, correction(f, f / (2 + f)));
        }
        return x > 0 ? x : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    private static void fractions(double[] x, double[] inversePower, double[] f, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            double y = x[i] * inversePower[i] - 1;
            f[i] = y;
            s[i] = y / (2 + y);
        }
    }

    private static void addOne(double[] x, double[] u, int n) {
        for (int i = 0; i < n; i++) {
            u[i] = 1 + x[i];
        }
    }

    /** f for 1 + x = 2^k (1 + f), from x and what 1 + x rounds away; equal to x for k = 0. */
    private static double fraction1p(double x, double inversePower) {
        double u = 1 + x;
        double whole = u - 1;
        return ((x - whole) - ((u - whole) - 1)) * inversePower - (1 - u * inversePower);
    }

    /** What f still rounds away (only for k other than 0), over 1 + f to first order. */
    private static double lost1p(double x, double inversePower, double f, double s) {
        double u = 1 + x;
        double whole = u - 1;
        double lost = ((x - whole) - ((u - whole) - 1)) * inversePower - (f + (1 - u * inversePower));
        return lost - 2 * s * lost;
    }

    private static void fractions1p(double[] x, double[] inversePower, double[] f, double[] s, double[] lost, int n) {
        for (int i = 0; i < n; i++) {
            double y = fraction1p(x[i], inversePower[i]);
            double z = y / (2 + y);
            f[i] = y;
            s[i] = z;
            lost[i] = lost1p(x[i], inversePower[i], y, z);
        }
    }

    /** f - log(1 + f) for s = f / (2 + f). */
    private static double correction(double f, double s) {
        double z = s * s;
        double r = 0.14617807153417325;
        r = r * z + 0.15331611722055008;
        r = r * z + 0.1818289243253687;
        r = r * z + 0.22222211089379496;
        r = r * z + 0.28571428626253836;
        r = r * z + 0.3999999999989889;
        r = r * z + 0.666666666666667;
        return s * (f - z * r);
    }

    private static void corrections(double[] f, double[] s, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = correction(f[i], s[i]);
        }
    }

    private static void corrections(double[] f, double[] s, double[] lost, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = correction(f[i], s[i]) - lost[i];
        }
    }

    /** k log 2 + f - correction, the rounding of the first sum put back; keeps the sign of a zero. */
    private static double log(double exponent, double f, double correction) {
        double k = Scratch.INTEGER - exponent;
        double whole = k * LOG_2;
        double sum = f - whole;
        return sum + ((f - (sum + whole)) - (correction + k * LOG_2_REST));
    }

    private static void log(double[] exponent, double[] f, double[] correction, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = log(exponent[i], f[i], correction[i]);
        }
    }
}
