package mle.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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
    /** The form of a function over a block. */
    private interface Block {
        void run(double[] x, double[] out, Scratch scratch, int n);
    }

    private static final Map<Function, Block> BLOCKS = Map.of(
            Function.SIGMOID, Elementary::sigmoid,
            Function.LOG1PEXP, Elementary::log1pexp,
            Function.EXP, Elementary::exp,
            Function.LOG, Elementary::log,
            Function.LOG1P, Elementary::log1p,
            Function.EXPM1, Elementary::expm1,
            Function.ABS, (x, out, t, n) -> Kernels.absolute(x, out, n),
            Function.MAX0, (x, out, t, n) -> Kernels.max0(x, out, n));

    /** log(1 + ξz)/ξ and its derivatives by ξ, as far as a Hessian needs them. */
    private static final List<Function> BOX_LOGS =
            List.of(Function.LOG1PDIV, Function.log1pdiv(1), Function.log1pdiv(2));

    /** Powers up to here are multiplied out. */
    private static final int MOST_POWER = 8;

    /** One step over the first rows of a block. */
    private interface Step {
        void run(double[][] r, double[] scalars, int rows, Scratch scratch);
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

    void run(double[][] r, double[] scalarValues, int rows, Scratch scratch) {
        for (Step step : steps) {
            step.run(r, scalarValues, rows, scratch);
        }
    }

    private static final class Builder {
        private final Predicate<Expr> leaf;
        private final Map<Expr, Integer> known = new IdentityHashMap<>();
        private final List<Expr> leaves = new ArrayList<>();
        private final List<Integer> leafRegisters = new ArrayList<>();
        private final Map<Expr, Integer> scalars = new LinkedHashMap<>();
        private final List<Step> steps = new ArrayList<>();
        private final Map<Expr, Integer> logs = new HashMap<>();
        private final Map<Expr, Integer> atanhRests = new HashMap<>();
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
                return emit((r, v, n, out, t) -> Arrays.fill(out, 0, n, v[value]));
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
                    Expr scalarPart = scalarPart(s.term(i));
                    mixed.merge(s.term(i).over(scalarPart), scalarPart.times(s.coefficient(i)), Expr::plus);
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
            if (rows.length == 1) {
                return emit((r, v, n, out, t) -> Kernels.affine(r[rows[0]], v[scales[0]], v[constant], out, n));
            }
            return emit((r, v, n, out, t) -> {
                Kernels.affine(r[rows[0]], v[scales[0]], r[rows[1]], v[scales[1]], v[constant], out, n);
                for (int k = 2; k < rows.length; k++) {
                    Kernels.add(r[rows[k]], v[scales[k]], out, n);
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

        /** A product of powers: the powers first, each shared, then one factor after another, the beginnings shared. */
        private int product(Expr.Product p) {
            Expr scale = scalarPart(p);
            if (scale != Expr.ONE) {
                int factor = scalar(scale);
                int rows = row(p.over(scale));
                return emit((r, v, n, out, t) -> Kernels.affine(r[rows], v[factor], 0, out, n));
            }
            if (p.size() == 1) {
                return power(p.base(0), p.power(0));
            }
            Expr beginning = p.base(0).pow(p.power(0));
            for (int i = 1; i < p.size() - 1; i++) {
                beginning = beginning.times(p.base(i).pow(p.power(i)));
            }
            int last = p.size() - 1;
            return times(row(beginning), row(p.base(last).pow(p.power(last))));
        }

        private int times(int a, int b) {
            return emit((r, v, n, out, t) -> Kernels.multiply(r[a], r[b], out, n));
        }

        private int power(Expr base, double power) {
            if (power == -1) {
                int a = row(base);
                return emit((r, v, n, out, t) -> Kernels.reciprocal(r[a], out, n));
            }
            if (power == 0.5) {
                int a = row(base);
                return emit((r, v, n, out, t) -> Kernels.squareRoot(r[a], out, n));
            }
            if (power * 2 == Math.rint(power * 2) && Math.abs(power) <= MOST_POWER) {
                if (power != Math.rint(power)) {
                    return halfPower(base, power);
                }
                double half = power / 2;
                if (half == Math.rint(half)) {
                    int a = row(base.pow(half));
                    return times(a, a);
                }
                return times(row(base.pow(power > 0 ? power - 1 : power + 1)), row(base.pow(power > 0 ? 1 : -1)));
            }
            int a = row(base);
            return emit((r, v, n, out, t) -> Kernels.power(r[a], power, out, n));
        }

        private int halfPower(Expr base, double power) {
            int root = row(base.pow(0.5));
            if (power == -0.5) {
                return emit((r, v, n, out, t) -> Kernels.reciprocal(r[root], out, n));
            }
            return times(row(base.pow(power - 0.5)), root);
        }

        private int call(Expr.Call c) {
            Function f = c.function();
            Block block = BLOCKS.get(f);
            if (block != null) {
                int a = row(c.argument(0));
                return emit((r, v, n, out, t) -> block.run(r[a], out, t, n));
            }
            if (f.equals(Function.LOGADDEXP)) {
                int a = row(c.argument(0));
                int b = row(c.argument(1));
                int larger = emit((r, v, n, out, t) -> Kernels.max(r[a], r[b], out, n));
                int rest =
                        row(Expr.call(Function.LOG1PEXP, distance(c.argument(0).minus(c.argument(1)))));
                return emit((r, v, n, out, t) -> Kernels.plus(r[larger], r[rest], out, n));
            }
            if (!c.argument(0).usesData() && BOX_LOGS.contains(f)) {
                return boxLog(BOX_LOGS.indexOf(f), c.argument(0), c.argument(1));
            }
            int a = row(c.argument(0));
            if (f.arity() == 1) {
                return emit((r, v, n, out, t) -> Kernels.call(f, r[a], out, n));
            }
            int b = row(c.argument(1));
            if (f.arity() == 2) {
                return emit((r, v, n, out, t) -> Kernels.call(f, r[a], r[b], out, n));
            }
            int third = row(c.argument(2));
            return emit((r, v, n, out, t) -> Kernels.call(f, r[a], r[b], r[third], out, n));
        }

        /**
         * log(1 + ξz)/ξ or a derivative of it by ξ. With s = t/(2 + t) for t = ξz, log(1 + t) = 2s + 2s³A(s²); then the first
         * derivative is -2y²(1/(1 + s) + sA) and the second 4y³(1/(1 + s)² + A) for y = z/(2 + t), where nothing cancels.
         */
        private int boxLog(int order, Expr xi, Expr z) {
            Expr t = xi.times(z);
            int log = logs.computeIfAbsent(t, u -> {
                int product = row(u);
                return emit((r, v, n, out, scratch) -> Elementary.log1p(r[product], out, scratch, n));
            });
            if (order == 0) {
                int scale = scalar(xi);
                int limit = row(z);
                return emit((r, v, n, out, scratch) -> Kernels.divideOr(r[log], v[scale], r[limit], out, n));
            }
            Expr half = t.plus(2).pow(-1);
            int s = row(t.times(half));
            int y = row(z.times(half));
            int w = row(t.plus(1).pow(-1));
            int rest = atanhRests.computeIfAbsent(
                    t, u -> emit((r, v, n, out, scratch) -> Kernels.atanhRest(r[s], r[log], out, n)));
            if (order == 1) {
                int sum = emit((r, v, n, out, scratch) -> Kernels.boxLogSum(r[w], r[s], r[rest], out, n));
                return emit((r, v, n, out, scratch) -> Kernels.boxLogFirst(r[y], r[sum], out, n));
            }
            int sum = emit((r, v, n, out, scratch) -> Kernels.boxLogSum(r[w], r[rest], out, n));
            return emit((r, v, n, out, scratch) -> Kernels.boxLogSecond(r[y], r[sum], out, n));
        }

        /** -|x|, one formula for x and -x. */
        private static Expr distance(Expr x) {
            boolean negative = x instanceof Expr.Sum s && s.coefficient(0) < 0;
            return Expr.call(Function.ABS, negative ? x.negate() : x).negate();
        }

        /** The factors that do not depend on the row. */
        private static Expr scalarPart(Expr e) {
            Expr scale = Expr.ONE;
            if (e instanceof Expr.Product p) {
                for (int i = 0; i < p.size(); i++) {
                    if (!p.base(i).usesData()) {
                        scale = scale.times(p.base(i).pow(p.power(i)));
                    }
                }
            }
            return scale;
        }

        private int emit(Kernel kernel) {
            int register = registers++;
            steps.add((r, v, n, t) -> kernel.run(r, v, n, r[register], t));
            return register;
        }
    }

    /** What a step does to its own register. */
    private interface Kernel {
        void run(double[][] r, double[] scalars, int rows, double[] out, Scratch scratch);
    }
}
