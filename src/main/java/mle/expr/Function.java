package mle.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;

/**
 * A primitive function: its name, its value and its derivatives, each stable over the whole domain. A removable
 * singularity is settled here, so that the formula of a family never meets it.
 *
 * <p>A function with orders, such as {@code polygamma[2](x)}, is one member of a sequence of derivatives.
 */
public final class Function {
    /** The derivative by an argument, as a formula of the arguments. */
    private interface Rule {
        Expr partial(int argument, List<Expr> arguments);
    }

    /** A simpler formula that is exactly equal, or null. */
    private interface Simplification {
        Expr apply(Expr[] arguments);
    }

    /** What the signs of the arguments say of the sign of the value. */
    private interface SignRule {
        Sign of(Expr[] arguments);
    }

    /** A value at three numbers. */
    private interface Ternary {
        double at(double x, double y, double z);
    }

    /** A function of two arguments, differentiated so many times by each. */
    private interface Derivatives2 {
        double at(int i, int j, double x, double y);
    }

    /** A function of three arguments, differentiated so many times by each. */
    private interface Derivatives3 {
        double at(int i, int j, int k, double x, double y, double z);
    }

    /** A function together with derivatives, told by so many orders. */
    private record Sequence(int orders, java.util.function.Function<int[], Function> member) {}

    private static final Map<String, Function> PLAIN = new LinkedHashMap<>();
    private static final Map<String, Sequence> SEQUENCES = new LinkedHashMap<>();
    private static final Simplification NONE = a -> null;
    private static final SignRule UNKNOWN = a -> Sign.ANY;
    private static final SignRule ALWAYS_POSITIVE = a -> Sign.POSITIVE;
    private static final SignRule OF_ARGUMENT = a -> a[0].sign();

    private final String name;
    private final int arity;
    private final DoubleUnaryOperator unary;
    private final DoubleBinaryOperator binary;
    private final Ternary ternary;
    private final Rule rule;
    private Simplification simplification = NONE;
    private SignRule signRule = UNKNOWN;

    private Function(
            String name,
            int arity,
            DoubleUnaryOperator unary,
            DoubleBinaryOperator binary,
            Ternary ternary,
            Rule rule) {
        this.name = name;
        this.arity = arity;
        this.unary = unary;
        this.binary = binary;
        this.ternary = ternary;
        this.rule = rule;
    }

    // ---- the table: name, value, derivative ----

    /** exp(x). */
    public static final Function EXP =
            unary("exp", StrictMath::exp, Function::exp).sign(ALWAYS_POSITIVE).simplify(a -> Logs.exp(a[0]));

    /** log(x), x ≥ 0. */
    public static final Function LOG =
            unary("log", StrictMath::log, x -> x.pow(-1)).simplify(a -> Logs.log(a[0]));

    /** log(1 + x), x ≥ -1. */
    public static final Function LOG1P = unary(
                    "log1p", StrictMath::log1p, x -> x.plus(1).pow(-1))
            .sign(OF_ARGUMENT)
            .simplify(a -> Logs.log1p(a[0]));

    /** exp(x) - 1. */
    public static final Function EXPM1 =
            unary("expm1", StrictMath::expm1, Function::exp).sign(OF_ARGUMENT).simplify(a -> Logs.expm1(a[0]));

    /** exp(x) - 1 - x. */
    public static final Function EXPM1MX =
            unary("expm1mx", Special::expm1mx, x -> Expr.call(EXPM1, x)).sign(a -> Sign.NONNEGATIVE);

    /** √x. */
    public static final Function SQRT =
            unary("sqrt", StrictMath::sqrt, x -> x.pow(-0.5).times(0.5)).simplify(a -> a[0].pow(0.5));

    /** The logistic function 1/(1 + exp(-x)). */
    public static final Function SIGMOID = unary(
                    "sigmoid", Special::sigmoid, x -> sigmoid(x).times(sigmoid(x.negate())))
            .sign(ALWAYS_POSITIVE);

    /** log(1 + exp(x)). */
    public static final Function LOG1PEXP =
            unary("log1pexp", Special::log1pexp, Function::sigmoid).sign(ALWAYS_POSITIVE);

