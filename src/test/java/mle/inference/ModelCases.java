package mle.inference;

import java.util.List;
import mle.data.Datasets;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.fit.Mle;
import mle.model.Link;
import mle.model.ModelFormula;

/**
 * The models of predictions.R, with rows in which they predict.
 *
 * @param model the model
 * @param rows the rows; none where it has no predictors
 */
public record ModelCases(FittedModel model, Table rows) {
    /** Their names. */
    public static final List<String> NAMES = List.of(
            "poisson",
            "logit",
            "bases",
            "counts",
            "normal",
            "weibull",
            "lognormal",
            "loglogistic",
            "negative-binomial",
            "zero-inflated",
            "hurdle",
            "ordered",
            "multinomial",
            "nonlinear",
            "gamma",
            "heteroscedastic",
            "inverse",
            "probit",
            "gev");

    /** The model of that name. */
    public static ModelCases of(String name) {
        String times = "Surv(time, event) ~ age + factor(sex) + ph_ecog";
        return switch (name) {
            case "poisson" ->
                of(
                        Families.poisson(),
                        "claims ~ factor(district) + age + offset(log(holders))",
                        "insurance_claims",
                        0,
                        19,
                        59);
            case "logit" -> of(Families.bernoulli(), "grade ~ gpa*tuce + psi", "spector_mazzeo", 0, 1, 2, 3);
            case "bases" ->
                of(Families.poisson(), "art ~ poly(ment, 2) + bs(phd, df = 5) + scale(kid5)", "biochemists", 0, 4, 99);
            case "counts" ->
                of(Families.binomial(), "Counts(killed, exposed - killed) ~ logdose", "beetle_mortality", 0, 1, 2);
            case "normal" -> of(Families.normal(), "stack_loss ~ air_flow + water_temp", "stackloss", 0, 1, 2);
            case "weibull", "lognormal", "loglogistic" -> of(family(name), times, "lung_ncctg", 0, 1, 2);
            case "negative-binomial" -> of(family(name), "days ~ sex + age", "quine", 0, 1, 2);
            case "zero-inflated", "hurdle" ->
                of(family(name + "(poisson)"), "art ~ female + ment", "biochemists", 0, 1, 2);
            case "ordered" ->
                of(
                        ModelFormula.of(LevelFamily.ORDERED_LOGIT, "impairment ~ ses + life_events")
                                .withLevels(List.of("none", "mild", "moderate", "impaired")),
                        "mental_impairment",
                        0,
                        1,
                        2);
            case "multinomial" ->
                of(
                        ModelFormula.of(LevelFamily.MULTINOMIAL, "food ~ size").withWeights("count"),
                        "alligator_food",
                        0,
                        1,
                        2);
            case "nonlinear" ->
                of(
                        ModelFormula.of(Families.normal(), "rate ~ vmax*conc/(k + conc)")
                                .withCoefficients("vmax > 0, k > 0"),
                        "puromycin",
                        0,
                        1,
                        2);
            case "gamma" ->
                of(
                        ModelFormula.of(Families.gamma(), "I(weight_g/1000) ~ width")
                                .with("shape", "width"),
                        "horseshoe_crabs",
                        0,
                        1,
                        2);
            case "heteroscedastic" ->
                of(
                        ModelFormula.of(Families.normal(), "waiting ~ eruptions")
                                .with("sd", "eruptions"),
                        "old_faithful",
                        0,
                        1,
                        2);
            case "inverse" ->
                of(
                        ModelFormula.of(Families.gamma(), "lot1 ~ log(plasma_pct)")
                                .withLink(Link.INVERSE),
                        "clotting",
                        0,
                        1,
                        2);
            case "probit" ->
                of(
                        ModelFormula.of(Families.bernoulli(), "grade ~ gpa + tuce + psi")
                                .withLink(Link.PROBIT),
                        "spector_mazzeo",
                        0,
                        1,
                        2);
            case "gev" -> {
                Table levels = Datasets.load("port_pirie");
                yield new ModelCases(
                        FittedModel.of(Mle.fit(Families.gev(), levels.numeric("sea_level_m"))), levels.rows(0));
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Family family(String text) {
        return Combinators.parse(text).orElseThrow();
    }

    private static ModelCases of(Family family, String formula, String data, int... rows) {
        return of(ModelFormula.of(family, formula), data, rows);
    }

    /** The rows are those of the fit, in which nothing is missing. */
    private static ModelCases of(ModelFormula formula, String data, int... rows) {
        FittedModel model = FittedModel.fit(formula, Datasets.load(data));
        return new ModelCases(
                model, model.made().orElseThrow().frame().orElseThrow().table().rows(rows));
    }

    /** What it predicts. */
    public Predictions predictions() {
        return model.predict(rows);
    }

    /** What a quantity of predictions.csv means. */
    public static Prediction quantity(Predictions p, String name, String quantity) {
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
}
