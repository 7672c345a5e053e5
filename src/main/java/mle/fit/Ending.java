package mle.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Concentration;
import mle.family.Domain;
import mle.family.Limit;
import mle.family.LimitRange;
import mle.family.Parameter;
import mle.family.Support;
import mle.family.UnboundedRegion;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;
import mle.solve.Status;

/**
 * From where a search ended to what may be claimed. A maximum inside is one that the solver confirmed. A search that runs
 * away is followed to the edge of the parameter space: the likelihood that grows at a steady rate is unbounded, one that
 * settles at a finite edge or at the likelihood of a limit family has its maximum there, and without such evidence nothing
 * is claimed.
 */
final class Ending {
    /** How far a coordinate is followed: e^32 is beyond the reach of data of any size. */
    private static final double[] REACH = {0, 4, 8, 16, 32};

    /** The same from nearer and less far, for a likelihood that is known to have no maximum: before rounding hides it. */
    private static final double[] SHORT_REACH = {0, 2, 4, 8, 16};

    private static final double NEARER = 8;

    /** Steps back to where a likelihood that has reached its bound is felt to change. */
    private static final double[] BACK = {0.25, 0.5, 1, 2, 4, 8};

    /** How far out, on a log or logit scale, a coordinate is followed from at most. */
    private static final double NEAR = 20;

    /** The information of a sample on a log or logit scale below which nothing is known: a standard error of 1000. */
    private static final double NO_CURVATURE = 1e-6;

    /** The variance on a log or logit scale above which nothing is known of a weight. */
    private static final double NOTHING_KNOWN = 1e4;

    /** How close to a region without a maximum a search ends only because it is going there. */
    private static final double ON_THE_EDGE = 1e-6;

    /** In ranges of the data, how close to the extreme observation an end of the support is next to it. */
    private static final double NEXT_TO = 1e-6;

    /** Steps over which a likelihood of any shape is straight. */
    private static final double[] SMALL_STEPS = {1e-7, 2.7e-7, 7.3e-7};

    /** The nats that say nothing of a parameter, over its whole range. */
    private static final double NOTHING = 1e-8;

    /** Places on a log or logit scale that are apart enough to be told apart by any sample that knows of them. */
    private static final double[] RANGE = {-5, -2, 0, 2, 5};

    /** The nats up to which the likelihood of a sample must be certain for a claim about an edge or a maximum far out. */
    private static final double CERTAIN = 1e-4;

    /** What rounding may take from or add to a loss that leaves no doubt. */
    private static final double OF_A_LOSS = 1e-3;

    /** The steps on a log or logit scale by which the way out is looked along, longer ones where they would be many. */
    private static final double LOOK = 4;

    private static final double MOST_LOOKS = 64;

    private static final String CLOUDED =
            "the likelihood is lost in rounding on the way to where the search ended; write the density without terms that"
                    + " cancel for large parameters";

    /** So many times the data, a location that is searched in vain goes on to infinity. */
    private static final double BEYOND_DATA = 1000;

    private static final double SETTLED = 1e-6;

    /** A density that integrates to something else than 1 by more than this is none. */
    private static final double NO_MASS = 1e-9;

    private static final int FEW = 100;

    /** Above so many observations an end of a support at an extreme one is no better than a maximum inside. */
    private static final double FEW_ROWS = 1000;

    private static final double NO_LOSS = 1e-6;

    private final Mle asked;
    private final EmpiricalDistribution data;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final CrossEntropy objective;
    private final CommonValue common;
    private final Search search;
    private final Components mixed;
    private final Report report;
    private final Optional<LimitFit> limits;

    Ending(Report report, Components mixed) {
        this.mixed = mixed;
        this.report = report;
        this.asked = report.asked();
        this.data = report.data();
        this.plan = report.plan();
        this.moves = report.moves();
        this.search = report.search();
        this.objective = report.objective();
        this.common = CommonValue.of(data);
        this.limits = search.solution().map(this::limits);
    }

