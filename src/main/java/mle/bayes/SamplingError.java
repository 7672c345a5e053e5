package mle.bayes;

import java.util.Arrays;
import mle.solve.Cholesky;
import mle.solve.Jet;

/**
 * How far the maximum of an evidence lower bound over fixed draws may lie from that of the exact one: the gradients of independent
 * replicates at the maximum of their mean, through the inverse of the Hessian (the sandwich of an M-estimator).
 *
 * @param means the standard error of the mean of each coordinate, in its standard deviations
 * @param sds the standard error of its standard deviation, in the same unit
 * @param elbo the standard error of the bound
 */
record SamplingError(double[] means, double[] sds, double elbo) {
    /** At a maximum with a positive definite Hessian. */
    static SamplingError of(NegativeElbo objective, NormalShape shape, double[] maximum, Cholesky hessian) {
        int replicates = NormalDraws.REPLICATES;
        int p = shape.size();
        double[][] moves = new double[replicates][p];
        double[] values = new double[replicates];
        for (int r = 0; r < replicates; r++) {
            Jet jet = new Jet(p, 1);
            objective.ofReplicate(r).at(maximum, jet);
            values[r] = jet.value();
            hessian.solve(jet.gradient(), moves[r]);
        }
        int dimension = shape.dimension();
        double[] means = new double[dimension];
        double[] sds = new double[dimension];
        double[] of = new double[replicates];
        for (int d = 0; d < dimension; d++) {
            double square = 0;
            for (int k : shape.of(d)) {
                square += shape.draw(k) == NormalShape.CONSTANT ? 0 : maximum[k] * maximum[k];
            }
            for (int r = 0; r < replicates; r++) {
                of[r] = moves[r][d] / Math.sqrt(square);
            }
            means[d] = standardError(of);
            for (int r = 0; r < replicates; r++) {
                of[r] = 0;
                for (int k : shape.of(d)) {
                    of[r] += shape.draw(k) == NormalShape.CONSTANT ? 0 : maximum[k] * moves[r][k] / square;
                }
            }
            sds[d] = standardError(of);
        }
        return new SamplingError(means, sds, standardError(values));
    }

    /** The standard error of the mean of independent values. */
    private static double standardError(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double square = 0;
        for (double value : values) {
            square += (value - mean) * (value - mean);
        }
        return Math.sqrt(square / (values.length - 1) / values.length);
    }

    /** The largest of the errors of means and standard deviations. */
    double largest() {
        double largest = 0;
        for (int d = 0; d < means.length; d++) {
            largest = Math.max(largest, Math.max(means[d], sds[d]));
        }
        return largest;
    }
}
