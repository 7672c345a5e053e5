package mle.data;

import java.util.Arrays;

/**
 * The nonparametric maximum likelihood estimate of a distribution from observations of every kind, censored and truncated
 * (Turnbull 1976, JRSS B 38, 290-295; the sets of Frydman 1994, JRSS B 56, 71-74). Its mass lies in innermost intervals
 * from &lt; X ≤ to, single points where both are equal; where in an interval, the data don't tell.
 *
 * <p>With truncation it is the distribution given that X lies where something could be seen. Arrays must not be changed.
 *
 * @param from the lower ends of the intervals, ascending
 * @param to their upper ends
 * @param mass their probabilities
 * @param logLikelihood of the observations, the sum of the logarithms of what the estimate gives to each region
 * @param gap no distribution has a log-likelihood that is higher by more than this (Gentleman and Geyer 1994, Biometrika 81,
 *     618-623); with truncation, the largest derivative
 */
public record Turnbull(double[] from, double[] to, double[] mass, double logLikelihood, double gap) {
    /** Where the iterations end: the gap that may be left, for each observation. */
    public static final double TOLERANCE = 1e-9;

    private static final int MOST_ITERATIONS = 10_000;

    /**
     * The estimate for a sample.
     *
     * @throws DataException if the iterations don't come within {@link #TOLERANCE} of the maximum
     */
    public static Turnbull of(EmpiricalDistribution data) {
        Turnbull estimate = within(data, TOLERANCE, MOST_ITERATIONS);
        if (!(estimate.gap <= TOLERANCE * data.n())) {
            throw new DataException(
                    "Turnbull: the maximum was not reached, the log-likelihood may rise by " + estimate.gap);
        }
        return estimate;
    }

    /** The estimate after so many iterations at most. */
    static Turnbull within(EmpiricalDistribution data, double tolerance, int iterations) {
        InnermostIntervals intervals = InnermostIntervals.of(data);
        MassSearch search = new MassSearch(intervals, data, tolerance);
        double[] mass = search.masses(iterations);
        int kept = 0;
        for (double p : mass) {
            kept += p > 0 ? 1 : 0;
        }
        double[][] columns = new double[3][kept];
        for (int j = 0, k = 0; j < mass.length; j++) {
            if (mass[j] > 0) {
                columns[0][k] = intervals.from()[j];
                columns[1][k] = intervals.to()[j];
                columns[2][k++] = mass[j];
            }
        }
        return new Turnbull(columns[0], columns[1], columns[2], search.logLikelihood(mass), search.gap(mass));
    }

    /** The least value that P(X ≤ x) has, wherever mass lies within its intervals. */
    public double cdf(double x) {
        double sum = 0;
        for (int j = 0; j < to.length && to[j] <= x; j++) {
            sum += mass[j];
        }
        return Math.min(sum, 1);
    }

    /** The greatest value that P(X ≤ x) has, wherever mass lies within its intervals. */
    public double cdfAbove(double x) {
        double sum = 0;
        for (int j = 0; j < to.length && (from[j] < x || to[j] <= x); j++) {
            sum += mass[j];
        }
        return Math.min(sum, 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Turnbull o
                && Arrays.equals(from, o.from)
                && Arrays.equals(to, o.to)
                && Arrays.equals(mass, o.mass)
                && Double.compare(logLikelihood, o.logLikelihood) == 0
                && Double.compare(gap, o.gap) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(from) + Arrays.hashCode(mass);
    }

    @Override
    public String toString() {
        return "Turnbull of " + mass.length + " intervals";
    }
}
