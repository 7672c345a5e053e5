package mle.solve;

/**
 * A function to be minimised: value, gradient and Hessian at a point.
 *
 * <p>Outside its domain the value is NaN or +∞; solvers then back off.
 */
public interface Objective {
    /** Number of coordinates. */
    int dimension();

    /**
     * Writes f(θ) and its derivatives up to {@link Jet#order()} into {@code out}, every entry of it.
     *
     * @param point θ, to be read only
     */
    void at(double[] point, Jet out);

    /**
     * How many observations the value is a mean over, so that weight × value is in nats of log-likelihood.
     *
     * <p>Tolerances of the solvers are in nats; a function that is no mean has weight 1.
     */
    default double weight() {
        return 1;
    }
}
