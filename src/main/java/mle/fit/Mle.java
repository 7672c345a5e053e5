package mle.fit;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.data.Column;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Suggestion;
import mle.expr.NormalQuantile;
import mle.family.Equivariance;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;
import mle.family.VectorFamily;
import mle.model.Model;
import mle.parallel.Crew;
import mle.solve.Newton;
import mle.solve.Solver;

/**
 * Maximum likelihood: the entry of the library. An object of this class is a family with what is asked of its fit;
 * immutable, each {@code with} gives another.
 *
 * <pre>{@code
 * Fit fit = Mle.fit(Families.gamma(), Datasets.load("old_faithful").numeric("waiting"));
 * Fit held = Mle.of(Families.student()).withFixed("df", 5).fitTo(data);
 * }</pre>
 */
public final class Mle {
    /** Below so many rows, looking for ties costs more than it can save. */
    private static final int FEW = 256;

    private final Family family;
    private final Map<String, Double> fixed;
    private final Map<String, Double> start;
    private final Manner manner;

    /** The plan that was last used: of many small fits by one object, finding it would take a tenth of the time. */
    private volatile FamilyPlan plan;

    /** The same of how the parameters move with the data. */
    private volatile Equivariance equivariance;

    /**
     * How a fit is made, whatever the family.
     *
     * @param quantile how many standard errors an interval of the level reaches to each side
     */
    private record Manner(
            Solver solver, double level, double quantile, int restarts, long seed, Optional<Covariance> covariance) {
        Manner(Solver solver, double level, int restarts, long seed, Optional<Covariance> covariance) {
            this(solver, level, NormalQuantile.at(0.5 + level / 2), restarts, seed, covariance);
        }
    }

    private Mle(Family family, Map<String, Double> fixed, Map<String, Double> start, Manner manner) {
        this.family = family;
        this.fixed = fixed;
        this.start = start;
        this.manner = manner;
    }

    /** The fit of a family as it is asked for by default: Newton's method, intervals of level 0.95. */
    public static Mle of(Family family) {
        return new Mle(family, Map.of(), Map.of(), new Manner(Newton.withDefaults(), 0.95, 1, 1, Optional.empty()));
    }

    /** The fit of a model whose parameters follow predictors, as it is asked for by default. */
    public static Regression of(Model model) {
        return Regression.of(model);
    }

    /** The maximum likelihood fit of a family to a sample. */
    public static Fit fit(Family family, double[] values) {
        return of(family).fitTo(EmpiricalDistribution.of(values));
    }

    /** The maximum likelihood fit of a family to a column; missing values are left out and counted. */
    public static Fit fit(Family family, Column.Numeric column) {
        return of(family).fitTo(EmpiricalDistribution.of(column));
    }

    /** The maximum likelihood fit of a family to an empirical distribution. */
    public static Fit fit(Family family, EmpiricalDistribution data) {
        return of(family).fitTo(data);
    }

    /** With a parameter held at a value inside its domain. */
    public Mle withFixed(String parameter, double value) {
        return new Mle(family, put(fixed, parameter, value), start, manner).checked();
    }

    /** The start values given, by parameter. */
    public Map<String, Double> start() {
        return Map.copyOf(start);
    }

    /** A point of the family's parameters with the start values given in place of its own. */
    public double[] startFrom(double[] point) {
        double[] other = point.clone();
        for (int i = 0; i < other.length; i++) {
            other[i] = start.getOrDefault(family.parameters().get(i).name(), other[i]);
        }
        return other;
    }

    /** With a start value of a parameter, in place of the family's own. */
    public Mle withStart(String parameter, double value) {
        return new Mle(family, fixed, put(start, parameter, value), manner).checked();
    }

    /** Refuses values that the parameters can't have together. */
    private Mle checked() {
        Map<String, Double> given = new HashMap<>(start);
        given.putAll(fixed);
        family.rule().flatMap(rule -> rule.broken(given)).ifPresent(broken -> {
            throw new IllegalArgumentException(family.name() + ": " + broken);
        });
        return this;
    }

    /** With another solver. */
    public Mle withSolver(Solver other) {
        return new Mle(
                family, fixed, start, new Manner(other, manner.level, manner.restarts, manner.seed, manner.covariance));
    }

