package mle.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import mle.data.DataException;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Mle;
import mle.fit.Regression;
import mle.inference.FittedModel;
import mle.inference.ModelCases;
import mle.inference.Prediction;
import mle.inference.Predictions;
import mle.model.ModelFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A model read from its file predicts what it predicted before, bit for bit. */
class ModelFileTest {
    @TempDir
    Path folder;

    static List<String> names() {
        return ModelCases.NAMES;
    }

    private FittedModel throughFile(FittedModel model) {
        Path file = folder.resolve("model.json");
        ModelFile.write(model, file);
        return ModelFile.read(file);
    }

    private static List<Prediction> all(Predictions p, FittedModel model) {
        List<Prediction> all = new ArrayList<>(List.of(p.link()));
        model.family().parameters().forEach(parameter -> all.add(p.parameter(parameter.name())));
        if (model.levels().isEmpty()) {
            all.addAll(List.of(p.mean(), p.quantile(0.3), p.cdf(2), p.survival(40)));
        }
        all.addAll(p.levels());
        return all;
    }

    private static void assertSame(List<Prediction> expected, List<Prediction> actual) {
        for (int k = 0; k < expected.size(); k++) {
            Prediction a = expected.get(k);
            Prediction b = actual.get(k);
            assertEquals(a.quantity(), b.quantity());
            assertArrayEquals(a.rows(), b.rows());
            assertArrayEquals(a.estimates(), b.estimates(), a.quantity());
            assertArrayEquals(a.standardErrors(), b.standardErrors(), a.quantity());
            assertArrayEquals(a.lower(), b.lower(), a.quantity());
            assertArrayEquals(a.upper(), b.upper(), a.quantity());
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void aModelPredictsTheSame(String name) {
        ModelCases model = ModelCases.of(name);
        FittedModel read = throughFile(model.model());
        assertSame(all(model.predictions(), model.model()), all(read.predict(model.rows()), read));
        assertEquals(Json.write(ModelFile.fields(model.model())), Json.write(ModelFile.fields(read)));
    }

    @Test
    void aMaximumOnTheEdgeStaysThere() {
        Table under = Table.of(
                Map.of("y", new double[] {2, 3, 3, 4, 3, 2, 4, 3}, "x", new double[] {1, 2, 3, 4, 5, 6, 7, 8}));
        FittedModel edge = FittedModel.fit(ModelFormula.of(Families.negativeBinomial(), "y ~ x"), under);
        FittedModel read = throughFile(edge);
        assertTrue(Double.isInfinite(read.estimate("size").value()));
        assertSame(
                List.of(edge.predict(under).mean(), edge.predict(under).cdf(2)),
                List.of(read.predict(under).mean(), read.predict(under).cdf(2)));
    }

    @Test
    void aDensityOfTheUsersIsWritten() {
        Family lomax = Family.of("lomax of mine", "x > 0", "a > 0, s > 0", "log(a/s) - (a + 1)*log1p(x/s)");
        double[] values = {0.4, 1.2, 3.5, 0.2, 0.9, 12, 2.2, 0.1};
        FittedModel model = FittedModel.of(Mle.fit(lomax, values));
        Table none = Table.of("none", new double[1]);
        assertSame(
                List.of(model.predict(none).quantile(0.9)),
                List.of(throughFile(model).predict(none).quantile(0.9)));
    }

    @Test
    void droppedColumnsStayDropped() {
        double[] x = {1, 2, 3, 4, 5, 6};
        Table table = Table.of(Map.of(
                "x", x, "twice", Arrays.stream(x).map(v -> 2 * v).toArray(), "y", new double[] {1, 3, 2, 5, 4, 6}));
        FittedModel model = FittedModel.fit(
                ModelFormula.of(Families.normal(), "y ~ x + twice - 1"), table, Regression::withCollinearDropped);
        FittedModel read = throughFile(model);
        assertTrue(read.estimate("mean.twice").fixed());
        assertSame(List.of(model.fitted().mean()), List.of(read.predict(table).mean()));
        assertTrue(read.predict(table).mean().standardError(0) > 0);
    }

    @Test
    void combinationsAreReadByTheirNames() {
        Family family = Combinators.parse("mixture(normal, normal)").orElseThrow();
        double[] values = {1, 1.2, 0.9, 1.1, 0.8, 5, 5.3, 4.8, 5.1, 4.9, 5.2, 1.05};
        FittedModel model = FittedModel.of(Mle.fit(family, values));
        Table none = Table.of("none", new double[1]);
        assertSame(
                List.of(model.predict(none).cdf(3)),
                List.of(throughFile(model).predict(none).cdf(3)));
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThrows(DataException.class, () -> ModelFile.read(folder.resolve("none.json")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1, 2]",
                "{\"family\": \"normal\"}",
                "{\"family\": 3, \"parameters\": []}",
                "{\"family\": \"normal\", \"level\": 0.95, \"parameters\": [], \"covariance\": {\"matrix\": [[1]]}}",
                "{\"a\": 01}",
                "{\"a\": \"\\x\"}",
                "nul"
            })
    void whatIsNoModelIsRefused(String text) {
        String message = assertThrows(DataException.class, () -> ModelFile.parse("m.json", text))
                .getMessage();
        assertTrue(message.startsWith("m.json: expected a model as 'mle fit --json' writes it; "), message);
        assertTrue(!message.contains("\n") && !message.contains("Exception"), message);
    }

    private static String line() {
        double[] x = {1, 2, 3, 4, 5, 6};
        Table table = Table.of(Map.of("x", x, "y", new double[] {1, 3, 2, 5, 4, 6}));
        return Json.write(ModelFile.fields(FittedModel.fit(ModelFormula.of(Families.normal(), "y ~ x"), table)));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    private static void reverse(Map<String, Object> fields, String name) {
        List<Object> reversed = new ArrayList<>(list(fields.get(name)));
        Collections.reverse(reversed);
        fields.put(name, reversed);
    }

    @Test
    void theOrderOfParametersIsFree() {
        Map<String, Object> fields = object(Json.read(line()));
        reverse(fields, "parameters");
        Table rows = Table.of("x", new double[] {1.5, 40});
        FittedModel read = ModelFile.parse("m.json", Json.write(fields));
        assertSame(all(ModelFile.parse("m.json", line()).predict(rows), read), all(read.predict(rows), read));
    }

    /** What is done to a good file, and what is said then. */
    private record Damage(String message, Consumer<Map<String, Object>> done) {
        @Override
        public String toString() {
            return message;
        }
    }

    private static Map<String, Object> parameter(Map<String, Object> fields, int place) {
        return object(list(fields.get("parameters")).get(place));
    }

    private static void entry(Map<String, Object> fields, int row, int column, double value) {
        list(list(object(fields.get("covariance")).get("matrix")).get(row)).set(column, value);
    }

    static List<Damage> damages() {
        return List.of(
                new Damage("'level' must be between 0 and 1, got 1.0", f -> f.put("level", 1.0)),
                new Damage("'level' must be between 0 and 1, got NaN", f -> f.put("level", null)),
                new Damage(
                        "parameter 'mean.(Intercept)' is neither one of the family nor a coefficient of one of the"
                                + " 'predictors'; parameters of normal are mean, sd",
                        f -> f.remove("predictors")),
                new Damage("parameter 'size' is neither", f -> parameter(f, 2).put("name", "size")),
                new Damage(
                        "parameter 'sd' must occur once", f -> parameter(f, 1).put("name", "sd")),
                new Damage(
                        "'parameters' must have an estimate of 'sd'",
                        f -> list(f.get("parameters")).remove(2)),
                new Damage(
                        "the estimate of 'mean.x' must be a number, got null",
                        f -> parameter(f, 1).put("estimate", null)),
                new Damage(
                        "the estimate of 'sd' must be between 0.0 and Infinity, got -1.0",
                        f -> parameter(f, 2).put("estimate", -1.0)),
                new Damage(
                        "the names of the covariance must be those of the parameters, mean.(Intercept), mean.x, sd, got"
                                + " mean.x, mean.x, sd",
                        f -> list(object(f.get("covariance")).get("names")).set(0, "mean.x")),
                new Damage(
                        "'covariance' must have a field 'names' that is an array, got null",
                        f -> object(f.get("covariance")).remove("names")),
                new Damage("the covariance must be symmetric, got other numbers", f -> entry(f, 0, 1, 7)),
                new Damage(
                        "the covariance must have variances of at least 0, got -1.0 of 'mean.x'",
                        f -> entry(f, 1, 1, -1)));
    }

    @ParameterizedTest
    @MethodSource("damages")
    void whatCanNotBeAFitIsRefused(Damage damage) {
        Map<String, Object> fields = object(Json.read(line()));
        damage.done.accept(fields);
        String message = assertThrows(DataException.class, () -> ModelFile.parse("m.json", Json.write(fields)))
                .getMessage();
        assertTrue(message.contains("; " + damage.message), message);
        assertTrue(!message.contains("\n"), message);
    }
}
