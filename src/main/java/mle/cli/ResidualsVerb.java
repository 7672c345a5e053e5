package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.cli.Command.Option;
import mle.data.DataException;
import mle.data.Suggestion;
import mle.data.Table;
import mle.fit.Digits;
import mle.inference.FittedModel;

/** {@code mle residuals DATA MODEL}: what a fit leaves of each row. */
final class ResidualsVerb implements Verb {
    private static final List<String> KINDS = List.of("quantile", "deviance", "pearson", "response", "leverage");

    @Override
    public Command command() {
        List<Option> options = new ArrayList<>();
        options.add(Option.value(
                "--kind",
                "KIND[,KIND...]",
                "quantile (the default; of counts and censored rows drawn with --seed), deviance, pearson, response;"
                        + " leverage, the diagonal of the hat matrix."));
        options.add(Option.flag("--csv", "Write CSV in place of a table, with all digits."));
        FitVerb.options().stream()
                .filter(option -> !option.name().equals("--by"))
                .forEach(options::add);
        return new Command(
                "mle residuals",
                "Fit a model and list the residuals of its rows.",
                List.of(DataArgument.argument(), ModelArgument.argument()),
                options,
                List.of(
                        "",
                        "Examples:",
                        "  mle residuals quine \"days ~ age\" --family negative-binomial --kind quantile,deviance,leverage",
                        "  mle residuals lung_ncctg \"Surv(time, event) ~ age\" --family weibull --csv",
                        "",
                        "Exit codes: 0 done; 2 the call, the file or the data can't be used, or the fit has no maximum."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        return FitVerb.threaded(call, () -> answer(call, in));
    }

    private static Answer answer(Call call, InputStream in) {
        Table table = DataArgument.read(call.argument(0), in);
        FittedModel model =
                RegressionCall.isAsked(call, table) ? RegressionFits.model(call, table) : FitVerb.model(call, table);
        long seed = Question.whole("--seed", call.value("--seed", "1"));
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String kind : call.value("--kind", "quantile").split(",", -1)) {
            columns.put(kind.strip(), values(model, kind.strip(), seed));
        }
        int[] rows = model.residuals().rows();
        if (call.has("--json")) {
            return Answer.of(Json.write(fields(rows, columns)));
        }
        return Answer.of(call.has("--csv") ? csv(rows, columns) : model.label() + "\n\n" + text(rows, columns));
    }

    private static double[] values(FittedModel model, String kind, long seed) {
        return switch (kind) {
            case "quantile" -> model.residuals().quantile(seed);
            case "deviance" -> model.residuals().deviance();
            case "pearson" -> model.residuals().pearson();
            case "response" -> model.residuals().response();
            case "leverage" -> model.leverage();
            default ->
                throw new IllegalArgumentException("--kind: no residuals '" + kind + "'"
                        + Suggestion.didYouMean(kind, KINDS, ", expected one of " + String.join(", ", KINDS)));
        };
    }

    private static String text(int[] rows, Map<String, double[]> columns) {
        StringBuilder text = new StringBuilder(Digits.right("row", 6));
        columns.keySet().forEach(kind -> text.append("  ").append(Digits.right(kind, 12)));
        text.append('\n');
        for (int i = 0; i < rows.length; i++) {
            text.append(Digits.right(Integer.toString(rows[i]), 6));
            for (double[] values : columns.values()) {
                text.append("  ").append(Digits.right(Digits.number(values[i]), 12));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String csv(int[] rows, Map<String, double[]> columns) {
        StringBuilder text = new StringBuilder("row," + String.join(",", columns.keySet()) + "\n");
        for (int i = 0; i < rows.length; i++) {
            text.append(rows[i]);
            for (double[] values : columns.values()) {
                text.append(',').append(Double.isFinite(values[i]) ? Double.toString(values[i]) : "");
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static List<Map<String, Object>> fields(int[] rows, Map<String, double[]> columns) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("row", rows[i]);
            int row = i;
            columns.forEach((kind, values) -> fields.put(kind, values[row]));
            all.add(fields);
        }
        return all;
    }

    /** A call that is of one family. */
    static <T> T single(List<T> families) {
        if (families.size() != 1) {
            throw new DataException("residuals: expected one family, got " + families.size());
        }
        return families.get(0);
    }
}
