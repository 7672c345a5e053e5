package mle.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mle.data.Column;
import mle.data.Observations;
import mle.data.Table;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFormulaTest {
    private static final double NA = Double.NaN;
    private static final double INF = Double.POSITIVE_INFINITY;
    private static final Table DATA = Table.of(
                    new Column.Numeric("y", new double[] {3, 1, NA, 2, 5}),
                    new Column.Numeric("x", new double[] {1, 2, 3, NA, 4}),
                    new Column.Numeric("w", new double[] {2, 0, 1, 1, 3}),
                    new Column.Text("g", List.of("a", "b", "a", "b", "b")),
                    new Column.Numeric("event", new double[] {1, 0, 1, 1, 0}),
                    new Column.Numeric("entry", new double[] {0, 0.5, 1, 1, 2}),
                    new Column.Numeric("low", new double[] {1, NA, 2, 3, 4}),
                    new Column.Numeric("high", new double[] {1, 2, NA, 5, 4}),
                    new Column.Numeric("yes", new double[] {1, 0, 3, 2, 2}),
                    new Column.Numeric("no", new double[] {2, 0, 1, 4, 0}),
                    new Column.Text("answer", List.of("no", "yes", "no", "yes", "no")),
                    new Column.Text("grade", List.of("low", "mid", "top", "mid", "low")))
            .named("trial.csv");

    private static Model model(ModelFormula regression) {
        return regression.on(DATA).model();
    }

    private static double[] offset(Model model, String parameter) {
        return ((Predictor.Linear) model.predictor(parameter).orElseThrow())
                .design()
                .offset();
    }

    @Test
    void rowsWithMissingCellsAreLeftOutAndCounted() {
        Model model = model(ModelFormula.of(Families.normal(), "y ~ x"));
        assertArrayEquals(new double[] {3, 1, 5}, model.response().values());
        assertEquals(2, model.response().missing());
        assertEquals(5, model.response().rowOf(2));
        assertEquals(List.of("mean.(Intercept)", "mean.x", "sd"), model.names());
        Model other = model(ModelFormula.of(Families.normal(), "y").with("sd", "g"));
        assertEquals(1, other.response().missing());
        assertEquals(List.of("mean.(Intercept)", "sd.(Intercept)", "sd.gb"), other.names());
    }

    @Test
    void rowsOfWeightZeroDontCount() {
        Model model = model(ModelFormula.of(Families.normal(), "y ~ g").withWeights("w"));
        assertArrayEquals(new double[] {3, 2, 5}, model.response().values());
        assertArrayEquals(new double[] {2, 1, 3}, model.response().weights());
        assertEquals(1, model.response().missing());
        Model sampled = model(ModelFormula.of(Families.normal(), "y ~ g")
                .withSamplingWeights("w")
                .withClusters("g"));
        assertArrayEquals(new double[] {1, 0.5, 1.5}, sampled.response().samplingWeights());
        assertEquals(2, sampled.response().clusterCount());
    }

    @Test
    void survivalTimesAreRegions() {
        Model model = model(ModelFormula.of(Families.weibull(), "Surv(entry, 2*y, event) ~ g"));
        Observations seen = model.response().regions().orElseThrow();
        assertEquals(4, seen.size());
        assertEquals(Observations.Kind.EXACT, seen.kind(0));
        assertEquals(Observations.Kind.RIGHT, seen.kind(1));
        assertEquals(6, seen.lower(0));
        assertEquals(0.5, seen.entry(1));
        Model cut = model(ModelFormula.of(Families.weibull(), "Surv(entry, 2*y, event) ~ g")
                .withTruncation(1, 20));
        assertEquals(1, cut.response().regions().orElseThrow().entry(0));
        assertEquals(20, cut.response().regions().orElseThrow().exit(0));
    }

    @Test
    void anEmptyBoundIsNone() {
        Model model = model(ModelFormula.of(Families.weibull(), "Interval(low, high) ~ g"));
        Observations seen = model.response().regions().orElseThrow();
        assertEquals(
                List.of(
                        Observations.Kind.EXACT,
                        Observations.Kind.LEFT,
                        Observations.Kind.RIGHT,
                        Observations.Kind.INTERVAL,
                        Observations.Kind.EXACT),
                List.of(seen.kind(0), seen.kind(1), seen.kind(2), seen.kind(3), seen.kind(4)));
        assertEquals(INF, seen.upper(2));
        assertEquals(0, model.response().missing());
    }

    @Test
    void countsHaveSizesByRow() {
        Model model = model(ModelFormula.of(Families.binomial(), "Counts(yes, no) ~ g"));
        assertArrayEquals(new double[] {1, 3, 2, 2}, model.response().values());
        assertArrayEquals(new double[] {3, 4, 6, 2}, offset(model, "size"));
        assertEquals(List.of("probability.(Intercept)", "probability.gb"), model.names());
    }

    @Test
    void aTextOfTwoLevelsIsZeroAndOne() {
        ModelFrame frame = ModelFormula.of(Families.bernoulli(), "answer ~ g").on(DATA);
        assertArrayEquals(new double[] {0, 1, 0, 1, 0}, frame.model().response().values());
        assertEquals(List.of("no", "yes"), frame.levels());
    }

    @Test
    void thresholdsTakeThePlaceOfTheIntercept() {
        ModelFrame frame =
                ModelFormula.of(LevelFamily.ORDERED_PROBIT, "grade ~ g - 1").on(DATA);
        assertArrayEquals(new double[] {1, 2, 3, 2, 1}, frame.model().response().values());
        assertEquals(List.of("location.gb", "low|mid", "mid|top"), frame.model().names());
        Model plain = model(ModelFormula.of(LevelFamily.ORDERED_LOGIT, "grade ~ 1"));
        assertEquals(List.of("low|mid", "mid|top"), plain.names());
        assertEquals(0, plain.predictors().get(0).size());
    }

    @Test
    void eachLevelAfterTheFirstHasItsPredictor() {
        ModelFrame frame = ModelFormula.of(LevelFamily.MULTINOMIAL, "grade ~ g")
                .with("top", "1")
                .on(DATA);
        Model model = frame.model();
        assertEquals(List.of("mid.(Intercept)", "mid.gb", "top.(Intercept)"), model.names());
        Model same = model(ModelFormula.of(LevelFamily.MULTINOMIAL, "y ~ x"));
        assertEquals(List.of("3.(Intercept)", "3.x", "5.(Intercept)", "5.x"), same.names());
        assertSame(
                ((Predictor.Linear) same.predictors().get(0)).design(),
                ((Predictor.Linear) same.predictors().get(1)).design());
    }

    @Test
    void aRightSideWithCoefficientsIsAFormula() {
        Model model = model(ModelFormula.of(Families.normal(), "y ~ b1*(1 - exp(-b2*x))")
                .with("sd", "x")
                .withCoefficients("b1 real, b2 > 0"));
        assertEquals(List.of("b1", "b2", "sd.(Intercept)", "sd.x"), model.names());
        Predictor.Nonlinear predictor = (Predictor.Nonlinear) model.predictors().get(0);
        assertArrayEquals(new double[] {1, 2, 4}, predictor.columns().get("x"));
        assertEquals(Link.IDENTITY, predictor.link());
    }

    @Test
    void gammaAndBetaAreRegressedByTheirMean() {
        Model model = model(ModelFormula.of(Families.gamma(), "y ~ g"));
        assertEquals(List.of("mean.(Intercept)", "mean.gb", "shape"), model.names());
        Model own = model(ModelFormula.of(Families.gamma(), "y ~ 1").with("rate", "g"));
        assertEquals(List.of("shape.(Intercept)", "rate.(Intercept)", "rate.gb"), own.names());
    }

    @Test
    void theMainParameterMayBeNamed() {
        Model model = model(ModelFormula.of(Families.weibull(), "y").with("scale", "g"));
        assertEquals(List.of("shape", "scale.(Intercept)", "scale.gb"), model.names());
    }

    @Test
    void linksAreOfParameters() {
        Model model = model(ModelFormula.of(Families.poisson(), "y ~ g").withLink(Link.SQRT));
        assertEquals(Link.SQRT, model.predictors().get(0).link());
        Model named = model(
                ModelFormula.of(Families.normal(), "y ~ g").with("sd", "x").withLink("sd", Link.SOFTPLUS));
        assertEquals(Link.IDENTITY, named.predictors().get(0).link());
        assertEquals(Link.SOFTPLUS, named.predictors().get(1).link());
    }

    @Test
    void otherDataGiveTheSamePredictors() {
        ModelFrame frame =
                ModelFormula.of(Families.normal(), "y ~ g * scale(x)").on(DATA);
        ModelFrame.Applied applied = frame.apply(DATA);
        assertArrayEquals(new int[] {0, 1, 2, 4}, applied.rows());
        assertEquals(
                frame.model().predictors().get(0).names(),
                applied.predictors().get(0).names());
        ModelFrame fewer = frame.without(Map.of("mean", Set.of("gb")));
        assertEquals(
                List.of("(Intercept)", "scale(x)", "gb:scale(x)"),
                fewer.apply(DATA).predictors().get(0).names());
        assertEquals(3, fewer.model().predictors().get(0).size());
    }

    @Test
    void aTypedRegressionIsThatOfText() {
        ModelFormula typed = ModelFormula.of(
                        Families.normal(), Response.column("y"), Terms.of("x").times(Terms.of(Variable.factor("g"))))
                .with("sd", Terms.of("x"));
        ModelFormula text =
                ModelFormula.of(Families.normal(), "y ~ x * factor(g)").with("sd", "x");
        assertEquals(model(text).names(), model(typed).names());
    }

    @Test
    void aPointIsAllOtherColumns() {
        Table some = DATA.select(List.of("y", "x", "w", "g"));
        Model model = ModelFormula.of(Families.normal(), "y ~ .")
                .withWeights("w")
                .on(some)
                .model();
        assertEquals(List.of("mean.(Intercept)", "mean.x", "mean.gb", "sd"), model.names());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "normal | y ~ z | trial.csv: no column 'z', expected one of y, x, w, g, event, entry, low, high, yes, no,"
                        + " answer, grade",
                "normal | ~ x | formula '~ x': expected a response before '~'",
                "normal | y + 1 ~ x | formula 'y + 1': expected an operator or the end, found '+'",
                "normal | g ~ x | trial.csv, row 1, column 'g': expected a number, got 'a'",
                "weibull | Surv(y) ~ x | formula: Surv takes two or three columns, got 1",
                "weibull | Surv(y, w) ~ g | trial.csv, row 1, column 'w': expected 1 (observed) or 0 (censored), got 2",
                "weibull | Surv(yes, y, event) ~ g | trial.csv, row 4, column 'yes': an entry must lie before the time,"
                        + " got 2.0 and 2.0",
                "weibull | Interval(high, low) ~ g | trial.csv, row 4, column 'high': a lower bound must be at most the"
                        + " upper one, got 5.0 and 3.0",
                "normal | Interval(low, high, y) ~ g | formula: Interval takes two columns, got 3",
                "poisson | Counts(yes, no) ~ g | model: Counts(successes, failures) is for a family with a known size,"
                        + " such as binomial or beta-binomial, got poisson",
                "binomial | Counts(yes, entry) ~ g | trial.csv, row 2, column 'entry': a count must be a whole number"
                        + " and >= 0, got 0.5",
                "binomial | yes ~ g | binomial: size is known, its value is needed",
                "normal | log(event) ~ g | trial.csv, row 2: log(event) must be finite, got -Infinity from event = 0",
            })
    void whatCannotBeModelledIsRefused(String family, String formula, String message) {
        assertEquals(
                message,
                assertThrows(
                                IllegalArgumentException.class,
                                () -> ModelFormula.of(Families.find(family).orElseThrow(), formula)
                                        .on(DATA))
                        .getMessage());
    }

    @Test
    void parametersThatAreNotThereAreRefused() {
        ModelFormula normal = ModelFormula.of(Families.normal(), "y ~ x");
        assertRefused("normal: no parameter 'sdd', did you mean 'sd'?", normal.with("sdd", "x"));
        assertRefused(
                "normal: parameter 'sd' is given twice", normal.with("sd", "x").withFixed("sd", 2));
        assertRefused("normal: sd > 0 is needed, got -1.0", normal.withFixed("sd", -1));
        assertRefused("model: parameter 'mean' is given twice", normal.with("mean", "x"));
        assertRefused("link: parameter 'sd' has no formula, those that have are mean", normal.withLink("sd", Link.LOG));
        assertRefused("parameters: 'b' occurs in no formula", normal.withCoefficients("b real"));
        assertRefused(
                "trial.csv, row 3, column 'v': a frequency must be finite and >= 0, got -1.0",
                ModelFormula.of(Families.normal(), "y ~ g").withWeights("v"),
                Table.of(
                                new Column.Numeric("y", new double[] {1, NA, 2}),
                                new Column.Numeric("v", new double[] {1, 1, -1}),
                                new Column.Text("g", List.of("a", "a", "b")))
                        .named("trial.csv"));
    }

    private static void assertRefused(String message, ModelFormula regression, Table... table) {
        Table data = table.length == 0 ? DATA : table[0];
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, () -> regression.on(data))
                        .getMessage());
    }

    /** Probabilities of the levels add to one, and thresholds divide them as the distribution function does. */
    @ParameterizedTest
    @CsvSource({"ordered-logit", "ordered-probit", "ordered-cloglog", "multinomial"})
    void probabilitiesOfLevelsAddToOne(String name) {
        LevelFamily family = LevelFamily.find(name).orElseThrow();
        for (int levels : new int[] {2, 3, 5}) {
            List<String> labels = List.of("a", "b", "c", "d", "e").subList(0, levels);
            double[] point = family.ordered() ? new double[levels] : new double[levels - 1];
            Arrays.setAll(point, i -> 0.3 + 0.9 * i);
            double sum = 0;
            for (int x = 1; x <= levels; x++) {
                sum += family.of(labels).at(point).density(x);
            }
            assertEquals(1, sum, 1e-14);
        }
        assertEquals(
                name + ": needs two levels or more, got 1",
                assertThrows(IllegalArgumentException.class, () -> family.of(List.of("a")))
                        .getMessage());
    }

    /** Far out, where F is 1 to all digits: values of scipy 1.10 (logsf) and mpmath. */
    @ParameterizedTest
    @CsvSource({
        "ordered-logit, -38.8, -38.42183544290872",
        "ordered-probit, -757.298, -722.7595846178273",
        "ordered-cloglog, -38.8, -38.42183544290872"
    })
    void probabilitiesOfLevelsAreStableFarOut(String name, double first, double second) {
        Family family = LevelFamily.find(name).orElseThrow().of(List.of("a", "b", "c"));
        double[] point = {40, 1.2, 2.1};
        assertEquals(first, family.at(point).logDensity(1), 1e-3);
        assertEquals(second, family.at(point).logDensity(2), 1e-11);
    }
}
