package mle.expr;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Logarithms of what is too small or too large for a number: where a part of them, such as a power of x, would underflow or
 * overflow, they are written by the logarithms of its factors, with the first term of their series, the others being far below
 * rounding there. What is left of 1 where an exponential is close to it keeps its digits.
 */
public final class Magnitudes {
    /** Below this only the first term of a series counts; the square of it is still a number. */
    private static final double TINY = 1e-140;

    private static final double HUGE = 1e200;

    private static final double LOG_TINY = StrictMath.log(TINY);

    private final Map<Expr, Expr> done = new IdentityHashMap<>();

    private Magnitudes() {}

    /** The logarithm of a probability or density, of which parts may underflow or overflow, in a form that does not. */
    public static Expr mended(Expr logarithm) {
        return new Magnitudes().mend(logarithm);
    }

    private Expr mend(Expr e) {
        Expr known = done.get(e);
        if (known == null) {
            known = make(e);
            done.put(e, known);
        }
        return known;
    }

    private Expr make(Expr e) {
        if (e instanceof Expr.Sum s && s.size() == 1 && s.constant() == -s.coefficient(0) && isExp(s.term(0))) {
            Expr exponent = ((Expr.Call) s.term(0)).argument(0);
            return Expr.call(Function.EXPM1, mend(exponent)).times(s.coefficient(0));
        }
        if (e instanceof Expr.Sum s) {
            SumBuilder sum = new SumBuilder(s.constant());
            for (int i = 0; i < s.size(); i++) {
                sum.add(s.coefficient(i), mend(s.term(i)));
            }
            return sum.build();
        }
        if (e instanceof Expr.Product p) {
            ProductBuilder product = new ProductBuilder();
            for (int i = 0; i < p.size(); i++) {
                product.multiply(mend(p.base(i)), p.power(i));
            }
            return product.build();
        }
        return e instanceof Expr.Call c ? call(c) : e;
    }

    private static boolean isExp(Expr e) {
        return e instanceof Expr.Call c && c.function().equals(Function.EXP);
    }

    private Expr call(Expr.Call c) {
        Expr[] arguments = new Expr[c.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = mend(c.argument(i));
        }
        Expr same = Expr.call(c.function(), arguments);
        return switch (c.function().name()) {
            case "log1mexp" -> whereTiny(c.argument(0).negate(), same, log -> log);
            case "loggammap" -> whereTiny(c.argument(1), same, log -> gamma(c.argument(0), log));
            case "loggammaq" ->
                whereTiny(c.argument(1), same, log -> Expr.call(Function.LOG1MEXP, gamma(c.argument(0), log)));
            case "lognormalaround" ->
                whereTiny(
                        c.argument(1),
                        same,
                        log -> log.plus(c.argument(0).pow(2).times(-0.5))
                                .plus(StrictMath.log(2) - Normals.HALF_LOG_2_PI));
            case "log1pdiv" -> whereHuge(c.argument(0), c.argument(1), same);
            default -> same;
        };
    }

    /** One formula, or where x is tiny another, of the logarithm of x. */
    private static Expr whereTiny(Expr x, Expr usual, UnaryOperator<Expr> ofLog) {
        Expr log = log(x);
        return log == null ? usual : Expr.call(Function.CHOOSE, x.plus(-TINY), usual, ofLog.apply(log));
    }

    /** log P(a, x) for tiny x. */
    private static Expr gamma(Expr a, Expr logX) {
        return a.times(logX).minus(Expr.call(Function.LGAMMA, a.plus(1)));
    }

    /** log(1 + xi z)/xi, of which the 1 does not count where z is huge. */
    private static Expr whereHuge(Expr xi, Expr z, Expr usual) {
        Expr log = log(z);
        return log == null
                ? usual
                : Expr.call(
                        Function.CHOOSE,
                        xi.times(z).plus(-HUGE),
                        log.plus(Expr.call(Function.LOG, xi)).over(xi),
                        usual);
    }

    /** The logarithm of a positive formula by those of its factors; null where that is no better than itself. */
    private static Expr log(Expr x) {
        Factors factors = new Factors();
        factors.add(x, 1);
        return factors.vanishing && factors.unknown <= 1 && factors.positive ? factors.sum.build() : null;
    }

    /** The sum of the logarithms of factors whose product is known to be positive. */
    private static final class Factors {
        private final SumBuilder sum = new SumBuilder(0);

        /** Whether one may underflow. */
        private boolean vanishing;

        /** Whether an even number of them are known to be negative. */
        private boolean positive = true;

        /** Of how many the sign is not known. */
        private int unknown;

        void add(Expr x, double power) {
            if (x instanceof Expr.Product p) {
                for (int i = 0; i < p.size(); i++) {
                    add(p.base(i), power * p.power(i));
                }
            } else if (x instanceof Expr.Sum s && s.size() == 1 && s.constant() == 0) {
                positive ^= s.coefficient(0) < 0 && power % 2 != 0;
                sum.add(power, Expr.constant(StrictMath.log(Math.abs(s.coefficient(0)))));
                add(s.term(0), power);
            } else if (x instanceof Expr.Call c) {
                sum.add(power, logOf(c));
            } else {
                addAsItIs(x, power);
            }
        }

        private void addAsItIs(Expr x, double power) {
            vanishing |= power > 1;
            boolean ofAnySign = !x.sign().nonnegative() && power % 2 == 0;
            unknown += x.sign().nonnegative() || ofAnySign ? 0 : 1;
            sum.add(power, Expr.call(Function.LOG, ofAnySign ? Expr.call(Function.ABS, x) : x));
        }

        private Expr logOf(Expr.Call c) {
            Expr x = c.argument(0);
            switch (c.function().name()) {
                case "exp":
                    vanishing = true;
                    return x;
                case "log1pexp":
                    vanishing = true;
                    return either(x, Expr.call(Function.LOG, c), x);
                case "log1mexp":
                    vanishing = true;
                    positive = !positive;
                    return either(x, Expr.call(Function.LOG, c.negate()), x);
                case "log1pdiv":
                    Expr log = log(c.argument(1));
                    if (log != null) {
                        vanishing = true;
                        return either(log, Expr.call(Function.LOG, c), log);
                    }
                    break;
                case "choose":
                    Factors first = new Factors();
                    first.add(c.argument(1), 1);
                    if (first.vanishing && first.unknown == 0) {
                        vanishing = true;
                        positive ^= !first.positive;
                        Expr other =
                                first.positive ? c.argument(2) : c.argument(2).negate();
                        return Expr.call(Function.CHOOSE, x, first.sum.build(), Expr.call(Function.LOG, other));
                    }
                    break;
                default:
            }
            unknown += c.sign().nonnegative() ? 0 : 1;
            return Expr.call(Function.LOG, c);
        }

        /** One formula, or another where the logarithm of what it depends on is below the tiny one. */
        private static Expr either(Expr log, Expr usual, Expr tiny) {
            return Expr.call(Function.CHOOSE, log.plus(-LOG_TINY), usual, tiny);
        }
    }
}
