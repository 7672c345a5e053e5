package mle.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.DataException;
import mle.family.Family;
import mle.family.Parameter;
import mle.fit.Estimate;
import mle.inference.FittedModel;
import mle.model.PredictorFormula;
import mle.model.Response;
import mle.solve.Outcome;

/**
 * A fitted model in a file of JSON, which predicts what the model predicts, bit for bit: numbers are written with all their digits.
 * The JSON of {@code mle fit --json} is such a file.
 */
public final class ModelFile {
    private ModelFile() {}

    /**
     * Writes a model.
     *
     * @throws UncheckedIOException if the file can't be written
     */
    public static void write(FittedModel model, Path file) {
        try {
            Files.writeString(file, Json.write(fields(model)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": can't be written", e);
        }
    }

    /**
     * Reads a model.
     *
     * @throws DataException if the file holds none or can't be read; the message says why
     */
    public static FittedModel read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new DataException(file + ": can't be read as text", e);
        }
    }

    /** The model as fields of JSON. */
    public static Map<String, Object> fields(FittedModel model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("family", model.family().name());
        fields.put("outcome", outcome(model.outcome()));
        fields.put(
                "parameters",
                model.estimates().stream().map(ModelFile::estimate).toList());
        fields.put("covariance", covariance(model));
        fields.putAll(parts(model));
        return fields;
    }

    /** What a fit's own JSON lacks to be a model: how the predictors are made, and a density that has no name. */
    public static Map<String, Object> parts(FittedModel model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("level", model.level());
        model.response().ifPresent(r -> fields.put("response", r.toString()));
        if (!model.levels().isEmpty()) {
            fields.put("levels", model.levels());
        }
        FamilyJson.density(model.family(), model.levels()).ifPresent(density -> fields.put("density", density));
        if (!model.formulas().isEmpty()) {
            fields.put(
                    "predictors",
                    model.formulas().stream().map(PredictorJson::fields).toList());
        }
        model.coordinates().ifPresent(c -> fields.put("coordinates", CoordinatesJson.fields(c)));
        return fields;
    }

    /** The outcome of a fit as fields of JSON. */
    public static Map<String, Object> outcome(Outcome outcome) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("kind", outcome.kind().label());
        fields.put("message", outcome.message());
        fields.put("parameters", outcome.parameters());
        fields.put("direction", outcome.direction().isEmpty() ? null : outcome.direction());
        return fields;
    }

    /** An estimate as fields of JSON; of one that is infinite, the edge that it lies on. */
    public static Map<String, Object> estimate(Estimate e) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", e.name());
        fields.put("estimate", e.value());
        fields.put("standardError", e.standardError());
        fields.put("lower", e.lower());
        fields.put("upper", e.upper());
        fields.put("fixed", e.fixed());
        if (Double.isInfinite(e.value())) {
            fields.put("edge", e.value() > 0 ? "infinity" : "-infinity");
        }
        return fields;
    }

    private static Map<String, Object> covariance(FittedModel model) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("names", model.estimates().stream().map(Estimate::name).toList());
        fields.put("matrix", CoordinatesJson.rows(model.covariance()));
        return fields;
    }

    // ---- reading ----

    /**
     * The model in a text of JSON.
     *
     * @param name the source, for messages
     * @throws DataException if it holds none; the message says why
     */
    public static FittedModel parse(String name, String text) {
        try {
            Object value = Json.read(text);
            if (value instanceof List<?> several) {
                throw new IllegalArgumentException("expected one fit, got " + several.size());
            }
            return model(new Fields(value, "the file"));
        } catch (IllegalArgumentException e) {
            throw new DataException(name + ": expected a model as 'mle fit --json' writes it; " + e.getMessage(), e);
        }
    }

    private static FittedModel model(Fields fields) {
        List<String> levels = fields.has("levels") ? fields.texts("levels") : List.of();
        List<Estimate> estimates = new ArrayList<>();
        fields.list("parameters").forEach(e -> estimates.add(estimate(e)));
        Family family = FamilyJson.read(fields, levels, estimates);
        List<PredictorFormula> formulas = fields.has("predictors")
                ? fields.list("predictors").stream().map(PredictorJson::read).toList()
                : List.of();
        Outcome outcome = readOutcome(fields.object("outcome"));
        FileCheck.requireEstimates(family, formulas, estimates);
        if (outcome.kind().found()) {
            FileCheck.requireNumbers(family, estimates);
        }
        Fields covariance = fields.object("covariance");
        List<String> names = covariance.texts("names");
        int[] order = FileCheck.order(estimates, names);
        return FittedModel.of(
                family,
                formulas,
                fields.has("response") ? Optional.of(Response.parse(fields.text("response"))) : Optional.empty(),
                levels,
                estimates,
                FileCheck.covariance(covariance.matrix("matrix"), order, names, "the covariance"),
                fields.has("coordinates")
                        ? Optional.of(CoordinatesJson.read(fields.object("coordinates"), order, names))
                        : Optional.empty(),
                FileCheck.level(fields.number("level")),
                outcome);
    }

    private static Estimate estimate(Fields fields) {
        double value = fields.number("estimate");
        if (fields.has("edge")) {
            value = fields.text("edge").startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return new Estimate(
                fields.text("name"),
                value,
                fields.number("standardError"),
                fields.number("lower"),
                fields.number("upper"),
                fields.truth("fixed"));
    }

    private static Outcome readOutcome(Fields fields) {
        String label = fields.text("kind");
        for (Outcome.Kind kind : Outcome.Kind.values()) {
            if (kind.label().equals(label)) {
                return new Outcome(kind, fields.text("message"), fields.texts("parameters"), Map.of());
            }
        }
        throw new IllegalArgumentException("no outcome '" + label + "'");
    }

    /** The names of parameters. */
    static List<String> names(Family family) {
        return family.parameters().stream().map(Parameter::name).toList();
    }
}
