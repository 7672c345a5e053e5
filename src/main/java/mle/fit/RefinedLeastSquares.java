package mle.fit;

import mle.parallel.Crew;

/**
 * Least-squares coefficients to the last digits, where columns nearly depend on each other: residuals and coefficients refined
 * together with sums of twice the precision (Björck 1967, BIT 7, 257-278; sums by Ogita, Rump and Oishi 2005, SIAM J. Sci.
 * Comput. 26, 1955-1988). The columns count as they are stored.
 */
final class RefinedLeastSquares {
    private static final int ROUNDS = 8;

    private final Orthogonalisation columns;
    private final double[][] x;
    private final double[] y;
    private final double[] residuals;

    /**
     * For columns and a target.
     *
     * @param columns the columns, with their orthogonal form
     * @param y what is fitted, offsets taken off
     */
    RefinedLeastSquares(Orthogonalisation columns, double[] y) {
        this.columns = columns;
        this.x = columns.given();
        this.y = y;
        this.residuals = y.clone();
    }

    /** Refines coefficients of the columns as given, in place; says the sum of squares that is left. */
    double refine(double[] coefficients) {
        int n = y.length;
        double last = Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            residuals[i] = residual(i, coefficients, 0);
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] missing = new double[n];
            for (int i = 0; i < n; i++) {
                missing[i] = residual(i, coefficients, residuals[i]);
            }
            double[] slopes = new double[x.length];
            Crew.each(x.length, j -> slopes[j] = -dot(x[j], residuals));
            double[] step = columns.augmented(missing, slopes);
            double size = 0;
            for (int j = 0; j < step.length; j++) {
                size = Math.max(size, Math.abs(step[j]) / Math.max(Math.abs(coefficients[j]), Double.MIN_NORMAL));
            }
            if (!(size < last)) {
                break;
            }
            last = size;
            for (int j = 0; j < step.length; j++) {
                coefficients[j] += step[j];
            }
            for (int i = 0; i < n; i++) {
                residuals[i] += missing[i];
            }
        }
        return dot(residuals, residuals);
    }

    /** y - taken - xβ of a row, summed in twice the precision. */
    private double residual(int row, double[] coefficients, double taken) {
        double sum = y[row] - taken;
        double rest = (y[row] - (sum + (y[row] - sum))) + ((y[row] - sum) - taken);
        for (int j = 0; j < x.length; j++) {
            double product = -x[j][row] * coefficients[j];
            double error = Math.fma(-x[j][row], coefficients[j], -product);
            double next = sum + product;
            double part = next - sum;
            rest += (sum - (next - part)) + (product - part) + error;
            sum = next;
        }
        return sum + rest;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        double rest = 0;
        for (int i = 0; i < a.length; i++) {
            double product = a[i] * b[i];
            double next = sum + product;
            double part = next - sum;
            rest += (sum - (next - part)) + (product - part) + Math.fma(a[i], b[i], -product);
            sum = next;
        }
        return sum + rest;
    }
}
