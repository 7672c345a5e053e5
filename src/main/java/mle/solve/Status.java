package mle.solve;

/** How a search for a minimum ended. */
public enum Status {
    /** A point with gradient zero to rounding and a positive definite Hessian, to which Newton steps contract superlinearly. */
    CONVERGED,
    /** Gradient zero, Hessian singular, and the function checked to be constant along its null vector. */
    FLAT,
    /** The function keeps falling towards infinity, with or without a finite infimum. */
    RUNAWAY,
    /** A limit, a failed step or a degenerate minimum came first; nothing is claimed. */
    NOT_REACHED
}
