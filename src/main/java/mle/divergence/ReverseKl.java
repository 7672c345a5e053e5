package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Jet;
import mle.solve.Objective;
import mle.solve.Outcome;
import mle.solve.Solution;

/**
 * The reverse projections of a known target p: the members q of a family at which D(q‖p) has a local minimum. It is differentiated
 * under the integral, with the score s of q: the gradient is E_q[s (log q − log p)], and the integrals are taken anew at every
 * point, so that the objective is deterministic and precise to rounding.
 */
public final class ReverseKl {
    static final double WEIGHT = 1000;

    /** A log-density below which there is nothing. */
    private static final double NOTHING = -300;

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
        ReverseObjective objective = new ReverseObjective(target, candidate);
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
            projections.add(nothing(asked, began, minima.starts(), outcome));
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
        List<Projection.Value> parameters = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String name = asked.family().parameters().get(i).name();
            parameters.add(new Projection.Value(name, values[i], asked.fixed().containsKey(name)));
        }
        return new Projection(
                Projection.Direction.REVERSE,
                target,
                asked.family(),
                Projection.INTERIOR,
                parameters,
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

    private Projection nothing(Mle asked, long began, int starts, Outcome outcome) {
        return new Projection(
                Projection.Direction.REVERSE,
                target,
                asked.family(),
                outcome,
                asked.family().parameters().stream()
                        .map(p -> new Projection.Value(
                                p.name(),
                                asked.fixed().getOrDefault(p.name(), Double.NaN),
                                asked.fixed().containsKey(p.name())))
                        .toList(),
                Divergence.NONE,
                new Work(
                        asked.solver().name(),
                        0,
                        0,
                        Double.NaN,
                        Double.NaN,
                        (System.nanoTime() - began) / 1e9,
                        starts,
                        0));
    }

    /**
     * What is integrated against q for D(q‖p) and its derivatives: 1, log q − log p, the score times that, and for the Hessian
     * (s s' + ∇² log q)(log q − log p) + s s'.
     *
     * @param q log q, its gradient s and the lower triangle of its Hessian
     * @param n how many parameters there are
     * @param order of the derivatives that are asked for
     */
    static void integrand(double[] q, double logP, int n, int order, double[] out) {
        double excess = q[0] - logP;
        out[0] = 1;
        out[1] = excess;
        for (int i = 0, k = 0; order > 0 && i < n; i++) {
            double score = q[1 + i];
            out[2 + i] = orNothing(score * excess, q[0]);
            for (int j = 0; order > 1 && j <= i; j++, k++) {
                double square = score * q[1 + j];
                out[2 + n + k] = orNothing((square + q[1 + n + k]) * excess + square, q[0]);
            }
        }
    }

    /** A derivative, or 0 where a number of its formula is too large and the density is nothing. */
    private static double orNothing(double derivative, double logDensity) {
        return Double.isFinite(derivative) || !(logDensity < NOTHING) ? derivative : 0;
    }

    /** D(q‖p) as a function of the parameters of q on the line. */
    private static final class ReverseObjective implements Objective {
        private final Density target;
        private final Candidate candidate;

        ReverseObjective(Density target, Candidate candidate) {
            this.target = target;
            this.candidate = candidate;
        }

        @Override
        public int dimension() {
            return candidate.dimension();
        }

        @Override
        public double weight() {
            return WEIGHT;
        }

        double value(double[] point) {
            Jet jet = new Jet(dimension(), 0);
            at(point, jet);
            return jet.value();
        }

        @Override
        public void at(double[] point, Jet out) {
            int n = dimension();
            int count = 2 + (out.order() > 0 ? n : 0) + (out.order() > 1 ? n * (n + 1) / 2 : 0);
            double[] values;
            try {
                Density q = Density.of(candidate.family().at(candidate.parameters(point)));
                values = q.integrate(c -> functions(c, point, out.order()), count, target.places())
                        .values();
            } catch (IllegalArgumentException e) { // parameters that no number can hold
                values = new double[count];
                Arrays.fill(values, Double.NaN);
            }
            out.setValue(values[1]);
            for (int i = 0; out.order() > 0 && i < n; i++) {
                out.gradient()[i] = values[2 + i];
            }
            for (int k = 0; out.order() > 1 && k < n * (n + 1) / 2; k++) {
                out.hessian()[k] = values[2 + n + k];
            }
        }

        private Quadrature.Functions functions(Coordinate coordinate, double[] point, int order) {
            int n = dimension();
            DoubleUnaryOperator logP = target.in(coordinate);
            Candidate.LogDensity logQ = candidate.in(coordinate);
            logQ.set(point);
            double[] q = new double[logQ.count()];
            return (t, out) -> {
                logQ.at(t, q, 0);
                integrand(q, logP.applyAsDouble(t), n, order, out);
            };
        }
    }
}
