package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mle.data.Suggestion;

/**
 * A family with an argument for each of its parameters, as text: {@code normal(0, 1)}, {@code normal(sd = 1, mean = 0)}.
 *
 * @param family the family, or a combination of families
 * @param arguments what stands for each parameter, in the order of the parameters
 */
public record FamilyCall(Family family, List<String> arguments) {
    /** Copies the list. */
    public FamilyCall {
        arguments = List.copyOf(arguments);
    }

    /**
     * Reads a family with its arguments, in order or by name.
     *
     * @param who the beginning of messages
     * @throws IllegalArgumentException if the text is none; the message says why
     */
    public static FamilyCall parse(String who, String text) {
        int open = lastGroup(text);
        if (open <= 0) {
            throw wrong(who, "expected a family with its parameters, as in 'normal(0, 1)', got '" + text + "'");
        }
        String name = text.substring(0, open).strip();
        Optional<Family> found = name.isEmpty() ? Optional.empty() : Combinators.parse(name);
        Family family = found.orElseThrow(() -> wrong(
                who,
                "no family '" + name + "'"
                        + Suggestion.didYouMean(name, Families.names(), " (mle families lists them)")));
        return new FamilyCall(family, arguments(who, family, text.substring(open + 1, text.length() - 1)));
    }

    /** Whether a text is a family with something in parentheses behind it. */
    public static boolean isOne(String text) {
        String stripped = text.strip();
        int open = lastGroup(stripped);
        String name = open <= 0 ? "" : stripped.substring(0, open).strip();
        int inner = name.indexOf('(');
        String first = inner < 0 ? name : name.substring(0, inner).strip();
        return Families.find(first).isPresent() || inner > 0 && FamilyText.COMBINATIONS.contains(first);
    }

    /** Where the parenthesis opens that the last one closes, or -1. */
    public static int lastGroup(String text) {
        if (!text.endsWith(")")) {
            return -1;
        }
        int depth = 0;
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> arguments(String who, Family family, String list) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        List<String> given = list.isBlank() ? List.of() : Combinators.parts(list);
        if (given.size() != names.size()) {
            throw wrong(
                    who,
                    family.name() + " has the parameters " + String.join(", ", names) + ", got " + given.size()
                            + " values");
        }
        String[] arguments = new String[given.size()];
        for (int i = 0; i < arguments.length; i++) {
            int equals = given.get(i).indexOf('=');
            String name = equals < 0
                    ? names.get(i)
                    : given.get(i).substring(0, equals).strip();
            int index = names.indexOf(name);
            if (index < 0) {
                throw wrong(
                        who,
                        family.name() + ": no parameter '" + name + "'"
                                + Suggestion.didYouMean(name, names, ", it has " + String.join(", ", names)));
            }
            if (arguments[index] != null) {
                throw wrong(who, family.name() + ": " + name + " is given twice");
            }
            arguments[index] = given.get(i).substring(equals + 1).strip();
        }
        return new ArrayList<>(Arrays.asList(arguments));
    }

    private static IllegalArgumentException wrong(String who, String reason) {
        return new IllegalArgumentException(who + ": " + reason);
    }
}
