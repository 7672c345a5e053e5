package mle.expr;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Straight-line code for formulas of single numbers: every shared sub-formula once, in a fixed order. The registers hold
 * the inputs first, then what is computed from them.
 */
public final class Program {
    /** What a step computes. */
    private enum Kind {
        CONSTANT,
        /** A constant and one term. */
        LINE,
        SUM,
        /** Two factors to the power of one. */
        TIMES,
        PRODUCT,
        CALL
    }

    /**
     * One step: a value from the registers before it. Of one class with a switch: a call of an interface with as many classes as
     * there are kinds takes longer than most steps.
     *
     * @param in the registers
     * @param numbers of a sum the constant and then the coefficients, of a product the powers; null of a call
     * @param function what is called; null of all others
     */
    private record Step(Kind kind, int[] in, double[] numbers, Function function) {
        double at(double[] r) {
            return switch (kind) {
                case CONSTANT -> numbers[0];
                case LINE -> numbers[0] + numbers[1] * r[in[0]];
                case SUM -> sum(r);
                case TIMES -> r[in[0]] * r[in[1]];
                case PRODUCT -> product(r);
                case CALL -> call(r);
            };
        }

        private double sum(double[] r) {
            double total = numbers[0];
            for (int i = 0; i < in.length; i++) {
                total += numbers[1 + i] * r[in[i]];
            }
            return total;
        }

        private double product(double[] r) {
            double total = Powers.pow(r[in[0]], numbers[0]);
            for (int i = 1; i < in.length; i++) {
                total *= Powers.pow(r[in[i]], numbers[i]);
            }
            return total;
        }

        private double call(double[] r) {
            if (in.length == 1 && !function.isVariadic()) {
                return function.at(r[in[0]]);
            }
            if (in.length == 2 && !function.isVariadic()) {
                return function.at(r[in[0]], r[in[1]]);
            }
            double[] arguments = new double[in.length];
            for (int i = 0; i < in.length; i++) {
                arguments[i] = r[in[i]];
            }
            return function.at(arguments);
        }
    }

    private static final int[] NONE = {};

    private final int inputs;
    private final Step[] steps;
    private final int[] outputs;

    /** How many steps come first that the first input does not enter. */
    private final int fixed;

    private Program(int inputs, Step[] steps, int[] outputs, int fixed) {
        this.inputs = inputs;
        this.steps = steps;
        this.outputs = outputs;
        this.fixed = fixed;
    }

    /**
     * Code that computes formulas.
     *
     * @param formulas what to compute
     * @param inputs the symbols whose values are given; all that occur in the formulas
     */
    public static Program of(List<Expr> formulas, List<Expr.Symbol> inputs) {
        return make(formulas, inputs, new Builder(inputs));
    }

    /**
     * Code for many values of the first input beside the same values of the others: what is of the others alone comes first, so
     * that {@link #runMoved} may leave it as it is.
     */
    static Program ofFirst(List<Expr> formulas, List<Expr.Symbol> inputs) {
        Builder builder = new Builder(inputs);
        Map<Expr, Boolean> moved = new IdentityHashMap<>();
        moved.put(inputs.get(0), true);
        for (Expr formula : formulas) {
            if (!builder.fix(formula, moved)) {
                builder.register(formula);
            }
        }
        return make(formulas, inputs, builder);
    }

    private static Program make(List<Expr> formulas, List<Expr.Symbol> inputs, Builder builder) {
        int fixed = builder.steps.size();
        int[] outputs = new int[formulas.size()];
        for (int i = 0; i < outputs.length; i++) {
            outputs[i] = builder.register(formulas.get(i));
        }
        return new Program(inputs.size(), builder.steps.toArray(new Step[0]), outputs, fixed);
    }

    /** How many registers a run needs. */
    public int registers() {
        return inputs + steps.length;
    }

    /** How many steps it has. */
    public int size() {
        return steps.length;
    }

    /** Computes everything, from inputs that stand in the first registers. */
    public void run(double[] registers) {
        run(registers, 0);
    }

    /** Computes everything anew but what the first input does not enter, after a run in which the other inputs were the same. */
    void runMoved(double[] registers) {
        run(registers, fixed);
    }

    private void run(double[] registers, int from) {
        for (int i = from; i < steps.length; i++) {
            registers[inputs + i] = steps[i].at(registers);
        }
    }

    /** The register of a formula's value. */
    public int output(int formula) {
        return outputs[formula];
    }

    /** The values of all formulas at given inputs. */
    public double[] values(double... given) {
        double[] registers = new double[registers()];
        System.arraycopy(given, 0, registers, 0, inputs);
        run(registers);
        double[] values = new double[outputs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = registers[outputs[i]];
        }
        return values;
    }

    private static final class Builder {
        private final Map<Expr, Integer> known = new IdentityHashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private final int inputs;

        Builder(List<Expr.Symbol> inputs) {
            this.inputs = inputs.size();
            for (int i = 0; i < inputs.size(); i++) {
                known.put(inputs.get(i), i);
            }
        }

        int register(Expr e) {
            Integer register = known.get(e);
            if (register == null) {
                steps.add(step(e));
                register = inputs + steps.size() - 1;
                known.put(e, register);
            }
            return register;
        }

        /** Makes code of the largest parts of a formula that are not moved; whether it is. */
        boolean fix(Expr e, Map<Expr, Boolean> moved) {
            Boolean seen = moved.get(e);
            if (seen != null) {
                return seen;
            }
            List<Expr> operands = e.operands();
            boolean[] each = new boolean[operands.size()];
            boolean any = false;
            for (int i = 0; i < each.length; i++) {
                each[i] = fix(operands.get(i), moved);
                any |= each[i];
            }
            for (int i = 0; any && i < each.length; i++) {
                if (!each[i]) {
                    register(operands.get(i));
                }
            }
            moved.put(e, any);
            return any;
        }

        private Step step(Expr e) {
            if (e instanceof Expr.Constant c) {
                return new Step(Kind.CONSTANT, NONE, new double[] {c.value()}, null);
            }
            if (e instanceof Expr.Sum s) {
                return sum(s);
            }
            if (e instanceof Expr.Product p) {
                return product(p);
            }
            if (e instanceof Expr.Call c) {
                int[] in = new int[c.operands().size()];
                for (int i = 0; i < in.length; i++) {
                    in[i] = register(c.operands().get(i));
                }
                return new Step(Kind.CALL, in, null, c.function());
            }
            throw new IllegalArgumentException("formula: no value is given for '" + e + "'");
        }

        private Step sum(Expr.Sum s) {
            double[] numbers = new double[1 + s.size()];
            int[] terms = new int[s.size()];
            numbers[0] = s.constant();
            for (int i = 0; i < terms.length; i++) {
                numbers[1 + i] = s.coefficient(i);
                terms[i] = register(s.term(i));
            }
            return new Step(terms.length == 1 ? Kind.LINE : Kind.SUM, terms, numbers, null);
        }

        private Step product(Expr.Product p) {
            double[] powers = new double[p.size()];
            int[] bases = new int[p.size()];
            for (int i = 0; i < bases.length; i++) {
                powers[i] = p.power(i);
                bases[i] = register(p.base(i));
            }
            boolean plain = bases.length == 2 && powers[0] == 1 && powers[1] == 1;
            return new Step(plain ? Kind.TIMES : Kind.PRODUCT, bases, powers, null);
        }
    }
}
