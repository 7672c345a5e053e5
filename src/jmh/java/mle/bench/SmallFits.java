package mle.bench;

import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.fit.Mle;

/** The main class of a child that counts how many small fits a second are made, on one thread. */
final class SmallFits {
    static final List<String> FAMILIES = List.of("weibull", "student", "gamma", "normal");

    private static final int SAMPLES = 1000;
    private static final int ROWS = 50;

    private SmallFits() {}

    /** Argument: effort. */
    public static void main(String[] args) {
        Subject.threads(1);
        Stopwatch watch = new Stopwatch(2 * Double.parseDouble(args[0]));
        for (String family : FAMILIES) {
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
