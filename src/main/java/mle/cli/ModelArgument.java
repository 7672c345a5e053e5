package mle.cli;

import mle.data.Table;

/**
 * The argument {@code MODEL}: a column {@code y}, or {@code y ~ 1}.
 *
 * @param column the column
 */
record ModelArgument(String column) {
    static Command.Argument argument() {
        return new Command.Argument(
                "MODEL", true, "A column, or the formula 'y ~ 1': one distribution for the whole column.");
    }

    /** The model that a text means for a table. */
    static ModelArgument of(String text, Table table) {
        int tilde = has(table, text) ? -1 : text.indexOf('~');
        String left = tilde < 0 ? text.strip() : text.substring(0, tilde).strip();
        if (tilde >= 0 && !text.substring(tilde + 1).strip().equals("1")) {
            throw new IllegalArgumentException("model '" + text
                    + "': regression is not available in this version, expected a column 'y' or 'y ~ 1'");
        }
        if (left.isEmpty()) {
            throw new IllegalArgumentException("model '" + text + "': expected a column 'y' or 'y ~ 1'");
        }
        if (!has(table, left) && left.contains("(")) {
            throw new IllegalArgumentException("model '" + text
                    + "': computed columns are not available in this version, expected a column 'y' or 'y ~ 1'");
        }
        return new ModelArgument(table.column(left).name());
    }

    private static boolean has(Table table, String name) {
        return table.has(name);
    }

    String formula() {
        return column + " ~ 1";
    }
}
