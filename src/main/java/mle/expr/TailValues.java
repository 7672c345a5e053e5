package mle.expr;

import java.util.Arrays;

/**
 * The logarithms of a distribution function and of its complement with their derivatives by the parameters.
 *
 * @param logs log F and log(1 - F)
 * @param derivatives of each, the first derivatives and then the lower triangle of the second by rows; empty where only the
 *     values were asked
 */
record TailValues(double[] logs, double[][] derivatives) {
    static final TailValues UNKNOWN = new TailValues(new double[] {Double.NaN, Double.NaN}, new double[0][]);

    /** From the smaller tail; the other is its complement. */
    static TailValues of(boolean lower, double log) {
        double other = Special.log1mexp(log);
        return new TailValues(lower ? new double[] {log, other} : new double[] {other, log}, new double[0][]);
    }

    /** The same with the derivatives of the smaller tail, of so many parameters. */
    static TailValues of(boolean lower, double log, double[] derivatives, int parameters) {
        double[] other = new double[derivatives.length];
        double odds = log < 0 ? Special.oddsexp(log) : Double.NaN;
        for (int k = 0; k < parameters; k++) {
            other[k] = -odds * derivatives[k];
        }
        for (int i = 0, m = parameters; i < parameters; i++) {
            for (int j = 0; j <= i; j++, m++) {
                other[m] = -odds * (derivatives[m] + (1 + odds) * derivatives[i] * derivatives[j]);
            }
        }
        double[][] both = lower ? new double[][] {derivatives, other} : new double[][] {other, derivatives};
        return new TailValues(of(lower, log).logs, both);
    }

    /** Where there is nothing on one side: log F is 0 or minus infinity, whatever the parameters. */
    static TailValues end(boolean lower, int parameters) {
        double[] none = new double[parameters + parameters * (parameters + 1) / 2];
        double[] logs = lower ? new double[] {Double.NEGATIVE_INFINITY, 0} : new double[] {0, Double.NEGATIVE_INFINITY};
        return new TailValues(logs, new double[][] {none, none});
    }

    boolean hasDerivatives() {
        return derivatives.length > 0;
    }

    /** With derivatives that are no numbers. */
    TailValues irregular(int parameters) {
        double[] unknown = new double[parameters + parameters * (parameters + 1) / 2];
        Arrays.fill(unknown, Double.NaN);
        return new TailValues(logs, new double[][] {unknown, unknown});
    }
}
