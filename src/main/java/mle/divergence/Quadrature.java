package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import mle.expr.Kronrod;

/**
 * Integrals ∫ exp(h(t)) f(t) dt of several functions at once, by adaptive Gauss-Kronrod quadrature with 10 and 21 points
 * (Piessens et al. 1983, QUADPACK, routine QAG): panels between given points and, beyond the first and the last of them, panels that
 * double in a logarithm of the distance, so that tails that fall as a power are followed as far as numbers reach.
 */
final class Quadrature {
    /** Functions of a point. */
    interface Functions {
        /** Writes their values; −∞ and ∞ are values; NaN, where numbers are too large, counts as nothing in a tail. */
        void at(double t, double[] out);
    }

    private static final int MOST_PANELS = 3000;
    private static final double NO_GAIN = 0.7;

    /** Errors below this share of a panel that don't fall by division are rounding. */
    private static final double SMALL = 1e-8;

    /** How much wider than its neighbours a panel is at first. */
    private static final double GRADE = 3;

    private static final double FINEST = 1e-12;
    private static final int MOST_ROUNDS = 60;
    static final double ROUNDING = 1e-14;
    private static final double FARTHEST = 1e300;

    /** So far out on the whole line a density ends because a number of its formula is too large, not because it is zero. */
    static final double BEYOND_MEASURE = 1e100;

    /** A share of the whole below which the last panels of a tail end it. */
    private static final double NOTHING = 1e-18;

    /** How far a tail is followed, whatever is there, in logarithms of its first step. */
    private static final double NEAR = 4;

    /** A logarithm below which there is nothing. */
    private static final double UNDERFLOW = -700;

    /** A slope of a logarithm that is not below this is none, but for rounding: it does not let an integral end. */
    private static final double ENDLESS = -1e-12;

    private static final double ROUNDING_OF_SLOPE = 1e-9;

    /** A change of a slope, as a share of it, that is small where a logarithm is linear and large where it is one of a logarithm. */
    private static final double STRAIGHT = 0.01;

    /** What becomes infinite from below this does so by a jump, not by growing too large for a number. */
    private static final double LARGE = 1e250;

    private final DoubleUnaryOperator h;
    private final Functions f;
    private final int count;
    private final int controlled;
    private final double tolerance;
    private final double measurable;
    private final double[] buffer;
    private final double[] infinite;
    private final double[] remainder;
    private final double[] uncertain;
    private boolean overflow;
    private List<Panel> panels = new ArrayList<>();

    private Quadrature(
            DoubleUnaryOperator h, Functions f, int count, int controlled, double tolerance, double measurable) {
        this.h = h;
        this.f = f;
        this.count = count;
        this.controlled = controlled;
        this.tolerance = tolerance;
        this.measurable = measurable;
        this.buffer = new double[count];
        this.infinite = new double[count];
        this.remainder = new double[count];
        this.uncertain = new double[count];
    }

    /**
     * Integrates over the line, or between two points.
     *
     * @param h the logarithm of the weight
     * @param f the functions
     * @param count how many functions there are
     * @param controlled how many of them, from the first on, have to be precise
     * @param breaks where the line is divided, in ascending order
     * @param tails whether to go on below the first and above the last break
     * @param tolerance the error sought, relative to the integral of the size of a function
     * @param measurable how far out a density that ends is zero there, and not only a number of its formula too large or small
     */
    static Integral of(
            DoubleUnaryOperator h,
            Functions f,
            int count,
            int controlled,
            double[] breaks,
            boolean[] tails,
            double tolerance,
            double measurable) {
        Quadrature quadrature = new Quadrature(h, f, count, controlled, tolerance, measurable);
        quadrature.divide(graded(breaks), tails);
        quadrature.refine();
        return quadrature.result();
    }

    /**
     * A part of the line with its integrals: t = u, or t = origin + width·(e^u − 1) with u from 0 up in a tail.
     *
     * @param width 0 for a part that is not in a tail
     * @param noisy for which functions a division has brought nothing, so that what is left is rounding
     */
    private record Panel(
            double origin,
            double width,
            double from,
            double to,
            double[] values,
            double[] errors,
            double[] sizes,
            boolean[] noisy) {
        double t(double u) {
            return width == 0 ? u : origin + width * StrictMath.expm1(u);
        }

        double logSlope(double u) {
            return width == 0 ? 0 : StrictMath.log(Math.abs(width)) + u;
        }

        double u(int k) {
            return from + half() + half() * Kronrod.node(k);
        }

        double half() {
            return (to - from) / 2;
        }
    }

