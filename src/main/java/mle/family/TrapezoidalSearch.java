package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;

/**
 * The highest trapezoidal likelihood. Between two observations it is convex in each of the modes, so that these are observations, or
 * at values that are held; for two of them it is
 *
 * <pre>A(e) + B(f) - n·log T,  T = 2·range + (e - t) + (f - u),</pre>
 *
 * of the ends at distances e and f outside of the data and the modes at t and u inside, concave in log(t + e) and log(u + f): Newton's
 * method finds its one maximum.
 *
 * <p>Which two is found by bounds. Where T is between two values, -log T lies below its chord, a line, and the two sides come apart:
 * each has a bound of its own, see {@link Ramp}. Stretches of T and pairs of modes of which the bound is not above the best likelihood
 * known are left out, the others are looked at ever closer, and the last few are all fitted.
 */
final class TrapezoidalSearch {
    private static final List<String> NAMES = List.of("minimum", "mode1", "mode2", "maximum");

    /** So many terms may be summed to fit all pairs. */
    private static final long FEW = 1_000_000;

    private static final int STRETCHES = 48;
    private static final int BLOCKS = 4096;
    private static final int MOST_STAGES = 14;
    private static final long MOST_LOOKS = 20_000_000;
    private static final long LEAST_PAIRS = 64;
    private static final int MOST_STEPS = 100;
    private static final int FITTED = 6;

    /** Nats for each unit of weight that rounding may take. */
    private static final double ROUNDING = 1e-13;

    private final double[] x;
    private final double n;
    private final double range;
    private final double unit;
    private final Ramp left;
    private final Ramp right;
    private final double[] lowModes;
    private final double[] highModes; // in descending order

    private Fitted best;
    private double shortfall;

    /** Two modes, by their indices, with the best ends. */
    private record Fitted(int i, int j, double e, double f, double value) {}

    /** Blocks of modes on a side, each from a first to a last one. */
    private record Blocks(int[] firsts, int[] lasts) {
        int size() {
            return firsts.length;
        }
    }

    private TrapezoidalSearch(double[] x, double[] weights, Map<String, Double> held) {
        this.x = x;
        this.n = Arrays.stream(weights).sum();
        double first = x[0];
        double last = x[x.length - 1];
        this.unit = Math.scalb(1.0, Math.getExponent(Math.max(Double.MIN_NORMAL, widest(first, last, held))) + 1);
        this.range = distance(first, last);
        this.lowModes = modes(held, "mode1", "mode2");
        this.highModes = reversed(modes(held, "mode2", "mode1"));
        double minimum = held.getOrDefault("minimum", Double.NaN);
        double maximum = held.getOrDefault("maximum", Double.NaN);
        this.left = new Ramp(
                Arrays.stream(x).map(v -> distance(first, v)).toArray(),
                weights,
                Arrays.stream(lowModes).map(v -> distance(first, v)).toArray(),
                distance(minimum, first));
        this.right = new Ramp(
                Arrays.stream(reversed(x)).map(v -> distance(v, last)).toArray(),
                reversed(weights),
                Arrays.stream(highModes).map(v -> distance(v, last)).toArray(),
                distance(last, maximum));
    }

    /** The corners of the highest likelihood. */
    static Corners among(EmpiricalDistribution p, Map<String, Double> held) {
        checkOrder(held);
        double[][] sorted = Starts.distinct(p);
        double[] x = sorted[0];
        if (x.length == 1 && held.values().stream().allMatch(v -> v == x[0])) {
            return new Corners(
                    DoubleStream.generate(() -> x[0]).limit(NAMES.size()).toArray(), Double.POSITIVE_INFINITY, 0, "");
        }
        return new TrapezoidalSearch(x, sorted[1], held).found(held);
    }

    private static void checkOrder(Map<String, Double> held) {
        double before = Double.NEGATIVE_INFINITY;
        for (String name : NAMES) {
            double value = held.getOrDefault(name, before);
            if (!(value >= before)) {
                throw new IllegalArgumentException("trapezoidal: " + String.join(" <= ", NAMES) + " is needed, got "
                        + name + " = " + Text.number(value) + " after " + Text.number(before));
            }
            before = value;
        }
    }

    /** Half of the largest distance between data and what is held. */
    private static double widest(double first, double last, Map<String, Double> held) {
        double least =
                Math.min(first, held.values().stream().mapToDouble(v -> v).min().orElse(first));
        double most =
                Math.max(last, held.values().stream().mapToDouble(v -> v).max().orElse(last));
        return most / 2 - least / 2;
    }

