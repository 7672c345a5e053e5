package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;

/**
 * Integrals of several functions against one measure.
 *
 * @param values the integrals
 * @param errors bounds of their errors, as far as they can be estimated
 * @param nodes the points and weights that they are sums over
 */
record Integral(double[] values, double[] errors, Supplier<List<Node>> nodes) {
    /** A point and its weight. */
    record Node(double x, double mass) {}

    /** The same with nodes at other places. */
    Integral at(DoubleUnaryOperator place) {
        return new Integral(
                values,
                errors,
                () -> nodes.get().stream()
                        .map(n -> new Node(place.applyAsDouble(n.x), n.mass))
                        .toList());
    }

    /** This times a factor above 0. */
    Integral times(double factor) {
        return new Integral(
                Arrays.stream(values).map(v -> factor * v).toArray(),
                Arrays.stream(errors).map(v -> factor * v).toArray(),
                () -> nodes.get().stream()
                        .map(n -> new Node(n.x, factor * n.mass))
                        .toList());
    }

    /** This plus a factor above 0 times another. */
    Integral plus(double factor, Integral other) {
        Integral scaled = other.times(factor);
        double[] sum = new double[values.length];
        double[] error = new double[values.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = values[i] + scaled.values[i];
            error[i] = errors[i] + scaled.errors[i];
        }
        return new Integral(sum, error, () -> {
            List<Node> all = new ArrayList<>(nodes.get());
            all.addAll(scaled.nodes.get());
            return all;
        });
    }
}
