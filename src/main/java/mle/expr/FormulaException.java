package mle.expr;

/** A formula that can't be read: the message says at which column and why. */
public final class FormulaException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private final int column;

    FormulaException(int column, String reason) {
        super("formula, column " + column + ": " + reason);
        this.column = column;
    }

    /** The column of the error, from 1. */
    public int column() {
        return column;
    }
}
