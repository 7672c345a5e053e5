package mle.divergence;

import java.util.Optional;

/**
 * Mean and covariance of rows.
 *
 * @param mean of each column
 * @param covariance of each pair of columns
 */
record RowMoments(double[] mean, double[][] covariance) {
    /** Those of weighted rows. */
    static RowMoments of(double[][] rows, double[] weights) {
        int d = rows[0].length;
        double sum = 0;
        double[] mean = new double[d];
        for (int i = 0; i < rows.length; i++) {
            sum += weights[i];
            for (int k = 0; k < d; k++) {
                mean[k] += weights[i] * rows[i][k];
            }
        }
        for (int k = 0; k < d; k++) {
            mean[k] /= sum;
        }
        double[][] covariance = new double[d][d];
        for (int i = 0; i < rows.length; i++) {
            for (int k = 0; k < d; k++) {
                for (int j = 0; j < d; j++) {
                    covariance[k][j] += weights[i] / sum * (rows[i][k] - mean[k]) * (rows[i][j] - mean[j]);
                }
            }
        }
        return new RowMoments(mean, covariance);
    }

    /** The normal distribution with these, its L some times as large; none if the covariance is not positive definite. */
    Optional<Gaussian> gaussian(double wider) {
        return isFinite() ? Gaussian.of(mean, covariance).map(g -> g.wider(wider)) : Optional.empty();
    }

    /** Those of a mixture. */
    static RowMoments mixture(double[] weights, RowMoments[] parts) {
        int d = parts[0].mean.length;
        double[] mean = new double[d];
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < d; i++) {
                mean[i] += weights[k] * parts[k].mean[i];
            }
        }
        double[][] covariance = new double[d][d];
        for (int k = 0; k < weights.length; k++) {
            for (int i = 0; i < d; i++) {
                for (int j = 0; j < d; j++) {
                    double apart = (parts[k].mean[i] - mean[i]) * (parts[k].mean[j] - mean[j]);
                    covariance[i][j] += weights[k] * (parts[k].covariance[i][j] + apart);
                }
            }
        }
        return new RowMoments(mean, covariance);
    }

    /** −E log q of a normal q: that of the normal distribution with the same moments. */
    Amount crossEntropy(Gaussian q) {
        int d = mean.length;
        double size = d + Math.abs(q.logDeterminant());
        double value = 0.5 * d * Gaussian.LOG_2_PI + q.logDeterminant();
        double[] apart = new double[d];
        for (int i = 0; i < d; i++) {
            apart[i] = mean[i] - q.mean()[i];
        }
        for (double x : q.solve(apart)) {
            value += 0.5 * x * x;
        }
        for (int i = 0; i < d; i++) {
            // Row i of L⁻¹ C, then the i-th number of L⁻¹ (L⁻¹ C)'.
            double[] column = new double[d];
            for (int j = 0; j < d; j++) {
                column[j] = q.solve(covariance[j])[i];
            }
            value += 0.5 * q.solve(column)[i];
        }
        return Amount.ofFormula(value, size + Math.abs(value));
    }

    /** Whether all numbers exist. */
    boolean isFinite() {
        double sum = 0;
        for (int i = 0; i < mean.length; i++) {
            sum += mean[i] * 0;
            for (double c : covariance[i]) {
                sum += c * 0;
            }
        }
        return sum == 0;
    }
}
