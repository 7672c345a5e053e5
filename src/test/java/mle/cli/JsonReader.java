package mle.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads JSON strictly (RFC 8259), so that tests see what a script would see. */
final class JsonReader {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final String ESCAPES = "\"\\/bfnrt";

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    static Object read(String text) {
        JsonReader reader = new JsonReader(text.strip());
        Object value = reader.value();
        if (reader.at < reader.text.length()) {
            throw reader.error("the end");
        }
        return value;
    }

    private Object value() {
        space();
        char c = text.charAt(at);
        if (c == '{') {
            return object();
        }
        if (c == '[') {
            return array();
        }
        if (c == '"') {
            return string();
        }
        if (accept("null")) {
            return null;
        }
        if (accept("true")) {
            return true;
        }
        return accept("false") ? (Object) false : number();
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        at++;
        for (space(); !accept("}"); space()) {
            if (!members.isEmpty()) {
                expect(",");
            }
            space();
            String name = string();
            space();
            expect(":");
            if (members.containsKey(name)) {
                throw error("each name once");
            }
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> values = new ArrayList<>();
        at++;
        for (space(); !accept("]"); space()) {
            if (!values.isEmpty()) {
                expect(",");
            }
            values.add(value());
        }
        return values;
    }

    private String string() {
        expect("\"");
        StringBuilder value = new StringBuilder();
        while (text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw error("an escaped control character");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        at++;
        return value.toString();
    }

    private char escaped() {
        char c = text.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        int index = ESCAPES.indexOf(c);
        if (index < 0) {
            throw error("an escape");
        }
        return "\"\\/\b\f\n\r\t".charAt(index);
    }

    private Double number() {
        Matcher m = NUMBER.matcher(text).region(at, text.length());
        if (!m.lookingAt()) {
            throw error("a value");
        }
        at = m.end();
        return Double.valueOf(m.group());
    }

    private void space() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private boolean accept(String word) {
        boolean there = text.startsWith(word, at);
        at += there ? word.length() : 0;
        return there;
    }

    private void expect(String word) {
        if (!accept(word)) {
            throw error("'" + word + "'");
        }
    }

    private IllegalStateException error(String expected) {
        return new IllegalStateException("JSON, position " + at + ": expected " + expected + " in\n" + text);
    }
}
