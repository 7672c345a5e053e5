package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * Points from which a mixture is searched: the sample is divided among the components, at quantiles, around centres (k-means
 * from centres drawn far from one another, Arthur and Vassilvitskii 2007) or into a core and what lies around it; the start
 * values of each component are those of its share; and a few steps of expectation and maximisation (Dempster, Laird and
 * Rubin 1977), with start values in place of maxima, follow.
 */
final class MixtureStarts {
    /** So many rows tell enough for a start. */
    private static final int ENOUGH = 400;

    private static final int STEPS = 5;

    /** Which part of another a new component takes, from low to high. */
    private static final double[][] WINDOWS = {{0.5, 1}, {0.25, 0.75}, {0.1, 0.35}, {0.65, 0.9}};

    private static final int DRAWS = 8;
    private static final int MOST_ROUNDS = 20;

    /** The least weight of a component at a start. */
    private static final double LEAST = 0.01;

    private final List<Family> parts;
    private final List<String> common;
    private final double[] x;
    private final double[] w;
    private final double total;
    private final Program[] densities;

    MixtureStarts(List<Family> parts, List<String> common, EmpiricalDistribution p) {
        this.parts = parts;
        this.common = common;
        int[] rows = rows(p);
        this.x = Arrays.stream(rows).mapToDouble(p::value).toArray();
        this.w = Arrays.stream(rows).mapToDouble(p::weight).toArray();
        this.total = Arrays.stream(w).sum();
        this.densities = parts.stream().map(MixtureStarts::density).toArray(Program[]::new);
    }

    /** In the order of their values; evenly chosen where there are many. */
    private static int[] rows(EmpiricalDistribution p) {
        Integer[] order = IntStream.range(0, p.size()).boxed().toArray(Integer[]::new);
        Arrays.sort(order, (i, j) -> Double.compare(p.value(i), p.value(j)));
        int n = Math.min(order.length, ENOUGH);
        return IntStream.range(0, n)
                .map(k -> order[(int) ((2L * k + 1) * order.length / (2L * n))])
                .toArray();
    }

