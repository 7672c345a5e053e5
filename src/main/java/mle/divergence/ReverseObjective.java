package mle.divergence;

import java.util.Arrays;
import mle.solve.Jet;
import mle.solve.Objective;

/** D(q‖p) as a function of the parameters of q on the line, from integrals against q that are taken anew at every point. */
final class ReverseObjective implements Objective {
    /** The integrals against q of what {@link #integrand} writes. */
    interface Integrals {
        /** So many of them; a failure to make q says that no number can hold its parameters. */
        double[] at(double[] point, int order, int count);
    }

    /** What a search weighs the divergence with: as if from so many observations. */
    static final double WEIGHT = 1000;

    /** A log-density below which there is nothing. */
    private static final double NOTHING = -300;

    private final int dimension;
    private final Integrals integrals;

    ReverseObjective(int dimension, Integrals integrals) {
        this.dimension = dimension;
        this.integrals = integrals;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public double weight() {
        return WEIGHT;
    }

    double value(double[] point) {
        Jet jet = new Jet(dimension, 0);
        at(point, jet);
        return jet.value();
    }

    @Override
    public void at(double[] point, Jet out) {
        int n = dimension;
        int count = 2 + (out.order() > 0 ? n : 0) + (out.order() > 1 ? n * (n + 1) / 2 : 0);
        double[] values;
        try {
            values = integrals.at(point, out.order(), count);
        } catch (IllegalArgumentException e) { // parameters that no number can hold
            values = new double[count];
            Arrays.fill(values, Double.NaN);
        }
        out.setValue(values[1]);
        for (int i = 0; out.order() > 0 && i < n; i++) {
            out.gradient()[i] = values[2 + i];
        }
        for (int k = 0; out.order() > 1 && k < n * (n + 1) / 2; k++) {
            out.hessian()[k] = values[2 + n + k];
        }
    }

    /**
     * What is integrated against q for D(q‖p) and its derivatives: 1, log q − log p, the score times that, and for the Hessian
     * (s s' + ∇² log q)(log q − log p) + s s'.
     *
     * @param q log q, its gradient s and the lower triangle of its Hessian
     * @param n how many parameters there are
     * @param order of the derivatives that are asked for
     */
    static void integrand(double[] q, double logP, int n, int order, double[] out) {
        double excess = q[0] - logP;
        out[0] = 1;
        out[1] = excess;
        for (int i = 0, k = 0; order > 0 && i < n; i++) {
            double score = q[1 + i];
            out[2 + i] = orNothing(score * excess, q[0]);
            for (int j = 0; order > 1 && j <= i; j++, k++) {
                double square = score * q[1 + j];
                out[2 + n + k] = orNothing((square + q[1 + n + k]) * excess + square, q[0]);
            }
        }
    }

    /** A derivative, or 0 where a number of its formula is too large and the density is nothing. */
    private static double orNothing(double derivative, double logDensity) {
        return Double.isFinite(derivative) || !(logDensity < NOTHING) ? derivative : 0;
    }
}
