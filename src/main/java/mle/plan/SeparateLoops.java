package mle.plan;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import mle.expr.Function;

/**
 * The loops of {@link BlockFunction} once more, in classes of their own, for programs that run whole blocks alone.
 *
 * <p>HotSpot compiles a method once, for loops as long as those that it has seen by then on average, and loops of fewer than
 * some 70 rounds get vectors of half the width. The fits that a JVM begins with have short blocks, and small ones have no others.
 * This class loader makes the classes of the package anew, so that the loops in them are compiled for whole blocks.
 */
final class SeparateLoops extends ClassLoader {
    private static final String PACKAGE = SeparateLoops.class.getPackageName() + ".";

    /** Made when the first program asks for loops. */
    private static final class Shared {
        static final SeparateLoops LOADER = new SeparateLoops();
    }

    SeparateLoops() {
        super(SeparateLoops.class.getClassLoader());
    }

    /**
     * The same step with loops of its own; none where its loops are not those of a function, or where classes can't be made. The
     * arrays that it reads are followed by the one to fill.
     */
    static Optional<RowProgram.Whole> of(RowProgram.Whole step) {
        return step.function()
                .filter(f -> BlockFunction.of(f).hasLoops())
                .flatMap(SeparateLoops::loops)
                .map(loops -> new RowProgram.Whole(
                        (arrays, scalars, out, scratch, n) -> loops.accept(arrays, n),
                        step.name(),
                        step.cost(),
                        step.in(),
                        step.out(),
                        step.function()));
    }

    @SuppressWarnings("unchecked")
    private static Optional<ObjIntConsumer<double[][]>> loops(Function f) {
        try {
            Method maker = Shared.LOADER
                    .loadClass(BlockFunction.class.getName())
                    .getDeclaredMethod("fromFirstToLast", Function.class);
            maker.setAccessible(true);
            return Optional.of((ObjIntConsumer<double[][]>) maker.invoke(null, f));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            // The bytes of classes can't be read everywhere, and need not: the loops of all do the same.
            return Optional.empty();
        }
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
