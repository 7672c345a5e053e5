package mle.fit;

import java.util.List;
import java.util.Optional;
import mle.solve.Cholesky;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/**
 * A direction along which coefficients go to infinity and the likelihood never falls: then it has no maximum (Rockafellar 1970,
 * Convex Analysis, theorem 27.1; for separated data Albert and Anderson 1984, Biometrika 71, 1-10). The evidence is the
 * likelihood itself, far out along that direction.
 */
final class Recession {
    /** Newton steps that make the direction precise: each leaves the other coordinates a fixed share of what they were off. */
    private static final int STEPS = 15;

    /** Where the likelihood is looked at, in steps of one unit of standardised coefficients. */
    private static final double[] DISTANCES = {0, 1, 2, 4, 8, 16, 32, 64};

    /** Nats that rounding may hide. */
    private static final double HIDDEN = 1e-6;

    private static final double STEADY = 0.5;

    private final RegressionObjective objective;
    private double[] point;
    private double[] direction;

    Recession(RegressionObjective objective, Solution s) {
        this.objective = objective;
        this.point = s.point().clone();
        this.direction =
                s.direction().length > 0 ? s.direction().clone() : s.point().clone();
        walk();
        normalise();
    }

    /** Goes on with Newton's steps while they lead down and stay as long. */
    private void walk() {
        Jet jet = new Jet(objective.dimension(), 2);
        for (int k = 0; k < STEPS; k++) {
            objective.at(point, jet);
            Cholesky cholesky = jet.isFinite() ? Cholesky.of(jet.hessian(), jet.dimension()) : null;
            if (cholesky == null || !cholesky.positiveDefinite()) {
                return;
            }
            double[] step = new double[point.length];
            cholesky.solve(jet.gradient(), step);
            double[] next = new double[point.length];
            for (int i = 0; i < next.length; i++) {
                step[i] = -step[i];
                next[i] = point[i] + step[i];
            }
            if (!(objective.value(next) < jet.value())) {
                return;
            }
            point = next;
            direction = step;
        }
    }

    private void normalise() {
        double most = 0;
        for (double d : direction) {
            most = Math.max(most, Math.abs(d));
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] = most > 0 ? direction[i] / most : 0;
        }
    }

    private double nats(double distance) {
        double[] there = point.clone();
        for (int i = 0; i < there.length; i++) {
            there[i] += distance * direction[i];
        }
        return -objective.weight() * objective.value(there);
    }

    /** What the likelihood far out says, if it says anything. */
    Optional<Outcome> outcome(RegressionReport report) {
        double[] likelihood = new double[DISTANCES.length];
        boolean finite = true;
        for (int k = 0; k < likelihood.length; k++) {
            likelihood[k] = nats(DISTANCES[k]);
            finite &= Double.isFinite(likelihood[k]);
        }
        double first = likelihood[1] - likelihood[0];
        boolean rises = finite;
        boolean steady = finite && first > HIDDEN;
        for (int k = 1; k < likelihood.length; k++) {
            double gain = likelihood[k] - likelihood[k - 1];
            rises &= gain >= -HIDDEN;
            steady &= gain > STEADY * first * (DISTANCES[k] - DISTANCES[k - 1]);
        }
        int last = likelihood.length - 1;
        double size = 0;
        for (double d : direction) {
            size = Math.max(size, Math.abs(d));
        }
        if (!rises || !(size > 0)) {
            return Optional.empty();
        }
        if (steady) {
            return Optional.of(new Outcome(
                    Kind.UNBOUNDED,
                    "the likelihood grows without end along a direction",
                    List.of(),
                    report.direction(direction)));
        }
        if (likelihood[last] - likelihood[last - 1] > HIDDEN) {
            return Optional.empty();
        }
        return Optional.of(new Outcome(
                Kind.NO_MAXIMUM,
                "the likelihood rises to a bound that it reaches only as coefficients go to infinity along a direction,"
                        + " as where a combination of the columns separates the data",
                List.of(),
                report.direction(direction)));
    }
}
