package mle.expr;

/** A formula that can't be read: the message says at which column and why. */
public final class FormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int column;
    private final String reason;

    FormulaException(int column, String reason) {
        super("formula, column " + column + ": " + reason);
        this.column = column;
        this.reason = reason;
    }

    /** The column of the error, from 1. */
    public int column() {
        return column;
    }

    /** Why, without the column. */
    public String reason() {
        return reason;
    }
}
