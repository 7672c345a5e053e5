package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Combinators;
import mle.family.Component;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mixtures: published fits, the order of components, and what there is where no maximum is. */
class MixtureTest {
    private static final String NORMALS = "mixture(normal, normal)";

    private static Family family(String text) {
        return Combinators.parse(text).orElseThrow();
    }

    private static Fit fit(String family, double... values) {
        return Mle.fit(family(family), values);
    }

    private static String normals(int components, boolean commonSd) {
        return "mixture(" + String.join(", ", java.util.Collections.nCopies(components, "normal"))
                + (commonSd ? ", common sd)" : ")");
    }

    /** Velocities in 1000 km/s. */
    private static double[] galaxies() {
        return Arrays.stream(Datasets.load("galaxies").numeric("velocity").values())
                .map(v -> v / 1000)
                .toArray();
    }

    /**
     * A narrow component inside a wide one. By the steps of EM in R from weights (.085, .2, .68, .035), means (9.7, 19.7, 21.9,
     * 33), standard deviations (.4, .4, 2.3, .9), 20,000 times.
     */
    @Test
    void fourComponentsOfGalaxies() {
        Fit fit = fit(normals(4, false), galaxies());
        assertEquals(-197.7103112405521, fit.logLikelihood(), 1e-9);
        assertEquals(0.43626219, fit.parameter("sd2").value(), 1e-7);
        assertEquals(2.2783521, fit.parameter("sd3").value(), 1e-6);
    }

    /** Pearson's crabs, the first mixture fitted, in classes. */
    @Test
    void crabsInClasses() {
        Table table = Datasets.load("pearson_crabs");
        Observations classes = Published.bounds(table, "lower", "upper")
                .weighted(table.numeric("count").values());
        Fit fit = Mle.fit(family(NORMALS), EmpiricalDistribution.of(classes));
        assertFalse(fit.outcome().message().contains("; a local maximum"), "in classes no component can collapse");
    }

    // ---- order and parameters ----

    @Test
    void parametersAreNumberedByComponent() {
        assertEquals(
                List.of("weight1", "weight2", "mean1", "sd1", "shape1_2", "shape2_2", "scale2", "mean3", "sd3"),
                family("mixture(folded-normal, truncated(burr, 0, ), folded-normal)").parameters().stream()
                        .map(Parameter::name)
                        .toList());
        assertEquals(
                List.of("weight1", "probability1", "probability2", "size"),
                family("mixture(binomial, binomial)").parameters().stream()
                        .map(Parameter::name)
                        .toList());
    }

    /** Whatever the seed and the order of the rows, the components come from low to high. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void componentsAreInOrder(long seed) {
        double[] x = family("mixture(normal, normal, normal)")
                .at(0.5, 0.2, 8, 1, 0, 1, -6, 2)
                .sample(300, seed);
        Mle mle = Mle.of(family("mixture(normal, normal, normal)")).withRestarts(3);
        Fit first = mle.withSeed(seed).fitTo(EmpiricalDistribution.of(x));
        Fit second = mle.withSeed(seed + 7).fitTo(EmpiricalDistribution.of(x));
        assertEquals(first.logLikelihood(), second.logLikelihood(), 1e-9);
        for (int i = 0; i < first.parameters().size(); i++) {
            Estimate e = first.parameters().get(i);
            assertEquals(e.value(), second.parameters().get(i).value(), 1e-6 * e.standardError(), e.name());
        }
        assertTrue(first.parameter("mean1").value() < first.parameter("mean2").value());
        assertTrue(first.parameter("mean2").value() < first.parameter("mean3").value());
        assertEquals(0.3, first.parameter("weight1").value(), 0.1);
    }

    /** A parameter that is held names its component. */
    @Test
    void heldParametersKeepTheirComponent() {
        double[] x = family(NORMALS).at(0.3, 5, 1, -5, 1).sample(200, 1);
        Fit fit = Mle.of(family(NORMALS)).withFixed("mean1", 5).fitTo(EmpiricalDistribution.of(x));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(-5, fit.parameter("mean2").value(), 0.5);
    }

