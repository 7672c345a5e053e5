package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Domain;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.Limit;
import mle.family.LimitRange;
import mle.family.Parameter;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Families with shapes, fitted to samples of the families that they become at an edge of their parameters, and of their special
 * cases: a fit is never left without an outcome, and never below the limit.
 */
class LimitsTest {
    private static final double ROUNDING = 1e-6;

    private static final int TRIALS = 10;

    /** Of which the likelihood of two or three values has no bound, by inverse Gaussian distributions close to one of them. */
    private static final Set<String> NO_PROOF = Set.of("normal-inverse-gaussian");

    /** Bessel functions and quadratures take their time. */
    private static final Set<String> SLOW = Set.of("skew-student", "normal-inverse-gaussian", "sichel");

    static Stream<Arguments> limits() {
        List<Arguments> all = new ArrayList<>();
        for (Family family : Families.all()) {
            Stream.concat(family.limits().stream(), family.specialCases().stream())
                    .map(l -> l.family().get())
                    .filter(l -> !l.name().startsWith("inverse-gaussian-3")) // it has no quantiles
                    .distinct()
                    .forEach(l -> all.add(Arguments.of(family, l)));
        }
        return all.stream();
    }

    static Stream<Arguments> limitsOfFits() {
        return limits().filter(a -> ((Family) a.get()[0]).parameters().stream().anyMatch(p -> !p.known()));
    }

    @ParameterizedTest(name = "{0} for {1}")
    @MethodSource("limitsOfFits")
    void endsAtTheLimitOrAboveIt(Family family, Family limit) {
        int[] sizes = SLOW.contains(family.name()) ? new int[] {15} : new int[] {15, 200};
        for (int n : sizes) {
            double[] x = sample(limit, n);
            Mle mle = Mle.of(family);
            Mle inLimit = Mle.of(limit);
            if (limit.parameter("size").filter(Parameter::known).isPresent()) {
                mle = mle.withFixed("size", 8);
                inLimit = inLimit.withFixed("size", 8);
            }
            EmpiricalDistribution data = EmpiricalDistribution.of(x);
            Fit fit = mle.fitTo(data);
            Kind kind = fit.outcome().kind();
            String what = "n = " + n + ": " + fit.outcome();
            assertTrue(kind.found() || names(fit) || isKnownUnbounded(fit), what);
            double supremum = inLimit.fitTo(data).logLikelihood();
            boolean local = fit.outcome().message().contains("a local maximum");
            assertFalse(
                    kind.found() && !local && fit.logLikelihood() < supremum - ROUNDING, what + " below " + supremum);
        }
    }

    /** Whether a fit that found no maximum says what family it came to. */
    private static boolean names(Fit fit) {
        return fit.outcome().kind() == Kind.NO_MAXIMUM
                && fit.outcome().message().contains("which is the family to fit");
    }

    private static boolean isKnownUnbounded(Fit fit) {
        return fit.outcome().kind() == Kind.UNBOUNDED
                && !fit.family().unboundedRegions().isEmpty();
    }

    private static double[] sample(Family limit, int n) {
        for (int trial = 0; trial < TRIALS; trial++) {
            SplittableRandom random = new SplittableRandom(31L * limit.name().hashCode() + trial);
            double[] theta = limit.parameters().stream()
                    .mapToDouble(p -> draw(p, random))
                    .toArray();
            if (limit.name().equals("uniform")) {
                theta[1] = theta[0] + 2;
            }
            double[] x = limit.at(theta).sample(n, trial);
            if (Arrays.stream(x).distinct().count() > 2 || limit.support().integer()) {
                return x;
            }
        }
        throw new IllegalStateException("no sample of " + limit);
    }

    private static double draw(Parameter p, SplittableRandom random) {
        double u = random.nextDouble();
        Domain domain = p.domain();
        if (p.known()) {
            return 8;
        }
        if (p.whole()) {
            return 3;
        }
        if (domain.equals(Domain.REAL)) {
            return 2 * u - 1;
        }
        if (Double.isInfinite(domain.lower())) {
            return domain.upper() - Math.exp(2 * u - 0.5);
        }
        return Double.isInfinite(domain.upper()) ? Math.exp(2 * u - 0.5) : 0.2 + 0.6 * u;
    }

    /** What a limit makes of parameters is said of parameters that there are. */
    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("limits")
    void namesAreThoseOfBoth(Family family, Family inLimit) {
        for (List<Limit> limits : List.of(family.limits(), family.specialCases())) {
            for (Limit limit : limits) {
                Family other = limit.family().get();
                limit.names().forEach((theirs, ours) -> {
                    assertTrue(other.parameter(theirs).isPresent(), other + " has no " + theirs);
                    assertTrue(family.parameter(ours).isPresent(), family + " has no " + ours);
                });
                if (limits == family.specialCases()) {
                    Domain domain =
                            family.parameter(limit.parameter()).orElseThrow().domain();
                    assertTrue(domain.contains(limit.edge()), family + ": " + limit.way());
                }
            }
        }
    }

