package mle.plan;

/**
 * One loop over a block of rows, written as {@link Elementary} describes: a short body over four arrays at most, without
 * a choice in it, called through this interface so that it is compiled by itself.
 */
interface Loop {
    void run(double[] x, double[] y, double[] out, Scratch s, int n);

    /** Runs one loop after another. */
    static void all(Loop[] loops, double[] x, double[] y, double[] out, Scratch s, int n) {
        for (Loop loop : loops) {
            loop.run(x, y, out, s, n);
        }
    }
}
