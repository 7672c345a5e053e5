package mle.inference;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** The derivatives of a number by what was estimated, most of them 0. */
final class Gradient {
    private int[] places = new int[8];
    private double[] values = new double[8];
    private int size;

    void clear() {
        size = 0;
    }

    /** Adds a derivative by an estimate; at the place -1, of what was held, it is none. */
    void add(int place, double value) {
        if (place < 0 || value == 0) {
            return;
        }
        for (int k = 0; k < size; k++) {
            if (places[k] == place) {
                values[k] += value;
                return;
            }
        }
        if (size == places.length) {
            places = Arrays.copyOf(places, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
        }
        places[size] = place;
        values[size++] = value;
    }

    /** Adds a multiple of other derivatives. */
    void add(double factor, Gradient other) {
        for (int k = 0; k < other.size; k++) {
            add(other.places[k], factor * other.values[k]);
        }
    }

    /** g'Ch, the covariance of two numbers to first order. */
    double product(double[][] covariance, Gradient other) {
        double sum = 0;
        for (int a = 0; a < size; a++) {
            for (int b = 0; b < other.size; b++) {
                sum += values[a] * other.values[b] * covariance[places[a]][other.places[b]];
            }
        }
        return sum;
    }

    /** Adds the lower triangle of a multiple of gh' to a packed matrix of some of the estimates. */
    void addProduct(Gradient other, double factor, IntUnaryOperator coordinate, double[] packed) {
        for (int a = 0; a < size; a++) {
            int i = coordinate.applyAsInt(places[a]);
            for (int b = 0; b < other.size; b++) {
                int j = coordinate.applyAsInt(other.places[b]);
                if (j <= i) {
                    packed[i * (i + 1) / 2 + j] += factor * values[a] * other.values[b];
                }
            }
        }
    }

    /** The standard error of a number to first order: the delta method. */
    double error(double[][] covariance) {
        return Math.sqrt(product(covariance, this));
    }
}
