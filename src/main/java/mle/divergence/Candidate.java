package mle.divergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;

/**
 * A family of which a member is looked for: its free parameters seen on the line, and its log-density in any coordinate of x with the
 * derivatives by them.
 */
final class Candidate {
    private static final double WELL_INSIDE = 3;

    private final Family family;
    private final Map<String, Double> fixed;
    private final List<Parameter> free;
    private final List<Expr.Symbol> line;
    private final Map<Expr, Expr> replacement;

    /**
     * A family with parameters held.
     *
     * @throws IllegalArgumentException of a family whose corners are found among observations, of which a distribution has none
     */
    Candidate(Family family, Map<String, Double> fixed) {
        if (family.corners().isPresent()) {
            throw new IllegalArgumentException(
                    family.name() + ": its corners are found among observations; there is no projection onto it");
        }
        this.family = family;
        this.fixed = fixed;
        this.free = family.parameters().stream()
                .filter(p -> !fixed.containsKey(p.name()))
                .toList();
        this.line = new ArrayList<>();
        this.replacement = new HashMap<>();
        for (Parameter p : family.parameters()) {
            Expr symbol = Expr.parameter(p.name(), p.domain().sign());
            Double held = fixed.get(p.name());
            if (held != null) {
                replacement.put(symbol, Expr.constant(held));
            } else {
                Expr.Symbol coordinate = Expr.parameter("line_" + p.name());
                line.add(coordinate);
                replacement.put(symbol, p.domain().fromLine(coordinate));
            }
        }
    }

    Family family() {
        return family;
    }

    List<Parameter> free() {
        return free;
    }

    int dimension() {
        return free.size();
    }

    /** All parameters of the family at a point of the line. */
    double[] parameters(double[] point) {
        double[] values = new double[family.parameters().size()];
        for (int i = 0, k = 0; i < values.length; i++) {
            Parameter p = family.parameters().get(i);
            Double held = fixed.get(p.name());
            values[i] = held != null ? held : p.domain().fromLine(point[k++]);
        }
        return values;
    }

    /** The point of the line that is reported in place of one, where several stand for one distribution. */
    double[] inOrder(double[] point) {
        double[] values = parameters(point);
        double[] ordered = family.inOrder(values);
        boolean moved = ordered != values;
        for (int i = 0; i < values.length; i++) {
            moved &= ordered[i] == values[i]
                    || !fixed.containsKey(family.parameters().get(i).name());
        }
        return moved ? point(ordered) : point;
    }

    /** The point of the line for all parameters of the family, moved into their domains where they lie outside. */
    double[] point(double[] parameters) {
        double[] point = new double[free.size()];
        for (int i = 0, k = 0; i < parameters.length; i++) {
            Parameter p = family.parameters().get(i);
            if (!fixed.containsKey(p.name())) {
                point[k++] = toLine(p.domain(), parameters[i]);
            }
        }
        return point;
    }

    private static double toLine(Domain domain, double value) {
        if (domain.contains(value) && Double.isFinite(value)) {
            return domain.toLine(value);
        }
        if (domain.equals(Domain.REAL)) {
            return 0;
        }
        return value <= domain.lower() ? -WELL_INSIDE : WELL_INSIDE;
    }

    /** The log-density of x with first and second derivatives by the free parameters on the line, in a coordinate of x. */
    LogDensity in(Coordinate coordinate) {
        return new LogDensity(coordinate, e -> e, 2);
    }

    /**
     * The log-density and its first derivatives at a point of the line once and for all: what is subtracted from x then cancels
     * without rounding.
     */
    LogDensity in(Coordinate coordinate, double[] point) {
        Map<Expr, Expr> constants = new HashMap<>();
        for (int i = 0; i < point.length; i++) {
            constants.put(line.get(i), Expr.constant(point[i]));
        }
        return new LogDensity(coordinate, e -> constants.getOrDefault(e, e), 1);
    }

    /** A log-density as straight-line code; not for several threads at once. */
    final class LogDensity {
        private final Program program;
        private final double[] registers;
        private final int outputs;

        private LogDensity(Coordinate coordinate, UnaryOperator<Expr> last, int order) {
            Expr value = coordinate.in(family.support(), family.logDensity().replace(replacement));
            List<Expr> formulas = new ArrayList<>(List.of(value));
            List<Expr> gradient = line.stream().map(value::derivative).toList();
            formulas.addAll(gradient);
            for (int i = 0; order > 1 && i < gradient.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    formulas.add(gradient.get(i).derivative(line.get(j)));
                }
            }
            List<Expr.Symbol> inputs = new ArrayList<>(List.of(coordinate.symbol()));
            inputs.addAll(line);
            program = Program.of(formulas.stream().map(f -> f.replace(last)).toList(), inputs);
            registers = new double[program.registers()];
            outputs = formulas.size();
        }

        /** How many numbers there are: the value, the gradient, and to second order the lower triangle of the Hessian by rows. */
        int count() {
            return outputs;
        }

        /** Sets the free parameters. */
        void set(double[] point) {
            System.arraycopy(point, 0, registers, 1, point.length);
        }

        /** Writes the numbers at a point of the coordinate, from a place on; −∞ for the value where there is no density. */
        void at(double t, double[] out, int from) {
            registers[0] = t;
            program.run(registers);
            for (int i = 0; i < outputs; i++) {
                out[from + i] = registers[program.output(i)];
            }
            if (Double.isNaN(out[from])) {
                out[from] = Double.NEGATIVE_INFINITY;
            }
        }
    }
}
