package mle.divergence;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Sign;
import mle.family.Domain;
import mle.family.Support;

/**
 * The way from a point t of the line to a value x of a support. Formulas are written in t, so that a density near the end of its
 * support is as precise as far out on the line, and one that is narrow as precise as a wide one; counts are their own coordinate.
 *
 * @param domain the open interval in which x lies
 * @param origin the point of the domain's own line for t = 0
 * @param sign what is known of the sign of x
 */
record Coordinate(Domain domain, double origin, Sign sign) {
    /** So far from an end, relative to it, half of the digits of the distance are left, and as much is near enough to the end. */
    private static final double NEAR_END = 1e-8;

    /** The coordinate in which a support is the whole line. */
    static Coordinate of(Support support) {
        return support.integer()
                ? new Coordinate(Domain.REAL, 0, support.sign())
                : new Coordinate(new Domain(support.lower(), support.upper()), 0, Sign.ANY);
    }

    /** The same with another point as zero. */
    Coordinate about(double t) {
        return new Coordinate(domain, origin + t, sign);
    }

    /** The point of the line. */
    Expr.Symbol symbol() {
        return Expr.data("t", sign);
    }

    /** The value of the support, as a formula of {@link #symbol}. */
    Expr x() {
        return domain.fromLine(line());
    }

    /** A formula of the x of a support as one of {@link #symbol}. */
    Expr in(Support support, Expr formula) {
        Expr replaced = support.at(formula, x());
        boolean ends = Double.isFinite(domain.lower()) && Double.isFinite(domain.upper());
        return ends ? complemented(replaced, new IdentityHashMap<>()) : replaced;
    }

    /** The formula with k·sigmoid(-u) for k - k·sigmoid(u), which has no digits left where x is close to its upper end. */
    private static Expr complemented(Expr e, Map<Expr, Expr> done) {
        Expr known = done.get(e);
        if (known == null) {
            known = complement(e, done);
            done.put(e, known);
        }
        return known;
    }

    private static Expr complement(Expr e, Map<Expr, Expr> done) {
        if (e instanceof Expr.Sum s) {
            boolean single = s.size() == 1 && s.coefficient(0) == -s.constant();
            if (single && s.term(0) instanceof Expr.Call c && c.function().equals(Function.SIGMOID)) {
                return Expr.call(Function.SIGMOID, c.argument(0).negate()).times(s.constant());
            }
            Expr sum = Expr.constant(s.constant());
            for (int i = 0; i < s.size(); i++) {
                sum = sum.plus(complemented(s.term(i), done).times(s.coefficient(i)));
            }
            return sum;
        }
        if (e instanceof Expr.Product p) {
            Expr[] bases = new Expr[p.size()];
            double[] powers = new double[bases.length];
            for (int i = 0; i < bases.length; i++) {
                bases[i] = complemented(p.base(i), done);
                powers[i] = p.power(i);
            }
            return Expr.product(bases, powers);
        }
        if (e instanceof Expr.Call c) {
            return Expr.call(
                    c.function(),
                    c.operands().stream().map(a -> complemented(a, done)).toArray(Expr[]::new));
        }
        return e;
    }

    private Expr line() {
        return symbol().plus(origin);
    }

    /** The value of the support. */
    double x(double t) {
        return domain.fromLine(t + origin);
    }

    /** The point of the line for a value; infinite at an end. */
    double t(double x) {
        return x <= domain.lower()
                ? Double.NEGATIVE_INFINITY
                : x >= domain.upper() ? Double.POSITIVE_INFINITY : domain.toLine(x) - origin;
    }

    /** log |dx/dt| as a formula of {@link #symbol}. */
    Expr logSlope() {
        boolean below = Double.isInfinite(domain.lower());
        boolean above = Double.isInfinite(domain.upper());
        if (below && above) {
            return Expr.ZERO;
        }
        if (below || above) {
            return below ? line().negate() : line();
        }
        return Expr.call(Function.LOG1PEXP, line())
                .plus(Expr.call(Function.LOG1PEXP, line().negate()))
                .negate()
                .plus(StrictMath.log(domain.upper() - domain.lower()));
    }

    /** How far out x is told from an end by more than a number that underflows. */
    double measurable() {
        return domain.equals(Domain.REAL) ? Quadrature.BEYOND_MEASURE : 600;
    }

    /**
     * A function at a point so close to an end that its x is not told from the end: from further inside, where a logarithm of the
     * distance to the end, and so of a power of it, is linear in t.
     *
     * @return NaN where there is no such end
     */
    double fromInside(DoubleUnaryOperator f, double t) {
        double end = t + origin > 0 ? domain.upper() : domain.lower();
        double inside = t(end - Math.copySign(NEAR_END * Math.abs(end), t + origin));
        if (!Double.isFinite(inside)) {
            return Double.NaN;
        }
        double further = inside - Math.copySign(1, t + origin);
        double value = f.applyAsDouble(inside);
        return value + (value - f.applyAsDouble(further)) / (inside - further) * (t - inside);
    }

    /** Whether every x of this coordinate lies between the ends of a support. */
    boolean liesIn(Support support) {
        return domain.lower() >= support.lower() && domain.upper() <= support.upper();
    }
}
