package mle.plan;

import java.util.function.DoubleUnaryOperator;
import mle.expr.Function;

/**
 * The gamma family over a block of rows.
 *
 * <p>The formulas are those of the scalar functions, with fewer zones: where a zone ends, the formulas of both sides are
 * computed for every row, and one is kept by a factor 1 or 0 from {@link Zones}. So the value of a row depends on its own
 * argument alone. Zones of which a block has no row may be left out, for their part is then zero for every row.
 *
 * <p>Arguments from {@link #LEAST} to {@link #MOST} are computed here ({@link #FAR} for stirlerr and its derivative); the
 * others, for which a polynomial may overflow, by the scalar function.
 *
 * <p>Largest errors measured, in units in the last place: lgamma 2, digamma and trigamma 2.4, its derivative 4; stirlerr
 * 3, its first derivative 5.5 (just below 1) and its second 4.2.
 */
final class GammaKernels {
    /** Smallest argument of the short way. */
    static final double LEAST = 0x1p-300;

    /** Largest argument of the short way; its eleventh power does not overflow. */
    static final double MOST = 0x1p90;

    /** Largest argument of the short way where only inverse powers occur. */
    static final double FAR = 0x1p300;

    /** What the quotients of {@link GammaPolynomials} are short of. */
    private static final double LGAMMA_PART = 0.421875;

    private static final double DIGAMMA_PART = 0.75;
    private static final double STIRLERR_PART = 0.08203125;
    private static final double SLOPE_PART = 0.080078125;
    private static final double CURVATURE_PART = 0.15625;
    private static final double THIRD_PART = 0.453125;

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

