package mle.family;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.family.Heritage.OfComponents;

/** Families with more zeros, or with zeros that are a matter of their own. */
final class Zeros {
    private static final Parameter ZERO_PROBABILITY = Parameter.of("zero_probability", Domain.UNIT);

    private Zeros() {}

    static Family inflated(Family f) {
        if (!hasZero(f)) {
            return apart("zero-inflated", f);
        }
        Expr p = ZERO_PROBABILITY.symbol();
        Expr logP = Pieces.log(p);
        Expr logRest = Pieces.logRest(p);
        Expr atZero = Pieces.sum(logP, logRest.plus(Pieces.at(f, f.logDensity(), 0)));
        UnaryOperator<Expr> rest = logRest::plus;
        Expr density = Pieces.choose(Pieces.data(f.support()), rest.apply(f.logDensity()), atZero);
        Optional<Tails> tails = f.tails()
                .map(t -> new Tails(Pieces.sum(logP, logRest.plus(t.logCdf())), logRest.plus(t.logSurvival())));
        Heritage heritage = Heritage.of(
                        f,
                        Zeros::inflated,
                        List.of(ZERO_PROBABILITY),
                        Optional.of(new OfComponents(UnaryOperator.identity(), rest)))
                .withSeveralMaxima()
                .withLimit(withoutZeros(f, UnaryOperator.identity()))
                .withMoments(f.moments().filter(Moments::areFormulas).map(Zeros::ofRest))
                .withSource("Lambert (1992), Technometrics 34, 1-14");
        return new CombinedFamily(
                "zero-inflated(" + f.name() + ")",
                f.support(),
                Pieces.with("zero-inflated", ZERO_PROBABILITY, f),
                density,
                tails,
                "log(zero_probability + (1 - zero_probability)*f(0)) at x = 0, log((1 - zero_probability)*f(x)) above; "
                        + Pieces.where("f", f),
                data -> starts(f, data, false),
                heritage);
    }

    static Family hurdle(Family f) {
        return apart("hurdle", f);
    }

    /** Zero with a probability of its own, else a value of the family that is not zero. */
    private static Family apart(String who, Family f) {
        check(who, f);
        boolean counts = hasZero(f);
        Tails tails = Pieces.tails(who, f);
        Expr p = ZERO_PROBABILITY.symbol();
        Expr logP = Pieces.log(p);
        Expr some = counts ? Pieces.at(f, tails.logSurvival(), 0) : Expr.ZERO;
        Expr logRest = Pieces.logRest(p).minus(some);
        Support support = withZero(f.support());
        Expr x = Pieces.data(support);
        UnaryOperator<Expr> notZero = e -> logRest.plus(f.support().at(e, x));
        Expr cdf = f.support().at(tails.logCdf(), x);
        Expr survival = f.support().at(tails.logSurvival(), x);
        Expr without = counts ? Pieces.difference(cdf, Pieces.at(f, tails.logCdf(), 0)) : cdf;
        Expr upTo = Pieces.choose(x, Pieces.sum(logP, logRest.plus(without)), logP);
        // Of a family without zeros nothing lies up to zero, where its own formula need not hold.
        Expr beyond = counts ? logRest.plus(survival) : Pieces.choose(x, logRest.plus(survival), Pieces.logRest(p));
        Heritage heritage = Heritage.of(
                        f,
                        other -> apart(who, other),
                        List.of(ZERO_PROBABILITY),
                        Optional.of(new OfComponents(
                                UnaryOperator.identity(),
                                e -> Pieces.choose(x, notZero.apply(e), Pieces.log(Expr.ZERO)))))
                .withLimit(withoutZeros(f, counts ? Truncation::zeroTruncated : UnaryOperator.identity()))
                .withMoments(
                        counts
                                ? Optional.empty()
                                : f.moments().filter(Moments::areFormulas).map(Zeros::ofRest))
                .withSource(
                        f.support().integer()
                                ? "Mullahy (1986), J. Econometrics 33, 341-365"
                                : "Aitchison (1955), JASA 50, 901-908");
        return new CombinedFamily(
                who + "(" + f.name() + ")",
                support,
                Pieces.with(who, ZERO_PROBABILITY, f),
                Pieces.choose(x, notZero.apply(f.logDensity()), logP),
                Optional.of(new Tails(upTo, beyond)),
                "log(zero_probability) at x = 0, log((1 - zero_probability)*f(x)" + (counts ? "/(1 - f(0)))" : ")")
                        + " above; " + Pieces.where("f", f),
                data -> starts(f, data, true),
                heritage);
    }

    /** Mean and variance of what is zero with a probability of its own and else as these say. */
    private static Moments ofRest(Moments rest) {
        Expr zero = ZERO_PROBABILITY.symbol();
        Expr others = zero.negate().plus(1);
        Expr mean = rest.mean().formula().orElseThrow();
        Expr variance = rest.variance().formula().orElseThrow();
        return Moments.of(others.times(mean), others.times(variance.plus(zero.times(mean.pow(2)))));
    }

    private static void check(String who, Family f) {
        Support s = f.support();
        if (!(s.lower() == 0 || s.integer() && s.lower() == 1)) {
            throw new IllegalArgumentException(
                    who + ": needs counts from 0 or 1 up or values above 0, got " + f.name() + " with " + f.support());
        }
    }

    /** Whether zero is one of its counts. */
    private static boolean hasZero(Family f) {
        return f.support().integer() && f.support().lower() == 0;
    }

    private static Support withZero(Support s) {
        return new Support(0, true, s.upper(), s.upperClosed(), s.integer(), s.upperParameter());
    }

    /** The family where the probability of a zero of its own is none. */
    private static Limit withoutZeros(Family f, UnaryOperator<Family> rest) {
        Map<String, String> names = new LinkedHashMap<>();
        f.parameters().forEach(p -> names.put(p.name(), p.name()));
        return new Limit(ZERO_PROBABILITY.name(), 0, () -> rest.apply(f), names);
    }

    private static List<double[]> starts(Family f, EmpiricalDistribution p, boolean apart) {
        double zeros = p.ecdf(0);
        List<double[]> points = new ArrayList<>();
        EmpiricalDistribution some = Pieces.between(p, 0, Double.POSITIVE_INFINITY);
        for (double[] inner : f.starts(some)) {
            for (double share : apart ? new double[] {1} : new double[] {0.9, 0.5, 0.1}) {
                points.add(Pieces.before(Math.min(Math.max(zeros * share, 0.01), 0.99), inner));
            }
        }
        return points;
    }
}
