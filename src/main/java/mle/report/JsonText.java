package mle.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A reader of JSON, by recursive descent over its grammar (RFC 8259, sec. 2-7). */
final class JsonText {
    private static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    JsonText(String text) {
        this.text = text;
    }

    /** The value that the whole text is. */
    Object value() {
        Object value = next();
        blank();
        if (at < text.length()) {
            throw wrong("the end");
        }
        return value;
    }

    private Object next() {
        blank();
        if (at == text.length()) {
            throw wrong("a value");
        }
        if (++depth > DEEPEST) {
            throw wrong("fewer values within values");
        }
        Object value = switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
        depth--;
        return value;
    }

    private void blank() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean accepts(char c) {
        blank();
        boolean there = at < text.length() && text.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private void expect(char c) {
        if (!accepts(c)) {
            throw wrong("'" + c + "'");
        }
    }

    private Object word(String word, Object value) {
        if (!text.startsWith(word, at)) {
            throw wrong("a value");
        }
        at += word.length();
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        boolean more = !accepts('}');
        while (more) {
            blank();
            if (at == text.length() || text.charAt(at) != '"') {
                throw wrong("a name in quotes");
            }
            String name = string();
            expect(':');
            members.put(name, next());
            more = accepts(',');
            if (!more) {
                expect('}');
            }
        }
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        expect('[');
        boolean more = !accepts(']');
        while (more) {
            values.add(next());
            more = accepts(',');
            if (!more) {
                expect(']');
            }
        }
        return values;
    }

    private Double number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String digits = text.substring(from, at);
        if (!digits.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?")) {
            at = from;
            throw wrong("a value");
        }
        return Double.valueOf(digits);
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            value.append(c == '\\' ? escaped() : c);
        }
        if (at == text.length()) {
            throw wrong("a closing quote");
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        int place = "\"\\/bfnrt".indexOf(c);
        if (place >= 0) {
            return "\"\\/\b\f\n\r\t".charAt(place);
        }
        if (c == 'u' && at + 4 <= text.length() && text.substring(at, at + 4).matches("[0-9a-fA-F]{4}")) {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        throw wrong("an escape");
    }

    private IllegalArgumentException wrong(String expected) {
        String found = at < text.length() ? "'" + text.charAt(at) + "'" : "the end";
        int line =
                1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
        return new IllegalArgumentException("line " + line + ": expected " + expected + ", got " + found);
    }
}
