package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * X'diag(h)Z over the blocks of a chunk, for two matrices X and Z or for X twice, where only half of the products is made.
 * Products of codes are kept as what they are: of one factor with itself a diagonal, of two factors a table of counts.
 */
final class CrossProducts {
    /** Where a product belongs: a coefficient of X and one of Z. */
    interface Target {
        void set(int ofX, int ofZ, double sum);
    }

    private final TermsBlock x;
    private final TermsBlock z;
    private final boolean same;
    private final double[][][] dense;
    private final double[][] coded;
    private final double[][][] scaled = new double[2][TermsBlock.PIECES][Tiles.ROWS];
    private final double[] entries = new double[TermsBlock.ROWS];
    private final int size;

    CrossProducts(TermsBlock x, TermsBlock z) {
        this.x = x;
        this.z = z;
        this.same = x == z;
        int rows = x.paddedColumns() / 2;
        this.dense = new double[rows][][];
        int total = 0;
        for (int r = 0; r < rows; r++) {
            dense[r] = new double[same ? r + 1 : z.paddedColumns() / 2][4 * Tiles.LANES];
            total += 4 * dense[r].length;
        }
        this.coded = codedTables();
        for (double[] table : coded) {
            total += table.length;
        }
        this.size = total;
    }

    /** For each coded term of X: with the dense columns of Z, with its coded terms; then the dense columns of X with those. */
    private double[][] codedTables() {
        int nx = x.coded().size();
        int nz = z.coded().size();
        List<double[]> tables = new ArrayList<>();
        for (int k = 0; k < nx; k++) {
            int width = x.coded().get(k).width();
            tables.add(new double[width * z.denseColumns()]);
            for (int m = 0; m < (same ? k + 1 : nz); m++) {
                boolean diagonal = same && m == k;
                tables.add(
                        new double[diagonal ? width : width * z.coded().get(m).width()]);
            }
        }
        for (int m = 0; m < (same ? 0 : nz); m++) {
            tables.add(new double[z.coded().get(m).width() * x.denseColumns()]);
        }
        return tables.toArray(double[][]::new);
    }

    /** Adds a block with one number h for each row, given in pieces. */
    void add(double[][] h) {
        int pieces = x.pieces();
        for (int r = 0; r < dense.length; r++) {
            for (int piece = 0; piece < pieces; piece++) {
                Tiles.multiply(h[piece], x.piece(piece)[2 * r], scaled[0][piece]);
                Tiles.multiply(h[piece], x.piece(piece)[2 * r + 1], scaled[1][piece]);
            }
            for (int s = 0; s < dense[r].length; s++) {
                double[] sums = dense[r][s];
                for (int piece = 0; piece < pieces; piece++) {
                    double[][] right = z.piece(piece);
                    Tiles.square(scaled[0][piece], scaled[1][piece], right[2 * s], right[2 * s + 1], sums);
                }
            }
        }
        if (coded.length > 0) {
            addCoded(h);
        }
    }

    private void addCoded(double[][] h) {
        int at = 0;
        int nz = z.coded().size();
        for (int k = 0; k < x.coded().size(); k++) {
            LinearTerms.Coded term = x.coded().get(k);
            entries(x, term, h);
            addDense(x, term, z, coded[at++]);
            for (int m = 0; m < (same ? k + 1 : nz); m++) {
                if (same && m == k) {
                    addDiagonal(term, coded[at++]);
                } else {
                    addCoded(term, z.coded().get(m), coded[at++]);
                }
            }
        }
        for (int m = 0; m < (same ? 0 : nz); m++) {
            entries(z, z.coded().get(m), h);
            addDense(z, z.coded().get(m), x, coded[at++]);
        }
    }

    /** h times what stands in the column of the code. */
    private void entries(TermsBlock block, LinearTerms.Coded term, double[][] h) {
        for (int i = 0; i < block.size(); i++) {
            double entry = term.values().length == 0 ? 1 : term.values()[block.from() + i];
            entries[i] = entry * h[i / Tiles.ROWS][i % Tiles.ROWS];
        }
    }

