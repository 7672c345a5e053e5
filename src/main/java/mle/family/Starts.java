package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import mle.data.EmpiricalDistribution;

/** Start values from data: moments, quantiles and grids. */
public final class Starts {
    /** Euler's constant. */
    static final double EULER = 0.57721566490153286;

    private Starts() {}

    /** A function of each value, to be taken once. */
    static double[] map(EmpiricalDistribution p, DoubleUnaryOperator f) {
        double[] mapped = new double[p.size()];
        for (int i = 0; i < mapped.length; i++) {
            mapped[i] = f.applyAsDouble(p.value(i));
        }
        return mapped;
    }

    /** The mean of numbers that belong to the values. */
    static double mean(EmpiricalDistribution p, double[] mapped) {
        double sum = 0;
        for (int i = 0; i < mapped.length; i++) {
            sum += p.weight(i) * mapped[i];
        }
        return sum / p.n();
    }

    /** Their standard deviation. */
    static double sd(EmpiricalDistribution p, double[] mapped) {
        double mean = mean(p, mapped);
        double sum = 0;
        for (int i = 0; i < mapped.length; i++) {
            sum += p.weight(i) * (mapped[i] - mean) * (mapped[i] - mean);
        }
        return Math.sqrt(sum / p.n());
    }

    /** The mean of a function of the data. */
    static double mean(EmpiricalDistribution p, DoubleUnaryOperator f) {
        double sum = 0;
        for (int i = 0; i < p.size(); i++) {
            sum += p.weight(i) * f.applyAsDouble(p.value(i));
        }
        return sum / p.n();
    }

    /** Half the distance between the quartiles. */
    static double halfQuartileRange(EmpiricalDistribution p) {
        double half = (p.quantile(0.75) - p.quantile(0.25)) / 2;
        return half > 0 ? half : p.sd();
    }

    static List<double[]> one(double... point) {
        return List.of(point);
    }

    /** The first three sample L-moments (Hosking 1990): l1, l2 and the ratio l3/l2. */
    static double[] lMoments(EmpiricalDistribution p) {
        int n = p.size();
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(p.value(i), p.value(j)));
        double total = p.n();
        double below = 0;
        double b0 = 0;
        double b1 = 0;
        double b2 = 0;
        for (int i : order) {
            double u = (below + p.weight(i) / 2) / total;
            double share = p.weight(i) / total * p.value(i);
            b0 += share;
            b1 += share * u;
            b2 += share * u * u;
            below += p.weight(i);
        }
        double l2 = 2 * b1 - b0;
        return new double[] {b0, l2, (6 * b2 - 6 * b1 + b0) / l2};
    }

    /** Points over all combinations of plausible values: for a family of which nothing is known but its domains. */
    public static List<double[]> grid(EmpiricalDistribution p, List<Parameter> parameters) {
        List<double[]> points = new ArrayList<>();
        points.add(new double[parameters.size()]);
        for (int i = 0; i < parameters.size(); i++) {
            double[] candidates = candidates(p, parameters.get(i).domain(), parameters.size());
            List<double[]> longer = new ArrayList<>();
            for (double[] point : points) {
                for (double candidate : candidates) {
                    double[] next = point.clone();
                    next[i] = candidate;
                    longer.add(next);
                }
            }
            points = longer;
        }
        return points;
    }

    private static double[] candidates(EmpiricalDistribution p, Domain domain, int dimension) {
        double mean = average(p, EmpiricalDistribution::mean);
        double spread = average(p, EmpiricalDistribution::sd);
        double sd = spread > 0 ? spread : 1;
        double[] all;
        if (domain.equals(Domain.REAL)) {
            all = dimension > 4
                    ? new double[] {mean, 0}
                    : new double[] {mean, 0, average(p, EmpiricalDistribution::median), mean - sd, 0.5, -0.5};
        } else if (Double.isInfinite(domain.upper())) {
            // A mean that is zero but for rounding is no size.
            double size = Math.abs(mean) > 0.01 * sd ? Math.abs(mean) : sd;
            double[] above = dimension > 4
                    ? new double[] {1, sd}
                    : new double[] {1, sd, size, 1 / sd, 1 / size, 0.1, 0.3, 3, 10};
            all = Arrays.stream(above).map(v -> domain.lower() + v).toArray();
        } else if (Double.isInfinite(domain.lower())) {
            all = new double[] {domain.upper() - 1, domain.upper() - sd, domain.upper() - 10};
        } else {
            double width = domain.upper() - domain.lower();
            all = Arrays.stream(new double[] {0.5, 0.1, 0.9})
                    .map(v -> domain.lower() + v * width)
                    .toArray();
        }
        return Arrays.stream(all).distinct().toArray();
    }

    /** A statistic of a sample; of vectors, its average over the columns. */
    private static double average(EmpiricalDistribution p, ToDoubleFunction<EmpiricalDistribution> statistic) {
        double sum = 0;
        for (int j = 0; j < p.dimension(); j++) {
            sum += statistic.applyAsDouble(p.margin(j));
        }
        return sum / p.dimension();
    }

    /** The number of an observation drawn in proportion to its weight times a square, as k-means++ does. */
    static int drawn(double[] w, double[] squares, SplittableRandom random) {
        double all = 0;
        for (int i = 0; i < squares.length; i++) {
            all += w[i] * squares[i];
        }
        double left = (random.nextLong() >>> 11) * 0x1p-53 * all;
        for (int i = 0; i < squares.length; i++) {
            left -= w[i] * squares[i];
            if (left < 0) {
                return i;
            }
        }
        return squares.length - 1;
    }

    /** The values in ascending order and their weights. */
    static double[][] sorted(EmpiricalDistribution p) {
        if (!p.isWeighted()) {
            double[] values = Starts.map(p, x -> x);
            double[] ones = new double[values.length];
            Arrays.sort(values);
            Arrays.fill(ones, 1);
            return new double[][] {values, ones};
        }
        Integer[] order = new Integer[p.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(p.value(i), p.value(j)));
        double[][] sorted = new double[2][order.length];
        for (int k = 0; k < order.length; k++) {
            sorted[0][k] = p.value(order[k]);
            sorted[1][k] = p.weight(order[k]);
        }
        return sorted;
    }

    /** The different values in ascending order, each with the weight of all rows that have it. */
    static double[][] distinct(EmpiricalDistribution p) {
        double[][] sorted = sorted(p);
        int n = 0;
        for (int k = 0; k < sorted[0].length; k++) {
            if (sorted[1][k] > 0) {
                boolean same = n > 0 && sorted[0][n - 1] == sorted[0][k];
                sorted[1][same ? n - 1 : n] = sorted[1][k] + (same ? sorted[1][n - 1] : 0);
                sorted[0][same ? n - 1 : n++] = sorted[0][k];
            }
        }
        return new double[][] {Arrays.copyOf(sorted[0], n), Arrays.copyOf(sorted[1], n)};
    }
}
