package mle.plan;

import java.util.ArrayList;
import java.util.List;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * Code for the gradient of a formula at each row: the score of each observation.
 *
 * @param rows keeps the derivative by each parameter, of the data columns
 * @param scalars what it takes from the parameters and the known numbers
 */
record ScoreProgram(RowProgram rows, Program scalars) {
    static ScoreProgram of(Expr formula, List<Expr.Symbol> parameters, List<Expr.Symbol> inputs) {
        List<Expr> gradient = new ArrayList<>();
        parameters.forEach(p -> gradient.add(formula.derivative(p)));
        RowProgram rows =
                RowProgram.of(List.of(), gradient, e -> e instanceof Expr.Symbol s && s.kind() == Expr.Kind.DATA);
        return new ScoreProgram(rows, Program.of(rows.scalars(), inputs));
    }
}
