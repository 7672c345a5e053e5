package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.Column;
import mle.data.Csv;
import mle.data.DataException;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;
import mle.family.Combinators;
import mle.family.Equivariance;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Jet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Standard errors from scores, sampling weights and clusters. */
class CovarianceTest {
    private static EmpiricalDistribution lung() {
        Table table = Datasets.load("lung_ncctg");
        double[] event = table.numeric("event").values();
        boolean[] seen = new boolean[event.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = event[i] == 1;
        }
        return EmpiricalDistribution.of(
                Observations.survival(table.numeric("time").values(), seen));
    }

    private static Fit fit(String name) {
        Table lung = Datasets.load("lung_ncctg");
        EmpiricalDistribution waiting =
                EmpiricalDistribution.of(Datasets.load("old_faithful").numeric("waiting"));
        Table alpha = Datasets.load("rutherford_geiger");
        EmpiricalDistribution counts = EmpiricalDistribution.of(alpha.numeric("count"), alpha.numeric("frequency"));
        Mle gamma = Mle.of(Families.gamma());
        Mle poisson = Mle.of(Families.poisson());
        return switch (name) {
            case "sandwich" ->
                Mle.of(Families.weibull()).withCovariance(Covariance.SANDWICH).fitTo(lung());
            case "sampling" -> Mle.fit(Families.weibull(), lung().withSamplingWeights(lung.numeric("age")));
            case "cluster" -> Mle.fit(Families.weibull(), lung().withClusters(lung.column("inst")));
            case "sampling-cluster" ->
                Mle.fit(
                        Families.weibull(),
                        lung().withClusters(lung.column("inst")).withSamplingWeights(lung.numeric("age")));
            case "gamma-opg" -> gamma.withCovariance(Covariance.OPG).fitTo(waiting);
            case "gamma-sandwich" -> gamma.withCovariance(Covariance.SANDWICH).fitTo(waiting);
            case "poisson-sandwich" ->
                poisson.withCovariance(Covariance.SANDWICH).fitTo(counts);
            case "poisson-opg" -> poisson.withCovariance(Covariance.OPG).fitTo(counts);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** The references are R's; covariance.R beside them makes them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "sandwich",
                "sampling",
                "cluster",
                "sampling-cluster",
                "gamma-opg",
                "gamma-sandwich",
                "poisson-sandwich",
                "poisson-opg"
            })
    void standardErrorsAreThoseOfR(String name) throws Exception {
        Table reference =
                Csv.read(Path.of("src/test/resources/mle/fit/covariance.csv")).where("case", name);
        Fit fit = fit(name);
        assertEquals(fit.parameters().size(), reference.rows());
        for (int i = 0; i < reference.rows(); i++) {
            Estimate estimate = fit.parameters().get(i);
            double error = reference.numeric("standardError").values()[i];
            assertEquals(reference.column("parameter").cell(i), estimate.name());
            assertEquals(reference.numeric("estimate").values()[i], estimate.value(), 1e-6 * error);
            assertEquals(error, estimate.standardError(), 1e-8 * error);
        }
    }

    @Test
    void theNumberOfRowsStaysWhatItWas() {
        Table lung = Datasets.load("lung_ncctg");
        double[] tenfold =
                Arrays.stream(lung.numeric("age").values()).map(a -> 10 * a).toArray();
        Fit once = Mle.fit(Families.weibull(), lung().withSamplingWeights(lung.numeric("age")));
        Fit again = Mle.fit(Families.weibull(), lung().withSamplingWeights(tenfold));
        assertEquals(228, once.n());
        assertEquals(Covariance.SANDWICH, once.covarianceKind());
        assertEquals(once.logLikelihood(), again.logLikelihood(), 1e-10);
        assertTrue(Double.isNaN(once.aic()) && Double.isNaN(once.aicc()) && Double.isNaN(once.bic()));
        assertEquals(
                once.parameter("shape").standardError(),
                again.parameter("shape").standardError(),
                1e-12);
    }

    @Test
    void equalWeightsAndSingleRowsAreThePlainSandwich() {
        EmpiricalDistribution data = lung();
        double[] ones = new double[data.size()];
        Arrays.fill(ones, 7);
        Fit plain =
                Mle.of(Families.weibull()).withCovariance(Covariance.SANDWICH).fitTo(data);
        Fit weighted = Mle.fit(Families.weibull(), data.withSamplingWeights(ones));
        Fit single = Mle.fit(
                Families.weibull(),
                data.withClusters(IntStream.range(0, data.size()).toArray()));
        for (int i = 0; i < 2; i++) {
            double error = plain.parameters().get(i).standardError();
            assertEquals(error, weighted.parameters().get(i).standardError(), 1e-12 * error);
            assertEquals(error, single.parameters().get(i).standardError(), 1e-12 * error);
        }
    }

