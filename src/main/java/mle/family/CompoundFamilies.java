package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;

/** The families of sums of a random number of variables: zero with a probability, else a value above zero. */
final class CompoundFamilies {
    static final List<String> NAMES = List.of("tweedie");

    private static final int FEW = 200;

    /** So many dispersions are tried on each side of that of the variance. */
    private static final int DIVISORS = 10;

    private CompoundFamilies() {}

    static Family make(String name) {
        if (name.equals("tweedie")) {
            return makeTweedie();
        }
        throw new IllegalArgumentException("families: no maker of '" + name + "'");
    }

    /**
     * A Poisson number, of mean count, of gamma variables of mean and variance such that the variance of the sum is
     * dispersion·mean^power. Its density at x is that with x for the mean times exp of minus half the deviance, over the dispersion.
     * It is searched by the spread, the square of the coefficient of variation, which is known about as well at any power.
     */
    private static Family makeTweedie() {
        String precision = "mean^(2 - power)/dispersion";
        String count = precision + "/(2 - power)";
        String shape = "(2 - power)/(power - 1)";
        String own = "x^(2 - power)/dispersion";
        String ratio = "log(x/mean)";
        String deviance = precision + "*" + ratio + "^2*(expm1mxdiv(" + ratio
                + ") - (2 - power)*expm1mxdiv((2 - power)*" + ratio + "))/(power - 1)";
        String arguments = "(" + count + ", " + shape + ", x/mean*" + precision + "/(power - 1))";
        String below = "logcompoundgammap" + arguments;
        String above = "logcompoundgammaq" + arguments;
        return Family.of(
                        "tweedie",
                        "x >= 0",
                        "mean > 0, dispersion > 0, 1 < power < 2",
                        "choose(x, logwrightrel(" + own + "/(2 - power), " + own + "/(power - 1)) - log(x) - "
                                + deviance + ", -" + count + ")")
                .withSampler(Sampler::tweedie)
                .withStarts(CompoundFamilies::tweedieStarts)
                .withLimit(new Limit(
                        "power", 2, CompoundFamilies::gammaOfMean, Map.of("mean", "mean", "dispersion", "dispersion")))
                .withConcentration("dispersion", 0)
                .withSeveralMaxima()
                .withUnboundedRegion(
                        "power",
                        1,
                        "with a dispersion that divides the values, these are ever more certain multiples of it")
                .withSolvedIn(
                        "mean > 0, spread > 0, 1 < power < 2",
                        Map.of("dispersion", "spread*mean^(2 - power)"),
                        Map.of("spread", "dispersion*mean^(power - 2)"))
                .withTails(
                        "choose(x, choose(" + below + " + 0.7, log1mexp(" + above + "), " + below + "), -" + count
                                + ")",
                        "choose(x, choose(" + above + " + 0.7, log1mexp(" + below + "), " + above + "), log1mexp(-"
                                + count + "))")
                .withMoments("mean", "dispersion*mean^power")
                .withSource(
                        "Dunn and Smyth (2005), Statistics and Computing 15, 267-280; the probability of 0 is exp(-count)");
    }

    /** The gamma distribution by its mean and the square of its coefficient of variation. */
    private static Family gammaOfMean() {
        return Family.of(
                        "gamma",
                        "x > 0",
                        "mean > 0, dispersion > 0",
                        "-0.5*log(dispersion) - 0.5*log(2*pi) - stirlerr(1/dispersion) - log(x)"
                                + " - expm1mx(log(x/mean))/dispersion")
                .withStarts(p -> Families.gamma().starts(p).stream()
                        .map(s -> new double[] {s[0] / s[1], 1 / s[0]})
                        .toList())
                .withTails(
                        "loggammap(1/dispersion, x/(dispersion*mean))", "loggammaq(1/dispersion, x/(dispersion*mean))")
                .withMoments("mean", "dispersion*mean^2")
                .withSource(Families.gamma().source());
    }

    /**
     * Of several powers by mean and variance, and of the power that has the share of zeros. With a power near 1, where values lie
     * close to multiples of the dispersion, few of them tell that dispersion less well than what it divides.
     */
    private static List<double[]> tweedieStarts(EmpiricalDistribution p) {
        List<double[]> points = new ArrayList<>();
        double mean = p.mean() > 0 ? p.mean() : 0.01;
        double variance = p.variance() > 0 ? p.variance() : mean * mean / 100;
        double count = -StrictMath.log(Math.min(Math.max(p.ecdf(0), 1e-6), 0.999));
        double ofZeros = 2 - Math.min(Math.max(mean * mean / (variance * count), 0.05), 0.95);
        for (double power : new double[] {ofZeros, 1.5, 1.2, 1.8, 1.05}) {
            points.add(new double[] {mean, variance / StrictMath.pow(mean, power), power});
        }
        for (double power : p.size() > FEW ? new double[] {} : new double[] {1.02, 1.08}) {
            for (int step = -DIVISORS; step <= DIVISORS; step++) {
                double dispersion = variance / StrictMath.pow(mean, power) * StrictMath.exp(0.6 * step / DIVISORS);
                points.add(new double[] {mean, dispersion, power});
            }
        }
        return points;
    }
}
