package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;

/** The log-density of one value, and its derivatives, as functions of the value: in the coordinates and the units of a search. */
final class RowScore {
    private final Program program;
    private final double[] inputs;

    /**
     * Of a family's plan.
     *
     * @param known the values of the parameters that are held, in the units of the search
     */
    RowScore(FamilyPlan plan, Map<String, Double> known) {
        Expr density = plan.logDensity();
        List<Expr.Symbol> symbols = new ArrayList<>();
        density.symbols().stream().filter(s -> s.kind() == Expr.Kind.DATA).forEach(symbols::add);
        if (symbols.size() != 1) {
            throw new IllegalArgumentException("score: expected a density of one variable, got " + symbols);
        }
        symbols.addAll(plan.coordinates());
        int first = symbols.size();
        density.symbols().stream().filter(s -> s.kind() == Expr.Kind.KNOWN).forEach(symbols::add);
        List<Expr> outputs = new ArrayList<>();
        outputs.add(density);
        plan.coordinates().forEach(c -> outputs.add(density.derivative(c)));
        this.program = Program.of(outputs, symbols);
        this.inputs = new double[symbols.size()];
        for (int i = first; i < inputs.length; i++) {
            inputs[i] = known.get(symbols.get(i).name());
        }
    }

    /** The log-density at x, then its derivatives by the coordinates. */
    double[] at(double x, double[] point) {
        inputs[0] = x;
        System.arraycopy(point, 0, inputs, 1, point.length);
        return program.values(inputs);
    }
}
