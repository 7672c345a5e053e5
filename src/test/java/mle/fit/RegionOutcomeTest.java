package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Turnbull;
import mle.family.Combinators;
import mle.family.Distribution;
import mle.family.Domain;
import mle.family.Equivariance;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Truncated and interval-censored samples: every family comes to an outcome, and to no maximum below the likelihood of the
 * parameters that the sample was drawn from.
 */
class RegionOutcomeTest {
    private static final int ROWS = 20;

    private static final int SAMPLES = Integer.getInteger("regionOutcomes", 2);

    /** Of three shapes that go to limits together without an end to be seen: they may say that none was reached. */
    private static final Set<String> LONG_WAYS = Set.of("generalized-beta-2");

    private static final double NONE = Double.POSITIVE_INFINITY;

    enum Seen {
        /** Late entry, a fifth of the times censored. */
        FROM_ENTRY,
        /** Only values above the lower two fifths. */
        ABOVE,
        /** In intervals of half the distance between the quartiles, or of two counts. */
        IN_INTERVALS;

        Observations of(Distribution d, boolean counts, SplittableRandom random, int seed) {
            double[] x = d.sample(60 * ROWS, seed);
            double[] lower = new double[ROWS];
            double[] upper = new double[ROWS];
            double[] entry = new double[ROWS];
            double width = counts ? 2 : (d.quantile(0.75) - d.quantile(0.25)) / 2;
            double least = d.quantile(0.4);
            int next = 0;
            for (int i = 0; i < ROWS; i++) {
                if (this == IN_INTERVALS) {
                    lower[i] = Math.floor(x[i] / width) * width - (counts ? 1 : 0);
                    upper[i] = lower[i] + width;
                    continue;
                }
                double seen;
                do {
                    entry[i] = this == ABOVE ? least : d.quantile(0.6 * random.nextDouble());
                    seen = x[next++];
                } while (!(seen > entry[i]));
                boolean event = this == ABOVE || counts || random.nextDouble() > 0.2;
                lower[i] = event ? seen : entry[i] + (seen - entry[i]) * random.nextDouble();
                upper[i] = event ? seen : NONE;
            }
            double[] exit = new double[ROWS];
            Arrays.fill(exit, NONE);
            Observations rows = Observations.between(lower, upper);
            return this == IN_INTERVALS ? rows : rows.truncated(entry, exit);
        }
    }

    static Stream<Arguments> all() {
        return RobustStartTest.families()
                .filter(f -> f.support().ends().stream()
                        .allMatch(end -> f.parameter(end).orElseThrow().known()))
                .flatMap(f -> Arrays.stream(Seen.values()).map(seen -> Arguments.of(f, seen)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("all")
    void endsInTheTruth(Family family, Seen seen) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            SplittableRandom random = new SplittableRandom(7919L * seed + seen.ordinal());
            double[] theta = parameters(family, random);
            EmpiricalDistribution data;
            double truth;
            try {
                data = EmpiricalDistribution.of(
                        seen.of(family.at(theta), family.support().integer(), random, seed));
                truth = held(family, theta, p -> true).fitTo(data).logLikelihood();
            } catch (DataException | ArrayIndexOutOfBoundsException nothingToSee) {
                continue;
            }
            Fit fit = held(family, theta, Parameter::known).fitTo(data);
            String what = Arrays.toString(theta) + ": " + fit.outcome();
            assertTrue(LONG_WAYS.contains(family.name()) || fit.outcome().kind() != Kind.NOT_REACHED, what);
            boolean found = fit.outcome().kind().found();
            assertTrue(!found || fit.logLikelihood() >= truth - 1e-6, what + ", below the truth's " + truth);
        }
    }

    static double[] parameters(Family family, SplittableRandom random) {
        Equivariance moves = Equivariance.of(family);
        double[] theta = new double[family.parameters().size()];
        for (int i = 0; i < theta.length; i++) {
            Parameter p = family.parameters().get(i);
            Domain domain = p.domain();
            double u = random.nextDouble();
            boolean scales = moves.actions().get(i) != Equivariance.Action.NONE;
            if (p.whole()) {
                theta[i] = 1 + random.nextInt(20);
            } else if (domain.equals(Domain.REAL)) {
                theta[i] = (u - 0.5) * (p.name().equals("shape") ? 1.2 : 4);
            } else if (Double.isInfinite(domain.upper())) {
                theta[i] = domain.lower() + (scales ? Math.exp(2 * u - 1) : 0.3 * Math.pow(40, u));
            } else {
                theta[i] = domain.lower() + (domain.upper() - domain.lower()) / (1 + Math.exp(3 - 6 * u));
            }
        }
        return theta;
    }

    static Mle held(Family family, double[] theta, Predicate<Parameter> which) {
        Mle mle = Mle.of(family);
        for (int i = 0; i < theta.length; i++) {
            Parameter p = family.parameters().get(i);
            mle = which.test(p) ? mle.withFixed(p.name(), theta[i]) : mle;
        }
        return mle;
    }

    // ---- limits whose support ends at a parameter ----

    /** Without a row below the smallest value the half-normal from there is the supremum of a skew-normal, censored or not. */
    @Test
    void skewNormalOfCensoredRows() {
        double[] lower = {1, 1.02, 1.1, 1.3, 1.45, 1.9, 2, 2};
        double[] upper = {1, 1.02, 1.1, 1.3, 1.45, 1.9, NONE, NONE};
        EmpiricalDistribution data = EmpiricalDistribution.of(Observations.between(lower, upper));
        Family halfNormal = Combinators.shifted(Families.halfNormal());
        double expected =
                Mle.of(halfNormal).withFixed("location", 1).fitTo(data).logLikelihood();
        Fit fit = Mle.fit(Families.skewNormal(), data);
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(1, fit.parameter("location").value(), 1e-12);
        assertEquals(expected, fit.logLikelihood(), 1e-9);
    }

    // ---- intervals that meet at one bound ----

    /** Three values below a bound and two above: no distribution is likelier than 3/5 and 2/5, which a density only tends to. */
    @ParameterizedTest
    @ValueSource(strings = {"lognormal", "gamma", "weibull", "loglogistic", "frechet", "normal", "cauchy"})
    void twoIntervalsThatMeet(String name) {
        double[] lower = {1, 1, 1, 2, 2};
        double[] upper = {2, 2, 2, 3, 3};
        EmpiricalDistribution data = EmpiricalDistribution.of(Observations.between(lower, upper));
        assertEquals(3 * Math.log(0.6) + 2 * Math.log(0.4), Turnbull.of(data).logLikelihood(), 1e-9);
        Fit fit = Mle.fit(Families.find(name).orElseThrow(), data);
        assertEquals(Kind.NO_MAXIMUM, fit.outcome().kind(), fit.outcome()::message);
    }

    /** A family of a user's is searched as one of the list. */
    @ParameterizedTest
    @EnumSource(Seen.class)
    void aDensityOfAUser(Seen seen) {
        Family own = Family.of(
                "own",
                "x > 0",
                "k > 0, s > 0",
                "log(k) - log(s) + (k - 1)*(log(x) - log(s)) - exp(k*(log(x) - log(s)))");
        Distribution d = Families.weibull().at(1.7, 2);
        EmpiricalDistribution data = EmpiricalDistribution.of(seen.of(d, false, new SplittableRandom(4), 4));
        double expected = Mle.fit(Families.weibull(), data).logLikelihood();
        assertEquals(expected, Mle.fit(own, data).logLikelihood(), 1e-7);
    }
}
