package mle.expr;

/**
 * The way of an integral: y = origin ± width·(exp(v) - 1), so that steps grow with the distance and a tail that falls as a
 * power is as short as one that falls exponentially. Panels of v are halved until the rules of Gauss with 10 and of Kronrod
 * with 21 points agree.
 */
final class KronrodRay implements Ray {
    /** How often a panel is halved at most: to the rounding of v. */
    private static final int DEEPEST = 48;

    /** So often halved, a panel whose halves are both wrong by more than a share of its error is not halved again. */
    private static final int DEEP = 4;

    private static final double NOISE = 0.25;

    /** Panels double as long as none need be halved, to this width. */
    private static final double WIDEST = 8;

    /** In panels of v less wide than this, places are too rough. */
    private static final double NARROW = 1e-3;

    private static final int LAST = Kronrod.LAST;

    private final double origin;
    private final int sign;
    private final double width;

    private KronrodRay(double origin, int sign, double width) {
        this.origin = origin;
        this.sign = sign;
        this.width = width;
    }

    /** The ways in both directions, in the smaller of their widths: one side of a peak may hide the other. */
    static KronrodRay[] both(DensityLine line, double origin) {
        double width = Math.min(width(line, origin, -1), width(line, origin, 1));
        return new KronrodRay[] {new KronrodRay(origin, -1, width), new KronrodRay(origin, 1, width)};
    }

    /** The way in one direction. */
    static KronrodRay of(DensityLine line, double origin, int sign) {
        return new KronrodRay(origin, sign, width(line, origin, sign));
    }

    /** The distance in which the density falls, or rises, by a factor of about e. */
    private static double width(DensityLine line, double origin, int sign) {
        double start = line.log(origin);
        double width = Math.max(1, Math.abs(origin)) / 64;
        if (changes(line, start, origin + sign * width)) {
            while (width > 1e-290 && changes(line, start, origin + sign * width / 2)) {
                width /= 2;
            }
        } else {
            while (width < 1e290 && !changes(line, start, origin + sign * width)) {
                width *= 2;
            }
        }
        return width;
    }

    private static boolean changes(DensityLine line, double start, double y) {
        return !(Math.abs(line.log(y) - start) < 1);
    }

    private double y(double v) {
        return origin + sign * width * StrictMath.expm1(v);
    }

    private double v(double y) {
        double distance = sign * (y - origin);
        return distance > 0 ? StrictMath.log1p(distance / width) : 0;
    }

    @Override
    public void march(Collector collector, double limit) {
        double reach = sign * collector.line().reach();
        boolean open = sign * (limit - reach) > 0;
        double end = v(open ? reach : limit);
        double first = collector.total();
        double before = 0;
        double from = 0;
        double size = 1;
        boolean on = end > 0;
        while (on) {
            double to = Math.min(from + size, end);
            double mass = -collector.total();
            int known = collector.stretches().size();
            panel(collector, from, to);
            mass += collector.total();
            boolean whole = collector.stretches().size() == known + 1;
            size = whole ? Math.min(2 * size, WIDEST) : Math.max(size / 2, 1);
            boolean little = mass <= before && mass <= NOTHING * collector.total();
            boolean falling = little && !collector.rises(y(from), y(to));
            on = to < end && !falling && !collector.exhausted();
            if (open && to == end && !falling) {
                collector.doubt(10 * mass);
            }
            before = mass;
            from = to;
        }
        // What the rounding of y, of which the density is taken, may be worth.
        collector.doubt((collector.total() - first) * Math.ulp(origin) / width);
    }

    @Override
    public void collect(Collector collector, double low, double high) {
        double from = v(sign > 0 ? low : high);
        double to = v(sign > 0 ? high : low);
        if (to > from) {
            panel(collector, from, to);
        }
    }

    @Override
    public double[] shares(Stretch stretch, double low, double high) {
        double first = v(sign > 0 ? stretch.low() : stretch.high());
        double last = v(sign > 0 ? stretch.high() : stretch.low());
        if (!(last - first > NARROW)) {
            return null;
        }
        double from = place(v(sign > 0 ? low : high), first, last);
        double to = place(v(sign > 0 ? high : low), first, last);
        double[] shares = Kronrod.weights(from, to);
        for (int k = -LAST; k <= LAST; k++) {
            shares[LAST + k] *= stretch.shares()[LAST + k] / Kronrod.weight(k);
        }
        return shares;
    }

    /** On [-1, 1], of a number between two others. */
    private static double place(double v, double first, double last) {
        return Math.max(-1, Math.min(1, 2 * ((v - first) / (last - first)) - 1));
    }

    private void panel(Collector collector, double from, double to) {
        refine(collector, new Panel(collector, from, to), 0);
    }

    private void refine(Collector collector, Panel whole, int depth) {
        double mass = whole.stretch.mass();
        boolean enough = collector.isNothing(whole.error, mass) || depth == DEEPEST || collector.exhausted();
        if (enough || depth > 0 && whole.error <= rounding(collector.line(), whole.stretch) * mass) {
            collector.add(whole.stretch, whole.error);
            return;
        }
        double centre = 0.5 * (whole.from + whole.to);
        Panel first = new Panel(collector, whole.from, centre);
        Panel second = new Panel(collector, centre, whole.to);
        if (depth >= DEEP && Math.min(first.error, second.error) > NOISE * whole.error) {
            // Nothing is gained: what is left is the rounding of the density.
            collector.add(first.stretch, first.error);
            collector.add(second.stretch, second.error);
        } else {
            refine(collector, first, depth + 1);
            refine(collector, second, depth + 1);
        }
    }

    /** What the density is rounded by, relative to it: how far apart it is at neighbouring numbers, a few times that. */
    private static double rounding(DensityLine line, Stretch stretch) {
        double most = 0;
        for (int k = 0; k <= 2 * LAST; k += LAST / 2) {
            double y = stretch.at()[k];
            double apart = Math.abs(line.log(y + 4 * Math.ulp(y)) - line.log(y));
            most = apart < Double.POSITIVE_INFINITY ? Math.max(most, apart) : most;
        }
        return 4 * most;
    }

    /** The two rules on an interval of v. */
    private final class Panel {
        private final double from;
        private final double to;
        private final Stretch stretch;
        private final double error;

        Panel(Collector collector, double from, double to) {
            this.from = from;
            this.to = to;
            double centre = 0.5 * (from + to);
            double half = 0.5 * (to - from);
            double[] at = new double[2 * LAST + 1];
            double[] shares = new double[at.length];
            double gauss = 0;
            for (int k = -LAST; k <= LAST; k++) {
                double v = centre + half * Kronrod.node(k);
                at[LAST + k] = y(v);
                double value = half * width * StrictMath.exp(v) * collector.density(at[LAST + k]);
                shares[LAST + k] = Kronrod.weight(k) * value;
                gauss += Kronrod.gauss(k) > 0 ? Kronrod.gauss(k) * value : 0;
            }
            Ray ray = KronrodRay.this;
            stretch = Stretch.of(ray, Math.min(y(from), y(to)), Math.max(y(from), y(to)), at, shares);
            error = error(stretch, gauss);
        }
    }

    private static double error(Stretch stretch, double gauss) {
        double mean = stretch.mass() / 2;
        double spread = 0;
        for (int k = -LAST; k <= LAST; k++) {
            spread += Math.abs(stretch.shares()[LAST + k] - Kronrod.weight(k) * mean);
        }
        return Kronrod.error(Math.abs(stretch.mass() - gauss), spread);
    }
}
