package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Outcome;
import mle.solve.Solution;

/**
 * The reverse projections of a known target p: the members q of a family at which D(q‖p) has a local minimum. It is differentiated
 * under the integral, with the score s of q: the gradient is E_q[s (log q − log p)], and the integrals are taken anew at every
 * point, so that the objective is deterministic and precise to rounding.
 */
public final class ReverseKl {
    private final Density target;

    private ReverseKl(Density target) {
        this.target = target;
    }

    /** The projections of a target. */
    public static ReverseKl of(Density target) {
        return new ReverseKl(target);
    }

    /** The projections onto a family: all local minima that were found, the lowest first. */
    public List<Projection> onto(Family family) {
        return onto(Mle.of(family));
    }

    /**
     * The projections onto a family with parameters held or a solver of one's own: all local minima that were found, the lowest
     * first; where there is none, one projection that says so.
     *
     * @throws IllegalArgumentException if the family has mass where the target has none, or its support ends at a free parameter
     */
    public List<Projection> onto(Mle asked) {
        long began = System.nanoTime();
        check(asked);
        Candidate candidate = new Candidate(asked.family(), asked.fixed());
        ReverseObjective objective = objective(candidate);
        ReverseStarts starts = ReverseStarts.of(target, asked, candidate, objective::value);
        Minima minima = Minima.of(objective, starts.finite(), asked.solver(), candidate::inOrder);
        List<Projection> projections = new ArrayList<>();
        for (Minima.Minimum m : minima.found()) {
            projections.add(projection(asked, candidate, m.solution(), began, minima.starts(), m.ended()));
        }
        projections.addAll(ReverseLimits.of(asked, minima, this::onto));
        if (projections.isEmpty()) {
            List<String> names = candidate.free().stream().map(Parameter::name).toList();
            Outcome outcome = endless(starts, candidate).orElseGet(() -> minima.ending(names));
            projections.add(Projection.noReverse(target, asked, outcome, minima.starts(), began));
        }
        projections.sort(Projection.LOWEST_FIRST);
        return List.copyOf(projections);
    }

    /** Says so where the divergence is infinite from every member at which a search would start. */
    private Optional<Outcome> endless(ReverseStarts starts, Candidate candidate) {
        if (!starts.finite().isEmpty() || starts.infinite().isEmpty()) {
            return Optional.empty();
        }
        Density q = Density.of(
                candidate.family().at(candidate.parameters(starts.infinite().get(0))));
        return Optional.of(Outcome.of(
                Outcome.Kind.NO_MAXIMUM,
                "the divergence is infinite from every member: "
                        + Divergence.within(q, target).note()));
    }

    private void check(Mle asked) {
        Family family = asked.family();
        Support support = asked.support();
        if (!support.ends().isEmpty()) {
            throw new IllegalArgumentException(family.name() + ": its support ends at "
                    + support.ends().get(0) + ", which must be held for a reverse projection (withFixed, or --fix)");
        }
        family.parameters().stream()
                .filter(p -> p.known() && !asked.fixed().containsKey(p.name()))
                .findFirst()
                .ifPresent(p -> {
                    throw new IllegalArgumentException(family.name() + ": " + p.name()
                            + " is a number of the design and must be given (withFixed, or --fix " + p.name()
                            + "=...)");
                });
        Component.requireOneKind(family.name(), family);
        if (target.isCounts() != support.integer()) {
            throw new IllegalArgumentException(family.name() + " needs " + support + ", " + target + " is "
                    + (target.isCounts() ? "of whole numbers" : "continuous"));
        }
        boolean below = support.lower() < target.end(-1);
        if (below || support.upper() > target.end(1)) {
            throw new IllegalArgumentException("the target " + target + " has no mass "
                    + (below ? "below " : "above ") + Density.number(target.end(below ? -1 : 1))
                    + ", where " + family.name() + " may have: their divergence from it is infinite");
        }
    }

    // ---- results ----

    private Projection projection(Mle asked, Candidate candidate, Solution s, long began, int starts, int best) {
        double[] values = candidate.parameters(candidate.inOrder(s.point()));
        Density q = Density.of(asked.family().at(values));
        return new Projection(
                Projection.Direction.REVERSE,
                target,
                asked.family(),
                Projection.INTERIOR,
                Projection.values(asked, values),
                Divergence.within(q, target),
                new Work(
                        asked.solver().name(),
                        s.iterations(),
                        s.evaluations(),
                        s.decrement(),
                        s.gradientNorm(),
                        (System.nanoTime() - began) / 1e9,
                        starts,
                        best));
    }

    /** D(q‖p), integrated over the line of q's own coordinate. */
    private ReverseObjective objective(Candidate candidate) {
        return new ReverseObjective(candidate.dimension(), (point, order, count) -> {
            Density q = Density.of(candidate.family().at(candidate.parameters(point)));
            return q.integrate(c -> functions(candidate, c, point, order), count, target.places())
                    .values();
        });
    }

    private Quadrature.Functions functions(Candidate candidate, Coordinate coordinate, double[] point, int order) {
        int n = candidate.dimension();
        DoubleUnaryOperator logP = target.in(coordinate);
        Candidate.LogDensity logQ = candidate.in(coordinate);
        logQ.set(point);
        double[] q = new double[logQ.count()];
        return (t, out) -> {
            logQ.at(t, q, 0);
            ReverseObjective.integrand(q, logP.applyAsDouble(t), n, order, out);
        };
    }
}