    /** With confidence intervals of another level, between 0 and 1. */
    public Mle withLevel(double other) {
        if (!(other > 0 && other < 1)) {
            throw new IllegalArgumentException("level: must be between 0 and 1, got " + other);
        }
        return new Mle(
                family,
                fixed,
                start,
                new Manner(manner.solver, other, manner.restarts, manner.seed, manner.covariance));
    }

    /**
     * With so many searches from each start, of which there are several for a family that may have several maxima: the first
     * from the start itself, the others from points beside it that are drawn at random.
     */
    public Mle withRestarts(int times) {
        if (!(times >= 1)) {
            throw new IllegalArgumentException("restarts: must be at least 1, got " + times);
        }
        return new Mle(
                family, fixed, start, new Manner(manner.solver, manner.level, times, manner.seed, manner.covariance));
    }

    /** With another seed of the points that are drawn at random; the same seed gives the same fit. */
    public Mle withSeed(long other) {
        return new Mle(
                family,
                fixed,
                start,
                new Manner(manner.solver, manner.level, manner.restarts, other, manner.covariance));
    }

    /**
     * With another covariance of the estimates; the default is the observed information's, and the sandwich's for data with
     * sampling weights or clusters.
     */
    public Mle withCovariance(Covariance kind) {
        return new Mle(
                family,
                fixed,
                start,
                new Manner(manner.solver, manner.level, manner.restarts, manner.seed, Optional.of(kind)));
    }

    /** The fit of another family, asked for in the same manner. */
    Mle inTheSameManner(Family other) {
        return new Mle(other, Map.of(), Map.of(), manner);
    }

    private Map<String, Double> put(Map<String, Double> map, String name, double value) {
        Parameter parameter = family.parameter(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
        if (!parameter.domain().contains(value)) {
            throw new IllegalArgumentException(
                    family.name() + ": " + name + " must be " + parameter.domain() + ", got " + value);
        }
        if (parameter.whole() && value != Math.rint(value)) {
            throw new IllegalArgumentException(family.name() + ": " + name + " must be whole, got " + value);
        }
        Map<String, Double> longer = new LinkedHashMap<>(map);
        longer.put(name, value);
        return Collections.unmodifiableMap(longer);
    }

    private String unknown(String name) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        return family.name() + ": no parameter '" + name + "'"
                + Suggestion.didYouMean(name, names, ", it has " + String.join(", ", names));
    }

    /**
     * Fits the family.
     *
     * @throws DataException if a value lies outside the support of the family; the message names its row
     */
    public Fit fitTo(EmpiricalDistribution sample) {
        return fitTo(sample, Optional.empty());
    }

    /**
     * Fits the family to a distribution that is known, in place of data.
     *
     * @param points weighted points that stand for the distribution
     * @param exact the means of formulas under it, which are asked for where the family has sufficient statistics
     */
    public Fit fitTo(EmpiricalDistribution points, Expectation exact) {
        return fitTo(points, Optional.of(exact));
    }

