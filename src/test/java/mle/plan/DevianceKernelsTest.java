package mle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Stream;
import mle.expr.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Deviances over a block are those of single rows, which the reference files hold to their digits. */
class DevianceKernelsTest {
    private static final double[] NO_SCALARS = {};

    /** Counts and means, and what is out of the ordinary. */
    private static final double[] SPECIAL = {
        0, 1e-300, 1e-40, 0.3, 0.5, 1, 7, 1e9, 1e16, 1e250, Double.POSITIVE_INFINITY, -1, -1e-3, Double.NaN
    };

    static Stream<Function> functions() {
        return Stream.of(
                Function.LOG1PMX,
                Function.KLDIV,
                Function.KLDROP,
                Function.LFACTREL,
                Function.STIRLDIFF,
                Function.stirldiff(1),
                Function.stirldiff(2));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void rowsOfABlockAreThoseOfTheScalarFunction(Function f) {
        Random draws = new Random(20261121);
        for (int b = 0; b < 60; b++) {
            double[][] in = new double[3][Means.BLOCK];
            for (int i = 0; i < Means.BLOCK; i++) {
                double mean = StrictMath.pow(10, 9 * draws.nextDouble() - 2);
                in[0][i] =
                        Math.rint(mean * (1 + (b % 3 - 1) * draws.nextDouble()) + Math.sqrt(mean) * draws.nextDouble());
                in[1][i] = mean;
                in[2][i] = StrictMath.pow(10, 14 * draws.nextDouble() - 4);
            }
            check(f, in);
        }
        int k = SPECIAL.length;
        double[][] special = new double[3][k * k * k];
        for (int i = 0; i < k * k * k; i++) {
            special[0][i] = SPECIAL[i % k];
            special[1][i] = SPECIAL[i / k % k];
            special[2][i] = SPECIAL[i / k / k];
        }
        for (int from = 0; from < k * k * k; from += Means.BLOCK) {
            int n = Math.min(Means.BLOCK, k * k * k - from);
            double[][] part = new double[3][n];
            for (int j = 0; j < 3; j++) {
                System.arraycopy(special[j], from, part[j], 0, n);
            }
            check(f, part);
        }
    }

    private static void check(Function f, double[][] in) {
        int n = in[0].length;
        double[] out = new double[n];
        double[] alone = new double[1];
        RowProgram.WholeBlock loops = BlockFunction.of(f).loops();
        loops.run(in, NO_SCALARS, out, new Scratch(), n);
        for (int i = 0; i < n; i++) {
            double expected = f.arity() == 1
                    ? f.at(in[0][i])
                    : f.arity() == 2 ? f.at(in[0][i], in[1][i]) : f.at(in[0][i], in[1][i], in[2][i]);
            String row = f + " of " + in[0][i] + ", " + in[1][i] + ", " + in[2][i];
            assertEquals(expected, out[i], tolerance(f, in, i, expected), row);
            if (i % 37 == 0) {
                loops.run(new double[][] {{in[0][i]}, {in[1][i]}, {in[2][i]}}, NO_SCALARS, alone, new Scratch(), 1);
                assertEquals(out[i], alone[0], row);
            }
        }
    }

    /** 8e-15 of the value, for from w = 1.3 on a kernel takes the difference itself; of a difference, of what is taken apart. */
    private static double tolerance(Function f, double[][] in, int i, double expected) {
        if (!Double.isFinite(expected)) {
            return 0;
        }
        boolean difference = f.name().startsWith("stirldiff");
        int k = difference && f.name().length() > 9 ? f.name().charAt(10) - '0' : 0;
        double size = difference ? Math.abs(Function.stirlerr(k).at(in[0][i])) : 0;
        return 8e-15 * Math.max(size, Math.abs(expected));
    }
}
