package mle.expr;

import java.util.Arrays;

/**
 * The density and the tails of the sum of a Poisson number of gamma variables, the compound Poisson distribution, as sums over
 * that number, with their derivatives (Dunn and Smyth 2005, Statistics and Computing 15, 267-280).
 *
 * <p>Terms are summed from about the largest to both sides. All are positive, and the derivatives are moments under the same sum.
 * Where the terms change little from one number to the next, the sum is that over a wider step: of a smooth function the
 * trapezoidal rule errs by exp(-2&pi;&sup2;s&sup2;) for s steps in a standard deviation (Trefethen and Weideman 2014).
 */
final class CompoundGamma {
    /** Where a term is below exp of minus this, relative to the largest, what follows is left out. */
    private static final double ENOUGH = 48;

    /** Steps in a standard deviation: an error of e^-44. */
    private static final double STEPS = 1.5;

    private static final int MOST_TERMS = 100_000;

    /** Beyond, the next number is no other double. */
    private static final double LARGEST = 0x1p52;

    private static final Recent<CompoundGamma> DENSITY = new Recent<>((n, s, none) -> density(n, s));
    private static final Recent<CompoundGamma> LOWER = new Recent<>((r, a, x) -> tail(true, r, a, x));
    private static final Recent<CompoundGamma> UPPER = new Recent<>((r, a, x) -> tail(false, r, a, x));

    /** The variance from which on the sum is a smooth one. */
    private static final double SMOOTH = STEPS * STEPS;

    /** A term: its logarithm, the derivatives of that, and the second ones in packed lower triangles. */
    private interface Term {
        double at(double k, double[] slopes, double[] curvatures);
    }

    private final int arguments;
    private final Term term;
    private final double[] slopes;
    private final double[] curvatures;

    /** The slopes of the first term taken, relative to which the others are summed: products then don't cancel. */
    private final double[] firstSlopes;

    /** The sum of all terms relative to the first one, of their slopes, of products of slopes, and of curvatures. */
    private double sum;

    private final double[] sumSlopes;
    private final double[] sumProducts;
    private final double[] sumCurvatures;
    private final double middle;
    private double most;
    private boolean found = true;
    private double log;

    /** The sum over k from a least one in steps, from the middle on. */
    private CompoundGamma(int arguments, Term term, double middle, double step, double least) {
        this.arguments = arguments;
        this.term = term;
        this.slopes = new double[arguments];
        this.sumSlopes = new double[arguments];
        int packed = arguments * (arguments + 1) / 2;
        this.curvatures = new double[packed];
        this.sumProducts = new double[packed];
        this.sumCurvatures = new double[packed];
        this.middle = term.at(middle, slopes, curvatures);
        this.firstSlopes = slopes.clone();
        this.most = this.middle;
        add(middle, step, least);
        add(middle - step, -step, least);
        this.log = this.middle + StrictMath.log(step * sum);
    }

    /** Adds the terms on a side, until they have fallen far enough. */
    private void add(double from, double step, double least) {
        if (!(from < LARGEST)) {
            found = false;
            return;
        }
        double before = Double.NEGATIVE_INFINITY;
        double k = from;
        for (int i = 0; k >= least; i++, k = from + i * step) {
            double exponent = term.at(k, slopes, curvatures);
            most = StrictMath.max(most, exponent);
            double weight = StrictMath.exp(exponent - middle);
            if (!(weight < Double.POSITIVE_INFINITY) || i > MOST_TERMS) {
                found = false;
                return;
            }
            if (weight > 0) {
                sum += weight;
                int packed = 0;
                for (int p = 0; p < arguments; p++) {
                    slopes[p] -= firstSlopes[p];
                    sumSlopes[p] += weight * slopes[p];
                    for (int q = 0; q <= p; q++, packed++) {
                        sumProducts[packed] += weight * (slopes[p] * slopes[q]);
                        sumCurvatures[packed] += weight * curvatures[packed];
                    }
                }
            }
            if (exponent < most - ENOUGH && exponent <= before) {
                return;
            }
            before = exponent;
        }
    }

    private double value() {
        return found ? log : Double.NaN;
    }

    private double slope(int p) {
        return found ? firstSlopes[p] + sumSlopes[p] / sum : Double.NaN;
    }

