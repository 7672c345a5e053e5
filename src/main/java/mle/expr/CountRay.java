package mle.expr;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The way of a sum over whole numbers, in blocks that double as they go: short ones term by term, longer ones by the rule of
 * Gauss with 20 points for equally spaced points of equal weight (Gram's polynomials; DLMF 18.19.1, Hahn's with parameters
 * 0), which takes the formula at places between the counts. A block is halved until it agrees with its halves; where the formula
 * has no value between counts, down to its terms.
 */
final class CountRay implements Ray {
    private static final int POINTS = 20;

    /** Up to so many terms a block is summed one by one. */
    private static final int SHORT = 64;

    /** Of halves each wrong by more than this share of the whole, so often, nothing more comes. */
    private static final double NOISE = 0.35;

    private static final int DEEP = 4;

    /** The rounding of a term at x in a tail, relative to it and to x log x, of which a log-mass is a difference. */
    private static final double ROUNDING = 4e-16;

    /** Beyond, counts are not told apart. */
    private static final double LARGEST = 0x1p52;

    /** The rules for blocks of 2^k terms: abscissae and weights on (-1, 1), the weights adding up to 1. */
    private static final AtomicReferenceArray<double[][]> RULES = new AtomicReferenceArray<>(64);

    private final double origin;
    private final int sign;
    private final double rounding;

    CountRay(double origin, int sign) {
        this(origin, sign, 0);
    }

    private CountRay(double origin, int sign, double rounding) {
        this.origin = origin;
        this.sign = sign;
        this.rounding = rounding;
    }

    /** The way up from a count beyond which the terms fall: no error that may be their rounding is halved there. */
    static CountRay ofTail(double origin) {
        return new CountRay(origin, 1, ROUNDING);
    }

    @Override
    public void march(Collector collector, double limit) {
        double end = Math.min(sign * (limit - origin) + 1, LARGEST);
        double before = 0;
        double from = 0;
        double size = SHORT;
        boolean on = end > 0;
        while (on) {
            double to = Math.min(from + size, end);
            double mass = -collector.total();
            between(collector, from, to);
            mass += collector.total();
            boolean little = mass <= before && mass <= NOTHING * collector.total();
            boolean falling = little && !collector.rises(origin + sign * from, origin + sign * (to - 1));
            on = to < end && !falling && !collector.exhausted();
            if (!on && !falling && to == LARGEST) {
                collector.doubt(mass);
            }
            before = mass;
            size = from == 0 ? size : 2 * size;
            from = to;
        }
    }

    @Override
    public void collect(Collector collector, double low, double high) {
        between(collector, sign > 0 ? low - origin : origin - high, (sign > 0 ? high - origin : origin - low) + 1);
    }

    @Override
    public double[] shares(Stretch stretch, double low, double high) {
        return null;
    }

    /** Terms number from to number to - 1, in blocks of powers of two. */
    private void between(Collector collector, double from, double to) {
        double start = from;
        while (start < to) {
            double left = to - start;
            double size = left <= SHORT ? left : Math.scalb(1.0, Math.getExponent(left));
            if (size <= SHORT) {
                collector.add(terms(collector, start, size), 0);
            } else {
                block(collector, gauss(collector, start, size), start, Double.POSITIVE_INFINITY, 0);
            }
            start += size;
        }
    }

    /**
     * Refines a block.
     *
     * @param last the error of what it is a half of
     * @param same how often halving has only divided the error
     */
    private void block(Collector collector, Stretch whole, double from, double last, int same) {
        double half = (whole.high() - whole.low() + 1) / 2;
        Stretch first = gauss(collector, from, half);
        Stretch second = gauss(collector, from + half, half);
        double mass = first.mass() + second.mass();
        double error = Math.abs(whole.mass() - mass);
        int divided = error > NOISE * last ? same + 1 : 0;
        if (collector.isNothing(error, mass) || error <= rounding(from) * mass || divided >= DEEP) {
            // Where halving only divides an error, it is the rounding of the terms.
            collector.add(first, error);
            collector.add(second, 0);
        } else if (half <= SHORT || collector.exhausted()) {
            collector.add(terms(collector, from, Math.min(half, SHORT)), 0);
            collector.add(terms(collector, from + half, Math.min(half, SHORT)), 0);
        } else {
            block(collector, first, from, error, divided);
            block(collector, second, from + half, error, divided);
        }
    }

    private double rounding(double from) {
        return rounding == 0 ? 0 : rounding * (origin + from) * StrictMath.log(origin + from);
    }

    private Stretch terms(Collector collector, double from, double size) {
        int n = (int) size;
        double[] at = new double[n];
        double[] shares = new double[n];
        for (int k = 0; k < n; k++) {
            at[k] = origin + sign * (from + k);
            shares[k] = collector.density(at[k]);
        }
        return stretch(from, size, at, shares);
    }

    private Stretch gauss(Collector collector, double from, double size) {
        double[][] rule = rule(Math.getExponent(size));
        double[] at = new double[POINTS];
        double[] shares = new double[POINTS];
        double middle = (size - 1) / 2;
        for (int k = 0; k < POINTS; k++) {
            at[k] = origin + sign * (from + middle + size / 2 * rule[0][k]);
            shares[k] = size * rule[1][k] * collector.density(at[k]);
        }
        return stretch(from, size, at, shares);
    }

    private Stretch stretch(double from, double size, double[] at, double[] shares) {
        double first = origin + sign * from;
        double last = origin + sign * (from + size - 1);
        return Stretch.of(this, Math.min(first, last), Math.max(first, last), at, shares);
    }

    private static double[][] rule(int log) {
        double[][] known = RULES.get(log);
        if (known == null) {
            known = makeRule(Math.scalb(1.0, log));
            RULES.set(log, known);
        }
        return known;
    }

    /** Newton's method on the recurrence of the orthonormal polynomials, from the zeros of Legendre's. */
    private static double[][] makeRule(double size) {
        double[] roots = new double[POINTS + 1];
        for (int k = 1; k <= POINTS; k++) {
            double share = k / size;
            roots[k] = Math.sqrt(k * k * (1 - share * share) / (4.0 * k * k - 1));
        }
        double[][] rule = new double[2][POINTS];
        for (int i = 0; i < POINTS; i++) {
            double t = -StrictMath.cos(StrictMath.PI * (i + 0.75) / (POINTS + 0.5));
            double squares = 0;
            for (int step = 0; step < 8; step++) {
                double before = 0;
                double slopeBefore = 0;
                double value = 1;
                double slope = 0;
                squares = 1;
                for (int k = 1; k <= POINTS; k++) {
                    double next = (t * value - (k > 1 ? roots[k - 1] * before : 0)) / roots[k];
                    double slopeNext = (value + t * slope - (k > 1 ? roots[k - 1] * slopeBefore : 0)) / roots[k];
                    before = value;
                    slopeBefore = slope;
                    value = next;
                    slope = slopeNext;
                    squares += k < POINTS ? value * value : 0;
                }
                t -= value / slope;
            }
            rule[0][i] = t;
            rule[1][i] = 1 / squares;
        }
        return rule;
    }
}
