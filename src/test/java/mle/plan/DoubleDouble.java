package mle.plan;

/**
 * A number as an unevaluated sum of two doubles, about 31 digits (Dekker 1971), with the logarithm and exponential minus
 * one that the elementary functions are held against.
 */
record DoubleDouble(double high, double low) {
    private static final DoubleDouble ONE = of(1);
    private static final DoubleDouble LOG_2 = new DoubleDouble(0x1.62e42fefa39efp-1, 0x1.abc9e3b39803fp-56);

    static DoubleDouble of(double x) {
        return new DoubleDouble(x, 0);
    }

    private static DoubleDouble sum(double a, double b) {
        double s = a + b;
        double t = s - a;
        return new DoubleDouble(s, (a - (s - t)) + (b - t));
    }

    private static DoubleDouble product(double a, double b) {
        double p = a * b;
        double c = a * 0x8000001p0;
        double a1 = c - (c - a);
        c = b * 0x8000001p0;
        double b1 = c - (c - b);
        double a2 = a - a1;
        double b2 = b - b1;
        return new DoubleDouble(p, ((a1 * b1 - p) + a1 * b2 + a2 * b1) + a2 * b2);
    }

    DoubleDouble plus(DoubleDouble b) {
        DoubleDouble s = sum(high, b.high);
        DoubleDouble t = sum(low, b.low);
        DoubleDouble u = sum(s.high, s.low + t.high);
        return sum(u.high, u.low + t.low);
    }

    DoubleDouble times(DoubleDouble b) {
        DoubleDouble p = product(high, b.high);
        return sum(p.high, p.low + (high * b.low + low * b.high));
    }

    DoubleDouble over(DoubleDouble b) {
        double q = high / b.high;
        DoubleDouble rest = plus(b.times(of(-q)));
        double q2 = rest.high / b.high;
        rest = rest.plus(b.times(of(-q2)));
        return sum(q, q2).plus(of(rest.high / b.high));
    }

    /** The distance of y in units of the last place of this. */
    double ulps(double y) {
        return Math.abs((y - high) - low) / Math.ulp(high);
    }

    /** e^x - 1 for |x| up to 700. */
    static DoubleDouble expm1(double x) {
        double k = Math.rint(x / LOG_2.high);
        DoubleDouble r = of(x).plus(LOG_2.times(of(-k))).times(of(0x1p-3));
        DoubleDouble e = of(0);
        for (int n = 22; n > 0; n--) {
            e = e.plus(ONE).times(r).over(of(n));
        }
        for (int i = 0; i < 3; i++) {
            e = e.times(e.plus(of(2)));
        }
        DoubleDouble power = of(Math.scalb(1.0, (int) k));
        return e.times(power).plus(power.plus(of(-1)));
    }

    /** e^x for |x| up to 700. */
    static DoubleDouble exp(double x) {
        double k = Math.rint(x / LOG_2.high);
        DoubleDouble r = of(x).plus(LOG_2.times(of(-k)));
        return expm1(r.high).plus(ONE).times(ONE.plus(of(r.low))).times(of(Math.scalb(1.0, (int) k)));
    }

    /** log(1 + x), from log(2^k) and the inverse hyperbolic tangent. */
    static DoubleDouble log1p(DoubleDouble x) {
        int k = Math.getExponent((1 + x.high) * Math.sqrt(2));
        DoubleDouble f = k == 0 ? x : x.plus(ONE).times(of(Math.scalb(1.0, -k))).plus(of(-1));
        DoubleDouble s = f.over(f.plus(of(2)));
        DoubleDouble z = s.times(s);
        DoubleDouble t = of(0);
        for (int n = 47; n > 0; n -= 2) {
            t = t.times(z).plus(ONE.over(of(n)));
        }
        return LOG_2.times(of(k)).plus(s.times(t).times(of(2)));
    }

    static DoubleDouble log(double x) {
        return log1p(sum(x, -1));
    }
}
