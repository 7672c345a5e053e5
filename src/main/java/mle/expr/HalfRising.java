package mle.expr;

/**
 * The logarithm of Γ(a + 1/2)/Γ(a) relative to √a, which normalises Student's density, with two derivatives: what
 * {@link Gammas#lpochrel(double, double)} is at x = 1/2, in a third of the time.
 *
 * <p>A step from a to a + 1 takes off log(1 - 1/(2a + 1)²)/2, so that all steps have one sign and are one logarithm of a product;
 * from 3 on rational approximations in 1/a², fitted in 80 digits by {@code special-coefficients.py} (next to the tests).
 * For a &ge; 1/2. Accuracy 4e-16, of the derivatives 7e-16.
 */
final class HalfRising {
    /** Below, the first factor of the product is too near zero. */
    static final double SMALLEST = 0.5;

    /** Minus a times the value as a function of 1/a²; 2.1e-18. */
    private static final double[] VALUE_P = {
        0.125, 1.832665075046455, 7.750785391985248, 10.855196522162196, 4.270501426934212, 0.2289445724121378
    };

    private static final double[] VALUE_Q = {
        1.0, 14.702987267038301, 62.60640760534479, 89.27587175996295, 37.227285964508184, 2.693510751355721
    };

    /** a² times the slope; 2.2e-18. */
    private static final double[] SLOPE_P = {
        0.125,
        2.5536683608987083,
        16.02966449754832,
        36.592033339015394,
        27.465246294608814,
        4.039168313829015,
        -0.1107092419119398
    };

    private static final double[] SLOPE_Q = {
        1.0, 20.55434688718966, 130.74410934128997, 307.8610399482483, 251.2769369976168, 51.01226402071938
    };

    /** Minus a³ times the second derivative; 1.5e-17. */
    private static final double[] SECOND_P = {
        0.25,
        5.678789164542551,
        40.0516782893995,
        103.822063062813,
        88.8466711322032,
        14.006808889240105,
        -0.6244573586454156
    };

    private static final double[] SECOND_Q = {
        1.0, 22.965156658170148, 165.760502322175, 452.6880359501622, 442.9732513563259, 114.04132357670285
    };

    private HalfRising() {}

    static double value(double a) {
        double product = 0;
        double c = a;
        for (; c < 3; c += 1) {
            double t = 2 * c + 1;
            double q = 1 / (t * t);
            product -= q + q * product;
        }
        double w = 1 / (c * c);
        double far = Stirling.ratio(VALUE_P, VALUE_Q, w) / c;
        return product == 0 ? -far : 0.5 * StrictMath.log1p(product) - far;
    }

    static double slope(double a) {
        double sum = 0;
        double c = a;
        for (; c < 3; c += 1) {
            sum += 0.5 / (c * (c + 1) * (2 * c + 1));
        }
        double w = 1 / (c * c);
        return sum + Stirling.ratio(SLOPE_P, SLOPE_Q, w) / c / c;
    }

    static double second(double a) {
        double sum = 0;
        double c = a;
        for (; c < 3; c += 1) {
            double d = c * (c + 1);
            double v = 1 / (d * (2 * c + 1));
            sum += (6 * d + 1) * v * v;
        }
        double w = 1 / (c * c);
        return -0.5 * sum - Stirling.ratio(SECOND_P, SECOND_Q, w) / c / c / c;
    }
}
