package mle.fit;

import java.util.Arrays;

/**
 * The expected information of one observation, the mean of the outer product of its score under the model: what there is where a
 * kink leaves the likelihood without a Hessian (Le Cam 1970, Ann. Math. Statist. 41, 802-828). By the double-exponential rule
 * (Takahasi and Mori 1974) on each side of the kink.
 */
final class ExpectedInformation {
    private static final double REACH = 6;
    private static final double NEAR = -5.5;
    /** Relative; a distance from the kink that is off by more says nothing. */
    private static final double ROUNDED = 0.01;

    private static final double FIRST_STEP = 1 / 16.0;
    private static final double LAST_STEP = 1 / 520.0;
    private static final double PRECISION = 1e-11;

    /** The share of an integral that may lie as close to the kink as numbers reach; beyond it, it is infinite. */
    private static final double NOTHING = 1e-9;

    private final RowScore score;
    private final double[] point;
    private final double kink;
    private final double unit;

    /**
     * At a point.
     *
     * @param kink the value of x at which the density has its kink
     * @param unit a typical distance from there
     */
    ExpectedInformation(RowScore score, double[] point, double kink, double unit) {
        this.score = score;
        this.point = point;
        this.kink = kink;
        this.unit = unit;
    }

    /**
     * The packed lower triangle; NaN where an integral does not exist or was not reached.
     *
     * @param lower the lower end of the support
     * @param upper the upper one
     */
    double[] between(double lower, double upper) {
        double[] before = integrals(lower, upper, FIRST_STEP);
        for (double step = FIRST_STEP / 2; step > LAST_STEP; step /= 2) {
            double[] after = integrals(lower, upper, step);
            boolean settled = isSettled(before, after);
            before = after;
            if (settled) {
                double mass = after[0];
                return Arrays.stream(after, 1, after.length).map(v -> v / mass).toArray();
            }
        }
        double[] none = new double[before.length - 1];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private boolean isSettled(double[] before, double[] after) {
        boolean settled = Math.abs(after[0] - before[0]) <= PRECISION * after[0];
        for (int i = 0, k = 1; i < point.length; i++) {
            for (int j = 0; j <= i; j++, k++) {
                double size = Math.sqrt(after[diagonal(i)]) * Math.sqrt(after[diagonal(j)]);
                settled &= !(Math.abs(after[k] - before[k]) > PRECISION * size);
            }
        }
        return settled;
    }

    private static int diagonal(int i) {
        return 1 + i * (i + 1) / 2 + i;
    }

    /** Of the density and of the products of scores. */
    private double[] integrals(double lower, double upper, double step) {
        int p = point.length;
        double[] sums = new double[1 + p * (p + 1) / 2];
        double[] near = new double[p];
        for (int side = -1; side <= 1; side += 2) {
            double width = side < 0 ? kink - lower : upper - kink;
            for (double t = -REACH; t <= REACH; t += step) {
                double grown = StrictMath.PI / 2 * StrictMath.sinh(t);
                double slope = StrictMath.PI / 2 * StrictMath.cosh(t);
                double share = 1 / (1 + StrictMath.exp(-2 * grown));
                double rest = 1 / (1 + StrictMath.exp(2 * grown));
                boolean endless = Double.isInfinite(width);
                double distance = endless ? unit * StrictMath.exp(grown) : width * share;
                double weight = endless ? distance * slope : 2 * width * share * rest * slope;
                double x = kink + side * distance;
                boolean rounded = Math.abs(Math.abs(x - kink) - distance) > ROUNDED * distance;
                if (distance > 0 && x != kink && Double.isFinite(weight)) {
                    add(x, weight * step, sums, t < NEAR || rounded ? near : null);
                }
            }
        }
        double[] all = sums.clone();
        for (int i = 0, k = 1; i < p; i++) {
            for (int j = 0; j <= i; j++, k++) {
                boolean exists = near[i] <= NOTHING * all[diagonal(i)] && near[j] <= NOTHING * all[diagonal(j)];
                sums[k] = exists ? sums[k] : Double.NaN;
            }
        }
        return sums;
    }

    private void add(double x, double weight, double[] sums, double[] near) {
        double[] s = score.at(x, point);
        double w = weight * StrictMath.exp(s[0]);
        if (!(w > 0)) {
            return;
        }
        sums[0] += w;
        for (int i = 1, k = 1; i < s.length; i++) {
            for (int j = 1; j <= i; j++, k++) {
                sums[k] += w * s[i] * s[j];
            }
            if (near != null) {
                near[i - 1] += w * s[i] * s[i];
            }
        }
    }
}
