package mle.solve;

/** A way to minimise an {@link Objective} over the whole of ℝⁿ. */
public interface Solver {
    /**
     * Goes from {@code start} to a minimum, and says what it found; {@code start} is left as it is. Where f has no finite value
     * there, it is not reached.
     *
     * @throws IllegalArgumentException if {@code start} has another dimension than {@code f}
     */
    Solution minimise(Objective f, double[] start);

    /** Asked after each step whether the search may end where it has come to. */
    @FunctionalInterface
    interface Halt {
        boolean at(double[] point, double value);
    }

    /** A search that ends on its way, as not reached, where it is told so; a solver that can't be told goes to the end. */
    default Solution minimise(Objective f, double[] start, Halt halt) {
        return minimise(f, start);
    }

    /** The name in reports, for example {@code newton}. */
    String name();
}
