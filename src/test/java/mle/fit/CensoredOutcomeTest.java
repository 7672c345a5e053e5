package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.FamilyCases;
import mle.family.Parameter;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Samples of which no row is exact: a probability is at most 1, so that the likelihood has a bound whatever the family. */
class CensoredOutcomeTest {
    private static final double NONE = Double.POSITIVE_INFINITY;
    private static final int ROWS = 8;

    private enum Censored {
        RIGHT,
        LEFT,
        INTERVAL,
        APART;

        /** The regions of an ascending sample. */
        Observations of(double[] x, boolean counts) {
            double[] lower = new double[ROWS];
            double[] upper = new double[ROWS];
            double below = counts ? 1 : 0;
            for (int i = 0; i < ROWS; i++) {
                switch (this) {
                    case RIGHT -> {
                        lower[i] = x[i] - below;
                        upper[i] = NONE;
                    }
                    case LEFT -> {
                        lower[i] = -NONE;
                        upper[i] = x[i];
                    }
                    case INTERVAL -> {
                        lower[i] = x[i % 2] - below;
                        upper[i] = x[ROWS - 2];
                    }
                    default -> {
                        lower[i] = i == 0 ? x[0] - (x[1] - x[0]) / 2 - below : x[i - 1];
                        upper[i] = x[i];
                        lower[i] -= lower[i] < upper[i] ? 0 : 1;
                    }
                }
            }
            return Observations.between(lower, upper);
        }
    }