    /**
     * With the location at the smallest value, and a scale to the power n of the mean square above it, a half-normal is the
     * supremum: the skew-normal of any shape is below (Azzalini 2013, The Skew-Normal and Related Families, sec. 3.1.4).
     */
    @Test
    void skewNormalWithoutValuesBelow() {
        double[] x = {1, 1.02, 1.1, 1.3, 1.45, 1.9, 2.5, 3.3};
        double square = Arrays.stream(x).map(v -> (v - 1) * (v - 1)).average().orElseThrow();
        double expected = 8 * (0.5 * Math.log(2 / Math.PI) - 0.5 * Math.log(square) - 0.5);
        Fit up = Mle.fit(Families.skewNormal(), x);
        Fit down = Mle.fit(Families.skewNormal(), Arrays.stream(x).map(v -> -v).toArray());
        for (Fit fit : List.of(up, down)) {
            assertEquals(Kind.BOUNDARY, fit.outcome().kind());
            assertEquals(expected, fit.logLikelihood(), 1e-12);
            assertEquals(Math.sqrt(square), fit.parameter("scale").value(), 1e-12);
            assertTrue(
                    fit.outcome().message().contains("shifted(half-normal)"),
                    fit.outcome().message());
        }
        assertEquals(Map.of("location", 1.0, "shape", Double.POSITIVE_INFINITY), edges(up));
        assertEquals(Map.of("location", -1.0, "shape", Double.NEGATIVE_INFINITY), edges(down));
    }

    private static Map<String, Double> edges(Fit fit) {
        return Map.of(
                "location",
                fit.parameter("location").value(),
                "shape",
                fit.parameter("shape").value());
    }

    /** A lower maximum inside is told beside the limit that is above it. */
    @Test
    void aLimitAboveAMaximumInside() {
        double[] x = {
            0.009, 0.038, 0.062, 0.087, 0.117, 0.143, 0.156, 0.192, 0.205, 0.275, 0.303, 0.309, 0.388, 0.469, 0.507
        };
        Fit fit = Mle.fit(Families.dagum(), x);
        double shape =
                1 / Arrays.stream(x).map(v -> Math.log(0.507 / v)).average().orElseThrow();
        double expected = Arrays.stream(x)
                .map(v -> Math.log(shape) - Math.log(v) + shape * Math.log(v / 0.507))
                .sum();
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(expected, fit.logLikelihood(), 1e-9);
    }

    /** The families of a page: those that have limits say so. */
    @Test
    void everyFamilyWithAShapeAtWhichItIsAnotherSaysSo() {
        for (String name :
                List.of("gev", "gamma", "weibull", "skew-normal", "johnson-su", "f", "burr", "sichel", "gompertz")) {
            Family family = Families.find(name).orElseThrow();
            assertFalse(family.limits().isEmpty() && family.specialCases().isEmpty(), name);
        }
    }

