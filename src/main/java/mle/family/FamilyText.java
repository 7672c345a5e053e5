package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import mle.data.Suggestion;

/**
 * Reads a family from text: a name, or the name of a combination with its parts in parentheses, which are families again,
 * numbers or nothing: {@code zero-inflated(negative-binomial)}, {@code truncated(gamma, 5, )}.
 */
final class FamilyText {
    static final List<String> COMBINATIONS = List.of(
            "truncated",
            "zero-truncated",
            "zero-inflated",
            "hurdle",
            "mixture",
            "shifted",
            "scaled",
            "log",
            "exp",
            "folded",
            "mirrored",
            "discretized",
            "min",
            "max");

    private static final String INDEPENDENT = "independent(";

    private final String text;
    private int position;

    private FamilyText(String text) {
        this.text = text;
    }

    /** The family, or nothing if the whole text is a name that is not known. */
    static Optional<Family> parse(String text) {
        String name = text.strip();
        boolean plain = name.indexOf('(') < 0 && name.indexOf(')') < 0;
        if (plain && !COMBINATIONS.contains(name)) {
            return Families.find(name);
        }
        FamilyText reader = new FamilyText(text);
        Family family = name.startsWith(INDEPENDENT) ? reader.independent() : reader.familyOfColumns();
        reader.skipSpace();
        if (reader.position < text.length()) {
            throw reader.error(reader.position, "expected the end, found '" + text.charAt(reader.position) + "'");
        }
        return Optional.of(family);
    }

    /** A part of a combination. */
    private Family family() {
        skipSpace();
        int start = position;
        Family family = familyOfColumns();
        if (family.columns().size() > 1) {
            throw error(start, "combinations are of families of one column, " + family.name() + " is of vectors");
        }
        return family;
    }

    private Family familyOfColumns() {
        skipSpace();
        int start = position;
        String name = name();
        if (name.isEmpty()) {
            throw error(start, "expected a family, found " + found());
        }
        return accept('(') ? combination(start, name) : plain(start, name);
    }

    /** Families of columns, which are no family of one column and so no part of a combination. */
    private Family independent() {
        skipSpace();
        int start = position;
        position += INDEPENDENT.length();
        List<Family> parts = new ArrayList<>();
        do {
            parts.add(family());
        } while (accept(','));
        return made(start, () -> new IndependentFamily(parts));
    }

    private Family plain(int start, String name) {
        return Families.find(name).orElseThrow(() -> {
            boolean alone = COMBINATIONS.contains(name);
            return error(
                    start,
                    alone
                            ? "'" + name + "' is of families: expected " + name + "(...)"
                            : "no family '" + name + "'" + Suggestion.didYouMean(name, Families.names(), ""));
        });
    }

    private Family combination(int start, String name) {
        return switch (name) {
            case "truncated" -> {
                Family f = family();
                double a = bound().orElse(Double.NEGATIVE_INFINITY);
                double b = bound().orElse(Double.POSITIVE_INFINITY);
                yield made(start, () -> Combinators.truncated(f, a, b));
            }
            case "mixture" -> {
                List<Family> parts = new ArrayList<>();
                List<String> common = new ArrayList<>();
                do {
                    if (acceptWord("common")) {
                        common.add(parameter());
                    } else {
                        parts.add(familyOfColumns());
                    }
                } while (accept(','));
                yield made(start, () -> Combinators.mixture(parts, common));
            }
            case "shifted" -> {
                Family f = family();
                OptionalDouble by = numberIfAny();
                yield made(
                        start,
                        () -> by.isPresent() ? Combinators.shifted(f, by.getAsDouble()) : Combinators.shifted(f));
            }
            case "scaled" -> {
                Family f = family();
                OptionalDouble by = numberIfAny();
                yield made(
                        start, () -> by.isPresent() ? Combinators.scaled(f, by.getAsDouble()) : Combinators.scaled(f));
            }
            case "categorical" -> {
                skipSpace();
                double levels = numberHere();
                yield made(start, () -> Categorical.of((int) levels));
            }
            case "min", "max" -> {
                Family f = family();
                int k = count();
                yield made(start, () -> name.equals("min") ? Combinators.min(f, k) : Combinators.max(f, k));
            }
            default -> ofOne(start, name);
        };
    }