    // ---- panels ----

    /** More breaks, so that no panel is far wider than both of its neighbours. */
    private static double[] graded(double[] breaks) {
        int last = breaks.length - 1;
        DoubleStream.Builder all = DoubleStream.builder();
        for (int i = 0; i <= last; i++) {
            all.add(breaks[i]);
            double below = i > 0 ? breaks[i] - breaks[i - 1] : Double.POSITIVE_INFINITY;
            double width = i < last ? breaks[i + 1] - breaks[i] : 0;
            double above = i < last - 1 ? breaks[i + 2] - breaks[i + 1] : Double.POSITIVE_INFINITY;
            double low = Math.max(below, width * FINEST);
            double high = Math.max(above, width * FINEST);
            double from = breaks[i];
            double to = i < last ? breaks[i + 1] : from;
            while (GRADE * Math.min(low, high) < to - from) {
                if (low <= high) {
                    low *= GRADE;
                    from += low;
                    all.add(from);
                } else {
                    high *= GRADE;
                    to -= high;
                    all.add(to);
                }
            }
        }
        return all.build().sorted().distinct().toArray();
    }

    private void divide(double[] breaks, boolean[] tails) {
        for (int i = 1; i < breaks.length; i++) {
            panels.add(panel(0, 0, breaks[i - 1], breaks[i]));
        }
        int last = breaks.length - 1;
        if (tails[0]) {
            tail(breaks[0], Math.min(-spacing(breaks, 0, 1), -1e-300));
        }
        if (tails[1]) {
            tail(breaks[last], Math.max(spacing(breaks, last, last - 1), 1e-300));
        }
    }

    /** The size of a tail's first step: the panel beside it, or, where there is none, one. */
    private static double spacing(double[] breaks, int end, int next) {
        return next >= 0 && next < breaks.length ? Math.abs(breaks[end] - breaks[next]) : 1;
    }

    private void tail(double origin, double width) {
        double end = StrictMath.log(FARTHEST / Math.abs(width));
        int quiet = 0;
        double from = 0;
        overflow = false;
        Panel before = null;
        for (double to = 0.5; from < end && quiet < 2; to *= 2) {
            Panel panel = panel(origin, width, from, Math.min(to, end));
            panels.add(panel);
            quiet = from < NEAR || adds(panel) || grows(before, panel) ? 0 : quiet + 1;
            before = panel;
            from = to;
        }
        if (overflow || Math.abs(origin + width * StrictMath.expm1(Math.min(from, end))) > measurable) {
            lookBeyond(origin, width, Math.min(from, end));
        }
    }

    private boolean grows(Panel before, Panel panel) {
        for (int i = 0; i < count; i++) {
            if (panel.sizes[i] > before.sizes[i]) {
                return true;
            }
        }
        return false;
    }

    private boolean adds(Panel panel) {
        for (int i = 0; i < count; i++) {
            double all = 0;
            for (Panel p : panels) {
                all += p.sizes[i];
            }
            if (panel.sizes[i] > NOTHING * all) {
                return true;
            }
        }
        return false;
    }

    /**
     * What lies beyond the last number: nothing that matters, a remainder that is estimated, an integral without end, or what cannot
     * be told.
     */
    private void lookBeyond(double origin, double width, double end) {
        Panel tail = blank(origin, width, 0, end);
        for (int i = 0; i < count; i++) {
            double last = lastFinite(tail, i);
            double there = logSize(tail, last, i);
            double value = buffer[i];
            Decline decline = decline(tail, last, i);
            if (!(there > UNDERFLOW) || Double.isNaN(decline.slope)) {
                continue;
            }
            f.at(tail.t(Math.nextUp(last) * (1 + 1e-12)), buffer);
            boolean ends = last < end && Math.abs(tail.t(last)) < measurable && Math.abs(value) < LARGE;
            if (ends && !Double.isNaN(buffer[i])) {
                infinite[i] = Double.isInfinite(buffer[i]) ? buffer[i] : 0;
            } else if (decline.isEndless()) {
                infinite[i] = Math.signum(value) * Double.POSITIVE_INFINITY;
            } else if (decline.isClear()) {
                divideAt(tail, last);
                double rest = StrictMath.exp(there - decline.perUnit) / -decline.slope;
                remainder[i] += Math.signum(value) * rest;
                uncertain[i] += rest * Math.min(1, ROUNDING_OF_SLOPE + Math.abs(decline.change()) / -decline.slope);
            } else if (!ends) {
                remainder[i] = Double.NaN;
            }
        }
    }

