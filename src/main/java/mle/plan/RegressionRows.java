package mle.plan;

import java.util.Map;
import mle.expr.Expr;
import mle.parallel.Crew;

/**
 * Rows of one kind, such as the censored ones, of which each adds the same formula to a sum: a plan bound to their columns.
 */
public final class RegressionRows {
    private static final int[] ALL = {};

    private final RegressionPlan plan;
    private final int count;
    private final int[] rows;
    private final double[] weights;
    private final double[] known;
    private final double[][] columns;
    private final int[] starts;
    private double rest;

    /**
     * Binds a plan.
     *
     * @param plan the formula
     * @param data the columns of these rows, and their weights
     * @param rows which rows of the predictors they are (from 0), ascending; an empty array stands for all
     * @param all how many rows the predictors have
     * @param knownValues the values of the known numbers of the formula, by name
     */
    public RegressionRows(RegressionPlan plan, Rows data, int[] rows, int all, Map<String, Double> knownValues) {
        this.plan = plan;
        this.count = data.count();
        this.rows = rows.length == 0 ? ALL : rows;
        this.weights = data.weights();
        this.known = plan.known().stream()
                .mapToDouble(s -> knownValues.get(s.name()))
                .toArray();
        this.columns = new double[plan.columns().size()][];
        this.starts = rows.length == 0 ? ALL : starts(rows, all);
        read(data);
    }

    /** For each block of all rows where its rows begin among these. */
    private static int[] starts(int[] rows, int all) {
        int[] starts = new int[(all + Means.BLOCK - 1) / Means.BLOCK + 1];
        int at = 0;
        for (int block = 0; block < starts.length; block++) {
            while (at < rows.length && rows[at] < block * Means.BLOCK) {
                at++;
            }
            starts[block] = at;
        }
        return starts;
    }

    /** Computes the columns and the part of the sum that only the data decide. */
    private void read(Rows data) {
        RowProgram program = plan.materialise();
        Rows.Column[] leaves = data.columns(program.leaves());
        for (int c = 0; c < columns.length; c++) {
            columns[c] = new double[count];
        }
        double[] scalars = plan.materialiseScalars().values(known);
        double[][] sums = new double[Means.chunks(count)][plan.hasRest() ? 1 : 0];
        Pass pass = new Pass(leaves, columns, scalars, weights, sums);
        Crew.run(sums.length, () -> {
            Workspace workspace = new PassWorkspace(program, Means.BLOCK);
            return index -> workspace.chunk(pass, Means.BLOCK, index, count);
        });
        double[] mean = new double[plan.hasRest() ? 1 : 0];
        Means.combine(sums, 1, mean);
        rest = plan.hasRest() ? mean[0] : 0;
    }

    RegressionPlan plan() {
        return plan;
    }

    /** What the data alone add to the sum. */
    double rest() {
        return rest;
    }

    /** The scalars and the known numbers, as the programs of the plan take them. */
    double[] inputs(double[] scalars) {
        double[] inputs = new double[scalars.length + known.length];
        System.arraycopy(scalars, 0, inputs, 0, scalars.length);
        System.arraycopy(known, 0, inputs, scalars.length, known.length);
        return inputs;
    }

    boolean areAll() {
        return rows == ALL;
    }

    /** Which row of all a row is. */
    int row(int k) {
        return areAll() ? k : rows[k];
    }

    /** Where the rows of a block of all rows begin. */
    int start(int block) {
        return areAll() ? Math.min(count, block * Means.BLOCK) : starts[block];
    }

    boolean weighted() {
        return weights.length > 0;
    }

    double weight(int k) {
        return weights[k];
    }

    double[] weights() {
        return weights;
    }

    /** The column of a row formula. */
    double[] column(Expr formula) {
        return columns[plan.columns().indexOf(formula)];
    }
}
