package mle.bench;

import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.parallel.Crew;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Objective;
import mle.solve.Outcome;
import mle.solve.Solution;
import mle.solve.Solver;

/** A family with simulated data: what is fitted, and the objective that the fit minimises, at its minimum. */
final class Subject {
    private static final int SEEDS = 50;

    private final double[] values;
    private final Mle mle;
    private final Fit fit;
    private final Objective objective;
    private final double[][] points;
    private final Jet jet;
    private int turn;

    private Subject(double[] values, Mle mle, Fit fit, Listener listener) {
        this.values = values;
        this.mle = mle;
        this.fit = fit;
        this.objective = listener.objective;
        this.jet = new Jet(objective.dimension(), 2);
        double[] near = listener.point.clone();
        near[0] += 1e-7;
        this.points = new double[][] {listener.point, near};
    }

    /** The subject of a family: the first simulated sample whose fit has an interior maximum. */
    static Subject of(String family, int n) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            double[] values = Sample.of(family, n, seed);
            Mle mle = mle(family);
            Listener listener = new Listener(Newton.withDefaults());
            Fit fit = mle.withSolver(listener).fitTo(EmpiricalDistribution.of(values));
            if (fit.outcome().kind() == Outcome.Kind.CONVERGED) {
                return new Subject(values, mle, fit, listener);
            }
        }
        throw new IllegalStateException(family + ": no sample of " + n + " with an interior maximum");
    }

    /** The question asked of a family. */
    static Mle mle(String name) {
        Mle mle = Mle.of(family(name));
        for (Map.Entry<String, Double> known : Sample.known(name).entrySet()) {
            mle = mle.withFixed(known.getKey(), known.getValue());
        }
        return mle;
    }

    static Family family(String name) {
        return Families.find(name)
                .orElseThrow(() -> new IllegalArgumentException("benchmarks: no family '" + name + "'"));
    }

    /** Sets how many threads the library may use from here on. */
    static void threads(int threads) {
        Crew.setThreads(threads);
    }

    /** One full evaluation: value, gradient, Hessian; at two points by turns, so that no result can be kept. */
    double evaluate() {
        turn ^= 1;
        objective.at(points[turn], jet);
        return jet.value();
    }

    /** One whole fit with standard errors, from the bare array. */
    double refit() {
        return mle.fitTo(EmpiricalDistribution.of(values)).logLikelihood();
    }

    Fit fit() {
        return fit;
    }

    double[] values() {
        return values;
    }

    /** A solver that remembers what it was asked to minimise, and where the best minimum was. */
    private static final class Listener implements Solver {
        private final Solver solver;
        private Objective objective;
        private double[] point;
        private double best = Double.POSITIVE_INFINITY;

        Listener(Solver solver) {
            this.solver = solver;
        }

        @Override
        public Solution minimise(Objective f, double[] start) {
            Solution found = solver.minimise(f, start);
            // Searches over many rows begin with few of them: what counts is the last objective, over all.
            boolean another = objective == null || f.weight() > objective.weight();
            if (another || f.weight() == objective.weight() && found.jet().value() < best) {
                best = found.jet().value();
                objective = f;
                point = found.point().clone();
            }
            return found;
        }

        @Override
        public String name() {
            return solver.name();
        }
    }
}
