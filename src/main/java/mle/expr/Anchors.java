package mle.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the mass of a density may be: its local maxima along the line, sought from places of all sizes, and the cuts between
 * them.
 *
 * @param places the maxima in their order
 * @param logs the log-densities there
 */
record Anchors(double[] places, double[] logs) {
    private static final double GOLDEN = 0.6180339887498949;
    private static final int STEPS = 90;

    /** Of two logarithms as close as this neither is known to be the larger. */
    private static final double ROUNDING = 1e-12;

    private static final double MOST_COUNT = 0x1p50;

    /** A count of so much less logarithm is not looked beyond: it is no double any more. */
    private static final double FAR_BELOW = 800;

    static Anchors of(DensityLine line) {
        double[] scan = line.integer() ? counts(line) : line.transformed() ? logits() : sizes();
        double[] logs = new double[scan.length];
        for (int i = 0; i < scan.length; i++) {
            logs[i] = line.log(scan[i]);
        }
        List<double[]> found = new ArrayList<>();
        for (int i = 0; i < scan.length; i++) {
            boolean above = i == scan.length - 1 || logs[i] > logs[i + 1];
            boolean below = i == 0 || logs[i] >= logs[i - 1];
            if (above && below && logs[i] > Double.NEGATIVE_INFINITY && isTop(logs, i)) {
                double low = scan[Math.max(0, i - 1)];
                double high = scan[Math.min(scan.length - 1, i + 1)];
                double place = line.integer() ? top(line, low, high) : climb(line, low, scan[i], high);
                found.add(new double[] {place, line.log(place)});
            }
        }
        return new Anchors(
                found.stream().mapToDouble(a -> a[0]).toArray(),
                found.stream().mapToDouble(a -> a[1]).toArray());
    }

    /** Whether all that is next to a maximum, as far as it is as large up to its rounding, is no larger, and nothing before is. */
    private static boolean isTop(double[] logs, int i) {
        double least = logs[i] - ROUNDING * Math.max(1, Math.abs(logs[i]));
        for (int side = -1; side <= 1; side += 2) {
            int k = i + side;
            while (k >= 0 && k < logs.length && logs[k] >= least && !(logs[k] > logs[i])) {
                k += side;
            }
            if (k >= 0 && k < logs.length && logs[k] > logs[i]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return places.length;
    }

    /** Between a place and the next; below the first and above the last, the ends of the line. */
    double cut(DensityLine line, int after) {
        if (after < 0) {
            return line.lowest();
        }
        if (after == places.length - 1) {
            return line.highest();
        }
        double middle = 0.5 * places[after] + 0.5 * places[after + 1];
        return line.integer() ? Math.floor(middle) : middle;
    }

    /** On the line: zero, and from 1e-300 to 1e300 in both directions. */
    private static double[] sizes() {
        List<Double> sizes = new ArrayList<>();
        for (int k = -300; k < -10; k += 10) {
            sizes.add(StrictMath.pow(10, k));
        }
        for (int k = -80; k <= 80; k++) {
            sizes.add(StrictMath.pow(10, k / 8.0));
        }
        for (int k = 11; k <= 300; k += 5) {
            sizes.add(StrictMath.pow(10, k));
        }
        return bothSides(sizes);
    }

    /** On a scale of logarithms or logits. */
    private static double[] logits() {
        List<Double> logits = new ArrayList<>();
        for (double y = 0.5; y < 40; y += 0.5) {
            logits.add(y);
        }
        for (double y = 40; y < 740; y += 20) {
            logits.add(y);
        }
        return bothSides(logits);
    }

    private static double[] bothSides(List<Double> sizes) {
        int n = sizes.size();
        double[] both = new double[2 * n + 1];
        for (int i = 0; i < n; i++) {
            both[n + 1 + i] = sizes.get(i);
            both[n - 1 - i] = -sizes.get(i);
        }
        return both;
    }

    /** Of counts: the first ones and then ever fewer, as far as there may be any. */
    private static double[] counts(DensityLine line) {
        boolean all = Double.isInfinite(line.lowest());
        double first = all ? 0 : line.lowest();
        List<Double> counts = new ArrayList<>();
        counts.add(first);
        addCounts(line, first, 1, counts);
        if (all) {
            addCounts(line, first, -1, counts);
        }
        return counts.stream().mapToDouble(k -> k).sorted().toArray();
    }

    private static void addCounts(DensityLine line, double first, int sign, List<Double> counts) {
        double most = line.log(first);
        int falling = 0;
        for (double d = 1; d < MOST_COUNT && falling < 3; d = Math.floor(d * 1.25 + 1)) {
            double k = first + sign * d;
            if (k > line.highest()) {
                counts.add(line.highest());
                return;
            }
            double log = line.log(k);
            most = Math.max(most, log);
            falling = log < most - FAR_BELOW ? falling + 1 : 0;
            counts.add(k);
        }
    }

    /** The maximum between two places, by golden sections, to the digits that the density has. */
    private static double climb(DensityLine line, double from, double best, double to) {
        double low = from;
        double high = to;
        double at = best;
        double value = line.log(best);
        for (int step = 0; step < STEPS && high - low > 4 * Math.ulp(at); step++) {
            boolean up = high - at > at - low;
            double probe = at + (1 - GOLDEN) * (up ? high - at : low - at);
            double there = line.log(probe);
            if (there > value) {
                low = up ? at : low;
                high = up ? high : at;
                at = probe;
                value = there;
            } else {
                low = up ? low : probe;
                high = up ? probe : high;
            }
        }
        return at;
    }

    /** The maximum between two counts, by thirds. */
    private static double top(DensityLine line, double from, double to) {
        double low = from;
        double high = to;
        while (high - low > 2) {
            double third = Math.floor((high - low) / 3);
            double a = low + Math.max(third, 1);
            double b = high - Math.max(third, 1);
            if (a >= b) {
                break;
            }
            if (line.log(a) < line.log(b)) {
                low = a;
            } else {
                high = b;
            }
        }
        double best = low;
        for (double k = low + 1; k <= high; k++) {
            best = line.log(k) > line.log(best) ? k : best;
        }
        return best;
    }
}