    /**
     * How the logarithm of an integrand falls at the end of a tail: in u, or in t where it is the more nearly linear in that.
     *
     * @param slope at the end
     * @param before a little before
     * @param perUnit the logarithm of du/dt times what makes the integrand one of u into one of this variable
     */
    private record Decline(double slope, double before, double perUnit) {
        double change() {
            return slope - before;
        }

        /** The change of the slope as a share of it. */
        double bend() {
            return Math.abs(change()) / Math.max(Math.abs(slope), Math.abs(before));
        }

        boolean isEndless() {
            return Math.min(slope, before) >= ENDLESS;
        }

        boolean isClear() {
            return Math.max(slope, before) < ENDLESS;
        }
    }

    private Decline decline(Panel tail, double last, int function) {
        double[] u = {last, 0.99 * last, 0.98 * last};
        double[] log = new double[3];
        for (int k = 2; k >= 0; k--) {
            log[k] = logSize(tail, u[k], function);
        }
        Decline inU = new Decline((log[0] - log[1]) / (u[0] - u[1]), (log[1] - log[2]) / (u[1] - u[2]), 0);
        double[] t = new double[3];
        for (int k = 0; k < 3; k++) {
            t[k] = Math.abs(tail.t(u[k]) - tail.origin);
            log[k] -= tail.logSlope(u[k]);
        }
        Decline inT =
                new Decline((log[0] - log[1]) / (t[0] - t[1]), (log[1] - log[2]) / (t[1] - t[2]), tail.logSlope(last));
        return inT.bend() < Math.max(STRAIGHT, inU.bend()) ? inT : inU;
    }

    /** Divides the panel of a tail across a point at which an integrand ends. */
    private void divideAt(Panel tail, double u) {
        for (int k = 0; k < panels.size(); k++) {
            Panel p = panels.get(k);
            if (p.origin == tail.origin && p.width == tail.width && p.from < u && u < p.to) {
                panels.set(k, panel(p.origin, p.width, p.from, u));
                panels.add(k + 1, panel(p.origin, p.width, u, p.to));
                return;
            }
        }
    }

