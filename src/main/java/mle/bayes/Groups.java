package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.plan.Bound;
import mle.plan.Plan;
import mle.plan.PointwisePlan;
import mle.plan.Rows;

/**
 * A sum over rows as a sum over groups of them, each with its sufficient statistics: a plan has found the products of parameters and data
 * that the formula is made of, and the rows of a group are of the same coordinates.
 *
 * @param formula what a group adds, of its statistics
 * @param locals what the symbols of the formula stand for in each group
 * @param data the statistics
 */
record Groups(Expr formula, List<Local> locals, RowData data) {
    /** Up to so many rows a group, statistics are not worth their search. */
    private static final int FEW = 4;

    /** The groups of a sum over rows, if there are few of them and sufficient statistics. */
    static Optional<Groups> of(Expr formula, List<Expr.Symbol> symbols, List<Local> locals, RowData rows) {
        int[] groups = groups(locals, rows.size());
        int count = Arrays.stream(groups).max().orElse(-1) + 1;
        if ((long) FEW * count > rows.size() || rows.columns().isEmpty()) {
            return Optional.empty();
        }
        Rows.Column[] columns = rows.columns().entrySet().stream()
                .map(e -> Rows.Column.of(e.getKey(), e.getValue()))
                .toArray(Rows.Column[]::new);
        List<Bound.Product> products = Plan.of(formula, symbols)
                .bind(new Rows(columns, rows.weights()))
                .products();
        return products.isEmpty() ? Optional.empty() : Optional.of(of(products, locals, rows, groups, count));
    }

    /** The number of the group of each row, in the order in which they first occur. */
    private static int[] groups(List<Local> locals, int rows) {
        Map<List<Integer>, Integer> numbers = new HashMap<>();
        int[] groups = new int[rows];
        for (int row = 0; row < rows; row++) {
            List<Integer> key = new ArrayList<>();
            for (Local local : locals) {
                key.add(local.coordinate(row, 0));
            }
            groups[row] = numbers.computeIfAbsent(key, unused -> numbers.size());
        }
        return groups;
    }

    private static Groups of(List<Bound.Product> products, List<Local> locals, RowData rows, int[] groups, int count) {
        Map<String, double[]> statistics = new LinkedHashMap<>();
        Expr sum = Expr.ZERO;
        for (Bound.Product product : products) {
            String name = "statistic " + product.factor();
            statistics.computeIfAbsent(name, unused -> sums(product.factor(), rows, groups, count));
            sum = sum.plus(product.coefficient().times(Expr.data(name)));
        }
        int[] first = new int[count];
        for (int row = groups.length - 1; row >= 0; row--) {
            first[groups[row]] = row;
        }
        List<Local> ofGroups = locals.stream()
                .map(l -> l.varies()
                        ? new Local.Gathered(Arrays.stream(first)
                                .map(row -> l.coordinate(row, 0))
                                .toArray())
                        : l)
                .toList();
        return new Groups(sum, ofGroups, new RowData(count, statistics, new double[0]));
    }

    /** The weighted sums of a formula of the data over the rows of each group. */
    private static double[] sums(Expr factor, RowData rows, int[] groups, int count) {
        PointwisePlan plan = PointwisePlan.of(factor, List.of());
        PointwisePlan.Evaluation evaluation = plan.evaluation(0);
        double[] sums = new double[count];
        for (int from = 0; from < rows.size(); from += PointwisePlan.BLOCK) {
            int size = Math.min(PointwisePlan.BLOCK, rows.size() - from);
            for (int k = 0; k < plan.given().size(); k++) {
                double[] column = rows.columns().get(plan.given().get(k).name());
                System.arraycopy(column, from, evaluation.given(k), 0, size);
            }
            evaluation.run(size);
            for (int i = 0; i < size; i++) {
                sums[groups[from + i]] += rows.weight(from + i) * evaluation.value()[i];
            }
        }
        return sums;
    }
}
