package mle.expr;

/**
 * The logarithm of the sum over k from 0 to n of binomial(n, k)&middot;(a)_k&middot;exp(k&middot;l), (a)_k = a(a + 1)...(a + k - 1),
 * with its derivatives: moments of k and of the derivative of log (a)_k under the terms, all of which are positive.
 *
 * <p>A short sum is taken from its first term; of a long one, the terms that count, to both sides of the largest. That of a
 * number between counts, which summation by few points asks for, has the terms n - k = 0, 1, ... where those of small k are nothing.
 */
final class RisingSum {
    /** Sums whose largest term is among so many are taken from the first. */
    private static final int SHORT = 1024;

    /** Terms below this share of the others add nothing. */
    private static final double NEGLIGIBLE = 1e-19;

    /** Where the terms of a sum are made smaller before they overflow. */
    private static final double LARGE = 1e100;

    private static final int MOST_TERMS = 200_000;

    private static final Recent<RisingSum> KNOWN = new Recent<>(RisingSum::new);

    private final double n;
    private final double a;
    private final double w;
    private double log;
    private double meanK;
    private double meanH;
    private double varianceK;
    private double varianceH;
    private double covariance;

    /** The second derivative of log (a)_k by a, on average. */
    private double curvature;

    // Sums over the terms about the largest one, relative to it: of 1, k, h, k², kh, h² and the squares of 1/(a + k).
    private final double[] sums = new double[7];

    private RisingSum(double n, double a, double l) {
        this.n = n;
        this.a = a;
        this.w = StrictMath.exp(l);
        if (n == StrictMath.rint(n) && largest() <= SHORT) {
            fromFirst();
        } else {
            fromLargest(l);
        }
    }

    /**
     * A derivative, i times by a and j times by l, i + j &le; 2, for n &ge; 0 and a &gt; 0. NaN where more than 200 000 terms count on
     * a side, and of a number between counts where it is not known.
     */
    static double log(int i, int j, double n, double a, double l) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException(
                    "logrisingsum: orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
        if (!(n >= 0 && a > 0 && n < Double.POSITIVE_INFINITY && StrictMath.exp(l) < LARGE)) {
            return Double.NaN;
        }
        RisingSum sum = KNOWN.at(n, a, l);
        return switch (3 * i + j) {
            case 0 -> sum.log;
            case 1 -> sum.meanK;
            case 2 -> sum.varianceK;
            case 3 -> sum.meanH;
            case 4 -> sum.covariance;
            default -> sum.varianceH + sum.curvature;
        };
    }

    private void fromFirst() {
        double term = 1;
        double sum = 1;
        double logScale = 0;
        double harmonic = 0; // of (a)_k, the derivative of its logarithm
        double squares = 0;
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
            curvature -= share * (squares + curvature);
            varianceK += term * k1 * (k - meanK);
            varianceH += term * h1 * (harmonic - meanH);
            covariance += term * k1 * (harmonic - meanH);
            if (share * n < NEGLIGIBLE && k > meanK) {
                break;
            }
            if (k == MOST_TERMS) {
                isUnknown();
                return;
            }
        }
        varianceK /= sum;
        varianceH /= sum;
        covariance /= sum;
        log = logScale + StrictMath.log(sum);
    }

    private void fromLargest(double l) {
        double whole = StrictMath.rint(n);
        double top = n - Math.floor(Math.max(0, Math.min(n - largest(), n)));
        double logTop = Gammas.lgamma(n + 1)
                - Gammas.lgamma(top + 1)
                - Gammas.lgamma(n - top + 1)
                + (Gammas.lgamma(a + top) - Gammas.lgamma(a))
                + top * l;
        sums[0] = 1;
        double reached = down(top);
        boolean known = up(top) && reached >= 0;
        // Of shapes below 1 the first terms may be large again.
        if (known && reached > 0 && StrictMath.exp(-logTop) > NEGLIGIBLE * sums[0]) {
            known = n == whole && first(top, StrictMath.exp(-logTop), reached);
        }
        if (!known || reached < 1 && n != whole) {
            isUnknown();
            return;
        }
        double sum = sums[0];
        double k = sums[1] / sum;
        double h = sums[2] / sum;
        log = logTop + StrictMath.log(sum);
        meanK = top + k;
        meanH = Gammas.digamma(a + top) - Gammas.digamma(a) + h;
        varianceK = sums[3] / sum - k * k;
        covariance = sums[4] / sum - k * h;
        varianceH = sums[5] / sum - h * h;
        curvature = Gammas.trigamma(a + top) - Gammas.trigamma(a) - sums[6] / sum;
    }

    private void isUnknown() {
        log = Double.NaN;
        meanK = Double.NaN;
        meanH = Double.NaN;
        varianceK = Double.NaN;
        varianceH = Double.NaN;
        covariance = Double.NaN;
    }

    /** Where terms stop rising: (n + 1 - k)(a + k - 1)w = k; 0 where they never do. */
    private double largest() {
        double b = n + 2 - a - 1 / w;
        double product = (n + 1) * (a - 1);
        double discriminant = b * b + 4 * product;
        if (!(discriminant > 0)) {
            return 0;
        }
        double root = StrictMath.sqrt(discriminant);
        double k = b > 0 ? (b + root) / 2 : 2 * product / (root - b);
        return Math.max(0, Math.min(k, n));
    }

    /** Adds the terms above; false where there are too many. */
    private boolean up(double top) {
        double term = 1;
        double h = 0;
        double squares = 0;
        for (int d = 1; d <= MOST_TERMS; d++) {
            double k = top + d;
            if (k > n) {
                return true;
            }
            double r = 1 / (a + (k - 1));
            term *= (n - k + 1) / k * (a + (k - 1)) * w;
            h += r;
            squares += r * r;
            add(term, d, h, squares);
            if (term * d * d < NEGLIGIBLE * sums[0]) {
                return true;
            }
        }
        return false;
    }

    /** Adds the terms below; the last k that was added, or -1 where there are too many. */
    private double down(double top) {
        double term = 1;
        double h = 0;
        double squares = 0;
        for (int d = 1; d <= MOST_TERMS; d++) {
            double k = top - d;
            if (k < 0) {
                return k + 1;
            }
            double r = 1 / (a + k);
            term *= (k + 1) / ((n - k) * (a + k) * w);
            h -= r;
            squares -= r * r;
            add(term, -d, h, squares);
            if (term * d * d * (1 + h * h) < NEGLIGIBLE * sums[0]) {
                return k;
            }
        }
        return -1;
    }

    /** Adds the terms from k = 0 up to where they are nothing, or to those that were added; false where there are too many. */
    private boolean first(double top, double share, double reached) {
        double term = share;
        double h = Gammas.digamma(a) - Gammas.digamma(a + top);
        double squares = Gammas.trigamma(a + top) - Gammas.trigamma(a);
        for (int k = 0; k <= MOST_TERMS; k++) {
            if (k >= reached) {
                return true;
            }
            add(term, k - top, h, squares);
            if (term * top * top < NEGLIGIBLE * sums[0]) {
                return true;
            }
            double r = 1 / (a + k);
            h += r;
            squares += r * r;
            term *= (n - k) / (k + 1) * (a + k) * w;
        }
        return false;
    }

    private void add(double term, double k, double h, double squares) {
        sums[0] += term;
        sums[1] += term * k;
        sums[2] += term * h;
        sums[3] += term * k * k;
        sums[4] += term * k * h;
        sums[5] += term * h * h;
        sums[6] += term * squares;
    }
}
