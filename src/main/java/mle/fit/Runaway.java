package mle.fit;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.family.Domain;
import mle.family.LimitRange;
import mle.family.Parameter;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;
import mle.solve.Status;

/** Where a search runs away: along the way of one parameter, to a limit of the family, an edge, a bound or no end. */
final class Runaway {
    /** How far a coordinate is followed: e^32 is beyond the reach of data of any size. */
    private static final double[] REACH = {0, 4, 8, 16, 32};

    /** The same from nearer and less far, for a likelihood that is known to have no maximum: before rounding hides it. */
    private static final double[] SHORT_REACH = {0, 2, 4, 8, 16};

    private static final double NEARER = 8;

    /** How many times as far a coordinate that is no log or logit is followed, where on its way the likelihood has not settled. */
    private static final double[] TIMES = {0, 10, 1e2, 1e3, 1e4};

    private final Mle asked;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final CrossEntropy objective;
    private final CommonValue common;
    private final Components mixed;
    private final Report report;
    private final Neighbourhood around;
    private final KnownEnding known;
    private final Optional<LimitFit> limits;

    Runaway(
            Report report,
            Components mixed,
            CommonValue common,
            Neighbourhood around,
            KnownEnding known,
            Optional<LimitFit> limits) {
        this.mixed = mixed;
        this.report = report;
        this.asked = report.asked();
        this.plan = report.plan();
        this.moves = report.moves();
        this.objective = report.objective();
        this.common = common;
        this.around = around;
        this.known = known;
        this.limits = limits;
    }

