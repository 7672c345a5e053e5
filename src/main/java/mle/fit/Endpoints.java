package mle.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.model.Model;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The fit of a family whose support ends at a parameter with a density that does not fall to zero there, such as the minimum
 * of a Pareto distribution: the likelihood is zero beyond the extreme observation, and where it rises all the way to that, its
 * maximum is there. The estimate is the extreme observation; it has no standard error from a Hessian, for the likelihood
 * has no Hessian there (Smith 1985, Biometrika 72, 67-90).
 */
final class Endpoints {
    /** In ranges of the data, how far outside the extreme observations the likelihood is seen to be lower. */
    private static final double[] OUTSIDE = {1e-6, 1e-3, 0.1, 1};

    private static final double[] OUTSIDE_COUNTS = {1, 2, 10};

    private final Family family;
    private final Support support;
    private final EmpiricalDistribution data;
    private final Function<Map<String, Double>, Fit> withEnds;
    private final Map<String, Double> extremes = new LinkedHashMap<>();

    /**
     * For a family and data.
     *
     * @param support the support, held ends at their values
     * @param withEnds the fit with estimated ends held at values
     */
    private Endpoints(
            Family family, Support support, EmpiricalDistribution data, Function<Map<String, Double>, Fit> withEnds) {
        this.family = family;
        this.support = support;
        this.data = data;
        this.withEnds = withEnds;
        support.lowerParameter().filter(this::isEstimated).ifPresent(end -> extremes.put(end, data.min()));
        support.upperParameter().filter(this::isEstimated).ifPresent(end -> extremes.put(end, data.max()));
    }

    private boolean isEstimated(String end) {
        return family.parameter(end).filter(p -> !p.known()).isPresent();
    }

    /** The fit, if an end of the support is to be estimated and does not keep its distance from the data by itself. */
    static Optional<Fit> fit(Mle asked, EmpiricalDistribution data) {
        Support support = asked.support();
        if (support.ends().isEmpty()) {
            return Optional.empty();
        }
        Endpoints endpoints = new Endpoints(asked.family(), support, data, ends -> {
            Mle held = asked;
            for (Map.Entry<String, Double> end : ends.entrySet()) {
                held = held.withFixed(end.getKey(), end.getValue());
            }
            return held.fitTo(data);
        });
        if (!endpoints.lieAtData()) {
            return Optional.empty();
        }
        if (data.regions().isPresent()) {
            return Optional.of(endpoints.searched(asked));
        }
        boolean collapses = data.isConstant() && endpoints.extremes.size() == 2 && !support.integer();
        return collapses ? Optional.of(endpoints.atOnePoint(asked)) : endpoints.atTheExtremes();
    }

    /**
     * The same of a regression.
     *
     * @throws IllegalArgumentException if such an end follows a predictor
     */
    static Optional<Fit> fit(Regression asked) {
        Model model = asked.model();
        Support support = model.family().support().with(model.fixed());
        boolean oneColumn = model.response().names().size() == 1;
        if (support.ends().isEmpty() || !oneColumn) {
            return Optional.empty();
        }
        Endpoints endpoints = new Endpoints(model.family(), support, model.response(), ends -> {
            Map<String, Double> fixed = new LinkedHashMap<>(model.fixed());
            fixed.putAll(ends);
            return asked.withModel(new Model(model.family(), model.response(), model.predictors(), fixed))
                    .fit();
        });
        if (!endpoints.lieAtData()) {
            return Optional.empty();
        }
        if (model.response().regions().isPresent()) {
            List<String> ends = List.copyOf(endpoints.extremes.keySet());
            throw new IllegalArgumentException(model.family().name()
                    + ": a regression of censored or truncated rows needs " + String.join(" and ", ends)
                    + ", where the support ends, to be given (" + held(ends) + ")");
        }
        for (String end : endpoints.extremes.keySet()) {
            if (model.predictor(end).isPresent()) {
                throw new IllegalArgumentException(
                        model.family().name() + ": " + end
                                + " is where the support ends and the density does not fall to zero; it can't follow a predictor");
            }
        }
        return endpoints.atTheExtremes();
    }

    /** Whether ends are to be estimated to which the likelihood rises. */
    private boolean lieAtData() {
        return !extremes.isEmpty() && !densityEndsByItself();
    }

    /**
     * The fit of censored or truncated rows: the likelihood has its maximum over the ends where one is at an exact value or farther
     * out.
     */
    private Fit searched(Mle asked) {
        List<String> ends = List.copyOf(extremes.keySet());
        CommonValue common = CommonValue.of(data);
        if (ends.size() == 2 && !support.integer() && common.isPoint()) {
            return atOnePoint(asked);
        }
        return new EndSearch(asked, data, ends)
                .fit()
                .orElseGet(() -> nothing(
                        asked,
                        Outcome.of(
                                Kind.NOT_REACHED,
                                "no highest likelihood was found over where the support ends, at "
                                        + String.join(" and ", ends) + ": the rows don't tell (" + held(ends)
                                        + " holds it)")));
    }

