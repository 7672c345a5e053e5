package mle.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Csv;
import mle.data.Datasets;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.fit.Mle;
import mle.model.ModelFormula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions and their standard errors are those of R, and of derivatives by Richardson's extrapolation where R has none. */
class PredictionReferenceTest {
    /** Relative; of standard errors by numerical derivatives. */
    private static final double CLOSE = 2e-7;

    /** A line of predictions.csv. */
    record Line(String family, String quantity, int row, double estimate, double standardError) {
        @Override
        public String toString() {
            return family + " " + quantity + " row " + row;
        }
    }

    private static final Map<String, Predictions> MADE = new LinkedHashMap<>();

    static List<Line> lines() throws IOException {
        String name = "/mle/inference/predictions.csv";
        Table table = Csv.read(
                name,
                new InputStreamReader(PredictionReferenceTest.class.getResourceAsStream(name), StandardCharsets.UTF_8));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            lines.add(new Line(
                    (String) table.column("case").cell(i),
                    (String) table.column("quantity").cell(i),
                    (int) table.numeric("row").values()[i],
                    table.numeric("estimate").values()[i],
                    table.numeric("standardError").values()[i]));
        }
        return lines;
    }

    /** The models of predictions.R, in the rows that it predicts. */
    static Predictions predictions(String name) {
        Table lung = Datasets.load("lung_ncctg");
        Table complete = lung.where(row -> !lung.column("ph_ecog").isMissing(row));
        String times = "Surv(time, event) ~ age + factor(sex) + ph_ecog";
        return switch (name) {
            case "poisson" ->
                model(Families.poisson(), "claims ~ factor(district) + age + offset(log(holders))", "insurance_claims")
                        .predict(Datasets.load("insurance_claims").rows(0, 19, 59));
            case "logit" ->
                model(Families.bernoulli(), "grade ~ gpa*tuce + psi", "spector_mazzeo")
                        .predict(Datasets.load("spector_mazzeo").rows(0, 1, 2, 3));
            case "bases" ->
                model(Families.poisson(), "art ~ poly(ment, 2) + bs(phd, df = 5) + scale(kid5)", "biochemists")
                        .predict(Datasets.load("biochemists").rows(0, 4, 99));
            case "counts" ->
                first(model(Families.binomial(), "Counts(killed, exposed - killed) ~ logdose", "beetle_mortality"));
            case "normal" -> first(model(Families.normal(), "stack_loss ~ air_flow + water_temp", "stackloss"));
            case "weibull", "lognormal", "loglogistic" ->
                model(ModelFormula.of(Families.find(name).orElseThrow(), times), complete)
                        .predict(complete.rows(0, 1, 2));
            case "negative-binomial" -> first(model(Families.negativeBinomial(), "days ~ sex + age", "quine"));
            case "zero-inflated" ->
                first(model(family("zero-inflated(poisson)"), "art ~ female + ment", "biochemists"));
            case "hurdle" -> first(model(family("hurdle(poisson)"), "art ~ female + ment", "biochemists"));
            case "ordered" ->
                model(
                                ModelFormula.of(LevelFamily.ORDERED_LOGIT, "impairment ~ ses + life_events")
                                        .withLevels(List.of("none", "mild", "moderate", "impaired")),
                                Datasets.load("mental_impairment"))
                        .predict(Datasets.load("mental_impairment").rows(0, 1, 2));
            case "multinomial" -> {
                Table food = Datasets.load("alligator_food");
                yield model(
                                ModelFormula.of(LevelFamily.MULTINOMIAL, "food ~ size")
                                        .withWeights("count"),
                                food)
                        .predict(food.where(row -> food.numeric("count").values()[row] > 0)
                                .rows(0, 1, 2));
            }
            case "nonlinear" ->
                model(
                                ModelFormula.of(Families.normal(), "rate ~ vmax*conc/(k + conc)")
                                        .withCoefficients("vmax > 0, k > 0"),
                                Datasets.load("puromycin"))
                        .predict(Datasets.load("puromycin").rows(0, 1, 2));
            case "gamma" ->
                first(model(
                        ModelFormula.of(Families.gamma(), "I(weight_g/1000) ~ width")
                                .with("shape", "width"),
                        Datasets.load("horseshoe_crabs")));
            case "heteroscedastic" ->
                model(
                                ModelFormula.of(Families.normal(), "waiting ~ eruptions")
                                        .with("sd", "eruptions"),
                                Datasets.load("old_faithful"))
                        .predict(Datasets.load("old_faithful").rows(0, 1, 2));
            case "gev" ->
                FittedModel.of(Mle.fit(
                                Families.gev(), Datasets.load("port_pirie").numeric("sea_level_m")))
                        .fitted();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Family family(String text) {
        return Combinators.parse(text).orElseThrow();
    }

    private static FittedModel model(Family family, String formula, String data) {
        return model(ModelFormula.of(family, formula), Datasets.load(data));
    }

    private static FittedModel model(ModelFormula formula, Table table) {
        return FittedModel.fit(formula, table);
    }

    private static Predictions first(FittedModel model) {
        return model.predict(
                model.made().orElseThrow().frame().orElseThrow().table().rows(0, 1, 2));
    }

    private static Prediction of(Predictions p, String name, String quantity) {
        return switch (quantity) {
            case "link" -> p.link();
            case "response" -> name.equals("counts") ? p.parameter("probability") : p.mean();
            case "P0" -> p.cdf(0);
            case "P5" -> p.cdf(5.5);
            case "survival5" -> p.survival(5);
            default ->
                quantity.startsWith("quantile ")
                        ? p.quantile(Double.parseDouble(quantity.substring("quantile ".length())))
                        : p.level(quantity);
        };
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aPredictionIsThatOfR(Line line) {
        Prediction p =
                of(MADE.computeIfAbsent(line.family, PredictionReferenceTest::predictions), line.family, line.quantity);
        int row = line.row - 1;
        assertEquals(line.estimate, p.estimate(row), 1e-8 * Math.max(Math.abs(line.estimate), line.standardError));
        assertEquals(line.standardError, p.standardError(row), CLOSE * line.standardError);
    }
}
