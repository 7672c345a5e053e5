package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.parallel.Crew;
import mle.solve.Lbfgs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must not change a regression, and the certified linear regressions of NIST. */
class RegressionPropertiesTest {
    private static final int N = 300;
    private static final SplittableRandom RANDOM = new SplittableRandom(11);
    private static final double[] X = RANDOM.doubles(N, -1, 1).toArray();
    private static final double[] Z = RANDOM.doubles(N, 0, 2).toArray();
    private static final int[] GROUP = RANDOM.ints(N, -1, 3).toArray();
    private static final double[] COUNTS = counts();

    private static double[] counts() {
        double[] y = new double[N];
        for (int i = 0; i < N; i++) {
            y[i] = Math.floor(-Math.log(RANDOM.nextDouble()) * Math.exp(0.5 + 0.4 * X[i] - 0.2 * Z[i]) * 2);
        }
        return y;
    }

    private static Fit fit(Family family, String parameter, Link link, EmpiricalDistribution y, DesignMatrix x) {
        return Mle.of(new Model(family, y, List.of(new Predictor.Linear(parameter, link, x)), Map.of()))
                .fit();
    }

    private static Fit counts(EmpiricalDistribution y, DesignMatrix x) {
        return fit(Families.negativeBinomial(), "mean", Link.LOG, y, x);
    }

    private static DesignMatrix design(double[] x, double[] z) {
        return DesignMatrix.of(
                x.length,
                List.of(new Block.Ones(x.length), new Block.Dense(x), new Block.Dense(z)),
                List.of("(Intercept)", "x", "z"));
    }

    private static void assertSame(Fit expected, Fit fit, double digits, String... names) {
        for (String name : names) {
            Estimate e = expected.parameter(name);
            assertEquals(e.value(), fit.parameter(name).value(), digits * e.standardError(), name);
            assertEquals(e.standardError(), fit.parameter(name).standardError(), digits * e.standardError(), name);
        }
        assertEquals(expected.logLikelihood(), fit.logLikelihood(), 1e-9 * Math.abs(expected.logLikelihood()));
    }

    @ParameterizedTest
    @CsvSource({"0, 1e-9", "0, 1e9", "1e6, 1", "1e12, 1e3"})
    void unitAndOriginOfACovariateDontMatter(double origin, double unit) {
        double[] x = Arrays.stream(X).map(v -> Math.rint(v * 1000)).toArray();
        double[] moved = Arrays.stream(x).map(v -> origin + unit * v).toArray();
        Fit plain = counts(EmpiricalDistribution.of(COUNTS), design(x, Z));
        Fit other = counts(EmpiricalDistribution.of(COUNTS), design(moved, Z));
        assertSame(plain, other, 1e-7, "mean.z", "size");
        Estimate e = plain.parameter("mean.x");
        assertEquals(e.value(), unit * other.parameter("mean.x").value(), 1e-7 * e.standardError());
        assertEquals(e.standardError(), unit * other.parameter("mean.x").standardError(), 1e-7 * e.standardError());
    }

    @ParameterizedTest
    @CsvSource({"normal, mean, identity", "gamma, mean, inverse", "student, location, identity", "weibull, scale, log"})
    void theUnitOfTheResponseDoesNotMatter(String name, String parameter, String link) {
        Family family = Families.find(name).orElseThrow().regressionForm();
        double[] y = Arrays.stream(COUNTS).map(v -> v + 1).toArray();
        Fit plain = fit(family, parameter, Link.named(link), EmpiricalDistribution.of(y), design(X, Z));
        for (double unit : new double[] {1e-8, 1e8}) {
            double[] scaled = Arrays.stream(y).map(v -> unit * v).toArray();
            Fit fit = fit(family, parameter, Link.named(link), EmpiricalDistribution.of(scaled), design(X, Z));
            double factor = link.equals("identity") ? unit : link.equals("inverse") ? 1 / unit : 1;
            Estimate e = plain.parameter(parameter + ".x");
            assertEquals(e.value(), fit.parameter(parameter + ".x").value() / factor, 1e-7 * e.standardError());
            assertEquals(
                    e.standardError(),
                    fit.parameter(parameter + ".x").standardError() / factor,
                    1e-7 * e.standardError());
            assertEquals(plain.logLikelihood() - N * Math.log(unit), fit.logLikelihood(), 1e-6);
        }
    }

