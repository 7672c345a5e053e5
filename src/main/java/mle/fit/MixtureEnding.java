package mle.fit;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import mle.family.Limit;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;
import mle.solve.Status;

/** Where searches of a mixture end at no maximum of all its components: one collapses, lies within an interval or is not needed. */
final class MixtureEnding {
    /** The variance on a log or logit scale above which nothing is known of a weight. */
    private static final double NOTHING_KNOWN = 1e4;

    private final Mle asked;
    private final FamilyPlan plan;
    private final Search search;
    private final Components mixed;
    private final Report report;
    private final Neighbourhood around;
    private final Optional<LimitFit> limits;

    MixtureEnding(Report report, Components mixed, Neighbourhood around, Optional<LimitFit> limits) {
        this.mixed = mixed;
        this.report = report;
        this.asked = report.asked();
        this.plan = report.plan();
        this.search = report.search();
        this.around = around;
        this.limits = limits;
    }

    /** The component of a mixture that collapsed in a search, or could. */
    Optional<Components.Standing> collapse() {
        return search.elsewhere().collapses().stream()
                .findFirst()
                .or(() -> search.solution().flatMap(mixed::collapsible));
    }

    /** Where a component lies within one interval of the data, or could and be better there than where a search ended. */
    Optional<Fit> withinAnInterval(Solution s) {
        Optional<Enclosed> enclosed = mixed.enclosed(s);
        if (enclosed.isEmpty() && !s.converged()) {
            enclosed = mixed.higher(s, search).flatMap(mixed::enclosed);
        }
        return enclosed.isEmpty()
                ? Optional.empty()
                : Optional.of(report.at(
                        s,
                        Outcome.of(
                                Kind.NOT_IDENTIFIED,
                                "the likelihood is highest where "
                                        + enclosed.get().describe()
                                        + ": the data don't tell where in it, nor how narrow")));
    }

    /**
     * The fit without a component, if that is as good. Then the likelihood is flat where the component has no weight and where
     * it equals another one, and a search ends anywhere there.
     */
    Optional<Fit> withFewerComponents(Solution s) {
        if (asked.family().components().isEmpty() || s.converged() && isDetermined(s)) {
            return Optional.empty();
        }
        if (mixed.collapsible(s).isPresent()) {
            // There is no maximum where a component has no weight: given some, on a single value, it gains without end.
            boolean apart = s.converged() || s.status() == Status.FLAT || isOfWeight(around.wanderer(s));
            return apart
                    ? Optional.of(report.at(s, Outcome.of(Kind.NOT_REACHED, "the components are not told apart")))
                    : Optional.empty();
        }
        Set<String> tried = new HashSet<>();
        for (Limit limit : asked.family().limits()) {
            boolean vanishes = !Double.isInfinite(limit.edge());
            Optional<Fit> fit = vanishes && tried.add(limit.family().get().name())
                    ? limits.orElseThrow().in(limit)
                    : Optional.empty();
            if (fit.isPresent()) {
                return fit;
            }
        }
        return Optional.empty();
    }

    /** Whether a coordinate is that of the weight of a component. */
    private boolean isOfWeight(int coordinate) {
        String name = coordinate < 0 ? "" : plan.searched().get(coordinate).name();
        return asked.family().limits().stream()
                .anyMatch(l -> l.parameter().equals(name) && !Double.isInfinite(l.edge()));
    }

    /** Whether the sample tells each parameter on a log or logit scale, and so the weights, to a standard error below 100. */
    private boolean isDetermined(Solution s) {
        double[] covariance = report.inverse(s.jet());
        for (int i = 0; i < s.point().length; i++) {
            if (!plan.onLine(i) && !(covariance[i * (i + 3) / 2] < NOTHING_KNOWN)) {
                return false;
            }
        }
        return true;
    }
}
