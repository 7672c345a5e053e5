package mle.divergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.solve.Objective;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;
import mle.solve.Solver;
import mle.solve.Status;

/**
 * What searches from several starts came to.
 *
 * @param found the distinct local minima, the lowest first
 * @param others the searches that ended at none
 * @param starts how many searches there were
 */
record Minima(List<Minimum> found, List<Solution> others, int starts) {
    private static final double SAME = 1e-6;

    /** A share of the direction that counts. */
    private static final double SOME = 0.05;

    /**
     * A local minimum.
     *
     * @param solution where it is
     * @param ended how many searches ended there
     */
    record Minimum(Solution solution, int ended) {}

    /** Searches from all starts. */
    static Minima of(Objective objective, List<double[]> starts, Solver solver) {
        return of(objective, starts, solver, point -> point);
    }

    /**
     * Searches from all starts.
     *
     * @param inOrder the point in place of which another stands for the same distribution
     */
    static Minima of(Objective objective, List<double[]> starts, Solver solver, UnaryOperator<double[]> inOrder) {
        List<Minimum> found = new ArrayList<>();
        List<Solution> others = new ArrayList<>();
        for (double[] start : starts) {
            Solution s = solver.minimise(objective, start);
            if (s.converged()) {
                int known = indexOf(found, s, inOrder);
                if (known < 0) {
                    found.add(new Minimum(s, 1));
                } else {
                    Minimum m = found.get(known);
                    found.set(known, new Minimum(m.solution, m.ended + 1));
                }
            } else {
                others.add(s);
            }
        }
        found.sort(Comparator.comparingDouble(m -> m.solution.jet().value()));
        return new Minima(List.copyOf(found), others, starts.size());
    }

    private static int indexOf(List<Minimum> found, Solution s, UnaryOperator<double[]> inOrder) {
        double[] own = inOrder.apply(s.point());
        for (int k = 0; k < found.size(); k++) {
            double apart = 0;
            double[] point = inOrder.apply(found.get(k).solution.point());
            for (int i = 0; i < point.length; i++) {
                apart = Math.max(apart, Math.abs(point[i] - own[i]) / Math.max(1, Math.abs(own[i])));
            }
            if (apart < SAME) {
                return k;
            }
        }
        return -1;
    }

    /** The lowest value reached by a search that ended at no minimum. */
    Optional<Solution> lowestOther() {
        return others.stream()
                .filter(s -> Double.isFinite(s.jet().value()))
                .min(Comparator.comparingDouble(s -> s.jet().value()));
    }

    /**
     * Why there is no minimum, where none was found.
     *
     * @param names of the coordinates
     */
    Outcome ending(List<String> names) {
        if (starts == 0) {
            return Outcome.of(
                    Kind.NOT_REACHED,
                    "the divergence from the target is infinite wherever a search would start: members have mass where it has none");
        }
        Optional<Solution> lowest = lowestOther();
        boolean told = lowest.isPresent()
                && (lowest.get().status() == Status.RUNAWAY || lowest.get().status() == Status.FLAT);
        if (!told) {
            return Outcome.of(
                    Kind.NOT_REACHED,
                    "no search ended at an interior minimum; "
                            + lowest.map(Solution::message).orElse("none was finite"));
        }
        Map<String, Double> direction = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            double d = lowest.get().direction()[i];
            if (Math.abs(d) > SOME) {
                direction.put(names.get(i), d);
            }
        }
        List<String> moved = List.copyOf(direction.keySet());
        return lowest.get().status() == Status.FLAT
                ? new Outcome(
                        Kind.NOT_IDENTIFIED,
                        "the divergence does not change along a direction in " + String.join(", ", moved),
                        moved,
                        direction)
                : new Outcome(
                        Kind.NO_MAXIMUM,
                        "the divergence keeps falling as " + String.join(", ", moved)
                                + " goes to an edge of the parameters: there is no minimum inside",
                        moved,
                        direction);
    }
}
