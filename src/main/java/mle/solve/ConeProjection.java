package mle.solve;

import java.util.Arrays;

/**
 * The point of the cone {r : aᵢ·r ≥ 0 for all i} nearest to a given one, b. By Moreau's decomposition it is b + Σ μᵢaᵢ with
 * the μ ≥ 0 that make it shortest, a least-squares problem whose active set grows and shrinks by one row at a time (Lawson and
 * Hanson 1974, Solving Least Squares Problems, ch. 23). Zero means that the cone holds nothing in the direction of b.
 */
public final class ConeProjection {
    /** Of the sum of the lengths of all vectors, what a result may be off by rounding. */
    private static final double ROUNDING = 1e-11;

    /** By how much of its length a row may be missed. */
    private static final double INSIDE = 1e-11;

    /** Steps for each dimension, and for ten more; a few are usual. */
    private static final int STEPS = 20;

    private final double[] point;
    private final double[][] rows;
    private final double size;
    private int[] active = {};
    private double[] multipliers = {};
    private double[] nearest;

    private ConeProjection(double[] point, double[][] rows) {
        this.point = point;
        this.rows = rows;
        double sum = length(point);
        for (double[] row : rows) {
            sum += length(row);
        }
        this.size = sum;
        this.nearest = point.clone();
    }

    /**
     * The projection.
     *
     * @param point b
     * @param rows the aᵢ
     */
    public static double[] of(double[] point, double[][] rows) {
        ConeProjection projection = new ConeProjection(point, rows);
        return projection.project();
    }

    private double[] project() {
        for (int steps = 0; steps < STEPS * (point.length + 10); steps++) {
            int worst = length(nearest) > ROUNDING * size ? worst() : -1;
            if (worst < 0) {
                break;
            }
            add(worst);
            release();
        }
        return length(nearest) > ROUNDING * size ? nearest : new double[point.length];
    }

    /** The row that is missed by most of its length, or -1. */
    private int worst() {
        double least = -INSIDE * length(nearest);
        int worst = -1;
        for (int i = 0; i < rows.length; i++) {
            double inside = dot(rows[i], nearest);
            if (inside < least && !isActive(i)) {
                least = inside;
                worst = i;
            }
        }
        return worst;
    }

    private boolean isActive(int row) {
        for (int i : active) {
            if (i == row) {
                return true;
            }
        }
        return false;
    }

    private void add(int row) {
        active = Arrays.copyOf(active, active.length + 1);
        multipliers = Arrays.copyOf(multipliers, multipliers.length + 1);
        active[active.length - 1] = row;
    }

    /** Solves for the active rows; rows whose multiplier would fall below zero are released first. */
    private void release() {
        while (active.length > 0) {
            double[] free = solve();
            double share = 1;
            int first = -1;
            for (int k = 0; k < free.length; k++) {
                if (!(free[k] > 0)) {
                    double own = multipliers[k] > 0 ? multipliers[k] / (multipliers[k] - free[k]) : 0;
                    if (first < 0 || own < share) {
                        share = own;
                        first = k;
                    }
                }
            }
            if (first < 0) {
                multipliers = free;
                return;
            }
            for (int k = 0; k < free.length; k++) {
                multipliers[k] += share * (free[k] - multipliers[k]);
            }
            remove(first);
        }
        nearest = point.clone();
    }

    private void remove(int place) {
        int[] rest = new int[active.length - 1];
        double[] theirs = new double[rest.length];
        for (int k = 0, to = 0; k < active.length; k++) {
            if (k != place) {
                rest[to] = active[k];
                theirs[to++] = multipliers[k];
            }
        }
        active = rest;
        multipliers = theirs;
    }

    /**
     * The multipliers without bounds, by Gram and Schmidt's orthogonalisation of the active rows, made twice (Björck 1996,
     * Numerical Methods for Least Squares Problems, sec. 2.4.5); the remainder is the nearest point.
     */
    private double[] solve() {
        int k = active.length;
        double[][] basis = new double[k][];
        double[][] triangle = new double[k][k];
        double[] share = new double[k];
        double[] rest = point.clone();
        for (int j = 0; j < k; j++) {
            double[] v = rows[active[j]].clone();
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < j; i++) {
                    double d = dot(basis[i], v);
                    triangle[i][j] += d;
                    subtract(v, d, basis[i]);
                }
            }
            double norm = length(v);
            triangle[j][j] = norm;
            for (int i = 0; norm > 0 && i < v.length; i++) {
                v[i] /= norm;
            }
            basis[j] = v;
        }
        for (int round = 0; round < 2; round++) {
            for (int j = 0; j < k; j++) {
                double d = dot(basis[j], rest);
                share[j] += d;
                subtract(rest, d, basis[j]);
            }
        }
        nearest = rest;
        double[] free = new double[k];
        for (int j = k - 1; j >= 0; j--) {
            double sum = -share[j];
            for (int i = j + 1; i < k; i++) {
                sum -= triangle[j][i] * free[i];
            }
            free[j] = triangle[j][j] > 0 ? sum / triangle[j][j] : 0;
        }
        return free;
    }

    private static void subtract(double[] from, double times, double[] vector) {
        for (int i = 0; i < from.length; i++) {
            from[i] -= times * vector[i];
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
