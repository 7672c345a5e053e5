package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Integrals of several functions of a row against one measure.
 *
 * @param values the integrals
 * @param errors bounds of their errors, as far as they can be estimated
 * @param nodes the rows and weights that they are sums over
 */
record JointIntegral(double[] values, double[] errors, Supplier<List<Node>> nodes) {
    /** A row and its weight. */
    record Node(double[] row, double mass) {}

    /** This times a factor above 0. */
    JointIntegral times(double factor) {
        double[] scaled = values.clone();
        double[] wide = errors.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
            wide[i] *= factor;
        }
        return new JointIntegral(
                scaled,
                wide,
                () -> nodes.get().stream()
                        .map(n -> new Node(n.row, factor * n.mass))
                        .toList());
    }

    /** This plus another. */
    JointIntegral plus(JointIntegral other) {
        double[] sum = values.clone();
        double[] error = errors.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += other.values[i];
            error[i] += other.errors[i];
        }
        return new JointIntegral(sum, error, () -> {
            List<Node> all = new ArrayList<>(nodes.get());
            all.addAll(other.nodes.get());
            return all;
        });
    }

    /** Sums over rows that are all there are. */
    static JointIntegral over(List<Node> atoms, JointComponent.Functions f, int count) {
        double[] values = new double[count];
        double[] errors = new double[count];
        double[] out = new double[count];
        double[] correction = new double[count];
        for (Node atom : atoms) {
            if (atom.mass == 0) {
                continue;
            }
            f.at(atom.row, out);
            for (int i = 0; i < count; i++) {
                double term = atom.mass * out[i];
                errors[i] += ROUNDING * Math.abs(term);
                if (Double.isInfinite(term) || Double.isInfinite(values[i])) {
                    values[i] += term;
                    continue;
                }
                double y = term - correction[i];
                double next = values[i] + y;
                correction[i] = (next - values[i]) - y;
                values[i] = next;
            }
        }
        for (int i = 0; i < count; i++) {
            errors[i] = Double.isInfinite(values[i]) ? 0 : errors[i];
        }
        return new JointIntegral(values, errors, () -> atoms);
    }

    /** Of a mass and of a logarithm, a few units in the last place each. */
    private static final double ROUNDING = 2e-15;
}
