package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.fit.Mle;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Projections of distributions of rows, both ways. The figures of the correlated normal, the mixtures and the table were computed
 * by quadrature and Newton's method with SciPy (trapezoidal sums on two step sizes agreed to 1e-9) for the targets of Bishop (2006,
 * Pattern Recognition and Machine Learning, figures 10.2 and 10.3), Murphy (2012, Machine Learning, figures 21.1 and 21.2) and
 * Koller and Friedman (2009, Probabilistic Graphical Models, sec. 8.5). Murphy's figures are drawn by hand and show other variances.
 */
class JointProjectionTest {
    private static final String CORRELATED = "mvnormal([0, 0], [[1, 0.97], [0.97, 1]])";
    private static final String MURPHY =
            "0.5*mvnormal([-1, -1], [[0.5, 0.25], [0.25, 1]]) + 0.5*mvnormal([1, 1], [[0.5, -0.25], [-0.25, 1]])";
    private static final String SEPARATED =
            "0.5*mvnormal([-2, -2], [[0.5, 0.25], [0.25, 1]]) + 0.5*mvnormal([2, 2], [[0.5, -0.25], [-0.25, 1]])";
    private static final String TABLE = "categorical([[0.45, 0.05], [0.05, 0.45]])";

    private static final Family MEAN_FIELD = Combinators.independent(Families.normal(), Families.normal());
    private static final Family COINS = Combinators.independent(Families.bernoulli(), Families.bernoulli());

    private static Projection forward(String target, Family family) {
        return JointForwardKl.of(JointDensity.parse(target)).onto(family);
    }

    private static List<Projection> reverse(String target, Family family) {
        return JointReverseKl.of(JointDensity.parse(target)).onto(family);
    }

