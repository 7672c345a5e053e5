package mle.solve;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Newton's method for many observations, where a Hessian costs as much as many gradients, from a point close to the minimum and
 * with a Hessian close to that of the minimum, both of some of the observations. Quasi-Newton steps from that Hessian
 * (Nocedal and Wright 2006, algorithm 7.4) use gradients alone; at their end stands {@link Newton} with the true Hessian, and
 * by its rules alone the search ends.
 */
public final class Approach {
    private static final int MEMORY = 12;
    private static final int MOST_STEPS = 25;

    /** Nats still to gain from which on the true Hessian takes over. */
    private static final double CLOSE = 1e-10;

    /** A step must leave no more than this share of what was to gain. */
    private static final double CONTRACTION = 0.3;

    /** A step with the change of the gradient over it. */
    private record Pair(double[] step, double[] change, double inverseProduct) {}

    private final Objective f;
    private final int n;
    private final Cholesky cholesky;
    private final Deque<Pair> pairs = new ArrayDeque<>();
    private int evaluations;
    private int steps;

    private Approach(Objective f, Cholesky cholesky) {
        this.f = f;
        this.n = f.dimension();
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
        if (!cholesky.positiveDefinite()) {
            return newton.minimise(f, start);
        }
        Approach approach = new Approach(f, cholesky);
        double[] near = approach.near(start);
        return new NewtonRun(new KeptHessian(f), start, near, newton.tolerance(), newton.iterations())
                .run(approach.steps, approach.evaluations);
    }

    /** Quasi-Newton steps as long as each is a great gain. */
    private double[] near(double[] start) {
        double[] here = start.clone();
        Jet jet = evaluate(here);
        if (!jet.isFinite()) {
            return start;
        }
        double[] direction = direction(jet.gradient());
        double left = left(jet.gradient(), direction);
        while (steps < MOST_STEPS && !(left < CLOSE && 2 * left < KeptHessian.NEAR * f.weight())) {
            double[] there = new double[n];
            for (int i = 0; i < n; i++) {
                there[i] = here[i] + direction[i];
            }
            Jet next = evaluate(there);
            if (!next.isFinite()) {
                return here;
            }
            remember(here, there, jet, next);
            double[] further = direction(next.gradient());
            double leftThere = left(next.gradient(), further);
            if (!(leftThere >= 0 && leftThere < left)) {
                return here;
            }
            steps++;
            boolean slow = leftThere > CONTRACTION * left;
            here = there;
            jet = next;
            direction = further;
            left = leftThere;
            if (slow) {
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
        return -f.weight() * dot(gradient, direction) / 2;
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
