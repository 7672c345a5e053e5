package mle.divergence;

import java.util.Optional;
import mle.expr.Function;

/**
 * A normal distribution of rows, by its mean and the lower triangle L of covariance = L·L'.
 *
 * @param mean of each column
 * @param lower the triangle, zeros above the diagonal
 */
record Gaussian(double[] mean, double[][] lower) {
    /** log(2·pi). */
    static final double LOG_2_PI = 1.8378770664093453;

    /** log(2·pi·e). */
    static final double LOG_2_PI_E = 2.8378770664093453;

    /** That of a mean and a covariance, or nothing if the latter is not positive definite. */
    static Optional<Gaussian> of(double[] mean, double[][] covariance) {
        int d = mean.length;
        double[][] lower = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                double rest = covariance[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                lower[i][j] = i == j ? Math.sqrt(rest) : rest / lower[j][j];
            }
            if (!(lower[i][i] > 0)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Gaussian(mean, lower));
    }

    /** The point z of which a row is mean + Lz. */
    double[] standard(double[] row) {
        double[] apart = row.clone();
        for (int i = 0; i < apart.length; i++) {
            apart[i] -= mean[i];
        }
        return solve(apart);
    }

    /** The same with L some times as large. */
    Gaussian wider(double factor) {
        double[][] wide = new double[lower.length][];
        for (int i = 0; i < wide.length; i++) {
            wide[i] = lower[i].clone();
            for (int j = 0; j <= i; j++) {
                wide[i][j] *= factor;
            }
        }
        return new Gaussian(mean, wide);
    }

    /** Writes mean + Lz. */
    void row(double[] z, double[] row) {
        for (int i = 0; i < row.length; i++) {
            double x = mean[i];
            for (int k = 0; k <= i; k++) {
                x += lower[i][k] * z[k];
            }
            row[i] = x;
        }
    }

    /** log det of the lower triangle. */
    double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += StrictMath.log(lower[i][i]);
        }
        return sum;
    }

    /** The entropy (Cover and Thomas 2006, theorem 8.4.1). */
    Amount entropy() {
        double half = 0.5 * mean.length * LOG_2_PI_E;
        return Amount.ofFormula(half + logDeterminant(), half + Math.abs(logDeterminant()) + mean.length);
    }

    /**
     * The divergence to another (Kullback 1959, Information Theory and Statistics, ch. 9), as a sum of terms none of which is
     * below zero: with M = L_q⁻¹ L_p, Σ ½(M_ii² - 1 - log M_ii²) + Σ ½ M_ij² + ½ |L_q⁻¹ (mean_p - mean_q)|².
     */
    Amount divergence(Gaussian q) {
        int d = mean.length;
        double sum = 0;
        double size = 0;
        double[] apart = new double[d];
        for (int i = 0; i < d; i++) {
            apart[i] = mean[i] - q.mean[i];
            size = Math.max(size, Math.abs(mean[i] / q.lower[i][i]));
        }
        for (double x : q.solve(apart)) {
            sum += 0.5 * x * x;
        }
        for (int j = 0; j < d; j++) {
            double[] column = new double[d];
            for (int i = j; i < d; i++) {
                column[i] = lower[i][j];
            }
            double[] m = q.solve(column);
            sum += 0.5 * Function.EXPM1MX.at(2 * StrictMath.log(m[j]));
            for (int i = j + 1; i < d; i++) {
                sum += 0.5 * m[i] * m[i];
            }
        }
        return Amount.ofFormula(sum, d + sum + Math.sqrt(2 * sum) * size);
    }

    /** The standard deviations of columns given all others: 1/√Λᵢᵢ, Λ the inverse of the covariance. */
    double[] conditionalDeviations() {
        int d = mean.length;
        double[] deviations = new double[d];
        for (int i = 0; i < d; i++) {
            double[] unit = new double[d];
            unit[i] = 1;
            double precision = 0;
            for (double x : solve(unit)) {
                precision += x * x;
            }
            deviations[i] = 1 / Math.sqrt(precision);
        }
        return deviations;
    }

    /** L⁻¹ b. */
    double[] solve(double[] b) {
        double[] x = b.clone();
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < i; j++) {
                x[i] -= lower[i][j] * x[j];
            }
            x[i] /= lower[i][i];
        }
        return x;
    }
}
