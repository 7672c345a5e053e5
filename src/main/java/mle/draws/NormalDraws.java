package mle.draws;

import java.util.Arrays;
import java.util.SplittableRandom;
import mle.expr.NormalQuantile;

/**
 * Fixed draws from the standard normal distribution of several dimensions: replicates of a scrambled Sobol' sequence each, by inversion,
 * each point with its mirror image, and transformed so that within each replicate the means are 0 and the covariances those of the
 * identity. Expectations of quadratic functions are exact; the spread between replicates tells the error of the others.
 */
public final class NormalDraws {
    /** How many replicates there are: enough for their spread, few enough to leave each many points. */
    public static final int REPLICATES = 8;

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
    public static NormalDraws of(int dimensions, int perReplicate, long seed) {
        double[][] values = new double[dimensions][REPLICATES * perReplicate];
        SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < REPLICATES; r++) {
            double[][] replicate = replicate(dimensions, perReplicate, random.split());
            for (int k = 0; k < dimensions; k++) {
                System.arraycopy(replicate[k], 0, values[k], r * perReplicate, perReplicate);
            }
        }
        return new NormalDraws(values, perReplicate);
    }

    /** One replicate: for each dimension the values. */
    public static double[][] replicate(int dimensions, int count, SplittableRandom random) {
        double[][] half = normal(new Sobol(dimensions, random).points(count / 2));
        whiten(half);
        double[][] values = new double[dimensions][];
        for (int k = 0; k < dimensions; k++) {
            values[k] = Arrays.copyOf(half[k], count);
            for (int i = 0; i < count / 2; i++) {
                values[k][count / 2 + i] = -half[k][i];
            }
        }
        return values;
    }

    /** Draws as they come, without mirror images, for importance sampling. */
    public static double[][] plain(int dimensions, int count, long seed) {
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
    public int count() {
        return REPLICATES * perReplicate;
    }

    /** How many draws a replicate has. */
    public int perReplicate() {
        return perReplicate;
    }

    /** The values in one dimension, replicate by replicate. */
    public double[] dimension(int k) {
        return values[k];
    }
}
