package mle.bayes;

import java.util.List;
import mle.family.Parameter;
import mle.solve.Cholesky;
import mle.solve.Newton;
import mle.solve.Outcome;
import mle.solve.Solution;

/**
 * Laplace's approximation of a posterior: the normal distribution of the coordinates of the unknowns about the mode of their density, with
 * the inverse of the negative Hessian there as its covariance.
 */
public final class Laplace {
    private static final double TOLERANCE = 1e-9;

    /** Where so many steps don't lead to a mode there is most often none: a variance that goes to zero with what it is the variance of. */
    private static final int ITERATIONS = 100;

    private final Posterior posterior;
    private final Solution solution;

    private Laplace(Posterior posterior, Solution solution) {
        this.posterior = posterior;
        this.solution = solution;
    }

    /** The approximation of a posterior. */
    public static Laplace of(Posterior posterior) {
        return new Laplace(
                posterior,
                new Newton(TOLERANCE, ITERATIONS)
                        .minimise(new NegativeLogDensity(posterior), new double[posterior.dimension()]));
    }

    /** Whether there is a mode, and it was found. */
    public Outcome outcome() {
        List<String> names = posterior.unknowns().stream().map(Parameter::name).toList();
        return Endings.outcome(solution, names, "mode", "the density of the coordinates");
    }

    /** The coordinates of the mode. */
    double[] line() {
        return solution.point();
    }

    /** The packed negative Hessian at the mode. */
    double[] precision() {
        return solution.jet().hessian();
    }

    /** Means and standard deviations of the unknowns; none where there is no mode. */
    public Summary summary() {
        int dimension = posterior.dimension();
        double[] means = new double[dimension];
        double[] sds = new double[dimension];
        double[] covariance =
                solution.converged() ? Cholesky.of(precision(), dimension).inverse() : new double[0];
        for (int d = 0; d < dimension; d++) {
            boolean known = solution.converged();
            Marginal marginal = Marginal.of(
                    posterior.unknowns().get(d).domain(),
                    known ? line()[d] : Double.NaN,
                    known ? Math.sqrt(covariance[d * (d + 1) / 2 + d]) : Double.NaN);
            means[d] = marginal.mean();
            sds[d] = marginal.sd();
        }
        return new Summary(means, sds);
    }
}
