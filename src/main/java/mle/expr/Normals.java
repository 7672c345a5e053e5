package mle.expr;

/**
 * The standard normal distribution function, its logarithm and its hazard, each with relative accuracy in both tails.
 *
 * <p>All three come from one function, the Mills ratio of the upper tail (1 - Phi(x))/phi(x), which is smooth and has no
 * exponential in it. It is a rational function on three ranges, in the manner of Cody (Rational Chebyshev approximations
 * for the error function, 1969), fitted in 80 digits by {@code special-coefficients.py} (next to the tests).
 * The accuracies are the largest relative errors seen in the committed
 * reference file and in four times as many random points.
 */
final class Normals {
    static final double HALF_LOG_2_PI = 0.9189385332046727;
    private static final double SQRT_2_PI = 2.5066282746310002;

    /** The Mills ratio of the upper tail on [0, 3]; the relative error of the fit is 2.3e-19. */
    private static final double[] NEAR_P = {
        1.2533141373155003,
        1.396816456999676,
        0.7867316788796258,
        0.2725987403517709,
        0.06177944464219378,
        0.00908016395677988,
        0.0008003281215055078,
        3.27325399935647e-05
    };

    private static final double[] NEAR_Q = {
        1.0,
        1.9123828461182664,
        1.6535818073345805,
        0.8466398175261857,
        0.28164304944059,
        0.06257723432535679,
        0.009113057423107933,
        0.0008003213871173514,
        3.273267983028167e-05
    };

    /** The same on [3, 8]; 1.8e-19. */
    private static final double[] MIDDLE_P = {
        1.2533212060496177,
        1.5806070741839124,
        0.9712448799299418,
        0.3623163901136861,
        0.08649521898781412,
        0.012690890770843902,
        0.0009650233185745806
    };

    private static final double[] MIDDLE_Q = {
        1.0,
        2.059055812722872,
        1.9177552336816959,
        1.0557939572759494,
        0.37500818132474284,
        0.08746020702138038,
        0.01269089163575238,
        0.0009650233085935008
    };

    /** x times the same as a function of w = 1/x^2 for x &ge; 8; 3.1e-17. */
    private static final double[] FAR_P = {
        1.0, 31.224793270089286, 273.0796300398497, 677.9072367444439, 229.69385940378476
    };

    private static final double[] FAR_Q = {
        1.0, 32.224793270088924, 302.30442331062767, 898.5372797374584, 599.6899582274575
    };

    private Normals() {}

    /** Phi(x), the probability below x; 0 at -infinity and 1 at +infinity. Accuracy 7e-16. */
    static double normalCdf(double x) {
        return x < 0 ? density(x) * upperTailRatio(-x) : 1 - density(x) * upperTailRatio(x);
    }

    /** 1 - Phi(x) for x &ge; 0. */
    static double upperTail(double x) {
        return density(x) * upperTailRatio(x);
    }

    /** The probability between -x and x, for x &ge; 0: by the series of positive terms DLMF 7.6.2 for small x. */
    static double between(double x) {
        if (x > 1) {
            return 1 - 2 * upperTail(x);
        }
        double sum = 0;
        for (int k = 16; k >= 1; k--) {
            sum = (1 + sum) * x * x / (2 * k + 1);
        }
        return 2 * density(x) * x * (1 + sum);
    }

    /** log Phi(x); -infinity at -infinity and 0 at +infinity. Accuracy 7e-16. */
    static double logNormalCdf(double x) {
        if (x < -2) {
            return -0.5 * x * x - HALF_LOG_2_PI + StrictMath.log(upperTailRatio(-x));
        }
        if (x < 0) {
            return StrictMath.log(normalCdf(x));
        }
        return StrictMath.log1p(-density(x) * upperTailRatio(x));
    }

    /**
     * log(Phi(m + h) - Phi(m - h)) for h &ge; 0, relative however far out or narrow: between the tails of both ends, or,
     * where those are close, the integral of the density by the nodes of {@link TailIntegral}. Accuracy 5e-16.
     */
    static double logAround(double m, double h) {
        if (!(h >= 0) || m != m) {
            return Double.NaN;
        }
        double size = StrictMath.abs(m);
        double near = size - h;
        if (near < 0) {
            double outside = normalCdf(near) + normalCdf(-size - h);
            return outside < 0.5
                    ? StrictMath.log1p(-outside)
                    : StrictMath.log(0.5 * (between(-near) + between(size + h)));
        }
        double fall = 2 * size * h;
        double ratio = 0;
        if (fall > 1) {
            ratio = upperTailRatio(near) - (fall < 800 ? upperTailRatio(size + h) * StrictMath.exp(-fall) : 0);
        } else {
            for (int n = 0; n < TailIntegral.NODES.length; n++) {
                double u = 2 * h * TailIntegral.NODES[n];
                ratio += TailIntegral.WEIGHTS[n] * StrictMath.exp(-u * (near + 0.5 * u));
            }
            ratio *= 2 * h;
        }
        return -0.5 * near * near - HALF_LOG_2_PI + StrictMath.log(ratio);
    }

    /**
     * phi(x)/Phi(x), the derivative of log Phi (the inverse Mills ratio); about -x at -infinity and 0 at +infinity.
     * Accuracy 5e-16.
     */
    static double mills(double x) {
        if (x < 0) {
            return 1 / upperTailRatio(-x);
        }
        double phi = density(x);
        return phi / (1 - phi * upperTailRatio(x));
    }

    /** phi(x). The square is split as Cody does, so that its rounding error is not magnified by the exponential. */
    static double density(double x) {
        double size = StrictMath.abs(x);
        if (size > 40) {
            return 0;
        }
        double head = StrictMath.rint(size * 16) / 16;
        double tail = (size - head) * (size + head);
        return StrictMath.exp(-0.5 * head * head) * StrictMath.exp(-0.5 * tail) / SQRT_2_PI;
    }

    /** (1 - Phi(x))/phi(x) for x &ge; 0. */
    static double upperTailRatio(double x) {
        if (x < 3) {
            return Special.polynomial(NEAR_P, x) / Special.polynomial(NEAR_Q, x);
        }
        if (x < 8) {
            return Special.polynomial(MIDDLE_P, x) / Special.polynomial(MIDDLE_Q, x);
        }
        double w = 1 / x / x;
        return Special.polynomial(FAR_P, w) / Special.polynomial(FAR_Q, w) / x;
    }
}
