package mle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Sums of logarithms taken as the logarithm of a product: functions × data × sizes, against 31 digits. */
class LogSumTest {
    private static final int[] SIZES = {1, 2, 3, 7, 50, 64, 65, 255, 256, 257, 1100, 20_000, 33_000};

    /** A logarithm of the row, one row at a time and to 31 digits. */
    private enum Logarithm {
        LOG("a*log(x)", Elementary::log, LogSumTest::log),
        LOG1P(
                "a*log1p(x)",
                Elementary::log1p,
                x -> Math.abs(x) < 0.5 ? DoubleDouble.log1p(DoubleDouble.of(x)) : log(1 + x));

        private final Plan plan;
        private final DoubleUnaryOperator ofRow;
        private final DoubleFunction<DoubleDouble> exact;

        Logarithm(String formula, DoubleUnaryOperator ofRow, DoubleFunction<DoubleDouble> exact) {
            Expr.Symbol a = Expr.parameter("a");
            this.plan = Plan.of(Formula.parse(formula, Map.of("a", a, "x", Expr.data("x"))), List.of(a));
            this.ofRow = ofRow;
            this.exact = exact;
        }

        double mean(Rows rows) {
            double[] out = new double[1];
            plan.bind(rows).at(new double[] {1}, 0, out);
            return out[0];
        }
    }

    /** Data that are hard for a product or for a sum. */
    private enum Data {
        ORDINARY(r -> Math.exp(r.nextGaussian()), true),
        NEAR_ONE(r -> 1 + 1e-9 * r.nextGaussian(), true),
        ABOVE_ONE(r -> 1 + 0x1p-50 * r.nextInt(4), true),
        FAR_BOTH_WAYS(r -> Math.scalb(1 + r.nextDouble(), r.nextBoolean() ? 198 : -199), true),
        ALL_LARGE(r -> Math.scalb(1 + r.nextDouble(), 198), false),
        ALL_SMALL(r -> Math.scalb(1 + r.nextDouble(), -199), true),
        SOME_BEYOND(r -> Math.scalb(1 + r.nextDouble(), r.nextInt(300) == 0 ? -700 + 1400 * r.nextInt(2) : 3), true),
        SUBNORMAL(r -> Double.MIN_VALUE * (1 + r.nextInt(100)), true),
        TINY(r -> 1e-12 * r.nextGaussian(), false),
        TINIEST(r -> 1e-290 * (1 + r.nextDouble()), false),
        NEAR_MINUS_ONE(r -> -1 + 0x1p-53 * (1 + r.nextInt(9)), false),
        SHARES(r -> -r.nextDouble(), false);

        private final ToDoubleFunction<Random> draw;
        private final boolean positive;

        Data(ToDoubleFunction<Random> draw, boolean positive) {
            this.draw = draw;
            this.positive = positive;
        }

        double[] sample(int n) {
            Random random = new Random(ordinal());
            return random.doubles(n).map(u -> draw.applyAsDouble(random)).toArray();
        }
    }

    static Stream<Arguments> cases() {
        return Arrays.stream(Logarithm.values())
                .flatMap(f -> Arrays.stream(Data.values())
                        .filter(d -> f == Logarithm.LOG1P || d.positive || d == Data.ALL_LARGE)
                        .map(d -> Arguments.of(f, d)));
    }

    private static DoubleDouble log(double x) {
        if (x > 0.5 && x < 2) {
            return DoubleDouble.log(x);
        }
        int k = Math.getExponent(0x1p100 * x) - 100;
        return DoubleDouble.log(0x1p100 * x * Math.scalb(1.0, -k - 100))
                .plus(DoubleDouble.log(2).times(DoubleDouble.of(k)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void sumsAreAsGoodAsOneRounding(Logarithm f, Data data) {
        for (int n : SIZES) {
            double[] x = data.sample(n);
            DoubleDouble sum = DoubleDouble.of(0);
            double size = 0;
            for (double xi : x) {
                DoubleDouble log = f.exact.apply(xi);
                sum = sum.plus(log);
                size += Math.abs(log.high());
            }
            double error = DoubleDouble.of(f.mean(Rows.of("x", x)) * n)
                    .plus(sum.times(DoubleDouble.of(-1)))
                    .high();
            assertTrue(
                    Math.abs(error) <= 3 * 0x1p-53 * size + n * Double.MIN_VALUE, f + " of " + n + ": " + error / size);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightsOfOneChangeNothingButRoundings(Logarithm f, Data data) {
        double[] x = data.sample(300);
        double[] ones = new double[x.length];
        Arrays.fill(ones, 1);
        double size = Arrays.stream(x).map(f.ofRow).map(Math::abs).average().orElseThrow();
        assertEquals(
                f.mean(new Rows(new Rows.Column[] {Rows.Column.of("x", x)}, ones)),
                f.mean(Rows.of("x", x)),
                4 * 0x1p-53 * size);
    }

    @Test
    void rowsWithoutALogarithmGiveWhatTheyGiveAlone() {
        double[] odd = {0, -0.0, -1, -2, 1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN};
        for (Logarithm f : Logarithm.values()) {
            for (double first : odd) {
                for (double second : odd) {
                    double[] x = new double[600];
                    Arrays.fill(x, 1.5);
                    x[17] = first;
                    x[400] = second;
                    double expected = 598 * f.ofRow.applyAsDouble(1.5)
                            + f.ofRow.applyAsDouble(first)
                            + f.ofRow.applyAsDouble(second);
                    assertEquals(
                            expected / 600, f.mean(Rows.of("x", x)), 1e-14, f + " with " + first + " and " + second);
                }
            }
        }
    }
}
