package mle.solve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Newton's method for many observations, where a Hessian costs as much as many gradients, from a point close to the minimum and
 * with a Hessian close to that of the minimum, both of some of the observations.
 *
 * <p>Quasi-Newton steps from that Hessian (Nocedal and Wright 2006, algorithm 7.4) use gradients alone. They are followed as
 * long as each leaves a small share of what was to gain, to where the true Hessian can't differ from that at the minimum in
 * digits that matter. There it is evaluated once: if it is positive definite and promises next to nothing, by the rule of
 * {@link Newton}, its step is the last. Otherwise Newton's method goes on from there.
 */
public final class Approach {
    private static final int MEMORY = 12;
    private static final int MOST_STEPS = 20;

    /** The last step must leave no more than this share of what was to gain: steps contract superlinearly. */
    private static final double CONTRACTION = 0.1;

    /** So much steps may leave while they are far cheaper than a Hessian, for so many unknowns and more. */
    private static final double PROGRESS = 0.5;

    private static final int MANY = 100;

    /** The square of a distance, in units in which the Hessian of the mean is one, that changes no digit that matters. */
    private static final double NEAR = 1e-16;

    /** A step with the change of the gradient over it. */
    private record Pair(double[] step, double[] change, double inverseProduct) {}

    private final Newton newton;
    private final Objective f;
    private final int n;
    private final double weight;
    private final Cholesky cholesky;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private int evaluations;
    private int steps;
    private boolean contracting;

    private Approach(Newton newton, Objective f, Cholesky cholesky) {
        this.newton = newton;
        this.f = f;
        this.n = f.dimension();
        this.weight = f.weight();
        this.cholesky = cholesky;
    }

    /**
     * Minimises.
     *
     * @param newton the tolerance and the limit of the search
     * @param start a point close to the minimum
     * @param hessian a Hessian, packed, of a function close to f
     */
    public static Solution minimise(Newton newton, Objective f, double[] start, double[] hessian) {
        Cholesky cholesky = Cholesky.of(hessian, f.dimension());
        return cholesky.positiveDefinite() ? new Approach(newton, f, cholesky).run(start) : newton.minimise(f, start);
    }

    /**
     * A point closer to the minimum than others of few observations, with the Hessian there; not a minimum, and no claim that
     * there is one.
     *
     * @param nats how much may be left to gain
     */
    public static Solution closer(Newton newton, Objective f, double[] start, double[] hessian, double nats) {
        Cholesky cholesky = Cholesky.of(hessian, f.dimension());
        if (!cholesky.positiveDefinite()) {
            return newton.minimise(f, start);
        }
        Approach approach = new Approach(newton, f, cholesky);
        double[] near = approach.near(start, nats);
        NewtonPoint point = approach.point(near);
        return approach.solution(point, Status.NOT_REACHED, "close to a minimum");
    }

    private Solution run(double[] start) {
        double[] near = near(start, Math.min(newton.tolerance() / 10, NEAR * weight / 2));
        NewtonPoint point = point(near);
        boolean last = contracting
                && point.definite
                && point.decrement < newton.tolerance()
                && 2 * point.decrement < NEAR * weight;
        if (!last) {
            return new NewtonRun(f, start, near, newton.tolerance(), newton.iterations()).run(steps, evaluations);
        }
        return solution(point, Status.CONVERGED, "gradient zero to rounding, Hessian positive definite");
    }

    /** The point one Newton step further, with what is known of the point itself. */
    private Solution solution(NewtonPoint point, Status status, String message) {
        double largest = 0;
        for (int i = 0; i < n; i++) {
            point.theta[i] += point.definite ? point.newton[i] : 0;
            largest = Math.max(largest, Math.abs(point.jet.gradient()[i]));
        }
        return new Solution(
                point.theta,
                point.jet,
                status,
                steps + 1,
                evaluations,
                point.decrement,
                largest,
                new double[0],
                message);
    }

    private NewtonPoint point(double[] theta) {
        NewtonPoint point = new NewtonPoint(n);
        System.arraycopy(theta, 0, point.theta, 0, n);
        point.evaluate(f);
        evaluations++;
        if (point.jet.isFinite()) {
            point.look(weight);
        }
        return point;
    }

    /** Quasi-Newton steps until the next point has no more than this left, to that point. */
    private double[] near(double[] start, double enough) {
        double[] here = start.clone();
        Jet jet = evaluate(here);
        if (!jet.isFinite()) {
            return start;
        }
        double[] direction = direction(jet.gradient());
        double left = left(jet.gradient(), direction);
        double share = 1;
        while (steps < MOST_STEPS) {
            double[] there = new double[n];
            for (int i = 0; i < n; i++) {
                there[i] = here[i] + direction[i];
            }
            steps++;
            // What the last step left of what was to gain, the next is taken to leave ten times.
            if (10 * share * left < enough) {
                return there;
            }
            Jet next = evaluate(there);
            if (!next.isFinite()) {
                contracting = false;
                return here;
            }
            remember(here, there, jet, next);
            double[] further = direction(next.gradient());
            double leftThere = left(next.gradient(), further);
            share = leftThere / left;
            contracting = share >= 0 && share < CONTRACTION;
            if (!(share >= 0 && share < 1)) {
                return here;
            }
            here = there;
            jet = next;
            direction = further;
            left = leftThere;
            if (!(contracting || n >= MANY && share < PROGRESS)) {
                return here;
            }
        }
        return here;
    }

    private Jet evaluate(double[] point) {
        Jet jet = new Jet(n, 1);
        f.at(point, jet);
        evaluations++;
        return jet;
    }

    private void remember(double[] here, double[] there, Jet jet, Jet next) {
        double[] step = new double[n];
        double[] change = new double[n];
        double product = 0;
        for (int i = 0; i < n; i++) {
            step[i] = there[i] - here[i];
            change[i] = next.gradient()[i] - jet.gradient()[i];
            product += step[i] * change[i];
        }
        if (product > 0) {
            pairs.addFirst(new Pair(step, change, 1 / product));
        }
        if (pairs.size() > MEMORY) {
            pairs.removeLast();
        }
    }

    /** The quasi-Newton direction by the two loops. */
    private double[] direction(double[] gradient) {
        double[] d = new double[n];
        for (int i = 0; i < n; i++) {
            d[i] = -gradient[i];
        }
        double[] alpha = new double[pairs.size()];
        int k = 0;
        for (Pair pair : pairs) {
            alpha[k] = pair.inverseProduct * dot(pair.step, d);
            add(-alpha[k++], pair.change, d);
        }
        cholesky.solve(d, d);
        for (Iterator<Pair> back = pairs.descendingIterator(); back.hasNext(); ) {
            Pair pair = back.next();
            double beta = pair.inverseProduct * dot(pair.change, d);
            add(alpha[--k] - beta, pair.step, d);
        }
        return d;
    }

    /** The nats that a step promises. */
    private double left(double[] gradient, double[] direction) {
        return -weight * dot(gradient, direction) / 2;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, double[] v, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * v[i];
        }
    }
}
