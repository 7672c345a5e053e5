package mle.plan;

import mle.expr.Function;

/** The loops over the rows of a block: one small loop each, so that the compiler vectorises it. */
final class Kernels {
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

    /** out = a/b. */
    static void divide(double[] a, double[] b, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = a[i] / b[i];
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
}
