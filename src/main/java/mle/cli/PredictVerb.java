package mle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import mle.cli.Command.Option;
import mle.data.Table;
import mle.family.Combinators;
import mle.inference.FittedModel;
import mle.inference.Prediction;
import mle.inference.Predictions;
import mle.model.PredictorFormula;
import mle.model.Response;
import mle.report.ModelFile;

/** {@code mle predict MODEL DATA}: what a fit that was written as JSON predicts in the rows of other data. */
final class PredictVerb implements Verb {
    private static final List<String> QUANTITIES =
            List.of("--mean", "--link", "--parameter", "--quantile", "--probability", "--survival");

    @Override
    public Command command() {
        return new Command(
                "mle predict",
                "Predict from a fit: parameters, mean, quantiles, probabilities, with standard errors.",
                List.of(
                        new Command.Argument(
                                "MODEL", true, "A file that 'mle fit ... --json' wrote, or - for standard input."),
                        new Command.Argument(
                                "DATA",
                                false,
                                "A bundled data set, a CSV file, or - for standard input: the rows to predict in. A fit"
                                        + " without predictors needs none.")),
                List.of(
                        Option.flag(
                                "--mean",
                                "The mean of the response. It is the default; for levels the default is the probability"
                                        + " of each, for Counts(successes, failures) that of a success."),
                        Option.flag("--link", "What follows a formula, on the scale of its link."),
                        Option.value("--parameter", "NAME[,NAME...]", "Parameters of the family."),
                        Option.value("--quantile", "P[,P...]", "Quantiles: 0.5 is the median."),
                        Option.value("--probability", "Y[,Y...]", "P(response <= Y)."),
                        Option.value("--survival", "Y[,Y...]", "P(response > Y)."),
                        Option.value(
                                "--level",
                                "LEVEL",
                                "Level of the confidence intervals; the default is that of the fit."),
                        Option.flag("--csv", "Write CSV in place of a table, with all digits."),
                        JSON),
                List.of(
                        "",
                        "Examples:",
                        "  mle fit lung_ncctg \"Surv(time, event) ~ age + sex\" --family weibull --json > lung.json",
                        "  mle predict lung.json lung_ncctg --quantile 0.5 --survival 365",
                        "",
                        "Standard errors are the delta method's. Rows in which a cell that is needed is missing are left",
                        "out. Exit codes: 0 done; 2 the call, the model or the data can't be used."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        if (call.argument(0).equals("-") && call.argument(1).equals("-")) {
            throw new IllegalArgumentException("predict: only one of MODEL and DATA can be standard input");
        }
        FittedModel model = model(call.argument(0), in);
        Table table = table(call, model, in);
        Predictions predictions = model.predict(table);
        if (call.has("--level")) {
            predictions = predictions.withLevel(Question.level(call.value("--level", "")));
        }
        List<Prediction> asked = asked(call, model, predictions);
        if (call.has("--json")) {
            return Answer.of(Json.write(asked.stream().map(PredictVerb::fields).toList()));
        }
        PredictionTable text = new PredictionTable(asked, table.rows());
        return Answer.of(
                call.has("--csv")
                        ? text.csv()
                        : title(model) + text.text(!model.formulas().isEmpty()));
    }

    private static FittedModel model(String name, InputStream in) {
        try {
            String text = name.equals("-")
                    ? new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    : Files.readString(Path.of(name), StandardCharsets.UTF_8);
            return ModelFile.parse(name.equals("-") ? "standard input" : name, text);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(
                    "no file '" + name + "'; mle fit DATA MODEL --json > " + name + " writes one", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("file '" + name + "' can't be read as text", e);
        }
    }

    private static Table table(Call call, FittedModel model, InputStream in) {
        if (call.arguments() > 1) {
            return DataArgument.read(call.argument(1), in);
        }
        if (!model.formulas().isEmpty()) {
            throw new IllegalArgumentException("predict: missing required parameter: 'DATA', with the columns "
                    + String.join(", ", columns(model)));
        }
        return Table.of("row", new double[] {1});
    }

    private static List<String> columns(FittedModel model) {
        return model.formulas().stream()
                .flatMap(f -> f.columns().stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static List<Prediction> asked(Call call, FittedModel model, Predictions p) {
        List<Prediction> asked = new ArrayList<>();
        if (QUANTITIES.stream().noneMatch(call::has)) {
            return byDefault(model, p);
        }
        if (call.has("--link")) {
            model.formulas().forEach(f -> asked.add(p.link(f.parameter())));
            if (asked.isEmpty()) {
                throw new IllegalArgumentException("--link: no parameter of this fit follows a formula");
            }
        }
        if (call.has("--parameter")) {
            Combinators.parts(call.value("--parameter", "")).forEach(name -> asked.add(p.parameter(name)));
        }
        if (call.has("--mean")) {
            asked.add(p.mean());
        }
        each(call, "--quantile", p::quantile, asked);
        each(call, "--probability", p::cdf, asked);
        each(call, "--survival", p::survival, asked);
        return asked;
    }

    private static List<Prediction> byDefault(FittedModel model, Predictions p) {
        if (!model.levels().isEmpty()) {
            return p.levels();
        }
        boolean counts = model.response().isPresent() && model.response().get().form() == Response.Form.COUNTS;
        return List.of(counts ? p.parameter(model.family().mainParameter().name()) : p.mean());
    }

    private static void each(Call call, String option, DoubleFunction<Prediction> quantity, List<Prediction> asked) {
        if (call.has(option)) {
            for (String text : call.value(option, "").split(",", -1)) {
                asked.add(quantity.apply(Question.number(option, text.strip())));
            }
        }
    }

    private static String title(FittedModel model) {
        StringBuilder title = new StringBuilder(model.family().name());
        for (PredictorFormula f : model.formulas()) {
            title.append(", ").append(RegressionFits.linked(f)).append(" ~ ").append(f.text());
        }
        return title.append("\n\n").toString();
    }

    private static Map<String, Object> fields(Prediction p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < p.size(); i++) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("row", p.rows()[i]);
            row.put("estimate", p.estimates()[i]);
            row.put("standardError", p.standardErrors()[i]);
            row.put("lower", p.lower()[i]);
            row.put("upper", p.upper()[i]);
            rows.add(row);
        }
        fields.put("quantity", p.quantity());
        fields.put("level", p.level());
        fields.put("rows", rows);
        return fields;
    }
}
