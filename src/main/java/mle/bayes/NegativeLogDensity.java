package mle.bayes;

import java.util.List;
import mle.solve.Jet;
import mle.solve.Objective;

/** Minus the log-density of the coordinates of the unknowns. */
final class NegativeLogDensity implements Objective {
    private final Posterior posterior;
    private final List<Term.Role> roles;
    private final double[][] point;
    private final Posterior.Evaluation[] evaluations = new Posterior.Evaluation[3];
    private final Derivatives[] derivatives = new Derivatives[3];

    NegativeLogDensity(Posterior posterior) {
        this(posterior, List.of(Term.Role.values()));
    }

    /** Minus the sum of some of its terms. */
    NegativeLogDensity(Posterior posterior, List<Term.Role> roles) {
        this.posterior = posterior;
        this.roles = roles;
        this.point = new double[posterior.dimension()][1];
    }

    @Override
    public int dimension() {
        return point.length;
    }

    @Override
    public void at(double[] line, Jet out) {
        int order = out.order();
        if (evaluations[order] == null) {
            evaluations[order] = posterior.evaluation(order);
            derivatives[order] = new Derivatives(point.length, posterior.pattern(), order);
        }
        for (int d = 0; d < line.length; d++) {
            point[d][0] = line[d];
        }
        Derivatives at = derivatives[order];
        evaluations[order].at(point, 1, at, roles);
        out.fill(0);
        out.setValue(-at.value[0]);
        for (int d = 0; d < out.gradient().length; d++) {
            out.gradient()[d] = -at.gradient[d][0];
        }
        Pattern pattern = posterior.pattern();
        for (int t = 0; order >= 2 && t < pattern.size(); t++) {
            int i = pattern.rows()[t];
            out.hessian()[i * (i + 1) / 2 + pattern.columns()[t]] = -at.hessian[t][0];
        }
    }
}
