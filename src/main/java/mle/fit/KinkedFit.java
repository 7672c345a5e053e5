package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Equivariance;
import mle.family.Parameter;
import mle.family.Support;
import mle.solve.Objective;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/**
 * The fit of a family whose density has a kink at a parameter, such as the location of a Laplace distribution. Where the density
 * at the estimates is smooth there after all, as that of a generalised normal of shape 3, the fit is one like others.
 */
final class KinkedFit {
    private static final double NEAR = 1e-6;
    private static final double FAR = 1e-3;

    /** A score that changes over NEAR by more than this share of what it does over FAR has no derivative to rely on. */
    private static final double SMOOTH = 1.5e-3;

    /** In nats. */
    private static final double HIGHER = 1e-6;

    private static final int MANY = 10_000;
    private static final int FEW = 2000;

    private final Mle asked;
    private final Report report;
    private final EmpiricalDistribution data;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final CrossEntropy objective;
    private final Parameter kinked;
    private final Map<String, Double> known;
    private final RowScore score;

    /** In ascending order, the values and bounds of rows in the domain of the parameter. */
    private final double[] places;

    /**
     * A fit.
     *
     * @param report what is known before any search
     * @param known the values of held parameters in the units of the search
     */
    KinkedFit(Report report, Map<String, Double> known) {
        this.report = report;
        this.asked = report.asked();
        this.data = report.searched();
        this.plan = report.plan();
        this.moves = report.moves();
        this.objective = report.objective();
        this.kinked = plan.searched().get(plan.kink());
        this.known = known;
        this.score = new RowScore(plan, known);
        this.places = distinct(IntStream.range(0, data.size())
                .boxed()
                .flatMapToDouble(this::bounds)
                .filter(kinked.domain()::contains)
                .toArray());
    }

    /** The value of a row, or the finite bounds of its region. */
    private DoubleStream bounds(int row) {
        if (data.regions().isEmpty()) {
            return DoubleStream.of(data.value(row));
        }
        Observations rows = data.regions().get();
        return DoubleStream.of(rows.lower(row), rows.upper(row), rows.entry(row), rows.exit(row))
                .filter(Double::isFinite);
    }

