package mle.draws;

import java.util.Arrays;
import mle.family.Families;

/** What the spread of independent replicates tells of their mean. */
public final class Replicates {
    private static final double QUANTILE =
            Families.student().at(0, 1, NormalDraws.REPLICATES - 1).quantile(0.975);

    private Replicates() {}

    /** Half of the 95 % interval for the mean of so many values as there are replicates, by Student's t. */
    public static double halfWidth(double[] values) {
        double mean = Arrays.stream(values).sum() / values.length;
        double square = 0;
        for (double value : values) {
            square += (value - mean) * (value - mean);
        }
        return QUANTILE * Math.sqrt(square / (values.length - 1) / values.length);
    }
}
