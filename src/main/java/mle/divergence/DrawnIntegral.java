package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mle.draws.NormalDraws;
import mle.draws.ParetoSmoothing;
import mle.draws.Replicates;

/**
 * Integrals against a density of three or more dimensions, as means over fixed draws: independent randomisations of a quasi-random
 * sequence for each part of a mixture, from which the error is told, doubled until it is small.
 *
 * @param values the integrals
 * @param errors half-widths of their 95 % intervals
 * @param draws how many there were
 * @param tails for each function the shape of the tail of the sizes of what its mean is the sum of: from 1 on there is none
 */
record DrawnIntegral(double[] values, double[] errors, int draws, double[] tails) {
    /** Draws of each part and randomisation to begin with, and most. */
    private static final int FEWEST = 1 << 10;

    private static final int MOST = 1 << 14;

    /** The error sought, relative to the mean of the size of a function. */
    private static final double TOLERANCE = 1e-4;

    /** All draws begin with this. */
    static final long SEED = 1;

    /**
     * The means of one size.
     *
     * @param sizes the means of the sizes of the functions
     */
    private record Stage(double[] values, double[] errors, double[] sizes, int draws) {
        boolean isPrecise() {
            boolean precise = true;
            for (int i = 0; i < values.length; i++) {
                precise &= !(errors[i] > TOLERANCE * sizes[i]);
            }
            return precise;
        }
    }

    /** The integrals of so many functions against a mixture of parts. */
    static DrawnIntegral of(List<RowSampler> parts, double[] weights, JointComponent.Functions f, int count) {
        SplittableRandom seeds = new SplittableRandom(SEED);
        List<double[]> terms = new ArrayList<>();
        Stage before = over(FEWEST, seeds.split(), parts, weights, f, count, terms);
        Stage now;
        int size = FEWEST;
        do {
            size *= 2;
            now = over(size, seeds.split(), parts, weights, f, count, new ArrayList<>());
            for (int i = 0; i < count; i++) {
                // The spread of few replicates is small by chance at times.
                now.errors[i] = Math.max(now.errors[i], before.errors[i] / 2);
            }
            before = now;
        } while (!now.isPrecise() && size < MOST);
        return new DrawnIntegral(now.values, now.errors, now.draws, tails(terms, count));
    }

    private static Stage over(
            int size,
            SplittableRandom random,
            List<RowSampler> parts,
            double[] weights,
            JointComponent.Functions f,
            int count,
            List<double[]> terms) {
        int replicates = NormalDraws.REPLICATES;
        double[][] means = new double[count][replicates];
        double[] sizes = new double[count];
        double[] out = new double[count];
        int draws = 0;
        for (int r = 0; r < replicates; r++) {
            for (int part = 0; part < parts.size(); part++) {
                RowSampler.Sample sample = parts.get(part).sample(size, random.split());
                for (int s = 0; s < sample.rows().length; s++) {
                    double mass = weights[part] * sample.masses()[s];
                    f.at(sample.rows()[s], out);
                    double[] term = new double[count];
                    for (int i = 0; i < count; i++) {
                        term[i] = mass * out[i];
                        means[i][r] += term[i];
                        sizes[i] += Math.abs(term[i]) / replicates;
                    }
                    if (size == FEWEST) {
                        terms.add(term);
                    }
                }
                draws += sample.rows().length;
            }
        }
        double[] values = new double[count];
        double[] errors = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = Arrays.stream(means[i]).sum() / replicates;
            errors[i] = Double.isInfinite(values[i]) ? 0 : Replicates.halfWidth(means[i]);
        }
        return new Stage(values, errors, sizes, draws);
    }

    private static double[] tails(List<double[]> terms, int count) {
        double[] tails = new double[count];
        for (int i = 0; i < count; i++) {
            int function = i;
            tails[i] = ParetoSmoothing.of(terms.stream()
                            .mapToDouble(v -> StrictMath.log(Math.abs(v[function]) + Double.MIN_NORMAL))
                            .toArray())
                    .k();
        }
        return tails;
    }
}
