package mle.divergence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.FamilyCases.Case;
import mle.family.Parameter;
import mle.fit.Mle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every reverse projection owes, over the families and a grid of their parameters. */
class ReverseContractTest {
    /** Families whose ends are no parameters of their own but move with them: D(q||p) is infinite as soon as one is beyond p's. */
    private static final Set<String> MOVING_ENDS = Set.of("gev", "johnson-sb");

    /** A kink of which the second derivative has no integral: nothing is claimed. */
    private static final Set<String> CUSPS = Set.of("generalized-normal");

    /** Densities whose integrals take seconds each; they are projected in the contract of the forward direction. */
    private static final Set<String> COSTLY = Set.of("skew-student", "normal-inverse-gaussian", "sichel");

    /** Densities with corners, onto which there is no projection. */
    private static final Set<String> CORNERS = Set.of("trapezoidal");

    /** The first case of each family. */
    static List<Case> cases() {
        Map<String, Case> first = new LinkedHashMap<>();
        FamilyCases.ofOneKind().forEach(c -> first.putIfAbsent(c.family().name(), c));
        Stream.of(MOVING_ENDS, CUSPS, COSTLY, CORNERS).flatMap(Set::stream).forEach(first::remove);
        return List.copyOf(first.values());
    }

    @Test
    void aDensityWithAProbabilityBesideItIsRefused() {
        Density gamma = Density.parse("gamma(2, 1)");
        for (Executable asked : List.<Executable>of(
                () -> Density.parse("tweedie(2, 1, 1.5)"),
                () -> Density.parse("hurdle(gamma)(0.2, 2, 1)"),
                () -> ForwardKl.of(gamma).onto(Families.tweedie()),
                () -> ReverseKl.of(gamma).onto(Families.tweedie()))) {
            String message = assertThrows(IllegalArgumentException.class, asked).getMessage();
            assertTrue(message.endsWith("this has a density and, at 0, a probability"), message);
        }
    }

    @Test
    void familiesWhoseEndsMoveAreRefused() {
        Density target = Density.parse("gev(0, 1, 0.3)");
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> ReverseKl.of(target).onto(Families.gev()))
                .getMessage();
        assertTrue(message.contains("has no mass below -3.33"), message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"gpd; 1; 1.5", "f; 2; 3"})
    void heavyTails(String family, double first, double second) {
        Family f = Families.find(family).orElseThrow();
        Projection p = ReverseKl.of(Density.of(f.at(first, second))).onto(f).get(0);
        assertEquals(first, p.parameters().get(0).value(), 1e-7, p.toString());
        assertEquals(second, p.parameters().get(1).value(), 1e-7, p.toString());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void aFamilyOntoItself(Case c) {
        Mle mle = Mle.of(c.family());
        for (int i = 0; i < c.theta().length; i++) {
            Parameter p = c.family().parameters().get(i);
            boolean end = c.family().support().ends().contains(p.name());
            mle = p.known() || end ? mle.withFixed(p.name(), c.theta()[i]) : mle;
        }
        Projection p =
                ReverseKl.of(Density.of(c.family().at(c.theta()))).onto(mle).get(0);
        assertTrue(p.outcome().kind().found(), p.outcome().message());
        for (int i : c.free()) {
            double scale = Math.max(c.units()[i], 1e-3 * Math.abs(c.theta()[i]));
            assertEquals(
                    0,
                    (p.parameters().get(i).value() - c.theta()[i]) / scale,
                    1e-6,
                    c.family().parameters().get(i).name());
        }
        assertTrue(
                p.divergence().divergence()
                        < 1e-11 * (1 + Math.abs(p.divergence().entropy())),
                p.toString());
    }
}