    /** In ascending order, each once. */
    private static double[] distinct(double[] values) {
        Arrays.sort(values);
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (n == 0 || values[i] != values[n - 1]) {
                values[n++] = values[i];
            }
        }
        return Arrays.copyOf(values, n);
    }

    /** Whether there may be a kink in the likelihood of a fit. */
    static boolean concerns(Report report) {
        FamilyPlan plan = report.plan();
        return plan.kink() >= 0
                && plan.family().components().isEmpty()
                && !(report.data().isConstant()
                        && report.moves()
                                .freeScale(report.asked().fixed().keySet())
                                .isPresent());
    }

    /** The fit. */
    Fit fit(Searches searches, Map<String, Double> start) {
        if (data.regions().isPresent()) {
            return ofRegions(searches, start);
        }
        Optional<double[]> closed = closedForm(start);
        if (closed.isPresent()) {
            return at(search().near(closed.get()));
        }
        if (places.length == 0 || !plan.isStraightAlongKink()) {
            return notStraight(searches, start);
        }
        Optional<double[]> from = searches.start(start);
        if (from.isEmpty()) {
            return new Ending(report, searches.components()).fit();
        }
        boolean several = asked.family().searches() > 1;
        return at(several ? search().highest(from.get()) : search().only(from.get()));
    }

    private Fit notStraight(Searches searches, Map<String, Double> start) {
        Optional<double[]> ofFew = kinkOfFew();
        if (ofFew.isPresent()) {
            return at(search().highest(ofFew.get()));
        }
        Search search = searches.search(start);
        Optional<Solution> s = search.solution();
        boolean converged = s.isPresent() && s.get().converged();
        if (places.length == 0 || s.isEmpty() || converged && isSmooth(s.get().point())) {
            return new Ending(report.with(search), searches.components()).fit();
        }
        if (converged) {
            return at(new KinkSearch.Maximum(s.get().point(), -1, -1));
        }
        double[] from = searches.start(start).orElse(s.get().point());
        return atKinkOrBeside(search().highest(from), searches, search, HIGHER);
    }

    /**
     * Of regions the likelihood has kinks at exact values, and may have maxima beside the bounds of others, beyond all of them, and
     * where the family becomes one that ends at a value.
     */
    private Fit ofRegions(Searches searches, Map<String, Double> start) {
        Search search = searches.search(start);
        Optional<Solution> s = search.solution();
        if (s.isEmpty() || places.length == 0) {
            return new Ending(report.with(search), searches.components()).fit();
        }
        boolean smooth = s.get().converged()
                && (!CommonValue.of(data).hasExact() || isSmooth(s.get().point()));
        List<double[]> from = new ArrayList<>(List.of(s.get().point()));
        from.addAll(searches.startPoints(start));
        KinkSearch.Seen seen = search().highestOfAll(from);
        boolean higher = (s.get().jet().value() - seen.value()) * objective.weight() > HIGHER;
        if (seen.maximum().isEmpty() && (higher || !s.get().converged() && Double.isFinite(seen.value()))) {
            Optional<Fit> beyond = beyond(report.logLikelihood(seen.value()));
            if (beyond.isPresent() || higher) {
                return beyond.orElseGet(() -> at(Optional.empty()));
            }
        }
        Fit fit = atKinkOrBeside(seen.maximum(), searches, search, smooth ? -HIGHER : HIGHER);
        return fit.outcome().kind() == Kind.CONVERGED
                        && report.unboundedRegions().isEmpty()
                ? limits(fit.logLikelihood(), fit.outcome()::direction)
                        .above(() -> inside(fit))
                        .orElse(fit)
                : fit;
    }

    /** Where the likelihood rises from all places, to a limit or without end. */
    private Optional<Fit> beyond(double reached) {
        return limits(reached, Map::of).best().or(() -> Ending.withoutBound(report));
    }

    private LimitFit limits(double reached, Supplier<Map<String, Double>> direction) {
        return limits(reached, () -> 0, direction);
    }

    private LimitFit limits(double reached, DoubleSupplier rounding, Supplier<Map<String, Double>> direction) {
        return new LimitFit(new Compared(report, reached, rounding, direction));
    }

    /** A place that is compared with the limits. */
    private record Compared(
            Report report, double logLikelihood, DoubleSupplier added, Supplier<Map<String, Double>> way)
            implements LimitFit.Reported {
        @Override
        public double rounding() {
            return added.getAsDouble();
        }

        @Override
        public Map<String, Double> direction() {
            return way.get();
        }
    }

    /** Where a maximum that is not the highest lies. */
    private static String inside(Fit fit) {
        String where = fit.parameters().stream()
                .map(e -> e.name() + " = " + Digits.number(e.value()))
                .collect(Collectors.joining(", "));
        return Ending.lowerMaximum(where, fit.logLikelihood());
    }

    /**
     * The maximum at a kink, or the place where a search without kinks ended if it is higher: rows of which some could not be seen
     * may have it beyond all values.
     *
     * @param lower by how many nats the kink may be lower
     */
    private Fit atKinkOrBeside(Optional<KinkSearch.Maximum> kink, Searches searches, Search search, double lower) {
        if (search.solution().isEmpty()) {
            return at(kink);
        }
        double value = search.solution().get().jet().value();
        if (kink.isPresent() && (objective.value(kink.get().point()) - value) * objective.weight() < lower) {
            return at(kink);
        }
        Fit beside = new Ending(report.with(search), searches.components()).fit();
        boolean told =
                beside.outcome().kind() != Kind.NOT_REACHED && beside.outcome().kind() != Kind.UNBOUNDED;
        return told || kink.isEmpty() ? beside : at(kink);
    }

    /** Of many rows, where a fit of some of them ends, if the density has a kink there: where Newton's method only loses time. */
    private Optional<double[]> kinkOfFew() {
        if (data.size() < MANY || data.regions().isPresent()) {
            return Optional.empty();
        }
        Fit few = asked.fitTo(View.thinned(data, FEW));
        double[] free = plan.free().stream()
                .mapToDouble(p -> few.parameter(p.name()).value())
                .toArray();
        if (!Arrays.stream(free).allMatch(Double::isFinite)) {
            return Optional.empty();
        }
        double[] point = coordinates(free);
        return isSmooth(point) ? Optional.empty() : Optional.of(point);
    }

    private KinkSearch search() {
        double[] kinks = Arrays.stream(places).map(this::coordinate).toArray();
        boolean unbounded = !report.unboundedRegions().isEmpty();
        return new KinkSearch(objective, this::held, asked.solver(), plan.kink(), kinks, data.size(), unbounded);
    }

    /**
     * The cross entropy of the other coordinates. With a number in place of the parameter distances from it are data, of which a
     * Laplace distribution needs one sum.
     */
    private Objective held(double coordinate) {
        if (asked.family().solvedIn().isPresent()) {
            return new Held(objective, plan.kink(), coordinate);
        }
        Set<String> names = new HashSet<>(known.keySet());
        names.add(kinked.name());
        Map<String, Double> held = new HashMap<>(known);
        held.put(kinked.name(), kinked.domain().fromLine(coordinate));
        FamilyPlan others = FamilyPlan.of(asked.family(), names, moves.view().aroundOne());
        return data.regions().isEmpty()
                ? new CrossEntropy(others.plan().bind(moves.view().rows(data), held))
                : Regions.crossEntropy(others, asked.support(), moves.view(), data, held);
    }

    private double coordinate(double value) {
        return kinked.domain().toLine(moves.inView(kinked.name(), value));
    }

    /** The estimates in closed form, in coordinates. */
    private Optional<double[]> closedForm(Map<String, Double> start) {
        boolean free = plan.free().size() == asked.family().parameters().size();
        if (!free || data.regions().isPresent() || !start.isEmpty()) {
            return Optional.empty();
        }
        return asked.family()
                .closedForm()
                .map(form -> form.estimates(data, Map.of()))
                .map(this::coordinates);
    }

    /** The coordinates of free parameters in the units of the data. */
    private double[] coordinates(double[] inUserUnits) {
        double[] inView = new double[inUserUnits.length];
        for (int i = 0; i < inView.length; i++) {
            inView[i] = moves.inView(plan.free().get(i).name(), inUserUnits[i]);
        }
        return plan.coordinates(inView);
    }

    /** Whether the score changes steadily where x passes the parameter. */
    private boolean isSmooth(double[] point) {
        double middle = kinked.domain().fromLine(point[plan.kink()]);
        double unit = typicalDistance(moves.inUserUnits(kinked.name(), middle));
        double x = middle - (moves.view().aroundOne() ? 1 : 0);
        double near = jump(x, NEAR * unit, point);
        double far = jump(x, FAR * unit, point);
        return Math.abs(near) <= SMOOTH * Math.abs(far);
    }

    private double jump(double x, double distance, double[] point) {
        int entry = 1 + plan.kink();
        return score.at(x + distance, point)[entry] - score.at(x - distance, point)[entry];
    }

    /** In the units of the search. */
    private double typicalDistance(double from) {
        double distance = View.sampleMeanDistance(data, from);
        return distance > 0 ? distance / moves.view().unit() : 1;
    }

    // ---- the report ----

    private Fit at(Optional<KinkSearch.Maximum> found) {
        return found.map(this::at)
                .orElseGet(() -> report.nothing(Outcome.of(
                        Kind.NOT_REACHED,
                        "the density has a kink at " + kinked.name()
                                + ", and no place was found from which the likelihood falls to both sides")));
    }

    private Fit at(KinkSearch.Maximum maximum) {
        double value = maximum.kink() >= 0 && maximum.flatTo() < 0
                ? places[maximum.kink()]
                : moves.inUserUnits(kinked.name(), kinked.domain().fromLine(maximum.point()[plan.kink()]));
        Fit held = asked.withFixed(kinked.name(), value).fitTo(report.data());
        if (!held.outcome().kind().found()) {
            double[] at = maximum.point();
            if (data.regions().isPresent()) {
                return beyond(report.logLikelihood(objective.value(at)))
                        .orElseGet(() -> held.with(held.outcome(), told(held, Double.NaN)));
            }
            double reached = report.logLikelihood(objective.value(at));
            return limits(reached, () -> Rounding.of(objective, at), held.outcome()::direction)
                    .best()
                    .orElseGet(() -> held.with(held.outcome(), told(held, Double.NaN)));
        }
        String where = where(maximum, value);
        if (held.outcome().kind() == Kind.BOUNDARY) {
            Set<String> onEdge = new LinkedHashSet<>(held.outcome().parameters());
            onEdge.add(kinked.name());
            String message = held.outcome().message() + "; " + where;
            return held.with(new Outcome(Kind.BOUNDARY, message, List.copyOf(onEdge), Map.of()), told(held, value));
        }
        double[] free = plan.free().stream()
                .mapToDouble(p -> p.name().equals(kinked.name())
                        ? value
                        : held.parameter(p.name()).value())
                .toArray();
        double[] point = coordinates(free);
        Covariance kind = kind();
        double[] covariance = kind.matrix(
                information(kind, point, value),
                point.length,
                () -> Arrays.stream(report.scores(point).outerProducts())
                        .map(v -> kind.correction(report.data(), point.length) * v)
                        .toArray());
        boolean informed = !Double.isNaN(covariance[0]);
        String errors = informed
                ? "; standard errors from the "
                        + (kind == Covariance.OPG ? "outer products of scores" : "expected information")
                : "; it has no standard error, for the information is infinite";
        Outcome outcome = new Outcome(
                Kind.CONVERGED,
                where
                        + errors
                        + report.elsewhere()
                        + limits(report.logLikelihood(objective.value(point)), Map::of)
                                .higher(),
                maximum.flatTo() < 0 ? List.of() : List.of(kinked.name()),
                maximum.flatTo() < 0 ? Map.of() : Map.of(kinked.name(), 1.0));
        if (!informed) {
            return held.with(outcome, told(held, value));
        }
        Fit fit = report.fitAt(outcome, point, covariance, objective.value(point));
        return fit.with(exactly(fit, value), kind, held.work());
    }

    private String where(KinkSearch.Maximum maximum, double value) {
        String name = kinked.name();
        if (maximum.flatTo() >= 0) {
            double[] ends = {places[maximum.kink()], places[maximum.flatTo()]};
            Arrays.sort(ends);
            return "the maximum is not a single point: the likelihood is the same for every " + name + " from "
                    + Ending.format(ends[0]) + " to " + Ending.format(ends[1]) + ", of which the middle is given";
        }
        return maximum.kink() >= 0
                ? "maximum at a kink of the likelihood, where " + name + " is the observation " + Ending.format(value)
                        + "; it falls to both sides"
                : "interior maximum: gradient zero, between observations at which the likelihood has kinks";
    }

    /** The estimates of a fit in which the parameter was held. */
    private List<Estimate> told(Fit held, double value) {
        return held.parameters().stream()
                .map(e -> e.name().equals(kinked.name()) ? Estimate.onEdge(e.name(), value) : e)
                .toList();
    }

    /** The estimates with the very value of an observation, which a way over a log or logit scale may have rounded. */
    private List<Estimate> exactly(Fit fit, double value) {
        List<Estimate> estimates = new ArrayList<>();
        for (Estimate e : fit.parameters()) {
            estimates.add(
                    e.name().equals(kinked.name())
                            ? new Estimate(e.name(), value, e.standardError(), e.lower(), e.upper(), false)
                            : e);
        }
        return estimates;
    }

    private Covariance kind() {
        Covariance kind = asked.covariance(report.data());
        if (kind != Covariance.OBSERVED) {
            return kind;
        }
        return data.regions().isPresent() ? Covariance.OPG : Covariance.EXPECTED;
    }

    /** The information of all observations; none where the outer products of scores are asked for. */
    private double[] information(Covariance kind, double[] point, double value) {
        if (kind == Covariance.OPG) {
            return new double[0];
        }
        int p = point.length;
        double[] information = data.regions().isPresent() ? Report.nan(p * (p + 1) / 2) : expected(point, value);
        for (int i = 0; i < information.length; i++) {
            information[i] *= objective.weight();
        }
        return information;
    }

    private double[] expected(double[] point, double value) {
        double unit = typicalDistance(value);
        Equivariance equivariance = moves.equivariance();
        boolean alongTheLine = equivariance.shifts() && asked.fixed().isEmpty();
        if (alongTheLine) {
            // A distribution that only moves along the line has the information that it has at zero, where nothing is
            // rounded.
            double[] atZero = point.clone();
            for (int i = 0; i < atZero.length; i++) {
                boolean shifted = equivariance
                        .shifted()
                        .get(moves.index(plan.searched().get(i).name()));
                atZero[i] -= shifted ? point[plan.kink()] : 0;
            }
            return new ExpectedInformation(score, atZero, 0, unit)
                    .between(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        }
        Support support = asked.support();
        double one = moves.view().aroundOne() ? 1 : 0;
        return new ExpectedInformation(score, point, moves.inView(kinked.name(), value) - one, unit)
                .between(inView(support.lower()) - one, inView(support.upper()) - one);
    }

    private double inView(double x) {
        return moves.view().inView(x);
    }
}
