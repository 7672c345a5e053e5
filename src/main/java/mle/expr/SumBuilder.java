package mle.expr;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Gathers terms of a sum: like terms together, sums within sums opened, terms in structural order. */
final class SumBuilder {
    private double constant;
    private final Map<Expr, Double> coefficients = new IdentityHashMap<>();

    SumBuilder(double constant) {
        this.constant = constant;
    }

    void add(double coefficient, Expr term) {
        if (coefficient == 0) {
            return;
        }
        if (term instanceof Expr.Constant c) {
            constant += coefficient * c.value();
        } else if (term instanceof Expr.Sum s) {
            constant += coefficient * s.constant();
            for (int i = 0; i < s.size(); i++) {
                gather(s.term(i), coefficient * s.coefficient(i));
            }
        } else {
            gather(term, coefficient);
        }
    }

    private void gather(Expr term, double coefficient) {
        Double gathered = coefficients.get(term);
        coefficients.put(term, gathered == null ? coefficient : gathered + coefficient);
    }

    Expr build() {
        List<Expr> terms = new ArrayList<>(coefficients.size());
        for (Map.Entry<Expr, Double> e : coefficients.entrySet()) {
            if (e.getValue() != 0) {
                terms.add(e.getKey());
            }
        }
        terms.sort(Order.STRUCTURAL);
        double[] factors = new double[terms.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = coefficients.get(terms.get(i));
        }
        return Expr.canonicalSum(constant, factors, terms.toArray(new Expr[0]));
    }
}
