package mle.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;

/** A family given by the text of its log-density. Immutable: each {@code with} gives another. */
public final class FormulaFamily implements Family {
    private final String name;
    private final List<String> columns;
    private final Support support;
    private final List<Parameter> parameters;
    private final String text;
    private final Expr logDensity;

    // What a family knows of itself beside its density; set on a copy that nobody has seen, never later.
    private Optional<Function<EmpiricalDistribution, List<double[]>>> starts = Optional.empty();
    private boolean severalMaxima;
    private boolean unitMass;
    private List<Limit> limits = List.of();
    private List<Limit> specialCases = List.of();
    private List<UnboundedRegion> unboundedRegions = List.of();
    private Optional<ParameterRule> rule = Optional.empty();
    private Optional<Concentration> concentration = Optional.empty();
    private Optional<Reparametrisation> solvedIn = Optional.empty();
    private Optional<Reparametrisation> regressedIn = Optional.empty();
    private Optional<Tails> tails = Optional.empty();
    private Optional<Moments> moments = Optional.empty();
    private Optional<ClosedForm> closedForm = Optional.empty();
    private Optional<Corners.Search> corners = Optional.empty();
    private Optional<Sampler> sampler = Optional.empty();
    private List<Expr> cells = List.of();
    private UnaryOperator<double[]> ordering = values -> values;
    private String source = "";

    /** Found when first asked for. */
    private List<Parameter> kinks;

    private FormulaFamily(
            String name,
            List<String> columns,
            Support support,
            List<Parameter> parameters,
            String text,
            Expr logDensity) {
        this.name = name;
        this.columns = columns;
        this.support = support;
        this.parameters = parameters;
        this.text = text;
        this.logDensity = logDensity;
    }

    private FormulaFamily copy() {
        FormulaFamily copy = new FormulaFamily(name, columns, support, parameters, text, logDensity);
        copy.starts = starts;
        copy.severalMaxima = severalMaxima;
        copy.unitMass = unitMass;
        copy.limits = limits;
        copy.specialCases = specialCases;
        copy.unboundedRegions = unboundedRegions;
        copy.rule = rule;
        copy.concentration = concentration;
        copy.solvedIn = solvedIn;
        copy.regressedIn = regressedIn;
        copy.tails = tails;
        copy.moments = moments;
        copy.closedForm = closedForm;
        copy.corners = corners;
        copy.sampler = sampler;
        copy.cells = cells;
        copy.ordering = ordering;
        copy.source = source;
        return copy;
    }

    static FormulaFamily of(String name, String support, String parameters, String text) {
        List<Parameter> list = Parameter.parse(parameters);
        List<String> columns = Text.columns(support);
        Support values = Support.parse(Text.ofOneColumn(support)).within(name, list);
        Map<String, Expr> symbols = symbols(name, columns, values, list);
        Expr logDensity = Formula.parse(text, symbols);
        for (Parameter p : list) {
            if (!logDensity.symbols().contains(symbols.get(p.name()))) {
                throw new IllegalArgumentException(
                        name + ": every parameter must occur in the density, '" + p.name() + "' does not");
            }
        }
        return new FormulaFamily(name, columns, values, list, text, logDensity);
    }

