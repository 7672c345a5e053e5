package mle.plan;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import mle.expr.Function;

/**
 * The loops of {@link BlockFunction} once more, in classes of their own, for programs that run whole blocks nearly always.
 *
 * <p>HotSpot compiles a loop by how many rounds it had until then on average; below some 70 it takes vectors of half the width
 * (JDK 25 with AVX-512). The rows that a program begins with come in strips, and small fits have no whole blocks at all. This
 * class loader makes the classes of the package anew, so that the loops in them are compiled for whole blocks. What is no
 * function of the table, and sums of logarithms, have the loops of all.
 */
final class SeparateLoops extends ClassLoader {
    private static final String PACKAGE = SeparateLoops.class.getPackageName() + ".";

    /** Made when the first program asks for loops. */
    private static final class Shared {
        static final SeparateLoops LOADER = new SeparateLoops(SeparateLoops.class.getClassLoader());
    }

    /** With a parent that has the library's classes, and their files. */
    SeparateLoops(ClassLoader parent) {
        super(parent);
    }

    /**
     * The same step with loops of its own, which fill the last of the values that it is given: its output is behind those it
     * reads. None where its loops are not those of a function, or where classes can't be made.
     */
    static Optional<RowProgram.Whole> of(RowProgram.Whole step) {
        return step.function()
                .filter(f -> BlockFunction.of(f).hasLoops())
                .flatMap(f -> Shared.LOADER.loops(f))
                .map(loops -> separate(step, loops));
    }

    /** The loops of a function, from the first arrays to the last; none where classes can't be made. */
    @SuppressWarnings("unchecked")
    Optional<ObjIntConsumer<double[][]>> loops(Function f) {
        try {
            Method maker =
                    loadClass(BlockFunction.class.getName()).getDeclaredMethod("fromFirstToLast", Function.class);
            maker.setAccessible(true);
            return Optional.of((ObjIntConsumer<double[][]>) maker.invoke(null, f));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // The files of classes can't be read everywhere, and need not: the loops of all do the same.
            return Optional.empty();
        }
    }

    /** A step with other loops; its own again where a class of theirs can't be made when it is first met. */
    static RowProgram.Whole separate(RowProgram.Whole step, ObjIntConsumer<double[][]> loops) {
        RowProgram.WholeBlock either = (arrays, scalars, out, scratch, n) -> {
            try {
                loops.accept(arrays, n);
            } catch (RuntimeException | LinkageError e) {
                step.loops().run(arrays, scalars, out, scratch, n);
            }
        };
        int[] in = Arrays.copyOf(step.in(), step.in().length + 1);
        in[step.in().length] = step.out();
        return new RowProgram.Whole(either, step.name(), step.cost(), in, step.out(), step.function());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(PACKAGE)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            return known != null ? known : made(name);
        }
    }

    private Class<?> made(String name) throws ClassNotFoundException {
        try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = in.readAllBytes();
            return defineClass(name, bytes, 0, bytes.length, SeparateLoops.class.getProtectionDomain());
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
