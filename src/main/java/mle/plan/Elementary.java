package mle.plan;

/**
 * Elementary functions of one row and of a block of rows, with the same bits in both and on every machine and Java
 * version: they are made of sums, products, quotients, fused multiply-adds and copies of bits, in a fixed order. (A processor
 * without fused multiply-adds, such as x86 before 2013, gives the same bits, slowly.)
 *
 * <p>Largest errors measured, in units in the last place: exp 0.93, expm1, log and log1p below 1, sigmoid 2.0,
 * log1pexp 1.4. The polynomials are Chebyshev fits by {@code elementary-coefficients.py} (next to the tests); their own
 * errors are below 0.05 units. Infinities, zeros with their signs and results below the normal numbers are as in
 * {@link Math}.
 *
 * <p>The block forms fill the first n places of {@code out}, which must not be {@code x}; n is at most
 * {@link Means#BLOCK}. Each is a list of passes over the block. A pass has one loop with a short body and short chains of
 * dependent operations, so that the JIT vectorises it and the processor works on many rows at once; with five arrays it
 * is not always vectorised, so it has four at most. It is called through an interface with many implementations, so that
 * it is compiled by itself: in one method with its neighbours, now and then one of them is not vectorised. Rows for
 * which the short way does not hold (infinite, negative, near overflow) are found on the way and computed again one by
 * one.
 */
final class Elementary {
    /** One loop over the block. */
    private interface Pass {
        void run(double[] x, double[] out, Scratch s, int n);
    }

    /** The loops of each function, or of those that share some, in a class of their own: the JVM links those alone that are met. */
    private static final class Exp {
        static final Pass[] PASSES = {
            (x, out, s, n) -> shift(x, s.a, n),
            (x, out, s, n) -> s.powers(s.a, s.b, n),
            (x, out, s, n) -> exp(x, s.a, s.b, out, n)
        };
    }

    private static final class Expm1 {
        static final Pass[] PASSES = {
            (x, out, s, n) -> shift(x, s.a, n),
            (x, out, s, n) -> s.powers(s.a, s.b, n),
            (x, out, s, n) -> reduce(x, s.a, s.c, s.d, n),
            (x, out, s, n) -> tail(s.c, s.d, s.e, n),
            (x, out, s, n) -> expm1(s.c, s.e, s.b, out, n)
        };
    }

    private static final class Log {
        static final Pass[] PASSES = {
            (x, out, s, n) -> s.split(x, s.a, s.b, n), (x, out, s, n) -> log(x, s.a, s.b, out, n)
        };
    }

    private static final class Log1p {
        static final Pass[] PASSES = {
            (x, out, s, n) -> addOne(x, s.c, n),
            (x, out, s, n) -> s.split(s.c, s.a, s.b, n),
            (x, out, s, n) -> fraction(x, s.b, s.c, s.d, n),
            (x, out, s, n) -> log1p(s.a, s.c, s.d, out, n)
        };
    }

    private static final class Sigmoid {
        static final Pass DECAY = (x, out, s, n) -> minusSize(x, s.g, n);
        static final Pass VALUE = (x, out, s, n) -> sigmoid(x, s.h, out, n);
        static final Pass LOG1PEXP = (x, out, s, n) -> addPositive(x, s.g, out, n);
    }

    private static final double LOG2_E = 1.4426950408889634;

    /** log 2 in two parts; the first has 32 bits, so that its product with an exponent is exact. */
    static final double LOG_2 = 0x1.62e42feep-1;

    static final double LOG_2_REST = 1.9082149292705877e-10;

    /** The short way of exp and expm1 holds at least for |x| below this. */
    private static final double EXP_ORDINARY = 708;

    private Elementary() {}

    private static boolean run(Pass[] passes, double[] x, double[] out, Scratch s, int n) {
        for (Pass pass : passes) {
            pass.run(x, out, s, n);
        }
        return s.ordinary();
    }

    // ------------------------------------------------------------------------------------------- exp and expm1
    // x = k log 2 + r + rest with |r| up to log(2)/2 and its rounding in rest; e^r - 1 - r by a polynomial.

    static double exp(double x) {
        double t = shifted(x);
        return Scratch.hasPower(t) ? exp(x, t, Scratch.power(t)) : specialExp(x);
    }

