package mle.bench;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions to about 40 digits, for measuring errors. */
public final class Precise {
    private static final MathContext MC = new MathContext(50);

    /** For what loses digits before the end. */
    private static final MathContext WIDE = new MathContext(65);

    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = of(2);
    private static final BigDecimal LOG_2_PI = log(of("6.2831853071795864769252867665590057683943387987502116"));

    /** From here on Stirling's series gives its digits. */
    private static final int STIRLING = 60;

    /** Numerators and denominators of the Bernoulli numbers B2, B4, ..., B30 (Abramowitz and Stegun 1972, table 23.2). */
    private static final long[][] BERNOULLI = {
        {1, 6},
        {-1, 30},
        {1, 42},
        {-1, 30},
        {5, 66},
        {-691, 2730},
        {7, 6},
        {-3617, 510},
        {43867, 798},
        {-174611, 330},
        {854513, 138},
        {-236364091, 2730},
        {8553103, 6},
        {-23749461029L, 870},
        {8615841276005L, 14322}
    };

    private Precise() {}

    /** The number. */
    public static BigDecimal of(long number) {
        return BigDecimal.valueOf(number);
    }

    private static BigDecimal of(String digits) {
        return new BigDecimal(digits);
    }

    private static boolean below(BigDecimal x, double limit) {
        return x.abs().compareTo(new BigDecimal(limit)) < 0;
    }

    private static BigDecimal over(BigDecimal a, BigDecimal b) {
        return a.divide(b, MC);
    }

    /** 1/x. */
    public static BigDecimal reciprocal(BigDecimal x) {
        return over(ONE, x);
    }

    /** √x. */
    public static BigDecimal sqrt(BigDecimal x) {
        return x.sqrt(MC);
    }

    /** exp(x), |x| up to 10⁸. */
    public static BigDecimal exp(BigDecimal x) {
        if (below(x, 0.5)) {
            return expm1(x).add(ONE, WIDE);
        }
        int halves = Math.getExponent(x.doubleValue()) + 3;
        BigDecimal power = expm1(x.divide(of(1L << halves), WIDE)).add(ONE);
        return power.pow(1 << halves, WIDE);
    }

