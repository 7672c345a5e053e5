package mle.inference;

/**
 * A quantity in rows of data, with standard errors by the delta method and confidence intervals; arrays are not to be changed.
 *
 * @param quantity what is predicted: {@code mean}, {@code quantile 0.5}
 * @param rows the numbers of the rows in the data (from 1)
 * @param estimates the estimates
 * @param standardErrors their standard errors; NaN where there are none
 * @param lower the lower ends of the confidence intervals
 * @param upper the upper ends
 * @param level the level of the intervals
 */
public record Prediction(
        String quantity,
        int[] rows,
        double[] estimates,
        double[] standardErrors,
        double[] lower,
        double[] upper,
        double level) {
    /** How many rows there are. */
    public int size() {
        return estimates.length;
    }

    /** The estimate of a row (from 0). */
    public double estimate(int row) {
        return estimates[row];
    }

    /** The standard error of a row (from 0). */
    public double standardError(int row) {
        return standardErrors[row];
    }

    /** A few words. */
    @Override
    public String toString() {
        return quantity + " in " + size() + " rows";
    }
}
