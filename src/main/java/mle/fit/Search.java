package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mle.solve.Solution;

/**
 * What the searches from several starts came to.
 *
 * @param solution the best of them, if there is one; of a mixture, one in which no component collapses
 * @param starts how many starts there were
 * @param best how many of them lead to the best
 * @param elsewhere where the others lead
 * @param rows of how many rows the searches were that are counted; 0 for all
 */
record Search(Optional<Solution> solution, int starts, int best, Elsewhere elsewhere, int rows) {
    /**
     * Where searches lead but to the best maximum.
     *
     * @param lower how many to lower maxima
     * @param spurious those that say nothing of the sample, as the maxima of a mixture with a component on no more observations
     *     than it has parameters, or within one interval of censored data
     * @param collapses the components of a mixture that collapse on a value
     * @param none how many to no maximum
     */
    record Elsewhere(int lower, List<Solution> spurious, List<Components.Standing> collapses, int none) {
        static final Elsewhere NOWHERE = new Elsewhere(0, List.of(), List.of(), 0);
    }

    /** Without a place to start from. */
    static Search none() {
        return new Search(Optional.empty(), 0, 0, Elsewhere.NOWHERE, 0);
    }

    /** The same with a solution at another place. */
    Search at(Solution other) {
        return new Search(Optional.of(other), starts, best, elsewhere, rows);
    }

    /** Whether it ended at a maximum that is not far out on a log or logit scale. */
    boolean inside(FamilyPlan plan, double reach) {
        return solution.isPresent() && solution.get().converged() && plan.farOut(solution.get(), reach) < 0;
    }

    boolean isConverged() {
        return solution.isPresent() && solution.get().converged();
    }

    /** Whether several searches in a sample that is not small came to one place. */
    boolean allLeadThere(double observations) {
        return starts > 2 && best == starts && observations >= Searches.SETTLED;
    }

    /** How many searches ended where, in words. */
    String describe() {
        if (starts <= 1) {
            return "";
        }
        StringBuilder text = new StringBuilder("; " + best + " of " + starts);
        text.append(rows == 0 ? "" : " searches over " + rows + " rows").append(rows == 0 ? " starts" : "");
        text.append(" lead here");
        List<String> others = new ArrayList<>();
        add(others, elsewhere.lower, elsewhere.lower == 1 ? "a lower maximum" : "lower maxima");
        add(others, elsewhere.spurious.size(), "where the likelihood says nothing of the sample");
        add(others, elsewhere.collapses.size(), "a component that collapses on a value");
        add(others, elsewhere.none, "no maximum");
        return others.isEmpty() ? text.toString() : text + ", " + String.join(", ", others);
    }

    private static void add(List<String> to, int count, String where) {
        if (count > 0) {
            to.add(count + " to " + where);
        }
    }
}