    /** The sample may be written in any units, its components lie thousands of standard deviations apart. */
    @ParameterizedTest
    @CsvSource({"1e-9, 0", "1, 0", "1e12, 0", "1, 1e9", "1e-3, -1e4"})
    void componentsFarApart(double unit, double origin) {
        double[] x = IntStream.range(0, 400)
                .mapToDouble(i -> origin + unit * ((i % 2 == 0 ? 0 : 1e4) + (i * 0.6180339887498949 % 1)))
                .toArray();
        Fit fit = fit(NORMALS, x);
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        double[] low = IntStream.range(0, 400)
                .filter(i -> i % 2 == 0)
                .mapToDouble(i -> x[i])
                .toArray();
        EmpiricalDistribution lower = EmpiricalDistribution.of(low);
        assertEquals(0.5, fit.parameter("weight1").value(), 1e-12);
        assertEquals(lower.mean(), fit.parameter("mean1").value(), 1e-9 * lower.sd() + 2 * Math.ulp(origin));
        assertEquals(1, fit.parameter("sd1").value() / lower.sd(), 1e-9);
        assertEquals(1, fit.parameter("mean1").standardError() / (lower.sd() / Math.sqrt(200)), 1e-9);
    }

    // ---- no maximum ----

    /** The ties of reliability issue 57: a component of the mixture collapses on one of them; one Weibull has its maximum. */
    @Test
    void tiesAmongCensoredLives() {
        double[] events = {2, 8, 8, 8, 8, 8, 8, 8, 8, 8, 9, 9, 9, 9, 9, 20, 20, 20, 20, 20, 20, 20, 20, 20, 20};
        double[] from = Arrays.copyOf(events, 100);
        Arrays.fill(from, 25, 100, 20);
        double[] to = Arrays.copyOf(events, 100);
        Arrays.fill(to, 25, 100, Double.POSITIVE_INFINITY);
        EmpiricalDistribution lives = EmpiricalDistribution.of(Observations.between(from, to));
        Fit one = Mle.fit(family("weibull"), lives);
        assertEquals(-128.274235651, one.logLikelihood(), 1e-8);
        assertEquals(1.80936429171, one.parameter("shape").value(), 1e-9);
        assertEquals(40.0724522784, one.parameter("scale").value(), 1e-8);
        Fit two = Mle.fit(family("mixture(weibull, weibull)"), lives);
        assertEquals(Kind.UNBOUNDED, two.outcome().kind(), two.outcome().message());
        assertTrue(
                two.outcome().message().contains(" collapses on the value "),
                two.outcome().message());
        assertTrue(two.parameters().stream().allMatch(e -> Double.isNaN(e.value())));
    }

