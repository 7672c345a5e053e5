package mle.family;

import java.util.Arrays;
import java.util.SplittableRandom;
import mle.expr.NormalQuantile;

/** Numbers drawn at random, the same on every machine. */
final class Draws {
    private final SplittableRandom random;

    Draws(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Between 0 and 1, neither of which is drawn. */
    double uniform() {
        return (random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53;
    }

    /** Standard normal, by inversion. */
    double normal() {
        return NormalQuantile.at(uniform());
    }

    /**
     * The logarithm of a gamma variable of rate 1, which may itself be too small for a double (Marsaglia and Tsang 2000, ACM
     * Trans. Math. Softw. 26, 363-372).
     */
    double logGamma(double shape) {
        if (shape < 1) {
            return logGamma(shape + 1) + StrictMath.log(uniform()) / shape;
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            if (v > 0) {
                double cube = 3 * StrictMath.log(v);
                double accept = 0.5 * x * x + d - d * v * v * v + d * cube;
                if (StrictMath.log(uniform()) < accept) {
                    return StrictMath.log(d) + cube;
                }
            }
        }
    }

    /** Fills a row with gamma variables of these shapes over their sum: a point of the simplex. */
    void shares(double[] shapes, double[] row) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < shapes.length; i++) {
            row[i] = logGamma(shapes[i]);
            largest = Math.max(largest, row[i]);
        }
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = StrictMath.exp(row[i] - largest);
            sum += row[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= sum;
        }
    }

    /** Fills a row with the counts of so many draws of a category. */
    void counts(double total, double[] probabilities, double[] row) {
        Arrays.fill(row, 0);
        for (int k = 0; k < total; k++) {
            double u = uniform();
            int i = 0;
            while (i < row.length - 1 && u > probabilities[i]) {
                u -= probabilities[i++];
            }
            row[i]++;
        }
    }
}
