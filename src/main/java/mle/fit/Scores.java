package mle.fit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import mle.data.EmpiricalDistribution;

/**
 * The scores of observations at a point: what each adds to the gradient of the log-likelihood, and how much it counts.
 *
 * @param columns for each coordinate an array with one entry for each observation, weights left aside
 * @param weights how much each observation counts, frequency times sampling weight, or none where each counts once
 * @param samplingWeights the sampling weights in them, or none
 * @param clusters observations with the same number depend on each other; none where all are independent
 */
public record Scores(double[][] columns, double[] weights, double[] samplingWeights, int[] clusters) {
    /** The scores of the rows of a sample. */
    public static Scores of(EmpiricalDistribution data, double[][] columns) {
        return new Scores(columns, data.weights(), data.samplingWeights(), data.clusters());
    }

    /** Those of some of the coordinates alone. */
    Scores only(int[] coordinates) {
        double[][] some = Arrays.stream(coordinates).mapToObj(j -> columns[j]).toArray(double[][]::new);
        return new Scores(some, weights, samplingWeights, clusters);
    }

    /**
     * The sum of ssᵀ over independent observations, those with a sampling weight w of w²ssᵀ; over clusters, of their sums.
     *
     * @return the packed lower triangle
     */
    public double[] outerProducts() {
        return clusters.length == 0 ? ofRows() : ofClusters();
    }

    private double weight(int row) {
        return weights.length == 0 ? 1 : weights[row];
    }

    private double[] ofRows() {
        int p = columns.length;
        double[] sum = new double[p * (p + 1) / 2];
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = 0; j <= i; j++, k++) {
                for (int row = 0; row < columns[i].length; row++) {
                    double times = weight(row) * (samplingWeights.length == 0 ? 1 : samplingWeights[row]);
                    sum[k] += times * columns[i][row] * columns[j][row];
                }
            }
        }
        return sum;
    }

    private double[] ofClusters() {
        Map<Integer, Integer> places = new HashMap<>();
        int[] place = new int[clusters.length];
        for (int row = 0; row < place.length; row++) {
            places.putIfAbsent(clusters[row], places.size());
            place[row] = places.get(clusters[row]);
        }
        double[][] sums = new double[columns.length][places.size()];
        for (int i = 0; i < sums.length; i++) {
            for (int row = 0; row < place.length; row++) {
                sums[i][place[row]] += weight(row) * columns[i][row];
            }
        }
        return new Scores(sums, new double[0], new double[0], new int[0]).ofRows();
    }
}
