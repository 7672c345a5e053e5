package mle.expr;

/**
 * Owen's T and the logarithm of the skew-normal distribution function, Phi(z) - 2 T(z, slant), relative in both tails.
 *
 * <p>Owen (Tables for computing bivariate normal probabilities, 1956) reduces T to slants up to 1, where its integrand is
 * smooth; Azzalini (A class of distributions which includes the normal ones, 1985) is the distribution. Each case is a sum
 * of positive terms. In the thin tail, where none is known, the density is integrated from its end. The integrals take
 * the nodes of {@link TailIntegral}. Accuracy 8e-16 for T and 1.1e-15 for the logarithm, for slants to 1e3.
 */
final class SkewNormals {
    private static final double HALF_LOG_2_PI = Normals.HALF_LOG_2_PI;
    private static final double SQRT_2_PI = 2.5066282746310002;

    /** Where an integrand is below exp of minus this, it is left out. */
    private static final double ENOUGH = 42;

    private SkewNormals() {}

    /** T(h, a), even in h and odd in a. */
    static double owenT(double h, double a) {
        if (h != h || a != a) {
            return Double.NaN;
        }
        double size = StrictMath.abs(h);
        double slant = StrictMath.abs(a);
        double value;
        if (size == Double.POSITIVE_INFINITY) {
            value = 0;
        } else if (slant <= 1) {
            value = Normals.density(size) * reduced(size, slant);
        } else {
            double upper = Normals.upperTail(size);
            double far = size == 0 ? 0 : slant * size;
            value = 0.5 * upper
                    + Normals.upperTail(far) * (0.5 - upper)
                    - Normals.density(far) * reduced(far, 1 / slant);
        }
        return a < 0 ? -value : value;
    }

    /** log F(z) of the skew-normal distribution, for any z and slant. Its complement is F(-z) at minus the slant. */
    static double logCdf(double z, double slant) {
        if (z != z || !(StrictMath.abs(slant) < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (StrictMath.abs(z) == Double.POSITIVE_INFINITY) {
            return z > 0 ? 0 : z;
        }
        if (slant >= 0) {
            return z < 0 ? logThin(-z, slant) : Special.log1mexp(logThick(z, slant));
        }
        return z > 0 ? Special.log1mexp(logThin(z, -slant)) : logThick(-z, -slant);
    }

    /** log(1 - F(h)), for h and slant &ge; 0: the tail that is as thick as the normal one. */
    private static double logThick(double h, double slant) {
        if (slant <= 1) {
            return -0.5 * h * h - HALF_LOG_2_PI + StrictMath.log(Normals.upperTailRatio(h) + 2 * reduced(h, slant));
        }
        double far = slant * h;
        double between = Normals.between(h);
        double reduced = 2 * reduced(far, 1 / slant);
        double below = between * Normals.normalCdf(far) + Normals.density(far) * reduced;
        if (below < 0.5) {
            return StrictMath.log1p(-below);
        }
        double rest = Normals.upperTailRatio(far) * between - reduced;
        double ratio = 2 * Normals.upperTailRatio(h) + StrictMath.exp(0.5 * (h - far) * (h + far)) * rest;
        return -0.5 * h * h - HALF_LOG_2_PI + StrictMath.log(ratio);
    }

    /** log F(-h), for h and slant &ge; 0: from 2 phi(h) phi(slant h) and the Mills ratio on the way out. */
    private static double logThin(double h, double slant) {
        double k = 1 + slant * slant;
        double end = 2 * ENOUGH / (k * h + StrictMath.sqrt(k * h * k * h + 2 * k * ENOUGH));
        double sum = 0;
        for (int n = 0; n < TailIntegral.NODES.length; n++) {
            double u = end * TailIntegral.NODES[n];
            sum += TailIntegral.WEIGHTS[n]
                    * StrictMath.exp(-k * u * (h + 0.5 * u))
                    * Normals.upperTailRatio(slant * (h + u));
        }
        return -0.5 * k * h * h + StrictMath.log(end * sum / StrictMath.PI);
    }

    /** T(h, a)/phi(h), for h &ge; 0 and 0 &le; a &le; 1. */
    private static double reduced(double h, double a) {
        double end = h * a > 9.2 ? 9.2 / h : a;
        double sum = 0;
        for (int n = 0; n < TailIntegral.NODES.length; n++) {
            double t = end * TailIntegral.NODES[n];
            double s = h * t;
            sum += TailIntegral.WEIGHTS[n] * StrictMath.exp(-0.5 * s * s) / (1 + t * t);
        }
        return end * sum / SQRT_2_PI;
    }
}
