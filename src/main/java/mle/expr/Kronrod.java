package mle.expr;

import java.util.Arrays;

/**
 * The quadrature rules on [-1, 1] of Gauss with 10 points and of Kronrod with those and 11 more (Piessens et al. 1983, QUADPACK;
 * nodes by {@code special-coefficients.py} next to the tests). Points are numbered from -{@link #LAST} to {@link #LAST}.
 */
public final class Kronrod {
    /** The number of the greatest point; that of the smallest is its negative. */
    public static final int LAST = 10;

    /** Abscissae of the points from 0 up; those at odd places are Gauss's. */
    private static final double[] NODES = {
        0.0,
        0.14887433898163121,
        0.2943928627014602,
        0.43339539412924719,
        0.56275713466860468,
        0.67940956829902441,
        0.7808177265864169,
        0.86506336668898451,
        0.93015749135570823,
        0.97390652851717172,
        0.99565716302580808
    };

    private static final double[] WEIGHTS = {
        0.14944555400291691,
        0.14773910490133849,
        0.14277593857706008,
        0.13470921731147333,
        0.12349197626206585,
        0.10938715880229764,
        0.093125454583697606,
        0.075039674810919953,
        0.054755896574351996,
        0.032558162307964727,
        0.011694638867371874
    };

    private static final double[] GAUSS = {
        0,
        0.29552422471475287,
        0,
        0.26926671930999636,
        0,
        0.21908636251598204,
        0,
        0.14945134915058059,
        0,
        0.066671344308688138,
        0
    };

    private static final int POINTS = 2 * LAST + 1;

    /** What a value at each point adds to each coefficient of the polynomial through the values. */
    private static final double[][] COEFFICIENTS = coefficients();

    private Kronrod() {}

    /** The abscissa of a point, in (-1, 1). */
    public static double node(int k) {
        return k < 0 ? -NODES[-k] : NODES[k];
    }

    /** The weight of a point in Kronrod's rule; they add up to 2. */
    public static double weight(int k) {
        return WEIGHTS[Math.abs(k)];
    }

    /** The weight of a point in Gauss's rule: 0 at every second point. */
    public static double gauss(int k) {
        return GAUSS[Math.abs(k)];
    }

    /**
     * The weights of the points for an integral over a part of [-1, 1]: that of the polynomial of degree 20 that goes through the
     * values there, as it is in Legendre's polynomials.
     *
     * @return those of the points from -{@link #LAST} to {@link #LAST}
     */
    static double[] weights(double from, double to) {
        double[] lower = integrals(from);
        double[] upper = integrals(to);
        double[] weights = new double[POINTS];
        for (int k = 0; k < POINTS; k++) {
            for (int n = 0; n < POINTS; n++) {
                weights[k] += COEFFICIENTS[n][k] * (upper[n] - lower[n]);
            }
        }
        return weights;
    }

    /** The integrals of Legendre's polynomials from -1 to t (DLMF 18.9.19 and 18.9.1). */
    private static double[] integrals(double t) {
        double[] p = legendre(t);
        double[] integrals = new double[POINTS];
        integrals[0] = t + 1;
        for (int n = 1; n < POINTS; n++) {
            integrals[n] = (p[n + 1] - p[n - 1]) / (2 * n + 1);
        }
        return integrals;
    }

    private static double[] legendre(double t) {
        double[] p = new double[POINTS + 1];
        p[0] = 1;
        p[1] = t;
        for (int n = 1; n < POINTS; n++) {
            p[n + 1] = ((2 * n + 1) * t * p[n] - n * p[n - 1]) / (n + 1);
        }
        return p;
    }

    /** By elimination with the largest pivots, from the values of the polynomials at the points. */
    private static double[][] coefficients() {
        double[][] rows = new double[POINTS][2 * POINTS];
        for (int k = 0; k < POINTS; k++) {
            System.arraycopy(legendre(node(k - LAST)), 0, rows[k], 0, POINTS);
            rows[k][POINTS + k] = 1;
        }
        for (int n = 0; n < POINTS; n++) {
            int pivot = n;
            for (int k = n + 1; k < POINTS; k++) {
                pivot = Math.abs(rows[k][n]) > Math.abs(rows[pivot][n]) ? k : pivot;
            }
            double[] row = rows[pivot];
            rows[pivot] = rows[n];
            rows[n] = row;
            double first = row[n];
            for (int m = n; m < row.length; m++) {
                row[m] /= first;
            }
            for (int k = 0; k < POINTS; k++) {
                double factor = k == n ? 0 : rows[k][n];
                for (int m = n; factor != 0 && m < row.length; m++) {
                    rows[k][m] -= factor * row[m];
                }
            }
        }
        double[][] inverse = new double[POINTS][];
        for (int n = 0; n < POINTS; n++) {
            inverse[n] = Arrays.copyOfRange(rows[n], POINTS, 2 * POINTS);
        }
        return inverse;
    }

    /**
     * QUADPACK's estimate of the error of Kronrod's rule: it is far better than that of Gauss, if that is good.
     *
     * @param difference the size of the difference of the two rules
     * @param spread the integral of the distance of the function from its mean, by Kronrod's rule
     */
    public static double error(double difference, double spread) {
        double ratio = 200 * difference / spread;
        return spread > 0 && ratio < 1 ? spread * ratio * Math.sqrt(ratio) : difference;
    }
}
