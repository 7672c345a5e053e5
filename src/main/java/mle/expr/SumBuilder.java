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
                coefficients.merge(s.term(i), coefficient * s.coefficient(i), Double::sum);
            }
        } else {
            coefficients.merge(term, coefficient, Double::sum);
        }
    }

    Expr build() {
        List<Expr> terms = new ArrayList<>(coefficients.size());
        coefficients.forEach((term, coefficient) -> {
            if (coefficient != 0) {
                terms.add(term);
            }
        });
        terms.sort(Order::compare);
        double[] factors = new double[terms.size()];
        for (int i = 0; i < factors.length; i++) {
            factors[i] = coefficients.get(terms.get(i));
        }
        return Expr.canonicalSum(constant, factors, terms.toArray(Expr[]::new));
    }
}
