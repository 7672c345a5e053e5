package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a block of one matrix of columns, at hand for products: dense columns as arrays of {@link Tiles#ROWS} rows, zero
 * beyond the last row, their number made even by a column of zeros; coded columns where they lie.
 */
final class TermsBlock {
    /** So many arrays make a block of a dense column: few enough that all columns stay in the second-level cache. */
    static final int PIECES = 4;

    /** The rows of a block. */
    static final int ROWS = PIECES * Tiles.ROWS;

    private final LinearTerms terms;
    private final List<LinearTerms.Dense> dense = new ArrayList<>();
    private final List<LinearTerms.Coded> coded = new ArrayList<>();
    private final int[] denseAt;
    private final int[] codedAt;
    private final List<double[][]> sums = new ArrayList<>();
    private final double[][][] columns;
    private final int columnsPadded;
    private int from;
    private int size;

    TermsBlock(LinearTerms terms) {
        this.terms = terms;
        List<Integer> ofDense = new ArrayList<>();
        List<Integer> ofCoded = new ArrayList<>();
        int first = 0;
        for (LinearTerms.Term term : terms.terms()) {
            if (term instanceof LinearTerms.Dense d) {
                dense.add(d);
                ofDense.add(first);
            } else if (term instanceof LinearTerms.Coded c) {
                coded.add(c);
                ofCoded.add(first);
            }
            first += term.width();
        }
        denseAt = ofDense.stream().mapToInt(Integer::intValue).toArray();
        codedAt = ofCoded.stream().mapToInt(Integer::intValue).toArray();
        columnsPadded = dense.size() + dense.size() % 2;
        columns = new double[PIECES][columnsPadded][Tiles.ROWS];
    }

    LinearTerms terms() {
        return terms;
    }

    /** How many dense columns there are. */
    int denseColumns() {
        return dense.size();
    }

    /** How many dense columns there are with the column of zeros. */
    int paddedColumns() {
        return columnsPadded;
    }

    /** The coefficient of a dense column. */
    int coefficientOfDense(int column) {
        return denseAt[column];
    }

    /** The coded terms. */
    List<LinearTerms.Coded> coded() {
        return coded;
    }

    /** The first coefficient of a coded term. */
    int coefficientOfCoded(int term) {
        return codedAt[term];
    }

    /** The dense columns in a piece of the block. */
    double[][] piece(int piece) {
        return columns[piece];
    }

    /** How many pieces the rows of the block fill, the last one perhaps in part. */
    int pieces() {
        return (size + Tiles.ROWS - 1) / Tiles.ROWS;
    }

    /** The first row of the block. */
    int from() {
        return from;
    }

    /** How many rows the block has. */
    int size() {
        return size;
    }

    /** A predictor that these columns make: its coefficients, its offset, and what it is in the rows of the block. */
    record Use(double[] coefficients, double[] offset, double[] eta) {}

    /** Reads the rows of a block, and while columns are at hand adds their part to the predictors. */
    void load(int first, int rows, List<Use> uses) {
        from = first;
        size = rows;
        for (int u = 0; u < uses.size(); u++) {
            for (int piece = 0; piece < pieces(); piece++) {
                begin(uses.get(u).offset, first + piece * Tiles.ROWS, length(piece), sums(u)[piece]);
            }
        }
        for (int c = 0; c < dense.size(); ) {
            int next = Math.min(dense.size(), c + (areFour(c) ? 4 : 1));
            for (int piece = 0; piece < pieces(); piece++) {
                read(c, next, piece);
                for (int u = 0; u < uses.size(); u++) {
                    add(c, next, columns[piece], uses.get(u).coefficients, sums(u)[piece]);
                }
            }
            c = next;
        }
        for (int u = 0; u < uses.size(); u++) {
            for (int piece = 0; piece < pieces(); piece++) {
                System.arraycopy(sums(u)[piece], 0, uses.get(u).eta, piece * Tiles.ROWS, length(piece));
            }
            for (int k = 0; k < coded.size(); k++) {
                addCoded(coded.get(k), codedAt[k], uses.get(u).coefficients, uses.get(u).eta);
            }
        }
    }

    /** How many rows a piece has. */
    private int length(int piece) {
        return Math.min(Tiles.ROWS, size - piece * Tiles.ROWS);
    }

    /** Whether a column and the three after it are numbers, so that they can be read together. */
    private boolean areFour(int column) {
        if (column + 4 > dense.size()) {
            return false;
        }
        for (LinearTerms.Dense d : dense.subList(column, column + 4)) {
            if (d.values().length == 0) {
                return false;
            }
        }
        return true;
    }

    private void read(int column, int next, int piece) {
        int begin = from + piece * Tiles.ROWS;
        double[][] block = columns[piece];
        if (next == column + 4 && length(piece) == Tiles.ROWS) {
            Tiles.standardise(dense.subList(column, next), begin, column, block);
            return;
        }
        for (int c = column; c < next; c++) {
            load(dense.get(c), begin, length(piece), block[c]);
        }
    }

    private void add(int column, int next, double[][] block, double[] coefficients, double[] sum) {
        int c = column;
        for (; c + 1 < next; c += 2) {
            Tiles.addMultiples(block[c], block[c + 1], coefficients[denseAt[c]], coefficients[denseAt[c + 1]], sum);
        }
        if (c < next) {
            Tiles.addMultiple(block[c], coefficients[denseAt[c]], sum);
        }
    }

    private double[][] sums(int use) {
        while (sums.size() <= use) {
            sums.add(new double[PIECES][Tiles.ROWS]);
        }
        return sums.get(use);
    }

    private static void begin(double[] offset, int first, int length, double[] sum) {
        if (offset.length > 0) {
            System.arraycopy(offset, first, sum, 0, length);
        } else {
            Arrays.fill(sum, 0);
        }
    }

    private static void load(LinearTerms.Dense column, int first, int length, double[] to) {
        if (column.values().length == 0) {
            Arrays.fill(to, 0, length, 1);
        } else {
            System.arraycopy(column.values(), first, to, 0, length);
        }
        if (column.centre() != 0 || column.factor() != 1) {
            Tiles.standardise(to, column.centre(), column.factor());
        }
        if (length < Tiles.ROWS) {
            Arrays.fill(to, length, Tiles.ROWS, 0);
        }
    }

    private void addCoded(LinearTerms.Coded term, int first, double[] coefficients, double[] eta) {
        int[] codes = term.codes();
        double[] values = term.values();
        for (int i = 0; i < size; i++) {
            int code = codes[from + i];
            if (code >= 0) {
                eta[i] += coefficients[first + code] * (values.length == 0 ? 1 : values[from + i]);
            }
        }
    }
}
