package mle.plan;

import java.util.Arrays;
import mle.expr.Function;
import mle.expr.Powers;

/**
 * Powers and exp(x) - 1 - x over a block of rows.
 *
 * <p>x^k is e^(k log x) with the logarithm and the product in two parts each (Dekker 1971), so that the error does not
 * grow with the size of the exponent until the parts of the logarithm give out: below 2 units in the last place for
 * |k log x| up to 10, 40 at the ends of the range.
 */
final class Exponentials {
    /** The short way of expm1 holds at least for |x| below this. */
    private static final double ORDINARY = 707;

    /** The short way of powers holds for exponents up to this size. */
    private static final double MOST = 0x1p500;

    private static final Loop[] PRODUCT = {
        (x, k, out, s, n) -> s.zones.takeSigned(k, -MOST, MOST, n),
        (x, k, out, s, n) -> whole(s.c, s.e, s.t, n),
        (x, k, out, s, n) -> product(k, s.t, s.c, s.e, n)
    };

    private static final Loop[] EXP = {
        (x, k, out, s, n) -> Elementary.shift(s.c, s.a, n),
        (x, k, out, s, n) -> s.powers(s.a, s.b, n),
        (x, k, out, s, n) -> Elementary.exp(s.c, s.a, s.b, out, n),
        (x, k, out, s, n) -> addProduct(s.e, out, n)
    };

    private static final Loop[] TIMES_LOG = {(x, k, out, s, n) -> times(s.t, out, n)};

    private static final Loop[] EXPM1MX = {
        (x, y, out, s, n) -> inside(x, s.a, n),
        (x, y, out, s, n) -> near(x, s.a, s.b, n),
        (x, y, out, s, n) -> choose(x, s.a, s.b, out, n)
    };

    private Exponentials() {}

    // -------------------------------------------------------------------------------------------------- powers

    /** x^k log(x)^j, of which the function gives the value where the short way does not hold. */
    static void power(int j, Function scalar, double[] x, double[] k, double[] out, Scratch s, int n) {
        if (!shortPower(x, k, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!ordinary(x[i], k[i], s.a[i])) {
                    out[i] = scalar.at(x[i], k[i]);
                    s.t[i] = 1;
                }
            }
        }
        for (int m = 0; m < j; m++) {
            Loop.all(TIMES_LOG, x, k, out, s, n);
        }
    }

    /** x^k with an exponent that is the same for all rows. */
    static void power(double[] x, double k, double[] out, Scratch s, int n) {
        Arrays.fill(s.u, 0, n, k);
        if (!shortPower(x, s.u, out, s, n)) {
            for (int i = 0; i < n; i++) {
                if (!ordinary(x[i], k, s.a[i])) {
                    out[i] = Powers.pow(x[i], k);
                }
            }
        }
    }

    private static boolean shortPower(double[] x, double[] k, double[] out, Scratch s, int n) {
        Logarithms.log(x, s.c, s.e, s, n);
        boolean ordinary = s.ordinary();
        Loop.all(PRODUCT, x, k, out, s, n);
        Loop.all(EXP, x, k, out, s, n);
        return ordinary && s.ordinary() && s.zones.ordinary();
    }

    /** Whether the short way holds for a row, given what it has left of the exponent of two: no matter what other rows do. */
    private static boolean ordinary(double x, double k, double shifted) {
        return Scratch.splits(x) && Math.abs(k) <= MOST && Scratch.hasPower(shifted);
    }

    /** Moves what the leading part of a sum can take from the other part to it. */
    private static void whole(double[] high, double[] low, double[] whole, int n) {
        for (int i = 0; i < n; i++) {
            double sum = high[i] + low[i];
            whole[i] = sum;
            low[i] = (high[i] - sum) + low[i];
        }
    }

    /** k (log + low) in two parts. */
    private static void product(double[] k, double[] log, double[] product, double[] low, int n) {
        for (int i = 0; i < n; i++) {
            double p = k[i] * log[i];
            product[i] = p;
            low[i] = Math.fma(k[i], low[i], Math.fma(k[i], log[i], -p));
        }
    }

    private static void addProduct(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] += a[i] * out[i];
        }
    }

    private static void times(double[] a, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] *= a[i];
        }
    }

    // ------------------------------------------------------------------------------------------------- expm1mx
    // x^2 times a polynomial up to 1 on either side of zero, (e^x - 1) - x beyond.

    static void expm1mx(double[] x, double[] out, Scratch s, int n) {
        Elementary.expm1(x, out, s, n);
        Loop.all(EXPM1MX, x, x, out, s, n);
        if (!s.ordinary()) {
            for (int i = 0; i < n; i++) {
                if (!(Math.abs(x[i]) < ORDINARY)) {
                    out[i] = Function.EXPM1MX.at(x[i]);
                }
            }
        }
    }

    private static void inside(double[] x, double[] inside, int n) {
        for (int i = 0; i < n; i++) {
            inside[i] = Math.min(1, Math.max(0, 0x1p60 * (1 - Math.abs(x[i]))));
        }
    }

    private static void near(double[] x, double[] inside, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            double z = inside[i] * x[i];
            out[i] = z * z * series(z);
        }
    }

    private static void choose(double[] x, double[] inside, double[] near, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = near[i] + (1 - inside[i]) * (out[i] - x[i]);
        }
    }

    /** (e^x - 1 - x)/x^2 for |x| up to 1; the error of the fit, by {@code block-coefficients.py}, is below 1e-17. */
    private static double series(double x) {
        double p = 4.838397490830109e-14;
        p = p * x + 7.753289909061301e-13;
        p = p * x + 1.1469860083749003e-11;
        p = p * x + 1.6057448519013338e-10;
        p = p * x + 2.0876763758519634e-09;
        p = p * x + 2.505212058452295e-08;
        p = p * x + 2.755731919627328e-07;
        p = p * x + 2.7557319174051555e-06;
        p = p * x + 2.4801587301645516e-05;
        p = p * x + 0.0001984126984137474;
        p = p * x + 0.0013888888888888835;
        p = p * x + 0.008333333333333236;
        p = p * x + 0.041666666666666664;
        p = p * x + 0.16666666666666666;
        return p * x + 0.5;
    }
}
