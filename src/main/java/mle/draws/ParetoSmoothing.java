package mle.draws;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Importance weights whose largest are replaced by quantiles of a generalised Pareto distribution fitted to them (Vehtari, Simpson, Gelman,
 * Yao and Gabry 2024, J. Mach. Learn. Res. 25(72), 1-58). Its shape k tells how well importance sampling can work: moments of the weights
 * of order 1/k and above are infinite.
 *
 * @param logWeights the logarithms of the weights, which add up to 1
 * @param k the shape
 * @param logMean the logarithm of the mean of the weights before they were divided by their sum
 */
public record ParetoSmoothing(double[] logWeights, double k, double logMean) {
    private static final double LARGEST_SHARE = 0.2;

    private static final double LARGEST_BY_ROOT = 3;

    private static final int LEAST_TAIL = 5;

    /** Logarithms of weights that differ by less than this are equal but for rounding. */
    private static final double EQUAL = 1e-8;

    /** The smoothed weights of given logarithms of ratios. */
    public static ParetoSmoothing of(double[] logRatios) {
        int n = logRatios.length;
        double largest = Arrays.stream(logRatios).max().orElseThrow();
        double[] logs = Arrays.stream(logRatios).map(x -> x - largest).toArray();
        int[] order = IntStream.range(0, n)
                .boxed()
                .sorted((a, b) -> Double.compare(logs[a], logs[b]))
                .mapToInt(Integer::intValue)
                .toArray();
        int tail = (int) Math.min(LARGEST_SHARE * n, Math.ceil(LARGEST_BY_ROOT * Math.sqrt(n)));
        double k = 0;
        if (tail >= LEAST_TAIL && logs[order[n - tail]] < -EQUAL) {
            k = smooth(logs, order, tail);
        }
        double sum = 0;
        for (double log : logs) {
            sum += StrictMath.exp(log);
        }
        double logSum = StrictMath.log(sum);
        for (int i = 0; i < n; i++) {
            logs[i] -= logSum;
        }
        return new ParetoSmoothing(logs, k, largest + logSum - StrictMath.log(n));
    }

    private static double smooth(double[] logs, int[] order, int tail) {
        int first = order.length - tail;
        double cutoff = StrictMath.exp(logs[order[first - 1]]);
        double[] excess = new double[tail];
        for (int i = 0; i < tail; i++) {
            excess[i] = StrictMath.exp(logs[order[first + i]]) - cutoff;
        }
        double[] fit = paretoFit(excess);
        for (int i = 0; i < tail; i++) {
            double p = (i + 0.5) / tail;
            double quantile = fit[0] == 0
                    ? -fit[1] * StrictMath.log1p(-p)
                    : fit[1] * StrictMath.expm1(-fit[0] * StrictMath.log1p(-p)) / fit[0];
            logs[order[first + i]] = Math.min(0, StrictMath.log(cutoff + quantile));
        }
        return fit[0];
    }

    /**
     * Shape and scale of a generalised Pareto distribution, by Zhang and Stephens (2009, Technometrics 51, 316-325), the shape drawn a
     * little towards ½ as Vehtari et al. do.
     *
     * @param x the sample, in ascending order
     */
    private static double[] paretoFit(double[] x) {
        int n = x.length;
        int m = 30 + (int) Math.sqrt(n);
        double quartile = x[(int) (n / 4.0 + 0.5) - 1];
        double[] theta = new double[m];
        double[] logLikelihood = new double[m];
        for (int j = 0; j < m; j++) {
            theta[j] = 1 / x[n - 1] + (1 - Math.sqrt(m / (j + 0.5))) / (3 * quartile);
            double k = shape(theta[j], x);
            logLikelihood[j] = n * (StrictMath.log(-theta[j] / k) - k - 1);
        }
        double best = Arrays.stream(logLikelihood).max().orElseThrow();
        double sum = 0;
        double mean = 0;
        for (int j = 0; j < m; j++) {
            double weight = StrictMath.exp(logLikelihood[j] - best);
            sum += weight;
            mean += weight * theta[j];
        }
        double k = shape(mean / sum, x);
        double scale = -k / (mean / sum);
        return new double[] {(k * n + 5) / (n + 10), scale};
    }

    private static double shape(double theta, double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += StrictMath.log1p(-theta * value);
        }
        return sum / x.length;
    }

    /** How many equally weighted draws would tell as much: one over the sum of the squares of the weights. */
    public double effectiveSize() {
        double squares = 0;
        for (double log : logWeights) {
            squares += StrictMath.exp(2 * log);
        }
        return 1 / squares;
    }
}
