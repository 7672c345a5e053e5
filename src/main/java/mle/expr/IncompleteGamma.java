package mle.expr;

/**
 * The logarithms of the regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 - P(a, x), and their derivatives.
 *
 * <p>Of the two the smaller is computed, as the density at x times a rest without exponentials, and the other is its
 * complement, so that each is relative in its own tail (after DiDonato and Morris, ACM TOMS 12, 1986). The rest and its
 * derivatives come from one loop, and none of their sums cancels: below the mode the series of positive terms DLMF
 * 8.11.4, above it Legendre's continued fraction DLMF 8.9.2 from its tail, for a &ge; 400 the integral of
 * {@link TailIntegral}. Where Q is the smaller although x is below 1, which is for a &lt; 1, it is 1 - P with the leading
 * 1 taken into expm1 (DLMF 8.7.1).
 *
 * <p>Accuracy, as measured for a from 1e-8 to 3e10 in {@code tails-reference.csv}: values 2e-15, first derivatives 3e-15,
 * second 5e-15; of the complement of a tail exp(-d), d times that. For a &lt; 1 two second derivatives lose more: that of
 * log P by a 1.2e-11 in all, the mixed one of log Q about 5e-16/a.
 */
final class IncompleteGamma {
    private static final Recent<IncompleteGamma> KNOWN = new Recent<>((a, x, none) -> new IncompleteGamma(a, x));

    private static final double HALF_LOG_2_PI = Normals.HALF_LOG_2_PI;

    /** From this shape on the integral, near the mode, and Stirling's formula. */
    private static final double LARGE = 400;

    private final double a;
    private final double x;

    /** Whether the smaller one is P. */
    private final boolean lower;

    /** The logarithm of the smaller one, its derivatives, and the second derivatives of it divided by itself. */
    private double log;

    private double byA;
    private double byX;
    private double byAA;
    private double byAX;
    private double byXX;
    private double ratioAA;
    private double ratioAX;
    private double ratioXX;

    private IncompleteGamma(double a, double x) {
        this.a = a;
        this.x = x;
        boolean small = a < 1 && x < 1;
        double power = small ? a * StrictMath.log(x) - Gammas.lgamma1p(a) : 0;
        this.lower = small ? power < -0.7 : x < a;
        if (small && !lower) {
            complementOfSeries(power);
        } else {
            if (a >= LARGE && x < 2 * a) {
                integral();
            } else if (lower) {
                series();
            } else {
                fraction();
            }
            ratioAX = byAX + byA * byX;
            ratioXX = byXX + byX * byX;
        }
    }

    /**
     * The derivative of log P(a, x), i times in a and j times in x, i + j &le; 2, for a &gt; 0 and x &ge; 0.
     */
    static double logP(int i, int j, double a, double x) {
        return at(true, i, j, a, x);
    }

    /**
     * The derivative of log Q(a, x), i times in a and j times in x, i + j &le; 2, for a &gt; 0 and x &ge; 0.
     */
    static double logQ(int i, int j, double a, double x) {
        return at(false, i, j, a, x);
    }

