package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.divergence.Divergence.Method;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Divergences of distributions of rows: identities, closed forms against cubature and sums, and what is refused. */
class JointDivergenceTest {
    /** Distributions of rows, in groups within which there are divergences. */
    static List<List<String>> groups() {
        return List.of(
                List.of(
                        "mvnormal(mean = [0, 0], covariance = [[1, 0.97], [0.97, 1]])",
                        "mvnormal([1, -1], [[2, -0.5], [-0.5, 0.25]])",
                        "0.5*mvnormal([-1, -1], [[0.5, 0.25], [0.25, 1]]) + 0.5*mvnormal([1, 1], [[0.5, -0.25], [-0.25, 1]])",
                        "independent(normal(0, 1), normal(1, 2))",
                        "independent(0.4*normal(-2, 0.5) + 0.6*normal(2, 1), logistic(0, 1))"),
                List.of(
                        "mvstudent(location = [0.5, 0], scatter = [[1, 0.3], [0.3, 2]], df = 3.5)",
                        "mvnormal([1, -1], [[2, -0.5], [-0.5, 0.25]])"),
                List.of(
                        "independent(gamma(2, 1), beta(2, 3))",
                        "independent(lognormal(0, 1), beta(0.7, 1.5))",
                        "0.3*independent(gamma(2, 1), beta(2, 3)) + 0.7*independent(weibull(2, 1), beta(5, 1))"),
                List.of(
                        "dirichlet([2, 3, 4])",
                        "dirichlet(alpha = [0.5, 1.5, 1])",
                        "0.5*dirichlet([2, 3, 4]) + 0.5*dirichlet([8, 1, 1])"),
                List.of("dirichlet([2, 3])", "0.5*dirichlet([2, 3]) + 0.5*dirichlet([0.7, 4])"),
                List.of(
                        "multinomial(total = 6, probability = [0.2, 0.3, 0.5])",
                        "multinomial(6, [0.4, 0.3, 0.3])",
                        "dirichlet-multinomial(total = 6, alpha = [1, 2, 3])"),
                List.of(
                        "categorical([[0.45, 0.05], [0.05, 0.45]])",
                        "categorical([[0.1, 0.2], [0.3, 0.4]])",
                        "independent(bernoulli(0.25), bernoulli(0.5))"),
                List.of("independent(poisson(2), geometric(0.4))", "independent(negative-binomial(3, 2), poisson(1))"));
    }

    /** D is at least 0, and 0 from one to itself; H(p, q) is H(p) + D; the closed form is what cubature or a sum gives. */
    @ParameterizedTest
    @MethodSource("groups")
    void identities(List<String> group) {
        for (String a : group) {
            JointDensity p = JointDensity.parse(a);
            for (String b : group) {
                JointDensity q = JointDensity.parse(b);
                Divergence d = Divergence.between(p, q);
                String pair = p + " " + q;
                if (Double.isInfinite(d.divergence())) {
                    continue;
                }
                double scale = 1 + Math.abs(d.entropy()) + Math.abs(d.crossEntropy());
                assertEquals(d.crossEntropy(), d.entropy() + d.divergence(), d.error() + 1e-14 * scale, pair);
                assertEquals(0, d.error(), 1e-11 * scale, pair);
                if (a.equals(b)) {
                    assertEquals(0, d.divergence(), 1e-13 * scale, pair);
                } else {
                    assertTrue(d.divergence() > 1e-3, pair);
                }
                JointIntegral numeric = JointDivergence.integrate(p, q);
                double error = d.error() + numeric.errors()[3] + 1e-14 * scale;
                assertEquals(1, numeric.values()[0], 1e-13 * scale, pair);
                assertEquals(numeric.values()[3], d.divergence(), 4 * error, pair);
                assertEquals(-numeric.values()[1], d.entropy(), 4 * error, pair);
            }
        }
    }

