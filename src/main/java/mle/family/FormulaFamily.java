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

/** A family given by the text of its log-density. Immutable: each {@code with} gives another. */
public final class FormulaFamily implements Family {
    private final String name;
    private final Support support;
    private final List<Parameter> parameters;
    private final String text;
    private final Expr logDensity;
    private final Function<EmpiricalDistribution, List<double[]>> starts;
    private final boolean severalMaxima;
    private final List<Limit> limits;
    private final Optional<Reparametrisation> solvedIn;
    private final String source;

    private FormulaFamily(
            String name,
            Support support,
            List<Parameter> parameters,
            String text,
            Expr logDensity,
            Function<EmpiricalDistribution, List<double[]>> starts,
            boolean severalMaxima,
            List<Limit> limits,
            Optional<Reparametrisation> solvedIn,
            String source) {
        this.name = name;
        this.support = support;
        this.parameters = parameters;
        this.text = text;
        this.logDensity = logDensity;
        this.starts = starts;
        this.severalMaxima = severalMaxima;
        this.limits = limits;
        this.solvedIn = solvedIn;
        this.source = source;
    }

    static FormulaFamily of(String name, String support, String parameters, String text) {
        Support values = Support.parse(support);
        List<Parameter> list = Parameter.parse(parameters);
        Map<String, Expr> symbols = new LinkedHashMap<>();
        symbols.put("x", Expr.data("x", values.sign()));
        for (Parameter p : list) {
            if (symbols.containsKey(p.name())) {
                throw new IllegalArgumentException(name + ": x is the data, a parameter can't be called so");
            }
            symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        Expr logDensity = Formula.parse(text, symbols);
        for (Parameter p : list) {
            if (!logDensity.symbols().contains(symbols.get(p.name()))) {
                throw new IllegalArgumentException(
                        name + ": every parameter must occur in the density, '" + p.name() + "' does not");
            }
        }
        return new FormulaFamily(
                name,
                values,
                list,
                text,
                logDensity,
                p -> Starts.grid(p, values, list),
                false,
                List.of(),
                Optional.empty(),
                "");
    }

    /** With its own start values: one point, or several of which the best is taken. */
    public FormulaFamily withStarts(Function<EmpiricalDistribution, List<double[]>> points) {
        return new FormulaFamily(
                name, support, parameters, text, logDensity, points, severalMaxima, limits, solvedIn, source);
    }

    /** With a search from several of its starts, for a likelihood that may have several maxima. */
    public FormulaFamily withSeveralMaxima() {
        return new FormulaFamily(name, support, parameters, text, logDensity, starts, true, limits, solvedIn, source);
    }

    /** With the family that it becomes when a parameter goes to infinity. */
    public FormulaFamily withLimit(String parameter, Supplier<Family> family, Map<String, String> names) {
        return new FormulaFamily(
                name,
                support,
                parameters,
                text,
                logDensity,
                starts,
                severalMaxima,
                List.of(new Limit(parameter, family, names)),
                solvedIn,
                source);
    }

    /** With other parameters for the search; reports are in its own. */
    public FormulaFamily withSolvedIn(String others, Map<String, String> own, Map<String, String> othersOfOwn) {
        Reparametrisation r = Reparametrisation.parse(parameters, others, own, othersOfOwn);
        return new FormulaFamily(
                name, support, parameters, text, logDensity, starts, severalMaxima, limits, Optional.of(r), source);
    }

    /** With the place in the literature where it is defined. */
    public FormulaFamily withSource(String reference) {
        return new FormulaFamily(
                name, support, parameters, text, logDensity, starts, severalMaxima, limits, solvedIn, reference);
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
        return starts.apply(p);
    }

    @Override
    public boolean severalMaxima() {
        return severalMaxima;
    }

    @Override
    public List<Limit> limits() {
        return limits;
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        return solvedIn;
    }

    @Override
    public String source() {
        return source;
    }

    /** The log-density as it was written. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return name;
    }
}
