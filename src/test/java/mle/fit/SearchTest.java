package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mle.data.DataException;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.family.Families;
import mle.family.Family;
import mle.solve.Lbfgs;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where searches start, in which units they run and what a bad beginning may not do. */
class SearchTest {
    private static EmpiricalDistribution data(String name, String column) {
        return EmpiricalDistribution.of(Datasets.load(name).numeric(column));
    }

    @ParameterizedTest
    @CsvSource({
        "newcomb, deviation, student, df, 1e20",
        "newcomb, deviation, student, df, 1e40",
        "old_faithful, waiting, gumbel, scale, 0.005",
        "old_faithful, waiting, weibull, shape, 1e7",
        "old_faithful, waiting, normal, sd, 1e-9",
        "port_pirie, sea_level_m, gev, shape, 40"
    })
    void aBadStartDoesNotHideTheMaximum(String name, String column, String family, String parameter, double start) {
        EmpiricalDistribution p = data(name, column);
        Family f = Families.find(family).orElseThrow();
        Fit own = Mle.fit(f, p);
        Fit given = Mle.of(f).withStart(parameter, start).fitTo(p);
        assertEquals(Kind.CONVERGED, given.outcome().kind(), given.outcome().message());
        assertEquals(own.logLikelihood(), given.logLikelihood(), 1e-8);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.9, -0.6, -0.4, 0, 0.5, 2})
    void aHeldParameterLeavesAStart(double shape) {
        EmpiricalDistribution p = data("port_pirie", "sea_level_m");
        Fit fit = Mle.of(Families.gev()).withFixed("shape", shape).fitTo(p);
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
    }

    /** A density with a change at a fixed place can't be rescaled: the maximum is that of the written formula. */
    @Test
    void aDensityWithAPlaceOfItsOwnIsNotRescaled() {
        Random random = new Random(5);
        double[] x = new double[500];
        double below = 0;
        double above = 0;
        double beyond = 0;
        for (int i = 0; i < x.length; i++) {
            double e = -Math.log(random.nextDouble());
            x[i] = e < 0.5 ? e / 0.1 : 5 + (e - 0.5) / 0.4;
            below += Math.min(x[i], 5);
            above += x[i] > 5 ? 1 : 0;
            beyond += Math.max(x[i] - 5, 0);
        }
        Family hazard = Family.of(
                "change-point", "x >= 0", "a > 0, b > 0", "log(a) + step(x-5)*log(b/a) - a*x - (b-a)*max0(x-5)");
        Fit fit = Mle.fit(hazard, x);
        // Events over time at risk, before the change and after it.
        assertEquals((x.length - above) / below, fit.parameter("a").value(), 1e-9);
        assertEquals(above / beyond, fit.parameter("b").value(), 1e-9);
    }

    /** The same density with other parameter orders or domains, one after another in one program. */
    @Test
    void familiesOfOneDensityAreKeptApart() {
        double[] x = {99.8, 101.2, 96.4, 103.9, 98.1, 100.4};
        Fit normal = Mle.fit(Families.normal(), x);
        Family swapped =
                Family.of("swapped", "x real", "sd > 0, mean real", "-log(sd) - 0.5*log(2*pi) - 0.5*((x - mean)/sd)^2");
        Fit fit = Mle.fit(swapped, x);
        assertEquals(normal.parameter("mean").value(), fit.parameter("mean").value(), 1e-10);
        assertEquals(normal.parameter("sd").value(), fit.parameter("sd").value(), 1e-10);
        double[] small = {0.1, 0.5, 0.2, 0.4};
        Family half = Family.of("e1", "x > 0", "s > 0", "-x/s - log(s)");
        Family bounded = Family.of("e2", "x > 0", "0 < s < 1", "-x/s - log(s)");
        assertEquals(0.3, Mle.fit(half, small).parameter("s").value(), 1e-12);
        assertEquals(0.3, Mle.fit(bounded, small).parameter("s").value(), 1e-9);
    }

    /** Variances and precisions move with the square of the unit. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-120, 1e-6, 1, 1e6, 1e120})
    void squaredScalesAreSeen(double unit) {
        double[] x = {-1.1 * unit, 0.4 * unit, 2.3 * unit, 0.9 * unit};
        Family variance = Family.of("v", "x real", "m real, v > 0", "-0.5*log(2*pi*v) - (x-m)^2/(2*v)");
        Family precision = Family.of("t", "x real", "m real, t > 0", "0.5*log(t/(2*pi)) - t*(x-m)^2/2");
        double expected = (1.725 * 1.725 + 0.225 * 0.225 + 1.675 * 1.675 + 0.275 * 0.275) / 4 * unit * unit;
        Fit byVariance = Mle.fit(variance, x);
        Fit byPrecision = Mle.fit(precision, x);
        // Newton's last step may be 1e-10; the standard error is 0.7 on the same scale.
        assertEquals(1, byVariance.parameter("v").value() / expected, 1e-9);
        assertEquals(1, byPrecision.parameter("t").value() * expected, 1e-9);
        assertEquals(byVariance.logLikelihood(), byPrecision.logLikelihood(), 1e-9);
    }

    /** Both locations start at the mean, a saddle of the likelihood; a search from beside it finds the two groups. */
    @Test
    void aSaddleIsLeft() {
        Family mixture = Family.of(
                "two-normals",
                "x real",
                "0 < p < 1, m real, s > 0, u real, t > 0",
                "logaddexp(log(p) - log(s) - 0.5*((x-m)/s)^2, log1p(-p) - log(t) - 0.5*((x-u)/t)^2) - 0.5*log(2*pi)");
        Fit fit = Mle.fit(mixture, data("old_faithful", "eruptions"));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        // Two normals on the eruptions, from an independent implementation with exact derivatives.
        assertEquals(-276.360040496, fit.logLikelihood(), 1e-8);
    }

    @Test
    void zeroUnderAPowerIsNoHindrance() {
        Family power = Family.of("power-exponential", "x >= 0", "k > 0, s > 0", "-log(s) - lgamma(1+1/k) - (x/s)^k");
        Fit with = Mle.fit(power, new double[] {0, 0.5, 1, 2, 0.7});
        Fit near = Mle.fit(power, new double[] {1e-12, 0.5, 1, 2, 0.7});
        assertEquals(Kind.CONVERGED, with.outcome().kind(), with.outcome().message());
        assertEquals(near.parameter("k").value(), with.parameter("k").value(), 1e-6);
    }

    /** Textbook forms cancel for large parameters; what rounding makes of the likelihood there is not claimed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "lgamma(x+r)-lgamma(r)-lgamma(x+1)+r*log(p)+x*log(1-p)",
                "-lbeta(x+1,r)-log(x+r)+r*log(p)+x*log(1-p)"
            })
    void roundingIsNoLikelihood(String density) {
        Family counts = Family.of("counts", "integer x >= 0", "r > 0, 0 < p < 1", density);
        double[][] samples = {{0, 0, 0, 0, 0}, {0, 1, 0}, {0, 1}, {1, 2, 3, 2}, {2, 2, 3, 2, 3, 3, 2, 2, 3, 2}};
        for (double[] x : samples) {
            for (Mle mle : new Mle[] {Mle.of(counts), Mle.of(counts).withSolver(Lbfgs.withDefaults())}) {
                Fit fit = mle.fitTo(EmpiricalDistribution.of(x));
                double poisson = Mle.fit(Families.poisson(), x).logLikelihood();
                // Underdispersed: the supremum is the Poisson's, at infinity.
                assertFalse(fit.logLikelihood() > poisson + 1e-4, fit.toString());
            }
        }
    }

    @Test
    void aTextbookStudentIsFittedLikeTheStableOne() {
        double[] x = {-9, -4, -2, -1.2, -.7, -.3, 0, .2, .5, .9, 1.5, 2.5, 4, 11};
        Family textbook = Family.of(
                "t",
                "x real",
                "m real, s > 0, df > 0",
                "lgamma((df+1)/2)-lgamma(df/2)-log(df*pi)/2-log(s)-(df+1)/2*log(1+((x-m)/s)^2/df)");
        Fit stable = Mle.fit(Families.student(), x);
        Fit fit = Mle.fit(textbook, x);
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(stable.logLikelihood(), fit.logLikelihood(), 1e-9);
        assertEquals(stable.parameter("df").value(), fit.parameter("df").value(), 1e-7);
    }

    @Test
    void severalMaximaAreSearchedFor() {
        // Two maxima at least: shape 6.5 is higher than the one that moments lead to.
        double[] x = {5.58e-6, .005945923, .012401047, .024018663, .666337358};
        Fit fit = Mle.fit(Families.gpd(), x);
        Fit other = Mle.of(Families.gpd())
                .withStart("shape", 6)
                .withStart("scale", 1e-4)
                .fitTo(EmpiricalDistribution.of(x));
        assertEquals(other.logLikelihood(), fit.logLikelihood(), 1e-8);
        assertTrue(fit.work().starts() > 1);
    }

    @Test
    void searchesEnd() {
        for (double[] zeros : new double[][] {{0}, {0, 0, 0}}) {
            Fit fit = Mle.of(Families.negativeBinomial())
                    .withSolver(Lbfgs.withDefaults())
                    .fitTo(EmpiricalDistribution.of(zeros));
            assertEquals(Kind.BOUNDARY, fit.outcome().kind());
            assertTrue(Double.isNaN(fit.parameter("size").value()));
        }
    }

    @Test
    void sizesAreWhole() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Mle.of(Families.binomial()).withFixed("size", 14.5));
    }

    @Test
    void rangesBeyondNumbersAreRefused() {
        double[] x = {1.7e308, 1.6e308, -1.7e308};
        assertThrows(DataException.class, () -> Mle.fit(Families.normal(), x));
    }

    @Test
    void manySamplesAtOnceAreFittedAsOneByOne() {
        Map<String, EmpiricalDistribution> groups = new LinkedHashMap<>();
        Random random = new Random(8);
        for (int g = 0; g < 40; g++) {
            double[] x = new double[30];
            for (int i = 0; i < x.length; i++) {
                x[i] = -Math.log(random.nextDouble()) * (1 + g);
            }
            groups.put("g" + g, EmpiricalDistribution.of(x));
        }
        Map<String, Fit> fits = Mle.fitAll(Families.weibull(), groups);
        assertEquals(groups.keySet(), fits.keySet());
        groups.forEach((name, sample) -> {
            Fit one = Mle.fit(Families.weibull(), sample);
            assertEquals(one.parameters(), fits.get(name).parameters());
        });
        groups.put("bad", EmpiricalDistribution.of(new double[] {1, -2}));
        DataException e = assertThrows(DataException.class, () -> Mle.fitAll(Families.weibull(), groups));
        assertTrue(e.getMessage().startsWith("group 'bad', row 2"), e.getMessage());
        assertFalse(e.getMessage().contains("\n"));
    }

    /** Two heaps of data, a sharp peak over each; the only start is on the lower one. */
    @Test
    void restartsLeaveALowerMaximum() {
        Family cauchy = Family.of("peaks", "x real", "location real", "-log1p(((x - location)/0.05)^2)")
                .withStarts(p -> List.<double[]>of(new double[] {p.max()}));
        double[] x = {0.0, 0.02, -0.03, 0.01, 0.04, 1.5, 1.52};
        Fit lower = Mle.fit(cauchy, x);
        assertEquals(1.51, lower.parameter("location").value(), 0.02);
        Mle restarted = Mle.of(cauchy).withRestarts(30);
        Fit fit = restarted.fitTo(EmpiricalDistribution.of(x));
        assertEquals(0.01, fit.parameter("location").value(), 0.02);
        assertEquals(30, fit.work().starts());
        assertTrue(
                fit.outcome().message().contains(" of 30 starts lead here"),
                fit.outcome().message());
    }

    @Test
    void theSeedMakesTheRestarts() {
        EmpiricalDistribution p = data("port_pirie", "sea_level_m");
        Mle mle = Mle.of(Families.gev()).withRestarts(4);
        Fit fit = mle.fitTo(p);
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(4 * Mle.fit(Families.gev(), p).work().starts(), fit.work().starts());
        Fit same = mle.withSeed(1).fitTo(p);
        assertEquals(fit.logLikelihood(), same.logLikelihood());
        assertEquals(fit.outcome().message(), same.outcome().message());
        assertEquals(fit.work().evaluations(), same.work().evaluations());
        Fit other = mle.withSeed(2).fitTo(p);
        assertEquals(fit.logLikelihood(), other.logLikelihood(), 1e-9);
    }

    @Test
    void restartsAreAtLeastOne() {
        Mle mle = Mle.of(Families.normal());
        assertEquals(
                "restarts: must be at least 1, got 0",
                assertThrows(IllegalArgumentException.class, () -> mle.withRestarts(0))
                        .getMessage());
        assertEquals(
                5,
                mle.withRestarts(5)
                        .fitTo(data("old_faithful", "waiting"))
                        .work()
                        .starts());
    }

    /** A few rows may find the lighter of two clusters the likelier; all rows decide. */
    @Test
    void ofTwoClustersTheHeavierWins() {
        for (int seed = 0; seed < 8; seed++) {
            Random random = new Random(seed);
            double[] x = new double[60_000];
            for (int i = 0; i < x.length; i++) {
                x[i] = 0.1 * random.nextGaussian() + (random.nextDouble() < 0.505 ? 0 : 30);
            }
            Fit fit = Mle.fit(Families.student(), x);
            for (double location : new double[] {0, 30}) {
                Fit near = Mle.of(Families.student())
                        .withStart("location", location)
                        .withStart("scale", 0.1)
                        .withStart("df", 0.3)
                        .fitTo(EmpiricalDistribution.of(x));
                assertTrue(fit.logLikelihood() > near.logLikelihood() - 1e-6, "seed " + seed);
            }
        }
    }

    /** Of many rows a sample is searched first; the maximum is that of all of them, wherever the search began. */
    @ParameterizedTest
    @ValueSource(strings = {"student", "cauchy", "gev", "gumbel"})
    void aSampleOnlyShowsTheWay(String name) {
        Random random = new Random(11);
        double[] x = new double[60_000];
        for (int i = 0; i < x.length; i++) {
            x[i] = 7 + random.nextGaussian() / Math.sqrt(0.2 + random.nextDouble());
        }
        Family family = Families.find(name).orElseThrow();
        Fit fit = Mle.fit(family, x);
        Fit given =
                Mle.of(family).withStart("location", 12).withStart("scale", 0.3).fitTo(EmpiricalDistribution.of(x));
        assertEquals(Kind.CONVERGED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(fit.logLikelihood(), given.logLikelihood(), 1e-6);
    }
}