    /** Formulas of the definitions: Cover and Thomas 2006, theorem 8.4.1 and 9.4.1, in any dimension. */
    @Test
    void closedFormsInMoreDimensions() {
        JointDensity p = JointDensity.parse("mvnormal([1, 2, 3], [[4, 1, 0], [1, 3, 0.5], [0, 0.5, 2]])");
        JointDensity q = JointDensity.parse("mvnormal([0, 0, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 1]])");
        Divergence d = Divergence.between(p, q);
        double determinant = 4 * (3 * 2 - 0.25) - 1 * 2;
        assertEquals(Method.CLOSED_FORM, d.method());
        assertEquals(0.5 * (9 - 3 - Math.log(determinant) + 14), d.divergence(), 1e-13);
        assertEquals(1.5 * Math.log(2 * Math.PI * Math.E) + 0.5 * Math.log(determinant), d.entropy(), 1e-13);
        Divergence same =
                Divergence.between(q, JointDensity.parse("independent(normal(0,1), normal(0,1), normal(0,1))"));
        assertEquals(0, same.divergence(), 1e-15);
        assertEquals(Method.CLOSED_FORM, same.method());
    }

    /** D does not change with the variable: of normal rows and of the rows of their exponentials. */
    @Test
    void invariantUnderAChangeOfVariable() {
        JointDensity p = JointDensity.of("-x1^2/2 - (x2 - x1)^2", "x1, x2 real");
        JointDensity q = JointDensity.parse("independent(normal(0, 1), normal(1, 2))");
        JointDensity ofExponentials =
                JointDensity.of("-log(x1)^2/2 - (log(x2) - log(x1))^2 - log(x1) - log(x2)", "x1 > 0, x2 > 0");
        JointDensity other = JointDensity.parse("independent(lognormal(0, 1), lognormal(1, 2))");
        double d = Divergence.between(p, q).divergence();
        assertEquals(d, Divergence.between(ofExponentials, other).divergence(), 1e-12);
        Gaussian exact =
                Gaussian.of(new double[2], new double[][] {{1, 1}, {1, 1.5}}).orElseThrow();
        assertEquals(
                exact.divergence(q.components().get(0).gaussian().orElseThrow()).value(), d, 1e-12);
    }

