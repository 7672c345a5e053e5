package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.DataException;
import mle.data.Table;
import mle.inference.Anova;
import mle.inference.FittedModel;
import mle.model.ModelFormula;

/** {@code mle anova DATA MODEL MODEL ...}: likelihood-ratio tests of nested models. */
final class AnovaVerb implements Verb {
    @Override
    public Command command() {
        return new Command(
                "mle anova",
                "Test nested models against each other by their likelihood ratios.",
                List.of(
                        DataArgument.argument(),
                        ModelArgument.argument(),
                        new Command.Argument(
                                "MODEL...",
                                false,
                                true,
                                "Further models, or changes of the first: '. ~ . + x - z' has its terms with x and without z.")),
                FitVerb.options().stream()
                        .filter(option -> !option.name().equals("--by"))
                        .toList(),
                List.of(
                        "",
                        "Several families (--family poisson,negative-binomial) are tested as well, each with every model.",
                        "",
                        "Examples:",
                        "  mle anova quine \"days ~ eth*sex + age\" \". ~ . - eth:sex\" \". ~ age\" --family negative-binomial",
                        "  mle anova gehan_6mp \"Surv(weeks, event) ~ treatment\" \". ~ 1\" --family weibull",
                        "",
                        "Exit codes: 0 done; 2 the models can't be tested against each other, and why."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        return FitVerb.threaded(call, () -> answer(call, in));
    }

    private static Answer answer(Call call, InputStream in) {
        Table table = DataArgument.read(call.argument(0), in);
        RegressionCall first = RegressionCall.of(call);
        List<FittedModel> models = new ArrayList<>();
        for (String family : first.families()) {
            ModelFormula formula = first.formula(family);
            models.add(fit(formula, table, first));
            for (int k = 2; k < call.arguments(); k++) {
                models.add(fit(changed(call.argument(k), formula, call, family), table, first));
            }
        }
        Anova anova = Anova.of(models);
        String text = call.has("--json")
                ? Json.write(anova.rows().stream().map(AnovaVerb::fields).toList())
                : table.name() + ": likelihood-ratio tests\n\n" + anova;
        return Answer.of(text);
    }

    /** The formula that a text means, or the change of the first that it is. */
    private static ModelFormula changed(String text, ModelFormula first, Call call, String family) {
        int tilde = text.indexOf('~');
        String left = tilde < 0 ? "" : text.substring(0, tilde).strip();
        boolean change = left.isEmpty() || left.equals(".");
        return change ? first.updated(text) : RegressionCall.of(call, text).formula(family);
    }

    private static FittedModel fit(ModelFormula formula, Table table, RegressionCall asked) {
        try {
            return FittedModel.fit(formula, table, asked.manner());
        } catch (DataException e) {
            throw e.in(table.name(), asked.formula());
        }
    }

    private static Map<String, Object> fields(Anova.Row row) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("model", row.label());
        fields.put("estimated", row.parameters());
        fields.put("logLikelihood", row.logLikelihood());
        fields.put("degrees", row.degrees() == 0 ? null : (Object) row.degrees());
        fields.put("statistic", row.statistic());
        fields.put("pValue", row.pValue());
        fields.put("onEdge", row.onEdge());
        return fields;
    }
}
