package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Distribution;
import mle.family.Domain;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Censored and truncated observations. */
class RegionsTest {
    /** Those whose tails are known and that are fitted without parameters held. */
    static Stream<Family> families() {
        return Families.all().stream()
                .filter(f -> f.tails().isPresent() && f.parameters().stream().noneMatch(p -> p.known()))
                .filter(f -> !endsAtAnObservation(f));
    }

    private static boolean endsAtAnObservation(Family f) {
        return !f.support().ends().isEmpty()
                && (f.support().lowerClosed() || f.support().upperClosed());
    }

    /** Those of which an end is to be estimated that would be an exact value; with it held they are fitted as others. */
    static Stream<Family> familiesWithEnds() {
        return Families.all().stream()
                .filter(f -> endsAtAnObservation(f)
                        && f.corners().isEmpty()
                        && f.parameters().stream().noneMatch(Parameter::known));
    }

    @ParameterizedTest
    @MethodSource("familiesWithEnds")
    void endsAreHeldOrSearched(Family family) {
        double[] typical = family.parameters().stream()
                .mapToDouble(p -> p.name().equals("maximum") ? 9 : 3)
                .toArray();
        EmpiricalDistribution data = EmpiricalDistribution.of(mixed(family, typical, 400, 20261121));
        Mle held = Mle.of(family);
        for (String end : family.support().ends()) {
            held = held.withFixed(end, end.equals("maximum") ? 9 : 3);
        }
        Fit fit = held.fitTo(data);
        assertEquals(Outcome.Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertIsDirect(fit);
        Fit searched = Mle.fit(family, data);
        assertEquals(
                Outcome.Kind.BOUNDARY,
                searched.outcome().kind(),
                searched.outcome().message());
        assertTrue(searched.logLikelihood() >= fit.logLikelihood());
        assertIsDirect(searched);
    }

    private static void assertIsDirect(Fit fit) {
        double sum = direct(fit, fit.data().regions().orElseThrow());
        assertEquals(sum, fit.logLikelihood(), 1e-9 * Math.abs(fit.logLikelihood()));
    }

    /** A shape below 1, but 3 where the density begins at a location, for then the likelihood would have no bound. */
    static double[] typical(Family family) {
        boolean moves = !family.support().ends().isEmpty();
        return family.parameters().stream()
                .mapToDouble(p -> switch (p.name()) {
                    case "shape" -> moves ? 3 : 0.8;
                    case "sdlog" -> moves ? 0.8 : 3;
                    case "gamma", "delta" -> 0.8; // Johnson's, away from their limits
                    case "beta" -> p.domain().equals(Domain.REAL) ? 1 : 3; // of a normal-inverse-gaussian below alpha
                    default -> p.domain().contains(3) ? 3 : p.domain().contains(0.4) ? 0.4 : 1.4;
                })
                .toArray();
    }

    /** The log-likelihood at the estimates, summed row by row from the tails. */
    private static double direct(Fit fit, Observations o) {
        Distribution d = fit.family()
                .at(fit.parameters().stream().mapToDouble(Estimate::value).toArray());
        double sum = 0;
        for (int i = 0; i < o.size(); i++) {
            sum += switch (o.kind(i)) {
                case EXACT -> d.logDensity(o.lower(i));
                case RIGHT -> d.logSurvival(o.lower(i));
                case LEFT -> d.logCdf(o.upper(i));
                case INTERVAL -> Math.log(d.cdf(o.upper(i)) - d.cdf(o.lower(i)));
            };
            double seen = Double.isInfinite(o.exit(i)) ? d.survival(o.entry(i)) : d.cdf(o.exit(i)) - d.cdf(o.entry(i));
            sum -= Math.log(seen);
        }
        return sum;
    }

    static Observations mixed(Family family, int n, long seed) {
        return mixed(family, typical(family), n, seed);
    }

    private static Observations mixed(Family family, double[] parameters, int n, long seed) {
        double[] values = family.at(parameters).sample(n, seed);
        Random random = new Random(seed);
        double[] lower = values.clone();
        double[] upper = values.clone();
        double[] entry = new double[n];
        double[] exit = new double[n];
        boolean counts = family.support().integer();
        double spread = EmpiricalDistribution.of(values).sd();
        for (int i = 0; i < n; i++) {
            double step = counts ? 2 : 0.3 * spread * (0.2 + random.nextDouble());
            switch (i % 5) {
                case 1 -> upper[i] = Double.POSITIVE_INFINITY;
                case 2 -> lower[i] = Double.NEGATIVE_INFINITY;
                case 3 -> {
                    lower[i] = values[i] - step;
                    upper[i] = values[i] + step;
                }
                default -> {}
            }
            if (i % 5 == 1) {
                lower[i] = counts ? values[i] - 1 : values[i] - step;
            } else if (i % 5 == 2) {
                upper[i] = counts ? values[i] + 1 : values[i] + step;
            }
            entry[i] = i % 7 == 3 && i % 5 != 2 ? Math.min(lower[i], values[i]) - step : Double.NEGATIVE_INFINITY;
            exit[i] = Double.POSITIVE_INFINITY;
        }
        return Observations.between(lower, upper).truncated(entry, exit);
    }

    @ParameterizedTest
    @MethodSource("families")
    void theLikelihoodIsThatOfItsRows(Family family) {
        Observations o = mixed(family, family == Families.rice() ? 100 : 400, 20261121); // a slow Bessel function
        Fit fit = Mle.fit(family, EmpiricalDistribution.of(o));
        if (fit.outcome().kind() == Outcome.Kind.CONVERGED) {
            assertEquals(direct(fit, o), fit.logLikelihood(), 1e-9 * Math.abs(fit.logLikelihood()));
        } else {
            assertTrue(
                    fit.outcome().kind() == Outcome.Kind.BOUNDARY, fit.outcome().toString());
        }
    }

    @ParameterizedTest
    @MethodSource("families")
    void exactRegionsAreValues(Family family) {
        double[] x = family.at(typical(family)).sample(100, 5);
        Fit values = Mle.fit(family, x);
        Fit regions = Mle.fit(family, EmpiricalDistribution.of(Observations.exact(x)));
        assertEquals(values.logLikelihood(), regions.logLikelihood());
    }

    /** The size of a binomial is the end of its support for all kinds of rows. */
    @Test
    void theSizeOfABinomialIsTheEndOfItsSupport() {
        double infinity = Double.POSITIVE_INFINITY;
        Mle binomial = Mle.of(Families.binomial()).withFixed("size", 10);
        Observations upToSize = Observations.between(new double[] {3, 2, 5, 4}, new double[] {3, 10, 15, infinity});
        Observations without =
                Observations.between(new double[] {3, 2, 5, 4}, new double[] {3, infinity, infinity, infinity});
        Fit fit = binomial.fitTo(EmpiricalDistribution.of(upToSize));
        assertEquals(binomial.fitTo(EmpiricalDistribution.of(without)).logLikelihood(), fit.logLikelihood());
        for (double[] bounds : new double[][] {{11, 11}, {10, infinity}, {10, 12}, {2.2, 2.7}, {-3, -1}}) {
            Observations impossible = Observations.between(new double[] {3, bounds[0]}, new double[] {3, bounds[1]});
            String message = assertThrows(
                            DataException.class, () -> binomial.fitTo(EmpiricalDistribution.of(impossible)))
                    .getMessage();
            assertTrue(message.startsWith("row 2: binomial needs x whole, 0 to 10, got " + bounds[0]), message);
        }
    }

    @Test
    void refusals() {
        List<String> messages = new ArrayList<>();
        for (Runnable bad : List.<Runnable>of(
                () -> Observations.between(new double[] {2}, new double[] {1}),
                () -> Observations.between(new double[] {Double.NaN}, new double[] {1}),
                () -> Observations.between(
                        new double[] {Double.NEGATIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY}),
                () -> Observations.exact(new double[] {1}).truncated(1, 5),
                () -> Observations.exact(new double[] {1}).weighted(new double[] {1, 2}))) {
            messages.add(assertThrows(DataException.class, bad::run).getMessage());
        }
        assertEquals("row 1: a lower bound must be at most the upper one, got 2.0 and 1.0", messages.get(0));
        assertEquals("row 1: what is observed must lie between 1.0 and 5.0, got 1.0", messages.get(3));
    }
}
