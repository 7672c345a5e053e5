package mle.expr;

/**
 * The way of an integral: y = origin ± width·(exp(v) - 1), so that steps grow with the distance and a tail that falls as a
 * power is as short as one that falls exponentially. Panels of v are halved until the rules of Gauss with 10 and of Kronrod
 * with 21 points agree (Piessens et al. 1983, QUADPACK; nodes by {@code special-coefficients.py} next to the tests).
 */
final class KronrodRay implements Ray {
    /** Positive abscissae, those of Gauss's rule at odd places. */
    private static final double[] NODES = {
        0.0,
        0.14887433898163121,
        0.2943928627014602,
        0.43339539412924719,
        0.56275713466860468,
        0.67940956829902441,
        0.7808177265864169,
        0.86506336668898451,
        0.93015749135570823,
        0.97390652851717172,
        0.99565716302580808
    };

    private static final double[] WEIGHTS = {
        0.14944555400291691,
        0.14773910490133849,
        0.14277593857706008,
        0.13470921731147333,
        0.12349197626206585,
        0.10938715880229764,
        0.093125454583697606,
        0.075039674810919953,
        0.054755896574351996,
        0.032558162307964727,
        0.011694638867371874
    };

    private static final double[] GAUSS = {
        0.29552422471475287, 0.26926671930999636, 0.21908636251598204, 0.14945134915058059, 0.066671344308688138
    };

    /** How often a panel is halved at most: to the rounding of v. */
    private static final int DEEPEST = 48;

    /** So often halved, a panel whose halves are both wrong by more than a share of its error is not halved again. */
    private static final int DEEP = 4;

    private static final double NOISE = 0.25;

    private static final int LAST = NODES.length - 1;

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
        boolean on = end > 0;
        while (on) {
            double to = Math.min(from + 1, end);
            double mass = -collector.total();
            panel(collector, from, to);
            mass += collector.total();
            boolean falling = mass <= before && mass <= NOTHING * collector.total();
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

    private void panel(Collector collector, double from, double to) {
        refine(collector, new Panel(collector, from, to), 0);
    }

    private void refine(Collector collector, Panel whole, int depth) {
        double mass = whole.stretch.mass();
        double most = Math.max(PRECISE * mass, NOTHING * (collector.total() + mass));
        if (whole.error <= most || depth == DEEPEST || collector.exhausted()) {
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
                int i = Math.abs(k);
                double v = centre + (k < 0 ? -half : half) * NODES[i];
                at[LAST + k] = y(v);
                double value = half * width * StrictMath.exp(v) * collector.density(at[LAST + k]);
                shares[LAST + k] = WEIGHTS[i] * value;
                gauss += i % 2 == 1 ? GAUSS[i / 2] * value : 0;
            }
            Ray ray = KronrodRay.this;
            stretch = Stretch.of(ray, Math.min(y(from), y(to)), Math.max(y(from), y(to)), at, shares);
            error = error(stretch, gauss);
        }
    }

    /** As QUADPACK estimates it: the rule of Kronrod is far better than that of Gauss, if that is good. */
    private static double error(Stretch stretch, double gauss) {
        double mean = stretch.mass() / 2;
        double spread = 0;
        for (int k = -LAST; k <= LAST; k++) {
            spread += Math.abs(stretch.shares()[LAST + k] - WEIGHTS[Math.abs(k)] * mean);
        }
        double difference = Math.abs(stretch.mass() - gauss);
        double ratio = 200 * difference / spread;
        return spread > 0 && ratio < 1 ? spread * ratio * Math.sqrt(ratio) : difference;
    }
}