    /** All data one value, two or three values, ties: what is said is true, or nothing is claimed where a proof is wanting. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void fewValues(Family family) {
        double[][] samples = {
            {3},
            {0.3},
            {3, 3},
            {0.3, 0.3},
            {2, 5},
            {0.2, 0.5},
            {2, 5, 7},
            {0.2, 0.5, 0.6},
            {2, 2, 5},
            {0.2, 0.2, 0.5},
            {0, 10},
            {0, 0, 0, 0, 0, 10, 10}
        };
        for (double[] x : samples) {
            boolean inside = Arrays.stream(x).allMatch(family.support()::contains);
            if (!inside || NO_PROOF.contains(family.name()) && x.length > 1) {
                continue;
            }
            Fit fit = FamilyCases.held(family, 10).fitTo(EmpiricalDistribution.of(x));
            String what = Arrays.toString(x) + ": " + fit.outcome();
            assertNotEquals(Kind.NOT_REACHED, fit.outcome().kind(), what);
            boolean constant = x[0] == x[x.length - 1] && !family.support().integer();
            assertTrue(
                    !constant || fit.parameters().size() == 1 || fit.outcome().kind() != Kind.CONVERGED, what);
        }
    }

    static Stream<Family> families() {
        return Families.all().stream();
    }

    @Test
    void valuesThatParametersCantHaveTogether() {
        String message = "normal-inverse-gaussian: |beta| < alpha is needed, got alpha = 1 and beta = -3";
        Mle steep = Mle.of(Families.normalInverseGaussian()).withFixed("beta", -3);
        for (Executable given : List.<Executable>of(
                () -> steep.withFixed("alpha", 1),
                () -> steep.withStart("alpha", 1),
                () -> Families.normalInverseGaussian().at(0, 1, 1, -3))) {
            assertEquals(
                    message, assertThrows(IllegalArgumentException.class, given).getMessage());
        }
    }

    /**
     * Of large dispersion a sichel is a negative binomial where its index is above 0, a Poisson of reciprocal gamma means where that is
     * below -1, and neither between them, where all of the mass goes to zero. Probabilities of 0, 1 and 3 for a mean of 2 at
     * dispersion 1e12 by the Bessel functions of mpmath 1.3 (40 digits).
     */
    @Test
    void aSichelOfLargeDispersion() {
        Family sichel = Families.find("sichel").orElseThrow();
        double[][] expected = {
            {1.5, 0.2805658588748473, 0.2404850218927263, 0.1145166770917744},
            {-1.5, 0.4060058497095674, 0.2706705664732254, 0.06766764161836274},
            {-3, 0.2390793953340454, 0.2784228084717958, 0.1190365449157656}
        };
        for (double[] row : expected) {
            int held = 0;
            for (Limit limit : sichel.limits()) {
                if (limit.edge() > 0
                        && new LimitRange(sichel, limit).contains(name -> name.equals("index") ? row[0] : 2)) {
                    double[] x = {0, 1, 3};
                    for (int i = 0; i < x.length; i++) {
                        double there = limit.family().get().at(2, row[0]).density(x[i]);
                        assertEquals(
                                row[i + 1], there, 1e-9, limit.family().get().name() + " at " + row[0]);
                    }
                    held++;
                }
            }
            assertEquals(1, held, "index " + row[0]);
        }
        assertTrue(sichel.limits().stream()
                .noneMatch(limit -> limit.edge() > 0
                        && new LimitRange(sichel, limit).contains(name -> name.equals("index") ? -0.5 : 2)));
    }

    static Stream<String> withAdjacentCounts() {
        Stream<String> discretized = Stream.of(
                        "normal",
                        "logistic",
                        "cauchy",
                        "gumbel",
                        "gumbel-min",
                        "laplace",
                        "lognormal",
                        "gamma",
                        "weibull",
                        "loglogistic",
                        "gpd",
                        "frechet",
                        "gompertz",
                        "birnbaum-saunders",
                        "exponentiated-weibull")
                .map(name -> "discretized(" + name + ")");
        return Stream.concat(
                discretized,
                Stream.of(
                        "hurdle(discretized(exponential))",
                        "hurdle(discretized(weibull))",
                        "zero-inflated(discretized(lognormal))",
                        "zero-inflated(discretized(weibull))",
                        "hurdle(poisson)",
                        "discrete-weibull"));
    }

    /** Of zeros and ones no family has a higher likelihood than a coin; those that come as near as one likes say so. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("withAdjacentCounts")
    void zerosAndOnes(String name) {
        Family family = Combinators.parse(name).orElseThrow();
        for (double[] x : new double[][] {{0, 0, 1, 1, 1}, {0, 1}, {1, 1, 0, 1, 1, 1, 1}}) {
            double coin = Mle.fit(Families.bernoulli(), x).logLikelihood();
            Fit fit = Mle.fit(family, x);
            assertNotEquals(Kind.NOT_REACHED, fit.outcome().kind(), fit.outcome()::message);
            assertNotEquals(Kind.UNBOUNDED, fit.outcome().kind(), fit.outcome()::message);
            assertNotEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome()::message);
            if (fit.outcome().kind().found()) {
                assertEquals(coin, fit.logLikelihood(), 1e-6, fit.outcome()::message);
            }
        }
    }

    /** Of a lindley that ends short of its mean the rate is zero, where the density is a straight line. */
    @Test
    void aStraightLine() {
        double[] x = {5.35, 4.52, 2.69, 5.77};
        Fit fit = Mle.fit(
                Families.find("lindley").orElseThrow(),
                EmpiricalDistribution.of(Observations.exact(x).truncated(0, 6)));
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(0, fit.parameter("rate").value());
        assertTrue(Double.isNaN(fit.parameter("rate").standardError()));
        double expected = Arrays.stream(x).map(v -> Math.log((1 + v) / 24)).sum();
        assertEquals(expected, fit.logLikelihood(), 1e-9);
    }

    /** Of counts of which some could not be seen, a limit that can't have the others is none, and no error. */
    @Test
    void truncatedCountsThatAreNeitherAllNorNone() {
        double[] x = {5, 8, 9, 4, 6, 6, 8, 7, 5, 8, 6, 4, 8, 6, 9};
        double[] bounds = new double[x.length];
        Arrays.fill(bounds, 1);
        double[] last = new double[x.length];
        Arrays.fill(last, 9);
        EmpiricalDistribution data =
                EmpiricalDistribution.of(Observations.exact(x).truncated(bounds, last));
        Fit fit = Mle.of(Families.betaBinomial()).withFixed("size", 12).fitTo(data);
        assertTrue(fit.outcome().kind().found(), fit.outcome()::message);
        Fit binomial = Mle.of(Families.binomial()).withFixed("size", 12).fitTo(data);
        assertTrue(fit.logLikelihood() >= binomial.logLikelihood() - ROUNDING);
    }

