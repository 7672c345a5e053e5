package mle.cli;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import mle.cli.Command.Option;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.divergence.Density;
import mle.divergence.Divergence;
import mle.family.Combinators;
import mle.fit.Digits;

/** {@code mle divergence P Q}: entropy, cross entropy and divergence of two distributions, both ways. */
final class DivergenceVerb implements Verb {
    private static final String DATA = "data(";
    private static final int WIDTH = 14;
    private static final int LABEL = 15;

    @Override
    public Command command() {
        return new Command(
                "mle divergence",
                "Entropy, cross entropy and divergence of two distributions, both ways.",
                List.of(
                        new Command.Argument(
                                "P",
                                true,
                                "A family at its parameters, \"normal(0, 1)\"; a mixture, \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\";"
                                        + " or data, \"data(NAME, COLUMN)\" or \"data(NAME, COLUMN, FREQUENCIES)\"."),
                        new Command.Argument("Q", true, "A family at its parameters or a mixture.")),
                List.of(Option.flag("--bits", "Give all numbers in bits; the default is nats."), JSON),
                List.of(
                        "",
                        "Examples:",
                        "  mle divergence \"normal(0, 1)\" \"student(0, 1, 5)\"",
                        "  mle divergence \"data(rutherford_geiger, count, frequency)\" \"poisson(3.87)\""));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        String p = call.argument(0).strip();
        String q = call.argument(1).strip();
        Divergence.Unit unit = call.has("--bits") ? Divergence.Unit.BITS : Divergence.Unit.NATS;
        Density second = Density.parse(q);
        if (p.startsWith(DATA)) {
            EmpiricalDistribution data = data(p, in);
            Divergence of = Divergence.between(data, second).in(unit);
            double deviance = 2 * data.n() * of.in(Divergence.Unit.NATS).divergence();
            return Answer.of(
                    call.has("--json")
                            ? Json.write(fields(p, second, unit, of, data.n(), deviance))
                            : text(p, second.toString(), List.of(of), deviance));
        }
        Density first = Density.parse(p);
        Divergence forward = Divergence.between(first, second).in(unit);
        Divergence reverse = Divergence.between(second, first).in(unit);
        return Answer.of(
                call.has("--json")
                        ? Json.write(fields(first, second, unit, forward, reverse))
                        : text(first.toString(), second.toString(), List.of(forward, reverse), Double.NaN));
    }

    /** The data that {@code data(NAME, COLUMN)} or {@code data(NAME, COLUMN, FREQUENCIES)} mean. */
    private static EmpiricalDistribution data(String text, InputStream in) {
        List<String> parts =
                text.endsWith(")") ? Combinators.parts(text.substring(DATA.length(), text.length() - 1)) : List.of();
        if (parts.size() != 2 && parts.size() != 3) {
            throw new IllegalArgumentException(
                    "expected data(NAME, COLUMN) or data(NAME, COLUMN, FREQUENCIES), got '" + text + "'");
        }
        Table table = DataArgument.read(parts.get(0), in);
        try {
            return parts.size() == 2
                    ? EmpiricalDistribution.of(table.numeric(parts.get(1)))
                    : EmpiricalDistribution.of(table.numeric(parts.get(1)), table.numeric(parts.get(2)));
        } catch (DataException e) {
            throw e.getMessage().startsWith(table.name())
                    ? e
                    : new DataException(table.name() + ", " + e.getMessage(), e);
        }
    }

    // ---- text ----

    private static String text(String p, String q, List<Divergence> ways, double deviance) {
        StringBuilder text = new StringBuilder();
        text.append("p = ").append(p).append("\nq = ").append(q).append("\n\n");
        text.append(Digits.left(ways.get(0).unit().label(), LABEL));
        text.append(Digits.right("p to q", WIDTH));
        text.append(ways.size() > 1 ? Digits.right("q to p", WIDTH) : "").append('\n');
        row(text, "entropy", ways, Divergence::entropy);
        row(text, "cross entropy", ways, Divergence::crossEntropy);
        row(text, "divergence", ways, Divergence::divergence);
        if (!Double.isNaN(deviance)) {
            text.append(Digits.left("deviance", LABEL))
                    .append(Digits.right(Digits.number(deviance), WIDTH))
                    .append('\n');
        }
        text.append(Digits.left("error, at most", LABEL));
        ways.forEach(d ->
                text.append(Digits.right(Double.isFinite(d.error()) ? Digits.scientific(d.error(), 1) : "-", WIDTH)));
        text.append('\n').append(Digits.left("found by", LABEL));
        ways.forEach(d -> text.append(Digits.right(d.method().label(), WIDTH)));
        text.append('\n');
        for (Divergence d : ways) {
            text.append(d.note().isEmpty() ? "" : "\n" + d.note() + "\n");
        }
        return text.toString();
    }

    private static void row(
            StringBuilder text, String label, List<Divergence> ways, ToDoubleFunction<Divergence> number) {
        text.append(Digits.left(label, LABEL));
        ways.forEach(d -> text.append(Digits.right(Digits.number(number.applyAsDouble(d)), WIDTH)));
        text.append('\n');
    }

    // ---- JSON ----

    private static Map<String, Object> fields(
            Density p, Density q, Divergence.Unit unit, Divergence forward, Divergence reverse) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p", p.toString());
        fields.put("q", q.toString());
        fields.put("unit", unit.label());
        fields.put("forward", fields(forward));
        fields.put("reverse", fields(reverse));
        fields.put("version", Main.VERSION);
        return fields;
    }

    private static Map<String, Object> fields(
            String p, Density q, Divergence.Unit unit, Divergence of, double n, double deviance) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p", p);
        fields.put("q", q.toString());
        fields.put("unit", unit.label());
        fields.put("n", n);
        fields.put("forward", fields(of));
        fields.put("reverse", null);
        fields.put("deviance", deviance);
        fields.put("version", Main.VERSION);
        return fields;
    }

    private static Map<String, Object> fields(Divergence d) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entropy", d.entropy());
        fields.put("crossEntropy", d.crossEntropy());
        fields.put("divergence", d.divergence());
        fields.put("infinite", Double.isInfinite(d.divergence()));
        fields.put("error", d.error());
        fields.put("method", d.method().label());
        fields.put("note", d.note());
        return fields;
    }
}
