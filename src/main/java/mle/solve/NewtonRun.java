package mle.solve;

import java.util.Optional;

/** One run of {@link Newton}, which is also how {@link Lbfgs} confirms and polishes what it found. */
final class NewtonRun {
    /** A distance from the start, in units of 1 + |start|, no minimum is looked for beyond; Brown's badly scaled one is at 5e5. */
    static final double FAR = 1e8;

    /** Coordinates are logarithms, logits or standardised: where the domain ends beyond this many units, it ends by overflow. */
    private static final double OVERFLOW = 1e2;

    private static final String OVERFLOWS =
            "the value keeps falling until numbers overflow: there is no minimum this way";

    private final Objective f;
    private final int n;
    private final double weight;
    private final double tolerance;
    private final int limit;
    private final double[] start;
    private final double[] origin;
    private final double[] scale;
    private final double[] step;
    private final Confirmation confirmation;
    private NewtonPoint here;
    private NewtonPoint there;
    private TrustRegion model;
    private double radius = Double.POSITIVE_INFINITY;
    private int iterations;
    private int evaluations;
    private int falling;

    private Status status;
    private String message = "";
    private Optional<Solver.Halt> halt = Optional.empty();
    private double[] direction = {};

    NewtonRun(Objective f, double[] start, double tolerance, int limit) {
        this(f, start, start, tolerance, limit);
    }

    /** A run that continues another one, which began at {@code origin}. */
    NewtonRun(Objective f, double[] origin, double[] start, double tolerance, int limit) {
        this.f = f;
        this.n = f.dimension();
        if (start.length != n) {
            throw new IllegalArgumentException("start: must have " + n + " coordinates, got " + start.length);
        }
        this.weight = f.weight();
        if (!(weight > 0)) {
            throw new IllegalArgumentException("objective: weight must be > 0, got " + weight);
        }
        this.tolerance = tolerance;
        this.limit = limit;
        this.start = start;
        this.origin = origin;
        this.scale = new double[n];
        this.step = new double[n];
        this.confirmation = new Confirmation(tolerance);
        this.here = new NewtonPoint(n);
        this.there = new NewtonPoint(n);
    }

    /** With an end where it is told so. */
    NewtonRun haltingAt(Solver.Halt where) {
        halt = Optional.of(where);
        return this;
    }

    /** Runs to an end, counting from the iterations and evaluations already spent. */
    Solution run(int iterationsBefore, int evaluationsBefore) {
        iterations = iterationsBefore;
        evaluations = evaluationsBefore;
        System.arraycopy(start, 0, here.theta, 0, n);
        evaluate(here);
        if (here.jet.isFinite()) {
            here.look(weight);
            rescale();
            int end = iterations + limit;
            judge();
            while (status == null) {
                if (iterations >= end) {
                    stop(
                            Status.NOT_REACHED,
                            "the limit of " + limit + " Newton iterations came first; allow more, or start elsewhere");
                    break;
                }
                iterations++;
                advance();
                if (status == null) {
                    judge();
                }
                if (status == null && halt.isPresent() && halt.get().at(here.theta, here.jet.value())) {
                    stop(Status.NOT_REACHED, "the search was told to end");
                }
            }
        } else if (far(OVERFLOW)) {
            here.decrement = Double.NaN;
            for (int i = 0; i < n; i++) {
                step[i] = here.theta[i] - origin[i];
            }
            runAway(OVERFLOWS);
        } else {
            here.decrement = Double.NaN;
            stop(
                    Status.NOT_REACHED,
                    "value or derivatives are not finite at the start (value " + here.jet.value()
                            + "); start inside the domain");
        }
        return solution();
    }

    private Solution solution() {
        double largest = 0;
        for (double g : here.jet.gradient()) {
            largest = Math.max(largest, Math.abs(g));
        }
        return new Solution(
                here.theta, here.jet, status, iterations, evaluations, here.decrement, largest, direction, message);
    }

    private void stop(Status how, String why) {
        status = how;
        message = why;
    }

    private void converge() {
        stop(Status.CONVERGED, "gradient zero to rounding, Hessian positive definite");
    }

