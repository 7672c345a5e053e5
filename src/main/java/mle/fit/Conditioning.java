package mle.fit;

import java.util.Map;
import mle.solve.Cholesky;

/**
 * How the columns of a matrix are searched: standardised where that is enough, made orthogonal where they nearly depend on
 * each other; and which of them do depend on those before them.
 *
 * @param map the columns of the search
 * @param dependent for each column (from 0) that is a combination of those before it, a direction in the coefficients along
 *     which the predictor does not change
 */
record Conditioning(ColumnMap map, Map<Integer, double[]> dependent) {
    /** Squared pivots of the products of standardised columns above this leave nearly all digits. */
    private static final double PLENTY = 1e-3;

    /** Those above this leave enough of them, where making columns orthogonal takes long. */
    private static final double ENOUGH = 1e-8;

    /** Up to so many products that does not take long. */
    private static final double SHORT = 1e8;

    /** So many numbers are written out at most. */
    private static final long MOST = 100_000_000;

    private static final int FEW = 4000;
    private static final int FEW_BY_COLUMN = 20;

    /** Examines a matrix. */
    static Conditioning of(Standardisation standard) {
        int n = standard.design().rows();
        int p = standard.size();
        double enough = (double) n * p * p <= SHORT ? PLENTY : ENOUGH;
        Rowset some = Rowset.some(Math.max(FEW, FEW_BY_COLUMN * p), n);
        // Columns that are independent in some rows are so in all.
        if (!some.areAll() && smallestPivot(standard, some) > enough) {
            return new Conditioning(standard, Map.of());
        }
        double[] gram = gram(standard, Rowset.all(n));
        if (Cholesky.of(gram, p).smallestPivot() > enough) {
            return new Conditioning(standard, Map.of());
        }
        if ((long) n * p > MOST) {
            return new Conditioning(standard, fromProducts(standard, gram, p));
        }
        Orthogonalisation orthogonal = Orthogonalisation.of(standard);
        Map<Integer, double[]> dependent = orthogonal.dependent();
        return new Conditioning(dependent.isEmpty() ? orthogonal : standard, dependent);
    }

    private static double[] gram(Standardisation standard, Rowset rows) {
        return new LeastSquares(standard.terms(rows), new double[0], 0).gram();
    }

    private static double smallestPivot(Standardisation standard, Rowset rows) {
        return Cholesky.of(gram(standard, rows), standard.size()).smallestPivot();
    }

    /** The first dependent column that the products of the columns show, where there is no room to write all columns out. */
    private static Map<Integer, double[]> fromProducts(Standardisation standard, double[] gram, int p) {
        Cholesky cholesky = Cholesky.of(gram, p);
        int j = cholesky.failure();
        if (j < 0) {
            return Map.of();
        }
        double[] before = new double[j * (j + 1) / 2];
        System.arraycopy(gram, 0, before, 0, before.length);
        double[] shares = new double[j];
        System.arraycopy(gram, before.length, shares, 0, j);
        Cholesky.of(before, j).solve(shares, shares);
        double[] direction = new double[p];
        for (int k = 0; k < j; k++) {
            direction[k] = -shares[k];
        }
        direction[j] = 1;
        standard.toGiven(direction, 0);
        return Map.of(j, direction);
    }
}
