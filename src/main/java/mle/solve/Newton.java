package mle.solve;

/**
 * Newton's method with the exact Hessian inside a trust region.
 *
 * <p>Where the Hessian H is positive definite and the step −H⁻¹g short enough it is taken as it is; elsewhere the step minimises the
 * quadratic model within a ball (Moré &amp; Sorensen 1983; Nocedal &amp; Wright 2006, chapter 4) in coordinates scaled by √|H_ii|, so
 * units do not matter and saddles are left along negative curvature. Convergence is claimed only as described at
 * {@link Status#CONVERGED}, from the unmodified Hessian.
 *
 * @param tolerance nats still to gain, weight × ½ gᵀH⁻¹g, below which the last digits are polished and the search ends
 * @param iterations most steps to take
 */
public record Newton(double tolerance, int iterations) implements Solver {
    /** Checks the fields. */
    public Newton {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("Newton: tolerance must be > 0, got " + tolerance);
        }
        if (!(iterations > 0)) {
            throw new IllegalArgumentException("Newton: iterations must be > 0, got " + iterations);
        }
    }

    /** Tolerance 1e-9 nats, 300 iterations. */
    public static Newton withDefaults() {
        return new Newton(1e-9, 300);
    }

    @Override
    public Solution minimise(Objective f, double[] start) {
        return new NewtonRun(f, start, tolerance, iterations).run(0, 0);
    }

    @Override
    public Solution minimise(Objective f, double[] start, Halt halt) {
        return new NewtonRun(f, start, tolerance, iterations).haltingAt(halt).run(0, 0);
    }

    @Override
    public String name() {
        return "newton";
    }
}
