package mle.fit;

import java.util.Arrays;

/** How well a likelihood is known at a point: far out, where large terms cancel, rounding may hide it. */
final class Rounding {
    private static final int LAST_DIGITS = 3;

    /** A search takes the best of many points, and so more than a few tell. */
    private static final double OF_MANY = 4;

    private Rounding() {}

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
