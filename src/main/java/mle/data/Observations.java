package mle.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Observations that are regions: an exact value, or only the bounds between which a value lies (censoring), seen only if the
 * value lies between further bounds (truncation), and with a weight. All combinations may occur in one sample.
 *
 * <p>A row says lower &lt; X &le; upper, and X = lower where both are equal. An infinite bound is none: lower alone is right
 * censoring, upper alone left censoring. Truncation says that the row would not be there unless entry &lt; X &le; exit
 * (Klein and Moeschberger 2003, Survival Analysis, ch. 3). Arrays are not copied and must not be changed. Immutable.
 */
public final class Observations {
    /** What a row says of its value. */
    public enum Kind {
        /** The value itself. */
        EXACT,
        /** That it is greater than a bound. */
        RIGHT,
        /** That it is at most a bound. */
        LEFT,
        /** That it lies between two bounds. */
        INTERVAL
    }

    private static final double[] NONE = {};
    private static final int[] ALL = {};

    private final double[] lower;
    private final double[] upper;
    private final double[] entry;
    private final double[] exit;
    private final double[] weights;
    private final int[] sourceRows;
    private final int missing;

    private Observations(
            double[] lower,
            double[] upper,
            double[] entry,
            double[] exit,
            double[] weights,
            int[] sourceRows,
            int missing) {
        this.lower = lower;
        this.upper = upper;
        this.entry = entry;
        this.exit = exit;
        this.weights = weights;
        this.sourceRows = sourceRows;
        this.missing = missing;
    }

    /** Exact values. */
    public static Observations exact(double[] values) {
        return between(values, values);
    }

    /**
     * Values between bounds; equal bounds are an exact value, infinite ones are none.
     *
     * @throws DataException if the lengths differ, a bound is NaN, a lower bound is above its upper one, or both are infinite
     */
    public static Observations between(double[] lower, double[] upper) {
        checkLength(lower.length, upper.length);
        for (int i = 0; i < lower.length; i++) {
            if (!(lower[i] <= upper[i])
                    || lower[i] == Double.POSITIVE_INFINITY
                    || upper[i] == Double.NEGATIVE_INFINITY) {
                throw DataException.inRow(
                        i + 1, "a lower bound must be at most the upper one, got " + lower[i] + " and " + upper[i]);
            }
            if (Double.isInfinite(lower[i]) && Double.isInfinite(upper[i])) {
                throw DataException.inRow(i + 1, "one bound must be finite, got " + lower[i] + " and " + upper[i]);
            }
        }
        return new Observations(lower, upper, NONE, NONE, NONE, ALL, 0);
    }

    /** Times of events, or times at which observation ended before the event (right censoring). */
    public static Observations survival(double[] times, boolean[] event) {
        checkLength(times.length, event.length);
        double[] upper = times.clone();
        for (int i = 0; i < upper.length; i++) {
            upper[i] = event[i] ? times[i] : Double.POSITIVE_INFINITY;
        }
        return between(times, upper);
    }

    /** The same bounds of what could be seen for all rows; an infinite one is none. */
    public Observations truncated(double entryOfAll, double exitOfAll) {
        double[] from = new double[lower.length];
        double[] to = new double[lower.length];
        Arrays.fill(from, entryOfAll);
        Arrays.fill(to, exitOfAll);
        return truncated(from, to);
    }

    /**
     * Bounds of what could be seen, for each row; infinite ones are none. They are bounds of what a row says, too.
     *
     * @throws DataException if the lengths differ, a bound is NaN, or a row does not lie within its bounds
     */
    public Observations truncated(double[] entryOfRow, double[] exitOfRow) {
        checkLength(lower.length, entryOfRow.length);
        checkLength(lower.length, exitOfRow.length);
        for (int i = 0; i < lower.length; i++) {
            boolean exact = lower[i] == upper[i];
            boolean after = exact ? lower[i] > entryOfRow[i] : upper[i] > entryOfRow[i];
            boolean before = exact ? lower[i] <= exitOfRow[i] : lower[i] < exitOfRow[i];
            if (!(after && before)) {
                throw DataException.inRow(
                        sourceRow(i),
                        "what is observed must lie between " + entryOfRow[i] + " and " + exitOfRow[i] + ", got "
                                + (exact ? "" + lower[i] : lower[i] + " to " + upper[i]));
            }
        }
        double[] from = lower.clone();
        double[] to = upper.clone();
        for (int i = 0; i < from.length; i++) {
            boolean exact = lower[i] == upper[i];
            from[i] = exact ? lower[i] : Math.max(lower[i], entryOfRow[i]);
            to[i] = exact ? upper[i] : Math.min(upper[i], exitOfRow[i]);
        }
        return new Observations(from, to, entryOfRow, exitOfRow, weights, sourceRows, missing);
    }

