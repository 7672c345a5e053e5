package mle.solve;

/**
 * Where a solver stopped and why.
 *
 * @param point θ, the best point found
 * @param jet value, gradient and Hessian at the point, always of order 2
 * @param status how the search ended
 * @param iterations accepted and attempted steps
 * @param evaluations calls of {@link Objective#at}
 * @param decrement weight × ½ gᵀH⁻¹g with the unmodified Hessian: the nats still to gain; NaN if H is not positive definite
 * @param gradientNorm largest absolute entry of the gradient
 * @param direction unit vector along which the function is flat or keeps falling; empty for other endings
 * @param message one sentence, with a remedy where there is one
 */
public record Solution(
        double[] point,
        Jet jet,
        Status status,
        int iterations,
        int evaluations,
        double decrement,
        double gradientNorm,
        double[] direction,
        String message) {
    /** Whether a minimum was found and confirmed. */
    public boolean converged() {
        return status == Status.CONVERGED;
    }
}