    private static void rest(DoubleUnaryOperator scalar, double least, double most, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            if (!(x[i] >= least && x[i] <= most)) {
                out[i] = scalar.applyAsDouble(x[i]);
            }
        }
    }

    // -------------------------------------------------------------------------------------------------- lgamma
    // Below 3, lgamma(1 + a) = a (a - 1) (c + P(a)/Q(a)) for a = x - 1, or for a = x and less log(x) below 1;
    // from 3 on, (x - 1/2) (log(x) - 1) + (log(2 pi) - 1)/2 + stirlerr(x).
    // Both are top/bottom + offset + factor (log(x) - shift).

    private static final Loop[] LGAMMA = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, MOST, n),
        (x, y, out, s, n) -> s.zones.below(1, 3, s.p, n),
        (x, y, out, s, n) -> nearTop(x, s.p, out, n),
        (x, y, out, s, n) -> nearBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> farTop(x, s.p, out, n),
        (x, y, out, s, n) -> farBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> offset(x, s.p, out, s.b, n),
        (x, y, out, s, n) -> addLow(x, s.p, s.e, out, n),
        (x, y, out, s, n) -> addHigh(x, s.p, s.c, out, n)
    };

    static void lgamma(double[] x, double[] out, Scratch s, int n) {
        Logarithms.log(x, s.c, s.e, s, n);
        Loop.all(LGAMMA, x, x, out, s, n);
        if (!s.zones.ordinary()) {
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
            top[i] = a * (a - 1) * GammaPolynomials.lgammaTop(a);
        }
    }

    private static void nearBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.lgammaBottom(x[i] - (1 - below1(zone[i])));
        }
    }

    private static void farTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            top[i] = near * top[i] + (1 - near) * GammaPolynomials.farStirlerrTop(x[i] * x[i]);
        }
    }

    private static void farBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double near = below3(zone[i]);
            bottom[i] = near * bottom[i] + (1 - near) * (x[i] * GammaPolynomials.farStirlerrBottom(x[i] * x[i]));
        }
    }

    private static void offset(double[] x, double[] zone, double[] top, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double a = x[i] - (1 - below1(zone[i]));
            double part = below3(zone[i]) * (LGAMMA_PART * a * (a - 1)) + from3(zone[i]) * (HALF_LOG_2_PI - 0.5);
            top[i] = part + top[i] / bottom[i];
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
    // Below 3, digamma(1 + a) = (1 + a - root) (c + P(a)/Q(a)) for a = x - 1, or for a = x and less 1/x below 1;
    // from 3 on, log(x) - (1/(2x) - stirlerr'(x)).

    private static final Loop[] DIGAMMA = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, MOST, n),
        (x, y, out, s, n) -> s.zones.below(1, 3, s.p, n),
        (x, y, out, s, n) -> nearDigammaTop(x, s.p, s.a, n),
        (x, y, out, s, n) -> nearDigammaBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> farDigammaTop(x, s.p, s.d, n),
        (x, y, out, s, n) -> bothTops(s.p, s.b, s.d, s.a, n),
        (x, y, out, s, n) -> farDigammaBottom(x, s.p, s.b, n),
        (x, y, out, s, n) -> lowDigamma(x, s.p, s.e, n),
        (x, y, out, s, n) -> addQuotient(s.a, s.b, s.e, n),
        (x, y, out, s, n) -> digamma(s.p, s.c, s.e, out, n)
    };

    static void digamma(double[] x, double[] out, Scratch s, int n) {
        Logarithms.log(x, s.c, s.e, s, n);
        Loop.all(DIGAMMA, x, x, out, s, n);
        if (!s.zones.ordinary()) {
            rest(Function.DIGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    /** Times x below 1, to make top/bottom - 1/x one quotient. */
    private static void nearDigammaTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double below1 = below1(zone[i]);
            double a = x[i] - (1 - below1);
            top[i] = ((a - ROOT) - ROOT_REST) * (below1 * x[i] + (1 - below1)) * GammaPolynomials.digammaTop(a);
        }
    }

    private static void nearDigammaBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.digammaBottom(x[i] - (1 - below1(zone[i])));
        }
    }

    private static void farDigammaTop(double[] x, double[] zone, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double u = x[i] * x[i];
            top[i] = from3(zone[i])
                    * (0.5 * x[i] * GammaPolynomials.farSlopeBottom(u) + GammaPolynomials.farSlopeTop(u));
        }
    }

    private static void bothTops(double[] zone, double[] nearBottom, double[] far, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = below3(zone[i]) * top[i] - (below1(zone[i]) * nearBottom[i] + far[i]);
        }
    }

    private static void farDigammaBottom(double[] x, double[] zone, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            double below1 = below1(zone[i]);
            double near = below3(zone[i]);
            double u = x[i] * x[i];
            bottom[i] = (below1 * x[i] + (near - below1)) * bottom[i]
                    + (1 - near) * (u * GammaPolynomials.farSlopeBottom(u));
        }
    }

    private static void lowDigamma(double[] x, double[] zone, double[] logLow, int n) {
        for (int i = 0; i < n; i++) {
            double a = x[i] - (1 - below1(zone[i]));
            double part = below3(zone[i]) * (DIGAMMA_PART * ((a - ROOT) - ROOT_REST));
            logLow[i] = part + from3(zone[i]) * logLow[i];
        }
    }

    private static void addQuotient(double[] top, double[] bottom, double[] sum, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += top[i] / bottom[i];
        }
    }

    private static void digamma(double[] zone, double[] log, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = from3(zone[i]) * log[i] + low[i];
        }
    }

    // --------------------------------------------------------------------------- stirlerr and its derivatives
    // From 1 on, P(w)/Q(w) times a power of 1/x, w = 1/x^2. Below, from lgamma and digamma of 1 + x.

    private static final Loop[] STIRLERR_FROM_1 = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, FAR, n),
        (x, y, out, s, n) -> s.zones.below(1, s.p, n),
        (x, y, out, s, n) -> inverseFrom1(x, s.p, s.q, n),
        (x, y, out, s, n) -> stirlerrTop(s.q, s.a, n),
        (x, y, out, s, n) -> stirlerrBottom(s.q, s.b, n),
        (x, y, out, s, n) -> stirlerr(s.q, s.a, s.b, out, n)
    };

    private static final Loop[] STIRLERR_BELOW_1 = {
        (x, y, out, s, n) -> Kernels.multiply(x, s.p, s.q, n),
        (x, y, out, s, n) -> lgammaRatio(s.q, s.a, n),
        (x, y, out, s, n) -> nextLgamma(s.q, s.a, n),
        (x, y, out, s, n) -> lowStirlerr(x, s.e, s.a, n),
        (x, y, out, s, n) -> highStirlerr(x, s.c, n),
        (x, y, out, s, n) -> addBelow(s.c, s.a, s.p, out, n)
    };

    private static final Loop[] SLOPE_FROM_1 = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, FAR, n),
        (x, y, out, s, n) -> s.zones.below(1, s.p, n),
        (x, y, out, s, n) -> inverseFrom1(x, s.p, s.q, n),
        (x, y, out, s, n) -> slopeTop(s.q, s.a, n),
        (x, y, out, s, n) -> slopeBottom(s.q, s.b, n),
        (x, y, out, s, n) -> slope(s.q, s.a, s.b, out, n)
    };

    private static final Loop[] SLOPE_BELOW_1 = {
        (x, y, out, s, n) -> Kernels.multiply(x, s.p, s.q, n),
        (x, y, out, s, n) -> digammaRatio(s.q, s.a, n),
        (x, y, out, s, n) -> lowSlope(s.q, s.e, s.a, n),
        (x, y, out, s, n) -> highSlope(x, s.c, n),
        (x, y, out, s, n) -> addBelow(s.c, s.a, s.p, out, n)
    };

    static void stirlerr(double[] x, double[] out, Scratch s, int n) {
        Loop.all(STIRLERR_FROM_1, x, x, out, s, n);
        if (s.zones.any()) {
            Logarithms.log(x, s.c, s.e, s, n);
            Loop.all(STIRLERR_BELOW_1, x, x, out, s, n);
        }
        if (!s.zones.ordinary()) {
            rest(Function.STIRLERR::at, LEAST, FAR, x, out, n);
        }
    }

    static void slope(double[] x, double[] out, Scratch s, int n) {
        Loop.all(SLOPE_FROM_1, x, x, out, s, n);
        if (s.zones.any()) {
            Logarithms.log(x, s.c, s.e, s, n);
            Loop.all(SLOPE_BELOW_1, x, x, out, s, n);
        }
        if (!s.zones.ordinary()) {
            rest(SLOPE::at, LEAST, FAR, x, out, n);
        }
    }

    /** 1/x, 0 below 1, which makes what follows 0. */
    private static void inverseFrom1(double[] x, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (1 - below1[i]) / (x[i] + below1[i]);
        }
    }

    /** Given 1/y for y of at least 1, the quotient for stirlerr(y). */
    static void stirlerrTop(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            top[i] = inverse[i] * GammaPolynomials.stirlerrTop(inverse[i] * inverse[i]);
        }
    }

    static void stirlerrBottom(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.stirlerrBottom(inverse[i] * inverse[i]);
        }
    }

    static void stirlerr(double[] inverse, double[] top, double[] bottom, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = STIRLERR_PART * inverse[i] + top[i] / bottom[i];
        }
    }

    static void slopeTop(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = -w * GammaPolynomials.slopeTop(w);
        }
    }

    static void slopeBottom(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.slopeBottom(inverse[i] * inverse[i]);
        }
    }

    static void slope(double[] inverse, double[] top, double[] bottom, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = top[i] / bottom[i] - SLOPE_PART * inverse[i] * inverse[i];
        }
    }

    private static void addBelow(double[] high, double[] low, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += below1[i] * (high[i] + low[i]);
        }
    }

    private static void lgammaRatio(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = GammaPolynomials.lgammaTop(a[i]) / GammaPolynomials.lgammaBottom(a[i]);
        }
    }

    /** lgamma(1 + a), given what the ratio has more than its constant. */
    private static void nextLgamma(double[] a, double[] ratio, int n) {
        for (int i = 0; i < n; i++) {
            double product = a[i] * (a[i] - 1);
            ratio[i] = LGAMMA_PART * product + product * ratio[i];
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

    private static void digammaRatio(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = GammaPolynomials.halfLessDigammaTop(a[i]) / GammaPolynomials.halfLessDigammaBottom(a[i]);
        }
    }

    /** digamma(1 + a) - 1/2 less the low part of a logarithm. */
    private static void lowSlope(double[] a, double[] logLow, double[] ratio, int n) {
        for (int i = 0; i < n; i++) {
            double distance = a[i] - HALF;
            ratio[i] = DIGAMMA_PART * distance + (distance * ratio[i] - logLow[i]);
        }
    }

    /** 1/2 - 1/(2x) - log(x). */
    private static void highSlope(double[] x, double[] log, int n) {
        for (int i = 0; i < n; i++) {
            log[i] = (0.5 - 0.5 / x[i]) - log[i];
        }
    }

    // ------------------------------------------- the second derivative of stirlerr, trigamma and tetragamma
    // With y = x, or y = 1 + x below 1: trigamma(y) = 1/y + 1/(2y^2) + stirlerr''(y), stirlerr''(y) = P(w)/Q(w)/y^3 for
    // w = 1/y^2; what the step to 1 + x takes away is positive. Tetragamma, its derivative, likewise.

    private static final Loop[] CURVATURE_LOOPS = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, MOST, n),
        (x, y, out, s, n) -> s.zones.below(1, s.p, n),
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> curvatureTop(s.q, s.a, n),
        (x, y, out, s, n) -> curvatureBottom(s.q, s.b, n),
        (x, y, out, s, n) -> curvatureStep(x, s.p, s.q, s.r, n),
        (x, y, out, s, n) -> quotientPlus(s.a, s.b, s.r, out, n)
    };

    private static final Loop[] TRIGAMMA_LOOPS = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, MOST, n),
        (x, y, out, s, n) -> s.zones.below(1, s.p, n),
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> curvatureTop(s.q, s.a, n),
        (x, y, out, s, n) -> curvatureBottom(s.q, s.b, n),
        (x, y, out, s, n) -> trigammaStep(x, s.p, s.q, s.r, n),
        (x, y, out, s, n) -> quotientPlus(s.a, s.b, s.r, out, n)
    };

    private static final Loop[] TETRAGAMMA_LOOPS = {
        (x, y, out, s, n) -> s.zones.take(x, LEAST, MOST, n),
        (x, y, out, s, n) -> s.zones.below(1, s.p, n),
        (x, y, out, s, n) -> inverse(x, s.p, s.q, n),
        (x, y, out, s, n) -> thirdTop(s.q, s.a, n),
        (x, y, out, s, n) -> thirdBottom(s.q, s.b, n),
        (x, y, out, s, n) -> tetragammaStep(x, s.p, s.q, s.r, n),
        (x, y, out, s, n) -> quotientPlus(s.a, s.b, s.r, out, n)
    };

    static void curvature(double[] x, double[] out, Scratch s, int n) {
        Loop.all(CURVATURE_LOOPS, x, x, out, s, n);
        if (!s.zones.ordinary()) {
            rest(CURVATURE::at, LEAST, MOST, x, out, n);
        }
    }

    static void trigamma(double[] x, double[] out, Scratch s, int n) {
        Loop.all(TRIGAMMA_LOOPS, x, x, out, s, n);
        if (!s.zones.ordinary()) {
            rest(Function.TRIGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    static void tetragamma(double[] x, double[] out, Scratch s, int n) {
        Loop.all(TETRAGAMMA_LOOPS, x, x, out, s, n);
        if (!s.zones.ordinary()) {
            rest(TETRAGAMMA::at, LEAST, MOST, x, out, n);
        }
    }

    /** 1/y. */
    private static void inverse(double[] x, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (x[i] + below1[i]);
        }
    }

    static void curvatureTop(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = w * inverse[i] * GammaPolynomials.curvatureTop(w);
        }
    }

    static void curvatureBottom(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.curvatureBottom(inverse[i] * inverse[i]);
        }
    }

    static void curvature(double[] inverse, double[] top, double[] bottom, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = CURVATURE_PART * inverse[i] * inverse[i] * inverse[i] + top[i] / bottom[i];
        }
    }

    private static void thirdTop(double[] inverse, double[] top, int n) {
        for (int i = 0; i < n; i++) {
            double w = inverse[i] * inverse[i];
            top[i] = -w * w * GammaPolynomials.thirdTop(w);
        }
    }

    private static void thirdBottom(double[] inverse, double[] bottom, int n) {
        for (int i = 0; i < n; i++) {
            bottom[i] = GammaPolynomials.thirdBottom(inverse[i] * inverse[i]);
        }
    }

    /** With 1/(2x^2 (1 + x)^2) below 1. */
    private static void curvatureStep(double[] x, double[] below1, double[] inverse, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double z = inverse[i] / x[i];
            out[i] = CURVATURE_PART * inverse[i] * inverse[i] * inverse[i] + 0.5 * below1[i] * z * z;
        }
    }

    private static void trigammaStep(double[] x, double[] below1, double[] inverse, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double z = 1 / x[i];
            double w = inverse[i] * inverse[i];
            out[i] = below1[i] * z * z + (inverse[i] + (0.5 * w + CURVATURE_PART * w * inverse[i]));
        }
    }

    private static void tetragammaStep(double[] x, double[] below1, double[] inverse, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double z = 1 / x[i];
            double w = inverse[i] * inverse[i];
            out[i] = -2 * below1[i] * z * z * z - (w + (w * inverse[i] + THIRD_PART * w * w));
        }
    }

    private static void quotientPlus(double[] top, double[] bottom, double[] sum, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = sum[i] + top[i] / bottom[i];
        }
    }
}
