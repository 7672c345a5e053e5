package mle.family;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Sign;

/**
 * The values that a family can take. An end may be a parameter: one of the design, such as the size of a binomial, or one to
 * be estimated, such as the minimum of a Pareto distribution.
 *
 * @param lower the lower end, -∞ for none; where a parameter is the lower end, the least value that it can have
 * @param lowerClosed whether the lower end belongs
 * @param upper the upper end, +∞ for none; where a parameter is the upper end, the greatest value that it can have
 * @param upperClosed whether the upper end belongs
 * @param integer whether only whole numbers belong
 * @param lowerParameter the parameter that is the lower end, if one is
 * @param upperParameter the parameter that is the upper end, if one is
 */
public record Support(
        double lower,
        boolean lowerClosed,
        double upper,
        boolean upperClosed,
        boolean integer,
        Optional<String> lowerParameter,
        Optional<String> upperParameter) {
    /** A support whose lower end is a number, or none. */
    public Support(
            double lower,
            boolean lowerClosed,
            double upper,
            boolean upperClosed,
            boolean integer,
            Optional<String> upperParameter) {
        this(lower, lowerClosed, upper, upperClosed, integer, Optional.empty(), upperParameter);
    }

    /**
     * Reads a support of x: {@code x real}, {@code x > 0}, {@code 0 < x < 1}, {@code integer 0 <= x <= size},
     * {@code x >= minimum}.
     */
    public static Support parse(String text) {
        boolean integer = text.trim().startsWith("integer ");
        Text.Condition c = Text.condition("support", integer ? text.trim().substring("integer ".length()) : text);
        if (!c.name().equals("x")) {
            throw new IllegalArgumentException("support: the data are called x, got '" + c.name() + "'");
        }
        boolean below = isName(c.lower());
        boolean above = isName(c.upper());
        if (!below && !above && !(c.lowerNumber("support") < c.upperNumber("support") || integer)) {
            throw new IllegalArgumentException(
                    "support: the lower end must be below the upper, got '" + text.strip() + "'");
        }
        return new Support(
                below ? Double.NEGATIVE_INFINITY : c.lowerNumber("support"),
                c.lowerClosed(),
                above ? Double.POSITIVE_INFINITY : c.upperNumber("support"),
                c.upperClosed(),
                integer,
                below ? c.lower() : Optional.empty(),
                above ? c.upper() : Optional.empty());
    }

    private static boolean isName(Optional<String> end) {
        return end.isPresent()
                && (Character.isLetter(end.get().charAt(0)) || end.get().charAt(0) == '_');
    }

    /** The same with what the domains of parameters say of the ends that they are. */
    Support within(String who, List<Parameter> parameters) {
        double least = lower;
        double greatest = upper;
        if (lowerParameter.isPresent()) {
            least = find(who, lowerParameter.get(), parameters).domain().lower();
        }
        if (upperParameter.isPresent()) {
            Parameter top = find(who, upperParameter.get(), parameters);
            greatest = top.domain().upper();
        }
        return new Support(least, lowerClosed, greatest, upperClosed, integer, lowerParameter, upperParameter);
    }

    private static Parameter find(String who, String name, List<Parameter> parameters) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        who + ": an end of the support must be a number or a parameter, got '" + name + "'"));
    }

    /** The names of the parameters that are ends. */
    public List<String> ends() {
        return lowerParameter.isEmpty() && upperParameter.isEmpty()
                ? List.of()
                : Stream.concat(lowerParameter.stream(), upperParameter.stream())
                        .toList();
    }

    /**
     * The support where some parameters have known values; the others are left as they are.
     *
     * @throws IllegalArgumentException if the ends are not in order
     */
    public Support with(Map<String, Double> known) {
        Double least = lowerParameter.isPresent() ? known.get(lowerParameter.get()) : null;
        Double greatest = upperParameter.isPresent() ? known.get(upperParameter.get()) : null;
        if (least == null && greatest == null) {
            return this;
        }
        Support with = new Support(
                least == null ? lower : least,
                lowerClosed,
                greatest == null ? upper : greatest,
                upperClosed,
                integer,
                least == null ? lowerParameter : Optional.empty(),
                greatest == null ? upperParameter : Optional.empty());
        if (!(integer ? with.lower <= with.upper : with.lower < with.upper)) {
            throw new IllegalArgumentException("support: " + lowerParameter.orElse("the lower end") + " must be below "
                    + upperParameter.orElse("the upper end") + ", got " + Text.number(with.lower) + " and "
                    + Text.number(with.upper));
        }
        return with;
    }

    /** Whether a value belongs, parameters that are ends left aside. */
    public boolean contains(double x) {
        boolean above = lowerClosed && lowerParameter.isEmpty() ? x >= lower : x > lower;
        boolean below = upperClosed && upperParameter.isEmpty() ? x <= upper : x < upper;
        return above && below && (!integer || x == Math.rint(x));
    }

    /** What the support says of the sign of x. */
    public Sign sign() {
        boolean open = !lowerClosed || lowerParameter.isPresent();
        return lower > 0 || lower == 0 && open ? Sign.POSITIVE : lower == 0 ? Sign.NONNEGATIVE : Sign.ANY;
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

    /** Whether it is the whole line, or as much of it as parameters that are ends say. */
    public boolean isLine() {
        return !integer && Double.isInfinite(lower) && Double.isInfinite(upper);
    }

    /** Whether it is the half line from zero up, or as much of it as a parameter that is its lower end says. */
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
                && s.lowerParameter.equals(lowerParameter)
                && s.upperParameter.equals(upperParameter);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(lower) + Double.hashCode(upper);
    }

    /** In words: {@code x > 0}, {@code x in 0, 1, 2, ...}, {@code minimum <= x <= maximum}. */
    @Override
    public String toString() {
        boolean from = lowerParameter.isPresent() || !Double.isInfinite(lower);
        boolean to = upperParameter.isPresent() || !Double.isInfinite(upper);
        String bottom = lowerParameter.orElse(Text.number(lower));
        String top = upperParameter.orElse(Text.number(upper));
        if (integer && from && lowerParameter.isEmpty()) {
            double first = lowerClosed ? lower : lower + 1;
            String start = Text.number(first) + ", " + Text.number(first + 1);
            return to ? "x whole, " + Text.number(first) + " to " + top : "x in " + start + ", ...";
        }
        if (integer) {
            return "x whole"
                    + (from
                            ? to ? ", " + bottom + " to " + top : ", at least " + bottom
                            : to ? ", at most " + top : "");
        }
        if (!from) {
            return to ? "x " + (upperClosed ? "<= " : "< ") + top : "x real";
        }
        if (!to) {
            return "x " + (lowerClosed ? ">= " : "> ") + bottom;
        }
        return bottom + (lowerClosed ? " <= " : " < ") + "x" + (upperClosed ? " <= " : " < ") + top;
    }
}
