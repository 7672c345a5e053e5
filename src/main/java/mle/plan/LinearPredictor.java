package mle.plan;

/**
 * A linear predictor η = Xγ + offset.
 *
 * @param columns the columns X; the same object where predictors share them
 * @param offset the known term of each row, or an empty array where there is none
 */
public record LinearPredictor(LinearTerms columns, double[] offset) {
    /** Without a known term. */
    public static LinearPredictor of(LinearTerms columns) {
        return new LinearPredictor(columns, new double[0]);
    }

    /** How many coefficients it has. */
    public int width() {
        return columns.width();
    }
}
