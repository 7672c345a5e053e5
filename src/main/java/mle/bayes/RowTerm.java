package mle.bayes;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.plan.PointwisePlan;

/**
 * A formula summed over rows, of data columns and of coordinates of which each row has its own: the effect of the row's group, say. All
 * points are evaluated side by side, row after row.
 */
final class RowTerm implements Term {
    private final Role role;
    private final PointwisePlan plan;
    private final int rows;
    private final double[][] columns;
    private final int[][] coordinates;

    /**
     * A sum over rows.
     *
     * @param formula of symbols named as the columns, and of local symbols
     * @param locals the local symbols
     * @param coordinates for each local symbol the coordinate that it stands for in each row; a single one if it is the same for all
     * @param rows how many rows there are
     * @param data the data columns by name
     */
    RowTerm(
            Role role,
            Expr formula,
            List<Expr.Symbol> locals,
            int[][] coordinates,
            int rows,
            Map<String, double[]> data) {
        this.role = role;
        this.plan = PointwisePlan.of(formula, locals);
        this.rows = rows;
        this.coordinates = coordinates;
        this.columns = plan.given().stream().map(s -> data.get(s.name())).toArray(double[][]::new);
    }

    @Override
    public Role role() {
        return role;
    }

    private int coordinate(int local, int row) {
        int[] of = coordinates[local];
        return of[of.length == 1 ? 0 : row];
    }

    /** The coordinates of a pair differ from row to row, or not. */
    private int distinctRows(PointwisePlan.Pair pair) {
        return coordinates[pair.first()].length == 1 && coordinates[pair.second()].length == 1 ? 1 : rows;
    }

    @Override
    public void addPairs(Collection<Long> keys) {
        for (PointwisePlan.Pair pair : plan.pairs()) {
            for (int row = 0; row < distinctRows(pair); row++) {
                keys.add(Pattern.key(coordinate(pair.first(), row), coordinate(pair.second(), row)));
            }
        }
    }

    @Override
    public Evaluation evaluation(int order, Map<Long, Integer> places) {
        int[][] entries = new int[order >= 2 ? plan.pairs().size() : 0][];
        for (int k = 0; k < entries.length; k++) {
            PointwisePlan.Pair pair = plan.pairs().get(k);
            entries[k] = new int[distinctRows(pair)];
            for (int row = 0; row < entries[k].length; row++) {
                entries[k][row] =
                        places.get(Pattern.key(coordinate(pair.first(), row), coordinate(pair.second(), row)));
            }
        }
        PointwisePlan.Evaluation evaluation = plan.evaluation(order);
        return (points, count, sum) -> {
            for (int row = 0; row < rows; row++) {
                add(evaluation, entries, row, points, count, sum);
            }
        };
    }

    private void add(
            PointwisePlan.Evaluation evaluation,
            int[][] entries,
            int row,
            double[][] points,
            int count,
            Derivatives sum) {
        for (int k = 0; k < columns.length; k++) {
            Arrays.fill(evaluation.given(k), 0, count, columns[k][row]);
        }
        for (int j = 0; j < coordinates.length; j++) {
            System.arraycopy(points[coordinate(j, row)], 0, evaluation.moved(j), 0, count);
        }
        evaluation.run(count);
        add(sum.value, evaluation.value(), 1, count);
        for (int j = 0; sum.order() >= 1 && j < coordinates.length; j++) {
            add(sum.gradient[coordinate(j, row)], evaluation.first(j), 1, count);
        }
        for (int k = 0; k < entries.length; k++) {
            PointwisePlan.Pair pair = plan.pairs().get(k);
            // Two symbols that stand for one coordinate: the mixed derivative counts in both orders.
            boolean same =
                    pair.first() != pair.second() && coordinate(pair.first(), row) == coordinate(pair.second(), row);
            int place = entries[k][entries[k].length == 1 ? 0 : row];
            add(sum.hessian[place], evaluation.second(k), same ? 2 : 1, count);
        }
    }

    private static void add(double[] sum, double[] values, double factor, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += factor * values[i];
        }
    }
}
