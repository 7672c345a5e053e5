package mle.data;

import java.util.Arrays;
import java.util.Optional;
import mle.parallel.Crew;

/**
 * The extremes of a sample, and what can be said from them in the same pass.
 *
 * @param min the least value, NaN if a value is NaN
 * @param max the greatest value, NaN if a value is NaN
 * @param integers whether all values are integers that a double holds exactly
 * @param moments the mean and variance of so many values that another pass for them would cost, if the pass gives all their digits
 */
record Range(double min, double max, boolean integers, Optional<Moments> moments) {
    /** Up to here each integer is a double. */
    private static final double LARGEST_INTEGER = 0x1p53;

    /** The places beside each other that loops are vectorised over. */
    private static final int PLACES = 256;

    /** Values are taken in blocks of so many, four to a place. */
    private static final int BLOCK = 4 * PLACES;

    /** What one thread takes at a time. */
    private static final int CHUNK = 32 * BLOCK;

    /** From so many values on, moments are taken in the same pass. */
    private static final int MANY = CHUNK;

    /** So many values make the centre about which they are taken. */
    private static final int FEW = 16;

    /** Variances that the centre may lie from the mean, squared: two bits of the variance are lost there. */
    private static final double NEAR = 4;

    /** Below, squares of distances may not be normal. */
    private static final double SMALLEST = 1e-250;

    static Range of(double[] values) {
        double centre = values.length < MANY ? Double.NaN : centre(values);
        Part[] parts = new Part[(values.length + CHUNK - 1) / CHUNK];
        Crew.each(parts.length, c -> {
            int from = c * CHUNK;
            parts[c] = Part.of(values, from, Math.min(values.length, from + CHUNK), centre);
        });
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        NeumaierSum sum = new NeumaierSum();
        NeumaierSum squares = new NeumaierSum();
        for (Part part : parts) {
            min = Math.min(min, part.min);
            max = Math.max(max, part.max);
            sum.add(part.sum);
            squares.add(part.squares);
        }
        double distance = sum.value() / values.length;
        double variance = squares.value() / values.length - distance * distance;
        boolean exact =
                distance * distance <= NEAR * variance && variance > SMALLEST && variance < Double.POSITIVE_INFINITY;
        return new Range(
                min,
                max,
                Math.max(-min, max) <= LARGEST_INTEGER && integers(values),
                exact ? Optional.of(new Moments(centre + distance, variance)) : Optional.empty());
    }

    private static double centre(double[] values) {
        double mean = 0;
        for (int k = 0; k < FEW; k++) {
            mean += values[(int) ((long) k * values.length / FEW)] / FEW;
        }
        return mean;
    }

    /** What a chunk adds: its extremes, and the sums of the distances from a centre and of their squares. */
    private record Part(double min, double max, double sum, double squares) {
        static Part of(double[] values, int from, int end, double centre) {
            boolean centred = centre == centre;
            int blocks = (end - from) / BLOCK;
            double[] least = new double[blocks == 0 ? 0 : PLACES];
            Arrays.fill(least, values[from]);
            double[] most = least.clone();
            double[] sums = new double[least.length];
            double[] squares = new double[least.length];
            double[] block = new double[blocks == 0 ? 0 : BLOCK];
            for (int k = 0; k < blocks; k++) {
                System.arraycopy(values, from + k * BLOCK, block, 0, BLOCK);
                widen(least, most, block);
                if (centred) {
                    add(sums, squares, block, centre);
                }
            }
            double min = values[from];
            double max = values[from];
            double sum = 0;
            double square = 0;
            for (int i = 0; i < least.length; i++) {
                min = Math.min(min, least[i]);
                max = Math.max(max, most[i]);
                sum += sums[i];
                square += squares[i];
            }
            for (int i = from + blocks * BLOCK; i < end; i++) {
                min = Math.min(min, values[i]);
                max = Math.max(max, values[i]);
                if (centred) {
                    double distance = values[i] - centre;
                    sum += distance;
                    square = Math.fma(distance, distance, square);
                }
            }
            return new Part(min, max, sum, square);
        }
    }

    private static void widen(double[] least, double[] most, double[] block) {
        for (int i = 0; i < PLACES; i++) {
            double a = block[i];
            double b = block[i + PLACES];
            double c = block[i + 2 * PLACES];
            double d = block[i + 3 * PLACES];
            least[i] = Math.min(Math.min(least[i], a), Math.min(b, Math.min(c, d)));
            most[i] = Math.max(Math.max(most[i], a), Math.max(b, Math.max(c, d)));
        }
    }

    private static void add(double[] sums, double[] squares, double[] block, double centre) {
        for (int i = 0; i < PLACES; i++) {
            double a = block[i] - centre;
            double b = block[i + PLACES] - centre;
            double c = block[i + 2 * PLACES] - centre;
            double d = block[i + 3 * PLACES] - centre;
            sums[i] += (a + b) + (c + d);
            squares[i] = Math.fma(a, a, Math.fma(b, b, Math.fma(c, c, Math.fma(d, d, squares[i]))));
        }
    }

    private static boolean integers(double[] values) {
        for (double x : values) {
            if (x != Math.rint(x)) {
                return false;
            }
        }
        return true;
    }

    boolean finite() {
        return min > Double.NEGATIVE_INFINITY && max < Double.POSITIVE_INFINITY;
    }
}
