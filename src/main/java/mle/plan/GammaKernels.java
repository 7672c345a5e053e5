package mle.plan;

import static mle.plan.GammaPolynomials.*;

import java.util.function.DoubleUnaryOperator;
import mle.expr.Function;

/**
 * The gamma family over a block of rows.
 *
 * <p>The formulas are those of the scalar functions, with fewer zones: where a zone ends, the formulas of both sides are
 * computed for every row, and one is kept by a factor 1 or 0 from {@link Zones}. So the value of a row depends on its own
 * argument alone. Zones of which a block has no row may be left out, for their part is then zero for every row.
 *
 * <p>Arguments from {@link #LEAST} to {@link #MOST} are computed here; the others, for which a polynomial may overflow,
 * by the scalar function.
 *
 * <p>Largest errors measured, in units in the last place: lgamma 1.7, digamma 1.9, trigamma 1.7.
 */
final class GammaKernels {
    /** Smallest argument of the short way. */
    static final double LEAST = 0x1p-300;

    /** Largest argument of the short way; its eleventh power does not overflow. */
    static final double MOST = 0x1p90;

    /** Largest argument of the short way where only inverse powers occur. */
    static final double FAR = 0x1p300;

    /** log(2 pi)/2 in two parts. */
    static final double HALF_LOG_2_PI = 0.9189385332046728;

    static final double HALF_LOG_2_PI_REST = -3.878294158067242e-17;

    /** One less than the root of digamma, in two parts. */
    private static final double ROOT = 1.4616321449683622 - 1;

    private static final double ROOT_REST = 9.549995429965697e-17;

    /** digamma(1 + a) = 1/2 about here. */
    private static final double HALF = 1.124337554428001;

    private static final Function TETRAGAMMA = Function.polygamma(2);
    private static final Function SLOPE = Function.stirlerr(1);
    private static final Function CURVATURE = Function.stirlerr(2);

    private GammaKernels() {}

