package mle.data;

import java.io.IOException;
import java.io.Reader;
import java.util.List;

/**
 * The cells of comma separated values, one line after the other. No library: those there are take longer to be loaded than
 * a data set of the usual size takes to be read.
 */
final class CsvCells {
    /** Text that is not comma separated values; the message says what was expected. */
    static final class MalformedException extends IOException {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Reader text;
    private final char[] buffer = new char[1 << 14];
    private final StringBuilder cell = new StringBuilder();
    private int at;
    private int filled;

    CsvCells(Reader text) throws IOException {
        this.text = text;
        if (peek() == BYTE_ORDER_MARK) {
            at++;
        }
    }

    /** Puts the cells of the next line that is not empty in place of those in the list; false at the end of the text. */
    boolean next(List<String> cells) throws IOException {
        cells.clear();
        int c = read();
        while (isLineEnd(c)) {
            c = read();
        }
        if (c == END) {
            return false;
        }
        while (true) {
            int after = read(c);
            cells.add(cell.toString());
            if (after != ',') {
                return true;
            }
            c = read();
        }
    }

    /** Reads the cell that begins with a character, and returns what follows it. */
    private int read(int first) throws IOException {
        cell.setLength(0);
        int c = afterBlanks(first);
        if (c == '"') {
            return quoted();
        }
        int length = 0;
        while (c != ',' && !isLineEnd(c) && c != END) {
            cell.append((char) c);
            length = isBlank(c) ? length : cell.length();
            c = read();
        }
        cell.setLength(length);
        return c;
    }

    private int quoted() throws IOException {
        for (int c = read(); c != '"' || peek() == '"'; c = read()) {
            if (c == END) {
                throw new MalformedException("expected a closing quote, got the end of the file");
            }
            if (c == '"') {
                at++; // the second of two, which stand for one
            }
            cell.append((char) c);
        }
        int after = afterBlanks(read());
        if (after != ',' && !isLineEnd(after) && after != END) {
            throw new MalformedException("expected a comma after a closing quote, got text");
        }
        return after;
    }

    private int afterBlanks(int first) throws IOException {
        int c = first;
        while (isBlank(c)) {
            c = read();
        }
        return c;
    }

    private static boolean isLineEnd(int c) {
        return c == '\n' || c == '\r';
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) && !isLineEnd(c);
    }

    private int read() throws IOException {
        int c = peek();
        at++;
        return c;
    }

    private int peek() throws IOException {
        if (at >= filled) {
            filled = text.read(buffer, 0, buffer.length);
            at = 0;
            if (filled <= 0) {
                filled = 0;
                return END;
            }
        }
        return buffer[at];
    }
}
