package mle.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.family.Family;
import mle.family.Limit;
import mle.family.Parameter;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The regression in the family that a family becomes when a parameter goes to infinity: a Poisson regression, for a negative
 * binomial one.
 */
final class RegressionLimit {
    private static final double NO_LOSS = 1e-6;

    private final RegressionReport report;
    private final Limit limit;

    RegressionLimit(RegressionReport report, Limit limit) {
        this.report = report;
        this.limit = limit;
    }

    /** The fit in the limit, if its likelihood is not below the one reached; in the unit of the search. */
    Optional<Fit> fit(double reached) {
        Model model = report.asked().model();
        Family family = limit.family().get().regressionForm();
        Map<String, String> inLimit = new HashMap<>();
        limit.names().forEach((theirs, ours) -> inLimit.put(ours, theirs));
        boolean known = family.parameters().stream().map(Parameter::name).allMatch(limit.names()::containsKey);
        List<Predictor> predictors = new ArrayList<>();
        for (Predictor predictor : model.predictors()) {
            String name = inLimit.get(predictor.parameter());
            if (name == null || !(predictor instanceof Predictor.Linear q)) {
                return Optional.empty();
            }
            predictors.add(new Predictor.Linear(name, q.link(), q.design()));
        }
        if (!known) {
            return Optional.empty();
        }
        Map<String, Double> fixed = new HashMap<>();
        model.fixed().forEach((ours, value) -> {
            if (inLimit.containsKey(ours)) {
                fixed.put(inLimit.get(ours), value);
            }
        });
        Model there = new Model(family, model.response(), predictors, fixed);
        Fit fit = report.asked().withLimit(there).fit();
        double unit = report.formulas().unit().logJacobian(model.response());
        if (fit.outcome().kind() != Kind.CONVERGED || !(fit.logLikelihood() >= reached + unit - NO_LOSS)) {
            return Optional.empty();
        }
        Outcome outcome = new Outcome(
                Kind.BOUNDARY,
                "the maximum lies at " + limit.parameter() + " = infinity, where the family is " + family.name(),
                List.of(limit.parameter()),
                Map.of());
        return Optional.of(report.from(outcome, fit, inLimit));
    }
}
