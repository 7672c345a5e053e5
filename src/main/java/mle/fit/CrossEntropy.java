package mle.fit;

import java.util.Map;
import mle.plan.Bound;
import mle.plan.Plan;
import mle.plan.Rows;
import mle.solve.Jet;
import mle.solve.Objective;

/**
 * The cross entropy H(p, q) of a family q relative to the data p: minus the mean log-density, with gradient and Hessian in
 * the coordinates of the line. Minimising it minimises the divergence D(p‖q) and maximises the likelihood.
 */
public final class CrossEntropy implements Objective {
    private static final int[] ALL_ROWS = {};

    private final Bound[] parts;
    private final int[][] rowsOfData;
    private final double[] shares;
    private final double weight;
    private final double[][] buffers;
    private final double[][] sums;

    /** The cross entropy of a bound plan of a log-density. */
    public CrossEntropy(Bound bound) {
        this(new Bound[] {bound}, new int[][] {ALL_ROWS}, bound.totalWeight());
    }

    /**
     * The cross entropy of observations of several kinds: each part is the mean over the rows of one kind of what they add to
     * the log-likelihood.
     *
     * @param rowsOfData for each part and each row of the data, the row of the part that it is, or -1
     * @param weight the number of observations
     */
    CrossEntropy(Bound[] parts, int[][] rowsOfData, double weight) {
        this.parts = parts;
        this.rowsOfData = rowsOfData;
        this.weight = weight;
        this.shares = new double[parts.length];
        for (int k = 0; k < parts.length; k++) {
            shares[k] = rowsOfData[k] == ALL_ROWS ? 1 : parts[k].totalWeight() / weight;
        }
        int p = parts[0].dimension();
        int[] sizes = {1, 1 + p, 1 + p + p * (p + 1) / 2};
        this.buffers = new double[3][];
        this.sums = new double[3][];
        for (int order = 0; order < 3; order++) {
            buffers[order] = new double[sizes[order]];
            sums[order] = new double[sizes[order]];
        }
    }

    /**
     * The cross entropy of a plan that has sufficient statistics, from their means under a distribution that is known.
     *
     * @param points points that stand for the distribution
     * @param weight the number of observations that it stands for
     */
    static CrossEntropy of(Plan plan, Rows points, Map<String, Double> known, double weight, Expectation exact) {
        Rows.Column x = points.columns()[0];
        double typical = 0;
        double highest = 0;
        for (int i = 0; i < points.count(); i++) {
            if (points.weights()[i] > highest) {
                highest = points.weights()[i];
                typical = (x.values()[i] - x.origin()) / x.unit();
            }
        }
        Map<String, Double> about = Map.of(x.name(), typical);
        double[] means = exact.means(plan.moments(about, known), x.name(), x.origin(), x.unit());
        return new CrossEntropy(new Bound[] {plan.bind(about, known, means)}, new int[][] {ALL_ROWS}, weight);
    }

    @Override
    public int dimension() {
        return parts[0].dimension();
    }

    @Override
    public double weight() {
        return weight;
    }

    /** The mean over all observations, to an order: the value, the gradient, the lower triangle of the Hessian by rows. */
    private double[] mean(double[] point, int order) {
        double[] buffer = buffers[order];
        parts[0].at(point, order, buffer);
        if (parts.length == 1 && shares[0] == 1) {
            return buffer;
        }
        double[] sum = sums[order];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = shares[0] * buffer[i];
        }
        for (int k = 1; k < parts.length; k++) {
            parts[k].at(point, order, buffer);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += shares[k] * buffer[i];
            }
        }
        return sum;
    }

    /**
     * What each observation adds to the gradient of the log-likelihood, weights left aside.
     *
     * @return for each coordinate an array with one entry for each row of the data
     */
    public double[][] scores(double[] point) {
        if (rowsOfData[0] == ALL_ROWS) {
            return parts[0].scores(point);
        }
        double[][] scores = new double[dimension()][rowsOfData[0].length];
        for (int k = 0; k < parts.length; k++) {
            double[][] ofPart = parts[k].scores(point);
            for (int j = 0; j < scores.length; j++) {
                for (int row = 0; row < rowsOfData[k].length; row++) {
                    scores[j][row] += rowsOfData[k][row] < 0 ? 0 : ofPart[j][rowsOfData[k][row]];
                }
            }
        }
        return scores;
    }

    /** The value alone. */
    public double value(double[] point) {
        return -mean(point, 0)[0];
    }

    @Override
    public void at(double[] point, Jet out) {
        double[] mean = mean(point, out.order());
        out.setValue(-mean[0]);
        int p = dimension();
        for (int i = 0; out.order() >= 1 && i < p; i++) {
            out.gradient()[i] = -mean[1 + i];
        }
        for (int k = 0; out.order() >= 2 && k < p * (p + 1) / 2; k++) {
            out.hessian()[k] = -mean[1 + p + k];
        }
    }
}
