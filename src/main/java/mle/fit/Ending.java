package mle.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Limit;
import mle.family.Parameter;
import mle.solve.Jet;
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
    /** On log and logit scales or in units of the data, the longest last step; and that which rounding alone can make. */
    private static final double LAST_STEP = 1e-10;

    private static final double ROUNDED_STEP = 1e-14;

    private static final String CLOUDED =
            "the likelihood is lost in rounding on the way to where the search ended; write the density without terms that"
                    + " cancel for large parameters";

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
    private final Neighbourhood around;
    private final KnownEnding known;
    private final MixtureEnding mixture;

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
        this.limits = search.solution().isPresent()
                ? Optional.of(limits(search.solution().get()))
                : Optional.empty();
        this.around = new Neighbourhood(report);
        this.known = new KnownEnding(report, mixed, common);
        this.mixture = new MixtureEnding(report, mixed, around, limits);
    }

    Fit fit() {
        Fit fit = ending();
        Optional<Fit> closed = fit.outcome().kind() == Kind.CONVERGED ? Optional.empty() : inClosedForm();
        if (fit.outcome().kind().found() || closed.isPresent()) {
            return closed.orElse(fit);
        }
        Optional<Fit> collapsed = mixture.collapse().map(standing -> report.nothing(mixed.unbounded(standing)));
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
                        : saturated()
                                .filter(f -> fit.outcome().kind() != Kind.NO_MAXIMUM
                                        && f.outcome().kind() == Kind.NO_MAXIMUM))
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
        return s.converged() ? Optional.of(inside(s, report.inverse(s.jet()), Optional.empty())) : Optional.empty();
    }

    /** The likelihood of regions may have its maximum where an end of the support is a bound of a row, with a kink there. */
    private Optional<Fit> whereTheSupportEnds() {
        List<String> ends = asked.support().ends().stream()
                .filter(end -> !asked.family().parameter(end).orElseThrow().known())
                .toList();
        double reached = report.logLikelihood(
                around.value(search.solution().orElseThrow().point()));
        return data.regions().isEmpty() || ends.isEmpty()
                ? Optional.empty()
                : new EndSearch(asked, data, ends).fit().filter(fit -> fit.logLikelihood() >= reached - NO_LOSS);
    }

    /** An edge that is no higher than where the search stood may be the end of a ridge, and no more a maximum than that. */
    private Optional<Fit> drifting() {
        Solution s = search.solution().orElseThrow();
        if (excludesData(s)) {
            return Optional.empty();
        }
        Optional<Fit> edge = runaway().drifting(s);
        double reached = report.logLikelihood(s.jet().value());
        return edge.filter(fit -> fit.outcome().kind() == Kind.BOUNDARY && fit.logLikelihood() - reached <= NO_LOSS)
                .flatMap(fit -> Ridge.at(s, objective, asked.solver()))
                .map(way -> report.notIdentified(s, way))
                .or(() -> edge);
    }

    private Optional<Fit> saturated() {
        Solution s = search.solution().orElseThrow();
        return Saturation.at(report, s.point()).map(outcome -> report.at(s, outcome));
    }

    /** Whether there is a parameter of which the sample says nothing: then its edge is no better than other values. */
    private boolean saysNothing() {
        Solution s = search.solution().orElseThrow();
        return IntStream.range(0, s.point().length).anyMatch(i -> around.isFlat(s, i));
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

    private Runaway runaway() {
        return new Runaway(report, mixed, common, around, known, limits);
    }

    /** The families that this one becomes, for a search that ended at no maximum inside. */
    private LimitFit limits(Solution s) {
        return new LimitFit(new End(report, s));
    }

    /** Where a search ended. */
    private record End(Report report, Solution s) implements LimitFit.Reported {
        @Override
        public double logLikelihood() {
            return report.logLikelihood(s.jet().value());
        }

        @Override
        public double rounding() {
            return s.converged() ? 0 : Rounding.of(report.objective(), s.point());
        }

        /** How far the search went towards a limit, among those of one family that are otherwise alike. */
        @Override
        public double nearness(Limit limit) {
            for (int i = 0; i < s.point().length; i++) {
                Parameter p = report.plan().searched().get(i);
                if (p.name().equals(limit.parameter())) {
                    return limit.edge() == p.domain().upper() ? s.point()[i] : -s.point()[i];
                }
            }
            return Double.NEGATIVE_INFINITY;
        }

        @Override
        public Map<String, Double> direction() {
            return report.direction(
                    s.point(),
                    s.status() == Status.RUNAWAY ? s.direction() : s.jet().gradient());
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
            known.checkMass();
            return report.nothing(Outcome.of(
                    Kind.NOT_REACHED,
                    "no start value has a finite likelihood; give one inside the domain (--start PARAMETER=VALUE)"));
        }
        Solution s = search.solution().get();
        Optional<Fit> unbounded = known.unbounded(s);
        if (unbounded.isPresent()) {
            return unbounded.get();
        }
        Optional<Fit> enclosed = mixture.withinAnInterval(s);
        if (enclosed.isPresent()) {
            return enclosed.get();
        }
        Optional<Fit> fewer = mixture.withFewerComponents(s);
        if (fewer.isPresent()) {
            return fewer.get();
        }
        if (common.mayAllBeCertain() && Math.abs(s.jet().value()) * objective.weight() < Neighbourhood.SETTLED) {
            return known.allCertain(s);
        }
        if (excludesData(s)) {
            return report.at(
                    s,
                    Outcome.of(Kind.NOT_REACHED, "the search ended where the support does not hold all of the data"));
        }
        if (s.converged() && around.clouded(s.point())) {
            return report.at(s, Outcome.of(Kind.NOT_REACHED, CLOUDED));
        }
        if (s.converged()) {
            int unresolved = around.unresolved(s);
            return unresolved < 0 ? converged(s) : runaway().along(s, unresolved);
        }
        int far = around.wanderer(s);
        if (far >= 0) {
            return runaway().along(s, far);
        }
        return switch (s.status()) {
            case FLAT -> report.notIdentified(s, s.direction());
            default -> report.at(s, Outcome.of(Kind.NOT_REACHED, s.message()));
        };
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

    private Fit converged(Solution s) {
        Optional<double[]> ridge = Ridge.at(s, objective, asked.solver());
        if (ridge.isPresent()) {
            return report.notIdentified(s, ridge.get());
        }
        double[] inverse = report.inverse(s.jet());
        int unknown = around.unknown(s, inverse);
        if (unknown >= 0) {
            return runaway().along(s, unknown);
        }
        if (objective.weight() <= LimitFit.FEW_ROWS
                && report.unboundedRegions().isEmpty()
                && asked.family().components().isEmpty()) {
            Optional<Fit> higher = limits.orElseThrow().aboveInner(() -> told(s));
            if (higher.isPresent()) {
                return higher.get();
            }
        }
        Optional<Fit> fewer = objective.weight() <= LimitFit.FEW_ROWS
                ? limits.orElseThrow().withFewerComponents(() -> told(s))
                : Optional.empty();
        if (fewer.isPresent() && mixed.collapsible(s).isEmpty()) {
            return fewer.get();
        }
        return inside(s, inverse, fewer);
    }

    /**
     * The fit at a maximum inside.
     *
     * @param inverse that of the information observed there
     * @param fewer the fit with fewer components, if that is higher
     */
    private Fit inside(Solution s, double[] inverse, Optional<Fit> fewer) {
        String elsewhere =
                report.elsewhere() + (limits.isPresent() ? limits.get().higher() : "");
        elsewhere += mixed.collapsible(s).isPresent()
                ? "; a local maximum: the likelihood has no bound where a component collapses on a value"
                : "";
        elsewhere += fewer.isPresent()
                ? "; it is higher (log-likelihood = "
                        + Digits.number(fewer.get().logLikelihood())
                        + ") where a component has no weight, which is no maximum either"
                : "";
        Outcome outcome = Outcome.of(
                Kind.CONVERGED,
                "interior maximum: gradient zero, Hessian positive definite" + search.describe()
                        + mixed.describe(s, search) + elsewhere);
        Fit fit = report.fitAt(
                outcome,
                withLastStep(s, inverse),
                asked.covariance(data) == Covariance.OBSERVED ? inverse : report.covariance(s.point(), s.jet()),
                s.jet().value());
        return fit.hasNumbers()
                ? fit.told()
                : report.at(
                        s,
                        Outcome.of(
                                Kind.NOT_REACHED, "the estimates overflow in the units of the data; change the units"));
    }

    /** The maximum to the last digits: a search ends before a step too short to be worth a look, which is known all the same. */
    private double[] withLastStep(Solution s, double[] inverse) {
        double[] point = s.point().clone();
        double longest = 0;
        for (int i = 0; i < point.length; i++) {
            double step = 0;
            for (int j = 0; j < point.length; j++) {
                int high = Math.max(i, j);
                step += inverse[high * (high + 1) / 2 + Math.min(i, j)]
                        * s.jet().gradient()[j];
            }
            step *= objective.weight();
            longest = Math.max(longest, Math.abs(step) / Math.max(1, Math.abs(point[i])));
            point[i] -= step;
        }
        return longest > ROUNDED_STEP && longest <= LAST_STEP ? point : s.point();
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

    /** A number without a needless ".0". */
    static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
