package mle.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;

/**
 * The maximum of a multivariate normal likelihood: the means and the covariances with divisor n, whose own covariances are
 * s_ij/n and (s_ik s_jl + s_il s_jk)/n (Anderson 2003, An Introduction to Multivariate Statistical Analysis, sec. 3.2 and 3.6).
 */
final class NormalMaximum {
    private final EmpiricalDistribution data;
    private final int d;
    private final double[] means;
    private final double[] covariances; // packed
    private final int[][] pairs; // the columns of each covariance, in the order of the parameters

    private NormalMaximum(EmpiricalDistribution data) {
        this.data = data;
        this.d = data.dimension();
        this.means = data.means();
        this.covariances = data.covariances();
        this.pairs = new int[covariances.length][];
        for (int i = 0, k = 0; i < d; i++) {
            for (int j = i; j < d; j++) {
                pairs[k++] = new int[] {i, j};
            }
        }
    }

    /** The maximum where nothing is held and the data do not lie in a plane. */
    static Optional<Maximum> of(VectorFamily family, EmpiricalDistribution data, Map<String, Double> held) {
        if (!held.isEmpty()) {
            return Optional.empty();
        }
        NormalMaximum m = new NormalMaximum(data);
        double[] values = m.values();
        double logDeterminant = m.logDeterminant();
        double logLikelihood = -0.5 * data.n() * (m.d * (1 + StrictMath.log(2 * Math.PI)) + logDeterminant);
        return Double.isFinite(logLikelihood)
                ? Optional.of(
                        new Maximum(values, m.covariance(), m::influence, logLikelihood, values.length, List.of()))
                : Optional.empty();
    }

    private double s(int i, int j) {
        int a = Math.max(i, j);
        return covariances[a * (a + 1) / 2 + Math.min(i, j)];
    }

    private double[] values() {
        double[] values = new double[d + pairs.length];
        System.arraycopy(means, 0, values, 0, d);
        for (int k = 0; k < pairs.length; k++) {
            values[d + k] = s(pairs[k][0], pairs[k][1]);
        }
        return values;
    }

    /** From the variances that regressions of each column on those before it leave; NaN if one leaves none. */
    private double logDeterminant() {
        double[][] lower = new double[d][d];
        double[] left = new double[d];
        double sum = 0;
        for (int k = 0; k < d; k++) {
            left[k] = s(k, k);
            for (int j = 0; j < k; j++) {
                double rest = s(k, j);
                for (int i = 0; i < j; i++) {
                    rest -= lower[k][i] * lower[j][i] * left[i];
                }
                lower[k][j] = rest / left[j];
                left[k] -= lower[k][j] * rest;
            }
            sum += StrictMath.log(left[k]);
        }
        return sum;
    }

    private double[][] covariance() {
        int p = d + pairs.length;
        double[][] matrix = new double[p][p];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                matrix[i][j] = s(i, j) / data.n();
            }
        }
        for (int a = 0; a < pairs.length; a++) {
            for (int b = 0; b < pairs.length; b++) {
                int i = pairs[a][0];
                int j = pairs[a][1];
                int k = pairs[b][0];
                int l = pairs[b][1];
                matrix[d + a][d + b] = (s(i, k) * s(j, l) + s(i, l) * s(j, k)) / data.n();
            }
        }
        return matrix;
    }

    /** What a row adds: its deviations, and their products less the covariances. */
    private double[][] influence() {
        double[][] columns = new double[d + pairs.length][data.size()];
        for (int row = 0; row < data.size(); row++) {
            double[] off = new double[d];
            for (int i = 0; i < d; i++) {
                off[i] = data.margin(i).value(row) - means[i];
                columns[i][row] = off[i] / data.n();
            }
            for (int k = 0; k < pairs.length; k++) {
                int i = pairs[k][0];
                int j = pairs[k][1];
                columns[d + k][row] = (off[i] * off[j] - s(i, j)) / data.n();
            }
        }
        return columns;
    }
}
