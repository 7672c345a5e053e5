package mle.expr;

/**
 * The logarithm of the regularised incomplete beta function I_x(a, b) at the logit of x, and its derivatives. The
 * complement is the same function at minus the logit with a and b exchanged.
 *
 * <p>Of the two the smaller is computed, as the density at x times a rest without exponentials, and the other is its
 * complement, so that each is relative in its own tail; the logit tells x and 1 - x with equal accuracy. The rest and its
 * derivatives come from one loop: the continued fraction of DiDonato and Morris (ACM Algorithm 708, 1992, (9)) from its
 * tail, or for a, b &ge; 400 the integral of {@link TailIntegral}. Where a shape below 1 at the near end makes I_x the
 * larger one, its complement is 1 - I_x with the leading 1 taken into expm1 (DLMF 8.17.7).
 *
 * <p>Accuracy, as measured for shapes from 1e-3 to 2e6, and 5e9 with 1/2, in {@code tails-reference.csv}: values and
 * first derivatives 1.5e-13, where both shapes are about 1e6 and x is near the mean, since x itself is rounded; second
 * derivatives 1.1e-13, but by a small shape 3.1e-11 and by a small shape and the logit 4e-12. The complement of a tail
 * exp(-d) is known to d times that.
 */
final class IncompleteBeta {
    private static final double HALF_LOG_2_PI = Normals.HALF_LOG_2_PI;

    /** From these shapes on the integral. */
    private static final double LARGE = 400;

    private static final Recent<IncompleteBeta> KNOWN = new Recent<>(IncompleteBeta::make);

    private final double a;
    private final double b;
    private final double x;
    private final double y;
    private final double logX;
    private final double logY;

    /** a (1 - x) - b x, which is positive below the mean. */
    private final double distance;

    /** Whether what follows belongs to I_x, not to 1 - I_x. */
    private boolean lower = true;

    /** Whether it is that of minus the logit with a and b exchanged. */
    private boolean mirrored;

    private double log;

    /** The derivatives of the logarithm by the logit, a and b. */
    private final double[] first = new double[3];

    /** Its second derivatives, by the six pairs of these. */
    private final double[] second = new double[6];

    /** The second derivatives of the function divided by itself. */
    private final double[] ratio = new double[6];

    private IncompleteBeta(double logit, double a, double b) {
        this.a = a;
        this.b = b;
        this.x = Special.sigmoid(logit);
        this.y = Special.sigmoid(-logit);
        this.logX = -Special.log1pexp(-logit);
        this.logY = -Special.log1pexp(logit);
        this.distance = a * y - b * x;
    }

    /**
     * The derivative of log I_x(a, b), i times in the logit of x, j times in a and k times in b, i + j + k &le; 2, for
     * a, b &gt; 0.
     */
    static double logI(int i, int j, int k, double logit, double a, double b) {
        if (i < 0 || j < 0 || k < 0 || i + j + k > 2) {
            throw new IllegalArgumentException(
                    "logbetai: orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ", " + k + ")");
        }
        if (!(a > 0 && b > 0 && a < Double.POSITIVE_INFINITY && b < Double.POSITIVE_INFINITY) || logit != logit) {
            return Double.NaN;
        }
        if (logit == Double.POSITIVE_INFINITY) {
            return 0;
        }
        IncompleteBeta tail = KNOWN.at(logit, a, b);
        boolean own = tail.lower != tail.mirrored;
        int m = tail.mirrored ? k : j;
        int n = tail.mirrored ? j : k;
        double value = own ? tail.own(i, m, n) : tail.complement(i, m, n);
        return tail.mirrored && i == 1 ? -value : value;
    }

    /** The smaller of the two functions, or the one that is known the better. */
    private static IncompleteBeta make(double logit, double a, double b) {
        IncompleteBeta here = new IncompleteBeta(logit, a, b);
        boolean cutAtZero = a < 1 && here.x * StrictMath.max(b, 1) < 0.7;
        boolean cutAtOne = !cutAtZero && b < 1 && here.y * StrictMath.max(a, 1) < 0.7;
        boolean mirrored = cutAtOne || !cutAtZero && here.distance < 0;
        IncompleteBeta tail = mirrored ? new IncompleteBeta(-logit, b, a) : here;
        tail.mirrored = mirrored;
        tail.compute(cutAtZero || cutAtOne);
        return tail;
    }

    private void compute(boolean cut) {
        if (cut) {
            double power = a * logX + logNormalizer();
            if (power > -0.7) {
                lower = false;
                complementOfSeries(power);
                return;
            }
        }
        if (a >= LARGE && b >= LARGE) {
            integral();
        } else {
            fraction();
        }
    }

    private double own(int i, int j, int k) {
        int low = lowIndex(i, j);
        int high = highIndex(j, k);
        switch (i + j + k) {
            case 0:
                return log;
            case 1:
                return first[low];
            default:
                return second[place(low, high)];
        }
    }

    private double complement(int i, int j, int k) {
        double odds = Special.oddsexp(log);
        if (odds == 0) {
            return 0;
        }
        int low = lowIndex(i, j);
        int high = highIndex(j, k);
        switch (i + j + k) {
            case 0:
                return Special.log1mexp(log);
            case 1:
                return -odds * first[low];
            default:
                return -odds * (ratio[place(low, high)] + odds * first[low] * first[high]);
        }
    }

