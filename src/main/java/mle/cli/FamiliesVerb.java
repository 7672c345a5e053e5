package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mle.data.Suggestion;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.LimitRange;
import mle.family.Parameter;

/** {@code mle families [NAME]}: the families, or one's density, parameters, support and limits. */
final class FamiliesVerb implements Verb {
    private static final String CATEGORICAL = "categorical";
    private static final int SHOWN_LEVELS = 3;
    private static final String LEVELS =
            "Shown for three levels: categorical(k) has k of them, 0 to k - 1, level 0 with what the"
                    + " others leave.\nWithout a number it is of the levels of a column: in a fit that is multinomial, in a projection those"
                    + " of the target.\n";

    @Override
    public Command command() {
        return new Command(
                "mle families",
                "List the families, or show one's density, parameters with domains, support and limits.",
                List.of(new Command.Argument("NAME", false, "A family.")),
                List.of(JSON),
                List.of());
    }

    @Override
    public Answer run(Call call, InputStream in) {
        boolean json = call.has("--json");
        if (call.arguments() > 0) {
            boolean levels = call.argument(0).equals(CATEGORICAL);
            Family family = levels ? Families.categorical(SHOWN_LEVELS) : named(call.argument(0));
            if (levels && !json) {
                return Answer.of(describe(family) + LEVELS);
            }
            return Answer.of(json ? Json.write(fields(family)) : describe(family));
        }
        List<Family> all = new ArrayList<>(Families.all());
        all.addAll(Families.ofVectors());
        return Answer.of(
                json ? Json.write(all.stream().map(FamiliesVerb::fields).toList()) : list(all));
    }

    /** The family of that name. */
    static Family named(String name) {
        return Combinators.parse(name)
                .orElseThrow(() -> new IllegalArgumentException("no family '" + name + "'"
                        + Suggestion.didYouMean(name, allNames(), " (mle families lists them)")));
    }

    private static List<String> allNames() {
        List<String> names = new ArrayList<>(Families.names());
        names.addAll(Families.vectorNames());
        return names;
    }

    private static String list(List<Family> all) {
        Columns columns = new Columns().line("family", "parameters", "support");
        all.forEach(f -> columns.line(f.name(), parameters(f), f.supportInWords()));
        return columns + "\nFamilies of vectors take any number of columns and are shown for two.\n"
                + "categorical(k) has k levels: see mle families categorical.\n";
    }

    private static String describe(Family family) {
        Columns columns = new Columns().line("log-density", family.text()).line("support", family.supportInWords());
        String label = "parameters";
        for (Parameter p : family.parameters()) {
            columns.line(label, p.toString());
            label = "";
        }
        family.rule().ifPresent(rule -> columns.line("", rule.toString()));
        family.moments()
                .ifPresent(m -> columns.line("mean", m.mean().toString())
                        .line("variance", m.variance().toString()));
        List<String> limits = limits(family);
        lines(columns, "limits", limits.isEmpty() ? List.of("none") : limits);
        lines(columns, "special cases", specialCases(family));
        if (!family.source().isEmpty()) {
            columns.line("source", family.source());
        }
        return family.name() + "\n\n" + columns
                + "\nGradient, Hessian and standard errors are derived from the log-density.\n";
    }

    private static void lines(Columns columns, String label, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            columns.line(i == 0 ? label : "", lines.get(i));
        }
    }

    private static String parameters(Family family) {
        return family.parameters().stream().map(Parameter::toString).collect(Collectors.joining(", "));
    }

    private static List<String> limits(Family family) {
        return family.limits().stream()
                .map(l -> l.family().get().name() + " as " + l.way() + new LimitRange(family, l))
                .distinct()
                .toList();
    }

    private static List<String> specialCases(Family family) {
        return family.specialCases().stream()
                .map(l -> l.family().get().name() + " at " + l.way().replace(" -> ", " = "))
                .toList();
    }

    private static Map<String, Object> fields(Family family) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", family.name());
        fields.put("logDensity", family.text());
        fields.put(
                "parameters",
                family.parameters().stream().map(FamiliesVerb::fields).toList());
        fields.put("support", family.supportInWords());
        fields.put("mean", family.moments().map(m -> m.mean().toString()).orElse(null));
        fields.put(
                "variance", family.moments().map(m -> m.variance().toString()).orElse(null));
        fields.put("limits", limits(family));
        fields.put("specialCases", specialCases(family));
        fields.put("source", family.source());
        return fields;
    }

    private static Map<String, Object> fields(Parameter p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", p.name());
        fields.put("domain", p.domain().toString());
        fields.put("known", p.known());
        fields.put("whole", p.whole());
        return fields;
    }
}
