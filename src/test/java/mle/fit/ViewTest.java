package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Equivariance;
import mle.family.Families;
import mle.family.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {
    private static final int MOST = 99;

    static Stream<List<double[]>> samples() {
        SplittableRandom random = new SplittableRandom(3);
        List<DoubleSupplier> values = List.of(
                random::nextDouble,
                () -> random.nextInt(3) - 1,
                () -> 7,
                () -> random.nextBoolean() ? -0.0 : 0.0,
                () -> Double.MIN_VALUE * random.nextInt(-5, 6),
                () -> (random.nextBoolean() ? 1 : -1) * 8e307 * random.nextDouble(),
                () -> Math.pow(10, random.nextInt(-300, 300)));
        return values.stream()
                .map(x -> Stream.iterate(1, n -> n <= MOST, n -> n + 1)
                        .map(n -> DoubleStream.generate(x).limit(n).toArray())
                        .toList());
    }

    /** Up to 99 values in any order, whatever their weights: their origin and their unit are in the middle, as sorting tells. */
    @ParameterizedTest
    @MethodSource("samples")
    void originAndUnitAreInTheMiddle(List<double[]> samples) {
        Equivariance moves = Equivariance.of(Families.normal());
        for (double[] x : samples) {
            double[] sorted = x.clone();
            Arrays.sort(sorted);
            double[] weights = new double[x.length];
            Arrays.setAll(weights, i -> 1 + i % 3);
            double middle = sorted[x.length / 2];
            double unit = unit(x, middle);
            for (EmpiricalDistribution p : List.of(
                    EmpiricalDistribution.of(x),
                    EmpiricalDistribution.of(sorted),
                    EmpiricalDistribution.of(x, weights))) {
                View view = View.of(moves, p);
                assertEquals(middle, view.origin(), () -> Arrays.toString(x));
                assertEquals(unit, view.unit(), () -> Arrays.toString(x));
            }
        }
    }

    /** The power of two below the middle distance, or the mean one where that is zero, or the origin where all are. */
    private static double unit(double[] x, double origin) {
        double[] distances =
                DoubleStream.of(x).map(y -> Math.abs(y - origin)).sorted().toArray();
        double mean = 0;
        for (double y : x) {
            mean += Math.abs(y - origin) / x.length;
        }
        double middle = distances[x.length / 2];
        double size = middle > 0 ? middle : mean > 0 ? mean : Math.abs(origin);
        return size > 0 ? Math.scalb(1.0, Math.max(Math.getExponent(size), -1022)) : 1;
    }

    /** What is centred is so about rows that count: a far row of next to no weight may stand anywhere. */
    @Test
    void aFarRowOfLittleWeightMayComeFirst() {
        double[] rest = {0.3, -1.1, 0.7, 1.9, -0.4, 0.2, -0.8};
        for (Family family : List.of(Families.normal(), Families.gumbel(), Families.logistic())) {
            for (double weight : new double[] {1e-6, 1e-8, 1e-10, 1e-12, 1e-14}) {
                Fit first = Mle.fit(family, withFar(rest, 0, weight));
                Fit later = Mle.fit(family, withFar(rest, 3, weight));
                assertTrue(first.outcome().kind().found(), first.outcome()::message);
                assertEquals(later.logLikelihood(), first.logLikelihood(), 1e-9, family.name());
            }
        }
    }

    private static EmpiricalDistribution withFar(double[] rest, int place, double weight) {
        double[] x = new double[rest.length + 1];
        double[] weights = new double[x.length];
        Arrays.fill(weights, 1);
        System.arraycopy(rest, 0, x, 0, place);
        System.arraycopy(rest, place, x, place + 1, rest.length - place);
        x[place] = 1 / Math.sqrt(weight);
        weights[place] = weight;
        return EmpiricalDistribution.of(x, weights);
    }
}
