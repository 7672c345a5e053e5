package mle.bayes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import mle.bayes.NormalFamily.Kind;
import mle.draws.NormalDraws;
import mle.solve.Cholesky;
import mle.solve.Eigen;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Solution;

/** The search for a variational approximation: from Laplace's approximation, if there is one, over more and more draws. */
final class VariationalSearch {
    /** So many draws a replicate has at least: two blocks of points. */
    private static final int FEWEST = 2 * Derivatives.POINTS;

    /** So many draws a replicate has at least for each dimension. */
    private static final int BY_DIMENSION = 3;

    /** More parameters than this make Hessians that take too long. */
    private static final int MOST_PARAMETERS = 2500;

    /** From so many unknowns on a mean-field search is quicker without a Hessian. */
    private static final int MANY = 400;

    /** A factor that explains no more than this share of a variance is left out. */
    private static final double NO_FACTOR = 1e-3;

    /** So often a start is narrowed, by this factor, before it is given up. */
    private static final int MOST_NARROWINGS = 12;

    private static final double NARROWER = 4;

    /** The least share of a variance that starts outside of the factors. */
    private static final double OWN_SHARE = 0.05;

    private final Posterior posterior;
    private final Variational.Manner manner;
    private final long began = System.nanoTime();
    private final Laplace laplace;
    private final double[] centre;
    private final double[] scale;
    private final SplittableRandom seeds;
    private final NormalShape meanField;
    private String toldOfStarts = "";
    private List<Solution> others = List.of();
    private int iterations;
    private int evaluations;

    VariationalSearch(Posterior posterior, Variational.Manner manner) {
        this.posterior = posterior;
        this.manner = manner;
        this.seeds = new SplittableRandom(manner.seed());
        check(manner.family(), posterior.dimension());
        manner.checkDraws(perReplicate(posterior.dimension() + manner.family().rank()));
        this.meanField = NormalShape.meanField(posterior.dimension());
        this.laplace = Laplace.of(posterior);
        this.centre = new double[posterior.dimension()];
        this.scale = new double[centre.length];
        Arrays.fill(scale, 1);
        if (laplace.outcome().kind().found()) {
            for (int d = 0; d < centre.length; d++) {
                centre[d] = laplace.line()[d];
                scale[d] = 1 / Math.sqrt(laplace.precision()[d * (d + 1) / 2 + d]);
            }
        } else {
            scaleWithoutMode();
        }
    }

    /** Narrower than 1 where the curvature at 0 says so, and so narrow that the bound is finite. */
    private void scaleWithoutMode() {
        Jet jet = new Jet(centre.length, 2);
        new NegativeLogDensity(posterior).at(centre, jet);
        for (int d = 0; d < centre.length; d++) {
            double curvature = jet.hessian(d, d);
            scale[d] = curvature > 1 && curvature < Double.POSITIVE_INFINITY ? 1 / Math.sqrt(curvature) : 1;
        }
        NormalShape shape = NormalShape.meanField(centre.length);
        NormalDraws draws = draws(shape, perReplicate(shape));
        Jet value = new Jet(shape.size(), 0);
        for (int k = 0; k < MOST_NARROWINGS; k++) {
            NegativeElbo.of(posterior, shape, draws, centre, scale).at(standard(shape), value);
            if (value.isFinite()) {
                return;
            }
            for (int d = 0; d < scale.length; d++) {
                scale[d] /= NARROWER;
            }
        }
    }

    /** The parameters of a standard normal distribution. */
    private static double[] standard(NormalShape shape) {
        double[] parameters = new double[shape.size()];
        Arrays.fill(parameters, shape.dimension(), 2 * shape.dimension(), 1);
        return parameters;
    }

    /** Whether there are too many parameters for a Hessian, but not for {@link LargeSearch}. */
    static boolean isLarge(NormalFamily family, int dimension) {
        return switch (family.kind()) {
            case FULL_RANK -> dimension * (dimension + 3) / 2 > MOST_PARAMETERS && dimension <= LargeSearch.MOST_FULL;
            case MEAN_FIELD -> dimension > MANY;
            case LOW_RANK -> false;
        };
    }

    private static void check(NormalFamily family, int dimension) {
        int rank = family.rank();
        // Ledermann's bound: with more factors the covariance has no fewer parameters than any.
        if (family.kind() == Kind.LOW_RANK
                && (rank >= dimension || (dimension - rank) * (dimension - rank) < dimension + rank)) {
            throw new IllegalArgumentException("low-rank: " + rank + " factors of " + dimension
                    + " unknowns are no fewer parameters than full rank, take fewer factors or full-rank");
        }
        long parameters = dimension
                + (family.kind() == Kind.FULL_RANK
                        ? (long) dimension * (dimension + 1) / 2
                        : (long) dimension * (1 + rank));
        if (parameters > MOST_PARAMETERS) {
            throw new IllegalArgumentException(family + ": " + dimension + " unknowns make " + parameters
                    + " parameters, at most " + MOST_PARAMETERS + " can be sought; take low-rank or mean-field");
        }
    }

