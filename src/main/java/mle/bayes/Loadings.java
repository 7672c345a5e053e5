package mle.bayes;

/** Rotations of factors that make their loadings unique. */
final class Loadings {
    private Loadings() {}

    /**
     * Rotates factors, in place, until the k-th of some chosen rows has no loading of those behind the k-th and a positive one of it.
     *
     * @return the chosen rows, for each factor the one with the most left to be explained
     */
    static int[] triangular(double[][] loadings) {
        int rank = loadings.length == 0 ? 0 : loadings[0].length;
        int[] pivots = new int[rank];
        boolean[] taken = new boolean[loadings.length];
        for (int k = 0; k < rank; k++) {
            double most = -1;
            for (int i = 0; i < loadings.length; i++) {
                double left = square(loadings[i], k);
                if (!taken[i] && left > most) {
                    most = left;
                    pivots[k] = i;
                }
            }
            taken[pivots[k]] = true;
            reflect(loadings, pivots[k], k);
        }
        return pivots;
    }

    private static double square(double[] row, int from) {
        double sum = 0;
        for (int k = from; k < row.length; k++) {
            sum += row[k] * row[k];
        }
        return sum;
    }

    /** Householder's reflection that turns the rest of a row into its first entry, which is made positive. */
    private static void reflect(double[][] loadings, int pivot, int first) {
        double[] v = loadings[pivot].clone();
        double length = Math.sqrt(square(v, first));
        v[first] += v[first] >= 0 ? length : -length;
        double square = square(v, first);
        for (double[] row : loadings) {
            double product = 0;
            for (int k = first; square > 0 && k < row.length; k++) {
                product += v[k] * row[k];
            }
            for (int k = first; square > 0 && k < row.length; k++) {
                row[k] -= 2 * product / square * v[k];
            }
        }
        double sign = loadings[pivot][first] >= 0 ? 1 : -1;
        for (double[] row : loadings) {
            row[first] *= sign;
        }
        for (int k = first + 1; k < v.length; k++) {
            loadings[pivot][k] = 0;
        }
    }
}