    private Fit fitTo(EmpiricalDistribution sample, Optional<Expectation> exact) {
        long began = System.nanoTime();
        Optional<Fit> whole = exact.isEmpty() ? WholeSearch.fit(this, sample) : Optional.empty();
        if (whole.isPresent()) {
            return whole.get();
        }
        for (Parameter p : family.parameters()) {
            if (p.known() && !fixed.containsKey(p.name())) {
                throw new IllegalArgumentException(family.name() + ": " + p.name()
                        + " is a number of the design and must be given (withFixed, or --fix " + p.name() + "=...)");
            }
        }
        if (family.columns().size() != sample.dimension()) {
            throw new IllegalArgumentException(family.name() + ": needs "
                    + (family.columns().size() == 1
                            ? "one column"
                            : family.columns().size() + " columns") + ", got "
                    + sample.dimension());
        }
        covariance(sample).check(sample);
        Optional<Fit> certain = exact.isEmpty() ? CertainRows.fit(this, sample, began) : Optional.empty();
        if (certain.isPresent()) {
            return certain.get();
        }
        Optional<Fit> byColumns = exact.isEmpty() ? IndependentFit.of(this, sample) : Optional.empty();
        if (byColumns.isPresent()) {
            return byColumns.get();
        }
        EmpiricalDistribution data = prepared(sample);
        Optional<Fit> atCorners = CornerFit.of(this, sample, began);
        if (atCorners.isPresent()) {
            return atCorners.get();
        }
        Optional<Fit> atEnds = Endpoints.fit(this, sample);
        if (atEnds.isPresent()) {
            return atEnds.get();
        }
        Optional<Fit> withoutSearch = VectorFit.withoutSearch(this, sample, began);
        if (withoutSearch.isPresent()) {
            return withoutSearch.get();
        }
        Equivariance equivariance = equivariance();
        View view = View.of(equivariance, data);
        FamilyPlan plan = plan(view.aroundOne());
        Moves moves = new Moves(family, equivariance, view);
        Map<String, Double> known = new HashMap<>();
        for (Map.Entry<String, Double> e : fixed.entrySet()) {
            known.put(e.getKey(), moves.inView(e.getKey(), e.getValue()));
        }
        CrossEntropy objective;
        if (exact.isPresent() && plan.plan().loops().isEmpty()) {
            objective = CrossEntropy.of(plan.plan(), view.rows(data), known, data.n(), exact.get());
        } else if (data.regions().isEmpty()) {
            objective = new CrossEntropy(plan.plan().bind(view.rows(data), known));
        } else {
            objective = Regions.crossEntropy(plan, support(), view, data, known);
        }
        Searches searches = new Searches(this, plan, moves, data, known, objective);
        Report report = new Report(this, sample, data, plan, moves, objective, Search.none(), began);
        return KinkedFit.concerns(report)
                ? new KinkedFit(report, known).fit(searches, start)
                : new Ending(report.with(searches.search(start)), searches.components()).fit();
    }

    private Equivariance equivariance() {
        if (equivariance == null) {
            equivariance = Equivariance.of(family);
        }
        return equivariance;
    }

    private FamilyPlan plan(boolean aroundOne) {
        FamilyPlan last = plan;
        if (last == null || last.isAroundOne() != aroundOne) {
            last = FamilyPlan.of(family, fixed.keySet(), aroundOne);
            plan = last;
        }
        return last;
    }

    /** The fits of a family to each of several samples, in parallel: one outcome for each name. */
    public static Map<String, Fit> fitAll(Family family, Map<String, EmpiricalDistribution> groups) {
        return of(family).fitAllTo(groups);
    }

    /**
     * Fits each of several samples, in parallel; the results are in the order of the samples and don't depend on the number
     * of threads.
     *
     * @throws DataException if a value of a sample lies outside the support; the message names the sample and its row
     */
    public Map<String, Fit> fitAllTo(Map<String, EmpiricalDistribution> groups) {
        List<Map.Entry<String, EmpiricalDistribution>> samples = List.copyOf(groups.entrySet());
        Fit[] fits = new Fit[samples.size()];
        Crew.each(fits.length, i -> {
            try {
                fits[i] = fitTo(samples.get(i).getValue());
            } catch (DataException e) {
                throw new DataException("group '" + samples.get(i).getKey() + "', " + e.getMessage(), e);
            }
        });
        Map<String, Fit> byName = new LinkedHashMap<>();
        for (int i = 0; i < fits.length; i++) {
            byName.put(samples.get(i).getKey(), fits[i]);
        }
        return Collections.unmodifiableMap(byName);
    }

    /** The data with ties collapsed where that pays; of regions, with representatives that the family can have. */
    private EmpiricalDistribution prepared(EmpiricalDistribution sample) {
        if (sample.regions().isPresent()) {
            return Regions.inside(sample, family, fixed);
        }
        if (sample.dimension() > 1) {
            RowCheck.of(family).check(sample);
            return family.support().integer() ? sample.collapsed() : sample;
        }
        checkSupport(sample);
        return sample.size() < FEW || looksContinuous(sample) ? sample : sample.collapsed();
    }

    /** Whether evenly chosen rows are nearly all distinct: then ties, if there are any, would not pay. */
    private static boolean looksContinuous(EmpiricalDistribution p) {
        Set<Double> distinct = new HashSet<>();
        for (int k = 0; k < FEW; k++) {
            // The sum makes 0 of -0, which is the same value.
            distinct.add(p.value(View.evenRow(k, FEW, p.size())) + 0.0);
        }
        return distinct.size() > FEW * 3 / 4;
    }