    /** The highest maximum that was found. */
    Approximation search() {
        Stage first = first();
        return first.solution.converged() ? from(first) : end(meanField, manner.family(), first, first.error);
    }

    /** All maxima that were found, the highest first. */
    List<Approximation> searchAll() {
        List<Approximation> all = new ArrayList<>(List.of(search()));
        for (Solution other : others) {
            Stage stage = stage(meanField, other.point(), draws(meanField, perReplicate(meanField)));
            if (stage.solution.converged()) {
                Approximation next = from(stage);
                if (next.outcome().kind().found() && all.stream().noneMatch(a -> a.isSameAs(next))) {
                    all.add(next);
                }
            }
        }
        all.sort(Comparator.comparingDouble(
                (Approximation a) -> a.outcome().kind().found() ? -a.elbo().value() : Double.POSITIVE_INFINITY));
        return all;
    }

    private Stage first() {
        Stage first = stage(meanField, standard(meanField), draws(meanField, perReplicate(meanField)));
        boolean isMeanField = manner.family().kind() == Kind.MEAN_FIELD;
        return ofStarts(first, isMeanField ? "here" : "where this search began");
    }

    private Approximation from(Stage first) {
        if (manner.family().kind() == Kind.MEAN_FIELD) {
            return overDraws(meanField, manner.family(), first);
        }
        double[] mean = Arrays.copyOf(first.solution.point(), centre.length);
        double[] covariance = LinearResponse.ofMeans(first.hessian.get(), meanField.size(), centre.length);
        if (manner.family().kind() == Kind.FULL_RANK) {
            NormalShape shape = NormalShape.fullRank(centre.length);
            return overDraws(
                    shape,
                    manner.family(),
                    stage(
                            shape,
                            shape.parameters(mean, NaturalSearch.lower(covariance, centre.length)),
                            draws(shape, perReplicate(shape))));
        }
        return lowRank(mean, covariance);
    }

    /** From the start that leads highest, over few draws and over all of the first ones. */
    private Stage ofStarts(Stage first, String there) {
        Starts starts =
                new Starts(first.objective.ofReplicate(0), meanField, first.solution.point(), manner.seed(), atModes());
        Stage best = first;
        if (starts.hasHigher()) {
            Stage other = stage(meanField, starts.highest(), first.draws);
            boolean higher = !first.solution.converged()
                    || other.solution.jet().value() < first.solution.jet().value();
            if (other.solution.converged() && higher) {
                best = other;
                starts.hold();
            }
        }
        toldOfStarts = starts.told(there);
        others = best.solution.converged() ? starts.others() : List.of();
        return best;
    }

    /** At the modes that are found from afar, and where a caller says so. */
    private List<double[]> atModes() {
        List<Summary> places = new ArrayList<>(manner.starts());
        if (laplace.outcome().kind().found()) {
            places.addAll(Modes.of(posterior, centre, scale, manner.seed()));
        }
        return places.stream()
                .map(place -> {
                    double[] start = new double[2 * centre.length];
                    for (int d = 0; d < centre.length; d++) {
                        start[d] = (place.means()[d] - centre[d]) / scale[d];
                        start[centre.length + d] = place.sds()[d] / scale[d];
                    }
                    return start;
                })
                .toList();
    }

    /** The other maxima of mean-field approximations, over few draws. */
    private List<Approximation.Optimum> toldOthers() {
        return others.stream()
                .map(s -> new Approximation.Optimum(
                        Arrays.stream(new FittedNormal(meanField, s.point(), centre, scale)
                                        .marginals(posterior.unknowns()))
                                .mapToDouble(Marginal::mean)
                                .toArray(),
                        -s.jet().value()))
                .toList();
    }

    // ---- over more and more draws ----

    /** What the search over some draws came to; where it converged, with the factored Hessian and the error of the draws. */
    private record Stage(
            NegativeElbo objective,
            NormalDraws draws,
            Solution solution,
            Optional<Cholesky> hessian,
            Optional<SamplingError> error) {}

    private static int perReplicate(NormalShape shape) {
        return perReplicate(shape.draws());
    }

    private static int perReplicate(int dimension) {
        int least = Math.max(FEWEST, BY_DIMENSION * dimension);
        return Integer.highestOneBit(2 * least - 1);
    }

    private NormalDraws draws(NormalShape shape, int perReplicate) {
        return NormalDraws.of(shape.draws(), perReplicate, seeds.nextLong());
    }

    private Stage stage(NormalShape shape, double[] start, NormalDraws draws) {
        NegativeElbo objective = NegativeElbo.of(posterior, shape, draws, centre, scale);
        Solution solution = manner.solver().minimise(objective, start);
        iterations += solution.iterations();
        evaluations += solution.evaluations();
        if (!solution.converged()) {
            return new Stage(objective, draws, solution, Optional.empty(), Optional.empty());
        }
        Cholesky hessian = Cholesky.of(solution.jet().hessian(), shape.size());
        return new Stage(
                objective,
                draws,
                solution,
                Optional.of(hessian),
                Optional.of(error(objective, shape, solution, hessian)));
    }

