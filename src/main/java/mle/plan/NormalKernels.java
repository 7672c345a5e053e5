package mle.plan;

import mle.expr.Function;

/**
 * The normal distribution function over a block of rows.
 *
 * <p>As in the scalar functions, everything comes from the Mills ratio of the upper tail M(y) at y = |x|, a quotient of
 * two polynomials: Φ(x) is φ(y) M(y) below zero and 1 - φ(y) M(y) above. Both are computed for every row, and one is kept
 * by a factor 1 or 0. The square in φ is split as Cody (Rational Chebyshev approximations for the error function, 1969)
 * does. Rows beyond {@link #HIGH}, where 1 - Φ is no normal number, and below {@link #LOW} go to the scalar function.
 *
 * <p>Largest errors measured, in units in the last place: lognormalcdf 3.4, mills 3.1.
 */
final class NormalKernels {
    static final double LOW = -0x1p90;
    static final double HIGH = 37;

    /** What the quotient of {@link NormalPolynomials} is of and short of. */
    private static final double SHIFT = 0.8125;

    private static final double PART = 0.40625;

    private static final double INVERSE_SQRT_2_PI = 0.3989422804014327;

    /** A positive number below 2^48 plus this has lost what is below 1/16. */
    private static final double SIXTEENTHS = 0x1.8p48;

    /** Leaves e^(-y^2/2) in f and h as a product f (1 + h), M/sqrt(2 pi) in p, the negative in r. */
    private static final Loop[] PARTS = {
        (x, y, out, s, n) -> s.zones.takeSigned(x, LOW, HIGH, n),
        (x, y, out, s, n) -> s.zones.negative(s.r, n),
        (x, y, out, s, n) -> inverse(x, s.t, n),
        (x, y, out, s, n) -> ratioTop(s.t, s.p, n),
        (x, y, out, s, n) -> ratioBottom(s.t, s.q, n),
        (x, y, out, s, n) -> ratio(s.t, s.q, s.p, n),
        (x, y, out, s, n) -> size(x, s.t, n),
        (x, y, out, s, n) -> halfSquare(s.t, s.g, s.h, n),
        (x, y, out, s, n) -> Elementary.shift(s.g, s.a, n),
        (x, y, out, s, n) -> s.powers(s.a, s.b, n),
        (x, y, out, s, n) -> Elementary.exp(s.g, s.a, s.b, s.f, n)
    };

    /** The logarithm of M below zero and of 1 - φM above, less x^2/2 below: log(c + z) with c = 0 or 1. */
    private static final Loop[] LOG_CDF = {
        (x, y, out, s, n) -> factor(s.r, s.f, s.h, n),
        (x, y, out, s, n) -> Kernels.multiply(s.f, s.p, s.t, n),
        (x, y, out, s, n) -> onePlus(s.r, s.t, s.c, n),
        (x, y, out, s, n) -> s.split(s.c, s.a, s.b, n),
        (x, y, out, s, n) -> scale(s.r, s.t, s.b, n),
        (x, y, out, s, n) -> difference(s.t, s.b, s.c, s.e, n),
        (x, y, out, s, n) -> atanhArgument(s.c, s.d, n),
        (x, y, out, s, n) -> Logarithms.correction(s.c, s.d, s.e, s.f, n),
        (x, y, out, s, n) -> Logarithms.parts(s.a, s.c, s.f, out, n),
        (x, y, out, s, n) -> lessHalfSquare(x, s.r, s.c, out, n)
    };

    private static final Loop[] MILLS = {
        (x, y, out, s, n) -> density(s.f, s.h, n), (x, y, out, s, n) -> hazard(s.r, s.f, s.p, out, n)
    };

    private NormalKernels() {}

    static void logNormalCdf(double[] x, double[] out, Scratch s, int n) {
        Loop.all(PARTS, x, x, out, s, n);
        Loop.all(LOG_CDF, x, x, out, s, n);
        rest(Function.LOGNORMALCDF, x, out, s, n);
    }

