package mle.bayes;

import java.util.ArrayList;
import java.util.List;
import mle.family.Parameter;

/**
 * How the coordinates of a normal family depend on its parameters η and on standard normal draws z: v = m + Az, each entry of m and each
 * entry of A that is not zero a parameter. So v is linear in η; where the log-density is concave, so is the evidence lower bound (Challis
 * and Barber 2013, J. Mach. Learn. Res. 14, 2239-2286).
 */
final class NormalShape {
    /** The draw that is always 1. */
    static final int CONSTANT = -1;

    private final int dimension;
    private final int draws;
    private final int[] coordinates;
    private final int[] drawOf;
    private final int[][] of;

    private NormalShape(int dimension, int draws, List<int[]> parameters) {
        this.dimension = dimension;
        this.draws = draws;
        this.coordinates = parameters.stream().mapToInt(p -> p[0]).toArray();
        this.drawOf = parameters.stream().mapToInt(p -> p[1]).toArray();
        List<List<Integer>> lists = new ArrayList<>();
        for (int d = 0; d < dimension; d++) {
            lists.add(new ArrayList<>());
        }
        for (int p = 0; p < coordinates.length; p++) {
            lists.get(coordinates[p]).add(p);
        }
        this.of = lists.stream()
                .map(l -> l.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private static List<int[]> diagonal(int dimension) {
        List<int[]> parameters = new ArrayList<>();
        for (int d = 0; d < dimension; d++) {
            parameters.add(new int[] {d, CONSTANT});
        }
        for (int d = 0; d < dimension; d++) {
            parameters.add(new int[] {d, d});
        }
        return parameters;
    }

    /** Means, then standard deviations. */
    static NormalShape meanField(int dimension) {
        return new NormalShape(dimension, dimension, diagonal(dimension));
    }

    /** Means, the diagonal of a lower triangular matrix, then what is below it. */
    static NormalShape fullRank(int dimension) {
        List<int[]> parameters = diagonal(dimension);
        for (int d = 0; d < dimension; d++) {
            for (int k = 0; k < d; k++) {
                parameters.add(new int[] {d, k});
            }
        }
        return new NormalShape(dimension, dimension, parameters);
    }

    /**
     * Means, independent standard deviations, then the loadings of factors. A rotation of the factors changes nothing; so the k-th pivot
     * has no loading of the factors behind the k-th.
     */
    static NormalShape lowRank(int dimension, int[] pivots) {
        List<int[]> parameters = diagonal(dimension);
        for (int d = 0; d < dimension; d++) {
            int last = pivots.length - 1;
            for (int k = 0; k < pivots.length; k++) {
                last = pivots[k] == d ? k : last;
            }
            for (int k = 0; k <= last; k++) {
                parameters.add(new int[] {d, dimension + k});
            }
        }
        return new NormalShape(dimension, dimension + pivots.length, parameters);
    }

    /** How many coordinates there are. */
    int dimension() {
        return dimension;
    }

    /** How many standard normal draws make a point. */
    int draws() {
        return draws;
    }

    /** How many parameters there are. */
    int size() {
        return coordinates.length;
    }

    /** The coordinate that a parameter is of. */
    int coordinate(int parameter) {
        return coordinates[parameter];
    }

    /** The draw that a parameter is multiplied by, or {@link #CONSTANT}. */
    int draw(int parameter) {
        return drawOf[parameter];
    }

    /** The parameters of a coordinate. */
    int[] of(int coordinate) {
        return of[coordinate];
    }

    /** What each parameter is called: {@code mu} for its mean, {@code sd of mu}, or {@code mu by eta} for an entry beside the diagonal. */
    List<String> names(List<Parameter> unknowns) {
        List<String> names = new ArrayList<>();
        for (int p = 0; p < size(); p++) {
            String name = unknowns.get(coordinates[p]).name();
            int k = drawOf[p];
            names.add(
                    k == CONSTANT
                            ? name
                            : k == coordinates[p]
                                    ? "sd of " + name
                                    : name + " by "
                                            + (k < dimension
                                                    ? unknowns.get(k).name()
                                                    : "factor " + (k - dimension + 1)));
        }
        return names;
    }

    /** Whether there are no more draws than coordinates: A is lower triangular. */
    boolean isTriangular() {
        return draws == dimension;
    }

    /** The matrix A. */
    double[][] matrix(double[] parameters) {
        double[][] a = new double[dimension][draws];
        for (int p = dimension; p < parameters.length; p++) {
            a[coordinates[p]][drawOf[p]] = parameters[p];
        }
        return a;
    }

    /** The parameters of a mean and a matrix. */
    double[] parameters(double[] mean, double[][] a) {
        double[] parameters = new double[size()];
        for (int p = 0; p < parameters.length; p++) {
            parameters[p] = p < dimension ? mean[p] : a[coordinates[p]][drawOf[p]];
        }
        return parameters;
    }

    /** The covariance AA', packed. */
    double[] covariance(double[] parameters) {
        double[] covariance = new double[dimension * (dimension + 1) / 2];
        if (size() == 2 * dimension) {
            for (int d = 0; d < dimension; d++) {
                covariance[d * (d + 1) / 2 + d] = parameters[dimension + d] * parameters[dimension + d];
            }
            return covariance;
        }
        double[][] a = matrix(parameters);
        for (int i = 0, at = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++, at++) {
                for (int k = 0; k < draws; k++) {
                    covariance[at] += a[i][k] * a[j][k];
                }
            }
        }
        return covariance;
    }
}
