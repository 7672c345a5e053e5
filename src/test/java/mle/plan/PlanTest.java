package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.expr.Evaluate;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.expr.Sign;
import mle.parallel.Crew;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {
    private static final Expr.Symbol X = Expr.data("x", Sign.POSITIVE);
    private static final Expr.Symbol A = Expr.parameter("a", Sign.POSITIVE);
    private static final Expr.Symbol B = Expr.parameter("b", Sign.POSITIVE);
    private static final List<Expr.Symbol> PARAMETERS = List.of(A, B);
    private static final double[] POINT = {1.7, 0.6};

    private record Case(String text, int moments, int loops) {
        Expr formula() {
            return Formula.parse(text, Map.of("x", X, "a", A, "b", B));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Densities, the number of moments they need, and of sums over the rows at every evaluation. */
    static Stream<Case> cases() {
        return Stream.of(
                new Case("-log(b) - 0.5*((x - a)/b)^2", 2, 0),
                new Case("a*log(b) - lgamma(a) + (a - 1)*log(x) - b*x", 2, 0),
                new Case("(a - 1)*log(x) + (b - 1)*log1p(-x/20) - lbeta(a, b)", 2, 0),
                new Case("-log(x) - log(b) - 0.5*((log(x) - a)/b)^2", 2, 0),
                new Case("x*log(a) - a - lgamma(x + 1) - b", 2, 0),
                new Case("0.5*log(b) - 1.5*log(x) - 0.5*b*(x - a)^2/(a^2*x)", 3, 0),
                new Case("-b*expm1mx(log(x) - log(a)) - stirlerr(b)", 2, 0),
                new Case("-b*expm1mx(log1p(x) - a) - stirlerr(b)", 3, 0),
                new Case("-exp(x - a)*b + b", 1, 0),
                new Case("log(a/b) + (a - 1)*log(x/b) - (x/b)^a", 1, 3),
                new Case("-log(b) - (x - a)/b - exp(-(x - a)/b)", 1, 3),
                new Case("-log(b) - log1p(((x - a)/b)^2)", 0, 7),
                new Case("-(a - 0.65)*log1pdiv(a - 1.65, x - b) - exp(-log1pdiv(a - 1.65, x - b))", 0, 12),
                new Case("log1pexp(a*x - b) + sigmoid(b - a*x)", 0, 13),
                new Case("log1pdiv(a - 1.7, x*b)", 0, 5),
                new Case("log1pdiv(a - 1.69999, x*b)", 0, 5),
                new Case("log1pdiv(a, x*b) + log1pdiv(a*b, x)", 0, 8),
                new Case("-log(b) - (1 + a)*log1pdiv(a, x/b) - exp(-log1pdiv(a - 1.65, x/b))", 0, 12),
                new Case("logbetai(log(x), a, b)", 0, 6),
                new Case("logaddexp(-(x - a)^2, -(x - b)^2)", 0, 8));
    }

    private static double[] sample(int n) {
        Random random = new Random(n);
        double[] x = new double[n];
        for (int i = 0; i < n; i++) {
            x[i] = 0.1 + 3 * random.nextDouble() - Math.log(random.nextDouble());
        }
        return x;
    }

    private static double[] weights(int n) {
        double[] w = new double[n];
        for (int i = 0; i < n; i++) {
            w[i] = 1 + i % 4;
        }
        return w;
    }

    private static Rows rows(double[] x, double[] w) {
        return new Rows(new Rows.Column[] {Rows.Column.of("x", x)}, w);
    }

    /** The definition: every output at every row, added in high precision. */
    private static double[] byDefinition(Expr formula, double[] x, double[] w) {
        List<Expr> outputs = new ArrayList<>();
        outputs.add(formula);
        PARAMETERS.forEach(p -> outputs.add(formula.derivative(p)));
        for (int i = 0; i < 2; i++) {
            for (int j = 0; j <= i; j++) {
                outputs.add(outputs.get(1 + i).derivative(PARAMETERS.get(j)));
            }
        }
        List<Expr.Symbol> symbols = List.of(X, A, B);
        double[] result = new double[outputs.size()];
        for (int k = 0; k < result.length; k++) {
            BigDecimal sum = BigDecimal.ZERO;
            double total = 0;
            for (int i = 0; i < x.length; i++) {
                double weight = w.length == 0 ? 1 : w[i];
                double value = Evaluate.at(outputs.get(k), symbols, new double[] {x[i], POINT[0], POINT[1]});
                sum = sum.add(new BigDecimal(weight).multiply(new BigDecimal(value)));
                total += weight;
            }
            result[k] = sum.divide(new BigDecimal(total), MathContext.DECIMAL64).doubleValue();
        }
        return result;
    }

    /** Sizes around the block (256 rows) and the chunk (16,384), weighted and not. */
    @ParameterizedTest
    @MethodSource("cases")
    void meansAreThoseOfTheDefinition(Case c) {
        Plan plan = Plan.of(c.formula(), PARAMETERS);
        for (int n : new int[] {1, 2, 50, 255, 256, 257, 1000, 16385}) {
            double[] x = sample(n);
            for (double[] w : new double[][] {{}, weights(n)}) {
                double[] expected = byDefinition(c.formula(), x, w);
                for (int order = 0; order <= 2; order++) {
                    double[] out = new double[new int[] {1, 3, 6}[order]];
                    plan.bind(rows(x, w)).at(POINT, order, out);
                    for (int k = 0; k < out.length; k++) {
                        double bound = 4e-14 * (1 + Math.abs(expected[k]));
                        assertEquals(expected[k], out[k], bound, c + ", n = " + n + ", output " + k);
                    }
                }
            }
        }
    }

    /** Not where the gradient would have to sum what the Hessian alone needs, and not for other logarithms. */
    @Test
    void sumsThatFollowFromOthersAreNotTaken() {
        assertEquals(
                List.of(2, 6, 12),
                loopsByOrder("-(a - 0.65)*log1pdiv(a - 1.65, x - b) - exp(-log1pdiv(a - 1.65, x - b))"));
        assertEquals(List.of(2, 5, 9), loopsByOrder("-log1p((x - a)/b) - 1/(1 + (x - a)/b)"));
    }

    private static List<Integer> loopsByOrder(String formula) {
        Plan plan = Plan.of(new Case(formula, 0, 0).formula(), PARAMETERS);
        return IntStream.range(0, 3)
                .mapToObj(order -> plan.stage(order).loops().size())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void momentsAndLoopsAreFound(Case c) {
        Plan plan = Plan.of(c.formula(), PARAMETERS);
        assertEquals(c.moments(), plan.moments().size(), plan.describe());
        assertEquals(c.loops(), plan.loops().size(), plan.describe());
    }

    /** A formula of moments alone reads the rows once, when it is first evaluated, and never again; another once per evaluation. */
    @ParameterizedTest
    @MethodSource("cases")
    void passesOverTheRowsAreCounted(Case c) {
        Plan plan = Plan.of(c.formula(), PARAMETERS);
        Bound bound = plan.bind(rows(sample(1000), new double[0]));
        assertEquals(0, bound.passes());
        double[] out = new double[6];
        bound.at(new double[] {1, 2}, 2, out);
        long first = bound.passes();
        assertTrue(first <= (c.loops() == 0 ? 1 : 2));
        for (int k = 1; k < 7; k++) {
            bound.at(new double[] {1 + k, 2}, 2, out);
        }
        assertEquals(c.loops() == 0 ? first : first + 6, bound.passes());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void descriptionSaysWhatBecameOfEachPart(Case c) {
        String text = Plan.of(c.formula(), PARAMETERS).describe();
        assertTrue(text.contains("parameters: a, b"), text);
        assertTrue(text.contains("once per data set, moments"), text);
        assertEquals(c.loops() == 0, text.contains("Hessian: ") && text.contains("no pass over the rows"), text);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void evaluationsAreRepeatable(Case c) {
        Plan plan = Plan.of(c.formula(), PARAMETERS);
        Rows rows = rows(sample(20000), weights(20000));
        double[] first = new double[6];
        double[] again = new double[6];
        Bound bound = plan.bind(rows);
        bound.at(POINT, 2, first);
        bound.at(new double[] {3, 4}, 2, again);
        bound.at(POINT, 2, again);
        assertArrayEquals(first, again, 0.0);
        plan.bind(rows).at(POINT, 2, again);
        assertArrayEquals(first, again, 0.0);
    }

    /** One thread or many: the same bits, at binding and at every evaluation. */
    @ParameterizedTest
    @MethodSource("cases")
    void threadsDoNotChangeTheBits(Case c) {
        Plan plan = Plan.of(c.formula(), PARAMETERS);
        Rows rows = rows(sample(100_003), weights(100_003));
        int before = Crew.threads();
        double[] one = new double[6];
        try {
            Crew.setThreads(1);
            plan.bind(rows).at(POINT, 2, one);
            for (int threads : new int[] {2, 3, 8}) {
                Crew.setThreads(threads);
                double[] many = new double[6];
                plan.bind(rows).at(POINT, 2, many);
                assertArrayEquals(one, many, 0.0, threads + " threads");
            }
        } finally {
            Crew.setThreads(before);
        }
    }

    /** With mean 1e9 and sd 1 the sum of squares about the mean keeps its digits: the moments are centred. */
    @Test
    void momentsAreAboutTheCentreOfTheData() {
        int n = 1000;
        double[] x = new double[n];
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < n; i++) {
            x[i] = 1e9 + Math.sin(i);
            sum = sum.add(new BigDecimal(x[i] - 1e9));
        }
        double mean = sum.doubleValue() / n;
        double squares = 0;
        for (double v : x) {
            squares += (v - 1e9 - mean) * (v - 1e9 - mean) / n;
        }
        Expr formula = Formula.parse("(x - a)^2*b", Map.of("x", X, "a", A, "b", B));
        double[] out = new double[1];
        Plan.of(formula, PARAMETERS).bind(rows(x, new double[0])).at(new double[] {1e9 + mean, 1}, 0, out);
        assertEquals(squares, out[0], 1e-9 * squares, "the mean itself is known to 1e-7 of an sd");
    }

    @Test
    void columnsAreSeenThroughOriginAndUnit() {
        double[] raw = {10, 12, 15};
        Rows rows = new Rows(new Rows.Column[] {new Rows.Column("x", raw, 8, 2)}, new double[0]);
        Expr formula = Formula.parse("exp(-x*a) + b", Map.of("x", X, "a", A, "b", B));
        double[] out = new double[1];
        Plan.of(formula, PARAMETERS).bind(rows).at(new double[] {1, 0}, 0, out);
        assertEquals((Math.exp(-1) + Math.exp(-2) + Math.exp(-3.5)) / 3, out[0], 1e-15);
    }

    @Test
    void missingColumnsAndNumbersAreNamed() {
        Expr.Symbol k = Expr.symbol(Expr.Kind.KNOWN, "k", Sign.ANY);
        Plan plan = Plan.of(X.times(A).plus(k), List.of(A));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> plan.bind(Rows.of("x", new double[] {1})));
        assertTrue(e.getMessage().contains("'k'"), e.getMessage());
        IllegalArgumentException f = assertThrows(
                IllegalArgumentException.class, () -> plan.bind(Rows.of("y", new double[] {1}), Map.of("k", 1.0)));
        assertTrue(f.getMessage().contains("'x'"), f.getMessage());
    }

    @Test
    void programsComputeSharedPartsOnce() {
        Expr shared = Formula.parse("exp(a)*b", Map.of("a", A, "b", B));
        Program one = Program.of(List.of(shared), PARAMETERS);
        Program two = Program.of(List.of(shared, shared.plus(1), shared.pow(2)), PARAMETERS);
        assertEquals(2, one.size());
        assertEquals(4, two.size());
        double value = Math.exp(2) * 3;
        assertArrayEquals(new double[] {value, value + 1, value * value}, two.values(2, 3), 1e-12 * value * value);
    }
}
