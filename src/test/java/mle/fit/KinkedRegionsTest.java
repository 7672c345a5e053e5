package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Densities with a kink and rows that are censored or truncated: the maximum is the highest over all places of the kink, and over
 * the families that end at a value.
 */
class KinkedRegionsTest {
    private static final double NONE = Double.POSITIVE_INFINITY;

    private static final double NO_HIGHER = 1e-6;

    private record Sample(String name, double[] lower, double[] upper, double entry) {
        EmpiricalDistribution data() {
            double[] from = new double[lower.length];
            double[] to = new double[lower.length];
            Arrays.fill(from, entry);
            Arrays.fill(to, NONE);
            return EmpiricalDistribution.of(Observations.between(lower, upper).truncated(from, to));
        }

        double[] places() {
            double[] bounds = DoubleStream.concat(Arrays.stream(lower), Arrays.stream(upper))
                    .filter(Double::isFinite)
                    .sorted()
                    .distinct()
                    .toArray();
            double[] between = new double[bounds.length - 1];
            for (int i = 0; i < between.length; i++) {
                between[i] = (bounds[i] + bounds[i + 1]) / 2;
            }
            return DoubleStream.concat(Arrays.stream(bounds), Arrays.stream(between))
                    .toArray();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Some rows are known to lie above a value. */
    private static final Sample CENSORED = new Sample(
            "censored",
            new double[] {
                -0.0322, 1.3959, -0.9840, 1.4128, 0.0368, 1.4128, 1.4128, 0.5387, 1.4128, -1.4172, -0.5623, -0.1283
            },
            new double[] {-0.0322, 1.3959, -0.9840, 1.4128, 0.0368, NONE, NONE, 0.5387, NONE, -1.4172, -0.5623, -0.1283
            },
            -NONE);

    /** Some rows are known to lie below the others. */
    private static final Sample BELOW = new Sample(
            "below",
            new double[] {
                -NONE, -8.8237, -7.5100, -NONE, -2.8642, -10.9358, -1.2884, -10.1952, -11.1765, -5.2780, -10.9851,
                -NONE, -2.6966, -5.2995, -NONE, -NONE, -NONE, -NONE, -7.7990, -5.0874
            },
            new double[] {
                -11.4303, -8.8237, -7.5100, -11.4303, -2.8642, -10.9358, -1.2884, -10.1952, -11.1765, -5.2780, -10.9851,
                -11.4303, -2.6966, -5.2995, -11.4303, -11.4303, -11.4303, -11.4303, -7.7990, -5.0874
            },
            -NONE);

    /** Nothing below -11.44 could be seen. */
    private static final Sample TRUNCATED = new Sample(
            "truncated",
            new double[] {
                -8.8237, -7.5100, -2.8642, -10.9358, -1.2884, -10.1952, -11.1765, -5.2780, -10.9851, -11.4303, -2.6966,
                -5.2995, -7.7990, -5.0874
            },
            new double[] {
                -8.8237, -7.5100, -2.8642, -10.9358, -1.2884, -10.1952, -11.1765, -5.2780, -10.9851, -11.4303, -2.6966,
                -5.2995, -7.7990, -5.0874
            },
            -11.44);

    static Stream<Arguments> fits() {
        return Stream.of(CENSORED, BELOW, TRUNCATED)
                .flatMap(sample -> Stream.of(Families.laplace(), Families.asymmetricLaplace())
                        .map(family -> Arguments.of(family, sample)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("fits")
    void noPlaceIsHigher(Family family, Sample sample) {
        Fit fit = Mle.fit(family, sample.data());
        assertTrue(fit.outcome().kind().found(), fit.outcome()::message);
        for (double place : sample.places()) {
            Fit there = Mle.of(family).withFixed("location", place).fitTo(sample.data());
            double value = there.outcome().kind().found() ? there.logLikelihood() : Double.NEGATIVE_INFINITY;
            assertTrue(
                    fit.logLikelihood() >= value - NO_HIGHER,
                    () -> fit.outcome() + ", higher at " + place + ": " + value);
        }
    }

    /** An asymmetry without bounds: an exponential distribution up or down from the last value. */
    @Test
    void ofOneSide() {
        Family up = Combinators.shifted(Families.exponential());
        Family down = Combinators.mirrored(up);
        agree(CENSORED, up, -1.4172);
        agree(BELOW, down, -1.2884);
        agree(TRUNCATED, down, -1.2884);
    }

    private static void agree(Sample sample, Family ofOneSide, double end) {
        Fit fit = Mle.fit(Families.asymmetricLaplace(), sample.data());
        assertEquals(Kind.BOUNDARY, fit.outcome().kind(), fit.outcome()::message);
        assertEquals(end, fit.parameter("location").value(), 1e-12);
        double expected = Mle.of(ofOneSide)
                .withFixed("location", end)
                .fitTo(sample.data())
                .logLikelihood();
        assertEquals(expected, fit.logLikelihood(), 1e-9);
    }

    /** A likelihood that has no bound does not rise to a limit that is below what is seen of it. */
    @Test
    void noLimitThatIsLower() {
        Family family = Families.generalizedNormal();
        EmpiricalDistribution data = EmpiricalDistribution.of(RegionOutcomeTest.Seen.FROM_ENTRY.of(
                family.at(1.5332432328545704, 0.8720190526845366, 0.3307270694290089),
                false,
                new SplittableRandom(5),
                0));
        Fit seen = Mle.of(family)
                .withFixed("location", 1.53)
                .withFixed("shape", 0.4)
                .fitTo(data);
        Fit uniform = Mle.fit(Families.uniform(), data);
        assertTrue(seen.logLikelihood() > uniform.logLikelihood() + 1, seen + "; " + uniform);
        Fit fit = Mle.fit(family, data);
        assertEquals(Kind.UNBOUNDED, fit.outcome().kind(), fit.outcome()::message);
    }

    /** Tails of a Laplace distribution that is nearly an exponential one keep their digits. */
    @Test
    void tailsOfOneSide() {
        var down = Families.asymmetricLaplace().at(0, 1e-9, 1e9);
        assertEquals(Math.log(-Math.expm1(-1)), down.logSurvival(-1), 1e-9);
        var up = Families.asymmetricLaplace().at(0, 1e-9, 1e-9);
        assertEquals(Math.log(-Math.expm1(-1)), up.logCdf(1), 1e-9);
        var lopsided = Families.asymmetricLaplace().at(1, 2, 0.7);
        assertEquals(-7.1419581065836815e-301, lopsided.logSurvival(-965), 1e-313);
    }
}
