package mle.data;

/**
 * Data that cannot be used: the message is one line that says where, what was expected and what was found.
 *
 * <p>For example {@code claims.csv, row 17, column 'loss': expected a number, got 'n/a'}. Row 1 is the first row of data: a
 * header line, blank lines and line breaks inside quotes are not counted.
 */
public final class DataException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private int row;
    private String column = "";
    private String reason = "";

    /** Makes an exception of this message; line breaks (a cell may hold some) become spaces. */
    public DataException(String message) {
        super(oneLine(message));
    }

    /** Makes an exception of this message that another exception gave rise to. */
    public DataException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Makes an exception about one row of a sample (from 1), whose name the caller may know. */
    public static DataException inRow(int row, String reason) {
        DataException e = new DataException("row " + row + ": " + reason);
        e.row = row;
        e.reason = oneLine(reason);
        return e;
    }

    /** Makes an exception about one row of a sample (from 1) in a column whose name is known. */
    public static DataException inCell(int row, String column, String reason) {
        DataException e = new DataException("row " + row + ", column '" + column + "': " + reason);
        e.row = row;
        e.column = column;
        e.reason = oneLine(reason);
        return e;
    }

    /**
     * The message for the row of a sample, with the name of the data in front, and of the column where none is known; itself
     * if no row is known.
     */
    public DataException in(String data, String columnOfSample) {
        String at = column.isEmpty() ? columnOfSample : column;
        return row == 0 ? this : new DataException(data + ", row " + row + ", column '" + at + "': " + reason, this);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\R", " ");
    }
}
