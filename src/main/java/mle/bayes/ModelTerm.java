package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Parameter;
import mle.fit.LogLikelihood;
import mle.solve.Jet;

/**
 * The log-likelihood of a model of {@code mle.fit}, point by point. Where an unknown has a narrower domain than the likelihood knows, the
 * coordinate of the one is a function of that of the other.
 */
final class ModelTerm implements Term {
    private final LogLikelihood likelihood;
    private final int dimension;
    private final Program[] lines;

    /**
     * A likelihood whose unknowns come first among those of the posterior, in its order.
     *
     * @param unknowns those unknowns, with the domains that they have in the posterior
     */
    ModelTerm(LogLikelihood likelihood, List<Parameter> unknowns) {
        this.likelihood = likelihood;
        this.dimension = unknowns.size();
        this.lines = new Program[dimension];
        for (int k = 0; k < dimension; k++) {
            Domain narrow = unknowns.get(k).domain();
            Domain wide = likelihood.unknowns().get(k).domain();
            lines[k] = narrow.equals(wide) ? null : line(narrow, wide);
        }
    }

    /** The coordinate on the line of a wide domain as a function of that of a narrow one, with two derivatives. */
    private static Program line(Domain narrow, Domain wide) {
        Expr.Symbol t = Expr.parameter("t");
        Expr line = wide.toLine(narrow.fromLine(t));
        Expr slope = line.derivative(t);
        return Program.of(List.of(line, slope, slope.derivative(t)), List.of(t));
    }

    @Override
    public Role role() {
        return Role.LIKELIHOOD;
    }

    @Override
    public void addPairs(Collection<Long> keys) {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                keys.add(Pattern.key(i, j));
            }
        }
    }

    @Override
    public Evaluation evaluation(int order, Map<Long, Integer> places) {
        List<Integer> entries = new ArrayList<>();
        for (int i = 0; order >= 2 && i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                entries.add(places.get(Pattern.key(i, j)));
            }
        }
        int[] of = entries.stream().mapToInt(Integer::intValue).toArray();
        LogLikelihood.Evaluation evaluation = likelihood.evaluation();
        Jet jet = new Jet(dimension, order);
        double[] line = new double[dimension];
        double[] slopes = new double[dimension];
        double[] bends = new double[dimension];
        return (points, count, sum) -> {
            for (int s = 0; s < count; s++) {
                move(points, s, line, slopes, bends);
                evaluation.at(line, jet);
                add(jet, s, slopes, bends, of, sum);
            }
        };
    }

    private void move(double[][] points, int s, double[] line, double[] slopes, double[] bends) {
        Arrays.fill(slopes, 1);
        for (int k = 0; k < dimension; k++) {
            line[k] = points[k][s];
            if (lines[k] != null) {
                double[] values = lines[k].values(line[k]);
                line[k] = values[0];
                slopes[k] = values[1];
                bends[k] = values[2];
            }
        }
    }

    private void add(Jet jet, int s, double[] slopes, double[] bends, int[] entries, Derivatives sum) {
        sum.value[s] += jet.value();
        for (int i = 0, k = 0; jet.order() >= 1 && i < dimension; i++) {
            sum.gradient[i][s] += jet.gradient()[i] * slopes[i];
            for (int j = 0; jet.order() >= 2 && j <= i; j++, k++) {
                double bend = i == j ? jet.gradient()[i] * bends[i] : 0;
                sum.hessian[entries[k]][s] += jet.hessian()[k] * slopes[i] * slopes[j] + bend;
            }
        }
    }
}
