package mle.fit;

import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Domain;
import mle.family.Equivariance;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever the parameters that a sample is drawn from, the default search finds what the best of many finds: shapes from 0.05
 * to 500, scales from 1e-8 to 1e8, 5 to 10,000 observations. A larger run: {@code -DrobustStarts=200} samples of each.
 */
class RobustStartTest {
    private static final int SAMPLES = Integer.getInteger("robustStarts", 3);

    private static final double[] SCALES = {1e-8, 1, 1e8};

    /** Values beyond this, or closer to zero than its inverse, are left out: their powers are no doubles. */
    private static final double LARGEST = 1e200;

    /** The nats by which a sum of logarithms may be rounded, as a share of it. */
    private static final double ROUNDING = 1e-9;

    /** With a maximum beside its region without bound wherever a dispersion nearly divides a few values. */
    private static final Set<String> CROWDED = Set.of("tweedie");

    static Stream<Family> families() {
        // Draws from tails by quadrature take too long; the ends of a uniform distribution are not drawn apart, nor the
        // corners
        // of a trapezoid in order.
        return Families.all().stream()
                .filter(f -> !f.tails().orElseThrow().logCdf().toString().contains("logcdf{"))
                .filter(f -> !f.name().contains("uniform") && !f.name().equals("triangular"))
                .filter(f -> f.corners().isEmpty());
    }

    static Stream<Arguments> samples() {
        return families().flatMap(f -> IntStream.of(5, 20, 100).mapToObj(n -> Arguments.of(f, n)));
    }

    /** Parameters of all sizes that the domains allow. */
    private static double[] parameters(Family family, SplittableRandom random) {
        Equivariance moves = Equivariance.of(family);
        double[] theta = new double[family.parameters().size()];
        for (int i = 0; i < theta.length; i++) {
            Parameter p = family.parameters().get(i);
            boolean located = !moves.shifted().isEmpty() && moves.shifted().get(i);
            theta[i] =
                    p.whole() ? 1 + random.nextInt(50) : draw(p, moves.actions().get(i), located, random);
        }
        return theta;
    }

    private static double draw(Parameter p, Equivariance.Action action, boolean located, SplittableRandom random) {
        Domain domain = p.domain();
        double u = random.nextDouble();
        if (domain.equals(Domain.POSITIVE) && action != Equivariance.Action.NONE) {
            return action.apply(Math.exp(4 * u - 2), SCALES[random.nextInt(3)]);
        }
        if (domain.equals(Domain.REAL)) {
            double wide = located && random.nextInt(3) == 0 ? 1000 : 1;
            return (u - 0.5) * (p.name().equals("shape") ? 1.8 : 6) * wide;
        }
        if (Double.isInfinite(domain.upper())) {
            return domain.lower() + 0.05 * Math.pow(1e4, u);
        }
        return domain.lower() + (domain.upper() - domain.lower()) / (1 + Math.exp(7 - 14 * u));
    }

    @ParameterizedTest(name = "{0}, n = {1}")
    @MethodSource("samples")
    void theDefaultSearchFindsWhatManyFind(Family family, int n) {
        for (int seed = 0; seed < SAMPLES; seed++) {
            check(family, n, seed);
        }
    }

    /** Rows above a value are only known to be. */
    @ParameterizedTest
    @MethodSource("families")
    void censored(Family family) {
        boolean still = family.support().ends().stream()
                .allMatch(end -> family.parameter(end).orElseThrow().known());
        int n = 50;
        SplittableRandom random = new SplittableRandom(5);
        double[] theta = parameters(family, random);
        double[] x = family.at(theta).sample(n, 5);
        if (!still
                || !Arrays.stream(x)
                        .allMatch(v -> isPlain(v) && family.support().contains(v))) {
            return;
        }
        double[] sorted = Arrays.stream(x).sorted().toArray();
        double last = sorted[n * 7 / 10];
        double[] upper = x.clone();
        for (int i = 0; i < n; i++) {
            upper[i] = x[i] > last ? Double.POSITIVE_INFINITY : x[i];
            x[i] = Math.min(x[i], last);
        }
        EmpiricalDistribution data = EmpiricalDistribution.of(Observations.between(x, upper));
        Mle mle = held(family, theta, Parameter::known);
        Mle fixed = held(family, theta, p -> true);
        Fit fit = mle.fitTo(data);
        String what = Arrays.toString(theta) + ": " + fit.outcome();
        double truth = fixed.fitTo(data).logLikelihood();
        assertNotEquals(Kind.NOT_REACHED, fit.outcome().kind(), what);
        assertTrue(
                !fit.outcome().kind().found() || fit.logLikelihood() >= truth - ROUNDING * (n + Math.abs(truth)),
                what + ", " + fit.logLikelihood() + " below the truth's " + truth);
    }

    /** With some of the parameters held at a point. */
    private static Mle held(Family family, double[] theta, Predicate<Parameter> which) {
        Mle mle = Mle.of(family);
        for (int i = 0; i < theta.length; i++) {
            Parameter p = family.parameters().get(i);
            mle = which.test(p) ? mle.withFixed(p.name(), theta[i]) : mle;
        }
        return mle;
    }

    static Stream<Family> some() {
        return Stream.of("cauchy", "gamma", "weibull", "gpd", "negative-binomial")
                .map(name -> Families.find(name).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("some")
    void ofTenThousand(Family family) {
        check(family, 10_000, 1);
    }

    private static void check(Family family, int n, int seed) {
        SplittableRandom random = new SplittableRandom(1_000_003L * seed + n);
        double[] theta = parameters(family, random);
        double[] x = family.at(theta).sample(n, seed);
        Mle mle = held(family, theta, Parameter::known);
        Mle fixed = held(family, theta, p -> true);
        if (!Arrays.stream(x).allMatch(v -> isPlain(v) && family.support().contains(v))) {
            return;
        }
        EmpiricalDistribution data = EmpiricalDistribution.of(x);
        Fit fit = mle.fitTo(data);
        Fit many = mle.withRestarts(5).withSeed(seed).fitTo(data);
        double truth = fixed.fitTo(data).logLikelihood();
        Kind kind = fit.outcome().kind();
        String what = "seed " + seed + ", " + Arrays.toString(theta) + ": " + kind + ", "
                + fit.outcome().message();
        boolean isMaximum = many.outcome().kind().found();
        if (kind.found()) {
            double reached = fit.logLikelihood() + ROUNDING * (n + Math.abs(fit.logLikelihood()));
            assertTrue(reached >= truth, what + ", " + fit.logLikelihood() + " below the truth's " + truth);
            boolean crowded = CROWDED.contains(family.name());
            assertTrue(
                    !isMaximum || crowded || reached >= many.logLikelihood(),
                    what + ", " + fit.logLikelihood() + " below " + many.logLikelihood());
        } else {
            assertNotEquals(Kind.NOT_REACHED, kind, what);
            boolean unbounded =
                    kind == Kind.UNBOUNDED && !family.unboundedRegions().isEmpty();
            assertTrue(unbounded || !isMaximum, what + ", but " + many.outcome().message());
        }
    }

    private static boolean isPlain(double v) {
        return v == 0 || Math.abs(v) < LARGEST && Math.abs(v) > 1 / LARGEST;
    }
}
