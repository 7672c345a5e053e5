package mle.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.parallel.Crew;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EmpiricalDistributionTest {
    /** Samples with many ties: what collapsing and weights are for. */
    static Stream<double[]> tiedSamples() {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.of(
                new double[] {3, 1, 2, 2, 1, 3, 3, 3, 1, 1, 1, 2},
                DoubleStream.generate(() -> random.nextInt(10)).limit(5000).toArray(),
                DoubleStream.generate(() -> random.nextInt(2) == 0 ? -0.0 : 0.0)
                        .limit(40)
                        .toArray(),
                DoubleStream.generate(() -> Math.rint(random.nextDouble() * 100) / 10)
                        .limit(9000)
                        .toArray(),
                DoubleStream.generate(() -> 1e9 + random.nextInt(-3, 4))
                        .limit(100)
                        .toArray(),
                DoubleStream.generate(() -> 1e18 * random.nextInt(-3, 4))
                        .limit(100)
                        .toArray(),
                DoubleStream.generate(() -> 7.5).limit(8).toArray());
    }

    @ParameterizedTest
    @MethodSource("tiedSamples")
    void sortedValuesAreAllOfThemInOrder(double[] values) {
        double[] expected = values.clone();
        Arrays.sort(expected);
        double[] weights =
                IntStream.range(0, values.length).mapToDouble(i -> 1 + i % 3).toArray();
        for (EmpiricalDistribution p :
                List.of(EmpiricalDistribution.of(values), EmpiricalDistribution.of(values, weights))) {
            double[] sorted = p.sorted();
            assertArrayEquals(expected, sorted);
            Arrays.fill(sorted, Double.NaN);
            assertArrayEquals(expected, p.sorted());
        }
        assertThrows(
                IllegalStateException.class,
                () -> EmpiricalDistribution.of(new double[][] {{1, 2}, {3, 4}}).sorted());
    }

    @ParameterizedTest
    @MethodSource("tiedSamples")
    void standardisedValuesAreInTheSameOrder(double[] values) {
        for (double unit : new double[] {1, 0.1, 1e5}) {
            double origin = values[0];
            double[] others =
                    DoubleStream.of(values).map(x -> (x - origin) / unit).toArray();
            EmpiricalDistribution p = EmpiricalDistribution.of(values);
            assertSameStatistics(EmpiricalDistribution.of(others), p.standardised(origin, unit));
            double[] weights = IntStream.range(0, values.length)
                    .mapToDouble(i -> 1 + i % 3)
                    .toArray();
            assertSameStatistics(
                    EmpiricalDistribution.of(others, weights),
                    EmpiricalDistribution.of(values, weights).standardised(origin, unit));
        }
    }

    @Test
    void standardisingTellsWhatOverflows() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[] {1, 1e300, 2});
        String refusal = assertThrows(DataException.class, () -> p.standardised(0, 1e-10))
                .getMessage();
        assertTrue(refusal.contains("row 2: a value must be finite"), refusal);
        for (double unit : new double[] {0, -1, Double.POSITIVE_INFINITY, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> p.standardised(0, unit));
        }
    }

    @ParameterizedTest
    @MethodSource("tiedSamples")
    void longestTieIsThatOfCounting(double[] values) {
        long longest = DoubleStream.of(values)
                .mapToLong(x -> DoubleStream.of(values).filter(y -> y == x).count())
                .max()
                .orElseThrow();
        double[] weights =
                IntStream.range(0, values.length).mapToDouble(i -> 1 + i % 3).toArray();
        assertEquals(longest, EmpiricalDistribution.of(values).longestTie());
        assertEquals(longest, EmpiricalDistribution.of(values, weights).longestTie());
        assertEquals(1, EmpiricalDistribution.of(new double[] {2, 1, 3}).longestTie());
    }

    /** Rounding errors are added up beside a sum, and come to no number that would be lost where they can't. */
    @Test
    void sumsKeepWhatRoundingTakes() {
        SplittableRandom random = new SplittableRandom(5);
        for (int times = 0; times < 1000; times++) {
            NeumaierSum sum = new NeumaierSum();
            BigDecimal exact = BigDecimal.ZERO;
            double size = 0;
            for (int i = 0; i < 20; i++) {
                double term = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(-12, 12));
                sum.add(term);
                exact = exact.add(new BigDecimal(term));
                size += Math.abs(term);
            }
            assertEquals(exact.doubleValue(), sum.value(), Math.ulp(exact.doubleValue()) + 1e-31 * size);
        }
        NeumaierSum large = new NeumaierSum();
        for (double term : new double[] {1.4968802321510399E292, 1.4968802321510399E292, -Double.MAX_VALUE}) {
            large.add(term);
        }
        assertEquals(-Double.MAX_VALUE, large.value(), Math.ulp(Double.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("tiedSamples")
    void collapsingChangesNoStatistic(double[] values) {
        EmpiricalDistribution p = EmpiricalDistribution.of(values);
        EmpiricalDistribution q = p.collapsed();
        assertNotSame(p, q);
        assertTrue(q.size() <= p.size() / 4);
        assertSameStatistics(p, q);
        assertEquals(p.rows(), q.rows());
        assertSame(q, p.collapsed());
        assertSame(q, q.collapsed());
        for (int i = 0; i < q.size(); i++) {
            assertTrue(i == 0 || q.value(i) > q.value(i - 1));
            int row = IntStream.range(0, values.length)
                    .filter(valueIs(values, q.value(i)))
                    .findFirst()
                    .orElseThrow();
            assertEquals(row + 1, q.rowOf(i));
        }
    }

    @ParameterizedTest
    @MethodSource("tiedSamples")
    void aWeightIsTheSameAsRepetition(double[] values) {
        SplittableRandom random = new SplittableRandom(2);
        double[] weights = DoubleStream.generate(() -> random.nextInt(4))
                .limit(values.length)
                .toArray();
        weights[0] = 2;
        double[] repeated = IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(i -> DoubleStream.generate(() -> values[i]).limit((long) weights[i]))
                .toArray();
        EmpiricalDistribution p = EmpiricalDistribution.of(values, weights);
        assertSameStatistics(EmpiricalDistribution.of(repeated), p);
        assertSameStatistics(p, p.collapsed());
    }

    private static IntPredicate valueIs(double[] values, double x) {
        return i -> values[i] == x;
    }

    private static void assertSameStatistics(EmpiricalDistribution p, EmpiricalDistribution q) {
        double rounding = 1e-14 * Math.max(Math.abs(p.min()), Math.abs(p.max()));
        assertEquals(p.n(), q.n());
        assertEquals(p.mean(), q.mean(), rounding);
        assertEquals(p.variance(), q.variance(), 1e-13 * p.variance());
        assertEquals(p.sd(), q.sd(), 1e-13 * p.sd());
        assertEquals(p.min(), q.min(), 0.0);
        assertEquals(p.max(), q.max(), 0.0);
        assertEquals(p.median(), q.median(), 0.0);
        assertEquals(p.isConstant(), q.isConstant());
        assertEquals(p.isIntegers(), q.isIntegers());
        assertEquals(p.entropy().isPresent(), q.entropy().isPresent());
        assertEquals(p.entropy().orElse(0), q.entropy().orElse(0), 1e-14);
        for (double probability = 0; probability <= 1; probability += 1.0 / 64) {
            assertEquals(p.quantile(probability), q.quantile(probability), 0.0);
        }
        for (double x : p.values()) {
            assertEquals(p.ecdf(x), q.ecdf(x));
        }
    }

    @Test
    void keepsDataWithoutTies() {
        SplittableRandom random = new SplittableRandom(3);
        for (int size : new int[] {1, 10, 1000, 100_000}) {
            EmpiricalDistribution p = EmpiricalDistribution.of(
                    DoubleStream.generate(random::nextDouble).limit(size).toArray());
            assertSame(p, p.collapsed());
        }
        EmpiricalDistribution few = EmpiricalDistribution.of(new double[] {1, 1, 2});
        assertSame(few, few.collapsed());
    }

    @Test
    void collapsesAMillionValues() {
        SplittableRandom random = new SplittableRandom(4);
        double[] values = DoubleStream.generate(() -> random.nextInt(1000) / 8.0)
                .limit(1_000_000)
                .toArray();
        EmpiricalDistribution p = EmpiricalDistribution.of(values);
        EmpiricalDistribution q = p.collapsed();
        assertEquals(1000, q.size());
        assertEquals(1_000_000, q.n());
        assertEquals(p.mean(), q.mean());
        assertEquals(p.median(), q.median());
    }

    @Test
    void collapsesAtAQuarterAndNotAbove() {
        assertEquals(
                2,
                EmpiricalDistribution.of(new double[] {1, 1, 1, 1, 2, 2, 2, 2})
                        .collapsed()
                        .size());
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[] {1, 1, 1, 1, 2, 2, 2});
        assertSame(p, p.collapsed());
    }

    @Test
    void statisticsAreTheSameFromManyThreads() {
        EmpiricalDistribution p =
                EmpiricalDistribution.of(Datasets.load("nist_pidigits").numeric("y"));
        List<List<Double>> seen = IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> List.of(
                        p.mean(), p.variance(), p.median(), p.collapsed().mean()))
                .distinct()
                .toList();
        assertEquals(1, seen.size());
    }

    /** Source: NIST StRD, univariate summary statistics, certified mean and standard deviation (divisor n - 1). */
    @ParameterizedTest
    @CsvSource({
        "nist_lottery, 518.95871559633, 291.699727470969, 1e-14",
        "nist_lew, -177.435, 277.332168044316, 1e-14",
        "nist_mavro, 2.001856, 0.000429123454003053, 1e-12",
        "nist_michelso, 299.8524, 0.0790105478190518, 1e-12",
        "nist_numacc1, 10000002, 1, 1e-15",
        "nist_numacc2, 1.2, 0.1, 1e-14",
        // the decimals of these two are no doubles: half an ulp of 1e6 or 1e7, next to an sd of 0.1, is the limit
        "nist_numacc3, 1000000.2, 0.1, 6e-10",
        "nist_numacc4, 10000000.2, 0.1, 1e-8",
        "nist_pidigits, 4.5348, 2.86733906028871, 1e-14",
    })
    void reachesTheCertifiedValues(String name, double mean, double sd, double relative) {
        EmpiricalDistribution p = EmpiricalDistribution.of(Datasets.load(name).numeric("y"));
        for (EmpiricalDistribution q : List.of(p, p.collapsed())) {
            assertEquals(mean, q.mean(), 1e-15 * Math.abs(mean));
            double sample = Math.sqrt(q.variance() * q.n() / (q.n() - 1));
            assertEquals(sd, sample, Math.max(relative, 5e-15) * sd);
        }
    }

    /** So many values that their moments are taken along with their range, and whether that can be exact. */
    static Stream<Arguments> manyValues() {
        SplittableRandom random = new SplittableRandom(5);
        double[] uniform = random.doubles(100_003).toArray();
        double[] sorted = uniform.clone();
        Arrays.sort(sorted);
        double[] outliers = uniform.clone();
        for (int k = 0; k < 16; k++) {
            outliers[(int) ((long) k * outliers.length / 16)] = 1e9;
        }
        return Stream.of(
                Arguments.of(uniform, true),
                Arguments.of(sorted, true),
                Arguments.of(Arrays.copyOf(uniform, 98_304), true),
                Arguments.of(Arrays.stream(uniform).map(u -> 1e6 + u).toArray(), true),
                Arguments.of(Arrays.stream(uniform).map(u -> 1e-300 * u).toArray(), false),
                Arguments.of(
                        Arrays.stream(uniform)
                                .map(u -> StrictMath.tan(3.1 * (u - 0.5)))
                                .toArray(),
                        true),
                Arguments.of(Arrays.stream(uniform).map(u -> 0.1).toArray(), false),
                Arguments.of(outliers, false));
    }

    @ParameterizedTest
    @MethodSource("manyValues")
    void momentsAtHandAreThoseOfAPassOfTheirOwn(double[] values, boolean known) {
        EmpiricalDistribution p = EmpiricalDistribution.of(values);
        assertEquals(known, p.momentsAtHand().isPresent());
        Moments slow = Moments.of(p);
        assertEquals(slow.mean(), p.mean(), 2e-16 * Math.abs(slow.mean()) + 1e-15 * Math.sqrt(slow.variance()));
        assertEquals(slow.variance(), p.variance(), 1e-14 * slow.variance());
        int threads = Crew.threads();
        for (int other = 1; known && other <= 3; other++) {
            Crew.setThreads(other);
            assertEquals(p.momentsAtHand(), EmpiricalDistribution.of(values).momentsAtHand());
        }
        Crew.setThreads(threads);
    }

    @Test
    void fewOrWeightedValuesHaveNoMomentsAtHand() {
        double[] values = new SplittableRandom(5).doubles(100_000).toArray();
        assertTrue(EmpiricalDistribution.of(values).momentsAtHand().isPresent());
        assertTrue(EmpiricalDistribution.of(values, values).momentsAtHand().isEmpty());
        assertTrue(EmpiricalDistribution.of(Arrays.copyOf(values, 1000))
                .momentsAtHand()
                .isEmpty());
    }

    @Test
    void theMeanIsExactWhereSumsOverflowOrCancel() {
        assertEquals(
                1.5e308,
                EmpiricalDistribution.of(new double[] {1.7e308, 1.3e308}).mean(),
                1e293);
        assertEquals(
                1, EmpiricalDistribution.of(new double[] {1e100, 3, -1e100}).mean());
    }

    @Test
    void aConstantHasNoVariance() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[] {0.1, 0.1, 0.1});
        assertEquals(0.1, p.mean());
        assertEquals(0, p.variance());
        assertTrue(p.isConstant());
        assertFalse(EmpiricalDistribution.of(new double[] {0.1, 0.2}).isConstant());
    }

    @Test
    void quantilesAreTheLeftContinuousInverse() {
        SplittableRandom random = new SplittableRandom(5);
        for (int repeat = 0; repeat < 200; repeat++) {
            int size = random.nextInt(1, 30);
            double[] values =
                    DoubleStream.generate(() -> random.nextInt(12)).limit(size).toArray();
            double[] weights = DoubleStream.generate(() -> 0.1 + random.nextDouble())
                    .limit(size)
                    .toArray();
            for (EmpiricalDistribution p :
                    List.of(EmpiricalDistribution.of(values), EmpiricalDistribution.of(values, weights))) {
                double[] sorted = Arrays.stream(values).sorted().distinct().toArray();
                for (double x : sorted) {
                    assertEquals(x, p.quantile(p.ecdf(x)), "exactly at a jump");
                }
                double probability = random.nextDouble();
                double least = Arrays.stream(sorted)
                        .filter(x -> p.ecdf(x) >= probability)
                        .findFirst()
                        .orElseThrow();
                assertEquals(least, p.quantile(probability));
                assertEquals(sorted[0], p.quantile(0));
                assertEquals(sorted[sorted.length - 1], p.quantile(1));
                assertEquals(1, p.ecdf(sorted[sorted.length - 1]));
            }
        }
    }

    @Test
    void ecdfIsTheShareUpToAndIncludingX() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[] {2, 1, 2, 5});
        assertEquals(0, p.ecdf(0.9));
        assertEquals(0.25, p.ecdf(1));
        assertEquals(0.75, p.ecdf(2));
        assertEquals(0.75, p.ecdf(4.9));
        assertEquals(1, p.ecdf(5));
        assertEquals(0, p.ecdf(Double.NEGATIVE_INFINITY));
        assertEquals(1, p.ecdf(Double.POSITIVE_INFINITY));
        assertMessage("ecdf: x must be a number, got NaN", () -> p.ecdf(Double.NaN));
        assertMessage("quantile: p must be in [0, 1], got NaN", () -> p.quantile(Double.NaN));
        assertMessage("quantile: p must be in [0, 1], got 1.5", () -> p.quantile(1.5));
    }

    @Test
    void theMedianIsTheUsualOne() {
        assertEquals(2, EmpiricalDistribution.of(new double[] {3, 1, 2}).median());
        assertEquals(2.5, EmpiricalDistribution.of(new double[] {4, 3, 1, 2}).median());
        assertEquals(2, EmpiricalDistribution.of(new double[] {4, 3, 1, 2}).quantile(0.5));
        assertEquals(2, EmpiricalDistribution.of(new double[] {1, 2, 2, 3}).median());
        assertEquals(7, EmpiricalDistribution.of(new double[] {7}).median());
        assertEquals(
                1.5,
                EmpiricalDistribution.of(new double[] {1, 2}, new double[] {0.3, 0.3})
                        .median());
    }

    @Test
    void entropyExistsForIntegersOnly() {
        assertEquals(
                OptionalDouble.empty(),
                EmpiricalDistribution.of(new double[] {1, 2.5}).entropy());
        assertEquals(
                OptionalDouble.of(0.0),
                EmpiricalDistribution.of(new double[] {4, 4}).entropy());
        assertEquals(
                Math.log(2),
                EmpiricalDistribution.of(new double[] {1, 0, 1, 0}).entropy().orElseThrow(),
                1e-15);
        // three faces with probabilities 1/2, 1/4, 1/4 take 1.5 bits
        assertEquals(
                1.5 * Math.log(2),
                EmpiricalDistribution.of(new double[] {1, 2, 3}, new double[] {2, 1, 1})
                        .entropy()
                        .orElseThrow(),
                1e-15);
    }

    @Test
    void leavesOutMissingCellsAndZeroFrequenciesButKnowsTheRows() {
        double na = Double.NaN;
        EmpiricalDistribution p = EmpiricalDistribution.of(new Column.Numeric("x", new double[] {na, 5, na, 7}));
        assertArrayEquals(new double[] {5, 7}, p.values());
        assertEquals(2, p.missing());
        assertEquals(2, p.rows());
        assertEquals(4, p.rowOf(1));
        EmpiricalDistribution q = EmpiricalDistribution.of(
                new Column.Numeric("x", new double[] {na, 5, 6, 7, 8}),
                new Column.Numeric("w", new double[] {1, na, 0, 2, 3}));
        assertArrayEquals(new double[] {7, 8}, q.values());
        assertArrayEquals(new double[] {2, 3}, q.weights());
        assertEquals(2, q.missing());
        assertEquals(4, q.rowOf(0));
        assertEquals(5, q.n());
        assertEquals(5, q.rowOf(1));
    }

    @Test
    void doesNotCopyWhatItNeedNot() {
        double[] values = {1, 2};
        double[] weights = {2, 1};
        assertSame(values, EmpiricalDistribution.of(values).values());
        assertEquals(0, EmpiricalDistribution.of(values).weights().length);
        assertFalse(EmpiricalDistribution.of(values).isWeighted());
        assertEquals(1, EmpiricalDistribution.of(values).weight(1));
        EmpiricalDistribution p = EmpiricalDistribution.of(values, weights);
        p.quantile(0.5);
        assertSame(weights, p.weights());
        assertArrayEquals(new double[] {2, 1}, weights, "statistics leave the weights alone");
        assertTrue(p.isWeighted());
    }

    @Test
    void saysWhatIsWrong() {
        double na = Double.NaN;
        double[] ok = {1, 2};
        assertMessage("sample: expected at least one value, got none", () -> EmpiricalDistribution.of(new double[] {}));
        assertMessage(
                "sample, row 2: a value must be finite, got NaN", () -> EmpiricalDistribution.of(new double[] {1, na}));
        assertMessage(
                "column 'x', row 3: a value must be finite, got Infinity",
                () -> EmpiricalDistribution.of(
                        new Column.Numeric("x", new double[] {na, 1, Double.POSITIVE_INFINITY})));
        assertMessage(
                "column 'x': expected at least one value, got 2 missing and no other",
                () -> EmpiricalDistribution.of(new Column.Numeric("x", new double[] {na, na})));
        assertMessage(
                "sample: expected one frequency per value, got 1 for 2 values",
                () -> EmpiricalDistribution.of(ok, new double[] {1}));
        assertMessage(
                "sample, row 2: a frequency must be finite and >= 0, got -1.0",
                () -> EmpiricalDistribution.of(ok, new double[] {1, -1}));
        assertMessage(
                "sample, row 1: a frequency must be finite and >= 0, got NaN",
                () -> EmpiricalDistribution.of(ok, new double[] {na, 1}));
        assertMessage(
                "sample: at least one frequency must be > 0, got 2 zeros",
                () -> EmpiricalDistribution.of(ok, new double[] {0, 0}));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, assertThrows(DataException.class, action::run).getMessage());
    }
}
