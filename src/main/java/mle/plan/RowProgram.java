package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * Code for formulas of each row, run over a block of rows at a time: one register per shared sub-formula, one array of
 * rows per register. What does not depend on the row is taken out and left to the scalar program.
 */
final class RowProgram {
    /** One step over the first rows of a block. */
    private interface Step {
        void run(double[][] r, double[] scalars, int rows);
    }

    private final List<Expr> leaves;
    private final int[] leafRegisters;
    private final List<Expr> scalars;
    private final Step[] steps;
    private final int[] outputs;
    private final int registers;

    private RowProgram(Builder builder, int[] outputs) {
        this.leaves = List.copyOf(builder.leaves);
        this.leafRegisters =
                builder.leafRegisters.stream().mapToInt(Integer::intValue).toArray();
        this.scalars = List.copyOf(builder.scalars.keySet());
        this.steps = builder.steps.toArray(Step[]::new);
        this.outputs = outputs;
        this.registers = builder.registers;
    }

    /**
     * Code that computes formulas of the row.
     *
     * @param formulas what to compute
     * @param leaf which sub-formulas are given as columns
     */
    static RowProgram of(List<Expr> formulas, Predicate<Expr> leaf) {
        Builder builder = new Builder(leaf);
        int[] outputs = formulas.stream().mapToInt(builder::row).toArray();
        return new RowProgram(builder, outputs);
    }

    /** The columns it reads, in the order of the first registers they fill. */
    List<Expr> leaves() {
        return leaves;
    }

    /** The numbers it takes from the scalar program, in order. */
    List<Expr> scalars() {
        return scalars;
    }

    /** How many steps a block takes. */
    int size() {
        return steps.length;
    }

    /** Registers for blocks of so many rows. */
    double[][] workspace(int rows) {
        return new double[registers][rows];
    }

    /** The register that a column must be copied to before a run. */
    int leafRegister(int leaf) {
        return leafRegisters[leaf];
    }

    /** The register that holds a formula after a run. */
    int output(int formula) {
        return outputs[formula];
    }

    void run(double[][] r, double[] scalarValues, int rows) {
        for (Step step : steps) {
            step.run(r, scalarValues, rows);
        }
    }

    private static final class Builder {
        private final Predicate<Expr> leaf;
        private final Map<Expr, Integer> known = new IdentityHashMap<>();
        private final List<Expr> leaves = new ArrayList<>();
        private final List<Integer> leafRegisters = new ArrayList<>();
        private final Map<Expr, Integer> scalars = new LinkedHashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private int registers;

        Builder(Predicate<Expr> leaf) {
            this.leaf = leaf;
        }

        int scalar(Expr e) {
            return scalars.computeIfAbsent(e, unused -> scalars.size());
        }

        int row(Expr e) {
            Integer register = known.get(e);
            if (register == null) {
                register = lower(e);
                known.put(e, register);
            }
            return register;
        }

        private int lower(Expr e) {
            if (leaf.test(e)) {
                leaves.add(e);
                leafRegisters.add(registers);
                return registers++;
            }
            if (!e.usesData()) {
                int value = scalar(e);
                return emit((r, s, rows, out) -> Arrays.fill(out, 0, rows, s[value]));
            }
            if (e instanceof Expr.Sum s) {
                return sum(s);
            }
            if (e instanceof Expr.Product p) {
                return product(p);
            }
            if (e instanceof Expr.Call c) {
                return call(c);
            }
            throw new IllegalArgumentException("formula: no column is given for '" + e + "'");
        }

