package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.FamilyCases.Case;
import mle.family.Parameter;
import mle.fit.Mle;
import mle.solve.Lbfgs;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Forward projections: moments, the family itself, what is known otherwise, and where there is none. */
class ForwardKlTest {
    private static final String BIMODAL = "0.7*normal(0, 1) + 0.3*normal(4, 0.5)";

    private static Projection project(String target, String family) {
        return ForwardKl.of(Density.parse(target))
                .onto(Combinators.parse(family).orElseThrow());
    }

    static List<Case> cases() {
        return FamilyCases.ofOneKind().stream()
                .filter(c -> c.family().corners().isEmpty())
                .toList();
    }

    /** The projection of a member of a family onto the family is that member. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFamilyOntoItself(Case c) {
        Mle mle = Mle.of(c.family());
        for (int i = 0; i < c.theta().length; i++) {
            Parameter p = c.family().parameters().get(i);
            mle = p.known() ? mle.withFixed(p.name(), c.theta()[i]) : mle;
        }
        Projection p = ForwardKl.of(Density.of(c.family().at(c.theta()))).onto(mle);
        assertTrue(p.outcome().kind().found(), p.outcome().message());
        for (int i : c.free()) {
            double scale = Math.max(c.units()[i], 1e-3 * Math.abs(c.theta()[i]));
            assertEquals(
                    0,
                    (p.parameters().get(i).value() - c.theta()[i]) / scale,
                    1e-7,
                    c.family().parameters().get(i).name());
        }
        assertTrue(
                p.divergence().divergence()
                        < 1e-12 * (1 + Math.abs(p.divergence().entropy())),
                p.toString());
    }

    /** With a tail that falls as 1/x^3 there is a mean: an inverse-gaussian of mean E x = 1 and shape 1/(E 1/x - 1/E x) = 1. */
    @Test
    void aHeavyTailWithAMean() {
        Projection p = project("inverse-gamma(2,1)", "inverse-gaussian");
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.outcome().message());
        assertEquals(1, p.parameters().get(0).value(), 1e-9);
        assertEquals(1, p.parameters().get(1).value(), 1e-9);
    }

    /** log(1 + x^2) has a mean under every power: D is finite, and the same from the member found beside it is larger. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"lomax(2,1); student", "pareto(1,2); cauchy", "half-cauchy(1); cauchy"})
    void heavyTailsOntoFamiliesWithPowers(String target, String family) {
        Projection p = project(target, family);
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.outcome().message());
        double[] at = p.parameters().stream().mapToDouble(v -> v.value()).toArray();
        for (int i = 0; i < at.length; i++) {
            double[] beside = at.clone();
            beside[i] *= 1.01;
            Density other = Density.of(Combinators.parse(family).orElseThrow().at(beside));
            assertTrue(
                    Divergence.between(Density.parse(target), other).divergence()
                            > p.divergence().divergence(),
                    "parameter " + i);
        }
    }

    /** A pareto of any minimum above 0 has no mass where a target that begins at 0 has some. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"exponential(1)", "half-cauchy(1)", "lomax(2,1)"})
    void noParetoReachesZero(String target) {
        Projection p = project(target, "pareto");
        assertEquals(Kind.NO_MAXIMUM, p.outcome().kind(), p.outcome().message());
        assertTrue(
                p.outcome().message().contains("below any minimum"), p.outcome().message());
    }

    /** Ends that points come as close to as rounding are those of the target. */
    @Test
    void uniformOntoUniform() {
        Projection p = project("uniform(0,1)", "uniform");
        assertTrue(p.outcome().kind().found(), p.outcome().message());
        assertEquals(0, p.divergence().divergence(), 1e-12);
    }

    /** Projection onto an exponential family gives the target's expected statistics to 1e-10, relative to their size. */
    @ParameterizedTest(name = "{0} onto {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                BIMODAL + "; normal; x, x^2",
                "student(3,2,2.5); normal; x, x^2",
                "normal(1000000,0.001); normal; x - 1000000, (x - 1000000)^2",
                "gumbel(5,2); normal; x, x^2",
                "weibull(1.5,2); gamma; x, log(x)",
                "0.5*gamma(2,3) + 0.5*lognormal(2,0.1); gamma; x, log(x)",
                "lomax(3,1); exponential; x",
                "gamma(0.3,2); lognormal; log(x), log(x)^2",
                "lognormal(0,0.5); inverse-gaussian; x, 1/x",
                "weibull(3,2); inverse-gamma; 1/x, log(x)",
                "gamma(2,1); rayleigh; x^2",
                "gamma(2,1); half-normal; x^2",
                "gamma(2,1); maxwell; x^2",
                "gamma(2,1); chi-squared; log(x)",
                "inverse-gamma(3,1); levy; 1/x",
                "kumaraswamy(0.5,3); beta; log(x), log1p(-x)",
                "beta(0.5,0.5); logit-normal; log(x) - log1p(-x), (log(x) - log1p(-x))^2",
                "beta(0.1,0.1); beta; log(x), log1p(-x)",
                "beta(2,3); power; log(x)",
                "0.3*von-mises(2,5) + 0.7*von-mises(-1,1); von-mises; sin(x), cos(x)",
                "negative-binomial(4,2); poisson; x",
                "0.5*poisson(1) + 0.5*poisson(20); geometric; x",
                "yule-simon(3); logarithmic; x",
                "yule-simon(3); zeta; log(x)"
            })
    void momentsAreMatched(String target, String family, String statistics) {
        Projection p = project(target, family);
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.outcome().message());
        Density q = p.member().orElseThrow();
        for (String statistic : statistics.split(", ")) {
            double[] expected = means((Density) p.target(), statistic);
            double[] got = means(q, statistic);
            assertEquals(0, (got[0] - expected[0]) / expected[1], 1e-10, statistic);
        }
    }

    /** The mean of a statistic and of its size. */
    private static double[] means(Density density, String statistic) {
        return density.integrate(
                        coordinate -> {
                            Expr x = Expr.data(
                                    "x", density.components().get(0).support().sign());
                            Expr f = density.components()
                                    .get(0)
                                    .support()
                                    .at(Formula.parse(statistic, java.util.Map.of("x", x)), coordinate.x());
                            Program program = Program.of(List.of(f), List.of(coordinate.symbol()));
                            return (t, out) -> {
                                out[0] = program.values(t)[0];
                                out[1] = Math.abs(out[0]);
                            };
                        },
                        2,
                        new double[0])
                .values();
    }

    /** Mean and variance of a mixture; Minka 2005 (MSR-TR-2005-173) figure 1 in kind, its divergence by quadrature. */
    @Test
    void aMixtureOntoANormal() {
        Projection p = project(BIMODAL, "normal");
        assertEquals(1.2, p.parameter("mean"), 1e-12);
        assertEquals(Math.sqrt(4.135), p.parameter("sd"), 1e-12);
        assertEquals(0.318370803714817, p.divergence().divergence(), 1e-12);
        assertEquals(
                p.divergence().crossEntropy(),
                p.divergence().entropy() + p.divergence().divergence(),
                1e-13);
    }

    /** The entropy of the target drops out: the projection is where the expected score is zero, for families of all kinds. */
    @ParameterizedTest(name = "{0} onto {1}")
    @CsvSource(
            delimiter = ';',
            value = {
                BIMODAL + "; logistic",
                BIMODAL + "; gumbel",
                BIMODAL + "; skew-normal",
                "cauchy(1,2); student",
                "student(0,1,0.3); cauchy",
                "normal(1000000,0.001); logistic",
                "gamma(2,3); weibull",
                "gamma(2,3); gompertz",
                "lognormal(0,1); gpd",
                "levy(1); gpd",
                "lognormal(0,5); gamma",
                "beta(2,3); kumaraswamy",
                "beta(0.5,0.5); kumaraswamy",
                "poisson-inverse-gaussian(5,2); negative-binomial",
                "yule-simon(1.5); zeta",
                BIMODAL + "; laplace",
                BIMODAL + "; asymmetric-laplace",
                "laplace(1,2); asymmetric-laplace",
                "student(0,1,5); generalized-normal",
                "beta(2,3); triangular",
                "0.5*normal(-2,1) + 0.5*normal(2,1); mixture(normal, normal)"
            })
    void theExpectedScoreIsZero(String target, String family) {
        Projection p = project(target, family);
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.outcome().message());
        Candidate candidate = new Candidate(p.family(), java.util.Map.of());
        double[] theta = p.parameters().stream().mapToDouble(v -> v.value()).toArray();
        int n = candidate.dimension();
        Integral scores = ((Density) p.target())
                .integrate(
                        coordinate -> {
                            Candidate.LogDensity q = candidate.in(coordinate, candidate.point(theta));
                            double[] numbers = new double[q.count()];
                            return (t, out) -> {
                                q.at(t, numbers, 0);
                                for (int i = 0; i < n; i++) {
                                    out[i] = numbers[1 + i];
                                    out[n + i] = Math.abs(numbers[1 + i]);
                                }
                            };
                        },
                        2 * n,
                        p.member().orElseThrow().places());
        for (int i = 0; i < n; i++) {
            assertEquals(0, scores.values()[i] / scores.values()[n + i], 1e-8);
        }
    }

    @Test
    void boundariesAreTold() {
        Projection onto = project("normal(1,2)", "student");
        assertEquals(Kind.BOUNDARY, onto.outcome().kind());
        assertEquals(List.of("df"), onto.outcome().parameters());
        assertEquals(Double.POSITIVE_INFINITY, onto.parameter("df"));
        assertEquals(2, onto.parameter("scale"), 1e-10);
        assertEquals(0, onto.divergence().divergence(), 1e-14);
        assertTrue(onto.member().isEmpty());
        Projection counts = project("binomial(10,0.3)", "negative-binomial");
        assertEquals(Kind.BOUNDARY, counts.outcome().kind());
        assertTrue(
                counts.outcome().message().contains("poisson"), counts.outcome().message());
        assertEquals(3, counts.parameter("mean"), 1e-10);
        assertEquals(
                project("binomial(10,0.3)", "poisson").divergence().divergence(),
                counts.divergence().divergence(),
                1e-12);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"cauchy(0,1); normal", "student(0,1,2); normal", "levy(1); gamma", "lomax(1,1); exponential"})
    void infiniteFromEveryMember(String target, String family) {
        Projection p = project(target, family);
        assertEquals(Kind.NO_MAXIMUM, p.outcome().kind());
        assertTrue(
                p.outcome().message().contains("infinite from every member"),
                p.outcome().message());
        assertTrue(Double.isNaN(p.parameters().get(0).value())
                && Double.isNaN(p.divergence().divergence()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal(0,1); gamma; gamma needs x > 0, normal(0, 1) has mass below 0",
                "gamma(2,1); beta; beta needs 0 < x < 1, gamma(2, 1) has mass above 1",
                "poisson(2); normal; normal needs x real, poisson(2) is of whole numbers",
                "normal(0,1); poisson; is continuous",
                "beta(2,3); trapezoidal; its corners are found among observations",
                "binomial(10,0.2); bernoulli; has mass above 1",
                "binomial(10,0.2); binomial; binomial: size is a number of the design"
            })
    void whatTheFamilyCannotCoverIsRefused(String target, String family, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> project(target, family))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    /** Parameters held, another solver: what is asked of a fit can be asked of a projection. */
    @Test
    void askedAsOfAFit() {
        Density target = Density.of(Families.logistic().at(1, 2));
        Family student = Families.student();
        Projection held = ForwardKl.of(target).onto(Mle.of(student).withFixed("df", 5));
        assertEquals(5, held.parameter("df"));
        assertTrue(held.parameters().get(2).fixed());
        Projection free = ForwardKl.of(target).onto(student);
        assertTrue(free.divergence().divergence() < held.divergence().divergence());
        Projection lbfgs = ForwardKl.of(target).onto(Mle.of(student).withSolver(Lbfgs.withDefaults()));
        assertEquals("lbfgs", lbfgs.work().solver());
        assertEquals(free.parameter("df"), lbfgs.parameter("df"), 1e-7);
    }

    @Test
    void theSameBitsAgain() {
        assertEquals(
                project(BIMODAL, "student").parameters(),
                project(BIMODAL, "student").parameters());
    }
}