    /** Fisher's logarithmic series (1943): of counts above zero, a negative binomial whose size and mean both go to zero. */
    @Test
    void aSizeThatTakesTheMeanAlong() {
        double[] x = {1, 2, 3, 1, 1, 5, 9};
        double[] entry = new double[x.length];
        double[] exit = new double[x.length];
        Arrays.fill(exit, 9);
        EmpiricalDistribution data =
                EmpiricalDistribution.of(Observations.exact(x).truncated(entry, exit));
        Fit fit = Mle.fit(Families.negativeBinomial(), data);
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(List.of("size", "mean"), fit.outcome().parameters());
        for (Estimate e : fit.parameters()) {
            assertEquals(0, e.value());
            assertTrue(Double.isNaN(e.standardError()));
        }
        double series = Mle.fit(Families.logarithmic(), data).logLikelihood();
        assertEquals(series, fit.logLikelihood(), 1e-8);
    }

    /** A maximum between observations, which a uniform of the same data exceeds, and a shape near 0 even more. */
    @Test
    void aUniformAboveAKinkedMaximum() {
        double[] x = {2.15, 0.93, 0.31, 0.7, 1.31, 0.52, 0.43, 1.08};
        Fit fit = Mle.fit(Families.generalizedNormal(), x);
        assertEquals(Kind.CONVERGED, fit.outcome().kind());
        double uniform = -x.length * Math.log(2.15 - 0.31);
        assertTrue(fit.logLikelihood() < uniform);
        String note = "no bound where shape comes close to 0; it is higher (log-likelihood = " + Digits.number(uniform)
                + ") as shape -> infinity, where the family is uniform";
        assertTrue(fit.outcome().message().endsWith(note), fit.outcome()::message);
    }

    /** Counts that are all of a size or none: a binomial whose probability is 0 or 1, of which only the share of ones is told. */
    @Test
    void allOrNone() {
        double[][] samples = {{0, 0, 0, 0, 0, 10, 10}, {0, 10}, {10, 0, 10, 10}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 10}};
        for (double[] x : samples) {
            double share = Arrays.stream(x).sum() / 10 / x.length;
            double highest = x.length * (share * Math.log(share) + (1 - share) * Math.log1p(-share));
            Fit fit = Mle.of(Families.betaBinomial()).withFixed("size", 10).fitTo(EmpiricalDistribution.of(x));
            assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
            assertEquals(List.of("alpha", "beta"), fit.outcome().parameters());
            assertEquals(highest, fit.logLikelihood(), 1e-12 * x.length);
            for (String name : List.of("alpha", "beta")) {
                assertEquals(0, fit.parameter(name).value());
                assertTrue(Double.isNaN(fit.parameter(name).standardError()));
            }
            double[][] categories =
                    Arrays.stream(x).mapToObj(v -> new double[] {v, 10 - v}).toArray(double[][]::new);
            Fit ofBoth = Mle.fit(Families.dirichletMultinomial(2), EmpiricalDistribution.of(categories));
            assertEquals(Kind.BOUNDARY, ofBoth.outcome().kind(), ofBoth.outcome()::message);
            assertEquals(List.of("alpha1", "alpha2"), ofBoth.outcome().parameters());
            assertEquals(highest, ofBoth.logLikelihood(), 1e-6);
            assertEquals(0, ofBoth.parameter("alpha1").value());
            assertTrue(Double.isNaN(ofBoth.parameter("alpha1").standardError()));
        }
        for (double x : new double[] {0, 10}) {
            Fit fit = Mle.of(Families.betaBinomial())
                    .withFixed("size", 10)
                    .fitTo(EmpiricalDistribution.of(new double[] {x, x, x}));
            assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
            assertEquals(List.of(x == 0 ? "alpha" : "beta"), fit.outcome().parameters());
            assertEquals(0, fit.logLikelihood(), 1e-12);
        }
    }

    /** Data that the family in the limit can't take are no reason to fail. */
    @Test
    void aLimitThatCantTakeTheData() {
        double[] x = {-1, 0, 2, 1, 0, -3};
        Fit fit = Mle.fit(Families.skellam(), x);
        assertTrue(fit.outcome().kind().found(), fit.outcome()::message);
        assertEquals(
                "row 1: poisson needs x in 0, 1, ..., got -1.0",
                assertThrows(DataException.class, () -> Mle.fit(Families.poisson(), x))
                        .getMessage());
    }
}
