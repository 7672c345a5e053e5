package mle.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import mle.family.Domain;
import mle.family.Parameter;
import mle.model.Basis;
import mle.model.Coding;
import mle.model.Encoding;
import mle.model.Link;
import mle.model.PredictorFormula;
import mle.model.Terms;

/** The predictor of a parameter as JSON: its formula, and the constants that it took from the data of the fit. */
final class PredictorJson {
    private PredictorJson() {}

    static Map<String, Object> fields(PredictorFormula formula) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("parameter", formula.parameter());
        fields.put("link", formula.link().label());
        fields.put("formula", formula.text());
        if (formula instanceof PredictorFormula.Nonlinear n) {
            fields.put(
                    "coefficients",
                    n.coefficients().stream().map(PredictorJson::fields).toList());
        }
        if (formula instanceof PredictorFormula.Linear l) {
            constants(l, fields);
        }
        return fields;
    }

    static Map<String, Object> fields(Parameter p) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", p.name());
        fields.put("lower", p.domain().lower());
        fields.put("upper", p.domain().upper());
        return fields;
    }

    private static void constants(PredictorFormula.Linear formula, Map<String, Object> fields) {
        Map<String, Object> levels = new LinkedHashMap<>();
        Map<String, Object> bases = new LinkedHashMap<>();
        for (Coding coding : formula.encoding().codings()) {
            if (coding instanceof Coding.Levels l) {
                levels.put(l.label(), l.levels());
            } else if (coding instanceof Coding.Numbers n && !(n.basis() instanceof Basis.Itself)) {
                bases.put(n.label(), fields(n.basis()));
            }
        }
        if (!formula.dropped().isEmpty()) {
            fields.put("dropped", List.copyOf(new TreeSet<>(formula.dropped())));
        }
        if (!levels.isEmpty()) {
            fields.put("factors", levels);
        }
        if (!bases.isEmpty()) {
            fields.put("bases", bases);
        }
    }

    private static Map<String, Object> fields(Basis basis) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (basis instanceof Basis.Powers p) {
            fields.put("kind", "powers");
            fields.put("degree", (double) p.width());
        } else if (basis instanceof Basis.OrthogonalPolynomials p) {
            fields.put("kind", "polynomials");
            fields.put("alpha", boxed(p.alpha()));
            fields.put("norms", boxed(p.norms()));
        } else if (basis instanceof Basis.BSplines s) {
            fields.put("kind", "splines");
            fields.put("degree", (double) s.degree());
            fields.put("knots", boxed(s.knots()));
            fields.put("intercept", s.intercept());
        } else if (basis instanceof Basis.Standardised s) {
            fields.put("kind", "standardised");
            fields.put("mean", s.mean());
            fields.put("sd", s.sd());
        }
        return fields;
    }

    private static List<Double> boxed(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }

    // ---- reading ----

    static PredictorFormula read(Fields fields) {
        String parameter = fields.text("parameter");
        Link link = Link.named(fields.text("link"));
        String text = fields.text("formula");
        if (fields.has("coefficients")) {
            return PredictorFormula.nonlinear(parameter, link, text, parameters(fields, "coefficients"));
        }
        Terms terms = Terms.parse(text, List.of());
        Map<String, List<String>> levels = new LinkedHashMap<>();
        Map<String, Basis> bases = new LinkedHashMap<>();
        if (fields.has("factors")) {
            Fields factors = fields.object("factors");
            factors.names().forEach(label -> levels.put(label, factors.texts(label)));
        }
        if (fields.has("bases")) {
            Fields all = fields.object("bases");
            all.names().forEach(label -> bases.put(label, basis(all.object(label))));
        }
        Set<String> dropped = fields.has("dropped") ? Set.copyOf(fields.texts("dropped")) : Set.of();
        return new PredictorFormula.Linear(parameter, link, Encoding.of(terms, levels, bases), dropped);
    }

    /** Parameters with their domains; null for an end is none. */
    static List<Parameter> parameters(Fields fields, String name) {
        return fields.list(name).stream()
                .map(p -> Parameter.of(
                        p.text("name"),
                        new Domain(
                                p.number("lower", Double.NEGATIVE_INFINITY),
                                p.number("upper", Double.POSITIVE_INFINITY))))
                .toList();
    }

    private static Basis basis(Fields fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "powers" -> new Basis.Powers((int) fields.number("degree"));
            case "polynomials" -> new Basis.OrthogonalPolynomials(fields.numbers("alpha"), fields.numbers("norms"));
            case "splines" ->
                new Basis.BSplines((int) fields.number("degree"), fields.numbers("knots"), fields.truth("intercept"));
            case "standardised" -> new Basis.Standardised(fields.number("mean"), fields.number("sd"));
            default -> throw new IllegalArgumentException("no functions '" + kind + "'");
        };
    }
}
