package mle.expr;

/**
 * The logarithm of Student's distribution function with its derivatives by the degrees of freedom: half an incomplete beta
 * function of the odds df/t&sup2; for t &lt; 0, the complement of that above, exactly one half at t = 0.
 *
 * <p>Accuracy of the value 2.3e-13; of the derivatives the same relative to their terms, which are of the size 1/df and
 * cancel to 1/df² where df is large; of very large ones those of the distance from the normal.
 */
final class StudentTails {
    private static final double LOG_HALF = -0.6931471805599453;

    /** From so many degrees of freedom on, times t⁴ if that is more, one term beside the normal is all that counts. */
    private static final double NEAR_NORMAL = 1e16;

    private StudentTails() {}

    /** The k-th derivative, k &le; 2, by df of log P(T &le; t). */
    static double logCdf(int k, double df, double t) {
        if (k < 0 || k > 2) {
            throw new IllegalArgumentException("logstudentcdf: order must be between 0 and 2, got " + k);
        }
        if (t != t || !(df > 0 && df < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (t == 0) {
            return k == 0 ? LOG_HALF : 0;
        }
        if (df > NEAR_NORMAL * Math.max(1, t * t * t * t)) {
            return nearNormal(k, df, t);
        }
        double logit = StrictMath.log(df) - 2 * StrictMath.log(StrictMath.abs(t));
        double a = df / 2;
        double value = LOG_HALF + IncompleteBeta.logI(0, 0, 0, logit, a, 0.5);
        if (k == 0) {
            return t < 0 ? value : Special.log1mexp(value);
        }
        double byLogit = IncompleteBeta.logI(1, 0, 0, logit, a, 0.5);
        double first = byLogit / df + IncompleteBeta.logI(0, 1, 0, logit, a, 0.5) / 2;
        double odds = t < 0 ? 0 : Special.oddsexp(value);
        if (k == 1) {
            return t < 0 ? first : -odds * first;
        }
        double second = (IncompleteBeta.logI(2, 0, 0, logit, a, 0.5) - byLogit) / df / df
                + IncompleteBeta.logI(1, 1, 0, logit, a, 0.5) / df
                + IncompleteBeta.logI(0, 2, 0, logit, a, 0.5) / 4;
        return t < 0 ? second : -odds * (second + (1 + odds) * first * first);
    }

    /** The same of log(Φ(t) - φ(t)(t³ + t)/(4 df)), to the first order of 1/df (Fisher 1925, Metron 5, 109-112). */
    private static double nearNormal(int k, double df, double t) {
        double term = Normals.mills(t) * (t * t * t + t) / 4 / df;
        return switch (k) {
            case 0 -> Normals.logNormalCdf(t) - term;
            case 1 -> term / df;
            default -> -2 * term / df / df;
        };
    }
}
