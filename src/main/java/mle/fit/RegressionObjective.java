package mle.fit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;
import mle.plan.BoundRegression;
import mle.plan.LinearPredictor;
import mle.plan.LinearTerms;
import mle.solve.Jet;
import mle.solve.Objective;

/**
 * The cross entropy of a model relative to its data, in the coordinates of a search: the coefficients of standardised columns,
 * predictor by predictor, then what is estimated once for all rows.
 */
final class RegressionObjective implements Objective {
    private final BoundRegression bound;
    private final List<LinearPredictor> predictors;
    private final EmpiricalDistribution response;
    private final double[][] buffers = new double[3][];

    private RegressionObjective(
            BoundRegression bound, List<LinearPredictor> predictors, EmpiricalDistribution response) {
        this.bound = bound;
        this.predictors = predictors;
        this.response = response;
        int p = bound.dimension();
        buffers[0] = new double[1];
        buffers[1] = new double[1 + p];
        buffers[2] = new double[1 + p + p * (p + 1) / 2];
    }

    /**
     * The cross entropy over some rows of a model.
     *
     * @param maps for each linear predictor its columns
     */
    static RegressionObjective of(Model model, ModelFormulas formulas, List<ColumnMap> maps, Rowset rows) {
        Map<DesignMatrix, LinearTerms> terms = new IdentityHashMap<>();
        List<LinearPredictor> predictors = new ArrayList<>();
        for (int k = 0; k < maps.size(); k++) {
            ColumnMap map = maps.get(k);
            Predictor.Linear q = formulas.linear().get(k);
            predictors.add(new LinearPredictor(
                    terms.computeIfAbsent(q.design(), unused -> map.terms(rows)), rows.of(formulas.offset(q))));
        }
        EmpiricalDistribution response = model.response();
        double weight = response.n();
        if (!rows.areAll()) {
            weight = 0;
            for (int k = 0; k < rows.size(); k++) {
                weight += response.weight(rows.row(k));
            }
        }
        BoundRegression bound = new BoundRegression(
                ResponseRows.of(formulas, response, model.family().support(), rows), predictors, rows.size(), weight);
        return new RegressionObjective(bound, predictors, response);
    }

    @Override
    public int dimension() {
        return bound.dimension();
    }

    @Override
    public double weight() {
        return bound.weight();
    }

    /** The value alone. */
    double value(double[] point) {
        bound.at(point, 0, buffers[0]);
        return -buffers[0][0];
    }

    @Override
    public void at(double[] point, Jet out) {
        double[] mean = buffers[out.order()];
        bound.at(point, out.order(), mean);
        out.setValue(-mean[0]);
        int p = dimension();
        for (int i = 0; out.order() >= 1 && i < p; i++) {
            out.gradient()[i] = -mean[1 + i];
        }
        for (int k = 0; out.order() >= 2 && k < p * (p + 1) / 2; k++) {
            out.hessian()[k] = -mean[1 + p + k];
        }
    }

    /**
     * The sum over independent observations of the outer products of their scores, packed: with sampling weights w of w²ssᵀ,
     * with clusters of the sums over each.
     */
    double[] outerProducts(double[] point) {
        if (response.clusters().length > 0 || response.samplingWeights().length > 0) {
            return Scores.of(response, scores(point)).outerProducts();
        }
        int p = dimension();
        double[] mean = new double[buffers[2].length];
        bound.outerProducts(point, mean);
        double[] sum = new double[p * (p + 1) / 2];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = mean[1 + p + k] * weight();
        }
        return sum;
    }

    /** For each coordinate the score of each row, weights left aside. */
    private double[][] scores(double[] point) {
        double[][] derivatives = bound.rowDerivatives(point);
        double[][] scores = new double[dimension()][];
        int at = 0;
        for (int k = 0; k < predictors.size(); k++) {
            for (LinearTerms.Term term : predictors.get(k).columns().terms()) {
                for (int j = 0; j < term.width(); j++) {
                    scores[at++] = score(term, j, derivatives[k]);
                }
            }
        }
        for (int a = predictors.size(); a < derivatives.length; a++) {
            scores[at++] = derivatives[a];
        }
        return scores;
    }

    private static double[] score(LinearTerms.Term term, int column, double[] derivatives) {
        double[] score = derivatives.clone();
        for (int i = 0; i < score.length; i++) {
            if (term instanceof LinearTerms.Dense d) {
                score[i] *= d.values().length == 0 ? 1 : (d.values()[i] - d.centre()) * d.factor();
            } else if (term instanceof LinearTerms.Coded c) {
                double entry = c.values().length == 0 ? 1 : c.values()[i];
                score[i] *= c.codes()[i] == column ? entry : 0;
            }
        }
        return score;
    }
}
