package mle.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * JSON (RFC 8259): written in ASCII, maps as objects in their order, collections as arrays, numbers with all their digits, those
 * that are not finite as null, what holds only plain values on one line; read as maps, lists, texts, doubles, booleans and null.
 */
public final class Json {
    private Json() {}

    /** The text of a value: a map, a collection, a text, a whole or a real number, a boolean or null. */
    public static String write(Object value) {
        return write(value, "") + "\n";
    }

    /**
     * The value of a text.
     *
     * @throws IllegalArgumentException if it is not JSON; the message says where
     */
    public static Object read(String text) {
        return new JsonText(text).value();
    }

    private static String write(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            List<String> members = new ArrayList<>();
            map.forEach((name, member) -> members.add(text((String) name) + ": " + write(member, indent + "  ")));
            return join('{', members, '}', map.values(), indent);
        }
        if (value instanceof Collection<?> list) {
            List<String> members = new ArrayList<>();
            list.forEach(member -> members.add(write(member, indent + "  ")));
            return join('[', members, ']', list, indent);
        }
        if (value instanceof Double number) {
            return Double.isFinite(number) ? Double.toString(number) : "null";
        }
        return value instanceof String text ? text(text) : String.valueOf(value);
    }

    private static String join(char open, List<String> members, char close, Collection<?> values, String indent) {
        boolean flat = values.stream().noneMatch(v -> v instanceof Map || v instanceof Collection);
        String inner = "\n" + indent + "  ";
        return flat
                ? open + String.join(", ", members) + close
                : open + inner + String.join("," + inner, members) + "\n" + indent + close;
    }

    private static String text(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : c);
            }
        }
        return quoted.append('"').toString();
    }
}
