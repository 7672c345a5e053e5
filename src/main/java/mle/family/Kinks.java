package mle.family;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * Where a density may have a kink: parameters at which, as a value of x, the formula changes over from one form to another, as
 * |x - m| does at x = m. Found in the formula itself.
 */
final class Kinks {
    private static final Set<Function> TURNING =
            Set.of(Function.ABS, Function.SIGN, Function.MAX0, Function.STEP, Function.CHOOSE);

    private Kinks() {}

    /** The parameters at which the log-density of a continuous family may have a kink. */
    static List<Parameter> of(Family family) {
        if (family.support().integer()) {
            return List.of();
        }
        Expr x = Expr.data("x", family.support().sign());
        Set<Expr> turns = turns(family.logDensity());
        List<Parameter> kinks = new ArrayList<>();
        for (Parameter p : turns.isEmpty() ? List.<Parameter>of() : family.parameters()) {
            if (isKink(turns, p.symbol(), x)) {
                kinks.add(p);
            }
        }
        return List.copyOf(kinks);
    }

    /** Those of some symbols at which, as values of x, a formula may have a kink. */
    static List<Expr.Symbol> of(Expr formula, Expr x, List<Expr.Symbol> symbols) {
        Set<Expr> turns = turns(formula);
        return symbols.stream().filter(s -> isKink(turns, s, x)).toList();
    }

    private static Set<Expr> turns(Expr formula) {
        Set<Expr> turns = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(formula, turns, Collections.newSetFromMap(new IdentityHashMap<>()));
        return turns;
    }

    private static boolean isKink(Set<Expr> turns, Expr.Symbol parameter, Expr x) {
        for (Expr turn : turns) {
            if (isZeroAt(turn, parameter, x)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isZeroAt(Expr formula, Expr.Symbol parameter, Expr x) {
        return formula.symbols().contains(parameter) && formula.replace(s -> s.equals(parameter) ? x : s) == Expr.ZERO;
    }

    private static void collect(Expr formula, Set<Expr> turns, Set<Expr> seen) {
        if (!seen.add(formula)) {
            return;
        }
        if (formula instanceof Expr.Sum s) {
            for (int i = 0; i < s.size(); i++) {
                collect(s.term(i), turns, seen);
            }
        } else if (formula instanceof Expr.Product p) {
            for (int i = 0; i < p.size(); i++) {
                collect(p.base(i), turns, seen);
            }
        } else if (formula instanceof Expr.Call c) {
            if (TURNING.contains(c.function())) {
                turns.add(c.argument(0));
            }
            for (int i = 0; i < c.size(); i++) {
                collect(c.argument(i), turns, seen);
            }
        }
    }
}
