package mle.family;

import java.util.Optional;
import mle.expr.Expr;
import mle.family.Heritage.OfComponents;

/** Families of the whole number below a continuous variable. */
final class Discretisation {
    private Discretisation() {}

    static Family discretized(Family f) {
        Pieces.checkContinuous("discretized", f);
        Tails tails = Pieces.tails("discretized", f);
        Support s = f.support();
        double lower = Math.floor(s.lower());
        double upper = Math.ceil(s.upper()) - 1;
        if (!(lower < upper)) {
            throw new IllegalArgumentException("discretized: " + f.name() + " with " + s + " has no two whole numbers");
        }
        boolean bounded = !Double.isInfinite(upper);
        Support whole = new Support(lower, !Double.isInfinite(lower), upper, bounded, true, Optional.empty());
        Expr x = Pieces.data(whole);
        Expr upTo = s.at(tails.logCdf(), x.plus(1));
        Expr beyond = s.at(tails.logSurvival(), x.plus(1));
        Expr density = Pieces.probability(whole, tails.between(s, x, x.plus(1)), upTo, s.at(tails.logSurvival(), x));
        return new CombinedFamily(
                "discretized(" + f.name() + ")",
                whole,
                f.parameters(),
                density,
                Optional.of(new Tails(upTo, beyond)),
                "log(F(x + 1) - F(x)); F the distribution function of " + f.name() + ", "
                        + Pieces.where("f", f)
                                .substring("f: ".length() + f.name().length() + 1),
                p -> f.starts(Pieces.seen(p, value -> value + 0.5)),
                Heritage.of(f, Discretisation::discretized, OfComponents.NONE).withoutUnboundedRegions());
    }
}
