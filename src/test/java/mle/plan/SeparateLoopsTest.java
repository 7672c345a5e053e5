package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import mle.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops in classes of their own have the bits of the shared ones: functions × ordinary and special values. */
class SeparateLoopsTest {
    private static final double[] NO_SCALARS = {};

    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -745.2,
        709.9,
        1e300,
        -1
    };

    static Stream<Function> functions() {
        return Stream.of(
                Function.EXP,
                Function.EXPM1,
                Function.LOG,
                Function.LOG1P,
                Function.SIGMOID,
                Function.LOG1PEXP,
                Function.EXPM1MX,
                Function.LGAMMA,
                Function.DIGAMMA,
                Function.TRIGAMMA,
                Function.polygamma(2),
                Function.STIRLERR,
                Function.stirlerr(1),
                Function.stirlerr(2),
                Function.LOGNORMALCDF,
                Function.MILLS,
                Function.KLDIV,
                Function.KLDROP,
                Function.LPOCHREL,
                Function.lpochrel(1, 0),
                Function.lpochrel(2, 0),
                Function.polygammaDifference(0),
                Function.polygammaDifference(1),
                Function.LBETA,
                Function.power(0),
                Function.power(2));
    }

    private static RowProgram.Whole step(RowProgram.WholeBlock loops, Optional<Function> function) {
        return new RowProgram.Whole(loops, "step", 1, new int[0], 0, function);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theSameBits(Function f) {
        RowProgram.WholeBlock shared = BlockFunction.of(f).loops();
        RowProgram.WholeBlock separate =
                SeparateLoops.of(step(shared, Optional.of(f))).orElseThrow().loops();
        Random random = new Random(20261122);
        for (int n : new int[] {1, 50, Means.BLOCK}) {
            for (boolean special : new boolean[] {false, true}) {
                double[][] arrays = new double[f.arity() + 1][n];
                for (int k = 0; k < f.arity(); k++) {
                    for (int i = 0; i < n; i++) {
                        arrays[k][i] = special && random.nextInt(4) == 0
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : Math.exp(3 * random.nextGaussian());
                    }
                }
                double[] expected = new double[n];
                shared.run(Arrays.copyOf(arrays, f.arity()), NO_SCALARS, expected, new Scratch(), n);
                separate.run(arrays, NO_SCALARS, arrays[f.arity()], new Scratch(), n);
                assertArrayEquals(bits(expected), bits(arrays[f.arity()]), f + ", n = " + n);
            }
        }
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @Test
    void theClassesOfThePackageAreOthers() throws ClassNotFoundException {
        SeparateLoops loader = new SeparateLoops();
        Class<?> separate = loader.loadClass(Elementary.class.getName());
        assertEquals(Elementary.class.getName(), separate.getName());
        assertNotSame(Elementary.class, separate);
        assertSame(separate, loader.loadClass(Elementary.class.getName()));
        assertSame(Function.class, loader.loadClass(Function.class.getName()));
        assertThrows(ClassNotFoundException.class, () -> loader.loadClass("mle.plan.None"));
    }

    @Test
    void onlyLoopsOfFunctionsAreSeparated() {
        assertEquals(
                Optional.empty(),
                SeparateLoops.of(step(BlockFunction.of(Function.SIN).loops(), Optional.of(Function.SIN))));
        assertEquals(
                Optional.empty(),
                SeparateLoops.of(step(BlockFunction.of(Function.EXP).loops(), Optional.empty())));
    }
}
