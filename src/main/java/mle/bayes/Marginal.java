package mle.bayes;

import mle.expr.Function;
import mle.family.Domain;

/**
 * An unknown whose coordinate on the line is normal: its mean and standard deviation, and the means of the first two derivatives by the
 * coordinate.
 *
 * @param mean its mean
 * @param sd its standard deviation
 * @param slope the mean of its derivative by the coordinate
 * @param bend the mean of its second derivative
 */
record Marginal(double mean, double sd, double slope, double bend) {
    /** Standard deviations beyond which nothing is left of a bounded function. */
    private static final double FAR = 9;

    private static final int STEPS = 90;

    /** So many standard deviations of the coordinate need no finer steps: the logistic function has its poles at ±iπ. */
    private static final double SMOOTH = 4;

    static Marginal of(Domain domain, double m, double s) {
        if (domain.equals(Domain.REAL)) {
            return new Marginal(m, s, 1, 0);
        }
        if (Double.isInfinite(domain.upper())) {
            double mean = StrictMath.exp(m + s * s / 2);
            return new Marginal(domain.lower() + mean, mean * Math.sqrt(StrictMath.expm1(s * s)), mean, mean);
        }
        if (Double.isInfinite(domain.lower())) {
            double mean = StrictMath.exp(-m + s * s / 2);
            return new Marginal(domain.upper() - mean, mean * Math.sqrt(StrictMath.expm1(s * s)), mean, -mean);
        }
        return between(domain, m, s);
    }

    /** The trapezoidal rule, whose error falls exponentially with the number of steps. */
    private static Marginal between(Domain domain, double m, double s) {
        int steps = (int) (STEPS * Math.max(1, Math.min(1000, s / SMOOTH)));
        double h = FAR / steps;
        double weight = 0;
        double first = 0;
        double slope = 0;
        double bend = 0;
        for (int k = -steps; k <= steps; k++) {
            double w = StrictMath.exp(-k * h * k * h / 2);
            double p = Function.SIGMOID.at(m + s * k * h);
            weight += w;
            first += w * p;
            slope += w * p * (1 - p);
            bend += w * p * (1 - p) * (1 - 2 * p);
        }
        double mean = first / weight;
        double square = 0;
        for (int k = -steps; k <= steps; k++) {
            double deviation = Function.SIGMOID.at(m + s * k * h) - mean;
            square += StrictMath.exp(-k * h * k * h / 2) * deviation * deviation;
        }
        double width = domain.upper() - domain.lower();
        return new Marginal(
                domain.lower() + width * mean,
                width * Math.sqrt(square / weight),
                width * slope / weight,
                width * bend / weight);
    }
}
