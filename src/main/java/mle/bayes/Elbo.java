package mle.bayes;

import java.util.Arrays;
import java.util.List;
import mle.draws.NormalDraws;

/**
 * The evidence lower bound E log p(y | θ) + E log p(θ) + H(q), under q, in nats: the bound on the logarithm of the integral of likelihood
 * times prior, which it falls short of by D(q‖p). The entropy is that of the unknowns, not of their coordinates.
 *
 * @param logLikelihood E log p(y | θ); 0 for a log-density that was given as a whole
 * @param logPrior E log p(θ), or of a log-density that was given as a whole its expectation
 * @param entropy H(q)
 */
public record Elbo(double logLikelihood, double logPrior, double entropy) {
    /** The sum of the three. */
    public double value() {
        return logLikelihood + logPrior + entropy;
    }

    /** The bound of a normal distribution, by means over draws. */
    static Elbo of(Posterior posterior, FittedNormal q, NormalDraws draws) {
        double[] sums = new double[3];
        List<List<Term.Role>> roles = List.of(
                List.of(Term.Role.LIKELIHOOD),
                List.of(Term.Role.PRIOR, Term.Role.DENSITY),
                List.of(Term.Role.JACOBIAN));
        Posterior.Evaluation evaluation = posterior.evaluation(0);
        Derivatives at = new Derivatives(posterior.dimension(), posterior.pattern(), 0);
        double[] mean = q.mean();
        double[][] a = q.matrix();
        double[][] points = new double[mean.length][Derivatives.POINTS];
        int chunks = draws.count() / Derivatives.POINTS;
        for (int c = 0; c < chunks; c++) {
            for (int d = 0; d < mean.length; d++) {
                Arrays.fill(points[d], mean[d]);
                for (int k = 0; k < a[d].length; k++) {
                    double[] z = draws.dimension(k);
                    for (int s = 0; a[d][k] != 0 && s < Derivatives.POINTS; s++) {
                        points[d][s] += a[d][k] * z[c * Derivatives.POINTS + s];
                    }
                }
            }
            for (int k = 0; k < sums.length; k++) {
                evaluation.at(points, Derivatives.POINTS, at, roles.get(k));
                for (double value : at.value) {
                    sums[k] += value / draws.count();
                }
            }
        }
        return new Elbo(sums[0], sums[1], sums[2] + q.entropy());
    }
}
