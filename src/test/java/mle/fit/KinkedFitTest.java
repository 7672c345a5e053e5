package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.expr.Function;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits of densities with a kink at a parameter. */
class KinkedFitTest {
    private static final Family USERS = Family.of("two-sided", "x real", "m real, s > 0", "-log(2*s) - abs(m - x)/s");

    private static void assertKind(Kind kind, Fit fit) {
        assertEquals(kind, fit.outcome().kind(), () -> fit.outcome().toString());
    }

    private static double[] drawn(Family family, int n, long seed, double... parameters) {
        return family.at(parameters).sample(n, seed);
    }

    @Test
    void kinksAreFoundInTheFormula() {
        List<String> kinked = Families.all().stream()
                .filter(f -> !f.kinks().isEmpty())
                .map(f -> f.name() + " " + f.kinks().get(0).name())
                .toList();
        assertEquals(
                List.of(
                        "laplace location",
                        "asymmetric-laplace location",
                        "generalized-normal location",
                        "triangular mode",
                        "trapezoidal mode1"),
                kinked);
        assertEquals("m", USERS.kinks().get(0).name());
    }

    /** Location and scale have the information 1/scale² each (Johnson, Kotz and Balakrishnan 1995, sec. 24.4). */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 101, 2001})
    void laplaceOfAnOddNumber(int n) {
        double[] x = drawn(Families.laplace(), Math.max(n, 3), n, 1e6, 0.01);
        for (Family family : List.of(Families.laplace(), USERS)) {
            Fit fit = Mle.fit(family, x);
            double[] sorted = x.clone();
            Arrays.sort(sorted);
            double median = sorted[x.length / 2];
            double scale =
                    Arrays.stream(x).map(v -> Math.abs(v - median)).average().orElseThrow();
            assertKind(Kind.CONVERGED, fit);
            Estimate location = fit.parameters().get(0);
            Estimate spread = fit.parameters().get(1);
            assertEquals(median, location.value());
            assertEquals(scale, spread.value(), 1e-9 * spread.standardError());
            assertEquals(1, location.standardError() * Math.sqrt(x.length) / scale, 1e-10);
            assertEquals(1, spread.standardError() * Math.sqrt(x.length) / scale, 1e-10);
            assertEquals(0, fit.covariance().get(0, 1) / scale / scale, 1e-10);
            assertEquals(Covariance.EXPECTED, fit.covarianceKind());
            assertEquals(-x.length * (Math.log(2 * scale) + 1), fit.logLikelihood(), 1e-10 * x.length);
        }
    }

    /** Every location between the two middle observations has the likelihood of the median: the outcome says so. */
    @Test
    void laplaceOfAnEvenNumber() {
        for (Family family : List.of(Families.laplace(), USERS)) {
            Fit fit = Mle.fit(family, new double[] {1, 7, 3, 4, 100, -2});
            assertKind(Kind.CONVERGED, fit);
            assertEquals(3.5, fit.parameters().get(0).value());
            assertTrue(
                    fit.outcome().message().contains("not a single point"),
                    fit.outcome().message());
            assertTrue(
                    fit.outcome().message().contains("from 3 to 4"),
                    fit.outcome().message());
            String name = family.parameters().get(0).name();
            assertEquals(List.of(name), fit.outcome().parameters());
            assertEquals(Map.of(name, 1.0), fit.outcome().direction());
            Fit tied = Mle.fit(family, new double[] {1, 3, 3, 100});
            assertEquals(3, tied.parameters().get(0).value());
            assertTrue(tied.outcome().direction().isEmpty());
        }
    }

    /** The median of weighted values, and half of the weight on either side of a gap. */
    @Test
    void weightedMedian() {
        double[] x = {4, 1, 9, 2};
        Fit fit = Mle.fit(Families.laplace(), EmpiricalDistribution.of(x, new double[] {1, 2, 3, 1}));
        assertEquals(4, fit.parameter("location").value());
        assertEquals((6 + 15 + 2) / 7.0, fit.parameter("scale").value(), 1e-14);
        assertEquals(7, fit.n());
        Fit gap = Mle.fit(Families.laplace(), EmpiricalDistribution.of(x, new double[] {3, 2, 6, 1}));
        assertEquals(6.5, gap.parameter("location").value());
    }

    @Test
    void heldParameters() {
        EmpiricalDistribution data = EmpiricalDistribution.of(new double[] {1, 2, 3, 4, 100});
        Fit scale = Mle.of(Families.laplace()).withFixed("scale", 2).fitTo(data);
        assertKind(Kind.CONVERGED, scale);
        assertEquals(3, scale.parameter("location").value());
        assertEquals(2 / Math.sqrt(5), scale.parameter("location").standardError(), 1e-10);
        Fit location = Mle.of(Families.laplace()).withFixed("location", 2).fitTo(data);
        assertKind(Kind.CONVERGED, location);
        assertEquals(102 / 5.0, location.parameter("scale").value(), 1e-13);
        assertEquals(Covariance.OBSERVED, location.covarianceKind());
        Fit symmetric =
                Mle.of(Families.asymmetricLaplace()).withFixed("asymmetry", 1).fitTo(data);
        assertEquals(3, symmetric.parameter("location").value());
        assertEquals(20.2, symmetric.parameter("scale").value(), 1e-8);
        Fit normal = Mle.of(Families.generalizedNormal()).withFixed("shape", 2).fitTo(data);
        assertKind(Kind.CONVERGED, normal);
        assertEquals(22, normal.parameter("location").value(), 1e-8);
        assertEquals(Covariance.OBSERVED, normal.covarianceKind());
        Fit two = Mle.of(Families.generalizedNormal()).withFixed("shape", 1).fitTo(data);
        assertEquals(3, two.parameter("location").value());
        assertEquals(20.2, two.parameter("scale").value(), 1e-8);
    }

    /** Each observation as the location, with the others in closed form (Kotz, Kozubowski and Podgorski 2001, sec. 3.5). */
    @Test
    void asymmetricLaplaceIsTheBestOfAll() {
        Random random = new Random(7);
        for (int time = 0; time < 30; time++) {
            double[] x = drawn(Families.asymmetricLaplace(), 12 + time, time, 3, 2, 0.4 + random.nextDouble());
            Fit fit = Mle.fit(Families.asymmetricLaplace(), x);
            double best = Double.NEGATIVE_INFINITY;
            for (double m : x) {
                double above =
                        Arrays.stream(x).map(v -> Math.max(v - m, 0)).average().orElseThrow();
                double below =
                        Arrays.stream(x).map(v -> Math.max(m - v, 0)).average().orElseThrow();
                best = Math.max(best, -x.length * (2 * Math.log(Math.sqrt(above) + Math.sqrt(below)) + 1));
            }
            assertTrue(fit.outcome().kind().found(), fit.outcome().toString());
            assertEquals(best, fit.logLikelihood(), 1e-9, fit.outcome().toString());
        }
    }

    /**
     * The information of an asymmetric Laplace distribution, from that of its two exponential halves: with rates a = k/s above and
     * b = 1/(ks) below, log f = log(ab/(a+b)) - a(x-m) or + b(x-m), of which the scores are those of m, a and b.
     */
    @Test
    void informationOfAnAsymmetricLaplace() {
        double[] x = drawn(Families.asymmetricLaplace(), 5000, 3, -4, 2, 1.5);
        Fit fit = Mle.fit(Families.asymmetricLaplace(), x);
        assertKind(Kind.CONVERGED, fit);
        double s = fit.parameter("scale").value();
        double k = fit.parameter("asymmetry").value();
        // Means over x of products of scores by (m, s, k), by substitution of the exponential moments.
        double p = 1 / (1 + k * k);
        double mm = p * k * k / (s * s) + (1 - p) / (s * s * k * k);
        double above = s / k;
        double below = s * k;
        double ss = (p * above * above * k * k + (1 - p) * below * below / (k * k)) * 2 / Math.pow(s, 4) - 1 / (s * s);
        double constant = (k * k - 1) / (k * (k * k + 1));
        // score_k = -constant - d/s above, + d/(s k²) below
        double kk = p * (constant * constant + 2 * constant * above / s + 2 * above * above / (s * s))
                + (1 - p)
                        * (constant * constant
                                - 2 * constant * below / (s * k * k)
                                + 2 * below * below / Math.pow(s * k * k, 2));
        double ms = p * (k / s) * (-1 / s + above * k / (s * s)) - (1 - p) / (s * k) * (-1 / s + below / (k * s * s));
        double mk = p * (k / s) * (-constant - above / s) - (1 - p) / (s * k) * (-constant + below / (s * k * k));
        double sk = p
                        * (constant / s
                                - constant * above * k / (s * s)
                                + above / (s * s)
                                - 2 * above * above * k / Math.pow(s, 3))
                + (1 - p)
                        * (constant / s
                                - constant * below / (k * s * s)
                                - below / (s * s * k * k)
                                + 2 * below * below / (k * k * k * Math.pow(s, 3)));
        double[][] information = {{mm, ms, mk}, {ms, ss, sk}, {mk, sk, kk}};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                double sum = 0;
                for (int l = 0; l < 3; l++) {
                    sum += x.length * information[i][l] * fit.covariance().get(l, j);
                }
                assertEquals(i == j ? 1 : 0, sum, 1e-8, i + " " + j);
            }
        }
    }

    /** The likelihood of the best mode, and the information 1/(mode(1 - mode)) of one observation (VGAM, triangle). */
    @Test
    void triangularIsTheBestOfAll() {
        for (int time = 0; time < 30; time++) {
            double[] x = drawn(Families.triangular(), 5 + 4 * time, time, 0.05 + 0.03 * time);
            Fit fit = Mle.fit(Families.triangular(), x);
            double best = Double.NEGATIVE_INFINITY;
            for (double mode : x) {
                Distribution d = Families.triangular().at(mode);
                best = Math.max(best, Arrays.stream(x).map(d::logDensity).sum());
            }
            assertKind(Kind.CONVERGED, fit);
            double mode = fit.parameter("mode").value();
            assertTrue(Arrays.stream(x).anyMatch(v -> v == mode));
            assertEquals(best, fit.logLikelihood(), 1e-10);
            assertEquals(
                    Math.sqrt(mode * (1 - mode) / x.length),
                    fit.parameter("mode").standardError(),
                    1e-9);
        }
    }

    /**
     * Where the shape is below 2 the location has the information shape²·G(2 - 1/shape)/(scale²·G(1/shape)), G the gamma function
     * (Nadarajah 2005); above, the fit is that of a smooth density.
     */
    @ParameterizedTest
    @CsvSource({"0.8, 1000", "1, 1000", "1.3, 1000", "1.7, 1000", "3, 1000", "8, 1000", "1.3, 40", "1, 60000"})
    void generalizedNormal(double truth, int n) {
        double[] x = drawn(Families.generalizedNormal(), n, 11, 100, 0.5, truth);
        Fit fit = Mle.fit(Families.generalizedNormal(), x);
        assertKind(Kind.CONVERGED, fit);
        double shape = fit.parameter("shape").value();
        double scale = fit.parameter("scale").value();
        double location = fit.parameter("location").value();
        double power = Arrays.stream(x)
                .map(v -> Math.pow(Math.abs(v - location), shape))
                .average()
                .orElseThrow();
        assertEquals(scale, Math.pow(shape * power, 1 / shape), 1e-7 * scale);
        assertEquals(shape < 1.9 ? Covariance.EXPECTED : Covariance.OBSERVED, fit.covarianceKind());
        if (shape < 1.9) {
            double information = shape
                    * shape
                    / (scale * scale)
                    * Math.exp(Function.LGAMMA.at(2 - 1 / shape) - Function.LGAMMA.at(1 / shape));
            assertEquals(1, fit.parameter("location").standardError() * Math.sqrt(n * information), 1e-8);
        }
        for (double other : new double[] {location - 0.01, location + 0.01, location - 1e-4, location + 1e-4}) {
            Fit beside = Mle.of(Families.generalizedNormal())
                    .withFixed("location", other)
                    .fitTo(EmpiricalDistribution.of(x));
            assertTrue(beside.logLikelihood() < fit.logLikelihood() + 1e-9, () -> beside + " " + fit);
        }
    }

    /** As narrow as it may become with a location at an observation: no bound, and a cusp too sharp for any information. */
    @Test
    void cusps() {
        double[] x = drawn(Families.generalizedNormal(), 300, 4, 0, 1, 0.4);
        Fit fit = Mle.fit(Families.generalizedNormal(), x);
        assertKind(Kind.CONVERGED, fit);
        assertTrue(
                fit.outcome().message().contains("information is infinite"),
                fit.outcome().message());
        assertTrue(
                fit.outcome().message().contains("no bound where shape comes close to 0"),
                fit.outcome().message());
        assertTrue(Double.isNaN(fit.parameter("location").standardError()));
        assertTrue(fit.parameter("shape").standardError() > 0);
        assertFalse(fit.parameter("location").fixed());
    }

    /** Censored, truncated and exact values: the location found by looking at many. */
    @ParameterizedTest
    @ValueSource(strings = {"laplace", "asymmetric-laplace", "generalized-normal"})
    void regions(String name) {
        Family family = Families.find(name).orElseThrow();
        double[] parameters = name.equals("laplace") ? new double[] {5, 2} : new double[] {5, 2, 1.3};
        double[] x = drawn(family, 200, 9, parameters);
        boolean[] event = new boolean[x.length];
        for (int i = 0; i < x.length; i++) {
            event[i] = i % 4 > 0;
            x[i] = event[i] ? x[i] : x[i] - 0.5;
        }
        Observations observations = Observations.survival(x, event).truncated(-20, Double.POSITIVE_INFINITY);
        Fit fit = Mle.fit(family, EmpiricalDistribution.of(observations));
        assertKind(Kind.CONVERGED, fit);
        assertEquals(Covariance.OPG, fit.covarianceKind());
        assertEquals(
                5,
                fit.parameter("location").value(),
                4 * fit.parameter("location").standardError());
        double best = fit.parameter("location").value();
        DoubleUnaryOperator profile = at -> Mle.of(family)
                .withFixed("location", at)
                .fitTo(EmpiricalDistribution.of(observations))
                .logLikelihood();
        assertEquals(profile.applyAsDouble(best), fit.logLikelihood(), 1e-9);
        for (int k = -20; k <= 20; k++) {
            double other = best + k * (Math.abs(k) > 10 ? 0.1 : 1e-3);
            assertTrue(profile.applyAsDouble(other) <= fit.logLikelihood() + 1e-9, other + " beside " + best);
        }
    }

    /** Half of it an exponential, and nothing on the other side: the edge is named. */
    @Test
    void asymmetryWithoutEnd() {
        Fit late = Mle.fit(Families.asymmetricLaplace(), new double[] {1, 2, 3, 4, 100});
        assertKind(Kind.BOUNDARY, late);
        assertEquals(1, late.parameter("location").value());
        assertEquals(0, late.parameter("scale").value());
        assertEquals(0, late.parameter("asymmetry").value());
        assertTrue(late.outcome().parameters().containsAll(List.of("location", "scale", "asymmetry")));
        assertEquals(-5 * (Math.log(21) + 1), late.logLikelihood(), 1e-9);
        Fit early = Mle.fit(Families.asymmetricLaplace(), new double[] {-1, -2, -3, -4, -100});
        assertKind(Kind.BOUNDARY, early);
        assertEquals(Double.POSITIVE_INFINITY, early.parameter("asymmetry").value());
        assertEquals(late.logLikelihood(), early.logLikelihood(), 1e-9);
    }

    @Test
    void constantDataAreUnbounded() {
        for (String name : List.of("laplace", "asymmetric-laplace", "generalized-normal")) {
            for (double value : new double[] {3, 1e9, 1e-5}) {
                assertKind(
                        Kind.UNBOUNDED, Mle.fit(Families.find(name).orElseThrow(), new double[] {value, value, value}));
            }
        }
        Fit triangle = Mle.fit(Families.triangular(), new double[] {0.3, 0.3});
        assertKind(Kind.CONVERGED, triangle);
        assertEquals(0.3, triangle.parameter("mode").value());
        assertEquals(2 * Math.log(2), triangle.logLikelihood(), 1e-15);
    }

    /** A kink of the user's in a density with more to it: a normal with a kink, found in a plain way by a fine grid. */
    @Test
    void aFamilyOfTheUsersWithAKinkAndMore() {
        Family family = Family.of(
                "roof",
                "x real",
                "m real, s > 0",
                "-0.5*((x - m)/s)^2 - abs(x - m)/s - log(s) - log(2) - 0.5 - 0.5*log(2*pi) - lognormalcdf(-1)");
        double[] x = drawn(Families.laplace(), 61, 5, 2, 1);
        Fit fit = Mle.fit(family, x);
        assertKind(Kind.CONVERGED, fit);
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= 400; i++) {
            double m = fit.parameter("m").value() + (i - 200) * 0.005;
            best = Math.max(
                    best,
                    Mle.of(family)
                            .withFixed("m", m)
                            .fitTo(EmpiricalDistribution.of(x))
                            .logLikelihood());
        }
        assertTrue(fit.logLikelihood() >= best - 1e-9, best + " " + fit);
        assertEquals(Covariance.EXPECTED, fit.covarianceKind());
        assertTrue(fit.parameter("m").standardError() > 0);
    }
}