    private Family ofOne(int start, String name) {
        if (!COMBINATIONS.contains(name)) {
            boolean family = Families.find(name).isPresent();
            throw error(
                    start,
                    family
                            ? name + " is a family of its own, it is not of others"
                            : "no combination '" + name + "'"
                                    + Suggestion.didYouMean(
                                            name,
                                            COMBINATIONS,
                                            ", expected one of " + String.join(", ", COMBINATIONS)));
        }
        Family f = family();
        return made(start, () -> switch (name) {
            case "zero-truncated" -> Combinators.zeroTruncated(f);
            case "zero-inflated" -> Combinators.zeroInflated(f);
            case "hurdle" -> Combinators.hurdle(f);
            case "log" -> Combinators.log(f);
            case "exp" -> Combinators.exp(f);
            case "folded" -> Combinators.folded(f);
            case "mirrored" -> Combinators.mirrored(f);
            case "discretized" -> Combinators.discretized(f);
            default -> throw new IllegalStateException("families: no maker of '" + name + "'");
        });
    }

    /** The combination, after its closing parenthesis; a refusal of its own is said with the place where it begins. */
    private Family made(int start, Supplier<Family> maker) {
        if (!accept(')')) {
            throw error(position, "expected ')', found " + found());
        }
        try {
            return maker.get();
        } catch (IllegalArgumentException e) {
            throw error(start, e.getMessage());
        }
    }

    /** The next part as a number, or nothing. */
    private OptionalDouble bound() {
        if (!accept(',')) {
            throw error(position, "expected ',' and a bound, which may be empty, found " + found());
        }
        skipSpace();
        boolean empty = position < text.length() && ",)".indexOf(text.charAt(position)) >= 0;
        return empty ? OptionalDouble.empty() : OptionalDouble.of(numberHere());
    }

    private OptionalDouble numberIfAny() {
        skipSpace();
        boolean none = position < text.length() && text.charAt(position) == ')';
        return none ? OptionalDouble.empty() : OptionalDouble.of(number());
    }

    private double number() {
        if (!accept(',')) {
            throw error(position, "expected ',' and a number, found " + found());
        }
        skipSpace();
        return numberHere();
    }

    private int count() {
        double value = number();
        if (!(value >= 1 && value <= Integer.MAX_VALUE && value == Math.rint(value))) {
            throw error(position, "expected a whole number of at least 1, found " + Text.number(value));
        }
        return (int) value;
    }

    private double numberHere() {
        int start = position;
        while (position < text.length() && ",() ".indexOf(text.charAt(position)) < 0) {
            position++;
        }
        String digits = text.substring(start, position);
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw error(start, "expected a number, found " + (digits.isEmpty() ? found() : "'" + digits + "'"));
        }
    }

    private String name() {
        int start = position;
        while (position < text.length()
                && (Character.isLetterOrDigit(text.charAt(position)) || "-_".indexOf(text.charAt(position)) >= 0)) {
            position++;
        }
        return text.substring(start, position);
    }

    private boolean accept(char expected) {
        skipSpace();
        boolean there = position < text.length() && text.charAt(position) == expected;
        position += there ? 1 : 0;
        return there;
    }

    private boolean acceptWord(String word) {
        skipSpace();
        int end = position + word.length();
        boolean there =
                text.startsWith(word, position) && end < text.length() && Character.isWhitespace(text.charAt(end));
        position = there ? end : position;
        return there;
    }

    private String parameter() {
        skipSpace();
        String name = name();
        if (name.isEmpty()) {
            throw error(position, "expected the name of a parameter, found " + found());
        }
        return name;
    }

    private String found() {
        return position == text.length() ? "the end" : "'" + text.charAt(position) + "'";
    }

    private void skipSpace() {
        while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
            position++;
        }
    }

    private IllegalArgumentException error(int at, String reason) {
        return new IllegalArgumentException("family '" + text.strip() + "', column " + (at + 1) + ": " + reason);
    }
}