    /** The bias costs as much as the search did, and is sought only where the rest is nearly small enough. */
    private SamplingError error(NegativeElbo objective, NormalShape shape, Solution solution, Cholesky hessian) {
        SamplingError spread = SamplingError.spread(objective, shape, solution.point(), hessian);
        return spread.largest() > 2 * manner.tolerance()
                ? spread
                : spread.withBias(objective, shape, solution, manner.solver());
    }

    /**
     * Doubles the draws until the error is small, as that over half as many, other, draws lets expect: an estimate from eight replicates that
     * is looked at again and again is small by chance at last.
     */
    private Approximation overDraws(NormalShape shape, NormalFamily family, Stage first) {
        Stage stage = first;
        int size = stage.draws.perReplicate();
        Optional<SamplingError> told = Optional.empty();
        while (stage.solution.converged() && !isSmall(told) && 2L * stage.draws.count() <= manner.mostDraws()) {
            size *= 2;
            Stage before = stage;
            stage = stage(shape, before.solution.point(), draws(shape, size));
            told = told(before, stage, shape);
        }
        return end(shape, family, stage, told);
    }

    private static Optional<SamplingError> told(Stage before, Stage now, NormalShape shape) {
        return now.error.map(e -> e.after(before.error.get(), shape, before.solution, now.solution));
    }

    private boolean isSmall(Optional<SamplingError> error) {
        return error.isPresent() && error.get().largest() <= manner.tolerance();
    }

    private Approximation end(NormalShape shape, NormalFamily family, Stage stage, Optional<SamplingError> error) {
        Solution s = stage.solution;
        Outcome outcome =
                Endings.ofBound(stage.objective, shape, s, posterior.unknowns(), stage.draws.count(), toldOfStarts);
        if (stage.solution.converged() && !isSmall(error)) {
            outcome = imprecise(manner, stage.draws.count());
        }
        Approximation.Work work = new Approximation.Work(
                manner.solver().name(),
                iterations,
                evaluations,
                s.decrement(),
                stage.draws.count(),
                error.map(SamplingError::largest).orElse(Double.NaN),
                error.map(SamplingError::elbo).orElse(Double.NaN),
                (System.nanoTime() - began) / 1e9);
        FittedNormal fitted = new FittedNormal(shape, s.point(), centre, scale);
        return new Approximation(
                posterior,
                family,
                outcome,
                fitted,
                stage.hessian,
                stage.draws,
                laplace,
                toldOthers(),
                manner.seed(),
                work);
    }

    /** What is told where the draws that are allowed don't do. */
    static Outcome imprecise(Variational.Manner manner, int draws) {
        return Outcome.of(
                Outcome.Kind.NOT_REACHED,
                "the sampling error is still above the tolerance of " + manner.tolerance() + " with " + draws
                        + " draws; allow more draws or a larger tolerance");
    }

    // ---- starts ----

    /** Factors from the largest eigenvalues of the correlations; no more of them than there are above one. */
    private Approximation lowRank(double[] mean, double[] covariance) {
        int n = centre.length;
        double[] sds = new double[n];
        double[] correlation = new double[covariance.length];
        for (int i = 0, at = 0; i < n; i++) {
            sds[i] = Math.sqrt(covariance[i * (i + 1) / 2 + i]);
            for (int j = 0; j <= i; j++, at++) {
                correlation[at] = covariance[at] / sds[i] / sds[j];
            }
        }
        Eigen eigen = Eigen.of(correlation, n);
        int rank = 0;
        while (rank < manner.family().rank() && eigen.value(n - 1 - rank) > 1 + NO_FACTOR) {
            rank++;
        }
        double[][] loadings = new double[n][rank];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < rank; k++) {
                loadings[i][k] = Math.sqrt(eigen.value(n - 1 - k) - 1) * eigen.vector(n - 1 - k)[i];
            }
        }
        int[] pivots = Loadings.triangular(loadings);
        NormalShape shape = NormalShape.lowRank(n, pivots);
        double[][] a = new double[n][n + rank];
        for (int i = 0; i < n; i++) {
            double common = 0;
            for (int k = 0; k < rank; k++) {
                common += loadings[i][k] * loadings[i][k];
            }
            double shrink = Math.min(1, Math.sqrt((1 - OWN_SHARE) / common));
            for (int k = 0; k < rank; k++) {
                a[i][n + k] = sds[i] * shrink * loadings[i][k];
            }
            a[i][i] = sds[i] * Math.sqrt(Math.max(OWN_SHARE, 1 - common));
        }
        NormalFamily family = rank == 0 ? NormalFamily.meanField() : NormalFamily.lowRank(rank);
        return overDraws(shape, family, stage(shape, shape.parameters(mean, a), draws(shape, perReplicate(shape))));
    }
}
