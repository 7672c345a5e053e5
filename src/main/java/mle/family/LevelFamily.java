package mle.family;

import static mle.expr.Function.CHOOSE;
import static mle.expr.Function.EXP;
import static mle.expr.Function.LOG1MEXP;
import static mle.expr.Function.LOG1PEXP;
import static mle.expr.Function.LOGADDEXP;
import static mle.expr.Function.LOGDIFFEXP;
import static mle.expr.Function.LOGNORMALCDF;
import static mle.expr.Function.STEP;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.NormalQuantile;
import mle.expr.Sign;

/**
 * The families of a response with levels 1 to K, each for any levels. The ordered ones have P(x &le; k) = F(threshold k -
 * location) (McCullagh 1980, JRSS B 42, 109-142); thresholds are named after the levels on both sides, as {@code low|high}. The
 * multinomial logit has log(P(k)/P(1)) as the parameter of each level after the first, and is named after it (Agresti 2013,
 * Categorical Data Analysis, sec. 8.1).
 */
public enum LevelFamily {
    /** F logistic: proportional odds. */
    ORDERED_LOGIT("McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142"),
    /** F normal. */
    ORDERED_PROBIT("McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142"),
    /** F(t) = 1 - exp(-exp(t)): proportional hazards. */
    ORDERED_CLOGLOG("McCullagh (1980), Journal of the Royal Statistical Society B 42, 109-142"),
    /** Levels without order. */
    MULTINOMIAL("Agresti (2013), Categorical Data Analysis, sec. 8.1");

    private static final Expr X = Expr.data("x", Sign.POSITIVE);
    private static final Expr LOCATION = Expr.parameter("location");

    private final String source;

    LevelFamily(String source) {
        this.source = source;
    }

    /** The one of that name: {@code ordered-logit}; {@code categorical} is another name of {@code multinomial}. */
    public static Optional<LevelFamily> find(String name) {
        return Arrays.stream(values())
                .filter(f -> f.label().equals(name) || f == MULTINOMIAL && name.equals("categorical"))
                .findFirst();
    }

    /** The name: {@code ordered-logit}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether its levels have an order. */
    public boolean ordered() {
        return this != MULTINOMIAL;
    }

    /** Where it is defined, in the literature. */
    public String source() {
        return source;
    }

    /**
     * The family for given levels.
     *
     * @throws IllegalArgumentException if there are fewer than two
     */
    public Family of(List<String> levels) {
        if (levels.size() < 2) {
            throw new IllegalArgumentException(label() + ": needs two levels or more, got " + levels.size());
        }
        Support support = new Support(1, true, levels.size(), true, true, Optional.empty());
        List<Parameter> parameters = new ArrayList<>();
        if (ordered()) {
            parameters.add(Parameter.of("location", Domain.REAL));
            for (int k = 1; k < levels.size(); k++) {
                parameters.add(Parameter.of(levels.get(k - 1) + "|" + levels.get(k), Domain.REAL));
            }
        } else {
            levels.subList(1, levels.size()).forEach(level -> parameters.add(Parameter.of(level, Domain.REAL)));
        }
        Expr density = ordered() ? ordered(parameters) : multinomial(parameters);
        return new CombinedFamily(
                label(),
                support,
                List.copyOf(parameters),
                density,
                ordered() ? Optional.of(tails(parameters)) : Optional.empty(),
                density.toString(),
                p -> Starts.one(starts(p, levels.size())),
                Heritage.none(() -> of(levels), source));
    }

    // ---- the formulas ----

    private static Expr multinomial(List<Parameter> parameters) {
        Expr total = Expr.call(LOG1PEXP, symbol(parameters.get(0)));
        Expr chosen = symbol(parameters.get(0)).times(isLevel(2));
        for (int k = 1; k < parameters.size(); k++) {
            total = Expr.call(LOGADDEXP, total, symbol(parameters.get(k)));
            chosen = chosen.plus(symbol(parameters.get(k)).times(isLevel(k + 2)));
        }
        return chosen.minus(total);
    }