    @Test
    void aFactorByCodesIsItsIndicators() {
        List<Block> codes = List.of(
                new Block.Ones(N), new Block.Indicators(GROUP, 3), new Block.Dense(X), new Block.Scaled(GROUP, 3, Z));
        List<Block> dense = new ArrayList<>(List.of(new Block.Ones(N)));
        for (int level = 0; level < 3; level++) {
            int l = level;
            dense.add(new Block.Dense(
                    Arrays.stream(GROUP).mapToDouble(g -> g == l ? 1 : 0).toArray()));
        }
        dense.add(new Block.Dense(X));
        for (int level = 0; level < 3; level++) {
            double[] column = new double[N];
            for (int i = 0; i < N; i++) {
                column[i] = GROUP[i] == level ? Z[i] : 0;
            }
            dense.add(new Block.Dense(column));
        }
        List<String> names = List.of("(Intercept)", "a", "b", "c", "x", "a:z", "b:z", "c:z");
        Fit byCodes = counts(EmpiricalDistribution.of(COUNTS), DesignMatrix.of(N, codes, names));
        Fit byColumns = counts(EmpiricalDistribution.of(COUNTS), DesignMatrix.of(N, dense, names));
        String[] all = names.stream().map(n -> "mean." + n).toArray(String[]::new);
        assertSame(byColumns, byCodes, 1e-7, all);
    }

    @Test
    void weightsAreCopies() {
        double[] weights = new double[N];
        List<Integer> copies = new ArrayList<>();
        for (int i = 0; i < N; i++) {
            weights[i] = 1 + i % 3;
            for (int k = 0; k < weights[i]; k++) {
                copies.add(i);
            }
        }
        Fit weighted = counts(EmpiricalDistribution.of(COUNTS, weights), design(X, Z));
        Fit copied = counts(EmpiricalDistribution.of(pick(COUNTS, copies)), design(pick(X, copies), pick(Z, copies)));
        assertSame(copied, weighted, 1e-7, "mean.(Intercept)", "mean.x", "mean.z", "size");
    }

    private static double[] pick(double[] values, List<Integer> rows) {
        return rows.stream().mapToDouble(i -> values[i]).toArray();
    }

    @Test
    void clustersOfOneRowEachAreNoClusters() {
        EmpiricalDistribution y = EmpiricalDistribution.of(COUNTS);
        int[] own = new int[N];
        Arrays.setAll(own, i -> i);
        Model plain = new Model(
                Families.negativeBinomial(),
                y,
                List.of(new Predictor.Linear("mean", Link.LOG, design(X, Z))),
                Map.of());
        Model clustered = new Model(plain.family(), y.withClusters(own), plain.predictors(), Map.of());
        Fit sandwich = Mle.of(plain).withCovariance(Covariance.SANDWICH).fit();
        assertEquals(Covariance.SANDWICH, Mle.of(clustered).fit().covarianceKind());
        assertSame(sandwich, Mle.of(clustered).fit(), 1e-9, "mean.x", "mean.z", "size");
        Fit equal = Mle.of(new Model(
                        plain.family(),
                        y.withSamplingWeights(Arrays.stream(X).map(v -> 7).toArray()),
                        plain.predictors(),
                        Map.of()))
                .fit();
        assertSame(sandwich, equal, 1e-9, "mean.x", "mean.z", "size");
    }

    @Test
    void largeDataEndWhereNewtonEndsWithTheSameBitsForAnyThreads() {
        int n = 60_000;
        SplittableRandom random = new SplittableRandom(5);
        double[] x = random.doubles(n, -1, 1).toArray();
        double[] z = random.doubles(n, -1, 1).toArray();
        double[] y = new double[n];
        Arrays.setAll(y, i -> random.nextDouble() < 1 / (1 + Math.exp(-0.3 - x[i] + 0.5 * z[i])) ? 1 : 0);
        int threads = Crew.threads();
        try {
            Crew.setThreads(1);
            Fit one = fit(Families.bernoulli(), "probability", Link.LOGIT, EmpiricalDistribution.of(y), design(x, z));
            Crew.setThreads(3);
            Fit three = fit(Families.bernoulli(), "probability", Link.LOGIT, EmpiricalDistribution.of(y), design(x, z));
            assertEquals(one.parameters(), three.parameters());
            assertTrue(one.outcome().kind().found());
            Model model = new Model(
                    Families.bernoulli(),
                    EmpiricalDistribution.of(y),
                    List.of(new Predictor.Linear("probability", Link.LOGIT, design(x, z))),
                    Map.of());
            Fit lbfgs = Mle.of(model).withSolver(Lbfgs.withDefaults()).fit();
            assertSame(lbfgs, one, 1e-7, "probability.(Intercept)", "probability.x", "probability.z");
        } finally {
            Crew.setThreads(threads);
        }
    }
}