    /** log(exp(x) + exp(y)). */
    public static final Function LOGADDEXP = binary("logaddexp", Special::logaddexp, (k, a) -> {
        Expr difference = a.get(0).minus(a.get(1));
        return sigmoid(k == 0 ? difference : difference.negate());
    });

    /** log(1 - exp(x)), x < 0: of a probability exp(x), the logarithm of the complement. */
    public static final Function LOG1MEXP = unary(
            "log1mexp", Special::log1mexp, x -> Expr.call(Function.ODDSEXP, x).negate());

    /** exp(x)/(1 - exp(x)), x < 0: the odds of a probability exp(x). */
    public static final Function ODDSEXP = unary("oddsexp", Special::oddsexp, x -> {
                Expr odds = Expr.call(Function.ODDSEXP, x);
                return odds.times(odds.plus(1));
            })
            .sign(ALWAYS_POSITIVE);

    /** log(exp(x) - exp(y)), x > y: the logarithm of what one probability is more than another. */
    public static final Function LOGDIFFEXP = binary("logdiffexp", Special::logdiffexp, (k, a) -> {
        Expr odds = Expr.call(ODDSEXP, a.get(1).minus(a.get(0)));
        return k == 0 ? odds.plus(1) : odds.negate();
    });

    /** The logarithm of the gamma function, x > 0. */
    public static final Function LGAMMA = unary("lgamma", Gammas::lgamma, x -> Expr.call(Function.DIGAMMA, x));

    /** The derivative of lgamma. */
    public static final Function DIGAMMA = unary("digamma", Gammas::digamma, x -> Expr.call(Function.TRIGAMMA, x));

    /** The second derivative of lgamma. */
    public static final Function TRIGAMMA =
            unary("trigamma", Gammas::trigamma, x -> Expr.call(polygamma(2), x)).sign(ALWAYS_POSITIVE);

    /** The error of Stirling's formula: lgamma(x) - ((x - ½)·log x - x + ½·log 2π), x > 0 (Loader 2000). */
    public static final Function STIRLERR = unary(
                    "stirlerr", x -> Stirling.stirlerr(0, x), x -> Expr.call(stirlerr(1), x))
            .sign(ALWAYS_POSITIVE);

    /** The rising factorial relative to a power: lgamma(a + x) - lgamma(a) - x·log(a); 0 in the limit of large a. */
    public static final Function LPOCHREL = derivatives("lpochrel", Gammas::lpochrel, 0, 0);

    /** log B(a, b) = lgamma(a) + lgamma(b) - lgamma(a + b). */
    public static final Function LBETA = binary(
            "lbeta",
            Gammas::lbeta,
            (k, a) -> Expr.call(polygammaDifference(0), a.get(k), a.get(1 - k)).negate());

    /**
     * The logarithm of the regularised lower incomplete gamma function P(a, x): the distribution function of a gamma
     * variable of shape a and rate 1.
     */
    public static final Function LOGGAMMAP = derivatives("loggammap", IncompleteGamma::logP, 0, 0);

    /** The logarithm of the regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x). */
    public static final Function LOGGAMMAQ = derivatives("loggammaq", IncompleteGamma::logQ, 0, 0);

    /**
     * The logarithm of the regularised incomplete beta function I_x(a, b), by the logit of x, a and b: the distribution
     * function of a beta variable. Its complement is the same at minus the logit, b and a.
     */
    public static final Function LOGBETAI = derivatives("logbetai", IncompleteBeta::logI, 0, 0, 0);

    /** The logarithm of the modified Bessel function I of order ν ≥ 0 at x > 0; the first argument is ν. */
    public static final Function LOGBESSELI = derivatives("logbesseli", Bessels::logI, 0, 0);

    /** The logarithm of the modified Bessel function K of any order ν at x > 0; the first argument is ν. */
    public static final Function LOGBESSELK = derivatives("logbesselk", Bessels::logK, 0, 0);

    /** Φ(x), the normal distribution function. */
    public static final Function NORMALCDF = unary(
                    "normalcdf",
                    Normals::normalCdf,
                    x -> exp(x.pow(2).times(-0.5).plus(-Normals.HALF_LOG_2_PI)))
            .sign(ALWAYS_POSITIVE);

