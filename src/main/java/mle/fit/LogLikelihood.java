package mle.fit;

import java.util.List;
import mle.family.Parameter;
import mle.model.Model;
import mle.solve.Jet;

/**
 * The log-likelihood of a model, with every constant, as a function of its coefficients and parameters: that of {@link Mle#of(Model)},
 * for observations of every kind.
 */
public final class LogLikelihood {
    private final Model model;
    private final ModelFormulas formulas;
    private final List<ColumnMap> maps;
    private final List<ModelEntry> entries;

    private LogLikelihood(Model model) {
        RegressionSearch.inside(model);
        this.model = model;
        this.formulas = new ModelFormulas(model, ResponseUnit.ofData(model));
        this.maps = formulas.linear().stream()
                .map(q -> (ColumnMap) Standardisation.none(q.design()))
                .toList();
        this.entries = ModelEntry.of(
                        model, formulas, maps.stream().mapToInt(ColumnMap::size).toArray())
                .stream()
                .filter(e -> e.coordinate() >= 0)
                .toList();
    }

    /**
     * The log-likelihood of a model.
     *
     * @throws mle.data.DataException if a row lies outside the support of the family; the message names it
     */
    public static LogLikelihood of(Model model) {
        return new LogLikelihood(model);
    }

    /** What it is a function of, in the order of {@link Model#names}. */
    public List<Parameter> unknowns() {
        return entries.stream().map(e -> Parameter.of(e.name(), e.domain())).toList();
    }

    /** What one thread needs to evaluate it. */
    public synchronized Evaluation evaluation() {
        return new Evaluation();
    }

    /** Evaluates the log-likelihood; not for several threads at once. */
    public final class Evaluation {
        private final RegressionObjective objective = RegressionObjective.of(
                model, formulas, maps, Rowset.all(model.response().size()));
        private final double[] searched = new double[entries.size()];
        private final Jet[] means = {
            new Jet(searched.length, 0), new Jet(searched.length, 1), new Jet(searched.length, 2)
        };

        private Evaluation() {}

        /**
         * Writes value and derivatives to the order of the jet.
         *
         * @param line the coordinates of the unknowns on the lines of their domains
         */
        public void at(double[] line, Jet out) {
            for (int k = 0; k < searched.length; k++) {
                searched[entries.get(k).coordinate()] = line[k];
            }
            Jet mean = means[out.order()];
            objective.at(searched, mean);
            double factor = -objective.weight();
            out.setValue(factor * mean.value());
            for (int i = 0, entry = 0; out.order() >= 1 && i < searched.length; i++) {
                int row = entries.get(i).coordinate();
                out.gradient()[i] = factor * mean.gradient()[row];
                for (int j = 0; out.order() >= 2 && j <= i; j++, entry++) {
                    out.hessian()[entry] =
                            factor * mean.hessian(row, entries.get(j).coordinate());
                }
            }
        }
    }
}
