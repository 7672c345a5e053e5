package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Probabilities of the rows of categorical variables, whose levels are 0, 1 and so on. */
final class JointTable implements JointComponent {
    private static final double WHOLE = 1e-9;

    private final int[] levels;
    private final double[] probabilities; // the last column's level changes fastest

    /**
     * A table.
     *
     * @throws IllegalArgumentException if the probabilities are not at least 0 or don't add up to 1
     */
    JointTable(int[] levels, double[] probabilities) {
        double sum = 0;
        for (double p : probabilities) {
            if (!(p >= 0)) {
                throw new IllegalArgumentException("categorical: a probability must be >= 0, got " + p);
            }
            sum += p;
        }
        if (!(Math.abs(sum - 1) <= WHOLE)) {
            throw new IllegalArgumentException("categorical: the probabilities must add up to 1, got " + sum);
        }
        double total = sum;
        this.levels = levels.clone();
        this.probabilities = Arrays.stream(probabilities).map(p -> p / total).toArray();
    }

    @Override
    public String text() {
        return "categorical(" + text(0, 0) + ")";
    }

    private String text(int column, int from) {
        List<String> parts = new ArrayList<>();
        for (int k = 0; k < levels[column]; k++) {
            int cell = from * levels[column] + k;
            parts.add(column == levels.length - 1 ? Density.number(probabilities[cell]) : text(column + 1, cell));
        }
        return "[" + String.join(", ", parts) + "]";
    }

    @Override
    public Space space() {
        return Space.below(levels);
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        Space space = space();
        double[] logs = Arrays.stream(probabilities).map(StrictMath::log).toArray();
        return row -> {
            if (!space.contains(row)) {
                return Double.NEGATIVE_INFINITY;
            }
            int cell = 0;
            for (int i = 0; i < levels.length; i++) {
                cell = cell * levels[i] + (int) row[i];
            }
            return logs[cell];
        };
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        List<JointIntegral.Node> rows = new ArrayList<>();
        for (int cell = 0; cell < probabilities.length; cell++) {
            double[] row = new double[levels.length];
            for (int i = levels.length - 1, rest = cell; i >= 0; i--) {
                row[i] = rest % levels[i];
                rest /= levels[i];
            }
            rows.add(new JointIntegral.Node(row, probabilities[cell]));
        }
        return JointIntegral.over(rows, f, count);
    }

    @Override
    public Optional<Amount> entropy() {
        double sum = 0;
        double size = 0;
        for (double p : probabilities) {
            double term = p > 0 ? -p * StrictMath.log(p) : 0;
            sum += term;
            size += term + p;
        }
        return Optional.of(Amount.ofFormula(sum, size));
    }
}
