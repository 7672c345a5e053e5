package mle.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The values and factorisations the solvers are made of. */
class PartsTest {
    @Test
    void jetKnowsItsOrder() {
        Jet jet = new Jet(3, 2);
        assertEquals(6, jet.hessian().length);
        assertFalse(jet.isFinite());
        jet.fill(1);
        assertTrue(jet.isFinite());
        jet.hessian()[4] = 7;
        assertEquals(7, jet.hessian(2, 1));
        assertEquals(7, jet.hessian(1, 2));
        jet.gradient()[1] = Double.NEGATIVE_INFINITY;
        assertFalse(jet.isFinite());
        assertEquals(0, new Jet(3, 1).hessian().length);
        assertEquals(0, new Jet(3, 0).gradient().length);
        assertThrows(IllegalArgumentException.class, () -> new Jet(3, 3));
        assertThrows(IllegalArgumentException.class, () -> new Jet(-1, 0));
    }

    @Test
    void choleskyOfHilbertMatrix() {
        // Inverse of the 4 × 4 Hilbert matrix and its determinant 1/6048000: Choi, Amer. Math. Monthly 90 (1983)
        // 301-312.
        double[] hilbert = {1, 1.0 / 2, 1.0 / 3, 1.0 / 3, 1.0 / 4, 1.0 / 5, 1.0 / 4, 1.0 / 5, 1.0 / 6, 1.0 / 7};
        double[] inverse = {16, -120, 1200, 240, -2700, 6480, -140, 1680, -4200, 2800};
        Cholesky factor = Cholesky.of(hilbert, 4);
        assertTrue(factor.positiveDefinite());
        assertArrayEquals(inverse, factor.inverse(), 1e-8);
        assertEquals(-Math.log(6048000), factor.logDeterminant(), 1e-10);
        double[] x = {1, 0, 0, 0};
        assertEquals(16, factor.solve(x, x), 1e-9);
        assertArrayEquals(new double[] {16, -120, 240, -140}, x, 1e-8);
    }

    @Test
    void choleskyInAnyUnits() {
        double[] a = {1e36, 3e17, 1};
        Cholesky factor = Cholesky.of(a, 2);
        double[] x = new double[2];
        factor.solve(new double[] {2.3e18, 1.6}, x);
        assertArrayEquals(new double[] {2, 1}, new double[] {x[0] * 1e18, x[1]}, 1e-12);
    }

    @Test
    void choleskyTellsWhereItFails() {
        Cholesky factor = new Cholesky(3);
        assertFalse(factor.positiveDefinite());
        assertFalse(factor.factor(new double[] {1, 1, 1, 0, 0, 1}));
        assertEquals(1, factor.failure());
        assertEquals(0, factor.smallestPivot());
        assertThrows(IllegalStateException.class, factor::inverse);
        assertFalse(factor.factor(new double[] {1, 0, 1, 0, 0, Double.NaN}));
        assertEquals(2, factor.failure());
        assertFalse(factor.factor(new double[] {1, Double.NaN, 1, 0, 0, 1}));
        assertTrue(factor.factor(new double[] {1, 0, 1, 0, 0, 1}));
        assertEquals(-1, factor.failure());
        assertEquals(1, factor.smallestPivot());
    }

    @Test
    void eigenpairsAscend() {
        Eigen eigen = Eigen.of(new double[] {2, 1, 2, 0, 0, -5}, 3);
        assertEquals(-5, eigen.value(0), 1e-14);
        assertEquals(1, eigen.value(1), 1e-14);
        assertEquals(3, eigen.value(2), 1e-14);
        assertEquals(1, Math.abs(eigen.vector(0)[2]), 1e-14);
        assertEquals(-eigen.vector(1)[0], eigen.vector(1)[1], 1e-14);
    }

    @Test
    void trustRegionHardCase() {
        // H = diag(-1, 2), g = (0, 1): the step of length 2 goes along ±e₁ for what (1)/(2 + 1) leaves of it.
        Jet jet = new Jet(2, 2);
        jet.fill(0);
        jet.hessian()[0] = -1;
        jet.hessian()[2] = 2;
        jet.gradient()[1] = 1;
        double[] p = new double[2];
        double predicted = new TrustRegion(jet, new double[] {1, 1}).step(2, p);
        assertEquals(-1.0 / 3, p[1], 1e-12);
        assertEquals(2, Math.hypot(p[0], p[1]), 1e-12);
        assertEquals(p[0] * p[0] / 2 - p[1] - p[1] * p[1], predicted, 1e-12);
    }

    @Test
    void outcomeIsImmutable() {
        List<String> names = new ArrayList<>(List.of("shape"));
        Map<String, Double> direction = new LinkedHashMap<>(Map.of("shape", 1.0));
        Outcome outcome = new Outcome(Outcome.Kind.NO_MAXIMUM, "m", names, direction);
        names.clear();
        direction.clear();
        assertEquals(List.of("shape"), outcome.parameters());
        assertEquals(Map.of("shape", 1.0), outcome.direction());
        assertThrows(
                UnsupportedOperationException.class, () -> outcome.direction().clear());
        assertEquals("no-maximum", outcome.kind().label());
        assertFalse(outcome.kind().found());
        assertTrue(Outcome.of(Outcome.Kind.BOUNDARY, "m").kind().found());
        assertTrue(Outcome.Kind.CONVERGED.found());
    }
}
