package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;

/** Families of the distance from zero. */
final class Folding {
    private Folding() {}

    static Family folded(Family f) {
        Support s = f.support();
        if (!(s.lower() == -s.upper() && s.upperParameter().isEmpty())) {
            throw new IllegalArgumentException(
                    "folded: needs a family on both sides of zero, got " + f.name() + " with " + s);
        }
        Support folded = new Support(0, true, s.upper(), s.upperClosed(), s.integer(), Optional.empty());
        Expr x = Pieces.data(folded);
        Expr both = Pieces.sum(s.at(f.logDensity(), x), s.at(f.logDensity(), x.negate()));
        Expr density = s.integer() ? Pieces.choose(x, both, Pieces.at(f, f.logDensity(), 0)) : both;
        return new CombinedFamily(
                "folded(" + f.name() + ")",
                folded,
                f.parameters(),
                density,
                f.tails().map(t -> tails(f, t, folded, density)),
                "log(f(x) + f(-x))" + (s.integer() ? ", log f(0) at x = 0" : "") + "; " + Pieces.where("f", f),
                p -> starts(f, p),
                Heritage.of(f, Folding::folded).withSeveralMaxima());
    }

    private static Tails tails(Family f, Tails t, Support folded, Expr density) {
        Support s = f.support();
        Expr x = Pieces.data(folded);
        // Of counts, -x belongs to what lies up to x.
        Expr below = s.integer() ? x.plus(1).negate() : x.negate();
        Expr upTo = t.between(s, below, x);
        if (!s.integer()) {
            List<Expr> kinks = f.kinks().stream()
                    .map(p -> Expr.call(Function.ABS, p.symbol()))
                    .toList();
            upTo = IntervalMass.settled(folded, density, Expr.ZERO, x, upTo, t.nearer(s, below, x), kinks);
        }
        Expr beyond = Pieces.sum(s.at(t.logSurvival(), x), s.at(t.logCdf(), below));
        return new Tails(upTo, beyond).complementary();
    }

    /** As if all were above zero, and as if as many were below. */
    private static List<double[]> starts(Family f, EmpiricalDistribution p) {
        int n = p.size();
        double[] values = Arrays.copyOf(Starts.map(p, x -> x), 2 * n);
        double[] weights = new double[2 * n];
        for (int i = 0; i < n; i++) {
            values[n + i] = -values[i];
            weights[i] = p.weight(i) / 2;
            weights[n + i] = weights[i];
        }
        List<double[]> points = new ArrayList<>(f.starts(p));
        points.addAll(f.starts(EmpiricalDistribution.of(values, weights)));
        return points;
    }
}
