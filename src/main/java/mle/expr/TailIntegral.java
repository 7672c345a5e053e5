package mle.expr;

/**
 * The integral that is left of an incomplete gamma or beta function when the density at its end is divided out, for
 * large shapes: over q &ge; 0, of exp(-distance q) (1 - yq)^(a-1) (1 + xq)^(b-1) with the linear parts of both logarithms
 * drawn into the distance of the end from the mode; and the moments of q, of fall = -log(1 - yq) and of
 * rise = log(1 + xq), which its derivatives are made of.
 *
 * <p>The integrand falls from 1 like half of a normal density, or faster: its logarithm is a sum of terms of one sign,
 * none of which cancels, and 28 nodes of Gauss and Legendre between 0 and the place where it is exp(-40) leave a relative
 * error below 1e-17 for shapes &ge; 100 (nodes in 40 digits by {@code special-coefficients.py}, next to the tests).
 */
final class TailIntegral {
    /** Abscissae on (0, 1). */
    static final double[] NODES = {
        0.001778751213022775,
        0.009348417314563623,
        0.022870359685530903,
        0.04218348680393396,
        0.06705373871280247,
        0.09717931454141042,
        0.1321945609931841,
        0.17167445298056752,
        0.21513976409429914,
        0.2620628875224409,
        0.31187424195546065,
        0.363969186182411,
        0.41771535893330963,
        0.47246035505798284,
        0.5275396449420171,
        0.5822846410666904,
        0.6360308138175891,
        0.6881257580445393,
        0.7379371124775591,
        0.7848602359057009,
        0.8283255470194325,
        0.8678054390068158,
        0.9028206854585896,
        0.9329462612871975,
        0.9578165131960661,
        0.9771296403144691,
        0.9906515826854364,
        0.9982212487869773
    };

    /** Their weights, which add up to 1. */
    static final double[] WEIGHTS = {
        0.0045621412965472586,
        0.01056605629638563,
        0.01645071389115219,
        0.022136467379502114,
        0.027553672837858374,
        0.0326364619834998,
        0.03732310711728439,
        0.041556708614450606,
        0.04528587219651642,
        0.04846532899896496,
        0.05105648378903038,
        0.05302788296142321,
        0.05435559612914707,
        0.0550235065082376,
        0.0550235065082376,
        0.05435559612914707,
        0.05302788296142321,
        0.05105648378903038,
        0.04846532899896496,
        0.04528587219651642,
        0.041556708614450606,
        0.03732310711728439,
        0.0326364619834998,
        0.027553672837858374,
        0.022136467379502114,
        0.01645071389115219,
        0.01056605629638563,
        0.0045621412965472586
    };

    /** Where the integrand is below exp of minus this, it is left out. */
    private static final double ENOUGH = 40;

    private final double mass;
    private final double q;
    private final double fall;
    private final double rise;
    private final double fallFall;
    private final double fallRise;
    private final double riseRise;

    /** With log(1 - yq) + yq taken a times and log(1 + xq) - xq taken b times. */
    TailIntegral(double a, double y, double b, double x, double distance) {
        double end = end(a, y, b, x, distance);
        double sum = 0;
        double sumQ = 0;
        double sumFall = 0;
        double sumRise = 0;
        double sumFallFall = 0;
        double sumFallRise = 0;
        double sumRiseRise = 0;
        for (int k = 0; k < NODES.length; k++) {
            double at = end * NODES[k];
            double down = y * at;
            double up = x * at;
            double downRest = y > 0 ? Special.log1pmx(-down) : 0;
            double upRest = x > 0 ? Special.log1pmx(up) : 0;
            double weight =
                    WEIGHTS[k] * StrictMath.exp(a * downRest + b * upRest - distance * at) / ((1 - down) * (1 + up));
            double falls = down - downRest;
            double rises = up + upRest;
            sum += weight;
            sumQ += weight * at;
            sumFall += weight * falls;
            sumRise += weight * rises;
            sumFallFall += weight * falls * falls;
            sumFallRise += weight * falls * rises;
            sumRiseRise += weight * rises * rises;
        }
        mass = sum * end;
        q = sumQ / sum;
        fall = sumFall / sum;
        rise = sumRise / sum;
        fallFall = sumFallFall / sum - fall * fall;
        fallRise = sumFallRise / sum - fall * rise;
        riseRise = sumRiseRise / sum - rise * rise;
    }

    /** A point just beyond the one where the exponent is -40: Newton's method, which for a convex function overshoots. */
    private static double end(double a, double y, double b, double x, double distance) {
        double curvature = a * y * y + b * x * x;
        double end = 2 * ENOUGH / (distance + StrictMath.sqrt(distance * distance + 2 * curvature * ENOUGH));
        for (int step = 0; step < 2; step++) {
            double down = y * end;
            double up = x * end;
            double depth = distance * end - a * Special.log1pmx(-down) - b * Special.log1pmx(up);
            double slope = distance + a * y * down / (1 - down) + b * x * up / (1 + up);
            end -= (depth - ENOUGH) / slope;
        }
        return end;
    }

    /** The integral. */
    double mass() {
        return mass;
    }

    /** The mean of q. */
    double q() {
        return q;
    }

    /** The mean of -log(1 - yq). */
    double fall() {
        return fall;
    }

    /** The mean of log(1 + xq). */
    double rise() {
        return rise;
    }

    /** The variance of -log(1 - yq). */
    double fallFall() {
        return fallFall;
    }

    /** The covariance of -log(1 - yq) and log(1 + xq). */
    double fallRise() {
        return fallRise;
    }

    /** The variance of log(1 + xq). */
    double riseRise() {
        return riseRise;
    }
}