    private static Map<String, Expr> symbols(String name, List<String> columns, Support support, List<Parameter> list) {
        Map<String, Expr> symbols = new LinkedHashMap<>();
        for (String x : columns) {
            symbols.put(x, Expr.data(x, support.sign()));
        }
        for (Parameter p : list) {
            if (symbols.containsKey(p.name())) {
                throw new IllegalArgumentException(
                        name + ": " + p.name() + " is the data, a parameter can't be called so");
            }
            symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        return symbols;
    }

    /** With its own start values: one point, or several of which the best is taken. */
    public FormulaFamily withStarts(Function<EmpiricalDistribution, List<double[]>> points) {
        FormulaFamily other = copy();
        other.starts = Optional.of(points);
        return other;
    }

    /** With its estimates in closed form; where it has no starts of its own, searches start from there. */
    public FormulaFamily withClosedForm(ClosedForm estimates) {
        FormulaFamily other = copy();
        other.closedForm = Optional.of(estimates);
        return other;
    }

    /** With a way to the highest likelihood, whose corners lie at observations. */
    FormulaFamily withCorners(Corners.Search search) {
        FormulaFamily other = copy();
        other.corners = Optional.of(search);
        return other;
    }

    /** With a search from several of its starts, for a likelihood that may have several maxima. */
    public FormulaFamily withSeveralMaxima() {
        FormulaFamily other = copy();
        other.severalMaxima = true;
        return other;
    }

    /** Known to add up to 1 at all parameters: its tails need not check it. */
    public FormulaFamily withUnitMass() {
        FormulaFamily other = copy();
        other.unitMass = true;
        return other;
    }

    /** With a parameter that is an angle: it is reported in (−π, π]. */
    public FormulaFamily withAngle(String parameter) {
        int index = parameters.stream().map(Parameter::name).toList().indexOf(parameter);
        if (index < 0) {
            throw new IllegalArgumentException(name + ": no parameter '" + parameter + "'");
        }
        FormulaFamily other = copy();
        other.ordering = values -> {
            double[] turned = ordering.apply(values).clone();
            double angle = StrictMath.IEEEremainder(turned[index], 2 * Math.PI);
            turned[index] = angle == -Math.PI ? Math.PI : angle;
            return Math.abs(values[index]) <= Math.PI ? values : turned;
        };
        return other;
    }

    @Override
    public double[] inOrder(double[] values) {
        return ordering.apply(values);
    }

    /** With the family that it becomes when a parameter goes to infinity. */
    public FormulaFamily withLimit(String parameter, Supplier<Family> family, Map<String, String> names) {
        return withLimit(new Limit(parameter, family, names));
    }

    /** With a family that it becomes at an edge of its parameter space. */
    public FormulaFamily withLimit(Limit limit) {
        FormulaFamily other = copy();
        other.limits = longer(limits, limit);
        return other;
    }

    /** With a family that it is where a parameter has a value inside its domain. */
    public FormulaFamily withSpecialCase(
            String parameter, double value, Supplier<Family> family, Map<String, String> names) {
        return withSpecialCase(new Limit(parameter, value, family, names));
    }

    /** With a family that it is where a parameter has a value inside its domain, at which its information is singular. */
    public FormulaFamily withSingularCase(
            String parameter, double value, Supplier<Family> family, Map<String, String> names) {
        return withSpecialCase(new Limit(parameter, value, family, names, Map.of(parameter, value), true));
    }

    private FormulaFamily withSpecialCase(Limit there) {
        FormulaFamily other = copy();
        other.specialCases = longer(specialCases, there);
        return other;
    }

    /** With a region in which the likelihood of any sample grows without end. */
    public FormulaFamily withUnboundedRegion(String parameter, double below, String reason) {
        boolean edge = parameters.stream()
                .anyMatch(p -> p.name().equals(parameter) && p.domain().lower() == below);
        return with(new UnboundedRegion(
                parameter, OptionalDouble.of(below), Optional.empty(), Optional.empty(), reason, edge));
    }

    /** With a parameter, an end of the support, close to which the likelihood of any sample grows without end. */
    public FormulaFamily withUnboundedEnd(String parameter, String reason) {
        return with(new UnboundedRegion(parameter, OptionalDouble.empty(), reason));
    }

    /** With the sum of two parameters as such an end. */
    public FormulaFamily withUnboundedEnd(String from, String parameter, String reason) {
        return with(
                new UnboundedRegion(parameter, OptionalDouble.empty(), Optional.of(from), Optional.empty(), reason));
    }

    /**
     * With a location at any observation of which the likelihood grows without end as a scale goes to zero, tails being heavy
     * enough for that.
     */
    public FormulaFamily withSpike(String location, String scale, UnboundedRegion.Tail tail, String reason) {
        return with(new UnboundedRegion(scale, OptionalDouble.of(0), Optional.of(location), Optional.of(tail), reason));
    }

    /** With a rule for its parameters together, in words and as a formula of them that is above zero where it holds. */
    public FormulaFamily withRule(String text, String positive) {
        FormulaFamily other = copy();
        other.rule = Optional.of(new ParameterRule(text, positive, parameters));
        return other;
    }

    /** With what it counts beside x: formulas of x and the parameters, straight lines in each, that are never below zero. */
    public FormulaFamily withCells(String... counts) {
        Map<String, Expr> symbols = symbols(name, columns, support, parameters);
        FormulaFamily other = copy();
        other.cells =
                Stream.of(counts).map(count -> Formula.parse(count, symbols)).toList();
        return other;
    }

    /** With the edge of a parameter where it concentrates on a single value, whichever of its support. */
    public FormulaFamily withConcentration(String parameter, double edge) {
        FormulaFamily other = copy();
        other.concentration = Optional.of(new Concentration(parameter, edge));
        return other;
    }

    private FormulaFamily with(UnboundedRegion region) {
        FormulaFamily other = copy();
        other.unboundedRegions = longer(unboundedRegions, region);
        return other;
    }

    private static <T> List<T> longer(List<T> list, T more) {
        List<T> all = new ArrayList<>(list);
        all.add(more);
        return List.copyOf(all);
    }

    /** With other parameters for the search; reports are in its own. */
    public FormulaFamily withSolvedIn(String others, Map<String, String> own, Map<String, String> othersOfOwn) {
        FormulaFamily other = copy();
        other.solvedIn = Optional.of(Reparametrisation.parse(parameters, others, own, othersOfOwn));
        return other;
    }

    /** With other parameters for regressions, each formula of the others or of its own as for {@link #withSolvedIn}. */
    public FormulaFamily withRegressedIn(String others, Map<String, String> own, Map<String, String> othersOfOwn) {
        FormulaFamily other = copy();
        other.regressedIn = Optional.of(Reparametrisation.parse(parameters, others, own, othersOfOwn));
        return other;
    }

    /**
     * With formulas of the logarithms of its distribution function and of the complement, each precise where it is tiny; of
     * {@code x} and the parameters, as the density.
     */
    public FormulaFamily withTails(String logCdf, String logSurvival) {
        Map<String, Expr> symbols = symbols(name, columns, support, parameters);
        FormulaFamily other = copy();
        other.tails =
                Optional.of(new Tails(Formula.parse(logCdf, symbols), Formula.parse(logSurvival, symbols)).mended());
        return other;
    }

    /**
     * With its mean and variance: formulas of the parameters, each with the condition under which it is finite if that is not
     * always, as in {@code scale/(shape - 1) if shape > 1}; {@code none} where it never is.
     */
    public FormulaFamily withMoments(String mean, String variance) {
        FormulaFamily other = copy();
        Map<String, Expr> symbols = symbols(name, columns, support, parameters);
        other.moments = Optional.of(new Moments(Moment.parse(mean, symbols), Moment.parse(variance, symbols)));
        return other;
    }

    /** With a way to draw from it that is quicker than inversion. */
    FormulaFamily withSampler(Sampler draw) {
        FormulaFamily other = copy();
        other.sampler = Optional.of(draw);
        return other;
    }

    /** With the place in the literature where it is defined. */
    public FormulaFamily withSource(String reference) {
        FormulaFamily other = copy();
        other.source = reference;
        return other;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Expr logDensity() {
        return logDensity;
    }

    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        if (starts.isPresent()) {
            return starts.get().apply(p);
        }
        return closedForm.isPresent() ? List.of(closedForm.get().estimates(p, Map.of())) : Starts.grid(p, parameters);
    }

    @Override
    public boolean severalMaxima() {
        return severalMaxima;
    }

    @Override
    public boolean hasUnitMass() {
        return unitMass;
    }

    @Override
    public List<Limit> limits() {
        return limits;
    }

    @Override
    public List<Limit> specialCases() {
        return specialCases;
    }

    @Override
    public List<UnboundedRegion> unboundedRegions() {
        return unboundedRegions;
    }

    @Override
    public List<Parameter> kinks() {
        if (kinks == null) {
            kinks = Family.super.kinks();
        }
        return kinks;
    }

    @Override
    public Optional<ParameterRule> rule() {
        return rule;
    }

    @Override
    public List<Expr> cells() {
        return cells.isEmpty() ? Family.super.cells() : cells;
    }

    @Override
    public Optional<Concentration> concentration() {
        return concentration;
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        return solvedIn;
    }

    @Override
    public Family regressionForm() {
        return regressedIn.map(this::in).orElse(this);
    }

    /** The same distributions by other parameters. */
    private Family in(Reparametrisation other) {
        Map<Expr, Expr> own = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            Expr symbol = Expr.parameter(p.name(), p.domain().sign());
            own.put(symbol, other.own().getOrDefault(p.name(), symbol));
        }
        Expr density = logDensity.replace(own);
        Program values = Program.of(
                other.parameters().stream()
                        .map(p -> other.others().get(p.name()))
                        .toList(),
                parameters.stream()
                        .map(p -> Expr.parameter(p.name(), p.domain().sign()))
                        .toList());
        FormulaFamily changed =
                new FormulaFamily(name, columns, support, other.parameters(), density.toString(), density);
        changed.starts = Optional.of(p -> starts(p).stream().map(values::values).toList());
        changed.severalMaxima = severalMaxima;
        changed.unitMass = unitMass;
        changed.tails = tails.map(
                t -> new Tails(t.logCdf().replace(own), t.logSurvival().replace(own)));
        changed.moments = moments.map(m -> m.replaced(own));
        changed.source = source;
        return changed;
    }

    @Override
    public Optional<ClosedForm> closedForm() {
        return closedForm;
    }

    @Override
    public Optional<Corners.Search> corners() {
        return corners;
    }

    @Override
    public Optional<Tails> tails() {
        return tails.isPresent() ? tails : Family.super.tails();
    }

    /** A way to draw from it that is quicker than inversion. */
    Optional<Sampler> sampler() {
        return sampler;
    }

    @Override
    public Optional<Moments> moments() {
        return moments;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return name;
    }
}
