package mle.fit;

import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.solve.Cholesky;

/**
 * How the covariance of estimates is computed at a maximum. With A the information (the Hessian of minus the log-likelihood)
 * and B the sum of the outer products of the scores, all are the same in the limit where the model holds.
 */
public enum Covariance {
    /** A⁻¹ of the data as they are (Efron and Hinkley 1978, Biometrika 65, 457-482). */
    OBSERVED("observed"),
    /**
     * The inverse of the information that the model expects, the sum of E(ssᵀ) for the scores s (Fisher 1925): of exact
     * observations only. Where a kink in the density leaves the likelihood without a Hessian, it is the default.
     */
    EXPECTED("expected"),
    /** B⁻¹, of the outer products of gradients (Berndt, Hall, Hall and Hausman 1974). */
    OPG("opg"),
    /**
     * A⁻¹BA⁻¹, which holds where the model does not (Huber 1967; White 1982, Econometrica 50, 1-25), without a correction for
     * small samples; with B of the sums over clusters where there are some.
     */
    SANDWICH("sandwich"),
    /**
     * The sandwich times n/(n - k), for k coefficients (Hinkley 1977, Technometrics 19, 285-292; MacKinnon and White 1985,
     * J. Econometrics 29, 305-325); of G clusters, times G/(G - 1)·(n - 1)/(n - k). In a regression k counts the coefficients
     * of predictors and not, as a standard deviation, what is estimated once for all rows; of a sample, all parameters.
     */
    HC1("hc1");

    private final String label;

    Covariance(String label) {
        this.label = label;
    }

    /** Whether it holds for scores that don't have the information as their variance, such as those of dependent rows. */
    boolean isSandwich() {
        return this == SANDWICH || this == HC1;
    }

    /**
     * Checks that data can have it.
     *
     * @throws IllegalArgumentException if they can't
     */
    void check(EmpiricalDistribution data) {
        boolean sampled = data.samplingWeights().length > 0;
        if (!isSandwich() && (sampled || data.clusters().length > 0)) {
            throw new IllegalArgumentException("covariance: with " + (sampled ? "sampling weights" : "clusters")
                    + " it is the sandwich's, got " + label);
        }
        if (this == EXPECTED && (data.regions().isPresent() || data.dimension() > 1)) {
            throw new IllegalArgumentException("covariance: expected needs exact observations of one variable, got "
                    + (data.dimension() > 1 ? data.dimension() + " columns" : "censored or truncated ones"));
        }
    }

    /** What the sandwich is multiplied by, for so many coefficients. */
    double correction(EmpiricalDistribution data, int coefficients) {
        if (this != HC1) {
            return 1;
        }
        double n = data.n();
        double clusters = data.clusterCount();
        double rows = clusters > 0 ? clusters / (clusters - 1) * (n - 1) : n;
        return n > coefficients ? rows / (n - coefficients) : Double.NaN;
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
            case SANDWICH, HC1 -> between(information, outerProducts.get(), dimension);
        };
    }

    /** The inverse of a packed matrix; NaN where it is not positive definite. */
    static double[] inverse(double[] matrix, int dimension) {
        Cholesky cholesky = Cholesky.of(matrix, dimension);
        return cholesky.positiveDefinite() ? cholesky.inverse() : Report.nan(matrix.length);
    }

    /** A⁻¹BA⁻¹, by two rounds of solving for columns. */
    private static double[] between(double[] a, double[] b, int p) {
        Cholesky cholesky = Cholesky.of(a, p);
        if (!cholesky.positiveDefinite()) {
            return Report.nan(a.length);
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
}
