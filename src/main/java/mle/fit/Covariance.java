package mle.fit;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import mle.solve.Cholesky;

/**
 * How the covariance of estimates is computed at a maximum. With A the information (the Hessian of minus the log-likelihood)
 * and B the sum of the outer products of the scores, all are the same in the limit where the model holds.
 */
public enum Covariance {
    /** A⁻¹ of the data as they are (Efron and Hinkley 1978, Biometrika 65, 457-482). */
    OBSERVED("observed"),
    /**
     * The inverse of the information that the model expects, n·E(ssᵀ) for a score s: where a kink in the density leaves the
     * likelihood without a Hessian, and only there.
     */
    EXPECTED("expected"),
    /** B⁻¹, of the outer products of gradients (Berndt, Hall, Hall and Hausman 1974). */
    OPG("opg"),
    /**
     * A⁻¹BA⁻¹, which holds where the model does not (Huber 1967; White 1982, Econometrica 50, 1-25), without a correction for
     * small samples; with B of the sums over clusters where there are some.
     */
    SANDWICH("sandwich");

    private final String label;

    Covariance(String label) {
        this.label = label;
    }

    /** Those that can be asked for. */
    public static List<Covariance> choices() {
        return List.of(OBSERVED, OPG, SANDWICH);
    }

    /** The word used in reports, in JSON and on the command line. */
    public String label() {
        return label;
    }

    /**
     * The covariance of coordinates.
     *
     * @param information A, the packed lower triangle of the Hessian of minus the log-likelihood
     * @param dimension how many coordinates
     * @param outerProducts B in the same coordinates, packed, asked for where it is needed
     * @return the packed lower triangle; NaN where a matrix to be inverted is not positive definite
     */
    public double[] matrix(double[] information, int dimension, Supplier<double[]> outerProducts) {
        return switch (this) {
            case OBSERVED, EXPECTED -> inverse(information, dimension);
            case OPG -> inverse(outerProducts.get(), dimension);
            case SANDWICH -> between(information, outerProducts.get(), dimension);
        };
    }

    private static double[] inverse(double[] matrix, int dimension) {
        Cholesky cholesky = Cholesky.of(matrix, dimension);
        return cholesky.positiveDefinite() ? cholesky.inverse() : nan(matrix.length);
    }

    /** A⁻¹BA⁻¹, by two rounds of solving for columns. */
    private static double[] between(double[] a, double[] b, int p) {
        Cholesky cholesky = Cholesky.of(a, p);
        if (!cholesky.positiveDefinite()) {
            return nan(a.length);
        }
        double[][] half = new double[p][p];
        for (int j = 0; j < p; j++) {
            for (int i = 0; i < p; i++) {
                half[j][i] = b[i >= j ? i * (i + 1) / 2 + j : j * (j + 1) / 2 + i];
            }
            cholesky.solve(half[j], half[j]);
        }
        double[] result = new double[a.length];
        double[] row = new double[p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                row[j] = half[j][i];
            }
            cholesky.solve(row, row);
            System.arraycopy(row, 0, result, i * (i + 1) / 2, i + 1);
        }
        return result;
    }

    private static double[] nan(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN);
        return values;
    }
}
