package mle.inference;

import mle.model.DesignMatrix;
import mle.solve.Cholesky;

/** What the columns of a matrix can make. */
final class Span {
    /** A rest below this share of a column is rounding: that of a product of columns, under the root. */
    private static final double NOTHING = 1e-6;

    private final double[][] columns;
    private final Cholesky products;

    Span(DesignMatrix design) {
        int p = design.columns();
        this.columns = new double[p][];
        for (int j = 0; j < p; j++) {
            columns[j] = unit(design.column(j));
        }
        double[] packed = new double[p * (p + 1) / 2];
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = 0; j <= i; j++, k++) {
                packed[k] = dot(columns[i], columns[j]);
            }
        }
        this.products = Cholesky.of(packed, p);
    }

    private static double[] unit(double[] column) {
        double size = Math.sqrt(dot(column, column));
        double[] unit = column.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] = size == 0 ? 0 : unit[i] / size;
        }
        return unit;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Whether a column is a combination of these. */
    boolean holds(double[] column) {
        double[] rest = unit(column);
        if (dot(rest, rest) == 0) {
            return true;
        }
        if (columns.length == 0 || !products.positiveDefinite()) {
            return false;
        }
        for (int round = 0; round < 2; round++) {
            double[] shares = new double[columns.length];
            for (int j = 0; j < shares.length; j++) {
                shares[j] = dot(columns[j], rest);
            }
            products.solve(shares, shares);
            for (int j = 0; j < shares.length; j++) {
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= shares[j] * columns[j][i];
                }
            }
        }
        return dot(rest, rest) < NOTHING * NOTHING;
    }
}
