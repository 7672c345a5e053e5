package mle.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A primitive function: its name, its value and its derivatives, each stable over the whole domain. A removable
 * singularity is settled here, so that the formula of a family never meets it.
 *
 * <p>A function with orders, such as {@code polygamma[2](x)}, is one member of a sequence of derivatives.
 */
public final class Function {
    /** The derivative by an argument, as a formula of the arguments. */
    interface Rule {
        Expr partial(int argument, List<Expr> arguments);
    }

    /** A value at three numbers. */
    private interface Ternary {
        double at(double x, double y, double z);
    }

    /** A value at any number of numbers. */
    interface Nary {
        double at(double[] arguments);
    }

    /** The arity of a function that takes any number of arguments. */
    private static final int ANY = -1;

    /** Instead of a name without orders: of a function that is made of a formula. */
    private static final String MADE = "";

    private static final Map<String, Function> PLAIN = new LinkedHashMap<>();

    private final String name;
    private final int arity;

    /** The name without orders. */
    private final String base;

    /** How often it is differentiated, as far as derivatives are members of its sequence; empty if none are. */
    private final int[] orders;

    /** The value of a function that is made of a formula; else null. */
    private final Nary made;

    /** Its derivatives. */
    private final Rule rule;

    /** Its value by its arity, looked up when first needed; others are null. A race at worst looks it up twice. */
    private DoubleUnaryOperator unary;

    private DoubleBinaryOperator binary;
    private Ternary ternary;
    private Nary nary;

    private Function(String name, int arity, String base, int... orders) {
        this.name = name;
        this.arity = arity;
        this.base = base;
        this.orders = orders;
        this.made = null;
        this.rule = null;
    }

    private Function(String name, Nary value, Rule rule) {
        this.name = name;
        this.arity = ANY;
        this.base = MADE;
        this.orders = new int[0];
        this.made = value;
        this.rule = rule;
    }

    private static Function plain(String name, int arity, int... orders) {
        Function function = new Function(name, arity, name, orders);
        PLAIN.put(name, function);
        return function;
    }

    private static Function ordered(String base, int arity, int... orders) {
        return new Function(base + Arrays.toString(orders).replace(" ", ""), arity, base, orders);
    }

