package mle.divergence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.Limit;
import mle.family.Parameter;
import mle.family.Support;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Objective;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/**
 * The forward projection of a known target p: the member q of a family with the least D(p‖q), which is the maximum likelihood fit to
 * p in place of data. The target is made into weighted points, the nodes of a quadrature that is precise for the log-density of q and
 * its score at the solution, so that the same cross entropy, solvers and outcomes serve.
 */
public final class ForwardKl {
    /** The observations that the target stands for: so many that a limit is told from what is close to it, no more than rounding bears. */
    static final double OBSERVATIONS = 1000;

    private static final int MOST_ROUNDS = 20;
    private static final double SAME = 1e-12;
    private static final double SMALL = 1e-3;
    private static final int MOST_STARTS = 3;

    /** A mass of a node that adds nothing, whatever the log-density there is. */
    private static final double NOTHING = 1e-250;

    /** Values beyond this have fourth powers that are too large for numbers. */
    private static final double FARTHEST = 1e60;

    /** How well the points tell the cross entropy, in nats, where a solution is claimed. */
    static final double PRECISE = 1e-7;

    /** Whole numbers that a sum may run over. */
    private static final int MOST_COUNTS = 1 << 18;

    static final Outcome OUT_OF_REACH = Outcome.of(
            Kind.NOT_REACHED,
            "so much of the target lies so far out, or so close to an end of its support, that points don't stand for it");

    /** A share of the target that may lie where no point stands for it. */
    private static final double LITTLE = 1e-10;

    private final Density target;

    private ForwardKl(Density target) {
        this.target = target;
    }

    /** The projections of a target. */
    public static ForwardKl of(Density target) {
        return new ForwardKl(target);
    }

    /** The projection onto a family. */
    public Projection onto(Family family) {
        return onto(Mle.of(family));
    }

    /**
     * The projection onto a family with parameters held, starts or a solver of one's own.
     *
     * @throws IllegalArgumentException if the target has mass outside the support of the family: then D(p‖q) is infinite for all q
     */
    public Projection onto(Mle asked) {
        long began = System.nanoTime();
        Candidate candidate = new Candidate(asked.family(), asked.fixed());
        checkSupport(asked);
        EmpiricalDistribution points = points(Optional.empty(), candidate);
        Fit fit = asked.fitTo(points, this::means);
        Optional<String> endless = endless(asked, points);
        if (endless.isPresent()) {
            Outcome outcome =
                    Outcome.of(Kind.NO_MAXIMUM, "the divergence is infinite from every member: " + endless.get());
            return projection(asked, Best.of(fit), outcome, began);
        }
        if (isKinked(candidate) && fit.outcome().kind().found() && isInside(fit, candidate)) {
            return acrossKinks(asked, fit, points, candidate, began);
        }
        double last = Double.POSITIVE_INFINITY;
        // Sums over counts are what they are; the nodes of a quadrature are chosen for the functions that are
        // integrated.
        int rounds = target.isCounts() ? 0 : MOST_ROUNDS;
        for (int round = 0; round < rounds && isInside(fit, candidate); round++) {
            double[] before = values(fit);
            fit = asked.fitTo(points(Optional.of(before), candidate), this::means);
            double change = change(before, values(fit));
            if (change <= SAME || round > 1 && !(change < last / 4)) {
                break;
            }
            last = change;
        }
        Outcome outcome = fit.outcome().kind() == Kind.CONVERGED ? Projection.INTERIOR : fit.outcome();
        return projection(asked, Best.of(fit), outcome, began);
    }

    /** Whether a kink of the density moves with a parameter that is looked for. */
    private boolean isKinked(Candidate candidate) {
        return !target.isCounts() && candidate.family().kinks().stream().anyMatch(candidate.free()::contains);
    }

    /** From the fit to points, where the likelihood has kinks, to the minimum of what is smooth. */
    private Projection acrossKinks(Mle asked, Fit fit, EmpiricalDistribution points, Candidate candidate, long began) {
        double unit = points.quantile(0.75) - points.quantile(0.25);
        Objective objective = new KinkedCrossEntropy(target, candidate, OBSERVATIONS, unit);
        Solution s = asked.solver().minimise(objective, candidate.point(values(fit)));
        Outcome outcome = s.converged() ? Projection.INTERIOR : Outcome.of(Kind.NOT_REACHED, s.message());
        Work work = new Work(
                asked.solver().name(),
                s.iterations(),
                s.evaluations(),
                s.decrement(),
                s.gradientNorm(),
                0,
                fit.work().starts(),
                fit.work().best());
        return projection(
                asked, new Best(candidate.parameters(s.point()), s.jet().value(), work), outcome, began);
    }