    /** exp(x) - 1. */
    public static BigDecimal expm1(BigDecimal x) {
        if (!below(x, 0.5)) {
            return exp(x).subtract(ONE, MC);
        }
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int k = 2; k < 50 && term.signum() != 0; k++) {
            term = over(term.multiply(x, WIDE), of(k));
            sum = sum.add(term, WIDE);
        }
        return sum;
    }

    /** exp(x) - 1 - x. */
    public static BigDecimal expm1mx(BigDecimal x) {
        if (!below(x, 1e-6)) {
            return expm1(x).subtract(x);
        }
        BigDecimal term = over(x.multiply(x), TWO);
        BigDecimal sum = term;
        for (int k = 3; k < 10; k++) {
            term = over(term.multiply(x, WIDE), of(k));
            sum = sum.add(term, WIDE);
        }
        return sum;
    }

    /** log(x). */
    public static BigDecimal log(BigDecimal x) {
        BigDecimal f = x.subtract(ONE);
        if (below(f, 0.1)) {
            return log1p(f);
        }
        BigDecimal y = new BigDecimal(Math.log(x.doubleValue()));
        for (int k = 0; k < 2; k++) { // Halley's step trebles the digits
            BigDecimal e = exp(y);
            y = y.add(over(x.subtract(e).multiply(TWO), x.add(e)), MC);
        }
        return y;
    }

    /** log(1 + x). */
    public static BigDecimal log1p(BigDecimal x) {
        if (!below(x, 0.1)) {
            return log(x.add(ONE));
        }
        BigDecimal s = over(x, x.add(TWO));
        BigDecimal square = s.multiply(s, MC);
        BigDecimal power = s;
        BigDecimal sum = s;
        for (int k = 3; k < 50; k += 2) {
            power = power.multiply(square, MC);
            sum = sum.add(over(power, of(k)), MC);
        }
        return sum.multiply(TWO);
    }

    /** The logarithm of the gamma function, x &gt; 0. */
    public static BigDecimal lgamma(BigDecimal x) {
        BigDecimal product = ONE;
        BigDecimal far = x;
        for (; far.compareTo(of(STIRLING)) < 0; far = far.add(ONE)) {
            product = product.multiply(far, WIDE);
        }
        far = far.round(WIDE);
        BigDecimal sum =
                log(far).multiply(far.subtract(of("0.5"))).subtract(far).add(LOG_2_PI.divide(TWO));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.add(over(bernoulli(k), of(2L * k * (2 * k - 1)).multiply(far.pow(2 * k - 1, MC))));
        }
        return sum.subtract(log(product));
    }

    /** The derivative of lgamma, x &gt; 0. */
    public static BigDecimal digamma(BigDecimal x) {
        BigDecimal steps = BigDecimal.ZERO;
        BigDecimal far = x;
        for (; far.compareTo(of(STIRLING)) < 0; far = far.add(ONE)) {
            steps = steps.add(reciprocal(far));
        }
        far = far.round(WIDE);
        BigDecimal sum = log(far).subtract(over(ONE, far.multiply(TWO)));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.subtract(over(bernoulli(k), of(2L * k).multiply(far.pow(2 * k, MC))));
        }
        return sum.subtract(steps);
    }

    /** The second derivative of lgamma, x &gt; 0. */
    public static BigDecimal trigamma(BigDecimal x) {
        BigDecimal steps = BigDecimal.ZERO;
        BigDecimal far = x;
        for (; far.compareTo(of(STIRLING)) < 0; far = far.add(ONE)) {
            steps = steps.add(reciprocal(far.multiply(far)));
        }
        far = far.round(WIDE);
        BigDecimal sum = reciprocal(far).add(over(ONE, far.multiply(far).multiply(TWO)));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.add(over(bernoulli(k), far.pow(2 * k + 1, MC)));
        }
        return sum.add(steps);
    }

    /** The third derivative of lgamma, x &gt; 0. */
    public static BigDecimal tetragamma(BigDecimal x) {
        BigDecimal steps = BigDecimal.ZERO;
        BigDecimal far = x;
        for (; far.compareTo(of(STIRLING)) < 0; far = far.add(ONE)) {
            steps = steps.add(over(TWO, far.multiply(far).multiply(far)));
        }
        far = far.round(WIDE);
        BigDecimal square = far.multiply(far, WIDE);
        BigDecimal sum = reciprocal(square).add(over(ONE, square.multiply(far)));
        for (int k = 1; k <= BERNOULLI.length; k++) {
            sum = sum.add(over(bernoulli(k).multiply(of(2L * k + 1)), far.pow(2 * k + 2, MC)));
        }
        return sum.add(steps).negate();
    }

    /** lgamma(x) - ((x - ½)·log x - x + ½·log 2π), x &gt; 0. */
    public static BigDecimal stirlerr(BigDecimal x) {
        BigDecimal stirling = log(x).multiply(x.subtract(of("0.5"))).subtract(x).add(LOG_2_PI.divide(TWO));
        return lgamma(x).subtract(stirling);
    }

    /** The derivative of stirlerr. */
    public static BigDecimal stirlerrSlope(BigDecimal x) {
        return digamma(x).subtract(log(x)).add(over(ONE, x.multiply(TWO)));
    }

    /** The second derivative of stirlerr. */
    public static BigDecimal stirlerrCurvature(BigDecimal x) {
        return trigamma(x)
                .subtract(reciprocal(x))
                .subtract(over(ONE, x.multiply(x).multiply(TWO)));
    }

    /** The density of the normal distribution over its distribution function. */
    public static BigDecimal mills(BigDecimal x) {
        return exp(logDensity(x).subtract(logNormalCdf(x)));
    }

    /** The logarithm of the normal distribution function. */
    public static BigDecimal logNormalCdf(BigDecimal x) {
        if (below(x, 8)) {
            return log(of("0.5").add(density(x).multiply(odd(x)), MC));
        }
        return x.signum() < 0 ? logTail(x.negate()) : log1p(exp(logTail(x)).negate());
    }

    private static BigDecimal density(BigDecimal x) {
        return exp(logDensity(x));
    }

    private static BigDecimal logDensity(BigDecimal x) {
        return x.multiply(x).add(LOG_2_PI).divide(TWO).negate();
    }

    /** (Φ(x) - ½)/φ(x) = x + x³/3 + x⁵/(3·5) + ... (Abramowitz and Stegun 1972, 26.2.11). */
    private static BigDecimal odd(BigDecimal x) {
        BigDecimal square = x.multiply(x, WIDE);
        BigDecimal term = x;
        BigDecimal sum = x;
        for (int k = 3; k < 700; k += 2) {
            term = term.multiply(square, WIDE).divide(of(k), WIDE);
            sum = sum.add(term, WIDE);
        }
        return sum;
    }

    /** log(1 - Φ(x)) for large x, by the continued fraction φ(x)/(x + 1/(x + 2/(x + ...))) (26.2.14). */
    private static BigDecimal logTail(BigDecimal x) {
        BigDecimal fraction = x;
        for (int k = 300; k >= 1; k--) {
            fraction = x.add(over(of(k), fraction), MC);
        }
        return logDensity(x).subtract(log(fraction));
    }

    private static BigDecimal bernoulli(int k) {
        return over(of(BERNOULLI[k - 1][0]), of(BERNOULLI[k - 1][1]));
    }
}
