package mle.data;

/** The text of one cell: whether it is missing, which number it is, how a message shows it. */
final class Cell {
    /** A longer cell is cut in messages, which have to stay readable. */
    private static final int LONGEST_SHOWN = 40;

    private Cell() {}

    /** Tells whether a cell of a file is missing: empty, blank or {@code NA}. */
    static boolean isMissing(String cell) {
        return cell.isBlank() || cell.strip().equals("NA");
    }

    /**
     * Returns the number a cell holds, or NaN where it holds none. A number is decimal with an optional exponent, and finite.
     * Double.parseDouble alone would also take {@code 1d}, {@code 0x1p3}, {@code NaN} and {@code Infinity}, and would turn
     * {@code 1e999} into infinity.
     */
    static double number(String cell) {
        String text = cell.strip();
        if (!isDecimal(text)) {
            return Double.NaN;
        }
        double value = Double.parseDouble(text);
        return Double.isInfinite(value) ? Double.NaN : value;
    }

    /** Returns the cell in quotes, cut to a readable length. */
    static String quoted(String cell) {
        return cell.length() <= LONGEST_SHOWN ? "'" + cell + "'" : "'" + cell.substring(0, LONGEST_SHOWN) + "...'";
    }

    private static boolean isDecimal(String text) {
        int at = afterSign(text, 0);
        int whole = afterDigits(text, at);
        int digits = whole - at;
        at = whole;
        if (at < text.length() && text.charAt(at) == '.') {
            int fraction = afterDigits(text, at + 1);
            digits += fraction - at - 1;
            at = fraction;
        }
        if (digits == 0) {
            return false;
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            int exponent = afterSign(text, at + 1);
            at = afterDigits(text, exponent);
            if (at == exponent) {
                return false;
            }
        }
        return at == text.length();
    }

    private static int afterSign(String text, int at) {
        return at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+') ? at + 1 : at;
    }

    private static int afterDigits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
