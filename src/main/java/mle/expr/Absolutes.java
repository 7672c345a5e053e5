package mle.expr;

/** Positive factors drawn out of |x| and max(x, 0), so that formulas in other units are seen to be the same. */
final class Absolutes {
    private Absolutes() {}

    /** |x| in simpler terms, or null. */
    static Expr abs(Expr x) {
        if (x.sign().nonnegative()) {
            return x;
        }
        if (x instanceof Expr.Sum s && s.coefficient(0) < 0) {
            return Expr.call(Function.ABS, s.negate());
        }
        return outside(Function.ABS, x);
    }

    /** max(x, 0) in simpler terms, or null. */
    static Expr max0(Expr x) {
        return x.sign().nonnegative() ? x : outside(Function.MAX0, x);
    }

    /** A choice by the sign of x, of which a positive number as factor says nothing, or null. */
    static Expr choose(Expr[] arguments) {
        if (!(arguments[0] instanceof Expr.Sum s)) {
            return null;
        }
        boolean single = s.size() == 1 && s.constant() == 0;
        double factor = single ? Math.abs(s.coefficient(0)) : s.content();
        return factor == 1 ? null : Expr.call(Function.CHOOSE, s.times(1 / factor), arguments[1], arguments[2]);
    }

    private static Expr outside(Function function, Expr x) {
        if (x instanceof Expr.Sum s) {
            boolean single = s.size() == 1 && s.constant() == 0;
            double factor = single ? Math.abs(s.coefficient(0)) : s.content();
            return factor == 1 ? null : Expr.call(function, s.times(1 / factor)).times(factor);
        }
        if (!(x instanceof Expr.Product p)) {
            return null;
        }
        Expr positive = Expr.ONE;
        Expr rest = Expr.ONE;
        for (int i = 0; i < p.size(); i++) {
            Expr factor = p.base(i).pow(p.power(i));
            if (p.base(i).sign().positive()) {
                positive = positive.times(factor);
            } else {
                rest = rest.times(factor);
            }
        }
        return positive == Expr.ONE ? null : Expr.call(function, rest).times(positive);
    }
}
