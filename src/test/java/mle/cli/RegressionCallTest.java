package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.Csv;
import mle.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RegressionCallTest {
    private record Published(String name, double estimate, double standardError, double logLikelihood) {}

    /** {@code regressions.py} beside the csv wrote it: published fits as calls of the command. */
    static Stream<Arguments> published() throws IOException {
        Table table;
        try (InputStream in = RegressionCallTest.class.getResourceAsStream("regressions.csv")) {
            table = Csv.read("regressions.csv", new InputStreamReader(in, StandardCharsets.UTF_8));
        }
        Map<List<String>, List<Published>> calls = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            calls.computeIfAbsent(
                            List.of(text(table, "dataset", i), text(table, "arguments", i)), key -> new ArrayList<>())
                    .add(new Published(
                            text(table, "name", i),
                            table.numeric("estimate").values()[i],
                            table.numeric("standard_error").values()[i],
                            table.numeric("log_likelihood").values()[i]));
        }
        return calls.entrySet().stream()
                .map(e -> Arguments.of(e.getKey().get(0), e.getKey().get(1), e.getValue()));
    }

    private static String text(Table table, String column, int row) {
        return (String) table.column(column).cell(row);
    }

    private static Map<String, Object> fit(String dataset, String arguments) {
        List<String> call = new ArrayList<>(List.of("fit", dataset));
        call.addAll(List.of(arguments.split("\\|")));
        call.add("--json");
        return Cli.run(call.toArray(new String[0])).object();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> parameters(Map<String, Object> json) {
        Map<String, Map<String, Object>> byName = new LinkedHashMap<>();
        ((List<Map<String, Object>>) json.get("parameters")).forEach(p -> byName.put((String) p.get("name"), p));
        return byName;
    }

    @ParameterizedTest
    @MethodSource("published")
    void formulasGiveThePublishedFits(String dataset, String arguments, List<Published> published) {
        Map<String, Object> json = fit(dataset, arguments);
        assertEquals("converged", ((Map<?, ?>) json.get("outcome")).get("kind"));
        Map<String, Map<String, Object>> parameters = parameters(json);
        for (Published p : published) {
            Map<String, Object> ours = parameters.get(p.name);
            assertTrue(ours != null, () -> p.name + " of " + parameters.keySet());
            assertEquals(p.estimate, (double) ours.get("estimate"), 1e-6 * p.standardError, p.name);
            assertEquals(p.standardError, (double) ours.get("standardError"), 1e-6 * p.standardError, p.name);
            assertEquals(p.logLikelihood, (double) json.get("logLikelihood"), 1e-8 * Math.abs(p.logLikelihood));
        }
    }

    /** MASS::polr(Sat ~ Infl + Type + Cont, housing, weights = Freq) of R 4.2.2, in its example. */
    @Test
    void orderedLevelsHaveThresholds() {
        Map<String, Object> json = fit(
                "housing_satisfaction",
                "sat ~ infl + type + cont|--family|ordered-logit|--weights|freq|--levels|Low,Medium,High");
        Map<String, Map<String, Object>> parameters = parameters(json);
        assertEquals(
                List.of(
                        "location.inflLow",
                        "location.inflMedium",
                        "location.typeAtrium",
                        "location.typeTerrace",
                        "location.typeTower",
                        "location.contLow",
                        "Low|Medium",
                        "Medium|High"),
                List.copyOf(parameters.keySet()));
        assertEquals(3479.149 / -2, (double) json.get("logLikelihood"), 5e-4);
        assertEquals(-1.28881906, (double) parameters.get("location.inflLow").get("estimate"), 1e-5);
        assertEquals(0.127156149, (double) parameters.get("location.inflLow").get("standardError"), 1e-6);
        assertEquals(List.of("Low", "Medium", "High"), json.get("levels"));
    }

    /** nnet::multinom(food ~ size, weights = count) of R 4.2.2, reltol = 1e-14. */
    @Test
    void multinomialLevelsHaveAPredictorEach() {
        Map<String, Object> json = fit("alligator_food", "food ~ size|--family|multinomial|--weights|count");
        Map<String, Map<String, Object>> parameters = parameters(json);
        assertEquals(8, parameters.size());
        assertEquals(589.2134 / -2, (double) json.get("logLikelihood"), 5e-5);
        assertEquals(1.72722140, (double) parameters.get("fish.(Intercept)").get("estimate"), 1e-6);
        assertEquals(0.75404897, (double) parameters.get("reptile.sizesmall").get("standardError"), 1e-6);
    }

    /** A logit of several levels is that of each with the first: agreement with the binary fit where there are two. */
    @Test
    void twoLevelsAreABinaryRegression() {
        String rest = "|--weights|count";
        Map<String, Object> binary = fit("ucb_admissions", "admit ~ gender*dept|--family|bernoulli" + rest);
        Map<String, Object> ordered = fit("ucb_admissions", "admit ~ gender*dept|--family|ordered-logit" + rest);
        Map<String, Object> nominal = fit("ucb_admissions", "admit ~ gender*dept|--family|multinomial" + rest);
        double logLikelihood = (double) binary.get("logLikelihood");
        assertEquals(logLikelihood, (double) ordered.get("logLikelihood"), 1e-9);
        assertEquals(logLikelihood, (double) nominal.get("logLikelihood"), 1e-9);
        assertEquals(
                (double) parameters(binary).get("probability.deptC").get("estimate"),
                (double) parameters(nominal).get("Rejected.deptC").get("estimate"),
                1e-9);
    }

    /** Michaelis and Menten's model of the treated half (Bates and Watts 1988, p. 269: 212.7 and 0.06412). */
    @Test
    void aMeanMayBeAnyFormula() {
        List<Map<String, Object>> fits = Cli.run(
                        "fit",
                        "puromycin",
                        "rate ~ vm*conc/(k + conc)",
                        "--parameters",
                        "vm > 0, k > 0",
                        "--by",
                        "state",
                        "--json")
                .array();
        assertEquals("treated", fits.get(0).get("group"));
        Map<String, Map<String, Object>> treated = parameters(fits.get(0));
        assertEquals(212.7, (double) treated.get("vm").get("estimate"), 0.05);
        assertEquals(0.06412, (double) treated.get("k").get("estimate"), 5e-6);
    }

    @Test
    void theTableSaysWhatFollowsWhat() {
        String text = Cli.run(
                        "fit",
                        "gehan_6mp",
                        "Surv(weeks, event) ~ treatment",
                        "--family",
                        "weibull",
                        "--model",
                        "shape ~ treatment",
                        "--link",
                        "shape=softplus")
                .answered();
        assertTrue(
                text.startsWith("gehan_6mp: Surv(weeks, event) ~ treatment\nlog(scale) ~ treatment\n"
                        + "softplus(shape) ~ treatment\nweibull fit by maximum likelihood, n = 42\n"),
                text);
    }

    @Test
    void jsonSaysWhatFollowsWhat() {
        Map<String, Object> json =
                fit("iris", "petal_length ~ species*sepal_length - 1|--family|gamma|--model|shape ~ 1");
        assertEquals("petal_length ~ species + sepal_length + species:sepal_length - 1", json.get("formula"));
        assertEquals(
                List.of(
                        Map.of(
                                "parameter",
                                "mean",
                                "link",
                                "log",
                                "formula",
                                "species + sepal_length + species:sepal_length - 1",
                                "factors",
                                Map.of("species", List.of("setosa", "versicolor", "virginica"))),
                        Map.of("parameter", "shape", "link", "log", "formula", "1")),
                json.get("predictors"));
        assertTrue(parameters(json).containsKey("mean.speciesvirginica:sepal_length"), json.toString());
        assertTrue(parameters(json).containsKey("shape.(Intercept)"), json.toString());
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("old_faithful: no column 'erupt', did you mean 'eruptions'?", "waiting ~ erupt"),
                Arguments.of(
                        "formula 'lg(eruptions)': no function 'lg', did you mean 'log'?", "waiting ~ lg(eruptions)"),
                Arguments.of("normal: no parameter 'sdd', did you mean 'sd'?", "waiting ~ eruptions|--model|sdd ~ 1"),
                Arguments.of(
                        "--model: expected \"PARAMETER ~ FORMULA\", got 'eruptions'",
                        "waiting ~ eruptions|--model|eruptions"),
                Arguments.of("--model sd: given twice", "waiting ~ eruptions|--model|sd ~ 1|--model|sd ~ eruptions"),
                Arguments.of("link: no link 'lgo', did you mean 'log'?", "waiting ~ eruptions|--link|lgo"),
                Arguments.of("--link: given twice", "waiting ~ eruptions|--link|log|--link|log"),
                Arguments.of(
                        "link: parameter 'sd' has no formula, those that have are mean",
                        "waiting ~ eruptions|--link|sd=log"),
                Arguments.of(
                        "no family 'ordered-lgit', did you mean 'ordered-logit'?",
                        "waiting ~ eruptions|--family|ordered-lgit"),
                Arguments.of(
                        "old_faithful, row 1, column 'waiting': beta needs 0 < x < 1, got 79.0",
                        "waiting ~ eruptions|--family|beta"),
                Arguments.of(
                        "levels: '43' of column 'waiting' is not among those given: 1, 2",
                        "waiting ~ 1|--family|ordered-probit|--levels|1,2"),
                Arguments.of(
                        "model: mean is held at a value and can't follow eruptions as well",
                        "waiting ~ eruptions|--fix|mean=70"));
    }

    @Test
    void aLevelWithoutRowsIsRefused() {
        Cli output = Cli.run(
                "fit",
                "housing_satisfaction",
                "sat ~ infl",
                "--family",
                "ordered-logit",
                "--levels",
                "Low,Medium,Very,High");
        assertEquals(2, output.code());
        assertTrue(output.err().contains("levels: no row of column 'sat' is 'Very'"), output.err());
    }

    /** Rows of different means have no common entropy. */
    @Test
    void noDivergenceOfARegression() {
        Map<String, Object> json = fit("quine", "days ~ sex|--family|poisson");
        assertNull(json.get("entropy"));
        assertNull(json.get("divergence"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String message, String arguments) {
        List<String> call = new ArrayList<>(List.of("fit", "old_faithful"));
        call.addAll(List.of(arguments.split("\\|")));
        assertEquals("mle: " + message, Cli.run(call.toArray(new String[0])).refused());
    }
}
