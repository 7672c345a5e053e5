package mle.family;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mle.expr.Expr;
import mle.expr.Magnitudes;
import mle.family.Heritage.OfComponents;

/** Families of a function of a variable that has a family: the density with the slope of the inverse function. */
final class Transformations {
    /**
     * A rising change of variable.
     *
     * @param name the name of the family of the changed variable
     * @param support its values
     * @param inner the variable of the part as a formula of x
     * @param logSlope the logarithm of the derivative of that
     * @param inverse the same for numbers
     * @param text the log-density for readers
     * @param moments what becomes of mean and variance
     * @param combination the change of other families
     */
    private record Change(
            String name,
            Support support,
            Expr inner,
            Expr logSlope,
            DoubleUnaryOperator inverse,
            String text,
            Function<Moments, Optional<Moments>> moments,
            UnaryOperator<Family> combination) {
        Family of(Family f) {
            Support from = f.support();
            Optional<Tails> tails =
                    f.tails().map(t -> new Tails(from.at(t.logCdf(), inner), from.at(t.logSurvival(), inner)).mended());
            return new CombinedFamily(
                    name,
                    support,
                    f.parameters(),
                    Magnitudes.mended(from.at(f.logDensity(), inner)).plus(logSlope),
                    tails,
                    text + "; " + Pieces.where("f", f),
                    data -> f.starts(Pieces.seen(data, inverse)),
                    Heritage.of(
                                    f,
                                    combination,
                                    Optional.of(new OfComponents(
                                            combination, e -> from.at(e, inner).plus(logSlope))))
                            .withMoments(f.moments().flatMap(moments)));
        }
    }

    private Transformations() {}

    static Family shifted(Family f, double by) {
        if (!Double.isFinite(by)) {
            throw new IllegalArgumentException("shifted: must be by a number, got " + by);
        }
        Support s = f.support();
        if (s.integer() && by != Math.rint(by)) {
            throw new IllegalArgumentException(
                    "shifted: " + f.name() + " has whole numbers, it can't be shifted by " + by);
        }
        if (s.upperParameter().isPresent()) {
            throw new IllegalArgumentException("shifted: the upper end of " + f.name() + " is its parameter "
                    + s.upperParameter().get() + ", which would no longer be the end");
        }
        Support moved = new Support(
                s.lower() + by, s.lowerClosed(), s.upper() + by, s.upperClosed(), s.integer(), Optional.empty());
        String inner = "x " + (by < 0 ? "+ " : "- ") + Text.number(Math.abs(by));
        return new Change(
                        "shifted(" + f.name() + ", " + Text.number(by) + ")",
                        moved,
                        Pieces.data(moved).plus(-by),
                        Expr.ZERO,
                        x -> x - by,
                        "log f(" + inner + ")",
                        m -> Optional.of(m.map(mean -> mean.plus(by), v -> v)),
                        other -> shifted(other, by))
                .of(f);
    }

    static Family scaled(Family f, double by) {
        Pieces.checkContinuous("scaled", f);
        if (!(by > 0 && by < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("scaled: must be by a number > 0, got " + by);
        }
        Support s = f.support();
        Support wider =
                new Support(s.lower() * by, s.lowerClosed(), s.upper() * by, s.upperClosed(), false, Optional.empty());
        String number = Text.number(by);
        return new Change(
                        "scaled(" + f.name() + ", " + number + ")",
                        wider,
                        Pieces.data(wider).times(1 / by),
                        Expr.constant(-StrictMath.log(by)),
                        x -> x / by,
                        "log f(x/" + number + ") - log(" + number + ")",
                        m -> Optional.of(m.map(mean -> mean.times(by), v -> v.times(by * by))),
                        other -> scaled(other, by))
                .of(f);
    }

    static Family exp(Family f) {
        Pieces.checkContinuous("exp", f);
        Support s = f.support();
        Support positive = new Support(
                StrictMath.exp(s.lower()),
                s.lowerClosed() && !Double.isInfinite(s.lower()),
                StrictMath.exp(s.upper()),
                s.upperClosed(),
                false,
                Optional.empty());
        Expr log = Pieces.log(Pieces.data(positive));
        return new Change(
                        "exp(" + f.name() + ")",
                        positive,
                        log,
                        log.negate(),
                        StrictMath::log,
                        "log f(log(x)) - log(x)",
                        m -> Optional.empty(),
                        Transformations::exp)
                .of(f);
    }

    static Family log(Family f) {
        Pieces.checkContinuous("log", f);
        Support s = f.support();
        if (!(s.lower() >= 0)) {
            throw new IllegalArgumentException("log: needs a family of values above 0, got " + f.name() + " with " + s);
        }
        Support line = new Support(
                StrictMath.log(s.lower()),
                s.lowerClosed() && s.lower() > 0,
                StrictMath.log(s.upper()),
                s.upperClosed(),
                false,
                Optional.empty());
        Expr x = Pieces.data(line);
        return new Change(
                        "log(" + f.name() + ")",
                        line,
                        Expr.call(mle.expr.Function.EXP, x),
                        x,
                        StrictMath::exp,
                        "log f(exp(x)) + x",
                        m -> Optional.empty(),
                        Transformations::log)
                .of(f);
    }
}
