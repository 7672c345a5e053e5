package mle.fit;

import mle.plan.Bound;
import mle.solve.Jet;
import mle.solve.Objective;

/**
 * The cross entropy H(p, q) of a family q relative to the data p: minus the mean log-density, with gradient and Hessian in
 * the coordinates of the line. Minimising it minimises the divergence D(p‖q) and maximises the likelihood.
 */
public final class CrossEntropy implements Objective {
    private final Bound bound;
    private final double[][] buffers;

    /** The cross entropy of a bound plan of a log-density. */
    public CrossEntropy(Bound bound) {
        this.bound = bound;
        int p = bound.dimension();
        this.buffers = new double[][] {new double[1], new double[1 + p], new double[1 + p + p * (p + 1) / 2]};
    }

    @Override
    public int dimension() {
        return bound.dimension();
    }

    @Override
    public double weight() {
        return bound.totalWeight();
    }

    /** The value alone. */
    public double value(double[] point) {
        bound.at(point, 0, buffers[0]);
        return -buffers[0][0];
    }

    @Override
    public void at(double[] point, Jet out) {
        double[] buffer = buffers[out.order()];
        bound.at(point, out.order(), buffer);
        out.setValue(-buffer[0]);
        int p = dimension();
        for (int i = 0; out.order() >= 1 && i < p; i++) {
            out.gradient()[i] = -buffer[1 + i];
        }
        for (int k = 0; out.order() >= 2 && k < p * (p + 1) / 2; k++) {
            out.hessian()[k] = -buffer[1 + p + k];
        }
    }
}
