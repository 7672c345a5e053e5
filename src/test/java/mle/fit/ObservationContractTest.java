package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.CombinationCases;
import mle.family.Distribution;
import mle.family.Equivariance;
import mle.family.FamilyCases;
import mle.family.FamilyCases.Case;
import mle.family.Parameter;
import mle.family.Support;
import mle.solve.Jet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the likelihood of every kind of observation owes, for every family and for combinations of them. */
class ObservationContractTest {
    private static final double BELOW_ALL = Double.NEGATIVE_INFINITY;

    private static final double ABOVE_ALL = Double.POSITIVE_INFINITY;

    /** So little mass moves no mean by what the tests tell. */
    private static final double NOTHING = 1e-20;

    static Stream<Case> cases() {
        return Stream.concat(FamilyCases.all().stream(), CombinationCases.all().stream());
    }

    /** The rows of a sample with their weights. */
    private static final class Sample {
        private final List<double[]> rows = new ArrayList<>();

        void add(double lower, double upper, double weight) {
            if (weight > 0) {
                rows.add(new double[] {lower, upper, weight});
            }
        }

        double[] column(int k) {
            return rows.stream().mapToDouble(r -> r[k]).toArray();
        }

        Observations observations() {
            return Observations.between(column(0), column(1));
        }
    }

    /** A family at given parameters as a fit sees it; ends of the support and numbers of the design are held. */
    private static final class Truth {
        private final Case c;
        private final Distribution distribution;
        private final Map<String, Double> held = new HashMap<>();
        private final Support support;
        private final FamilyPlan plan;

        Truth(Case c) {
            this.c = c;
            this.distribution = c.family().at(c.theta());
            List<Parameter> list = c.family().parameters();
            for (int i = 0; i < list.size(); i++) {
                Parameter p = list.get(i);
                if (p.known() || c.family().support().ends().contains(p.name())) {
                    held.put(p.name(), c.theta()[i]);
                }
            }
            this.support = c.family().support().with(held);
            this.plan = FamilyPlan.of(c.family(), held.keySet(), false);
        }

        boolean isCount() {
            return support.integer();
        }

        /** Minus the mean log-likelihood with its derivatives at the true parameters. */
        Jet at(Observations observations, double[] weights) {
            EmpiricalDistribution data = EmpiricalDistribution.of(observations.weighted(weights));
            View view = new View(0, 1, false, List.of());
            Mle.Moves moves = new Mle.Moves(c.family(), Equivariance.of(c.family()), view);
            CrossEntropy objective = data.regions().isEmpty()
                    ? new CrossEntropy(plan.plan().bind(view.rows(data), held))
                    : Regions.crossEntropy(plan, support, view, data, held);
            double[] free = plan.free().stream()
                    .mapToDouble(p -> c.theta()[moves.index(p.name())])
                    .toArray();
            Jet jet = new Jet(free.length, 2);
            objective.at(plan.coordinates(free), jet);
            return jet;
        }

        double logLikelihood(Sample sample) {
            double[] weights = sample.column(2);
            double n = Arrays.stream(weights).sum();
            return -n * at(sample.observations(), weights).value();
        }

        /** Exact values between two bounds, with weights that make sums integrals over the distribution. */
        Sample values(double from, double to) {
            Sample sample = new Sample();
            FamilyCases.integrate(c, from, to, 0, (x, weight, sums) -> {
                double mass = weight * distribution.density(x);
                sample.add(x, x, mass > NOTHING ? mass : 0);
            });
            return sample;
        }

        double quantile(double p) {
            return distribution.quantile(p);
        }

        /** A quantile; of counts one beyond it, but one that leaves something above. */
        double cut(double p, int beyond) {
            return isCount() ? Math.min(quantile(p) + beyond, support.upper() - 1) : quantile(p);
        }

        double between(double from, double to) {
            double below = distribution.cdf(to) - distribution.cdf(from);
            return below < 0.5 ? below : distribution.survival(from) - distribution.survival(to);
        }
    }

    /** The mean of the gradient is zero, in units of the standard deviations that the mean Hessian tells. */
    private static void checkMeanScore(Jet jet) {
        for (int j = 0; j < jet.dimension(); j++) {
            // Of a parameter of which a scheme tells nothing the score is zero itself.
            double sd = Math.sqrt(Math.max(jet.hessian(j, j), 1e-10));
            assertEquals(0, jet.gradient()[j] / sd, 1e-8, "mean score of coordinate " + j);
        }
    }

