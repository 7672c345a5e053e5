package mle.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Empirical distributions of several columns. */
class JointSampleTest {
    private static double[][] counts(int n, int distinct) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] rows = new double[n][3];
        for (double[] row : rows) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(distinct);
            }
        }
        return rows;
    }

    @Test
    void marginsHoldTheSameRows() {
        EmpiricalDistribution p =
                EmpiricalDistribution.of(new double[][] {{1, 10}, {2, 20}, {3, 30}}, new double[] {2, 0, 1});
        assertEquals(2, p.dimension());
        assertEquals(List.of("x1", "x2"), p.names());
        assertEquals(3, p.n());
        assertEquals(2, p.rows());
        assertEquals(3, p.rowOf(1));
        assertArrayEquals(new double[] {1, 3}, p.margin(0).values());
        assertArrayEquals(new double[] {10, 30}, p.margin(1).values());
        assertArrayEquals(new double[] {2, 1}, p.margin(1).weights());
        assertEquals(3, p.margin(1).rowOf(1));
        assertArrayEquals(new double[] {30}, p.subset(1).columns(1, 0).margin(0).values());
        assertEquals(3, p.subset(1).rowOf(0));
        assertEquals(List.of("x2", "x1"), p.columns(1, 0).names());
        assertEquals(1, p.columns(1).dimension());
        assertEquals(50 / 3.0, p.columns(1).mean(), 1e-14);
    }

    @Test
    void oneColumnIsASampleOfNumbers() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[][] {{1}, {4}});
        assertEquals(1, p.dimension());
        assertEquals(2.5, p.mean());
        assertSame(p, p.margin(0));
        assertEquals(
                List.of("y"),
                EmpiricalDistribution.of(List.of(new Column.Numeric("y", new double[1])))
                        .names());
    }

    @Test
    void rowsWithAMissingCellAreLeftOutAndCounted() {
        Column.Numeric a = new Column.Numeric("a", new double[] {1, Double.NaN, 3, 4, 5});
        Column.Numeric b = new Column.Numeric("b", new double[] {1, 2, Double.NaN, 4, 6});
        Column.Numeric w = new Column.Numeric("w", new double[] {1, 1, 1, Double.NaN, 2});
        EmpiricalDistribution p = EmpiricalDistribution.of(List.of(a, b));
        assertEquals(2, p.missing());
        assertEquals(List.of("a", "b"), p.names());
        assertArrayEquals(new double[] {1, 4, 5}, p.margin(0).values());
        assertEquals(5, p.rowOf(2));
        EmpiricalDistribution q = EmpiricalDistribution.of(List.of(a, b), w);
        assertEquals(3, q.missing());
        assertEquals(3, q.n());
        assertArrayEquals(new double[] {1, 6}, q.margin(1).values());
    }

    @Test
    void samplingWeightsAreThoseOfTheMargins() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[][] {{1, 2}, {3, 4}, {5, 6}})
                .withClusters(new int[] {1, 1, 2})
                .withSamplingWeights(new double[] {1, 0, 3});
        assertEquals(2, p.n());
        assertArrayEquals(new double[] {0.5, 1.5}, p.weights());
        assertArrayEquals(new double[] {2, 6}, p.margin(1).values());
        assertArrayEquals(p.weights(), p.margin(1).weights());
        assertArrayEquals(new int[] {1, 2}, p.clusters());
        assertEquals(5, p.margin(1).mean(), 1e-15);
        assertEquals(3, p.covariances()[1], 1e-14);
    }

    @Test
    void equalRowsCollapse() {
        double[][] rows = counts(4000, 4);
        EmpiricalDistribution p = EmpiricalDistribution.of(rows);
        EmpiricalDistribution q = p.collapsed();
        assertNotSame(p, q);
        assertEquals(64, q.size());
        assertEquals(p.n(), q.n());
        assertEquals(p.rows(), q.rows());
        Map<List<Double>, Double> tally = new HashMap<>();
        for (double[] row : rows) {
            tally.merge(List.of(row[0], row[1], row[2]), 1.0, Double::sum);
        }
        for (int i = 0; i < q.size(); i++) {
            double[] row = rows[q.rowOf(i) - 1];
            for (int j = 0; j < 3; j++) {
                assertEquals(row[j], q.margin(j).value(i));
                assertEquals(q.weight(i), q.margin(j).weight(i));
            }
            assertEquals(tally.get(List.of(row[0], row[1], row[2])), q.weight(i));
        }
        assertArrayEquals(p.covariances(), q.covariances(), 1e-12);
        double entropy = -tally.values().stream()
                .mapToDouble(w -> w / 4000 * Math.log(w / 4000))
                .sum();
        assertEquals(entropy, p.entropy().orElseThrow(), 1e-12);
        assertEquals(entropy, q.entropy().orElseThrow(), 1e-12);
    }

    @Test
    void fewTiesDoNotCollapse() {
        EmpiricalDistribution p = EmpiricalDistribution.of(counts(200, 10));
        assertSame(p, p.collapsed());
        // Each column has few values, the rows many.
        assertTrue(p.margin(0).collapsed().size() == 10);
    }

    /** Far from zero and over several blocks, with weights, against exact arithmetic. */
    @Test
    void covariancesAreExactToRounding() {
        SplittableRandom random = new SplittableRandom(5);
        List<double[]> rows = new ArrayList<>();
        double[] weights = new double[700];
        for (int i = 0; i < weights.length; i++) {
            double a = random.nextDouble();
            rows.add(new double[] {1e9 + a, 1e-3 * (a + random.nextDouble()), -1e6 * random.nextDouble()});
            weights[i] = 1 + random.nextInt(3);
        }
        EmpiricalDistribution p = EmpiricalDistribution.of(rows.toArray(double[][]::new), weights);
        double[] sd = new double[3];
        for (int j = 0; j < 3; j++) {
            sd[j] = p.margin(j).sd();
        }
        for (int j = 0, k = 0; j < 3; j++) {
            assertEquals(p.margin(j).mean(), p.means()[j]);
            for (int i = 0; i <= j; i++, k++) {
                assertEquals(exactCovariance(rows, weights, i, j), p.covariances()[k], 1e-14 * sd[i] * sd[j]);
            }
        }
    }

    private static double exactCovariance(List<double[]> rows, double[] weights, int i, int j) {
        BigDecimal products = BigDecimal.ZERO;
        BigDecimal first = BigDecimal.ZERO;
        BigDecimal second = BigDecimal.ZERO;
        for (int row = 0; row < weights.length; row++) {
            BigDecimal w = BigDecimal.valueOf((long) weights[row]);
            BigDecimal a = new BigDecimal(rows.get(row)[i]);
            BigDecimal b = new BigDecimal(rows.get(row)[j]);
            products = products.add(w.multiply(a).multiply(b));
            first = first.add(w.multiply(a));
            second = second.add(w.multiply(b));
        }
        BigDecimal n = BigDecimal.valueOf((long) Arrays.stream(weights).sum());
        return products.multiply(n)
                .subtract(first.multiply(second))
                .divide(n.multiply(n), new MathContext(40))
                .doubleValue();
    }

    @Test
    void aRowIsNoNumber() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[][] {{1, 2}, {3, 4}});
        for (org.junit.jupiter.api.function.Executable asked : List.<org.junit.jupiter.api.function.Executable>of(
                p::mean, p::min, p::median, p::values, () -> p.value(0), () -> p.quantile(0.5))) {
            assertEquals(
                    "EmpiricalDistribution of x1, x2: a row is not a number, ask margin(column)",
                    assertThrows(IllegalStateException.class, asked).getMessage());
        }
    }

    @Test
    void refusals() {
        refused("sample: expected at least one row of at least one value, got none", new double[0][0]);
        refused("row 2: expected 2 values as in row 1, got 1", new double[][] {{1, 2}, {3}});
        refused("column 'x2', row 2: a value must be finite, got NaN", new double[][] {{1, 2}, {3, Double.NaN}});
        Column.Numeric a = new Column.Numeric("a", new double[] {1, Double.NaN});
        Column.Numeric b = new Column.Numeric("b", new double[] {Double.NaN, 1});
        Column.Numeric c = new Column.Numeric("c", new double[] {1, 2, 3});
        assertEquals(
                "column 'a, b': expected at least one value, got 2 missing and no other",
                assertThrows(DataException.class, () -> EmpiricalDistribution.of(List.of(a, b)))
                        .getMessage());
        assertEquals(
                "column 'c': expected 2 cells as in 'a', got 3",
                assertThrows(DataException.class, () -> EmpiricalDistribution.of(List.of(a, c)))
                        .getMessage());
    }

    private static void refused(String message, double[][] rows) {
        assertEquals(
                message,
                assertThrows(DataException.class, () -> EmpiricalDistribution.of(rows))
                        .getMessage());
    }
}
