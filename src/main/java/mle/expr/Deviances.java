package mle.expr;

/**
 * What a count is away from its mean, free of the large terms that cancel in the logarithm of its probability (Loader 2000,
 * Fast and accurate computation of binomial probabilities): half the deviances of the Poisson and the negative binomial, and
 * what is left of the factorial.
 *
 * <p>NaN in, NaN out; an argument outside the domain gives NaN. The accuracies are the largest relative errors seen in the
 * committed reference file.
 */
final class Deviances {
    private Deviances() {}

    /**
     * x log(x/y) - x + y for x, y &ge; 0, the divergence of a Poisson of mean y from one of mean x; y at x = 0. Accuracy
     * 5e-16.
     */
    static double kldiv(double x, double y) {
        if (!(x >= 0 && y >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return y;
        }
        return share(x, y / x, y - x);
    }

    /**
     * kldiv(x, y) - kldiv(x + r, y + r) for x, r &ge; 0 and y &gt; 0: with z = (x + r) y/(y + r), the sum kldiv(x, z) +
     * kldiv(r, x + r - z) of two terms that are not negative. It is 0 at r = 0 and tends to kldiv(x, y) for large r. Accuracy
     * 1.1e-15.
     */
    static double kldrop(double x, double y, double r) {
        if (!(x >= 0 && y >= 0 && r >= 0)) {
            return Double.NaN;
        }
        if (x == 0) {
            return r == 0 ? 0 : r * StrictMath.log1p(y / r);
        }
        if (r == 0 || r == Double.POSITIVE_INFINITY) {
            return r == 0 ? 0 : kldiv(x, y);
        }
        double sum = y + r;
        double moved = r / sum * (x - y);
        double ratio = (x + r) / sum;
        return share(x, ratio * (y / x), -moved) + share(r, ratio, moved);
    }

    /** kldiv(x, x + moved), given the ratio of x + moved to x as well. */
    private static double share(double x, double ratio, double moved) {
        double relative = moved / x;
        if (relative >= -0.5 && relative <= 1) {
            return -x * Special.log1pmx(relative);
        }
        return moved - x * StrictMath.log(ratio);
    }

    /** The k-th derivative of stirlerr at a + x less that at a. */
    static double stirldiff(int k, double a, double x) {
        return Stirling.stirlerr(k, a + x) - Stirling.stirlerr(k, a);
    }

    /** log x! relative to (x/e)^x: lgamma(x + 1) - x log x + x for x &ge; 0; 0 at x = 0. Accuracy 3e-16. */
    static double lfactrel(double x) {
        if (x < 0.5) {
            return x == 0 ? 0 : Gammas.lgamma(x + 1) - x * StrictMath.log(x) + x;
        }
        return Stirling.stirlerr(x) + (Normals.HALF_LOG_2_PI + 0.5 * StrictMath.log(x));
    }
}
