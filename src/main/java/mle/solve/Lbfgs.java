package mle.solve;

/**
 * The limited-memory BFGS method, for many parameters: gradients on the way, a true Hessian at the end.
 *
 * <p>Direction: two-loop recursion (Nocedal &amp; Wright 2006, algorithm 7.4); step length: strong Wolfe conditions (algorithms 3.5 and
 * 3.6). It stops when weight × ½ gᵀB g, with its own inverse Hessian B, falls below the tolerance or it can go no further. There
 * {@link Newton}'s rule decides, with the true Hessian and at most a few Newton steps, so that both solvers mean the same by each
 * {@link Status}.
 *
 * @param tolerance nats still to gain at which the search ends
 * @param iterations most steps to take
 * @param memory pairs of steps and gradient changes kept
 */
public record Lbfgs(double tolerance, int iterations, int memory) implements Solver {
    /** Checks the fields. */
    public Lbfgs {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("Lbfgs: tolerance must be > 0, got " + tolerance);
        }
        if (!(iterations > 0)) {
            throw new IllegalArgumentException("Lbfgs: iterations must be > 0, got " + iterations);
        }
        if (!(memory > 0)) {
            throw new IllegalArgumentException("Lbfgs: memory must be > 0, got " + memory);
        }
    }

    /** Tolerance 1e-9 nats, 1000 iterations, memory 10. */
    public static Lbfgs withDefaults() {
        return new Lbfgs(1e-9, 1000, 10);
    }

    @Override
    public Solution minimise(Objective f, double[] start) {
        return new LbfgsRun(f, start, this).run();
    }

    @Override
    public String name() {
        return "lbfgs";
    }
}
