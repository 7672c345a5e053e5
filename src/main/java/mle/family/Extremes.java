package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.family.Heritage.OfComponents;

/** Families of the smallest or the largest of independent draws. */
final class Extremes {
    /** Of probabilities less than exp(-FAR) the squares are far below rounding. */
    private static final double FAR = 300;

    private Extremes() {}

    /** The distribution function is F^k. */
    static Family max(Family f, int k) {
        Tails tails = check("max", f, k);
        Expr upTo = tails.logCdf().times(k);
        return of("max", f, k, new Tails(upTo, ofSome(tails.logSurvival(), upTo, k)), tails.logCdf());
    }

    /** One minus the distribution function is (1 - F)^k. */
    static Family min(Family f, int k) {
        Tails tails = check("min", f, k);
        Expr beyond = tails.logSurvival().times(k);
        return of("min", f, k, new Tails(ofSome(tails.logCdf(), beyond, k), beyond), tails.logSurvival());
    }

    /**
     * The probability that some of k draws are in a tail, from that of one and from that of none; far out it is k times that of
     * one.
     */
    private static Expr ofSome(Expr ofOne, Expr ofNone, int k) {
        return Pieces.choose(ofOne.plus(FAR), Expr.call(Function.LOG1MEXP, ofNone), ofOne.plus(StrictMath.log(k)));
    }

    private static Tails check(String who, Family f, int k) {
        if (!(k >= 1)) {
            throw new IllegalArgumentException(who + ": must be of at least 1 draw, got " + k);
        }
        return Pieces.tails(who, f);
    }

    private static Family of(String who, Family f, int k, Tails tails, Expr others) {
        Support s = f.support();
        UnaryOperator<Expr> amongOthers = e -> e.plus(others.times(k - 1)).plus(StrictMath.log(k));
        Expr density = amongOthers.apply(f.logDensity());
        if (s.integer()) {
            Expr x = Pieces.data(s);
            Expr before = x.plus(-1);
            density = Pieces.probability(
                    s, tails.between(s, before, x), tails.logCdf(), s.at(tails.logSurvival(), before));
        }
        boolean largest = who.equals("max");
        String power = largest ? "F(x)" : "(1 - F(x))";
        String text = s.integer()
                ? "log(G(x) - G(x - 1)), G(x) = " + (largest ? "F(x)^" + k : "1 - (1 - F(x))^" + k)
                : "log(" + k + ") + log f(x) + " + (k - 1) + "*log " + power;
        return new CombinedFamily(
                who + "(" + f.name() + ", " + k + ")",
                s,
                f.parameters(),
                density,
                Optional.of(tails),
                text + "; " + Pieces.where("f", f) + ", F its distribution function",
                p -> starts(f, p, k, largest),
                Heritage.of(
                        f,
                        other -> largest ? max(other, k) : min(other, k),
                        s.integer()
                                ? OfComponents.NONE
                                : Optional.of(new OfComponents(UnaryOperator.identity(), amongOthers))));
    }

    /** From the data as they are, and with weights that make a sample of single draws of them: F is the k-th root of G. */
    private static List<double[]> starts(Family f, EmpiricalDistribution p, int k, boolean largest) {
        Integer[] order = new Integer[p.size()];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(p.value(i), p.value(j)));
        double[] values = new double[order.length];
        double[] weights = new double[order.length];
        double below = 0;
        double before = 0;
        for (int i = 0; i < order.length; i++) {
            below += p.weight(order[i]) / p.n();
            double share = Math.min(below, 1);
            double single = largest ? StrictMath.pow(share, 1.0 / k) : 1 - StrictMath.pow(1 - share, 1.0 / k);
            values[i] = p.value(order[i]);
            weights[i] = (single - before) * p.n();
            before = single;
        }
        List<double[]> points = new ArrayList<>();
        if (Arrays.stream(weights).allMatch(w -> w > 0)) {
            points.addAll(f.starts(EmpiricalDistribution.of(values, weights)));
        }
        points.addAll(f.starts(p));
        return points;
    }
}
