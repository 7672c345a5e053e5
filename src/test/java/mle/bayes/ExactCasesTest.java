package mle.bayes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import mle.data.Table;
import mle.expr.Function;
import mle.solve.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Posteriors of which the nearest normal distribution is known. */
class ExactCasesTest {
    /**
     * What smoothing may move an importance estimate by where the left tail of a posterior is heavier than a normal one: its weights are no
     * Pareto sample, and k, far above 0.7, says so.
     */
    private static final double SMOOTHED = 0.02;

    /** hard_cases.json, advi-standard-normal: a bound of 0, no relative change of which exists, and no false alarm. */
    @Test
    void aStandardNormalTakesNoStep() {
        Approximation q = Variational.fit(Posterior.of("-x^2/2 - log(2*pi)/2", "x real"));
        assertEquals(Outcome.Kind.CONVERGED, q.outcome().kind());
        assertTrue(q.work().iterations() <= 3);
        assertEquals(0, q.summary().means()[0], 1e-12);
        assertEquals(1, q.summary().sds()[0], 1e-12);
        assertEquals(0, q.elbo().value(), 1e-12);
        assertEquals(0, q.importance().get().paretoK());
    }

    /**
     * The mean-field normal nearest to a normal has variances 1/Λ_ii (Bishop 2006, sec. 10.1.2); verified.json, kl/gaussian_rho: 0.0591 and a
     * divergence of 1.4142621772850419 for a correlation of 0.97. Linear response is exact.
     */
    @Test
    void aCorrelatedNormalHasItsConditionalVariances() {
        Posterior normal =
                Posterior.of("-(x^2 - 1.94*x*y + y^2)/(2*0.0591) - log(2*pi) - log(0.0591)/2", "x real, y real");
        Approximation q = Variational.fit(normal);
        assertEquals(Math.sqrt(0.0591), q.summary().sds()[0], 1e-9);
        assertEquals(Math.sqrt(0.0591), q.summary().sds()[1], 1e-9);
        assertEquals(-1.4142621772850419, q.elbo().value(), 1e-9);
        assertArrayEquals(new double[] {1, 1}, q.linearResponse().sds(), 1e-9);
        assertEquals(0.97, q.covariance("x", "y"), 1e-9);
        Approximation full =
                Variational.of(normal).with(NormalFamily.fullRank()).fit();
        assertArrayEquals(new double[] {1, 1}, full.summary().sds(), 1e-9);
        assertEquals(0, full.elbo().value(), 1e-9);
    }

    /** One factor and a diagonal: a covariance of the low-rank family is found exactly, by it and by full rank. */
    @Test
    void aFactorModelIsExact() {
        // Covariance I + bb' with b = (1, 2, 3, 1): precision I - bb'/(1 + b'b), b'b = 15.
        Posterior normal = Posterior.of(
                "-(x1^2 + x2^2 + x3^2 + x4^2)/2 + (x1 + 2*x2 + 3*x3 + x4)^2/(2*16)",
                "x1 real, x2 real, x3 real, x4 real");
        double[] sds = {Math.sqrt(2), Math.sqrt(5), Math.sqrt(10), Math.sqrt(2)};
        for (NormalFamily family : new NormalFamily[] {NormalFamily.lowRank(1), NormalFamily.fullRank()}) {
            Approximation q = Variational.of(normal).with(family).fit();
            assertEquals(
                    Outcome.Kind.CONVERGED,
                    q.outcome().kind(),
                    family + ": " + q.outcome().message());
            assertArrayEquals(sds, q.summary().sds(), 1e-8);
            assertEquals(q.importance().get().logEvidence(), q.elbo().value(), 1e-8);
        }
    }

