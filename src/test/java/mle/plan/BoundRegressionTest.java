package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.parallel.Crew;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over rows against the same sums with every formula evaluated row by row and every column written out. */
class BoundRegressionTest {
    private static final int THREADS = Crew.threads();
    private static final Expr.Symbol MU = Expr.parameter("mu");
    private static final Expr.Symbol TAU = Expr.parameter("tau");
    private static final Expr.Symbol S = Expr.parameter("s");
    private static final Expr.Symbol R = Expr.parameter("r");
    private static final Map<String, Expr> SYMBOLS = Map.of(
            "x",
            Expr.data("x"),
            "mu",
            MU,
            "tau",
            TAU,
            "s",
            S,
            "r",
            R,
            "k",
            Expr.symbol(Expr.Kind.KNOWN, "k", MU.sign()));

    /** Terms of every kind: of the data alone, without the data, in one predictor, in both, with the other parameters. */
    private static final Expr SEEN = Formula.parse(
            "-0.5*(x - mu)^2*exp(-2*tau) - tau + s*log1p(x^2)*mu - exp(0.3*s)*k + r*x - r^2 + 0.1*log1p(x^2) - 0.2*r*s*tau",
            SYMBOLS);

    private static final Expr HIDDEN = Formula.parse("-log1pexp(x - mu - s) + 0.3*r*tau", SYMBOLS);
    private static final List<Expr.Symbol> PREDICTORS = List.of(MU, TAU);
    private static final List<Expr.Symbol> SCALARS = List.of(S, R);

    @AfterEach
    void allThreads() {
        Crew.setThreads(THREADS);
    }

    /** A data set: columns of every kind, and rows of two kinds, some of them both. */
    private static final class Data {
        final int n;
        final double[] x;
        final double[] weights;
        final int[] seen;
        final int[] hidden;
        final LinearTerms mu;
        final double[] offset;
        final LinearTerms tau;

        Data(int n, boolean weighted, boolean shared) {
            SplittableRandom random = new SplittableRandom(n);
            this.n = n;
            x = random.doubles(n, -2, 2).toArray();
            weights = weighted ? random.doubles(n, 0.5, 3).toArray() : new double[0];
            int[] kind = random.ints(n, 0, 4).toArray();
            seen = rows(kind, 0, 1, 2);
            hidden = rows(kind, 2, 3);
            mu = new LinearTerms(
                    n,
                    List.of(
                            LinearTerms.Dense.ONES,
                            new LinearTerms.Coded(random.ints(n, -1, 3).toArray(), 3, new double[0]),
                            dense(random),
                            new LinearTerms.Coded(
                                    random.ints(n, -1, 2).toArray(),
                                    2,
                                    random.doubles(n, -1, 1).toArray()),
                            dense(random)));
            offset = random.doubles(n, -0.1, 0.1).toArray();
            tau = shared
                    ? mu
                    : new LinearTerms(
                            n,
                            List.of(
                                    dense(random),
                                    new LinearTerms.Coded(random.ints(n, -1, 2).toArray(), 2, new double[0])));
        }

        private LinearTerms.Dense dense(SplittableRandom random) {
            return new LinearTerms.Dense(random.doubles(n, 4, 6).toArray(), 5, 0.5);
        }

        private static int[] rows(int[] kind, int... kinds) {
            List<Integer> rows = new ArrayList<>();
            for (int i = 0; i < kind.length; i++) {
                int k = kind[i];
                if (Arrays.stream(kinds).anyMatch(j -> j == k)) {
                    rows.add(i);
                }
            }
            return rows.stream().mapToInt(Integer::intValue).toArray();
        }

        double weight(int row) {
            return weights.length == 0 ? 1 : weights[row];
        }

        BoundRegression bound(boolean twoKinds) {
            List<RegressionRows> parts =
                    twoKinds ? List.of(part(SEEN, seen), part(HIDDEN, hidden)) : List.of(part(SEEN, new int[0]));
            return new BoundRegression(
                    parts, List.of(new LinearPredictor(mu, offset), LinearPredictor.of(tau)), n, 2.0 * n);
        }

        private RegressionRows part(Expr formula, int[] rows) {
            int[] chosen = rows.length == 0 ? rows(new int[n], 0) : rows;
            double[] values = Arrays.stream(chosen).mapToDouble(i -> x[i]).toArray();
            double[] some = weights.length == 0
                    ? weights
                    : Arrays.stream(chosen).mapToDouble(i -> weights[i]).toArray();
            return new RegressionRows(
                    RegressionPlan.of(formula, PREDICTORS, SCALARS),
                    new Rows(new Rows.Column[] {Rows.Column.of("x", values)}, some),
                    rows,
                    n,
                    Map.of("k", 0.7));
        }

        /** The row of the matrix with which predictors and other parameters follow from a point. */
        double[][] jacobian(int row) {
            int p = mu.width() + tau.width() + 2;
            double[][] jacobian = new double[4][p];
            fill(mu, row, jacobian[0], 0);
            fill(tau, row, jacobian[1], mu.width());
            jacobian[2][p - 2] = 1;
            jacobian[3][p - 1] = 1;
            return jacobian;
        }

        private static void fill(LinearTerms terms, int row, double[] out, int first) {
            int at = first;
            for (LinearTerms.Term term : terms.terms()) {
                if (term instanceof LinearTerms.Dense d) {
                    out[at] = d.values().length == 0 ? 1 : (d.values()[row] - d.centre()) * d.factor();
                } else if (term instanceof LinearTerms.Coded c && c.codes()[row] >= 0) {
                    out[at + c.codes()[row]] = c.values().length == 0 ? 1 : c.values()[row];
                }
                at += term.width();
            }
        }
    }

