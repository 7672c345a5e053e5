package mle.solve;

/** A way to minimise an {@link Objective} over the whole of ℝⁿ. */
public interface Solver {
    /**
     * Goes from {@code start} to a minimum, and says what it found; {@code start} is left as it is.
     *
     * @throws IllegalArgumentException if {@code start} has another dimension than {@code f}
     */
    Solution minimise(Objective f, double[] start);

    /** The name in reports, for example {@code newton}. */
    String name();
}
