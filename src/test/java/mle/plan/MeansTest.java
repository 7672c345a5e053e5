package mle.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short block summed without places has the bits of one summed in places: rows × sums of values and of products. */
class MeansTest {
    static IntStream rows() {
        return IntStream.rangeClosed(1, 70);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void shortBlocksHaveTheBitsOfPlaces(int rows) {
        SplittableRandom random = new SplittableRandom(rows);
        double[] x = new double[rows];
        double[] y = new double[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextInt(4) == 0 ? -0.0 : random.nextDouble(-1, 1) * Math.scalb(1.0, random.nextInt(-40, 40));
            y[i] = random.nextDouble(-1, 1);
        }
        Means places = new Means(3, rows);
        Means direct = new Means(3, rows);
        for (int chunk = 0; chunk < 2; chunk++) {
            direct.begin(rows);
            double[] expected = sums(places, x, y, rows);
            double[] got = sums(direct, x, y, rows);
            assertArrayEquals(bits(expected), bits(got));
        }
        // What comes after without an announcement is in places again.
        assertArrayEquals(bits(sums(places, y, x, rows)), bits(sums(direct, y, x, rows)));
    }

    /** Of values, of products, and one to which nothing is added. */
    private static double[] sums(Means means, double[] x, double[] y, int rows) {
        means.add(0, x, rows);
        means.addProduct(1, x, y, rows);
        double[] sums = {Double.NaN, Double.NaN, Double.NaN};
        means.fold(rows, sums);
        return sums;
    }

    private static long[] bits(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToRawLongBits(values[i]);
        }
        return bits;
    }
}
