package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.FamilyCases.Case;
import mle.family.Parameter;
import mle.solve.Newton;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Estimates in closed form are those of a fit. */
class ClosedFormTest {
    /** In standard errors. */
    private static final double AGREE = 1e-9;

    /** The default is content with 1e-9 nats, from which an estimate may be some 1e-9 standard errors away. */
    private static final Newton TO_THE_END = new Newton(1e-22, 100);

    static Stream<Case> cases() {
        return FamilyCases.all().stream().filter(c -> c.family().closedForm().isPresent());
    }

    @Test
    void thoseThatHaveOne() {
        assertEquals(
                List.of(
                        "normal",
                        "laplace",
                        "asymmetric-laplace",
                        "triangular",
                        "lognormal",
                        "exponential",
                        "inverse-gaussian",
                        "rayleigh",
                        "half-normal",
                        "maxwell",
                        "levy",
                        "lindley",
                        "logit-normal",
                        "power",
                        "uniform",
                        "pareto",
                        "discrete-uniform",
                        "poisson",
                        "geometric",
                        "bernoulli",
                        "binomial",
                        "borel"),
                Families.all().stream()
                        .filter(f -> f.closedForm().isPresent())
                        .map(Family::name)
                        .toList());
    }

    /** From elsewhere, or confirmed where the likelihood has kinks, and with weights as with repetition. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void newtonEndsThere(Case c) {
        for (int n : new int[] {40, 1001}) {
            double[] x = c.sample(n, 17);
            double[] weights = new double[n];
            Arrays.setAll(weights, i -> 1 + i % 3);
            for (EmpiricalDistribution data :
                    List.of(EmpiricalDistribution.of(x), EmpiricalDistribution.of(x, weights))) {
                Map<String, Double> known = new HashMap<>();
                Mle mle = Mle.of(c.family()).withSolver(TO_THE_END);
                double[] parameters = c.theta();
                for (int i = 0; i < parameters.length; i++) {
                    Parameter p = c.family().parameters().get(i);
                    if (p.known()) {
                        known.put(p.name(), parameters[i]);
                        mle = mle.withFixed(p.name(), parameters[i]);
                    } else if (c.family().kinks().isEmpty()
                            && c.family().support().ends().isEmpty()) {
                        mle = mle.withStart(p.name(), parameters[i]);
                    }
                }
                double[] closed = c.family().closedForm().orElseThrow().estimates(data, known);
                Fit fit = mle.fitTo(data);
                assertTrue(fit.outcome().kind().found(), fit.outcome().toString());
                for (int i = 0; i < closed.length; i++) {
                    Estimate e = fit.parameters().get(i);
                    double error = e.standardError() > 0 ? e.standardError() : 0;
                    double ulp = Math.ulp(e.value());
                    assertEquals(e.value(), closed[i], AGREE * error + 4 * ulp, c + " " + e.name() + ", n = " + n);
                }
            }
        }
    }
}
