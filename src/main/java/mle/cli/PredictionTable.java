package mle.cli;

import java.util.List;
import mle.fit.Digits;
import mle.inference.Prediction;

/** Predictions of several quantities in the same rows, as text. */
record PredictionTable(List<Prediction> predictions, int rows) {
    private static final int WIDTH = 12;

    /**
     * A table for reading.
     *
     * @param byRow whether rows differ
     */
    String text(boolean byRow) {
        Prediction first = predictions.get(0);
        int quantities =
                predictions.stream().mapToInt(p -> p.quantity().length()).max().orElse(0);
        int width = Math.max(quantities, "quantity".length());
        String percent = Digits.number(100 * first.level()) + "%";
        StringBuilder text = new StringBuilder();
        line(
                text,
                byRow ? "row" : "",
                width,
                "quantity",
                "estimate",
                "std. error",
                percent + " lower",
                percent + " upper");
        for (int i = 0; i < (byRow ? first.size() : 1); i++) {
            for (Prediction p : predictions) {
                line(
                        text,
                        byRow ? Integer.toString(p.rows()[i]) : "",
                        width,
                        p.quantity(),
                        Digits.number(p.estimates()[i]),
                        Digits.number(p.standardErrors()[i]),
                        Digits.number(p.lower()[i]),
                        Digits.number(p.upper()[i]));
            }
        }
        int missing = rows - first.size();
        if (missing > 0) {
            text.append('\n').append(missing).append(" of ").append(rows).append(" rows have missing cells\n");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String row, int width, String quantity, String... cells) {
        if (!row.isEmpty()) {
            text.append(Digits.right(row, 6)).append("  ");
        }
        text.append(Digits.left(quantity, width));
        for (String cell : cells) {
            text.append("  ").append(Digits.right(cell, WIDTH));
        }
        text.append('\n');
    }

    /** CSV, what does not exist being empty. */
    String csv() {
        StringBuilder text = new StringBuilder("row,quantity,estimate,standardError,lower,upper\n");
        for (Prediction p : predictions) {
            for (int i = 0; i < p.size(); i++) {
                text.append(p.rows()[i]).append(',').append(quoted(p.quantity()));
                for (double value :
                        new double[] {p.estimates()[i], p.standardErrors()[i], p.lower()[i], p.upper()[i]}) {
                    text.append(',').append(Double.isFinite(value) ? Double.toString(value) : "");
                }
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static String quoted(String cell) {
        boolean plain = cell.indexOf(',') < 0 && cell.indexOf('"') < 0 && cell.indexOf('\n') < 0;
        return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
    }
}
