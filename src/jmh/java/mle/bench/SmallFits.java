package mle.bench;

import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.fit.Mle;

/** The main class of a child that counts how many small fits a second are made, on one thread, of several families by turns. */
final class SmallFits {
    static final List<String> FAMILIES = List.of("weibull", "student", "gamma", "normal");

    private static final int SAMPLES = 1000;
    private static final int ROWS = 50;
    private static final double EFFORT = 8;

    /** The fits of a family are compiled for ten seconds and more, and until then half as fast: a quick look at less would mislead. */
    private static final double LEAST = 5;

    private SmallFits() {}

    /** Arguments: effort, families. */
    public static void main(String[] args) {
        Subject.threads(1);
        List<String> families = List.of(args).subList(1, args.length);
        // The JIT is at work on a fit for seconds, however many families take turns.
        Stopwatch watch = new Stopwatch(Math.max(LEAST, EFFORT * Double.parseDouble(args[0])) / families.size());
        for (String family : families) {
            double[][] samples = new double[SAMPLES][];
            for (int k = 0; k < SAMPLES; k++) {
                samples[k] = Sample.of(family, ROWS, k);
            }
            Mle mle = Subject.mle(family);
            watch.add(family, () -> {
                double sum = 0;
                for (double[] sample : samples) {
                    sum += mle.fitTo(EmpiricalDistribution.of(sample)).logLikelihood();
                }
                return sum;
            });
        }
        watch.run().forEach((family, time) -> Child.print(family, SAMPLES * 1e9 / time));
    }
}
