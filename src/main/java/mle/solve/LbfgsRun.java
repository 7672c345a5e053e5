package mle.solve;

/** One run of {@link Lbfgs}. */
final class LbfgsRun {
    /** Newton steps allowed for confirmation and polish; each costs a Hessian. */
    private static final int CONFIRM = 50;

    /** Sufficient decrease and curvature constants of the strong Wolfe conditions (Nocedal &amp; Wright 2006, section 3.1). */
    private static final double DECREASE = 1e-4;

    private static final double CURVATURE = 0.9;

    /** Fourfold lengthenings of a step: 4¹⁴ ≈ 3e8 reaches {@link NewtonRun#FAR}. */
    private static final int EXPAND = 14;

    private final Objective f;
    private final Lbfgs settings;
    private final int n;
    private final double[][] steps;
    private final double[][] changes;
    private final double[] rho;
    private final double[] alpha;
    private final double[] direction;
    private final double[] origin;
    private double[] here;
    private double[] there;
    private Jet jet;
    private Jet trial;
    private int kept;
    private int next;
    private int evaluations;

    // The line search: slope of the trial point along the direction.
    private double trialSlope;

    LbfgsRun(Objective f, double[] start, Lbfgs settings) {
        this.f = f;
        this.settings = settings;
        this.n = f.dimension();
        if (start.length != n) {
            throw new IllegalArgumentException("start: must have " + n + " coordinates, got " + start.length);
        }
        int memory = settings.memory();
        steps = new double[memory][n];
        changes = new double[memory][n];
        rho = new double[memory];
        alpha = new double[memory];
        direction = new double[n];
        origin = start.clone();
        here = start.clone();
        there = new double[n];
        jet = new Jet(n, 1);
        trial = new Jet(n, 1);
    }

    Solution run() {
        jet.fill(Double.NaN);
        f.at(here, jet);
        evaluations++;
        int iteration = 0;
        boolean going = jet.isFinite();
        while (going && iteration < settings.iterations()) {
            aim();
            double slope = dot(jet.gradient(), direction);
            if (!(slope < 0)) {
                // B is positive definite, so this is a zero gradient or rounding in a stale memory.
                if (kept == 0) {
                    break;
                }
                kept = 0;
                continue;
            }
            if (kept > 0 && f.weight() * -slope / 2 < settings.tolerance()) {
                break;
            }
            iteration++;
            double first = kept > 0 ? 1 : Math.min(1, 1 / Math.sqrt(dot(jet.gradient(), jet.gradient())));
            if (search(slope, first)) {
                remember();
                going = !far();
            } else if (kept > 0) {
                kept = 0;
            } else {
                going = false;
            }
        }
        boolean spent = iteration >= settings.iterations();
        return new NewtonRun(f, origin, here, settings.tolerance(), spent ? 1 : CONFIRM).run(iteration, evaluations);
    }

    /** Writes −B g into the direction. */
    private void aim() {
        int memory = settings.memory();
        for (int i = 0; i < n; i++) {
            direction[i] = -jet.gradient()[i];
        }
        for (int back = 1; back <= kept; back++) {
            int k = (next - back + memory) % memory;
            alpha[k] = rho[k] * dot(steps[k], direction);
            add(-alpha[k], changes[k]);
        }
        if (kept > 0) {
            int last = (next - 1 + memory) % memory;
            double size = 1 / (rho[last] * dot(changes[last], changes[last]));
            for (int i = 0; i < n; i++) {
                direction[i] *= size;
            }
        }
        for (int back = kept; back >= 1; back--) {
            int k = (next - back + memory) % memory;
            double beta = rho[k] * dot(changes[k], direction);
            add(alpha[k] - beta, steps[k]);
        }
    }

    private void add(double factor, double[] v) {
        for (int i = 0; i < n; i++) {
            direction[i] += factor * v[i];
        }
    }

    /** Moves to the trial point and keeps its step and gradient change where their product is positive. */
    private void remember() {
        double product = 0;
        for (int i = 0; i < n; i++) {
            steps[next][i] = there[i] - here[i];
            changes[next][i] = trial.gradient()[i] - jet.gradient()[i];
            product += steps[next][i] * changes[next][i];
        }
        double[] point = here;
        here = there;
        there = point;
        Jet known = jet;
        jet = trial;
        trial = known;
        double square = dot(changes[next], changes[next]);
        if (product > Math.ulp(1.0) * square) {
            rho[next] = 1 / product;
            next = (next + 1) % settings.memory();
            kept = Math.min(kept + 1, settings.memory());
        }
    }

    /** Evaluates at distance t along the direction and returns the value, +∞ outside the domain. */
    private double value(double t) {
        for (int i = 0; i < n; i++) {
            there[i] = here[i] + t * direction[i];
        }
        trial.fill(Double.NaN);
        f.at(there, trial);
        evaluations++;
        trialSlope = dot(trial.gradient(), direction);
        return trial.isFinite() ? trial.value() : Double.POSITIVE_INFINITY;
    }

    /** Brackets a strong Wolfe point (Nocedal &amp; Wright 2006, algorithm 3.5); leaves it in the trial and says whether it is one. */
    private boolean search(double slope, double first) {
        double value = jet.value();
        double before = 0;
        double beforeValue = value;
        double beforeSlope = slope;
        double t = first;
        for (int round = 0; round < EXPAND; round++) {
            double now = value(t);
            if (now > value + DECREASE * t * slope || round > 0 && now >= beforeValue) {
                return zoom(value, slope, before, beforeValue, beforeSlope, t, now);
            }
            if (Math.abs(trialSlope) <= -CURVATURE * slope) {
                return true;
            }
            if (trialSlope >= 0) {
                return zoom(value, slope, t, now, trialSlope, before, beforeValue);
            }
            before = t;
            beforeValue = now;
            beforeSlope = trialSlope;
            t *= 4;
        }
        return false;
    }

    /** Narrows a bracket to a strong Wolfe point (Nocedal &amp; Wright 2006, algorithm 3.6, quadratic interpolation). */
    private boolean zoom(
            double value, double slope, double low, double lowValue, double lowSlope, double high, double highValue) {
        for (int round = 0; round < 20; round++) {
            double width = high - low;
            double inside = -lowSlope * width / (2 * (highValue - lowValue - lowSlope * width));
            // Outside the domain the value is infinite and the parabola useless; a tenth from the ends keeps the
            // bracket shrinking.
            double share = inside > 0 && inside < 1 ? Math.min(0.9, Math.max(0.1, inside)) : 0.5;
            double t = low + share * width;
            double now = value(t);
            if (now > value + DECREASE * t * slope || now >= lowValue) {
                high = t;
                highValue = now;
            } else {
                if (Math.abs(trialSlope) <= -CURVATURE * slope) {
                    return true;
                }
                if (trialSlope * width >= 0) {
                    high = low;
                    highValue = lowValue;
                }
                low = t;
                lowValue = now;
                lowSlope = trialSlope;
            }
        }
        return false;
    }

    private boolean far() {
        for (int i = 0; i < n; i++) {
            if (Math.abs(here[i] - origin[i]) > NewtonRun.FAR * (1 + Math.abs(origin[i]))) {
                return true;
            }
        }
        return false;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
