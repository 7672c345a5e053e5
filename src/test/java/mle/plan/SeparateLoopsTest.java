package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loops in classes of their own have the bits of the shared ones: functions × ordinary and special values. */
class SeparateLoopsTest {
    private static final double[] NO_SCALARS = {};

    private static final SeparateLoops LOADER = new SeparateLoops(SeparateLoops.class.getClassLoader());

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
                Function.LOG1PMX,
                Function.STIRLDIFF,
                Function.LFACTREL,
                Function.lpochrel(0, 1),
                Function.lpochrel(1, 1),
                Function.lpochrel(0, 2),
                Function.power(1),
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
        int arity = function.map(Function::arity).orElse(1);
        return new RowProgram.Whole(loops, "step", 1, IntStream.range(0, arity).toArray(), arity, function);
    }

    private static RowProgram.Whole shared(Function f) {
        return step(BlockFunction.of(f).loops(), Optional.of(f));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void theSameBits(Function f) {
        check(f, SeparateLoops.of(shared(f)).orElseThrow());
        assertInstanceOf(
                SeparateLoops.class, LOADER.loops(f).orElseThrow().getClass().getClassLoader());
    }

    private static void check(Function f, RowProgram.Whole separate) {
        int arity = f.arity();
        assertEquals(arity + 1, separate.in().length);
        assertEquals(arity, separate.in()[arity]);
        Random random = new Random(20261122);
        for (int n : new int[] {1, 50, Means.BLOCK}) {
            for (boolean special : new boolean[] {false, true}) {
                double[][] arrays = new double[arity + 1][n];
                for (int k = 0; k < arity; k++) {
                    for (int i = 0; i < n; i++) {
                        arrays[k][i] = special && random.nextInt(4) == 0
                                ? SPECIAL[random.nextInt(SPECIAL.length)]
                                : Math.exp(3 * random.nextGaussian());
                    }
                }
                double[] expected = new double[n];
                BlockFunction.of(f).loops().run(Arrays.copyOf(arrays, arity), NO_SCALARS, expected, new Scratch(), n);
                separate.loops().run(arrays, NO_SCALARS, arrays[arity], new Scratch(), n);
                assertArrayEquals(bits(expected), bits(arrays[arity]), f + ", n = " + n);
            }
        }
    }

    /** All NaN are the same: which one comes of two is the processor's choice. */
    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @Test
    void theClassesOfThePackageAreOthers() throws ClassNotFoundException {
        Class<?> separate = LOADER.loadClass(Elementary.class.getName());
        assertEquals(Elementary.class.getName(), separate.getName());
        assertNotSame(Elementary.class, separate);
        assertSame(separate, LOADER.loadClass(Elementary.class.getName()));
        assertSame(Function.class, LOADER.loadClass(Function.class.getName()));
        assertThrows(ClassNotFoundException.class, () -> LOADER.loadClass("mle.plan.None"));
    }

    /** A parent without the files of some classes. */
    private static SeparateLoops without(String part) {
        return new SeparateLoops(new ClassLoader(SeparateLoops.class.getClassLoader()) {
            @Override
            public InputStream getResourceAsStream(String name) {
                return name.contains(part) ? null : super.getResourceAsStream(name);
            }
        });
    }

    @Test
    void withoutFilesOfClassesTheLoopsOfAllRun() {
        assertEquals(Optional.empty(), without("").loops(Function.EXP));
        assertEquals(Optional.empty(), without("BlockFunction").loops(Function.EXP));
        for (String met : new String[] {"Elementary$Exp", "Zones"}) {
            ObjIntConsumer<double[][]> loops = without(met).loops(Function.EXP).orElseThrow();
            assertThrows(LinkageError.class, () -> loops.accept(new double[2][1], 1), met);
            check(Function.EXP, SeparateLoops.separate(shared(Function.EXP), loops));
        }
    }

    @Test
    void generatedLoopsRunThem() {
        Expr x = Expr.data("x");
        RowProgram program = RowProgram.of(List.of(Expr.call(Function.EXP, x)), List.of(), e -> e.equals(x));
        List<FusedProgram.Action> functions = new FusedProgram(program, false)
                .actions().stream().filter(action -> action.whole() != null).toList();
        assertEquals(1, functions.size());
        FusedProgram.Action exp = functions.get(0);
        assertEquals(2, exp.in().length);
        assertEquals(exp.out(), exp.in()[1]);
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