    private void addDense(TermsBlock block, LinearTerms.Coded term, TermsBlock other, double[] table) {
        for (int piece = 0; piece < block.pieces(); piece++) {
            int begin = piece * Tiles.ROWS;
            int end = Math.min(block.size(), begin + Tiles.ROWS);
            for (int c = 0; c < other.denseColumns(); c++) {
                double[] column = other.piece(piece)[c];
                int first = c * term.width();
                for (int i = begin; i < end; i++) {
                    int code = term.codes()[block.from() + i];
                    if (code >= 0) {
                        table[first + code] += entries[i] * column[i - begin];
                    }
                }
            }
        }
    }

    private void addDiagonal(LinearTerms.Coded term, double[] table) {
        for (int i = 0; i < x.size(); i++) {
            int code = term.codes()[x.from() + i];
            if (code >= 0) {
                table[code] += entries[i] * (term.values().length == 0 ? 1 : term.values()[x.from() + i]);
            }
        }
    }

    private void addCoded(LinearTerms.Coded one, LinearTerms.Coded other, double[] table) {
        for (int i = 0; i < x.size(); i++) {
            int row = one.codes()[x.from() + i];
            int column = other.codes()[x.from() + i];
            if (row >= 0 && column >= 0) {
                double entry = other.values().length == 0 ? 1 : other.values()[x.from() + i];
                table[row * other.width() + column] += entries[i] * entry;
            }
        }
    }

    /** How many sums there are. */
    int size() {
        return size;
    }

    /** Writes the sums of the chunk and begins anew. */
    void fold(double[] sums, int first) {
        int at = first;
        for (double[][] row : dense) {
            for (double[] lanes : row) {
                for (int k = 0; k < 4; k++) {
                    sums[at++] = Tiles.fold(lanes, k);
                }
                Arrays.fill(lanes, 0);
            }
        }
        for (double[] table : coded) {
            System.arraycopy(table, 0, sums, at, table.length);
            at += table.length;
            Arrays.fill(table, 0);
        }
    }

    /** Hands out sums in the order of {@link #fold}; of X with itself each pair of coefficients once or twice. */
    void scatter(double[] sums, int first, Target target) {
        int at = first;
        for (int r = 0; r < dense.length; r++) {
            for (int s = 0; s < dense[r].length; s++) {
                for (int k = 0; k < 4; k++, at++) {
                    int i = 2 * r + k % 2;
                    int j = 2 * s + k / 2;
                    if (i < x.denseColumns() && j < z.denseColumns()) {
                        target.set(x.coefficientOfDense(i), z.coefficientOfDense(j), sums[at]);
                    }
                }
            }
        }
        scatterCoded(sums, at, target);
    }

    private void scatterCoded(double[] sums, int first, Target target) {
        int at = first;
        int nz = z.coded().size();
        for (int k = 0; k < x.coded().size(); k++) {
            int width = x.coded().get(k).width();
            int row = x.coefficientOfCoded(k);
            for (int c = 0; c < z.denseColumns(); c++) {
                for (int i = 0; i < width; i++) {
                    target.set(row + i, z.coefficientOfDense(c), sums[at++]);
                }
            }
            for (int m = 0; m < (same ? k + 1 : nz); m++) {
                int column = z.coefficientOfCoded(m);
                boolean diagonal = same && m == k;
                int others = z.coded().get(m).width();
                for (int i = 0; i < width; i++) {
                    for (int j = diagonal ? i : 0; j < (diagonal ? i + 1 : others); j++) {
                        target.set(row + i, column + j, sums[at++]);
                    }
                }
            }
        }
        for (int m = 0; m < (same ? 0 : nz); m++) {
            for (int c = 0; c < x.denseColumns(); c++) {
                for (int j = 0; j < z.coded().get(m).width(); j++) {
                    target.set(x.coefficientOfDense(c), z.coefficientOfCoded(m) + j, sums[at++]);
                }
            }
        }
    }
}