    /** log Φ(x), the logarithm of the normal distribution function. */
    public static final Function LOGNORMALCDF =
            unary("lognormalcdf", Normals::logNormalCdf, x -> Expr.call(Function.MILLS, x));

    /** φ(x)/Φ(x), the Mills ratio of the lower tail. */
    public static final Function MILLS = unary("mills", Normals::mills, x -> {
                Expr ratio = Expr.call(Function.MILLS, x);
                return ratio.times(ratio.plus(x)).negate();
            })
            .sign(ALWAYS_POSITIVE);

    /** Owen's T(h, a), the integral of exp(-h²(1 + t²)/2)/(2π(1 + t²)) over t from 0 to a. */
    public static final Function OWENT = binary("owent", SkewNormals::owenT, (k, a) -> {
        Expr h = a.get(0);
        Expr t = a.get(1);
        if (k == 0) {
            Expr half = Expr.call(NORMALCDF, h.times(t)).plus(-0.5);
            return half.times(exp(h.pow(2).times(-0.5).plus(-Normals.HALF_LOG_2_PI)))
                    .negate();
        }
        return owenSlope(h, t, Expr.ZERO).times(0.5);
    });

    /** log of the skew-normal distribution function at z with slant α; its complement is the same at -z and -α. */
    public static final Function LOGSKEWNORMALCDF = binary("logskewnormalcdf", SkewNormals::logCdf, (k, a) -> {
        Expr z = a.get(0);
        Expr slant = a.get(1);
        Expr value = Expr.call(Function.LOGSKEWNORMALCDF, z, slant);
        if (k == 1) {
            return owenSlope(z, slant, value).negate();
        }
        Expr square = z.pow(2).times(-0.5).plus(StrictMath.log(2) - Normals.HALF_LOG_2_PI);
        return exp(square.plus(Expr.call(LOGNORMALCDF, z.times(slant))).minus(value));
    });

    /** log(1 + ξz)/ξ, and z at ξ = 0. */
    public static final Function LOG1PDIV = log1pdiv(0);

    /** (x^λ - 1)/λ for x ≥ 0, and log x at λ = 0: the transformation of Box and Cox; the first argument is λ. */
    public static final Function BOXCOX = boxcox(0);

    /** x^k for x ≥ 0, with its limits at x = 0; by k it has the derivatives x^k·log(x)^j. */
    public static final Function POWER = power(0);

    /** |x|. */
    public static final Function ABS = unary("abs", Math::abs, x -> Expr.call(Function.SIGN, x))
            .sign(a -> Sign.NONNEGATIVE)
            .simplify(a -> a[0].sign().nonnegative() ? a[0] : null);

    /** The sign of x: -1, 0 or 1; its derivative is taken as zero. */
    public static final Function SIGN = unary("sign", Math::signum, x -> Expr.ZERO);

    /** max(x, 0). */
    public static final Function MAX0 = unary("max0", x -> x > 0 ? x : x * 0, x -> Expr.call(Function.STEP, x))
            .sign(a -> Sign.NONNEGATIVE)
            .simplify(a -> a[0].sign().nonnegative() ? a[0] : null);

    /** 1 where x > 0, else 0; its derivative is taken as zero. */
    public static final Function STEP =
            unary("step", x -> x > 0 ? 1 : x * 0, x -> Expr.ZERO).sign(a -> Sign.NONNEGATIVE);

    static {
        for (Function f : List.of(
                EXP,
                LOG,
                LOG1P,
                EXPM1,
                EXPM1MX,
                SQRT,
                SIGMOID,
                LOG1PEXP,
                LOGADDEXP,
                LOG1MEXP,
                ODDSEXP,
                LOGDIFFEXP,
                LGAMMA,
                DIGAMMA,
                TRIGAMMA,
                STIRLERR,
                LPOCHREL,
                LBETA,
                LOGGAMMAP,
                LOGGAMMAQ,
                LOGBETAI,
                LOGBESSELI,
                LOGBESSELK,
                NORMALCDF,
                LOGNORMALCDF,
                OWENT,
                LOGSKEWNORMALCDF,
                MILLS,
                LOG1PDIV,
                BOXCOX,
                POWER,
                ABS,
                SIGN,
                MAX0,
                STEP)) {
            PLAIN.put(f.name, f);
        }
        sequence("polygamma", Function::polygamma);
        sequence("stirlerr", Function::stirlerr);
        sequence("polygammadiff", Function::polygammaDifference);
        sequence("log1pdiv", Function::log1pdiv);
        sequence("power", Function::power);
        sequence("boxcox", Function::boxcox);
        sequence("lpochrel", (Derivatives2) Gammas::lpochrel);
        sequence("loggammap", IncompleteGamma::logP);
        sequence("loggammaq", IncompleteGamma::logQ);
        sequence("logbesseli", Bessels::logI);
        sequence("logbesselk", Bessels::logK);
        SEQUENCES.put(
                "logbetai", new Sequence(3, k -> derivatives("logbetai", IncompleteBeta::logI, k[0], k[1], k[2])));
    }

