package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Table;
import mle.inference.Comparison;

/** {@code mle compare DATA MODEL}: the fits of several families as one table, best first. */
final class CompareVerb implements Verb {
    @Override
    public Command command() {
        return new Command(
                "mle compare",
                "Fit families to the same data and rank them by AIC, with AICc, BIC and Akaike weights.",
                List.of(DataArgument.argument(), ModelArgument.argument()),
                FitVerb.options().stream()
                        .filter(option -> !option.name().equals("--by"))
                        .toList(),
                List.of(
                        "",
                        "Without --family (or --density) it compares all families whose support holds the data.",
                        "",
                        "Examples:",
                        "  mle compare aircondit hours --family exponential,gamma,weibull,lognormal",
                        "  mle compare lung_ncctg \"Surv(time, event) ~ age + sex\" --family weibull,lognormal,loglogistic",
                        "",
                        "Exit codes: 0 some family has a maximum; 1 none has; 2 the call, the file or the data can't be used."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        if (!call.has("--family") && !call.has("--density")) {
            call.add("--family", Question.ALL);
        }
        return FitVerb.threaded(call, () -> answer(call, in));
    }

    private static Answer answer(Call call, InputStream in) {
        Table table = DataArgument.read(call.argument(0), in);
        List<String> leftOut = new ArrayList<>();
        Comparison comparison = Comparison.of(
                RegressionCall.isAsked(call, table)
                        ? RegressionFits.entries(call, table, leftOut)
                        : FitVerb.entries(call, table, leftOut));
        int code = comparison.rows().stream().anyMatch(Comparison.Row::found) ? 0 : 1;
        if (call.has("--json")) {
            return new Answer(
                    Json.write(
                            comparison.rows().stream().map(CompareVerb::fields).toList()),
                    code);
        }
        StringBuilder text = new StringBuilder(table.name())
                .append(": ")
                .append(call.argument(1).strip())
                .append("\n\n")
                .append(comparison);
        if (!leftOut.isEmpty()) {
            text.append("\nleft out: ").append(String.join(", ", leftOut)).append('\n');
        }
        return new Answer(text.toString(), code);
    }

    private static Map<String, Object> fields(Comparison.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("family", row.name());
        fields.put("outcome", row.fit().map(f -> f.outcome().kind().label()).orElse(null));
        fields.put("estimated", row.fit().map(f -> (Object) f.estimated()).orElse(null));
        fields.put("logLikelihood", row.fit().map(f -> f.logLikelihood()).orElse(null));
        fields.put("aic", row.fit().map(f -> f.aic()).orElse(null));
        fields.put("aicc", row.fit().map(f -> f.aicc()).orElse(null));
        fields.put("bic", row.fit().map(f -> f.bic()).orElse(null));
        fields.put("difference", row.difference());
        fields.put("weight", row.weight());
        fields.put("failure", row.found() ? null : row.failure());
        return fields;
    }
}
