package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.Column;
import mle.data.Csv;
import mle.data.Table;
import mle.solve.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Regressions of the bundled data sets against {@code regressions.csv}, which {@code regressions.py} makes: estimates,
 * standard errors from the observed information and log-likelihoods, found by other programs with exact derivatives to a
 * relative Newton step below 1e-12. {@code published} says what the literature prints.
 */
class RegressionReferenceTest {
    /** In standard errors. */
    private static final double ESTIMATE = 1e-7;

    private static final double EIGHT_DIGITS = 1e-8;

    /** One number of a published model, and how it follows from ours. */
    record Expected(String parameter, String name, String way, double estimate, double error) {}

    /** A published model. */
    record Published(RegressionRecipe recipe, String model, double logLikelihood, List<Expected> expected) {
        @Override
        public String toString() {
            return recipe.dataset() + " " + model;
        }
    }

    static Stream<Published> models() throws Exception {
        Table table;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                RegressionReferenceTest.class.getResourceAsStream("regressions.csv"), StandardCharsets.UTF_8))) {
            table = Csv.read("regressions", reader);
        }
        Map<String, Published> models = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            int row = i;
            Published model = models.computeIfAbsent(
                    text(table, "dataset", i) + " " + text(table, "model", i),
                    unused -> new Published(
                            new RegressionRecipe(
                                    text(table, "dataset", row),
                                    text(table, "family", row),
                                    text(table, "response", row),
                                    text(table, "predictors", row),
                                    text(table, "links", row)),
                            text(table, "model", row),
                            table.numeric("log_likelihood").values()[row],
                            new ArrayList<>()));
            model.expected.add(new Expected(
                    text(table, "parameter", i),
                    text(table, "name", i),
                    text(table, "way", i),
                    table.numeric("estimate").values()[i],
                    table.numeric("standard_error").values()[i]));
        }
        return models.values().stream();
    }

    private static String text(Table table, String column, int row) {
        Object cell = table.column(column) instanceof Column.Text t ? t.cell(row) : null;
        return cell == null ? "" : cell.toString();
    }

    @ParameterizedTest
    @MethodSource("models")
    void estimatesStandardErrorsAndLikelihoodAreThePublishedOnes(Published model) {
        Fit fit = Regression.of(model.recipe.model()).fit();
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        for (Expected e : model.expected) {
            Estimate ours = fit.parameter(e.name);
            double value = ours.value();
            double error = ours.standardError();
            switch (e.way) {
                case "negated" -> value = -value;
                case "reciprocal" -> {
                    error /= value * value;
                    value = 1 / value;
                }
                default -> assertEquals("same", e.way);
            }
            assertEquals(e.estimate, value, ESTIMATE * e.error, e.parameter);
            assertEquals(e.error, error, EIGHT_DIGITS * e.error, "standard error of " + e.parameter);
        }
        if (!Double.isNaN(model.logLikelihood)) {
            assertEquals(
                    model.logLikelihood,
                    fit.logLikelihood(),
                    EIGHT_DIGITS * Math.abs(model.logLikelihood),
                    "log-likelihood");
        }
    }
}