    /** How far out in a tail a function is finite and the weight not zero. */
    private double lastFinite(Panel tail, int function) {
        double low = 0;
        double high = tail.to;
        if (Double.isFinite(logSize(tail, high, function))) {
            return high;
        }
        for (int k = 0; k < 60; k++) {
            double middle = low + (high - low) / 2;
            if (Double.isFinite(logSize(tail, middle, function))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Panel blank(double origin, double width, double from, double to) {
        return new Panel(
                origin,
                width,
                from,
                to,
                new double[count],
                new double[count],
                new double[count],
                new boolean[controlled]);
    }

    private double logSize(Panel panel, double u, int function) {
        double t = panel.t(u);
        double weight = h.applyAsDouble(t);
        if (!(weight > Double.NEGATIVE_INFINITY)) {
            return Double.NEGATIVE_INFINITY;
        }
        f.at(t, buffer);
        return weight + panel.logSlope(u) + StrictMath.log(Math.abs(buffer[function]));
    }

    private Panel panel(double origin, double width, double from, double to) {
        Panel panel = blank(origin, width, from, to);
        double[][] at = new double[2 * Kronrod.LAST + 1][];
        for (int k = -Kronrod.LAST; k <= Kronrod.LAST; k++) {
            at[k + Kronrod.LAST] = contribution(panel, k);
        }
        double half = panel.half();
        for (int i = 0; i < count; i++) {
            double kronrod = 0;
            double gauss = 0;
            double size = 0;
            for (int k = -Kronrod.LAST; k <= Kronrod.LAST; k++) {
                double value = at[k + Kronrod.LAST][i];
                kronrod += Kronrod.weight(k) * value;
                gauss += Kronrod.gauss(k) * value;
                size += Kronrod.weight(k) * Math.abs(value);
            }
            double spread = 0;
            for (int k = -Kronrod.LAST; k <= Kronrod.LAST; k++) {
                spread += Kronrod.weight(k) * Math.abs(at[k + Kronrod.LAST][i] - kronrod / 2);
            }
            panel.values[i] = kronrod * half;
            panel.sizes[i] = size * half;
            double error = Kronrod.error(Math.abs(kronrod - gauss) * half, spread * half);
            panel.errors[i] = Math.max(Math.min(error, Math.abs(kronrod - gauss) * half), ROUNDING * size * half);
        }
        return panel;
    }

    private double[] contribution(Panel panel, int k) {
        double[] values = new double[count];
        double u = panel.u(k);
        double t = panel.t(u);
        double weight = h.applyAsDouble(t);
        if (!(weight > Double.NEGATIVE_INFINITY)) {
            return values;
        }
        f.at(t, buffer);
        double log = weight + panel.logSlope(u);
        double share = StrictMath.exp(log);
        for (int i = 0; i < count; i++) {
            double value = buffer[i];
            if (Double.isInfinite(value)) {
                // In a tail it may be only that the number is too large: what lies there is looked at apart.
                overflow |= share > 0;
                if (panel.width == 0 && share > 0) {
                    infinite[i] = Math.abs(t) < measurable ? value : infinite[i];
                    uncertain[i] = Double.POSITIVE_INFINITY;
                }
            } else if (Double.isNaN(value)) {
                uncertain[i] = panel.width == 0 && share > 0 ? Double.POSITIVE_INFINITY : uncertain[i];
            } else if (value != 0) {
                values[i] = log > -600
                        ? share * value
                        : Math.signum(value) * StrictMath.exp(log + StrictMath.log(Math.abs(value)));
            }
        }
        return values;
    }

    // ---- refinement ----

    private void refine() {
        for (int round = 0; round < MOST_ROUNDS && panels.size() < MOST_PANELS; round++) {
            double[] allowed = allowed();
            List<Panel> next = new ArrayList<>();
            for (Panel p : panels) {
                double middle = p.from + (p.to - p.from) / 2;
                if (tooCoarse(p, allowed) && p.from < middle && middle < p.to) {
                    divide(p, middle, next);
                } else {
                    next.add(p);
                }
            }
            if (next.size() == panels.size()) {
                return;
            }
            panels = next;
        }
    }

    /** The error that each panel may have: none where the whole is precise enough. */
    private double[] allowed() {
        double[] allowed = new double[controlled];
        for (int i = 0; i < controlled; i++) {
            double error = 0;
            double size = 0;
            double mass = 0;
            for (Panel p : panels) {
                error += p.errors[i];
                size += p.sizes[i];
                mass += p.sizes[0];
            }
            double enough = tolerance * Math.max(size, mass);
            allowed[i] = error <= enough || infinite[i] != 0 ? Double.POSITIVE_INFINITY : enough / panels.size() / 2;
        }
        return allowed;
    }

    private boolean tooCoarse(Panel p, double[] allowed) {
        for (int i = 0; i < controlled; i++) {
            if (!p.noisy[i] && p.errors[i] > allowed[i] && p.errors[i] > 1.01 * ROUNDING * p.sizes[i]) {
                return true;
            }
        }
        return false;
    }

    private void divide(Panel p, double middle, List<Panel> to) {
        Panel low = panel(p.origin, p.width, p.from, middle);
        Panel high = panel(p.origin, p.width, middle, p.to);
        for (int i = 0; i < controlled; i++) {
            boolean nothing =
                    p.errors[i] < SMALL * p.sizes[i] && low.errors[i] + high.errors[i] > NO_GAIN * p.errors[i];
            low.noisy[i] = p.noisy[i] || nothing;
            high.noisy[i] = low.noisy[i];
        }
        to.add(low);
        to.add(high);
    }

    // ---- results ----

    private Integral result() {
        double[] values = new double[count];
        double[] errors = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = remainder[i];
            errors[i] = uncertain[i];
            for (Panel p : panels) {
                values[i] += p.values[i];
                errors[i] += p.errors[i];
            }
            if (infinite[i] != 0) {
                values[i] = infinite[i];
                errors[i] = 0;
            }
        }
        return new Integral(values, errors, this::nodes);
    }

    /** The nodes of the panels that add anything. */
    private List<Integral.Node> nodes() {
        List<Integral.Node> nodes = new ArrayList<>();
        for (Panel p : panels) {
            if (!adds(p)) {
                continue;
            }
            for (int k = -Kronrod.LAST; k <= Kronrod.LAST; k++) {
                double u = p.u(k);
                double t = p.t(u);
                double weight = h.applyAsDouble(t);
                double mass = StrictMath.exp(weight + p.logSlope(u)) * p.half() * Kronrod.weight(k);
                if (mass > 0) {
                    nodes.add(new Integral.Node(t, mass));
                }
            }
        }
        return nodes;
    }
}
