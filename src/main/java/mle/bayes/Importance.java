package mle.bayes;

import java.util.Arrays;
import mle.draws.NormalDraws;
import mle.draws.ParetoSmoothing;
import mle.parallel.Crew;
import mle.solve.Cholesky;

/**
 * What importance sampling from a normal approximation tells of the posterior.
 *
 * @param summary means and standard deviations of the unknowns
 * @param paretoK the shape of the largest weights: below 0.5 they are well behaved, above 0.7 neither they nor the approximation can be
 *     relied upon; 0 where all weights are equal
 * @param effectiveSize how many independent draws from the posterior the weights are worth
 * @param logEvidence the logarithm of the integral of likelihood times prior; NaN where k is above 0.7, since then it is made of the weights
 *     that the smoothing put in the place of the largest
 * @param draws how many draws there were
 */
public record Importance(Summary summary, double paretoK, double effectiveSize, double logEvidence, int draws) {
    private static final int DRAWS = 8192;

    /** Above this, the weights are not to be relied upon (Vehtari et al. 2024). */
    public static final double UNRELIABLE = 0.7;

    /**
     * Samples from the normal distribution of the coordinates with a mean and a covariance AA'.
     *
     * @param packed that covariance
     */
    static Importance of(Posterior posterior, double[] mean, double[][] a, double[] packed, long seed) {
        double[][] z = NormalDraws.plain(a[0].length, DRAWS, seed);
        double[][] points = new double[mean.length][DRAWS];
        for (int d = 0; d < mean.length; d++) {
            Arrays.fill(points[d], mean[d]);
            for (int k = 0; k < a[d].length; k++) {
                Local.add(z[k], a[d][k], DRAWS, points[d]);
            }
        }
        double[] ratios = logRatios(posterior, mean, Cholesky.of(packed, mean.length), points);
        ParetoSmoothing smoothed = ParetoSmoothing.of(ratios);
        return new Importance(
                moments(posterior, points, smoothed.logWeights()),
                smoothed.k(),
                smoothed.effectiveSize(),
                smoothed.k() > UNRELIABLE ? Double.NaN : smoothed.logMean(),
                DRAWS);
    }

    private static double[] logRatios(Posterior posterior, double[] mean, Cholesky covariance, double[][] points) {
        double[] ratios = new double[DRAWS];
        double logNorm = -0.5 * (mean.length * StrictMath.log(2 * Math.PI) + covariance.logDeterminant());
        Crew.run(DRAWS / Derivatives.POINTS, () -> {
            Posterior.Evaluation evaluation = posterior.evaluation(0);
            Derivatives at = new Derivatives(mean.length, posterior.pattern(), 0);
            double[][] some = new double[mean.length][Derivatives.POINTS];
            double[] deviation = new double[mean.length];
            double[] solved = new double[mean.length];
            return chunk -> {
                int first = chunk * Derivatives.POINTS;
                for (int d = 0; d < mean.length; d++) {
                    System.arraycopy(points[d], first, some[d], 0, Derivatives.POINTS);
                }
                evaluation.at(some, Derivatives.POINTS, at);
                for (int s = 0; s < Derivatives.POINTS; s++) {
                    for (int d = 0; d < mean.length; d++) {
                        deviation[d] = some[d][s] - mean[d];
                    }
                    double logQ = logNorm - covariance.solve(deviation, solved) / 2;
                    // Where there is no density, there is no weight.
                    double log = at.value[s] - logQ;
                    ratios[first + s] = Double.isNaN(log) ? Double.NEGATIVE_INFINITY : log;
                }
            };
        });
        return ratios;
    }

    private static Summary moments(Posterior posterior, double[][] points, double[] logWeights) {
        double[] means = new double[points.length];
        double[] sds = new double[points.length];
        double[] weights = new double[logWeights.length];
        for (int s = 0; s < weights.length; s++) {
            weights[s] = StrictMath.exp(logWeights[s]);
        }
        for (int d = 0; d < points.length; d++) {
            double[] values = points[d].clone();
            for (int s = 0; s < values.length; s++) {
                values[s] = posterior.unknowns().get(d).domain().fromLine(values[s]);
                means[d] += weights[s] * values[s];
            }
            double square = 0;
            for (int s = 0; s < values.length; s++) {
                square += weights[s] * (values[s] - means[d]) * (values[s] - means[d]);
            }
            sds[d] = Math.sqrt(square);
        }
        return new Summary(means, sds);
    }
}
