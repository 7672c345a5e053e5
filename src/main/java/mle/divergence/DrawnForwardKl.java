package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import mle.data.EmpiricalDistribution;
import mle.draws.NormalDraws;
import mle.draws.Replicates;
import mle.family.Parameter;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Mle;

/**
 * A forward projection of rows of three or more columns onto a family without moments to match: fits to fixed draws of the target as to
 * data. The fits to each of several independent randomisations tell the error of the fit to all; draws are doubled until it is small.
 *
 * @param fit to all draws
 * @param errors of the parameters, half-widths of 95 % intervals; infinite where a randomisation alone has no such fit
 * @param error of the cross entropy, as those
 * @param loss nats of divergence that the errors are expected to cost
 * @param draws how many there were
 */
record DrawnForwardKl(Fit fit, double[] errors, double error, double loss, int draws) {
    /** Draws of each part and randomisation to begin with, and most. */
    private static final int FEWEST = 1 << 9;

    private static final int MOST = 1 << 13;

    /** The loss that is borne, in nats: estimates are then off by about 0.006 of the standard deviation of one observation's. */
    static final double TOLERANCE = 2e-5;

    /** Searches until the error is small or there are as many draws as may be. */
    static DrawnForwardKl of(JointDensity target, Space space, Mle asked) {
        SplittableRandom seeds = new SplittableRandom(DrawnIntegral.SEED);
        List<RowSampler> parts = target.samplers();
        DrawnForwardKl found = over(FEWEST, parts, target, space, asked, seeds.split());
        for (int size = 2 * FEWEST; size <= MOST && !(found.loss <= TOLERANCE); size *= 2) {
            found = over(size, parts, target, space, asked, seeds.split());
        }
        return found;
    }

    private static DrawnForwardKl over(
            int size, List<RowSampler> parts, JointDensity target, Space space, Mle asked, SplittableRandom random) {
        List<double[]> rows = new ArrayList<>();
        List<Double> masses = new ArrayList<>();
        int[] ends = new int[NormalDraws.REPLICATES];
        for (int r = 0; r < ends.length; r++) {
            for (int part = 0; part < parts.size(); part++) {
                RowSampler.Sample sample = parts.get(part).sample(size, random.split());
                for (int s = 0; s < sample.rows().length; s++) {
                    double mass = ForwardKl.OBSERVATIONS * target.weights()[part] * sample.masses()[s];
                    if (mass > 0 && space.contains(sample.rows()[s])) {
                        rows.add(sample.rows()[s]);
                        masses.add(mass);
                    }
                }
            }
            ends[r] = rows.size();
        }
        return of(rows, masses, ends, asked);
    }

    private static DrawnForwardKl of(List<double[]> rows, List<Double> masses, int[] ends, Mle asked) {
        Fit all = asked.fitTo(data(rows, masses, 1.0 / ends.length));
        int size = all.parameters().size();
        double[] errors = new double[size];
        if (!all.outcome().kind().found()) {
            return new DrawnForwardKl(all, errors, 0, 0, rows.size());
        }
        double[][] values = new double[size][ends.length];
        double[] losses = new double[ends.length];
        double[] entropies = new double[ends.length];
        for (int r = 0; r < ends.length; r++) {
            int first = r == 0 ? 0 : ends[r - 1];
            Fit own = from(asked, all).fitTo(data(rows.subList(first, ends[r]), masses.subList(first, ends[r]), 1));
            boolean alike = own.outcome().kind() == all.outcome().kind();
            for (int i = 0; i < size; i++) {
                values[i][r] = alike ? own.parameters().get(i).value() : Double.NaN;
            }
            entropies[r] = own.crossEntropy();
            losses[r] = alike ? loss(asked, all, own, rows, masses) : Double.POSITIVE_INFINITY;
        }
        for (int i = 0; i < size; i++) {
            double error = Replicates.halfWidth(values[i]);
            boolean onEdge = Double.isInfinite(all.parameters().get(i).value());
            errors[i] = onEdge ? 0 : Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
        }
        return new DrawnForwardKl(
                all,
                errors,
                Replicates.halfWidth(entropies),
                Arrays.stream(losses).average().orElseThrow() / ends.length,
                rows.size());
    }

    private static Mle from(Mle asked, Fit fit) {
        Mle from = asked;
        for (Estimate e : fit.parameters()) {
            Parameter p = asked.family().parameters().stream()
                    .filter(q -> q.name().equals(e.name()))
                    .findFirst()
                    .orElseThrow();
            boolean held = asked.fixed().containsKey(e.name());
            from = held || !p.domain().contains(e.value()) ? from : from.withStart(e.name(), e.value());
        }
        return from;
    }

    private static EmpiricalDistribution data(List<double[]> rows, List<Double> masses, double factor) {
        return EmpiricalDistribution.of(
                rows.toArray(double[][]::new),
                masses.stream().mapToDouble(m -> factor * m).toArray());
    }

    /** How much higher the cross entropy over all draws is where one randomisation has its least. */
    private static double loss(Mle asked, Fit all, Fit own, List<double[]> rows, List<Double> masses) {
        return crossEntropy(asked, own, rows, masses) - crossEntropy(asked, all, rows, masses);
    }

    private static double crossEntropy(Mle asked, Fit fit, List<double[]> rows, List<Double> masses) {
        double[] values = fit.parameters().stream().mapToDouble(Estimate::value).toArray();
        ToDoubleFunction<double[]> logQ = JointMembers.orLimit(asked.family(), values, Double.NaN)
                .map(JointDensity::function)
                .orElse(row -> 0);
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < rows.size(); i++) {
            sum -= masses.get(i) * logQ.applyAsDouble(rows.get(i));
            mass += masses.get(i);
        }
        return sum / mass;
    }

    /** The errors by the names of the parameters. */
    Map<String, Double> byName() {
        Map<String, Double> named = new java.util.HashMap<>();
        for (int i = 0; i < errors.length; i++) {
            named.put(fit.parameters().get(i).name(), errors[i]);
        }
        return named;
    }
}
