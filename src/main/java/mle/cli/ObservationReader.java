package mle.cli;

import java.util.ArrayList;
import java.util.List;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;

/** Reads censored and truncated observations from the columns of a table. */
final class ObservationReader {
    private final ModelArgument model;
    private final List<double[]> columns = new ArrayList<>();
    private final double[] weights;
    private final int rows;

    ObservationReader(ModelArgument model, Table table, String weights) {
        this.model = model;
        model.columns().forEach(name -> columns.add(table.numeric(name).values()));
        this.weights =
                weights.isEmpty() ? new double[0] : table.numeric(weights).values();
        this.rows = columns.get(0).length;
    }

    /** The rows in which nothing that is needed is missing; an empty bound of an interval is none. */
    EmpiricalDistribution read(double lower, double upper) {
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            if (isUsed(i)) {
                used.add(i);
            }
        }
        int n = used.size();
        if (n == 0) {
            throw new DataException("expected at least one row, got " + rows + " with missing cells");
        }
        double[] from = new double[n];
        double[] to = new double[n];
        double[] entry = new double[n];
        double[] exit = new double[n];
        double[] counts = new double[weights.length == 0 ? 0 : n];
        int[] numbers = new int[n];
        for (int k = 0; k < n; k++) {
            int i = used.get(k);
            numbers[k] = i + 1;
            from[k] = lower(i);
            to[k] = upper(i);
            entry[k] = Math.max(lower, entry(i));
            exit[k] = upper;
            if (counts.length > 0) {
                counts[k] = weights[i];
            }
        }
        Observations observations = Observations.between(from, to);
        observations = counts.length > 0 ? observations.weighted(counts) : observations;
        return EmpiricalDistribution.of(observations.truncated(entry, exit).fromRows(numbers, rows - n));
    }

    private boolean isUsed(int row) {
        if (weights.length > 0 && Double.isNaN(weights[row])) {
            return false;
        }
        int missing = 0;
        for (double[] column : columns) {
            missing += Double.isNaN(column[row]) ? 1 : 0;
        }
        return model.form() == ModelArgument.Form.INTERVAL ? missing < columns.size() : missing == 0;
    }

    private double time(int row) {
        return columns.get(columns.size() - 2)[row];
    }

    private double lower(int row) {
        return switch (model.form()) {
            case COLUMN, ROWS -> columns.get(0)[row];
            case SURV -> time(row);
            case INTERVAL -> Double.isNaN(columns.get(0)[row]) ? Double.NEGATIVE_INFINITY : columns.get(0)[row];
        };
    }

    private double upper(int row) {
        return switch (model.form()) {
            case COLUMN, ROWS -> columns.get(0)[row];
            case SURV -> {
                String name = model.columns().get(model.columns().size() - 1);
                boolean seen = ModelArgument.event(columns.get(columns.size() - 1)[row], row + 1, name);
                yield seen ? time(row) : Double.POSITIVE_INFINITY;
            }
            case INTERVAL -> Double.isNaN(columns.get(1)[row]) ? Double.POSITIVE_INFINITY : columns.get(1)[row];
        };
    }

    private double entry(int row) {
        boolean late = model.form() == ModelArgument.Form.SURV && columns.size() == 3;
        return late ? columns.get(0)[row] : Double.NEGATIVE_INFINITY;
    }
}
