package mle.family;

import java.util.List;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/**
 * A family of distributions: its log-density as one formula of the data {@code x} and its parameters. Gradient, Hessian
 * and standard errors are derived from the formula, for a family of the user's as for one of the library's.
 */
public interface Family {
    /** From so many starts a search goes where several local maxima are normal. */
    int SEVERAL = 5;

    /** Its name, such as {@code weibull}. */
    String name();

    /** The values it can take; of vectors, those that each column can take. */
    Support support();

    /** The data in its formula: {@code x}, or of a family of vectors {@code x1}, {@code x2} and so on. */
    default List<String> columns() {
        return List.of("x");
    }

    /**
     * The family of the same name for rows of so many columns.
     *
     * @throws IllegalArgumentException if there is none
     */
    default Family ofDimension(int dimension) {
        int own = columns().size();
        if (dimension != own) {
            throw new IllegalArgumentException(
                    name() + ": needs " + (own == 1 ? "one column" : own + " columns") + ", got " + dimension);
        }
        return this;
    }

    /** The support in words. */
    default String supportInWords() {
        List<String> x = columns();
        String names = x.size() > 3 ? x.get(0) + ", ..., " + x.get(x.size() - 1) : String.join(", ", x);
        return support().toString().replaceFirst("\\bx\\b", names);
    }

    /** Its parameters, in the order of reports. */
    List<Parameter> parameters();

    /** The log-density, every constant included: a formula of the {@link #columns} and of symbols named as the parameters. */
    Expr logDensity();

    /**
     * Points from which a search may start, in the order of {@link #parameters()}; the one with the highest likelihood is
     * taken. Values outside a domain are moved inside.
     *
     * @param p the data, or evenly chosen rows of them
     */
    List<double[]> starts(EmpiricalDistribution p);

    /** Whether several local maxima are normal for it, so that a search goes from several starts. */
    default boolean severalMaxima() {
        return false;
    }

    /** From how many starts a search goes at most. */
    default int searches() {
        return severalMaxima() ? SEVERAL : 1;
    }

    /** The components of a mixture; none of a family that is no mixture. */
    default List<Component> components() {
        return List.of();
    }

    /** The same distribution in the order of reports, where several points of the parameter space are one distribution. */
    default double[] inOrder(double[] parameters) {
        return parameters;
    }

    /** The families it tends to. */
    default List<Limit> limits() {
        return List.of();
    }

    /** The families that it is where a parameter has a certain value inside its domain: a gumbel, for a gev of shape 0. */
    default List<Limit> specialCases() {
        return List.of();
    }

    /** Where its likelihood is known to grow without end. */
    default List<UnboundedRegion> unboundedRegions() {
        return List.of();
    }

    /** What its parameters have to fulfil together, if there is something. */
    default Optional<ParameterRule> rule() {
        return Optional.empty();
    }

    /**
     * What it counts beside x, where its parameters are whole numbers, such as size - x of a binomial: formulas of x and of the
     * parameters, straight lines in each, that are never below zero.
     */
    default List<Expr> cells() {
        if (support().upperParameter().isEmpty()) {
            return List.of();
        }
        return support().upperParameter().flatMap(this::parameter).filter(Parameter::whole).stream()
                .map(p -> p.symbol().minus(Expr.data("x", support().sign())))
                .toList();
    }

    /** Where it concentrates on a single value, if that is known. */
    default Optional<Concentration> concentration() {
        return Optional.empty();
    }

    /** The estimates without a search, if there is a formula for them. */
    default Optional<ClosedForm> closedForm() {
        return Optional.empty();
    }

    /** The way to the highest likelihood, where corners of the density lie at observations. */
    default Optional<Corners.Search> corners() {
        return Optional.empty();
    }

    /** Whether the lower end of its support has a probability of its own beside a density above, as the zeros of a hurdle have. */
    default boolean hasAtom() {
        Support s = support();
        boolean may = !s.integer()
                && s.lowerClosed()
                && Double.isFinite(s.lower())
                && s.lowerParameter().isEmpty();
        if (!may || columns().size() > 1) {
            return false;
        }
        double[] inside =
                parameters().stream().mapToDouble(p -> p.domain().fromLine(0)).toArray();
        return at(inside).logCdf(s.lower()) > Double.NEGATIVE_INFINITY;
    }

    /**
     * Whether the density is known to add up to 1 at all parameters, so that a tail of counts may be taken as what the others leave;
     * of one that is not it is checked wherever a tail is asked.
     */
    default boolean hasUnitMass() {
        return false;
    }

    /** The parameters at which, as a value of x, the density may have a kink or a pole: the location of a Laplace distribution. */
    default List<Parameter> kinks() {
        return Kinks.of(this);
    }

    /** Other parameters in which it is better solved. */
    default Optional<Reparametrisation> solvedIn() {
        return Optional.empty();
    }

    /** The parameter that a regression is of, where none is named: the one marked as main, or else the first to be estimated. */
    default Parameter mainParameter() {
        List<Parameter> estimated =
                parameters().stream().filter(p -> !p.known()).toList();
        return estimated.stream()
                .filter(Parameter::main)
                .findFirst()
                .or(() -> estimated.stream().findFirst())
                .orElseThrow(() -> new IllegalArgumentException(name() + ": has no parameter to be estimated"));
    }

    /** The same distributions in the parameters in which a regression is done: by the mean, for a gamma. */
    default Family regressionForm() {
        return this;
    }

    /** What is known of its mean and variance. */
    default Optional<Moments> moments() {
        return Optional.empty();
    }

    /**
     * The distribution function and its complement: if no formulas of them are known, by quadrature of the density, for counts by
     * sums. Only a family of several variables has none.
     */
    default Optional<Tails> tails() {
        return QuadratureTails.of(this).map(QuadratureTails::tails);
    }

    /** Whether no formulas of them are known: then each of their values costs a quadrature. */
    default boolean hasTailsByQuadrature() {
        return tails().equals(QuadratureTails.of(this).map(QuadratureTails::tails));
    }

    /**
     * The family at given values of its parameters.
     *
     * @throws IllegalArgumentException if one lies outside its domain or their number is wrong
     */
    default Distribution at(double... values) {
        return new Distribution(this, values);
    }

    /** The log-density as text, as its author wrote it where that is known. */
    default String text() {
        return logDensity().toString();
    }

    /** Where it is defined, in the literature. */
    default String source() {
        return "";
    }

    /** The parameter of that name, if there is one. */
    default Optional<Parameter> parameter(String name) {
        return parameters().stream().filter(p -> p.name().equals(name)).findFirst();
    }

    /**
     * A family from text.
     *
     * @param name its name
     * @param support the values of x: {@code x > 0}, {@code x real}, {@code 0 < x < 1}, {@code integer x >= 0}; of vectors,
     *     those of each column: {@code x1, x2, x3 > 0}
     * @param parameters their names and domains: {@code shape > 0, scale > 0}
     * @param logDensity the log-density: {@code log(shape/scale) + (shape-1)*log(x/scale) - (x/scale)^shape}
     */
    static FormulaFamily of(String name, String support, String parameters, String logDensity) {
        return FormulaFamily.of(name, support, parameters, logDensity);
    }
}
