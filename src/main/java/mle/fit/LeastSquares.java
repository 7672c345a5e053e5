package mle.fit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.plan.BoundRegression;
import mle.plan.LinearPredictor;
import mle.plan.LinearTerms;
import mle.plan.RegressionPlan;
import mle.plan.RegressionRows;
import mle.plan.Rows;
import mle.solve.Cholesky;

/** Least squares by the normal equations of standardised columns, a little ridge added: good enough to start a search from. */
final class LeastSquares {
    /** What is added to mean squares of columns so that products can be inverted. */
    static final double RIDGE = 1e-8;

    private static final Expr.Symbol ETA = Expr.parameter("eta");
    private static final RegressionPlan PLAN =
            RegressionPlan.of(Expr.data("x").minus(ETA).pow(2).times(-0.5), List.of(ETA), List.of());

    private final LinearTerms columns;
    private final double[] weights;
    private final double[] gram;
    private final Cholesky cholesky;

    /**
     * For columns.
     *
     * @param weights a weight for each row, or none
     * @param ridge what is added to the mean square of each column
     */
    LeastSquares(LinearTerms columns, double[] weights, double ridge) {
        this.columns = columns;
        this.weights = weights;
        int p = columns.width();
        double[] out = derivatives(new double[columns.rows()], 2);
        gram = new double[p * (p + 1) / 2];
        for (int i = 0, h = 0; i < p; i++) {
            for (int j = 0; j <= i; j++, h++) {
                gram[h] = -out[1 + p + h] + (i == j ? ridge : 0);
            }
        }
        cholesky = Cholesky.of(gram, p);
    }

    private double[] derivatives(double[] target, int order) {
        int p = columns.width();
        double[] out = new double[order == 1 ? 1 + p : 1 + p + p * (p + 1) / 2];
        Rows data = new Rows(new Rows.Column[] {Rows.Column.of("x", target)}, weights);
        RegressionRows rows = new RegressionRows(PLAN, data, new int[0], columns.rows(), Map.of());
        new BoundRegression(List.of(rows), List.of(LinearPredictor.of(columns)), columns.rows(), columns.rows())
                .at(new double[p], order, out);
        return out;
    }

    /** The mean products of the columns, packed. */
    double[] gram() {
        return gram;
    }

    /** The coefficients whose predictor, without offset, is closest to a target. */
    double[] fit(double[] target) {
        int p = columns.width();
        double[] coefficients = Arrays.copyOfRange(derivatives(target, 1), 1, 1 + p);
        if (cholesky.positiveDefinite()) {
            cholesky.solve(coefficients, coefficients);
        } else {
            Arrays.fill(coefficients, 0);
        }
        return coefficients;
    }

    /** The predictor of each row at coefficients, without offset. */
    double[] fitted(double[] coefficients) {
        double[] eta = new double[columns.rows()];
        int at = 0;
        for (LinearTerms.Term term : columns.terms()) {
            for (int i = 0; i < eta.length; i++) {
                if (term instanceof LinearTerms.Dense d) {
                    double entry = d.values().length == 0 ? 1 : (d.values()[i] - d.centre()) * d.factor();
                    eta[i] += coefficients[at] * entry;
                } else if (term instanceof LinearTerms.Coded c && c.codes()[i] >= 0) {
                    eta[i] += coefficients[at + c.codes()[i]] * (c.values().length == 0 ? 1 : c.values()[i]);
                }
            }
            at += term.width();
        }
        return eta;
    }
}
