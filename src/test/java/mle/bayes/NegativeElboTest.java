package mle.bayes;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import mle.draws.NormalDraws;
import mle.solve.Jet;
import mle.solve.Objective;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives of posteriors and of bounds are those of their values. */
class NegativeElboTest {
    private static final double STEP = 1e-4;

    static List<PosteriorCase> cases() {
        return PosteriorCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesOfTheDensityAgreeWithDifferences(PosteriorCase c) {
        Posterior posterior = c.posterior();
        check(new NegativeLogDensity(posterior), new double[posterior.dimension()]);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesOfTheBoundAgreeWithDifferences(PosteriorCase c) {
        Posterior posterior = c.posterior();
        int n = posterior.dimension();
        double[] centre = new double[n];
        double[] scale = new double[n];
        for (int d = 0; d < n; d++) {
            centre[d] = 0.1 * d;
            scale[d] = 0.3 + 0.05 * d;
        }
        for (NormalShape shape :
                List.of(NormalShape.meanField(n), NormalShape.fullRank(n), NormalShape.lowRank(n, new int[] {n - 1}))) {
            double[] point = new double[shape.size()];
            Arrays.fill(point, n, 2 * n, 1);
            NormalDraws draws = NormalDraws.of(shape.draws(), 48, 1);
            check(NegativeElbo.of(posterior, shape, draws, centre, scale), point);
        }
    }

    private static void check(Objective f, double[] centre) {
        int n = f.dimension();
        double[] point = centre.clone();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < n; i++) {
            point[i] += 0.2 * (random.nextDouble() - 0.5);
        }
        Jet at = jet(f, point, 2);
        double size = Arrays.stream(at.hessian()).map(Math::abs).max().orElse(1) + 1;
        for (int i = 0; i < Math.min(n, 14); i++) {
            int k = n <= 14 ? i : random.nextInt(n);
            Jet up = jet(f, moved(point, k, STEP), 1);
            Jet down = jet(f, moved(point, k, -STEP), 1);
            assertEquals((up.value() - down.value()) / (2 * STEP), at.gradient()[k], 1e-5 * size, "gradient " + k);
            for (int j = 0; j < n; j++) {
                double difference = (up.gradient()[j] - down.gradient()[j]) / (2 * STEP);
                assertEquals(difference, at.hessian(k, j), 1e-6 * size, "Hessian " + k + ", " + j);
            }
        }
    }

    private static double[] moved(double[] point, int k, double step) {
        double[] moved = point.clone();
        moved[k] += step;
        return moved;
    }

    private static Jet jet(Objective f, double[] point, int order) {
        Jet jet = new Jet(f.dimension(), order);
        jet.fill(Double.NaN);
        f.at(point, jet);
        return jet;
    }
}
