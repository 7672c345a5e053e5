package mle.bayes;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import mle.draws.NormalDraws;
import mle.family.Parameter;
import mle.solve.Cholesky;
import mle.solve.Outcome;

/**
 * What variational inference came to: the normal distribution of the coordinates that is nearest to the posterior, what it says of the
 * unknowns, and what tells how far it can be relied upon. Where no maximum was found, its numbers are NaN.
 */
public final class Approximation {
    /** Distributions are the same that differ by no more than this, in standard deviations. */
    private static final double SAME = 0.05;

    private final Posterior posterior;
    private final NormalFamily family;
    private final Outcome outcome;
    private final FittedNormal q;
    private final Work work;
    private final Laplace laplace;
    private final Elbo elbo;
    private final Summary summary;
    private final Summary linearResponse;
    private final double[] covariance;
    private final Optional<Importance> importance;
    private final List<Optimum> others;

    /**
     * Another local maximum of the bound, as the search for a mean-field approximation met it over few draws.
     *
     * @param means of the unknowns
     * @param elbo the bound there
     */
    public record Optimum(double[] means, double elbo) {}

    /**
     * What it took.
     *
     * @param solver the name of the solver
     * @param iterations steps of the search over all draws, without those from other starts over few
     * @param evaluations its evaluations of the bound
     * @param decrement nats still to be gained at the end
     * @param draws how many fixed draws there were in the end
     * @param samplingError the largest error, at 95 %, of a mean or standard deviation because of the draws, in standard deviations
     * @param elboError the error, at 95 %, of the bound because of the draws
     * @param seconds the time it took
     */
    public record Work(
            String solver,
            int iterations,
            int evaluations,
            double decrement,
            int draws,
            double samplingError,
            double elboError,
            double seconds) {}

    Approximation(
            Posterior posterior,
            NormalFamily family,
            Outcome outcome,
            FittedNormal q,
            Optional<Cholesky> hessian,
            NormalDraws draws,
            Laplace laplace,
            List<Optimum> others,
            long seed,
            Work work) {
        this(posterior, family, outcome, q, hessian, hessian.isPresent(), draws, laplace, others, seed, work);
    }

    /** One that was found without a Hessian of the bound, or was not. */
    static Approximation large(
            Posterior posterior,
            Variational.Manner manner,
            Outcome outcome,
            FittedNormal q,
            NormalDraws draws,
            Laplace laplace,
            Work work) {
        return new Approximation(
                posterior,
                manner.family(),
                outcome,
                q,
                Optional.empty(),
                Double.isFinite(work.elboError()),
                draws,
                laplace,
                List.of(),
                manner.seed(),
                work);
    }

    private Approximation(
            Posterior posterior,
            NormalFamily family,
            Outcome outcome,
            FittedNormal q,
            Optional<Cholesky> hessian,
            boolean isMaximum,
            NormalDraws draws,
            Laplace laplace,
            List<Optimum> others,
            long seed,
            Work work) {
        this.posterior = posterior;
        this.family = family;
        this.q = q;
        this.work = work;
        this.laplace = laplace;
        this.others = List.copyOf(others);
        int dimension = posterior.dimension();
        if (!isMaximum) {
            this.elbo = new Elbo(Double.NaN, Double.NaN, Double.NaN);
            this.summary = nothing(dimension);
            this.linearResponse = nothing(dimension);
            this.covariance = new double[0];
            this.importance = Optional.empty();
            this.outcome = outcome;
            return;
        }
        Marginal[] marginals = q.marginals(posterior.unknowns());
        this.elbo = Elbo.of(posterior, q, draws);
        this.summary = new Summary(
                Arrays.stream(marginals).mapToDouble(Marginal::mean).toArray(),
                Arrays.stream(marginals).mapToDouble(Marginal::sd).toArray());
        this.covariance =
                hessian.map(h -> LinearResponse.ofUnknowns(h, q, marginals)).orElseGet(() -> new double[0]);
        double[] sds = nothing(dimension).sds();
        for (int d = 0; d < dimension && hessian.isPresent(); d++) {
            sds[d] = Math.sqrt(covariance[d * (d + 1) / 2 + d]);
        }
        this.linearResponse = new Summary(summary.means(), sds);
        Importance sampled = Importance.of(posterior, q.mean(), q.matrix(), q.covariance(), seed);
        this.importance = Optional.of(sampled);
        this.outcome = Endings.with(outcome, sampled);
    }

    private static Summary nothing(int dimension) {
        double[] none = new double[dimension];
        Arrays.fill(none, Double.NaN);
        return new Summary(none, none.clone());
    }

    /** What the search came to. */
    public Outcome outcome() {
        return outcome;
    }

    /** The family that the approximation is of. */
    public NormalFamily family() {
        return family;
    }

    /** The unknowns, in the order of all results. */
    public List<Parameter> unknowns() {
        return posterior.unknowns();
    }

    /** Means and standard deviations of the unknowns under the approximation. */
    public Summary summary() {
        return summary;
    }

    /** The same means with standard deviations by linear response, which know of correlations. */
    public Summary linearResponse() {
        return linearResponse;
    }

    /** The covariance of two unknowns by linear response. */
    public double covariance(String first, String second) {
        int i = index(first);
        int j = index(second);
        return covariance.length == 0
                ? Double.NaN
                : covariance[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)];
    }

    /** The place of an unknown among all. */
    public int index(String unknown) {
        for (int d = 0; d < unknowns().size(); d++) {
            if (unknowns().get(d).name().equals(unknown)) {
                return d;
            }
        }
        throw new IllegalArgumentException("posterior: no unknown '" + unknown + "'");
    }

    /** The mean of each coordinate, on the line. */
    public double[] lineMeans() {
        return q.mean();
    }

    /** The standard deviation of each coordinate, on the line. */
    public double[] lineSds() {
        double[] packed = q.covariance();
        double[] sds = new double[posterior.dimension()];
        for (int d = 0; d < sds.length; d++) {
            sds[d] = Math.sqrt(packed[d * (d + 1) / 2 + d]);
        }
        return sds;
    }

    /** The covariance of two coordinates (from 0), on the line. */
    public double lineCovariance(int i, int j) {
        return q.covariance()[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)];
    }

    /** The evidence lower bound with its terms. */
    public Elbo elbo() {
        return elbo;
    }

    /** What importance sampling says of the approximation and of the posterior; nothing where there is no approximation. */
    public Optional<Importance> importance() {
        return importance;
    }

    /** Laplace's approximation, for comparison. */
    public Laplace laplace() {
        return laplace;
    }

    /** What it took. */
    public Work work() {
        return work;
    }

    /** The posterior that it is an approximation of. */
    public Posterior posterior() {
        return posterior;
    }

    /** Whether the log-density is a likelihood and a prior, not one that was given as a whole. */
    public boolean isModel() {
        return posterior.has(Term.Role.LIKELIHOOD);
    }

    /** Other local maxima of the bound that searches from other starts came to, the highest first. */
    public List<Optimum> others() {
        return others;
    }

    /** Whether the means and standard deviations of the coordinates are those of another, but for the draws. */
    boolean isSameAs(Approximation other) {
        double[] sds = lineSds();
        for (int d = 0; d < sds.length; d++) {
            boolean same = Math.abs(lineMeans()[d] - other.lineMeans()[d]) <= SAME * sds[d]
                    && Math.abs(other.lineSds()[d] - sds[d]) <= SAME * sds[d];
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /** The table that a user reads. */
    @Override
    public String toString() {
        return new ApproximationTable(this).text();
    }
}
