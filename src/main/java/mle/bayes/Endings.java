package mle.bayes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.solve.Outcome;
import mle.solve.Solution;

/** What searches for a maximum came to, in the words of the unknowns. */
final class Endings {
    private static final double NEGLIGIBLE = 1e-9;

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
}