    private static void rest(
            DoubleUnaryOperator scalar, double least, double most, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            if (!(x[i] >= least && x[i] <= most)) {
                out[i] = scalar.applyAsDouble(x[i]);
            }
        }
    }

    /** a = a/b. */
    private static void divide(double[] a, double[] b, int n) {
        for (int i = 0; i < n; i++) {
            a[i] = a[i] / b[i];
        }
    }

    // -------------------------------------------------------------------------------------------------- lgamma
    // Below 3, lgamma(1 + a) = a (a - 1) P(a)/Q(a) for a = x - 1, or for a = x and less log(x) below 1;
    // from 3 on, (x - 1/2) (log(x) - 1) + (log(2 pi) - 1)/2 + stirlerr(x).
    // Both are top/bottom + offset + factor (log(x) - shift).

    private static final Loop[] LGAMMA = {
        (x, y, out, s, n) -> Logarithms.log(x, s.c, s.e, s, n),
        (x, y, out, s, n) -> nearTop(x, s.p, out, n),
        (x, y, out, s, n) -> nearBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> farTop(x, s.p, out, n),
        (x, y, out, s, n) -> farBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> offset(s.p, out, s.b, n),
        (x, y, out, s, n) -> addLow(x, s.p, s.e, out, n),
        (x, y, out, s, n) -> addHigh(x, s.p, s.c, out, n)
    };

    static void lgamma(double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = s.zones.take(x, LEAST, MOST, n);
        s.zones.below(1, 3, s.p, n);
        Loop.all(LGAMMA, x, x, out, s, n);
        if (!ordinary) {
            rest(Function.LGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    /** 1 where x is below 1, given its zone: 2 below 1, 1 below 3, else 0. */
    private static double below1(double zone) {
        return 0.5 * zone * (zone - 1);
    }

    /** 1 where x is below 3. */
    private static double below3(double zone) {
        return zone * (1.5 - 0.5 * zone);
    }

    /** 1 where x is at least 3. */
    private static double from3(double zone) {
        return 1 - below3(zone);
    }

    private static void nearTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double a = x[i] - (1 - below1(zone[i]));
            top[i] = a * (a - 1) * lgammaTop(a);
        }
    }

    private static void nearBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = lgammaBottom(x[i] - (1 - below1(zone[i])));
        }
    }

    private static void farTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            top[i] = near * top[i] + (1 - near) * farStirlerrTop(x[i] * x[i]);
        }
    }

    private static void farBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            bottom[i] = near * bottom[i] + (1 - near) * (x[i] * farStirlerrBottom(x[i] * x[i]));
        }
    }

    private static void offset(double[] zone, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = top[i] / bottom[i] + from3(zone[i]) * (HALF_LOG_2_PI - 0.5);
        }
    }

    private static double factor(double x, double zone) {
        return from3(zone) * (x - 0.5) - below1(zone);
    }

    private static void addLow(double[] x, double[] zone, double[] logLow, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += factor(x[i], zone[i]) * logLow[i];
        }
    }

    private static void addHigh(double[] x, double[] zone, double[] log, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += factor(x[i], zone[i]) * (log[i] - from3(zone[i]));
        }
    }

    // ------------------------------------------------------------------------------------------------- digamma
    // Below 3, digamma(1 + a) = (1 + a - root) P(a)/Q(a) for a = x - 1, or for a = x and less 1/x below 1;
    // from 3 on, log(x) - (1/(2x) - stirlerr'(x)).

    private static final Loop[] DIGAMMA = {
        (x, y, out, s, n) -> Logarithms.log(x, s.c, s.e, s, n),
        (x, y, out, s, n) -> nearDigammaTop(x, s.p, s.a, n),
        (x, y, out, s, n) -> nearDigammaBottom(x, s.p, s.a, s.b, n),
        (x, y, out, s, n) -> farDigammaTop(x, s.p, s.a, n),
        (x, y, out, s, n) -> farDigammaBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> lowDigamma(s.p, s.e, s.a, s.b, n),
        (x, y, out, s, n) -> digamma(s.p, s.c, s.a, out, n)
    };

    static void digamma(double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = s.zones.take(x, LEAST, MOST, n);
        s.zones.below(1, 3, s.p, n);
        Loop.all(DIGAMMA, x, x, out, s, n);
        if (!ordinary) {
            rest(Function.DIGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    private static void nearDigammaTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double a = x[i] - (1 - below1(zone[i]));
            top[i] = ((a - ROOT) - ROOT_REST) * digammaTop(a);
        }
    }

    /** Makes top/bottom - 1/x one quotient, below 1. */
    private static void nearDigammaBottom(double[] x, double[] zone, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double below1 = below1(zone[i]);
            double factor = below1 * x[i] + (1 - below1);
            double p = digammaBottom(x[i] - (1 - below1));
            top[i] = top[i] * factor - below1 * p;
            bottom[i] = p * factor;
        }
    }

    private static void farDigammaTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            double u = x[i] * x[i];
            top[i] = near * top[i] - (1 - near) * (0.5 * x[i] * farSlopeBottom(u) + farSlopeTop(u));
        }
    }

    private static void farDigammaBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            double u = x[i] * x[i];
            bottom[i] = near * bottom[i] + (1 - near) * (u * farSlopeBottom(u));
        }
    }

    private static void lowDigamma(double[] zone, double[] logLow, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = top[i] / bottom[i] + from3(zone[i]) * logLow[i];
        }
    }

    private static void digamma(double[] zone, double[] log, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = from3(zone[i]) * log[i] + low[i];
        }
    }

    // -------------------------------------------------------------------------------- trigamma and tetragamma
    // f(x) = f(1 + x) plus a power of x, all of one sign.

    private static final Loop[] TRIGAMMA_LOOPS = {
        (x, y, out, s, n) -> nextTrigamma(x, s.a, s.b, n), (x, y, out, s, n) -> trigamma(x, s.a, s.b, out, n)
    };

    private static final Loop[] TETRAGAMMA_LOOPS = {
        (x, y, out, s, n) -> nextTetragammaTop(x, s.a, n),
        (x, y, out, s, n) -> nextTetragammaBottom(x, s.b, n),
        (x, y, out, s, n) -> tetragamma(x, s.a, s.b, out, n)
    };

    static void trigamma(double[] x, double[] out, Scratch s, int n) {
        Loop.all(TRIGAMMA_LOOPS, x, x, out, s, n);
        if (!s.zones.take(x, LEAST, MOST, n)) {
            rest(Function.TRIGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    static void tetragamma(double[] x, double[] out, Scratch s, int n) {
        Loop.all(TETRAGAMMA_LOOPS, x, x, out, s, n);
        if (!s.zones.take(x, LEAST, MOST, n)) {
            rest(TETRAGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    private static void nextTrigamma(double[] x, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = trigammaTop(x[i]);
            bottom[i] = trigammaBottom(x[i]);
        }
    }

    private static void trigamma(double[] x, double[] top, double[] bottom, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (x[i] * x[i]) + top[i] / bottom[i];
        }
    }

    private static void nextTetragammaTop(double[] x, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = tetragammaTop(x[i]);
        }
    }

    private static void nextTetragammaBottom(double[] x, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = tetragammaBottom(x[i]);
        }
    }

    private static void tetragamma(double[] x, double[] top, double[] bottom, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -2 / (x[i] * x[i] * x[i]) - top[i] / bottom[i];
        }
    }

    // --------------------------------------------------------------------------- stirlerr and its derivatives
    // From 1 on, P(w)/Q(w) times a power of 1/x, w = 1/x^2. Below, from lgamma, digamma and trigamma of 1 + x.

    private static final Loop[] STIRLERR_FROM_1 = {
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> topStirlerr(s.q, s.a, n),
        (x, y, out, s, n) -> bottomStirlerr(s.q, s.b, n),
        (x, y, out, s, n) -> from1(s.a, s.b, s.p, out, n)
    };

    private static final Loop[] STIRLERR_BELOW_1 = {
        (x, y, out, s, n) -> Logarithms.log(x, s.c, s.e, s, n),
        (x, y, out, s, n) -> Kernels.multiply(x, s.p, s.q, n),
        (x, y, out, s, n) -> nextLgamma(s.q, s.a, s.b, n),
        (x, y, out, s, n) -> divide(s.a, s.b, n),
        (x, y, out, s, n) -> lowStirlerr(x, s.e, s.a, n),
        (x, y, out, s, n) -> highStirlerr(x, s.c, n),
        (x, y, out, s, n) -> addBelow(s.c, s.a, s.p, out, n)
    };

    private static final Loop[] SLOPE_FROM_1 = {
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> topSlope(s.q, s.a, n),
        (x, y, out, s, n) -> bottomSlope(s.q, s.b, n),
        (x, y, out, s, n) -> from1(s.a, s.b, s.p, out, n)
    };

    private static final Loop[] SLOPE_BELOW_1 = {
        (x, y, out, s, n) -> Logarithms.log(x, s.c, s.e, s, n),
        (x, y, out, s, n) -> Kernels.multiply(x, s.p, s.q, n),
        (x, y, out, s, n) -> nextDigamma(s.q, s.a, s.b, n),
        (x, y, out, s, n) -> lowSlope(s.b, s.e, s.a, n),
        (x, y, out, s, n) -> highSlope(x, s.c, n),
        (x, y, out, s, n) -> addBelow(s.c, s.a, s.p, out, n)
    };

    private static final Loop[] CURVATURE_FROM_1 = {
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> topCurvature(s.q, s.a, n),
        (x, y, out, s, n) -> bottomCurvature(s.q, s.b, n),
        (x, y, out, s, n) -> from1(s.a, s.b, s.p, out, n)
    };

    private static final Loop[] CURVATURE_BELOW_1 = {
        (x, y, out, s, n) -> Kernels.multiply(x, s.p, s.q, n),
        (x, y, out, s, n) -> nextTrigamma(s.q, s.a, s.b, n),
        (x, y, out, s, n) -> divide(s.a, s.b, n),
        (x, y, out, s, n) -> highCurvature(x, s.c, n),
        (x, y, out, s, n) -> addBelow(s.c, s.a, s.p, out, n)
    };

    static void stirlerr(double[] x, double[] out, Scratch s, int n) {
        remainder(STIRLERR_FROM_1, STIRLERR_BELOW_1, Function.STIRLERR, x, out, s, n);
    }

    static void slope(double[] x, double[] out, Scratch s, int n) {
        remainder(SLOPE_FROM_1, SLOPE_BELOW_1, SLOPE, x, out, s, n);
    }

    static void curvature(double[] x, double[] out, Scratch s, int n) {
        remainder(CURVATURE_FROM_1, CURVATURE_BELOW_1, CURVATURE, x, out, s, n);
    }

    private static void remainder(
            Loop[] from1, Loop[] below1, Function scalar, double[] x, double[] out, Scratch s, int n) {
        boolean ordinary = s.zones.take(x, LEAST, FAR, n);
        boolean small = s.zones.below(1, s.p, n);
        Loop.all(from1, x, x, out, s, n);
        if (small) {
            Loop.all(below1, x, x, out, s, n);
        }
        if (!ordinary) {
            rest(scalar::at, LEAST, FAR, x, out, n);
        }
    }

    /** 1/x, with 1 + x for x below 1, where it is not used but must not be large. */
    private static void inverse(double[] x, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (x[i] + below1[i]);
        }
    }

    private static void topStirlerr(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = inverse[i] * stirlerrTop(w);
        }
    }

    private static void bottomStirlerr(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = stirlerrBottom(inverse[i] * inverse[i]);
        }
    }

    private static void topSlope(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = -w * slopeTop(w);
        }
    }

    private static void bottomSlope(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = slopeBottom(inverse[i] * inverse[i]);
        }
    }

    private static void topCurvature(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = w * inverse[i] * curvatureTop(w);
        }
    }

    private static void bottomCurvature(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = curvatureBottom(inverse[i] * inverse[i]);
        }
    }

    private static void from1(double[] top, double[] bottom, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (1 - below1[i]) * (top[i] / bottom[i]);
        }
    }

    private static void addBelow(double[] high, double[] low, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += below1[i] * (high[i] + low[i]);
        }
    }

    private static void nextLgamma(double[] a, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = a[i] * (a[i] - 1) * lgammaTop(a[i]);
            bottom[i] = lgammaBottom(a[i]);
        }
    }

    private static void lowStirlerr(double[] x, double[] logLow, double[] nextLgamma, int n) {
        for (int i = 0; i < n; i++) {
            nextLgamma[i] -= (x[i] + 0.5) * logLow[i] + HALF_LOG_2_PI_REST;
        }
    }

    /** x - log(2 pi)/2 - (x + 1/2) log(x), where the first difference and half the logarithm are exact. */
    private static void highStirlerr(double[] x, double[] log, int n) {
        for (int i = 0; i < n; i++) {
            log[i] = ((x[i] - HALF_LOG_2_PI) - 0.5 * log[i]) - x[i] * log[i];
        }
    }

    /** digamma(1 + a) - 1/2 = top/bottom. */
    private static void nextDigamma(double[] a, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = (a[i] - HALF) * halfLessDigammaTop(a[i]);
            bottom[i] = halfLessDigammaBottom(a[i]);
        }
    }

    private static void lowSlope(double[] bottom, double[] logLow, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = top[i] / bottom[i] - logLow[i];
        }
    }

    /** 1/2 - 1/(2x) - log(x). */
    private static void highSlope(double[] x, double[] log, int n) {
        for (int i = 0; i < n; i++) {
            log[i] = (0.5 - 0.5 / x[i]) - log[i];
        }
    }

    /** 1/(2x^2) - 1/x. */
    private static void highCurvature(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double inverse = 1 / x[i];
            out[i] = (0.5 * inverse - 1) * inverse;
        }
    }
}
