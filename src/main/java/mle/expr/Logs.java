package mle.expr;

/** What the logarithm and the exponential undo in one another, exactly and only where the signs allow it. */
final class Logs {
    /** A factor of two is drawn out of an exponential, as it is out of a sum: data in other units are seen to be the same. */
    private static final double LOG_2 = StrictMath.log(2);

    private Logs() {}

    /** log(x) in simpler terms, or null. */
    static Expr log(Expr x) {
        if (x instanceof Expr.Call c && c.function().equals(Function.EXP)) {
            return c.argument(0);
        }
        if (x instanceof Expr.Call c && c.function().equals(Function.SIGMOID)) {
            return Expr.call(Function.LOG1PEXP, c.argument(0).negate()).negate();
        }
        if (x instanceof Expr.Call c && c.function().equals(Function.NORMALCDF)) {
            return Expr.call(Function.LOGNORMALCDF, c.argument(0));
        }
        if (x instanceof Expr.Product p && allNonnegative(p)) {
            SumBuilder sum = new SumBuilder(0);
            for (int i = 0; i < p.size(); i++) {
                sum.add(p.power(i), Expr.call(Function.LOG, p.base(i)));
            }
            return sum.build();
        }
        if (x instanceof Expr.Sum s) {
            if (s.size() == 1 && s.constant() == 0 && s.coefficient(0) > 0) {
                return Expr.call(Function.LOG, s.term(0)).plus(StrictMath.log(s.coefficient(0)));
            }
            double content = s.content();
            if (content != 1) {
                return Expr.call(Function.LOG, s.times(1 / content)).plus(StrictMath.log(content));
            }
            if (s.constant() == 1) {
                return Expr.call(Function.LOG1P, s.plus(-1));
            }
        }
        return null;
    }

    /** log(1 + x) in simpler terms, or null. */
    static Expr log1p(Expr x) {
        if (x instanceof Expr.Call c && c.function().equals(Function.EXP)) {
            return Expr.call(Function.LOG1PEXP, c.argument(0));
        }
        if (x instanceof Expr.Sum s) {
            if (s.constant() == -1) {
                return Expr.call(Function.LOG, s.plus(1));
            }
            boolean single = s.size() == 1 && s.constant() == 0 && s.coefficient(0) == -1;
            Expr complement = single ? logOfComplement(s.term(0)) : null;
            if (complement != null) {
                return complement;
            }
        }
        Expr exponent = exponentOf(x);
        return exponent == null ? null : Expr.call(Function.LOG1PEXP, exponent);
    }

    /** log(1 - p) in simpler terms, or null. */
    private static Expr logOfComplement(Expr p) {
        if (!(p instanceof Expr.Call c)) {
            return null;
        }
        Expr x = c.argument(0);
        return switch (c.function().name()) {
            case "sigmoid" -> Expr.call(Function.LOG1PEXP, x).negate();
            case "normalcdf" -> Expr.call(Function.LOGNORMALCDF, x.negate());
            case "cauchycdf" -> Expr.call(Function.LOG, Expr.call(Function.CAUCHYCDF, x.negate()));
            case "exp" -> Expr.call(Function.LOG1MEXP, x);
            default -> null;
        };
    }

    /** log(1 - exp(x)) in simpler terms, or null. */
    static Expr log1mexp(Expr x) {
        return x instanceof Expr.Call c && c.function().equals(Function.LOG1MEXP) ? c.argument(0) : null;
    }

    /** exp(x) in simpler terms, or null. */
    static Expr exp(Expr x) {
        if (x instanceof Expr.Call c && c.function().equals(Function.LOG)) {
            return c.argument(0).sign().nonnegative() ? c.argument(0) : null;
        }
        if (!(x instanceof Expr.Sum s)) {
            return null;
        }
        if (s.constant() == LOG_2) {
            return Expr.call(Function.EXP, s.plus(-LOG_2)).times(2);
        }
        ProductBuilder product = new ProductBuilder();
        SumBuilder rest = new SumBuilder(s.constant());
        boolean found = false;
        for (int i = 0; i < s.size(); i++) {
            if (s.term(i) instanceof Expr.Call c
                    && c.function().equals(Function.LOG)
                    && c.argument(0).sign().nonnegative()) {
                product.multiply(c.argument(0), s.coefficient(i));
                found = true;
            } else {
                rest.add(s.coefficient(i), s.term(i));
            }
        }
        if (!found) {
            return null;
        }
        Expr remaining = rest.build();
        if (remaining != Expr.ZERO) {
            product.multiply(Expr.call(Function.EXP, remaining), 1);
        }
        return product.build();
    }

    /** exp(x) - 1 in simpler terms, or null. */
    static Expr expm1(Expr x) {
        return x instanceof Expr.Call c
                        && c.function().equals(Function.LOG)
                        && c.argument(0).sign().nonnegative()
                ? c.argument(0).plus(-1)
                : null;
    }

    /**
     * t where x is exp(t), of exponentials or with one of the data as a factor, else null: what makes log(1 + e^a/e^b) stable.
     */
    private static Expr exponentOf(Expr x) {
        if (x instanceof Expr.Sum s && x.usesData() && s.size() == 1 && s.constant() == 0 && s.coefficient(0) > 0) {
            Expr exponent = s.term(0) instanceof Expr.Call c && c.function().equals(Function.EXP)
                    ? c.argument(0)
                    : exponentOf(s.term(0));
            return exponent == null ? null : exponent.plus(StrictMath.log(s.coefficient(0)));
        }
        if (!(x instanceof Expr.Product p) || !p.sign().positive()) {
            return null;
        }
        SumBuilder exponent = new SumBuilder(0);
        boolean ofData = false;
        boolean all = true;
        for (int i = 0; i < p.size(); i++) {
            boolean exponential =
                    p.base(i) instanceof Expr.Call c && c.function().equals(Function.EXP);
            ofData |= exponential && p.base(i).usesData();
            all &= exponential;
            exponent.add(p.power(i), Expr.call(Function.LOG, p.base(i)));
        }
        return all || ofData ? exponent.build() : null;
    }

    private static boolean allNonnegative(Expr.Product p) {
        for (int i = 0; i < p.size(); i++) {
            if (!p.base(i).sign().nonnegative()) {
                return false;
            }
        }
        return true;
    }
}