    private double distance(double from, double to) {
        return to / unit - from / unit;
    }

    /** The one that is held, or the observations and the other one where that is held. */
    private double[] modes(Map<String, Double> held, String own, String other) {
        if (held.containsKey(own)) {
            return new double[] {held.get(own)};
        }
        DoubleStream all = held.containsKey(other)
                ? DoubleStream.concat(DoubleStream.of(held.get(other)), Arrays.stream(x))
                : Arrays.stream(x);
        return all.sorted().distinct().toArray();
    }

    private static double[] reversed(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[values.length - 1 - i])
                .toArray();
    }

    private Corners found(Map<String, Double> held) {
        search();
        double[] values = {
            held.getOrDefault("minimum", end(x[0], -best.e)),
            lowModes[best.i],
            highModes[best.j],
            held.getOrDefault("maximum", end(x[x.length - 1], best.f))
        };
        // A distance of nothing: the end is at the mode, whatever rounding says.
        values[0] = left.isFree(best.i) || held.containsKey("minimum") ? values[0] : lowModes[best.i];
        values[3] = right.isFree(best.j) || held.containsKey("maximum") ? values[3] : highModes[best.j];
        double logLikelihood = best.value + n * (StrictMath.log(2) - StrictMath.log(unit));
        return new Corners(values, logLikelihood, shortfall, special(values));
    }

    private static String special(double[] values) {
        boolean flat = values[0] == values[1] && values[2] == values[3];
        return flat ? "a uniform distribution" : values[1] == values[2] ? "a triangular distribution" : "";
    }

    private double end(double extreme, double distance) {
        return extreme + distance * unit;
    }

    // ---- two modes ----

    private boolean inOrder(int i, int j) {
        return lowModes[i] <= highModes[j];
    }

    private double height(int i, int j, double e, double f) {
        return 2 * range + (e - left.corner(i)) + (f - right.corner(j));
    }

    private double value(int i, int j, double e, double f) {
        return left.value(i, e) + right.value(j, f) - n * StrictMath.log(height(i, j, e, f));
    }

    /** The best ends for two modes, by Newton's method in log(t + e) and log(u + f). */
    private Fitted fitted(int i, int j) {
        double e = left.start(i);
        double f = right.start(j);
        double value = value(i, j, e, f);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] way = newton(i, j, e, f);
            if (!(way[2] > 1e-26 * n)) {
                break;
            }
            double share = 1;
            double nextE = e;
            double nextF = f;
            double next = Double.NEGATIVE_INFINITY;
            for (int halvings = 0; halvings < MOST_STEPS; halvings++, share /= 2) {
                nextE = left.isFree(i) ? e + (left.corner(i) + e) * StrictMath.expm1(share * way[0]) : e;
                nextF = right.isFree(j) ? f + (right.corner(j) + f) * StrictMath.expm1(share * way[1]) : f;
                boolean outside = (nextE > 0 || !left.isFree(i)) && (nextF > 0 || !right.isFree(j));
                next = outside ? value(i, j, nextE, nextF) : Double.NEGATIVE_INFINITY;
                if (next >= value - ROUNDING * n) {
                    break;
                }
            }
            if (!(next >= value - ROUNDING * n)) {
                break;
            }
            e = nextE;
            f = nextF;
            value = next;
        }
        return new Fitted(i, j, e, f, value);
    }

    /** Newton's step, and what it would gain twice over. */
    private double[] newton(int i, int j, double e, double f) {
        double price = n / height(i, j, e, f);
        double[] a = left.slopes(i, e);
        double[] b = right.slopes(j, f);
        double p = left.isFree(i) ? left.corner(i) + e : 0;
        double q = right.isFree(j) ? right.corner(j) + f : 0;
        double g = p * (a[0] - price);
        double h = q * (b[0] - price);
        double gg = -(g + p * p * (a[1] + price * price / n));
        double hh = -(h + q * q * (b[1] + price * price / n));
        double gh = -p * q * price * price / n;
        if (p == 0 || q == 0) {
            double s = p == 0 ? 0 : g / gg;
            double r = q == 0 ? 0 : h / hh;
            return new double[] {s, r, s * g + r * h};
        }
        double determinant = gg * hh - gh * gh;
        double s = (hh * g - gh * h) / determinant;
        double r = (gg * h - gh * g) / determinant;
        return new double[] {s, r, s * g + r * h};
    }

    private void take(int i, int j) {
        if (inOrder(i, j)) {
            Fitted there = fitted(i, j);
            best = best == null || there.value > best.value ? there : best;
        }
    }

    // ---- all of them ----

    private void search() {
        Blocks low = blocks(IntStream.range(0, left.size()).toArray());
        Blocks high = blocks(IntStream.range(0, right.size()).toArray());
        if ((long) left.size() * right.size() * x.length <= FEW || !(range > 0)) {
            for (int i = 0; i < left.size(); i++) {
                for (int j = 0; j < right.size(); j++) {
                    take(i, j);
                }
            }
            return;
        }
        for (int k = 0; k <= 4; k++) {
            for (int m = 0; m <= 4; m++) {
                take(k * (left.size() - 1) / 8, m * (right.size() - 1) / 8);
            }
        }
        if (best == null) {
            take(0, 0);
        }
        double from = range;
        double to = StrictMath.exp(-best.value / n) * (1 + 1e-9);
        double[] ends = {0, to - range, 0, to - range};
        for (int stage = 0; stage < MOST_STAGES; stage++) {
            left.prepare(low.firsts, low.lasts, ends[0], ends[1]);
            right.prepare(high.firsts, high.lasts, ends[2], ends[3]);
            Stage s = new Stage(low, high, from, to);
            if (s.done()) {
                return;
            }
            from = s.from;
            to = s.to;
            ends = s.ends;
            low = blocks(s.lowLeft());
            high = blocks(s.highLeft());
        }
    }

    /** Modes in blocks of neighbours, so that there are not too many; the first of all stands alone. */
    private static Blocks blocks(int[] modes) {
        int size = Math.max(1, modes.length / BLOCKS);
        List<int[]> blocks = new ArrayList<>();
        for (int k = 0; k < modes.length; ) {
            int next = modes[k] == 0 ? k + 1 : Math.min(k + size, modes.length);
            blocks.add(new int[] {modes[k], modes[next - 1]});
            k = next;
        }
        return new Blocks(
                blocks.stream().mapToInt(b -> b[0]).toArray(),
                blocks.stream().mapToInt(b -> b[1]).toArray());
    }

    /** One look at all that is left, in stretches of T. */
    private final class Stage {
        private final Blocks low;
        private final Blocks high;
        private final double[] edges = new double[STRETCHES + 1];
        private final int[] reachLow;
        private final int[] reachHigh;
        private final boolean[] keptLow;
        private final boolean[] keptHigh;
        private final double[] boundLow;
        private final double[] boundHigh;
        private final List<Integer> kept = new ArrayList<>();
        private final double[] ends = {Double.POSITIVE_INFINITY, 0, Double.POSITIVE_INFINITY, 0};
        private double from = Double.POSITIVE_INFINITY;
        private double to = 0;

        Stage(Blocks low, Blocks high, double from, double to) {
            this.low = low;
            this.high = high;
            double step = StrictMath.log(to / from) / STRETCHES;
            for (int k = 0; k <= STRETCHES; k++) {
                edges[k] = from * StrictMath.exp(step * k);
            }
            edges[STRETCHES] = to;
            reachLow = new int[low.size()];
            reachHigh = new int[high.size()];
            for (int c = 0, d = high.size(); c < low.size(); c++) {
                while (d > 0 && !inOrder(low.firsts[c], high.firsts[d - 1])) {
                    d--;
                }
                reachLow[c] = d;
            }
            for (int d = 0, c = low.size(); d < high.size(); d++) {
                while (c > 0 && !inOrder(low.firsts[c - 1], high.firsts[d])) {
                    c--;
                }
                reachHigh[d] = c;
            }
            keptLow = new boolean[low.size()];
            keptHigh = new boolean[high.size()];
            boundLow = new double[low.size()];
            boundHigh = new double[high.size()];
            look();
        }

        private double price(int k) {
            return n * StrictMath.log(edges[k + 1] / edges[k]) / (edges[k + 1] - edges[k]);
        }

        /** What the chord of -n·log T adds to the bounds of both sides. */
        private double bounded(int k) {
            double price = price(k);
            for (int c = 0; c < boundLow.length; c++) {
                boundLow[c] = left.bound(c, price);
            }
            for (int d = 0; d < boundHigh.length; d++) {
                boundHigh[d] = right.bound(d, price);
            }
            return price * (edges[k] - 2 * range) - n * StrictMath.log(edges[k]);
        }

        private double least() {
            return best.value + ROUNDING * n;
        }

        private void look() {
            double[] tops = new double[STRETCHES];
            int[][] pairs = new int[STRETCHES][];
            for (int k = 0; k < STRETCHES; k++) {
                double chord = bounded(k);
                int[] bestHigh = highest(boundHigh);
                tops[k] = Double.NEGATIVE_INFINITY;
                for (int c = 0; c < boundLow.length; c++) {
                    if (reachLow[c] > 0) {
                        int d = bestHigh[reachLow[c] - 1];
                        double top = chord + boundLow[c] + boundHigh[d];
                        if (top > tops[k]) {
                            tops[k] = top;
                            pairs[k] = new int[] {
                                (low.firsts[c] + low.lasts[c]) >>> 1, (high.firsts[d] + high.lasts[d]) >>> 1
                            };
                        }
                    }
                }
            }
            IntStream.range(0, STRETCHES)
                    .boxed()
                    .sorted((k, m) -> Double.compare(tops[m], tops[k]))
                    .limit(FITTED)
                    .filter(k -> tops[k] > least())
                    .forEach(k -> take(pairs[k][0], pairs[k][1]));
            shortfall = 0;
            for (int k = 0; k < STRETCHES; k++) {
                if (tops[k] > least()) {
                    shortfall = Math.max(shortfall, tops[k] - best.value);
                    keep(k);
                }
            }
        }

        /** For each place the index of the largest value up to there. */
        private int[] highest(double[] values) {
            int[] at = new int[values.length];
            for (int k = 1; k < values.length; k++) {
                at[k] = values[k] > values[at[k - 1]] ? k : at[k - 1];
            }
            return at;
        }

        private void keep(int k) {
            kept.add(k);
            from = Math.min(from, edges[k]);
            to = Math.max(to, edges[k + 1]);
            double chord = bounded(k);
            int[] bestHigh = highest(boundHigh);
            int[] bestLow = highest(boundLow);
            for (int c = 0; c < boundLow.length; c++) {
                if (reachLow[c] > 0 && chord + boundLow[c] + boundHigh[bestHigh[reachLow[c] - 1]] > least()) {
                    keptLow[c] = true;
                    widen(left.range(c, n / edges[k + 1], n / edges[k]), 0);
                }
            }
            for (int d = 0; d < boundHigh.length; d++) {
                if (reachHigh[d] > 0 && chord + boundHigh[d] + boundLow[bestLow[reachHigh[d] - 1]] > least()) {
                    keptHigh[d] = true;
                    widen(right.range(d, n / edges[k + 1], n / edges[k]), 2);
                }
            }
        }

        private void widen(double[] range, int at) {
            if (range.length > 0) {
                ends[at] = Math.min(ends[at], range[0]);
                ends[at + 1] = Math.max(ends[at + 1], range[1]);
            }
        }

        /** Whether nothing is left, or so little that all of it could be fitted. */
        boolean done() {
            if (kept.isEmpty()) {
                return true;
            }
            boolean single = Arrays.equals(low.firsts, low.lasts) && Arrays.equals(high.firsts, high.lasts);
            long looks = (long) lowLeft().length * highLeft().length * kept.size();
            if (!single || looks > MOST_LOOKS) {
                return false;
            }
            TreeSet<Long> pairs = new TreeSet<>();
            long most = Math.max(LEAST_PAIRS, FEW / x.length);
            for (int k : kept) {
                double chord = bounded(k);
                for (int c = 0; c < boundLow.length; c++) {
                    for (int d = 0; keptLow[c] && d < reachLow[c]; d++) {
                        if (keptHigh[d] && chord + boundLow[c] + boundHigh[d] > least()) {
                            pairs.add((long) low.firsts[c] << 32 | high.firsts[d]);
                            if (pairs.size() > most) {
                                return false;
                            }
                        }
                    }
                }
            }
            pairs.forEach(pair -> take((int) (pair >>> 32), (int) (long) pair));
            shortfall = 0;
            return true;
        }

        int[] lowLeft() {
            return left(low, keptLow);
        }

        int[] highLeft() {
            return left(high, keptHigh);
        }

        private int[] left(Blocks blocks, boolean[] kept) {
            return IntStream.range(0, kept.length)
                    .filter(c -> kept[c])
                    .flatMap(c -> IntStream.rangeClosed(blocks.firsts[c], blocks.lasts[c]))
                    .toArray();
        }
    }
}
