package mle.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.Table;
import mle.fit.Fit;
import mle.inference.FittedModel;
import mle.model.Link;
import mle.model.ModelFrame;
import mle.model.PredictorFormula;

/** The fits of a regression, one for each family and group, as a table for reading or as JSON. */
final class RegressionFits {
    /** A fit, the group that it is of (empty where there are none), and its model. */
    private record Named(String group, ModelFrame frame, Fit fit) {}

    private RegressionFits() {}

    static Answer answer(Call call, Table table) {
        for (String option : List.of("--restarts", "--seed")) {
            if (call.has(option)) {
                throw new IllegalArgumentException(option + ": a regression is searched from its own starts only");
            }
        }
        RegressionCall asked = RegressionCall.of(call);
        String by = call.value("--by", "");
        Map<String, Table> groups = by.isEmpty() ? Map.of("", table) : table.groups(by);
        List<Named> fits = new ArrayList<>();
        for (String family : asked.families()) {
            groups.forEach((group, rows) -> {
                ModelFrame frame = asked.formula(family).on(rows);
                fits.add(new Named(group, frame, asked.fit(frame)));
            });
        }
        boolean found = fits.stream().allMatch(f -> f.fit.outcome().kind().found());
        String text = call.has("--json") ? json(fits, call.argument(0)) : text(fits, table.name());
        return new Answer(text, found ? 0 : 1);
    }

    private static String json(List<Named> fits, String data) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Named named : fits) {
            FittedModel model = FittedModel.of(named.frame, named.fit);
            Map<String, Object> fields = FitJson.fields(named.group, named.fit, model, named.frame.formula(), data);
            all.add(fields);
        }
        return Json.write(all.size() == 1 && all.get(0).get("group") == null ? all.get(0) : all);
    }

    private static String text(List<Named> fits, String data) {
        StringBuilder text = new StringBuilder(data)
                .append(": ")
                .append(fits.get(0).frame.formula())
                .append('\n');
        String gap = "";
        for (Named named : fits) {
            text.append(gap);
            if (!named.group.isEmpty()) {
                text.append("group ").append(named.group).append('\n');
            }
            for (PredictorFormula formula : named.frame.formulas()) {
                text.append(linked(formula))
                        .append(" ~ ")
                        .append(formula.text())
                        .append('\n');
            }
            text.append(named.fit);
            gap = "\n";
        }
        return text.toString();
    }

    static String linked(PredictorFormula formula) {
        return formula.link() == Link.IDENTITY
                ? formula.parameter()
                : formula.link().label() + "(" + formula.parameter() + ")";
    }
}
