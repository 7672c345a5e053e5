package mle.model;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mle.data.Suggestion;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.NormalQuantile;
import mle.expr.Program;
import mle.family.Domain;

/**
 * A link g between a parameter θ and its predictor: η = g(θ). The inverse is a formula, so that derivatives of a
 * log-density by η follow from it by the chain rule (McCullagh and Nelder 1989, Generalized Linear Models, sec. 2.2).
 */
public enum Link {
    /** η = θ. */
    IDENTITY(Domain.REAL),
    /** η = log θ, θ &gt; 0. */
    LOG(Domain.POSITIVE),
    /** η = log(θ/(1 - θ)), 0 &lt; θ &lt; 1. */
    LOGIT(Domain.UNIT),
    /** η = Φ⁻¹(θ), 0 &lt; θ &lt; 1. */
    PROBIT(Domain.UNIT),
    /** η = log(-log(1 - θ)), 0 &lt; θ &lt; 1: the complementary log-log. */
    CLOGLOG(Domain.UNIT),
    /** η = tan(π(θ - ½)), 0 &lt; θ &lt; 1. */
    CAUCHIT(Domain.UNIT),
    /** η = 1/θ. */
    INVERSE(Domain.REAL),
    /** η = √θ; θ = η². */
    SQRT(Domain.POSITIVE),
    /** η = 1/θ², θ &gt; 0. */
    INVERSE_SQUARE(Domain.POSITIVE),
    /** η = log(exp(θ) - 1), θ &gt; 0; θ = log(1 + exp(η)). */
    SOFTPLUS(Domain.POSITIVE);

    private static final Expr.Symbol ETA = Expr.parameter("eta");

    private final Domain range;

    Link(Domain range) {
        this.range = range;
    }

    /** The link of that name. */
    public static Optional<Link> find(String name) {
        return Arrays.stream(values()).filter(link -> link.label().equals(name)).findFirst();
    }

    /**
     * The link of that name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest
     */
    public static Link named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("link: no link '" + name + "'"
                        + Suggestion.didYouMean(name, labels(), ", expected one of " + String.join(", ", labels()))));
    }

    private static List<String> labels() {
        return Arrays.stream(values()).map(Link::label).toList();
    }

    /** The default for a parameter: log on the positive numbers, logit between 0 and 1, else the identity. */
    public static Link of(Domain domain) {
        if (domain.equals(Domain.POSITIVE)) {
            return LOG;
        }
        return domain.equals(Domain.UNIT) ? LOGIT : IDENTITY;
    }

    /** The name in reports and options: {@code log}, {@code inverse-square}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where the values of the inverse lie; those of {@link #IDENTITY} and {@link #INVERSE} may leave a parameter's domain. */
    public Domain range() {
        return range;
    }

    /** Whether a parameter of that domain can have this link: its values lie inside, or they may lie anywhere. */
    public boolean suits(Domain domain) {
        return range.equals(Domain.REAL)
                || domain.lower() <= range.lower() && domain.upper() >= range.upper()
                || range.equals(Domain.POSITIVE) && domain.lower() == 0;
    }

    /** θ = g⁻¹(η), as a formula. */
    public Expr inverse(Expr eta) {
        return switch (this) {
            case IDENTITY -> eta;
            case LOG -> Expr.call(Function.EXP, eta);
            case LOGIT -> Expr.call(Function.SIGMOID, eta);
            case PROBIT -> Expr.call(Function.NORMALCDF, eta);
            case CLOGLOG ->
                Expr.call(
                        Function.EXP,
                        Expr.call(
                                Function.LOG1MEXP, Expr.call(Function.EXP, eta).negate()));
            case CAUCHIT -> Expr.call(Function.CAUCHYCDF, eta);
            case INVERSE -> eta.pow(-1);
            case SQRT -> eta.pow(2);
            case INVERSE_SQUARE -> eta.pow(-0.5);
            case SOFTPLUS -> Expr.call(Function.LOG1PEXP, eta);
        };
    }

    /** θ = g⁻¹(η). */
    public double inverse(double eta) {
        return Program.of(List.of(inverse(ETA)), List.of(ETA)).values(new double[] {eta})[0];
    }

    /** dθ/dη. */
    public double inverseSlope(double eta) {
        return Program.of(List.of(inverse(ETA).derivative(ETA)), List.of(ETA)).values(new double[] {eta})[0];
    }

    /** η = g(θ): NaN or infinite where θ is not in the range. */
    public double forward(double theta) {
        return switch (this) {
            case IDENTITY -> theta;
            case LOG -> StrictMath.log(theta);
            case LOGIT -> StrictMath.log(theta) - StrictMath.log1p(-theta);
            case PROBIT -> NormalQuantile.at(theta);
            case CLOGLOG -> StrictMath.log(-StrictMath.log1p(-theta));
            case CAUCHIT -> StrictMath.tan(StrictMath.PI * (theta - 0.5));
            case INVERSE -> 1 / theta;
            case SQRT -> StrictMath.sqrt(theta);
            case INVERSE_SQUARE -> 1 / (theta * theta);
            case SOFTPLUS -> theta + Function.LOG1MEXP.at(-theta);
        };
    }
}
