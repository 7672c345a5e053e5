package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.Parameter;
import mle.solve.Lbfgs;
import mle.solve.Newton;
import mle.solve.Outcome.Kind;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How fits end where there is no regular maximum inside: the outcome that theory gives. */
class OutcomeTest {
    private static Family family(String name) {
        return Families.find(name).orElseThrow();
    }

    private static double[] constant(double value, int n) {
        double[] x = new double[n];
        Arrays.fill(x, value);
        return x;
    }

    private static void assertKind(Kind kind, Fit fit) {
        assertEquals(kind, fit.outcome().kind(), () -> fit.family().name() + ": " + fit.outcome());
    }

    static Stream<Arguments> collapsing() {
        return Stream.of(
                        "normal",
                        "lognormal",
                        "gamma",
                        "weibull",
                        "logistic",
                        "student",
                        "cauchy",
                        "gumbel",
                        "inverse-gaussian")
                .flatMap(f -> Stream.of(3.0, 1e9, 1e-5, 0.1)
                        .flatMap(v -> Stream.of(2, 5, 100).map(n -> Arguments.of(f, v, n))));
    }

    /** The density can collapse on a constant: its likelihood has no bound. */
    @ParameterizedTest(name = "{0}: {2} times {1}")
    @MethodSource("collapsing")
    void constantDataAreUnbounded(String family, double value, int n) {
        Fit fit = Mle.fit(family(family), constant(value, n));
        assertKind(Kind.UNBOUNDED, fit);
        assertFalse(fit.outcome().parameters().isEmpty());
    }