    /** Where steps were too short to tell, the way of a coordinate along which the likelihood rises to a bound, if there is one. */
    Optional<Fit> drifting(Solution s) {
        boolean bounded = asked.support().integer()
                || !common.hasExact()
                || asked.family().components().isEmpty()
                        && asked.family().unboundedRegions().isEmpty();
        if (s.status() != Status.NOT_REACHED || !bounded) {
            return Optional.empty();
        }
        List<Integer> farthest = IntStream.range(0, s.point().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(s.point()[i])))
                .toList();
        for (int i : farthest) {
            boolean up = s.point()[i] > 0;
            for (double[] reach : List.of(REACH, SHORT_REACH)) {
                List<double[]> path = around.follow(s, i, up, s.point()[i], reach);
                if (path.size() == reach.length && around.settles(path)) {
                    double edge = Way.edge(plan.searched().get(i).domain(), up);
                    Map<String, Double> direction = report.direction(s.point(), towards(s, i, up));
                    return Optional.of(settled(s, i, edge, path.get(path.size() - 1), direction));
                }
            }
        }
        return Optional.empty();
    }

    Fit along(Solution s, int far) {
        boolean up = s.status() == Status.RUNAWAY ? s.direction()[far] > 0 : s.point()[far] > 0;
        double[] towards = towards(s, far, up);
        if (!common.isPoint() && around.isFlat(s, far)) {
            return report.notIdentified(s, towards);
        }
        Parameter parameter = plan.searched().get(far);
        double edge = Way.edge(parameter.domain(), up);
        LimitFit limitFit = limits.orElseThrow();
        boolean alone = isOneEnough(parameter.name(), edge);
        Optional<Fit> limit = alone
                ? Optional.empty()
                : asked.family().components().isEmpty()
                        ? limitFit.bestIfAt(parameter.name(), edge)
                        : limitFit.at(parameter.name(), edge);
        if (limit.isPresent()) {
            return limit.get();
        }
        List<double[]> path = way(s, far, up);
        Map<String, Double> direction =
                report.direction(s.point(), s.status() == Status.RUNAWAY ? s.direction() : towards);
        Way way = Way.along(plan, far, up, s.point(), path.isEmpty() ? beyond(s, towards) : path.get(path.size() - 1));
        if (path.size() == REACH.length) {
            if (common.isPoint() && around.isSteadyRise(path)) {
                return report.nothing(known.onePoint(way, direction));
            }
            if (around.isSteadyRise(path) && !refuted(s, towards)) {
                return report.nothing(new Outcome(
                        Kind.UNBOUNDED, "the likelihood grows without end as " + way, way.parameters(), direction));
            }
            if (around.settles(path)) {
                return settled(s, far, edge, path.get(REACH.length - 1), direction);
            }
        }
        if (common.isPoint() && !plan.onLine(far)) {
            // Known to have no maximum; that it is this parameter whose way leads there, a steady rise shows.
            path = around.follow(s, far, up, up ? NEARER : -NEARER, SHORT_REACH);
            if (path.size() == SHORT_REACH.length && around.isSteadyRise(path)) {
                return report.nothing(known.onePoint(way, direction));
            }
        }
        String rises = "the likelihood keeps rising as " + way + "; no maximum was found";
        if (s.status() == Status.RUNAWAY || rises(s, towards)) {
            return report.at(s, new Outcome(Kind.NOT_REACHED, rises, way.parameters(), direction));
        }
        String flat = "the likelihood is flat to rounding as " + way + "; no maximum is confirmed";
        return report.at(s, Outcome.of(Kind.NOT_REACHED, s.converged() ? flat : s.message()));
    }

    private static double[] towards(Solution s, int coordinate, boolean up) {
        double[] towards = new double[s.point().length];
        towards[coordinate] = up ? 1 : -1;
        return towards;
    }

    /** The way of a coordinate as far as it is followed; less far from nearer where rounding hides the likelihood on it. */
    private List<double[]> way(Solution s, int far, boolean up) {
        double from = around.from(s, far);
        List<double[]> path = around.follow(s, far, up, from, REACH);
        if (plan.onLine(far)) {
            return path.size() == REACH.length && around.settles(path) ? path : farther(s, far, up, path);
        }
        if (path.size() == REACH.length) {
            return path;
        }
        List<double[]> nearer = around.follow(s, far, up, Math.max(-NEARER, Math.min(NEARER, from)), SHORT_REACH);
        return nearer.size() == SHORT_REACH.length && around.settles(nearer) ? nearer : path;
    }

    private List<double[]> farther(Solution s, int far, boolean up, List<double[]> path) {
        double from = s.point()[far];
        double[] times = TIMES.clone();
        for (int k = 0; k < times.length; k++) {
            times[k] *= Math.max(1, Math.abs(from));
        }
        List<double[]> farther = around.follow(s, far, up, from, times);
        return farther.size() == TIMES.length && around.settles(farther) ? farther : path;
    }

    /** Whether one parameter at its edge makes all counts certain, for they are an end of the support, and a limit has several. */
    private boolean isOneEnough(String name, double edge) {
        double value = common.lowest();
        return common.isPoint()
                && asked.family().support().integer()
                && (value == asked.support().lower() || value == asked.support().upper())
                && asked.family().limits().stream()
                        .anyMatch(limit ->
                                limit.isAt(name, edge) && limit.values().size() > 1);
    }

    /** Whether the likelihood is seen to fall again beyond the point reached; for constant data only rounding makes it. */
    private boolean refuted(Solution s, double[] towards) {
        if (common.isPoint() && !asked.family().support().integer()) {
            return false;
        }
        double there = valueBeyond(s, towards);
        return Double.isFinite(there) && !(there < s.jet().value());
    }

    private boolean rises(Solution s, double[] towards) {
        return valueBeyond(s, towards) < s.jet().value();
    }

    private double valueBeyond(Solution s, double[] towards) {
        return around.value(beyond(s, towards));
    }

    private static double[] beyond(Solution s, double[] towards) {
        double[] beyond = s.point().clone();
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] += towards[i];
        }
        return beyond;
    }

    private Fit settled(Solution s, int far, double edge, double[] point, Map<String, Double> direction) {
        Way way = Way.along(plan, far, edge == plan.searched().get(far).domain().upper(), s.point(), point);
        Map<String, Double> edges = edges(far, edge, way, point);
        if (!edges.isEmpty()) {
            boolean certain = common.mayAllBeCertain()
                    && Math.abs(around.value(point)) * objective.weight() < Neighbourhood.SETTLED;
            if (asked.family().support().integer()) {
                return onFiniteEdge(far, edges, point);
            }
            return certain
                    ? known.certain(s, direction)
                    : Saturation.at(report, point)
                            .map(outcome -> report.at(s, outcome))
                            .orElseGet(() -> onFiniteEdge(far, edges, point));
        }
        Outcome outcome = new Outcome(
                Kind.NO_MAXIMUM,
                "the likelihood rises to a bound that it reaches only as " + way
                        + towards(plan.searched().get(far).name(), edge, point),
                way.parameters(),
                direction);
        return report.at(s, outcome);
    }

    /** The family towards which a likelihood rises of which the data don't tell all: where its support ends, of censored ones. */
    private String towards(String name, double edge, double[] point) {
        double[] values = mixed.values(point);
        return asked.family().limits().stream()
                .filter(limit -> limit.isAt(name, edge)
                        && new LimitRange(asked.family(), limit).contains(p -> values[moves.index(p)]))
                .findFirst()
                .map(limit -> ", where the family is " + limit.family().get().name())
                .orElse("");
    }

    /** The finite edges to which a family comes as what is searched goes to an edge: those of probabilities, of their ratios. */
    private Map<String, Double> edges(int far, double edge, Way way, double[] point) {
        if (!Double.isInfinite(edge)) {
            return way.endsAtNumbers() ? withThoseFarOut(far, way.edges(), point) : Map.of();
        }
        Map<String, Double> edges = new LinkedHashMap<>();
        double[] values = plan.report(point);
        for (int i = 0; i < plan.free().size(); i++) {
            Parameter p = plan.free().get(i);
            if (p.domain().equals(Domain.UNIT)
                    && (values[i] < KnownEnding.NEXT_TO || values[i] > 1 - KnownEnding.NEXT_TO)) {
                edges.put(p.name(), Math.rint(values[i]));
            }
        }
        return edges;
    }

    /** With those that the data tell and that went along so far that nothing but an edge of their own is left to them. */
    private Map<String, Double> withThoseFarOut(int far, Map<String, Double> edges, double[] point) {
        Map<String, Double> all = new LinkedHashMap<>(edges);
        if (point.length == 1 || !tellsAll(others(far, point))) {
            return all;
        }
        double[] values = plan.report(point);
        for (int i = 0; i < plan.free().size(); i++) {
            Parameter p = plan.free().get(i);
            double place = p.domain().toLine(values[i]);
            double edge = Way.edge(p.domain(), place > 0);
            if (Math.abs(place) > around.reach() && !Double.isInfinite(edge)) {
                all.putIfAbsent(p.name(), edge);
            }
        }
        return all;
    }

    /** The likelihood at a point with its derivatives in all other coordinates than one. */
    private Jet others(int held, double[] point) {
        Held others = new Held(objective, held, point[held]);
        Jet jet = new Jet(point.length - 1, 2);
        others.at(others.others(point), jet);
        return jet;
    }

    /** Whether the data tell each coordinate. */
    private boolean tellsAll(Jet jet) {
        return IntStream.range(0, jet.dimension())
                .allMatch(i -> jet.hessian(i, i) * objective.weight() > Neighbourhood.NO_CURVATURE);
    }

    private Fit onFiniteEdge(int far, Map<String, Double> edges, double[] point) {
        int p = point.length;
        // Probabilities of which one is zero depend no longer on its ratio.
        boolean isOwn = edges.containsKey(plan.searched().get(far).name())
                || edges.size() == plan.free().size();
        double[] covariance = isOwn ? Report.nan(p * (p + 1) / 2) : new double[p * (p + 1) / 2];
        boolean othersCount = true;
        if (p > 1) {
            Jet jet = others(far, point);
            int[] inside = IntStream.range(0, p).filter(i -> i != far).toArray();
            double[] inner = report.covariance(point, jet, inside);
            othersCount = !Double.isNaN(inner[0]) && tellsAll(jet);
            inner = othersCount ? inner : Report.nan(inner.length);
            for (int i = 0, k = 0; i < p; i++) {
                for (int j = 0; j <= i; j++) {
                    if (i != far && j != far) {
                        covariance[i * (i + 1) / 2 + j] = inner[k++];
                    }
                }
            }
        }
        Outcome outcome = new Outcome(
                Kind.BOUNDARY,
                "the maximum lies on the edge of the parameter space, at "
                        + edges.entrySet().stream()
                                .map(e -> e.getKey() + " = " + Ending.format(e.getValue()))
                                .collect(Collectors.joining(", "))
                        + (othersCount ? "" : ", where the data don't tell the other parameters")
                        + report.elsewhere(),
                List.copyOf(edges.keySet()),
                Map.of());
        Map<String, Double> values = new LinkedHashMap<>();
        if (!othersCount) {
            plan.free().forEach(q -> values.put(q.name(), Double.NaN));
        }
        values.putAll(edges);
        return report.fitAt(outcome, point, covariance, around.value(point), values);
    }
}