    private static Program density(Family f) {
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Pieces.data(f.support()));
        f.parameters().forEach(p -> inputs.add(p.symbol()));
        return Program.of(List.of(f.logDensity()), inputs);
    }

    /** All of them, each component's weight and parameters in the order of the mixture's. */
    List<double[]> points() {
        List<double[]> points = new ArrayList<>();
        List<double[][]> divisions = divisions();
        divisions.addAll(splits(grown(parts.size() - 1)));
        for (double[][] shares : divisions) {
            Fitted fitted = improved(shares);
            if (fitted.finite()) {
                points.add(fitted.point());
            }
        }
        return points;
    }

    /** The best of some steps of expectation and maximisation. */
    private Fitted improved(double[][] shares) {
        Fitted best = fitted(shares);
        Fitted last = best;
        for (int step = 0; step < STEPS && last.finite(); step++) {
            last = fitted(last.shares);
            best = last.value > best.value ? last : best;
        }
        return best;
    }

    // ---- one component after the other (Vlassis and Likas 2002) ----

    /** The shares of the first components where each was split off from the best mixture of those before. */
    private double[][] grown(int components) {
        double[][] shares = new double[x.length][1];
        for (double[] row : shares) {
            row[0] = 1;
        }
        for (int k = 1; k < components; k++) {
            Fitted best = null;
            for (double[][] split : splits(shares)) {
                Fitted next = improved(split);
                best = best == null || next.value > best.value ? next : best;
            }
            shares = best.finite() ? best.shares : splits(shares).get(0);
        }
        return shares;
    }

    /** With one component more, which takes a part of each of the others in turn. */
    private List<double[][]> splits(double[][] shares) {
        int k = shares[0].length;
        List<double[][]> splits = new ArrayList<>();
        for (int c = 0; c < k; c++) {
            double[] below = new double[x.length];
            double sum = 0;
            for (int i = 0; i < x.length; i++) {
                below[i] = sum + w[i] * shares[i][c] / 2;
                sum += w[i] * shares[i][c];
            }
            for (double[] part : WINDOWS) {
                double[][] split = new double[x.length][];
                for (int i = 0; i < x.length; i++) {
                    boolean taken = below[i] > part[0] * sum && below[i] <= part[1] * sum;
                    split[i] = Arrays.copyOf(shares[i], k + 1);
                    split[i][k] = taken ? shares[i][c] : 0;
                    split[i][c] = taken ? 0 : shares[i][c];
                }
                splits.add(split);
            }
        }
        return splits;
    }

    // ---- dividing the sample ----

    /** For each division the share of each row in each component. */
    private List<double[][]> divisions() {
        int k = parts.size();
        List<int[]> labels = new ArrayList<>();
        labels.add(atQuantiles(
                IntStream.range(1, k).mapToDouble(j -> (double) j / k).toArray()));
        for (double rest : new double[] {0.5, 0.2}) {
            // The first component takes more than the others, or the last.
            double[] low = IntStream.range(1, k)
                    .mapToDouble(j -> rest * j / (k - 1) * (k - 1) / k)
                    .toArray();
            labels.add(atQuantiles(low));
            labels.add(atQuantiles(IntStream.range(0, k - 1)
                    .mapToDouble(j -> 1 - low[k - 2 - j])
                    .toArray()));
        }
        SplittableRandom random = new SplittableRandom(k);
        for (int draw = 0; draw < DRAWS; draw++) {
            boolean logs = draw % 2 == 1 && x[0] > 0;
            labels.add(aroundCentres(logs ? StrictMath::log : v -> v, random));
        }
        for (double core : new double[] {0.5, 0.8}) {
            labels.add(coreAndRest(core));
        }
        List<double[][]> divisions = new ArrayList<>();
        for (int[] division : labels) {
            for (int[] order : orders()) {
                divisions.add(hard(division, order));
            }
        }
        return divisions;
    }

    /** Which component takes which part, of components of different families in turn. */
    private List<int[]> orders() {
        int k = parts.size();
        boolean alike =
                parts.stream().allMatch(f -> f.name().equals(parts.get(0).name()));
        List<int[]> orders = new ArrayList<>();
        for (int turn = 0; turn < (alike ? 1 : k); turn++) {
            int first = turn;
            orders.add(IntStream.range(0, k).map(j -> (j + first) % k).toArray());
        }
        return orders;
    }

    private double[][] hard(int[] division, int[] order) {
        double[][] shares = new double[x.length][parts.size()];
        for (int i = 0; i < x.length; i++) {
            shares[i][order[division[i]]] = 1;
        }
        return shares;
    }

    private int[] atQuantiles(double[] cuts) {
        int[] labels = new int[x.length];
        double below = 0;
        for (int i = 0; i < x.length; i++) {
            while (labels[i] < cuts.length && below + w[i] / 2 > cuts[labels[i]] * total) {
                labels[i]++;
            }
            below += w[i];
            if (i + 1 < x.length) {
                labels[i + 1] = labels[i];
            }
        }
        return labels;
    }

    /** The middle of the sample is the last component, what lies below and above is shared by the others. */
    private int[] coreAndRest(double core) {
        int k = parts.size();
        int[] inner = atQuantiles(new double[] {(1 - core) / 2, (1 + core) / 2});
        int[] rest = k == 2
                ? new int[x.length]
                : atQuantiles(IntStream.range(1, k - 1)
                        .mapToDouble(j -> (double) j / (k - 1))
                        .toArray());
        return IntStream.range(0, x.length)
                .map(i -> inner[i] == 1 ? k - 1 : rest[i])
                .toArray();
    }

    /** By the nearest of centres that are drawn with the square of the distance from those before, then moved to their means. */
    private int[] aroundCentres(DoubleUnaryOperator scale, SplittableRandom random) {
        double[] y = Arrays.stream(x).map(scale).toArray();
        double[] centres = new double[parts.size()];
        double[] squares = new double[y.length];
        Arrays.fill(squares, 1);
        for (int c = 0; c < centres.length; c++) {
            centres[c] = y[Starts.drawn(w, squares, random)];
            for (int i = 0; i < y.length; i++) {
                double square = (y[i] - centres[c]) * (y[i] - centres[c]);
                squares[i] = c == 0 ? square : Math.min(squares[i], square);
            }
        }
        Arrays.sort(centres);
        int[] labels = new int[y.length];
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int[] next = nearest(y, centres);
            if (round > 0 && Arrays.equals(next, labels)) {
                break;
            }
            labels = next;
            double[] sums = new double[centres.length];
            double[] weights = new double[centres.length];
            for (int i = 0; i < y.length; i++) {
                sums[labels[i]] += w[i] * y[i];
                weights[labels[i]] += w[i];
            }
            for (int c = 0; c < centres.length; c++) {
                centres[c] = weights[c] > 0 ? sums[c] / weights[c] : centres[c];
            }
        }
        return labels;
    }

    private static int[] nearest(double[] y, double[] centres) {
        int[] labels = new int[y.length];
        for (int i = 0; i < y.length; i++) {
            for (int c = 1; c < centres.length; c++) {
                boolean nearer = Math.abs(y[i] - centres[c]) < Math.abs(y[i] - centres[labels[i]]);
                labels[i] = nearer ? c : labels[i];
            }
        }
        return labels;
    }

    // ---- the components of a division ----

    /** Components with values from their shares of the rows, the log-density of the mixture of them, and their shares then. */
    private final class Fitted {
        private final double[] weights;
        private final double[][] values;
        private final double[][] shares;
        private double value;

        Fitted(double[] weights, double[][] values) {
            this.weights = weights;
            this.values = values;
            this.shares = logs();
            for (int i = 0; i < x.length; i++) {
                value += w[i] * normalise(shares[i]);
            }
        }

        /** The logarithm of each component's weight times its density, for each row. */
        private double[][] logs() {
            double[][] logs = new double[x.length][values.length];
            for (int k = 0; k < values.length; k++) {
                Program density = densities[k];
                double[] registers = new double[density.registers()];
                System.arraycopy(values[k], 0, registers, 1, values[k].length);
                double weight = StrictMath.log(weights[k]);
                for (int i = 0; i < x.length; i++) {
                    registers[0] = x[i];
                    density.run(registers);
                    boolean possible = parts.get(k).support().contains(x[i]);
                    logs[i][k] = possible ? weight + registers[density.output(0)] : Double.NEGATIVE_INFINITY;
                }
            }
            return logs;
        }

        /** Makes shares of logarithms; says the logarithm of their sum. */
        private static double normalise(double[] row) {
            double largest = row[0];
            for (double log : row) {
                largest = Math.max(largest, log);
            }
            double sum = 0;
            for (int k = 0; k < row.length; k++) {
                row[k] = StrictMath.exp(row[k] - largest);
                sum += row[k];
            }
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
            return largest + StrictMath.log(sum);
        }

        boolean finite() {
            return Double.isFinite(value);
        }

        /** Weights but the last, then the parameters of each component, then those that are common. */
        double[] point() {
            List<Double> point = new ArrayList<>();
            for (int k = 0; k < parts.size() - 1; k++) {
                point.add(weights[k]);
            }
            for (int k = 0; k < parts.size(); k++) {
                for (int i = 0; i < values[k].length; i++) {
                    if (!common.contains(parts.get(k).parameters().get(i).name())) {
                        point.add(values[k][i]);
                    }
                }
            }
            for (int i = 0; i < values[0].length; i++) {
                if (common.contains(parts.get(0).parameters().get(i).name())) {
                    point.add(values[0][i]);
                }
            }
            return point.stream().mapToDouble(v -> v).toArray();
        }
    }

    private Fitted fitted(double[][] shares) {
        int k = shares[0].length;
        double[] weights = new double[k];
        double[][] values = new double[k][];
        for (int c = 0; c < k; c++) {
            Family part = parts.get(c);
            int[] possible = IntStream.range(0, x.length)
                    .filter(i -> part.support().contains(x[i]))
                    .toArray();
            double sum = 0;
            int rows = 0;
            for (int i : possible) {
                sum += w[i] * shares[i][c];
                rows += w[i] * shares[i][c] > 0 ? 1 : 0;
            }
            weights[c] = Math.max(sum / total, LEAST);
            // A share without two rows tells nothing.
            boolean few = rows < 2;
            int component = c;
            double[] own = Arrays.stream(possible)
                    .mapToDouble(i -> few ? w[i] : w[i] * shares[i][component])
                    .toArray();
            double[] there = Arrays.stream(possible).mapToDouble(i -> x[i]).toArray();
            values[c] = inside(
                    part, part.starts(EmpiricalDistribution.of(there, own)).get(0));
        }
        double all = Arrays.stream(weights).sum();
        for (int c = 0; c < k; c++) {
            weights[c] /= all;
        }
        makeCommon(weights, values);
        return new Fitted(weights, values);
    }

    private static double[] inside(Family f, double[] values) {
        double[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] = f.parameters().get(i).domain().inside(moved[i]);
        }
        return moved;
    }

    /** What components have in common is the mean of theirs, on the line; of numbers of the design, the largest. */
    private void makeCommon(double[] weights, double[][] values) {
        for (String name : common) {
            Parameter p = parts.get(0).parameter(name).orElseThrow();
            double mean = 0;
            double largest = Double.NEGATIVE_INFINITY;
            for (int c = 0; c < values.length; c++) {
                double value = values[c][place(c, name)];
                mean += weights[c] * p.domain().toLine(value);
                largest = Math.max(largest, value);
            }
            for (int c = 0; c < values.length; c++) {
                values[c][place(c, name)] = p.known() ? largest : p.domain().fromLine(mean);
            }
        }
    }

    private int place(int part, String name) {
        List<Parameter> list = parts.get(part).parameters();
        return list.indexOf(parts.get(part).parameter(name).orElseThrow());
    }
}