    /** A row that stands for none of the population, or whose weight or cluster is missing, is not there. */
    @Test
    void rowsWithoutWeightAreLeftOut() {
        Table table = Table.of("x", new double[] {1, 2, 4, 8, 3, 5});
        double nan = Double.NaN;
        EmpiricalDistribution sample = EmpiricalDistribution.of(table.numeric("x"))
                .withSamplingWeights(new Column.Numeric("w", new double[] {1, 0, 2, 3, nan, 2}));
        assertEquals(4, sample.n());
        assertEquals(1, sample.missing());
        assertEquals((1 + 2 * 4 + 3 * 8 + 2 * 5) / 8.0, sample.mean(), 1e-15);
        EmpiricalDistribution clustered =
                sample.withClusters(new Column.Numeric("c", new double[] {1, 1, nan, 2, 2, 2}));
        assertEquals(3, clustered.n());
        assertEquals(2, clustered.missing());
        assertEquals(2, clustered.clusterCount());
        assertEquals((1 + 3 * 8 + 2 * 5) / 6.0, clustered.mean(), 1e-15);
    }

    /** On an edge the others have the sandwich of their own coordinates. */
    @Test
    void onAnEdgeTheOthersHaveTheirSandwich() {
        Table alpha = Datasets.load("rutherford_geiger");
        EmpiricalDistribution counts = EmpiricalDistribution.of(alpha.numeric("count"), alpha.numeric("frequency"));
        Fit limit = Mle.of(Families.negativeBinomial())
                .withCovariance(Covariance.SANDWICH)
                .fitTo(counts);
        assertEquals(
                fit("poisson-sandwich").parameter("mean").standardError(),
                limit.parameter("mean").standardError());
        Fit inflated = Mle.of(Combinators.zeroInflated(Families.poisson()))
                .withCovariance(Covariance.SANDWICH)
                .fitTo(counts);
        assertTrue(inflated.outcome().kind().found(), inflated.outcome().message());
    }

    @Test
    void refusals() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[] {1, 2, 3});
        EmpiricalDistribution sampled = data.withSamplingWeights(new double[] {1, 2, 3});
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> Mle.of(Families.normal())
                                .withCovariance(Covariance.OPG)
                                .fitTo(sampled))
                .getMessage();
        assertEquals("covariance: with sampling weights it is the sandwich's, got opg", message);
        assertEquals(
                "row 2: a sampling weight must be finite and >= 0, got -1.0",
                assertThrows(DataException.class, () -> data.withSamplingWeights(new double[] {1, -1, 3}))
                        .getMessage());
    }

    static Stream<Family> families() {
        return RegionsTest.families();
    }

    /** The score of each row among many is the gradient of the log-likelihood of that row alone, whatever was observed. */
    @ParameterizedTest
    @MethodSource("families")
    void scoresAreThoseOfSingleRows(Family family) {
        Observations all = RegionsTest.mixed(family, 35, 7);
        EmpiricalDistribution data = Regions.inside(EmpiricalDistribution.of(all), family, Map.of());
        View view = View.of(Equivariance.of(family), data);
        FamilyPlan plan = FamilyPlan.of(family, Set.of(), view.aroundOne());
        CrossEntropy whole = Regions.crossEntropy(plan, plan.family().support(), view, data, Map.of());
        Mle.Moves moves = new Mle.Moves(family, Equivariance.of(family), view);
        double[] typical = RegionsTest.typical(family);
        double[] free = plan.free().stream()
                .mapToDouble(p -> moves.inView(p.name(), typical[moves.index(p.name())]))
                .toArray();
        double[] point = plan.coordinates(free);
        double[][] scores = whole.scores(point);
        for (int row = 0; row < data.size(); row++) {
            int only = row;
            Observations one = Observations.between(new double[] {all.lower(only)}, new double[] {all.upper(only)})
                    .truncated(new double[] {all.entry(only)}, new double[] {all.exit(only)});
            double[] gradient = gradient(plan, view, EmpiricalDistribution.of(one), point);
            for (int j = 0; j < point.length; j++) {
                assertEquals(
                        -gradient[j],
                        scores[j][row],
                        1e-10 * (1 + Math.abs(scores[j][row])),
                        family + " row " + row + " coordinate " + j);
            }
        }
    }

    /** Of the cross entropy of a sample; zero where its rows say nothing, such as of a bound below the support. */
    private static double[] gradient(FamilyPlan plan, View view, EmpiricalDistribution data, double[] point) {
        Jet jet = new Jet(point.length, 1);
        try {
            CrossEntropy objective = data.regions().isPresent()
                    ? Regions.crossEntropy(plan, plan.family().support(), view, data, Map.of())
                    : new CrossEntropy(plan.plan().bind(view.rows(data)));
            objective.at(point, jet);
        } catch (DataException saysNothing) {
            jet.fill(0);
        }
        return jet.gradient();
    }
}
