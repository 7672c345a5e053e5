package mle.bayes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.family.Parameter;
import mle.fit.Digits;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Solution;

/** What searches for a maximum came to, in the words of the unknowns. */
final class Endings {
    private static final double NEGLIGIBLE = 1e-9;

    /** So many times the curvature at its start allows, a distribution is wider than any that has an end. */
    private static final double WIDE = 1e6;

    private Endings() {}

    /**
     * The outcome of a search.
     *
     * @param names what each coordinate of the search is called
     * @param what what was sought
     * @param of what it is a maximum of
     */
    static Outcome outcome(Solution s, List<String> names, String what, String of) {
        Map<String, Double> direction = new LinkedHashMap<>();
        for (int d = 0; d < s.direction().length; d++) {
            if (Math.abs(s.direction()[d]) > NEGLIGIBLE) {
                direction.put(names.get(d), s.direction()[d]);
            }
        }
        Outcome.Kind kind = switch (s.status()) {
            case CONVERGED -> Outcome.Kind.CONVERGED;
            case RUNAWAY -> Outcome.Kind.UNBOUNDED;
            case FLAT -> Outcome.Kind.NOT_IDENTIFIED;
            case NOT_REACHED -> Outcome.Kind.NOT_REACHED;
        };
        String message = switch (s.status()) {
            case CONVERGED -> what + ": gradient zero, Hessian positive definite";
            case RUNAWAY -> "no " + what + ": " + of + " keeps rising without end";
            case FLAT -> "no single " + what + ": " + of + " is constant along a direction";
            case NOT_REACHED -> "no " + what + " was reached: " + s.message();
        };
        return new Outcome(kind, message, List.of(), direction);
    }

    /**
     * The outcome of a search for the largest evidence lower bound.
     *
     * @param starts what is told of other starts
     */
    static Outcome ofBound(
            NegativeElbo objective, NormalShape shape, Solution s, List<Parameter> unknowns, int draws, String starts) {
        List<String> names = shape.names(unknowns);
        Outcome outcome =
                outcome(s, names, "maximum of the evidence lower bound", "the bound over " + draws + " draws");
        if (outcome.kind() == Outcome.Kind.CONVERGED) {
            return Outcome.of(outcome.kind(), "local " + outcome.message() + "; " + starts);
        }
        Map<String, Double> direction = outcome.direction();
        if (outcome.kind() != Outcome.Kind.UNBOUNDED) {
            int wide = widening(objective, shape, s);
            if (wide < 0) {
                return outcome;
            }
            direction = Map.of(names.get(wide), 1.0);
        }
        return new Outcome(
                Outcome.Kind.UNBOUNDED,
                "no maximum of the evidence lower bound: the bound over " + draws
                        + " draws keeps rising without end, as it does where the posterior is improper",
                List.of(),
                direction);
    }

    /** With a warning of importance sampling where it has one. */
    static Outcome with(Outcome outcome, Importance importance) {
        return importance.paretoK() > Importance.UNRELIABLE
                ? new Outcome(
                        outcome.kind(),
                        outcome.message() + "; Pareto's k of " + Digits.fixed(importance.paretoK(), 2) + " is above "
                                + Importance.UNRELIABLE + ": don't rely on it",
                        outcome.parameters(),
                        outcome.direction())
                : outcome;
    }

    /** A standard deviation that has become very wide and of which twice as much has a bound higher by half of log 2 still, or -1. */
    private static int widening(NegativeElbo objective, NormalShape shape, Solution s) {
        for (int p = shape.dimension(); p < 2 * shape.dimension(); p++) {
            if (Math.abs(s.point()[p]) > WIDE) {
                double[] wider = s.point().clone();
                wider[p] *= 2;
                Jet jet = new Jet(shape.size(), 0);
                objective.at(wider, jet);
                if (s.jet().value() - jet.value() > StrictMath.log(2) / 2) {
                    return p;
                }
            }
        }
        return -1;
    }
}
