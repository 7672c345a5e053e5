package mle.fit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.family.Concentration;
import mle.family.Parameter;
import mle.family.Support;
import mle.family.UnboundedRegion;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import mle.solve.Solution;

/**
 * What is known of a sample without a search for a maximum: all data are one value, a density of the family has no bound where the
 * search came to, censored rows are all certain.
 */
final class KnownEnding {
    /** Steps back to where a likelihood that has reached its bound is felt to change. */
    private static final double[] BACK = {0.25, 0.5, 1, 2, 4, 8};

    /** How close to a region without a maximum a search ends only because it is going there. */
    private static final double ON_THE_EDGE = 1e-6;

    /** In ranges of the data, how close to the extreme observation an end of the support is next to it. */
    static final double NEXT_TO = 1e-6;

    /** A density that integrates to something else than 1 by more than this is none. */
    private static final double NO_MASS = 1e-9;

    private static final int FEW = 100;

    private final Mle asked;
    private final EmpiricalDistribution data;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final CrossEntropy objective;
    private final CommonValue common;
    private final Components mixed;
    private final Report report;

    KnownEnding(Report report, Components mixed, CommonValue common) {
        this.mixed = mixed;
        this.report = report;
        this.asked = report.asked();
        this.data = report.data();
        this.plan = report.plan();
        this.moves = report.moves();
        this.objective = report.objective();
        this.common = common;
    }

    /** Without a finite likelihood of regions, the reason may be a density that is none, as one without all its constants. */
    void checkMass() {
        // A component of a mixture may be too narrow for a quadrature to see.
        if (data.regions().isEmpty()
                || !asked.family().components().isEmpty()
                || asked.family().hasUnitMass()) {
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

    /**
     * What is unbounded by theory: a density that only moves with location and scale, at data that are all one value; a
     * region of the family's in which the search ended.
     */
    Optional<Fit> unbounded(Solution s) {
        Optional<String> scale =
                common.isPoint() ? moves.freeScale(asked.fixed().keySet()) : Optional.empty();
        if (scale.isPresent()) {
            return Optional.of(report.nothing(onePoint(Way.to(scale.get(), 0), Map.of(scale.get(), -1.0))));
        }
        if (common.isPoint()
                && asked.fixed().isEmpty()
                && asked.family().concentration().isPresent()) {
            return concentrated(asked.family().concentration().get());
        }
        List<UnboundedRegion> regions = report.unboundedRegions();
        if (regions.isEmpty()) {
            return Optional.empty();
        }
        double[] values = plan.report(s.point());
        for (UnboundedRegion region : regions) {
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
                "all data are " + Ending.format(common.lowest())
                        + ": the likelihood rises to 1, which it does not reach, as "
                        + Way.to(at.parameter(), at.edge()),
                List.of(at.parameter()),
                direction)));
    }

    /** The outcome where the density may collapse on the only exact value that there is. */
    Outcome onePoint(Way way, Map<String, Double> direction) {
        String value = Ending.format(common.lowest());
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
    Fit allCertain(Solution s) {
        double[] towards = new double[s.point().length];
        for (int i = 0; i < towards.length; i++) {
            boolean below = loses(s, i, -1);
            towards[i] = below == loses(s, i, 1) ? 0 : below ? 1 : -1;
        }
        return certain(s, report.direction(s.point(), towards));
    }

    Fit certain(Solution s, Map<String, Double> direction) {
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
            double lost = objective.value(beside) * objective.weight();
            if (!(lost < Neighbourhood.SETTLED)) {
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
}
