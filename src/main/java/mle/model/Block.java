package mle.model;

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
    }
}
