package mle.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;

/** More unknowns than a Hessian of the bound is made for. */
class LargeSearchTest {
    /** A random walk observed with noise, x_i ~ N(x_(i-1), 1), y_i ~ N(x_i, 1): its precision is tridiagonal with 3 on the diagonal. */
    private static Posterior walk(int n, String more, String unknown) {
        StringBuilder formula = new StringBuilder("-x1^2/2 - x1^2/2 - x" + n + "^2/2");
        StringBuilder unknowns = new StringBuilder("x1 real");
        for (int i = 2; i <= n; i++) {
            formula.append(" - (x").append(i).append(" - x").append(i - 1).append(")^2/2");
            formula.append(" - (x").append(i).append(" - 1)^2/2");
            unknowns.append(", x").append(i).append(" real");
        }
        return Posterior.of(formula + more, unknowns + unknown);
    }

    /** Far from both ends the variance is that of the stationary smoother, 1/√5; at a precision of 3 alone it is 1/3. */
    @Test
    void normalPosteriorsAreExact() {
        Approximation full =
                Variational.of(walk(90, "", "")).with(NormalFamily.fullRank()).fit();
        assertEquals(Kind.CONVERGED, full.outcome().kind(), full.toString());
        assertEquals(Math.sqrt(1 / Math.sqrt(5)), full.lineSds()[45], 1e-10);
        assertEquals(1, full.lineMeans()[45], 1e-10);
        assertEquals("natural gradient", full.work().solver());
        Approximation independent = Variational.fit(walk(410, "", ""));
        assertEquals(Math.sqrt(1.0 / 3), independent.lineSds()[200], 1e-10);
        assertEquals(1, independent.lineMeans()[200], 1e-9);
    }

    /** An unknown apart from the others has the approximation that it has alone, by the other search. */
    @Test
    void anUnknownApartFromTheOthers() {
        Approximation many = Variational.of(walk(75, " + 3*log(s) - 2*s", ", s > 0"))
                .with(NormalFamily.fullRank())
                .fit();
        Approximation one = Variational.of(Posterior.of("3*log(s) - 2*s", "s > 0"))
                .with(NormalFamily.fullRank())
                .fit();
        assertTrue(many.outcome().kind().found(), many.toString());
        double error = 2 * (many.work().samplingError() + one.work().samplingError());
        int last = many.unknowns().size() - 1;
        assertEquals(one.lineMeans()[0], many.lineMeans()[last], error * one.lineSds()[0]);
        assertEquals(one.lineSds()[0], many.lineSds()[last], error * one.lineSds()[0]);
    }

    @Test
    void improperOnesAreNotReached() {
        Approximation q = Variational.of(walk(80, " + x3^4", ""))
                .with(NormalFamily.fullRank())
                .fit();
        assertEquals(false, q.outcome().kind().found());
    }
}
