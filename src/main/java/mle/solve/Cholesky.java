package mle.solve;

import java.util.Arrays;

/**
 * The Cholesky factor of a symmetric positive definite matrix, taken after its diagonal is scaled to one.
 *
 * <p>A = D L Lᵀ D with D = diag(√a_ii), so that coordinates in very different units do no harm (van der Sluis 1969: this scaling is
 * within a factor n of the best diagonal one). Matrices are packed by rows of the lower triangle, entry (i, j) at i(i+1)/2 + j. The
 * matrix counts as positive definite when every squared pivot of the scaled matrix exceeds {@link #LEAST_PIVOT}.
 *
 * <p>The object is a buffer: made once, used for many matrices of its dimension.
 */
public final class Cholesky {
    /**
     * The smallest squared pivot of a matrix with unit diagonal that counts as positive.
     *
     * <p>Rounding in the entries perturbs a pivot by about n·ε ≈ 1e-15 (Higham 2002, theorem 10.3); sums over observations add
     * one or two digits. 1e-12 stays clear of that and still allows correlations up to 1 − 5e-13.
     */
    public static final double LEAST_PIVOT = 1e-12;

    private final int n;
    private final double[] lower;
    private final double[] inverseScale;
    private final double[] inversePivot;
    private int failure = -1;
    private double smallestPivot = Double.NaN;

    /** A buffer for matrices of one dimension. */
    public Cholesky(int dimension) {
        n = dimension;
        lower = new double[n * (n + 1) / 2];
        inverseScale = new double[n];
        inversePivot = new double[n];
    }

    /** The factor of one packed matrix; ask {@link #positiveDefinite()} before using it. */
    public static Cholesky of(double[] packed, int dimension) {
        Cholesky cholesky = new Cholesky(dimension);
        cholesky.factor(packed);
        return cholesky;
    }

    /**
     * Factors a packed matrix and says whether it is positive definite; the matrix is left as it is.
     *
     * <p>Algorithm: Golub &amp; Van Loan 2013, 4.2.5, by rows.
     */
    public boolean factor(double[] packed) {
        failure = -1;
        smallestPivot = n == 0 ? 1 : Double.POSITIVE_INFINITY;
        for (int i = 0, row = 0; i < n; i++, row += i) {
            double diagonal = packed[row + i];
            if (!(diagonal > 0 && diagonal <= Double.MAX_VALUE)) {
                return fail(i, diagonal);
            }
            inverseScale[i] = 1 / Math.sqrt(diagonal);
            double pivot = 1;
            for (int j = 0, other = 0; j < i; j++, other += j) {
                double sum = packed[row + j] * inverseScale[i] * inverseScale[j];
                for (int k = 0; k < j; k++) {
                    sum -= lower[row + k] * lower[other + k];
                }
                double entry = sum * inversePivot[j];
                lower[row + j] = entry;
                pivot -= entry * entry;
            }
            if (!(pivot > LEAST_PIVOT)) {
                return fail(i, pivot);
            }
            smallestPivot = Math.min(smallestPivot, pivot);
            lower[row + i] = Math.sqrt(pivot);
            inversePivot[i] = 1 / lower[row + i];
        }
        return true;
    }

    private boolean fail(int at, double pivot) {
        failure = at;
        smallestPivot = pivot;
        return false;
    }

    /** Whether the last matrix was positive definite. */
    public boolean positiveDefinite() {
        return failure < 0 && !Double.isNaN(smallestPivot);
    }

    /** The first row that depends on those before it, or −1 if there is none. */
    public int failure() {
        return failure;
    }

    /** The smallest squared pivot of the scaled matrix, or the one that failed. */
    public double smallestPivot() {
        return smallestPivot;
    }

    /** Writes A⁻¹b into {@code x} and returns bᵀA⁻¹b; {@code x} may be {@code b}. */
    public double solve(double[] b, double[] x) {
        requireFactor();
        double square = 0;
        for (int i = 0, row = 0; i < n; i++, row += i) {
            double sum = b[i] * inverseScale[i];
            for (int k = 0; k < i; k++) {
                sum -= lower[row + k] * x[k];
            }
            x[i] = sum * inversePivot[i];
            square += x[i] * x[i];
        }
        for (int i = n - 1; i >= 0; i--) {
            int row = i * (i + 1) / 2;
            double entry = x[i] * inversePivot[i];
            for (int k = 0; k < i; k++) {
                x[k] -= lower[row + k] * entry;
            }
            x[i] = entry * inverseScale[i];
        }
        return square;
    }

    /** A⁻¹, packed. */
    public double[] inverse() {
        requireFactor();
        double[] inverse = new double[lower.length];
        double[] column = new double[n];
        for (int j = 0; j < n; j++) {
            Arrays.fill(column, 0);
            column[j] = 1;
            solve(column, column);
            for (int i = j; i < n; i++) {
                inverse[i * (i + 1) / 2 + j] = column[i];
            }
        }
        return inverse;
    }

    /** log det A. */
    public double logDeterminant() {
        requireFactor();
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum -= StrictMath.log(inverseScale[i]) + StrictMath.log(inversePivot[i]);
        }
        return 2 * sum;
    }

    private void requireFactor() {
        if (!positiveDefinite()) {
            throw new IllegalStateException("Cholesky: matrix must be positive definite, row " + failure
                    + " has scaled pivot " + smallestPivot);
        }
    }
}
