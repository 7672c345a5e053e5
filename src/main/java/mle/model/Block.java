package mle.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Neighbouring columns of a design matrix, stored by what they have in common: a factor of many levels is one code for each
 * row, never a column for each level. Arrays are neither copied nor to be changed.
 */
public sealed interface Block {
    /** How many rows there are. */
    int rows();

    /** How many columns there are. */
    int width();

    /** The entry of a row and a column of the block, both from 0. */
    double at(int row, int column);

    /** The block of those of its columns that are kept, or nothing if none is. */
    Optional<Block> keeping(boolean[] kept);

    /**
     * One column of ones: the intercept.
     *
     * @param rows how many rows there are
     */
    record Ones(int rows) implements Block {
        @Override
        public int width() {
            return 1;
        }

        @Override
        public double at(int row, int column) {
            return 1;
        }

        @Override
        public Optional<Block> keeping(boolean[] kept) {
            return kept[0] ? Optional.of(this) : Optional.empty();
        }
    }

    /**
     * One column of numbers.
     *
     * @param values the column, all finite
     */
    record Dense(double[] values) implements Block {
        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public double at(int row, int column) {
            return values[row];
        }

        @Override
        public Optional<Block> keeping(boolean[] kept) {
            return kept[0] ? Optional.of(this) : Optional.empty();
        }
    }

    /**
     * The indicators of the levels of a factor, or of the combinations of several: in each row at most one column is 1, the
     * others are 0.
     *
     * @param codes for each row the column that is 1, or -1 where none is: at the baseline
     * @param width how many columns there are
     */
    record Indicators(int[] codes, int width) implements Block {
        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public double at(int row, int column) {
            return codes[row] == column ? 1 : 0;
        }

        @Override
        public Optional<Block> keeping(boolean[] kept) {
            int[] places = places(kept);
            int left = 1 + Arrays.stream(places).max().orElse(-1);
            return left == 0 ? Optional.empty() : Optional.of(new Indicators(moved(codes, places), left));
        }
    }

    /**
     * The products of such indicators and one column of numbers: in each row at most one column is not 0.
     *
     * @param codes as for {@link Indicators}
     * @param width how many columns there are
     * @param values the numbers by row, all finite
     */
    record Scaled(int[] codes, int width, double[] values) implements Block {
        @Override
        public int rows() {
            return codes.length;
        }

        @Override
        public double at(int row, int column) {
            return codes[row] == column ? values[row] : 0;
        }

        @Override
        public Optional<Block> keeping(boolean[] kept) {
            int[] places = places(kept);
            int left = 1 + Arrays.stream(places).max().orElse(-1);
            return left == 0 ? Optional.empty() : Optional.of(new Scaled(moved(codes, places), left, values));
        }
    }

    /** The new number of each column, -1 for one that is left out. */
    private static int[] places(boolean[] kept) {
        int[] places = new int[kept.length];
        int next = 0;
        for (int j = 0; j < kept.length; j++) {
            places[j] = kept[j] ? next++ : -1;
        }
        return places;
    }

    private static int[] moved(int[] codes, int[] places) {
        int[] moved = new int[codes.length];
        for (int i = 0; i < codes.length; i++) {
            moved[i] = codes[i] < 0 ? -1 : places[codes[i]];
        }
        return moved;
    }
}
