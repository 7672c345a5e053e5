package mle.fit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.Suggestion;
import mle.family.Domain;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Newton;
import mle.solve.Solver;

/**
 * The maximum likelihood fit of a model whose parameters follow predictors: of any family, with any of its parameters
 * regressed, for observations of every kind. Immutable, each {@code with} gives another.
 *
 * <pre>{@code
 * Model model = new Model(Families.poisson(), response, List.of(new Predictor.Linear("mean", Link.LOG, design)), Map.of());
 * Fit fit = Mle.of(model).fit();
 * fit.parameter("mean.age");
 * }</pre>
 */
public final class Regression {
    private final Model model;
    private final Model whole;
    private final Map<String, Double> start;
    private final Manner manner;

    /** How a fit is made, whatever the model. */
    private record Manner(
            Solver solver,
            double level,
            Optional<Covariance> covariance,
            boolean dropsCollinear,
            int restarts,
            long seed) {}

    private Regression(Model model, Model whole, Map<String, Double> start, Manner manner) {
        this.model = model;
        this.whole = whole;
        this.start = start;
        this.manner = manner;
    }

    /** The fit of a model as it is asked for by default: Newton's method, intervals of level 0.95. */
    public static Regression of(Model model) {
        return new Regression(
                model, model, Map.of(), new Manner(Newton.withDefaults(), 0.95, Optional.empty(), false, 1, 1));
    }

    /** With another solver. */
    public Regression withSolver(Solver other) {
        return with(new Manner(
                other, manner.level, manner.covariance, manner.dropsCollinear, manner.restarts, manner.seed));
    }

    /** With confidence intervals of another level, between 0 and 1. */
    public Regression withLevel(double other) {
        if (!(other > 0 && other < 1)) {
            throw new IllegalArgumentException("level: must be between 0 and 1, got " + other);
        }
        return with(new Manner(
                manner.solver, other, manner.covariance, manner.dropsCollinear, manner.restarts, manner.seed));
    }

    /**
     * With another covariance of the estimates; the default is the observed information's, and the sandwich's for data with
     * sampling weights or clusters.
     */
    public Regression withCovariance(Covariance kind) {
        return with(new Manner(
                manner.solver, manner.level, Optional.of(kind), manner.dropsCollinear, manner.restarts, manner.seed));
    }

    /**
     * With coefficients held at 0 whose columns are combinations of columns before them; otherwise such a model ends as not
     * identified.
     */
    public Regression withCollinearDropped() {
        return with(new Manner(manner.solver, manner.level, manner.covariance, true, manner.restarts, manner.seed));
    }

    /** With so many searches from each start: the first from the start itself, the others from points drawn beside it. */
    public Regression withRestarts(int times) {
        if (!(times >= 1)) {
            throw new IllegalArgumentException("restarts: must be at least 1, got " + times);
        }
        return with(
                new Manner(manner.solver, manner.level, manner.covariance, manner.dropsCollinear, times, manner.seed));
    }

    /** With another seed of the points that are drawn at random; the same seed gives the same fit. */
    public Regression withSeed(long other) {
        return with(new Manner(
                manner.solver, manner.level, manner.covariance, manner.dropsCollinear, manner.restarts, other));
    }

    int restarts() {
        return manner.restarts;
    }

    long seed() {
        return manner.seed;
    }

    private Regression with(Manner other) {
        return new Regression(model, whole, start, other);
    }

    /** The same asked of a model that is this one without some columns; its fit lists the coefficients of this one. */
    Regression withModel(Model reduced) {
        return new Regression(reduced, whole, start, manner);
    }

    /**
     * With a start value of what is estimated once for all rows: a parameter without a linear predictor, or a coefficient of a
     * nonlinear one.
     */
    public Regression withStart(String name, double value) {
        Map<String, Domain> domains = new LinkedHashMap<>();
        model.scalars().forEach(p -> domains.put(p.name(), p.domain()));
        for (Predictor predictor : model.predictors()) {
            if (predictor instanceof Predictor.Nonlinear q) {
                q.coefficients().forEach(c -> domains.put(c.name(), c.domain()));
            }
        }
        Domain domain = domains.get(name);
        if (domain == null) {
            List<String> names = List.copyOf(domains.keySet());
            throw new IllegalArgumentException("start: '" + name + "' is not estimated once for all rows"
                    + Suggestion.didYouMean(name, names, ", expected one of " + String.join(", ", names)));
        }
        if (!domain.contains(value)) {
            throw new IllegalArgumentException("start: " + name + " must be " + domain + ", got " + value);
        }
        Map<String, Double> longer = new LinkedHashMap<>(start);
        longer.put(name, value);
        return new Regression(model, whole, Collections.unmodifiableMap(longer), manner);
    }

    /**
     * Fits the model.
     *
     * @throws mle.data.DataException if a row of the response lies outside the support of the family; the message names it
     */
    public Fit fit() {
        covariance().check(model.response());
        CornerFit.refuse(model);
        Optional<Fit> atEnds = Endpoints.fit(this);
        if (atEnds.isPresent()) {
            return atEnds.get();
        }
        RegressionSearch search = new RegressionSearch(this);
        return search.collinearity()
                .map(columns -> columns.fit(this))
                .orElseGet(() -> new RegressionEnding(search.search()).fit());
    }

    Model model() {
        return model;
    }

    /** The same asked of the model in a limit family. */
    Regression withLimit(Model limit) {
        return new Regression(limit, limit, Map.of(), manner);
    }

    /** The model whose coefficients are listed: this one, with columns that were left out. */
    Model whole() {
        return whole;
    }

    boolean dropsCollinear() {
        return manner.dropsCollinear;
    }

    Map<String, Double> start() {
        return start;
    }

    Solver solver() {
        return manner.solver;
    }

    double level() {
        return manner.level;
    }

    /** What is asked for, or what the data make the default. */
    Covariance covariance() {
        boolean independent = model.response().clusters().length == 0;
        boolean counted = model.response().samplingWeights().length == 0;
        return manner.covariance.orElse(independent && counted ? Covariance.OBSERVED : Covariance.SANDWICH);
    }
}