    static void exp(double[] x, double[] out, Scratch s, int n) {
        if (!run(Exp.PASSES, x, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(x[i]) < EXP_ORDINARY)) {
                    out[i] = exp(x[i]);
                }
            }
        }
    }

    static double expm1(double x) {
        double t = shifted(x);
        if (!Scratch.hasPower(t)) {
            return x < 0 ? -1 : specialExp(x);
        }
        double r = reduced(x, t);
        return expm1(r, tail(r, r * r, rest(x, t, r)), Scratch.power(t));
    }

    static void expm1(double[] x, double[] out, Scratch s, int n) {
        if (!run(Expm1.PASSES, x, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(x[i]) < EXP_ORDINARY)) {
                    out[i] = expm1(x[i]);
                }
            }
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
        return x > 0 ? exp(x, t, Scratch.power(t - 1000)) * 0x1p1000 : exp(x, t, Scratch.power(t + 1000)) * 0x1p-1000;
    }

    private static double shifted(double x) {
        return Math.fma(x, LOG2_E, Scratch.INTEGER);
    }

    static void shift(double[] x, double[] t, int n) {
        for (int i = 0; i < n; i++) {
            t[i] = shifted(x[i]);
        }
    }

    private static double reduced(double x, double t) {
        double k = t - Scratch.INTEGER;
        return Math.fma(k, -LOG_2_REST, Math.fma(k, -LOG_2, x));
    }

    private static double rest(double x, double t, double r) {
        double k = t - Scratch.INTEGER;
        return Math.fma(k, -LOG_2_REST, Math.fma(k, -LOG_2, x) - r);
    }

    private static void reduce(double[] x, double[] t, double[] r, double[] rest, int n) {
        for (int i = 0; i < n; i++) {
            double y = reduced(x[i], t[i]);
            r[i] = y;
            rest[i] = rest(x[i], t[i], y);
        }
    }

    /** (e^r - 1 - r) / r^2 for |r| up to log(2)/2, even and odd powers in chains of their own. */
    private static double tail(double r, double s) {
        double even = 2.09147553258932e-09;
        even = Math.fma(even, s, 2.755727347871858e-07);
        even = Math.fma(even, s, 2.480158732567746e-05);
        even = Math.fma(even, s, 0.0013888888888883711);
        even = Math.fma(even, s, 0.04166666666666667);
        double odd = 2.5105312729622103e-08;
        odd = Math.fma(odd, s, 2.755725517000089e-06);
        odd = Math.fma(odd, s, 0.0001984126987500228);
        odd = Math.fma(odd, s, 0.008333333333326084);
        odd = Math.fma(odd, s, 0.1666666666666667);
        return Math.fma(odd, r, Math.fma(even, s, 0.5));
    }

    /** 2^k e^r. */
    private static double exp(double x, double t, double power) {
        double r = reduced(x, t);
        double s = r * r;
        return Math.fma(power, Math.fma(s, tail(r, s), r), power);
    }

    static void exp(double[] x, double[] t, double[] power, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = exp(x[i], t[i], power[i]);
        }
    }

    private static double tail(double r, double s, double rest) {
        return Math.fma(s, tail(r, s), rest);
    }

    private static void tail(double[] r, double[] rest, double[] tail, int n) {
        for (int i = 0; i < n; i++) {
            tail[i] = tail(r[i], r[i] * r[i], rest[i]);
        }
    }

    /** (2^k - 1) + 2^k (r + tail), the roundings of the leading sums put back; keeps the sign of a zero. */
    private static double expm1(double r, double tail, double power) {
        double part = power * r;
        double missing = 1 - power;
        double sum = part - missing;
        double lost = Math.fma(-power, tail, (sum + missing) - part);
        return sum - (lost + (1 - (power + missing)));
    }

    private static void expm1(double[] r, double[] tail, double[] power, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = expm1(r[i], tail[i], power[i]);
        }
    }

    // ------------------------------------------------------------------------------------------- log and log1p
    // x = 2^k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2); for s = f / (2 + f), log(1 + f) = 2 atanh(s)
    // = f - f^2/2 + s (f^2/2 + R(s^2)) with a polynomial R.

    static double log(double x) {
        return Scratch.splits(x) ? log(x, 0) : specialLog(x);
    }

    static void log(double[] x, double[] out, Scratch s, int n) {
        if (!run(Log.PASSES, x, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!Scratch.splits(x[i])) {
                    out[i] = specialLog(x[i]);
                }
            }
        }
    }

    static double log1p(double x) {
        double u = 1 + x;
        if (!Scratch.splits(u)) {
            return specialLog(u);
        }
        double inversePower = Scratch.inversePower(u);
        double f = fraction(x, inversePower);
        return log1p(Scratch.exponent(u), f, lost(x, inversePower, f));
    }

    static void log1p(double[] x, double[] out, Scratch s, int n) {
        if (!run(Log1p.PASSES, x, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!Scratch.splits(1 + x[i])) {
                    out[i] = specialLog(1 + x[i]);
                }
            }
        }
    }

    private static double specialLog(double x) {
        if (x > 1 && x <= Double.MAX_VALUE) {
            return log(0x1p-100 * x, 100);
        }
        if (x > 0 && x < 1) {
            return log(0x1p100 * x, -100);
        }
        return x > 0 ? x : x == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
    }

    /** log(2^k x) for an x that splits. */
    private static double log(double x, double k) {
        return log(x, Scratch.exponent(x) + k, Scratch.inversePower(x));
    }

    private static double log(double x, double exponent, double inversePower) {
        double f = Math.fma(x, inversePower, -1);
        return sum(exponent, f, f / (2 + f), 0);
    }

    private static void log(double[] x, double[] exponent, double[] inversePower, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = log(x[i], exponent[i], inversePower[i]);
        }
    }

    static void addOne(double[] x, double[] u, int n) {
        for (int i = 0; i < n; i++) {
            u[i] = 1 + x[i];
        }
    }

    /** f for 1 + x = 2^k (1 + f), from terms that are exact (1 - 2^-k up to k = 53); x itself for k = 0. */
    static double fraction(double x, double inversePower) {
        return x * inversePower - (1 - inversePower);
    }

    /** What f rounds away (Knuth 1997, 4.2.2, theorem B). */
    static double lost(double x, double inversePower, double f) {
        double a = x * inversePower;
        double b = 1 - inversePower;
        double c = f - a;
        return (a - (f - c)) - (b + c);
    }

    private static void fraction(double[] x, double[] inversePower, double[] f, double[] lost, int n) {
        for (int i = 0; i < n; i++) {
            double y = fraction(x[i], inversePower[i]);
            f[i] = y;
            lost[i] = lost(x[i], inversePower[i], y);
        }
    }

    /** k log 2 + log(1 + f + lost), to first order in lost. */
    private static double log1p(double exponent, double f, double lost) {
        double s = f / (2 + f);
        return sum(exponent, f, s, Math.fma(-2 * s, lost, lost));
    }

    private static void log1p(double[] exponent, double[] f, double[] lost, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = log1p(exponent[i], f[i], lost[i]);
        }
    }

    /** The polynomial R for z = s^2, over z. */
    static double series(double z) {
        double r = 0.14617807153417325;
        r = Math.fma(r, z, 0.15331611722055008);
        r = Math.fma(r, z, 0.1818289243253687);
        r = Math.fma(r, z, 0.22222211089379496);
        r = Math.fma(r, z, 0.28571428626253836);
        r = Math.fma(r, z, 0.3999999999989889);
        r = Math.fma(r, z, 0.666666666666667);
        return r;
    }

    /** k log 2 + log(1 + f) + more for s = f / (2 + f), the largest terms last; keeps the sign of a zero. */
    private static double sum(double exponent, double f, double s, double more) {
        double k = Scratch.INTEGER - exponent;
        double z = s * s;
        double half = 0.5 * f * f;
        double small = Math.fma(s, Math.fma(z, series(z), half), Math.fma(k, -LOG_2_REST, more));
        return Math.fma(k, -LOG_2, f - (half - small));
    }

    // ------------------------------------------------------------------------------------------- of e^-|x|

    /** 1 / (1 + e^-x). */
    static double sigmoid(double x) {
        return sigmoid(x, exp(-Math.abs(x)));
    }

    static void sigmoid(double[] x, double[] out, Scratch s, int n) {
        decay(x, s, n);
        Sigmoid.VALUE.run(x, out, s, n);
    }

    /** log(1 + e^x). */
    static double log1pexp(double x) {
        return Math.max(x, 0) + log1p(exp(-Math.abs(x)));
    }

    static void log1pexp(double[] x, double[] out, Scratch s, int n) {
        decay(x, s, n);
        log1p(s.h, s.g, s, n);
        Sigmoid.LOG1PEXP.run(x, out, s, n);
    }

    /** Fills h with e^-|x|. */
    private static void decay(double[] x, Scratch s, int n) {
        Sigmoid.DECAY.run(x, s.g, s, n);
        exp(s.g, s.h, s, n);
    }

    private static void minusSize(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -Math.abs(x[i]);
        }
    }

    /** e / (1 + e) for negative x, 1 / (1 + e) for positive x, given e = e^-|x|; near 0, e is 1 and they are the same. */
    private static double sigmoid(double x, double e) {
        double positive = Math.min(1, Math.max(0, 0x1p60 * x));
        return (positive + (1 - positive) * e) / (1 + e);
    }

    private static void sigmoid(double[] x, double[] e, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = sigmoid(x[i], e[i]);
        }
    }

    private static void addPositive(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(x[i], 0) + y[i];
        }
    }
}
