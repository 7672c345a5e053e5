package mle.fit;

import java.util.Arrays;
import mle.solve.Solution;

/** How well a likelihood is known at a point: far out, where large terms cancel, rounding may hide it. */
final class Rounding {
    private static final int LAST_DIGITS = 3;

    /** A search takes the best of many points, and so more than a few tell. */
    private static final double OF_MANY = 4;

    /** The share of a change that all of some changes are below only where there is none of that size. */
    private static final double HARDLY = 1e-4;

    private Rounding() {}

    /** Whether the likelihood of the sample may change by more than so many nats; where it hardly changes once, it does not. */
    static boolean exceeds(double nats, CrossEntropy objective, Solution found) {
        double[] point = found.point();
        double[] beside = point.clone();
        for (int i = 0; i < beside.length; i++) {
            beside[i] += (i % 2 == 0 ? 2 : -1) * Math.ulp(point[i]);
        }
        double change = Math.abs(objective.value(beside) - found.jet().value()) * objective.weight();
        return !(change < HARDLY * nats) && of(objective, point) > nats;
    }

    /** In nats, how much the likelihood of the sample changes over the last digits of the coordinates: by rounding alone. */
    static double of(CrossEntropy objective, double[] point) {
        double lowest = objective.value(point);
        double highest = lowest;
        for (int i = 0; i < point.length; i++) {
            for (int ulps = -LAST_DIGITS; ulps <= LAST_DIGITS; ulps++) {
                double[] beside = Arrays.copyOf(point, point.length);
                beside[i] += ulps * Math.ulp(point[i]);
                double value = objective.value(beside);
                lowest = Math.min(lowest, value);
                highest = Double.isFinite(value) ? Math.max(highest, value) : highest;
            }
        }
        return OF_MANY * (highest - lowest) * objective.weight();
    }
}
