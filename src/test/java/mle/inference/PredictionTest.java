package mle.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mle.data.Column;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.fit.Mle;
import mle.model.Link;
import mle.model.ModelFormula;
import org.junit.jupiter.api.Test;

/** What predictions are of, what they refuse, and how quantities hang together. */
class PredictionTest {
    private static final Table GEHAN = Datasets.load("gehan_6mp");

    private static FittedModel gehan() {
        return FittedModel.fit(ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment"), GEHAN);
    }

    private static String refusal(Runnable call) {
        return assertThrows(IllegalArgumentException.class, call::run).getMessage();
    }

    @Test
    void aLevelThatTheFitDidNotSeeIsRefused() {
        Table other = Table.of(new Column.Text("treatment", List.of("6-MP", "surgery")));
        assertEquals(
                "new, row 2, column 'treatment': level 'surgery' is not one of the data that the model was fitted to: 6-MP,"
                        + " control",
                refusal(() -> gehan().predict(other.named("new"))));
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        Table other = Table.of(new Column.Text("treatments", List.of("6-MP")));
        String message = refusal(() -> gehan().predict(other));
        assertTrue(message.contains("'treatment'") && message.contains("did you mean 'treatments'"), message);
    }

    @Test
    void rowsWithMissingCellsAreLeftOut() {
        FittedModel model = FittedModel.fit(ModelFormula.of(Families.normal(), "y ~ x"), line());
        Predictions p = model.predict(Table.of(Map.of("x", new double[] {1, Double.NaN, 3})));
        assertArrayEquals(new int[] {1, 3}, p.rows());
        assertEquals(2, p.mean().size());
        assertTrue(refusal(() -> model.predict(Table.of(Map.of("x", new double[] {Double.NaN}))))
                .contains("at least one row"));
    }

    private static Table line() {
        return Table.of(Map.of("x", new double[] {1, 2, 3, 4, 5}, "y", new double[] {1.1, 1.9, 3.2, 3.9, 5.1}));
    }

    @Test
    void theMedianIsWhereHalfTheProbabilityIs() {
        Predictions p = gehan().predict(GEHAN.rows(0, 21));
        for (int row = 0; row < 2; row++) {
            double median = p.quantile(0.5).estimate(row);
            assertEquals(0.5, p.cdf(median).estimate(row), 1e-12);
            assertEquals(1, p.cdf(30).estimate(row) + p.survival(30).estimate(row), 1e-14);
            assertEquals(p.cdf(30).standardError(row), p.survival(30).standardError(row), 1e-12);
        }
    }

    @Test
    void intervalsStayAmongThePossibleValues() {
        Predictions p = gehan().predict(GEHAN.rows(0)).withLevel(0.999999);
        for (Prediction q : List.of(p.mean(), p.quantile(0.01), p.parameter("scale"), p.parameter("shape"))) {
            assertTrue(0 < q.lower()[0] && q.lower()[0] < q.estimate(0) && q.estimate(0) < q.upper()[0], q.quantity());
        }
        Prediction share = p.survival(10);
        assertTrue(0 < share.lower()[0] && share.upper()[0] < 1);
    }

    @Test
    void anIntervalOfAParameterIsThatOfItsLink() {
        Predictions p = gehan().predict(GEHAN.rows(0));
        assertEquals(StrictMath.exp(p.link().upper()[0]), p.parameter("scale").upper()[0], 1e-12);
        assertEquals("log(scale)", p.link().quantity());
        FittedModel inverse = FittedModel.fit(
                ModelFormula.of(Families.gamma(), "lot1 ~ log(plasma_pct)").withLink(Link.INVERSE),
                Datasets.load("clotting"));
        Prediction mean = inverse.fitted().mean();
        assertTrue(mean.lower()[0] < mean.estimate(0) && mean.estimate(0) < mean.upper()[0]);
    }

    @Test
    void aMaximumOnTheEdgePredictsByTheLimit() {
        Table under = Table.of(
                Map.of("y", new double[] {2, 3, 3, 4, 3, 2, 4, 3}, "x", new double[] {1, 2, 3, 4, 5, 6, 7, 8}));
        FittedModel edge = FittedModel.fit(ModelFormula.of(Families.negativeBinomial(), "y ~ x"), under);
        FittedModel poisson = FittedModel.fit(ModelFormula.of(Families.poisson(), "y ~ x"), under);
        assertEquals("negative-binomial", edge.family().name());
        assertTrue(Double.isInfinite(edge.estimate("size").value()));
        assertArrayEquals(
                poisson.fitted().mean().estimates(), edge.fitted().mean().estimates(), 1e-9);
        assertArrayEquals(
                poisson.fitted().cdf(3).standardErrors(), edge.fitted().cdf(3).standardErrors(), 1e-9);
    }

    @Test
    void aFitWithoutAMaximumPredictsNothing() {
        Table separated = Table.of(Map.of("x", new double[] {1, 2, 3, 4}, "y", new double[] {0, 0, 1, 1}));
        FittedModel model = FittedModel.fit(ModelFormula.of(Families.bernoulli(), "y ~ x"), separated);
        assertTrue(refusal(model::fitted).startsWith("predict: the fit ended as no-maximum"));
    }

    @Test
    void levelsHaveProbabilitiesAndNoMean() {
        FittedModel model = FittedModel.fit(
                ModelFormula.of(LevelFamily.MULTINOMIAL, "species ~ sepal_length"), Datasets.load("iris"));
        Predictions p = model.fitted();
        double sum = p.levels().stream().mapToDouble(q -> q.estimate(7)).sum();
        assertEquals(1, sum, 1e-14);
        assertTrue(refusal(p::mean).contains("levels have no mean"));
        assertTrue(refusal(() -> p.level("setos")).contains("did you mean 'setosa'"));
    }

    @Test
    void sizesOfCountsAreNeededForTheirMeanOnly() {
        FittedModel model = FittedModel.fit(
                ModelFormula.of(Families.binomial(), "Counts(killed, exposed - killed) ~ logdose"),
                Datasets.load("beetle_mortality"));
        Predictions bare = model.predict(Table.of(Map.of("logdose", new double[] {1.8})));
        assertTrue(bare.parameter("probability").standardError(0) > 0);
        String message = refusal(bare::mean);
        assertTrue(message.contains("sum of the columns exposed and killed"), message);
        assertEquals(
                59 * model.fitted().parameter("probability").estimate(0),
                model.fitted().mean().estimate(0),
                1e-12);
    }

    @Test
    void theMeanOfAHurdleHasItsZeros() {
        Family hurdle = Combinators.parse("hurdle(gamma)").orElseThrow();
        double[] values = {0, 0, 0, 1.5, 2.5, 0.7, 4.1, 1.9};
        Predictions p = FittedModel.of(Mle.fit(hurdle, values)).fitted();
        assertEquals(Arrays.stream(values).average().orElseThrow(), p.mean().estimate(0), 1e-9);
    }

    @Test
    void aMeanWithoutFormulaIsAnIntegral() {
        Family truncated = Combinators.parse("truncated(normal, 0, )").orElseThrow();
        double[] values = {0.5, 1.5, 2.5, 0.7, 4.1, 1.9, 0.2, 3.3};
        Predictions p = FittedModel.of(Mle.fit(truncated, values)).fitted();
        // The sample mean is sufficient, and so is the mean fitted; its variance is that of the mean of a family of
        // that kind.
        assertEquals(Arrays.stream(values).average().orElseThrow(), p.mean().estimate(0), 1e-9);
        assertTrue(p.mean().standardError(0) > 0);
    }

    @Test
    void countsHaveQuantilesWithoutStandardErrors() {
        FittedModel model =
                FittedModel.fit(ModelFormula.of(Families.poisson(), "claims ~ age"), Datasets.load("insurance_claims"));
        Prediction median = model.fitted().quantile(0.5);
        assertEquals(Math.rint(median.estimate(0)), median.estimate(0));
        assertTrue(Double.isNaN(median.standardError(0)));
    }

    @Test
    void aQuantityThatIsNotThereIsRefused() {
        Predictions p = gehan().fitted();
        assertTrue(refusal(() -> p.parameter("scales")).contains("did you mean 'scale'"));
        assertEquals("quantile: a probability must be between 0 and 1, got NaN", refusal(() -> p.quantile(Double.NaN)));
        assertEquals("level: must be between 0 and 1, got 1.0", refusal(() -> p.withLevel(1)));
    }

    @Test
    void aMeanMayBeInfinite() {
        Family lomax = Families.lomax();
        double[] heavy = {0.1, 0.3, 0.5, 1, 2, 9, 40, 800, 5000};
        Predictions p = FittedModel.of(Mle.fit(lomax, heavy)).fitted();
        assertTrue(p.parameter("shape").estimate(0) < 1);
        assertEquals(Double.POSITIVE_INFINITY, p.mean().estimate(0));
        assertTrue(Double.isNaN(p.mean().standardError(0)));
        assertTrue(p.quantile(0.5).standardError(0) > 0);
    }

    @Test
    void aFamilyOfVectorsHasParametersOnly() {
        double[][] rows = {{1, 2}, {2, 1}, {3, 5}, {4, 3}, {0, 1}};
        Predictions p = FittedModel.of(Mle.fit(Families.mvnormal(2), EmpiricalDistribution.of(rows)))
                .fitted();
        assertEquals(2, p.parameter("mean1").estimate(0), 1e-12);
        assertTrue(refusal(p::mean).contains("family of several columns"));
        assertTrue(refusal(() -> p.quantile(0.5)).contains("family of several columns"));
        assertTrue(refusal(() -> p.cdf(1)).contains("several variables"));
    }
}