        /** constant + Σ coefficient × row, what does not depend on the row gathered in the constant and coefficients. */
        private int sum(Expr.Sum s) {
            Expr fixed = Expr.constant(s.constant());
            Expr given = Expr.ZERO;
            Map<Expr, Expr> mixed = new LinkedHashMap<>();
            for (int i = 0; i < s.size(); i++) {
                Expr term = s.term(i).times(s.coefficient(i));
                if (!term.usesData()) {
                    fixed = fixed.plus(term);
                } else if (!term.usesParameters()) {
                    given = given.plus(term);
                } else {
                    Expr scale = Expr.constant(s.coefficient(i));
                    Expr rest = s.term(i);
                    if (rest instanceof Expr.Product p) {
                        Expr scalarPart = scalarPart(p);
                        scale = scale.times(scalarPart);
                        rest = rest.over(scalarPart);
                    }
                    mixed.merge(rest, scale, Expr::plus);
                }
            }
            if (leaf.test(given)) {
                mixed.merge(given, Expr.ONE, Expr::plus);
            } else {
                addSeparately(given, mixed);
            }
            int constant = scalar(fixed);
            int[] rows = mixed.keySet().stream().mapToInt(this::row).toArray();
            int[] scales = mixed.values().stream().mapToInt(this::scalar).toArray();
            return emit((r, scalarValues, count, out) -> {
                Arrays.fill(out, 0, count, scalarValues[constant]);
                for (int k = 0; k < rows.length; k++) {
                    double scale = scalarValues[scales[k]];
                    double[] row = r[rows[k]];
                    for (int i = 0; i < count; i++) {
                        out[i] += scale * row[i];
                    }
                }
            });
        }

        private static void addSeparately(Expr given, Map<Expr, Expr> mixed) {
            if (given instanceof Expr.Sum s) {
                for (int i = 0; i < s.size(); i++) {
                    mixed.merge(s.term(i), Expr.constant(s.coefficient(i)), Expr::plus);
                }
            } else if (given != Expr.ZERO) {
                mixed.merge(given, Expr.ONE, Expr::plus);
            }
        }

        private int product(Expr.Product p) {
            Expr scale = scalarPart(p);
            List<Expr> bases = new ArrayList<>();
            List<Double> exponents = new ArrayList<>();
            Expr given = Expr.ONE;
            for (int i = 0; i < p.size(); i++) {
                Expr factor = p.base(i).pow(p.power(i));
                if (leaf.test(given.times(factor))) {
                    given = given.times(factor);
                } else if (p.base(i).usesData()) {
                    bases.add(p.base(i));
                    exponents.add(p.power(i));
                }
            }
            if (given != Expr.ONE) {
                bases.add(given);
                exponents.add(1.0);
            }
            int factor = scalar(scale);
            int[] rows = bases.stream().mapToInt(this::row).toArray();
            double[] powers =
                    exponents.stream().mapToDouble(Double::doubleValue).toArray();
            return emit((r, scalarValues, count, out) -> {
                Arrays.fill(out, 0, count, scalarValues[factor]);
                for (int k = 0; k < rows.length; k++) {
                    double[] row = r[rows[k]];
                    double power = powers[k];
                    for (int i = 0; i < count; i++) {
                        out[i] *= Powers.pow(row[i], power);
                    }
                }
            });
        }

        private int call(Expr.Call c) {
            Function f = c.function();
            int a = row(c.argument(0));
            if (f.arity() == 1) {
                return emit((r, s, rows, out) -> {
                    double[] x = r[a];
                    for (int i = 0; i < rows; i++) {
                        out[i] = f.at(x[i]);
                    }
                });
            }
            int b = row(c.argument(1));
            return emit((r, s, rows, out) -> {
                double[] x = r[a];
                double[] y = r[b];
                for (int i = 0; i < rows; i++) {
                    out[i] = f.at(x[i], y[i]);
                }
            });
        }

        private static Expr scalarPart(Expr.Product p) {
            Expr scale = Expr.ONE;
            for (int i = 0; i < p.size(); i++) {
                if (!p.base(i).usesData()) {
                    scale = scale.times(p.base(i).pow(p.power(i)));
                }
            }
            return scale;
        }

        private int emit(Kernel kernel) {
            int register = registers++;
            steps.add((r, s, rows) -> kernel.run(r, s, rows, r[register]));
            return register;
        }
    }

    /** What a step does to its own register. */
    private interface Kernel {
        void run(double[][] r, double[] scalars, int rows, double[] out);
    }
}
