package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of a block of one matrix of columns, at hand for products: dense columns as arrays of {@link Tiles#ROWS} rows, zero
 * beyond the last row, their number made even by a column of zeros; coded columns where they lie.
 */
final class TermsBlock {
    /** So many arrays make a block of a dense column. */
    static final int PIECES = Means.BLOCK / Tiles.ROWS;

    private final LinearTerms terms;
    private final List<LinearTerms.Dense> dense = new ArrayList<>();
    private final List<LinearTerms.Coded> coded = new ArrayList<>();
    private final int[] denseAt;
    private final int[] codedAt;
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

    /** The first row of the block. */
    int from() {
        return from;
    }

    /** How many rows the block has. */
    int size() {
        return size;
    }

    /** Reads the rows of a block. */
    void load(int first, int rows) {
        from = first;
        size = rows;
        for (int piece = 0; piece < PIECES; piece++) {
            int begin = Math.min(rows, piece * Tiles.ROWS);
            int length = Math.min(Tiles.ROWS, rows - begin);
            for (int c = 0; c < dense.size(); c++) {
                load(dense.get(c), first + begin, length, columns[piece][c]);
            }
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
        Arrays.fill(to, length, Tiles.ROWS, 0);
    }

    /** Computes the linear predictor of each row. */
    void predict(double[] coefficients, double[] offset, double[] eta) {
        double[] sum = new double[Tiles.ROWS];
        for (int piece = 0; piece < PIECES; piece++) {
            int begin = Math.min(size, piece * Tiles.ROWS);
            int length = Math.min(Tiles.ROWS, size - begin);
            if (offset.length > 0) {
                System.arraycopy(offset, from + begin, sum, 0, length);
            } else {
                Arrays.fill(sum, 0);
            }
            double[][] piecewise = columns[piece];
            for (int c = 0; c < columnsPadded; c += 2) {
                double second = c + 1 < dense.size() ? coefficients[denseAt[c + 1]] : 0;
                Tiles.addMultiples(piecewise[c], piecewise[c + 1], coefficients[denseAt[c]], second, sum);
            }
            System.arraycopy(sum, 0, eta, begin, length);
        }
        for (int k = 0; k < coded.size(); k++) {
            addCoded(coded.get(k), codedAt[k], coefficients, eta);
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
