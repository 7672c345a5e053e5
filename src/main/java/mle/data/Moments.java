package mle.data;

/**
 * The mean and variance of a sample.
 *
 * @param mean sum(w x)/n
 * @param variance sum(w (x - mean)&sup2;)/n
 */
public record Moments(double mean, double variance) {
    static Moments of(EmpiricalDistribution p) {
        if (p.isConstant()) { // a rounded mean would leave a variance that is not there
            return new Moments(p.min(), 0);
        }
        double mean = mean(p);
        return new Moments(mean, variance(p, mean));
    }

    /** The sum of the exact products over n; where that overflows, the sum of the shares. */
    private static double mean(EmpiricalDistribution p) {
        NeumaierSum sum = new NeumaierSum();
        for (int i = 0; i < p.size(); i++) {
            double x = p.value(i);
            double w = p.weight(i);
            double product = w * x;
            sum.add(product);
            if (w != 1) {
                sum.add(Math.fma(w, x, -product)); // what rounding took from the product
            }
        }
        double mean = sum.value() / p.n();
        return Double.isFinite(mean) ? mean : meanOfShares(p);
    }

    private static double meanOfShares(EmpiricalDistribution p) {
        NeumaierSum sum = new NeumaierSum();
        for (int i = 0; i < p.size(); i++) {
            sum.add(p.weight(i) / p.n() * p.value(i));
        }
        return sum.value();
    }

    /** The corrected two-pass form (Chan, Golub and LeVeque 1983, Am. Statist. 37, 242-247, equation 1.7). */
    private static double variance(EmpiricalDistribution p, double mean) {
        NeumaierSum squares = new NeumaierSum();
        NeumaierSum deviations = new NeumaierSum();
        for (int i = 0; i < p.size(); i++) {
            double d = p.value(i) - mean;
            squares.add(p.weight(i) * d * d);
            deviations.add(p.weight(i) * d);
        }
        double d = deviations.value();
        return Math.max(0, (squares.value() - d * d / p.n()) / p.n());
    }
}