    private Expr ordered(List<Parameter> parameters) {
        int last = parameters.size();
        Expr first = below(symbol(parameters.get(1)).minus(LOCATION));
        Expr end = above(symbol(parameters.get(last - 1)).minus(LOCATION));
        if (last == 2) {
            return Expr.call(CHOOSE, X.plus(-1.5), end, first);
        }
        Expr lower = Expr.ZERO;
        Expr upper = Expr.ZERO;
        for (int k = 1; k < last; k++) {
            lower = lower.plus(symbol(parameters.get(k)).times(isLevel(k + 1)));
            upper = upper.plus(symbol(parameters.get(k)).times(isLevel(k)));
        }
        Expr inner = between(lower.minus(LOCATION), upper.minus(LOCATION));
        return Expr.call(CHOOSE, X.plus(-1.5), Expr.call(CHOOSE, X.plus(0.5 - last), end, inner), first);
    }

    /** P(X ≤ k) and P(X &gt; k) of the levels but the last. */
    private Tails tails(List<Parameter> parameters) {
        Expr threshold = Expr.ZERO;
        for (int k = 1; k < parameters.size(); k++) {
            threshold = threshold.plus(symbol(parameters.get(k)).times(isLevel(k)));
        }
        Expr t = threshold.minus(LOCATION);
        return new Tails(below(t), above(t));
    }

    /** 1 where x is a level, else 0. */
    private static Expr isLevel(int level) {
        return Expr.call(STEP, X.plus(0.5 - level)).minus(Expr.call(STEP, X.plus(-0.5 - level)));
    }

    private static Expr symbol(Parameter p) {
        return Expr.parameter(p.name());
    }

    /** log F(t). */
    private Expr below(Expr t) {
        return switch (this) {
            case ORDERED_LOGIT -> Expr.call(LOG1PEXP, t.negate()).negate();
            case ORDERED_PROBIT -> Expr.call(LOGNORMALCDF, t);
            default -> Expr.call(LOG1MEXP, Expr.call(EXP, t).negate());
        };
    }

    /** log(1 - F(t)). */
    private Expr above(Expr t) {
        return switch (this) {
            case ORDERED_LOGIT -> Expr.call(LOG1PEXP, t).negate();
            case ORDERED_PROBIT -> Expr.call(LOGNORMALCDF, t.negate());
            default -> Expr.call(EXP, t).negate();
        };
    }

    /** log(F(u) - F(l)), without cancellation in either tail. */
    private Expr between(Expr l, Expr u) {
        return switch (this) {
            case ORDERED_LOGIT -> Expr.call(LOG1MEXP, l.minus(u)).plus(below(u)).plus(above(l));
            case ORDERED_PROBIT ->
                Expr.call(
                        CHOOSE,
                        l.plus(u),
                        Expr.call(LOGDIFFEXP, above(l), above(u)),
                        Expr.call(LOGDIFFEXP, below(u), below(l)));
            default -> Expr.call(LOGDIFFEXP, above(l), above(u));
        };
    }

    // ---- starts ----

    private double[] starts(EmpiricalDistribution p, int levels) {
        double[] share = new double[levels];
        for (int i = 0; i < p.size(); i++) {
            share[(int) p.value(i) - 1] += p.weight(i);
        }
        for (int k = 0; k < levels; k++) {
            share[k] = (share[k] + 0.5) / (p.n() + 0.5 * levels);
        }
        double[] start = new double[ordered() ? levels : levels - 1];
        double sum = 0;
        for (int k = 1; k < levels; k++) {
            sum += share[k - 1];
            start[ordered() ? k : k - 1] = ordered() ? quantile(sum) : StrictMath.log(share[k] / share[0]);
        }
        return start;
    }

    private double quantile(double p) {
        return switch (this) {
            case ORDERED_LOGIT -> StrictMath.log(p) - StrictMath.log1p(-p);
            case ORDERED_PROBIT -> NormalQuantile.at(p);
            default -> StrictMath.log(-StrictMath.log1p(-p));
        };
    }
}