    private static double at(boolean lower, int i, int j, double a, double x) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException((lower ? "loggammap" : "loggammaq")
                    + ": orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
        if (!(a > 0 && x >= 0 && a < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (x == 0) {
            return lower ? lowerAtZero(i, j, a) : upperAtZero(i, j, a);
        }
        if (x == Double.POSITIVE_INFINITY) {
            return lower ? 0 : upperAtInfinity(i, j, a);
        }
        IncompleteGamma tails = KNOWN.at(a, x, 0);
        return tails.lower == lower ? tails.own(i, j) : tails.complement(i, j);
    }

    private static double lowerAtZero(int i, int j, double a) {
        if (i == 2) {
            return -Gammas.trigamma(a + 1);
        }
        return j == 0 || j == 2 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    /** The derivatives in x are those of minus the density, x^(a-1) (1 - x)/Gamma(a) up to higher powers. */
    private static double upperAtZero(int i, int j, double a) {
        if (j == 0 || a > j) {
            return 0;
        }
        if (i == 1) {
            return Double.POSITIVE_INFINITY;
        }
        if (j == 1) {
            return a == 1 ? -1 : Double.NEGATIVE_INFINITY;
        }
        if (a == 1) {
            return 0;
        }
        return a == 2 ? -1 : a > 1 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }

    private static double upperAtInfinity(int i, int j, double a) {
        if (i == 2) {
            return -Gammas.trigamma(a);
        }
        if (i == 1) {
            return j == 0 ? Double.POSITIVE_INFINITY : 0;
        }
        return j == 0 ? Double.NEGATIVE_INFINITY : j == 1 ? -1 : 0;
    }

    private double own(int i, int j) {
        switch (3 * i + j) {
            case 0:
                return log;
            case 1:
                return byX;
            case 2:
                return byXX;
            case 3:
                return byA;
            case 4:
                return byAX;
            default:
                return byAA;
        }
    }

    private double complement(int i, int j) {
        double odds = Special.oddsexp(log);
        if (odds == 0) {
            return 0;
        }
        switch (3 * i + j) {
            case 0:
                return Special.log1mexp(log);
            case 1:
                return -odds * byX;
            case 2:
                return -odds * (ratioXX + odds * byX * byX);
            case 3:
                return -odds * byA;
            case 4:
                return -odds * (ratioAX + odds * byA * byX);
            default:
                return -odds * (ratioAA + odds * byA * byA);
        }
    }

    /** P is the density times x/a times the sum of x^n / (a+1)_n. */
    private void series() {
        double term = 1;
        double harmonic = 0;
        double squares = 0;
        double rest = 0;
        double sumX = 0;
        double sumA = 0;
        double sumAA = 0;
        for (int n = 1; term > 1e-18 * rest; n++) {
            double r = 1 / (a + n);
            term *= x * r;
            harmonic += r;
            squares += r * r;
            rest += term;
            sumX += n * term;
            sumA += term * harmonic;
            sumAA += term * (harmonic * harmonic + squares);
        }
        double sum = 1 + rest;
        double a1 = sumA / sum;
        log = logPower() + StrictMath.log1p(rest);
        byA = logPowerByA() - a1;
        byAA = -Gammas.trigamma(a + 1) + (sumAA / sum - a1 * a1);
        ratioAA = byAA + byA * byA;
        byX = a / (x * sum);
        byAX = byX * (1 / a + a1);
        byXX = -byX * (1 + sumX / sum) / x;
    }

    /** Q is the density times x/F with F = x+1-a - 1(1-a)/(x+3-a - 2(2-a)/(x+5-a - ...)). */
    private void fraction() {
        int terms = (int) (8 + 105 / x + 3.4 * StrictMath.sqrt(StrictMath.min(a, 2 * LARGE)));
        double f = x + 2 * terms + 1 - a;
        double fa = -1;
        double faa = 0;
        double restX = 0;
        double rest = 0;
        for (int n = terms; n >= 1; n--) {
            double inverse = 1 / f;
            double fx = 1 + restX;
            rest = n * (a - n) * inverse;
            double restA = (n - rest * fa) * inverse;
            double restAA = -(2 * restA * fa + rest * faa) * inverse;
            restX = -rest * fx * inverse;
            f = x + (2 * n - 1 - a) + rest;
            fa = -1 + restA;
            faa = restAA;
        }
        double a1 = fa / f;
        log = logPower() + StrictMath.log(a / f);
        double slope = logPowerByA() - a1;
        double curve = -Gammas.trigamma(a + 1) + (a1 * a1 - faa / f);
        byA = 1 / a + slope;
        byAA = curve - 1 / a / a;
        ratioAA = curve + slope * slope + 2 * slope / a;
        byX = -f / x;
        byAX = -fa / x;
        byXX = ((1 - a) + rest - x * restX) / x / x;
    }

    private void integral() {
        TailIntegral rest = lower ? new TailIntegral(a, 1, 0, 0, a - x) : new TailIntegral(0, 0, a, 1, x - a);
        log = logPower() + StrictMath.log(a * rest.mass());
        double sign = lower ? 1 : -1;
        double mean = lower ? -rest.fall() : rest.rise();
        byA = 1 / a + logPowerByA() + mean;
        byAA = -Gammas.trigamma(a) + (lower ? rest.fallFall() : rest.riseRise());
        byX = sign / (x * rest.mass());
        ratioAA = byAA + byA * byA;
        byAX = -byX * mean;
        byXX = -byX * (1 / x + sign * rest.q());
    }

    /** Q = 1 - exp(power) (1 + a s) with s the sum of (-x)^n / (n! (a + n)), n &ge; 1. */
    private void complementOfSeries(double power) {
        double term = 1;
        double s = 0;
        double sa = 0;
        double saa = 0;
        for (int n = 1; StrictMath.abs(term) > 1e-18; n++) {
            double r = 1 / (a + n);
            term *= -x / n;
            double part = term * r;
            s += part;
            sa -= part * r;
            saa += 2 * part * r * r;
        }
        double p = StrictMath.exp(power);
        double q = -StrictMath.expm1(power) - p * a * s;
        double slope = StrictMath.log(x) - Gammas.digamma(a + 1);
        double curve = -Gammas.trigamma(a + 1);
        log = StrictMath.log(q);
        byA = -p / q * (slope * (1 + a * s) + s + a * sa);
        ratioAA = -p / q * ((slope * slope + curve) * (1 + a * s) + 2 * slope * (s + a * sa) + 2 * sa + a * saa);
        byX = -p / q * a * StrictMath.exp(-x) / x;
        ratioAX = byX * (StrictMath.log(x) - Gammas.digamma(a));
        ratioXX = byX * ((a - 1) / x - 1);
        byAA = ratioAA - byA * byA;
        byAX = ratioAX - byA * byX;
        byXX = ratioXX - byX * byX;
    }

    /** log(x^a exp(-x) / Gamma(a + 1)), by the deviance where both logarithms are large. */
    private double logPower() {
        if (a < 1) {
            return a * StrictMath.log(x) - x - Gammas.lgamma1p(a);
        }
        double mu = (x - a) / a;
        double deviance = mu < -0.5 ? a * (logQuotient() + 1) - x : a * Special.log1pmx(mu);
        return deviance - 0.5 * StrictMath.log(a) - HALF_LOG_2_PI - Stirling.stirlerr(a);
    }

    /** log x - digamma(a + 1). */
    private double logPowerByA() {
        return a < 10 ? StrictMath.log(x) - Gammas.digamma(a + 1) : logQuotient() - (0.5 / a + Stirling.stirlerr(1, a));
    }

    private double logQuotient() {
        double mu = (x - a) / a;
        if (mu > -0.5 && mu < 1) {
            return StrictMath.log1p(mu);
        }
        double quotient = x / a;
        return quotient > 1e-300 && quotient < Double.POSITIVE_INFINITY
                ? StrictMath.log(quotient)
                : StrictMath.log(x) - StrictMath.log(a);
    }
}
