package mle.bayes;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import mle.bayes.NaturalSearch.Normal;
import mle.bayes.NaturalSearch.Result;
import mle.draws.NormalDraws;
import mle.draws.Replicates;
import mle.fit.Digits;
import mle.solve.Cholesky;
import mle.solve.Outcome;

/**
 * Variational approximations with more parameters than a Hessian of the bound can be made for, by {@link NaturalSearch} from Laplace's
 * approximation, over more and more draws. The searches over single replicates tell the error of the draws. There are no covariances by linear
 * response, which need that Hessian.
 */
final class LargeSearch {
    /** A full covariance of more unknowns takes too much memory. */
    static final int MOST_FULL = 512;

    private static final int FEWEST = 2 * Derivatives.POINTS;

    private final Posterior posterior;
    private final Variational.Manner manner;
    private final boolean full;
    private final Laplace laplace;
    private final SplittableRandom seeds;
    private final long began = System.nanoTime();
    private int iterations;
    private int evaluations;

    LargeSearch(Posterior posterior, Variational.Manner manner) {
        this.posterior = posterior;
        this.manner = manner;
        this.full = manner.family().kind() == NormalFamily.Kind.FULL_RANK;
        this.laplace = Laplace.of(posterior);
        this.seeds = new SplittableRandom(manner.seed());
    }

    /** What the draws of one size came to. */
    private record Stage(NormalDraws draws, Result result, Optional<SamplingError> error) {
        boolean isPrecise(double tolerance) {
            return error.isPresent() && error.get().largest() <= tolerance;
        }
    }

    Approximation search() {
        int n = posterior.dimension();
        int size = Integer.highestOneBit(2 * Math.max(FEWEST, 4 * n) - 1);
        manner.checkDraws(size);
        Stage stage = stage(start(), size);
        while (stage.result.converged()
                && !stage.isPrecise(manner.tolerance())
                && 2L * stage.draws.count() <= manner.mostDraws()) {
            size *= 2;
            Stage before = stage;
            Stage now = stage(before.result.normal(), size);
            stage = new Stage(
                    now.draws, now.result, now.error.map(e -> e.after(before.error.get(), before.result, now.result)));
        }
        return end(stage);
    }

    /** Laplace's approximation, or a standard normal where there is none. */
    private Normal start() {
        int n = posterior.dimension();
        double[][] lower = new double[n][];
        boolean known = laplace.outcome().kind().found();
        if (full && known) {
            return new Normal(
                    laplace.line(),
                    NaturalSearch.lower(Cholesky.of(laplace.precision(), n).inverse(), n));
        }
        for (int d = 0; d < n; d++) {
            lower[d] = new double[full ? d + 1 : 1];
            lower[d][lower[d].length - 1] = known ? 1 / Math.sqrt(laplace.precision()[d * (d + 1) / 2 + d]) : 1;
        }
        return new Normal(known ? laplace.line() : new double[n], lower);
    }

    private Stage stage(Normal start, int perReplicate) {
        NormalDraws draws = NormalDraws.of(posterior.dimension(), perReplicate, seeds.nextLong());
        Result all = new NaturalSearch(posterior, draws, 0, draws.count(), full).from(start);
        iterations += all.iterations();
        evaluations += all.evaluations();
        if (!all.converged()) {
            return new Stage(draws, all, Optional.empty());
        }
        Result[] own = new Result[NormalDraws.REPLICATES];
        for (int r = 0; r < own.length; r++) {
            own[r] = new NaturalSearch(posterior, draws, r * perReplicate, perReplicate, full).from(all.normal());
        }
        return new Stage(draws, all, Optional.of(error(all, own)));
    }

    /** The spread of the replicates, and how far their mean is from the whole. */
    private static SamplingError error(Result all, Result[] own) {
        int n = all.normal().mean().length;
        double[] means = new double[n];
        double[] sds = new double[n];
        if (!Arrays.stream(own).allMatch(Result::converged)) {
            Arrays.fill(means, Double.POSITIVE_INFINITY);
            return new SamplingError(means, means, Double.POSITIVE_INFINITY);
        }
        for (int d = 0; d < n; d++) {
            int k = d;
            double sd = all.normal().sd(d);
            means[d] = width(Arrays.stream(own)
                    .mapToDouble(r -> (r.normal().mean()[k] - all.normal().mean()[k]) / sd)
                    .toArray());
            sds[d] = width(Arrays.stream(own)
                    .mapToDouble(r -> r.normal().sd(k) / sd - 1)
                    .toArray());
        }
        return new SamplingError(
                means,
                sds,
                width(Arrays.stream(own)
                        .mapToDouble(r -> r.bound() - all.bound())
                        .toArray()));
    }

    private static double width(double[] apart) {
        return Replicates.halfWidth(apart) + Math.abs(Arrays.stream(apart).sum() / apart.length);
    }

    private Approximation end(Stage stage) {
        Result result = stage.result;
        int n = posterior.dimension();
        NormalShape shape = full ? NormalShape.fullRank(n) : NormalShape.meanField(n);
        double[] parameters = new double[shape.size()];
        for (int p = 0; p < parameters.length; p++) {
            int d = shape.coordinate(p);
            double[] row = result.normal().lower()[d];
            parameters[p] = p < n ? result.normal().mean()[d] : row[full ? shape.draw(p) : 0];
        }
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        Approximation.Work work = new Approximation.Work(
                "natural gradient",
                iterations,
                evaluations,
                Double.NaN,
                stage.draws.count(),
                stage.error.map(SamplingError::largest).orElse(Double.NaN),
                stage.error.map(SamplingError::elbo).orElse(Double.NaN),
                (System.nanoTime() - began) / 1e9);
        return Approximation.large(
                posterior,
                manner,
                outcome(stage),
                new FittedNormal(shape, parameters, new double[n], ones),
                stage.draws,
                laplace,
                work);
    }

    private Outcome outcome(Stage stage) {
        if (!stage.result.converged()) {
            double change = stage.result.change();
            return Outcome.of(
                    Outcome.Kind.NOT_REACHED,
                    "no maximum of the evidence lower bound was reached: "
                            + (Double.isFinite(change)
                                    ? "the last step was of " + Digits.scientific(change, 1) + " standard deviations"
                                    : "the expected curvature is not positive definite where the search began"));
        }
        return stage.isPrecise(manner.tolerance())
                ? Outcome.of(
                        Outcome.Kind.CONVERGED,
                        "local maximum of the evidence lower bound: gradient zero, expected curvature positive definite;"
                                + " the only start leads here")
                : VariationalSearch.imprecise(manner, stage.draws.count());
    }
}