    static Stream<Arguments> collapsing() {
        return Stream.of(
                Arguments.of(NORMALS, new double[] {1, 2, 5}, "row 3"),
                Arguments.of(NORMALS, new double[] {1, 1, 1, 5, 5, 5}, "row 1 and others"),
                Arguments.of(NORMALS, new double[] {3}, "row 1"),
                Arguments.of("mixture(gamma, gamma)", new double[] {4, 4, 4, 4}, "row 1 and others"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("collapsing")
    void aCollapseIsNamed(String family, double[] x, String where) {
        Outcome outcome = fit(family, x).outcome();
        assertEquals(Kind.UNBOUNDED, outcome.kind(), outcome.message());
        assertTrue(outcome.message().contains("component "), outcome.message());
        assertTrue(outcome.message().contains(where), outcome.message());
        assertFalse(outcome.parameters().isEmpty());
    }

    /** A component on two of forty values is a maximum of the likelihood, and not one that is preferred or goes unnamed. */
    @Test
    void aComponentOnTwoValuesIsNamed() {
        double[] x =
                IntStream.range(0, 40).mapToDouble(i -> Math.exp(0.1 * i) / 10).toArray();
        x[20] = x[21] + 1e-7;
        EmpiricalDistribution data = EmpiricalDistribution.of(x);
        Fit fit = Mle.of(family(NORMALS)).withRestarts(20).fitTo(data);
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertTrue(fit.parameter("sd1").value() > 0.1 && fit.parameter("sd2").value() > 0.1);
        String message = fit.outcome().message();
        assertTrue(message.contains(" of 180 starts lead here, "), message);
        assertTrue(message.contains("; a local maximum: the likelihood has no bound"), message);
        Fit spurious = Mle.of(family(NORMALS))
                .withStart("weight1", 0.05)
                .withStart("mean1", x[21])
                .withStart("sd1", 1e-7)
                .withStart("mean2", 1)
                .withStart("sd2", 1)
                .fitTo(data);
        assertEquals(
                Kind.CONVERGED, spurious.outcome().kind(), spurious.outcome().message());
        assertTrue(spurious.logLikelihood() > fit.logLikelihood());
        assertTrue(
                spurious.outcome().message().contains("; component 1 lies on 2.0 observations near 0.8"),
                spurious.outcome().message());
    }

    /** What combinators make of a mixture has components as well: the sum of their densities is its density, and each may collapse. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "truncated(mixture(normal, normal), 0, )",
                "exp(mixture(normal, normal))",
                "log(mixture(gamma, gamma))",
                "shifted(mixture(gamma, gamma), -1)",
                "shifted(mixture(gamma, gamma))",
                "scaled(mixture(beta, beta))",
                "scaled(mixture(normal, normal), 2)",
                "folded(mixture(normal, normal))",
                "folded(mixture(normal, gamma))",
                "max(mixture(normal, normal), 2)",
                "min(mixture(gamma, gamma), 2)",
                "hurdle(mixture(gamma, gamma))",
                "zero-inflated(mixture(gamma, weibull))",
                "hurdle(exp(mixture(normal, normal)))"
            })
    void componentsOfACombination(String text) {
        double[] x = {0.3, 0.3 + 1e-7, 0.7, 0.9, 1.1, 1.4, 1.45, 2.2, 2.6, 3.1, 3.2, 4, 4.4, 5.1};
        EmpiricalDistribution data = EmpiricalDistribution.of(x);
        Family family = family(text);
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Expr.data("x", family.support().sign()));
        family.parameters().forEach(p -> inputs.add(p.symbol()));
        List<Expr> shares =
                family.components().stream().map(Component::logShare).toList();
        assertEquals(2, shares.size());
        double[] theta = family.starts(data).get(0);
        for (double value : x) {
            double[] at = DoubleStream.concat(DoubleStream.of(value), Arrays.stream(theta))
                    .toArray();
            double sum = Arrays.stream(Program.of(shares, inputs).values(at))
                    .map(Math::exp)
                    .sum();
            assertEquals(family.at(theta).logDensity(value), Math.log(sum), 1e-9);
        }
        Outcome outcome = Mle.fit(family, data).outcome();
        boolean told = outcome.kind() == Kind.UNBOUNDED
                || outcome.message()
                        .contains("; a local maximum: the likelihood has no bound where a component collapses");
        assertTrue(told, outcome.kind() + ": " + outcome.message());
    }

    /** In classes one of which is heavy, a component within that class alone gains a little, and says nothing. */
    @Test
    void aComponentWithinAClassIsLeftAside() {
        Distribution whole = Families.lognormal().at(1, 0.8);
        double[] lower = IntStream.range(0, 310)
                .mapToDouble(i -> i < 300 ? Math.floor(whole.quantile((i + 0.5) / 300)) : 5)
                .toArray();
        Observations classes =
                Observations.between(lower, Arrays.stream(lower).map(x -> x + 1).toArray());
        Fit fit = Mle.of(family("mixture(lognormal, lognormal)")).fitTo(EmpiricalDistribution.of(classes));
        String message = fit.outcome().message();
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), message);
        assertTrue(fit.parameter("sdlog2").value() > 0.01, message);
        assertTrue(
                message.contains("; left aside is a higher maximum where component 2 (lognormal) lies within the"
                        + " interval from 5 to 6 of row "),
                message);
    }

    /** Two classes far apart hold a component each: where, the data don't tell. */
    @ParameterizedTest
    @ValueSource(strings = {"normal", "gamma", "logistic"})
    void componentsWithinTwoClassesAreNotIdentified(String component) {
        double[] lower = {1, 1, 1, 1, 8, 8, 8};
        double[] upper = {2, 2, 2, 2, 9, 9, 9};
        Fit fit = Mle.of(family("mixture(" + component + ", " + component + ")"))
                .fitTo(EmpiricalDistribution.of(Observations.between(lower, upper)));
        assertEquals(Kind.NOT_IDENTIFIED, fit.outcome().kind(), fit.outcome().message());
        assertTrue(fit.outcome().message().contains("lies within the interval from "));
    }

    /** Lives of which most outlast the study: a search may go to where a component lives for ever, and its rate is zero. */
    @Test
    void aComponentThatLivesForEver() {
        double[] events = {0.02, 0.05, 0.1, 0.11, 0.2, 0.3, 0.5, 0.9};
        double[] from = Arrays.copyOf(events, 30);
        Arrays.fill(from, events.length, 30, 1);
        double[] to = Arrays.copyOf(events, 30);
        Arrays.fill(to, events.length, 30, Double.POSITIVE_INFINITY);
        Fit fit = Mle.fit(
                family("mixture(exponential, exponential)"), EmpiricalDistribution.of(Observations.between(from, to)));
        double one = Mle.fit(family("exponential"), EmpiricalDistribution.of(Observations.between(from, to)))
                .logLikelihood();
        assertTrue(fit.outcome().kind().found(), fit.outcome().message());
        assertTrue(fit.logLikelihood() > one + 1, fit.logLikelihood() + " against " + one);
    }

    /** A local maximum below that of one component alone, which is none of the mixture: a value alone could have the other. */
    @Test
    void oneComponentAloneIsHigher() {
        double[] from = {3.44, 3.98, 3.98, 1.3, 3.98, 2.17, 3.13, 1.18};
        double[] to = from.clone();
        to[1] = Double.POSITIVE_INFINITY;
        to[4] = Double.POSITIVE_INFINITY;
        EmpiricalDistribution lives = EmpiricalDistribution.of(Observations.between(from, to));
        Fit fit = Mle.fit(family("mixture(weibull, exponential)"), lives);
        Fit one = Mle.fit(family("weibull"), lives);
        assertEquals(Kind.CONVERGED, fit.outcome().kind());
        assertTrue(fit.logLikelihood() < one.logLikelihood());
        String note = "higher (log-likelihood = " + Digits.number(one.logLikelihood())
                + ") where a component has no weight, which is no maximum either";
        assertTrue(fit.outcome().message().endsWith(note), fit.outcome().message());
    }

    /** Counts that vary no more than those of a Poisson distribution have no second component. */
    @Test
    void aNeedlessComponentVanishes() {
        double[] counts = {4, 5, 6, 5, 4, 5, 6, 5, 4, 6, 5, 5};
        Fit poisson = fit("poisson", counts);
        for (String family : List.of("mixture(poisson, poisson)", "mixture(poisson, poisson, poisson)")) {
            Fit fit = fit(family, counts);
            assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
            assertEquals(poisson.logLikelihood(), fit.logLikelihood(), 1e-9);
            assertEquals(0, fit.parameter("weight1").value());
            int last = fit.parameters().size() - 1;
            assertEquals(5, fit.parameters().get(last).value(), 1e-9);
            assertEquals(Math.sqrt(5.0 / 12), fit.parameters().get(last).standardError(), 1e-9);
        }
    }

    @Test
    void componentsThatAreNormal() {
        double[] x = IntStream.range(0, 200)
                .mapToDouble(i -> i % 2 * 10 + (i * 0.6180339887498949 % 1) * 3)
                .toArray();
        Fit fit = fit("mixture(student, student)", x);
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome().message());
        assertEquals(
                List.of("df1", "df2"),
                fit.outcome().parameters().stream().sorted().toList());
        assertEquals(fit(NORMALS, x).logLikelihood(), fit.logLikelihood(), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, fit.parameter("df1").value());
    }

    @Test
    void refusals() {
        for (Map.Entry<String, String> e : Map.of(
                        "mixture(normal)", "column 1: mixture: expected at least two components, got 1",
                        "mixture(normal, gama)", "column 17: no family 'gama', did you mean 'gamma'?",
                        "mixture(normal, poisson)",
                                "column 1: mixture: counts and continuous variables have no density in common",
                        "mixture(normal, student, common sd)", "'sd' can't be common",
                        "mixture(normal, normal", "column 23: expected ')', found the end")
                .entrySet()) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> Combinators.parse(e.getKey()));
            assertTrue(refused.getMessage().startsWith("family '" + e.getKey() + "', column "), refused.getMessage());
            assertTrue(refused.getMessage().contains(e.getValue()), refused.getMessage());
        }
    }
}
