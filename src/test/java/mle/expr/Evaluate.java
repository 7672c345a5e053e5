package mle.expr;

import java.util.List;

/** The plain meaning of a formula, by recursion: what every plan is measured against. */
public final class Evaluate {
    private Evaluate() {}

    /** The value of a formula where the symbols have these values. */
    public static double at(Expr e, List<Expr.Symbol> symbols, double[] values) {
        if (e instanceof Expr.Constant c) {
            return c.value();
        }
        if (e instanceof Expr.Symbol s) {
            return values[symbols.indexOf(s)];
        }
        if (e instanceof Expr.Sum s) {
            double sum = s.constant();
            for (int i = 0; i < s.size(); i++) {
                sum += s.coefficient(i) * at(s.term(i), symbols, values);
            }
            return sum;
        }
        if (e instanceof Expr.Product p) {
            double product = 1;
            for (int i = 0; i < p.size(); i++) {
                product *= Math.pow(at(p.base(i), symbols, values), p.power(i));
            }
            return product;
        }
        Expr.Call c = (Expr.Call) e;
        double[] arguments =
                c.operands().stream().mapToDouble(a -> at(a, symbols, values)).toArray();
        return c.function().at(arguments);
    }
}
