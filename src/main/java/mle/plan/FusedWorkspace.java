package mle.plan;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/** Runs the generated loops of a row program, and between them its functions of whole blocks. */
final class FusedWorkspace extends Workspace {
    private final FusedProgram program;
    private final double[][] arrays;
    private final FusedProgram.Action[] actions;
    private final double[][][] in;
    private final BooleanSupplier watched;

    /**
     * For blocks of any size.
     *
     * @param watched whether the time of each action is taken
     */
    FusedWorkspace(RowProgram rows, FusedProgram program, BooleanSupplier watched) {
        super(rows, Means.BLOCK);
        this.watched = watched;
        this.program = program;
        this.arrays = new double[program.arrays()][];
        arrays[FusedProgram.SHARED] = new double[program.shared() * Means.BLOCK];
        arrays[FusedProgram.SUMS] = new double[rows.sums() * Means.BLOCK];
        arrays[FusedProgram.WEIGHTS] = weights();
        for (int k = FusedProgram.WEIGHTS + 1; k < arrays.length; k++) {
            arrays[k] = new double[Means.BLOCK];
        }
        this.actions = program.actions().toArray(FusedProgram.Action[]::new);
        this.in = new double[actions.length][][];
        for (int k = 0; k < actions.length; k++) {
            in[k] = Arrays.stream(actions[k].in()).mapToObj(i -> arrays[i]).toArray(double[][]::new);
        }
    }

    @Override
    double[] leaf(int leaf) {
        return arrays[program.leaf(leaf)];
    }

    @Override
    double[] kept(int k) {
        throw new UnsupportedOperationException("plan: generated loops keep nothing of a row");
    }

    @Override
    void block(double[] scalars, int n) {
        for (int k = 0; k < actions.length; k++) {
            long began = watched.getAsBoolean() ? System.nanoTime() : 0;
            action(k, scalars, n);
            if (began != 0) {
                long now = System.nanoTime();
                program.tell(k, (now - began) / (double) n, now);
            }
        }
    }

    private void action(int k, double[] scalars, int n) {
        FusedProgram.Action action = actions[k];
        if (action.segment() != null) {
            action.segment().run(arrays, scalars, n);
        } else {
            action.whole().run(in[k], arrays[action.out()], scalars, this, n);
        }
    }

    @Override
    void fold(int rows, double[] folded) {
        means().takeLanes(arrays[FusedProgram.SUMS], rows);
        super.fold(rows, folded);
    }
}
