package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mle.bayes.Approximation;
import mle.bayes.NormalFamily;
import mle.bayes.Posterior;
import mle.bayes.Summary;
import mle.bayes.Variational;
import mle.expr.Expr;
import mle.expr.Function;
import mle.family.Domain;
import mle.family.Family;
import mle.family.IndependentFamily;
import mle.family.Parameter;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Outcome;

/**
 * Reverse projections of rows of three or more columns onto normal distributions, all or independent ones, and onto independent ones that
 * are normal on a line of their own: the variational inference of {@code mle.bayes} with the target as the posterior, over fixed draws of q.
 */
final class DrawnReverseKl {
    private static final List<String> NORMAL_ON_A_LINE = List.of("normal", "lognormal", "logit-normal");

    private final JointDensity target;
    private final Mle asked;
    private final long began = System.nanoTime();

    /**
     * Those onto a family.
     *
     * @throws IllegalArgumentException if it is another family, or parameters are held or given as a start
     */
    DrawnReverseKl(JointDensity target, Mle asked) {
        this.target = target;
        this.asked = asked;
        Family family = asked.family();
        boolean known = family.name().equals("mvnormal")
                || family instanceof IndependentFamily independent
                        && independent.parts().stream().allMatch(p -> NORMAL_ON_A_LINE.contains(p.name()));
        if (!known) {
            throw new IllegalArgumentException(family.name()
                    + ": a reverse projection by draws, of three or more columns or of mixed ones, is onto mvnormal or"
                    + " independent(...) of normal, lognormal and logit-normal");
        }
        if (!asked.fixed().isEmpty() || !asked.start().isEmpty()) {
            throw new IllegalArgumentException(
                    family.name()
                            + ": a reverse projection in more than two dimensions takes no start and no parameter that is held");
        }
    }

    /** All local minima that were found, the lowest first. */
    List<Projection> all() {
        List<Parameter> unknowns = new ArrayList<>();
        for (int i = 0; i < target.dimension(); i++) {
            unknowns.add(Parameter.of("x" + (i + 1), domain(i)));
        }
        boolean full = !(asked.family() instanceof IndependentFamily);
        List<Approximation> optima = Variational.of(Posterior.of(unknowns, this::logDensity))
                .with(full ? NormalFamily.fullRank() : NormalFamily.meanField())
                .withSeed(DrawnIntegral.SEED)
                .withSolver(asked.solver())
                .withStarts(starts())
                .optima();
        List<Projection> projections = new ArrayList<>();
        for (Approximation optimum : optima) {
            if (optimum.outcome().kind().found()) {
                projections.add(projection(optimum, full));
            }
        }
        if (projections.isEmpty()) {
            Outcome outcome = optima.get(0).outcome();
            projections.add(Projection.noReverse(target, asked, outcome, optima.size(), began));
        }
        projections.sort(Projection.LOWEST_FIRST);
        return List.copyOf(projections);
    }

    private Domain domain(int column) {
        return asked.family() instanceof IndependentFamily independent
                ? Sheet.domain(independent.parts().get(column).support())
                : Domain.REAL;
    }

    /** log Σ weight·density, as a formula of the columns. */
    private Expr logDensity(List<Expr> columns) {
        Expr[] terms = new Expr[target.components().size()];
        for (int k = 0; k < terms.length; k++) {
            JointComponent component = target.components().get(k);
            terms[k] = component
                    .formula(columns)
                    .orElseThrow(() -> new IllegalArgumentException(
                            component.text() + ": no formula of its log-density is known for a reverse projection"))
                    .plus(StrictMath.log(target.weights()[k]));
        }
        return Expr.call(Function.LOGSUMEXP, terms);
    }

    /** About the whole of a mixture and each part of it, where moments are known. */
    private List<Summary> starts() {
        int d = target.dimension();
        boolean real = IntStream.range(0, d).allMatch(i -> domain(i).equals(Domain.REAL));
        List<RowMoments> known = new ArrayList<>();
        if (real && target.hasMoments()) {
            known.add(target.moments());
        }
        target.components().stream()
                .flatMap(c -> c.moments().stream())
                .filter(m -> real)
                .forEach(known::add);
        return known.stream()
                .map(m -> new Summary(
                        m.mean(),
                        IntStream.range(0, d)
                                .mapToDouble(i -> Math.sqrt(m.covariance()[i][i]))
                                .toArray()))
                .toList();
    }

    private Projection projection(Approximation a, boolean full) {
        double[] means = a.lineMeans();
        double[] sds = a.lineSds();
        int d = means.length;
        double[] values = new double[asked.family().parameters().size()];
        double[] errors = new double[values.length];
        double error = a.work().samplingError();
        for (int i = 0, k = d; i < d; i++) {
            values[full ? i : 2 * i] = means[i];
            errors[full ? i : 2 * i] = error * sds[i];
            if (!full) {
                values[2 * i + 1] = sds[i];
                errors[2 * i + 1] = error * sds[i];
            }
            for (int j = i; j < d && full; j++, k++) {
                values[k] = a.lineCovariance(i, j);
                errors[k] = 2 * error * sds[i] * sds[j];
            }
        }
        List<Projection.Value> named = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            named.add(new Projection.Value(asked.family().parameters().get(i).name(), values[i], false, errors[i]));
        }
        Divergence divergence = JointDivergence.within(JointMembers.of(asked.family(), values), target);
        Approximation.Work w = a.work();
        return new Projection(
                Projection.Direction.REVERSE,
                target,
                asked.family(),
                Outcome.of(Outcome.Kind.CONVERGED, Projection.INTERIOR.message() + " over " + w.draws() + " draws"),
                named,
                divergence,
                new Work(
                        w.solver(),
                        w.iterations(),
                        w.evaluations(),
                        w.decrement(),
                        Double.NaN,
                        (System.nanoTime() - began) / 1e9,
                        1 + a.others().size(),
                        1));
    }
}