    private void checkSupport(EmpiricalDistribution p) {
        Support support = support();
        boolean ends = support.contains(p.min()) && support.contains(p.max());
        if (ends && (!support.integer() || p.isIntegers())) {
            WholeRange.check(family, fixed, p);
            return;
        }
        for (int i = 0; i < p.size(); i++) {
            if (!support.contains(p.value(i))) {
                throw DataException.inRow(p.rowOf(i), family.name() + " needs " + support + ", got " + p.value(i));
            }
        }
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The values that the family can take where held parameters are ends of its support. */
    public Support support() {
        try {
            return family.support().with(fixed);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(family.name() + ": " + e.getMessage(), e);
        }
    }

    /** The numbers of the design that must be given and are not: none where a single whole one is left, which is estimated. */
    public List<String> needed() {
        return WholeSearch.parameter(this).isPresent()
                ? List.of()
                : family.parameters().stream()
                        .filter(p -> p.known() && !fixed.containsKey(p.name()))
                        .map(Parameter::name)
                        .toList();
    }

    /** The parameters that are held, with their values. */
    public Map<String, Double> fixed() {
        return fixed;
    }

    /** The solver. */
    public Solver solver() {
        return manner.solver;
    }

    int restarts() {
        return manner.restarts;
    }

    long seed() {
        return manner.seed;
    }

    double level() {
        return manner.level;
    }

    /** How many standard errors an interval of the level reaches to each side. */
    double quantile() {
        return manner.quantile;
    }

    /** The covariance that is asked for, of data of a kind. */
    Covariance covariance(EmpiricalDistribution data) {
        boolean needsSandwich = data.samplingWeights().length > 0 || data.clusters().length > 0;
        return manner.covariance.orElse(needsSandwich ? Covariance.SANDWICH : Covariance.OBSERVED);
    }

    /** How parameters move between the user's units and those of the view. */
    record Moves(Family family, Equivariance equivariance, View view) {
        /** The place of a parameter among those of the family. */
        int index(String name) {
            List<Parameter> parameters = family.parameters();
            for (int i = 0; i < parameters.size(); i++) {
                if (parameters.get(i).name().equals(name)) {
                    return i;
                }
            }
            throw new IllegalArgumentException(family.name() + ": no parameter '" + name + "'");
        }

        double inView(String name, double value) {
            int i = index(name);
            double centred = equivariance.shifted().get(i) ? value - origin(name) : value;
            return equivariance.actions().get(i).undo(centred, unit(name));
        }

        double inUserUnits(String name, double value) {
            int i = index(name);
            double scaled = equivariance.actions().get(i).apply(value, unit(name));
            return equivariance.shifted().get(i) ? scaled + origin(name) : scaled;
        }

        double slope(String name) {
            return equivariance.actions().get(index(name)).slope(unit(name));
        }

        /** The columns that a parameter moves with; of a scatter, two. */
        private List<Integer> columns(String name) {
            return family instanceof VectorFamily vectors ? vectors.columnsOf(name) : List.of(0);
        }

        private double origin(String name) {
            return view.margins().isEmpty()
                    ? view.origin()
                    : view.margin(columns(name).get(0)).origin();
        }

        private double unit(String name) {
            if (view.margins().isEmpty()) {
                return view.unit();
            }
            double unit = 1;
            for (int column : columns(name)) {
                unit *= view.margin(column).unit();
            }
            return unit;
        }

        /** The parameter that scales a location-scale family, if it and the location are not held. */
        Optional<String> freeScale(Set<String> held) {
            if (!equivariance.shifts()) {
                return Optional.empty();
            }
            String scale = null;
            for (int i = 0; i < family.parameters().size(); i++) {
                boolean moves = equivariance.actions().get(i) == Equivariance.Action.MULTIPLY;
                String name = family.parameters().get(i).name();
                if (moves && held.contains(name)) {
                    return Optional.empty();
                }
                if (moves && !equivariance.shifted().get(i)) {
                    scale = name;
                }
            }
            return Optional.ofNullable(scale);
        }

        /** What the log-density of each observation gains in the user's units. */
        double logJacobian() {
            double sum = 0;
            for (int j = 0; j < family.columns().size(); j++) {
                sum -= StrictMath.log(view.margin(j).unit());
            }
            return sum;
        }
    }
}
