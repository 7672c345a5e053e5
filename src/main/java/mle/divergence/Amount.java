package mle.divergence;

/**
 * A number of nats with a bound of its error.
 *
 * @param value the number
 * @param error the bound
 */
record Amount(double value, double error) {
    private static final double ROUNDING = 4e-16;

    /** What a formula gives: its error is rounding, relative to the sum of the sizes of its terms. */
    static Amount ofFormula(double value, double size) {
        return new Amount(value, ROUNDING * (size + Math.abs(value)));
    }
}
