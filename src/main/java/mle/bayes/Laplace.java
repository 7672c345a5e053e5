package mle.bayes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.family.Parameter;
import mle.solve.Cholesky;
import mle.solve.Newton;
import mle.solve.Outcome;
import mle.solve.Solution;
import mle.solve.Status;

/**
 * Laplace's approximation of a posterior: the normal distribution of the coordinates of the unknowns about the mode of their density, with
 * the inverse of the negative Hessian there as its covariance.
 */
public final class Laplace {
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
                Newton.withDefaults().minimise(new NegativeLogDensity(posterior), new double[posterior.dimension()]));
    }

    /** Whether there is a mode, and it was found. */
    public Outcome outcome() {
        return outcome(posterior, solution, "mode", "the density of the coordinates");
    }

    /** What a search came to. */
    static Outcome outcome(Posterior posterior, Solution s, String what, String of) {
        List<Parameter> unknowns = posterior.unknowns();
        Map<String, Double> direction = new LinkedHashMap<>();
        for (int d = 0; d < unknowns.size() && d < s.direction().length; d++) {
            if (Math.abs(s.direction()[d]) > 1e-9) {
                direction.put(unknowns.get(d).name(), s.direction()[d]);
            }
        }
        Outcome.Kind kind = s.status() == Status.CONVERGED
                ? Outcome.Kind.CONVERGED
                : s.status() == Status.RUNAWAY
                        ? Outcome.Kind.UNBOUNDED
                        : s.status() == Status.FLAT ? Outcome.Kind.NOT_IDENTIFIED : Outcome.Kind.NOT_REACHED;
        String message = switch (kind) {
            case CONVERGED -> what + ": gradient zero, Hessian positive definite";
            case UNBOUNDED -> "no " + what + ": " + of + " keeps rising without end";
            case NOT_IDENTIFIED -> "no single " + what + ": " + of + " is constant along a direction";
            default -> "no " + what + " was reached: " + s.message();
        };
        return new Outcome(kind, message, List.of(), direction);
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
