package mle.family;

import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;

/**
 * The open interval in which a parameter lives, and its map to and from the real line: the identity on the line, log on a
 * half line, logit on a finite interval.
 *
 * @param lower the lower end, -∞ for none
 * @param upper the upper end, +∞ for none
 */
public record Domain(double lower, double upper) {
    /** The real line. */
    public static final Domain REAL = new Domain(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /** The positive numbers. */
    public static final Domain POSITIVE = new Domain(0, Double.POSITIVE_INFINITY);

    /** The numbers between 0 and 1. */
    public static final Domain UNIT = new Domain(0, 1);

    /** Checks that the ends are in order. */
    public Domain {
        if (!(lower < upper)) {
            throw new IllegalArgumentException(
                    "domain: lower end must be below the upper, got " + lower + " and " + upper);
        }
    }

    /** Whether a value lies inside. */
    public boolean contains(double value) {
        return value > lower && value < upper;
    }

    /** What the domain says of the sign. */
    public Sign sign() {
        return lower >= 0 ? Sign.POSITIVE : Sign.ANY;
    }

    private boolean isLine() {
        return Double.isInfinite(lower) && Double.isInfinite(upper);
    }

    /** The point of the line that stands for a value inside. */
    public double toLine(double value) {
        if (isLine()) {
            return value;
        }
        if (Double.isInfinite(upper)) {
            return StrictMath.log(value - lower);
        }
        if (Double.isInfinite(lower)) {
            return -StrictMath.log(upper - value);
        }
        return StrictMath.log(value - lower) - StrictMath.log(upper - value);
    }

    /** The value that a point of the line stands for. */
    public double fromLine(double point) {
        if (isLine()) {
            return point;
        }
        if (Double.isInfinite(upper)) {
            return lower + StrictMath.exp(point);
        }
        if (Double.isInfinite(lower)) {
            return upper - StrictMath.exp(-point);
        }
        return lower + (upper - lower) * Function.SIGMOID.at(point);
    }

    /** A value inside: the given one, or in place of one on an edge, or worse, one well inside, on the side that was met. */
    public double inside(double value) {
        if (contains(value) && Double.isFinite(value)) {
            return value;
        }
        if (isLine()) {
            return 0;
        }
        if (value == Double.POSITIVE_INFINITY) {
            return Double.isInfinite(upper) ? fromLine(10) : fromLine(3);
        }
        if (value <= lower) {
            return fromLine(-3);
        }
        return value >= upper ? fromLine(3) : fromLine(0);
    }

    /** The derivative of {@link #toLine} at a value inside. */
    public double slope(double value) {
        if (isLine()) {
            return 1;
        }
        if (Double.isInfinite(upper)) {
            return 1 / (value - lower);
        }
        if (Double.isInfinite(lower)) {
            return 1 / (upper - value);
        }
        return 1 / (value - lower) + 1 / (upper - value);
    }

    /** The value that a coordinate of the line stands for, as a formula. */
    public Expr fromLine(Expr coordinate) {
        if (isLine()) {
            return coordinate;
        }
        if (Double.isInfinite(upper)) {
            return Expr.call(Function.EXP, coordinate).plus(lower);
        }
        if (Double.isInfinite(lower)) {
            return Expr.call(Function.EXP, coordinate.negate()).negate().plus(upper);
        }
        return Expr.call(Function.SIGMOID, coordinate).times(upper - lower).plus(lower);
    }

    /** The coordinate of the line that stands for a value inside, as a formula. */
    public Expr toLine(Expr value) {
        if (isLine()) {
            return value;
        }
        Expr line = Expr.ZERO;
        if (!Double.isInfinite(lower)) {
            line = line.plus(Expr.call(Function.LOG, value.plus(-lower)));
        }
        return Double.isInfinite(upper)
                ? line
                : line.minus(Expr.call(Function.LOG, value.negate().plus(upper)));
    }

    /** The logarithm of the derivative of {@link #fromLine(Expr)} by the coordinate, as a formula. */
    public Expr logSlope(Expr coordinate) {
        if (isLine()) {
            return Expr.ZERO;
        }
        if (Double.isInfinite(upper)) {
            return coordinate;
        }
        if (Double.isInfinite(lower)) {
            return coordinate.negate();
        }
        return Expr.call(Function.LOG1PEXP, coordinate)
                .plus(Expr.call(Function.LOG1PEXP, coordinate.negate()))
                .negate()
                .plus(StrictMath.log(upper - lower));
    }

    /** Whether all values of another domain lie inside. */
    public boolean contains(Domain other) {
        return lower <= other.lower && other.upper <= upper;
    }

    // Written out, here and in Parameter and Support: the JVM makes those of a record when they are first called, which
    // takes longer than the fit of a small sample.

    @Override
    public boolean equals(Object other) {
        return other instanceof Domain d && Double.compare(d.lower, lower) == 0 && Double.compare(d.upper, upper) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(lower) + Double.hashCode(upper);
    }

    /** In words: {@code real}, {@code > 0}, {@code in (0, 1)}. */
    @Override
    public String toString() {
        if (isLine()) {
            return "real";
        }
        if (Double.isInfinite(upper)) {
            return "> " + Text.number(lower);
        }
        return Double.isInfinite(lower)
                ? "< " + Text.number(upper)
                : "in (" + Text.number(lower) + ", " + Text.number(upper) + ")";
    }
}