    Fit fit() {
        Fit fit = ending();
        Optional<Fit> known = fit.outcome().kind() == Kind.CONVERGED ? Optional.empty() : inClosedForm();
        if (fit.outcome().kind().found() || known.isPresent()) {
            return known.orElse(fit);
        }
        Optional<Fit> collapsed = collapse().map(standing -> report.nothing(mixed.unbounded(standing)));
        if (collapsed.isPresent()
                || fit.outcome().kind() == Kind.UNBOUNDED
                || !asked.family().components().isEmpty()) {
            return collapsed.orElse(fit);
        }
        if (search.solution().isEmpty() || fit.outcome().kind() == Kind.NOT_IDENTIFIED && saysNothing()) {
            return fit;
        }
        LimitFit limitFit = limits.orElseThrow();
        return limitFit.best()
                .or(() -> withoutBound(report))
                .or(() -> fit.outcome().kind() == Kind.NOT_REACHED
                        ? limitFit.unbounded()
                                .or(() -> data.regions().flatMap(rows -> saturated()))
                                .or(this::whereTheSupportEnds)
                                .or(this::drifting)
                                .or(this::saturated)
                        : saturated().filter(f -> f.outcome().kind() == Kind.NO_MAXIMUM))
                .orElse(fit);
    }

    /**
     * The maximum of a family that has a closed form, where the solver confirms it: a likelihood so flat that a search goes
     * past it.
     */
    private Optional<Fit> inClosedForm() {
        boolean exact = data.dimension() == 1 && data.regions().isEmpty() && !common.isPoint();
        boolean free = asked.family().parameters().stream()
                .allMatch(p -> p.known() == asked.fixed().containsKey(p.name()));
        if (!exact
                || !free
                || asked.family().closedForm().isEmpty()
                || plan.free().isEmpty()) {
            return Optional.empty();
        }
        double[] estimates = asked.family().closedForm().get().estimates(data, asked.fixed());
        double[] inView = new double[plan.free().size()];
        for (int i = 0, k = 0; i < estimates.length; i++) {
            Parameter p = asked.family().parameters().get(i);
            if (!p.domain().contains(estimates[i])) {
                return Optional.empty();
            }
            if (!p.known()) {
                inView[k++] = moves.inView(p.name(), estimates[i]);
            }
        }
        Solution s = asked.solver().minimise(objective, plan.coordinates(inView));
        return s.converged() ? Optional.of(inside(s, Optional.empty())) : Optional.empty();
    }

    /** The likelihood of regions may have its maximum where an end of the support is a bound of a row, with a kink there. */
    private Optional<Fit> whereTheSupportEnds() {
        List<String> ends = asked.support().ends().stream()
                .filter(end -> !asked.family().parameter(end).orElseThrow().known())
                .toList();
        double reached =
                report.logLikelihood(value(search.solution().orElseThrow().point()));
        return data.regions().isEmpty() || ends.isEmpty()
                ? Optional.empty()
                : new EndSearch(asked, data, ends).fit().filter(fit -> fit.logLikelihood() >= reached - NO_LOSS);
    }

    private Optional<Fit> saturated() {
        Solution s = search.solution().orElseThrow();
        return Saturation.at(report, s.point()).map(outcome -> report.at(s, outcome));
    }

    /** Whether there is a parameter of which the sample says nothing: then its edge is no better than other values. */
    private boolean saysNothing() {
        double[] point = search.solution().orElseThrow().point();
        return IntStream.range(0, point.length).anyMatch(i -> isFlat(point, i));
    }

    /** Where no maximum was found and none is to be: the likelihood is known to have no bound. */
    static Optional<Fit> withoutBound(Report report) {
        return Stream.concat(report.unboundedRegions().stream(), report.spikes().stream())
                .findFirst()
                .map(region -> report.nothing(new Outcome(
                        Kind.UNBOUNDED,
                        "the likelihood grows without end where " + region.where() + ": " + region.reason()
                                + "; no local maximum was found",
                        List.of(region.parameter()),
                        Map.of())));
    }

    /** The families that this one becomes, for a search that ended at no maximum inside. */
    private LimitFit limits(Solution s) {
        double[] way = s.status() == Status.RUNAWAY ? s.direction() : s.jet().gradient();
        return new LimitFit(
                report,
                report.logLikelihood(s.jet().value()),
                () -> s.converged() ? 0 : Rounding.of(objective, s.point()),
                limit -> nearness(limit, s),
                () -> report.direction(s.point(), way));
    }

