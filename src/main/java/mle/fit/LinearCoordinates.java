package mle.fit;

import java.util.List;
import java.util.Optional;

/**
 * The coordinates in which the coefficients of linear predictors were searched, with the covariance there. Columns far from zero, or
 * powers of one another, have coefficients whose covariance x'Vx loses all digits of a row's variance; that of the coordinates,
 * of columns about their centres and made orthogonal, keeps them (Björck 1996, Numerical Methods for Least Squares Problems,
 * sec. 2.4).
 *
 * @param predictors the way to the coordinates, for each linear predictor with columns
 * @param covariance the covariance, in the order of the estimates: of a coefficient, that of the coordinate of its column
 */
public record LinearCoordinates(List<Columns> predictors, double[][] covariance) {
    /**
     * The columns of a linear predictor as they were searched: z = R⁻ᵀ(x - centre)·factor.
     *
     * @param parameter the parameter that follows it
     * @param names the columns
     * @param centres what is taken off each
     * @param factors what each is multiplied with then
     * @param triangle R, the upper triangle of these columns' QR decomposition by rows; empty where they were searched without; a
     *     column whose entry on the diagonal is 0 is left out
     */
    public record Columns(
            String parameter, List<String> names, double[] centres, double[] factors, double[][] triangle) {
        /** A row, turned into its coordinates in place. */
        public void toCoordinates(double[] row) {
            for (int j = 0; j < row.length; j++) {
                row[j] = coordinate(j, row[j]);
            }
            forward(triangle, row);
        }

        /** The entry of a column, centred and scaled. */
        public double coordinate(int column, double entry) {
            return (entry - centres[column]) * factors[column];
        }

        /** Whether columns remain apart: each coordinate is that of one column. */
        public boolean isSeparate() {
            return triangle.length == 0;
        }

        /** The same of a parameter by another name. */
        public Columns of(String other) {
            return new Columns(other, names, centres, factors, triangle);
        }

        private boolean isGiven() {
            for (int j = 0; j < centres.length; j++) {
                if (centres[j] != 0 || factors[j] != 1) {
                    return false;
                }
            }
            return isSeparate();
        }
    }

    /** Solves R'z = h in place. */
    static void forward(double[][] triangle, double[] h) {
        for (int j = 0; j < triangle.length; j++) {
            for (int k = 0; k < j; k++) {
                h[j] -= triangle[k][j] * h[k];
            }
            h[j] = triangle[j][j] == 0 ? 0 : h[j] / triangle[j][j];
        }
    }

    /** These, unless they are the columns as given. */
    Optional<LinearCoordinates> unlessGiven() {
        return predictors.stream().allMatch(Columns::isGiven) ? Optional.empty() : Optional.of(this);
    }
}