    @Test
    void aFormulaNeedNotBeNormalised() {
        JointDensity banana = JointDensity.of("7 - x1^2/2 - 2*(x2 - x1^2)^2", "x1, x2 real");
        assertEquals(-Math.log(2 * Math.PI) + 0.5 * Math.log(4), banana.logDensity(0, 0), 1e-12);
        assertEquals(1, banana.mean()[1], 1e-11);
        assertEquals(2.25, banana.covariance()[1][1], 1e-11);
        JointDensity two = JointDensity.of("-(x1^2 - 9)^2 - x2^2/2", "x1, x2 real");
        assertEquals(0, two.mean()[0], 1e-12);
        assertThrows(IllegalArgumentException.class, () -> JointDensity.of("-x1^2", "x1, x2 real"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "independent(normal(0,1), normal(0,1)); independent(gamma(2,1), normal(0,1)); x1 below 0",
                "mvstudent([0,0], [[1,0],[0,1]], 2); mvnormal([0,0], [[1,0],[0,1]]); too heavy",
                "mvstudent([0,0], [[1,0],[0,1]], 1); mvnormal([0,0], [[1,0],[0,1]]); too heavy",
                "categorical([[0.5, 0.1], [0.2, 0.2]]); categorical([[0.5, 0], [0.3, 0.2]]); rows that have none",
                "multinomial(5, [0.5, 0.5]); multinomial(6, [0.5, 0.5]); a total other than 6"
            })
    void infiniteWhereTheSupportOrTheTailsSaySo(String p, String q, String reason) {
        Divergence d = Divergence.between(JointDensity.parse(p), JointDensity.parse(q));
        assertEquals(Double.POSITIVE_INFINITY, d.divergence());
        assertTrue(Double.isFinite(d.entropy()));
        assertTrue(d.note().contains(reason), d.note());
    }

    @Test
    void textIsReadBack() {
        for (String text : List.of(
                "mvnormal(mean = [0, 0], covariance = [[1, 0.97], [0.97, 1]])",
                "mvstudent(location = [0, 0, 1], scatter = [[1, 0, 0.5], [0, 1, 0], [0.5, 0, 2]], df = 4)",
                "dirichlet(alpha = [2, 3.5, 4])",
                "multinomial(total = 10, probability = [0.25, 0.75])",
                "independent(normal(0, 1), gamma(2, 3))",
                "categorical([[0.4, 0.1], [0.3, 0.2]])",
                "0.25*dirichlet(alpha = [1, 2]) + 0.75*dirichlet(alpha = [3, 1])")) {
            assertEquals(text, JointDensity.parse(text).toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "mvnormal([0, 0], [[1, 2], [2, 1]]); must be positive definite",
                "mvnormal([0, 0], [[1, 0.5], [0.4, 1]]); must be symmetric",
                "mvnormal([0, 0], [[1, 0.5], [0.5]]); expected a list of 2",
                "mvnormal([0, 0]); has the parameters mean, covariance",
                "mvnormal(mean = [0, 0], cov = [[1, 0], [0, 1]]); no parameter 'cov'",
                "dirichlet([1, -1]); alpha2 > 0 is needed",
                "categorical([[0.5, 0.5], [1]]); lists of one length",
                "categorical([0.5, 0.6]); must add up to 1",
                "0.5*dirichlet([1, 2]) + 0.5*mvnormal([0, 0], [[1, 0], [0, 1]]); must be of the same rows",
                "multinomial(2.5, [0.5, 0.5]); a total must be a count",
                "von-mises-fisher([0, 1], 2); divergences are of reals, shares or counts, this is of directions",
                "von-mises-fisher([0, 0], 2); natural1 is no number"
            })
    void whatIsNoDistributionIsRefused(String text, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> JointDensity.parse(text))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void rowsOfDifferentKindsHaveNoDivergence() {
        JointDensity shares = JointDensity.parse("dirichlet([1, 2])");
        JointDensity rows = JointDensity.parse("independent(beta(1, 2), beta(2, 1))");
        assertThrows(IllegalArgumentException.class, () -> Divergence.between(shares, rows));
    }

    // ---- data ----

    /** Counts and rows of counts by hand; data of a continuous variable have none. */
    @Test
    void dataAgainstData() {
        EmpiricalDistribution p = EmpiricalDistribution.of(new double[] {0, 1}, new double[] {10, 30});
        EmpiricalDistribution q = EmpiricalDistribution.of(new double[] {0, 1, 2}, new double[] {20, 20, 10});
        Divergence d = Divergence.between(p, q);
        assertEquals(0.25 * Math.log(0.25 / 0.4) + 0.75 * Math.log(0.75 / 0.4), d.divergence(), 1e-15);
        assertEquals(d.crossEntropy(), d.entropy() + d.divergence(), 1e-15);
        Divergence back = Divergence.between(q, p);
        assertEquals(Double.POSITIVE_INFINITY, back.divergence());
        assertTrue(back.note().contains("not in the second"), back.note());
        EmpiricalDistribution lengths = EmpiricalDistribution.of(new double[] {1.5, 2.5});
        assertEquals(
                Divergence.CONTINUOUS_DATA, Divergence.between(lengths, lengths).note());
        assertTrue(Double.isNaN(Divergence.between(lengths, lengths).divergence()));
    }

    /** 2n·D of a table from independence is the likelihood-ratio statistic G² (Agresti 2002, Categorical Data Analysis, 3.2). */
    @Test
    void aTableOfDataHasADeviance() {
        double[][] rows = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
        double[] counts = {30, 10, 15, 25};
        Divergence d = Divergence.between(
                EmpiricalDistribution.of(rows, counts),
                JointDensity.parse("independent(bernoulli(0.5), bernoulli(35/80))"));
        double g = 2
                * (30 * Math.log(30 / 22.5)
                        + 10 * Math.log(10 / 17.5)
                        + 15 * Math.log(15 / 22.5)
                        + 25 * Math.log(25 / 17.5));
        assertEquals(g, 2 * 80 * d.divergence(), 1e-12);
    }

    /** The same of rows: log(2 pi) + 3.5 E log(1 + (x^2 + y^2)/5) by mpmath's tanh-sinh rule over log(x) and y, 20 digits. */
    @Test
    void rowsOnWhichFormulasAreTooLargeForNumbers() {
        JointDensity p = JointDensity.parse("independent(pareto(1,2),normal(0,1))");
        Divergence d = Divergence.between(p, JointDensity.parse("mvstudent([0,0],[[1,0],[0,1]],5)"));
        assertEquals(4.112359672913478, d.crossEntropy(), Math.max(d.error(), 1e-9), d.toString());
        assertTrue(d.error() < 1e-6, "error " + d.error());
    }
}
