package mle.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mle.data.DataException;
import mle.data.Table;
import mle.family.Family;
import mle.family.Limit;
import mle.family.Parameter;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.LinearCoordinates;
import mle.fit.Regression;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.ModelFormula;
import mle.model.ModelFrame;
import mle.model.Predictor;
import mle.model.PredictorFormula;
import mle.model.Response;
import mle.solve.Outcome;

/**
 * A model with its estimates: what predicts. It holds all that the formulas took from the data of the fit (levels of factors, constants
 * of {@code poly}, {@code bs} and {@code scale}), so that columns of other data mean the same; and, unless it was read from a file,
 * the fit itself. Immutable.
 *
 * <pre>{@code
 * FittedModel model = FittedModel.fit(ModelFormula.of(Families.gamma(), "cost ~ age + factor(site)"), table);
 * Prediction mean = model.predict(others).mean();
 * }</pre>
 */
public final class FittedModel {
    private final Family family;
    private final List<PredictorFormula> formulas;
    private final Optional<Response> response;
    private final List<String> levels;
    private final List<Estimate> estimates;
    private final double[][] covariance;
    private final Optional<LinearCoordinates> coordinates;
    private final double level;
    private final Outcome outcome;
    private final Optional<Made> made;
    private final Map<String, Integer> places = new HashMap<>();

    /**
     * How a model was made.
     *
     * @param fit the fit
     * @param frame the model put to its table; none for a sample of one family
     * @param recipe how it can be made again
     */
    record Made(Fit fit, Optional<ModelFrame> frame, Optional<Recipe> recipe) {}

    /**
     * How a model can be made again.
     *
     * @param formula the formula
     * @param table the data, with rows that were left out
     * @param manner what is asked of the fit
     */
    record Recipe(ModelFormula formula, Table table, UnaryOperator<Regression> manner) {
        FittedModel fit() {
            ModelFrame frame = formula.on(table);
            return of(frame, manner.apply(Regression.of(frame.model())).fit(), Optional.of(this));
        }
    }

    private FittedModel(
            Family family,
            List<PredictorFormula> formulas,
            Optional<Response> response,
            List<String> levels,
            List<Estimate> estimates,
            double[][] covariance,
            Optional<LinearCoordinates> coordinates,
            double level,
            Outcome outcome,
            Optional<Made> made) {
        this.family = family;
        this.formulas = List.copyOf(formulas);
        this.response = response;
        this.levels = List.copyOf(levels);
        this.estimates = List.copyOf(estimates);
        this.covariance = covariance;
        this.coordinates = coordinates;
        this.level = level;
        this.outcome = outcome;
        this.made = made;
        for (int i = 0; i < estimates.size(); i++) {
            places.put(estimates.get(i).name(), i);
        }
    }

    /**
     * Fits a formula to a table.
     *
     * @throws mle.data.DataException if the table does not suit it
     */
    public static FittedModel fit(ModelFormula formula, Table table) {
        return fit(formula, table, regression -> regression);
    }

    /** The same with more asked of the fit: {@code r -> r.withCovariance(Covariance.SANDWICH)}. */
    public static FittedModel fit(ModelFormula formula, Table table, UnaryOperator<Regression> manner) {
        return new Recipe(formula, table, manner).fit();
    }

    /**
     * A model from its parts, as a file holds them.
     *
     * @param family the family, in the parameters that the estimates name
     * @param formulas how the predictors of parameters are made
     * @param response what was observed, if it is known
     * @param levels the levels of the response, or none
     * @param estimates the estimates, by the names of {@link mle.model.Model#names}
     * @param covariance their covariance; NaN for those that were held
     * @param coordinates the coordinates in which linear predictors were searched, if these are others
     * @param level the level of intervals
     * @param outcome how the fit ended
     */
    public static FittedModel of(
            Family family,
            List<PredictorFormula> formulas,
            Optional<Response> response,
            List<String> levels,
            List<Estimate> estimates,
            double[][] covariance,
            Optional<LinearCoordinates> coordinates,
            double level,
            Outcome outcome) {
        return new FittedModel(
                family,
                formulas,
                response,
                levels,
                estimates,
                covariance,
                coordinates,
                level,
                outcome,
                Optional.empty());
    }