    /** Normal data with known sd and a normal prior of the mean: precisions add up; the evidence is that of x ~ N(m, sd²I + s²11'). */
    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-3, 1e6})
    void normalAndNormal(double unit) {
        double[] x = {1.3 * unit, 0.4 * unit, 2.2 * unit};
        Posterior posterior = Posterior.of(
                Table.of("x", x), "x ~ normal(m, " + 2 * unit + ")", "m ~ normal(" + unit + ", " + 3 * unit + ")");
        double precision = 3 / 4.0 + 1 / 9.0;
        double mean = (3.9 / 4 + 1 / 9.0) / precision;
        Approximation q = Variational.fit(posterior);
        assertEquals(mean * unit, q.summary().means()[0], 1e-9 * unit);
        assertEquals(unit / Math.sqrt(precision), q.summary().sds()[0], 1e-9 * unit);
        double squares = 0.09 + 0.36 + 1.44;
        double sum = 0.9;
        double logDeterminant = StrictMath.log(4 * 4 * (4 + 3 * 9.0));
        double quadratic = squares / 4 - sum * sum * 9 / (4 * (4 + 3 * 9.0));
        double evidence =
                -1.5 * StrictMath.log(2 * Math.PI) - logDeterminant / 2 - quadratic / 2 - 3 * StrictMath.log(unit);
        assertEquals(evidence, q.elbo().value(), 1e-9);
        assertEquals(evidence, q.importance().get().logEvidence(), 1e-9);
        assertEquals(mean * unit, q.laplace().summary().means()[0], 1e-9 * unit);
    }

    /**
     * Counts with a gamma prior: the posterior is gamma(a, b), the logarithm of which has density exp(au − b·exp(u)) up to a factor. Its
     * nearest normal has s² = 1/a and m = log(a/b) − s²/2, so that the mean is exact.
     */
    @Test
    void gammaAndPoisson() {
        Posterior posterior =
                Posterior.of(Table.of("y", new double[] {2, 5, 3}), "y ~ poisson(rate)", "rate ~ gamma(2, 0.5)");
        double a = 2 + 10;
        double b = 0.5 + 3;
        Approximation q = Variational.of(posterior).withTolerance(1e-4).fit();
        assertEquals(1 / Math.sqrt(a), q.lineSds()[0], 1e-4);
        assertEquals(StrictMath.log(a / b) - 0.5 / a, q.lineMeans()[0], 1e-4);
        assertEquals(a / b, q.summary().means()[0], 1e-4);
        double evidence = Function.LGAMMA.at(a)
                - a * StrictMath.log(b)
                + 2 * StrictMath.log(0.5)
                - Function.LGAMMA.at(2)
                - StrictMath.log(2.0 * 120 * 6);
        assertTrue(q.elbo().value() < evidence);
        assertWarned(q);
        assertEquals(Math.sqrt(a) / b, q.importance().get().summary().sds()[0], SMOOTHED);
    }

    /** An exponential distribution: of its logarithm u the density is exp(u - exp(u)), so that m = -1/2, s = 1 and the bound is known. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void anExponentialIsAsNearAsTheErrorSays(long seed) {
        Approximation q =
                Variational.of(Posterior.of("-x", "x > 0")).withSeed(seed).fit();
        assertEquals(Outcome.Kind.CONVERGED, q.outcome().kind(), q.outcome().message());
        assertEquals(-0.5, q.lineMeans()[0], q.work().samplingError());
        assertEquals(1, q.lineSds()[0], q.work().samplingError());
        double bound = -0.5 - 1 + (1 + StrictMath.log(2 * Math.PI)) / 2;
        assertEquals(bound, q.elbo().value(), q.work().elboError());
    }

    /**
     * Here E exp(x²) = 1/√(1 - 2s²) has hardly a variance under q: the draws miss the tails, and an error that knows nothing of it is too small.
     * At the maximum 2s² = (1 - 2s²)^(3/2), by which t = 1 - 2s² is the root of 1 - t = t^(3/2).
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void heavyTailsAreNotReachedOrAsNearAsTheErrorSays(long seed) {
        Approximation q = Variational.of(Posterior.of("-exp(x^2)", "x real"))
                .withSeed(seed)
                .fit();
        double t = 0.5698402909980532;
        assertEquals(1, t + Math.pow(t, 1.5), 1e-15);
        double sd = Math.sqrt((1 - t) / 2);
        assertEquals(sd, q.lineSds()[0], q.work().samplingError() * sd);
        double bound = -1 / Math.sqrt(t) + StrictMath.log(sd) + (1 + StrictMath.log(2 * Math.PI)) / 2;
        assertEquals(bound, q.elbo().value(), q.work().elboError());
        assertEquals(
                q.work().samplingError() <= 0.005,
                q.outcome().kind() == Outcome.Kind.CONVERGED,
                q.outcome().message());
    }

    /** Posterior beta(9, 5); the nearest normal of the logit is in reference.csv, by quadrature. */
    @Test
    void betaAndBinomial() {
        Posterior posterior = Posterior.of(Table.of("k", new double[] {3, 4}), "k ~ binomial(5, p)", "p ~ beta(2, 2)");
        Approximation q = Variational.of(posterior).withTolerance(1e-4).fit();
        assertEquals(0.632361084595644, q.lineMeans()[0], 1e-4);
        assertEquals(0.577593490217828, q.lineSds()[0], 1e-4);
        assertEquals(9.0 / 14, q.importance().get().summary().means()[0], SMOOTHED / 4);
        assertEquals(
                Math.sqrt(45 / (14.0 * 14 * 15)), q.importance().get().summary().sds()[0], SMOOTHED / 4);
        assertWarned(q);
    }

    /** Above 0.7 no evidence is told, and the outcome says that the approximation is not to be relied upon. */
    private static void assertWarned(Approximation q) {
        assertTrue(q.importance().get().paretoK() > Importance.UNRELIABLE);
        assertTrue(Double.isNaN(q.importance().get().logEvidence()));
        assertTrue(
                q.outcome().message().endsWith("is above 0.7: don't rely on it"),
                q.outcome().message());
        assertTrue(q.toString().contains("log evidence, importance        - ("), q.toString());
    }

    /** The mode that the first start leads to has 1 % of the mass; each is normal, and its bound the logarithm of its share. */
    @ParameterizedTest
    @EnumSource(NormalFamily.Kind.class)
    void aHigherMaximumElsewhereIsFound(NormalFamily.Kind kind) {
        boolean isLowRank = kind == NormalFamily.Kind.LOW_RANK;
        String others = isLowRank ? " - (y^2 + z^2 + w^2)/2 + (y + 2*z + 3*w)^2/(2*15)" : "";
        Posterior two = Posterior.of(
                "log(0.01*exp(-(x-1)^2/2) + 0.99*exp(-(x+12)^2/2)) - log(2*pi)/2" + others,
                "x real" + (isLowRank ? ", y real, z real, w real" : ""));
        Approximation q = Variational.of(two)
                .with(new NormalFamily(kind, isLowRank ? 1 : 0))
                .fit();
        assertEquals(-12, q.lineMeans()[0], 1e-6);
        assertTrue(q.outcome().message().startsWith("local maximum of the evidence lower bound"));
        assertTrue(
                q.outcome().message().contains(" of 9 starts lead "),
                q.outcome().message());
        assertTrue(
                q.outcome().message().contains(" to lower maxima"), q.outcome().message());
        if (!isLowRank) {
            assertEquals(StrictMath.log(0.99), q.elbo().value(), 1e-9);
        }
    }

    /** Of two modes that are mirror images the bounds are the same, which is said. */
    @Test
    void maximaAsHighAreTold() {
        Approximation q =
                Variational.fit(Posterior.of("log(exp(-(x-4)^2/2) + exp(-(x+4)^2/2)) - log(8*pi)/2", "x real"));
        assertEquals(4, Math.abs(q.lineMeans()[0]), 0.01);
        assertTrue(
                q.outcome().message().contains(" to others as high"),
                q.outcome().message());
    }

    /**
     * Four schools, centred, with a prior 1/t of the standard deviation between them: the posterior is improper, which mean-field can't see;
     * its maximum is a local one and not to be relied upon. Full rank sees that there is none.
     */
    @Test
    void anImproperPosteriorWithALocalMaximum() {
        Posterior improper = Posterior.of(
                "-(28-a)^2/450 - (8-b)^2/200 - (-3-c)^2/512 - (7-d)^2/242 - 5*log(t)"
                        + " - ((a-mu)^2 + (b-mu)^2 + (c-mu)^2 + (d-mu)^2)/(2*t^2)",
                "a real, b real, c real, d real, mu real, t > 0");
        Approximation q = Variational.fit(improper);
        assertTrue(
                q.outcome().message().startsWith("local maximum"), q.outcome().message());
        assertWarned(q);
        Approximation full =
                Variational.of(improper).with(NormalFamily.fullRank()).fit();
        assertEquals(
                Outcome.Kind.UNBOUNDED, full.outcome().kind(), full.outcome().message());
    }
}
