package mle.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.Table;
import mle.fit.Fit;
import mle.inference.Comparison;
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
        RegressionCall asked = RegressionCall.of(call);
        String by = call.value("--by", "");
        Map<String, Table> groups = by.isEmpty() ? Map.of("", table) : table.groups(by);
        List<Named> fits = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        for (String family : asked.families()) {
            groups.forEach((group, rows) -> {
                try {
                    ModelFrame frame = asked.formula(family).on(rows);
                    fits.add(new Named(group, frame, asked.fit(frame)));
                } catch (IllegalArgumentException e) {
                    if (!all(call)) {
                        throw e;
                    }
                    leftOut.add(family + " (" + e.getMessage() + ")");
                }
            });
        }
        if (fits.isEmpty()) {
            throw new IllegalArgumentException("--family all: no family can be fitted; " + String.join(", ", leftOut));
        }
        boolean found = fits.stream().allMatch(f -> f.fit.outcome().kind().found());
        String text = call.has("--json") ? json(fits, call.argument(0)) : text(fits, leftOut, table.name());
        return new Answer(text, found ? 0 : 1);
    }

    private static boolean all(Call call) {
        return call.value("--family", "").equals(Question.ALL);
    }

    /** The model of a call with one family. */
    static FittedModel model(Call call, Table table) {
        RegressionCall asked = RegressionCall.of(call);
        ModelFrame frame = asked.formula(ResidualsVerb.single(asked.families())).on(table);
        return FittedModel.of(frame, asked.fit(frame));
    }

    /** The fits of a comparison. */
    static List<Comparison.Entry> entries(Call call, Table table, List<String> leftOut) {
        RegressionCall asked = RegressionCall.of(call);
        List<Comparison.Entry> entries = new ArrayList<>();
        for (String family : asked.families()) {
            try {
                entries.add(Comparison.Entry.of(asked.fit(asked.formula(family).on(table))));
            } catch (IllegalArgumentException e) {
                if (asked.families().size() == 1) {
                    throw e;
                }
                refuse(call, family, e.getMessage(), leftOut, entries);
            }
        }
        return entries;
    }

    /** A family that can't be fitted: of those that were named a row, of all families one that is left out. */
    static void refuse(Call call, String family, String reason, List<String> leftOut, List<Comparison.Entry> entries) {
        if (all(call)) {
            leftOut.add(family);
        } else {
            entries.add(Comparison.Entry.failed(family, reason));
        }
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

    private static String text(List<Named> fits, List<String> leftOut, String data) {
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
        if (!leftOut.isEmpty()) {
            text.append("\nleft out: ").append(String.join(", ", leftOut)).append('\n');
        }
        return text.toString();
    }

    static String linked(PredictorFormula formula) {
        return formula.link() == Link.IDENTITY
                ? formula.parameter()
                : formula.link().label() + "(" + formula.parameter() + ")";
    }
}
