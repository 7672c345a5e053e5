package mle.plan;

import mle.expr.Function;

/** The loops over the rows of a block: one small loop each, so that the compiler vectorises it. */
final class Kernels {
    /** Up to this s², ten terms of the series of {@link #atanhRest} leave an error below 1e-17. */
    private static final double SERIES_UP_TO = 0.0225;

    private Kernels() {}

    /** out = c + s·a. */
    static void affine(double[] a, double s, double c, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = c + s * a[i];
        }
    }

    /** out = c + s·a + t·b. */
    static void affine(double[] a, double s, double[] b, double t, double c, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = c + s * a[i] + t * b[i];
        }
    }

    /** out += s·a. */
    static void add(double[] a, double s, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += s * a[i];
        }
    }

    /** out = a·b. */
    static void multiply(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] * b[i];
        }
    }

    /** out = 1/a. */
    static void reciprocal(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 1 / a[i];
        }
    }

    /** out = √a. */
    static void squareRoot(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.sqrt(a[i]);
        }
    }

    /** out = a^power. */
    static void power(double[] a, double power, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Powers.pow(a[i], power);
        }
    }

    /** out = |a|. */
    static void absolute(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.abs(a[i]);
        }
    }

    /** out = max(a, 0). */
    static void max0(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], 0);
        }
    }

    /** out = max(a, b). */
    static void max(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = Math.max(a[i], b[i]);
        }
    }

    /** out = a + b. */
    static void plus(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] + b[i];
        }
    }

    /** out = a/s, b where s is zero. */
    static void divideOr(double[] a, double s, double[] b, double[] out, int n) {
        if (s == 0) {
            System.arraycopy(b, 0, out, 0, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / s;
        }
    }

    /**
     * A(s²) of log(1 + t) = 2s + 2s³A(s²), s = t/(2 + t): the series 1/3 + s²/5 + s⁴/7 + ... near zero, from the logarithm
     * beyond; both are computed, and one is chosen without a branch.
     */
    static void atanhRest(double[] s, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double q = s[i] * s[i];
            double p = 1.0 / 21;
            p = p * q + 1.0 / 19;
            p = p * q + 1.0 / 17;
            p = p * q + 1.0 / 15;
            p = p * q + 1.0 / 13;
            p = p * q + 1.0 / 11;
            p = p * q + 1.0 / 9;
            p = p * q + 1.0 / 7;
            p = p * q + 1.0 / 5;
            p = p * q + 1.0 / 3;
            double m = Math.max(q, SERIES_UP_TO);
            double direct = (0.5 * log[i] - s[i]) * s[i] / (m * m);
            double beyond = q - SERIES_UP_TO;
            double chosen = Math.max(beyond, 0) / (Math.abs(beyond) + Double.MIN_NORMAL);
            out[i] = p + chosen * (direct - p);
        }
    }

    /** out = (1 + w)/2 + s·a. */
    static void boxLogSum(double[] w, double[] s, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 0.5 + 0.5 * w[i] + s[i] * a[i];
        }
    }

    /** out = ((1 + w)/2)² + a. */
    static void boxLogSum(double[] w, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double g = 0.5 + 0.5 * w[i];
            out[i] = g * g + a[i];
        }
    }

    /** out = -2y²·a. */
    static void boxLogFirst(double[] y, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = -2 * y[i] * y[i] * a[i];
        }
    }

    /** out = 4y³·a. */
    static void boxLogSecond(double[] y, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = 4 * y[i] * y[i] * y[i] * a[i];
        }
    }

    /** out = f(a). */
    static void call(Function f, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = f.at(a[i]);
        }
    }

    /** out = f(a, b). */
    static void call(Function f, double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = f.at(a[i], b[i]);
        }
    }

    /** out = f(a, b, c). */
    static void call(Function f, double[] a, double[] b, double[] c, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = f.at(a[i], b[i], c[i]);
        }
    }
}
