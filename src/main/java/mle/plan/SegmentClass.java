package mle.plan;

import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the class of a {@link Segment}: one loop, all values of a row in local variables, each step a call of a static method
 * of {@link Kernels}, which the JIT inlines. The same methods run in the loops of {@link Elementwise}, so the bits are the same.
 */
final class SegmentClass {
    /** Where a value of the row lies: in an array, so many places after the row's index. */
    record Place(int array, int offset) {}

    /** What a segment does with a value it has computed or read. */
    record Use(int value, Place place, boolean add) {}

    private static final String NAME = "mle/plan/Segment$Loop";
    private static final String RUN = "([[D[DI)V";
    private static final int ARRAYS = 1;
    private static final int SCALARS = 2;
    private static final int ROWS = 3;
    private static final int INDEX = 4;

    private final MethodVisitor code;
    private final Map<Integer, Integer> arrays = new LinkedHashMap<>();
    private final Map<Integer, Integer> scalars = new LinkedHashMap<>();
    private final Map<Integer, Integer> values = new LinkedHashMap<>();
    private int locals = INDEX + 1;

    private SegmentClass(MethodVisitor code) {
        this.code = code;
    }

    /**
     * A segment.
     *
     * @param reads where values that exist already lie
     * @param steps what is computed, in order
     * @param uses what is stored or added to sums, in order
     * @param weights the array of weights that what is added is multiplied with, or -1
     */
    static Segment of(Map<Integer, Place> reads, List<RowProgram.Each> steps, List<Use> uses, int weights) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
        writer.visit(Opcodes.V17, Opcodes.ACC_FINAL | Opcodes.ACC_SUPER, NAME, null, "java/lang/Object", new String[] {
            Type.getInternalName(Segment.class)
        });
        MethodVisitor constructor = writer.visitMethod(0, "<init>", "()V", null, null);
        constructor.visitCode();
        constructor.visitVarInsn(Opcodes.ALOAD, 0);
        constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        constructor.visitInsn(Opcodes.RETURN);
        constructor.visitMaxs(0, 0);
        constructor.visitEnd();
        MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", RUN, null, null);
        run.visitCode();
        new SegmentClass(run).write(reads, steps, uses, weights);
        run.visitMaxs(0, 0);
        run.visitEnd();
        writer.visitEnd();
        try {
            return (Segment) MethodHandles.lookup()
                    .defineHiddenClass(writer.toByteArray(), true)
                    .lookupClass()
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("plan: a loop could not be loaded", e);
        }
    }

    private void write(Map<Integer, Place> reads, List<RowProgram.Each> steps, List<Use> uses, int weights) {
        SortedSet<Integer> needed = new TreeSet<>();
        reads.values().forEach(place -> needed.add(place.array()));
        uses.forEach(use -> needed.add(use.place().array()));
        boolean adds = uses.stream().anyMatch(Use::add);
        if (adds && weights >= 0) {
            needed.add(weights);
        }
        needed.forEach(this::loadArray);
        steps.forEach(step -> {
            for (int place : step.scalars()) {
                loadScalar(place);
            }
        });
        code.visitInsn(Opcodes.ICONST_0);
        code.visitVarInsn(Opcodes.ISTORE, INDEX);
        Label test = new Label();
        Label body = new Label();
        code.visitJumpInsn(Opcodes.GOTO, test);
        code.visitLabel(body);
        reads.forEach((value, place) -> {
            address(place);
            code.visitInsn(Opcodes.DALOAD);
            storeValue(value);
        });
        steps.forEach(this::step);
        uses.forEach(use -> use(use, weights));
        code.visitIincInsn(INDEX, 1);
        code.visitLabel(test);
        code.visitVarInsn(Opcodes.ILOAD, INDEX);
        code.visitVarInsn(Opcodes.ILOAD, ROWS);
        code.visitJumpInsn(Opcodes.IF_ICMPLT, body);
        code.visitInsn(Opcodes.RETURN);
    }

    private void loadArray(int array) {
        code.visitVarInsn(Opcodes.ALOAD, ARRAYS);
        code.visitLdcInsn(array);
        code.visitInsn(Opcodes.AALOAD);
        code.visitVarInsn(Opcodes.ASTORE, locals);
        arrays.put(array, locals++);
    }

    private void loadScalar(int place) {
        if (!scalars.containsKey(place)) {
            code.visitVarInsn(Opcodes.ALOAD, SCALARS);
            code.visitLdcInsn(place);
            code.visitInsn(Opcodes.DALOAD);
            code.visitVarInsn(Opcodes.DSTORE, locals);
            scalars.put(place, locals);
            locals += 2;
        }
    }

    /** Pushes an array and an index. */
    private void address(Place place) {
        code.visitVarInsn(Opcodes.ALOAD, arrays.get(place.array()));
        code.visitVarInsn(Opcodes.ILOAD, INDEX);
        if (place.offset() > 0) {
            code.visitLdcInsn(place.offset());
            code.visitInsn(Opcodes.IADD);
        }
    }

    private void storeValue(int value) {
        code.visitVarInsn(Opcodes.DSTORE, locals);
        values.put(value, locals);
        locals += 2;
    }

    private void step(RowProgram.Each step) {
        for (int value : step.in()) {
            code.visitVarInsn(Opcodes.DLOAD, values.get(value));
        }
        for (int place : step.scalars()) {
            code.visitVarInsn(Opcodes.DLOAD, scalars.get(place));
        }
        String type = "(" + "D".repeat(step.function().arity()) + ")D";
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Type.getInternalName(Kernels.class),
                step.function().method(),
                type,
                false);
        storeValue(step.out());
    }

    private void use(Use use, int weights) {
        address(use.place());
        if (use.add()) {
            code.visitInsn(Opcodes.DUP2);
            code.visitInsn(Opcodes.DALOAD);
            if (weights >= 0) {
                address(new Place(weights, 0));
                code.visitInsn(Opcodes.DALOAD);
            }
        }
        code.visitVarInsn(Opcodes.DLOAD, values.get(use.value()));
        if (use.add()) {
            if (weights >= 0) {
                code.visitInsn(Opcodes.DMUL);
            }
            code.visitInsn(Opcodes.DADD);
        }
        code.visitInsn(Opcodes.DASTORE);
    }
}
