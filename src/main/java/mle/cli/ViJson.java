package mle.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.bayes.Approximation;
import mle.bayes.Importance;
import mle.bayes.Summary;
import mle.family.Parameter;
import mle.report.ModelFile;

/** A variational approximation as the fields of its JSON. */
final class ViJson {
    private ViJson() {}

    static Map<String, Object> fields(Approximation q, Call call) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", call.has("--target") ? call.value("--target", "") : call.argument(1));
        fields.put("data", call.has("--target") ? null : call.argument(0));
        fields.put("priors", call.values("--prior"));
        fields.put("flat", q.posterior().flat());
        fields.put("approximation", q.family().kind().label());
        fields.put("factors", q.family().rank());
        fields.put("outcome", ModelFile.outcome(q.outcome()));
        fields.put("elbo", elbo(q));
        fields.put("unknowns", unknowns(q));
        fields.put("linearResponse", covariance(q));
        fields.put("importance", q.importance().map(ViJson::importance).orElse(null));
        fields.put("laplace", Map.of("outcome", ModelFile.outcome(q.laplace().outcome())));
        fields.put("otherMaxima", q.others().stream().map(o -> other(q, o)).toList());
        fields.put("draws", q.work().draws());
        fields.put("samplingError", q.work().samplingError());
        fields.put("solver", solver(q.work()));
        fields.put("version", Main.VERSION);
        return fields;
    }

    private static Map<String, Object> elbo(Approximation q) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("value", q.elbo().value());
        fields.put("logLikelihood", q.isModel() ? q.elbo().logLikelihood() : null);
        fields.put("logPrior", q.isModel() ? q.elbo().logPrior() : null);
        fields.put("logDensity", q.isModel() ? null : q.elbo().logPrior());
        fields.put("entropy", q.elbo().entropy());
        fields.put("error", q.work().elboError());
        return fields;
    }

    private static List<Map<String, Object>> unknowns(Approximation q) {
        List<Map<String, Object>> all = new ArrayList<>();
        Summary laplace = q.laplace().summary();
        for (int d = 0; d < q.unknowns().size(); d++) {
            int k = d;
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", q.unknowns().get(d).name());
            fields.put("mean", q.summary().means()[d]);
            fields.put("sd", q.summary().sds()[d]);
            fields.put("linearResponseSd", q.linearResponse().sds()[d]);
            fields.put(
                    "importanceMean",
                    q.importance().map(i -> i.summary().means()[k]).orElse(null));
            fields.put(
                    "importanceSd",
                    q.importance().map(i -> i.summary().sds()[k]).orElse(null));
            fields.put("laplaceMean", laplace.means()[d]);
            fields.put("laplaceSd", laplace.sds()[d]);
            fields.put("lineMean", q.importance().isPresent() ? q.lineMeans()[d] : null);
            fields.put("lineSd", q.importance().isPresent() ? q.lineSds()[d] : null);
            all.add(fields);
        }
        return all;
    }

    private static Map<String, Object> covariance(Approximation q) {
        List<String> names = q.unknowns().stream().map(Parameter::name).toList();
        List<List<Double>> matrix = new ArrayList<>();
        for (String a : names) {
            matrix.add(names.stream().map(b -> q.covariance(a, b)).toList());
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("names", names);
        fields.put("matrix", matrix);
        return fields;
    }

    private static Map<String, Object> other(Approximation q, Approximation.Optimum optimum) {
        Map<String, Object> means = new LinkedHashMap<>();
        for (int d = 0; d < optimum.means().length; d++) {
            means.put(q.unknowns().get(d).name(), optimum.means()[d]);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("elbo", optimum.elbo());
        fields.put("means", means);
        return fields;
    }

    private static Map<String, Object> importance(Importance importance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("paretoK", importance.paretoK());
        fields.put("effectiveSize", importance.effectiveSize());
        fields.put("draws", importance.draws());
        fields.put("logEvidence", importance.logEvidence());
        return fields;
    }

    private static Map<String, Object> solver(Approximation.Work work) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", work.solver());
        fields.put("iterations", work.iterations());
        fields.put("evaluations", work.evaluations());
        fields.put("decrement", work.decrement());
        fields.put("seconds", work.seconds());
        return fields;
    }
}