    private static void assertValues(double tolerance, Projection p, double... expected) {
        assertTrue(p.outcome().kind().found(), p.toString());
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], p.parameters().get(i).value(), tolerance, p.toString());
        }
    }

    // ---- a correlated normal and independent columns ----

    /** Forward: the margins' variances. Reverse: 1/Λᵢᵢ, Λ the inverse of the covariance. */
    @Test
    void aCorrelatedNormalOntoIndependentOnes() {
        Projection forward = forward(CORRELATED, MEAN_FIELD);
        assertValues(1e-10, forward, 0, 1, 0, 1);
        assertEquals(1.4142621772850419, forward.divergence().divergence(), 1e-12);
        List<Projection> reverse = reverse(CORRELATED, MEAN_FIELD);
        assertEquals(1, reverse.size());
        double sd = Math.sqrt(1 - 0.97 * 0.97);
        assertValues(1e-8, reverse.get(0), 0, sd, 0, sd);
        assertEquals(1.4142621772850419, reverse.get(0).divergence().divergence(), 1e-10);
    }

    @Test
    void otherMeansAndScales() {
        String target = "mvnormal([1000, -0.002], [[25, 0.03], [0.03, 0.0001]])";
        double determinant = 25 * 0.0001 - 0.03 * 0.03;
        Projection reverse = reverse(target, MEAN_FIELD).get(0);
        assertEquals(1000, reverse.parameter("mean1"), 1e-7);
        assertEquals(determinant / 0.0001, Math.pow(reverse.parameter("sd1"), 2), 1e-8 * 16);
        assertEquals(determinant / 25, Math.pow(reverse.parameter("sd2"), 2), 1e-8 * 6.4e-5);
        assertValues(1e-9, forward(target, MEAN_FIELD), 1000, 5, -0.002, 0.01);
    }

    // ---- mixtures of two normals ----

    @Test
    void forwardMatchesMeanAndCovariance() {
        Projection p = forward(MURPHY, Families.mvnormal(2));
        assertValues(1e-10, p, 0, 0, 1.5, 1, 2);
        assertEquals(0.16560626557012953, p.divergence().divergence(), 1e-9);
        assertEquals(3.0188443911192127, p.divergence().entropy(), 1e-9);
        Projection separated = forward(SEPARATED, Families.mvnormal(2));
        assertValues(1e-10, separated, 0, 0, 4.5, 4, 5);
        assertEquals(0.6567231932641695, separated.divergence().divergence(), 1e-9);
        assertValues(1e-9, forward(MURPHY, MEAN_FIELD), 0, Math.sqrt(1.5), 0, Math.sqrt(2));
    }

    @Test
    void murphysMixtureHasOneReverseOptimum() {
        List<Projection> minima = reverse(MURPHY, Families.mvnormal(2));
        assertEquals(1, minima.size(), minima.toString());
        assertValues(
                1e-7,
                minima.get(0),
                -0.15607798661411332,
                -0.10323541492977092,
                1.2348063736544983,
                0.8595377516777818,
                1.7454674448038485);
        assertEquals(0.20071126060121225, minima.get(0).divergence().divergence(), 1e-9);
    }

    @Test
    void theLowestOfIndependentColumnsOnMurphysMixture() {
        Projection best = reverse(MURPHY, MEAN_FIELD).get(0);
        assertValues(
                1e-7,
                best,
                0.4530562379334251,
                Math.sqrt(0.9985934505267283),
                0.4751947693725594,
                Math.sqrt(1.2815201331512975));
        assertEquals(0.42521945063765676, best.divergence().divergence(), 1e-9);
    }

    @Test
    void separatedModesAreTwoReverseOptima() {
        List<Projection> minima = reverse(SEPARATED, Families.mvnormal(2));
        assertTrue(minima.size() >= 2, minima.toString());
        assertValues(
                1e-8,
                minima.get(0),
                -1.9981613249602743,
                -1.9977512252863885,
                0.5040939516373187,
                0.25492094916601865,
                1.006166203340385);
        assertEquals(0.6923889587506111, minima.get(0).divergence().divergence(), 1e-9);
        assertValues(
                1e-8,
                minima.get(1),
                1.998949586670182,
                1.999229841095933,
                0.5018173705174437,
                -0.24852406273376557,
                1.0008359734359957);
        assertEquals(0.6926018231465716, minima.get(1).divergence().divergence(), 1e-9);
    }

    // ---- tables ----

    @Test
    void aTableOntoIndependentColumns() {
        Projection forward = forward(TABLE, COINS);
        assertValues(1e-12, forward, 0.5, 0.5);
        assertEquals(0.3680642071684971, forward.divergence().divergence(), 1e-13);
        List<Projection> reverse = reverse(TABLE, COINS);
        assertEquals(2, reverse.size(), reverse.toString());
        for (Projection p : reverse) {
            double first = p.parameter("probability1");
            assertEquals(0.25, Math.min(first, 1 - first), 1e-8);
            assertEquals(first, p.parameter("probability2"), 1e-8);
            assertEquals(0.49779662348123693, p.divergence().divergence(), 1e-13);
        }
    }

    /**
     * A table of three and two levels. Forward: its margins. Reverse: where each log q is the mean of log p under the other, up to a
     * constant (Koller and Friedman 2009, corollary 11.4).
     */
    @Test
    void aTableOfMoreLevels() {
        String table = "categorical([[0.3, 0.02], [0.03, 0.25], [0.1, 0.3]])";
        Family family =
                Combinators.parse("independent(categorical(3), bernoulli)").orElseThrow();
        Projection forward = forward(table, family);
        assertValues(1e-10, forward, 0.28, 0.4, 0.57);
        double[][] p = {{0.3, 0.02}, {0.03, 0.25}, {0.1, 0.3}};
        for (Projection q : reverse(table, family)) {
            double[] first = {
                1 - q.parameter("probability1_1") - q.parameter("probability2_1"),
                q.parameter("probability1_1"),
                q.parameter("probability2_1")
            };
            double second = q.parameter("probability2");
            double[] expected = new double[3];
            double sum = 0;
            double odds = 0;
            for (int i = 0; i < 3; i++) {
                expected[i] = Math.exp((1 - second) * Math.log(p[i][0]) + second * Math.log(p[i][1]));
                sum += expected[i];
                odds += first[i] * Math.log(p[i][1] / p[i][0]);
            }
            for (int i = 0; i < 3; i++) {
                assertEquals(expected[i] / sum, first[i], 1e-8, q.toString());
            }
            assertEquals(1 / (1 + Math.exp(-odds)), second, 1e-8);
        }
    }

    /** Categories as a target of one column, and a family of one. */
    @Test
    void categoriesOfOneColumn() {
        Target target = Target.parse("categorical([0.2, 0.5, 0.3])");
        Projection self = Projection.forward(target, Mle.of(Families.categorical(3)));
        assertEquals(0.5, self.parameter("probability1"), 1e-9, self.toString());
        assertEquals(0.3, self.parameter("probability2"), 1e-9);
        Divergence d = Divergence.between(target, Target.parse("binomial(2, 0.55)"));
        assertEquals(
                0.2 * Math.log(0.2 / 0.2025) + 0.5 * Math.log(0.5 / 0.495) + 0.3 * Math.log(0.3 / 0.3025),
                d.divergence(),
                1e-14);
        assertThrows(IllegalArgumentException.class, () -> Target.parse("categorical([0, 0.5, 0.5])"));
        assertThrows(IllegalArgumentException.class, () -> Target.parse("categorical(3)(0.7, 0.6)"));
    }

    // ---- identities ----

    /** The projection of a member onto its family is that member, both ways. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvnormal([1, -2], [[2, -0.5], [-0.5, 0.25]])",
                "mvstudent([1, -2], [[2, -0.5], [-0.5, 0.25]], 6)",
                "dirichlet([2, 3, 4])",
                "dirichlet([0.5, 3])",
                "multinomial(5, [0.2, 0.3, 0.5])",
                "dirichlet-multinomial(5, [1, 2, 3])"
            })
    void aFamilyOntoItself(String text) {
        JointDensity target = JointDensity.parse(text);
        Family family = target.member().orElseThrow().family();
        double[] expected = target.member().orElseThrow().parameters();
        Projection forward = JointForwardKl.of(target).onto(family);
        // The reverse projection of a Student vector takes ten seconds; that of a normal onto Student vectors is below.
        List<Projection> ways = text.startsWith("mvstudent")
                ? List.of(forward)
                : List.of(forward, JointReverseKl.of(target).onto(family).get(0));
        for (Projection p : ways) {
            assertTrue(p.outcome().kind().found(), p.toString());
            double[] values =
                    p.parameters().stream().mapToDouble(v -> v.value()).toArray();
            double sum = text.startsWith("multinomial") ? values[0] + values[1] + values[2] : 1;
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], values[i] / sum, 1e-7 * (1 + Math.abs(expected[i])), p.toString());
            }
            assertTrue(p.divergence().divergence() < 1e-11, p.toString());
        }
    }

    /** Columns of different kinds. */
    @Test
    void productsOntoThemselves() {
        Family family = Combinators.parse("independent(exponential, normal)").orElseThrow();
        String target = "independent(exponential(2), normal(1, 3))";
        assertValues(1e-8, forward(target, family), 2, 1, 3);
        assertValues(1e-7, reverse(target, family).get(0), 2, 1, 3);
        Family counts = Combinators.parse("independent(poisson, geometric)").orElseThrow();
        assertValues(1e-8, forward("independent(poisson(2), geometric(0.3))", counts), 2, 0.3);
        assertValues(
                1e-8, reverse("independent(poisson(2), geometric(0.3))", counts).get(0), 2, 0.3);
    }

    /** A normal target from a formula, and in three columns: mean and covariance. */
    @Test
    void formulasAndMoreColumns() {
        JointDensity formula = JointDensity.of("-x1^2/2 - 2*(x2 - x1^2)^2", "x1, x2 real");
        Projection p = JointForwardKl.of(formula).onto(Families.mvnormal(2));
        assertValues(1e-10, p, 0, 1, 1, 0, 2.25);
        String covariance = "[[1, 0, 0], [0, 2, 1], [0, 1, 3]]";
        Projection three = forward(
                "0.5*mvnormal([-1, 0, 1], " + covariance + ") + 0.5*mvnormal([1, 0, -1], " + covariance + ")",
                Families.mvnormal(3));
        assertValues(1e-14, three, 0, 0, 0, 2, 0, -1, 2, 1, 4);
        assertEquals(Divergence.Method.DRAWS, three.divergence().method());
        double determinant = 2 * (2 * 4 - 1) + -1 * 2;
        assertEquals(
                1.5 * Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(determinant),
                three.divergence().crossEntropy(),
                1e-13);
    }

    /** In three columns: the margins' deviations forward, 1/sqrt(lambda_ii) reverse, and itself. */
    @Test
    void normalsInMoreColumns() {
        String target = "mvnormal([1, 2, 3], [[2, 1, 0], [1, 3, 1], [0, 1, 4]])";
        Family apart = Combinators.independent(Families.normal(), Families.normal(), Families.normal());
        Projection forward = forward(target, apart);
        assertValues(1e-14, forward, 1, Math.sqrt(2), 2, Math.sqrt(3), 3, 2);
        assertEquals(0.5 * Math.log(24.0 / 18), forward.divergence().divergence(), 1e-14);
        Projection reverse = reverse(target, apart).get(0);
        double determinant = 2 * 11 - 4;
        assertValues(
                1e-14,
                reverse,
                1,
                Math.sqrt(determinant / 11),
                2,
                Math.sqrt(determinant / 8),
                3,
                Math.sqrt(determinant / 5));
        assertValues(1e-14, reverse(target, Families.mvnormal(3)).get(0), 1, 2, 3, 2, 1, 0, 3, 1, 4);
    }

    /** What the search finds is the closed form: the same target as a formula. */
    @Test
    void searchesFindTheClosedForm() {
        JointDensity formula = JointDensity.of("-x1^2/2 - (x2 - 1 - x1)^2", "x1, x2 real");
        List<Projection> searched = JointReverseKl.of(formula).onto(MEAN_FIELD);
        assertEquals(1, searched.size());
        assertValues(1e-8, searched.get(0), 0, Math.sqrt(1 / 3.0), 1, Math.sqrt(0.5));
        assertTrue(searched.get(0).work().iterations() > 0);
    }

    // ---- edges ----

    @Test
    void edgesAreTold() {
        Projection forward = forward(CORRELATED, Families.mvstudent(2));
        assertEquals(Kind.BOUNDARY, forward.outcome().kind(), forward.toString());
        assertEquals(Double.POSITIVE_INFINITY, forward.parameter("df"));
        assertEquals(0.97, forward.parameter("scatter12"), 1e-8);
        Projection reverse = reverse(CORRELATED, Families.mvstudent(2)).get(0);
        assertEquals(Kind.BOUNDARY, reverse.outcome().kind(), reverse.toString());
        assertEquals(List.of("df"), reverse.outcome().parameters());
        assertEquals(0.97, reverse.parameter("scatter12"), 1e-7);
    }

    /** Independent columns that are not certain have mass in cells that the table leaves empty. */
    @Test
    void infiniteToATableWithEmptyCells() {
        Projection p = reverse("categorical([[0.5, 0], [0, 0.5]])", COINS).get(0);
        assertEquals(Kind.NOT_REACHED, p.outcome().kind());
        assertTrue(
                p.outcome().message().contains("mass where it has none"),
                p.outcome().message());
    }

    @Test
    void infiniteFromEveryMember() {
        Projection p = forward("mvstudent([0, 0], [[1, 0], [0, 1]], 2)", Families.mvnormal(2));
        assertEquals(Kind.NO_MAXIMUM, p.outcome().kind());
        assertTrue(p.outcome().message().contains("infinite from every member"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "dirichlet([1, 2]); is of continuous rows of 2 columns",
                "categorical([0.2, 0.8]); is of continuous rows of 2 columns"
            })
    void otherRowsAreRefused(String target, String reason) {
        for (boolean ahead : new boolean[] {true, false}) {
            String message = assertThrows(IllegalArgumentException.class, () -> {
                        JointDensity p = JointDensity.parse(target);
                        Mle asked = Mle.of(Families.mvnormal(2));
                        if (ahead) {
                            JointForwardKl.of(p).onto(asked);
                        } else {
                            JointReverseKl.of(p).onto(asked);
                        }
                    })
                    .getMessage();
            assertTrue(message.contains(reason), message);
        }
    }
}
