package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mle.family.Combinators;
import mle.family.Distribution;
import mle.family.Families;
import mle.family.Family;
import mle.family.Limit;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Fits of folded symmetric families, of which the likelihood is even in the location: it is level at 0. */
class FoldedFitTest {
    private static final List<Family> SYMMETRIC = List.of(
            Families.normal(),
            Families.logistic(),
            Families.student(),
            Families.cauchy(),
            Families.laplace(),
            Families.hyperbolicSecant());

    /** The sizes of evenly chosen quantiles. */
    private static double[] sizes(Distribution d, int n) {
        return IntStream.range(0, n)
                .mapToDouble(i -> Math.abs(d.quantile((i + 0.5) / n)))
                .toArray();
    }

    static Stream<Arguments> folded() {
        List<Distribution> about = List.of(
                Families.normal().at(0, 1),
                Families.logistic().at(0, 1),
                Families.cauchy().at(0, 1),
                Families.laplace().at(0, 1),
                Families.normal().at(3, 1));
        return SYMMETRIC.stream()
                .flatMap(f -> IntStream.range(0, about.size()).mapToObj(i -> Arguments.of(f, about.get(i))));
    }

    /** A maximum is found, and is above the likelihood of the same scale and shape with locations on both sides. */
    @ParameterizedTest(name = "folded({0})")
    @MethodSource("folded")
    void endsAtAMaximum(Family part, Distribution about) {
        double[] x = sizes(about, 100);
        Family folded = Combinators.folded(part);
        Fit fit = Mle.fit(folded, x);
        assertTrue(fit.outcome().kind().found(), fit.outcome().message());
        double[] theta = fit.parameters().stream().mapToDouble(Estimate::value).toArray();
        if (Arrays.stream(theta).allMatch(Double::isFinite)) {
            for (double location : new double[] {0, theta[0] + 0.3, theta[0] - 0.3}) {
                double[] other = theta.clone();
                other[0] = location;
                Distribution d = folded.at(other);
                double there = Arrays.stream(x).map(d::logDensity).sum();
                assertTrue(there <= fit.logLikelihood() + 1e-6, () -> location + ": " + there + ", " + fit);
            }
        }
    }

    /** Sizes of Laplace values have more large ones than those of a normal: at mean 0 its second derivative is zero as well. */
    @Test
    void theHalfIsNamed() {
        Fit normal = Mle.fit(
                Combinators.folded(Families.normal()), sizes(Families.laplace().at(0, 1), 100));
        assertEquals(Kind.BOUNDARY, normal.outcome().kind());
        assertTrue(normal.outcome().message().contains("mean = 0, where the family is half-normal"));
        double[] x = sizes(Families.cauchy().at(0, 2), 100);
        Fit cauchy = Mle.fit(Combinators.folded(Families.cauchy()), x);
        assertEquals(Kind.BOUNDARY, cauchy.outcome().kind(), cauchy.outcome().message());
        assertTrue(cauchy.outcome().message().contains("location = 0, where the family is half-cauchy"));
        Fit half = Mle.fit(Families.halfCauchy(), x);
        assertEquals(half.logLikelihood(), cauchy.logLikelihood(), 1e-10);
        assertEquals(half.parameter("scale").value(), cauchy.parameter("scale").value(), 1e-8);
    }

    /** The half of a family is twice that from zero up. */
    @Test
    void halves() {
        for (Family part : SYMMETRIC.subList(1, 5)) {
            Limit limit = Combinators.folded(part).limits().stream()
                    .filter(l -> l.parameter().equals("location"))
                    .findFirst()
                    .orElseThrow();
            double[] others = new double[part.parameters().size() - 1];
            Arrays.fill(others, 2);
            double[] whole = new double[others.length + 1];
            Arrays.fill(whole, 1, whole.length, 2);
            Distribution half = limit.family().get().at(others);
            Distribution of = part.at(whole);
            for (double x : new double[] {1e-3, 0.5, 3, 40}) {
                assertEquals(Math.log(2) + of.logDensity(x), half.logDensity(x), 1e-13);
                assertEquals(1, 2 * of.survival(x) / half.survival(x), 1e-12);
                assertEquals(1, (1 - 2 * of.survival(x)) / half.cdf(x), 1e-11);
            }
        }
    }
}
