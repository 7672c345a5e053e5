package mle.family;

import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Sign;

/**
 * The values that a family can take.
 *
 * @param lower the lower end, -∞ for none
 * @param lowerClosed whether the lower end belongs
 * @param upper the upper end, +∞ for none or where a parameter is the upper end
 * @param upperClosed whether the upper end belongs
 * @param integer whether only whole numbers belong
 * @param upperParameter the known parameter that is the upper end, if one is
 */
public record Support(
        double lower,
        boolean lowerClosed,
        double upper,
        boolean upperClosed,
        boolean integer,
        Optional<String> upperParameter) {
    /** Reads a support of x: {@code x real}, {@code x > 0}, {@code 0 < x < 1}, {@code integer 0 <= x <= size}. */
    public static Support parse(String text) {
        boolean integer = text.trim().startsWith("integer ");
        Text.Condition c = Text.condition("support", integer ? text.trim().substring("integer ".length()) : text);
        if (!c.name().equals("x")) {
            throw new IllegalArgumentException("support: the data are called x, got '" + c.name() + "'");
        }
        boolean byName =
                c.upper().isPresent() && Character.isLetter(c.upper().get().charAt(0));
        return new Support(
                c.lower(),
                c.lowerClosed(),
                byName ? Double.POSITIVE_INFINITY : c.upperNumber("support"),
                c.upperClosed(),
                integer,
                byName ? c.upper() : Optional.empty());
    }

    /** Whether a value belongs, a parameter as upper end left aside. */
    public boolean contains(double x) {
        boolean above = lowerClosed ? x >= lower : x > lower;
        boolean below = upperClosed ? x <= upper : x < upper;
        return above && below && (!integer || x == Math.rint(x));
    }

    /** The upper end, where it is a parameter that one of the given values. */
    public double upper(Map<String, Double> values) {
        return upperParameter.map(values::get).orElse(upper);
    }

    /** What the support says of the sign of x. */
    public Sign sign() {
        return lower > 0 || lower == 0 && !lowerClosed ? Sign.POSITIVE : lower == 0 ? Sign.NONNEGATIVE : Sign.ANY;
    }

    /** A formula of {@code x} with another formula in place of {@code x}. */
    public Expr at(Expr formula, Expr x) {
        Expr symbol = Expr.data("x", sign());
        return formula.replace(s -> s.equals(symbol) ? x : s);
    }

    /** The upper end as a formula, if there is one: a number or a known parameter. */
    Optional<Expr> upperEnd() {
        Optional<Expr> parameter = upperParameter.map(name -> Expr.parameter(name, Sign.POSITIVE));
        return Double.isInfinite(upper) ? parameter : Optional.of(Expr.constant(upper));
    }

    /** Whether it is the whole line. */
    public boolean isLine() {
        return !integer && Double.isInfinite(lower) && Double.isInfinite(upper);
    }

    /** Whether it is the half line from zero up. */
    public boolean isHalfLine() {
        return !integer && lower == 0 && Double.isInfinite(upper) && upperParameter.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Support s
                && Double.compare(s.lower, lower) == 0
                && s.lowerClosed == lowerClosed
                && Double.compare(s.upper, upper) == 0
                && s.upperClosed == upperClosed
                && s.integer == integer
                && s.upperParameter.equals(upperParameter);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(lower) + Double.hashCode(upper);
    }

    /** In words: {@code x > 0}, {@code x in 0, 1, 2, ...}. */
    @Override
    public String toString() {
        String top = upperParameter.orElse(Text.number(upper));
        boolean bounded = upperParameter.isPresent() || !Double.isInfinite(upper);
        if (integer && Double.isInfinite(lower)) {
            return "x whole" + (bounded ? ", at most " + top : "");
        }
        if (integer) {
            double first = lowerClosed ? lower : lower + 1;
            String start = Text.number(first) + ", " + Text.number(first + 1);
            return bounded ? "x whole, " + Text.number(first) + " to " + top : "x in " + start + ", ...";
        }
        if (Double.isInfinite(lower)) {
            return bounded ? "x " + (upperClosed ? "<= " : "< ") + top : "x real";
        }
        if (!bounded) {
            return "x " + (lowerClosed ? ">= " : "> ") + Text.number(lower);
        }
        return Text.number(lower) + (lowerClosed ? " <= " : " < ") + "x" + (upperClosed ? " <= " : " < ") + top;
    }
}