    /** A function that is made of a formula, such as an integral of it; the name tells the formula. */
    static Function of(String name, Nary value, Rule rule) {
        return new Function(name, value, rule);
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

    /** (exp(x) - 1 - x)/x², and ½ at x = 0. */
    public static final Function EXPM1MXDIV = plain("expm1mxdiv", 1, 0);

    /** log(1 + x) - x, x ≥ -1. */
    public static final Function LOG1PMX = plain("log1pmx", 1);

    /**
     * x·log(x/y) - x + y for x ≥ 0 and y > 0, and y at x = 0: the divergence of a Poisson of mean y from one of mean x, half the
     * deviance of a count.
     */
    public static final Function KLDIV = plain("kldiv", 2);

    /** kldiv(x, y) - kldiv(x + r, y + r) for x, r ≥ 0 and y > 0: half the deviance of a negative binomial count of size r. */
    public static final Function KLDROP = plain("kldrop", 3);

    /** log x! relative to (x/e)^x: lgamma(x + 1) - x·log(x) + x for x ≥ 0. */
    public static final Function LFACTREL = plain("lfactrel", 1);

    /** √x. */
    public static final Function SQRT = plain("sqrt", 1);

    /** sin(x), of an angle in radians. */
    public static final Function SIN = plain("sin", 1);

    /** cos(x), of an angle in radians. */
    public static final Function COS = plain("cos", 1);

    /** The angle in [-π/2, π/2] whose tangent is x. */
    public static final Function ATAN = plain("atan", 1);

    /** The hyperbolic tangent of x. */
    public static final Function TANH = plain("tanh", 1);

    /** The inverse of the hyperbolic sine, log(x + √(1 + x²)). */
    public static final Function ASINH = plain("asinh", 1);

    /** The logistic function 1/(1 + exp(-x)). */
    public static final Function SIGMOID = plain("sigmoid", 1);

    /** log(1 + exp(x)). */
    public static final Function LOG1PEXP = plain("log1pexp", 1);

    /** log(exp(x) + exp(y)). */
    public static final Function LOGADDEXP = plain("logaddexp", 2);

    /** log(exp(x) + exp(y) + exp(z) + ...), of any number of terms. */
    public static final Function LOGSUMEXP = plain("logsumexp", ANY);

    /** log(1 - exp(x)), x < 0: of a probability exp(x), the logarithm of the complement. */
    public static final Function LOG1MEXP = plain("log1mexp", 1);

    /** exp(x)/(1 - exp(x)), x < 0: the odds of a probability exp(x). */
    public static final Function ODDSEXP = plain("oddsexp", 1);

    /** log(exp(x) - exp(y)), x > y: the logarithm of what one probability is more than another. */
    public static final Function LOGDIFFEXP = plain("logdiffexp", 2);

    /**
     * choose(x, a, b): a where x > 0, else b. Its derivative is that of the one chosen, so that the other need not have one
     * there; where the choice changes, the two should meet.
     */
    public static final Function CHOOSE = plain("choose", 3);

    /** The logarithm of the gamma function, x > 0. */
    public static final Function LGAMMA = plain("lgamma", 1);

    /** The derivative of lgamma. */
    public static final Function DIGAMMA = plain("digamma", 1);

    /** The second derivative of lgamma. */
    public static final Function TRIGAMMA = plain("trigamma", 1);

    /** The error of Stirling's formula: lgamma(x) - ((x - ½)·log x - x + ½·log 2π), x > 0 (Loader 2000). */
    public static final Function STIRLERR = plain("stirlerr", 1, 0);

    /** stirlerr(a + x) - stirlerr(a), x ≥ 0: exactly 0 at x = 0. */
    public static final Function STIRLDIFF = plain("stirldiff", 2, 0);

    /** The rising factorial relative to a power: lgamma(a + x) - lgamma(a) - x·log(a); 0 in the limit of large a. */
    public static final Function LPOCHREL = plain("lpochrel", 2, 0, 0);

    /** log B(a, b) = lgamma(a) + lgamma(b) - lgamma(a + b). */
    public static final Function LBETA = plain("lbeta", 2);

    /**
     * The logarithm of the regularised lower incomplete gamma function P(a, x): the distribution function of a gamma
     * variable of shape a and rate 1.
     */
    public static final Function LOGGAMMAP = plain("loggammap", 2, 0, 0);

    /** The logarithm of the regularised upper incomplete gamma function Q(a, x) = 1 - P(a, x). */
    public static final Function LOGGAMMAQ = plain("loggammaq", 2, 0, 0);

    /**
     * The logarithm of the regularised incomplete beta function I_x(a, b), by the logit of x, a and b: the distribution
     * function of a beta variable. Its complement is the same at minus the logit, b and a.
     */
    public static final Function LOGBETAI = plain("logbetai", 3, 0, 0, 0);

    /** The logarithm of the modified Bessel function I of order ν ≥ 0 at x > 0; the first argument is ν. */
    public static final Function LOGBESSELI = plain("logbesseli", 2, 0, 0);

    /** The logarithm of the modified Bessel function K of any order ν at x > 0; the first argument is ν. */
    public static final Function LOGBESSELK = plain("logbesselk", 2, 0, 0);

    /** log(I(x)·exp(-x)), I the modified Bessel function of order ν ≥ 0 at x > 0; the first argument is ν. */
    public static final Function LOGBESSELIREL = plain("logbesselirel", 2, 0, 0);

    /**
     * log(K(x)/√(π/(2x))·exp(x)), K the modified Bessel function of any order ν at x > 0 relative to that of order ½; the
     * first argument is ν.
     */
    public static final Function LOGBESSELKREL = plain("logbesselkrel", 2, 0, 0);

    /** log ζ(1 + s, a) for s, a > 0, Hurwitz's zeta function: the sum of (a + k)^(-1-s) over k ≥ 0. */
    public static final Function LOGHURWITZ = plain("loghurwitz", 2, 0);

    /**
     * The logarithm of the sum over k from 0 to n of binomial(n, k)·(a)_k·exp(k·l), (a)_k = a(a + 1)...(a + k - 1), for a
     * count n and a > 0; it has no derivative by n.
     */
    public static final Function LOGRISINGSUM = plain("logrisingsum", 3, 0, 0);

    /** The logarithm of the sum over k from 0 of exp(k·l)/k!^v, v > 0: what normalises counts of Conway and Maxwell. */
    public static final Function LOGFACTORIALSUM = plain("logfactorialsum", 2, 0, 0);

    /**
     * The logarithm of the sum over k ≥ 1 of n^k·exp(-n)/k!·s^(ak)·exp(-s)/Γ(ak), a = s/n, for n, s ≥ 0: log Φ(a, 0; n·s^a) - n - s,
     * Φ Wright's function. It is that of x times the density of a compound Poisson of gamma variables where x is its mean: of n variables in
     * the mean, of shapes that add up to s.
     */
    public static final Function LOGWRIGHTREL = plain("logwrightrel", 2, 0, 0);

    /** The logarithm of the probability that a Poisson number, of mean r, of gamma variables of shape a and rate 1 add up to at most x. */
    public static final Function LOGCOMPOUNDGAMMAP = plain("logcompoundgammap", 3, 0, 0, 0);

    /** The logarithm of the probability that they add up to more than x. */
    public static final Function LOGCOMPOUNDGAMMAQ = plain("logcompoundgammaq", 3, 0, 0, 0);

    /** Φ(x), the normal distribution function. */
    public static final Function NORMALCDF = plain("normalcdf", 1);

    /** log Φ(x), the logarithm of the normal distribution function. */
    public static final Function LOGNORMALCDF = plain("lognormalcdf", 1);

    /** ½ + atan(x)/π, the Cauchy distribution function. */
    public static final Function CAUCHYCDF = plain("cauchycdf", 1);

    /** log(Φ(m + h) - Φ(m - h)), h > 0: the logarithm of the normal probability of an interval, by its middle and half width. */
    public static final Function LOGNORMALAROUND = plain("lognormalaround", 2);

    /** φ(x)/Φ(x), the Mills ratio of the lower tail. */
    public static final Function MILLS = plain("mills", 1);

    /** Owen's T(h, a), the integral of exp(-h²(1 + t²)/2)/(2π(1 + t²)) over t from 0 to a. */
    public static final Function OWENT = plain("owent", 2);

    /** log of the skew-normal distribution function at z with slant α; its complement is the same at -z and -α. */
    public static final Function LOGSKEWNORMALCDF = plain("logskewnormalcdf", 2);

    /** The logarithm of Student's distribution function, by its degrees of freedom and t; its complement is that at -t. */
    public static final Function LOGSTUDENTCDF = plain("logstudentcdf", 2, 0);

    /** log(1 + ξz)/ξ, and z at ξ = 0. */
    public static final Function LOG1PDIV = plain("log1pdiv", 2, 0);

    /** (x^λ - 1)/λ for x ≥ 0, and log x at λ = 0: the transformation of Box and Cox; the first argument is λ. */
    public static final Function BOXCOX = plain("boxcox", 2, 0);

    /** x^k for x ≥ 0, with its limits at x = 0; by k it has the derivatives x^k·log(x)^j. */
    public static final Function POWER = plain("power", 2, 0);

    /** |x|. */
    public static final Function ABS = plain("abs", 1);

    /** The sign of x: -1, 0 or 1; its derivative is taken as zero. */
    public static final Function SIGN = plain("sign", 1);

    /** max(x, 0). */
    public static final Function MAX0 = plain("max0", 1);

    /** 1 where x > 0, else 0; its derivative is taken as zero. */
    public static final Function STEP = plain("step", 1);

    // ---- the tables: what is simpler, what is known of the sign, derivative, value ----
    // They are choices by name where lambdas would be shorter: a JVM takes its time to link each lambda.

    /** A simpler formula that is exactly equal, or null. */
    Expr simplify(Expr[] a) {
        return switch (base) {
            case "exp" -> Logs.exp(a[0]);
            case "log" -> Logs.log(a[0]);
            case "log1p" -> Logs.log1p(a[0]);
            case "expm1" -> Logs.expm1(a[0]);
            case "log1mexp" -> Logs.log1mexp(a[0]);
            case "logsumexp" -> a.length > 2 ? null : a.length == 1 ? a[0] : Expr.call(LOGADDEXP, a);
            case "sqrt" -> a[0].pow(0.5);
            case "power" -> a[1] instanceof Expr.Constant k && orders[0] == 0 ? a[0].pow(k.value()) : null;
            case "choose" -> Absolutes.choose(a);
            case "abs" -> Absolutes.abs(a[0]);
            case "max0" -> Absolutes.max0(a[0]);
            default -> null;
        };
    }

    /** What the signs of the arguments say of the sign of the value. */
    Sign sign(Expr[] a) {
        return switch (base) {
            case "exp",
                    "expm1mxdiv",
                    "sigmoid",
                    "log1pexp",
                    "softmax",
                    "oddsexp",
                    "trigamma",
                    "normalcdf",
                    "cauchycdf",
                    "mills" -> Sign.POSITIVE;
            case "stirlerr" -> orders[0] == 0 ? Sign.POSITIVE : Sign.ANY;
            case "expm1mx", "kldiv", "kldrop", "lfactrel", "abs", "max0", "step" -> Sign.NONNEGATIVE;
            case "power" -> orders[0] == 0 ? Sign.NONNEGATIVE : Sign.ANY;
            case "log1p", "expm1", "atan", "tanh", "asinh" -> a[0].sign();
            default -> Sign.ANY;
        };
    }

    /** The derivative by an argument, as a formula of the arguments. */
    Expr partial(int k, List<Expr> a) {
        if (rule != null) {
            return rule.partial(k, a);
        }
        Expr x = a.get(0);
        return switch (base) {
            case "exp", "expm1" -> exp(x);
            case "log" -> x.pow(-1);
            case "log1p" -> x.plus(1).pow(-1);
            case "expm1mx" -> Expr.call(EXPM1, x);
            case "log1pmx" -> x.over(x.plus(1)).negate();
            case "kldiv" ->
                k == 0
                        ? Expr.call(LOG, x.over(a.get(1)))
                        : x.over(a.get(1)).negate().plus(1);
            case "kldrop" -> dropSlope(k, a);
            case "lfactrel" -> Expr.call(DIGAMMA, x.plus(1)).minus(Expr.call(LOG, x));
            case "sqrt" -> x.pow(-0.5).times(0.5);
            case "sin" -> Expr.call(COS, x);
            case "cos" -> Expr.call(SIN, x).negate();
            case "atan" -> x.pow(2).plus(1).pow(-1);
            case "tanh" -> Expr.ONE.minus(Expr.call(this, x).pow(2));
            case "asinh" -> x.pow(2).plus(1).pow(-0.5);
            case "sigmoid" -> sigmoid(x).times(sigmoid(x.negate()));
            case "log1pexp" -> sigmoid(x);
            case "logaddexp" -> sigmoid(k == 0 ? x.minus(a.get(1)) : a.get(1).minus(x));
            case "logsumexp" -> Expr.call(softmax(k), a.toArray(new Expr[0]));
            case "softmax" -> shareSlope(k, a.toArray(new Expr[0]));
            case "log1mexp" -> Expr.call(ODDSEXP, x).negate();
            case "oddsexp" -> {
                Expr odds = Expr.call(this, x);
                yield odds.times(odds.plus(1));
            }
            case "logdiffexp" -> {
                Expr odds = Expr.call(ODDSEXP, a.get(1).minus(x));
                yield k == 0 ? odds.plus(1) : odds.negate();
            }
            case "lgamma" -> Expr.call(DIGAMMA, x);
            case "digamma" -> Expr.call(TRIGAMMA, x);
            case "trigamma" -> Expr.call(polygamma(2), x);
            case "polygamma" -> Expr.call(polygamma(orders[0] + 1), x);
            case "polygammadiff" ->
                k == 0
                        ? Expr.call(polygammaDifference(orders[0] + 1), x, a.get(1))
                        : Expr.call(polygamma(orders[0] + 1), x.plus(a.get(1)));
            case "stirldiff" -> k == 0 ? next(0, a) : Expr.call(stirlerr(orders[0] + 1), x.plus(a.get(1)));
            case "lbeta" ->
                Expr.call(polygammaDifference(0), a.get(k), a.get(1 - k)).negate();
            case "loghurwitz" -> k == 0 ? next(0, a) : hurwitzSlope(a);
            case "logrisingsum" -> risingSumSlope(k, a);
            case "normalcdf" -> normalDensity(x);
            case "lognormalcdf" -> Expr.call(MILLS, x);
            case "cauchycdf" -> x.pow(2).plus(1).pow(-1).times(1 / StrictMath.PI);
            case "lognormalaround" -> normalAroundSlope(k, x, a.get(1));
            case "mills" -> {
                Expr ratio = Expr.call(this, x);
                yield ratio.times(ratio.plus(x)).negate();
            }
            case "owent" ->
                k == 0
                        ? Expr.call(NORMALCDF, x.times(a.get(1)))
                                .plus(-0.5)
                                .times(normalDensity(x))
                                .negate()
                        : owenSlope(x, a.get(1), Expr.ZERO).times(0.5);
            case "logskewnormalcdf" -> skewNormalSlope(k, x, a.get(1));
            case "logstudentcdf" -> k == 0 ? next(0, a) : studentSlope(a);
            case "log1pdiv" -> k == 0 ? next(0, a) : logDividedSlope(x, a.get(1));
            case "boxcox" -> k == 0 ? next(0, a) : Expr.call(power(orders[0]), a.get(1), x.plus(-1));
            case "power" -> k == 1 ? next(0, a) : powerSlope(x, a.get(1));
            case "choose" -> throw new IllegalStateException("choose: is differentiated as a whole");
            case "abs" -> Expr.call(SIGN, x);
            case "max0" -> Expr.call(STEP, x);
            case "sign", "step" -> Expr.ZERO;
            default -> next(k, a);
        };
    }

    private DoubleUnaryOperator ofOne() {
        return switch (base) {
            case "exp" -> StrictMath::exp;
            case "log" -> StrictMath::log;
            case "log1p" -> StrictMath::log1p;
            case "expm1" -> StrictMath::expm1;
            case "expm1mx" -> Special::expm1mx;
            case "expm1mxdiv" -> x -> Special.expm1mxdiv(orders[0], x);
            case "log1pmx" -> Special::log1pmx;
            case "lfactrel" -> Deviances::lfactrel;
            case "sqrt" -> StrictMath::sqrt;
            case "sin" -> StrictMath::sin;
            case "cos" -> StrictMath::cos;
            case "atan" -> StrictMath::atan;
            case "tanh" -> StrictMath::tanh;
            case "asinh" -> Special::asinh;
            case "sigmoid" -> Special::sigmoid;
            case "log1pexp" -> Special::log1pexp;
            case "log1mexp" -> Special::log1mexp;
            case "oddsexp" -> Special::oddsexp;
            case "lgamma" -> Gammas::lgamma;
            case "digamma" -> Gammas::digamma;
            case "trigamma" -> Gammas::trigamma;
            case "polygamma" -> x -> Gammas.polygamma(orders[0], x);
            case "stirlerr" -> x -> Stirling.stirlerr(orders[0], x);
            case "normalcdf" -> Normals::normalCdf;
            case "lognormalcdf" -> Normals::logNormalCdf;
            case "cauchycdf" -> x -> StrictMath.atan2(1, -x) / StrictMath.PI;
            case "mills" -> Normals::mills;
            case "abs" -> Math::abs;
            case "sign" -> Math::signum;
            case "max0" -> x -> x > 0 ? x : x * 0;
            case "step" -> x -> x > 0 ? 1 : x * 0;
            default -> throw undefined();
        };
    }

    private DoubleBinaryOperator ofTwo() {
        return switch (base) {
            case "kldiv" -> Deviances::kldiv;
            case "logaddexp" -> Special::logaddexp;
            case "logdiffexp" -> Special::logdiffexp;
            case "polygammadiff" -> (a, b) -> Gammas.polygammaDifference(orders[0], a, b);
            case "stirldiff" -> (a, x) -> Deviances.stirldiff(orders[0], a, x);
            case "lpochrel" -> (a, x) -> Gammas.lpochrel(orders[0], orders[1], a, x);
            case "lbeta" -> Gammas::lbeta;
            case "loggammap" -> (a, x) -> IncompleteGamma.logP(orders[0], orders[1], a, x);
            case "loggammaq" -> (a, x) -> IncompleteGamma.logQ(orders[0], orders[1], a, x);
            case "logbesseli" -> (nu, x) -> Bessels.logI(orders[0], orders[1], nu, x);
            case "logbesselk" -> (nu, x) -> Bessels.logK(orders[0], orders[1], nu, x);
            case "logbesselirel" -> (nu, x) -> Bessels.logIScaled(orders[0], orders[1], nu, x);
            case "logbesselkrel" -> (nu, x) -> Bessels.logKScaled(orders[0], orders[1], nu, x);
            case "loghurwitz" -> (u, a) -> Hurwitz.log(orders[0], u, a);
            case "logfactorialsum" -> (l, v) -> FactorialSum.log(orders[0], orders[1], l, v);
            case "logwrightrel" -> (n, s) -> CompoundGamma.logWright(orders[0], orders[1], n, s);
            case "lognormalaround" -> Normals::logAround;
            case "owent" -> SkewNormals::owenT;
            case "logskewnormalcdf" -> SkewNormals::logCdf;
            case "logstudentcdf" -> (df, t) -> StudentTails.logCdf(orders[0], df, t);
            case "log1pdiv" -> (xi, z) -> Special.boxlog(orders[0], 0, xi, z);
            case "boxcox" -> (lambda, x) -> Special.boxcox(orders[0], lambda, x);
            case "power" -> (x, k) -> powerAt(orders[0], x, k);
            default -> throw undefined();
        };
    }

    private Ternary ofThree() {
        return switch (base) {
            case "kldrop" -> Deviances::kldrop;
            case "logbetai" -> (logit, a, b) -> IncompleteBeta.logI(orders[0], orders[1], orders[2], logit, a, b);
            case "logrisingsum" -> (n, a, l) -> RisingSum.log(orders[0], orders[1], n, a, l);
            case "logcompoundgammap" -> (r, a, x) -> CompoundGamma.logP(orders[0], orders[1], orders[2], r, a, x);
            case "logcompoundgammaq" -> (r, a, x) -> CompoundGamma.logQ(orders[0], orders[1], orders[2], r, a, x);
            case "choose" -> (x, a, b) -> x > 0 ? a : b;
            default -> throw undefined();
        };
    }

    private Nary ofMany() {
        return switch (base) {
            case MADE -> made;
            case "logsumexp" -> Special::logsumexp;
            case "softmax" -> a -> Special.softmax(orders[0], a);
            default -> throw undefined();
        };
    }

    /** Each function has its value among those of its number of arguments. */
    private IllegalArgumentException undefined() {
        return new IllegalArgumentException("function: '" + name + "' takes " + arguments());
    }

    // ---- sequences of derivatives ----

    /** The member of the sequence of this function with those orders. */
    private Function member(int... others) {
        for (int order : others) {
            if (order > 0) {
                return ordered(base, arity, others);
            }
        }
        return PLAIN.get(base);
    }

    /** The derivative by an argument, of a function with an order for that argument. */
    private Expr next(int argument, List<Expr> arguments) {
        int[] others = orders.clone();
        others[argument]++;
        return Expr.call(member(others), arguments.toArray(new Expr[0]));
    }

    /** The derivative of kldrop: in r, what log(1 + u) is less than u = (x - y)/(y + r). */
    private static Expr dropSlope(int argument, List<Expr> arguments) {
        Expr x = arguments.get(0);
        Expr y = arguments.get(1);
        Expr r = arguments.get(2);
        Expr sum = y.plus(r);
        return switch (argument) {
            case 0 -> Expr.call(LOG, x.over(y)).minus(Expr.call(LOG, x.plus(r).over(sum)));
            case 1 -> r.times(y.minus(x)).over(y).over(sum);
            default -> Expr.call(LOG1PMX, x.minus(y).over(sum)).negate();
        };
    }

    /** The derivative of a share of a sum of exponentials. */
    private Expr shareSlope(int argument, Expr[] arguments) {
        Expr share = Expr.call(this, arguments);
        return argument == orders[0]
                ? share.minus(share.pow(2))
                : share.times(Expr.call(softmax(argument), arguments)).negate();
    }

    private Expr risingSumSlope(int argument, List<Expr> arguments) {
        if (argument == 0) {
            throw new IllegalArgumentException("logrisingsum: has no derivative by its first argument, a count");
        }
        int[] others = orders.clone();
        others[argument - 1]++;
        return Expr.call(member(others), arguments.toArray(new Expr[0]));
    }

    private static Expr normalAroundSlope(int argument, Expr m, Expr h) {
        Expr value = Expr.call(LOGNORMALAROUND, m, h);
        Expr below = normalDensity(m.minus(h), value);
        Expr above = normalDensity(m.plus(h), value);
        Expr depth = m.times(h).times(2);
        return argument == 1
                ? below.plus(above)
                : Expr.call(
                        CHOOSE,
                        m,
                        below.times(Expr.call(EXPM1, depth.negate())),
                        above.times(Expr.call(EXPM1, depth)).negate());
    }

    private static Expr skewNormalSlope(int argument, Expr z, Expr slant) {
        Expr value = Expr.call(LOGSKEWNORMALCDF, z, slant);
        if (argument == 1) {
            return owenSlope(z, slant, value).negate();
        }
        Expr square = z.pow(2).times(-0.5).plus(StrictMath.log(2) - Normals.HALF_LOG_2_PI);
        return exp(square.plus(Expr.call(LOGNORMALCDF, z.times(slant))).minus(value));
    }

    /** The derivative by a of a derivative by s of log ζ(1 + s, a): of -(1 + s)·ζ(2 + s, a)/ζ(1 + s, a). */
    private Expr hurwitzSlope(List<Expr> arguments) {
        Expr s = arguments.get(0);
        Expr a = arguments.get(1);
        Expr ratio = exp(Expr.call(LOGHURWITZ, s.plus(1), a).minus(Expr.call(LOGHURWITZ, s, a)));
        if (orders[0] == 0) {
            return s.plus(1).times(ratio).negate();
        }
        if (orders[0] > 1) {
            throw new IllegalArgumentException("loghurwitz: has no derivative by a of its second by s");
        }
        Expr rise = Expr.call(this, s.plus(1), a).minus(Expr.call(this, s, a));
        return ratio.times(s.plus(1).times(rise).plus(1)).negate();
    }

    /** The derivative by t of a derivative by df of Student's log F: of f/F, f the density. */
    private Expr studentSlope(List<Expr> arguments) {
        Expr df = arguments.get(0);
        Expr t = arguments.get(1);
        Expr square = t.pow(2).over(df);
        Expr log = Expr.call(LPOCHREL, df.times(0.5), Expr.constant(0.5))
                .minus(df.plus(1).times(Expr.call(LOG1P, square)).times(0.5))
                .plus(-Normals.HALF_LOG_2_PI);
        Expr hazard = exp(log.minus(Expr.call(LOGSTUDENTCDF, df, t)));
        if (orders[0] == 0) {
            return hazard;
        }
        if (orders[0] > 1) {
            throw new IllegalArgumentException("logstudentcdf: has no derivative by t of its second by df");
        }
        Expr byDf = Expr.call(lpochrel(1, 0), df.times(0.5), Expr.constant(0.5))
                .minus(Expr.call(LOG1P, square))
                .plus(df.plus(1).over(df).times(square).over(square.plus(1)))
                .times(0.5);
        return hazard.times(byDf.minus(Expr.call(this, df, t)));
    }

    /** The k-th derivative of digamma, k ≥ 1. */
    public static Function polygamma(int k) {
        if (k <= 1) {
            return k == 1 ? TRIGAMMA : DIGAMMA;
        }
        return ordered("polygamma", 1, k);
    }

    /** The k-th derivative of stirlerr. */
    public static Function stirlerr(int k) {
        return STIRLERR.member(k);
    }

    /** The k-th derivative of stirldiff by a. */
    public static Function stirldiff(int k) {
        return STIRLDIFF.member(k);
    }

    /** The derivative of lpochrel, i times by a and j times by x. */
    public static Function lpochrel(int i, int j) {
        return LPOCHREL.member(i, j);
    }

    /** The k-th share exp(x)/(exp(x) + exp(y) + ...), k from 0: the derivative of logsumexp. */
    public static Function softmax(int k) {
        return ordered("softmax", ANY, k);
    }

    /** ψ⁽ᵏ⁾(a + b) - ψ⁽ᵏ⁾(a). */
    public static Function polygammaDifference(int k) {
        return ordered("polygammadiff", 2, k);
    }

    /** The i-th derivative by ξ of log(1 + ξz)/ξ; the derivative by z is i!·(-z)ⁱ/(1 + ξz)ⁱ⁺¹. */
    public static Function log1pdiv(int i) {
        return LOG1PDIV.member(i);
    }

    /** x^k·log(x)^j, zero at x = 0 for k > 0. */
    public static Function power(int j) {
        return POWER.member(j);
    }

    private Expr logDividedSlope(Expr xi, Expr z) {
        int i = orders[0];
        double factorial = 1;
        for (int m = 2; m <= i; m++) {
            factorial *= m;
        }
        Expr divisor = xi.times(z).plus(1);
        return z.negate().pow(i).times(divisor.pow(-1 - i)).times(factorial);
    }

    private Expr powerSlope(Expr x, Expr k) {
        int j = orders[0];
        Expr less = k.plus(-1);
        Expr slope = k.times(Expr.call(power(j), x, less));
        return j == 0 ? slope : slope.plus(Expr.call(power(j - 1), x, less).times(j));
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

    /** How many arguments it takes: one, two or three; -1 if any number. */
    public int arity() {
        return arity;
    }

    /** Whether it takes so many arguments. */
    public boolean takes(int arguments) {
        return isVariadic() ? arguments > 0 : arguments == arity;
    }

    /** Whether it takes any number of arguments. */
    public boolean isVariadic() {
        return arity == ANY;
    }

    /** How many arguments it takes, in words. */
    String arguments() {
        return isVariadic() ? "arguments" : arity == 1 ? "1 argument" : arity + " arguments";
    }

    /** Which share of a sum of exponentials it is, from 0; -1 if it is none. */
    public int share() {
        return base.equals("softmax") ? orders[0] : -1;
    }

    /** The value at a number, for a function of one argument. */
    public double at(double x) {
        DoubleUnaryOperator value = unary;
        if (value == null) {
            value = ofOne();
            unary = value;
        }
        return value.applyAsDouble(x);
    }

    /** The value at two numbers, for a function of two arguments. */
    public double at(double x, double y) {
        DoubleBinaryOperator value = binary;
        if (value == null) {
            value = ofTwo();
            binary = value;
        }
        return value.applyAsDouble(x, y);
    }

    /** The value at three numbers, for a function of three arguments. */
    public double at(double x, double y, double z) {
        Ternary value = ternary;
        if (value == null) {
            value = ofThree();
            ternary = value;
        }
        return value.at(x, y, z);
    }

    /** The value at as many numbers as it takes. */
    public double at(double[] arguments) {
        return switch (arity) {
            case 1 -> at(arguments[0]);
            case 2 -> at(arguments[0], arguments[1]);
            case 3 -> at(arguments[0], arguments[1], arguments[2]);
            default -> atMany(arguments);
        };
    }

    private double atMany(double[] arguments) {
        Nary value = nary;
        if (value == null) {
            value = ofMany();
            nary = value;
        }
        return value.at(arguments);
    }

    /** The names of all functions that a formula may use. */
    public static List<String> names() {
        return Collections.unmodifiableList(new ArrayList<>(PLAIN.keySet()));
    }

    /** The function of that name and those orders, or null if there is none. */
    static Function named(String name, int... orders) {
        Function plain = PLAIN.get(name);
        if (orders.length == 0) {
            return plain;
        }
        for (int order : orders) {
            if (order < 0) {
                return null;
            }
        }
        return switch (name) {
            case "polygamma" -> orders.length == 1 ? polygamma(orders[0]) : null;
            case "polygammadiff" -> orders.length == 1 ? polygammaDifference(orders[0]) : null;
            case "softmax" -> orders.length == 1 ? softmax(orders[0]) : null;
            default -> plain != null && plain.orders.length == orders.length ? plain.member(orders) : null;
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

    /** φ(x), the density of the normal distribution. */
    private static Expr normalDensity(Expr x) {
        return normalDensity(x, Expr.ZERO);
    }

    /** φ(x)/exp(log). */
    private static Expr normalDensity(Expr x, Expr log) {
        return exp(x.pow(2).times(-0.5).plus(-Normals.HALF_LOG_2_PI).minus(log));
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
