package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * Where a function of the line has its peaks, and where it has fallen from them by given amounts: the places at which an integral of
 * its exponential is best divided.
 *
 * @param modes the local maxima found, in ascending order
 * @param breaks the modes and the points on their sides where it has fallen by {@link #LEVELS}, or ends, in ascending order
 */
record Landscape(double[] modes, double[] breaks) {
    /** Nats below a mode: near the inflection, in the flank, where a millionth is left, where nothing is left. */
    private static final double[] LEVELS = {0.7, 3, 14, 40};

    private static final double GOLDEN = 0.3819660112501051;
    private static final double CLOSE = 1e-12;
    private static final double FLAT = 1e-10;
    private static final double DIP = 1e-6;

    /** Nats below the highest value seen at which a count does not matter. */
    private static final double NOTHING = 1000;

    private static final double FARTHEST = 1e300;

    /** The landscape as seen from points of which each may lie in the valley of another peak. */
    static Landscape of(DoubleUnaryOperator h, double[] starts) {
        List<Double> modes = new ArrayList<>();
        for (double start : starts) {
            if (h.applyAsDouble(start) > Double.NEGATIVE_INFINITY) {
                double mode = climb(h, start);
                boolean known = modes.stream().anyMatch(m -> joined(h, m, mode));
                if (!known) {
                    modes.add(mode);
                }
            }
        }
        double[] found = modes.stream().mapToDouble(m -> m).sorted().toArray();
        DoubleStream.Builder breaks = DoubleStream.builder();
        for (double mode : found) {
            breaks.add(mode);
            for (double level : LEVELS) {
                breaks.add(fallen(h, mode, -1, level));
                breaks.add(fallen(h, mode, 1, level));
            }
        }
        return new Landscape(
                found,
                breaks.build().filter(Double::isFinite).sorted().distinct().toArray());
    }

    /** The distance between the outermost breaks. */
    double width() {
        return breaks[breaks.length - 1] - breaks[0];
    }

    /** Whether the function does not fall between two points: then they are of one peak. */
    private static boolean joined(DoubleUnaryOperator h, double a, double b) {
        double low = Math.min(value(h, a), value(h, b)) - DIP;
        for (int k = 1; k < 8; k++) {
            if (!(value(h, a + (b - a) * k / 8) >= low)) {
                return false;
            }
        }
        return true;
    }

    /** Powers of two on both sides of zero: starts for a function of which nothing is known but that it has one peak or few. */
    static double[] coarse() {
        return grid(-6, 40, 2);
    }

    /** The first count and others away from it, up to where nothing is left: some densities take a time that grows with the count. */
    static double[] ofCounts(DoubleUnaryOperator h, double first, double last) {
        double origin = Double.isFinite(first) ? first : Double.isFinite(last) ? last : 0;
        DoubleStream.Builder points = DoubleStream.builder();
        double highest = Double.NEGATIVE_INFINITY;
        for (int side = -1; side <= 1; side += 2) {
            double there = 0;
            for (double away = 1; away < 0x1p50 && !(there < highest - NOTHING); away *= 2) {
                double point = origin + side * (away - 1);
                if (point < first || point > last) {
                    break;
                }
                there = value(h, point);
                highest = Math.max(highest, there);
                points.add(point);
            }
        }
        return points.build().toArray();
    }

    /** The points of a fine grid that are higher than their neighbours, and a coarse grid. */
    static double[] fine(DoubleUnaryOperator h) {
        double[] grid = grid(-10, 40, 0.0625);
        DoubleStream.Builder high = DoubleStream.builder();
        for (int i = 1; i < grid.length - 1; i++) {
            double here = h.applyAsDouble(grid[i]);
            if (here >= h.applyAsDouble(grid[i - 1]) && here >= h.applyAsDouble(grid[i + 1])) {
                high.add(grid[i]);
            }
        }
        return DoubleStream.concat(high.build(), DoubleStream.of(grid(-4, 24, 0.5)))
                .toArray();
    }

    private static double[] grid(double from, double to, double step) {
        DoubleStream.Builder points = DoubleStream.builder();
        for (double k = to; k >= from; k -= step) {
            points.add(-StrictMath.pow(2, k));
        }
        points.add(0);
        for (double k = from; k <= to; k += step) {
            points.add(StrictMath.pow(2, k));
        }
        return points.build().toArray();
    }

    /** Uphill by steps that double, then by golden section (Press et al. 2007, Numerical Recipes, sec. 10.2). */
    private static double climb(DoubleUnaryOperator h, double start) {
        double step = 1e-3 * Math.max(1, Math.abs(start));
        double middle = start;
        double top = h.applyAsDouble(start);
        double ahead = value(h, start + step);
        if (!(ahead > top)) {
            step = -step;
            ahead = value(h, start + step);
        }
        if (!(ahead > top)) {
            return golden(h, start - Math.abs(step), start, start + Math.abs(step));
        }
        double behind = start;
        while (ahead > top && Math.abs(middle) < FARTHEST) {
            behind = middle;
            middle += step;
            top = ahead;
            step *= 2;
            ahead = value(h, middle + step);
        }
        return step > 0 ? golden(h, behind, middle, middle + step) : golden(h, middle + step, middle, behind);
    }

    private static double golden(DoubleUnaryOperator h, double low, double best, double high) {
        double a = low;
        double b = best;
        double c = high;
        double top = value(h, b);
        while (c - a > CLOSE * (Math.abs(a) + Math.abs(c)) && top - Math.min(value(h, a), value(h, c)) > FLAT) {
            boolean right = c - b > b - a;
            double next = right ? b + GOLDEN * (c - b) : b - GOLDEN * (b - a);
            double there = value(h, next);
            if (next == b) {
                break;
            }
            if (there > top) {
                a = right ? b : a;
                c = right ? c : b;
                b = next;
                top = there;
            } else {
                a = right ? a : next;
                c = right ? next : c;
            }
        }
        return b;
    }

    /** The nearest point on a side at which the function is lower than at the mode by a level, to a few digits; an end to all. */
    private static double fallen(DoubleUnaryOperator h, double mode, int side, double level) {
        double floor = value(h, mode) - level;
        double far = 1e-4 * Math.max(1e-4, Math.abs(mode));
        while (far > 1e-300 && value(h, mode + side * far) < floor) {
            far /= 16;
        }
        double near = far;
        while (far < FARTHEST && !(value(h, mode + side * far) < floor)) {
            near = far;
            far *= 2;
        }
        if (!(far < FARTHEST)) {
            return side * Double.POSITIVE_INFINITY;
        }
        boolean end = value(h, mode + side * far) == Double.NEGATIVE_INFINITY;
        for (int i = 0; i < (end ? 60 : 12); i++) {
            double between = near + (far - near) / 2;
            if (value(h, mode + side * between) < floor) {
                far = between;
            } else {
                near = between;
            }
        }
        return mode + side * near;
    }

    private static double value(DoubleUnaryOperator h, double t) {
        double value = h.applyAsDouble(t);
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
}
