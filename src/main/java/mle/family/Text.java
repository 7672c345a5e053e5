package mle.family;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the short conditions in which domains and supports are written: {@code 0 < p < 1}, {@code x >= 0}, {@code mean}. */
final class Text {
    /**
     * A condition on one name.
     *
     * @param name the name
     * @param lower the lower end as written, if there is one
     * @param lowerClosed whether the lower end belongs
     * @param upper the upper end as written, if there is one
     * @param upperClosed whether the upper end belongs
     */
    record Condition(
            String name, Optional<String> lower, boolean lowerClosed, Optional<String> upper, boolean upperClosed) {
        double lowerNumber(String who) {
            return lower.isEmpty() ? Double.NEGATIVE_INFINITY : parseNumber(who, lower.get());
        }

        double upperNumber(String who) {
            return upper.isEmpty() ? Double.POSITIVE_INFINITY : parseNumber(who, upper.get());
        }
    }

    private static final String NAME = "[A-Za-z_][A-Za-z_0-9]*";
    private static final String NUMBER = "[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?";
    private static final Pattern BARE = Pattern.compile("(" + NAME + ")(?:\\s+real)?");
    private static final Pattern ABOVE = Pattern.compile("(" + NAME + ")\\s*(>=?)\\s*(" + NUMBER + "|" + NAME + ")");
    private static final Pattern BELOW = Pattern.compile("(" + NAME + ")\\s*(<=?)\\s*(" + NUMBER + "|" + NAME + ")");
    private static final Pattern BETWEEN = Pattern.compile(
            "(" + NUMBER + "|" + NAME + ")\\s*(<=?)\\s*(" + NAME + ")\\s*(<=?)\\s*(" + NUMBER + "|" + NAME + ")");

    private static final Pattern COLUMNS = Pattern.compile("\\bx1(?:\\s*,\\s*x[0-9]+)+\\b");

    private Text() {}

    /** The columns of which a condition is: {@code x1, x2, x3 > 0}; {@code x} alone if it names no other. */
    static List<String> columns(String condition) {
        Matcher m = COLUMNS.matcher(condition);
        if (!m.find()) {
            return List.of("x");
        }
        List<String> names = List.of(m.group().split("\\s*,\\s*"));
        for (int j = 0; j < names.size(); j++) {
            if (!names.get(j).equals("x" + (j + 1))) {
                throw new IllegalArgumentException(
                        "support: columns are called x1, x2, x3 and so on, got '" + m.group() + "'");
            }
        }
        return names;
    }

    /** The same condition of {@code x} alone. */
    static String ofOneColumn(String condition) {
        return COLUMNS.matcher(condition).replaceFirst("x");
    }

    static Condition condition(String who, String text) {
        String t = text.trim();
        Matcher m = BETWEEN.matcher(t);
        if (m.matches()) {
            return new Condition(
                    m.group(3),
                    Optional.of(m.group(1)),
                    m.group(2).equals("<="),
                    Optional.of(m.group(5)),
                    m.group(4).equals("<="));
        }
        m = ABOVE.matcher(t);
        if (m.matches()) {
            return new Condition(m.group(1), Optional.of(m.group(3)), m.group(2).equals(">="), Optional.empty(), false);
        }
        m = BELOW.matcher(t);
        if (m.matches()) {
            return new Condition(
                    m.group(1),
                    Optional.empty(),
                    false,
                    Optional.of(m.group(3)),
                    m.group(2).equals("<="));
        }
        m = BARE.matcher(t);
        if (m.matches()) {
            return new Condition(m.group(1), Optional.empty(), false, Optional.empty(), false);
        }
        throw new IllegalArgumentException(
                who + ": expected a condition such as 'shape > 0', '0 < p < 1' or 'mean real', got '" + text + "'");
    }

    static double parseNumber(String who, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(who + ": expected a number, got '" + text + "'", e);
        }
    }

    /** A number without a needless ".0". */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
