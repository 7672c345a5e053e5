package mle.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.parallel.Crew;
import mle.solve.Lbfgs;
import mle.solve.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every posterior and every normal family; references made by reference.py beside reference.csv. */
class VariationalContractTest {
    private static final List<NormalFamily> FAMILIES =
            List.of(NormalFamily.meanField(), NormalFamily.lowRank(1), NormalFamily.fullRank());

    private static final Map<String, double[]> REFERENCE = reference();

    static List<PosteriorCase> cases() {
        return PosteriorCase.all();
    }

    static List<Arguments> referenced() {
        List<Arguments> all = new ArrayList<>();
        for (PosteriorCase c : PosteriorCase.referenced()) {
            FAMILIES.forEach(f -> all.add(Arguments.of(c, f)));
        }
        return all;
    }

    private static final Map<String, Approximation> FITTED = new HashMap<>();

    /** The mean-field approximation, sought once. */
    private static Approximation meanField(PosteriorCase c) {
        return FITTED.computeIfAbsent(
                c.name(),
                name -> Variational.of(c.posterior()).withTolerance(0.02).fit());
    }

    private static Map<String, double[]> reference() {
        try (InputStream in = VariationalContractTest.class.getResourceAsStream("reference.csv")) {
            Map<String, double[]> reference = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> {
                        String[] cells = line.split(",", -1);
                        double sd = cells[3].isEmpty() ? Double.NaN : Double.parseDouble(cells[3]);
                        reference.put(cells[0] + "/" + cells[1], new double[] {Double.parseDouble(cells[2]), sd});
                    });
            return reference;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] exact(PosteriorCase c, String quantity) {
        return REFERENCE.get(c.name() + "/" + quantity);
    }

    /** Where a maximum is found the gradient of the exact bound is zero but for the error of the draws. */
    @ParameterizedTest
    @MethodSource("cases")
    void convergesWithAnErrorBelowTheTolerance(PosteriorCase c) {
        Approximation q = meanField(c);
        assertEquals(Outcome.Kind.CONVERGED, q.outcome().kind(), q.outcome().message());
        assertTrue(q.work().samplingError() <= 0.02);
        assertTrue(q.work().decrement() < 1e-9);
    }

    /** Other draws lead to the same place, as near as the error of the draws says. */
    @ParameterizedTest
    @MethodSource("cases")
    void theSamplingErrorIsHonest(PosteriorCase c) {
        Approximation first = meanField(c);
        Approximation second =
                Variational.of(c.posterior()).withTolerance(0.02).withSeed(11).fit();
        double error = first.work().samplingError() + second.work().samplingError();
        for (int d = 0; d < first.unknowns().size(); d++) {
            double sd = first.lineSds()[d];
            assertEquals(first.lineMeans()[d], second.lineMeans()[d], error * sd);
            assertEquals(sd, second.lineSds()[d], error * sd);
        }
        assertEquals(
                first.elbo().value(),
                second.elbo().value(),
                first.work().elboError() + second.work().elboError());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theSameBitsOnEveryRunAndForAnyNumberOfThreads(PosteriorCase c) {
        int before = Crew.threads();
        try {
            Crew.setThreads(1);
            Approximation one =
                    Variational.of(c.posterior()).withTolerance(0.02).fit();
            Crew.setThreads(4);
            Approximation four =
                    Variational.of(c.posterior()).withTolerance(0.02).fit();
            assertArrayEquals(one.summary().means(), four.summary().means());
            assertArrayEquals(one.summary().sds(), four.summary().sds());
            assertArrayEquals(one.linearResponse().sds(), four.linearResponse().sds());
            assertEquals(one.elbo(), four.elbo());
            assertEquals(
                    one.importance().get().logEvidence(),
                    four.importance().get().logEvidence());
        } finally {
            Crew.setThreads(before);
        }
    }

    @ParameterizedTest
    @MethodSource("referenced")
    void theBoundIsBelowTheEvidence(PosteriorCase c, NormalFamily family) {
        Approximation q =
                Variational.of(c.posterior()).with(family).withTolerance(0.02).fit();
        double evidence = exact(c, "log evidence")[0];
        assertTrue(q.elbo().value() < evidence + 4 * q.work().elboError(), "ELBO " + q.elbo());
        Importance importance = q.importance().get();
        double error = 1 / Math.sqrt(importance.effectiveSize());
        if (importance.paretoK() <= Importance.UNRELIABLE) {
            assertEquals(evidence, importance.logEvidence(), 4 * error);
        } else {
            assertTrue(Double.isNaN(importance.logEvidence()));
        }
    }

    /** A larger family has a higher bound. */
    @ParameterizedTest
    @MethodSource("cases")
    void theBoundRisesWithTheFamily(PosteriorCase c) {
        Approximation meanField = meanField(c);
        Approximation full = Variational.of(c.posterior())
                .with(NormalFamily.fullRank())
                .withTolerance(0.02)
                .fit();
        assertEquals(
                Outcome.Kind.CONVERGED, full.outcome().kind(), full.outcome().message());
        assertTrue(full.elbo().value()
                > meanField.elbo().value()
                        - 4 * (full.work().elboError() + meanField.work().elboError()));
    }

    /** Of the standard deviations by linear response, the logarithms of the ratios to the exact ones are smaller on the whole. */
    @ParameterizedTest
    @MethodSource("mle.bayes.PosteriorCase#referenced")
    void linearResponseIsCloserThanMeanField(PosteriorCase c) {
        Approximation q = meanField(c);
        double own = 0;
        double response = 0;
        for (int d = 0; d < q.unknowns().size(); d++) {
            double sd = exact(c, q.unknowns().get(d).name())[1];
            own += Math.pow(StrictMath.log(q.summary().sds()[d] / sd), 2);
            response += Math.pow(StrictMath.log(q.linearResponse().sds()[d] / sd), 2);
        }
        assertTrue(response < own, response + " against " + own);
    }

    @ParameterizedTest
    @MethodSource("mle.bayes.PosteriorCase#referenced")
    void fullRankIsNearThePosterior(PosteriorCase c) {
        Approximation q = Variational.of(c.posterior())
                .with(NormalFamily.fullRank())
                .withTolerance(0.01)
                .fit();
        for (int d = 0; d < q.unknowns().size(); d++) {
            double[] exact = exact(c, q.unknowns().get(d).name());
            assertEquals(
                    exact[0],
                    q.summary().means()[d],
                    0.2 * exact[1],
                    "mean of " + q.unknowns().get(d));
        }
    }

    @ParameterizedTest
    @MethodSource("mle.bayes.PosteriorCase#referenced")
    void solversAgree(PosteriorCase c) {
        Approximation newton = meanField(c);
        Approximation lbfgs = Variational.of(c.posterior())
                .withTolerance(0.02)
                .withSolver(Lbfgs.withDefaults())
                .fit();
        assertEquals(
                Outcome.Kind.CONVERGED, lbfgs.outcome().kind(), lbfgs.outcome().message());
        assertArrayEquals(newton.lineMeans(), lbfgs.lineMeans(), 1e-6);
        assertArrayEquals(newton.lineSds(), lbfgs.lineSds(), 1e-6);
    }
}
