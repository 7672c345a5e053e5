package mle.expr;

import java.util.IdentityHashMap;
import java.util.Map;

/** Symbolic differentiation, each shared sub-formula once. */
final class Derivative {
    private final Expr.Symbol symbol;
    private final Map<Expr, Expr> done = new IdentityHashMap<>();

    private Derivative(Expr.Symbol symbol) {
        this.symbol = symbol;
    }

    static Expr of(Expr e, Expr.Symbol symbol) {
        return new Derivative(symbol).at(e);
    }

    private Expr at(Expr e) {
        Expr known = done.get(e);
        if (known == null) {
            known = rule(e);
            done.put(e, known);
        }
        return known;
    }

    private Expr rule(Expr e) {
        if (e == symbol) {
            return Expr.ONE;
        }
        if (e instanceof Expr.Call c && c.function().equals(Function.CHOOSE)) {
            Expr chosen = at(c.argument(1));
            Expr other = at(c.argument(2));
            return chosen == other ? chosen : Expr.call(Function.CHOOSE, c.argument(0), chosen, other);
        }
        SumBuilder total = new SumBuilder(0);
        if (e instanceof Expr.Sum s) {
            for (int i = 0; i < s.size(); i++) {
                total.add(s.coefficient(i), at(s.term(i)));
            }
        } else if (e instanceof Expr.Product p) {
            for (int i = 0; i < p.size(); i++) {
                Expr inner = at(p.base(i));
                if (inner != Expr.ZERO) {
                    total.add(p.power(i), others(p, i).times(inner));
                }
            }
        } else if (e instanceof Expr.Call c) {
            for (int i = 0; i < c.size(); i++) {
                Expr inner = at(c.argument(i));
                if (inner != Expr.ZERO) {
                    total.add(1, c.function().partial(i, c.operands()).times(inner));
                }
            }
        }
        return total.build();
    }

    /** The product with one unit of power taken off a factor. */
    private static Expr others(Expr.Product p, int factor) {
        ProductBuilder rest = new ProductBuilder();
        for (int i = 0; i < p.size(); i++) {
            rest.multiply(p.base(i), i == factor ? p.power(i) - 1 : p.power(i));
        }
        return rest.build();
    }
}
