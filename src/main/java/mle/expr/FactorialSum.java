package mle.expr;

/**
 * The logarithm of the sum over k from 0 of exp(k&middot;l)/k!^v with its derivatives, v &gt; 0. Terms are relative to the largest
 * one, and summed from it to both sides.
 */
final class FactorialSum {
    /** Terms below this share of the others add nothing. */
    private static final double NEGLIGIBLE = 1e-19;

    private static final int MOST_TERMS = 200_000;
    private static final double LARGEST_COUNT = 0x1p52;

    private static final Recent<FactorialSum> KNOWN = new Recent<>((l, v, none) -> new FactorialSum(l, v));

    private final double l;
    private final double v;
    private final double most;

    /** Sums over the terms of 1, k, h, k², kh and h², k the distance from the largest and h log k! less that of it. */
    private final double[] moments = {1, 0, 0, 0, 0, 0};

    private final boolean found;

    private FactorialSum(double l, double v) {
        this.l = l;
        this.v = v;
        this.most = Math.floor(StrictMath.exp(l / v));
        this.found = most < LARGEST_COUNT && add(1) && add(-1);
    }

    /**
     * A derivative, i times by l and j times by v, i + j &le; 2. NaN where more than 200 000 terms count on a side.
     */
    static double log(int i, int j, double l, double v) {
        if (i < 0 || j < 0 || i + j > 2) {
            throw new IllegalArgumentException(
                    "logfactorialsum: orders must be >= 0 and add up to at most 2, got (" + i + ", " + j + ")");
        }
        if (!(v > 0 && v < Double.POSITIVE_INFINITY) || l != l) {
            return Double.NaN;
        }
        FactorialSum sum = KNOWN.at(l, v, 0);
        return sum.found ? sum.derivative(i, j) : Double.NaN;
    }

    private double derivative(int i, int j) {
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

    /** Adds the terms on a side of the largest; false where there are too many. */
    private boolean add(int side) {
        double term = 1;
        double h = 0;
        for (int n = 1; n <= MOST_TERMS; n++) {
            double factor = side > 0 ? most + n : most - n + 1;
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
