package mle.bayes;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.plan.PointwisePlan;

/**
 * A formula summed over rows, of data columns and of what depends on unknowns in each row. All points are evaluated side by side, row after
 * row: derivatives by the symbols of the formula are derived by a plan, those by the coordinates follow by the chain rule.
 */
final class RowTerm implements Term {
    private final Role role;
    private final PointwisePlan plan;
    private final RowData.Distinct rows;
    private final double[][] columns;
    private final List<Local> locals;
    private int[][][] entries;

    /**
     * A sum over rows.
     *
     * @param formula of symbols named as the columns, and of others
     * @param symbols those others
     * @param locals what each of them is
     * @param data the rows
     */
    RowTerm(Role role, Expr formula, List<Expr.Symbol> symbols, List<Local> locals, RowData data) {
        this.role = role;
        this.plan = PointwisePlan.of(formula, symbols);
        this.locals = List.copyOf(locals);
        this.columns =
                plan.given().stream().map(s -> data.columns().get(s.name())).toArray(double[][]::new);
        this.rows = data.distinct(columns, locals);
    }

    /** The same; where the formula has sufficient statistics, over groups of rows that are of the same coordinates. */
    static Term of(Role role, Expr formula, List<Expr.Symbol> symbols, List<Local> locals, RowData data) {
        boolean gathered = locals.stream().allMatch(l -> l instanceof Local.Gathered);
        return (gathered ? Groups.of(formula, symbols, locals, data) : Optional.<Groups>empty())
                .map(groups -> new RowTerm(role, groups.formula(), symbols, groups.locals(), groups.data()))
                .orElseGet(() -> new RowTerm(role, formula, symbols, locals, data));
    }

    @Override
    public Role role() {
        return role;
    }

    /** How many rows differ in the coordinates of a pair. */
    private int distinctRows(PointwisePlan.Pair pair) {
        return locals.get(pair.first()).varies() || locals.get(pair.second()).varies() ? rows.rows().length : 1;
    }

    /** How many coordinates of the second of a pair there are beside the k-th of the first. */
    private int inner(PointwisePlan.Pair pair, int k) {
        return pair.first() == pair.second() ? k + 1 : locals.get(pair.second()).width();
    }

    /** The keys of the pairs of coordinates of a pair of symbols in a row. */
    private long[] keys(PointwisePlan.Pair pair, int row) {
        Local first = locals.get(pair.first());
        Local second = locals.get(pair.second());
        long[] keys = new long[first.width() * second.width()];
        int size = 0;
        for (int k = 0; k < first.width(); k++) {
            for (int l = 0; l < inner(pair, k); l++) {
                keys[size++] = Pattern.key(first.coordinate(row, k), second.coordinate(row, l));
            }
        }
        return Arrays.copyOf(keys, size);
    }

    @Override
    public void addPairs(Collection<Long> keys) {
        for (PointwisePlan.Pair pair : plan.pairs()) {
            for (int r = 0; r < distinctRows(pair); r++) {
                for (long key : keys(pair, rows.rows()[r])) {
                    keys.add(key);
                }
            }
        }
    }

    @Override
    public Evaluation evaluation(int order, Map<Long, Integer> places) {
        int[][][] of = order >= 2 ? entries(places) : new int[0][][];
        PointwisePlan.Evaluation evaluation = plan.evaluation(order);
        return (points, count, sum) -> {
            for (int r = 0; r < rows.rows().length; r++) {
                add(evaluation, of, r, points, count, sum);
            }
        };
    }

    /** For each pair of symbols and each row that differs, the entries of the Hessian that it adds to. */
    private synchronized int[][][] entries(Map<Long, Integer> places) {
        if (entries == null) {
            entries = new int[plan.pairs().size()][][];
            for (int k = 0; k < entries.length; k++) {
                PointwisePlan.Pair pair = plan.pairs().get(k);
                entries[k] = new int[distinctRows(pair)][];
                for (int r = 0; r < entries[k].length; r++) {
                    entries[k][r] = Arrays.stream(keys(pair, rows.rows()[r]))
                            .mapToInt(places::get)
                            .toArray();
                }
            }
        }
        return entries;
    }

    private void add(
            PointwisePlan.Evaluation evaluation,
            int[][][] entries,
            int r,
            double[][] points,
            int count,
            Derivatives sum) {
        int row = rows.rows()[r];
        double weight = rows.weights()[r];
        for (int k = 0; k < columns.length; k++) {
            Arrays.fill(evaluation.given(k), 0, count, columns[k][row]);
        }
        for (int j = 0; j < locals.size(); j++) {
            locals.get(j).fill(row, points, count, evaluation.moved(j));
        }
        evaluation.run(count);
        Local.add(evaluation.value(), weight, count, sum.value);
        for (int j = 0; sum.order() >= 1 && j < locals.size(); j++) {
            Local local = locals.get(j);
            for (int k = 0; k < local.width(); k++) {
                Local.add(
                        evaluation.first(j),
                        weight * local.factor(row, k),
                        count,
                        sum.gradient[local.coordinate(row, k)]);
            }
        }
        for (int p = 0; p < entries.length; p++) {
            int[] of = entries[p][entries[p].length == 1 ? 0 : r];
            addSecond(plan.pairs().get(p), row, weight, evaluation.second(p), of, count, sum);
        }
    }

    private void addSecond(
            PointwisePlan.Pair pair,
            int row,
            double weight,
            double[] second,
            int[] entries,
            int count,
            Derivatives sum) {
        Local a = locals.get(pair.first());
        Local b = locals.get(pair.second());
        int at = 0;
        for (int k = 0; k < a.width(); k++) {
            for (int l = 0; l < inner(pair, k); l++) {
                double factor = weight * a.factor(row, k) * b.factor(row, l);
                // Two that stand for one coordinate: the mixed derivative counts in both orders.
                boolean same =
                        (pair.first() != pair.second() || k != l) && a.coordinate(row, k) == b.coordinate(row, l);
                Local.add(second, same ? 2 * factor : factor, count, sum.hessian[entries[at++]]);
            }
        }
    }
}
