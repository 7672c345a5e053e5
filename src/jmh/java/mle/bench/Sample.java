package mle.bench;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/** Data simulated from a family, the same for the same seed. */
final class Sample {
    /** The families whose targets are judged. */
    static final List<String> JUDGED =
            List.of("normal", "lognormal", "gamma", "weibull", "beta", "student", "gumbel", "gev", "gpd");

    private final Random random;

    private Sample(long seed) {
        this.random = new Random(seed);
    }

    /** The numbers of the design of a family, which a fit must be given. */
    static Map<String, Double> known(String family) {
        return family.equals("binomial") ? Map.of("size", 10.0) : Map.of();
    }

    /** So many values of a family. */
    static double[] of(String family, int n, long seed) {
        DoubleSupplier draw = new Sample(seed).source(family);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            values[i] = draw.getAsDouble();
        }
        return values;
    }

    private DoubleSupplier source(String family) {
        return switch (family) {
            case "normal" -> () -> 10 + 2 * random.nextGaussian();
            case "lognormal" -> () -> Math.exp(1 + 0.5 * random.nextGaussian());
            case "exponential" -> () -> exponential() / 0.5;
            case "gamma" -> () -> gamma(2.5) / 0.8;
            case "weibull" -> () -> 3 * Math.pow(exponential(), 1 / 1.7);
            case "beta" -> () -> beta(2, 3.5);
            case "student" -> () -> 1 + 2 * random.nextGaussian() / Math.sqrt(gamma(2.5) / 2.5);
            case "logistic" -> () -> 1 + 2 * logit(uniform());
            case "cauchy" -> () -> 1 + 2 * Math.tan(Math.PI * (uniform() - 0.5));
            case "gumbel" -> () -> 1 - 2 * Math.log(exponential());
            case "gev" -> () -> 1 + 2 * Math.expm1(-0.1 * Math.log(exponential())) / 0.1;
            case "gpd" -> () -> 2 * Math.expm1(0.1 * exponential()) / 0.1;
            case "inverse-gaussian" -> () -> inverseGaussian(2, 3);
            case "rayleigh" -> () -> 2 * Math.sqrt(2 * exponential());
            case "poisson" -> () -> poisson(4);
            case "negative-binomial" -> () -> poisson(gamma(2.5) * 5 / 2.5);
            case "geometric" -> () -> Math.floor(exponential() / -Math.log1p(-0.3));
            case "bernoulli" -> () -> random.nextDouble() < 0.3 ? 1 : 0;
            case "binomial" -> this::binomial;
            default ->
                throw new IllegalArgumentException("benchmarks: no simulation of '" + family + "', add one here");
        };
    }

    /** Between 0 and 1, neither of them. */
    private double uniform() {
        return (random.nextInt(Integer.MAX_VALUE) + 0.5) / Integer.MAX_VALUE;
    }

    private double exponential() {
        return -Math.log(uniform());
    }

    private static double logit(double p) {
        return Math.log(p) - Math.log1p(-p);
    }

    /** Marsaglia and Tsang (2000), ACM TOMS 26, 363-372; shape at least 1. */
    private double gamma(double shape) {
        double d = shape - 1.0 / 3;
        while (true) {
            double z = random.nextGaussian();
            double v = Math.pow(1 + z / Math.sqrt(9 * d), 3);
            if (v > 0 && Math.log(uniform()) < 0.5 * z * z + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private double beta(double a, double b) {
        double x = gamma(a);
        return x / (x + gamma(b));
    }

    /** Michael, Schucany and Haas (1976), American Statistician 30, 88-90. */
    private double inverseGaussian(double mean, double shape) {
        double z = random.nextGaussian();
        double y = mean * z * z / (2 * shape);
        double x = mean * (1 + y - Math.sqrt(y * (2 + y)));
        return random.nextDouble() <= mean / (mean + x) ? x : mean * mean / x;
    }

    private double poisson(double mean) {
        double end = Math.exp(-mean);
        int count = 0;
        for (double product = uniform(); product > end; product *= uniform()) {
            count++;
        }
        return count;
    }

    private double binomial() {
        int count = 0;
        for (int k = 0; k < 10; k++) {
            count += random.nextDouble() < 0.3 ? 1 : 0;
        }
        return count;
    }
}
