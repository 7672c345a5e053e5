package mle.plan;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import mle.bench.Precise;

/**
 * A loop over a block of rows, as the benchmarks time it and measure its error.
 *
 * @param name its name in tables
 * @param from the lower end of the arguments that are timed and checked
 * @param to their upper end
 * @param block the loop
 * @param exact the function, to 40 digits
 */
record Kernel(String name, double from, double to, Block block, UnaryOperator<BigDecimal> exact) {
    /** Fills the first n entries of {@code out} from those of {@code x}. */
    interface Block {
        void run(double[] x, double[] out, int n);
    }

    /**
     * Every kernel that is timed and checked. A new one is a line here; scratch arrays and second arguments it brings
     * with it, and it is called with at most {@link Means#BLOCK} rows.
     */
    static List<Kernel> all() {
        return List.of(
                new Kernel("affine", -4, 4, (x, o, n) -> Kernels.affine(x, 3, 0, o, n), x -> x.multiply(Precise.of(3))),
                new Kernel("multiply", -4, 4, (x, o, n) -> Kernels.multiply(x, x, o, n), x -> x.multiply(x)),
                new Kernel("reciprocal", 0.01, 100, Kernels::reciprocal, Precise::reciprocal),
                new Kernel("sqrt", 0, 100, Kernels::squareRoot, Precise::sqrt),
                new Kernel("exp", -700, 700, scratch(Elementary::exp), Precise::exp),
                new Kernel("expm1", -30, 700, scratch(Elementary::expm1), Precise::expm1),
                new Kernel("log", 0, 1e300, scratch(Elementary::log), Precise::log),
                new Kernel("log1p", -0.99, 1e300, scratch(Elementary::log1p), Precise::log1p),
                new Kernel("lgamma", 0, 1000, scratch(GammaKernels::lgamma), Precise::lgamma),
                new Kernel("digamma", 0, 1000, scratch(GammaKernels::digamma), Precise::digamma),
                new Kernel("trigamma", 0, 1000, scratch(GammaKernels::trigamma), Precise::trigamma),
                new Kernel("polygamma[2]", 0, 1000, scratch(GammaKernels::tetragamma), Precise::tetragamma),
                new Kernel("stirlerr", 0, 1000, scratch(GammaKernels::stirlerr), Precise::stirlerr),
                new Kernel("stirlerr[1]", 0, 1000, scratch(GammaKernels::slope), Precise::stirlerrSlope),
                new Kernel("stirlerr[2]", 1e-100, 1000, scratch(GammaKernels::curvature), Precise::stirlerrCurvature),
                new Kernel("lognormalcdf", -1e4, 37, scratch(NormalKernels::logNormalCdf), Precise::logNormalCdf),
                new Kernel("mills", -1e4, 37, scratch(NormalKernels::mills), Precise::mills),
                new Kernel("expm1mx", -30, 700, scratch(Exponentials::expm1mx), Precise::expm1mx),
                new Kernel(
                        "x^1.3", 0, 1e200, scratch((x, o, s, n) -> Exponentials.power(x, 1.3, o, s, n)), Kernel::power),
                new Kernel("lpochrel", 0, 1000, pair(RisingKernels::lpochrel), Kernel::lpochrel),
                new Kernel("lpochrel[1,0]", 0, 1000, pair(RisingKernels::lpochrelByA), Kernel::lpochrelByA),
                new Kernel("lpochrel[2,0]", 0, 1000, pair(RisingKernels::lpochrelByATwice), Kernel::lpochrelByATwice),
                new Kernel("polygammadiff[0]", 0, 1000, pair(RisingKernels::digammaDifference), Kernel::digammaStep),
                new Kernel("polygammadiff[1]", 0, 1000, pair(RisingKernels::trigammaDifference), Kernel::trigammaStep),
                new Kernel("lbeta", 1, 1000, pair(RisingKernels::lbeta), Kernel::lbeta));
    }

    /** The second argument of the kernels that have two. */
    private static final BigDecimal SECOND = Precise.of(7);

    private static BigDecimal power(BigDecimal x) {
        return Precise.exp(Precise.log(x).multiply(new BigDecimal(1.3)));
    }

    private static BigDecimal lpochrel(BigDecimal a) {
        return Precise.lgamma(a.add(SECOND))
                .subtract(Precise.lgamma(a))
                .subtract(Precise.log(a).multiply(SECOND));
    }

    private static BigDecimal lpochrelByA(BigDecimal a) {
        return digammaStep(a).subtract(Precise.reciprocal(a).multiply(SECOND));
    }

    private static BigDecimal lpochrelByATwice(BigDecimal a) {
        return trigammaStep(a).add(Precise.reciprocal(a.multiply(a)).multiply(SECOND));
    }

    private static BigDecimal digammaStep(BigDecimal a) {
        return Precise.digamma(a.add(SECOND)).subtract(Precise.digamma(a));
    }

    private static BigDecimal trigammaStep(BigDecimal a) {
        return Precise.trigamma(a.add(SECOND)).subtract(Precise.trigamma(a));
    }

    private static BigDecimal lbeta(BigDecimal a) {
        return Precise.lgamma(a).add(Precise.lgamma(SECOND)).subtract(Precise.lgamma(a.add(SECOND)));
    }

    private interface WithPair {
        void run(double[] x, double[] y, double[] out, Scratch scratch, int n);
    }

    private static Block pair(WithPair block) {
        Scratch scratch = new Scratch();
        double[] second = new double[Means.BLOCK];
        Arrays.fill(second, SECOND.doubleValue());
        return (x, out, n) -> block.run(x, second, out, scratch, n);
    }

    private interface WithScratch {
        void run(double[] x, double[] out, Scratch scratch, int n);
    }

    private static Block scratch(WithScratch block) {
        Scratch scratch = new Scratch();
        return (x, out, n) -> block.run(x, out, scratch, n);
    }

    /**
     * Arguments between the ends: as many evenly spaced as with evenly spaced logarithms, of either sign where there are
     * two, down to 1e-300.
     */
    double[] grid(int size) {
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            double share = (i / 2 + 0.5) / ((size + 1) / 2);
            if (i % 2 == 0) {
                x[i] = from + share * (to - from);
            } else {
                double end = i % 4 == 1 || from >= 0 ? to : from;
                double least = Math.log(Math.max(from, 1e-300));
                x[i] = Math.copySign(Math.exp(least + share * (Math.log(Math.abs(end)) - least)), end);
            }
        }
        return x;
    }

    /** Arguments of ordinary size, evenly spaced: what is timed. */
    double[] ordinary(int size) {
        double low = Math.max(from, -4);
        double high = Math.min(to, 4);
        double[] x = new double[size];
        for (int i = 0; i < size; i++) {
            x[i] = low + (i + 0.5) / size * (high - low);
        }
        return x;
    }
}
