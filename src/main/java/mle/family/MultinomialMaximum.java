package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.expr.Function;

/**
 * The maximum of a multinomial likelihood: the shares of the cells in all counts. Cells whose probability is not held share
 * what the held ones leave.
 */
final class MultinomialMaximum {
    /** How far probabilities that are all held may be from adding up to 1. */
    private static final double SUM = 1e-9;

    private final EmpiricalDistribution data;
    private final List<Parameter> cells;
    private final Map<String, Double> held;
    private final double left; // what the held probabilities leave
    private final double counted; // how much was counted in the other cells
    private final double[] probabilities;

    private MultinomialMaximum(VectorFamily family, EmpiricalDistribution data, Map<String, Double> held) {
        this.data = data;
        this.cells = family.parameters();
        this.held = held;
        double rest = 1;
        double sum = 0;
        double[] totals = totals();
        for (int i = 0; i < totals.length; i++) {
            rest -= isHeld(i) ? held(i) : 0;
            sum += isHeld(i) ? 0 : totals[i];
        }
        this.left = rest;
        this.counted = sum;
        this.probabilities = new double[totals.length];
        for (int i = 0; i < totals.length; i++) {
            probabilities[i] = isHeld(i) ? held(i) : left * totals[i] / counted;
        }
    }

    /**
     * The maximum, unless nothing was counted in the cells that are free.
     *
     * @throws IllegalArgumentException if the held probabilities leave nothing, or all are held and don't add up to 1
     */
    static Optional<Maximum> of(VectorFamily family, EmpiricalDistribution data, Map<String, Double> held) {
        MultinomialMaximum m = new MultinomialMaximum(family, data, held);
        boolean some = held.size() < m.cells.size();
        if (!(some ? m.left > 0 : Math.abs(m.left) < SUM)) {
            throw new IllegalArgumentException(
                    family.name() + ": probabilities must add up to 1, those that are held add up to " + (1 - m.left));
        }
        return some && !(m.counted > 0) ? Optional.empty() : Optional.of(m.maximum());
    }

    private double[] totals() {
        return Multinomials.times(data.means(), data.n());
    }

    private boolean isHeld(int i) {
        return held.containsKey(cells.get(i).name());
    }

    private double held(int i) {
        return held.get(cells.get(i).name());
    }

    private int free() {
        return cells.size() - held.size();
    }

    /** Whether a probability is free and as small or as large as it can be. */
    private boolean onEdge(int i) {
        return !isHeld(i) && (probabilities[i] == 0 || probabilities[i] == left && free() > 1);
    }

    private Maximum maximum() {
        List<String> onEdge = new ArrayList<>();
        double[] totals = totals();
        double logLikelihood = coefficients();
        for (int i = 0; i < totals.length; i++) {
            logLikelihood += totals[i] == 0 ? 0 : totals[i] * StrictMath.log(probabilities[i]);
            if (onEdge(i)) {
                onEdge.add(cells.get(i).name());
            }
        }
        return new Maximum(
                probabilities, covariance(), this::influence, logLikelihood, Math.max(free() - 1, 0), onEdge);
    }

    private double[][] covariance() {
        double[][] matrix = Multinomials.covariance(Multinomials.times(probabilities, 1 / left), left * left / counted);
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix.length; j++) {
                boolean known = isHeld(i) || isHeld(j) || onEdge(i) || onEdge(j);
                matrix[i][j] = known ? Double.NaN : matrix[i][j];
            }
        }
        return matrix;
    }

    /** The derivative of left·(sum of a cell)/(sum of the free cells). */
    private double[][] influence() {
        double[][] columns = new double[probabilities.length][data.size()];
        for (int row = 0; row < data.size(); row++) {
            double sum = 0;
            for (int i = 0; i < columns.length; i++) {
                sum += isHeld(i) ? 0 : data.margin(i).value(row);
            }
            for (int i = 0; i < columns.length; i++) {
                columns[i][row] = (left * data.margin(i).value(row) - sum * probabilities[i]) / counted;
            }
        }
        return columns;
    }

    /** The sum of the logarithms of the multinomial coefficients, as binomial ones: large terms don't cancel. */
    private double coefficients() {
        double sum = 0;
        int last = data.dimension() - 1;
        for (int row = 0; row < data.size(); row++) {
            double total = data.margin(last).value(row);
            double log = 0;
            for (int i = last - 1; i >= 0; i--) {
                double x = data.margin(i).value(row);
                log -= StrictMath.log1p(x + total) + Function.LBETA.at(x + 1, total + 1);
                total += x;
            }
            sum += data.weight(row) * log;
        }
        return sum;
    }
}
