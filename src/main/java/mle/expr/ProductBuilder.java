package mle.expr;

/** Gathers factors of a product: like bases together, products within products opened, numbers drawn out in front. */
final class ProductBuilder {
    private double coefficient = 1;
    private final Gathered powers = new Gathered();
    private boolean open;

    void multiply(Expr base, double power) {
        if (power == 0) {
            return;
        }
        if (base instanceof Expr.Constant c) {
            coefficient *= power(c.value(), power);
        } else if (base instanceof Expr.Product p && opens(p, power)) {
            for (int i = 0; i < p.size(); i++) {
                multiply(p.base(i), p.power(i) * power);
            }
        } else if (base instanceof Expr.Sum s && isSingle(s) && (s.coefficient(0) > 0 || isInteger(power))) {
            coefficient *= power(s.coefficient(0), power);
            multiply(s.term(0), power);
        } else if (base instanceof Expr.Sum s && s.content() != 1) {
            coefficient *= power(s.content(), power);
            multiply(s.times(1 / s.content()), power);
        } else if (base instanceof Expr.Sum s && isInteger(power) && leadsNegative(s)) {
            coefficient *= power % 2 == 0 ? 1 : -1;
            powers.add(s.negate(), power);
        } else {
            powers.add(base, power);
        }
    }

    Expr build() {
        powers.sort();
        Expr[] bases = powers.formulas();
        double[] exponents = powers.numbers();
        for (int i = 0; i < bases.length; i++) {
            // A product under a fractional power opens once the powers gathered make it whole.
            open |= bases[i] instanceof Expr.Product p && opens(p, exponents[i]);
        }
        if (open) {
            ProductBuilder again = new ProductBuilder();
            again.coefficient = coefficient;
            for (int i = 0; i < exponents.length; i++) {
                again.multiply(bases[i], exponents[i]);
            }
            return again.build();
        }
        if (coefficient == 0) {
            return Expr.ZERO;
        }
        Expr product = Expr.canonicalProduct(bases, exponents);
        return coefficient == 1 ? product : Expr.sum(0, new double[] {coefficient}, product);
    }

    private static double power(double number, double power) {
        return power == 1 ? number : StrictMath.pow(number, power);
    }

    private static boolean isSingle(Expr.Sum s) {
        return s.constant() == 0 && s.size() == 1;
    }

    /** Whether the sum would be written with a minus first; then its negative is taken, so that (a-b)² is (b-a)². */
    private static boolean leadsNegative(Expr.Sum s) {
        return s.coefficient(0) < 0;
    }

    /**
     * Whether the power of a product is the product of the powers, whatever the signs that are not known: √b to the power -2
     * is no number for b < 0, where 1/b is one.
     */
    private static boolean opens(Expr.Product p, double power) {
        for (int i = 0; i < p.size(); i++) {
            boolean same = power == 1 || isInteger(power) && (isInteger(p.power(i)) || !isInteger(p.power(i) * power));
            if (!same && !p.base(i).sign().nonnegative()) {
                return false;
            }
        }
        return true;
    }

    private static boolean isInteger(double power) {
        return power == Math.rint(power);
    }
}
