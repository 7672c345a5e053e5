package mle.plan;

import mle.expr.Function;

/**
 * Differences of the gamma family over a block of rows: lpochrel and its derivatives, polygammadiff and lbeta.
 *
 * <p>For a of at least 1, Stirling's formula with its remainder J: lgamma(a + x) - lgamma(a) - x log(a) is
 * a ((1 + r) log(1 + r) - r) - log(1 + r)/2 + J(a + x) - J(a) for r = x/a, and so on for its derivatives. Below 1, one step
 * of the recurrence to a + 1; the logarithms of that step are computed in blocks that have such a row alone.
 *
 * <p>Unlike the scalar functions, these are not relative around x = 1, where lpochrel has a zero; the errors stay relative
 * to its terms, of size x/a, and the zero itself is exact. Second arguments between 0 and {@link #LEAST_STEP} go to the
 * scalar functions, for J(a + x) - J(a) cancels.
 *
 * <p>Largest errors measured, relative to the terms: below 1e-15 for lpochrel, 2e-15 for the others, 1e-14 for lbeta.
 */
final class RisingKernels {
    /** The least second argument of the short way but for zero. */
    static final double LEAST_STEP = 0x1p-6;

    private static final double LEAST = GammaKernels.LEAST;
    private static final double MOST = GammaKernels.MOST;

    /** Leaves in p 1 where a is below 1, in q a or a + 1, in g and h the inverses of q and q + x. */
    private static final Loop[] START = {
        (a, x, out, s, n) -> s.zones.take(a, LEAST, MOST, n),
        (a, x, out, s, n) -> s.zones.below(1, s.p, n),
        (a, x, out, s, n) -> s.zones.alsoZeroOr(x, LEAST_STEP, MOST, n),
        (a, x, out, s, n) -> Kernels.plus(a, s.p, s.q, n),
        (a, x, out, s, n) -> Kernels.reciprocal(s.q, s.g, n),
        (a, x, out, s, n) -> reciprocalSum(s.q, x, s.h, n)
    };

    /** Leaves in r the ratio x/a or x/(a + 1), in c and e the logarithm of 1 + r. */
    private static final Loop[] LOG = {(a, x, out, s, n) -> divide(x, s.q, s.r, n)};

    private static final Loop[] STIRLERR = {
        (a, x, out, s, n) -> GammaKernels.stirlerrTop(s.g, s.a, n),
        (a, x, out, s, n) -> GammaKernels.stirlerrBottom(s.g, s.b, n),
        (a, x, out, s, n) -> GammaKernels.stirlerr(s.g, s.a, s.b, s.d, n),
        (a, x, out, s, n) -> GammaKernels.stirlerrTop(s.h, s.a, n),
        (a, x, out, s, n) -> GammaKernels.stirlerrBottom(s.h, s.b, n),
        (a, x, out, s, n) -> GammaKernels.stirlerr(s.h, s.a, s.b, s.f, n),
        (a, x, out, s, n) -> addDifference(s.f, s.d, out, n)
    };

    private static final Loop[] SLOPE = {
        (a, x, out, s, n) -> GammaKernels.slopeTop(s.g, s.a, n),
        (a, x, out, s, n) -> GammaKernels.slopeBottom(s.g, s.b, n),
        (a, x, out, s, n) -> GammaKernels.slope(s.g, s.a, s.b, s.d, n),
        (a, x, out, s, n) -> GammaKernels.slopeTop(s.h, s.a, n),
        (a, x, out, s, n) -> GammaKernels.slopeBottom(s.h, s.b, n),
        (a, x, out, s, n) -> GammaKernels.slope(s.h, s.a, s.b, s.f, n),
        (a, x, out, s, n) -> addDifference(s.f, s.d, out, n)
    };

    private static final Loop[] CURVATURE = {
        (a, x, out, s, n) -> GammaKernels.curvatureTop(s.g, s.a, n),
        (a, x, out, s, n) -> GammaKernels.curvatureBottom(s.g, s.b, n),
        (a, x, out, s, n) -> GammaKernels.curvature(s.g, s.a, s.b, s.d, n),
        (a, x, out, s, n) -> GammaKernels.curvatureTop(s.h, s.a, n),
        (a, x, out, s, n) -> GammaKernels.curvatureBottom(s.h, s.b, n),
        (a, x, out, s, n) -> GammaKernels.curvature(s.h, s.a, s.b, s.f, n),
        (a, x, out, s, n) -> addDifference(s.f, s.d, out, n)
    };

