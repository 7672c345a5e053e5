package mle.data;

/**
 * Data that cannot be used: the message is one line that says where, what was expected and what was found.
 *
 * <p>For example {@code claims.csv, row 17, column 'loss': expected a number, got 'n/a'}. Row 1 is the first row of data: a
 * header line, blank lines and line breaks inside quotes are not counted.
 */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** Makes an exception of this message; line breaks (a cell may hold some) become spaces. */
    public DataException(String message) {
        super(oneLine(message));
    }

    /** Makes an exception of this message that another exception gave rise to. */
    public DataException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\R", " ");
    }
}
