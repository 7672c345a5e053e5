package mle.expr;

/**
 * The logarithm of Hurwitz's zeta function with its derivatives. All terms are positive, so that nothing cancels; derivatives are
 * moments under the terms.
 */
final class Hurwitz {
    /** B_2j/(2j)!, j from 1 (DLMF 24.2). */
    private static final double[] BERNOULLI = {
        1.0 / 12,
        -1.0 / 720,
        1.0 / 30240,
        -1.0 / 1209600,
        1.0 / 47900160,
        -691.0 / 1307674368000.0,
        1.0 / 74724249600.0,
        -3617.0 / 10670622842880000.0,
        43867.0 / 5109094217170944000.0,
        -174611.0 / 802857662698291200000.0
    };

    /** Terms below this share of the others add nothing. */
    private static final double NEGLIGIBLE = 1e-19;

    private Hurwitz() {}

    /**
     * The k-th derivative by s, k &le; 2, of log ζ(1 + s, a) for s, a &gt; 0: terms up to where Euler and Maclaurin's formula
     * is precise (DLMF 25.11.28), relative to the first.
     */
    static double log(int k, double s, double a) {
        if (k < 0 || k > 2) {
            throw new IllegalArgumentException("loghurwitz: order must be between 0 and 2, got " + k);
        }
        if (!(s > 0 && a > 0) || s == Double.POSITIVE_INFINITY || a == Double.POSITIVE_INFINITY) {
            return Double.NaN;
        }
        double sigma = 1 + s;
        double enough = StrictMath.max(20, 2 * sigma);
        double rest = 0;
        double first = 0;
        double second = 0;
        double log = 0;
        double term = 1;
        int n = 0;
        while (a + n < enough && (n < 2 || term > NEGLIGIBLE * rest)) {
            if (n > 0) {
                rest += term;
                first += term * log;
                second += term * log * log;
            }
            n++;
            log = StrictMath.log1p(n / a);
            term = StrictMath.exp(-sigma * log);
        }
        if (a + n >= enough) {
            // What remains is term·(b/s + 1/2 + ...), b = a + n, with its derivatives by s.
            double b = a + n;
            double v = b / s + 0.5;
            double v1 = -b / s / s;
            double v2 = 2 * b / s / s / s;
            double p = sigma / b;
            double p1 = 1 / b;
            double p2 = 0;
            for (int j = 0; j < BERNOULLI.length; j++) {
                v += BERNOULLI[j] * p;
                v1 += BERNOULLI[j] * p1;
                v2 += BERNOULLI[j] * p2;
                for (int m = 2 * j + 1; m <= 2 * j + 2; m++) {
                    double factor = (sigma + m) / b;
                    p2 = p2 * factor + 2 * p1 / b;
                    p1 = p1 * factor + p / b;
                    p *= factor;
                }
            }
            rest += n > 0 ? term * v : v - 1;
            first += term * (log * v - v1);
            second += term * (log * log * v - 2 * log * v1 + v2);
        }
        double sum = 1 + rest;
        switch (k) {
            case 0:
                return StrictMath.log1p(rest) - sigma * StrictMath.log(a);
            case 1:
                return -first / sum - StrictMath.log(a);
            default:
                return second / sum - first / sum * (first / sum);
        }
    }
}