    /** Value, first and second derivatives of a formula by (mu, tau, s, r), for x, k and those. */
    private static Program program(Expr formula) {
        List<Expr.Symbol> inner = List.of(MU, TAU, S, R);
        List<Expr> outputs = new ArrayList<>(List.of(formula));
        inner.forEach(a -> outputs.add(formula.derivative(a)));
        inner.forEach(a -> inner.forEach(b -> outputs.add(formula.derivative(a).derivative(b))));
        List<Expr.Symbol> inputs = new ArrayList<>(inner);
        inputs.add(Expr.data("x"));
        inputs.add(Expr.symbol(Expr.Kind.KNOWN, "k", MU.sign()));
        return Program.of(outputs, inputs);
    }

    /** The mean, and if asked for the mean outer product of the scores in place of the Hessian, row by row. */
    private static double[] expected(Data data, boolean twoKinds, double[] point, boolean outer) {
        int p = point.length;
        double[] out = new double[1 + p + p * (p + 1) / 2];
        Program seen = program(SEEN);
        Program hidden = program(HIDDEN);
        for (int row = 0; row < data.n; row++) {
            double[][] jacobian = data.jacobian(row);
            double[] inputs = new double[6];
            for (int k = 0; k < 4; k++) {
                for (int i = 0; i < p; i++) {
                    inputs[k] += jacobian[k][i] * point[i];
                }
            }
            inputs[0] += data.offset[row];
            inputs[4] = data.x[row];
            inputs[5] = 0.7;
            double[] values = new double[21];
            if (!twoKinds || Arrays.binarySearch(data.seen, row) >= 0) {
                add(values, seen.values(inputs));
            }
            if (twoKinds && Arrays.binarySearch(data.hidden, row) >= 0) {
                add(values, hidden.values(inputs));
            }
            add(out, jacobian, values, data.weight(row) / (2.0 * data.n), outer);
        }
        return out;
    }

    private static void add(double[] sum, double[] values) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
    }

    private static void add(double[] out, double[][] jacobian, double[] values, double weight, boolean outer) {
        int p = jacobian[0].length;
        out[0] += outer ? 0 : weight * values[0];
        for (int i = 0, h = 1 + p; i < p; i++) {
            for (int a = 0; a < 4; a++) {
                out[1 + i] += weight * values[1 + a] * jacobian[a][i];
            }
            for (int j = 0; j <= i; j++, h++) {
                for (int a = 0; a < 4; a++) {
                    for (int b = 0; b < 4; b++) {
                        double second = outer ? values[1 + a] * values[1 + b] : values[5 + 4 * a + b];
                        out[h] += weight * second * jacobian[a][i] * jacobian[b][j];
                    }
                }
            }
        }
    }

    private static double[] point(int dimension) {
        double[] point = new SplittableRandom(7).doubles(dimension, -0.4, 0.4).toArray();
        return point;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 127, 128, 129, 256, 257, 1000})
    void sumsOfEveryKindAreThoseRowByRow(int n) {
        for (int way = 0; way < 8; way++) {
            Data data = new Data(n, (way & 1) > 0, (way & 2) > 0);
            boolean twoKinds = (way & 4) > 0 && data.seen.length > 0 && data.hidden.length > 0;
            BoundRegression bound = data.bound(twoKinds);
            int p = bound.dimension();
            double[] expected = expected(data, twoKinds, point(p), false);
            for (int order = 0; order < 3; order++) {
                double[] out = new double[order == 0 ? 1 : order == 1 ? 1 + p : expected.length];
                bound.at(point(p), order, out);
                assertArrayEquals(Arrays.copyOf(expected, out.length), out, 1e-12, "order " + order + ", way " + way);
            }
            double[] outer = new double[expected.length];
            bound.outerProducts(point(p), outer);
            assertArrayEquals(expected(data, twoKinds, point(p), true), outer, 1e-12, "outer products, way " + way);
        }
    }

    @Test
    void theBitsDontDependOnTheNumberOfThreads() {
        Data data = new Data(5 * Means.CHUNK + 77, true, false);
        double[][] results = new double[3][];
        for (int threads = 1; threads <= 3; threads++) {
            Crew.setThreads(threads);
            BoundRegression bound = data.bound(true);
            int p = bound.dimension();
            results[threads - 1] = new double[1 + p + p * (p + 1) / 2];
            bound.at(point(p), 2, results[threads - 1]);
        }
        assertArrayEquals(results[0], results[1]);
        assertArrayEquals(results[0], results[2]);
    }

    @Test
    void aSecondEvaluationForgetsTheFirst() {
        Data data = new Data(500, false, true);
        BoundRegression bound = data.bound(true);
        double[] first = new double[1];
        double[] again = new double[1];
        bound.at(point(bound.dimension()), 0, first);
        bound.at(new double[bound.dimension()], 0, again);
        bound.at(point(bound.dimension()), 0, again);
        assertEquals(first[0], again[0]);
    }

    @Test
    void aFormulaWithoutPredictorsIsSummedToo() {
        RegressionPlan plan = RegressionPlan.of(Formula.parse("-(x - s)^2 + r*x", SYMBOLS), List.of(), SCALARS);
        RegressionRows rows = new RegressionRows(plan, Rows.of("x", new double[] {1, 2, 4}), new int[0], 3, Map.of());
        double[] out = new double[6];
        new BoundRegression(List.of(rows), List.of(), 3, 3).at(new double[] {1, 2}, 2, out);
        assertArrayEquals(new double[] {-10 / 3.0 + 14 / 3.0, 8 / 3.0, 7 / 3.0, -2, 0, 0}, out, 1e-15);
    }
}