    /** The largest change of a parameter, relative to its size. */
    private static double change(double[] before, double[] after) {
        double change = 0;
        for (int i = 0; i < before.length; i++) {
            change = Math.max(change, Math.abs(after[i] - before[i]) / Math.max(Math.abs(after[i]), SMALL));
        }
        return change;
    }

    /** Why the divergence is infinite, where it is so from all members at which the family would start a search. */
    private Optional<String> endless(Mle asked, EmpiricalDistribution points) {
        Optional<String> found = beyondAnyEnd(asked);
        if (found.isPresent()) {
            return found;
        }
        List<double[]> starts = asked.family().starts(points);
        for (double[] start : starts.subList(0, Math.min(MOST_STARTS, starts.size()))) {
            Candidate all = new Candidate(asked.family(), asked.fixed());
            Density q = Density.of(asked.family().at(all.parameters(all.point(start))));
            Divergence d = Divergence.toFitted(target, q);
            if (Double.isFinite(d.crossEntropy())) {
                return Optional.empty();
            }
            found = Optional.of(
                    d.note().replace(q.toString(), "any " + asked.family().name()));
        }
        return found;
    }

    /** Where the target ends at a number that an end of the members comes as close to as one likes, but never is. */
    private Optional<String> beyondAnyEnd(Mle asked) {
        Support support = asked.support();
        return beyondAnyEnd(asked.family(), support.lowerParameter(), -1)
                .or(() -> beyondAnyEnd(asked.family(), support.upperParameter(), 1));
    }

    private Optional<String> beyondAnyEnd(Family family, Optional<String> parameter, int side) {
        double end = target.end(side);
        return parameter
                .flatMap(name -> family.parameters().stream()
                        .filter(p -> p.name().equals(name))
                        .findFirst())
                .filter(p -> Double.isFinite(end) && !p.domain().contains(end))
                .map(p -> target + " has mass " + (side < 0 ? "below any " : "above any ") + p.name() + " of "
                        + family.name() + ", which is never " + Density.number(end));
    }

    private void checkSupport(Mle asked) {
        Support support = asked.support();
        String who = asked.family().name();
        Component.requireOneKind(who, asked.family());
        if (target.isCounts() != support.integer()) {
            throw new IllegalArgumentException(who + " needs " + support + ", " + target + " is "
                    + (target.isCounts() ? "of whole numbers" : "continuous"));
        }
        boolean below = target.end(-1) < support.lower();
        if (below || target.end(1) > support.upper()) {
            throw new IllegalArgumentException(who + " needs " + support + ", " + target + " has mass "
                    + (below ? "below " : "above ")
                    + Density.number(below ? support.lower() : support.upper())
                    + ": its divergence from every " + who + " is infinite");
        }
    }

    private static double[] values(Fit fit) {
        return fit.parameters().stream().mapToDouble(Estimate::value).toArray();
    }

    private static boolean isInside(Fit fit, Candidate candidate) {
        double[] values = values(fit);
        for (int i = 0; i < values.length; i++) {
            if (!candidate.family().parameters().get(i).domain().contains(values[i])) {
                return false;
            }
        }
        return true;
    }

    // ---- the target as points ----

    /** The nodes of a quadrature of the log-density of q and its score, at parameters where some are known. */
    private EmpiricalDistribution points(Optional<double[]> parameters, Candidate candidate) {
        double[] places = parameters
                .map(values -> Density.of(candidate.family().at(values)).places())
                .orElseGet(() -> new double[0]);
        Support support = candidate.family().support();
        List<Integral.Node> nodes = List.of();
        double lost;
        int counts = Summation.MANY;
        do {
            Integral integral = target.integrate(
                    coordinate -> functions(coordinate, parameters, candidate),
                    count(parameters, candidate),
                    places,
                    counts);
            nodes = integral.nodes().get().stream()
                    .map(n -> new Integral.Node(inside(n.x(), support), n.mass()))
                    .filter(n -> n.mass() > NOTHING && Math.abs(n.x()) < FARTHEST && support.contains(n.x()))
                    .sorted(Comparator.comparingDouble(Integral.Node::x))
                    .toList();
            lost = 1 - nodes.stream().mapToDouble(Integral.Node::mass).sum();
            counts *= 8;
        } while (target.isCounts() && Math.abs(lost) > LITTLE && counts <= MOST_COUNTS);
        return EmpiricalDistribution.of(
                nodes.stream().mapToDouble(Integral.Node::x).toArray(),
                nodes.stream().mapToDouble(n -> OBSERVATIONS * n.mass()).toArray());
    }

    /** The means of formulas under the target, which no points stand for. */
    private double[] means(List<Expr> formulas, String name, double origin, double unit) {
        Integral integral = target.integrate(
                coordinate -> {
                    Expr x = coordinate.x().plus(-origin).times(1 / unit);
                    Program program = Program.of(
                            formulas.stream().map(f -> inPlaceOf(f, name, x)).toList(), List.of(coordinate.symbol()));
                    double[] registers = new double[program.registers()];
                    return (t, out) -> {
                        registers[0] = t;
                        program.run(registers);
                        for (int i = 0; i < out.length; i++) {
                            out[i] = registers[program.output(i)];
                        }
                    };
                },
                formulas.size(),
                new double[0]);
        return integral.values();
    }