    /** A beta collapses as alpha and beta grow together, where lbeta loses its digits: no claim, but no maximum either. */
    @ParameterizedTest
    @ValueSource(doubles = {0.3, 0.1, 0.999, 1e-9})
    void constantInsideTheUnitInterval(double value) {
        Fit fit = Mle.fit(Families.beta(), constant(value, 6));
        assertFalse(fit.outcome().kind().found(), fit.outcome().toString());
        assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.value())));
    }

    /** So far out that a step changes no digit of a parameter, the way is still named, and alike in all units. */
    @ParameterizedTest
    @ValueSource(ints = {-40, -30, 0, 27, 30, 40})
    void aSearchThatRanAwayNamesItsWay(int exponent) {
        Random random = new Random(454);
        double[] x = new double[39];
        for (int i = 0; i < x.length; i++) {
            double near = 0.01 * random.nextGaussian();
            double far = 5 * random.nextGaussian();
            double which = random.nextDouble();
            x[i] = Math.scalb(which < 0.3 ? near : which < 0.6 ? 10 + near : far, exponent);
        }
        Fit fit = Mle.fit(family("normal-inverse-gaussian"), x);
        assertKind(Kind.NOT_REACHED, fit);
        assertEquals(List.of("scale", "alpha"), fit.outcome().parameters(), fit.outcome()::toString);
        assertTrue(fit.outcome().message().contains("scale -> 0 and alpha -> infinity"), fit.outcome()::message);
    }

    /** One scale is fixed by a constant: exponential rate 1/x, Rayleigh scale x/√2, Poisson mean x. */
    @ParameterizedTest
    @ValueSource(doubles = {3, 1e9, 1e-5})
    void constantDataWithAMaximum(double value) {
        Fit exponential = Mle.fit(Families.exponential(), constant(value, 4));
        assertKind(Kind.CONVERGED, exponential);
        assertEquals(1, exponential.parameter("rate").value() * value, 1e-14);
        assertEquals(0.5, exponential.parameter("rate").standardError() * value, 1e-13);
        Fit rayleigh = Mle.fit(Families.rayleigh(), constant(value, 4));
        assertKind(Kind.CONVERGED, rayleigh);
        assertEquals(Math.sqrt(0.5), rayleigh.parameter("scale").value() / value, 1e-14);
        assertEquals(Math.sqrt(0.5) / 4, rayleigh.parameter("scale").standardError() / value, 1e-13);
    }

    @ParameterizedTest
    @CsvSource({
        "poisson, mean, 0",
        "negative-binomial, mean, 0",
        "geometric, probability, 1",
        "bernoulli, probability, 0",
        "binomial, probability, 0"
    })
    void countsOfZeroLieOnTheEdge(String family, String parameter, double edge) {
        Mle mle = Mle.of(family(family));
        if (family.equals("binomial")) {
            mle = mle.withFixed("size", 5);
        }
        Fit fit = mle.fitTo(EmpiricalDistribution.of(constant(0, 7)));
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(List.of(parameter), fit.outcome().parameters());
        assertEquals(edge, fit.parameter(parameter).value());
        assertTrue(Double.isNaN(fit.parameter(parameter).standardError()));
        assertEquals(0, fit.logLikelihood(), 1e-9, "log-likelihood");
    }

    @Test
    void onesAndFullCountsLieOnTheEdge() {
        Fit ones = Mle.fit(Families.bernoulli(), constant(1, 7));
        Fit full = Mle.of(Families.binomial()).withFixed("size", 5).fitTo(EmpiricalDistribution.of(constant(5, 7)));
        for (Fit fit : List.of(ones, full)) {
            assertKind(Kind.BOUNDARY, fit);
            assertEquals(List.of("probability"), fit.outcome().parameters());
            assertEquals(1, fit.parameter("probability").value());
            assertEquals(0, fit.logLikelihood(), 1e-9);
        }
    }

    @Test
    void underdispersedCountsArePoisson() {
        for (double[] counts :
                new double[][] {{1, 2, 2, 3, 2, 1, 3, 2}, {100, 101, 99, 100}, {5, 5, 5}, {1, 1, 0, 1}}) {
            Fit fit = Mle.fit(Families.negativeBinomial(), counts);
            Fit poisson = Mle.fit(Families.poisson(), counts);
            assertKind(Kind.BOUNDARY, fit);
            assertEquals(List.of("size"), fit.outcome().parameters());
            assertEquals(Double.POSITIVE_INFINITY, fit.parameter("size").value());
            double mean = Arrays.stream(counts).average().orElseThrow();
            assertEquals(mean, fit.parameter("mean").value(), 1e-14 * mean);
            double error = Math.sqrt(mean / counts.length);
            assertEquals(error, fit.parameter("mean").standardError(), 1e-12 * error);
            assertEquals(poisson.logLikelihood(), fit.logLikelihood());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 1000})
    void normalLikeDataHaveNoFiniteDegreesOfFreedom(int n) {
        double[] x = IntStream.range(0, n)
                .mapToDouble(i -> 5 + 2 * new NormalDistribution().inverseCumulativeProbability((i + 0.5) / n))
                .toArray();
        Fit fit = Mle.fit(Families.student(), x);
        Fit normal = Mle.fit(Families.normal(), x);
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(List.of("df"), fit.outcome().parameters());
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("df").value());
        assertEquals(normal.parameter("mean").value(), fit.parameter("location").value());
        assertEquals(
                normal.parameter("mean").standardError(),
                fit.parameter("location").standardError());
        assertEquals(normal.parameter("sd").value(), fit.parameter("scale").value());
        assertEquals(
                normal.parameter("sd").standardError(), fit.parameter("scale").standardError());
        assertEquals(normal.logLikelihood(), fit.logLikelihood());
    }

    @Test
    void waitingTimesOfZeroAreUnbounded() {
        Fit fit = Mle.fit(Families.exponential(), constant(0, 5));
        assertKind(Kind.UNBOUNDED, fit);
        assertEquals(List.of("rate"), fit.outcome().parameters());
    }

    /** Copas (1975), Biometrika 62, 701-704: at two values every point of a half circle is a maximum. */
    @Test
    void cauchyAtTwoValues() {
        for (double[] x :
                new double[][] {{-1, 1}, {1, 2}, {1, 1, 2, 2}, {1e6, 1e6 + 1e-3}, {-5, 2}, {0.1, 0.3}, {10, 11, 10, 11}
                }) {
            Fit fit = Mle.fit(Families.cauchy(), x);
            assertKind(Kind.NOT_IDENTIFIED, fit);
            assertEquals(2, fit.outcome().direction().size());
        }
    }

    /** Copas (1975): half of the values or more at one point, and the scale collapses on it. */
    @Test
    void cauchyWithTies() {
        for (double[] x : new double[][] {{1, 1, 2}, {0, 0, 0, 1, 5}, {4, 4, 4, 4, 4.0001, 9, 9}}) {
            assertKind(Kind.UNBOUNDED, Mle.fit(Families.cauchy(), x));
        }
    }

    /** Ferguson (1978), JASA 73, 211-213: the maximum at three values in closed form. */
    @ParameterizedTest
    @CsvSource({"0, 1, 3", "-5, 2, 2.5", "1, 100, 101"})
    void cauchyAtThreeValues(double a, double b, double c) {
        Fit fit = Mle.fit(Families.cauchy(), new double[] {b, c, a});
        double sum = Math.pow(c - b, 2) + Math.pow(c - a, 2) + Math.pow(b - a, 2);
        double location = (a * Math.pow(c - b, 2) + b * Math.pow(c - a, 2) + c * Math.pow(b - a, 2)) / sum;
        double scale = Math.sqrt(3) * (c - b) * (c - a) * (b - a) / sum;
        assertKind(Kind.CONVERGED, fit);
        assertEquals(location, fit.parameter("location").value(), 1e-9 * scale);
        assertEquals(scale, fit.parameter("scale").value(), 1e-9 * scale);
    }

    /** Where numbers overflow or rounding hides the likelihood, nothing is called a maximum. */
    @Test
    void noClaimBeyondTheNumbers() {
        assertKind(Kind.NOT_REACHED, Mle.fit(Families.exponential(), new double[] {1e-320}));
        // A negative binomial whose terms cancel.
        Family cancelling = Family.of(
                "cancelling",
                "integer x >= 0",
                "mean > 0, size > 0",
                "lpochrel(size, x) - lgamma(x + 1) + x*log(mean) - (x + size)*log1p(mean/size)");
        Fit counts = Mle.fit(cancelling, new double[] {1e12, 3e12});
        assertKind(Kind.NOT_REACHED, counts);
        assertFalse(
                counts.outcome().message().contains("rising"), counts.outcome().message());
        // The same without; counts so large are gamma variables.
        Fit stable = Mle.fit(Families.negativeBinomial(), new double[] {1e12, 3e12});
        assertKind(Kind.CONVERGED, stable);
        Estimate shape = Mle.fit(Families.gamma(), new double[] {1e12, 3e12}).parameter("shape");
        assertEquals(shape.value(), stable.parameter("size").value(), 1e-9);
        assertEquals(shape.standardError(), stable.parameter("size").standardError(), 1e-9);
        assertKind(Kind.BOUNDARY, Mle.fit(Families.negativeBinomial(), new double[] {1e9, 1e9}));
    }

    /** Only a + b matters: flat along (1, -1). */
    @Test
    void parametersThatOccurOnlyAsASum() {
        Family family = Family.of("sum", "x real", "a real, b real", "-0.5*log(2*pi) - 0.5*(x - (a + b))^2");
        for (double[] x : new double[][] {{1, 2, 4}, {100, 101, 105, 99}, {-3, 1e3}}) {
            Fit fit = Mle.fit(family, x);
            assertKind(Kind.NOT_IDENTIFIED, fit);
            Map<String, Double> direction = fit.outcome().direction();
            assertEquals(1, Math.abs(direction.get("a")), 1e-9);
            assertEquals(-1, direction.get("b") / direction.get("a"), 1e-9);
            assertTrue(Double.isNaN(fit.parameter("a").standardError()));
        }
    }

    /** Only the product of two positive parameters matters: flat where one grows as the other shrinks. */
    @Test
    void parametersThatOccurOnlyAsAProduct() {
        Family family = Family.of("product", "x >= 0", "a > 0, b > 0", "log(a) + log(b) - a*b*x");
        Fit fit = Mle.fit(family, new double[] {1, 2, 4});
        assertKind(Kind.NOT_IDENTIFIED, fit);
        Map<String, Double> direction = fit.outcome().direction();
        assertTrue(direction.get("a") * direction.get("b") < 0, direction.toString());
    }

    @Test
    void tooFewIterations() {
        double[] x = FamilyCases.all().stream()
                .filter(c -> c.family() == Families.weibull())
                .findFirst()
                .orElseThrow()
                .sample(50, 1);
        Fit newton = Mle.of(Families.weibull())
                .withStart("shape", 30)
                .withSolver(new Newton(Newton.withDefaults().tolerance(), 1))
                .fitTo(EmpiricalDistribution.of(x));
        Lbfgs defaults = Lbfgs.withDefaults();
        Fit lbfgs = Mle.of(Families.weibull())
                .withStart("shape", 30)
                .withSolver(new Lbfgs(defaults.tolerance(), 1, defaults.memory()))
                .fitTo(EmpiricalDistribution.of(x));
        for (Fit fit : List.of(newton, lbfgs)) {
            assertKind(Kind.NOT_REACHED, fit);
            assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.standardError())));
        }
    }

    /** A regular maximum exists for one value in the families with one scale or mean alone. */
    @Test
    void singleObservation() {
        List<String> converged = new ArrayList<>();
        for (Family family : Families.all()) {
            for (double value : new double[] {3, 0.4, 250}) {
                boolean estimated = family.parameters().stream().anyMatch(q -> !q.known());
                if (estimated && family.support().contains(value)) {
                    Mle mle = FamilyCases.held(family, 1000);
                    Fit fit = mle.fitTo(EmpiricalDistribution.of(new double[] {value}));
                    if (fit.outcome().kind() == Kind.CONVERGED && !converged.contains(family.name())) {
                        converged.add(family.name());
                    }
                    assertTrue(
                            fit.outcome().kind() != Kind.CONVERGED
                                    || fit.parameters().stream()
                                            .allMatch(e -> e.fixed() || Double.isFinite(e.standardError())),
                            family.name());
                }
            }
        }
        assertEquals(
                List.of(
                        "triangular",
                        "exponential",
                        "rayleigh",
                        "half-normal",
                        "half-cauchy",
                        "maxwell",
                        "chi-squared",
                        "chi",
                        "levy",
                        "lindley",
                        "power",
                        "poisson",
                        "geometric",
                        "binomial",
                        "logarithmic",
                        "yule-simon",
                        "borel",
                        "zeta"),
                converged);
    }

    /** Whatever the data, what is called converged has finite estimates, standard errors and log-likelihood. */
    @Test
    void convergedIsFinite() {
        double[][] samples = {
            {1},
            {1, 1},
            {1, 2},
            {1, 1, 2},
            {1, 2, 1e6},
            {1e-300, 1},
            {1, 1 + 0x1p-52},
            {1e9, 1e9 + 1e-6, 1e9},
            {0.5, 0.25},
            {1e-8, 1e8},
            {1, 2, 3, 4, 5, 6, 7, 8, 9, 1000},
            {0, 0, 0, 1},
            {0, 1},
            {0, 0, 5},
            {7, 7, 7, 8},
            {1e300, 1e-300, 1},
            {-1, 1},
            {-5, -5, -5, 5, 5, 5},
            {0.999999, 0.000001},
            {1e5, 1e5, 1e5 + 1}
        };
        int converged = 0;
        for (Family family : Families.all()) {
            for (double[] x : samples) {
                double most = family.parameters().stream().anyMatch(Parameter::known) ? 1e6 : Double.MAX_VALUE;
                if (!Arrays.stream(x).allMatch(v -> family.support().contains(v) && v <= most)) {
                    continue;
                }
                if (List.of("inverse-gaussian", "frechet", "half-cauchy").contains(family.name())
                        && Arrays.stream(x).min().orElseThrow() < 1e-100) {
                    continue; // a variance below 1e-400 underflows
                }
                Mle mle = FamilyCases.held(family, 1e6);
                Fit fit = mle.fitTo(EmpiricalDistribution.of(x));
                if (fit.outcome().kind() == Kind.CONVERGED) {
                    converged++;
                    String who = family.name() + " " + Arrays.toString(x) + " " + fit.parameters();
                    assertTrue(Double.isFinite(fit.logLikelihood()), who);
                    for (Estimate e : fit.parameters()) {
                        assertTrue(Double.isFinite(e.value()), who);
                        // A location may lie at a pole of the density, where its information is infinite.
                        boolean kinked =
                                family.kinks().stream().anyMatch(p -> p.name().equals(e.name()));
                        // Nor has the end of a trapezoid, on which it is infinite as well.
                        boolean end = family.name().equals("trapezoidal");
                        boolean none = (kinked || end) && Double.isNaN(e.standardError());
                        assertTrue(
                                e.fixed() || none || e.standardError() > 0 && Double.isFinite(e.standardError()), who);
                        assertTrue(e.fixed() || none || e.lower() <= e.value() && e.value() <= e.upper(), who);
                    }
                }
            }
        }
        assertTrue(converged > 100, "only " + converged + " fits converged");
    }

    /** Zeros have a probability, so that the likelihood of none but zeros has a bound, whatever the power. */
    @Test
    void zerosAloneAreCertainInTheLimit() {
        double[] zeros = new double[20];
        Fit free = Mle.fit(Families.tweedie(), zeros);
        assertKind(Kind.NO_MAXIMUM, free);
        assertEquals(List.of("dispersion"), free.outcome().parameters());
        Fit held = Mle.of(Families.tweedie()).withFixed("power", 1.5).fitTo(EmpiricalDistribution.of(zeros));
        assertKind(Kind.BOUNDARY, held);
        assertEquals(0, held.parameter("mean").value());
        assertEquals(0, held.logLikelihood(), 1e-15);
    }

    /** With a dispersion that divides all values the limit of a Tweedie distribution has them alone. */
    @Test
    void multiplesAreUnbounded() {
        for (double[] x : new double[][] {{0, 0, 2.5, 2.5}, {0, 3.5, 7, 3.5, 10.5, 0, 3.5, 7}}) {
            Fit fit = Mle.fit(Families.tweedie(), x);
            assertKind(Kind.UNBOUNDED, fit);
            assertEquals(List.of("power"), fit.outcome().parameters());
        }
    }

    /** A likelihood that is unbounded where a parameter is small is not, where that parameter is held and is not small. */
    @ParameterizedTest
    @CsvSource({"gev, shape, 0.1", "weibull-3, shape, 2", "tweedie, power, 1.5"})
    void noRegionIsInReachOfAParameterThatIsHeld(String name, String parameter, double value) {
        double[] x = {1, 2, 2.5, 3, 7, 5, 4, 3.3, 2.2, 1.7};
        Fit fit = Mle.of(family(name)).withFixed(parameter, value).fitTo(EmpiricalDistribution.of(x));
        assertKind(Kind.CONVERGED, fit);
        assertFalse(fit.outcome().message().contains("no bound"), fit.outcome().message());
    }

    /** Without zeros among the values that a family can have, its probability of zeros cancels. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncated(zero-inflated(poisson), 0, )",
                "zero-truncated(zero-inflated(poisson))",
                "truncated(zero-inflated(poisson), 1, )",
                "truncated(zero-inflated(negative-binomial), 0, )",
                "truncated(hurdle(poisson), 0, )"
            })
    void aParameterThatChangesNothingIsNotIdentified(String text) {
        double[] counts = {2, 2, 3, 4, 2, 5, 3, 4, 8};
        Fit fit = Mle.fit(Combinators.parse(text).orElseThrow(), counts);
        assertKind(Kind.NOT_IDENTIFIED, fit);
        fit.outcome().direction().forEach((name, way) -> assertEquals(name.equals("zero_probability"), way != 0, name));
    }

    /** Azzalini (1985): at shape 0 the scores of location and shape are proportional, and for symmetric data that is the maximum. */
    @Test
    void aSkewNormalWithoutSkewHasNoStandardErrors() {
        double[] x = {-3.1, -1.5, -1.1, -0.4, -0.2, 0.2, 0.4, 1.1, 1.5, 3.1};
        Fit fit = Mle.fit(Families.skewNormal(), x);
        Fit normal = Mle.fit(Families.normal(), x);
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(List.of("shape"), fit.outcome().parameters());
        assertTrue(
                fit.outcome().message().contains("the information is singular there"),
                fit.outcome().message());
        assertEquals(0, fit.parameter("shape").value());
        assertEquals(normal.parameter("sd").value(), fit.parameter("scale").value());
        assertEquals(normal.logLikelihood(), fit.logLikelihood());
        assertTrue(fit.parameters().stream().allMatch(e -> Double.isNaN(e.standardError())));
        assertTrue(Double.isNaN(fit.covariance().get(0, 0)));
    }

    /** What is told of a maximum inside is told of one on an edge: it is not the highest. */
    @Test
    void aMaximumOnAnEdgeBesideSpikes() {
        double[] x = {-9.5, .0067, -5.7, -6.6, -.39};
        for (Family family : List.of(Families.johnsonSu(), Families.skewStudent())) {
            Fit fit = Mle.fit(family, x);
            assertKind(Kind.BOUNDARY, fit);
            assertTrue(
                    fit.outcome().message().contains("the likelihood has no bound where scale comes close to 0"),
                    fit.outcome().message());
        }
    }

    @Test
    void anglesThatLieEvenlyAreUniform() {
        double[] x = IntStream.range(0, 12)
                .mapToDouble(i -> 0.1 + Math.PI / 6 * (i - 6))
                .toArray();
        Fit fit = Mle.fit(Families.vonMises(), x);
        assertKind(Kind.BOUNDARY, fit);
        assertEquals(List.of("concentration"), fit.outcome().parameters());
        assertTrue(
                fit.outcome().message().contains("uniform on the circle"),
                fit.outcome().message());
        assertTrue(Double.isNaN(fit.parameter("mean").value()));
        assertEquals(-12 * Math.log(2 * Math.PI), fit.logLikelihood(), 1e-12);
    }

    /** Truncated values of which the normal limit has the highest likelihood: next to it nothing is taken for a maximum inside. */
    @Test
    void aTruncatedStudentMayBeNormal() {
        for (double[] x :
                new double[][] {{-0.833, 0.820, 1.372, -0.136, 0.887}, {1.2, 0.4, 0.1, -0.9, 1.6, 0.7, 2, -0.3}}) {
            double[] entry = new double[x.length];
            double[] exit = new double[x.length];
            Arrays.fill(entry, -1);
            Arrays.fill(exit, Double.POSITIVE_INFINITY);
            EmpiricalDistribution data =
                    EmpiricalDistribution.of(Observations.exact(x).truncated(entry, exit));
            Fit fit = Mle.fit(Families.student(), data);
            assertKind(Kind.BOUNDARY, fit);
            assertEquals(Double.POSITIVE_INFINITY, fit.parameter("df").value());
            assertEquals(Mle.fit(Families.normal(), data).logLikelihood(), fit.logLikelihood(), 1e-9);
        }
    }

    /**
     * Fernandez and Steel (1999): of m equal values among n the likelihood of a Student distribution grows without end where scale -> 0
     * and df < m/(n - m). With df free that is so for any sample; the fit is a maximum inside where there is one, or the normal
     * limit where that is one: where the kurtosis k is below 3, for the slope by 1/df is n(k - 3)/4 there.
     */
    @Test
    void equalValuesMakeAStudentUnbounded() {
        Fit light = Mle.fit(Families.student(), new double[] {1, 1, 1, 2, 5});
        assertKind(Kind.BOUNDARY, light);
        assertTrue(
                light.outcome().message().contains("no bound"), light.outcome().message());
        double[] x = {1, 1, 1, 2, 6};
        Fit free = Mle.fit(Families.student(), x);
        assertKind(Kind.UNBOUNDED, free);
        for (double df : new double[] {0.5, 1, 1.45}) {
            assertKind(
                    Kind.UNBOUNDED,
                    Mle.of(Families.student()).withFixed("df", df).fitTo(EmpiricalDistribution.of(x)));
        }
        for (double df : new double[] {1.55, 2, 5}) {
            Fit held = Mle.of(Families.student()).withFixed("df", df).fitTo(EmpiricalDistribution.of(x));
            assertKind(Kind.CONVERGED, held);
            assertFalse(
                    held.outcome().message().contains("no bound"),
                    held.outcome().message());
        }
        double[] rounded = {-4, -2, -1.5, -1, -1, -0.5, -0.5, -0.5, 0, 0, 0, 0, 0.5, 0.5, 0.5, 1, 1, 1.5, 2.5, 6};
        Fit inside = Mle.fit(Families.student(), rounded);
        assertKind(Kind.CONVERGED, inside);
        assertTrue(
                inside.outcome()
                        .message()
                        .contains(
                                "no bound where scale comes close to 0 with the location at an observation and df < 0.25"),
                inside.outcome().message());
    }

    /** The closed form: the mean, and 1/shape = mean(1/x - 1/mean), however flat the likelihood is there. */
    @Test
    void anInverseGaussianBesideALevy() {
        double[] x = {1e-8, 0.5, 0.9, 1};
        Fit fit = Mle.fit(Families.inverseGaussian(), x);
        assertKind(Kind.CONVERGED, fit);
        double mean = Arrays.stream(x).average().orElseThrow();
        double inverse = Arrays.stream(x).map(v -> 1 / v).average().orElseThrow();
        assertEquals(mean, fit.parameter("mean").value(), 1e-6);
        assertEquals(1, fit.parameter("shape").value() * (inverse - 1 / mean), 1e-12);
        assertEquals(
                Math.sqrt(mean * mean * mean / fit.parameter("shape").value() / 4),
                fit.parameter("mean").standardError(),
                1e-2);
    }

    /**
     * With an end at distance d of the largest value, of one exact row the density grows as d^(-1 - 1/shape), and of six censored ones
     * the probability falls as d^(-6/shape): together without end where shape < -7, and elsewhere there is a maximum. It is that of mpmath's
     * findroot at 30 digits.
     */
    @Test
    void censoredRowsAtTheLargestValue() {
        double[] times = {0.5, 0.75, 1, 2, 2.25, 2.5, 3.5, 4.25, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5, 4.5};
        boolean[] event = new boolean[times.length];
        Arrays.fill(event, 0, 9, true);
        EmpiricalDistribution rows = EmpiricalDistribution.of(Observations.survival(times, event));
        Fit fit = Mle.fit(Families.gpd(), rows);
        assertKind(Kind.CONVERGED, fit);
        assertEquals(-1.68477194841986785, fit.parameter("shape").value(), 1e-7);
        assertEquals(9.60386732257438911, fit.parameter("scale").value(), 1e-6);
        assertEquals(-23.5438499880291133, fit.logLikelihood(), 1e-12);
        assertTrue(
                fit.outcome().message().endsWith("the likelihood has no bound where shape < -7"),
                fit.outcome().message());
        Fit beyond = Mle.of(Families.gpd()).withFixed("shape", -8).fitTo(rows);
        assertFalse(beyond.outcome().kind().found(), beyond.outcome().message());
        assertKind(Kind.CONVERGED, Mle.of(Families.gpd()).withFixed("shape", -6).fitTo(rows));
    }

    /** Heavy tails: a Laplace distribution is above the uniform one, which is no maximum then; with shape -> 0 there is no bound. */
    @Test
    void aGeneralizedNormalBelowOneOfItsCases() {
        double[] heavy = {11.5, 80, 8.4, 8.9, -196, -594, -5.1, -19.7, -3638, 3.9, 12.6, -85};
        Fit fit = Mle.fit(Families.generalizedNormal(), heavy);
        assertKind(Kind.UNBOUNDED, fit);
        assertEquals(List.of("shape"), fit.outcome().parameters());
        double[] light = {
            -1.21, -0.83, -0.64, -1.88, 0.23, -1.1, 0.67, -1.01, -1.13, -0.27, -1.1, -1.15, 0.27, -0.28, -1.22, -2.15,
            -1.21, -1.91, -0.69, -0.24
        };
        Fit inside = Mle.fit(Families.generalizedNormal(), light);
        assertKind(Kind.CONVERGED, inside);
        assertTrue(inside.logLikelihood() < -20 * Math.log(2.82));
        assertTrue(
                inside.outcome().message().endsWith("as shape -> infinity, where the family is uniform"),
                inside.outcome().message());
    }
}
