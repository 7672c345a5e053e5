package mle.solve;

import java.util.Arrays;

/**
 * What is known of a function at one point: its value and, to the order asked, its gradient and Hessian.
 *
 * <p>A jet is a mutable buffer: it is made once, filled by {@link Objective#at} many times. The Hessian is packed by rows of its
 * lower triangle: entry (i, j) with j ≤ i lies at i(i+1)/2 + j.
 */
public final class Jet {
    private final int dimension;
    private final int order;
    private final double[] gradient;
    private final double[] hessian;
    private double value = Double.NaN;

    /**
     * A jet of NaN.
     *
     * @param dimension number of coordinates
     * @param order 0 for the value alone, 1 with the gradient, 2 with the Hessian as well
     */
    public Jet(int dimension, int order) {
        if (!(dimension >= 0)) {
            throw new IllegalArgumentException("Jet: dimension must be >= 0, got " + dimension);
        }
        if (!(order >= 0 && order <= 2)) {
            throw new IllegalArgumentException("Jet: order must be 0, 1 or 2, got " + order);
        }
        this.dimension = dimension;
        this.order = order;
        this.gradient = new double[order >= 1 ? dimension : 0];
        this.hessian = new double[order >= 2 ? dimension * (dimension + 1) / 2 : 0];
        fill(Double.NaN);
    }

    /** Number of coordinates. */
    public int dimension() {
        return dimension;
    }

    /** Highest derivative asked for: 0, 1 or 2. */
    public int order() {
        return order;
    }

    /** The value f(θ). */
    public double value() {
        return value;
    }

    /** Writes the value f(θ). */
    public void setValue(double value) {
        this.value = value;
    }

    /** The gradient itself, not a copy; empty below order 1. */
    public double[] gradient() {
        return gradient;
    }

    /** The packed lower triangle of the Hessian itself, not a copy; empty below order 2. */
    public double[] hessian() {
        return hessian;
    }

    /** Entry (i, j) of the symmetric Hessian. */
    public double hessian(int i, int j) {
        return i >= j ? hessian[i * (i + 1) / 2 + j] : hessian[j * (j + 1) / 2 + i];
    }

    /** Writes one number into every known entry; NaN finds the entries an objective forgets. */
    public void fill(double number) {
        value = number;
        Arrays.fill(gradient, number);
        Arrays.fill(hessian, number);
    }

    /** Whether every known entry is a finite number. */
    public boolean isFinite() {
        // x * 0 is NaN exactly for NaN and ±∞, so one sum tests all entries without a branch in the loop.
        double sum = value * 0;
        for (double g : gradient) {
            sum += g * 0;
        }
        for (double h : hessian) {
            sum += h * 0;
        }
        return sum == 0;
    }
}
