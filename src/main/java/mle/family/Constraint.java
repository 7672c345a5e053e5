package mle.family;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What every row of a family of vectors has to fulfil.
 *
 * @param text the rule in words, such as {@code x1 + x2 = 1}
 * @param value what it says of a row
 * @param wanted what that has to be
 * @param tolerance how far it may be off
 */
public record Constraint(String text, ToDoubleFunction<double[]> value, double wanted, double tolerance) {
    /** Shares: the columns of a row add up to 1, but for {@code 1e-6}. */
    static Constraint sumIsOne(List<String> columns) {
        return new Constraint(String.join(" + ", columns) + " = 1", Constraint::sum, 1, 1e-6);
    }

    /** Directions: a row has length 1, but for {@code 1e-6}. */
    static Constraint lengthIsOne(List<String> columns) {
        return new Constraint(String.join("^2 + ", columns) + "^2 = 1", Constraint::square, 1, 2e-6);
    }

    private static double sum(double[] row) {
        double sum = 0;
        for (double x : row) {
            sum += x;
        }
        return sum;
    }

    private static double square(double[] row) {
        double sum = 0;
        for (double x : row) {
            sum += x * x;
        }
        return sum;
    }

    /** Whether a row fulfils it. */
    public boolean holds(double[] row) {
        return Math.abs(value.applyAsDouble(row) - wanted) <= tolerance;
    }
}
