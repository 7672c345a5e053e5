package mle.family;

import java.util.ArrayList;
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

    /** Made when a condition names several columns: compiling a pattern takes a tenth of the time that a family takes. */
    private static final class Columns {
        static final Pattern PATTERN = Pattern.compile("\\bx1(?:\\s*,\\s*x[0-9]+)+\\b");
    }

    private static final String BLANKS = " \t\n\u000B\f\r";

    private Text() {}

    /** The columns of which a condition is: {@code x1, x2, x3 > 0}; {@code x} alone if it names no other. */
    static List<String> columns(String condition) {
        if (!condition.contains("x1")) {
            return List.of("x");
        }
        Matcher m = Columns.PATTERN.matcher(condition);
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
        return condition.contains("x1") ? Columns.PATTERN.matcher(condition).replaceFirst("x") : condition;
    }

    static Condition condition(String who, String text) {
        List<String> t = words(text);
        boolean bare = t.size() == 1 || t.size() == 2 && t.get(1).equals("real");
        if (bare && isName(t.get(0))) {
            return new Condition(t.get(0), Optional.empty(), false, Optional.empty(), false);
        }
        if (t.size() == 3 && isName(t.get(0)) && isTerm(t.get(2))) {
            String sign = t.get(1);
            Optional<String> end = Optional.of(t.get(2));
            if (sign.startsWith(">")) {
                return new Condition(t.get(0), end, sign.equals(">="), Optional.empty(), false);
            }
            if (sign.startsWith("<")) {
                return new Condition(t.get(0), Optional.empty(), false, end, sign.equals("<="));
            }
        }
        if (t.size() == 5
                && isTerm(t.get(0))
                && t.get(1).startsWith("<")
                && isName(t.get(2))
                && t.get(3).startsWith("<")
                && isTerm(t.get(4))) {
            return new Condition(
                    t.get(2),
                    Optional.of(t.get(0)),
                    t.get(1).equals("<="),
                    Optional.of(t.get(4)),
                    t.get(3).equals("<="));
        }
        throw new IllegalArgumentException(
                who + ": expected a condition such as 'shape > 0', '0 < p < 1' or 'mean real', got '" + text + "'");
    }

    /** The names, numbers and signs of a condition; what is none of these as single characters. */
    private static List<String> words(String untrimmed) {
        List<String> words = new ArrayList<>();
        String text = untrimmed.trim();
        for (int i = 0; i < text.length(); ) {
            int end = i;
            char c = text.charAt(i);
            if (BLANKS.indexOf(c) >= 0) {
                i++;
                continue;
            }
            if (isLetter(c)) {
                while (end < text.length() && (isLetter(text.charAt(end)) || isDigit(text.charAt(end)))) {
                    end++;
                }
            } else if (c == '<' || c == '>') {
                end = i + (text.startsWith("=", i + 1) ? 2 : 1);
            } else {
                end = Math.max(i + 1, endOfNumber(text, i));
            }
            words.add(text.substring(i, end));
            i = end;
        }
        return words;
    }

    /** The end of the number that begins at a place: digits and points after a sign, then perhaps an exponent. */
    private static int endOfNumber(String text, int from) {
        int first = endOfSign(text, from);
        int end = first;
        while (end < text.length() && (isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end == first) {
            return from;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int digits = endOfSign(text, end + 1);
            int exponent = digits;
            while (exponent < text.length() && isDigit(text.charAt(exponent))) {
                exponent++;
            }
            return exponent > digits ? exponent : end;
        }
        return end;
    }

    private static int endOfSign(String text, int at) {
        boolean sign = at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+');
        return sign ? at + 1 : at;
    }

    private static boolean isName(String word) {
        return isLetter(word.charAt(0));
    }

    private static boolean isTerm(String word) {
        return isName(word) || endOfNumber(word, 0) == word.length();
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
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
