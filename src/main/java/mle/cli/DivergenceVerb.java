package mle.cli;

import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import mle.cli.Command.Option;
import mle.data.EmpiricalDistribution;
import mle.divergence.Divergence;
import mle.divergence.Target;
import mle.fit.Digits;

/** {@code mle divergence P Q}: entropy, cross entropy and divergence of two distributions, both ways. */
final class DivergenceVerb implements Verb {
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
                                "A family at its parameters, \"normal(0, 1)\" or \"mvnormal([0, 0], [[1, 0.5], [0.5, 1]])\"; a"
                                        + " mixture, \"0.5*normal(-2, 1) + 0.5*normal(2, 1)\"; \"independent(normal(0, 1),"
                                        + " gamma(2, 1))\"; probabilities, \"categorical([[0.45, 0.05], [0.05, 0.45]])\"; a"
                                        + " log-density, \"density(-x^4/4 + x^2; x real)\"; or data, \"data(NAME, COLUMN)\" or \"data(NAME, COLUMN, FREQUENCIES)\", where COLUMN"
                                        + " may be cbind(a, b)."),
                        new Command.Argument("Q", true, "The same; data only if P is data.")),
                List.of(Option.flag("--bits", "Give all numbers in bits; the default is nats."), JSON),
                List.of(
                        "",
                        "Examples:",
                        "  mle divergence \"normal(0, 1)\" \"student(0, 1, 5)\"",
                        "  mle divergence \"density(-x1^2 - (x2 - x1)^4; x1, x2 real)\" \"mvnormal([0, 0], [[1, 0], [0, 2]])\"",
                        "  mle divergence \"data(rutherford_geiger, count, frequency)\" \"poisson(3.87)\"",
                        "",
                        "In closed form where one is known, else by quadrature in one or two dimensions, by summation of",
                        "whole numbers, or in more dimensions by fixed draws; the error is told. Infinite where the supports",
                        "or the tails say so."));
    }

    @Override
    public Answer run(Call call, InputStream in) {
        String p = call.argument(0).strip();
        String q = call.argument(1).strip();
        Divergence.Unit unit = call.has("--bits") ? Divergence.Unit.BITS : Divergence.Unit.NATS;
        if (DataText.isData(p) && DataText.isData(q)) {
            DataText first = DataText.parse(p, in);
            DataText second = DataText.parse(q, in);
            EmpiricalDistribution a = first.distribution(second);
            EmpiricalDistribution b = second.distribution(first);
            return answer(
                    call,
                    p,
                    q,
                    List.of(told(a, Divergence.between(a, b), unit), told(b, Divergence.between(b, a), unit)));
        }
        if (DataText.isData(q)) {
            throw new IllegalArgumentException("Q: data are the first of the two, got '" + q + "'");
        }
        Target second = Target.parse(q);
        if (DataText.isData(p)) {
            EmpiricalDistribution data = DataText.parse(p, in).distribution();
            return answer(call, p, second.toString(), List.of(told(data, Divergence.between(data, second), unit)));
        }
        Target first = Target.parse(p);
        return answer(
                call,
                first.toString(),
                second.toString(),
                List.of(
                        new Told(Divergence.between(first, second).in(unit), Double.NaN, Double.NaN),
                        new Told(Divergence.between(second, first).in(unit), Double.NaN, Double.NaN)));
    }

    /**
     * A divergence and, of data, the number of observations and the deviance.
     *
     * @param n NaN where the first distribution is no data
     * @param deviance 2n times the divergence in nats; NaN where there is none
     */
    private record Told(Divergence divergence, double n, double deviance) {}

    private static Told told(EmpiricalDistribution data, Divergence d, Divergence.Unit unit) {
        return new Told(d.in(unit), data.n(), 2 * data.n() * d.divergence());
    }

    private static Answer answer(Call call, String p, String q, List<Told> ways) {
        return Answer.of(call.has("--json") ? Json.write(fields(p, q, ways)) : text(p, q, ways));
    }

    // ---- text ----

    private static String text(String p, String q, List<Told> told) {
        List<Divergence> ways = told.stream().map(Told::divergence).toList();
        StringBuilder text = new StringBuilder();
        text.append("p = ").append(p).append("\nq = ").append(q).append("\n\n");
        text.append(Digits.left(ways.get(0).unit().label(), LABEL));
        text.append(Digits.right("p to q", WIDTH));
        text.append(ways.size() > 1 ? Digits.right("q to p", WIDTH) : "").append('\n');
        row(text, "entropy", told, t -> t.divergence().entropy());
        row(text, "cross entropy", told, t -> t.divergence().crossEntropy());
        row(text, "divergence", told, t -> t.divergence().divergence());
        if (told.stream().anyMatch(t -> !Double.isNaN(t.deviance))) {
            row(text, "deviance", told, Told::deviance);
        }
        boolean drawn = ways.stream().anyMatch(d -> d.method() == Divergence.Method.DRAWS);
        text.append(Digits.left(drawn ? "error, 95 %" : "error, at most", LABEL));
        ways.forEach(d ->
                text.append(Digits.right(Double.isFinite(d.error()) ? Digits.scientific(d.error(), 1) : "-", WIDTH)));
        text.append('\n').append(Digits.left("found by", LABEL));
        ways.forEach(d -> text.append(Digits.right(d.method().label(), WIDTH)));
        text.append('\n');
        ways.stream()
                .map(Divergence::note)
                .filter(note -> !note.isEmpty())
                .distinct()
                .forEach(note -> text.append('\n').append(note).append('\n'));
        return text.toString();
    }

    private static void row(StringBuilder text, String label, List<Told> ways, ToDoubleFunction<Told> number) {
        text.append(Digits.left(label, LABEL));
        ways.forEach(t -> text.append(Digits.right(Digits.number(number.applyAsDouble(t)), WIDTH)));
        text.append('\n');
    }

    // ---- JSON ----

    private static Map<String, Object> fields(String p, String q, List<Told> ways) {
        Told first = ways.get(0);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("p", p);
        fields.put("q", q);
        fields.put("unit", first.divergence().unit().label());
        if (!Double.isNaN(first.n)) {
            fields.put("n", first.n);
        }
        fields.put("forward", fields(first.divergence()));
        fields.put("reverse", ways.size() > 1 ? fields(ways.get(1).divergence()) : null);
        if (!Double.isNaN(first.n)) {
            fields.put("deviance", first.deviance);
        }
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
