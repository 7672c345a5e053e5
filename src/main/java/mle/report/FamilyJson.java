package mle.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import mle.family.Combinators;
import mle.family.Domain;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.family.Parameter;
import mle.family.Support;
import mle.fit.Estimate;

/** A family as JSON: its name, or what it was made from where that says nothing. */
final class FamilyJson {
    private FamilyJson() {}

    /** The density of a family that its name does not give. */
    static Optional<Map<String, Object>> density(Family family, List<String> levels) {
        boolean named = named(family.name(), levels, family.columns().size())
                .map(known -> known.logDensity().equals(family.logDensity())
                        || known.regressionForm().logDensity().equals(family.logDensity()))
                .orElse(false);
        if (named) {
            return Optional.empty();
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("formula", family.text());
        fields.put(
                "parameters", family.parameters().stream().map(FamilyJson::text).collect(Collectors.joining(", ")));
        fields.put("support", text(family.support()));
        return Optional.of(fields);
    }

    private static String text(Parameter p) {
        Domain d = p.domain();
        String qualifier = (p.main() ? "main " : "") + (p.known() ? "known " : "") + (p.whole() ? "whole " : "");
        return qualifier + condition(p.name(), d.lower(), " < ", d.upper(), " < ", Optional.empty(), Optional.empty());
    }

    private static String text(Support s) {
        String below = s.lowerClosed() ? " <= " : " < ";
        String above = s.upperClosed() ? " <= " : " < ";
        return (s.integer() ? "integer " : "")
                + condition("x", s.lower(), below, s.upper(), above, s.lowerParameter(), s.upperParameter());
    }

    private static String condition(
            String name,
            double lower,
            String below,
            double upper,
            String above,
            Optional<String> bottom,
            Optional<String> top) {
        boolean from = bottom.isPresent() || !Double.isInfinite(lower);
        boolean to = top.isPresent() || !Double.isInfinite(upper);
        String least = bottom.orElse(Double.toString(lower));
        String greatest = top.orElse(Double.toString(upper));
        if (!from) {
            return to ? name + above + greatest : name + " real";
        }
        return to ? least + below + name + above + greatest : name + below.replace('<', '>') + least;
    }

    // ---- reading ----

    /** The family of the estimates, in the parameters that they name. */
    static Family read(Fields fields, List<String> levels, List<Estimate> estimates) {
        String name = fields.text("family");
        if (fields.has("density")) {
            Fields density = fields.object("density");
            return Family.of(name, density.text("support"), density.text("parameters"), density.text("formula"));
        }
        Family family = named(name, levels, 1)
                .orElseThrow(() -> new IllegalArgumentException("no family '" + name + "' in this version"));
        Set<String> named = estimates.stream()
                .map(e ->
                        e.name().contains(".") ? e.name().substring(0, e.name().indexOf('.')) : e.name())
                .collect(Collectors.toSet());
        boolean own = ModelFile.names(family).stream().allMatch(named::contains);
        return own || !ModelFile.names(family.regressionForm()).stream().anyMatch(named::contains)
                ? family
                : fits(family, named);
    }

    /** The family's own parameters or those of its regression form, whichever are named. */
    private static Family fits(Family family, Set<String> named) {
        long own = ModelFile.names(family).stream().filter(named::contains).count();
        long form = ModelFile.names(family.regressionForm()).stream()
                .filter(named::contains)
                .count();
        return form >= own ? family.regressionForm() : family;
    }

    private static Optional<Family> named(String name, List<String> levels, int columns) {
        Optional<LevelFamily> ofLevels = LevelFamily.find(name);
        if (ofLevels.isPresent() && !levels.isEmpty()) {
            return ofLevels.map(f -> f.of(levels));
        }
        boolean readable = Families.find(name).isPresent() || name.contains("(");
        return readable ? Combinators.parse(name).map(f -> columns > 1 ? f.ofDimension(columns) : f) : Optional.empty();
    }
}