    /** What lies below a quarter is censored on the left, what is above seven tenths on the right. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMeanScoreIsZeroForCensoredValues(Case c) {
        Truth t = new Truth(c);
        double low = t.cut(0.25, -1);
        double high = t.cut(0.7, c.theta().length);
        Sample sample = t.values(low, high);
        sample.add(BELOW_ALL, low, t.distribution.cdf(low));
        sample.add(high, ABOVE_ALL, t.distribution.survival(high));
        checkMeanScore(t.at(sample.observations(), sample.column(2)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMeanScoreIsZeroForIntervals(Case c) {
        Truth t = new Truth(c);
        double[] cuts = {BELOW_ALL, t.cut(0.15, 0), t.cut(0.4, -1), t.cut(0.7, 0), t.cut(0.9, 1), ABOVE_ALL};
        Arrays.sort(cuts);
        Sample sample = new Sample();
        for (int k = 1; k < cuts.length; k++) {
            sample.add(cuts[k - 1], cuts[k], cuts[k - 1] < cuts[k] ? t.between(cuts[k - 1], cuts[k]) : 0);
        }
        checkMeanScore(t.at(sample.observations(), sample.column(2)));
    }

    /** Only what lies between is seen. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMeanScoreIsZeroForTruncatedValues(Case c) {
        Truth t = new Truth(c);
        double low = t.quantile(0.1);
        double entry = t.isCount() ? Math.min(low, t.support.upper() - 2) : low; // of two counts one says nothing
        double exit = Math.max(t.quantile(0.97), t.isCount() ? entry + 1 + c.theta().length : entry);
        Sample sample = t.values(entry, exit);
        double seen = t.between(entry, exit);
        double[] weights = Arrays.stream(sample.column(2)).map(w -> w / seen).toArray();
        assertEquals(1, Arrays.stream(weights).sum(), 1e-9, "what is seen");
        checkMeanScore(t.at(sample.observations().truncated(entry, exit), weights));
    }

    /**
     * What an interval around a value says beyond its density, which for one so narrow that its ends differ by a hundredth of a
     * logit is its width to the square of that; of a count, exactly its probability.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void narrowIntervalsAreValues(Case c) {
        Truth t = new Truth(c);
        for (double x : c.quantiles()) {
            double half = t.isCount() ? 0.5 : narrow(t, x);
            Sample exact = new Sample();
            exact.add(x, x, 1);
            double first = beyondDensity(t, x, half, exact);
            if (t.isCount()) {
                assertEquals(0, first, 1e-9, "at " + x);
            } else {
                double second = beyondDensity(t, x, half / 10, exact);
                assertEquals(0, first, 1e-2, "at " + x);
                assertEquals(0, second, 0.0101 * Math.abs(first) + 1e-8, "at " + x + ", a tenth as wide");
            }
        }
    }

    private static double beyondDensity(Truth t, double x, double half, Sample exact) {
        Sample interval = new Sample();
        interval.add(x - half, x + half, 1);
        double width = t.isCount() ? 1 : x + half - (x - half);
        return t.logLikelihood(interval) - t.logLikelihood(exact) - Math.log(width);
    }

    private static double narrow(Truth t, double x) {
        double tail = Math.min(t.distribution.cdf(x), t.distribution.survival(x));
        return Math.min(0.02 * tail / t.distribution.density(x), 0.02 * (t.quantile(0.6) - t.quantile(0.4)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aWeightIsSoManyCopies(Case c) {
        Truth t = new Truth(c);
        Sample weighted = new Sample();
        Sample copies = new Sample();
        double[] x = c.quantiles();
        double step = t.isCount() ? 2 : 0.1 * (t.quantile(0.7) - t.quantile(0.3));
        for (int i = 0; i < x.length; i++) {
            double[][] kinds = {{x[i], x[i]}, {x[i], ABOVE_ALL}, {BELOW_ALL, x[i]}, {x[i], x[i] + step}};
            double[] row = kinds[i % 4];
            if (row[0] < t.support.upper()) {
                weighted.add(row[0], row[1], 3);
                for (int k = 0; k < 3; k++) {
                    copies.add(row[0], row[1], 1);
                }
            }
        }
        double expected = t.logLikelihood(copies);
        assertEquals(expected, t.logLikelihood(weighted), 1e-12 * Math.abs(expected));
    }
}