    private double curvature(int p, int q) {
        int packed = StrictMath.max(p, q) * (StrictMath.max(p, q) + 1) / 2 + StrictMath.min(p, q);
        return found
                ? sumCurvatures[packed] / sum + (sumProducts[packed] / sum - sumSlopes[p] / sum * (sumSlopes[q] / sum))
                : Double.NaN;
    }

    /** The derivative of so many orders in each argument, at most two in all. */
    private double derivative(int... orders) {
        int first = -1;
        int second = -1;
        for (int p = 0; p < orders.length; p++) {
            for (int k = 0; k < orders[p]; k++) {
                second = first;
                first = p;
            }
        }
        return first < 0 ? value() : second < 0 ? slope(first) : curvature(first, second);
    }

    private static void requireOrders(String name, int... orders) {
        if (Arrays.stream(orders).anyMatch(order -> order < 0)
                || Arrays.stream(orders).sum() > 2) {
            throw new IllegalArgumentException(name + ": orders must be >= 0 and add up to at most 2, got "
                    + Arrays.toString(orders).replace('[', '(').replace(']', ')'));
        }
    }

    // ---- the density ----

    /**
     * The derivative, i times in n and j times in s, i + j &le; 2, of the logarithm of the sum over k &ge; 1 of
     * n^k exp(-n)/k! s^(ak) exp(-s)/&Gamma;(ak), a = s/n: Wright's function &Phi;(a, 0; n s^a) less n + s.
     */
    static double logWright(int i, int j, double n, double s) {
        requireOrders("logwrightrel", i, j);
        if (!(n >= 0 && s >= 0 && n + s < Double.POSITIVE_INFINITY)) {
            return Double.NaN;
        }
        if (n == 0 || s == 0) {
            return i + j == 0 ? Double.NEGATIVE_INFINITY : Double.NaN;
        }
        return DENSITY.at(n, s, 0).derivative(i, j);
    }

    private static CompoundGamma density(double n, double s) {
        double variance = n / (n + s) * n;
        CompoundGamma all = variance > SMOOTH && n + s > ENOUGH ? smooth(n, s) : separate(n, s);
        all.log += 0.5 * (StrictMath.log(s) - StrictMath.log(n)) - 2 * Normals.HALF_LOG_2_PI;
        return all;
    }

    /**
     * Term by term: &radic;a/(2&pi;) exp(-(1 + a)D(k, n) - &delta;(k) - &delta;(ak)), of which nothing cancels: D is the divergence of Poisson
     * variables, &delta; the error of Stirling's formula.
     */
    private static CompoundGamma separate(double n, double s) {
        double a = s / n;
        Term term = (k, slopes, curvatures) -> {
            double divergence = Deviances.kldiv(k, n);
            double z = a * k;
            double share = k / n;
            // log s less digamma(ak), and trigamma(ak)
            double w = -StrictMath.log(share) + 0.5 / z - Stirling.stirlerr(1, z);
            double trigamma = (1 + 0.5 / z) / z + Stirling.stirlerr(2, z);
            slopes[0] = (k - n) / n - a * share * w;
            slopes[1] = (k - n) / n + share * w;
            curvatures[0] = (2 * a * w - 1) * share / n - a * share * trigamma * a * share;
            curvatures[1] = -(1 + w) * share / n + a * share * trigamma * share;
            curvatures[2] = share * (1 / s - trigamma * share);
            return -(1 + a) * divergence - Stirling.stirlerr(k) - Stirling.stirlerr(z);
        };
        return new CompoundGamma(2, term, StrictMath.max(1, StrictMath.rint(n)), 1, 1);
    }

    /**
     * The sum as an integral over u, k = n(1 + u): with places that move with n no derivative cancels, however large n. There
     * (1 + a)D(k, n) is (n + s) times the divergence of 1 + u and 1.
     */
    private static CompoundGamma smooth(double n, double s) {
        Term term = (u, slopes, curvatures) -> {
            double divergence = -(1 + u) * Special.log1pmx(-u / (1 + u));
            double k = n * (1 + u);
            double z = s * (1 + u);
            slopes[0] = 0.5 / n - divergence - (1 + u) * Stirling.stirlerr(1, k);
            slopes[1] = 0.5 / s - divergence - (1 + u) * Stirling.stirlerr(1, z);
            curvatures[0] = -0.5 / n / n - (1 + u) * (1 + u) * Stirling.stirlerr(2, k);
            curvatures[1] = 0;
            curvatures[2] = -0.5 / s / s - (1 + u) * (1 + u) * Stirling.stirlerr(2, z);
            return -(n + s) * divergence - Stirling.stirlerr(k) - Stirling.stirlerr(z);
        };
        CompoundGamma all = new CompoundGamma(2, term, 0, 1 / (STEPS * StrictMath.sqrt(n + s)), Math.nextUp(-1.0));
        all.log += StrictMath.log(n);
        return all;
    }

