package mle.plan;

/** The arrays with which one thread at a time runs a row program over the blocks of a chunk. */
abstract class Workspace {
    private final double[] weights;
    private final Means means;
    private final LogSum[] logSums;
    private boolean weighted;
    private Scratch scratch;

    /** For a program over blocks of at most so many rows. */
    Workspace(RowProgram program, int rows) {
        this.weights = new double[rows];
        this.means = new Means(program.sums(), rows);
        this.logSums = new LogSum[program.sums()];
        for (RowProgram.Step step : program.steps()) {
            if (step instanceof RowProgram.AddLogs logs) {
                logSums[logs.sum()] = new LogSum(rows);
            }
        }
    }

    /** The array that a column is copied to. */
    abstract double[] leaf(int leaf);

    /** The array of the k-th value that is kept. */
    abstract double[] kept(int k);

    /** Runs the program over a block or a part of one. */
    abstract void block(double[] scalars, int n);

    /** Adds the rows of the block to a sum. */
    final void add(int sum, double[] values, int n) {
        if (weighted) {
            means.add(sum, values, weights, n);
        } else {
            means.add(sum, values, n);
        }
    }

    /** Adds the products of the rows of the block to a sum. */
    final void addProduct(int sum, double[] a, double[] b, int n) {
        if (weighted) {
            means.addProduct(sum, a, b, weights, n);
        } else {
            means.addProduct(sum, a, b, n);
        }
    }

    /** Ends a chunk whose first block has so many rows: its sums, and a new start. */
    void fold(int rows, double[] sums) {
        means.fold(rows, sums);
        for (int k = 0; k < logSums.length; k++) {
            if (logSums[k] != null) {
                sums[k] += logSums[k].fold(scratch, rows);
            }
        }
    }

    final Means means() {
        return means;
    }

    /** The logarithms that are added to a sum as a product. */
    final LogSum logSum(int sum) {
        return logSums[sum];
    }

    final Scratch scratch() {
        return scratch;
    }

    /** The weights of the rows of the block. */
    final double[] weights() {
        return weights;
    }

    final boolean weighted() {
        return weighted;
    }

    /** Begins a chunk in the running thread. */
    final void begin(boolean withWeights) {
        scratch = Scratch.ofThread();
        weighted = withWeights;
    }

    /**
     * Runs the program over a chunk.
     *
     * @param strip how many rows of a block are taken at a time; it must be all where the program {@linkplain RowProgram#strips
     *     must not be stripped}
     * @param index the chunk's
     * @param rows how many rows there are in all
     */
    final void chunk(Pass pass, int strip, int index, int rows) {
        begin(pass.weights().length > 0);
        int first = index * Means.CHUNK;
        int end = Means.end(index, rows);
        if (!weighted) {
            means.begin(end - first);
        }
        int most = means.takesStrips() ? strip : Means.BLOCK;
        for (int from = first; from < end; from += Means.BLOCK) {
            int size = Math.min(Means.BLOCK, end - from);
            for (int place = 0; place < size; place += most) {
                means.from(place);
                strip(pass, from + place, Math.min(most, size - place));
            }
        }
        fold(Math.min(Means.BLOCK, end - first), pass.sums()[index]);
    }

    private void strip(Pass pass, int from, int size) {
        pass.read(this, from, size);
        block(pass.scalars(), size);
        pass.keep(this, from, size);
    }
}
