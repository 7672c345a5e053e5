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

    /** So many rows or right sides are worked on side by side. */
    private static final int TOGETHER = 4;

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
        int i = 0;
        while (i < n) {
            int rows = i >= TOGETHER && i + TOGETHER <= n && scaleFour(packed, i) ? TOGETHER : 1;
            if (rows == TOGETHER) {
                four(packed, i);
            }
            for (int r = i; r < i + rows; r++) {
                if (!finish(packed, r, rows == TOGETHER ? i : 0)) {
                    return false;
                }
            }
            i += rows;
        }
        return true;
    }

    /** The scales of four rows, if their diagonals have any. */
    private boolean scaleFour(double[] packed, int first) {
        for (int i = first; i < first + TOGETHER; i++) {
            double diagonal = packed[i * (i + 3) / 2];
            if (!(diagonal > 0 && diagonal <= Double.MAX_VALUE)) {
                return false;
            }
            inverseScale[i] = 1 / Math.sqrt(diagonal);
        }
        return true;
    }

    /** The entries of four rows in the columns before them: each sum as if alone, but none has to wait for its last addition. */
    private void four(double[] packed, int i) {
        int a = i * (i + 1) / 2;
        int b = a + i + 1;
        int c = b + i + 2;
        int d = c + i + 3;
        for (int j = 0, other = 0; j < i; j++, other += j) {
            double scale = inverseScale[j];
            double ofA = packed[a + j] * inverseScale[i] * scale;
            double ofB = packed[b + j] * inverseScale[i + 1] * scale;
            double ofC = packed[c + j] * inverseScale[i + 2] * scale;
            double ofD = packed[d + j] * inverseScale[i + 3] * scale;
            for (int k = 0; k < j; k++) {
                double entry = lower[other + k];
                ofA -= lower[a + k] * entry;
                ofB -= lower[b + k] * entry;
                ofC -= lower[c + k] * entry;
                ofD -= lower[d + k] * entry;
            }
            lower[a + j] = ofA * inversePivot[j];
            lower[b + j] = ofB * inversePivot[j];
            lower[c + j] = ofC * inversePivot[j];
            lower[d + j] = ofD * inversePivot[j];
        }
    }

    /** The entries of a row from a column on, and its pivot. */
    private boolean finish(double[] packed, int i, int from) {
        int row = i * (i + 1) / 2;
        double diagonal = packed[row + i];
        if (!(diagonal > 0 && diagonal <= Double.MAX_VALUE)) {
            return fail(i, diagonal);
        }
        inverseScale[i] = 1 / Math.sqrt(diagonal);
        for (int j = from, other = from * (from + 1) / 2; j < i; j++, other += j) {
            double sum = packed[row + j] * inverseScale[i] * inverseScale[j];
            for (int k = 0; k < j; k++) {
                sum -= lower[row + k] * lower[other + k];
            }
            lower[row + j] = sum * inversePivot[j];
        }
        double pivot = 1;
        for (int j = 0; j < i; j++) {
            pivot -= lower[row + j] * lower[row + j];
        }
        if (!(pivot > LEAST_PIVOT)) {
            return fail(i, pivot);
        }
        smallestPivot = Math.min(smallestPivot, pivot);
        lower[row + i] = Math.sqrt(pivot);
        inversePivot[i] = 1 / lower[row + i];
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
        double[][] columns = new double[TOGETHER][n];
        for (int j = 0; j < n; j += TOGETHER) {
            int width = Math.min(TOGETHER, n - j);
            for (int c = 0; c < TOGETHER; c++) {
                Arrays.fill(columns[c], 0);
                if (c < width) {
                    columns[c][j + c] = 1;
                }
            }
            solveFour(j, columns[0], columns[1], columns[2], columns[3]);
            for (int c = 0; c < width; c++) {
                for (int i = j + c; i < n; i++) {
                    inverse[i * (i + 1) / 2 + j + c] = columns[c][i];
                }
            }
        }
        return inverse;
    }

    /** Solves for four right sides that are zero before a row, down to that row. */
    private void solveFour(int from, double[] a, double[] b, double[] c, double[] d) {
        for (int i = from, row = from * (from + 1) / 2; i < n; i++, row += i) {
            double ofA = a[i] * inverseScale[i];
            double ofB = b[i] * inverseScale[i];
            double ofC = c[i] * inverseScale[i];
            double ofD = d[i] * inverseScale[i];
            for (int k = from; k < i; k++) {
                double entry = lower[row + k];
                ofA -= entry * a[k];
                ofB -= entry * b[k];
                ofC -= entry * c[k];
                ofD -= entry * d[k];
            }
            a[i] = ofA * inversePivot[i];
            b[i] = ofB * inversePivot[i];
            c[i] = ofC * inversePivot[i];
            d[i] = ofD * inversePivot[i];
        }
        for (int i = n - 1; i >= from; i--) {
            int row = i * (i + 1) / 2;
            double ofA = a[i] * inversePivot[i];
            double ofB = b[i] * inversePivot[i];
            double ofC = c[i] * inversePivot[i];
            double ofD = d[i] * inversePivot[i];
            for (int k = from; k < i; k++) {
                double entry = lower[row + k];
                a[k] -= entry * ofA;
                b[k] -= entry * ofB;
                c[k] -= entry * ofC;
                d[k] -= entry * ofD;
            }
            a[i] = ofA * inverseScale[i];
            b[i] = ofB * inverseScale[i];
            c[i] = ofC * inverseScale[i];
            d[i] = ofD * inverseScale[i];
        }
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
