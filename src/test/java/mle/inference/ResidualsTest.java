package mle.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Csv;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;
import mle.expr.NormalQuantile;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.LevelFamily;
import mle.fit.Mle;
import mle.model.ModelFormula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Residuals and leverages: those of R, and what they must be by definition. */
class ResidualsTest {
    private static final Map<String, FittedModel> MADE = new LinkedHashMap<>();

    /** The kinds of a case of residuals.csv. */
    record Kind(String model, String kind) {}

    private static Map<Kind, Map<Integer, Double>> reference() throws IOException {
        String name = "/mle/inference/residuals.csv";
        Table table = Csv.read(
                name, new InputStreamReader(ResidualsTest.class.getResourceAsStream(name), StandardCharsets.UTF_8));
        Map<Kind, Map<Integer, Double>> all = new LinkedHashMap<>();
        for (int i = 0; i < table.rows(); i++) {
            Kind kind = new Kind((String) table.column("case").cell(i), (String)
                    table.column("kind").cell(i));
            all.computeIfAbsent(kind, k -> new LinkedHashMap<>())
                    .put(
                            (int) table.numeric("row").values()[i] - 1,
                            table.numeric("value").values()[i]);
        }
        return all;
    }

    static List<Kind> kinds() throws IOException {
        return List.copyOf(reference().keySet());
    }

    private static FittedModel model(String name) {
        return MADE.computeIfAbsent(name, n -> ModelCases.of(n).model());
    }

    private static double[] residuals(FittedModel model, String kind) {
        return switch (kind) {
            case "deviance" -> model.residuals().deviance();
            case "pearson" -> model.residuals().pearson();
            case "response" -> model.residuals().response();
            case "quantile" -> model.residuals().quantile(1);
            default -> model.leverage();
        };
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void theyAreThoseOfR(Kind kind) throws IOException {
        double[] values = residuals(model(kind.model), kind.kind);
        reference()
                .get(kind)
                .forEach((row, expected) -> assertEquals(
                        expected, values[row], 1e-7 * Math.max(0.01, Math.abs(expected)), kind + " row " + (row + 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "logit", "negative-binomial", "zero-inflated", "hurdle", "ordered", "counts"})
    void quantileResidualsOfCountsLieBetweenTheirProbabilities(String name) {
        FittedModel model = model(name);
        double[] z = model.residuals().quantile(7);
        assertArrayEquals(z, model.residuals().quantile(7));
        Predictions p = model.fitted();
        EmpiricalDistribution data = model.fit().orElseThrow().data();
        int different = 0;
        double[] other = model.residuals().quantile(8);
        for (int i = 0; i < Math.min(z.length, 20); i++) {
            double y = data.value(i);
            double below = p.cdf(y - 1).estimate(i);
            double upTo = p.cdf(y).estimate(i);
            assertTrue(NormalQuantile.at(below) - 1e-9 <= z[i] && z[i] <= NormalQuantile.at(upTo) + 1e-9, "row " + i);
            different += z[i] == other[i] ? 0 : 1;
        }
        assertTrue(different > 5);
    }

    @Test
    void aCensoredResidualLiesBeyondItsTime() {
        FittedModel model = model("weibull");
        double[] z = model.residuals().quantile(3);
        Predictions p = model.fitted();
        Observations times = model.fit().orElseThrow().data().regions().orElseThrow();
        int censored = 0;
        for (int i = 0; i < 40; i++) {
            double atTime = NormalQuantile.at(p.cdf(times.lower(i)).estimate(i));
            boolean seen = times.kind(i) == Observations.Kind.EXACT;
            censored += seen ? 0 : 1;
            assertTrue(seen ? Math.abs(z[i] - atTime) < 1e-9 : z[i] > atTime, "row " + i);
        }
        assertTrue(censored > 2);
        assertTrue(Double.isNaN(model.residuals().response()[indexOfCensored(times)]));
    }

    private static int indexOfCensored(Observations times) {
        for (int i = 0; i < times.size(); i++) {
            if (times.kind(i) != Observations.Kind.EXACT) {
                return i;
            }
        }
        throw new IllegalStateException();
    }

    @Test
    void quantileResidualsHoldFarOut() {
        double[] values = new double[400];
        for (int i = 0; i < values.length; i++) {
            values[i] = NormalQuantile.at((i + 0.5) / values.length);
        }
        FittedModel model = FittedModel.of(Mle.fit(Families.normal(), values));
        assertArrayEquals(model.residuals().pearson(), model.residuals().quantile(1), 1e-9);
        double[] far = Arrays.copyOf(values, 401);
        far[400] = 1e5;
        FittedModel cauchy =
                FittedModel.of(Mle.of(Families.normal()).withFixed("sd", 1).fitTo(EmpiricalDistribution.of(far)));
        double[] z = cauchy.residuals().quantile(1);
        assertEquals(cauchy.residuals().pearson()[400], z[400], 1e-6 * z[400]);
    }

    @Test
    void truncationCountsInTheProbabilities() {
        double[] x = {2.1, 2.5, 3.3, 4.2, 6.1, 2.2, 2.9, 5.5};
        Observations seen = Observations.exact(x).truncated(2, Double.POSITIVE_INFINITY);
        FittedModel model = FittedModel.of(Mle.fit(Families.exponential(), EmpiricalDistribution.of(seen)));
        double rate = model.estimate("rate").value();
        double[] z = model.residuals().quantile(1);
        for (int i = 0; i < x.length; i++) {
            assertEquals(NormalQuantile.at(-StrictMath.expm1(-rate * (x[i] - 2))), z[i], 1e-9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"poisson", "bases", "gamma", "negative-binomial", "zero-inflated", "nonlinear", "inverse"})
    void leveragesAddUpToTheCoefficients(String name) {
        FittedModel model = model(name);
        String main = model.family().mainParameter().name();
        long coefficients = model.estimates().stream()
                .filter(e -> name.equals("nonlinear")
                        ? !e.name().equals("sd")
                        : e.name().startsWith(main + "."))
                .count();
        assertEquals(
                coefficients == 0 ? 1 : coefficients,
                Arrays.stream(model.leverage()).sum(),
                1e-8);
    }

    @Test
    void leveragesOfAnotherParameterAreItsOwn() {
        double[] h = model("heteroscedastic").leverage("sd");
        assertEquals(2, Arrays.stream(h).sum(), 1e-9);
    }

    @Test
    void squaredDevianceResidualsAddUpToTheDeviance() {
        FittedModel model = FittedModel.of(
                Mle.fit(Combinators.parse("poisson").orElseThrow(), new double[] {0, 3, 1, 4, 2, 2, 0, 7}));
        double sum = Arrays.stream(model.residuals().deviance()).map(d -> d * d).sum();
        double mean = 19 / 8.0;
        double expected = 0;
        for (double y : new double[] {0, 3, 1, 4, 2, 2, 0, 7}) {
            expected += 2 * ((y > 0 ? y * StrictMath.log(y / mean) : 0) - (y - mean));
        }
        assertEquals(expected, sum, 1e-10);
    }

    @Test
    void whatHasNoResidualsIsRefused() {
        FittedModel species = FittedModel.fit(
                ModelFormula.of(LevelFamily.MULTINOMIAL, "species ~ sepal_length"), Datasets.load("iris"));
        assertThrows(IllegalArgumentException.class, species::residuals);
        assertEquals(2.0 * 2, Arrays.stream(species.leverage()).sum(), 1e-8);
        assertThrows(IllegalArgumentException.class, () -> model("weibull").leverage());
        assertThrows(
                IllegalArgumentException.class,
                () -> model("ordered").residuals().pearson());
    }
}