    // ---- sequences of derivatives ----

    /** The k-th derivative of digamma, k ≥ 1. */
    private static Function polygamma(int k) {
        if (k <= 1) {
            return k == 1 ? TRIGAMMA : DIGAMMA;
        }
        return unary("polygamma[" + k + "]", x -> Gammas.polygamma(k, x), x -> Expr.call(polygamma(k + 1), x));
    }

    /** The k-th derivative of stirlerr. */
    private static Function stirlerr(int k) {
        return k == 0
                ? STIRLERR
                : unary("stirlerr[" + k + "]", x -> Stirling.stirlerr(k, x), x -> Expr.call(stirlerr(k + 1), x));
    }

    /** ψ⁽ᵏ⁾(a + b) - ψ⁽ᵏ⁾(a). */
    private static Function polygammaDifference(int k) {
        return binary(
                "polygammadiff[" + k + "]",
                (a, b) -> Gammas.polygammaDifference(k, a, b),
                (i, a) -> i == 0
                        ? Expr.call(polygammaDifference(k + 1), a.get(0), a.get(1))
                        : Expr.call(polygamma(k + 1), a.get(0).plus(a.get(1))));
    }

    /** The i-th derivative by ξ of log(1 + ξz)/ξ; the derivative by z is i!·(-z)ⁱ/(1 + ξz)ⁱ⁺¹. */
    public static Function log1pdiv(int i) {
        return binary(i == 0 ? "log1pdiv" : "log1pdiv[" + i + "]", (xi, z) -> Special.boxlog(i, 0, xi, z), (k, a) -> {
            if (k == 0) {
                return Expr.call(log1pdiv(i + 1), a.get(0), a.get(1));
            }
            double factorial = 1;
            for (int m = 2; m <= i; m++) {
                factorial *= m;
            }
            Expr base = a.get(0).times(a.get(1)).plus(1);
            return a.get(1).negate().pow(i).times(base.pow(-1 - i)).times(factorial);
        });
    }

    /** The i-th derivative by λ of (x^λ - 1)/λ; the derivative by x is x^(λ-1)·log(x)^i. */
    private static Function boxcox(int i) {
        return binary(
                i == 0 ? "boxcox" : "boxcox[" + i + "]",
                (lambda, x) -> Special.boxcox(i, lambda, x),
                (k, a) -> k == 0
                        ? Expr.call(boxcox(i + 1), a.get(0), a.get(1))
                        : Expr.call(power(i), a.get(1), a.get(0).plus(-1)));
    }

    /** x^k·log(x)^j, zero at x = 0 for k > 0. */
    private static Function power(int j) {
        return binary(j == 0 ? "power" : "power[" + j + "]", (x, k) -> powerAt(j, x, k), (i, a) -> {
                    Expr x = a.get(0);
                    Expr k = a.get(1);
                    if (i == 1) {
                        return Expr.call(power(j + 1), x, k);
                    }
                    Expr less = k.plus(-1);
                    Expr slope = k.times(Expr.call(power(j), x, less));
                    return j == 0
                            ? slope
                            : slope.plus(Expr.call(power(j - 1), x, less).times(j));
                })
                .sign(a -> j == 0 ? Sign.NONNEGATIVE : Sign.ANY)
                .simplify(a -> a[1] instanceof Expr.Constant k && j == 0 ? a[0].pow(k.value()) : null);
    }