    /** How far a search went towards a limit, among those of one family that are otherwise alike. */
    private double nearness(Limit limit, Solution s) {
        for (int i = 0; i < s.point().length; i++) {
            Parameter p = plan.searched().get(i);
            if (p.name().equals(limit.parameter())) {
                return limit.edge() == p.domain().upper() ? s.point()[i] : -s.point()[i];
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    /** The component of a mixture that collapsed in a search, or could. */
    private Optional<Components.Standing> collapse() {
        return search.elsewhere().collapses().stream()
                .findFirst()
                .or(() -> search.solution().flatMap(mixed::collapsible));
    }

    /** Without a finite likelihood of regions, the reason may be a density that is none, as one without all its constants. */
    private void checkMass() {
        // A component of a mixture may be too narrow for a quadrature to see.
        if (data.regions().isEmpty() || !asked.family().components().isEmpty()) {
            return;
        }
        List<Parameter> parameters = asked.family().parameters();
        for (double[] start : asked.family().starts(moves.view().sample(data, FEW))) {
            double[] values = start.clone();
            boolean inside = true;
            StringBuilder where = new StringBuilder();
            for (int i = 0; i < values.length; i++) {
                String name = parameters.get(i).name();
                Double held = asked.fixed().get(name);
                values[i] = held == null ? values[i] : moves.inView(name, held);
                inside &= parameters.get(i).domain().contains(values[i]);
                where.append(i == 0 ? " at " : ", ").append(name).append(" = ").append(values[i]);
            }
            double mass = inside ? asked.family().at(values).mass() : Double.NaN;
            if (Math.abs(mass - 1) > NO_MASS) {
                throw new IllegalArgumentException(asked.family().name()
                        + ": its density must integrate to 1 for censored or truncated data, got " + mass + where);
            }
        }
    }

    private Fit ending() {
        if (plan.free().isEmpty()) {
            Jet jet = new Jet(0, 0);
            objective.at(new double[0], jet);
            return Double.isFinite(jet.value())
                    ? report.fitAt(
                            Outcome.of(Kind.CONVERGED, "all parameters are fixed"),
                            new double[0],
                            new double[0],
                            jet.value())
                    : report.nothing(Outcome.of(Kind.NOT_REACHED, "the data have density zero at the fixed values"));
        }
        if (search.solution().isEmpty()) {
            checkMass();
            return report.nothing(Outcome.of(
                    Kind.NOT_REACHED,
                    "no start value has a finite likelihood; give one inside the domain (--start PARAMETER=VALUE)"));
        }
        Solution s = search.solution().get();
        Optional<Fit> known = knownUnbounded(s);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Fit> enclosed = withinAnInterval(s);
        if (enclosed.isPresent()) {
            return enclosed.get();
        }
        Optional<Fit> fewer = withFewerComponents(s);
        if (fewer.isPresent()) {
            return fewer.get();
        }
        if (common.mayAllBeCertain() && Math.abs(s.jet().value()) * objective.weight() < SETTLED) {
            return allCertain(s);
        }
        if (excludesData(s)) {
            return report.at(
                    s,
                    Outcome.of(Kind.NOT_REACHED, "the search ended where the support does not hold all of the data"));
        }
        if (s.converged() && clouded(s.point())) {
            return report.at(s, Outcome.of(Kind.NOT_REACHED, CLOUDED));
        }
        if (s.converged()) {
            int unresolved = unresolved(s);
            return unresolved < 0 ? converged(s) : runaway(s, unresolved);
        }
        int far = wanderer(s);
        if (far >= 0) {
            return runaway(s, far);
        }
        return switch (s.status()) {
            case FLAT -> notIdentified(s, s.direction());
            default -> report.at(s, Outcome.of(Kind.NOT_REACHED, s.message()));
        };
    }

    /**
     * What is unbounded by theory: a density that only moves with location and scale, at data that are all one value; a
     * region of the family's in which the search ended.
     */
    private Optional<Fit> knownUnbounded(Solution s) {
        Optional<String> scale = moves.freeScale(asked.fixed().keySet());
        if (common.isPoint() && scale.isPresent()) {
            return Optional.of(report.nothing(onePoint(Way.to(scale.get(), 0), Map.of(scale.get(), -1.0))));
        }
        if (common.isPoint()
                && asked.fixed().isEmpty()
                && asked.family().concentration().isPresent()) {
            return concentrated(asked.family().concentration().get());
        }
        double[] values = plan.report(s.point());
        for (UnboundedRegion region : report.unboundedRegions()) {
            if (common.isPoint() && region.below().isEmpty()) {
                return Optional.of(unboundedIn(region));
            }
            for (int i = 0; i < plan.free().size(); i++) {
                if (plan.free().get(i).name().equals(region.parameter()) && reached(region, values[i], s)) {
                    return Optional.of(unboundedIn(region));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * At data that are all one value, where the distribution concentrates on it; the least value may be certain by itself, if it
     * has a probability.
     */
    private Optional<Fit> concentrated(Concentration at) {
        Map<String, Double> direction = Map.of(at.parameter(), at.edge() > 0 ? 1.0 : -1.0);
        Support support = asked.family().support();
        boolean counts = support.integer();
        if ((counts || asked.family().hasAtom()) && common.lowest() == support.lower()
                || counts && data.regions().isPresent()) {
            return Optional.empty();
        }
        if (!counts) {
            return Optional.of(report.nothing(onePoint(Way.to(at.parameter(), at.edge()), direction)));
        }
        return Optional.of(report.nothing(new Outcome(
                Kind.NO_MAXIMUM,
                "all data are " + format(common.lowest()) + ": the likelihood rises to 1, which it does not reach, as "
                        + Way.to(at.parameter(), at.edge()),
                List.of(at.parameter()),
                direction)));
    }

    /** The outcome where the density may collapse on the only exact value that there is. */
    private Outcome onePoint(Way way, Map<String, Double> direction) {
        String value = format(common.lowest());
        String what = common.isSingleEvent()
                ? "the single event, " + value
                        + ", lies where no other row excludes it: the likelihood keeps rising as "
                : (data.regions().isEmpty() ? "all data are " : "all exact data are ") + value
                        + ": the likelihood grows without end as ";
        return new Outcome(
                common.isSingleEvent() ? Kind.NO_MAXIMUM : Kind.UNBOUNDED, what + way, way.parameters(), direction);
    }

    /**
     * Where all rows are censored, each adds at most 0 to the log-likelihood, and less for any parameters of a family whose
     * support is wider than the row; a sum of 0 to rounding is on its way to a bound that it does not reach.
     */
    private Fit allCertain(Solution s) {
        double[] towards = new double[s.point().length];
        for (int i = 0; i < towards.length; i++) {
            boolean below = loses(s, i, -1);
            towards[i] = below == loses(s, i, 1) ? 0 : below ? 1 : -1;
        }
        return certain(s, report.direction(s.point(), towards));
    }

    private Fit certain(Solution s, Map<String, Double> direction) {
        List<String> moved = direction.keySet().stream()
                .filter(name -> direction.get(name) != 0)
                .toList();
        return report.at(
                s,
                new Outcome(
                        Kind.NO_MAXIMUM,
                        "all rows are censored and allow a common value: the likelihood rises to 1, which it does not reach,"
                                + " as the distribution concentrates there",
                        moved,
                        moved.isEmpty() ? Map.of() : direction));
    }

    /** Whether the likelihood is felt to be below its bound on one side of where a search ended. */
    private boolean loses(Solution s, int coordinate, int side) {
        double unit = plan.onLine(coordinate) ? Math.max(1, Math.abs(s.point()[coordinate])) : 1;
        for (double step : BACK) {
            double[] beside = s.point().clone();
            beside[coordinate] += side * step * unit;
            double lost = value(beside) * objective.weight();
            if (!(lost < SETTLED)) {
                return !Double.isNaN(lost);
            }
        }
        return false;
    }

    private Fit unboundedIn(UnboundedRegion region) {
        return report.nothing(new Outcome(
                Kind.UNBOUNDED,
                "the likelihood grows without end where " + region.where() + ": " + region.reason(),
                List.of(region.parameter()),
                Map.of()));
    }

    /** Whether an end of the support, a parameter of which the formula of the density says nothing, came to lie among the data. */
    private boolean excludesData(Solution s) {
        List<String> ends = asked.support().ends();
        if (ends.isEmpty() || data.regions().isPresent()) {
            return false;
        }
        double[] values = plan.report(s.point());
        for (int i = 0; i < plan.free().size(); i++) {
            String name = plan.free().get(i).name();
            boolean lower = asked.support().lowerParameter().equals(Optional.of(name));
            boolean upper = asked.support().upperParameter().equals(Optional.of(name));
            if (lower && values[i] > moves.inView(name, data.min())
                    || upper && values[i] < moves.inView(name, data.max())) {
                return true;
            }
        }
        return false;
    }

    /** Whether a search ended in a region, or next to an observation on its way into one. */
    private boolean reached(UnboundedRegion region, double value, Solution s) {
        if (region.below().isPresent()) {
            return value < region.below().getAsDouble() + ON_THE_EDGE;
        }
        boolean upper = region.from().isPresent()
                || asked.family().support().upperParameter().equals(Optional.of(region.parameter()));
        String end = region.from().orElse(region.parameter());
        double lowest = moves.inView(end, data.min());
        double highest = moves.inView(end, data.max());
        double at = value
                + region.from()
                        .map(name -> mixed.values(s.point())[moves.index(name)])
                        .orElse(0.0);
        return !s.converged() && Math.abs((upper ? highest : lowest) - at) < NEXT_TO * (highest - lowest);
    }

    /** The coordinate that went off to infinity, or -1: the one of largest travel, or one far out on a log or logit scale. */
    private int wanderer(Solution s) {
        if (s.status() == Status.RUNAWAY) {
            return FamilyPlan.runaway(s);
        }
        int far = plan.farOut(s, moves.view().reach(data));
        return far < 0 && s.status() == Status.NOT_REACHED ? farOnLine(s) : far;
    }

    /** The coordinate on the line that is farthest beyond the data, if one is far beyond them; else -1. */
    private int farOnLine(Solution s) {
        double most = BEYOND_DATA * Math.max(1, moves.view().largest(data));
        int far = -1;
        for (int i = 0; i < s.point().length; i++) {
            if (plan.onLine(i) && Math.abs(s.point()[i]) > most) {
                far = i;
                most = Math.abs(s.point()[i]);
            }
        }
        return far;
    }

    /** A coordinate far out on a log or logit scale where the whole sample's curvature is none but rounding, or -1. */
    private int unresolved(Solution s) {
        int far = plan.farOut(s, moves.view().reach(data));
        return far >= 0 && s.jet().hessian(far, far) * objective.weight() < NO_CURVATURE ? far : -1;
    }

    /**
     * A coordinate of which the sample says nothing, so that its maximum is made by rounding, or -1: one with a standard error
     * above 1000 in units in which it and the data are at most 1.
     */
    private int unknown(Solution s) {
        double[] variances = report.inverse(s.jet());
        double largest = Math.max(1, moves.view().largest(data));
        double most = 1 / NO_CURVATURE;
        int unknown = -1;
        for (int i = 0; i < s.point().length && asked.family().components().isEmpty(); i++) {
            double size = plan.onLine(i) ? Math.max(largest, Math.abs(s.point()[i])) : 1;
            double variance = variances[i * (i + 3) / 2] / size / size;
            if (variance > most) {
                most = variance;
                unknown = i;
            }
        }
        return unknown;
    }

    /**
     * Whether a maximum that lies far out may be made by rounding: whether, on the way out, the likelihood of the sample is
     * uncertain by more than {@link #CERTAIN} and is not far below that maximum. A density written with terms that cancel there, such as
     * lgamma(x + size) - lgamma(size), has such maxima.
     */
    private boolean clouded(double[] end) {
        double reach = moves.view().reach(data);
        for (int i = 0; i < end.length; i++) {
            double size = Math.abs(end[i]);
            double step = Math.max(LOOK, (size - reach) / MOST_LOOKS);
            for (double out = reach; !plan.onLine(i) && size > reach && out < size + step; out += step) {
                double[] point = end.clone();
                point[i] = Math.copySign(Math.min(out, size), end[i]);
                double loss = (value(point) - value(end)) * objective.weight();
                if (isNoise(point, i, Math.max(CERTAIN, loss * OF_A_LOSS))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the likelihood changes, over steps too small to matter, by more than so many nats in no regular way. */
    private boolean isNoise(double[] point, int coordinate, double certain) {
        double middle = value(point);
        double most = 0;
        for (double step : SMALL_STEPS) {
            double[] beside = point.clone();
            beside[coordinate] = point[coordinate] + step;
            double above = value(beside);
            beside[coordinate] = point[coordinate] - step;
            most = Math.max(most, Math.abs(above - 2 * middle + value(beside)));
        }
        return most * objective.weight() > certain;
    }

    private Fit notIdentified(Solution s, double[] along) {
        return report.at(
                s,
                new Outcome(
                        Kind.NOT_IDENTIFIED,
                        "the likelihood is flat along a direction: the data don't tell these parameters apart",
                        List.of(),
                        report.direction(s.point(), along)));
    }

    private Fit converged(Solution s) {
        Optional<double[]> ridge = Ridge.at(s, objective, asked.solver());
        if (ridge.isPresent()) {
            return notIdentified(s, ridge.get());
        }
        int unknown = unknown(s);
        if (unknown >= 0) {
            return runaway(s, unknown);
        }
        if (objective.weight() <= FEW_ROWS
                && report.unboundedRegions().isEmpty()
                && asked.family().components().isEmpty()) {
            Optional<Fit> higher = limits.orElseThrow().aboveInner(() -> told(s));
            if (higher.isPresent()) {
                return higher.get();
            }
        }
        Optional<Fit> fewer = objective.weight() <= FEW_ROWS
                ? limits.orElseThrow().withFewerComponents(() -> told(s))
                : Optional.empty();
        if (fewer.isPresent() && mixed.collapsible(s).isEmpty()) {
            return fewer.get();
        }
        return inside(s, fewer);
    }

    /**
     * The fit at a maximum inside.
     *
     * @param fewer the fit with fewer components, if that is higher
     */
    private Fit inside(Solution s, Optional<Fit> fewer) {
        String elsewhere = report.elsewhere() + edgeAbove();
        elsewhere += mixed.collapsible(s).isPresent()
                ? "; a local maximum: the likelihood has no bound where a component collapses on a value"
                : "";
        elsewhere += fewer.map(higher -> "; it is higher (log-likelihood = " + Digits.number(higher.logLikelihood())
                        + ") where a component has no weight, which is no maximum either")
                .orElse("");
        Outcome outcome = Outcome.of(
                Kind.CONVERGED,
                "interior maximum: gradient zero, Hessian positive definite" + search.describe()
                        + mixed.describe(s, search) + elsewhere);
        Fit fit = report.fitAt(
                outcome,
                s.point(),
                report.covariance(s.point(), s.jet()),
                s.jet().value());
        return fit.hasNumbers()
                ? fit.told()
                : report.at(
                        s,
                        Outcome.of(
                                Kind.NOT_REACHED, "the estimates overflow in the units of the data; change the units"));
    }

    /** Of a likelihood that has no bound elsewhere, the family at whose edge it is higher than at a maximum inside. */
    private String edgeAbove() {
        boolean unbounded = !report.unboundedRegions().isEmpty()
                && asked.family().components().isEmpty();
        return unbounded && objective.weight() <= FEW_ROWS
                ? limits.map(LimitFit::higher).orElse("")
                : "";
    }

    /** Where a maximum inside lies, and how high. */
    private String told(Solution s) {
        return lowerMaximum(
                report.where(s, Digits::number), report.logLikelihood(s.jet().value()));
    }

    /** What is told of a maximum inside where an edge is higher. */
    static String lowerMaximum(String where, double logLikelihood) {
        return "; a lower maximum lies inside, at " + where + " (log-likelihood = " + Digits.number(logLikelihood)
                + ")";
    }

    // ---- following a search that runs away ----

    /** Where steps were too short to tell, the way of a coordinate along which the likelihood rises to a bound, if there is one. */
    private Optional<Fit> drifting() {
        Solution s = search.solution().orElseThrow();
        boolean bounded = asked.support().integer()
                || !CommonValue.of(data).hasExact()
                || asked.family().components().isEmpty()
                        && asked.family().unboundedRegions().isEmpty();
        if (s.status() != Status.NOT_REACHED || !bounded || excludesData(s)) {
            return Optional.empty();
        }
        List<Integer> farthest = IntStream.range(0, s.point().length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -Math.abs(s.point()[i])))
                .toList();
        for (int i : farthest) {
            boolean up = s.point()[i] > 0;
            for (double[] reach : List.of(REACH, SHORT_REACH)) {
                List<double[]> path = follow(s, i, up, s.point()[i], reach);
                if (path.size() == reach.length && settles(path)) {
                    Parameter parameter = plan.searched().get(i);
                    double edge =
                            up ? parameter.domain().upper() : parameter.domain().lower();
                    double[] towards = new double[s.point().length];
                    towards[i] = up ? 1 : -1;
                    return Optional.of(
                            settled(s, i, edge, path.get(path.size() - 1), report.direction(s.point(), towards)));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a likelihood rises along a path, to a bound. */
    private boolean settles(List<double[]> path) {
        double[] f = path.stream().mapToDouble(this::value).toArray();
        double n = objective.weight();
        boolean rising = f[4] <= f[0] + SETTLED / n && f[3] <= f[0] + SETTLED / n;
        return rising && Math.abs(f[3] - f[4]) * n < SETTLED && !clouded(path.get(path.size() - 1));
    }

    /** The way of a coordinate as far as it is followed; less far from nearer where rounding hides the likelihood on it. */
    private List<double[]> way(Solution s, int far, boolean up) {
        double from = from(s, far);
        List<double[]> path = follow(s, far, up, from, REACH);
        if (path.size() == REACH.length || plan.onLine(far)) {
            return path;
        }
        List<double[]> nearer = follow(s, far, up, Math.max(-NEARER, Math.min(NEARER, from)), SHORT_REACH);
        return nearer.size() == SHORT_REACH.length && settles(nearer) ? nearer : path;
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

    private Fit runaway(Solution s, int far) {
        boolean up = s.status() == Status.RUNAWAY ? s.direction()[far] > 0 : s.point()[far] > 0;
        double[] towards = new double[s.point().length];
        towards[far] = up ? 1 : -1;
        if (!common.isPoint() && isFlat(s.point(), far)) {
            return notIdentified(s, towards);
        }
        Parameter parameter = plan.searched().get(far);
        double edge = up ? parameter.domain().upper() : parameter.domain().lower();
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
            if (common.isPoint() && isSteadyRise(path)) {
                return report.nothing(onePoint(way, direction));
            }
            if (isSteadyRise(path) && !refuted(s, towards)) {
                return report.nothing(new Outcome(
                        Kind.UNBOUNDED, "the likelihood grows without end as " + way, way.parameters(), direction));
            }
            if (settles(path)) {
                return settled(s, far, edge, path.get(REACH.length - 1), direction);
            }
        }
        if (common.isPoint() && !plan.onLine(far)) {
            // Known to have no maximum; that it is this parameter whose way leads there, a steady rise shows.
            path = follow(s, far, up, up ? NEARER : -NEARER, SHORT_REACH);
            if (path.size() == SHORT_REACH.length && isSteadyRise(path)) {
                return report.nothing(onePoint(way, direction));
            }
        }
        String rises = "the likelihood keeps rising as " + way + "; no maximum was found";
        if (s.status() == Status.RUNAWAY || rises(s, towards)) {
            return report.at(s, new Outcome(Kind.NOT_REACHED, rises, way.parameters(), direction));
        }
        String flat = "the likelihood is flat to rounding as " + way + "; no maximum is confirmed";
        return report.at(s, Outcome.of(Kind.NOT_REACHED, s.converged() ? flat : s.message()));
    }

    /** Whether a coordinate on a log or logit scale changes nothing over a wide range. */
    private boolean isFlat(double[] point, int coordinate) {
        double value = value(point);
        for (double other : RANGE) {
            double[] moved = point.clone();
            moved[coordinate] = other;
            if (plan.onLine(coordinate) || !(Math.abs(value(moved) - value) * objective.weight() < NOTHING)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the likelihood rises in proportion to the way on a log scale, of which the last step is twice the one before. */
    private boolean isSteadyRise(List<double[]> path) {
        double n = objective.weight();
        double middle = (value(path.get(2)) - value(path.get(3))) * n;
        double last = (value(path.get(3)) - value(path.get(4))) * n;
        return middle > SETTLED && last > 1.5 * middle;
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
        return value(beyond(s, towards));
    }

    private static double[] beyond(Solution s, double[] towards) {
        double[] beyond = s.point().clone();
        for (int i = 0; i < beyond.length; i++) {
            beyond[i] += towards[i];
        }
        return beyond;
    }

    /** A number without a needless ".0". */
    static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    private double value(double[] point) {
        return objective.value(point);
    }

    /** Where a coordinate is followed from. */
    private double from(Solution s, int coordinate) {
        double reached = s.point()[coordinate];
        return plan.onLine(coordinate) ? reached : Math.max(-NEAR, Math.min(NEAR, reached));
    }

    /** The best points with one coordinate ever farther out from a place; shorter where the way is lost. */
    private List<double[]> follow(Solution s, int coordinate, boolean up, double from, double[] reaches) {
        List<double[]> path = new ArrayList<>();
        double[] point = s.point();
        for (double reach : reaches) {
            double[] next = point.clone();
            next[coordinate] = from + (up ? reach : -reach);
            if (next.length > 1) {
                next = data.regions().isPresent() ? besideOthers(path, point, next, coordinate) : next;
                Held others = new Held(objective, coordinate, next[coordinate]);
                double[] found = others.whole(Newton.withDefaults()
                        .minimise(others, others.others(next))
                        .point());
                next = isHigher(next, found) ? next : found;
            }
            if (!Double.isFinite(value(next)) || isNoise(next, coordinate, CERTAIN)) {
                return path;
            }
            path.add(next);
            point = next;
        }
        return path;
    }

    /**
     * The point moved along a coordinate, or, if that is better, one in which another that may grow in proportion does so too, or
     * in which all others go on as they did.
     */
    private double[] besideOthers(List<double[]> path, double[] point, double[] moved, int coordinate) {
        double ratio = plan.onLine(coordinate)
                ? moved[coordinate] / point[coordinate]
                : StrictMath.exp(moved[coordinate] - point[coordinate]);
        double[] best = moved;
        for (int i = 0; i < point.length && ratio > 0 && ratio < Double.POSITIVE_INFINITY; i++) {
            if (i != coordinate) {
                double[] other = moved.clone();
                other[i] = plan.onLine(i) ? point[i] * ratio : point[i] + StrictMath.log(ratio);
                best = isHigher(other, best) ? other : best;
            }
        }
        if (path.size() > 1) {
            double[] before = path.get(path.size() - 2);
            double times = (moved[coordinate] - point[coordinate]) / (point[coordinate] - before[coordinate]);
            double[] onwards = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                onwards[i] = i == coordinate ? moved[i] : point[i] + times * (point[i] - before[i]);
            }
            best = isHigher(onwards, best) ? onwards : best;
        }
        return best;
    }

    /** Whether the likelihood is higher at one point than at another, not for rounding alone. */
    private boolean isHigher(double[] point, double[] other) {
        return (value(other) - value(point)) * objective.weight() > SETTLED;
    }

    private Fit settled(Solution s, int far, double edge, double[] point, Map<String, Double> direction) {
        Way way = Way.along(plan, far, edge == plan.searched().get(far).domain().upper(), s.point(), point);
        Map<String, Double> edges = edges(edge, way, point);
        if (!edges.isEmpty()) {
            boolean certain = common.mayAllBeCertain() && Math.abs(value(point)) * objective.weight() < SETTLED;
            if (asked.family().support().integer()) {
                return onFiniteEdge(far, edges, point);
            }
            return certain
                    ? certain(s, direction)
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
    private Map<String, Double> edges(double edge, Way way, double[] point) {
        if (!Double.isInfinite(edge)) {
            return way.endsAtNumbers() ? way.edges() : Map.of();
        }
        Map<String, Double> edges = new LinkedHashMap<>();
        double[] values = plan.report(point);
        for (int i = 0; i < plan.free().size(); i++) {
            Parameter p = plan.free().get(i);
            if (p.domain().equals(Domain.UNIT) && (values[i] < NEXT_TO || values[i] > 1 - NEXT_TO)) {
                edges.put(p.name(), Math.rint(values[i]));
            }
        }
        return edges;
    }

    private Fit onFiniteEdge(int far, Map<String, Double> edges, double[] point) {
        int p = point.length;
        // Probabilities of which one is zero depend no longer on its ratio.
        boolean isOwn = edges.containsKey(plan.searched().get(far).name())
                || edges.size() == plan.free().size();
        double[] covariance = isOwn ? Report.nan(p * (p + 1) / 2) : new double[p * (p + 1) / 2];
        boolean othersCount = true;
        if (p > 1) {
            Held others = new Held(objective, far, point[far]);
            Jet jet = new Jet(p - 1, 2);
            others.at(others.others(point), jet);
            int[] inside = IntStream.range(0, p).filter(i -> i != far).toArray();
            double[] inner = report.covariance(point, jet, inside);
            othersCount = !Double.isNaN(inner[0]);
            for (int i = 0; i < p - 1; i++) {
                othersCount &= jet.hessian(i, i) * objective.weight() > NO_CURVATURE;
            }
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
                                .map(e -> e.getKey() + " = " + format(e.getValue()))
                                .collect(Collectors.joining(", "))
                        + (othersCount ? "" : ", where the data don't tell the other parameters")
                        + report.elsewhere(),
                List.copyOf(edges.keySet()),
                Map.of());
        Map<String, Double> known = new LinkedHashMap<>();
        if (!othersCount) {
            plan.free().forEach(q -> known.put(q.name(), Double.NaN));
        }
        known.putAll(edges);
        return report.fitAt(outcome, point, covariance, value(point), known);
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

    /** Where a component lies within one interval of the data, or could and be better there than where a search ended. */
    private Optional<Fit> withinAnInterval(Solution s) {
        Optional<Enclosed> here = mixed.enclosed(s);
        Optional<Enclosed> higher =
                s.converged() ? Optional.empty() : mixed.higher(s, search).flatMap(mixed::enclosed);
        return here.or(() -> higher)
                .map(enclosed -> report.at(
                        s,
                        Outcome.of(
                                Kind.NOT_IDENTIFIED,
                                "the likelihood is highest where " + enclosed.describe()
                                        + ": the data don't tell where in it, nor how narrow")));
    }

    /**
     * The fit without a component, if that is as good. Then the likelihood is flat where the component has no weight and where
     * it equals another one, and a search ends anywhere there.
     */
    private Optional<Fit> withFewerComponents(Solution s) {
        if (asked.family().components().isEmpty() || s.converged() && isDetermined(s)) {
            return Optional.empty();
        }
        if (mixed.collapsible(s).isPresent()) {
            // There is no maximum where a component has no weight: given some, on a single value, it gains without end.
            boolean apart = s.converged() || s.status() == Status.FLAT || isOfWeight(wanderer(s));
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
}
