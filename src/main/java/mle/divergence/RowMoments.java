package mle.divergence;

/**
 * Mean and covariance of rows.
 *
 * @param mean of each column
 * @param covariance of each pair of columns
 */
record RowMoments(double[] mean, double[][] covariance) {
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
