package mle.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** log(1 + ξz)/ξ and its derivatives by ξ, as rows compute them: within a few units in the last place of the definition. */
class BoxLogTest {
    private static final int DRAWS = 20_000;

    /** The largest relative errors measured, rounded up: of the value and of the first and second derivative. */
    private static final double[] ERRORS = {3.5e-16, 2.2e-15, 1e-14};

    private static double[] rows(double z, double xi) {
        double t = xi * z;
        double log = Elementary.log1p(t);
        double y = z * (1 / (2 + t));
        double w = 1 / (1 + t);
        double rest = Kernels.boxLogRest(y, log, xi);
        return new double[] {
            Kernels.boxLog(log, z, xi), Kernels.boxLogFirst(y, w, rest, xi), Kernels.boxLogSecond(y, w, rest)
        };
    }

    /** log(1 + t)/ξ, (t/(1 + t) - log(1 + t))/ξ² and (2 log(1 + t) - 2t/(1 + t) - t²/(1 + t)²)/ξ³ in 31 digits. */
    private static DoubleDouble[] definition(double z, double xi) {
        DoubleDouble x = DoubleDouble.of(xi);
        DoubleDouble t = x.times(DoubleDouble.of(z));
        DoubleDouble log = DoubleDouble.log1p(t);
        DoubleDouble v = t.over(t.plus(DoubleDouble.of(1)));
        DoubleDouble minus = DoubleDouble.of(-1);
        DoubleDouble first = v.plus(log.times(minus));
        DoubleDouble second = first.times(DoubleDouble.of(-2)).plus(v.times(v).times(minus));
        DoubleDouble square = x.times(x);
        return new DoubleDouble[] {log.over(x), first.over(square), second.over(square.times(x))};
    }

    @Test
    void isTheDefinition() {
        SplittableRandom random = new SplittableRandom(1);
        for (int draw = 0; draw < DRAWS; draw++) {
            double xi = Math.exp(-12 + 14 * random.nextDouble()) * (random.nextBoolean() ? 1 : -1);
            double t =
                    random.nextBoolean() ? -0.999 + 2 * random.nextDouble() : Math.exp(-8 + 30 * random.nextDouble());
            double z = t / xi;
            DoubleDouble[] expected = definition(z, xi);
            double[] found = rows(z, xi);
            for (int order = 0; order < found.length; order++) {
                double error = Math.abs((found[order] - expected[order].high()) - expected[order].low());
                // The last digit of ξz weighs the more the closer it is to -1.
                double bound = ERRORS[order] * Math.max(1, 0.5 / (1 + t));
                assertTrue(
                        error <= bound * Math.abs(expected[order].high()),
                        "order " + order + " at z = " + z + ", xi = " + xi + ": " + found[order]);
            }
        }
    }

    /** The limits z, -z²/2 and 2z³/3. */
    @Test
    void passesThroughZero() {
        for (double z : new double[] {-1e30, -3, -1e-30, 0, 1e-100, 0.1, 7, 1e60}) {
            for (double xi :
                    new double[] {0, Double.MIN_VALUE, -Double.MIN_VALUE, 1e-320, -1e-310, 1e-305, -1e-200, 1e-90}) {
                double[] found = rows(z, xi);
                assertEquals(z, found[0], 2e-16 * Math.abs(z));
                assertEquals(-z * z / 2, found[1], 4e-16 * z * z);
                assertEquals(2 * z * z * z / 3, found[2], 4e-16 * Math.abs(z * z * z));
            }
        }
    }
}
