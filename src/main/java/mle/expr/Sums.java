package mle.expr;

/**
 * Logarithms of sums over the whole numbers, with their derivatives: Hurwitz's zeta function, a sum of rising factorials and one of
 * powers of factorials.
 *
 * <p>All terms are positive, so that nothing cancels; derivatives are moments under the terms.
 */
final class Sums {
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

    /** Where the terms of a sum are made smaller before they overflow. */
    private static final double LARGE = 1e100;

    private static final int MOST_TERMS = 200_000;
    private static final double LARGEST_COUNT = 0x1p52;

    private Sums() {}

    /**
     * The k-th derivative by s, k &le; 2, of log ζ(1 + s, a) for s, a &gt; 0: terms up to where Euler and Maclaurin's formula
     * is precise (DLMF 25.11.28), relative to the first.
     */
    static double logHurwitz(int k, double s, double a) {
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

    /**
     * The derivative, i times by a and j times by l, i + j &le; 2, of the logarithm of the sum over k from 0 to n of
     * binomial(n, k)·(a)_k·exp(k·l), (a)_k = a(a + 1)...(a + k - 1); for whole n &ge; 0 and a &gt; 0. NaN where more than
     * 200 000 terms count.
     */
    static double logRisingSum(int i, int j, double n, double a, double l) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException(
                    "logrisingsum: orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
        double w = StrictMath.exp(l);
        if (!(n >= 0 && a > 0 && w < LARGE) || n != StrictMath.rint(n)) {
            return Double.NaN;
        }
        double term = 1;
        double sum = 1;
        double logScale = 0;
        double harmonic = 0; // of (a)_k, the derivative of its logarithm
        double squares = 0;
        double meanK = 0;
        double meanH = 0;
        double meanSquares = 0;
        double varianceK = 0;
        double varianceH = 0;
        double covariance = 0;
        for (int k = 1; k <= n; k++) {
            double r = 1 / (a + (k - 1));
            term *= (n - k + 1) / k * (a + (k - 1)) * w;
            harmonic += r;
            squares += r * r;
            if (term > LARGE) {
                logScale += StrictMath.log(term);
                sum /= term;
                varianceK /= term;
                varianceH /= term;
                covariance /= term;
                term = 1;
            }
            sum += term;
            // Sums of squares around the mean so far (West 1979).
            double share = term / sum;
            double k1 = k - meanK;
            double h1 = harmonic - meanH;
            meanK += share * k1;
            meanH += share * h1;
            meanSquares += share * (squares - meanSquares);
            varianceK += term * k1 * (k - meanK);
            varianceH += term * h1 * (harmonic - meanH);
            covariance += term * k1 * (harmonic - meanH);
            if (share * n < NEGLIGIBLE && k > meanK) {
                break;
            }
            if (k == MOST_TERMS) {
                return Double.NaN;
            }
        }
        switch (3 * i + j) {
            case 0:
                return logScale + StrictMath.log(sum);
            case 1:
                return meanK;
            case 2:
                return varianceK / sum;
            case 3:
                return meanH;
            case 4:
                return covariance / sum;
            default:
                return varianceH / sum - meanSquares;
        }
    }

    /**
     * The derivative, i times by l and j times by v, i + j &le; 2, of the logarithm of the sum over k from 0 of exp(k·l)/k!^v; for
     * v &gt; 0. Terms are relative to the largest one, and summed from it to both sides. NaN where more than 200 000 of them count on a
     * side.
     */
    static double logFactorialSum(int i, int j, double l, double v) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException(
                    "logfactorialsum: orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
        double most = Math.floor(StrictMath.exp(l / v));
        if (!(v > 0 && v < Double.POSITIVE_INFINITY && most < LARGEST_COUNT)) {
            return Double.NaN;
        }
        double[] moments = {1, 0, 0, 0, 0, 0};
        if (!(addFactorials(moments, most, 1, l, v) && addFactorials(moments, most, -1, l, v))) {
            return Double.NaN;
        }
        double sum = moments[0];
        double k = moments[1] / sum;
        double h = moments[2] / sum;
        return switch (3 * i + j) {
            case 0 -> (most > 0 ? most * l : 0) - v * Gammas.lgamma(most + 1) + StrictMath.log(sum);
            case 1 -> -(Gammas.lgamma(most + 1) + h);
            case 2 -> moments[5] / sum - h * h;
            case 3 -> most + k;
            case 4 -> k * h - moments[4] / sum;
            default -> moments[3] / sum - k * k;
        };
    }

    /** Adds the terms on a side of a count with their products by the distance k and by h, log k! less that of the count. */
    private static boolean addFactorials(double[] moments, double from, int side, double l, double v) {
        double term = 1;
        double h = 0;
        for (int n = 1; n <= MOST_TERMS; n++) {
            double factor = side > 0 ? from + n : from - n + 1;
            if (factor == 0) {
                return true;
            }
            double log = StrictMath.log(factor);
            double ratio = StrictMath.exp(side * (l - v * log));
            term *= ratio;
            h += side * log;
            double k = side * n;
            moments[0] += term;
            moments[1] += term * k;
            moments[2] += term * h;
            moments[3] += term * k * k;
            moments[4] += term * k * h;
            moments[5] += term * h * h;
            // What is left is less than a geometric series.
            if (term * (1 + k * k + h * h) < NEGLIGIBLE * moments[0] * (1 - ratio)) {
                return true;
            }
        }
        return false;
    }
}
