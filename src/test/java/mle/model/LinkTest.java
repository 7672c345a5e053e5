package mle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Families;
import mle.family.Family;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinkTest {
    private static final double[] PREDICTORS = {0.01, 0.3, 0.7, 1, 1.6, 2.5};

    @ParameterizedTest
    @EnumSource
    void theInverseUndoesTheLink(Link link) {
        for (double eta : PREDICTORS) {
            assertEquals(eta, link.forward(link.inverse(eta)), 2e-12 * Math.max(1, eta), link.label());
            assertTrue(link.range().contains(link.inverse(eta)), link.label());
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSlopeIsThatOfTheInverse(Link link) {
        for (double eta : PREDICTORS) {
            double h = 1e-5 * eta;
            double slope = (link.inverse(eta + h) - link.inverse(eta - h)) / (2 * h);
            assertEquals(slope, link.inverseSlope(eta), 1e-7 * Math.max(1, Math.abs(slope)), link.label());
        }
    }

    @ParameterizedTest
    @EnumSource
    void itIsFoundByItsName(Link link) {
        assertSame(link, Link.named(link.label()));
    }

    @Test
    void anUnknownNameIsAnsweredByTheNearest() {
        String message = assertThrows(IllegalArgumentException.class, () -> Link.named("probti"))
                .getMessage();
        assertEquals("link: no link 'probti', did you mean 'probit'?", message);
    }

    @Test
    void theDefaultSuitsTheDomain() {
        for (String name : Families.names()) {
            Family family = Families.find(name).orElseThrow();
            family.parameters().forEach(p -> assertTrue(Link.of(p.domain()).suits(p.domain()), name + " " + p));
        }
        assertEquals(Link.LOG, Link.of(Domain.POSITIVE));
        assertTrue(!Link.LOG.suits(Domain.UNIT) || Link.LOG.range().upper() == Double.POSITIVE_INFINITY);
        assertTrue(Link.PROBIT.suits(Domain.POSITIVE));
        assertTrue(!Link.SOFTPLUS.suits(new Domain(1, 2)));
    }

    /** log p and log(1 - p) of a Bernoulli variable far out, where p or 1 - p is below the least double's relative error. */
    @ParameterizedTest
    @EnumSource(names = {"LOGIT", "PROBIT", "CLOGLOG", "CAUCHIT"})
    void logarithmsOfProbabilitiesAreStableFarOut(Link link) {
        Expr.Symbol eta = Expr.parameter("eta");
        Expr p = link.inverse(eta);
        Expr density = Families.bernoulli()
                .logDensity()
                .replace(s -> s instanceof Expr.Symbol t && t.name().equals("probability") ? p : s);
        Program program = Program.of(
                List.of(density, density.derivative(eta)),
                List.of(Expr.data("x", Families.bernoulli().support().sign()), eta));
        double[] low = program.values(1, -30);
        double[] high = program.values(0, 30);
        switch (link) {
            case LOGIT -> {
                assertEquals(-30.0000000000000936, low[0], 1e-13);
                assertEquals(-30.0000000000000936, high[0], 1e-13);
                assertEquals(1, low[1], 1e-12);
            }
            case PROBIT -> {
                assertEquals(-454.321243968, low[0], 1e-6);
                assertEquals(-454.321243968, high[0], 1e-6);
                assertEquals(30.0332594, low[1], 1e-6);
            }
            case CLOGLOG -> {
                assertEquals(-30, low[0], 1e-12);
                assertEquals(-1.0686474581524463e13, high[0], 1);
                assertEquals(1, low[1], 1e-12);
            }
            default -> {
                assertEquals(StrictMath.log(1 / (30 * Math.PI)), low[0], 1e-3);
                assertEquals(low[0], high[0], 1e-13);
            }
        }
    }
}
