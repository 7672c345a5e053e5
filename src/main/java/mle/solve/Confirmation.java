package mle.solve;

/**
 * The evidence that Newton steps end in a proper minimum, or that they do not.
 *
 * <p>A small decrement alone proves nothing: that of exp(−u) tends to zero while every Newton step is 1. Near a minimum with positive
 * definite Hessian full Newton steps contract quadratically (Nocedal &amp; Wright 2006, theorem 3.5); at a singular one, or towards
 * infinity, only linearly. So each pair of successive full steps is watched.
 */
final class Confirmation {
    /** Contraction of the decrement slower than this is linear: x⁴ gives 0.198, exp(−u) 0.368, Newton at a proper minimum → 0. */
    private static final double LINEAR = 0.1;

    /** Steps that keep this share of their length do not shrink: exp(−u) and u⁻ᵖ keep all, x⁴ two thirds. */
    private static final double STILL = 0.9;

    /** A step within this changes the last digits alone: a search that begins at its end has no contraction to show. */
    private static final double LAST_DIGITS = 1e-13;

    /** Nats still to gain below which three steady steps mean a minimum at infinity. */
    private static final double LITTLE = 1e-5;

    private final double tolerance;

    // Counted over successive full Newton steps: linear contractions, those of them without shrinking, and those near
    // the end.
    private int linear;
    private int still;
    private int stillLate;
    private boolean contracted;

    Confirmation(double tolerance) {
        this.tolerance = tolerance;
    }

    /** Takes note of a full Newton step: ratio of the decrements, ratio of the step lengths, decrement now. */
    void learn(double contraction, double shrinkage, double decrement) {
        if (contraction > LINEAR) {
            linear++;
            still = shrinkage >= STILL ? still + 1 : 0;
            stillLate = shrinkage >= STILL && decrement < LITTLE ? stillLate + 1 : 0;
            contracted &= linear < 2;
        } else {
            forget();
            contracted = true;
        }
    }

    /** Begins anew, after a step that was no full Newton step. */
    void forget() {
        linear = 0;
        still = 0;
        stillLate = 0;
        contracted = false;
    }

    /**
     * Whether the point is a proper minimum to the last digits.
     *
     * <p>Beyond a small decrement, steps must have contracted superlinearly and be small by themselves (1e-10: the next would reach
     * rounding), or the gradient must be at its rounding error, or the step in the last digits. Once superlinear contraction has stalled, a step within 1e-6 units is
     * rounding in an ill-conditioned problem.
     */
    boolean settled(NewtonPoint point) {
        if (!(point.decrement < tolerance)) {
            return false;
        }
        if (point.stepWithin(LAST_DIGITS) && !linear()) {
            return true;
        }
        return linear < 2 && point.gradientIsRounding() || contracted && point.stepWithin(linear == 0 ? 1e-10 : 1e-6);
    }

    /** Whether the point is a proper minimum as far as rounding lets it be known, where no further step improves it. */
    boolean good(NewtonPoint point) {
        return point.definite
                && point.decrement < tolerance
                && (linear < 3 && point.stepWithin(1e-7)
                        || contracted && point.stepWithin(1e-3)
                        || point.gradientIsRounding());
    }

    /** Whether next to nothing is left to gain but the steps go on as long as before. */
    boolean tendsToInfinity() {
        return stillLate >= 3;
    }

    /** Whether the steps have long gone on without shrinking, whatever is left to gain. */
    boolean walksOn() {
        return still >= 10;
    }

    /** Whether the steps shrink, but so slowly for so long that the Hessian must be singular at the limit. */
    boolean linear() {
        return linear >= 10;
    }
}