    static void mills(double[] x, double[] out, Scratch s, int n) {
        Loop.all(PARTS, x, x, out, s, n);
        Loop.all(MILLS, x, x, out, s, n);
        rest(Function.MILLS, x, out, s, n);
    }

    private static void rest(Function scalar, double[] x, double[] out, Scratch s, int n) {
        if (!s.zones.ordinary()) {
            for (int i = 0; i < n; i++) {
                if (!(x[i] >= LOW && x[i] <= HIGH)) {
                    out[i] = scalar.at(x[i]);
                }
            }
        }
    }

    private static void inverse(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (Math.abs(x[i]) + SHIFT);
        }
    }

    private static void ratioTop(double[] t, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = NormalPolynomials.millsTop(t[i]);
        }
    }

    private static void ratioBottom(double[] t, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = NormalPolynomials.millsBottom(t[i]);
        }
    }

    private static void ratio(double[] t, double[] bottom, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = t[i] * (PART + top[i] / bottom[i]);
        }
    }

    private static void size(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.min(Math.abs(x[i]), HIGH);
        }
    }

    /** -y^2/2 in two parts, through a^2 for y rounded to sixteenths a, which is exact. */
    private static void halfSquare(double[] y, double[] sum, double[] rest, int n) {
        for (int i = 0; i < n; i++) {
            double head = (y[i] + SIXTEENTHS) - SIXTEENTHS;
            double exact = -0.5 * head * head;
            double tail = -0.5 * (y[i] - head) * (y[i] + head);
            double both = exact + tail;
            sum[i] = both;
            rest[i] = (exact - both) + tail;
        }
    }

    // ------------------------------------------------------------------------------------------- lognormalcdf

    /** 1 below zero, -e^(-y^2/2) above. */
    private static void factor(double[] negative, double[] exp, double[] rest, int n) {
        for (int i = 0; i < n; i++) {
            exp[i] = negative[i] - (1 - negative[i]) * (exp[i] + exp[i] * rest[i]);
        }
    }

    private static void onePlus(double[] negative, double[] z, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (1 - negative[i]) + z[i];
        }
    }

    /** z 2^-k and 1 - c 2^-k. */
    private static void scale(double[] negative, double[] z, double[] inversePower, int n) {
        for (int i = 0; i < n; i++) {
            z[i] = z[i] * inversePower[i];
            inversePower[i] = 1 - (1 - negative[i]) * inversePower[i];
        }
    }

    /** f for c + z = 2^k (1 + f), and what it rounds away (Knuth 1997, 4.2.2, theorem B). */
    private static void difference(double[] a, double[] b, double[] f, double[] lost, int n) {
        for (int i = 0; i < n; i++) {
            double y = a[i] - b[i];
            double c = y - a[i];
            f[i] = y;
            lost[i] = (a[i] - (y - c)) - (b[i] + c);
        }
    }

    private static void atanhArgument(double[] f, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = f[i] / (2 + f[i]);
        }
    }

    private static void lessHalfSquare(double[] x, double[] negative, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            low[i] = (high[i] - negative[i] * (0.5 * x[i] * x[i])) + low[i];
        }
    }

    // -------------------------------------------------------------------------------------------------- mills
    // sqrt(2 pi) φ/Φ = e/(1 - e r) above zero, 1/r below, for e = e^(-y^2/2) and r = M/sqrt(2 pi).

    private static void density(double[] exp, double[] rest, int n) {
        for (int i = 0; i < n; i++) {
            exp[i] += exp[i] * rest[i];
        }
    }

    private static void hazard(double[] negative, double[] exp, double[] ratio, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double above = 1 - negative[i];
            double top = INVERSE_SQRT_2_PI * (negative[i] + above * exp[i]);
            out[i] = top / (negative[i] * ratio[i] + above * (1 - exp[i] * ratio[i]));
        }
    }
}