    /** The model of a frame and its fit. */
    public static FittedModel of(ModelFrame frame, Fit fit) {
        return of(frame, fit, Optional.empty());
    }

    private static FittedModel of(ModelFrame frame, Fit fit, Optional<Recipe> recipe) {
        return new FittedModel(
                fit.family(),
                frame.formulas(),
                Optional.of(frame.response()),
                frame.levels(),
                fit.parameters(),
                matrix(fit),
                fit.coordinates(),
                fit.level(),
                fit.outcome(),
                Optional.of(new Made(fit, Optional.of(frame), recipe)));
    }

    /** The model of one family for a whole sample. */
    public static FittedModel of(Fit fit) {
        return new FittedModel(
                fit.family(),
                List.of(),
                Optional.empty(),
                List.of(),
                fit.parameters(),
                matrix(fit),
                fit.coordinates(),
                fit.level(),
                fit.outcome(),
                Optional.of(new Made(fit, Optional.empty(), Optional.empty())));
    }

    private static double[][] matrix(Fit fit) {
        return fit.covariance().toArray2();
    }

    // ---- a maximum on the edge ----

    /** Where the maximum lies at the edge of a family that has a limit there, the model of the limit, which can be computed. */
    FittedModel inLimit() {
        if (outcome.kind() != Outcome.Kind.BOUNDARY) {
            return this;
        }
        for (Limit limit : family.limits()) {
            boolean there = outcome.parameters().contains(limit.parameter())
                    || outcome.parameters().stream().anyMatch(limit.values()::containsKey);
            if (there && at(limit.edge(), limit)) {
                return in(limit, limit.family().get());
            }
        }
        return this;
    }

    private boolean at(double edge, Limit limit) {
        return limit.values().entrySet().stream()
                        .allMatch(e -> find(e.getKey())
                                .map(k -> estimates.get(k).value() == e.getValue())
                                .orElse(false))
                || find(limit.parameter())
                        .map(k -> estimates.get(k).value() == edge)
                        .orElse(false);
    }

    private FittedModel in(Limit limit, Family own) {
        boolean regressed = !formulas.isEmpty();
        Family there = regressed ? own.regressionForm() : own;
        Map<String, String> theirs = new HashMap<>();
        limit.names().forEach((their, ours) -> theirs.put(ours, their));
        List<PredictorFormula> moved = new ArrayList<>();
        for (PredictorFormula f : formulas) {
            if (theirs.containsKey(f.parameter())) {
                moved.add(f.of(theirs.get(f.parameter())));
            }
        }
        List<Integer> kept = new ArrayList<>();
        List<Estimate> renamed = new ArrayList<>();
        for (int i = 0; i < estimates.size(); i++) {
            Estimate e = estimates.get(i);
            int dot = regressed ? e.name().indexOf('.') : -1;
            String parameter = dot < 0 ? e.name() : e.name().substring(0, dot);
            String their = theirs.get(parameter);
            if (their != null) {
                kept.add(i);
                String name = their + e.name().substring(parameter.length());
                renamed.add(new Estimate(name, e.value(), e.standardError(), e.lower(), e.upper(), e.fixed()));
            }
        }
        Optional<LinearCoordinates> searched = coordinates.map(c -> new LinearCoordinates(
                c.predictors().stream()
                        .filter(q -> theirs.containsKey(q.parameter()))
                        .map(q -> q.of(theirs.get(q.parameter())))
                        .toList(),
                taken(c.covariance(), kept)));
        return new FittedModel(
                there, moved, response, levels, renamed, taken(covariance, kept), searched, level, outcome, made);
    }

    private static double[][] taken(double[][] matrix, List<Integer> kept) {
        double[][] taken = new double[kept.size()][kept.size()];
        for (int i = 0; i < taken.length; i++) {
            for (int j = 0; j < taken.length; j++) {
                taken[i][j] = matrix[kept.get(i)][kept.get(j)];
            }
        }
        return taken;
    }

