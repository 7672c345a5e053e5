package mle.expr;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

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

    /** What a function is; where there is no simplification or no rule for the sign, that is null. */
    private record Definition(
            DoubleUnaryOperator unary,
            DoubleBinaryOperator binary,
            Rule rule,
            Simplification simplification,
            SignRule signRule) {
        Definition simplify(Simplification other) {
            return new Definition(unary, binary, rule, other, signRule);
        }

        Definition sign(SignRule other) {
            return new Definition(unary, binary, rule, simplification, other);
        }
    }

    private static final Map<String, Function> PLAIN = new LinkedHashMap<>();

    private final String name;
    private final int arity;

    /** Of a function in the table looked up when first needed: a JVM takes its time to link each lambda. */
    private Definition definition;

    private Function(String name, int arity, Definition definition) {
        this.name = name;
        this.arity = arity;
        this.definition = definition;
    }

    private static Function plain(String name, int arity) {
        Function function = new Function(name, arity, null);
        PLAIN.put(name, function);
        return function;
    }

    // ---- the functions of a formula ----

    /** exp(x). */
    public static final Function EXP = plain("exp", 1);

    /** log(x), x ≥ 0. */
    public static final Function LOG = plain("log", 1);

    /** log(1 + x), x ≥ -1. */
    public static final Function LOG1P = plain("log1p", 1);

    /** exp(x) - 1. */
    public static final Function EXPM1 = plain("expm1", 1);

    /** exp(x) - 1 - x. */
    public static final Function EXPM1MX = plain("expm1mx", 1);

    /** √x. */
    public static final Function SQRT = plain("sqrt", 1);

    /** The logistic function 1/(1 + exp(-x)). */
    public static final Function SIGMOID = plain("sigmoid", 1);

    /** log(1 + exp(x)). */
    public static final Function LOG1PEXP = plain("log1pexp", 1);

    /** log(exp(x) + exp(y)). */
    public static final Function LOGADDEXP = plain("logaddexp", 2);

    /** The logarithm of the gamma function, x > 0. */
    public static final Function LGAMMA = plain("lgamma", 1);

    /** The derivative of lgamma. */
    public static final Function DIGAMMA = plain("digamma", 1);

    /** The second derivative of lgamma. */
    public static final Function TRIGAMMA = plain("trigamma", 1);

    /** The error of Stirling's formula: lgamma(x) - ((x - ½)·log x - x + ½·log 2π), x > 0 (Loader 2000). */
    public static final Function STIRLERR = plain("stirlerr", 1);

    /** The rising factorial relative to a power: lgamma(a + x) - lgamma(a) - x·log(a); 0 in the limit of large a. */
    public static final Function LPOCHREL = plain("lpochrel", 2);

    /** log B(a, b) = lgamma(a) + lgamma(b) - lgamma(a + b). */
    public static final Function LBETA = plain("lbeta", 2);

    /** log Φ(x), the logarithm of the normal distribution function. */
    public static final Function LOGNORMALCDF = plain("lognormalcdf", 1);

    /** φ(x)/Φ(x), the Mills ratio of the lower tail. */
    public static final Function MILLS = plain("mills", 1);

    /** log(1 + ξz)/ξ, and z at ξ = 0. */
    public static final Function LOG1PDIV = plain("log1pdiv", 2);

    /** x^k for x ≥ 0, with its limits at x = 0; by k it has the derivatives x^k·log(x)^j. */
    public static final Function POWER = plain("power", 2);

    /** |x|. */
    public static final Function ABS = plain("abs", 1);

    /** The sign of x: -1, 0 or 1; its derivative is taken as zero. */
    public static final Function SIGN = plain("sign", 1);

    /** max(x, 0). */
    public static final Function MAX0 = plain("max0", 1);

    /** 1 where x > 0, else 0; its derivative is taken as zero. */
    public static final Function STEP = plain("step", 1);

    // ---- the table: value, derivative, what is known of the sign, what is simpler ----

    private static Definition define(String name) {
        return switch (name) {
            case "exp" ->
                unary(StrictMath::exp, Function::exp).sign(a -> Sign.POSITIVE).simplify(a -> Logs.exp(a[0]));
            case "log" -> unary(StrictMath::log, x -> x.pow(-1)).simplify(a -> Logs.log(a[0]));
            case "log1p" ->
                unary(StrictMath::log1p, x -> x.plus(1).pow(-1))
                        .sign(a -> a[0].sign())
                        .simplify(a -> Logs.log1p(a[0]));
            case "expm1" ->
                unary(StrictMath::expm1, Function::exp).sign(a -> a[0].sign()).simplify(a -> Logs.expm1(a[0]));
            case "expm1mx" -> unary(Special::expm1mx, x -> Expr.call(EXPM1, x)).sign(a -> Sign.NONNEGATIVE);
            case "sqrt" -> unary(StrictMath::sqrt, x -> x.pow(-0.5).times(0.5)).simplify(a -> a[0].pow(0.5));
            case "sigmoid" ->
                unary(Special::sigmoid, x -> sigmoid(x).times(sigmoid(x.negate())))
                        .sign(a -> Sign.POSITIVE);
            case "log1pexp" -> unary(Special::log1pexp, Function::sigmoid).sign(a -> Sign.POSITIVE);
            case "logaddexp" ->
                binary(Special::logaddexp, (k, a) -> {
                    Expr difference = a.get(0).minus(a.get(1));
                    return sigmoid(k == 0 ? difference : difference.negate());
                });
            case "lgamma" -> unary(Gammas::lgamma, x -> Expr.call(DIGAMMA, x));
            case "digamma" -> unary(Gammas::digamma, x -> Expr.call(TRIGAMMA, x));
            case "trigamma" ->
                unary(Gammas::trigamma, x -> Expr.call(polygamma(2), x)).sign(a -> Sign.POSITIVE);
            case "stirlerr" ->
                unary(x -> Stirling.stirlerr(0, x), x -> Expr.call(stirlerr(1), x))
                        .sign(a -> Sign.POSITIVE);
            case "lpochrel" -> risingFactorial(0, 0);
            case "lbeta" ->
                binary(
                        Gammas::lbeta,
                        (k, a) -> Expr.call(polygammaDifference(0), a.get(k), a.get(1 - k))
                                .negate());
            case "lognormalcdf" -> unary(Normals::logNormalCdf, x -> Expr.call(MILLS, x));
            case "mills" ->
                unary(Normals::mills, x -> {
                            Expr ratio = Expr.call(MILLS, x);
                            return ratio.times(ratio.plus(x)).negate();
                        })
                        .sign(a -> Sign.POSITIVE);
            case "log1pdiv" -> logDivided(0);
            case "power" -> powerWithLogs(0);
            case "abs" ->
                unary(Math::abs, x -> Expr.call(SIGN, x))
                        .sign(a -> Sign.NONNEGATIVE)
                        .simplify(a -> a[0].sign().nonnegative() ? a[0] : null);
            case "sign" -> unary(Math::signum, x -> Expr.ZERO);
            case "max0" ->
                unary(x -> x > 0 ? x : x * 0, x -> Expr.call(STEP, x))
                        .sign(a -> Sign.NONNEGATIVE)
                        .simplify(a -> a[0].sign().nonnegative() ? a[0] : null);
            case "step" -> unary(x -> x > 0 ? 1 : x * 0, x -> Expr.ZERO).sign(a -> Sign.NONNEGATIVE);
            default -> throw new IllegalArgumentException("function: no definition of '" + name + "'");
        };
    }

    // ---- sequences of derivatives ----

    /** The k-th derivative of digamma, k ≥ 1. */
    public static Function polygamma(int k) {
        if (k <= 1) {
            return k == 1 ? TRIGAMMA : DIGAMMA;
        }
        return new Function(
                "polygamma[" + k + "]", 1, unary(x -> Gammas.polygamma(k, x), x -> Expr.call(polygamma(k + 1), x)));
    }

    /** The k-th derivative of stirlerr. */
    public static Function stirlerr(int k) {
        return k == 0
                ? STIRLERR
                : new Function(
                        "stirlerr[" + k + "]",
                        1,
                        unary(x -> Stirling.stirlerr(k, x), x -> Expr.call(stirlerr(k + 1), x)));
    }

    /** The derivative of lpochrel, i times by a and j times by x. */
    public static Function lpochrel(int i, int j) {
        return i + j == 0 ? LPOCHREL : new Function("lpochrel[" + i + "," + j + "]", 2, risingFactorial(i, j));
    }

    private static Definition risingFactorial(int i, int j) {
        return binary(
                (a, x) -> Gammas.lpochrel(i, j, a, x),
                (k, a) -> Expr.call(k == 0 ? lpochrel(i + 1, j) : lpochrel(i, j + 1), a.get(0), a.get(1)));
    }

    /** ψ⁽ᵏ⁾(a + b) - ψ⁽ᵏ⁾(a). */
    public static Function polygammaDifference(int k) {
        return new Function(
                "polygammadiff[" + k + "]",
                2,
                binary(
                        (a, b) -> Gammas.polygammaDifference(k, a, b),
                        (i, a) -> i == 0
                                ? Expr.call(polygammaDifference(k + 1), a.get(0), a.get(1))
                                : Expr.call(polygamma(k + 1), a.get(0).plus(a.get(1)))));
    }

    /** The i-th derivative by ξ of log(1 + ξz)/ξ; the derivative by z is i!·(-z)ⁱ/(1 + ξz)ⁱ⁺¹. */
    public static Function log1pdiv(int i) {
        return i == 0 ? LOG1PDIV : new Function("log1pdiv[" + i + "]", 2, logDivided(i));
    }

    private static Definition logDivided(int i) {
        return binary((xi, z) -> Special.boxlog(i, 0, xi, z), (k, a) -> {
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

    /** x^k·log(x)^j, zero at x = 0 for k > 0. */
    public static Function power(int j) {
        return j == 0 ? POWER : new Function("power[" + j + "]", 2, powerWithLogs(j));
    }

    private static Definition powerWithLogs(int j) {
        return binary((x, k) -> powerAt(j, x, k), (i, a) -> {
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

    /** How many arguments it takes: one or two. */
    public int arity() {
        return arity;
    }

    /** The value at a number, for a function of one argument. */
    public double at(double x) {
        return definition().unary.applyAsDouble(x);
    }

    /** The value at two numbers, for a function of two arguments. */
    public double at(double x, double y) {
        return definition().binary.applyAsDouble(x, y);
    }

    double at(double[] arguments) {
        return arity == 1 ? at(arguments[0]) : at(arguments[0], arguments[1]);
    }

    Expr partial(int argument, List<Expr> arguments) {
        return definition().rule.partial(argument, arguments);
    }

    Expr simplify(Expr[] arguments) {
        Simplification simplification = definition().simplification;
        return simplification == null ? null : simplification.apply(arguments);
    }

    Sign sign(Expr[] arguments) {
        SignRule rule = definition().signRule;
        return rule == null ? Sign.ANY : rule.of(arguments);
    }

    private Definition definition() {
        Definition known = definition;
        if (known == null) {
            known = define(name);
            definition = known; // immutable, so that a race at worst makes it twice
        }
        return known;
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
        for (int order : orders) {
            if (order < 0) {
                return null;
            }
        }
        if (orders.length == 2) {
            return name.equals("lpochrel") ? lpochrel(orders[0], orders[1]) : null;
        }
        if (orders.length > 2) {
            return null;
        }
        return switch (name) {
            case "polygamma" -> polygamma(orders[0]);
            case "stirlerr" -> stirlerr(orders[0]);
            case "polygammadiff" -> polygammaDifference(orders[0]);
            case "log1pdiv" -> log1pdiv(orders[0]);
            case "power" -> power(orders[0]);
            default -> null;
        };
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

    private static Definition unary(DoubleUnaryOperator value, UnaryOperator<Expr> slope) {
        return new Definition(value, null, (k, a) -> slope.apply(a.get(0)), null, null);
    }

    private static Definition binary(DoubleBinaryOperator value, Rule rule) {
        return new Definition(null, value, rule, null, null);
    }

    private static Expr exp(Expr x) {
        return Expr.call(Function.EXP, x);
    }

    private static Expr sigmoid(Expr x) {
        return Expr.call(Function.SIGMOID, x);
    }
}
