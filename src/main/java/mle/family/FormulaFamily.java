package mle.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;

/** A family given by the text of its log-density. Immutable: each {@code with} gives another. */
public final class FormulaFamily implements Family {
    /** What a family knows of itself beside its density. */
    private record Knowledge(
            Function<EmpiricalDistribution, List<double[]>> starts,
            boolean severalMaxima,
            List<Limit> limits,
            List<UnboundedRegion> unboundedRegions,
            Optional<Reparametrisation> solvedIn,
            Optional<Reparametrisation> regressedIn,
            Optional<Tails> tails,
            String source) {}

    private final String name;
    private final Support support;
    private final List<Parameter> parameters;
    private final String text;
    private final Expr logDensity;
    private final Knowledge knowledge;

    private FormulaFamily(
            String name,
            Support support,
            List<Parameter> parameters,
            String text,
            Expr logDensity,
            Knowledge knowledge) {
        this.name = name;
        this.support = support;
        this.parameters = parameters;
        this.text = text;
        this.logDensity = logDensity;
        this.knowledge = knowledge;
    }

    static FormulaFamily of(String name, String support, String parameters, String text) {
        Support values = Support.parse(support);
        List<Parameter> list = Parameter.parse(parameters);
        Map<String, Expr> symbols = symbols(name, values, list);
        Expr logDensity = Formula.parse(text, symbols);
        for (Parameter p : list) {
            if (!logDensity.symbols().contains(symbols.get(p.name()))) {
                throw new IllegalArgumentException(
                        name + ": every parameter must occur in the density, '" + p.name() + "' does not");
            }
        }
        Knowledge nothing = new Knowledge(
                p -> Starts.grid(p, list),
                false,
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
        return new FormulaFamily(name, values, list, text, logDensity, nothing);
    }

    private static Map<String, Expr> symbols(String name, Support support, List<Parameter> list) {
        Map<String, Expr> symbols = new LinkedHashMap<>();
        symbols.put("x", Expr.data("x", support.sign()));
        for (Parameter p : list) {
            if (symbols.containsKey(p.name())) {
                throw new IllegalArgumentException(name + ": x is the data, a parameter can't be called so");
            }
            symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        return symbols;
    }

    private FormulaFamily with(Knowledge other) {
        return new FormulaFamily(name, support, parameters, text, logDensity, other);
    }

    /** With its own start values: one point, or several of which the best is taken. */
    public FormulaFamily withStarts(Function<EmpiricalDistribution, List<double[]>> points) {
        Knowledge k = knowledge;
        return with(new Knowledge(
                points, k.severalMaxima, k.limits, k.unboundedRegions, k.solvedIn, k.regressedIn, k.tails, k.source));
    }

    /** With a search from several of its starts, for a likelihood that may have several maxima. */
    public FormulaFamily withSeveralMaxima() {
        Knowledge k = knowledge;
        return with(new Knowledge(
                k.starts, true, k.limits, k.unboundedRegions, k.solvedIn, k.regressedIn, k.tails, k.source));
    }

    /** With the family that it becomes when a parameter goes to infinity. */
    public FormulaFamily withLimit(String parameter, Supplier<Family> family, Map<String, String> names) {
        Knowledge k = knowledge;
        List<Limit> limits = List.of(new Limit(parameter, family, names));
        return with(new Knowledge(
                k.starts, k.severalMaxima, limits, k.unboundedRegions, k.solvedIn, k.regressedIn, k.tails, k.source));
    }

    /** With a region in which the likelihood of any sample grows without end. */
    public FormulaFamily withUnboundedRegion(String parameter, double below, String reason) {
        Knowledge k = knowledge;
        List<UnboundedRegion> regions = List.of(new UnboundedRegion(parameter, below, reason));
        return with(new Knowledge(
                k.starts, k.severalMaxima, k.limits, regions, k.solvedIn, k.regressedIn, k.tails, k.source));
    }

    /** With other parameters for the search; reports are in its own. */
    public FormulaFamily withSolvedIn(String others, Map<String, String> own, Map<String, String> othersOfOwn) {
        Knowledge k = knowledge;
        Optional<Reparametrisation> r = Optional.of(Reparametrisation.parse(parameters, others, own, othersOfOwn));
        return with(new Knowledge(
                k.starts, k.severalMaxima, k.limits, k.unboundedRegions, r, k.regressedIn, k.tails, k.source));
    }

    /** With other parameters for regressions, each formula of the others or of its own as for {@link #withSolvedIn}. */
    public FormulaFamily withRegressedIn(String others, Map<String, String> own, Map<String, String> othersOfOwn) {
        Knowledge k = knowledge;
        Optional<Reparametrisation> r = Optional.of(Reparametrisation.parse(parameters, others, own, othersOfOwn));
        return with(new Knowledge(
                k.starts, k.severalMaxima, k.limits, k.unboundedRegions, k.solvedIn, r, k.tails, k.source));
    }

    /**
     * With formulas of the logarithms of its distribution function and of the complement, each precise where it is tiny; of
     * {@code x} and the parameters, as the density.
     */
    public FormulaFamily withTails(String logCdf, String logSurvival) {
        Knowledge k = knowledge;
        Map<String, Expr> symbols = symbols(name, support, parameters);
        Optional<Tails> tails =
                Optional.of(new Tails(Formula.parse(logCdf, symbols), Formula.parse(logSurvival, symbols)));
        return with(new Knowledge(
                k.starts, k.severalMaxima, k.limits, k.unboundedRegions, k.solvedIn, k.regressedIn, tails, k.source));
    }

    /** With the place in the literature where it is defined. */
    public FormulaFamily withSource(String reference) {
        Knowledge k = knowledge;
        return with(new Knowledge(
                k.starts,
                k.severalMaxima,
                k.limits,
                k.unboundedRegions,
                k.solvedIn,
                k.regressedIn,
                k.tails,
                reference));
    }

    @Override
    public String name() {
        return name;
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
        return knowledge.starts.apply(p);
    }

    @Override
    public boolean severalMaxima() {
        return knowledge.severalMaxima;
    }

    @Override
    public List<Limit> limits() {
        return knowledge.limits;
    }

    @Override
    public List<UnboundedRegion> unboundedRegions() {
        return knowledge.unboundedRegions;
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        return knowledge.solvedIn;
    }

    @Override
    public Family regressionForm() {
        return knowledge.regressedIn.map(this::in).orElse(this);
    }

    /** The same distributions by other parameters. */
    private Family in(Reparametrisation other) {
        Map<Expr, Expr> own = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            Expr symbol = Expr.parameter(p.name(), p.domain().sign());
            own.put(symbol, other.own().getOrDefault(p.name(), symbol));
        }
        Expr density = logDensity.replace(s -> own.getOrDefault(s, s));
        Program values = Program.of(
                other.parameters().stream()
                        .map(p -> other.others().get(p.name()))
                        .toList(),
                parameters.stream()
                        .map(p -> Expr.parameter(p.name(), p.domain().sign()))
                        .toList());
        Knowledge k = knowledge;
        return new FormulaFamily(
                name,
                support,
                other.parameters(),
                density.toString(),
                density,
                new Knowledge(
                        p -> k.starts.apply(p).stream().map(values::values).toList(),
                        k.severalMaxima,
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        k.tails.map(t -> new Tails(
                                t.logCdf().replace(s -> own.getOrDefault(s, s)),
                                t.logSurvival().replace(s -> own.getOrDefault(s, s)))),
                        k.source));
    }

    @Override
    public Optional<Tails> tails() {
        return knowledge.tails;
    }

    @Override
    public String source() {
        return knowledge.source;
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
