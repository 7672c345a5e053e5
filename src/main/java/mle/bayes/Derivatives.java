package mle.bayes;

import java.util.Arrays;

/**
 * Buffers for a log-density at several points side by side: value, gradient and those entries of the Hessian that are in its pattern, each
 * an array with one number for each point.
 */
final class Derivatives {
    /** At most so many points are evaluated side by side. */
    static final int POINTS = 128;

    final double[] value = new double[POINTS];
    final double[][] gradient;
    final double[][] hessian;

    Derivatives(int dimension, Pattern pattern, int order) {
        gradient = new double[order >= 1 ? dimension : 0][POINTS];
        hessian = new double[order >= 2 ? pattern.size() : 0][POINTS];
    }

    /** The highest derivative that there is room for. */
    int order() {
        return hessian.length > 0 ? 2 : gradient.length > 0 ? 1 : 0;
    }

    void clear() {
        Arrays.fill(value, 0);
        for (double[] g : gradient) {
            Arrays.fill(g, 0);
        }
        for (double[] h : hessian) {
            Arrays.fill(h, 0);
        }
    }
}
