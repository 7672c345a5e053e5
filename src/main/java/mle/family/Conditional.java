package mle.family;

import java.util.List;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * The distribution of some columns of a normal vector where others are known. With the known ones first, their residuals have
 * been used up: the others keep their regressions and residual scales.
 */
final class Conditional {
    private Conditional() {}

    static JointDistribution of(JointDistribution p, int[] given, double[] values) {
        int d = p.dimension();
        int known = given.length;
        int[] rest = IntStream.range(0, d)
                .filter(k -> IntStream.of(given).noneMatch(g -> g == k))
                .toArray();
        if (known == 0 || rest.length != d - known || rest.length == 0 || values.length != known) {
            throw new IllegalArgumentException(p.family().name() + ": expected from 1 to " + (d - 1)
                    + " different columns of " + d + " and a value for each, got " + known + " and " + values.length);
        }
        int[] order = IntStream.concat(IntStream.of(given), IntStream.of(rest)).toArray();
        JointDistribution ordered = p.marginal(order);
        Reparametrisation regressions = p.family().solvedIn().orElseThrow();
        double[] searched = ordered.searched().clone();
        double[] deviations = new double[d];
        for (int k = 0, slope = d; k < d; k++) {
            double expected = 0;
            for (int j = 0; j < k; j++) {
                expected += searched[slope++] * deviations[j];
            }
            deviations[k] = k < known ? values[k] - searched[k] : expected;
        }
        for (int k = 0; k < d; k++) {
            searched[k] += deviations[k];
            if (k < known) {
                searched[searched.length - d + k] = 0;
            }
        }
        List<Expr.Symbol> symbols = regressions.parameters().stream()
                .map(q -> Expr.parameter(q.name(), q.domain().sign()))
                .toList();
        List<Expr> own = p.family().parameters().stream()
                .map(q -> regressions
                        .own()
                        .getOrDefault(
                                q.name(), Expr.parameter(q.name(), q.domain().sign())))
                .toList();
        double[] conditional = Program.of(own, symbols).values(searched);
        return p.family()
                .ofDimension(rest.length)
                .joint(ordered.chosen(
                        p.locationScatter(), IntStream.range(known, d).toArray(), conditional));
    }
}
