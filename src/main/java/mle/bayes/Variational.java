package mle.bayes;

import java.util.List;
import mle.draws.NormalDraws;
import mle.solve.Newton;
import mle.solve.Solver;

/**
 * Variational inference: the normal distribution q of the coordinates of all unknowns that is nearest to a posterior p by D(q‖p), which has
 * the largest evidence lower bound. Expectations are means over fixed draws, so that the bound is a function like any other; it is maximised
 * by the solvers of {@code mle.solve}, with their stopping rule, from the highest of the mean-field maxima that several starts lead to over few
 * draws. The draws are doubled until their sampling error, estimated from independent replicates and confirmed by other draws, is below a
 * tolerance. Immutable, each {@code with} gives another.
 *
 * <pre>{@code
 * Approximation q = Variational.fit(posterior);
 * Approximation full = Variational.of(posterior).with(NormalFamily.fullRank()).withSeed(7).fit();
 * }</pre>
 *
 * <p>It is in a package of its own, beside {@code mle.divergence} whose projections of one and two variables are by quadrature, since models
 * with priors are more than a divergence.
 */
public final class Variational {
    private static final int MOST_DRAWS = 1 << 18;

    private final Posterior posterior;
    private final Manner manner;

    /**
     * How an approximation is sought.
     *
     * @param family among which distributions
     * @param tolerance of the sampling error, in standard deviations of the unknowns
     * @param mostDraws how many draws there may be
     * @param seed of the draws
     * @param solver the solver
     * @param starts means and standard deviations of the coordinates at further starts
     */
    record Manner(
            NormalFamily family, double tolerance, int mostDraws, long seed, Solver solver, List<Summary> starts) {
        /** Refuses fewer draws than a search begins with, but never as many as are allowed by default. */
        void checkDraws(long perReplicate) {
            long least = Math.min(MOST_DRAWS, NormalDraws.REPLICATES * perReplicate);
            if (mostDraws < least) {
                throw new IllegalArgumentException(
                        "draws: so many unknowns need at least " + least + ", got " + mostDraws);
            }
        }
    }

    private Variational(Posterior posterior, Manner manner) {
        this.posterior = posterior;
        this.manner = manner;
    }

    /**
     * What is asked for by default: a mean-field approximation by Newton's method, with a sampling error of at most 0.005 standard
     * deviations and at most 2¹⁸ draws.
     */
    public static Variational of(Posterior posterior) {
        return new Variational(
                posterior,
                new Manner(NormalFamily.meanField(), 0.005, MOST_DRAWS, 1, Newton.withDefaults(), List.of()));
    }

    /** The mean-field approximation of a posterior. */
    public static Approximation fit(Posterior posterior) {
        return of(posterior).fit();
    }

    /** Among another family of normal distributions. */
    public Variational with(NormalFamily family) {
        return new Variational(
                posterior,
                new Manner(family, manner.tolerance, manner.mostDraws, manner.seed, manner.solver, manner.starts));
    }

    /** With another tolerance of the sampling error of means and standard deviations, in standard deviations of the unknowns. */
    public Variational withTolerance(double tolerance) {
        if (!(tolerance > 0)) {
            throw new IllegalArgumentException("tolerance: must be > 0, got " + tolerance);
        }
        return new Variational(
                posterior,
                new Manner(manner.family, tolerance, manner.mostDraws, manner.seed, manner.solver, manner.starts));
    }

    /** With at most so many draws; {@link #fit} refuses fewer than it begins with. */
    public Variational withMostDraws(int draws) {
        if (!(draws >= 1)) {
            throw new IllegalArgumentException("draws: must be at least 1, got " + draws);
        }
        return new Variational(
                posterior,
                new Manner(manner.family, manner.tolerance, draws, manner.seed, manner.solver, manner.starts));
    }

    /** With another seed of the draws; the same seed gives the same bits. */
    public Variational withSeed(long seed) {
        return new Variational(
                posterior,
                new Manner(manner.family, manner.tolerance, manner.mostDraws, seed, manner.solver, manner.starts));
    }

    /** With another solver. */
    public Variational withSolver(Solver solver) {
        return new Variational(
                posterior,
                new Manner(manner.family, manner.tolerance, manner.mostDraws, manner.seed, solver, manner.starts));
    }

    /** With further starts beside the usual ones, as means and standard deviations of the coordinates on their lines. */
    public Variational withStarts(List<Summary> starts) {
        return new Variational(
                posterior,
                new Manner(
                        manner.family,
                        manner.tolerance,
                        manner.mostDraws,
                        manner.seed,
                        manner.solver,
                        List.copyOf(starts)));
    }

    /**
     * Seeks all approximations at which the bound has a local maximum that one of the starts leads to, the highest first.
     *
     * @throws IllegalArgumentException as {@link #fit}
     */
    public List<Approximation> optima() {
        return VariationalSearch.isLarge(manner.family, posterior.dimension())
                ? List.of(fit())
                : List.copyOf(new VariationalSearch(posterior, manner).searchAll());
    }

    /**
     * Seeks the approximation.
     *
     * @throws IllegalArgumentException if the family is too large for so many unknowns, or has no fewer parameters than full rank, or
     *     there may be fewer draws than it begins with
     */
    public Approximation fit() {
        return VariationalSearch.isLarge(manner.family, posterior.dimension())
                ? new LargeSearch(posterior, manner).search()
                : new VariationalSearch(posterior, manner).search();
    }
}
