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
    private final double[][] buffers = new double[3][];

    private RegressionObjective(BoundRegression bound) {
        this.bound = bound;
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
        return new RegressionObjective(new BoundRegression(
                ResponseRows.of(formulas, response, model.family().support(), rows), predictors, rows.size(), weight));
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

    /** The sum over observations of the outer products of their scores, packed. */
    double[] outerProducts(double[] point) {
        int p = dimension();
        double[] mean = new double[buffers[2].length];
        bound.outerProducts(point, mean);
        double[] sum = new double[p * (p + 1) / 2];
        for (int k = 0; k < sum.length; k++) {
            sum[k] = mean[1 + p + k] * weight();
        }
        return sum;
    }
}
