package mle.divergence;

import java.util.Arrays;
import mle.family.Domain;
import mle.family.Family;
import mle.solve.Jet;
import mle.solve.Objective;

/**
 * H(p, q) of a known p as a function of the parameters of a q whose density has a kink: smooth, though the likelihood of points is
 * not. The integrals of log q and its score are divided at the kink; of the score there are differences in place of a derivative,
 * in which the kink would be missed.
 */
final class KinkedCrossEntropy implements Objective {
    /** The step of a difference, in units of the coordinate: with scores to 1e-12 its error is least. */
    private static final double STEP = 1e-4;

    private final Density target;
    private final Candidate candidate;
    private final double weight;
    private final double[] steps;

    /**
     * A cross entropy.
     *
     * @param weight how many observations the target stands for
     * @param unit a typical distance of values from each other
     */
    KinkedCrossEntropy(Density target, Candidate candidate, double weight, double unit) {
        this.target = target;
        this.candidate = candidate;
        this.weight = weight;
        this.steps = candidate.free().stream()
                .mapToDouble(p -> STEP * (p.domain().equals(Domain.REAL) ? unit : 1))
                .toArray();
    }

    @Override
    public int dimension() {
        return candidate.dimension();
    }

    @Override
    public double weight() {
        return weight;
    }

    @Override
    public void at(double[] point, Jet out) {
        int n = dimension();
        double[] here = integrals(point);
        out.setValue(here[0]);
        if (out.order() > 0) {
            System.arraycopy(here, 1, out.gradient(), 0, n);
        }
        if (out.order() > 1) {
            double[][] slopes = new double[n][];
            for (int i = 0; i < n; i++) {
                slopes[i] = slope(point, i);
            }
            for (int i = 0, k = 0; i < n; i++) {
                for (int j = 0; j <= i; j++, k++) {
                    out.hessian()[k] = (slopes[i][j] + slopes[j][i]) / 2;
                }
            }
        }
    }

    /** The change of the gradient along a coordinate. */
    private double[] slope(double[] point, int i) {
        double[] moved = point.clone();
        moved[i] = point[i] + steps[i];
        double[] above = integrals(moved);
        double width = moved[i];
        moved[i] = point[i] - steps[i];
        double[] below = integrals(moved);
        width -= moved[i];
        double[] slope = new double[point.length];
        for (int j = 0; j < slope.length; j++) {
            slope[j] = (above[1 + j] - below[1 + j]) / width;
        }
        return slope;
    }

    /** The cross entropy and its gradient. */
    private double[] integrals(double[] point) {
        int count = 1 + dimension();
        double[] negative;
        try {
            negative = target.integrateAcross(kinks(point), coordinate -> functions(coordinate, point), count)
                    .values();
        } catch (ArithmeticException e) { // parameters that no number can hold
            negative = new double[count];
            Arrays.fill(negative, Double.NaN);
        }
        return Arrays.stream(negative).map(v -> -v).toArray();
    }

    private Quadrature.Functions functions(Coordinate coordinate, double[] point) {
        Candidate.LogDensity logQ = candidate.in(coordinate, point);
        return (t, out) -> logQ.at(t, out, 0);
    }

    private double[] kinks(double[] point) {
        Family family = candidate.family();
        double[] values = candidate.parameters(point);
        return family.kinks().stream()
                .mapToDouble(p -> values[family.parameters().indexOf(p)])
                .toArray();
    }
}
