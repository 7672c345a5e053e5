package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;

/**
 * Points from which a mixture of vectors is searched: the rows around centres that are drawn far from one another (k-means++,
 * Arthur and Vassilvitskii 2007), several times; the start values of each component are those of its rows, and steps of
 * expectation and maximisation follow, with start values in place of maxima.
 */
final class VectorMixtureStarts {
    private static final int DRAWS = 12;
    private static final int ROUNDS = 20;
    private static final int STEPS = 10;

    /** The least weight of a component at a start. */
    private static final double LEAST = 0.01;

    private final List<VectorFamily> parts;
    private final List<String> common;
    private final double[][] rows;
    private final double[][] scaled;
    private final double[] w;

    VectorMixtureStarts(List<VectorFamily> parts, List<String> common, EmpiricalDistribution p) {
        this.parts = parts;
        this.common = common;
        int d = p.dimension();
        this.rows = new double[p.size()][d];
        this.scaled = new double[p.size()][d];
        this.w = new double[p.size()];
        boolean counts = parts.get(0).support().integer();
        for (int j = 0; j < d; j++) {
            EmpiricalDistribution margin = p.margin(j);
            double sd = margin.sd() > 0 && !counts ? margin.sd() : 1;
            for (int i = 0; i < rows.length; i++) {
                rows[i][j] = margin.value(i);
                scaled[i][j] = margin.value(i) / sd;
                w[i] = p.weight(i);
            }
        }
        for (int i = 0; counts && i < rows.length; i++) {
            double total = Arrays.stream(rows[i]).sum();
            scaled[i] = total > 0 ? Multinomials.shares(rows[i]) : scaled[i];
        }
    }

    /** All of them, in the order of the mixture's parameters. */
    List<double[]> points() {
        List<double[]> points = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(parts.size());
        for (int draw = 0; draw < DRAWS; draw++) {
            double[] point = improved(shares(aroundCentres(random)));
            if (point != null) {
                points.add(point);
            }
        }
        if (points.isEmpty()) {
            // Rows of which all are alike have no groups: each component begins with some of them.
            double[] point = improved(shares(
                    IntStream.range(0, rows.length).map(i -> i % parts.size()).toArray()));
            return point == null ? points : List.of(point);
        }
        return points;
    }

    private double[][] shares(int[] labels) {
        double[][] shares = new double[rows.length][parts.size()];
        for (int i = 0; i < rows.length; i++) {
            shares[i][labels[i]] = 1;
        }
        return shares;
    }

    private int[] aroundCentres(SplittableRandom random) {
        int k = parts.size();
        double[][] centres = new double[k][];
        double[] squares = new double[rows.length];
        Arrays.fill(squares, 1);
        for (int c = 0; c < k; c++) {
            centres[c] = scaled[Starts.drawn(w, squares, random)].clone();
            for (int i = 0; i < rows.length; i++) {
                double square = square(scaled[i], centres[c]);
                squares[i] = c == 0 ? square : Math.min(squares[i], square);
            }
        }
        int[] labels = nearest(centres);
        for (int round = 0; round < ROUNDS; round++) {
            double[] weights = new double[k];
            double[][] sums = new double[k][centres[0].length];
            for (int i = 0; i < rows.length; i++) {
                weights[labels[i]] += w[i];
                for (int j = 0; j < sums[0].length; j++) {
                    sums[labels[i]][j] += w[i] * scaled[i][j];
                }
            }
            for (int c = 0; c < k; c++) {
                double weight = weights[c];
                centres[c] =
                        weight > 0 ? Arrays.stream(sums[c]).map(s -> s / weight).toArray() : centres[c];
            }
            int[] next = nearest(centres);
            if (Arrays.equals(next, labels)) {
                break;
            }
            labels = next;
        }
        return labels;
    }

    private int[] nearest(double[][] centres) {
        int[] labels = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int c = 1; c < centres.length; c++) {
                boolean nearer = square(scaled[i], centres[c]) < square(scaled[i], centres[labels[i]]);
                labels[i] = nearer ? c : labels[i];
            }
        }
        return labels;
    }

    private static double square(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += (a[j] - b[j]) * (a[j] - b[j]);
        }
        return sum;
    }

    /** The point after some steps of expectation and maximisation; null where a component has no scatter. */
    private double[] improved(double[][] shares) {
        double[] point = null;
        for (int step = 0; step < STEPS; step++) {
            double[] weights = new double[parts.size()];
            JointDistribution[] fitted = fitted(shares, weights);
            if (fitted == null) {
                return point;
            }
            point = point(weights, fitted);
            for (int i = 0; i < rows.length; i++) {
                for (int c = 0; c < fitted.length; c++) {
                    shares[i][c] = StrictMath.log(weights[c]) + fitted[c].logDensity(rows[i]);
                }
                double[] logs = shares[i].clone();
                for (int c = 0; c < fitted.length; c++) {
                    shares[i][c] = mle.expr.Function.softmax(c).at(logs);
                }
            }
        }
        return point;
    }

    /** Each component at the start values of its share of the rows; null if one has none. */
    private JointDistribution[] fitted(double[][] shares, double[] weights) {
        JointDistribution[] fitted = new JointDistribution[parts.size()];
        double total = Arrays.stream(w).sum();
        for (int c = 0; c < fitted.length; c++) {
            double[] some = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                some[i] = w[i] * shares[i][c];
                weights[c] += some[i] / total;
            }
            if (!(weights[c] > LEAST)) {
                return null;
            }
            fitted[c] = fitted(parts.get(c), some);
            if (fitted[c] == null) {
                // Its rows lie in a plane: with a little of all others it has a scatter.
                for (int i = 0; i < rows.length; i++) {
                    some[i] += LEAST * w[i];
                }
                fitted[c] = fitted(parts.get(c), some);
            }
            if (fitted[c] == null) {
                return null;
            }
        }
        return fitted;
    }

    private JointDistribution fitted(VectorFamily part, double[] weights) {
        try {
            return part.joint(
                    part.starts(EmpiricalDistribution.of(rows, weights)).get(0));
        } catch (IllegalArgumentException singular) {
            return null;
        }
    }

    /** Weights but the last, then the parameters of each component, then those that are common, as the first has them. */
    private double[] point(double[] weights, JointDistribution[] fitted) {
        List<Double> point = new ArrayList<>();
        for (int k = 0; k < weights.length - 1; k++) {
            point.add(weights[k]);
        }
        for (boolean shared : new boolean[] {false, true}) {
            for (int k = 0; k < (shared ? 1 : fitted.length); k++) {
                List<Parameter> list = parts.get(k).parameters();
                for (int i = 0; i < list.size(); i++) {
                    if (common.contains(list.get(i).name()) == shared) {
                        point.add(fitted[k].parameters()[i]);
                    }
                }
            }
        }
        return point.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