    private static String held(List<String> ends) {
        return ends.stream().map(end -> "--fix " + end + "=...").collect(Collectors.joining(" "));
    }

    /** Whether the formula of the density is no number beyond its end, as that of a density which falls to zero there. */
    private boolean densityEndsByItself() {
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Expr.data("x", family.support().sign()));
        family.parameters()
                .forEach(p -> inputs.add(Expr.parameter(p.name(), p.domain().sign())));
        Program density = Program.of(List.of(family.logDensity()), inputs);
        for (String end : extremes.keySet()) {
            double[] at = new double[inputs.size()];
            for (int i = 1; i < at.length; i++) {
                Parameter p = family.parameters().get(i - 1);
                boolean top = support.upperParameter().equals(Optional.of(p.name()));
                at[i] = p.domain().fromLine(top ? 3 : 1);
                if (p.name().equals(end)) {
                    at[0] = p.domain().fromLine(top ? 4 : 0);
                }
            }
            if (!Double.isFinite(density.values(at)[0])) {
                return true;
            }
        }
        return false;
    }

    private Optional<Fit> atTheExtremes() {
        Fit fit = withEnds.apply(extremes);
        if (!fit.outcome().kind().found()) {
            return Optional.of(told(fit, fit.outcome()));
        }
        for (String end : extremes.keySet()) {
            if (risesOutside(end, fit.logLikelihood())) {
                return Optional.empty();
            }
        }
        String where = extremes.entrySet().stream()
                .map(e -> e.getKey() + " = " + Ending.format(e.getValue()))
                .collect(Collectors.joining(", "));
        String also =
                fit.outcome().kind() == Kind.BOUNDARY ? "; " + fit.outcome().message() : "";
        Set<String> onEdge = new LinkedHashSet<>(extremes.keySet());
        onEdge.addAll(fit.outcome().parameters());
        return Optional.of(told(
                fit,
                new Outcome(
                        Kind.BOUNDARY,
                        "the likelihood is highest where the support ends at the extreme observation"
                                + (extremes.size() > 1 ? "s" : "") + ", " + where + also,
                        List.copyOf(onEdge),
                        Map.of())));
    }

    /** Whether the likelihood is higher with an end outside of the extreme observation. */
    private boolean risesOutside(String end, double logLikelihood) {
        boolean lower = support.lowerParameter().equals(Optional.of(end));
        double extreme = extremes.get(end);
        double unit = support.integer() ? 1 : data.isConstant() ? Math.abs(extreme) : data.max() - data.min();
        for (double share : support.integer() ? OUTSIDE_COUNTS : OUTSIDE) {
            double outside = lower ? extreme - share * unit : extreme + share * unit;
            if (family.parameter(end).orElseThrow().domain().contains(outside) && outside != extreme) {
                Map<String, Double> ends = new LinkedHashMap<>(extremes);
                ends.put(end, outside);
                Fit fit = withEnds.apply(ends);
                if (fit.outcome().kind() == Kind.UNBOUNDED || fit.logLikelihood() > logLikelihood) {
                    return true;
                }
            }
        }
        return false;
    }

    private Fit atOnePoint(Mle asked) {
        List<String> ends = List.copyOf(extremes.keySet());
        Map<String, Double> direction = new LinkedHashMap<>();
        direction.put(ends.get(0), 1.0);
        direction.put(ends.get(1), -1.0);
        Outcome outcome = new Outcome(
                Kind.UNBOUNDED,
                (data.regions().isEmpty() ? "all data are " : "all exact data are ")
                        + Ending.format(CommonValue.of(data).lowest()) + ": the likelihood grows without end as "
                        + ends.get(1)
                        + " - " + ends.get(0) + " -> 0",
                ends,
                direction);
        return nothing(asked, outcome);
    }

    private Fit nothing(Mle asked, Outcome outcome) {
        Work work = new Work(asked.solver().name(), 0, 0, Double.NaN, Double.NaN, 0, 0, 0);
        return Fit.without(asked, data, outcome, work);
    }

    /** A fit in which the ends were held, told as one in which they were estimated. */
    private Fit told(Fit fit, Outcome outcome) {
        List<Estimate> estimates = fit.parameters().stream()
                .map(e -> extremes.containsKey(e.name())
                        ? new Estimate(
                                e.name(),
                                outcome.kind().found() ? e.value() : Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                false)
                        : e)
                .toList();
        return fit.with(outcome, estimates);
    }
}
