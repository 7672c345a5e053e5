package mle.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kaplan-Meier and Turnbull against R, whose script lies beside its values, and against each other. */
class NonparametricTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static Table reference(String name) {
        return Csv.read(Path.of("src/test/resources/mle/data/nonparametric.csv"))
                .where("case", name);
    }

    private static Observations survival(Table table, String time) {
        double[] event = table.numeric("event").values();
        boolean[] seen = new boolean[event.length];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = event[i] == 1;
        }
        return Observations.survival(table.numeric(time).values(), seen);
    }

    private static EmpiricalDistribution sample(String name) {
        Table lung = Datasets.load("lung_ncctg");
        double[] time = lung.numeric("time").values();
        double[] entry = Arrays.stream(time).map(t -> Math.floor(t * 0.4)).toArray();
        double[] ends = new double[time.length];
        Arrays.fill(ends, NONE);
        return EmpiricalDistribution.of(
                switch (name) {
                    case "gehan" -> survival(Datasets.load("gehan_6mp").where("treatment", "6-MP"), "weeks");
                    case "lung" -> survival(lung, "time");
                    case "lung-entry" -> survival(lung, "time").truncated(entry, ends);
                    case "lung-frequencies" ->
                        survival(lung, "time").weighted(lung.numeric("sex").values());
                    default -> {
                        Table group = Datasets.load("breast_cosmesis").where("treatment", name);
                        double[] right = Arrays.stream(group.numeric("right").values())
                                .map(r -> Double.isNaN(r) ? NONE : r)
                                .toArray();
                        yield Observations.between(group.numeric("left").values(), right);
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"gehan", "lung", "lung-entry", "lung-frequencies"})
    void kaplanMeierIsThatOfR(String name) {
        Table expected = reference(name);
        KaplanMeier estimate = KaplanMeier.of(sample(name));
        double[] times = expected.numeric("from").values();
        double[] errors = expected.numeric("error").values();
        assertEquals(times.length, estimate.times().length);
        for (int k = 0; k < times.length; k++) {
            double survival = expected.numeric("value").values()[k];
            assertEquals(times[k], estimate.times()[k]);
            assertEquals(survival, estimate.survival(times[k]), 1e-13);
            assertEquals(estimate.cdf(times[k]), 1 - estimate.survival(times[k]));
            if (survival > 0) {
                assertEquals(errors[k], estimate.standardError(times[k]), 1e-13);
            }
        }
        assertEquals(1, estimate.survival(times[0] - 0.5));
        assertEquals(times[0], estimate.quantile(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {"radiotherapy", "radiotherapy+chemotherapy"})
    void turnbullIsThatOfR(String name) {
        Table expected = reference(name);
        Turnbull estimate = Turnbull.of(sample(name));
        assertEquals(expected.rows(), estimate.mass().length, estimate + "");
        for (int j = 0; j < expected.rows(); j++) {
            assertEquals(expected.numeric("from").values()[j], estimate.from()[j]);
            assertEquals(expected.numeric("to").values()[j], estimate.to()[j]);
            assertEquals(expected.numeric("value").values()[j], estimate.mass()[j], 1e-7);
        }
        assertEquals(expected.numeric("error").values()[0], estimate.logLikelihood(), 1e-9);
        assertTrue(estimate.gap() <= Turnbull.TOLERANCE * sample(name).n());
        double within = (estimate.from()[1] + estimate.to()[1]) / 2;
        assertEquals(estimate.mass()[0], estimate.cdf(within), 1e-15);
        assertEquals(estimate.mass()[0] + estimate.mass()[1], estimate.cdfAbove(within), 1e-15);
    }

    /** Where Kaplan and Meier's estimate exists, Turnbull's is the same. */
    @ParameterizedTest
    @ValueSource(strings = {"gehan", "lung", "lung-entry", "lung-frequencies"})
    void turnbullAgreesWithKaplanMeier(String name) {
        KaplanMeier limit = KaplanMeier.of(sample(name));
        Turnbull estimate = Turnbull.of(sample(name));
        for (double t : limit.times()) {
            assertEquals(limit.cdf(t), estimate.cdf(t), 1e-6, name + " at " + t);
        }
    }

    @Test
    void ofExactValuesBothAreTheEmpiricalDistribution() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[] {3, 1, 3, 8, -0.0, 0});
        KaplanMeier limit = KaplanMeier.of(data);
        Turnbull estimate = Turnbull.of(data);
        for (double t : new double[] {-1, 0, 1, 2, 3, 8, 9}) {
            assertEquals(data.ecdf(t), limit.cdf(t), 1e-15);
            assertEquals(data.ecdf(t), estimate.cdf(t), 1e-9);
        }
        assertEquals(8, limit.quantile(1));
    }

    /** Every kind of row at once: no mass can be moved to gain by a test of its own, in matrices. */
    @Test
    void noMassCanBeMovedToGain() {
        Random random = new Random(20261122);
        int n = 120;
        double[] lower = new double[n];
        double[] upper = new double[n];
        double[] entry = new double[n];
        double[] exit = new double[n];
        for (int i = 0; i < n; i++) {
            entry[i] = i % 3 == 0 ? random.nextInt(3) : Double.NEGATIVE_INFINITY;
            exit[i] = i % 4 == 0 ? 8 + random.nextInt(4) : NONE;
            double x;
            do {
                x = Math.rint(10 * (3 + 3 * random.nextGaussian())) / 10;
            } while (!(x > entry[i] && x <= exit[i]));
            lower[i] = i % 5 == 1 ? Double.NEGATIVE_INFINITY : i % 5 == 2 ? x : Math.floor(x - 0.5);
            upper[i] = i % 5 == 2 ? x : i % 5 == 3 ? NONE : Math.floor(x + 2);
        }
        EmpiricalDistribution data =
                EmpiricalDistribution.of(Observations.between(lower, upper).truncated(entry, exit));
        Turnbull estimate = Turnbull.of(data);
        assertEquals(1, Arrays.stream(estimate.mass()).sum(), 1e-12);
        double base = logLikelihood(data, estimate, estimate.mass());
        assertEquals(base, estimate.logLikelihood(), 1e-9);
        for (int j = 0; j < estimate.mass().length; j++) {
            for (int k = 0; k < estimate.mass().length; k++) {
                double[] moved = estimate.mass().clone();
                double part = Math.min(1e-3, moved[k] / 2);
                moved[j] += part;
                moved[k] -= part;
                assertTrue(logLikelihood(data, estimate, moved) <= base + 1e-9, j + " from " + k);
            }
        }
    }

    private static double logLikelihood(EmpiricalDistribution data, Turnbull e, double[] mass) {
        Observations o = data.regions().orElseThrow();
        double sum = 0;
        for (int i = 0; i < o.size(); i++) {
            int row = i;
            boolean exact = o.kind(row) == Observations.Kind.EXACT;
            double observed = IntStream.range(0, mass.length)
                    .filter(j -> exact
                            ? e.from()[j] == o.lower(row) && e.to()[j] == o.lower(row)
                            : e.to()[j] <= o.upper(row)
                                    && (e.from()[j] >= o.lower(row) && e.from()[j] < e.to()[j]
                                            || e.from()[j] > o.lower(row)))
                    .mapToDouble(j -> mass[j])
                    .sum();
            double seen = IntStream.range(0, mass.length)
                    .filter(j -> e.to()[j] <= o.exit(row)
                            && (e.from()[j] >= o.entry(row) && e.from()[j] < e.to()[j] || e.from()[j] > o.entry(row)))
                    .mapToDouble(j -> mass[j])
                    .sum();
            sum += Math.log(observed / seen);
        }
        return sum;
    }

    @Test
    void refusals() {
        EmpiricalDistribution left = EmpiricalDistribution.of(
                Observations.between(new double[] {1, Double.NEGATIVE_INFINITY}, new double[] {1, 3}));
        assertEquals(
                "row 2: Kaplan-Meier needs a value, exact or right censored, and no bound above, got -Infinity to 3.0",
                assertThrows(DataException.class, () -> KaplanMeier.of(left)).getMessage());
        assertTrue(Double.isNaN(KaplanMeier.of(sample("gehan")).quantile(0.9)));
    }
}