    static Stream<Arguments> all() {
        List<Arguments> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (FamilyCases.Case c : FamilyCases.all()) {
            boolean endsToBeHeld = c.regular().length < c.free().length;
            if (!endsToBeHeld && names.add(c.family().name())) {
                for (Censored censored : Censored.values()) {
                    all.add(Arguments.of(c, censored));
                }
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("all")
    void endsInTheTruth(FamilyCases.Case c, Censored censored) {
        double[] x = c.sample(ROWS, 3);
        Arrays.sort(x);
        Observations rows = censored.of(x, c.family().support().integer());
        boolean tellsNothing = censored == Censored.RIGHT
                && x[ROWS - 1] <= c.family().support().lower();
        if (tellsNothing) {
            return;
        }
        Fit fit = mle(c).fitTo(EmpiricalDistribution.of(rows));
        String who = fit.outcome().toString();
        assertNotEquals(Kind.UNBOUNDED, fit.outcome().kind(), who);
        assertFalse(fit.outcome().message().contains("no bound"), who);
        if (fit.outcome().kind().found()) {
            assertTrue(fit.logLikelihood() <= 1e-12, who);
            for (FamilyCases.Case other : FamilyCases.all()) {
                if (other.family().name().equals(c.family().name()) && isOfTheSameDesign(c, other)) {
                    double there = logLikelihood(rows, c.family().at(other.theta()));
                    assertFalse(there > fit.logLikelihood() + 1e-6, who + " below " + other + ": " + there);
                }
            }
        }
        // Bounds on one side alone can be certain together: there is no maximum inside.
        boolean estimated = c.family().parameters().stream().anyMatch(p -> !p.known());
        if (estimated && (censored == Censored.RIGHT || censored == Censored.LEFT)) {
            assertNotEquals(Kind.CONVERGED, fit.outcome().kind(), who);
        }
    }

    private static boolean isOfTheSameDesign(FamilyCases.Case c, FamilyCases.Case other) {
        for (int i = 0; i < c.theta().length; i++) {
            if (c.family().parameters().get(i).known() && c.theta()[i] != other.theta()[i]) {
                return false;
            }
        }
        return true;
    }

    private static Mle mle(FamilyCases.Case c) {
        Mle mle = Mle.of(c.family());
        for (int i = 0; i < c.theta().length; i++) {
            Parameter p = c.family().parameters().get(i);
            mle = p.known() ? mle.withFixed(p.name(), c.theta()[i]) : mle;
        }
        return mle;
    }

    private static double logLikelihood(Observations rows, Distribution d) {
        double sum = 0;
        for (int i = 0; i < rows.size(); i++) {
            double below = d.cdf(rows.lower(i));
            sum += below < 0.5
                    ? Math.log(d.cdf(rows.upper(i)) - below)
                    : Math.log(d.survival(rows.lower(i)) - d.survival(rows.upper(i)));
        }
        return sum;
    }

    static Stream<FamilyCases.Case> counts() {
        Set<String> names = new HashSet<>();
        return FamilyCases.all().stream()
                .filter(c ->
                        c.family().support().integer() && names.add(c.family().name()));
    }

    /** Of counts that could only have been seen where they were the likelihood is 1 whatever the parameters are. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("counts")
    void countsThatCouldNotBeOthers(FamilyCases.Case c) {
        Mle held = mle(c);
        boolean allHeld = c.family().parameters().stream().allMatch(Parameter::known);
        Mle mle = allHeld ? Mle.of(c.family()).withFixed("population", 50).withFixed("draws", 10) : held;
        double least = Math.max(mle.support().lower(), 0);
        for (double x : new double[] {least, least + 1}) {
            if (!mle.support().contains(x + 1)) {
                continue;
            }
            double[] all = {x, x, x};
            double[] two = {x, x + 1, x};
            for (Observations rows : List.of(
                    Observations.exact(all).truncated(x - 1, x),
                    Observations.exact(all).truncated(x - 0.5, x + 0.5),
                    Observations.between(new double[] {x - 1, x - 1}, new double[] {x + 1, x + 1})
                            .truncated(x - 1, x + 1))) {
                Fit fit = mle.fitTo(EmpiricalDistribution.of(rows));
                assertEquals(Kind.NOT_IDENTIFIED, fit.outcome().kind(), fit.outcome()::toString);
                assertFalse(fit.outcome().direction().isEmpty());
                assertTrue(Double.isNaN(fit.logLikelihood()));
            }
            if (mle.fixed().keySet().containsAll(mle.support().ends())) {
                Fit told = mle.fitTo(
                        EmpiricalDistribution.of(Observations.exact(two).truncated(x - 1, x + 1)));
                assertFalse(told.outcome().message().contains("seen elsewhere"), told.outcome()::toString);
            }
        }
    }

    /** A row that could only have been seen where it was adds nothing to the others, and takes nothing from them. */
    @Test
    void aRowThatSaysNothing() {
        double[] x = {0, 1, 3, 2, 1, 4};
        double[] with = Arrays.copyOf(x, 7);
        with[6] = 5;
        double[] from = new double[7];
        double[] to = new double[7];
        Arrays.fill(from, -NONE);
        Arrays.fill(to, NONE);
        from[6] = 4;
        to[6] = 5;
        Fit fit = Mle.fit(
                Families.poisson(),
                EmpiricalDistribution.of(Observations.exact(with).truncated(from, to)));
        Fit without = Mle.fit(Families.poisson(), x);
        assertEquals(Kind.CONVERGED, fit.outcome().kind());
        assertEquals(without.parameter("mean").value(), fit.parameter("mean").value(), 1e-12);
        assertEquals(without.logLikelihood(), fit.logLikelihood(), 1e-12);
    }

    /** Small counts of which many are only known to be at least 5: a family never ends below one that it contains. */
    @Test
    void noneEndsBelowOneThatItContains() {
        double[] counts = {0, 1, 2, 3, 4, 4};
        double[] upper = {0, 1, 2, 3, 4, NONE};
        Observations rows = Observations.between(counts, upper).weighted(new double[] {5, 6, 4, 13, 9, 23});
        EmpiricalDistribution data = EmpiricalDistribution.of(rows);
        Fit within = Mle.fit(Families.find("poisson-inverse-gaussian").orElseThrow(), data);
        assertEquals(Kind.CONVERGED, within.outcome().kind());
        Fit fit = Mle.fit(Families.find("sichel").orElseThrow(), data);
        boolean claimed =
                fit.outcome().kind() == Kind.CONVERGED || fit.outcome().kind() == Kind.BOUNDARY;
        assertFalse(
                claimed && fit.logLikelihood() < within.logLikelihood() - 1e-9,
                fit.outcome().message());
    }

    /** The end of a gev can come close to the largest exact value only where no row is known to be larger. */
    @Test
    void aCensoredRowBeyondTheLargestValue() {
        double[] exact = Families.gev().at(0, 1, 0.1).sample(30, 1);
        double largest = Arrays.stream(exact).max().orElseThrow();
        double[] lower = Arrays.copyOf(exact, exact.length + 1);
        double[] upper = lower.clone();
        lower[exact.length] = largest + 1;
        upper[exact.length] = NONE;
        Fit beyond = Mle.fit(Families.gev(), EmpiricalDistribution.of(Observations.between(lower, upper)));
        assertEquals(Kind.CONVERGED, beyond.outcome().kind());
        assertFalse(
                beyond.outcome().message().contains("no bound"),
                beyond.outcome().message());
        Fit all = Mle.fit(Families.gev(), exact);
        assertTrue(all.outcome().message().contains("no bound"), all.outcome().message());
    }
}
