package mle.plan;

import mle.expr.Function;

/**
 * Arithmetic of the values of a row, and the loops that apply it to a block: one small loop each, so that the compiler
 * vectorises it.
 */
final class Kernels {
    /** Up to this s², ten terms of the series of {@link #atanhRest} leave an error below 1e-17. */
    private static final double SERIES_UP_TO = 0.0225;

    /** The reciprocals of smaller numbers may not be finite. */
    private static final double SMALLEST_DIVISOR = 0x1p-1000;

    private Kernels() {}

    /** c + s·a. */
    static double affine(double a, double s, double c) {
        return c + s * a;
    }

    static void affine(double[] a, double s, double c, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = affine(a[i], s, c);
        }
    }

    /** c + s·a + t·b. */
    static double affine(double a, double b, double s, double t, double c) {
        return c + s * a + t * b;
    }

    static void affine(double[] a, double[] b, double s, double t, double c, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = affine(a[i], b[i], s, t, c);
        }
    }

    /** a + s·b. */
    static double addMultiple(double a, double b, double s) {
        return a + s * b;
    }

    static void addMultiple(double[] a, double[] b, double s, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = addMultiple(a[i], b[i], s);
        }
    }

    static double multiply(double a, double b) {
        return a * b;
    }

    static void multiply(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = multiply(a[i], b[i]);
        }
    }

    static double reciprocal(double a) {
        return 1 / a;
    }

    static void reciprocal(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = reciprocal(a[i]);
        }
    }

    static double squareRoot(double a) {
        return Math.sqrt(a);
    }

    static void squareRoot(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = squareRoot(a[i]);
        }
    }

    static double absolute(double a) {
        return Math.abs(a);
    }

    static void absolute(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = absolute(a[i]);
        }
    }

    /** -|a|. */
    static double minusSize(double a) {
        return -Math.abs(a);
    }

    static void minusSize(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = minusSize(a[i]);
        }
    }

    /** max(a, 0) + b. */
    static double addPositive(double a, double b) {
        return Math.max(a, 0) + b;
    }

    static void addPositive(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = addPositive(a[i], b[i]);
        }
    }

    /** 1/(1 + e) for positive a, e/(1 + e) for negative a, given e = e^-|a|; near 0, e is 1 and they are the same. */
    static double logistic(double a, double e) {
        double positive = Math.min(1, Math.max(0, 0x1p60 * a));
        return (positive + (1 - positive) * e) / (1 + e);
    }

    static void logistic(double[] a, double[] e, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = logistic(a[i], e[i]);
        }
    }

    static double max0(double a) {
        return Math.max(a, 0);
    }

    static void max0(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = max0(a[i]);
        }
    }

    static double max(double a, double b) {
        return Math.max(a, b);
    }

    static void max(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = max(a[i], b[i]);
        }
    }

    static double choose(double x, double a, double b) {
        return x > 0 ? a : b;
    }

    static void choose(double[] x, double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = choose(x[i], a[i], b[i]);
        }
    }

    /** Given e = exp(-|x|) and larger = 1/(1 + e), 1/(1 + exp(-x)): the larger for positive x, else e times that. */
    static double share(double x, double e, double larger) {
        double positive = Math.min(1, Math.max(0, 0x1p60 * x));
        return (positive + (1 - positive) * e) * larger;
    }

    static void share(double[] x, double[] e, double[] larger, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = share(x[i], e[i], larger[i]);
        }
    }

    static double plus(double a, double b) {
        return a + b;
    }

    static void plus(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = plus(a[i], b[i]);
        }
    }

    /** The number itself, whatever the row. */
    static double fill(double s) {
        return s;
    }

    /** out = a/s, b where s is zero; by its reciprocal, which takes a fifth of the time, unless that overflows. */
    static void divideOr(double[] a, double[] b, double s, double[] out, int n) {
        if (s == 0) {
            System.arraycopy(b, 0, out, 0, n);
        } else if (Math.abs(s) < SMALLEST_DIVISOR) {
            divide(a, s, out, n);
        } else {
            affine(a, 1 / s, 0, out, n);
        }
    }

    private static void divide(double[] a, double s, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / s;
        }
    }

    /**
     * A(s²) of log(1 + t) = 2s + 2s³A(s²), s = t/(2 + t): the series 1/3 + s²/5 + s⁴/7 + ... near zero, from the logarithm
     * beyond; both are computed, and one is chosen without a branch.
     */
    static double atanhRest(double s, double log) {
        double q = s * s;
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
        double direct = (0.5 * log - s) * s / (m * m);
        double beyond = q - SERIES_UP_TO;
        double chosen = Math.min(1, Math.max(0, 0x1p60 * beyond));
        return p + chosen * (direct - p);
    }

    static void atanhRest(double[] s, double[] log, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = atanhRest(s[i], log[i]);
        }
    }

    /** (1 + w)/2 + s·a. */
    static double boxLogSum(double w, double s, double a) {
        return 0.5 + 0.5 * w + s * a;
    }

    static void boxLogSum(double[] w, double[] s, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogSum(w[i], s[i], a[i]);
        }
    }

    /** ((1 + w)/2)² + a. */
    static double boxLogSum(double w, double a) {
        double g = 0.5 + 0.5 * w;
        return g * g + a;
    }

    static void boxLogSum(double[] w, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogSum(w[i], a[i]);
        }
    }

    /** -2y²·a. */
    static double boxLogFirst(double y, double a) {
        return -2 * y * y * a;
    }

    static void boxLogFirst(double[] y, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogFirst(y[i], a[i]);
        }
    }

    /** 4y³·a. */
    static double boxLogSecond(double y, double a) {
        return 4 * y * y * y * a;
    }

    static void boxLogSecond(double[] y, double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogSecond(y[i], a[i]);
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

    /** out = f of all arrays. */
    static void call(Function f, double[][] in, double[] out, int n) {
        double[] arguments = new double[in.length];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < arguments.length; k++) {
                arguments[k] = in[k][i];
            }
            out[i] = f.at(arguments);
        }
    }
}