    /** Ends the run if what is known here allows a conclusion. */
    private void judge() {
        if (!here.definite) {
            judgeSingular();
        } else if (confirmation.settled(here)) {
            converge();
        } else if (confirmation.tendsToInfinity()) {
            runAway("each Newton step gains a fixed share of what is left and none is shorter than the last: "
                    + "the minimum is at infinity");
        } else if (confirmation.walksOn() && far(FAR)) {
            runAway("the value keeps falling far from the start: there is no minimum this way");
        } else if (here.decrement < tolerance && confirmation.linear()) {
            stop(
                    Status.NOT_REACHED,
                    "Newton steps contract only linearly: the Hessian is singular at the minimum; remove a parameter");
        }
    }

    /** Looks for a flat direction where the Hessian is not positive definite and the gradient is zero. */
    private void judgeSingular() {
        model = new TrustRegion(here.jet, scale);
        if (model.indefinite()
                || !(weight * model.decrement() < tolerance)
                || !(weight * model.flatSlope() < 1e3 * tolerance)) {
            return;
        }
        double[] flat = model.lowest();
        double change = 0;
        for (int sign = 1; sign >= -1; sign -= 2) {
            double rise = rise(flat, sign);
            if (rise < -flatness() && there.jet.isFinite()) {
                swap();
                here.look(weight);
                rescale();
                confirmation.forget();
                model = here.definite ? null : new TrustRegion(here.jet, scale);
                return;
            }
            change = Math.max(change, Double.isNaN(rise) ? Double.POSITIVE_INFINITY : Math.abs(rise));
        }
        if (change <= flatness()) {
            flat(flat);
        } else {
            stop(
                    Status.NOT_REACHED,
                    "gradient zero but the Hessian is singular: the minimum, if it is one, can't be confirmed");
        }
    }

    /** Takes one step, shortening it until the value falls as the model promises. */
    private void advance() {
        while (status == null) {
            boolean full = here.definite && length(here.newton) <= radius;
            double predicted = propose(full);
            double length = length(step);
            if (!move()) {
                rest("no step changes the point any more");
                return;
            }
            evaluate(there);
            double gain = here.jet.value() - there.jet.value();
            if (gain == Double.POSITIVE_INFINITY) {
                runAway("the value falls to -infinity");
                return;
            }
            if (there.jet.isFinite()) {
                // Differences of values below this are mostly rounding; the decrement, made of gradients, still tells.
                double noise = 1e-9 * Math.max(1, Math.abs(here.jet.value()));
                there.look(weight);
                boolean hidden = full && predicted <= noise && gain >= -noise;
                if (hidden && there.definite && there.decrement < here.decrement) {
                    accept(true, length, 1);
                    return;
                }
                if (gain > 0 && gain >= 0.1 * predicted) {
                    accept(full, length, gain / predicted);
                    return;
                }
                if (hidden && here.decrement < tolerance && here.stepWithin(1e-3)) {
                    rest("rounding hides the rest of the way");
                    return;
                }
            } else if (falling >= 5 && far(OVERFLOW)) {
                runAway(OVERFLOWS);
                return;
            }
            if (!(length < Double.POSITIVE_INFINITY)) {
                rest("a step overflows: the curvature is lost to rounding");
                return;
            }
            radius = length / 4;
            if (!(predicted > 1e-17 * Math.max(Math.abs(here.jet.value()), Double.MIN_NORMAL)
                    && radius > Double.MIN_NORMAL)) {
                rest("no step makes the value fall");
            }
        }
    }

    private double propose(boolean full) {
        if (full) {
            System.arraycopy(here.newton, 0, step, 0, n);
            return here.decrement / weight;
        }
        if (model == null) {
            model = new TrustRegion(here.jet, scale);
        }
        return model.step(radius, step);
    }

    private void evaluate(NewtonPoint point) {
        point.evaluate(f);
        evaluations++;
    }

    private boolean move() {
        boolean moved = false;
        for (int i = 0; i < n; i++) {
            there.theta[i] = here.theta[i] + step[i];
            moved |= there.theta[i] != here.theta[i];
        }
        return moved;
    }

    /** Concludes where no further progress is possible: a minimum if all but the last digits are there. */
    private void rest(String why) {
        if (confirmation.good(here)) {
            converge();
        } else if (here.definite || !restsOnPlateau()) {
            stop(Status.NOT_REACHED, why + ", but a minimum is not confirmed here; start elsewhere");
        }
    }

