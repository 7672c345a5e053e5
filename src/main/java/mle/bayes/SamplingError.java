package mle.bayes;

import java.util.Arrays;
import mle.draws.NormalDraws;
import mle.draws.Replicates;
import mle.solve.Cholesky;
import mle.solve.Jet;
import mle.solve.Solution;
import mle.solve.Solver;

/**
 * How far the maximum of an evidence lower bound over fixed draws may lie from that of the exact one. There are two parts: what independent
 * replicates differ by, of which the mean is within the half-width of a 95 % interval by Student's t, each replicate moved by its gradient at
 * the common maximum through the inverse of the Hessian (the sandwich of an M-estimator); and the bias of a maximum over draws, which the
 * mean of the replicates' own maxima tells: where rare draws in the tails count, each replicate misses them and so do all together.
 *
 * @param means the error of the mean of each coordinate, in its standard deviations
 * @param sds the error of its standard deviation, in the same unit
 * @param elbo the error of the bound
 */
record SamplingError(double[] means, double[] sds, double elbo) {
    /** By the spread of the replicates, at a maximum with a positive definite Hessian. */
    static SamplingError spread(NegativeElbo objective, NormalShape shape, double[] maximum, Cholesky hessian) {
        int replicates = NormalDraws.REPLICATES;
        int p = shape.size();
        double[][] moves = new double[replicates][p];
        double[] values = new double[replicates];
        for (int r = 0; r < replicates; r++) {
            Jet jet = new Jet(p, 1);
            objective.ofReplicate(r).at(maximum, jet);
            values[r] = jet.value();
            hessian.solve(jet.gradient(), moves[r]);
        }
        double[] means = new double[shape.dimension()];
        double[] sds = new double[means.length];
        double[] of = new double[replicates];
        for (int d = 0; d < means.length; d++) {
            double square = square(shape, maximum, d);
            for (int r = 0; r < replicates; r++) {
                of[r] = moves[r][d] / Math.sqrt(square);
            }
            means[d] = Replicates.halfWidth(of);
            for (int r = 0; r < replicates; r++) {
                of[r] = 0;
                for (int k : shape.of(d)) {
                    of[r] += shape.draw(k) == NormalShape.CONSTANT ? 0 : maximum[k] * moves[r][k] / square;
                }
            }
            sds[d] = Replicates.halfWidth(of);
        }
        return new SamplingError(means, sds, Replicates.halfWidth(values));
    }

    /** With the bias as well; infinite where a replicate by itself has no maximum. */
    SamplingError withBias(NegativeElbo objective, NormalShape shape, Solution maximum, Solver solver) {
        double[] ofMeans = new double[means.length];
        double[] ofSds = new double[means.length];
        double ofElbo = 0;
        for (int r = 0; r < NormalDraws.REPLICATES; r++) {
            Solution own = solver.minimise(objective.ofReplicate(r), maximum.point());
            if (!own.converged()) {
                Arrays.fill(ofMeans, Double.POSITIVE_INFINITY);
                return new SamplingError(ofMeans, ofMeans, Double.POSITIVE_INFINITY);
            }
            ofElbo += own.jet().value() - maximum.jet().value();
            for (int d = 0; d < means.length; d++) {
                ofMeans[d] += own.point()[d] - maximum.point()[d];
                ofSds[d] += Math.sqrt(square(shape, own.point(), d)) - Math.sqrt(square(shape, maximum.point(), d));
            }
        }
        for (int d = 0; d < means.length; d++) {
            double sd = Math.sqrt(square(shape, maximum.point(), d));
            ofMeans[d] = means[d] + Math.abs(ofMeans[d]) / NormalDraws.REPLICATES / sd;
            ofSds[d] = sds[d] + Math.abs(ofSds[d]) / NormalDraws.REPLICATES / sd;
        }
        return new SamplingError(ofMeans, ofSds, elbo + Math.abs(ofElbo) / NormalDraws.REPLICATES);
    }

    /** The variance of a coordinate. */
    private static double square(NormalShape shape, double[] parameters, int d) {
        double square = 0;
        for (int k : shape.of(d)) {
            square += shape.draw(k) == NormalShape.CONSTANT ? 0 : parameters[k] * parameters[k];
        }
        return square;
    }

    /**
     * No smaller than what other draws, half as many, let expect of these, nor than what the two maxima differ by: where the error is one of
     * rare draws, a spread that has none of them is too small.
     */
    SamplingError after(SamplingError before, NormalShape shape, Solution from, Solution to) {
        double[] ofMeans = new double[means.length];
        double[] ofSds = new double[means.length];
        for (int d = 0; d < means.length; d++) {
            double sd = Math.sqrt(square(shape, to.point(), d));
            ofMeans[d] = (from.point()[d] - to.point()[d]) / sd;
            ofSds[d] = Math.sqrt(square(shape, from.point(), d)) / sd - 1;
        }
        return after(before, ofMeans, ofSds, from.jet().value() - to.jet().value());
    }

    /** The same of searches without a Hessian. */
    SamplingError after(SamplingError before, NaturalSearch.Result from, NaturalSearch.Result to) {
        double[] ofMeans = new double[means.length];
        double[] ofSds = new double[means.length];
        for (int d = 0; d < means.length; d++) {
            double sd = to.normal().sd(d);
            ofMeans[d] = (from.normal().mean()[d] - to.normal().mean()[d]) / sd;
            ofSds[d] = from.normal().sd(d) / sd - 1;
        }
        return after(before, ofMeans, ofSds, from.bound() - to.bound());
    }

    private SamplingError after(SamplingError before, double[] ofMeans, double[] ofSds, double ofElbo) {
        for (int d = 0; d < means.length; d++) {
            ofMeans[d] = largest(means[d], before.means[d], ofMeans[d]);
            ofSds[d] = largest(sds[d], before.sds[d], ofSds[d]);
        }
        return new SamplingError(ofMeans, ofSds, largest(elbo, before.elbo, ofElbo));
    }

    private static double largest(double now, double before, double change) {
        return Math.max(now, Math.max(before / Math.sqrt(2), Math.abs(change)));
    }

    /** The largest of the errors of means and standard deviations. */
    double largest() {
        double largest = 0;
        for (int d = 0; d < means.length; d++) {
            largest = Math.max(largest, Math.max(means[d], sds[d]));
        }
        return largest;
    }
}