    // ---- what it consists of ----

    /** The family. */
    public Family family() {
        return family;
    }

    /** How the predictors of parameters are made. */
    public List<PredictorFormula> formulas() {
        return formulas;
    }

    /** What was observed, if it is known: the left side of the formula. */
    public Optional<Response> response() {
        return response;
    }

    /** The levels of the response, if it has some. */
    public List<String> levels() {
        return levels;
    }

    /** The estimates. */
    public List<Estimate> estimates() {
        return estimates;
    }

    /** The estimate of that name. */
    public Estimate estimate(String name) {
        return estimates.get(find(name)
                .orElseThrow(() -> new IllegalArgumentException(family.name() + ": no estimate '" + name
                        + "', there are " + String.join(", ", places.keySet()))));
    }

    /** The covariance of the estimates; NaN for those that were held. */
    public double[][] covariance() {
        double[][] copy = new double[covariance.length][];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = covariance[i].clone();
        }
        return copy;
    }

    /** The coordinates in which linear predictors were searched, with their covariance, if these are others. */
    public Optional<LinearCoordinates> coordinates() {
        return coordinates;
    }

    /** The level of intervals. */
    public double level() {
        return level;
    }

    /** How the fit ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** The fit, unless this model was read from a file. */
    public Optional<Fit> fit() {
        return made.map(Made::fit);
    }

    Optional<Made> made() {
        return made;
    }

    /** The covariance of what gradients are by: of the coordinates of linear predictors where there are some. */
    double[][] variances() {
        return coordinates.map(LinearCoordinates::covariance).orElse(covariance);
    }

    /** The way to the coordinates of a linear predictor, if these are others. */
    Optional<LinearCoordinates.Columns> columns(String parameter) {
        return coordinates.flatMap(c -> c.predictors().stream()
                .filter(q -> q.parameter().equals(parameter))
                .findFirst());
    }

    /** Where an estimate stands. */
    Optional<Integer> find(String name) {
        return Optional.ofNullable(places.get(name));
    }

    /** Whether the response is one of levels, and no number. */
    boolean isOfLevels() {
        return levels.size() > 2 || family.support().lower() == 1;
    }

    /** Why a parameter has no value. */
    String unknown(Parameter p) {
        boolean size = family.support().upperParameter().equals(Optional.of(p.name()));
        return size && response.isPresent() && response.get().form() == Response.Form.COUNTS
                ? "predict: " + p.name() + " is the sum of the columns "
                        + String.join(" and ", response.get().columns())
                        + ", which the data don't have; what needs none is the parameter '"
                        + family.mainParameter().name() + "'"
                : "predict: the fit has no estimate of " + p.name();
    }

    // ---- prediction ----

    /**
     * Predictions in the rows of other data in which nothing needed is missing.
     *
     * @throws mle.data.DataException if a column is missing, a level is not one of the fit, or a computed value is not finite
     * @throws IllegalArgumentException if no maximum was found
     */
    public Predictions predict(Table table) {
        requireEstimates();
        return inLimit().predicted(table);
    }

    private Predictions predicted(Table table) {
        ModelFrame.Applied applied = ModelFrame.Applied.of(formulas, table);
        int[] used = applied.rows();
        List<Predictor> predictors = new ArrayList<>(applied.predictors());
        sizes(table, used).ifPresent(predictors::add);
        int[] numbers = IntStream.of(used).map(table::rowNumber).toArray();
        if (numbers.length == 0) {
            throw new DataException(table.name() + ": expected at least one row, got "
                    + (table.rows() == 0 ? "none" : table.rows() + " with missing cells"));
        }
        return new Predictions(this, new ParameterRows(this, predictors, used.length), numbers, level);
    }

    /** The sizes of a response of counts, where the data have them. */
    private Optional<Predictor> sizes(Table table, int[] rows) {
        boolean counts = response.isPresent() && response.get().form() == Response.Form.COUNTS;
        if (!counts || !response.get().columns().stream().allMatch(table::has)) {
            return Optional.empty();
        }
        double[] sizes = response.get().sizes(rows.length == table.rows() ? table : table.rows(rows));
        String size = family.support().upperParameter().orElseThrow();
        return Optional.of(new Predictor.Linear(size, Link.IDENTITY, DesignMatrix.known(sizes)));
    }

    /** Predictions in the rows of the fit: the fitted values; of a sample of one family, in one row that stands for all. */
    public Predictions fitted() {
        requireEstimates();
        Made own = made.orElseThrow(
                () -> new IllegalArgumentException("fitted: a model from a file has no data; predict from a table"));
        if (own.frame.isEmpty()) {
            FittedModel there = inLimit();
            return new Predictions(there, new ParameterRows(there, List.of(), 1), new int[] {1}, level);
        }
        return predict(own.frame.get().table());
    }

    // ---- the same otherwise ----

    /**
     * The fit of another formula to the same data, in which {@code .} stands for what this one has: {@code . ~ . + age}.
     *
     * @throws IllegalArgumentException for a model that was not fitted to a table from its formula
     */
    public FittedModel update(String formula) {
        return update(old -> old.updated(formula));
    }

    /** The fit of another family in the same way. */
    public FittedModel update(Family other) {
        return update(old -> old.withFamily(other));
    }

    /** The fit of the same formula to other data. */
    public FittedModel update(Table other) {
        Recipe recipe = recipe();
        return new Recipe(recipe.formula, other, recipe.manner).fit();
    }

    /** The fit of a changed formula: {@code old -> old.with("sd", "age")}. */
    public FittedModel update(UnaryOperator<ModelFormula> change) {
        Recipe recipe = recipe();
        return new Recipe(change.apply(recipe.formula), recipe.table, recipe.manner).fit();
    }

    private Recipe recipe() {
        return made.flatMap(Made::recipe)
                .orElseThrow(() -> new IllegalArgumentException(
                        "update: only a model that was fitted to a table from its formula can be fitted again"));
    }

    /** The family and the formulas in a few words. */
    public String label() {
        List<String> words = new ArrayList<>(List.of(family.name()));
        for (PredictorFormula f : formulas) {
            boolean main = f.parameter().equals(family.mainParameter().name());
            words.add((main ? "" : f.parameter()) + " ~ " + f.text());
        }
        estimates.stream()
                .filter(e -> e.fixed() && family.parameter(e.name()).isPresent())
                .forEach(e -> words.add(e.name() + " = " + e.value()));
        return String.join(", ", words).replace(",  ~", " ~");
    }

    // ---- what is left ----

    /**
     * The residuals in the rows of the fit.
     *
     * @throws IllegalArgumentException for a model from a file, which has no data
     */
    public Residuals residuals() {
        Predictions p = fitted();
        return new Residuals(
                p.model(), p.parameterRows(), made.orElseThrow().fit.data());
    }

    /**
     * The leverage of each row of the fit on the coefficients of the main parameter, others being known: for a generalised linear
     * model the diagonal of its hat matrix.
     *
     * @throws IllegalArgumentException for a model from a file, which has no data, and for censored or truncated data
     */
    public double[] leverage() {
        boolean all = family.name().equals("multinomial");
        return leverage(
                all
                        ? family.parameters().stream().map(Parameter::name).toArray(String[]::new)
                        : new String[] {inLimit().family().mainParameter().name()});
    }

    /** The same on the coefficients of other parameters. */
    public double[] leverage(String... parameters) {
        Predictions p = fitted();
        Fit fit = made.orElseThrow().fit;
        if (fit.data().regions().isPresent()) {
            throw new IllegalArgumentException("leverage: needs exact observations; some are censored or truncated");
        }
        int[] which = Arrays.stream(parameters).mapToInt(p::index).toArray();
        return new Leverage(p.parameterRows(), which).of(fit.data());
    }

    void requireEstimates() {
        if (!outcome.kind().found()) {
            throw new IllegalArgumentException("predict: the fit ended as "
                    + outcome.kind().label() + " and has no estimates: " + outcome.message());
        }
    }

    /** The family and its formulas. */
    @Override
    public String toString() {
        return family.name() + " model of " + places.keySet();
    }
}