    private RisingKernels() {}

    private static void start(double[] a, double[] x, double[] out, Scratch s, int n) {
        Loop.all(START, a, x, out, s, n);
        Loop.all(LOG, a, x, out, s, n);
        Logarithms.log1p(s.r, s.c, s.e, s, n);
    }

    private static void rest(Function scalar, double[] a, double[] x, double[] out, Scratch s, int n) {
        if (s.zones.ordinary()) {
            return;
        }
        for (int i = 0; i < n; i++) {
            boolean small = !(x[i] >= LEAST_STEP && x[i] <= MOST) && Double.doubleToRawLongBits(x[i]) != 0;
            if (small || !(a[i] >= LEAST && a[i] <= MOST)) {
                out[i] = scalar.at(a[i], x[i]);
            }
        }
    }

    private static void reciprocalSum(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / (a[i] + b[i]);
        }
    }

    private static void divide(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
        }
    }

    private static void addDifference(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a[i] - b[i];
        }
    }

    /** Makes the zero at x = 1 exact. */
    private static void zeroAtOne(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] *= Math.min(1, 0x1p60 * Math.abs(x[i] - 1));
        }
    }

    // ------------------------------------------------------------------------------------------------ lpochrel

    private static final Loop[] LPOCHREL = {
        (a, x, out, s, n) -> boxes(s.r, s.c, s.e, n), (a, x, out, s, n) -> lead(s.q, s.c, s.e, out, n)
    };

    private static final Loop[] ZERO_AT_ONE = {(a, x, out, s, n) -> zeroAtOne(x, out, n)};

    private static final Loop[] INVERSE = {(a, x, out, s, n) -> Kernels.reciprocal(a, s.t, n)};
    private static final Loop[] STEP_LOG = {
        (a, x, out, s, n) -> stepLog(x, s.c, s.e, n), (a, x, out, s, n) -> addProduct(s.p, s.e, out, n)
    };
    private static final Loop[] RATIO = {(a, x, out, s, n) -> divide(x, a, s.t, n)};
    private static final Loop[] LESS_LOG = {(a, x, out, s, n) -> lessLog(s.c, s.e, s.p, out, n)};

    static void lpochrel(double[] a, double[] x, double[] out, Scratch s, int n) {
        start(a, x, out, s, n);
        Loop.all(LPOCHREL, a, x, out, s, n);
        Loop.all(STIRLERR, a, x, out, s, n);
        if (s.zones.any()) {
            Loop.all(INVERSE, a, x, out, s, n);
            Logarithms.log1p(s.t, s.c, s.e, s, n);
            Loop.all(STEP_LOG, a, x, out, s, n);
            Loop.all(RATIO, a, x, out, s, n);
            Logarithms.log1p(s.t, s.c, s.e, s, n);
            Loop.all(LESS_LOG, a, x, out, s, n);
        }
        Loop.all(ZERO_AT_ONE, a, x, out, s, n);
        rest(Function.LPOCHREL, a, x, out, s, n);
    }

    /** (1 + r) log(1 + r) - r, and half the logarithm; high is r itself for small r. */
    private static void boxes(double[] r, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            double box = (r[i] * high[i] + (high[i] - r[i])) + (1 + r[i]) * low[i];
            low[i] = 0.5 * (high[i] + low[i]);
            high[i] = box;
        }
    }

    private static void lead(double[] a, double[] box, double[] halfLog, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * box[i] - halfLog[i];
        }
    }

    private static void stepLog(double[] x, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            low[i] = x[i] * (high[i] + low[i]);
        }
    }

    private static void lessLog(double[] high, double[] low, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= below1[i] * (high[i] + low[i]);
        }
    }

    // ------------------------------------------------------- derivatives of lpochrel by a, and polygammadiff
    // With u = 1/a, g = 1/(a + 1), v = 1/(a + x) for the step below 1.

    private static final Function LPOCHREL_A = Function.lpochrel(1, 0);
    private static final Function LPOCHREL_AA = Function.lpochrel(2, 0);
    private static final Function DIGAMMA_DIFFERENCE = Function.polygammaDifference(0);
    private static final Function TRIGAMMA_DIFFERENCE = Function.polygammaDifference(1);

    private static final Loop[] BY_A = {
        (a, x, out, s, n) -> logLess(s.r, s.c, s.e, out, n),
        (a, x, out, s, n) -> addHalfProduct(x, s.g, s.h, out, n),
        (a, x, out, s, n) -> stepInverses(a, x, s.p, s.t, n),
        (a, x, out, s, n) -> addStepByA(x, s.t, s.g, out, n)
    };

    static void lpochrelByA(double[] a, double[] x, double[] out, Scratch s, int n) {
        start(a, x, out, s, n);
        Loop.all(BY_A, a, x, out, s, n);
        Loop.all(SLOPE, a, x, out, s, n);
        Loop.all(ZERO_AT_ONE, a, x, out, s, n);
        rest(LPOCHREL_A, a, x, out, s, n);
    }

    private static final Loop[] BY_A_TWICE = {
        (a, x, out, s, n) -> secondLead(x, s.g, s.h, out, n),
        (a, x, out, s, n) -> stepInverses(a, x, s.p, s.t, n),
        (a, x, out, s, n) -> inverseSum(a, x, s.r, n),
        (a, x, out, s, n) -> stepByATwice(x, s.g, s.r, s.t, n),
        (a, x, out, s, n) -> addTo(s.t, out, n)
    };

    static void lpochrelByATwice(double[] a, double[] x, double[] out, Scratch s, int n) {
        Loop.all(START, a, x, out, s, n);
        Loop.all(BY_A_TWICE, a, x, out, s, n);
        Loop.all(CURVATURE, a, x, out, s, n);
        Loop.all(ZERO_AT_ONE, a, x, out, s, n);
        rest(LPOCHREL_AA, a, x, out, s, n);
    }

    private static final Loop[] DIGAMMA_LEAD = {
        (a, x, out, s, n) -> Kernels.plus(s.c, s.e, out, n),
        (a, x, out, s, n) -> addHalfProduct(x, s.g, s.h, out, n),
        (a, x, out, s, n) -> stepInverses(a, x, s.p, s.t, n),
        (a, x, out, s, n) -> addProduct(x, s.t, out, n)
    };

    static void digammaDifference(double[] a, double[] x, double[] out, Scratch s, int n) {
        start(a, x, out, s, n);
        Loop.all(DIGAMMA_LEAD, a, x, out, s, n);
        Loop.all(SLOPE, a, x, out, s, n);
        rest(DIGAMMA_DIFFERENCE, a, x, out, s, n);
    }

    private static final Loop[] TRIGAMMA_LEAD = {
        (a, x, out, s, n) -> trigammaLead(x, s.g, s.h, out, n),
        (a, x, out, s, n) -> stepInverses(a, x, s.p, s.t, n),
        (a, x, out, s, n) -> inverseSum(a, x, s.r, n),
        (a, x, out, s, n) -> lessProduct(x, s.t, s.r, out, n)
    };

    static void trigammaDifference(double[] a, double[] x, double[] out, Scratch s, int n) {
        Loop.all(START, a, x, out, s, n);
        Loop.all(TRIGAMMA_LEAD, a, x, out, s, n);
        Loop.all(CURVATURE, a, x, out, s, n);
        rest(TRIGAMMA_DIFFERENCE, a, x, out, s, n);
    }

    /** log(1 + r) - r; high is r itself for small r. */
    private static void logLess(double[] r, double[] high, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = (high[i] - r[i]) + low[i];
        }
    }

    private static void addHalfProduct(double[] x, double[] g, double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += 0.5 * (x[i] * g[i]) * h[i];
        }
    }

    /** uv below 1, else 0. */
    private static void stepInverses(double[] a, double[] x, double[] below1, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = below1[i] / a[i] / (a[i] + x[i]);
        }
    }

    /** u + v. */
    private static void inverseSum(double[] a, double[] x, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / a[i] + 1 / (a[i] + x[i]);
        }
    }

    private static void addStepByA(double[] x, double[] uv, double[] g, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += x[i] * uv[i] * ((1 - x[i]) * g[i]);
        }
    }

    private static void secondLead(double[] x, double[] g, double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double r = x[i] * g[i];
            out[i] = r * h[i] * (r - 0.5 * (g[i] + h[i]));
        }
    }

    private static void stepByATwice(double[] x, double[] g, double[] inverseSum, double[] uv, int n) {
        for (int i = 0; i < n; i++) {
            uv[i] = -(x[i] * uv[i]) * ((1 - x[i]) * g[i]) * (inverseSum[i] + g[i]);
        }
    }

    private static void addTo(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a[i];
        }
    }

    private static void addProduct(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a[i] * b[i];
        }
    }

    private static void trigammaLead(double[] x, double[] g, double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double product = x[i] * g[i] * h[i];
            out[i] = -product - 0.5 * product * (g[i] + h[i]);
        }
    }

    private static void lessProduct(double[] x, double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= x[i] * a[i] * b[i];
        }
    }

    // --------------------------------------------------------------------------- derivatives of lpochrel by x

    private static final Function LPOCHREL_X = Function.lpochrel(0, 1);
    private static final Function LPOCHREL_AX = Function.lpochrel(1, 1);
    private static final Function LPOCHREL_XX = Function.lpochrel(0, 2);

    private static final Loop[] SLOPE_OF_SUM = {
        (a, x, out, s, n) -> Kernels.plus(s.c, s.e, out, n),
        (a, x, out, s, n) -> GammaKernels.slopeTop(s.h, s.a, n),
        (a, x, out, s, n) -> GammaKernels.slopeBottom(s.h, s.b, n),
        (a, x, out, s, n) -> GammaKernels.slope(s.h, s.a, s.b, s.f, n),
        (a, x, out, s, n) -> addSlope(s.f, s.h, out, n)
    };

    private static final Loop[] STEP_BY_X = {
        (a, x, out, s, n) -> reciprocalSum(a, x, s.r, n),
        (a, x, out, s, n) -> lessInverse(s.p, s.r, s.c, s.e, n),
        (a, x, out, s, n) -> addTo(s.c, out, n)
    };

    /** digamma(a + x) - log(a). */
    static void lpochrelByX(double[] a, double[] x, double[] out, Scratch s, int n) {
        start(a, x, out, s, n);
        Loop.all(SLOPE_OF_SUM, a, x, out, s, n);
        if (s.zones.any()) {
            Loop.all(INVERSE, a, x, out, s, n);
            Logarithms.log1p(s.t, s.c, s.e, s, n);
            Loop.all(STEP_BY_X, a, x, out, s, n);
        }
        rest(LPOCHREL_X, a, x, out, s, n);
    }

    private static void addSlope(double[] slope, double[] h, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += slope[i] - 0.5 * h[i];
        }
    }

    private static void lessInverse(double[] below1, double[] v, double[] high, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            high[i] = below1[i] * ((high[i] - v[i]) + low[i]);
        }
    }

    private static final Loop[] BY_A_AND_X = {
        (a, x, out, s, n) -> GammaKernels.curvatureTop(s.h, s.a, n),
        (a, x, out, s, n) -> GammaKernels.curvatureBottom(s.h, s.b, n),
        (a, x, out, s, n) -> GammaKernels.curvature(s.h, s.a, s.b, s.f, n),
        (a, x, out, s, n) -> reciprocalSum(a, x, s.r, n),
        (a, x, out, s, n) -> mixedStep(a, s.g, s.r, s.t, n),
        (a, x, out, s, n) -> mixedLead(x, s.g, s.h, s.f, n),
        (a, x, out, s, n) -> plusBelow(s.f, s.p, s.t, out, n)
    };

    /** trigamma(a + x) - 1/a. */
    static void lpochrelByAAndX(double[] a, double[] x, double[] out, Scratch s, int n) {
        Loop.all(START, a, x, out, s, n);
        Loop.all(BY_A_AND_X, a, x, out, s, n);
        rest(LPOCHREL_AX, a, x, out, s, n);
    }

    private static void mixedStep(double[] a, double[] g, double[] v, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = v[i] * v[i] - g[i] / a[i];
        }
    }

    private static void mixedLead(double[] x, double[] g, double[] h, double[] curvature, int n) {
        for (int i = 0; i < n; i++) {
            curvature[i] += 0.5 * h[i] * h[i] - x[i] * g[i] * h[i];
        }
    }

    private static void plusBelow(double[] a, double[] below1, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + below1[i] * b[i];
        }
    }

    private static final Loop[] SUM = {(a, x, out, s, n) -> Kernels.plus(a, x, s.v, n)};

    /** trigamma(a + x). */
    static void lpochrelByXTwice(double[] a, double[] x, double[] out, Scratch s, int n) {
        Loop.all(SUM, a, x, out, s, n);
        GammaKernels.trigamma(s.v, out, s, n);
        Loop.all(START, a, x, out, s, n);
        rest(LPOCHREL_XX, a, x, out, s, n);
    }

    // --------------------------------------------------------------------------------------------------- lbeta
    // With a' = a, or a + 1 below 1, and b' likewise: log(2 pi)/2 + J(a') + J(b') - J(a' + b') - log(b')/2
    // - (a' - 1/2) log(1 + b'/a') - b' log(1 + a'/b'), and log of (1 + b/a) and (1 + a'/b) where a and b are below 1.

    private static final Loop[] LBETA_START = {
        (a, b, out, s, n) -> s.zones.take(b, LEAST, MOST, n),
        (a, b, out, s, n) -> s.zones.below(1, s.u, n),
        (a, b, out, s, n) -> s.zones.also(a, LEAST, MOST, n),
        (a, b, out, s, n) -> s.zones.below(1, s.p, n),
        (a, b, out, s, n) -> Kernels.plus(a, s.p, s.q, n),
        (a, b, out, s, n) -> Kernels.plus(b, s.u, s.v, n),
        (a, b, out, s, n) -> divide(s.v, s.q, s.r, n)
    };

    private static final Loop[] FIRST_LOG = {
        (a, b, out, s, n) -> firstTerm(s.q, s.c, s.e, out, n), (a, b, out, s, n) -> divide(s.q, s.v, s.r, n)
    };

    private static final Loop[] SECOND_LOG = {(a, b, out, s, n) -> secondTerm(s.v, s.c, s.e, out, n)};
    private static final Loop[] THIRD_LOG = {(a, b, out, s, n) -> lessHalf(s.c, s.e, out, n)};

    private static final Loop[] REMAINDERS = {
        (a, b, out, s, n) -> Kernels.reciprocal(s.q, s.g, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrTop(s.g, s.a, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrBottom(s.g, s.b, n),
        (a, b, out, s, n) -> GammaKernels.stirlerr(s.g, s.a, s.b, s.d, n),
        (a, b, out, s, n) -> Kernels.reciprocal(s.v, s.g, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrTop(s.g, s.a, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrBottom(s.g, s.b, n),
        (a, b, out, s, n) -> GammaKernels.stirlerr(s.g, s.a, s.b, s.f, n),
        (a, b, out, s, n) -> reciprocalSum(s.q, s.v, s.g, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrTop(s.g, s.a, n),
        (a, b, out, s, n) -> GammaKernels.stirlerrBottom(s.g, s.b, n),
        (a, b, out, s, n) -> GammaKernels.stirlerr(s.g, s.a, s.b, s.h, n),
        (a, b, out, s, n) -> addRemainders(s.d, s.f, s.h, out, n),
        (a, b, out, s, n) -> steps(s.p, a, b, s.t, n),
        (a, b, out, s, n) -> steps(s.u, b, s.q, s.r, n),
        (a, b, out, s, n) -> Kernels.multiply(s.t, s.r, s.g, n)
    };

    private static final Loop[] STEPS = {(a, b, out, s, n) -> addSum(s.c, s.e, out, n)};

    static void lbeta(double[] a, double[] b, double[] out, Scratch s, int n) {
        Loop.all(LBETA_START, a, b, out, s, n);
        Logarithms.log1p(s.r, s.c, s.e, s, n);
        Loop.all(FIRST_LOG, a, b, out, s, n);
        Logarithms.log1p(s.r, s.c, s.e, s, n);
        Loop.all(SECOND_LOG, a, b, out, s, n);
        Logarithms.log(s.v, s.c, s.e, s, n);
        Loop.all(THIRD_LOG, a, b, out, s, n);
        Loop.all(REMAINDERS, a, b, out, s, n);
        Logarithms.log(s.g, s.c, s.e, s, n);
        Loop.all(STEPS, a, b, out, s, n);
        if (!s.zones.ordinary()) {
            for (int i = 0; i < n; i++) {
                if (!(a[i] >= LEAST && a[i] <= MOST && b[i] >= LEAST && b[i] <= MOST)) {
                    out[i] = Function.LBETA.at(a[i], b[i]);
                }
            }
        }
    }

    private static void firstTerm(double[] a, double[] high, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -((a[i] - 0.5) * high[i] + (a[i] - 0.5) * low[i]);
        }
    }

    private static void secondTerm(double[] b, double[] high, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] -= b[i] * high[i] + b[i] * low[i];
        }
    }

    private static void lessHalf(double[] high, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += GammaKernels.HALF_LOG_2_PI - 0.5 * (high[i] + low[i]);
        }
    }

    private static void addRemainders(double[] a, double[] b, double[] sum, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += (a[i] + b[i]) - sum[i];
        }
    }

    /** 1 + b/a where a is below 1, else 1. */
    private static void steps(double[] below1, double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 + below1[i] * (b[i] / a[i]);
        }
    }

    private static void addSum(double[] high, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += high[i] + low[i];
        }
    }
}