    // ---- the tails ----

    /**
     * The derivative, of these orders in each argument, of the logarithm of the probability that a Poisson number, of mean r, of
     * gamma variables of shape a and rate 1 add up to at most x.
     */
    static double logP(int i, int j, int k, double r, double a, double x) {
        requireOrders("logcompoundgammap", i, j, k);
        if (!isInside(r, a, x)) {
            return Double.NaN;
        }
        if (x == 0) {
            return i + j + k == 0 ? -r : i == 1 && j + k == 0 ? -1 : j + k == 0 ? 0 : Double.NaN;
        }
        return LOWER.at(r, a, x).derivative(i, j, k);
    }

    /** The same of the probability that they add up to more than x. */
    static double logQ(int i, int j, int k, double r, double a, double x) {
        requireOrders("logcompoundgammaq", i, j, k);
        if (!isInside(r, a, x)) {
            return Double.NaN;
        }
        if (x == 0) {
            double odds = Special.oddsexp(-r);
            return i + j + k == 0
                    ? Special.log1mexp(-r)
                    : i == 1 && j + k == 0 ? odds : j + k == 0 ? -odds * (1 + odds) : Double.NaN;
        }
        return UPPER.at(r, a, x).derivative(i, j, k);
    }

    private static boolean isInside(double r, double a, double x) {
        return r > 0 && a > 0 && x >= 0 && r + a + x < Double.POSITIVE_INFINITY;
    }

    private static CompoundGamma tail(boolean lower, double r, double a, double x) {
        Term term = (k, slopes, curvatures) -> {
            slopes[0] = k / r - 1;
            curvatures[0] = -k / r / r;
            curvatures[1] = 0;
            curvatures[3] = 0;
            if (k == 0) {
                slopes[1] = 0;
                slopes[2] = 0;
                curvatures[2] = 0;
                curvatures[4] = 0;
                curvatures[5] = 0;
                return -r;
            }
            slopes[1] = k * part(lower, 1, 0, a * k, x);
            slopes[2] = part(lower, 0, 1, a * k, x);
            curvatures[2] = k * k * part(lower, 2, 0, a * k, x);
            curvatures[4] = k * part(lower, 1, 1, a * k, x);
            curvatures[5] = part(lower, 0, 2, a * k, x);
            return logPoisson(k, r) + part(lower, 0, 0, a * k, x);
        };
        // About the number that brings the sum to x at least cost.
        double n = StrictMath.exp((StrictMath.log(r) + a * StrictMath.log(x / a)) / (1 + a));
        double top = lower ? StrictMath.min(n, r) : StrictMath.max(n, r);
        double deviation = StrictMath.sqrt(top / (1 + a));
        double edge = lower ? 0 : 1;
        boolean smooth = deviation * deviation > SMOOTH
                && logPoisson(top, r) + part(lower, 0, 0, a * top, x)
                        > ENOUGH + (lower ? -r : logPoisson(1, r) + part(false, 0, 0, a, x));
        double start = smooth ? top : StrictMath.max(edge, StrictMath.rint(top));
        return new CompoundGamma(3, term, start, smooth ? deviation / STEPS : 1, smooth ? Double.MIN_NORMAL : edge);
    }

    private static double part(boolean lower, int i, int j, double shape, double x) {
        return lower ? IncompleteGamma.logP(i, j, shape, x) : IncompleteGamma.logQ(i, j, shape, x);
    }

    /** The logarithm of the probability of k, where nothing cancels. */
    private static double logPoisson(double k, double r) {
        return k == 0 ? -r : -Deviances.kldiv(k, r) - Deviances.lfactrel(k);
    }
}
