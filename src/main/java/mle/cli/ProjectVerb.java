package mle.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mle.cli.Command.Option;
import mle.divergence.Projection;
import mle.divergence.Target;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Mle;
import mle.report.ProjectionPlot;
import mle.solve.Outcome;

/** {@code mle project TARGET --onto FAMILY}: the member of a family that is nearest to a known distribution. */
final class ProjectVerb implements Verb {
    private static final String FORWARD = "forward";
    private static final String REVERSE = "reverse";
    private static final String BOTH = "both";

    /** A family at its parameters, or the first part of a mixture of such. */
    private static final String DISTRIBUTION = "\\s*(?:[0-9./]+\\s*\\*\\s*)?("
            + String.join("|", Families.names()) + "|" + String.join("|", Families.vectorNames())
            + "|independent)\\s*\\(.*";

    @Override
    public Command command() {
        return new Command(
                "mle project",
                "Project a known distribution onto a family, by the least divergence from or to it.",
                List.of(
                        new Command.Argument(
                                "TARGET",
                                true,
                                "A family at its parameters or a mixture, \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\", also of rows, as"
                                        + " mle divergence --help shows; data are no target, they are fitted (mle fit). With --support, the formula of a log-density of x, or of"
                                        + " x1, x2 and so on, normalised or not; without it, \"density(FORMULA; SUPPORT)\". Three and more"
                                        + " columns: exact moments where there are any, else fixed draws, whose error is told.")),
                List.of(
                        Option.value(
                                "--onto",
                                "FAMILY",
                                "The family (mle families lists them); of rows mvnormal, mvstudent, dirichlet,"
                                        + " multinomial or \"independent(normal, gamma)\"; categorical is of the target's levels. Reverse, in"
                                        + " three and more dimensions: mvnormal, or independent(...) of normal, lognormal and logit-normal."),
                        Option.value(
                                "--direction",
                                "NAME",
                                "forward (the default): least D(target || member); reverse: least D(member || target), all"
                                        + " local minima; or both."),
                        Option.value(
                                "--support",
                                "CONDITION",
                                "The support of a formula: \"x real\", \"x > 0\", \"x1 > 0, x2 real\"."),
                        Option.values("--fix", "PARAMETER=VALUE", "Hold a parameter at a value."),
                        Option.values(
                                "--start",
                                "PARAMETER=VALUE",
                                "Start the search from this value; of a reverse projection the only search."),
                        Option.value("--solver", "NAME", "newton (the default) or lbfgs."),
                        Option.value(
                                "--plot", "FILE", "Draw the target and its projections; FILE ends in .svg or .png."),
                        JSON),
                List.of(
                        "",
                        "Example:",
                        "  mle project \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\" --onto normal --direction both",
                        "  mle project \"binomial(3, 0.2)\" --onto categorical",
                        "  mle project \"0.5*mvnormal([-2, 0], [[1, 0], [0, 1]]) + 0.5*mvnormal([2, 0], [[1, 0], [0, 1]])\" \\",
                        "      --onto \"independent(normal, normal)\" --direction reverse",
                        "  mle project \"-x1^2/2 - (x2 - x1^2)^2 - x3^4\" --support \"x1, x2, x3 real\" --onto mvstudent",
                        "",
                        "Exit codes: 0 all projections were found; 1 one was not (the outcome says why);",
                        "2 the call or the target can't be used."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        if (!call.has("--onto")) {
            throw new IllegalArgumentException("project: expected a family, --onto FAMILY");
        }
        String direction = call.value("--direction", FORWARD);
        if (!List.of(FORWARD, REVERSE, BOTH).contains(direction)) {
            throw new IllegalArgumentException(
                    "--direction: expected forward, reverse or both, got '" + direction + "'");
        }
        Target target = target(call);
        Family family =
                FamiliesVerb.named(target.levels(call.value("--onto", ""))).ofDimension(target.dimension());
        Mle asked = Mle.of(family).withSolver(Question.solver(call.value("--solver", "newton")));
        for (Map.Entry<String, Double> held :
                Question.assignments("--fix", call.values("--fix")).entrySet()) {
            asked = asked.withFixed(held.getKey(), held.getValue());
        }
        for (Map.Entry<String, Double> start :
                Question.assignments("--start", call.values("--start")).entrySet()) {
            asked = asked.withStart(start.getKey(), start.getValue());
        }
        List<Projection> forward = direction.equals(REVERSE) ? List.of() : List.of(Projection.forward(target, asked));
        List<Projection> reverse = direction.equals(FORWARD) ? List.of() : Projection.reverse(target, asked);
        List<Projection> all = Stream.concat(forward.stream(), reverse.stream()).toList();
        if (call.has("--plot")) {
            plot(all, call.value("--plot", ""));
        }
        boolean found = all.stream().allMatch(p -> p.outcome().kind().found());
        return new Answer(
                call.has("--json") ? Json.write(fields(forward, reverse)) : text(forward, reverse), found ? 0 : 1);
    }

    private static Target target(Call call) {
        String text = call.argument(0);
        if (DataText.isData(text)) {
            throw new IllegalArgumentException("TARGET: expected a known distribution, got '" + text.strip()
                    + "'; families are fitted to data by mle fit");
        }
        if (!call.has("--support")) {
            return Target.parse(text);
        }
        if (text.strip().startsWith(Target.FORMULA) || text.matches(DISTRIBUTION)) {
            throw new IllegalArgumentException("--support is of the formula of a log-density, '" + text.strip()
                    + "' is a distribution with a support of its own");
        }
        return Target.of(text, call.value("--support", ""));
    }

    private static void plot(List<Projection> all, String file) {
        try {
            ProjectionPlot.write(all, Path.of(file));
        } catch (IOException e) {
            throw new IllegalArgumentException("--plot: '" + file + "' can't be written, " + e.getMessage(), e);
        }
    }

    private static String text(List<Projection> forward, List<Projection> reverse) {
        return Stream.of(forward, reverse)
                .filter(some -> !some.isEmpty())
                .map(ProjectVerb::text)
                .collect(Collectors.joining("\n"));
    }

    private static Map<String, Object> fields(List<Projection> forward, List<Projection> reverse) {
        if (forward.isEmpty() || reverse.isEmpty()) {
            return fields(forward.isEmpty() ? reverse : forward);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(FORWARD, fields(forward));
        fields.put(REVERSE, fields(reverse));
        return fields;
    }

    private static String text(List<Projection> all) {
        List<String> tables = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            String title = all.size() > 1 ? "local minimum " + (i + 1) + " of " + all.size() + "\n" : "";
            tables.add(title + all.get(i));
        }
        return String.join("\n", tables);
    }

    private static Map<String, Object> fields(List<Projection> all) {
        Projection best = all.get(0);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("target", best.target().toString());
        fields.put("family", best.family().name());
        fields.put("direction", best.direction().label());
        fields.putAll(fields(best));
        fields.put(
                "optima",
                best.outcome().kind().found()
                        ? all.stream().map(ProjectVerb::fields).toList()
                        : List.of());
        fields.put("version", Main.VERSION);
        return fields;
    }

    private static Map<String, Object> fields(Projection p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        Outcome outcome = p.outcome();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("kind", outcome.kind().label());
        told.put("message", outcome.message());
        told.put("parameters", outcome.parameters());
        told.put("direction", outcome.direction().isEmpty() ? null : outcome.direction());
        fields.put("outcome", told);
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Projection.Value v : p.parameters()) {
            Map<String, Object> parameter = new LinkedHashMap<>();
            parameter.put("name", v.name());
            parameter.put("value", v.value());
            parameter.put("fixed", v.fixed());
            parameter.put("samplingError", v.samplingError());
            parameters.add(parameter);
        }
        fields.put("parameters", parameters);
        fields.put("divergence", p.divergence().divergence());
        fields.put("crossEntropy", p.divergence().crossEntropy());
        fields.put("entropy", p.divergence().entropy());
        fields.put("error", p.divergence().error());
        return fields;
    }
}
