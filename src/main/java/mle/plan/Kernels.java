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
