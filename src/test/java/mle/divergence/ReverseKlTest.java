package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mle.family.Combinators;
import mle.family.Families;
import mle.fit.Mle;
import mle.solve.Lbfgs;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reverse projections: every local minimum, the family itself, and what is refused. */
class ReverseKlTest {
    private static List<Projection> project(String target, String family) {
        return ReverseKl.of(Density.parse(target))
                .onto(Combinators.parse(family).orElseThrow());
    }

    /** Both minima of a mixture (Minka 2005, MSR-TR-2005-173, figure 1 in kind), by trapezoidal quadrature and Newton's method. */
    @Test
    void bothModesOfAMixture() {
        List<Projection> minima = project("0.7*normal(0, 1) + 0.3*normal(4, 0.5)", "normal");
        assertEquals(2, minima.size());
        assertEquals(0.06279517725229744, minima.get(0).parameter("mean"), 1e-8);
        assertEquals(1.0847614019289378, minima.get(0).parameter("sd"), 1e-8);
        assertEquals(0.3419943042734386, minima.get(0).divergence().divergence(), 1e-12);
        assertEquals(3.970934267352487, minima.get(1).parameter("mean"), 1e-8);
        assertEquals(0.534482759155955, minima.get(1).parameter("sd"), 1e-8);
        assertEquals(1.1854608669369915, minima.get(1).divergence().divergence(), 1e-12);
    }

    /** A standard normal from an unnormalised log-density: found in a few Newton steps. */
    @Test
    void theNormalItself() {
        Projection p = ReverseKl.of(Density.of("-x^2/2", "x real"))
                .onto(Families.normal())
                .get(0);
        assertEquals(0, p.parameter("mean"), 1e-10);
        assertEquals(1, p.parameter("sd"), 1e-10);
        assertEquals(0, p.divergence().divergence(), 1e-13);
        assertTrue(p.work().iterations() < 10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gamma; 2; 3",
                "weibull; 1.5; 2",
                "lognormal; 0.5; 0.7",
                "logistic; 1; 2",
                "gumbel; -1; 3",
                "beta; 2; 0.5",
                "negative-binomial; 4; 2"
            })
    void aFamilyOntoItself(String family, double first, double second) {
        Projection p =
                project(family + "(" + first + ", " + second + ")", family).get(0);
        assertEquals(Kind.CONVERGED, p.outcome().kind());
        assertEquals(first, p.parameters().get(0).value(), 1e-8);
        assertEquals(second, p.parameters().get(1).value(), 1e-8);
        assertTrue(p.divergence().divergence() < 1e-12);
    }

