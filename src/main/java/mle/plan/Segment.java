package mle.plan;

/** One loop over a block that does several steps of a row program at once. */
interface Segment {
    /**
     * Runs the loop.
     *
     * @param arrays the values of the block, then sums, then weights, as {@link FusedProgram} numbers them
     * @param scalars the numbers that are the same for all rows
     * @param n how many rows there are
     */
    void run(double[][] arrays, double[] scalars, int n);
}
