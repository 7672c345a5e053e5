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

/** Reverse projections that lie on an edge of the parameters, where a family becomes another. */
final class ReverseLimits {
    /** How far below the value of an edge a search towards it may end, and how far above, in nats. */
    private static final double BELOW = 1e-6;

    private static final double ABOVE = 1e-3;

    private ReverseLimits() {}

    /**
     * The projections at an edge to which searches went.
     *
     * @param asked the family and how it is searched
     * @param minima what the searches came to
     * @param onto all projections onto the family of an edge
     */
    static List<Projection> of(Mle asked, Minima minima, Function<Mle, List<Projection>> onto) {
        List<Projection> found = new ArrayList<>();
        boolean went =
                minima.others().stream().anyMatch(s -> Double.isFinite(s.jet().value()));
        for (Limit limit : went && asked.fixed().isEmpty() ? asked.family().limits() : List.<Limit>of()) {
            for (Projection edge : onto.apply(Mle.of(limit.family().get()).withSolver(asked.solver()))) {
                boolean reached = edge.outcome().kind().found()
                        && minima.others().stream()
                                .mapToDouble(
                                        s -> s.jet().value() - edge.divergence().divergence())
                                .anyMatch(above -> above > -BELOW && above < ABOVE);
                if (reached) {
                    found.add(at(limit, edge, asked.family()));
                }
            }
        }
        return found;
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
