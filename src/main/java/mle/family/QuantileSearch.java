package mle.family;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The least x at which a tail of a distribution reaches a logarithm of a probability. Where the tails are not known, too far
 * out, the search has gone beyond.
 *
 * @param distribution the distribution
 * @param log the logarithm
 * @param lower whether of P(X ≤ x), which rises to it; else of P(X &gt; x), which falls to it
 */
record QuantileSearch(Distribution distribution, double log, boolean lower) {
    private static final int PROBES = 64;

    /** How far the tail is above the logarithm at x, for the upper tail below it: rising in x. */
    private double excess(double x) {
        return lower ? distribution.logCdf(x) - log : log - distribution.logSurvival(x);
    }

    /** Among the numbers between two ends. */
    double number(double first, double last) {
        long low = ordinal(Math.max(first, -Double.MAX_VALUE));
        long high = ordinal(Math.min(last, Double.MAX_VALUE));
        double there = Double.NaN;
        long start = low;
        Deque<long[]> parts = new ArrayDeque<>();
        parts.add(new long[] {low, high});
        for (int probe = 0; probe < PROBES && Double.isNaN(there); probe++) {
            long[] part = parts.remove();
            start = between(part[0], part[1]);
            there = excess(atOrdinal(start));
            parts.add(new long[] {part[0], start});
            parts.add(new long[] {start, part[1]});
        }
        if (Double.isNaN(there)) {
            return there;
        }
        return there >= 0 ? new Bracket(low, start, there, -1).close() : new Bracket(start, high, there, 1).close();
    }

    /** Among the numbers from one to another, of which the second is known to be none too small. */
    double within(double first, double last) {
        if (first == last || excess(first) >= 0) {
            return first;
        }
        if (distribution.support().integer()) {
            return least(first, last, false);
        }
        Bracket bracket = new Bracket(ordinal(first), ordinal(last), excess(first), -1);
        bracket.above = excess(last);
        double found = bracket.close();
        return found == found ? found : number(first, last);
    }

    /**
     * Two doubles, as their places in the order of all doubles: the tail reaches the logarithm at the upper and not at the lower.
     */
    private final class Bracket {
        private long low;
        private long high;
        private double below = Double.NEGATIVE_INFINITY;
        private double above = Double.POSITIVE_INFINITY;

        /** What a tail that is not known counts for, and whether an end is such a place. */
        private final double unknown;

        private boolean open;

        Bracket(long low, long high, double known, int unknown) {
            this.low = low;
            this.high = high;
            this.unknown = unknown * Double.POSITIVE_INFINITY;
            below = known < 0 ? known : below;
            above = known >= 0 ? known : above;
        }

        /** By secants, and secants of twice the length that pass the place, as far as they shorten; else by halves. */
        double close() {
            while (low + 1 < high) {
                long width = high - low;
                if (below > Double.NEGATIVE_INFINITY && above < Double.POSITIVE_INFINITY) {
                    secant(1);
                    secant(2);
                }
                if (low + 1 < high && !(high - low < width / 4)) {
                    put(between(low, high));
                }
            }
            return open ? Double.NaN : atOrdinal(high);
        }

        private void secant(double length) {
            double a = atOrdinal(low);
            double b = atOrdinal(high);
            double slope = (above - below) / (b - a);
            double x = -below < above ? a - length * below / slope : b - length * above / slope;
            if (low + 1 < high && x == x) {
                put(Math.max(low + 1, Math.min(high - 1, ordinal(x))));
            }
        }

        private void put(long place) {
            double value = excess(atOrdinal(place));
            if (value != value) {
                value = unknown;
                open = true;
            } else if (value >= 0 == unknown >= 0) {
                open = false;
            }
            if (value >= 0) {
                high = place;
                above = value;
            } else {
                low = place;
                below = value;
            }
        }
    }

    /** Among the counts between two ends. */
    double count(double first, double last) {
        boolean all = Double.isInfinite(first);
        boolean down = all && excess(0) >= 0;
        double low = all ? 0 : first - 1;
        double high = all ? 0 : Math.min(first, last);
        double step = 1;
        while (down && excess(low) >= 0) {
            high = low;
            low -= step;
            step *= 2;
        }
        double end = Math.min(last, Double.MAX_VALUE);
        double there = down ? 0 : excess(high);
        while (!down && high < end && !(there >= 0) && (step < 0x1p53 || there < 0)) {
            low = high;
            high = Math.min(low + step, end);
            step *= 2;
            there = excess(high);
        }
        high = least(low, high, down);
        there = excess(high);
        return there >= 0 ? high : there < 0 && high < last ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /** Of the counts above one and up to another, by halves; one whose tail is not known, too far out, is above or below. */
    private double least(double low, double high, boolean isBelow) {
        while (high - low > 1) {
            double middle = Math.floor(low + (high - low) / 2);
            if (!(low < middle && middle < high)) {
                break; // no numbers between counts so large
            }
            double there = excess(middle);
            if (there >= 0 || Double.isNaN(there) && !isBelow) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The middle, rounded down; their difference may be too large for a long. */
    private static long between(long low, long high) {
        return (low & high) + ((low ^ high) >> 1);
    }

    private static long ordinal(double x) {
        long bits = Double.doubleToLongBits(x);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double atOrdinal(long ordinal) {
        return Double.longBitsToDouble(ordinal >= 0 ? ordinal : Long.MIN_VALUE - ordinal);
    }
}
