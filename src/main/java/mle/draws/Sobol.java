package mle.draws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A Sobol' sequence in the unit cube, scrambled by random lower triangular matrices and a random shift of the binary digits (Matoušek
 * 1998, J. Complexity 14, 527-556): each point is uniform, all together lie more evenly than independent ones, and sequences of
 * different scramblings are independent, so that their spread tells the error of a mean.
 */
public final class Sobol {
    /** How many dimensions there are numbers for. */
    public static final int DIMENSIONS = 1024;

    private static final int BITS = 32;

    private final int[][] directions;
    private final int[] shift;

    /**
     * A sequence in so many dimensions; the same for the same random numbers.
     *
     * @param dimensions beyond {@link #DIMENSIONS} the coordinates are those of a Latin hypercube, stratified one by one
     */
    public Sobol(int dimensions, SplittableRandom random) {
        this.directions = new int[dimensions][];
        this.shift = new int[dimensions];
        int[][] initial = initial();
        for (int k = 0; k < Math.min(dimensions, DIMENSIONS); k++) {
            directions[k] = scrambled(plain(initial[k]), random);
            shift[k] = random.nextInt();
        }
        for (int k = DIMENSIONS; k < dimensions; k++) {
            shift[k] = random.nextInt();
        }
    }

    /** The first so many points: for each dimension, the coordinate of each; none is 0 or 1. */
    public double[][] points(int count) {
        double[][] points = new double[directions.length][count];
        for (int k = 0; k < points.length; k++) {
            if (k >= DIMENSIONS) {
                strata(new SplittableRandom(shift[k]), points[k]);
                continue;
            }
            int x = shift[k];
            for (int i = 0; i < count; i++) {
                points[k][i] = ((x & 0xffffffffL) + 0.5) * 0x1p-32;
                x ^= directions[k][Math.min(BITS - 1, Integer.numberOfTrailingZeros(~i))];
            }
        }
        return points;
    }

    /** One uniform number in each of as many equal intervals, in random order. */
    private static void strata(SplittableRandom random, double[] coordinate) {
        int n = coordinate.length;
        for (int i = 0; i < n; i++) {
            int at = random.nextInt(i + 1);
            coordinate[i] = coordinate[at];
            coordinate[at] = (i + random.nextDouble(0x1p-33, 1)) / n;
        }
    }

    /** The direction numbers from a polynomial and its first numbers (Bratley and Fox 1988, ACM Trans. Math. Softw. 14, 88-100). */
    private static int[] plain(int[] polynomialAndFirst) {
        int polynomial = polynomialAndFirst[0];
        int degree = BITS - 1 - Integer.numberOfLeadingZeros(polynomial);
        int[] v = new int[BITS];
        for (int j = 0; j < BITS; j++) {
            if (degree == 0 || j < degree) {
                int m = degree == 0 ? 1 : polynomialAndFirst[1 + j];
                v[j] = m << (BITS - 1 - j);
                continue;
            }
            v[j] = v[j - degree] ^ v[j - degree] >>> degree;
            for (int k = 1; k < degree; k++) {
                v[j] ^= (polynomial >> (degree - k) & 1) * v[j - k];
            }
        }
        return v;
    }

    /** Each digit plus a random sum of the digits before it. */
    private static int[] scrambled(int[] v, SplittableRandom random) {
        int[] result = new int[BITS];
        for (int digit = 0; digit < BITS; digit++) {
            int own = 1 << (BITS - 1 - digit);
            int before = digit == 0 ? 0 : -1 << (BITS - digit);
            int mask = random.nextInt() & before | own;
            for (int j = 0; j < BITS; j++) {
                result[j] |= (Integer.bitCount(mask & v[j]) & 1) * own;
            }
        }
        return result;
    }

    /** Polynomials and first numbers. */
    private static final class Table {
        static final int[][] ROWS = read();

        private static int[][] read() {
            try (BufferedReader lines = new BufferedReader(
                    new InputStreamReader(Sobol.class.getResourceAsStream("sobol.txt"), StandardCharsets.US_ASCII))) {
                return lines.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> Stream.of(line.split(" "))
                                .mapToInt(Integer::parseInt)
                                .toArray())
                        .toArray(int[][]::new);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static int[][] initial() {
        return Table.ROWS;
    }
}
