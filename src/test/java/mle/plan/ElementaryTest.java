package mle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleFunction;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class ElementaryTest {
    private interface Block {
        void run(double[] x, double[] out, Scratch s, int n);
    }

    private enum Case {
        EXP(Elementary::exp, Elementary::exp, 1),
        EXPM1(Elementary::expm1, Elementary::expm1, 1),
        LOG(Elementary::log, Elementary::log, 1),
        LOG1P(Elementary::log1p, Elementary::log1p, 1),
        SIGMOID(Elementary::sigmoid, Elementary::sigmoid, 2.5),
        LOG1PEXP(Elementary::log1pexp, Elementary::log1pexp, 1.6);

        final DoubleUnaryOperator scalar;
        final Block block;
        final double ulps;

        Case(DoubleUnaryOperator scalar, Block block, double ulps) {
            this.scalar = scalar;
            this.block = block;
            this.ulps = ulps;
        }
    }

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        -1,
        Math.nextUp(-1.0),
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN,
        708,
        -708,
        709.7,
        709.8,
        -745.13,
        -745.14,
        0x1p1022,
        0x1p1023,
        0x1p-1030
    };

    /** Kinds of blocks: any bits, any size of number, near 1, near 0, ordinary, ordinary but for special values. */
    private static double argument(Random draws, int kind) {
        return switch (kind) {
            case 0 -> Double.longBitsToDouble(draws.nextLong());
            case 1 -> draws.nextGaussian() * Math.scalb(1.0, draws.nextInt(2100) - 1075);
            case 2 -> 1 + draws.nextGaussian() * Math.scalb(1.0, -draws.nextInt(60));
            case 3 -> draws.nextGaussian() * Math.scalb(1.0, -draws.nextInt(60));
            case 4 -> (draws.nextDouble() - 0.5) * 1500;
            case 5 -> draws.nextDouble() * 3;
            default -> draws.nextInt(100) == 0 ? SPECIAL[draws.nextInt(SPECIAL.length)] : 0.01 + 5 * draws.nextDouble();
        };
    }

    @Test
    void aBlockHasTheBitsOfItsRows() {
        boolean interpreted = System.getProperty("java.vm.info").contains("interpreted");
        int blocks = interpreted ? 300 : 12_000;
        Random draws = new Random(20260103);
        Scratch s = new Scratch();
        double[] x = new double[Means.BLOCK];
        double[] out = new double[Means.BLOCK];
        for (int b = 0; b < blocks; b++) {
            int n = b % 5 == 0 ? 1 + draws.nextInt(Means.BLOCK) : Means.BLOCK;
            for (int i = 0; i < Means.BLOCK; i++) {
                x[i] = argument(draws, b % 7);
            }
            for (Case c : Case.values()) {
                c.block.run(x, out, s, n);
                for (int i = 0; i < n; i++) {
                    double expected = c.scalar.applyAsDouble(x[i]);
                    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(out[i])) {
                        assertEquals(expected, out[i], c + " of " + x[i] + ", row " + i + " of " + n);
                    }
                }
            }
        }
    }

    /** The sum stands for all bits: it changes when one result does, on any machine or Java version. */
    @Test
    void bitsAreTheSameEverywhere() {
        Random draws = new Random(20260104);
        Scratch s = new Scratch();
        double[] x = new double[Means.BLOCK];
        double[] out = new double[Means.BLOCK];
        long hash = 0;
        for (int b = 0; b < 140; b++) {
            for (int i = 0; i < Means.BLOCK; i++) {
                x[i] = argument(draws, b % 7);
            }
            for (Case c : Case.values()) {
                c.block.run(x, out, s, Means.BLOCK);
                for (double y : out) {
                    hash = 31 * hash + Double.doubleToLongBits(y);
                }
            }
        }
        assertEquals(1007558526192713147L, hash);
    }

    @Test
    void specialValuesAreExact() {
        double infinity = Double.POSITIVE_INFINITY;
        assertEquals(0.0, Elementary.exp(-infinity));
        assertEquals(infinity, Elementary.exp(infinity));
        assertEquals(infinity, Elementary.exp(709.79));
        assertEquals(Double.MIN_VALUE, Elementary.exp(-745.13));
        assertEquals(0.0, Elementary.exp(-745.14));
        assertEquals(0.0, Elementary.exp(-Double.MAX_VALUE));
        assertEquals(1.0, Elementary.exp(0.0));
        assertEquals(1.0, Elementary.exp(-0.0));
        assertEquals(-1.0, Elementary.expm1(-infinity));
        assertEquals(infinity, Elementary.expm1(infinity));
        assertEquals(0.0, Elementary.expm1(0.0));
        assertEquals(-0.0, Elementary.expm1(-0.0));
        assertEquals(Double.MIN_VALUE, Elementary.expm1(Double.MIN_VALUE));
        assertEquals(-infinity, Elementary.log(0.0));
        assertEquals(-infinity, Elementary.log(-0.0));
        assertEquals(Double.NaN, Elementary.log(-Double.MIN_VALUE));
        assertEquals(Double.NaN, Elementary.log(-infinity));
        assertEquals(infinity, Elementary.log(infinity));
        assertEquals(0.0, Elementary.log(1));
        assertEquals(-infinity, Elementary.log1p(-1));
        assertEquals(Double.NaN, Elementary.log1p(Math.nextDown(-1.0)));
        assertEquals(infinity, Elementary.log1p(infinity));
        assertEquals(0.0, Elementary.log1p(0.0));
        assertEquals(-0.0, Elementary.log1p(-0.0));
        assertEquals(Double.MIN_VALUE, Elementary.log1p(Double.MIN_VALUE));
        assertEquals(0.0, Elementary.sigmoid(-infinity));
        assertEquals(1.0, Elementary.sigmoid(infinity));
        assertEquals(0.5, Elementary.sigmoid(0));
        assertEquals(0.0, Elementary.log1pexp(-infinity));
        assertEquals(infinity, Elementary.log1pexp(infinity));
        for (Case c : Case.values()) {
            assertEquals(Double.NaN, c.scalar.applyAsDouble(Double.NaN), c.name());
        }
    }

    @Test
    void valuesAgreeWithTheReference() throws IOException {
        String text;
        try (InputStream in = ElementaryTest.class.getResourceAsStream("elementary-reference.csv")) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        for (String line : text.lines().skip(1).toList()) {
            String[] cells = line.split(",");
            Case c = Case.valueOf(cells[0].toUpperCase(Locale.ROOT));
            double x = Double.parseDouble(cells[1]);
            BigDecimal expected = new BigDecimal(cells[2]);
            double y = c.scalar.applyAsDouble(x);
            double error = new BigDecimal(y)
                    .subtract(expected)
                    .abs()
                    .divide(new BigDecimal(Math.ulp(expected.doubleValue())), MathContext.DECIMAL64)
                    .doubleValue();
            assertTrue(error <= c.ulps, () -> line + ": got " + y + ", " + error + " ulps off");
        }
    }

    @Test
    void valuesAgreeWithDoubleDoubleArithmetic() {
        Random draws = new Random(20260106);
        Map<Case, DoubleFunction<DoubleDouble>> exact = Map.of(
                Case.EXP, DoubleDouble::exp,
                Case.EXPM1, DoubleDouble::expm1,
                Case.LOG, DoubleDouble::log,
                Case.LOG1P, x -> DoubleDouble.log1p(DoubleDouble.of(x)));
        DoubleSupplier exponent = () -> draws.nextInt(3) == 0
                ? (draws.nextDouble() - 0.5) * 1400
                : (draws.nextDouble() - 0.5) * 4 * Math.scalb(1.0, -draws.nextInt(3) * draws.nextInt(10));
        DoubleSupplier positive = () -> draws.nextInt(3) == 0
                ? Math.scalb(1 + draws.nextDouble(), draws.nextInt(1900) - 950)
                : 1 + (draws.nextDouble() - 0.4) * Math.scalb(1.0, -draws.nextInt(3) * draws.nextInt(10));
        boolean interpreted = System.getProperty("java.vm.info").contains("interpreted");
        int points = interpreted ? 2_000 : 200_000;
        for (var entry : exact.entrySet()) {
            Case c = entry.getKey();
            double worst = 0;
            double where = 0;
            for (int i = 0; i < points; i++) {
                double x = switch (c) {
                    case EXP, EXPM1 -> exponent.getAsDouble();
                    case LOG -> positive.getAsDouble();
                    default -> positive.getAsDouble() - 1;
                };
                double error = entry.getValue().apply(x).ulps(c.scalar.applyAsDouble(x));
                if (!(error <= worst)) {
                    worst = error;
                    where = x;
                }
            }
            assertTrue(worst <= c.ulps, c + " of " + where + ": " + worst + " ulps off");
        }
    }
}
