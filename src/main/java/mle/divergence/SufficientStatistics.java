package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Function;
import mle.family.Distribution;
import mle.family.Parameter;
import mle.plan.Plan;

/**
 * The expected sufficient statistics of an exponential family at its parameters, derived from its formula: where the plan of the
 * log-density has moments alone, the expected score Σ a<sub>ik</sub>(θ) E[T<sub>k</sub>] + b<sub>i</sub>(θ) is zero, which is a system
 * of linear equations for the E[T<sub>k</sub>]. Entropy and divergence within the family follow without an integral.
 */
final class SufficientStatistics {
    private static final double LEAST_PIVOT = 1e-9;
    private static final double CONSISTENT = 1e-9;

    /** A mean beside which others are lost in rounding, so that what it is multiplied by stands alone. */
    private static final double ALONE = 1e150;

    private final Plan plan;
    private final Distribution p;
    private final Map<String, Double> typical;
    private final double[] means;
    private final boolean[] solved;

    private SufficientStatistics(
            Plan plan, Distribution p, Map<String, Double> typical, double[] means, boolean[] solved) {
        this.plan = plan;
        this.p = p;
        this.typical = typical;
        this.means = means;
        this.solved = solved;
    }

    /**
     * Those of a distribution, if its family is an exponential one of as many parameters as statistics.
     *
     * @param typical a value about which moments are taken, well inside the distribution
     */
    static Optional<SufficientStatistics> of(Distribution p, double typical) {
        Plan plan = plan(p);
        if (!plan.loops().isEmpty()) {
            return Optional.empty();
        }
        Map<String, Double> about = Map.of("x", typical);
        int dimension = plan.parameters().size();
        int count = plan.moments().size();
        double[] free = free(p);
        double[] without = evaluate(plan, about, new double[count], free);
        List<double[]> columns = new ArrayList<>();
        List<Integer> moments = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            double[] with = evaluate(plan, about, alone(count, k), free);
            double[] column = new double[dimension];
            boolean moves = false;
            for (int i = 0; i < dimension; i++) {
                column[i] = (with[1 + i] - without[1 + i]) / ALONE;
                moves |= column[i] != 0;
            }
            if (moves) {
                columns.add(column);
                moments.add(k);
            }
        }
        double[] constants = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            constants[i] = -without[1 + i];
        }
        Optional<double[]> solution = solve(columns, constants);
        return solution.map(values -> {
            double[] means = new double[count];
            boolean[] solved = new boolean[count];
            for (int k = 0; k < values.length; k++) {
                means[moments.get(k)] = values[k];
                solved[moments.get(k)] = true;
            }
            return new SufficientStatistics(plan, p, about, means, solved);
        });
    }

    private static Plan plan(Distribution p) {
        List<Expr.Symbol> free = new ArrayList<>();
        Map<Expr, Expr> known = new HashMap<>();
        List<Parameter> parameters = p.family().parameters();
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Expr.Symbol symbol =
                    Expr.parameter(parameter.name(), parameter.domain().sign());
            if (parameter.known()) {
                known.put(symbol, Expr.constant(p.parameters()[i]));
            } else {
                free.add(symbol);
            }
        }
        return Plan.of(plain(p.family().logDensity().replace(known)), free);
    }

    /** A formula without what is written for the sake of rounding, so that each statistic occurs in one form only. */
    private static Expr plain(Expr e) {
        if (e instanceof Expr.Sum s) {
            Expr sum = Expr.constant(s.constant());
            for (int i = 0; i < s.size(); i++) {
                sum = sum.plus(plain(s.term(i)).times(s.coefficient(i)));
            }
            return sum;
        }
        if (e instanceof Expr.Product p) {
            Expr product = Expr.ONE;
            for (int i = 0; i < p.size(); i++) {
                product = times(
                        product, p.power(i) == 1 ? plain(p.base(i)) : p.base(i).pow(p.power(i)));
            }
            return product;
        }
        if (e instanceof Expr.Call c && c.function().equals(Function.EXPM1MX)) {
            return plain(Expr.call(Function.EXPM1, c.argument(0))).minus(c.argument(0));
        }
        if (e instanceof Expr.Call c && c.function().equals(Function.EXPM1)) {
            return Expr.call(Function.EXP, c.argument(0)).plus(-1);
        }
        return e;
    }

    /** A product, multiplied out where a factor is a sum that holds data. */
    private static Expr times(Expr a, Expr b) {
        Expr.Sum sum = a instanceof Expr.Sum s && s.usesData() ? s : b instanceof Expr.Sum s && s.usesData() ? s : null;
        if (sum == null) {
            return a.times(b);
        }
        Expr other = sum == a ? b : a;
        Expr total = other.times(sum.constant());
        for (int i = 0; i < sum.size(); i++) {
            total = total.plus(times(sum.term(i), other).times(sum.coefficient(i)));
        }
        return total;
    }

    /** The parameters that are no numbers of the design. */
    private static double[] free(Distribution d) {
        List<Parameter> parameters = d.family().parameters();
        return IntStream.range(0, parameters.size())
                .filter(i -> !parameters.get(i).known())
                .mapToDouble(i -> d.parameters()[i])
                .toArray();
    }

    /** The parameters that are numbers of the design. */
    static double[] known(Distribution d) {
        List<Parameter> parameters = d.family().parameters();
        return IntStream.range(0, parameters.size())
                .filter(i -> parameters.get(i).known())
                .mapToDouble(i -> d.parameters()[i])
                .toArray();
    }

    private static double[] alone(int count, int moment) {
        double[] means = new double[count];
        means[moment] = ALONE;
        return means;
    }

    private static double[] evaluate(Plan plan, Map<String, Double> typical, double[] means, double[] theta) {
        double[] out = new double[1 + theta.length];
        plan.bind(typical, Map.of(), means).at(theta, 1, out);
        return out;
    }

    /** The solution of equations whose left side is given by columns, if they determine it and agree. */
    private static Optional<double[]> solve(List<double[]> columns, double[] right) {
        int rows = right.length;
        int n = columns.size();
        if (n == 0 || n > rows) {
            return Optional.empty();
        }
        double[][] a = new double[rows][n + 1];
        for (int i = 0; i < rows; i++) {
            double size = Math.abs(right[i]);
            for (int k = 0; k < n; k++) {
                a[i][k] = columns.get(k)[i];
                size = Math.max(size, Math.abs(a[i][k]));
            }
            a[i][n] = right[i];
            for (int k = 0; k <= n && size > 0; k++) {
                a[i][k] /= size;
            }
        }
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k + 1; i < rows; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            a[pivot] = a[k];
            a[k] = row;
            if (!(Math.abs(row[k]) > LEAST_PIVOT)) {
                return Optional.empty();
            }
            for (int i = 0; i < rows; i++) {
                double factor = i == k ? 0 : a[i][k] / row[k];
                for (int j = k; j <= n && factor != 0; j++) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        for (int i = n; i < rows; i++) {
            if (!(Math.abs(a[i][n]) < CONSISTENT)) {
                return Optional.empty();
            }
        }
        double[] solution = new double[n];
        for (int k = 0; k < n; k++) {
            solution[k] = a[k][n] / a[k][k];
        }
        return Optional.of(solution);
    }

    // ---- what follows ----

    /** Minus the expected log-density, if every statistic in it has a known mean. */
    Optional<Amount> entropy() {
        for (int k = 0; k < means.length; k++) {
            if (!solved[k] && weight(p, k) != 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Amount.ofFormula(-value(p), size(p)));
    }

    /** The divergence from this distribution to another of the family with the same known parameters. */
    Optional<Amount> divergence(Distribution q) {
        boolean same = q.family().logDensity() == p.family().logDensity()
                && q.family().support().equals(p.family().support())
                && Arrays.equals(known(p), known(q));
        if (!same) {
            return Optional.empty();
        }
        for (int k = 0; k < means.length; k++) {
            if (!solved[k] && weight(p, k) != weight(q, k)) {
                return Optional.empty();
            }
        }
        return Optional.of(Amount.ofFormula(value(p) - value(q), size(p) + size(q)));
    }

    /** The expected log-density, but for the statistics without a known mean. */
    private double value(Distribution d) {
        return evaluate(plan, typical, means, free(d))[0];
    }

    /** The sum of the sizes of its terms: what its rounding is relative to. */
    private double size(Distribution d) {
        double size = Math.abs(evaluate(plan, typical, new double[means.length], free(d))[0]);
        for (int k = 0; k < means.length; k++) {
            size += Math.abs(weight(d, k) * means[k]);
        }
        return size;
    }

    /** The coefficient of a statistic in the log-density. */
    private double weight(Distribution d, int moment) {
        double without = evaluate(plan, typical, new double[means.length], free(d))[0];
        return (evaluate(plan, typical, alone(means.length, moment), free(d))[0] - without) / ALONE;
    }
}
