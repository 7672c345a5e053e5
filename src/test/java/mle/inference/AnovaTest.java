package mle.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Families;
import mle.fit.Covariance;
import mle.fit.Mle;
import mle.model.Link;
import mle.model.ModelFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models fitted again with changes, tests of nested ones, and comparisons. */
class AnovaTest {
    private static final Table CLAIMS = Datasets.load("insurance_claims");

    private static FittedModel claims(String formula) {
        return FittedModel.fit(ModelFormula.of(Families.poisson(), formula), CLAIMS);
    }

    private static String refusal(FittedModel... models) {
        return assertThrows(IllegalArgumentException.class, () -> Anova.of(models))
                .getMessage();
    }

    @ParameterizedTest
    @CsvFileSource(resources = "/mle/inference/anova.csv", numLinesToSkip = 1)
    void aTestIsThatOfR(String name, int degrees, double statistic, double p) {
        Anova anova = switch (name) {
            case "poisson" -> {
                FittedModel small = claims("claims ~ age + offset(log(holders))");
                yield Anova.of(small.update(". ~ . + factor(district)"), small);
            }
            case "edge" -> {
                FittedModel poisson =
                        FittedModel.fit(ModelFormula.of(Families.poisson(), "days ~ age"), Datasets.load("quine"));
                yield Anova.of(poisson, poisson.update(Families.negativeBinomial()));
            }
            default -> {
                FittedModel large = FittedModel.fit(
                        ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment"),
                        Datasets.load("gehan_6mp"));
                yield Anova.of(large.update(". ~ 1"), large);
            }
        };
        Anova.Row row = anova.rows().get(1);
        assertEquals(degrees, row.degrees());
        assertEquals(statistic, row.statistic(), 1e-8 * statistic);
        assertEquals(p, row.pValue(), 1e-7 * p);
        assertEquals(name.equals("edge"), row.onEdge());
    }

