package mle.expr;

/** Gathers terms of a sum: like terms together, sums within sums opened, terms in structural order. */
final class SumBuilder {
    private double constant;
    private final Gathered coefficients = new Gathered();

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
                coefficients.add(s.term(i), coefficient * s.coefficient(i));
            }
        } else {
            coefficients.add(term, coefficient);
        }
    }

    Expr build() {
        coefficients.sort();
        return Expr.canonicalSum(constant, coefficients.numbers(), coefficients.formulas());
    }
}
