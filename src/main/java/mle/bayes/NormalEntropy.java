package mle.bayes;

import mle.solve.Cholesky;
import mle.solve.Jet;

/**
 * The entropy of a normal distribution with covariance AA', ½ log det(AA') + ½d(1 + log 2π), with its derivatives by the entries of A:
 * the first are G = (AA')⁻¹A, the second, by A_ik and A_jl, P_ij(δ_kl − Q_kl) − G_il G_jk with P = (AA')⁻¹ and Q = A'PA.
 */
final class NormalEntropy {
    private static final double HALF_LOG_2_PI_E = 0.5 * (1 + StrictMath.log(2 * Math.PI));

    private NormalEntropy() {}

    /**
     * Subtracts the entropy and its derivatives from a jet.
     *
     * @return whether there is such a distribution
     */
    static boolean subtract(NormalShape shape, double[] parameters, Jet jet) {
        return shape.isTriangular() ? triangular(shape, parameters, jet) : general(shape, parameters, jet);
    }

    /** Of a triangular matrix, only the diagonal matters. */
    private static boolean triangular(NormalShape shape, double[] parameters, Jet jet) {
        int d = shape.dimension();
        double entropy = d * HALF_LOG_2_PI_E;
        for (int p = d; p < 2 * d; p++) {
            double a = parameters[p];
            if (!(a > 0)) {
                return false;
            }
            entropy += StrictMath.log(a);
            if (jet.order() >= 1) {
                jet.gradient()[p] -= 1 / a;
            }
            if (jet.order() >= 2) {
                jet.hessian()[p * (p + 1) / 2 + p] += 1 / a / a;
            }
        }
        jet.setValue(jet.value() - entropy);
        return true;
    }

    /** An entry of the diagonal may be 0 here, where factors explain all, and its sign does not matter. */
    private static boolean general(NormalShape shape, double[] parameters, Jet jet) {
        int d = shape.dimension();
        Cholesky cholesky = Cholesky.of(shape.covariance(parameters), d);
        if (!cholesky.positiveDefinite()) {
            return false;
        }
        jet.setValue(jet.value() - d * HALF_LOG_2_PI_E - cholesky.logDeterminant() / 2);
        if (jet.order() >= 1) {
            derivatives(shape, shape.matrix(parameters), cholesky.inverse(), jet);
        }
        return true;
    }

    private static void derivatives(NormalShape shape, double[][] a, double[] inverse, Jet jet) {
        double[][] g = new double[shape.dimension()][shape.draws()];
        for (int i = 0; i < g.length; i++) {
            for (int j = 0; j < g.length; j++) {
                for (int k = 0; k < shape.draws(); k++) {
                    g[i][k] += packed(inverse, i, j) * a[j][k];
                }
            }
        }
        for (int p = shape.dimension(); p < shape.size(); p++) {
            jet.gradient()[p] -= g[shape.coordinate(p)][shape.draw(p)];
        }
        if (jet.order() < 2) {
            return;
        }
        double[][] q = new double[shape.draws()][shape.draws()];
        for (int k = 0; k < q.length; k++) {
            for (int l = 0; l < q.length; l++) {
                for (int i = 0; i < g.length; i++) {
                    q[k][l] += a[i][k] * g[i][l];
                }
            }
        }
        for (int p = shape.dimension(); p < shape.size(); p++) {
            int i = shape.coordinate(p);
            int k = shape.draw(p);
            for (int r = shape.dimension(); r <= p; r++) {
                int j = shape.coordinate(r);
                int l = shape.draw(r);
                double second = packed(inverse, i, j) * ((k == l ? 1 : 0) - q[k][l]) - g[i][l] * g[j][k];
                jet.hessian()[p * (p + 1) / 2 + r] -= second;
            }
        }
    }

    private static double packed(double[] matrix, int i, int j) {
        return i >= j ? matrix[i * (i + 1) / 2 + j] : matrix[j * (j + 1) / 2 + i];
    }
}
