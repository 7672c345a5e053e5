package mle.plan;

import mle.expr.Function;

/**
 * Half the deviances of counts over a block of rows: w - 1 - log(w) by {@link Logarithms#lessLog1p}, of ratios w of which w - 1
 * is known apart. Rows out of the ordinary are left to the scalar functions.
 */
final class DevianceKernels {
    /** In place of a count of zero: so small that nothing is left of it beside a term of the size of its mean. */
    private static final double NOTHING = 0x1p-300;

    /** Numbers between which quotients neither overflow nor vanish. */
    private static final double LEAST = 0x1p-200;

    private static final double MOST = 0x1p200;

    private DevianceKernels() {}

    static void log1pmx(double[] x, double[] out, Scratch s, int n) {
        Elementary.log1p(x, s.u, s, n);
        Logarithms.lessLog1p(x, s.u, s.v, s, n);
        for (int i = 0; i < n; i++) {
            out[i] = -s.v[i];
        }
        for (int i = 0; i < n; i++) {
            if (!(x[i] > -1 && x[i] < MOST)) {
                out[i] = Function.LOG1PMX.at(x[i]);
            }
        }
    }

    static void kldiv(double[] x, double[] y, double[] out, Scratch s, int n) {
        quotients(x, y, s.u, s.v, n);
        Elementary.log(s.u, s.r, s, n);
        Logarithms.lessLog1p(s.v, s.r, s.u, s, n);
        Kernels.multiply(x, s.u, out, n);
        for (int i = 0; i < n; i++) {
            if (!(x[i] >= LEAST && x[i] <= MOST && y[i] >= LEAST && y[i] <= MOST)) {
                out[i] = Function.KLDIV.at(x[i], y[i]);
            }
        }
    }

    /** y/x and (y - x)/x. */
    private static void quotients(double[] x, double[] y, double[] ratio, double[] less, int n) {
        for (int i = 0; i < n; i++) {
            ratio[i] = y[i] / x[i];
            less[i] = (y[i] - x[i]) / x[i];
        }
    }

    static void kldrop(double[] x, double[] y, double[] r, double[] out, Scratch s, int n) {
        dropOfSize(x, y, r, s.u, s.v, n);
        Elementary.log(s.u, s.r, s, n);
        Logarithms.lessLog1p(s.v, s.r, s.t, s, n);
        Kernels.multiply(r, s.t, out, n);
        dropOfCount(x, y, r, s.u, s.v, n);
        Elementary.log(s.u, s.r, s, n);
        Logarithms.lessLog1p(s.v, s.r, s.t, s, n);
        addCount(x, s.t, out, n);
        for (int i = 0; i < n; i++) {
            boolean ordinary = (x[i] >= LEAST || x[i] == 0) && x[i] <= MOST && y[i] >= LEAST && y[i] <= MOST;
            if (!(ordinary && r[i] >= LEAST && r[i] <= MOST)) {
                out[i] = Function.KLDROP.at(x[i], y[i], r[i]);
            }
        }
    }

    /** (x + r)/(y + r) and that less one. */
    private static void dropOfSize(double[] x, double[] y, double[] r, double[] ratio, double[] less, int n) {
        for (int i = 0; i < n; i++) {
            double sum = y[i] + r[i];
            ratio[i] = (x[i] + r[i]) / sum;
            less[i] = (x[i] - y[i]) / sum;
        }
    }

    /** (x + r)y/((y + r)x) and that less one. */
    private static void dropOfCount(double[] x, double[] y, double[] r, double[] ratio, double[] less, int n) {
        for (int i = 0; i < n; i++) {
            double sum = y[i] + r[i];
            double count = Math.max(x[i], NOTHING);
            ratio[i] = (x[i] + r[i]) / sum * (y[i] / count);
            less[i] = r[i] / sum * ((y[i] - x[i]) / count);
        }
    }

    private static void addCount(double[] x, double[] y, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += Math.max(x[i], NOTHING) * y[i];
        }
    }

    /** The k-th derivative, k at most 2. */
    static void stirldiff(int k, double[] a, double[] x, double[] out, Scratch s, int n) {
        Kernels.plus(a, x, s.u, n);
        stirlerr(k, a, s.v, s, n);
        stirlerr(k, s.u, out, s, n);
        for (int i = 0; i < n; i++) {
            out[i] -= s.v[i];
        }
    }

    private static void stirlerr(int k, double[] x, double[] out, Scratch s, int n) {
        switch (k) {
            case 0 -> GammaKernels.stirlerr(x, out, s, n);
            case 1 -> GammaKernels.slope(x, out, s, n);
            default -> GammaKernels.curvature(x, out, s, n);
        }
    }

    static void lfactrel(double[] x, double[] out, Scratch s, int n) {
        Elementary.log(x, s.u, s, n);
        GammaKernels.stirlerr(x, out, s, n);
        for (int i = 0; i < n; i++) {
            out[i] += GammaKernels.HALF_LOG_2_PI + 0.5 * s.u[i];
        }
        for (int i = 0; i < n; i++) {
            if (!(x[i] >= 0.5 && x[i] <= MOST)) {
                out[i] = Function.LFACTREL.at(x[i]);
            }
        }
    }
}