    private static Expr inPlaceOf(Expr formula, String name, Expr x) {
        return formula.replace(s -> ((Expr.Symbol) s).name().equals(name) ? x : s);
    }

    /** A value that is rounded to an open upper end, moved to the last number before it. */
    private static double inside(double x, Support support) {
        return x == support.upper() && !support.upperClosed() ? Math.nextDown(x) : x;
    }

    private static int count(Optional<double[]> parameters, Candidate candidate) {
        return parameters.isPresent() ? 2 + 1 + candidate.dimension() : 4;
    }

    private Quadrature.Functions functions(Coordinate coordinate, Optional<double[]> parameters, Candidate candidate) {
        DoubleUnaryOperator logP = target.in(coordinate);
        if (parameters.isEmpty()) {
            return (t, out) -> {
                out[0] = 1;
                out[1] = logP.applyAsDouble(t);
                out[2] = t;
                out[3] = t * t;
            };
        }
        Candidate.LogDensity logQ = candidate.in(coordinate, candidate.point(parameters.get()));
        return (t, out) -> {
            out[0] = 1;
            out[1] = logP.applyAsDouble(t);
            logQ.at(t, out, 2);
        };
    }

    // ---- the result ----

    /** The best member found: its parameters, its cross entropy and what it took. */
    private record Best(double[] values, double crossEntropy, Work work) {
        static Best of(Fit fit) {
            return new Best(ForwardKl.values(fit), fit.crossEntropy(), fit.work());
        }
    }

    private Projection projection(Mle asked, Best best, Outcome claimed, long began) {
        Divergence divergence = claimed.kind().found()
                ? member(asked.family(), best.values())
                        .map(q -> Divergence.within(target, q))
                        .orElseGet(() -> ofPoints(best.crossEntropy()))
                : Divergence.NONE;
        double scale = 1 + Math.abs(divergence.crossEntropy());
        boolean imprecise = Math.abs(divergence.crossEntropy() - best.crossEntropy()) > PRECISE * scale
                || divergence.error() > PRECISE * scale;
        Outcome outcome = claimed.kind().found() && imprecise ? OUT_OF_REACH : claimed;
        boolean found = outcome.kind().found();
        List<Projection.Value> values = IntStream.range(0, best.values().length)
                .mapToObj(i -> {
                    String name = asked.family().parameters().get(i).name();
                    return new Projection.Value(
                            name, best.values()[i], asked.fixed().containsKey(name));
                })
                .toList();
        Work w = best.work();
        Work work = new Work(
                w.solver(),
                w.iterations(),
                w.evaluations(),
                w.decrement(),
                w.gradientNorm(),
                (System.nanoTime() - began) / 1e9,
                w.starts(),
                w.best());
        return new Projection(
                Projection.Direction.FORWARD,
                target,
                asked.family(),
                outcome,
                found
                        ? values
                        : values.stream()
                                .map(v -> v.fixed() ? v : new Projection.Value(v.name(), Double.NaN, false))
                                .toList(),
                found ? divergence : Divergence.NONE,
                work);
    }

    /** The divergence as the points tell it: of a member on an edge of which no family is known. */
    private Divergence ofPoints(double crossEntropy) {
        Divergence self = Divergence.between(target, target);
        return new Divergence(
                self.entropy(),
                crossEntropy,
                Math.max(0, crossEntropy - self.entropy()),
                self.error() + 1e-12 * Math.abs(crossEntropy),
                self.method(),
                Divergence.Unit.NATS,
                "");
    }

    /** The member found, or that of the limit family at whose edge the parameters lie. */
    static Optional<Density> member(Family family, double[] values) {
        Map<String, Double> named = new HashMap<>();
        boolean inside = true;
        for (int i = 0; i < values.length; i++) {
            Parameter p = family.parameters().get(i);
            named.put(p.name(), values[i]);
            inside &= p.domain().contains(values[i]);
        }
        if (inside) {
            return Optional.of(Density.of(family.at(values)));
        }
        for (Limit limit : family.limits()) {
            if (named.getOrDefault(limit.parameter(), Double.NaN) == limit.edge()) {
                Family edge = limit.family().get();
                double[] own = edge.parameters().stream()
                        .mapToDouble(p -> named.getOrDefault(limit.names().get(p.name()), Double.NaN))
                        .toArray();
                return Arrays.stream(own).anyMatch(Double::isNaN)
                        ? Optional.empty()
                        : Optional.of(Density.of(edge.at(own)));
            }
        }
        return Optional.empty();
    }
}
