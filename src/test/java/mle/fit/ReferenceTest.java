package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.Column;
import mle.data.Csv;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fits of the bundled data sets against {@code textbook.csv}: maximum likelihood estimates, standard errors from the
 * observed information and log-likelihoods, found by other programs with exact derivatives to a relative Newton step below
 * 4e-12 ({@code newton_step}; empty for closed forms).
 *
 * <p>A row is one parameter. {@code formula} is that parameter in terms of the family's own; its standard error follows
 * from the covariance of the fit by the delta method. {@code published} says where the fit was published, with its numbers
 * where they were seen in a copy. {@code observations.csv} has more of them, of censored, truncated and grouped data, of
 * mixtures and of zero inflation.
 */
class ReferenceTest {
    /** In standard errors. The references are good to their Newton step, below 4e-12 of the estimate. */
    private static final double ESTIMATE = 1e-7;

    /** Relative: nine digits. */
    private static final double NINE_DIGITS = 1e-9;

    /** One parameter of a published model. */
    record Expected(String name, String formula, double estimate, double error) {}

    /** A published model. */
    record Model(
            String dataset,
            String name,
            String family,
            String data,
            String held,
            String start,
            double logLikelihood,
            List<Expected> expected) {
        @Override
        public String toString() {
            return dataset + " " + name + " " + family;
        }
    }

    static Stream<Model> models() throws Exception {
        return Stream.concat(models("textbook").stream(), models("observations").stream());
    }

    private static Collection<Model> models(String file) throws Exception {
        Table table;
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                ReferenceTest.class.getResourceAsStream(file + ".csv"), StandardCharsets.UTF_8))) {
            table = Csv.read(file, reader);
        }
        Map<String, Model> models = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            String key = String.join(
                    " ",
                    List.of(
                            text(table, "dataset", i),
                            text(table, "model", i),
                            text(table, "family", i),
                            text(table, "data", i)));
            int row = i;
            models.computeIfAbsent(
                            key,
                            k -> new Model(
                                    text(table, "dataset", row),
                                    text(table, "model", row),
                                    text(table, "family", row),
                                    text(table, "data", row),
                                    text(table, "held", row),
                                    table.has("start") ? text(table, "start", row) : "",
                                    table.numeric("log_likelihood").values()[row],
                                    new ArrayList<>()))
                    .expected()
                    .add(new Expected(
                            text(table, "parameter", i),
                            text(table, "formula", i),
                            table.numeric("estimate").values()[i],
                            table.numeric("standard_error").values()[i]));
        }
        return models.values();
    }

    private static String text(Table table, String column, int row) {
        return ((Column.Text) table.column(column)).values().get(row);
    }

    @Test
    void allModelsAreRead() throws Exception {
        assertEquals(100, models("textbook").size());
        assertEquals(31, models("observations").size());
        assertEquals(
                List.of(
                        "gumbel-min",
                        "hyperbolic-secant",
                        "exgaussian",
                        "skew-normal",
                        "johnson-su",
                        "sinh-arcsinh",
                        "skew-student",
                        "normal-inverse-gaussian",
                        "laplace",
                        "asymmetric-laplace",
                        "generalized-normal",
                        "triangular",
                        "rayleigh",
                        "inverse-gamma",
                        "lomax",
                        "dagum",
                        "frechet",
                        "generalized-gamma",
                        "gompertz",
                        "nakagami",
                        "half-normal",
                        "half-cauchy",
                        "folded-normal",
                        "maxwell",
                        "chi-squared",
                        "chi",
                        "f",
                        "rice",
                        "levy",
                        "generalized-beta-2",
                        "log-gamma",
                        "lindley",
                        "tweedie",
                        "kumaraswamy",
                        "logit-normal",
                        "power",
                        "simplex",
                        "johnson-sb",
                        "uniform",
                        "pareto",
                        "lognormal-3",
                        "gamma-3",
                        "trapezoidal",
                        "discrete-uniform",
                        "geometric",
                        "bernoulli",
                        "binomial",
                        "negative-binomial-1",
                        "hypergeometric",
                        "logarithmic",
                        "yule-simon",
                        "discrete-weibull",
                        "generalized-poisson",
                        "poisson-inverse-gaussian",
                        "borel",
                        "skellam",
                        "zeta",
                        "sichel",
                        "delaporte",
                        "conway-maxwell-poisson"),
                Families.names().stream()
                        .filter(f -> {
                            try {
                                return models().noneMatch(m -> m.family().equals(f));
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        })
                        .toList(),
                "families without a textbook example");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void agrees(Model model) {
        Recipe recipe = Recipe.of(model.dataset(), model.data());
        Family family = Families.find(model.family())
                .or(() -> Combinators.parse(model.family()))
                .orElseThrow();
        Mle mle = Mle.of(family);
        for (String held : parts(model.held())) {
            mle = mle.withFixed(held.split("=")[0], Double.parseDouble(held.split("=")[1]));
        }
        for (String start : parts(model.start())) {
            mle = mle.withStart(start.split("=")[0], Double.parseDouble(start.split("=")[1]));
        }
        Fit fit = mle.fitTo(recipe.data());
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        for (Expected e : model.expected()) {
            double[] found = inTermsOf(fit, e.formula());
            assertEquals(e.estimate(), found[0], ESTIMATE * e.error(), e.name());
            assertEquals(1, found[1] / e.error(), NINE_DIGITS, "standard error of " + e.name());
        }
        double logLikelihood = fit.logLikelihood() + recipe.logJacobian();
        assertEquals(
                model.logLikelihood(), logLikelihood, NINE_DIGITS * Math.abs(model.logLikelihood()), "log-likelihood");
        assertTrue(model.expected().size() + (model.held().isEmpty() ? 0 : 1)
                == fit.parameters().size());
    }

    private static String[] parts(String assignments) {
        return assignments.isEmpty() ? new String[0] : assignments.split(";");
    }

    /** The value of a formula of the fitted parameters and its standard error by the delta method. */
    private static double[] inTermsOf(Fit fit, String formula) {
        Map<String, Expr.Symbol> symbols = new LinkedHashMap<>();
        for (Parameter p : fit.family().parameters()) {
            symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        Expr value = Formula.parse(formula, symbols);
        List<Expr> outputs = new ArrayList<>();
        outputs.add(value);
        symbols.values().forEach(s -> outputs.add(value.derivative(s)));
        double[] at = Program.of(outputs, List.copyOf(symbols.values()))
                .values(fit.parameters().stream().mapToDouble(Estimate::value).toArray());
        double variance = 0;
        for (int i = 1; i < at.length; i++) {
            for (int j = 1; j < at.length; j++) {
                double slopes = at[i] * at[j];
                variance += slopes == 0 ? 0 : slopes * fit.covariance().get(i - 1, j - 1);
            }
        }
        return new double[] {at[0], Math.sqrt(variance)};
    }
}
