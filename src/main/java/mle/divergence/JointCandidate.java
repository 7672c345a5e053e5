package mle.divergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.IndependentFamily;
import mle.family.Parameter;
import mle.family.Reparametrisation;

/**
 * A family of rows of which a member is looked for: its free parameters seen on the line, in those in which it is best solved, and
 * its log-density with the derivatives by them.
 */
final class JointCandidate {
    private final Family family;
    private final Map<String, Double> fixed;
    private final Optional<Reparametrisation> solved;
    private final List<Parameter> free;
    private final List<Expr.Symbol> line = new ArrayList<>();
    private final Program own; // the family's parameters, of the line
    private final Optional<Program> others; // those in which it is solved, of its own
    private final List<Expr> density;

    JointCandidate(Family family, Map<String, Double> fixed) {
        this.family = family;
        this.fixed = fixed;
        this.solved = fixed.isEmpty() ? family.solvedIn() : Optional.empty();
        List<Parameter> searched = solved.map(Reparametrisation::parameters).orElse(family.parameters());
        this.free = searched.stream().filter(p -> !fixed.containsKey(p.name())).toList();
        Map<Expr, Expr> onLine = new HashMap<>();
        for (Parameter p : searched) {
            Double held = fixed.get(p.name());
            Expr.Symbol coordinate = Expr.parameter("line_" + p.name());
            if (held == null) {
                line.add(coordinate);
            }
            onLine.put(
                    p.symbol(), held != null ? Expr.constant(held) : p.domain().fromLine(coordinate));
        }
        List<Expr> formulas = family.parameters().stream()
                .map(p -> solved.map(r -> r.own().getOrDefault(p.name(), p.symbol()))
                        .orElse(p.symbol()))
                .map(e -> e.replace(onLine))
                .toList();
        this.own = Program.of(formulas, line);
        List<Expr.Symbol> symbols =
                family.parameters().stream().map(Parameter::symbol).toList();
        this.others = solved.map(r -> Program.of(
                r.parameters().stream().map(p -> r.others().get(p.name())).toList(), symbols));
        Map<Expr, Expr> ofOwn = new HashMap<>();
        for (int i = 0; i < symbols.size(); i++) {
            ofOwn.put(symbols.get(i), formulas.get(i));
        }
        Expr value = solved.flatMap(Reparametrisation::logDensity)
                .map(e -> e.replace(onLine))
                .orElseGet(() -> family.logDensity().replace(ofOwn));
        this.density = formulas(value);
    }

    /** The value, the gradient, and the lower triangle of the Hessian by rows. */
    private List<Expr> formulas(Expr value) {
        List<Expr> formulas = new ArrayList<>(List.of(value));
        List<Expr> gradient = line.stream().map(value::derivative).toList();
        formulas.addAll(gradient);
        for (int i = 0; i < gradient.size(); i++) {
            for (int j = 0; j <= i; j++) {
                formulas.add(gradient.get(i).derivative(line.get(j)));
            }
        }
        return formulas;
    }

    private List<Expr.Symbol> columns() {
        List<Expr.Symbol> columns = new ArrayList<>();
        for (int k = 0; k < family.columns().size(); k++) {
            Family part = family instanceof IndependentFamily independent
                    ? independent.parts().get(k)
                    : family;
            columns.add(Expr.data(family.columns().get(k), part.support().sign()));
        }
        return columns;
    }

    int dimension() {
        return free.size();
    }

    /** The names of the free parameters. */
    List<String> names() {
        return free.stream().map(Parameter::name).toList();
    }

    /** All parameters of the family at a point of the line. */
    double[] parameters(double[] point) {
        return own.values(point);
    }

    /** The point of the line for all parameters of the family, moved into their domains where they lie outside. */
    double[] point(double[] parameters) {
        double[] inside = parameters.clone();
        for (int i = 0; i < inside.length; i++) {
            inside[i] = family.parameters().get(i).domain().inside(inside[i]);
        }
        double[] searched = others.map(p -> p.values(inside)).orElse(inside);
        double[] point = new double[free.size()];
        List<Parameter> all = solved.map(Reparametrisation::parameters).orElse(family.parameters());
        for (int i = 0, k = 0; i < searched.length; i++) {
            if (!fixed.containsKey(all.get(i).name())) {
                point[k] = free.get(k).domain().toLine(free.get(k).domain().inside(searched[i]));
                k++;
            }
        }
        return point;
    }

    /** How many numbers {@link #function} writes: the value, the gradient, and the lower triangle of the Hessian by rows. */
    int count() {
        int n = dimension();
        return 1 + n + n * (n + 1) / 2;
    }

    /** The log-density of rows and its derivatives at a point of the line; not for several threads at once. */
    JointComponent.Functions function(double[] point) {
        // The point as constants: what depends on parameters alone is computed once, not for every row.
        Map<Expr, Expr> constants = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            constants.put(line.get(i), Expr.constant(point[i]));
        }
        Program program =
                Program.of(density.stream().map(f -> f.replace(constants)).toList(), columns());
        double[] registers = new double[program.registers()];
        int columns = family.columns().size();
        int count = count();
        return (row, out) -> {
            System.arraycopy(row, 0, registers, 0, columns);
            program.run(registers);
            for (int i = 0; i < count; i++) {
                out[i] = registers[program.output(i)];
            }
            if (Double.isNaN(out[0])) {
                out[0] = Double.NEGATIVE_INFINITY;
            }
        };
    }
}
