package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every block kernel keeps beside those of {@link ElementaryTest}. */
class BlockKernelsTest {
    private interface Block {
        void run(double[] x, double[] y, double[] out, Scratch s, int n);
    }

    private interface Unary {
        void run(double[] x, double[] out, Scratch s, int n);
    }

    /** Whether arguments are positive, of any sign, or two positive ones. */
    private enum Domain {
        POSITIVE,
        LINE,
        PAIR
    }

    /**
     * A kernel.
     *
     * @param ulps its largest error against the dense reference in units of the last place, as measured, rounded up
     * @param error its largest error relative to the scale in special-reference.csv, likewise
     */
    private record Case(Function function, Domain domain, double ulps, double error, Block block) {
        @Override
        public String toString() {
            return function.name();
        }
    }

    private static Case unary(Function function, Domain domain, double ulps, double error, Unary block) {
        return new Case(function, domain, ulps, error, (x, y, out, s, n) -> block.run(x, out, s, n));
    }

    private static Case pair(Function function, double error, Block block) {
        return new Case(function, Domain.PAIR, 0, error, block);
    }

    private static Case power(int j) {
        Function function = Function.power(j);
        return pair(function, 0, (x, k, out, s, n) -> Exponentials.power(j, function, x, k, out, s, n));
    }

