package mle.plan;

/** Runs the steps of a row program one after the other, each as a pass of its own over the block. */
final class PassWorkspace extends Workspace {
    private final RowProgram program;
    private final double[][] arrays;
    private final RowProgram.Step[] steps;
    private final double[][][] in;
    private final double[][] out;

    PassWorkspace(RowProgram program, int rows) {
        super(program, rows);
        this.program = program;
        this.arrays = new double[program.arrays()][rows];
        this.steps = program.passSteps().toArray(new RowProgram.Step[0]);
        this.in = new double[steps.length][][];
        this.out = new double[steps.length][];
        for (int k = 0; k < steps.length; k++) {
            int[] from = steps[k].in();
            in[k] = new double[from.length][];
            for (int i = 0; i < from.length; i++) {
                in[k][i] = arrays[program.place(from[i])];
            }
            out[k] = steps[k].out() >= 0 ? arrays[program.place(steps[k].out())] : null;
        }
    }

    @Override
    double[] leaf(int leaf) {
        return arrays[program.place(program.leafValues()[leaf])];
    }

    @Override
    double[] kept(int k) {
        return arrays[program.place(program.kept()[k])];
    }

    @Override
    void block(double[] scalars, int n) {
        for (int k = 0; k < steps.length; k++) {
            steps[k].run(in[k], out[k], scalars, this, n);
        }
    }
}
