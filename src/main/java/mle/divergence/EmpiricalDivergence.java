package mle.divergence;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.divergence.Divergence.Method;
import mle.divergence.Divergence.Unit;

/** Cross entropies relative to data, and what follows where the data are counts or categories. */
final class EmpiricalDivergence {
    private static final double ROUNDING = 1e-15;

    private EmpiricalDivergence() {}

    /** A compensated sum, which an infinite term makes infinite (Neumaier 1974, ZAMM 54, 39-51). */
    private static final class Total {
        private double sum;
        private double correction;

        void add(double term) {
            double next = sum + term;
            correction += Double.isInfinite(next)
                    ? 0
                    : Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
            sum = next;
        }

        double value() {
            return sum + correction;
        }
    }

    static Divergence between(EmpiricalDistribution p, Target q) {
        if (p.dimension() != q.dimension()) {
            throw new IllegalArgumentException("divergence: " + q + " is of " + columns(q.dimension())
                    + ", the data of " + columns(p.dimension()));
        }
        return q instanceof Density density
                ? between(p, row -> density.logDensity(row[0]), q)
                : between(p, ((JointDensity) q).function(), q);
    }

    private static String columns(int dimension) {
        return dimension == 1 ? "one column" : dimension + " columns";
    }

    private static Divergence between(EmpiricalDistribution p, ToDoubleFunction<double[]> logQ, Target q) {
        Total total = new Total();
        for (int i = 0; i < p.size(); i++) {
            total.add(p.weight(i) / p.n() * logQ.applyAsDouble(row(p, i)));
        }
        double crossEntropy = -total.value();
        OptionalDouble entropy = q.isCounts() ? p.entropy() : OptionalDouble.empty();
        double divergence = entropy.isPresent() ? Math.max(0, crossEntropy - entropy.getAsDouble()) : Double.NaN;
        return new Divergence(
                entropy.orElse(Double.NaN),
                crossEntropy,
                divergence,
                rounding(p, crossEntropy),
                Method.SUM,
                Unit.NATS,
                q.isCounts()
                        ? Double.isInfinite(crossEntropy) ? "a value of the data has probability 0 under " + q : ""
                        : Divergence.CONTINUOUS_DATA);
    }

    private static double rounding(EmpiricalDistribution p, double size) {
        return ROUNDING * Math.abs(size) * Math.sqrt(p.size());
    }

    private static double[] row(EmpiricalDistribution p, int i) {
        return IntStream.range(0, p.dimension())
                .mapToDouble(column -> p.margin(column).value(i))
                .toArray();
    }

    static Divergence between(EmpiricalDistribution p, EmpiricalDistribution q) {
        if (p.dimension() != q.dimension()) {
            throw new IllegalArgumentException("divergence: expected data of as many columns, got "
                    + columns(p.dimension()) + " and " + columns(q.dimension()));
        }
        OptionalDouble entropy = p.entropy();
        if (entropy.isEmpty() || q.entropy().isEmpty()) {
            double none = Double.NaN;
            return new Divergence(
                    entropy.orElse(none), none, none, none, Method.SUM, Unit.NATS, Divergence.CONTINUOUS_DATA);
        }
        Map<List<Double>, Double> ofP = frequencies(p);
        Map<List<Double>, Double> ofQ = frequencies(q);
        Total crossEntropy = new Total();
        Total divergence = new Total();
        ofP.forEach((value, weight) -> {
            double share = weight / p.n();
            double other = ofQ.getOrDefault(value, 0.0) / q.n();
            crossEntropy.add(-share * StrictMath.log(other));
            divergence.add(share * StrictMath.log(share / other));
        });
        boolean infinite = Double.isInfinite(divergence.value());
        return new Divergence(
                entropy.getAsDouble(),
                crossEntropy.value(),
                Math.max(0, divergence.value()),
                infinite ? 0 : rounding(p, crossEntropy.value()),
                Method.SUM,
                Unit.NATS,
                infinite ? "there are values that occur in the first data and not in the second" : "");
    }

    private static Map<List<Double>, Double> frequencies(EmpiricalDistribution data) {
        Map<List<Double>, Double> frequencies = new TreeMap<>(EmpiricalDivergence::compare);
        for (int i = 0; i < data.size(); i++) {
            List<Double> row = Arrays.stream(row(data, i)).boxed().toList();
            frequencies.merge(row, data.weight(i), Double::sum);
        }
        return frequencies;
    }

    private static int compare(List<Double> a, List<Double> b) {
        for (int i = 0; i < a.size(); i++) {
            int order = a.get(i).compareTo(b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }
}