    @Test
    void infiniteDivergencesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> project("gamma(2, 1)", "normal"));
        assertThrows(IllegalArgumentException.class, () -> project("poisson(2)", "normal"));
        assertThrows(IllegalArgumentException.class, () -> project("normal(0, 1)", "uniform"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "normal(1, 2); student; df; df -> infinity, where the family is normal",
                "poisson(3); negative-binomial; size; poisson"
            })
    void edgesAreTold(String target, String family, String parameter, String message) {
        Projection p = project(target, family).get(0);
        assertEquals(Kind.BOUNDARY, p.outcome().kind(), p.toString());
        assertEquals(List.of(parameter), p.outcome().parameters());
        assertEquals(Double.POSITIVE_INFINITY, p.parameter(parameter));
        assertTrue(p.outcome().message().contains(message));
        assertTrue(p.divergence().divergence() >= 0);
    }

    /** Two modes with tails lighter than a normal's: each is nearest to a normal, the edge of the Student family. */
    @Test
    void severalMinimaOnAnEdge() {
        Density wells = Density.of("-(x^2 - 9)^2/8", "x real");
        List<Projection> normal = ReverseKl.of(wells).onto(Families.normal());
        List<Projection> student = ReverseKl.of(wells).onto(Families.student());
        assertTrue(normal.size() >= 2, normal.toString());
        assertEquals(normal.size(), student.size(), student.toString());
        for (int k = 0; k < student.size(); k++) {
            assertEquals(Kind.BOUNDARY, student.get(k).outcome().kind(), student.toString());
            assertEquals(normal.get(k).parameter("mean"), student.get(k).parameter("location"));
        }
    }

    /**
     * Every minimum over a normal, the lowest first: where tails have no moments, where a narrow component lies inside of a broad
     * one. By quadrature with mpmath and Nelder-Mead; of the Cauchy also in any scale.
     */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.5*cauchy(-10,1) + 0.5*cauchy(10,1); 9.993236; 1.675252; 0.866203",
                "0.5*cauchy(-10,1) + 0.5*cauchy(10,1); -9.993236; 1.675252; 0.866203",
                "0.5*cauchy(-10,1) + 0.5*cauchy(10,1); 0; 12.540; 0.88798",
                "cauchy(0,1); 0; 1.633978; 0.182758",
                "cauchy(5,2); 5; 3.267956; 0.182758",
                "cauchy(5e6,2e3); 5e6; 3267.956; 0.182758",
                "0.5*normal(0,10) + 0.5*normal(0,0.1); 0; 0.105106; 0.664989",
                "0.5*normal(0,10) + 0.5*normal(0,1); 0; 1.727531; 0.428533",
                "0.5*normal(0,5) + 0.5*normal(3,0.1); 2.999799; 0.108039; 0.647304",
                "0.5*normal(0,100) + 0.5*normal(30,0.1); 30; 0.100714; 0.690085"
            })
    void everyNormalMinimum(String target, double mean, double sd, double divergence) {
        List<Projection> minima = project(target, "normal");
        assertTrue(
                minima.stream()
                        .anyMatch(p -> p.outcome().kind() == Kind.CONVERGED
                                && Math.abs(p.parameter("mean") - mean) < 2e-4 * sd
                                && Math.abs(p.parameter("sd") - sd) < 2e-5 * sd
                                && Math.abs(p.divergence().divergence() - divergence) < 1e-6),
                minima.toString());
    }

    /** Of a target without moments the minimum inside is found, however far off searches that start wide end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "student(0,1,1.05); normal",
                "cauchy(0,1); logistic",
                "0.5*cauchy(-10,1) + 0.5*cauchy(10,1); logistic",
                "half-cauchy(2); gamma"
            })
    void tailsWithoutMoments(String target, String family) {
        Projection p = project(target, family).get(0);
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.toString());
        assertTrue(p.divergence().divergence() < 0.9, p.toString());
    }

    @Test
    void aFormulaWithoutMoments() {
        Projection p = ReverseKl.of(Density.of("-0.6*log(1+x^2)", "x real"))
                .onto(Families.normal())
                .get(0);
        assertEquals(Kind.CONVERGED, p.outcome().kind(), p.toString());
        assertEquals(0, p.parameter("mean"), 1e-8);
    }

    /** Angles are told in (-pi, pi], and what is one distribution is one minimum. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "0.5*von-mises(3,20) + 0.5*von-mises(0,20)",
                "0.5*von-mises(-3,20) + 0.5*von-mises(0.2,20)",
                "0.9*von-mises(3.1,4) + 0.1*von-mises(0,30)"
            })
    void anglesOfOneTurn(String target) {
        List<Projection> minima = project(target, "von-mises");
        assertEquals(
                2,
                minima.stream()
                        .filter(p -> Math.abs(p.parameter("mean")) <= Math.PI)
                        .count(),
                minima.toString());
        assertEquals(2, minima.size(), minima.toString());
    }

    /** From a Cauchy distribution to a normal one D(q||p) is infinite, whatever its parameters. */
    @Test
    void infiniteFromEveryMember() {
        Projection p = project("normal(0,1)", "cauchy").get(0);
        assertEquals(Kind.NO_MAXIMUM, p.outcome().kind(), p.toString());
        assertTrue(p.outcome().message().contains("too heavy"), p.toString());
    }

    /** From a start of one's own there is one search, and another solver finds the same. */
    @Test
    void fromAStartOfOnesOwn() {
        ReverseKl reverse = ReverseKl.of(Density.parse("0.7*normal(0, 1) + 0.3*normal(4, 0.5)"));
        List<Projection> right =
                reverse.onto(Mle.of(Families.normal()).withStart("mean", 4).withStart("sd", 0.5));
        assertEquals(1, right.size());
        assertEquals(3.970934267352487, right.get(0).parameter("mean"), 1e-8);
        List<Projection> lbfgs = reverse.onto(Mle.of(Families.normal()).withSolver(Lbfgs.withDefaults()));
        assertEquals(2, lbfgs.size());
        assertEquals(0.534482759155955, lbfgs.get(1).parameter("sd"), 1e-7);
    }
}
