package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Distribution;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Censored values so far out, or known so closely, that their probabilities are no numbers or differ by less than rounding. */
class FarCensoringTest {
    private static final int ROWS = 60;

    /** Families with small shapes, so that values near exp(-1000) are nothing strange. */
    static Stream<Arguments> logarithms() {
        return Stream.of(
                Arguments.of("log(gamma)", new double[] {0.05, 1}),
                Arguments.of("log(weibull)", new double[] {0.05, 1}),
                Arguments.of("log(folded-normal)", new double[] {1, 2}),
                Arguments.of("log(lomax)", new double[] {1.5, 2}));
    }

    /** One value is known to be below -1000 alone. */
    @ParameterizedTest
    @MethodSource("logarithms")
    void leftCensoredFarBelow(String name, double[] parameters) {
        Family family = Combinators.parse(name).orElseThrow();
        double[] x = family.at(parameters).sample(ROWS, 7);
        double[] lower = x.clone();
        double[] upper = x.clone();
        for (int i = 0; i < ROWS; i += 3) {
            upper[i] = i == 0 ? -1000 : x[i] + 1;
            lower[i] = Double.NEGATIVE_INFINITY;
        }
        Fit left = Mle.fit(family, EmpiricalDistribution.of(Observations.between(lower, upper)));
        assertEquals(Kind.CONVERGED, left.outcome().kind());
        double best = logLikelihood(family, left, lower, upper, 1);
        assertEquals(best, left.logLikelihood(), 1e-10 * Math.abs(best));
        assertTrue(best > logLikelihood(family, left, lower, upper, 1.01), "a larger first parameter is no better");
        assertTrue(best > logLikelihood(family, left, lower, upper, 0.99), "a smaller first parameter is no better");
    }

    private static double logLikelihood(Family family, Fit fit, double[] lower, double[] upper, double factor) {
        double[] at = fit.parameters().stream().mapToDouble(Estimate::value).toArray();
        at[0] *= factor;
        Distribution d = family.at(at);
        double sum = 0;
        for (int i = 0; i < lower.length; i++) {
            sum += lower[i] == upper[i] ? d.logDensity(lower[i]) : d.logCdf(upper[i]);
        }
        return sum;
    }

    /** Intervals far narrower than rounding of distribution functions are values with the density times their width. */
    @ParameterizedTest
    @MethodSource("narrow")
    void narrowIntervals(String name, double[] parameters) {
        Family family = Combinators.parse(name).orElseThrow();
        double[] x = family.at(parameters).sample(ROWS, 11);
        double[] lower = new double[ROWS];
        double[] upper = new double[ROWS];
        double widths = 0;
        for (int i = 0; i < ROWS; i++) {
            lower[i] = x[i] * (1 - 0x1p-40);
            upper[i] = x[i] * (1 + 0x1p-40);
            widths += Math.log(upper[i] - lower[i]);
        }
        Fit exact = Mle.fit(family, EmpiricalDistribution.of(x));
        Fit narrow = Mle.fit(family, EmpiricalDistribution.of(Observations.between(lower, upper)));
        assertEquals(exact.outcome().kind(), narrow.outcome().kind());
        assertEquals(exact.logLikelihood() + widths, narrow.logLikelihood(), 1e-6);
        for (int i = 0; i < parameters.length; i++) {
            assertEquals(
                    exact.parameters().get(i).value(),
                    narrow.parameters().get(i).value(),
                    1e-6 * exact.parameters().get(i).standardError());
        }
    }

    static Stream<Arguments> narrow() {
        return Stream.of(
                Arguments.of("normal", new double[] {50, 5}),
                Arguments.of("weibull", new double[] {2, 3}),
                Arguments.of("gamma", new double[] {2, 3}),
                Arguments.of("lognormal", new double[] {2, 0.3}));
    }
}
