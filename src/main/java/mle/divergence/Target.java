package mle.divergence;

/** A distribution that is known: of a number, or of a row of several columns. */
public sealed interface Target permits Density, JointDensity {
    /** How many columns a row has; 1 for a distribution of numbers. */
    int dimension();

    /** Whether it is a distribution of whole numbers, or of rows of them. */
    boolean isCounts();
}
