package mle.fit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.family.Support;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Approach;
import mle.solve.Lbfgs;
import mle.solve.Newton;
import mle.solve.Objective;
import mle.solve.Solution;

/**
 * The search for the maximum of a regression's likelihood. Few rows show where it begins, many rows where it ends: of large
 * data some rows are searched first, and the full data from there.
 */
final class RegressionSearch {
    /** Rows on which starts are compared, and the first search is made. */
    private static final int FEW = 4000;

    /** Few are no less than this for each coefficient. */
    private static final int FEW_BY_COEFFICIENT = 20;

    /** The part of the rows on which the second search is made. */
    private static final int PART = 10;

    /** Nats that a search of some of the rows may leave: little beside what these rows are wrong by. */
    private static final double A_LITTLE = 0.01;

    /** Searches from so many starts at most, for families with several maxima. */
    private static final int MOST_SEARCHES = 3;

    private static final double SAME_MAXIMUM = 1e-6;

    /** With more coefficients a search begins by gradients alone, and has a Hessian at its end. */
    private static final int MANY = 150;

    private final Regression asked;
    private final Model model;
    private final long began = System.nanoTime();
    private final ModelFormulas formulas;
    private final List<ColumnMap> maps = new ArrayList<>();
    private final Map<String, Map<Integer, double[]>> dependent = new LinkedHashMap<>();
    private final EmpiricalDistribution inside;
    private int searches;
    private int best;

    RegressionSearch(Regression asked) {
        this.asked = asked;
        this.model = asked.model();
        this.inside = inside(model);
        this.formulas = new ModelFormulas(model);
        Map<DesignMatrix, Conditioning> known = new IdentityHashMap<>();
        for (Predictor.Linear q : formulas.linear()) {
            Conditioning c = known.computeIfAbsent(q.design(), x -> Conditioning.of(Standardisation.of(x)));
            maps.add(c.map());
            if (!c.dependent().isEmpty()) {
                dependent.put(q.parameter(), c.dependent());
            }
        }
    }

    /** The columns that are combinations of others, if there are any. */
    Optional<Collinearity> collinearity() {
        return dependent.isEmpty() ? Optional.empty() : Optional.of(new Collinearity(model, dependent));
    }

    /** The response with a value inside the support in each row. */
    static EmpiricalDistribution inside(Model model) {
        EmpiricalDistribution response = model.response();
        Family family = model.family();
        if (response.regions().isPresent()) {
            return Regions.inside(response, family, model.fixed());
        }
        Support support = family.support();
        Optional<Predictor> top = support.upperParameter().flatMap(model::predictor);
        double fixedTop = support.upperParameter().map(model.fixed()::get).orElse(support.upper());
        for (int i = 0; response.names().size() == 1 && i < response.size(); i++) {
            double x = response.value(i);
            double most = top.isPresent() && top.get() instanceof Predictor.Linear q && q.size() == 0
                    ? q.link().inverse(q.design().predictor(i, new double[0]))
                    : fixedTop;
            if (!(support.contains(x) && x <= most)) {
                throw DataException.inRow(
                        response.rowOf(i),
                        family.name() + " needs " + support + (top.isPresent() ? " (" + most + ")" : "") + ", got "
                                + x);
            }
        }
        return response;
    }

    private RegressionObjective objective(Rowset rows) {
        return RegressionObjective.of(model, formulas, maps, rows);
    }

