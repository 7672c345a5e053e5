package mle.plan;

import java.util.List;

/**
 * The columns of linear predictors as an evaluation reads them, one coefficient for each column. Arrays are neither copied nor
 * to be changed.
 *
 * @param rows how many rows there are
 * @param terms the columns, in the order of the coefficients
 */
public record LinearTerms(int rows, List<Term> terms) {
    /** One column, or neighbouring columns of which at most one is not zero in a row. */
    public sealed interface Term permits Dense, Coded {
        /** How many columns there are. */
        int width();
    }

    /**
     * One column, seen as (value - centre)·factor.
     *
     * @param values one value for each row; an empty array stands for ones
     * @param centre what is subtracted
     * @param factor what is multiplied by
     */
    public record Dense(double[] values, double centre, double factor) implements Term {
        /** The column of ones. */
        public static final Dense ONES = new Dense(new double[0], 0, 1);

        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * The indicators of codes, times a number for each row.
     *
     * @param codes for each row the column that is not zero, or -1 where there is none
     * @param width how many columns there are
     * @param values what stands in that column; an empty array stands for ones
     */
    public record Coded(int[] codes, int width, double[] values) implements Term {}

    /** Copies the list. */
    public LinearTerms {
        terms = List.copyOf(terms);
    }

    /** How many columns there are. */
    public int width() {
        return terms.stream().mapToInt(Term::width).sum();
    }
}
