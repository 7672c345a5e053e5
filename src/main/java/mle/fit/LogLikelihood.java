package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.family.Domain;
import mle.family.LevelFamily;
import mle.family.Parameter;
import mle.model.DesignMatrix;
import mle.model.Model;
import mle.model.Predictor;

/**
 * The log-likelihood of a model, with every constant, as formulas of rows: that of {@link Mle#of(Model)}, for observations of every kind. A
 * formula is of data columns, of linear predictors, and of the coordinates on their lines of what is estimated once for all rows.
 */
public final class LogLikelihood {
    private final Model model;
    private final ModelFormulas formulas;
    private final List<Parameter> unknowns = new ArrayList<>();
    private final List<Predicted> predictors = new ArrayList<>();
    private final List<Single> singles = new ArrayList<>();
    private final Map<Expr, Expr> thresholds = new HashMap<>();

    /**
     * Rows that add the same formula.
     *
     * @param formula what each adds
     * @param columns the data columns that the formula reads
     * @param weights a weight for each row, or none
     * @param rows which rows of the predictors they are (from 0), or none for all
     * @param size how many rows there are
     */
    public record Part(Expr formula, Map<String, double[]> columns, double[] weights, int[] rows, int size) {}

    /**
     * A linear predictor.
     *
     * @param symbol what stands for it in formulas
     * @param design its columns and offset
     * @param unknowns its coefficients, by their places among the unknowns
     */
    public record Predicted(Expr.Symbol symbol, DesignMatrix design, int[] unknowns) {}

    /**
     * The coordinate of an unknown on the line of its domain.
     *
     * @param symbol what stands for it in formulas
     * @param unknown the unknown, by its place
     */
    public record Single(Expr.Symbol symbol, int unknown) {}

    private LogLikelihood(Model model) {
        RegressionSearch.inside(model);
        this.model = model;
        this.formulas = new ModelFormulas(model, ResponseUnit.ofData(model));
        int[] widths =
                formulas.linear().stream().mapToInt(Predictor.Linear::size).toArray();
        List<ModelEntry> entries = ModelEntry.of(model, formulas, widths).stream()
                .filter(e -> e.coordinate() >= 0)
                .toList();
        entries.forEach(e -> unknowns.add(Parameter.of(e.name(), e.domain())));
        int[] places = new int[entries.size()];
        for (int k = 0; k < places.length; k++) {
            places[entries.get(k).coordinate()] = k;
        }
        int at = 0;
        for (int k = 0; k < widths.length; k++) {
            int[] own = Arrays.copyOfRange(places, at, at + widths[k]);
            predictors.add(new Predicted(
                    formulas.predictors().get(k), formulas.linear().get(k).design(), own));
            at += widths[k];
        }
        for (Expr.Symbol coordinate : formulas.coordinates()) {
            singles.add(new Single(coordinate, places[at++]));
        }
        if (LevelFamily.find(model.family().name()).filter(LevelFamily::ordered).isPresent()) {
            separateThresholds();
        }
    }

    /** Thresholds must ascend: each after the first is the one before plus a distance, which is the unknown in its place. */
    private void separateThresholds() {
        Expr threshold = singles.get(0).symbol();
        for (int k = 1; k < singles.size(); k++) {
            Single single = singles.get(k);
            String before = formulas.scalars().get(k - 1).name();
            String name = formulas.scalars().get(k).name() + " - " + before;
            unknowns.set(single.unknown(), Parameter.of(name, Domain.POSITIVE));
            threshold = threshold.plus(Domain.POSITIVE.fromLine(single.symbol()));
            thresholds.put(single.symbol(), threshold);
        }
    }

    /**
     * The log-likelihood of a model.
     *
     * @throws mle.data.DataException if a row lies outside the support of the family; the message names it
     */
    public static LogLikelihood of(Model model) {
        return new LogLikelihood(model);
    }

    /**
     * What it is a function of, in the order of {@link Model#names}; of an ordered family, the distances between thresholds in place of
     * those after the first.
     */
    public List<Parameter> unknowns() {
        return List.copyOf(unknowns);
    }

    /** The linear predictors. */
    public List<Predicted> predictors() {
        return predictors;
    }

    /** What is the same for all rows. */
    public List<Single> singles() {
        return singles;
    }

    /** What is added up. */
    public List<Part> parts() {
        EmpiricalDistribution response = model.response();
        Rowset all = Rowset.all(response.size());
        return ResponseRows.kinds(formulas, response, model.family().support(), all).stream()
                .map(kind -> new Part(
                        formulas.formula(kind.part()).replace(this::known).replace(t -> thresholds.getOrDefault(t, t)),
                        kind.columns(),
                        kind.weights(),
                        kind.rows(),
                        kind.rows().length == 0 ? response.size() : kind.rows().length))
                .toList();
    }

    /** The value of a parameter that is held. */
    private Expr known(Expr symbol) {
        return symbol instanceof Expr.Symbol s && s.kind() == Expr.Kind.KNOWN
                ? Expr.constant(formulas.known().get(s.name()))
                : symbol;
    }
}