    /**
     * Ends the run on a plateau, where curvature along one direction is only rounding: it was reached by travelling down along that
     * direction, or is flat on both sides as far as can be seen.
     */
    private boolean restsOnPlateau() {
        if (model == null) {
            model = new TrustRegion(here.jet, scale);
        }
        double[] flat = model.lowest();
        if (!(weight * model.decrement() < 1e3 * tolerance)
                || !(Math.abs(rise(flat, 1)) <= flatness())
                || !(Math.abs(rise(flat, -1)) <= flatness())) {
            return false;
        }
        double travel = 0;
        for (int i = 0; i < n; i++) {
            travel += flat[i] * (here.theta[i] - origin[i]);
        }
        if (Math.abs(travel) > 1 && rise(flat, -travel) > flatness()) {
            for (int i = 0; i < n; i++) {
                step[i] = Math.signum(travel) * flat[i];
            }
            runAway("the value fell along a direction until rounding hid the rest: the minimum is at infinity");
        } else {
            flat(flat);
        }
        return true;
    }

    private void flat(double[] along) {
        direction = along;
        stop(
                Status.FLAT,
                "gradient zero and the value constant along a direction: the minimum is not a single point; "
                        + "fix or remove a parameter");
    }

    /** Value at a distance along a direction minus the value here; the other point is then the one there. */
    private double rise(double[] along, double distance) {
        for (int i = 0; i < n; i++) {
            there.theta[i] = here.theta[i] + distance * along[i];
        }
        evaluate(there);
        return there.jet.value() - here.jet.value();
    }

    /** A change of value that counts as none over a unit step. */
    private double flatness() {
        return 1e-10 * Math.max(Math.abs(here.jet.value()), Math.ulp(1.0));
    }

    private void accept(boolean full, double length, double ratio) {
        boolean shortened = !full && (length >= 0.9 * radius || Double.isInfinite(radius));
        falling = here.definite || !shortened ? 0 : falling + 1;
        double before = here.decrement;
        swap();
        rescale();
        model = null;
        if (full && here.definite) {
            confirmation.learn(here.decrement / before, length(here.newton) / length(step), here.decrement);
        } else {
            confirmation.forget();
        }
        // The radius is measured anew in the metric of the new point, by the step just taken.
        double taken = length(step);
        if (ratio < 0.25) {
            radius = taken / 2;
        } else if (ratio < 0.75) {
            radius = full ? 3 * taken : taken;
        } else {
            radius = full ? 10 * taken : Math.max(2.5 * taken, shortened ? 0 : radius);
        }
        if (falling >= 5 && far(FAR)) {
            runAway("the value keeps falling far from the start: there is no minimum this way");
        }
    }

    private void runAway(String why) {
        double[] travel = here.definite && length(here.newton) > 0 ? here.newton : step;
        double square = 0;
        for (double x : travel) {
            square += x * x;
        }
        direction = new double[n];
        for (int i = 0; i < n; i++) {
            direction[i] = travel[i] / Math.sqrt(square);
        }
        stop(Status.RUNAWAY, why);
    }

    private boolean far(double units) {
        for (int i = 0; i < n; i++) {
            if (Math.abs(here.theta[i] - origin[i]) > units * (1 + Math.abs(origin[i]))) {
                return true;
            }
        }
        return false;
    }

    private void swap() {
        NewtonPoint p = here;
        here = there;
        there = p;
    }

    private double length(double[] p) {
        double square = 0;
        for (int i = 0; i < n; i++) {
            double x = scale[i] * p[i];
            square += x * x;
        }
        return Math.sqrt(square);
    }

    /**
     * Sets the metric of the trust region: √|H_ii|, held up to a tenth of its last value so that a zero of the curvature does not
     * open the region without end.
     */
    private void rescale() {
        for (int i = 0; i < n; i++) {
            scale[i] = Math.max(Math.sqrt(Math.abs(here.jet.hessian(i, i))), scale[i] / 10);
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n && scale[i] == 0; j++) {
                if (scale[j] > 0) {
                    scale[i] = Math.abs(here.jet.hessian(i, j)) / scale[j];
                }
            }
            if (!(scale[i] > 0)) {
                scale[i] = 1;
            }
        }
    }
}