    private static int lowIndex(int i, int j) {
        return i > 0 ? 0 : j > 0 ? 1 : 2;
    }

    private static int highIndex(int j, int k) {
        return k > 0 ? 2 : j > 0 ? 1 : 0;
    }

    /** Where the second derivative by a pair is kept. */
    private static int place(int low, int high) {
        return low == 0 ? high : low + high + 1;
    }

    /**
     * I_x is x^a y^b/(a B(a, b)) divided by G, where a G = beta(1) + alpha(2)/(beta(2) + alpha(3)/...). The sums are those
     * of the rules for quotients, written out; the derivative of the coefficients by a is taken where nothing cancels.
     */
    private void fraction() {
        int terms = (int) (10
                + StrictMath.min(110 / (a * y), 11 / StrictMath.sqrt(y))
                + 3.6 * StrictMath.sqrt(StrictMath.min(a, b)));
        double xy = x * y;
        double xx = x * x;
        double f = 1;
        double fl = 0;
        double fa = 0;
        double fb = 0;
        double faa = 0;
        double fab = 0;
        double fbb = 0;
        double g = 0;
        double gl = 0;
        double ga = 0;
        double gb = 0;
        double gaa = 0;
        double gab = 0;
        double gbb = 0;
        for (int n = terms; n >= 1; n--) {
            // beta(n + 1), to which the fraction g below it is added
            double r = 1 / (a + (2 * n - 1));
            double s = 1 / (a + (2 * n + 1));
            double u = (a + n) * s;
            double ua = (n + 1) * s * s;
            double w = distance + 1 + n * (1 + y);
            double c = n * (b - n) * x * r;
            f = n + c + u * w + g;
            fl = c * y - u * xy * (a + b + n) + gl;
            fa = ua * w + u * y - c * r + ga;
            fb = x * (n * r - u) + gb;
            faa = 2 * (c * r * r + ua * (y - w * s)) + gaa;
            fab = -x * (n * r * r + ua) + gab;
            fbb = gbb;
            // alpha(n + 1), divided by the fraction below it
            double k;
            double ka;
            double kaa;
            double kb;
            double kab;
            double size;
            double sizeB;
            if (n > 1) {
                double p = (a + (n - 1)) * r * r;
                double q = a + (b + (n - 1));
                double t = (a + (n - 1)) * (2 * n - b) + n * b;
                k = p * q;
                ka = t * r * r * r;
                kaa = r * r * r * ((2 * n - b) - 3 * t * r);
                kb = p;
                kab = r * r * r * (1 - a);
                size = n * (b - n) * xx;
                sizeB = n * xx;
            } else {
                k = (a + b) * r * r;
                ka = r * r * r * (1 - a - 2 * b);
                kaa = r * r * r * r * (2 * a + 6 * b - 4);
                kb = r * r;
                kab = -2 * r * r * r;
                size = (b - 1) * xx;
                sizeB = xx;
            }
            double inverse = 1 / f;
            g = k * size * inverse;
            gl = (2 * y * k * size - g * fl) * inverse;
            ga = (ka * size - g * fa) * inverse;
            gb = (kb * size + k * sizeB - g * fb) * inverse;
            gaa = (kaa * size - 2 * ga * fa - g * faa) * inverse;
            gab = (kab * size + ka * sizeB - ga * fb - gb * fa - g * fab) * inverse;
            gbb = (2 * kb * sizeB - 2 * gb * fb - g * fbb) * inverse;
        }
        double v = 1 / (a + 1);
        double head = (distance + 1) * v;
        g += head;
        gl -= xy * (a + b) * v;
        ga += (y - head) * v;
        gb -= x * v;
        gaa += 2 * (head - y) * v * v;
        gab += x * v * v;
        log = logPower() - StrictMath.log(g);
        double slopeA = ga / g;
        double slopeB = gb / g;
        settle(
                -slopeA,
                -slopeB,
                slopeA * slopeA - gaa / g,
                slopeA * slopeB - gab / g,
                slopeB * slopeB - gbb / g,
                a * g,
                a * gl,
                g + a * ga,
                a * gb);
    }

    private void integral() {
        TailIntegral rest = new TailIntegral(a, y, b, x, distance);
        log = logPower() + StrictMath.log(a * rest.mass());
        double slope = 1 / rest.mass();
        settle(
                1 / a - rest.fall(),
                rest.rise(),
                rest.fallFall() - 1 / a / a,
                -rest.fallRise(),
                rest.riseRise(),
                slope,
                -slope * (a + b) * x * y * rest.q(),
                slope * rest.fall(),
                -slope * rest.rise());
    }

