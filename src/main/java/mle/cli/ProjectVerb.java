package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.cli.Command.Option;
import mle.divergence.Projection;
import mle.divergence.Target;
import mle.family.Family;
import mle.fit.Mle;
import mle.solve.Outcome;

/** {@code mle project TARGET --onto FAMILY}: the member of a family that is nearest to a known distribution. */
final class ProjectVerb implements Verb {
    @Override
    public Command command() {
        return new Command(
                "mle project",
                "Project a known distribution onto a family, by the least divergence from or to it.",
                List.of(new Command.Argument(
                        "TARGET",
                        true,
                        "A family at its parameters or a mixture, \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\", also of rows, as"
                                + " mle divergence --help shows; with --support, the formula of a log-density of x, or of x1 and"
                                + " x2, normalised or not.")),
                List.of(
                        Option.value(
                                "--onto",
                                "FAMILY",
                                "The family (mle families lists them); of rows also \"independent(normal, normal)\"."),
                        Option.value(
                                "--direction",
                                "NAME",
                                "forward (the default): least D(target || member); reverse: least D(member || target), all"
                                        + " local minima."),
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
                        JSON),
                List.of(
                        "",
                        "Example:",
                        "  mle project \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\" --onto normal --direction reverse"));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        if (!call.has("--onto")) {
            throw new IllegalArgumentException("project: expected a family, --onto FAMILY");
        }
        String direction = call.value("--direction", "forward");
        if (!direction.equals("forward") && !direction.equals("reverse")) {
            throw new IllegalArgumentException("--direction: expected forward or reverse, got '" + direction + "'");
        }
        Target target = call.has("--support")
                ? Target.of(call.argument(0), call.value("--support", ""))
                : Target.parse(call.argument(0));
        Family family = FamiliesVerb.named(call.value("--onto", "")).ofDimension(target.dimension());
        Mle asked = Mle.of(family).withSolver(Question.solver(call.value("--solver", "newton")));
        for (Map.Entry<String, Double> held :
                Question.assignments("--fix", call.values("--fix")).entrySet()) {
            asked = asked.withFixed(held.getKey(), held.getValue());
        }
        for (Map.Entry<String, Double> start :
                Question.assignments("--start", call.values("--start")).entrySet()) {
            asked = asked.withStart(start.getKey(), start.getValue());
        }
        List<Projection> all = direction.equals("forward")
                ? List.of(Projection.forward(target, asked))
                : Projection.reverse(target, asked);
        int code = all.get(0).outcome().kind().found() ? 0 : 1;
        return new Answer(call.has("--json") ? Json.write(fields(all)) : text(all), code);
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
