package mle.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Work;
import mle.inference.FittedModel;
import mle.report.ModelFile;

/** One fit as the fields of its JSON. */
final class FitJson {
    private FitJson() {}

    /**
     * The fields of a fit, and those that make it a model.
     *
     * @param model the model that predicts by this fit
     */
    static Map<String, Object> fields(String group, Fit fit, FittedModel model, String formula, String data) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (!group.isEmpty()) {
            fields.put("group", group);
        }
        fields.put("family", fit.family().name());
        fields.put("formula", formula);
        fields.put("data", data);
        fields.put("n", count(fit.n()));
        fields.put("rows", fit.data().rows());
        fields.put("missing", fit.data().missing());
        fields.put("outcome", ModelFile.outcome(fit.outcome()));
        fields.put("logLikelihood", fit.logLikelihood());
        fields.put("crossEntropy", fit.crossEntropy());
        fields.put("entropy", number(fit.entropy()));
        fields.put("divergence", number(fit.divergence()));
        fields.put("deviance", number(fit.deviance()));
        fields.put("aic", fit.aic());
        fields.put("aicc", fit.aicc());
        fields.put("bic", fit.bic());
        fields.put(
                "parameters", fit.parameters().stream().map(ModelFile::estimate).toList());
        fields.put("covariance", covariance(fit));
        fields.put("solver", solver(fit.work()));
        fields.put("version", Main.VERSION);
        fields.putAll(ModelFile.parts(model));
        return fields;
    }

    private static Double number(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    /** A sum of frequencies: a whole number, unless the weights were not. */
    private static Number count(double n) {
        if (n == Math.rint(n) && n <= Long.MAX_VALUE) {
            return (long) n;
        }
        return n;
    }

    private static Map<String, Object> covariance(Fit fit) {
        var matrix = fit.covariance();
        List<List<Double>> rows = new ArrayList<>();
        for (int i = 0; i < matrix.getNumRows(); i++) {
            List<Double> row = new ArrayList<>();
            for (int j = 0; j < matrix.getNumCols(); j++) {
                row.add(matrix.get(i, j));
            }
            rows.add(row);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", fit.covarianceKind().label());
        if (fit.data().clusterCount() > 0) {
            fields.put("clusters", fit.data().clusterCount());
        }
        fields.put("names", fit.parameters().stream().map(Estimate::name).toList());
        fields.put("matrix", rows);
        return fields;
    }

    private static Map<String, Object> solver(Work work) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", work.solver());
        fields.put("iterations", work.iterations());
        fields.put("evaluations", work.evaluations());
        fields.put("decrement", work.decrement());
        fields.put("gradientNorm", work.gradientNorm());
        fields.put("seconds", work.seconds());
        return fields;
    }
}
