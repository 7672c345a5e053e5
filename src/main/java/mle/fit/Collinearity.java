package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * Columns of a model that are combinations of columns before them: their coefficients are not identified, and the model
 * without them is the same.
 *
 * @param model the model
 * @param dependent for each parameter with such columns and each of these, by number, the direction in the coefficients along
 *     which the predictor does not change
 */
record Collinearity(Model model, Map<String, Map<Integer, double[]>> dependent) {
    private static final int MOST_TOLD = 4;

    /** The model without these columns. */
    Model reduced() {
        List<Predictor> predictors = new ArrayList<>();
        Map<DesignMatrix, DesignMatrix> known = new HashMap<>();
        for (Predictor predictor : model.predictors()) {
            Map<Integer, double[]> columns = dependent.get(predictor.parameter());
            if (columns == null || !(predictor instanceof Predictor.Linear q)) {
                predictors.add(predictor);
            } else {
                DesignMatrix design = known.computeIfAbsent(q.design(), x -> without(x, columns.keySet()));
                predictors.add(new Predictor.Linear(q.parameter(), q.link(), design));
            }
        }
        return new Model(model.family(), model.response(), predictors, model.fixed());
    }

    private static DesignMatrix without(DesignMatrix design, Set<Integer> columns) {
        return design.without(columns.stream().map(design.names()::get).collect(Collectors.toSet()));
    }

    /** The coefficients of these columns, by their names. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        dependent.forEach((parameter, columns) -> {
            List<String> own = model.predictor(parameter).orElseThrow().names();
            columns.keySet().forEach(j -> names.add(parameter + "." + own.get(j)));
        });
        return names;
    }

    /** Each of these columns as the combination that it is. */
    private String equations() {
        List<String> equations = new ArrayList<>();
        dependent.forEach((parameter, columns) -> {
            List<String> own = model.predictor(parameter).orElseThrow().names();
            columns.forEach((j, direction) -> equations.add(own.get(j) + " = " + combination(own, j, direction)));
        });
        int more = equations.size() - MOST_TOLD;
        return more > 1
                ? String.join(", ", equations.subList(0, MOST_TOLD)) + " and " + more + " more"
                : String.join(", ", equations);
    }

    private static String combination(List<String> names, int column, double[] direction) {
        Map<String, Double> combination = new LinkedHashMap<>();
        for (int k = 0; k < column; k++) {
            double share = -direction[k] / direction[column];
            if (Math.abs(share) > 1e-12) {
                combination.put(names.get(k), share);
            }
        }
        return Combination.of(combination);
    }

    private Map<String, Double> direction() {
        Map.Entry<String, Map<Integer, double[]>> first =
                dependent.entrySet().iterator().next();
        List<String> names = model.predictor(first.getKey()).orElseThrow().names();
        double[] entries = first.getValue().values().iterator().next();
        double size = Arrays.stream(entries).map(Math::abs).max().orElse(1);
        Map<String, Double> direction = new LinkedHashMap<>();
        for (int j = 0; j < entries.length; j++) {
            if (Math.abs(entries[j]) > 1e-9 * size) {
                direction.put(first.getKey() + "." + names.get(j), entries[j] / size);
            }
        }
        return direction;
    }

    /**
     * The fit of the model: that of the model without these columns, told as what it is. Where that has no maximum, this one
     * has none either.
     *
     * @param asked what is asked of the fit
     */
    Fit fit(Regression asked) {
        RegressionReport report = new RegressionSearch(asked.withModel(reduced())).search();
        Fit fit = new RegressionEnding(report).fit();
        Outcome outcome = fit.outcome();
        String these = equations();
        if (asked.dropsCollinear()) {
            return fit.with(with(outcome, "; left out: " + these));
        }
        if (outcome.kind().found()) {
            return report.nothing(new Outcome(
                    Kind.NOT_IDENTIFIED,
                    "columns depend on columns before them, so that their coefficients can't be told apart: " + these
                            + " (withCollinearDropped, or --drop-collinear, leaves them out)",
                    names(),
                    direction()));
        }
        return fit.with(with(outcome, "; and columns depend on columns before them: " + these));
    }

    private static Outcome with(Outcome outcome, String more) {
        return new Outcome(outcome.kind(), outcome.message() + more, outcome.parameters(), outcome.direction());
    }
}
