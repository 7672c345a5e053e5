package mle.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of the text of a formula.
 *
 * @param kind what it is
 * @param text the piece; of a name in backticks without them
 * @param at where it begins, from 0
 */
record Token(Kind kind, String text, int at) {
    /** What a piece of text is. */
    enum Kind {
        NAME,
        /** A name in backticks. */
        QUOTED,
        NUMBER,
        SIGN,
        END
    }

    boolean is(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED;
    }

    /** In words, for messages. */
    String found() {
        return kind == Kind.END ? "the end" : "'" + text + "'";
    }

    /** The pieces of a text, and an end behind them. */
    static List<Token> of(String text) {
        List<Token> tokens = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
                continue;
            }
            Token token = at(text, i);
            tokens.add(token);
            i += token.text.length() + (token.kind == Kind.QUOTED ? 2 : 0);
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static Token at(String text, int i) {
        char c = text.charAt(i);
        char next = i + 1 < text.length() ? text.charAt(i + 1) : ' ';
        if (c == '`') {
            int end = text.indexOf('`', i + 1);
            if (end < 0) {
                throw new IllegalArgumentException("formula '" + text + "': expected a closing backtick");
            }
            return new Token(Kind.QUOTED, text.substring(i + 1, end), i);
        }
        if (Character.isDigit(c) || c == '.' && Character.isDigit(next)) {
            return new Token(Kind.NUMBER, text.substring(i, endOfNumber(text, i)), i);
        }
        if (startsName(c) || c == '.' && (startsName(next) || next == '.')) {
            int end = i;
            while (end < text.length() && continuesName(text.charAt(end))) {
                end++;
            }
            return new Token(Kind.NAME, text.substring(i, end), i);
        }
        return new Token(Kind.SIGN, text.substring(i, i + 1), i);
    }

    private static boolean startsName(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private static boolean continuesName(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '.';
    }

    private static int endOfNumber(String text, int from) {
        int end = from;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        if (end < text.length() && (text.charAt(end) == 'e' || text.charAt(end) == 'E')) {
            int digits = end + 1;
            if (digits < text.length() && (text.charAt(digits) == '+' || text.charAt(digits) == '-')) {
                digits++;
            }
            if (digits < text.length() && Character.isDigit(text.charAt(digits))) {
                end = digits;
                while (end < text.length() && Character.isDigit(text.charAt(end))) {
                    end++;
                }
            }
        }
        return end;
    }
}
