package mle.bayes;

import java.util.Arrays;
import mle.solve.Cholesky;

/**
 * Covariances from how the means under an approximation answer to a tilt of the log-density: J'H⁻¹J, with H the Hessian of the negative bound
 * and J the derivatives of the means by its parameters (Giordano, Broderick and Jordan 2018, J. Mach. Learn. Res. 19(51), 1-49). Unlike the
 * covariances of a mean-field approximation they know of correlations.
 */
final class LinearResponse {
    private LinearResponse() {}

    /** The packed covariance of what the first so many parameters are the means of. */
    static double[] ofMeans(Cholesky hessian, int parameters, int count) {
        double[][] means = new double[count][parameters];
        for (int d = 0; d < count; d++) {
            means[d][d] = 1;
        }
        return of(hessian, means);
    }

    /** The packed covariance of the unknowns. */
    static double[] ofUnknowns(Cholesky hessian, FittedNormal q, Marginal[] marginals) {
        NormalShape shape = q.shape();
        double[][] means = new double[marginals.length][shape.size()];
        for (int d = 0; d < means.length; d++) {
            double s = q.scale()[d];
            for (int p : shape.of(d)) {
                // By a mean the derivative is E T', by an entry of A it is E T'z, which by Stein's identity is A E T''.
                means[d][p] = shape.draw(p) == NormalShape.CONSTANT
                        ? s * marginals[d].slope()
                        : s * s * q.parameters()[p] * marginals[d].bend();
            }
        }
        return of(hessian, means);
    }

    private static double[] of(Cholesky hessian, double[][] j) {
        double[] covariance = new double[j.length * (j.length + 1) / 2];
        for (int a = 0; a < j.length; a++) {
            double[] solved = Arrays.copyOf(j[a], j[a].length);
            hessian.solve(solved, solved);
            for (int b = a; b < j.length; b++) {
                double sum = 0;
                for (int p = 0; p < solved.length; p++) {
                    sum += solved[p] * j[b][p];
                }
                covariance[b * (b + 1) / 2 + a] = sum;
            }
        }
        return covariance;
    }
}
