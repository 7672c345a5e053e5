package mle.expr;

/** Powers with a fixed exponent, without a call where the exponent is small and whole. */
public final class Powers {
    private Powers() {}

    /** x to a power. */
    public static double pow(double x, double power) {
        if (power == 1) {
            return x;
        }
        if (power == 2) {
            return x * x;
        }
        if (power == -1) {
            return 1 / x;
        }
        if (power == 0.5) {
            return Math.sqrt(x);
        }
        if (power == -0.5) {
            return 1 / Math.sqrt(x);
        }
        int whole = (int) power;
        if (whole == power && Math.abs(whole) <= 8) {
            double result = x;
            for (int k = 1; k < Math.abs(whole); k++) {
                result *= x;
            }
            return whole < 0 ? 1 / result : result;
        }
        return StrictMath.pow(x, power);
    }
}
