package mle.plan;

import mle.expr.Function;

/**
 * Arithmetic of the values of a row, and the loops that apply it to a block: one small loop each, so that the compiler
 * vectorises it.
 */
final class Kernels {
    /** Above this s², the polynomial of {@link #boxLogRest} gives way to the logarithm, which has lost seven bits there. */
    private static final double NEAR = 0.02;

    /** Up to this s², the polynomial has an error of 0.04 units in the last place. */
    private static final double FAR = 0.03;

    /** Smaller squares have no square whose reciprocal is finite; ξz is not far from zero with a shape as small. */
    private static final double SMALLEST_SQUARE = 0x1p-500;

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

    /** log(1 + ξz)/ξ of a finite z, given the logarithm; z itself where ξ is zero, or its reciprocal may not be finite. */
    static double boxLog(double log, double z, double xi) {
        double size = Math.abs(xi);
        double none = Math.min(1, Math.max(0, 2 - size / SMALLEST_DIVISOR));
        double reciprocal = (1 - none) / Math.copySign(Math.max(size, SMALLEST_DIVISOR), xi);
        return Math.fma(log, reciprocal, z * none);
    }

    static void boxLog(double[] log, double[] z, double xi, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLog(log[i], z[i], xi);
        }
    }

    /**
     * y³A(s²) of log(1 + t) = 2s + 2s³A(s²) for s = t/(2 + t) = ξy: by a polynomial for A(q) = 1/3 + q/5 + q²/7 + ... near
     * zero, from the logarithm beyond; both are computed, and the share of each is found without a branch. It holds for ξ and z up
     * to 1e75 in size.
     */
    static double boxLogRest(double y, double log, double xi) {
        double s = xi * y;
        double q = s * s;
        double p = 0.06556793873734425;
        p = Math.fma(p, q, 0.06633085197403697);
        p = Math.fma(p, q, 0.07693168910505065);
        p = Math.fma(p, q, 0.09090896909436452);
        p = Math.fma(p, q, 0.11111111204461152);
        p = Math.fma(p, q, 0.14285714285363485);
        p = Math.fma(p, q, 0.200000000000005);
        p = Math.fma(p, q, 0.3333333333333333);
        double near = y * y * y * p;
        double square = Math.max(xi * xi, SMALLEST_SQUARE);
        double far = Math.fma(0.5, log, -s) * (xi / (square * square));
        double share = clamped((q - NEAR) * (1 / (FAR - NEAR)));
        return Math.fma(share, far - near, near);
    }

    /** min(1, max(0, a)) for an a that is not large, up to rounding: by sizes, which take a vector fewer steps. */
    private static double clamped(double a) {
        double positive = a + Math.abs(a);
        return 0.25 * ((2 + positive) - Math.abs(2 - positive));
    }

    static void boxLogRest(double[] y, double[] log, double xi, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogRest(y[i], log[i], xi);
        }
    }

    /** -2(y²(1 + w)/2 + ξ·rest). */
    static double boxLogFirst(double y, double w, double rest, double xi) {
        return -2 * Math.fma(y * y, Math.fma(0.5, w, 0.5), xi * rest);
    }

    static void boxLogFirst(double[] y, double[] w, double[] rest, double xi, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogFirst(y[i], w[i], rest[i], xi);
        }
    }

    /** 4(y³((1 + w)/2)² + rest). */
    static double boxLogSecond(double y, double w, double rest) {
        double g = y * Math.fma(0.5, w, 0.5);
        return 4 * Math.fma(y * g, g, rest);
    }

    static void boxLogSecond(double[] y, double[] w, double[] rest, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = boxLogSecond(y[i], w[i], rest[i]);
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
