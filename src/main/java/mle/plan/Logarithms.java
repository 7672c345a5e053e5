package mle.plan;

/** Logarithms over a block of rows as sums of two arrays, which together have more digits than one. */
final class Logarithms {
    private static final Loop[] LOG = {
        (x, low, high, s, n) -> s.split(x, s.a, s.b, n),
        (x, low, high, s, n) -> fraction(x, s.b, high, s.d, n),
        (x, low, high, s, n) -> correction(high, s.d, low, n),
        (x, low, high, s, n) -> parts(s.a, high, low, low, n)
    };

    private static final Loop[] LOG1P = {
        (x, low, high, s, n) -> Elementary.addOne(x, high, n),
        (x, low, high, s, n) -> s.split(high, s.a, s.b, n),
        (x, low, high, s, n) -> fraction1p(x, s.b, high, s.d, n),
        (x, low, high, s, n) -> lost(x, s.b, high, low, n),
        (x, low, high, s, n) -> correction(high, s.d, low, s.f, n),
        (x, low, high, s, n) -> parts(s.a, high, s.f, low, n)
    };

    /** The series for t - log(1 + t) is taken up to here; beyond, the difference has no more than one digit to lose. */
    private static final double NEAR = 0.3;

    private static final Loop[] LESS_LOG = {
        (t, log, out, s, n) -> nearOne(t, s.a, n), (t, log, out, s, n) -> choose(t, log, s.a, out, n)
    };

    private Logarithms() {}

    /** t - log(1 + t), given the logarithm, without cancellation near zero. */
    static void lessLog1p(double[] t, double[] log, double[] out, Scratch s, int n) {
        Loop.all(LESS_LOG, t, log, out, s, n);
    }

    private static void nearOne(double[] t, double[] near, int n) {
        for (int i = 0; i < n; i++) {
            double f = Math.max(-NEAR, Math.min(NEAR, t[i]));
            near[i] = correction(f, f / (2 + f));
        }
    }

    private static void choose(double[] t, double[] log, double[] near, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double beyond = Math.min(1, Math.max(0, 0x1p60 * (Math.abs(t[i]) - NEAR)));
            // An infinite logarithm of an infinite t would leave NaN, and any other infinity be lost.
            out[i] = (1 - beyond) * near[i] + beyond * (t[i] - Math.min(log[i], Double.MAX_VALUE));
        }
    }

    /** log(x) = high + low for normal positive x up to 2^1022; uses a, b and d of the scratch. */
    static void log(double[] x, double[] high, double[] low, Scratch s, int n) {
        Loop.all(LOG, x, low, high, s, n);
    }

    /** log(1 + x) = high + low, where 1 + x is positive and at most 2^1022; uses a, b, d and f of the scratch. */
    static void log1p(double[] x, double[] high, double[] low, Scratch s, int n) {
        Loop.all(LOG1P, x, low, high, s, n);
    }

    private static void fraction(double[] x, double[] inversePower, double[] f, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            double y = Math.fma(x[i], inversePower[i], -1);
            f[i] = y;
            s[i] = y / (2 + y);
        }
    }

    private static void fraction1p(double[] x, double[] inversePower, double[] f, double[] s, int n) {
        for (int i = 0; i < n; i++) {
            double y = Elementary.fraction(x[i], inversePower[i]);
            f[i] = y;
            s[i] = y / (2 + y);
        }
    }

    private static void lost(double[] x, double[] inversePower, double[] f, double[] lost, int n) {
        for (int i = 0; i < n; i++) {
            lost[i] = Elementary.lost(x[i], inversePower[i], f[i]);
        }
    }

    /** f - log(1 + f) for s = f / (2 + f). */
    private static double correction(double f, double s) {
        double z = s * s;
        double half = 0.5 * f * f;
        return half - s * Math.fma(z, Elementary.series(z), half);
    }

    private static void correction(double[] f, double[] s, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = correction(f[i], s[i]);
        }
    }

    /** f - log(1 + f + lost), to first order in lost. */
    static void correction(double[] f, double[] s, double[] lost, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = correction(f[i], s[i]) - (lost[i] - 2 * s[i] * lost[i]);
        }
    }

    /** Turns f into the leading part, as the last step of {@link Elementary#log(double)} does. */
    static void parts(double[] exponent, double[] f, double[] correction, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            double k = Scratch.INTEGER - exponent[i];
            double whole = k * Elementary.LOG_2;
            double sum = f[i] - whole;
            low[i] = ((f[i] - (sum + whole)) - k * Elementary.LOG_2_REST) - correction[i];
            f[i] = sum;
        }
    }
}
