package mle.plan;

import java.math.BigDecimal;
import java.util.Arrays;
import mle.bench.Child;
import mle.bench.Stopwatch;

/** The main class of a child that times every kernel, or measures its largest error. */
public final class KernelRun {
    private static final int BLOCK = Means.BLOCK;

    private KernelRun() {}

    /** Arguments: {@code time} and effort, or {@code error} and the number of arguments to try. */
    public static void main(String[] args) {
        if (args[0].equals("time")) {
            time(Double.parseDouble(args[1]));
        } else {
            error(Integer.parseInt(args[1]));
        }
    }

    private static void time(double effort) {
        Stopwatch watch = new Stopwatch(effort / 2);
        for (Kernel kernel : Kernel.all()) {
            double[] x = kernel.ordinary(BLOCK);
            double[] out = new double[BLOCK];
            watch.add(kernel.name(), () -> {
                kernel.block().run(x, out, BLOCK);
                return out[0];
            });
        }
        watch.run().forEach((name, time) -> Child.print(name, time / BLOCK));
    }

    private static void error(int size) {
        for (Kernel kernel : Kernel.all()) {
            double[] grid = kernel.grid(size);
            double[] out = new double[BLOCK];
            double largest = 0;
            for (int from = 0; from + BLOCK <= size; from += BLOCK) {
                double[] x = Arrays.copyOfRange(grid, from, from + BLOCK);
                kernel.block().run(x, out, BLOCK);
                for (int i = 0; i < BLOCK; i++) {
                    largest = Math.max(largest, error(out[i], kernel.exact().apply(new BigDecimal(x[i]))));
                }
            }
            Child.print(kernel.name(), largest);
        }
    }

    /** The distance in units of the last place. */
    private static double error(double value, BigDecimal exact) {
        double nearest = exact.doubleValue();
        if (!Double.isFinite(value)) {
            return value == nearest ? 0 : Double.POSITIVE_INFINITY;
        }
        return exact.subtract(new BigDecimal(value)).abs().doubleValue() / Math.ulp(nearest);
    }
}