    /** The exponential regression is the Weibull one of shape 1: as with that held, but for how it is written. */
    @Test
    void aFamilyMayBeASpecialCase() {
        FittedModel weibull = FittedModel.fit(
                ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment"), Datasets.load("gehan_6mp"));
        FittedModel held = FittedModel.fit(
                ModelFormula.of(Families.weibull(), "Surv(weeks, event) ~ treatment")
                        .withFixed("shape", 1),
                Datasets.load("gehan_6mp"));
        FittedModel exponential = weibull.update(Families.exponential());
        Anova.Row expected = Anova.of(held, weibull).rows().get(1);
        Anova.Row row = Anova.of(exponential, weibull).rows().get(1);
        assertEquals(1, row.degrees());
        assertFalse(row.onEdge());
        assertEquals(expected.statistic(), row.statistic(), 1e-8 * expected.statistic());
    }

    @Test
    void aPointStandsForWhatWasThere() {
        ModelFormula formula = ModelFormula.of(Families.poisson(), "claims ~ age + offset(log(holders))");
        assertEquals(
                "claims ~ age + group + offset(log(holders))",
                formula.updated(". ~ . + group").on(CLAIMS).formula());
        assertEquals(
                "claims ~ offset(log(holders))",
                formula.updated("~ . - age").on(CLAIMS).formula());
        assertEquals(
                "log(claims) ~ age + offset(log(holders)) - 1",
                formula.withFamily(Families.normal())
                        .updated("log(.) ~ . - 1")
                        .on(CLAIMS.where(row -> CLAIMS.numeric("claims").values()[row] > 0))
                        .formula());
        assertEquals(
                "claims ~ group", formula.updated("claims ~ group").on(CLAIMS).formula());
        assertEquals("claims ~ 1", formula.updated("1").on(CLAIMS).formula());
    }

    @Test
    void aModelIsFittedAgainInTheSameManner() {
        FittedModel robust = FittedModel.fit(
                ModelFormula.of(Families.poisson(), "claims ~ age"),
                CLAIMS,
                r -> r.withCovariance(Covariance.HC1).withLevel(0.9));
        FittedModel more = robust.update(". ~ . + group");
        assertEquals(Covariance.HC1, more.fit().orElseThrow().covarianceKind());
        assertEquals(0.9, more.level());
        assertEquals(7, more.estimates().size());
        FittedModel half = robust.update(CLAIMS.rows(IntStream.range(0, 32).toArray()));
        assertEquals(32, half.fit().orElseThrow().n());
        FittedModel both = robust.update(old -> old.withLink(Link.SQRT));
        assertNotEquals(
                robust.fit().orElseThrow().logLikelihood(),
                both.update(". ~ 1 + factor(district)").fit().orElseThrow().logLikelihood());
    }

    @Test
    void nestednessIsAMatterOfColumns() {
        FittedModel one = claims("claims ~ factor(district) + age - 1");
        FittedModel two = claims("claims ~ age*factor(district)");
        assertEquals(9, Anova.of(one, two).rows().get(1).degrees());
        assertTrue(Anova.of(one, two).toString().contains("poisson ~ age + factor(district) + age:factor(district)"));
    }

    @Test
    void whatIsNotNestedIsRefused() {
        FittedModel age = claims("claims ~ age");
        FittedModel both = claims("claims ~ group + factor(district)");
        assertTrue(refusal(age, both).contains("is not nested in poisson ~ group + factor(district)"));
        assertTrue(refusal(age, claims("claims ~ age + group + offset(log(holders))"))
                .contains("offsets"));
        assertTrue(refusal(age, both.update(old -> old.withLink(Link.SQRT))).contains("link"));
        assertTrue(refusal(age, age).contains("the same number of parameters"));
        assertTrue(refusal(age).contains("two models or more"));
        assertTrue(refusal(age, both.update(Families.normal())).contains("family"));
    }

    @Test
    void rowsMustBeTheSame() {
        Table lung = Datasets.load("lung_ncctg");
        FittedModel age = FittedModel.fit(ModelFormula.of(Families.weibull(), "Surv(time, event) ~ age"), lung);
        assertTrue(refusal(age, age.update(". ~ . + wt_loss")).contains("got 228 and 214"));
        FittedModel claims = claims("claims ~ 1");
        FittedModel other = claims.update("holders ~ age");
        assertTrue(refusal(claims, other).contains("they differ in row 1"));
    }

    @Test
    void samplesAreTestedToo() {
        EmpiricalDistribution hours =
                EmpiricalDistribution.of(Datasets.load("aircondit").numeric("hours"));
        FittedModel weibull = FittedModel.of(Mle.of(Families.weibull()).fitTo(hours));
        FittedModel exponential =
                FittedModel.of(Mle.of(Families.weibull()).withFixed("shape", 1).fitTo(hours));
        Anova anova = Anova.of(weibull, exponential);
        assertEquals("weibull, shape = 1.0", anova.rows().get(0).label());
        assertEquals(1, anova.rows().get(1).degrees());
        FittedModel zeros = FittedModel.of(Mle.fit(
                Combinators.parse("zero-inflated(poisson)").orElseThrow(),
                new double[] {0, 0, 0, 0, 3, 2, 4, 5, 1, 3}));
        FittedModel poisson = FittedModel.of(Mle.fit(Families.poisson(), new double[] {0, 0, 0, 0, 3, 2, 4, 5, 1, 3}));
        assertTrue(Anova.of(poisson, zeros).rows().get(1).onEdge());
    }

    @Test
    void aComparisonRanksWhatWasFound() {
        double[] x = {0.4, 1.2, 3.5, 0.2, 0.9, 12, 2.2, 0.1};
        Comparison comparison = Comparison.of(List.of(
                Comparison.Entry.of(Mle.fit(Families.normal(), x)),
                Comparison.Entry.failed("beta", "needs 0 < x < 1"),
                Comparison.Entry.of(Mle.fit(Families.lognormal(), x)),
                Comparison.Entry.of(Mle.fit(Families.gamma(), x))));
        List<Comparison.Row> rows = comparison.rows();
        assertEquals(
                List.of("lognormal", "gamma", "normal", "beta"),
                rows.stream().map(Comparison.Row::name).toList());
        assertEquals(
                1,
                rows.stream()
                        .filter(Comparison.Row::found)
                        .mapToDouble(Comparison.Row::weight)
                        .sum(),
                1e-15);
        assertEquals(
                StrictMath.exp(-rows.get(1).difference() / 2),
                rows.get(1).weight() / rows.get(0).weight(),
                1e-14);
        assertTrue(Double.isNaN(rows.get(3).weight()));
        assertTrue(comparison.toString().endsWith("\nbeta       needs 0 < x < 1\n"), comparison.toString());
    }

    @Test
    void countsAndDensitiesAreRankedApart() {
        double[] x = {3, 5, 2, 8, 4, 4, 1, 6};
        Comparison comparison = Comparison.of(List.of(
                Comparison.Entry.of(Mle.fit(Families.normal(), x)),
                Comparison.Entry.of(Mle.fit(Families.poisson(), x))));
        assertEquals(1, comparison.rows().get(0).weight());
        assertEquals(1, comparison.rows().get(1).weight());
        assertTrue(comparison.toString().contains("not comparable"));
    }

    /** A density beside the probability of zeros is one like others where there are none. */
    @Test
    void zerosThatHaveAProbabilityAreRankedApart() {
        double[] amounts = {0, 1.3, 0, 4.1, 2.2, 0, 0.7, 6.3, 1.9, 0};
        double[] above = {1.3, 4.1, 2.2, 0.7, 6.3, 1.9};
        for (double[] x : new double[][] {amounts, above}) {
            Comparison comparison = Comparison.of(List.of(
                    Comparison.Entry.of(Mle.fit(Families.exponential(), x)),
                    Comparison.Entry.of(Mle.fit(Families.normal(), x)),
                    Comparison.Entry.of(
                            Mle.of(Families.tweedie()).withFixed("power", 1.5).fitTo(EmpiricalDistribution.of(x)))));
            assertEquals(x == amounts, comparison.toString().contains("not comparable"), comparison.toString());
            assertEquals(
                    x == amounts ? 2 : 1,
                    comparison.rows().stream()
                            .mapToDouble(Comparison.Row::weight)
                            .sum(),
                    1e-15);
        }
    }

    /** A density on a sphere is one of fewer dimensions. */
    @Test
    void directionsAreRankedApart() {
        EmpiricalDistribution data =
                EmpiricalDistribution.of(new double[][] {{1, 0}, {0.6, 0.8}, {0.8, 0.6}, {0, 1}, {0.6, -0.8}});
        Comparison comparison = Comparison.of(List.of(
                Comparison.Entry.of(Mle.fit(Families.mvnormal(2), data)),
                Comparison.Entry.of(Mle.fit(Families.vonMisesFisher(2), data))));
        assertTrue(
                comparison
                        .toString()
                        .contains("\ndensities of rows that fulfil a rule, which are not comparable with the densities"
                                + " above:\nvon-mises-fisher"),
                comparison.toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void restartsFindTheSameMaximum(int times) {
        FittedModel model = FittedModel.fit(
                ModelFormula.of(Families.normal(), "rate ~ vmax*conc/(k + conc)")
                        .withCoefficients("vmax > 0, k > 0"),
                Datasets.load("puromycin"),
                r -> r.withRestarts(times).withSeed(3));
        assertEquals(3 * times, model.fit().orElseThrow().work().starts());
        assertEquals(
                ModelCases.of("nonlinear").model().estimate("vmax").value(),
                model.estimate("vmax").value(),
                1e-6);
    }
}
