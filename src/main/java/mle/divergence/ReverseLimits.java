package mle.divergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import mle.family.Family;
import mle.family.Limit;
import mle.family.Parameter;
import mle.fit.Mle;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/** Reverse projections that lie on an edge of the parameters, where a family becomes another. */
final class ReverseLimits {
    /** How far above the lowest value that a search reached the edge may be, in nats. */
    private static final double CLOSE = 1e-6;

    private ReverseLimits() {}

    /**
     * The projection at an edge to which searches went, if there is one.
     *
     * @param asked the family and how it is searched
     * @param minima what the searches came to
     * @param onto all projections onto the family of an edge
     */
    static Optional<Projection> of(Mle asked, Minima minima, Function<Mle, List<Projection>> onto) {
        Family family = asked.family();
        Optional<Solution> lowest = minima.lowestOther();
        if (lowest.isEmpty() || !asked.fixed().isEmpty()) {
            return Optional.empty();
        }
        for (Limit limit : family.limits()) {
            Projection edge = onto.apply(Mle.of(limit.family().get()).withSolver(asked.solver()))
                    .get(0);
            boolean reached = edge.outcome().kind().found()
                    && edge.divergence().divergence() < lowest.get().jet().value() + CLOSE;
            if (reached) {
                return Optional.of(at(limit, edge, family));
            }
        }
        return Optional.empty();
    }

    private static Projection at(Limit limit, Projection edge, Family family) {
        Map<String, Double> values = new HashMap<>(limit.values());
        for (Projection.Value v : edge.parameters()) {
            Optional.ofNullable(limit.names().get(v.name())).ifPresent(own -> values.put(own, v.value()));
        }
        List<Projection.Value> parameters = new ArrayList<>();
        List<String> onEdge = new ArrayList<>();
        for (Parameter p : family.parameters()) {
            double value = values.getOrDefault(p.name(), Double.NaN);
            parameters.add(new Projection.Value(p.name(), value, false));
            if (!p.domain().contains(value)) {
                onEdge.add(p.name());
            }
        }
        Outcome outcome = new Outcome(
                Kind.BOUNDARY,
                "the minimum lies on the edge, " + limit.way() + ", where the family is "
                        + limit.family().get().name(),
                onEdge,
                Map.of());
        return new Projection(
                edge.direction(), edge.target(), family, outcome, parameters, edge.divergence(), edge.work());
    }
}