    private static double powerAt(int j, double x, double k) {
        if (x == 0 && k > 0) {
            return 0;
        }
        if (x == 0 && k == 0 && j == 0) {
            return 1;
        }
        double log = StrictMath.log(x);
        double product = StrictMath.exp(k * log);
        for (int i = 0; i < j; i++) {
            product *= log;
        }
        return product;
    }

    // ---- what a function tells ----

    /** Its name, with its orders if it has any: {@code lgamma}, {@code polygamma[2]}. */
    public String name() {
        return name;
    }

    /** How many arguments it takes: one, two or three. */
    public int arity() {
        return arity;
    }

    /** The value at a number, for a function of one argument. */
    public double at(double x) {
        return unary.applyAsDouble(x);
    }

    /** The value at two numbers, for a function of two arguments. */
    public double at(double x, double y) {
        return binary.applyAsDouble(x, y);
    }

    /** The value at three numbers, for a function of three arguments. */
    public double at(double x, double y, double z) {
        return ternary.at(x, y, z);
    }

    double at(double[] arguments) {
        return switch (arity) {
            case 1 -> at(arguments[0]);
            case 2 -> at(arguments[0], arguments[1]);
            default -> at(arguments[0], arguments[1], arguments[2]);
        };
    }

    Expr partial(int argument, List<Expr> arguments) {
        return rule.partial(argument, arguments);
    }

    Expr simplify(Expr[] arguments) {
        return simplification.apply(arguments);
    }

    Sign sign(Expr[] arguments) {
        return signRule.of(arguments);
    }

    /** The names of all functions that a formula may use. */
    public static List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(PLAIN.keySet()));
    }

    /** The function of that name and those orders, or null if there is none. */
    static Function named(String name, int... orders) {
        if (orders.length == 0) {
            return PLAIN.get(name);
        }
        Sequence sequence = SEQUENCES.get(name);
        return sequence != null && sequence.orders == orders.length ? sequence.member.apply(orders) : null;
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Function f && f.name.equals(name);
    }

    @Override
    public String toString() {
        return name;
    }

    private static Function unary(
            String name, DoubleUnaryOperator value, java.util.function.UnaryOperator<Expr> slope) {
        return new Function(name, 1, value, null, null, (k, a) -> slope.apply(a.get(0)));
    }

    private static Function binary(String name, DoubleBinaryOperator value, Rule rule) {
        return new Function(name, 2, null, value, null, rule);
    }

    private static Function derivatives(String name, Derivatives2 value, int i, int j) {
        return binary(
                i + j == 0 ? name : name + "[" + i + "," + j + "]",
                (x, y) -> value.at(i, j, x, y),
                (n, a) -> Expr.call(
                        derivatives(name, value, n == 0 ? i + 1 : i, n == 1 ? j + 1 : j), a.get(0), a.get(1)));
    }

    private static Function derivatives(String name, Derivatives3 value, int i, int j, int k) {
        return new Function(
                i + j + k == 0 ? name : name + "[" + i + "," + j + "," + k + "]",
                3,
                null,
                null,
                (x, y, z) -> value.at(i, j, k, x, y, z),
                (n, a) -> Expr.call(
                        derivatives(name, value, n == 0 ? i + 1 : i, n == 1 ? j + 1 : j, n == 2 ? k + 1 : k),
                        a.get(0),
                        a.get(1),
                        a.get(2)));
    }

    private static void sequence(String name, Derivatives2 value) {
        SEQUENCES.put(name, new Sequence(2, k -> derivatives(name, value, k[0], k[1])));
    }

    private static void sequence(String name, IntFunction<Function> member) {
        SEQUENCES.put(name, new Sequence(1, k -> member.apply(k[0])));
    }

    private Function simplify(Simplification rule) {
        this.simplification = rule;
        return this;
    }

    private Function sign(SignRule rule) {
        this.signRule = rule;
        return this;
    }

    /** exp(-h²(1 + t²)/2 - log)/(π(1 + t²)). */
    private static Expr owenSlope(Expr h, Expr t, Expr log) {
        Expr square = t.pow(2).plus(1);
        return exp(h.pow(2).times(square).times(-0.5).minus(log)).over(square).times(1 / StrictMath.PI);
    }

    private static Expr exp(Expr x) {
        return Expr.call(Function.EXP, x);
    }

    private static Expr sigmoid(Expr x) {
        return Expr.call(Function.SIGMOID, x);
    }
}
