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
    /** One step: a value from the registers before it. */
    private interface Step {
        double at(double[] r);
    }

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
        return new Program(inputs.size(), builder.steps.toArray(Step[]::new), outputs, fixed);
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
                double value = c.value();
                return r -> value;
            }
            if (e instanceof Expr.Sum s) {
                return sum(s);
            }
            if (e instanceof Expr.Product p) {
                return product(p);
            }
            if (e instanceof Expr.Call c) {
                return call(
                        c.function(),
                        c.operands().stream().mapToInt(this::register).toArray());
            }
            throw new IllegalArgumentException("formula: no value is given for '" + e + "'");
        }

        private static Step call(Function f, int[] in) {
            int a = in[0];
            if (f.isVariadic()) {
                return r -> {
                    double[] arguments = new double[in.length];
                    for (int i = 0; i < in.length; i++) {
                        arguments[i] = r[in[i]];
                    }
                    return f.at(arguments);
                };
            }
            if (in.length == 1) {
                return r -> f.at(r[a]);
            }
            int b = in[1];
            if (in.length == 2) {
                return r -> f.at(r[a], r[b]);
            }
            int third = in[2];
            return r -> f.at(r[a], r[b], r[third]);
        }

        private Step sum(Expr.Sum s) {
            double constant = s.constant();
            double[] coefficients = new double[s.size()];
            int[] terms = new int[s.size()];
            for (int i = 0; i < terms.length; i++) {
                coefficients[i] = s.coefficient(i);
                terms[i] = register(s.term(i));
            }
            return r -> {
                double total = constant;
                for (int i = 0; i < terms.length; i++) {
                    total += coefficients[i] * r[terms[i]];
                }
                return total;
            };
        }

        private Step product(Expr.Product p) {
            double[] powers = new double[p.size()];
            int[] bases = new int[p.size()];
            for (int i = 0; i < bases.length; i++) {
                powers[i] = p.power(i);
                bases[i] = register(p.base(i));
            }
            return r -> {
                double total = 1;
                for (int i = 0; i < bases.length; i++) {
                    total *= Powers.pow(r[bases[i]], powers[i]);
                }
                return total;
            };
        }
    }
}
