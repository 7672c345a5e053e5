package mle.plan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;

/** Formulas numbered from 0 in the order in which they are met. */
final class Numbering {
    private final Map<Expr, Integer> numbers = new LinkedHashMap<>();

    /** The number of a formula, the next one if it is met for the first time. */
    int of(Expr e) {
        Integer known = numbers.get(e);
        if (known == null) {
            known = numbers.size();
            numbers.put(e, known);
        }
        return known;
    }

    /** All of them in order. */
    List<Expr> all() {
        return List.copyOf(numbers.keySet());
    }
}
