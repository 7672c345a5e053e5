package mle.plan;

import java.util.Arrays;

/** X'v over the blocks of a chunk: one sum for each column. */
final class ColumnSums {
    private final TermsBlock x;
    private final double[][] dense;
    private final double[][] coded;

    ColumnSums(TermsBlock x) {
        this.x = x;
        this.dense = new double[x.paddedColumns() / 2][2 * Tiles.LANES];
        this.coded = x.coded().stream().map(term -> new double[term.width()]).toArray(double[][]::new);
    }

    /** Adds a block, of which v has the pieces. */
    void add(double[][] v) {
        for (int c = 0; c < dense.length; c++) {
            for (int piece = 0; piece < x.pieces(); piece++) {
                double[][] columns = x.piece(piece);
                Tiles.pair(v[piece], columns[2 * c], columns[2 * c + 1], dense[c]);
            }
        }
        for (int k = 0; k < coded.length; k++) {
            LinearTerms.Coded term = x.coded().get(k);
            double[] sums = coded[k];
            for (int i = 0; i < x.size(); i++) {
                int code = term.codes()[x.from() + i];
                if (code >= 0) {
                    double entry = term.values().length == 0 ? 1 : term.values()[x.from() + i];
                    sums[code] += entry * v[i / Tiles.ROWS][i % Tiles.ROWS];
                }
            }
        }
    }

    /** How many sums there are. */
    int size() {
        return x.terms().width();
    }

    /** Writes the sums of the chunk in the order of the coefficients, and begins anew. */
    void fold(double[] sums, int first) {
        for (int c = 0; c < x.denseColumns(); c++) {
            sums[first + x.coefficientOfDense(c)] = Tiles.fold(dense[c / 2], c % 2);
        }
        for (int k = 0; k < coded.length; k++) {
            System.arraycopy(coded[k], 0, sums, first + x.coefficientOfCoded(k), coded[k].length);
            Arrays.fill(coded[k], 0);
        }
        for (double[] lanes : dense) {
            Arrays.fill(lanes, 0);
        }
    }
}
