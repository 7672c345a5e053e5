package mle.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The matrix X of a linear predictor η = Xβ + offset: its columns in blocks, one coefficient for each column, named as R
 * names it ({@code (Intercept)}, {@code age}, {@code woolB:tensionM}). Immutable; arrays are neither copied nor to be changed.
 */
public final class DesignMatrix {
    private static final double[] NO_OFFSET = {};

    private final int rows;
    private final List<Block> blocks;
    private final List<String> names;
    private final double[] offset;

    private DesignMatrix(int rows, List<Block> blocks, List<String> names, double[] offset) {
        this.rows = rows;
        this.blocks = List.copyOf(blocks);
        this.names = List.copyOf(names);
        this.offset = offset;
    }

    /**
     * A matrix of blocks beside one another.
     *
     * @param rows how many rows there are
     * @param blocks the blocks in the order of the coefficients; there may be none
     * @param names a name for each column
     * @throws IllegalArgumentException if rows or names don't fit the blocks or a name occurs twice
     */
    public static DesignMatrix of(int rows, List<Block> blocks, List<String> names) {
        int width = 0;
        for (Block block : blocks) {
            if (block.rows() != rows) {
                throw new IllegalArgumentException(
                        "design matrix: blocks must have " + rows + " rows, got " + block.rows());
            }
            width += block.width();
        }
        if (width != names.size()) {
            throw new IllegalArgumentException(
                    "design matrix: expected " + width + " names of columns, got " + names.size());
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException("design matrix: names of columns must differ, got " + names);
        }
        return new DesignMatrix(rows, blocks, names, NO_OFFSET);
    }

    /** The matrix of an intercept alone. */
    public static DesignMatrix intercept(int rows) {
        return of(rows, List.of(new Block.Ones(rows)), List.of("(Intercept)"));
    }

    /** The matrix without a column: a predictor that is known row for row. */
    public static DesignMatrix known(double[] values) {
        return of(values.length, List.of(), List.of()).withOffset(values);
    }

    /**
     * The same columns with a known term for each row.
     *
     * @throws IllegalArgumentException if their number is not that of the rows
     */
    public DesignMatrix withOffset(double[] terms) {
        if (terms.length != rows) {
            throw new IllegalArgumentException(
                    "design matrix: an offset must have " + rows + " rows, got " + terms.length);
        }
        return new DesignMatrix(rows, blocks, names, terms);
    }

    /** The matrix without some of its columns. */
    public DesignMatrix without(Set<String> columns) {
        if (names.stream().noneMatch(columns::contains)) {
            return this;
        }
        List<Block> left = new ArrayList<>();
        int first = 0;
        for (Block block : blocks) {
            boolean[] kept = new boolean[block.width()];
            for (int j = 0; j < kept.length; j++) {
                kept[j] = !columns.contains(names.get(first + j));
            }
            block.keeping(kept).ifPresent(left::add);
            first += block.width();
        }
        return new DesignMatrix(
                rows,
                left,
                names.stream().filter(name -> !columns.contains(name)).toList(),
                offset);
    }

    /** How many rows there are. */
    public int rows() {
        return rows;
    }

    /** How many columns there are: one for each coefficient. */
    public int columns() {
        return names.size();
    }

    /** The blocks, in the order of the coefficients. */
    public List<Block> blocks() {
        return blocks;
    }

    /** The names of the columns and so of the coefficients. */
    public List<String> names() {
        return names;
    }

    /** The known terms by row, or an empty array where there are none. */
    public double[] offset() {
        return offset;
    }

    /** Whether there is a known term for each row. */
    public boolean hasOffset() {
        return offset.length > 0;
    }

    /** The predictor of a row (from 0) at given coefficients, its offset included. */
    public double predictor(int row, double[] coefficients) {
        double sum = offset.length == 0 ? 0 : offset[row];
        int first = 0;
        for (Block block : blocks) {
            if (block instanceof Block.Indicators b) {
                sum += b.codes()[row] < 0 ? 0 : coefficients[first + b.codes()[row]];
            } else if (block instanceof Block.Scaled b) {
                sum += b.codes()[row] < 0 ? 0 : coefficients[first + b.codes()[row]] * b.values()[row];
            } else {
                sum += coefficients[first] * block.at(row, 0);
            }
            first += block.width();
        }
        return sum;
    }

    /** One column (from 0), entry by entry. */
    public double[] column(int column) {
        int inBlock = column;
        for (Block block : blocks) {
            if (inBlock < block.width()) {
                double[] entries = new double[rows];
                for (int i = 0; i < rows; i++) {
                    entries[i] = block.at(i, inBlock);
                }
                return entries;
            }
            inBlock -= block.width();
        }
        throw new IndexOutOfBoundsException("design matrix: no column " + column + " of " + columns());
    }

    /** Its size. */
    @Override
    public String toString() {
        return "design matrix of " + rows + " rows and columns " + names;
    }
}
