package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import mle.divergence.Divergence.Method;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Mle;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** By draws, in three and more dimensions: numbers that are known in another way lie within a few of the errors that are told. */
class DrawsContractTest {
    private static final int FEW = 3;

    private static final String UNIT3 = "[[1, 0, 0], [0, 1, 0], [0, 0, 1]]";
    private static final String UNIT4 = "[[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]";
    private static final String UNIT5 =
            "[[1, 0, 0, 0, 0], [0, 1, 0, 0, 0], [0, 0, 1, 0, 0], [0, 0, 0, 1, 0], [0, 0, 0, 0, 1]]";
    private static final String APART =
            "0.3*mvnormal([-20, 0, 0, 0], " + UNIT4 + ") + 0.7*mvnormal([20, 0, 0, 0], " + UNIT4 + ")";
    private static final String NEAR =
            "0.5*mvnormal([-2, 0, 0], " + UNIT3 + ") + 0.5*mvnormal([2, 0, 0], " + UNIT3 + ")";

    private static Target target(String text) {
        return Target.parse(text);
    }

    /** Each with a pair that has the same divergence and, but for a constant, the same entropy. */
    private static Stream<Arguments> pairs() {
        return Stream.of(
                // A column apart from the others, which are the same in both.
                Arguments.of(
                        NEAR,
                        "mvnormal([0, 0, 0], [[5, 0, 0], [0, 1, 0], [0, 0, 1]])",
                        "0.5*normal(-2, 1) + 0.5*normal(2, 1)",
                        "normal(0, sqrt(5))"),
                Arguments.of(
                        "mvnormal([0, 0, 0], [[5, 0, 0], [0, 1, 0], [0, 0, 1]])",
                        NEAR,
                        "normal(0, sqrt(5))",
                        "0.5*normal(-2, 1) + 0.5*normal(2, 1)"),
                Arguments.of(
                        APART,
                        "mvnormal([0, 0, 0, 0], [[400, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]])",
                        "0.3*normal(-20, 1) + 0.7*normal(20, 1)",
                        "normal(0, 20)"),
                Arguments.of(
                        "0.4*independent(gamma(2, 1), beta(2, 3), poisson(3)) + 0.6*independent(gamma(2, 1), beta(2, 3), poisson(5))",
                        "independent(gamma(2, 1), beta(2, 3), poisson(4))",
                        "0.4*poisson(3) + 0.6*poisson(5)",
                        "poisson(4)"),
                // The same in closed form.
                Arguments.of(
                        "0.5*dirichlet([2, 3, 4, 5]) + 0.5*dirichlet([2, 3, 4, 5])",
                        "dirichlet([1, 2, 3, 2])",
                        "dirichlet([2, 3, 4, 5])",
                        "dirichlet([1, 2, 3, 2])"),
                Arguments.of(
                        "density(-x1^2/2 - x2^2 - x3^2/2 + x1*x2/2; x1, x2, x3 real)",
                        "mvnormal([0, 1, 0], " + UNIT3 + ")",
                        "mvnormal([0, 0, 0], [[8/7, 2/7, 0], [2/7, 4/7, 0], [0, 0, 1]])",
                        "mvnormal([0, 1, 0], " + UNIT3 + ")"),
                Arguments.of(
                        "density(-(x1^2 + x2^2 + x3^2 + x4^2 + x5^2)/2; x1, x2, x3, x4, x5 real)",
                        "mvnormal([1, 0, 0, 0, 0], " + UNIT5 + ")",
                        "normal(0, 1)",
                        "normal(1, 1)"),
                Arguments.of(
                        "density(log(x1) - x1 + log(x2) + 2*log(1 - x2) - x3; x1 > 0, 0 < x2 < 1, x3 > 0)",
                        "independent(gamma(3, 1), beta(2, 3), exponential(2))",
                        "independent(gamma(2, 1), beta(2, 3), exponential(1))",
                        "independent(gamma(3, 1), beta(2, 3), exponential(2))"),
                Arguments.of(
                        "density(-x1^2/2 - (x2 - x1^2)^2/2 - x3^2/2; x1, x2, x3 real)",
                        "mvnormal([0, 1, 0], [[1, 0, 0], [0, 3, 0], [0, 0, 1]])",
                        "density(-x1^2/2 - (x2 - x1^2)^2/2; x1, x2 real)",
                        "mvnormal([0, 1], [[1, 0], [0, 3]])"),
                Arguments.of(
                        "mvstudent([0, 0, 0], " + UNIT3 + ", 5)",
                        "0.5*mvnormal([1, 2, 0], " + UNIT3 + ") + 0.5*mvnormal([1, 2, 0], " + UNIT3 + ")",
                        "mvstudent([0, 0, 0], " + UNIT3 + ", 5)",
                        "mvnormal([1, 2, 0], " + UNIT3 + ")"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void divergencesAreWithinTheirErrors(String p, String q, String alikeP, String alikeQ) {
        Divergence drawn = Divergence.between(target(p), target(q));
        Divergence known = Divergence.between(target(alikeP), target(alikeQ));
        assertEquals(Method.DRAWS, drawn.method());
        assertTrue(drawn.error() > 0 && drawn.error() < 0.02 * (1 + known.divergence()), drawn.toString());
        assertEquals(known.divergence(), drawn.divergence(), FEW * (drawn.error() + known.error()), drawn.toString());
        double size = 1 + Math.abs(drawn.crossEntropy());
        assertEquals(drawn.crossEntropy() - drawn.entropy(), drawn.divergence(), 1e-12 * size);
    }

    /** log Σ w exp(...) of parts that don't overlap: the entropy of the weights and that of a part. */
    @Test
    void partsThatAreFarApartAddTheirEntropies() {
        Divergence d = Divergence.between(target(APART), target("mvnormal([0, 0, 0, 0], " + UNIT4 + ")"));
        double weights = -0.3 * StrictMath.log(0.3) - 0.7 * StrictMath.log(0.7);
        assertEquals(2 * Gaussian.LOG_2_PI_E + weights, d.entropy(), FEW * d.error());
        assertEquals(2 * Gaussian.LOG_2_PI + 2 + 200, d.crossEntropy(), FEW * d.error());
    }

    @Test
    void theSameBitsAgain() {
        Target p = target("density(-x1^2/2 - x2^4/4 - x3^2/2; x1, x2, x3 real)");
        Target again = target("density(-x1^2/2 - x2^4/4 - x3^2/2; x1, x2, x3 real)");
        assertEquals(Divergence.between(p, target(NEAR)), Divergence.between(again, target(NEAR)));
    }

    @Test
    void tailsThatAreTooHeavyAreTold() {
        Divergence infinite = Divergence.between(
                target("mvstudent([0, 0, 0], " + UNIT3 + ", 2)"), target("mvnormal([0, 0, 0], " + UNIT3 + ")"));
        assertEquals(Double.POSITIVE_INFINITY, infinite.divergence());
        Projection p = Projection.forward(
                target("0.5*mvstudent([0, 0, 0], " + UNIT3 + ", 1.5) + 0.5*mvnormal([0, 0, 0], " + UNIT3 + ")"),
                Mle.of(Families.mvnormal(3)));
        assertEquals(Kind.NO_MAXIMUM, p.outcome().kind(), p.toString());
    }

    // ---- forward projections ----

    @Test
    void momentsAreExact() {
        Projection p = Projection.forward(target(APART), Mle.of(Families.mvnormal(4)));
        assertEquals(8, p.parameter("mean1"), 1e-10);
        assertEquals(400 - 64 + 1, p.parameter("covariance11"), 1e-10);
        assertEquals(0, p.parameter("covariance12"), 1e-10);
        assertEquals(1, p.parameter("covariance44"), 1e-10);
    }

    @Test
    void independentColumnsAreProjectedAsTheirMarginsAre() {
        Family columns = Combinators.independent(Families.logistic(), Families.laplace(), Families.student());
        Projection p = Projection.forward(target(NEAR), Mle.of(columns));
        Projection first = ForwardKl.of(Density.parse("0.5*normal(-2, 1) + 0.5*normal(2, 1)"))
                .onto(Families.logistic());
        assertEquals(first.parameter("scale"), p.parameter("scale1"), 1e-10);
        assertEquals(Math.sqrt(2 / Math.PI), p.parameter("scale2"), 1e-9);
        assertEquals(Double.POSITIVE_INFINITY, p.parameter("df3"));
        assertEquals(Kind.BOUNDARY, p.outcome().kind());
    }

    private static Stream<Arguments> found() {
        return Stream.of(
                Arguments.of(
                        "mvstudent([1, 0, 0], [[2, 0.5, 0], [0.5, 1, 0], [0, 0, 1]], 3)",
                        Families.mvstudent(3),
                        new double[] {1, 0, 0, 2, 0.5, 0, 1, 0, 1, 3}),
                Arguments.of(
                        "density(-x1^2/2 - (x2 - x1^2)^2/2 - x3^2/2; x1, x2, x3 real)",
                        Families.mvnormal(3),
                        new double[] {0, 1, 0, 1, 0, 0, 3, 0, 1}),
                Arguments.of(
                        "density(log(x1) - x1 + log(x2) + 2*log(1 - x2) - x3; x1 > 0, 0 < x2 < 1, x3 > 0)",
                        Combinators.independent(Families.gamma(), Families.beta(), Families.gamma()),
                        new double[] {2, 1, 2, 3, 1, 1}));
    }

    @ParameterizedTest
    @MethodSource("found")
    void aProjectionByDrawsIsWithinItsErrors(String text, Family family, double[] expected) {
        Projection p = Projection.forward(target(text), Mle.of(family));
        assertTrue(p.outcome().kind().found(), p.toString());
        for (int i = 0; i < expected.length; i++) {
            Projection.Value v = p.parameters().get(i);
            assertTrue(v.samplingError() > 0 && v.samplingError() < 0.06 * (1 + Math.abs(expected[i])), p.toString());
            assertEquals(expected[i], v.value(), FEW * v.samplingError(), p.toString());
        }
    }

    // ---- reverse projections ----

    /** Each with the same in fewer dimensions, where it is by quadrature. */
    private static Stream<Arguments> reverse() {
        return Stream.of(
                Arguments.of(
                        "0.5*mvnormal([-3, 0, 0], " + UNIT3 + ") + 0.5*mvnormal([3, 0, 0], " + UNIT3 + ")",
                        Combinators.independent(Families.normal(), Families.normal(), Families.normal()),
                        "0.5*normal(-3, 1) + 0.5*normal(3, 1)",
                        Families.normal()),
                Arguments.of(
                        "density(-x1^2/2 - (x2 - x1^2)^2/2 - x3^2/2; x1, x2, x3 real)",
                        Combinators.independent(Families.normal(), Families.normal(), Families.normal()),
                        "density(-x1^2/2 - (x2 - x1^2)^2/2; x1, x2 real)",
                        Combinators.independent(Families.normal(), Families.normal())),
                Arguments.of(
                        "density(log(x1) - x1 - x2 + log(x2) - x3^2/2; x1 > 0, x2 > 0, x3 real)",
                        Combinators.independent(Families.lognormal(), Families.lognormal(), Families.normal()),
                        "gamma(2, 1)",
                        Families.lognormal()),
                Arguments.of(
                        "density(-(x1 - x2)^2 - x2^2 - (x3 - x4)^2/2 - x4^2/2; x1, x2, x3, x4 real)",
                        Families.mvnormal(4),
                        "mvnormal([0, 0], [[1, 0.5], [0.5, 0.5]])",
                        Families.mvnormal(2)));
    }

    @ParameterizedTest
    @MethodSource("reverse")
    void reverseProjectionsAreThoseOfFewerDimensions(String text, Family family, String fewer, Family ofFewer) {
        List<Projection> drawn = Projection.reverse(target(text), Mle.of(family));
        List<Projection> known = Projection.reverse(target(fewer), Mle.of(ofFewer));
        for (int k = 0; k < Math.min(drawn.size(), 2); k++) {
            Projection p = drawn.get(k);
            assertTrue(p.outcome().kind().found(), p.toString());
            String name = known.get(0).parameters().get(0).name();
            String own = p.parameters().get(0).name();
            double error = p.parameters().get(0).samplingError() + 1e-8;
            double value = Math.abs(p.parameter(own));
            assertTrue(
                    known.stream().anyMatch(q -> Math.abs(Math.abs(q.parameter(name)) - value) <= FEW * error),
                    drawn + "\n" + known);
        }
        assertTrue(drawn.size() >= known.size() - 1, drawn.toString());
    }

    /** Every part of a mixture of parts that are far apart is a local optimum: D is minus the logarithm of its weight. */
    @Test
    void allPartsAreListed() {
        List<Projection> all = Projection.reverse(
                target("0.2*mvnormal([-50, 0, 0], " + UNIT3 + ") + 0.3*mvnormal([0, 60, 0], " + UNIT3
                        + ") + 0.5*mvnormal([0, 0, 70], [[2, 1, 0], [1, 2, 0], [0, 0, 1]])"),
                Mle.of(Families.mvnormal(3)));
        assertEquals(3, all.size(), all.toString());
        assertEquals(-StrictMath.log(0.5), all.get(0).divergence().divergence(), 1e-8);
        assertEquals(-StrictMath.log(0.3), all.get(1).divergence().divergence(), 1e-8);
        assertEquals(-StrictMath.log(0.2), all.get(2).divergence().divergence(), 1e-8);
        assertEquals(1, all.get(0).parameter("covariance12"), 1e-6);
        assertEquals(-50, all.get(2).parameter("mean1"), 1e-8);
    }

    /** Independent normals on a correlated one: variances 1/Λᵢᵢ (Bishop 2006, sec. 10.1.2), by draws as in closed form. */
    @Test
    void meanFieldVariancesAreConditionalOnes() {
        Family columns = Combinators.independent(Families.normal(), Families.normal(), Families.normal());
        String formula = "density(-x1^2 - x2^2 - x3^2/2 + x1*x2 + x2*x3/2; x1, x2, x3 real)";
        Projection p = Projection.reverse(target(formula), Mle.of(columns)).get(0);
        assertEquals(Math.sqrt(0.5), p.parameter("sd1"), 1e-8);
        assertEquals(Math.sqrt(0.5), p.parameter("sd2"), 1e-8);
        assertEquals(1, p.parameter("sd3"), 1e-8);
    }

    // ---- what is asked for ----

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "binomial(3, 0.2); categorical; categorical(4)",
                "categorical([0.2, 0.3, 0.5]); categorical; categorical(3)",
                "categorical([[0.2, 0.1, 0.1], [0.2, 0.1, 0.3]]); independent(categorical, categorical); independent(categorical(2), categorical(3))",
                "poisson(3); categorical(4); categorical(4)",
                "poisson(3); independent(normal, gamma); independent(normal, gamma)"
            })
    void levelsAreThoseOfTheTarget(String text, String family, String expected) {
        assertEquals(expected, target(text).levels(family));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "poisson(3); does not begin at 0 or has no greatest",
                "normal(0, 1); does not begin at 0 or has no greatest"
            })
    void levelsThatAreNotKnown(String text, String message) {
        String told = assertThrows(
                        IllegalArgumentException.class, () -> target(text).levels("categorical"))
                .getMessage();
        assertTrue(told.contains(message), told);
    }

    /** Each call with what the one line says. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "density(-x1^2 - x2^2; x1, x2, x3 real) ! no mode was found",
                "density(-log(1 + x1^2/2 + x2^2/2 + x3^2/2); x1, x2, x3 real) ! Pareto's k",
                "density(-x1^2 - x4; x1, x2, x3 real) ! unknown name 'x4'",
                "density(-x1^2; x1 > 0, 1 < x2 < 0, x3 real) ! the lower end must be below the upper",
                "0.5*mvnormal([0, 0, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]) + 0.4*mvnormal([0, 0, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]) ! must add up to 1",
            })
    void targetsThatAreNone(String text, String message) {
        String told =
                assertThrows(IllegalArgumentException.class, () -> target(text)).getMessage();
        assertTrue(told.contains(message), told);
    }
}
