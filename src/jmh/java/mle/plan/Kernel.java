package mle.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.UnaryOperator;
import mle.bench.Precise;
import mle.expr.Function;

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
                new Kernel("lgamma", 0, 1000, (x, o, n) -> Kernels.call(Function.LGAMMA, x, o, n), Precise::lgamma),
                new Kernel("digamma", 0, 1000, (x, o, n) -> Kernels.call(Function.DIGAMMA, x, o, n), Precise::digamma),
                new Kernel(
                        "trigamma", 0, 1000, (x, o, n) -> Kernels.call(Function.TRIGAMMA, x, o, n), Precise::trigamma),
                new Kernel(
                        "lognormalcdf",
                        -1e4,
                        40,
                        (x, o, n) -> Kernels.call(Function.LOGNORMALCDF, x, o, n),
                        Precise::logNormalCdf));
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