    RegressionReport search() {
        int n = model.response().size();
        RegressionObjective all = objective(Rowset.all(n));
        int few = Math.max(FEW, FEW_BY_COEFFICIENT * all.dimension());
        Rowset some = Rowset.some(few, n);
        RegressionObjective ofSome = some.areAll() ? all : objective(some);
        RegressionStarts own = new RegressionStarts(model, inside, formulas, maps, some);
        List<double[]> starts = own.ranked(ofSome, asked.start());
        if (starts.isEmpty()) {
            return report(all, Optional.empty());
        }
        Solution found = fromStarts(ofSome, starts);
        if (!found.converged() && !asked.start().isEmpty()) {
            // A start of the user's that leads nowhere is no evidence against a maximum.
            List<double[]> others = own.ranked(ofSome, Map.of());
            Solution other = others.isEmpty() ? found : fromStarts(ofSome, others);
            starts = other.converged() ? others : starts;
            found = other.converged() ? other : found;
        }
        if (some.areAll()) {
            return report(all, Optional.of(found));
        }
        boolean plain = !(asked.solver() instanceof Newton) || !found.converged();
        double[] from = found.converged() ? found.point() : starts.get(0);
        Solution end;
        if (plain) {
            end = minimise(all, from);
        } else {
            Newton newton = (Newton) asked.solver();
            if (n / PART > 2 * few) {
                found = Approach.closer(
                        newton,
                        objective(Rowset.some(n / PART, n)),
                        from,
                        found.jet().hessian(),
                        A_LITTLE);
                from = found.point();
            }
            end = Approach.minimise(newton, all, from, found.jet().hessian());
        }
        if (!end.converged() && from != starts.get(0)) {
            Solution anew = minimise(all, starts.get(0));
            end = anew.converged() ? anew : end;
        }
        return report(all, Optional.of(end));
    }

    private RegressionReport report(RegressionObjective all, Optional<Solution> solution) {
        return new RegressionReport(
                asked, inside, formulas, maps, all, solution, Math.max(1, searches), Math.max(1, best), began);
    }

    private Solution minimise(Objective objective, double[] start) {
        boolean many = asked.solver() instanceof Newton && objective.dimension() > MANY;
        if (many) {
            Solution found = Lbfgs.withDefaults().minimise(objective, start);
            if (found.converged()) {
                return found;
            }
        }
        return asked.solver().minimise(objective, start);
    }

    /** The best of the ends of searches from the first starts; one search unless several maxima are to be expected. */
    private Solution fromStarts(RegressionObjective objective, List<double[]> starts) {
        boolean several = model.family().severalMaxima()
                || model.predictors().stream().anyMatch(q -> q instanceof Predictor.Nonlinear);
        int most = several ? MOST_SEARCHES : 1;
        Solution highest = null;
        for (double[] start : restarted(objective, starts.subList(0, Math.min(most, starts.size())))) {
            Solution end = minimise(objective, start);
            searches++;
            double gain =
                    highest == null ? 1 : (highest.jet().value() - end.jet().value()) * objective.weight();
            boolean same = Math.abs(gain) < SAME_MAXIMUM;
            best = same ? best + 1 : gain > 0 ? 1 : best;
            if (highest == null || gain >= SAME_MAXIMUM || same && !highest.converged() && end.converged()) {
                highest = end;
            }
        }
        return highest;
    }

    /** The starts, then points beside each in turn, drawn at random where the likelihood is finite. */
    private List<double[]> restarted(RegressionObjective objective, List<double[]> starts) {
        List<double[]> all = new ArrayList<>(starts);
        SplittableRandom random = new SplittableRandom(asked.seed());
        for (int time = 1; time < asked.restarts(); time++) {
            for (double[] start : starts) {
                for (int draw = 0; draw < Searches.MOST_DRAWS; draw++) {
                    double[] point = beside(objective, start, random);
                    if (Double.isFinite(objective.value(point))) {
                        all.add(point);
                        break;
                    }
                }
            }
        }
        return all;
    }

    /** Normal about a start: coefficients of standardised columns, and what is on a log or logit scale, by a unit. */
    private static double[] beside(RegressionObjective objective, double[] start, SplittableRandom random) {
        double[] point = start.clone();
        for (int i = 0; i < objective.dimension(); i++) {
            point[i] += Searches.normal(random);
        }
        return point;
    }
}
