package mle.plan;

/**
 * What one pass of a row program over the rows reads and writes.
 *
 * @param leaves the columns that the program reads
 * @param kept for each value that the program keeps of a row, where it is written to; null where it isn't wanted
 * @param scalars the numbers that are the same for all rows
 * @param weights a weight for each row, or none
 * @param sums for each chunk, what its sums are written to
 */
record Pass(Rows.Column[] leaves, double[][] kept, double[] scalars, double[] weights, double[][] sums) {
    static final double[][] NOTHING_KEPT = {};

    /** Copies a block of rows into a workspace. */
    void read(Workspace workspace, int from, int size) {
        for (int k = 0; k < leaves.length; k++) {
            leaves[k].copy(from, size, workspace.leaf(k));
        }
        if (weights.length > 0) {
            System.arraycopy(weights, from, workspace.weights(), 0, size);
        }
    }

    /** Keeps what is wanted of a block of rows. */
    void keep(Workspace workspace, int from, int size) {
        for (int k = 0; k < kept.length; k++) {
            if (kept[k] != null) {
                System.arraycopy(workspace.kept(k), 0, kept[k], from, size);
            }
        }
    }
}
