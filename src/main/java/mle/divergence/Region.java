package mle.divergence;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The region of highest density that holds a share of a distribution (Hyndman 1996, The American Statistician 50, 120-126).
 *
 * @param logDensity the log-density on its border
 * @param lower the least value in it, of each column
 * @param upper the greatest value in it, of each column
 */
public record Region(double logDensity, double[] lower, double[] upper) {
    /**
     * The region of a target.
     *
     * @param share of the mass, in (0, 1)
     * @throws IllegalArgumentException if the share is none, or there are too many columns for a cubature
     */
    public static Region of(Target target, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("region: a share must be in (0, 1), got " + share);
        }
        return target instanceof Density density
                ? of(rows(density), row -> density.logDensity(row[0]), share)
                : of(rows((JointDensity) target), ((JointDensity) target).function(), share);
    }

    private static List<JointIntegral.Node> rows(Density density) {
        return density.nodes().stream()
                .map(n -> new JointIntegral.Node(new double[] {n.x()}, n.mass()))
                .toList();
    }

    private static List<JointIntegral.Node> rows(JointDensity density) {
        ToDoubleFunction<double[]> log = density.function();
        return density.integrate(
                        (row, out) -> {
                            out[0] = 1;
                            out[1] = log.applyAsDouble(row);
                        },
                        2)
                .nodes()
                .get();
    }

    private static Region of(List<JointIntegral.Node> nodes, ToDoubleFunction<double[]> logDensity, double share) {
        record Level(JointIntegral.Node node, double log) {}
        List<Level> highestFirst = nodes.stream()
                .map(n -> new Level(n, logDensity.applyAsDouble(n.row())))
                .sorted(Comparator.comparingDouble((Level l) -> -l.log))
                .toList();
        int d = nodes.get(0).row().length;
        double[] lower = new double[d];
        double[] upper = new double[d];
        Arrays.fill(lower, Double.POSITIVE_INFINITY);
        Arrays.fill(upper, Double.NEGATIVE_INFINITY);
        double mass = 0;
        for (Level level : highestFirst) {
            for (int i = 0; i < d; i++) {
                lower[i] = Math.min(lower[i], level.node.row()[i]);
                upper[i] = Math.max(upper[i], level.node.row()[i]);
            }
            mass += level.node.mass();
            if (mass >= share) {
                return new Region(level.log, lower, upper);
            }
        }
        throw new IllegalArgumentException("region: a share of " + share + " is more than what was found, " + mass);
    }
}