    /** All derivatives, from those of log x^a y^b/(a B(a, b)), added to what is given, and those by the logit as given. */
    private void settle(
            double restA,
            double restB,
            double restAA,
            double restAB,
            double restBB,
            double byL,
            double byLL,
            double byLA,
            double byLB) {
        first[0] = byL;
        first[1] = powerByA() + restA;
        double slope = powerByB() + restB;
        first[2] = slope + 1 / b;
        second[0] = byLL;
        second[1] = byLA;
        second[2] = byLB;
        second[3] = Gammas.polygammaDifference(1, a + 1, b - 1) + restAA;
        second[4] = Gammas.trigamma(a + b) + restAB;
        double curve = Gammas.polygammaDifference(1, b + 1, a - 1) + restBB;
        second[5] = curve - 1 / b / b;
        for (int low = 0; low < 3; low++) {
            for (int high = low; high < 3; high++) {
                ratio[place(low, high)] = second[place(low, high)] + first[low] * first[high];
            }
        }
        // The function has the factor b for small b: the square of 1/b and its derivative are together zero.
        ratio[5] = curve + slope * slope + 2 * slope / b;
    }

    /** 1 - I_x = 1 - exp(power) (1 + a s) with s the sum of (1-b)_n x^n / (n! (a + n)), n &ge; 1. */
    private void complementOfSeries(double power) {
        double c = 1;
        double cb = 0;
        double cbb = 0;
        double s = 0;
        double sa = 0;
        double saa = 0;
        double sb = 0;
        double sab = 0;
        double sbb = 0;
        for (int n = 1; StrictMath.abs(c) + StrictMath.abs(cb) + StrictMath.abs(cbb) > 1e-18; n++) {
            double r = 1 / (a + n);
            double step = x / n;
            cbb = (cbb * (n - b) - 2 * cb) * step;
            cb = (cb * (n - b) - c) * step;
            c *= (n - b) * step;
            s += c * r;
            sa -= c * r * r;
            saa += 2 * c * r * r * r;
            sb += cb * r;
            sab -= cb * r * r;
            sbb += cbb * r;
        }
        double p = StrictMath.exp(power);
        double q = -StrictMath.expm1(power) - p * a * s;
        double scale = -p / q;
        double w = 1 + a * s;
        double wa = s + a * sa;
        double wb = a * sb;
        double slopeA = powerByA();
        double slopeB = Gammas.digammaDifference(b, a);
        double both = Gammas.trigamma(a + b);
        log = StrictMath.log(q);
        first[0] = scale * a * StrictMath.exp(b * logY);
        first[1] = scale * (slopeA * w + wa);
        first[2] = scale * (slopeB * w + wb);
        ratio[0] = first[0] * distance;
        ratio[1] = first[0] * (1 / a + slopeA);
        ratio[2] = first[0] * (logY + slopeB);
        ratio[3] = scale
                * ((slopeA * slopeA + Gammas.polygammaDifference(1, a + 1, b - 1)) * w
                        + 2 * slopeA * wa
                        + 2 * sa
                        + a * saa);
        ratio[4] = scale * ((slopeA * slopeB + both) * w + slopeA * wb + slopeB * wa + sb + a * sab);
        ratio[5] = scale * ((slopeB * slopeB + Gammas.polygammaDifference(1, b, a)) * w + 2 * slopeB * wb + a * sbb);
        for (int low = 0; low < 3; low++) {
            for (int high = low; high < 3; high++) {
                second[place(low, high)] = ratio[place(low, high)] - first[low] * first[high];
            }
        }
    }

    /** log(1/(a B(a, b))), for a &lt; 1 relative also where it is near 0. */
    private double logNormalizer() {
        return a < 1
                ? a * StrictMath.log(b) + Gammas.lpochrel(b, a) - Gammas.lgamma1p(a)
                : -StrictMath.log(a) - Gammas.lbeta(a, b);
    }

    /** log(x^a y^b/(a B(a, b))), by the deviance where the powers are large. */
    private double logPower() {
        if (a < 10 || b < 10) {
            return a * logX + b * logY + logNormalizer();
        }
        double down = distance / a;
        double left = down < 0.5 ? a * Special.log1pmx(-down) : a * (logX + StrictMath.log1p(b / a)) + distance;
        double rest = Stirling.stirlerr(a) + Stirling.stirlerr(b) - Stirling.stirlerr(a + b);
        return left + b * Special.log1pmx(distance / b) + 0.5 * StrictMath.log(b / (a + b) / a) - HALF_LOG_2_PI - rest;
    }

    /** log x + digamma(a + b) - digamma(a + 1). */
    private double powerByA() {
        double down = distance / a;
        if (a < 10 || b < 10 || down > 0.5) {
            return logX + Gammas.digammaDifference(a + 1, b - 1);
        }
        double remainders = Stirling.stirlerr(1, a + b) - Stirling.stirlerr(1, a);
        return StrictMath.log1p(-down) + (0.5 * (b / (a + b)) / a + remainders) - 1 / a;
    }

    /** log y + digamma(a + b) - digamma(b + 1). */
    private double powerByB() {
        if (a < 10 || b < 10) {
            return logY + Gammas.digammaDifference(b + 1, a - 1);
        }
        double remainders = Stirling.stirlerr(1, a + b) - Stirling.stirlerr(1, b);
        return StrictMath.log1p(distance / b) + (0.5 * (a / (a + b)) / b + remainders) - 1 / b;
    }
}