    private static final List<Case> CASES = List.of(
            unary(Function.LGAMMA, Domain.POSITIVE, 2, 3e-16, GammaKernels::lgamma),
            unary(Function.DIGAMMA, Domain.POSITIVE, 2.4, 5e-16, GammaKernels::digamma),
            unary(Function.TRIGAMMA, Domain.POSITIVE, 2.4, 5e-16, GammaKernels::trigamma),
            unary(Function.polygamma(2), Domain.POSITIVE, 4, 9e-16, GammaKernels::tetragamma),
            unary(Function.STIRLERR, Domain.POSITIVE, 3.2, 6e-16, GammaKernels::stirlerr),
            unary(Function.stirlerr(1), Domain.POSITIVE, 5.5, 12e-16, GammaKernels::slope),
            unary(Function.stirlerr(2), Domain.POSITIVE, 4.2, 9e-16, GammaKernels::curvature),
            unary(Function.LOGNORMALCDF, Domain.LINE, 3.5, 6e-16, NormalKernels::logNormalCdf),
            unary(Function.MILLS, Domain.LINE, 3.3, 6e-16, NormalKernels::mills),
            unary(Function.EXPM1MX, Domain.LINE, 2.5, 5e-16, Exponentials::expm1mx),
            pair(Function.LPOCHREL, 1e-15, RisingKernels::lpochrel),
            pair(Function.lpochrel(1, 0), 2e-15, RisingKernels::lpochrelByA),
            pair(Function.lpochrel(2, 0), 2e-15, RisingKernels::lpochrelByATwice),
            pair(Function.lpochrel(0, 1), 1e-15, RisingKernels::lpochrelByX),
            pair(Function.lpochrel(1, 1), 2e-15, RisingKernels::lpochrelByAAndX),
            pair(Function.lpochrel(0, 2), 1e-15, RisingKernels::lpochrelByXTwice),
            pair(Function.polygammaDifference(0), 2e-15, RisingKernels::digammaDifference),
            pair(Function.polygammaDifference(1), 2e-15, RisingKernels::trigammaDifference),
            pair(Function.LBETA, 1e-14, RisingKernels::lbeta),
            power(0),
            power(1),
            power(2));

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        1,
        2,
        3,
        -1,
        -2.5,
        Math.nextDown(1.0),
        Math.nextDown(3.0),
        0.25,
        37,
        Math.nextUp(37.0),
        -37,
        40,
        -1e4,
        1e-10,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        1e-300,
        0x1p-300,
        0x1p-301,
        0x1p90,
        0x1p91,
        -0x1p91,
        1e100,
        0x1p300,
        0x1p301,
        1e307,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.NaN
    };

    static List<Case> cases() {
        return CASES;
    }

    /** Kinds of blocks: any bits, any size, ordinary, counts, around 1 and 2, ordinary but for special values. */
    private static double argument(Random draws, int kind) {
        return switch (kind) {
            case 0 -> Double.longBitsToDouble(draws.nextLong());
            case 1 -> draws.nextGaussian() * Math.scalb(1.0, draws.nextInt(700) - 350);
            case 2 -> 0.01 + 5 * draws.nextDouble();
            case 3 -> draws.nextInt(50);
            case 4 -> (1 + draws.nextInt(2)) + draws.nextGaussian() * Math.scalb(1.0, -draws.nextInt(50));
            case 5 -> draws.nextGaussian() * 20;
            default -> draws.nextInt(50) == 0 ? SPECIAL[draws.nextInt(SPECIAL.length)] : 30 * draws.nextDouble();
        };
    }

    private static double[] block(Random draws, int kind) {
        return IntStream.range(0, Means.BLOCK)
                .mapToDouble(i -> argument(draws, kind))
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRowDependsOnItsOwnArgumentsAlone(Case c) {
        boolean interpreted = System.getProperty("java.vm.info").contains("interpreted");
        int blocks = interpreted ? 14 : 700;
        Random draws = new Random(20261121);
        Scratch s = new Scratch();
        double[] out = new double[Means.BLOCK];
        double[] alone = new double[Means.BLOCK];
        for (int b = 0; b < blocks; b++) {
            double[] x = block(draws, b % 7);
            double[] y = block(draws, b % 3 == 0 ? 3 : b % 7);
            int n = b % 5 == 0 ? 1 + draws.nextInt(Means.BLOCK) : Means.BLOCK;
            c.block.run(x, y, out, s, n);
            for (int k = 0; k < 8; k++) {
                int i = draws.nextInt(n);
                c.block.run(new double[] {x[i]}, new double[] {y[i]}, alone, s, 1);
                assertEquals(alone[0], out[i], c + " of " + x[i] + ", " + y[i] + " in row " + i + " of " + n);
            }
        }
    }

    /** The sum stands for all bits: it changes when one result does, on any machine or Java version. */
    @Test
    void bitsAreTheSameEverywhere() {
        Random draws = new Random(20261122);
        Scratch s = new Scratch();
        double[] out = new double[Means.BLOCK];
        long hash = 0;
        for (int b = 0; b < 56; b++) {
            double[] x = block(draws, b % 7);
            double[] y = block(draws, b % 2 == 0 ? 3 : b % 7);
            for (Case c : CASES) {
                c.block.run(x, y, out, s, Means.BLOCK);
                for (double z : out) {
                    hash = 31 * hash + Double.doubleToLongBits(z);
                }
            }
        }
        assertEquals(-9171347423480714458L, hash);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void specialValuesAreThoseOfTheScalarFunction(Case c) {
        Scratch s = new Scratch();
        double[] out = new double[1];
        for (double x : SPECIAL) {
            double[] others = c.domain == Domain.PAIR ? SPECIAL : new double[] {1};
            for (double y : others) {
                c.block.run(new double[] {x}, new double[] {y}, out, s, 1);
                double expected = scalar(c, x, y);
                double tolerance = 2e-14 * Math.abs(expected) + tolerance(c, x, y, expected);
                String row = c + " of " + x + ", " + y;
                if (tolerance > 0 && Double.isFinite(expected)) {
                    assertEquals(expected, out[0], tolerance, row);
                } else {
                    assertEquals(expected + 0.0, out[0] + 0.0, row);
                }
            }
        }
    }

    /** What the exponent magnifies, and the size of the terms around a zero. */
    private static double tolerance(Case c, double x, double y, double expected) {
        if (c.function.name().startsWith("power")) {
            return 4e-16 * Math.min(745, Math.abs(y * Math.log(x))) * Math.abs(expected);
        }
        boolean hasZero = c.function.name().startsWith("lpochrel") || c.function.equals(Function.LBETA);
        return hasZero && x >= 0x1p-300 && x < 0x1p60 && y > 0 ? 4e-16 * terms(c, x, y) : 0;
    }

    /** The size of the terms of lpochrel or one of its derivatives by a. */
    private static double terms(Case c, double a, double x) {
        boolean byA = !c.function.equals(Function.LPOCHREL);
        return Math.min(1, x) * (byA || a > 0.3 ? Math.min(1, x / a) : -Math.log(a));
    }

    private static double scalar(Case c, double x, double y) {
        return c.domain == Domain.PAIR ? c.function.at(x, y) : c.function.at(x);
    }

    /** Ordinary numbers of any kind, mixed in one block, do not leave the short way. */
    @ParameterizedTest
    @MethodSource("cases")
    void commonDataTakeTheShortWay(Case c) {
        Random draws = new Random(20261123);
        Scratch s = new Scratch();
        double[] x = new double[Means.BLOCK];
        double[] y = new double[Means.BLOCK];
        for (int i = 0; i < x.length; i++) {
            double any = StrictMath.pow(10, 7 * draws.nextDouble() - 1);
            x[i] = c.domain == Domain.LINE ? 10 * draws.nextGaussian() : i % 2 == 0 ? any : 1 + draws.nextInt(50);
            y[i] = draws.nextInt(50) + (i % 3 == 0 ? 0.02 : c.function.equals(Function.LBETA) ? 1 : 0);
        }
        c.block.run(x, y, new double[Means.BLOCK], s, Means.BLOCK);
        boolean zones = !c.function.name().startsWith("power") && !c.function.equals(Function.EXPM1MX);
        assertTrue(
                zones ? s.zones.ordinary() : s.ordinary() || c.function.name().startsWith("power"), c + "");
    }

    static Stream<Case> unaryCases() {
        return CASES.stream().filter(c -> c.ulps > 0);
    }

    @ParameterizedTest
    @MethodSource("unaryCases")
    void valuesAgreeWithTheDenseReference(Case c) throws IOException {
        List<String[]> rows = rows("block-reference.csv", c.function.name());
        double[] values = values(
                c,
                rows.stream()
                        .map(r -> new double[] {Double.parseDouble(r[1]), 1})
                        .toList());
        double worst = 0;
        String where = "";
        for (int i = 0; i < values.length; i++) {
            BigDecimal exact = new BigDecimal(rows.get(i)[2]);
            double error = distance(values[i], exact, new BigDecimal(Math.ulp(exact.doubleValue())));
            if (!(error <= worst)) {
                worst = error;
                where = rows.get(i)[1];
            }
        }
        assertTrue(worst <= c.ulps, c + " of " + where + ": " + worst + " ulps off");
    }

    static Stream<Case> referenceCases() {
        return CASES.stream().filter(c -> c.error > 0);
    }

    /** The reference of the scalar functions; lpochrel relative to its terms. */
    @ParameterizedTest
    @MethodSource("referenceCases")
    void valuesAgreeWithTheReferenceOfTheScalarFunctions(Case c) throws IOException {
        List<double[]> arguments = new ArrayList<>();
        List<BigDecimal[]> expected = new ArrayList<>();
        for (String[] row : rows("/mle/expr/special-reference.csv", null)) {
            double[] numbers = Arrays.stream(row[1].split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            int orders = numbers.length - c.function.arity();
            if (orders >= 0 && name(row[0], Arrays.copyOf(numbers, orders)).equals(c.function.name())) {
                double x = numbers[orders];
                double y = c.domain == Domain.PAIR ? numbers[orders + 1] : 1;
                arguments.add(new double[] {x, y});
                BigDecimal scale = new BigDecimal(row[3]);
                if (row[0].startsWith("lpochrel")) {
                    int byA = orders == 2 ? (int) numbers[0] : 0;
                    scale = scale.max(new BigDecimal(terms(c, x, y) / Math.pow(x, byA)));
                }
                expected.add(new BigDecimal[] {new BigDecimal(row[2]), scale});
            }
        }
        assertTrue(arguments.size() > 10, c + ": " + arguments.size() + " rows");
        double[] values = values(c, arguments);
        double worst = 0;
        String where = "";
        for (int i = 0; i < values.length; i++) {
            BigDecimal[] row = expected.get(i);
            double error = distance(values[i], row[0], row[1].signum() == 0 ? BigDecimal.ONE : row[1]);
            if (!(error <= worst)) {
                worst = error;
                where = Arrays.toString(arguments.get(i));
            }
        }
        assertTrue(worst <= c.error, c + " of " + where + ": error " + worst);
    }

    /** The name of a function in special-reference.csv as {@link Function} has it. */
    private static String name(String file, double[] orders) {
        String all = Arrays.stream(orders).mapToObj(k -> "" + (int) k).collect(Collectors.joining(",", "[", "]"));
        return switch (file) {
            case "stirlerrK" -> "stirlerr" + all;
            case "polygamma" -> "polygamma" + all;
            case "polygammaDifference" -> "polygammadiff" + all;
            case "lpochrelIJ", "lpochrelI1" -> "lpochrel" + all;
            case "logNormalCdf" -> "lognormalcdf";
            default -> file;
        };
    }

    private static double[] values(Case c, List<double[]> arguments) {
        Scratch s = new Scratch();
        double[] all = new double[arguments.size()];
        for (int from = 0; from < all.length; from += Means.BLOCK) {
            int n = Math.min(Means.BLOCK, all.length - from);
            List<double[]> part = arguments.subList(from, from + n);
            double[] out = new double[n];
            c.block.run(
                    part.stream().mapToDouble(a -> a[0]).toArray(),
                    part.stream().mapToDouble(a -> a[1]).toArray(),
                    out,
                    s,
                    n);
            System.arraycopy(out, 0, all, from, n);
        }
        return all;
    }

    private static double distance(double value, BigDecimal exact, BigDecimal unit) {
        return Double.isFinite(value)
                ? new BigDecimal(value)
                        .subtract(exact)
                        .abs()
                        .divide(unit, MathContext.DECIMAL64)
                        .doubleValue()
                : Double.POSITIVE_INFINITY;
    }

    private static List<String[]> rows(String resource, String function) throws IOException {
        try (InputStream in = BlockKernelsTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(row -> function == null || row[0].equals(function))
                    .toList();
        }
    }

    /** t - log(1 + t) keeps its digits near zero, and what is infinite or impossible stays so. */
    @Test
    void excessOfALogarithmIsAccurate() {
        Random draws = new Random(20261121);
        Scratch s = new Scratch();
        double[] t = new double[Means.BLOCK];
        double[] log = new double[Means.BLOCK];
        double[] out = new double[Means.BLOCK];
        for (int b = 0; b < 60; b++) {
            for (int i = 0; i < t.length; i++) {
                t[i] = Math.abs(draws.nextGaussian()) * Math.scalb(1.0, b % 40 - 30) * (i % 2 == 0 ? 1 : -1);
                t[i] = t[i] <= -1 ? -t[i] : t[i];
            }
            Elementary.log1p(t, log, s, t.length);
            Logarithms.lessLog1p(t, log, out, s, t.length);
            for (int i = 0; i < t.length; i++) {
                // Exact but for the logarithm, whose error counts twice.
                double expected = Function.EXPM1MX.at(StrictMath.log1p(t[i]));
                assertEquals(expected, out[i], 2e-15 * expected, "t = " + t[i]);
            }
        }
        double[] special = {0, -1, Double.POSITIVE_INFINITY, -2, Double.NaN};
        double[] expected = {0, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN};
        Elementary.log1p(special, log, s, special.length);
        Logarithms.lessLog1p(special, log, out, s, special.length);
        assertArrayEquals(expected, Arrays.copyOf(out, expected.length));
    }

    /** Powers with an exponent for all rows, against the logarithm and exponential in double-double arithmetic. */
    @Test
    void powersAreAccurate() {
        Random draws = new Random(20261124);
        Scratch s = new Scratch();
        double[] x = new double[Means.BLOCK];
        double[] out = new double[Means.BLOCK];
        for (int b = 0; b < 60; b++) {
            double k = draws.nextGaussian() * Math.scalb(1.0, 2 * (b % 5));
            for (int i = 0; i < x.length; i++) {
                x[i] = StrictMath.exp(draws.nextGaussian() * (b % 3 == 0 ? 0.1 : 2));
            }
            Exponentials.power(x, k, out, s, Means.BLOCK);
            for (int i = 0; i < x.length; i++) {
                DoubleDouble exponent = DoubleDouble.log(x[i]).times(DoubleDouble.of(k));
                double size = Math.abs(exponent.high());
                if (size < 690) {
                    DoubleDouble exact = DoubleDouble.exp(exponent.high())
                            .times(DoubleDouble.of(1).plus(DoubleDouble.of(exponent.low())));
                    double error = exact.ulps(out[i]);
                    assertTrue(error <= (size < 10 ? 2 : 40), x[i] + "^" + k + ": " + error + " ulps off");
                }
            }
        }
    }
}
