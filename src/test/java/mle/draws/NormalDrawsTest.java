package mle.draws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NormalDrawsTest {
    /** In each dimension 2^m points lie one in each interval of length 2^-m: a (0, 1)-sequence, scrambled or not. */
    @Test
    void everyDimensionIsStratified() {
        int n = 1 << 10;
        double[][] points = new Sobol(Sobol.DIMENSIONS, new SplittableRandom(1)).points(n);
        for (double[] coordinate : points) {
            Set<Integer> cells = new HashSet<>();
            for (double u : coordinate) {
                assertTrue(u > 0 && u < 1);
                cells.add((int) (u * n));
            }
            assertEquals(n, cells.size());
        }
    }

    /** The first two dimensions are a (0, 2)-sequence: each box of area 2^-m with sides in powers of two has one point of 2^m. */
    @Test
    void theFirstTwoDimensionsFillEveryBox() {
        int m = 8;
        double[][] points = new Sobol(2, new SplittableRandom(5)).points(1 << m);
        for (int k = 0; k <= m; k++) {
            Set<Integer> boxes = new HashSet<>();
            for (int i = 0; i < 1 << m; i++) {
                int x = (int) (points[0][i] * (1 << k));
                int y = (int) (points[1][i] * (1 << m - k));
                boxes.add(x << m - k | y);
            }
            assertEquals(1 << m, boxes.size(), "2^" + k + " columns");
        }
    }

    /** A smooth function of 20 variables: the error falls far faster than that of independent points, 0.29/√n a dimension. */
    @Test
    void meansAreFarMorePreciseThanThoseOfIndependentPoints() {
        int n = 1 << 12;
        double[][] points = new Sobol(20, new SplittableRandom(2)).points(n);
        double sum = 0;
        for (int i = 0; i < n; i++) {
            double product = 1;
            for (double[] coordinate : points) {
                product *= 1 + (coordinate[i] - 0.5) / 10;
            }
            sum += product;
        }
        double independent = Math.sqrt(20.0 / 12) / 10 / Math.sqrt(n);
        assertEquals(1, sum / n, independent / 20);
    }

    @Test
    void momentsAreExactInEachReplicate() {
        NormalDraws draws = NormalDraws.of(12, 256, 3);
        for (int r = 0; r < NormalDraws.REPLICATES; r++) {
            for (int j = 0; j < 12; j++) {
                double mean = 0;
                for (int i = r * 256; i < (r + 1) * 256; i++) {
                    mean += draws.dimension(j)[i] / 256;
                }
                assertEquals(0, mean, 1e-15);
                for (int k = 0; k <= j; k++) {
                    double product = 0;
                    for (int i = r * 256; i < (r + 1) * 256; i++) {
                        product += draws.dimension(j)[i] * draws.dimension(k)[i] / 256;
                    }
                    assertEquals(j == k ? 1 : 0, product, 1e-14);
                }
            }
        }
    }

    @Test
    void theSeedDecidesTheDraws() {
        assertArrayEquals(
                NormalDraws.of(3, 256, 9).dimension(2),
                NormalDraws.of(3, 256, 9).dimension(2));
        assertNotEquals(
                NormalDraws.of(3, 256, 9).dimension(2)[0],
                NormalDraws.of(3, 256, 10).dimension(2)[0]);
    }
}
