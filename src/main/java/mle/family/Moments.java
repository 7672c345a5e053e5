package mle.family;

import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.expr.Expr;

/**
 * Mean and variance of a family.
 *
 * @param mean the mean
 * @param variance the variance
 */
public record Moments(Moment mean, Moment variance) {
    /** With other formulas in place of the mean m and the variance v, finite where these are. */
    Moments map(UnaryOperator<Expr> ofMean, UnaryOperator<Expr> ofVariance) {
        return new Moments(mean.map(ofMean), variance.map(ofVariance));
    }

    /** The same in other parameters. */
    Moments replaced(Map<Expr, Expr> parameters) {
        return new Moments(mean.replaced(parameters), variance.replaced(parameters));
    }

    /** Formulas of a mean and a variance that are always finite. */
    static Moments of(Expr mean, Expr variance) {
        return new Moments(Moment.of(mean), Moment.of(variance));
    }

    /** Whether both have formulas and are always finite. */
    boolean areFormulas() {
        return isFormula(mean) && isFormula(variance);
    }

    private static boolean isFormula(Moment m) {
        return m.formula().isPresent() && m.margin().equals(Optional.empty());
    }
}
