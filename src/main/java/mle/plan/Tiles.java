package mle.plan;

import java.util.List;

/**
 * The loops of X'v and X'diag(h)X over {@link #ROWS} rows of columns, each column an array of its own.
 *
 * <p>Each product has {@link #LANES} sums, one for each place in half of the rows, so that the loops have no sum across their
 * passes and the JIT vectorises them. Two columns by two use each number that is read twice. Measured with JDK 17 and 25: with
 * more columns or more rows in a pass the loop is not vectorised any more.
 */
final class Tiles {
    /** The sums of a product. */
    static final int LANES = 64;

    /** The rows of a column that a loop reads. */
    static final int ROWS = 2 * LANES;

    private Tiles() {}

    /** Adds the products of a and b with c and d: sums of ac, bc, ad, bd. */
    static void square(double[] a, double[] b, double[] c, double[] d, double[] sums) {
        for (int i = 0; i < LANES; i++) {
            double a0 = a[i];
            double a1 = a[i + LANES];
            double b0 = b[i];
            double b1 = b[i + LANES];
            double c0 = c[i];
            double c1 = c[i + LANES];
            sums[i] = Math.fma(a1, c1, Math.fma(a0, c0, sums[i]));
            sums[i + LANES] = Math.fma(b1, c1, Math.fma(b0, c0, sums[i + LANES]));
            double d0 = d[i];
            double d1 = d[i + LANES];
            sums[i + 2 * LANES] = Math.fma(a1, d1, Math.fma(a0, d0, sums[i + 2 * LANES]));
            sums[i + 3 * LANES] = Math.fma(b1, d1, Math.fma(b0, d0, sums[i + 3 * LANES]));
        }
    }

    /** Adds the products of v with c and d. */
    static void pair(double[] v, double[] c, double[] d, double[] sums) {
        for (int i = 0; i < LANES; i++) {
            double v0 = v[i];
            double v1 = v[i + LANES];
            sums[i] = Math.fma(v1, c[i + LANES], Math.fma(v0, c[i], sums[i]));
            sums[i + LANES] = Math.fma(v1, d[i + LANES], Math.fma(v0, d[i], sums[i + LANES]));
        }
    }

    /** out = v·c, row by row. */
    static void multiply(double[] v, double[] c, double[] out) {
        for (int i = 0; i < ROWS; i++) {
            out[i] = v[i] * c[i];
        }
    }

    /** eta += s·c + t·d, row by row. */
    static void addMultiples(double[] c, double[] d, double s, double t, double[] eta) {
        for (int i = 0; i < ROWS; i++) {
            eta[i] = Math.fma(t, d[i], Math.fma(s, c[i], eta[i]));
        }
    }

    /** eta += s·c, row by row. */
    static void addMultiple(double[] c, double s, double[] eta) {
        for (int i = 0; i < ROWS; i++) {
            eta[i] = Math.fma(s, c[i], eta[i]);
        }
    }

    /** out = (out - centre)·factor, row by row. */
    static void standardise(double[] out, double centre, double factor) {
        for (int i = 0; i < ROWS; i++) {
            out[i] = (out[i] - centre) * factor;
        }
    }

    /**
     * out[column] = (x - centre)·factor, row by row from the first, of four columns at a time: the rows of one column alone are too few for the memory
     * to run ahead of the loop.
     */
    static void standardise(List<LinearTerms.Dense> four, int first, int column, double[][] out) {
        double[] x = four.get(0).values();
        double[] y = four.get(1).values();
        double[] z = four.get(2).values();
        double[] w = four.get(3).values();
        double[] a = out[column];
        double[] b = out[column + 1];
        double[] c = out[column + 2];
        double[] d = out[column + 3];
        double centreX = four.get(0).centre();
        double centreY = four.get(1).centre();
        double centreZ = four.get(2).centre();
        double centreW = four.get(3).centre();
        double factorX = four.get(0).factor();
        double factorY = four.get(1).factor();
        double factorZ = four.get(2).factor();
        double factorW = four.get(3).factor();
        for (int i = 0; i < ROWS; i++) {
            a[i] = (x[first + i] - centreX) * factorX;
            b[i] = (y[first + i] - centreY) * factorY;
            c[i] = (z[first + i] - centreZ) * factorZ;
            d[i] = (w[first + i] - centreW) * factorW;
        }
    }

    /** The k-th of several sums, its lanes added pairwise. */
    static double fold(double[] sums, int k) {
        int first = k * LANES;
        for (int half = LANES / 2; half > 0; half /= 2) {
            for (int i = first; i < first + half; i++) {
                sums[i] += sums[i + half];
            }
        }
        return sums[first];
    }
}