    /**
     * Frequencies; rows of frequency 0 do not count.
     *
     * @throws DataException if the lengths differ, a frequency is not finite or below 0, or none is above 0
     */
    public Observations weighted(double[] frequencies) {
        checkLength(lower.length, frequencies.length);
        boolean some = false;
        for (int i = 0; i < frequencies.length; i++) {
            if (!(frequencies[i] >= 0 && frequencies[i] < Double.POSITIVE_INFINITY)) {
                throw DataException.inRow(sourceRow(i), "a frequency must be finite and >= 0, got " + frequencies[i]);
            }
            some |= frequencies[i] > 0;
        }
        if (!some) {
            throw new DataException("observations: at least one frequency must be > 0, got none");
        }
        return new Observations(lower, upper, entry, exit, frequencies, sourceRows, missing);
    }

    /**
     * With the rows (from 1) of a table in which the observations stand, of which so many were left out because a cell was
     * missing.
     */
    public Observations fromRows(int[] rows, int leftOut) {
        checkLength(lower.length, rows.length);
        return new Observations(lower, upper, entry, exit, weights, rows, leftOut);
    }

    private static void checkLength(int expected, int got) {
        if (expected != got) {
            throw new DataException("observations: expected " + expected + " entries for as many rows, got " + got);
        }
    }

    /** How many rows there are. */
    public int size() {
        return lower.length;
    }

    /** What a row (from 0) says. */
    public Kind kind(int row) {
        if (lower[row] == upper[row]) {
            return Kind.EXACT;
        }
        if (upper[row] == Double.POSITIVE_INFINITY) {
            return Kind.RIGHT;
        }
        return lower[row] == Double.NEGATIVE_INFINITY ? Kind.LEFT : Kind.INTERVAL;
    }

    /** The lower bound of a row (from 0). */
    public double lower(int row) {
        return lower[row];
    }

    /** The upper bound of a row (from 0). */
    public double upper(int row) {
        return upper[row];
    }

    /** The value above which a row (from 0) could be seen. */
    public double entry(int row) {
        return entry.length == 0 ? Double.NEGATIVE_INFINITY : entry[row];
    }

    /** The value up to which a row (from 0) could be seen. */
    public double exit(int row) {
        return exit.length == 0 ? Double.POSITIVE_INFINITY : exit[row];
    }

    /** The rows (from 0) whose frequency is not 0. */
    private int[] positive() {
        return IntStream.range(0, lower.length)
                .filter(i -> weights.length == 0 || weights[i] > 0)
                .toArray();
    }

    /** The rows (from 1) whose frequency is not 0, or an empty array where those are all. */
    int[] countedRows() {
        int[] rows = positive();
        return rows.length == lower.length
                ? sourceRows
                : Arrays.stream(rows).map(this::sourceRow).toArray();
    }

    private int sourceRow(int row) {
        return sourceRows.length == 0 ? row + 1 : sourceRows[row];
    }

    /** How many rows of the source were left out because a cell was missing. */
    int missing() {
        return missing;
    }

    /** Without the rows of frequency 0. */
    Observations counted() {
        int[] rows = positive();
        return rows.length == lower.length ? this : rows(rows);
    }

    /** Only these rows (from 0). */
    Observations rows(int[] rows) {
        return new Observations(
                pick(lower, rows),
                pick(upper, rows),
                pick(entry, rows),
                pick(exit, rows),
                pick(weights, rows),
                Arrays.stream(rows).map(this::sourceRow).toArray(),
                missing);
    }

    private static double[] pick(double[] values, int[] rows) {
        return values.length == 0
                ? values
                : Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }

    /** Frequencies by row, or an empty array where each row counts once. */
    double[] weights() {
        return weights;
    }

    /** Whether all rows are exact values without truncation. */
    public boolean areExact() {
        if (entry.length > 0) {
            return false;
        }
        for (int i = 0; i < lower.length; i++) {
            if (lower[i] != upper[i]) {
                return false;
            }
        }
        return true;
    }

    /** One value for each row: itself, or the finite bound, or the middle of two. */
    double[] representatives() {
        double[] values = new double[lower.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = switch (kind(i)) {
                case EXACT, RIGHT -> lower[i];
                case LEFT -> upper[i];
                case INTERVAL -> lower[i] + (upper[i] - lower[i]) / 2;
            };
        }
        return values;
    }
}
