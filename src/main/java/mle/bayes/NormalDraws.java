package mle.bayes;

import java.util.SplittableRandom;
import mle.expr.NormalQuantile;

/**
 * Fixed draws from the standard normal distribution of several dimensions: replicates of a scrambled Sobol' sequence each, by inversion,
 * each point with its mirror image, and transformed so that within each replicate the means are 0 and the covariances those of the
 * identity. Expectations of quadratic functions are exact; the spread between replicates tells the error of the others.
 */
final class NormalDraws {
    /** How many replicates there are: enough for their spread, few enough to leave each many points. */
    static final int REPLICATES = 8;

    private final double[][] values;
    private final int perReplicate;

    private NormalDraws(double[][] values, int perReplicate) {
        this.values = values;
        this.perReplicate = perReplicate;
    }

    /**
     * Draws in so many dimensions; the same for the same seed.
     *
     * @param perReplicate how many draws a replicate has: even, at least four for each dimension
     */
    static NormalDraws of(int dimensions, int perReplicate, long seed) {
        double[][] values = new double[dimensions][REPLICATES * perReplicate];
        SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < REPLICATES; r++) {
            double[][] half = normal(new Sobol(dimensions, random.split()).points(perReplicate / 2));
            whiten(half);
            for (int k = 0; k < dimensions; k++) {
                for (int i = 0; i < perReplicate / 2; i++) {
                    values[k][r * perReplicate + i] = half[k][i];
                    values[k][r * perReplicate + perReplicate / 2 + i] = -half[k][i];
                }
            }
        }
        return new NormalDraws(values, perReplicate);
    }

    /** Draws as they come, without mirror images, for importance sampling. */
    static double[][] plain(int dimensions, int count, long seed) {
        return normal(new Sobol(dimensions, new SplittableRandom(seed)).points(count));
    }

    private static double[][] normal(double[][] uniform) {
        for (double[] coordinate : uniform) {
            for (int i = 0; i < coordinate.length; i++) {
                coordinate[i] = NormalQuantile.at(coordinate[i]);
            }
        }
        return uniform;
    }

    /** Makes the mean squares 1 and the mean products 0, one dimension after another (Gram and Schmidt, twice for the rounding). */
    private static void whiten(double[][] z) {
        int n = z.length == 0 ? 0 : z[0].length;
        for (int k = 0; k < z.length; k++) {
            for (int pass = 0; pass < 2; pass++) {
                for (int j = 0; j < k; j++) {
                    double product = dot(z[k], z[j]) / n;
                    for (int i = 0; i < n; i++) {
                        z[k][i] -= product * z[j][i];
                    }
                }
            }
            double size = Math.sqrt(dot(z[k], z[k]) / n);
            for (int i = 0; i < n; i++) {
                z[k][i] /= size;
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** How many draws there are in all. */
    int count() {
        return REPLICATES * perReplicate;
    }

    /** How many draws a replicate has. */
    int perReplicate() {
        return perReplicate;
    }

    /** The values in one dimension, replicate by replicate. */
    double[] dimension(int k) {
        return values[k];
    }
}
