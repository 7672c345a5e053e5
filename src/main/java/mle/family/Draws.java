package mle.family;

import java.util.Arrays;
import java.util.SplittableRandom;
import mle.expr.Function;
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

    /**
     * A Poisson variable: for small means as many uniforms as their product takes to fall below exp(-mean), for others by
     * transformed rejection (H&ouml;rmann 1993, Insurance: Mathematics and Economics 12, 39-45, algorithm PTRS).
     */
    double poisson(double mean) {
        if (mean < 10) {
            double bound = StrictMath.exp(-mean);
            int count = 0;
            for (double product = uniform(); product > bound; product *= uniform()) {
                count++;
            }
            return count;
        }
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double quick = 0.9277 - 3.6224 / (b - 2);
        double logMean = StrictMath.log(mean);
        while (true) {
            double u = uniform() - 0.5;
            double v = uniform();
            double rest = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / rest + b) * u + mean + 0.43);
            if (rest >= 0.07 && v <= quick) {
                return k;
            }
            boolean outside = k < 0 || rest < 0.013 && v > rest;
            if (!outside
                    && StrictMath.log(v * inverse / (a / (rest * rest) + b))
                            <= k * logMean - mean - Function.LGAMMA.at(k + 1)) {
                return k;
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
