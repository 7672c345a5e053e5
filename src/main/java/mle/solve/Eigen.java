package mle.solve;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Eigenvalues in ascending order and unit eigenvectors of a symmetric packed matrix.
 *
 * <p>The smallest pair names the direction in which a Hessian is singular or indefinite.
 */
public final class Eigen {
    private final double[] values;
    private final double[][] vectors;

    private Eigen(double[] values, double[][] vectors) {
        this.values = values;
        this.vectors = vectors;
    }

    /**
     * Decomposes a matrix packed by rows of its lower triangle.
     *
     * @throws ArithmeticException if the entries are not finite
     */
    public static Eigen of(double[] packed, int dimension) {
        DMatrixRMaj matrix = new DMatrixRMaj(dimension, dimension);
        for (int i = 0, at = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++, at++) {
                matrix.unsafe_set(i, j, packed[at]);
                matrix.unsafe_set(j, i, packed[at]);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eig = DecompositionFactory_DDRM.eig(dimension, true, true);
        if (!eig.decompose(matrix)) {
            throw new ArithmeticException("Eigen: matrix must be finite, its decomposition failed");
        }
        double[] values = new double[dimension];
        double[][] vectors = new double[dimension][];
        for (int i = 0; i < dimension; i++) {
            double value = eig.getEigenvalue(i).getReal();
            int k = i;
            for (; k > 0 && values[k - 1] > value; k--) {
                values[k] = values[k - 1];
                vectors[k] = vectors[k - 1];
            }
            values[k] = value;
            vectors[k] = eig.getEigenVector(i).data.clone();
        }
        return new Eigen(values, vectors);
    }

    /** The k-th smallest eigenvalue, from 0. */
    public double value(int k) {
        return values[k];
    }

    /** The unit eigenvector of the k-th smallest eigenvalue, itself and not a copy. */
    public double[] vector(int k) {
        return vectors[k];
    }

    /** How many pairs there are. */
    public int dimension() {
        return values.length;
    }
}
