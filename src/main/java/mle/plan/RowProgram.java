package mle.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * Code for formulas of each row, run over a block of rows at a time: each shared sub-formula once, one step after the other,
 * each step a loop over the block. Some formulas are summed over the rows, others kept. What does not depend on the row is
 * taken out and left to the scalar program.
 *
 * <p>Values are numbered in the order in which they arise; they live in arrays that are used again as soon as a value is
 * no longer needed, so that all arrays fit into the first-level cache.
 */
final class RowProgram {
    /** log(1 + ξz)/ξ and its derivatives by ξ, as far as a Hessian needs them. */
    private static final List<Function> BOX_LOGS =
            List.of(Function.LOG1PDIV, Function.log1pdiv(1), Function.log1pdiv(2));

    /** What a power with an exponent that is not multiplied out costs, in additions. */
    private static final int POWER_COST = 45;

    /** What x - log1p(x) costs where the logarithm is there. */
    private static final int LESS_LOG_COST = 8;

    /** What a factor of a product costs whose logarithm is a sum. */
    private static final int PRODUCT_COST = 4;

    /** Powers up to here are multiplied out. */
    private static final int MOST_POWER = 8;

    /** A step that needs the whole block at once: fills the first n places of out, which is none of the arrays in. */
    interface WholeBlock {
        void run(double[][] in, double[] scalars, double[] out, Scratch scratch, int n);
    }

    /** One step over the first rows of a block. */
    sealed interface Step permits Each, Whole, Add, AddProduct, AddLogs {
        /** The values that it reads. */
        int[] in();

        /** The value that it makes, or -1. */
        int out();

        /** What it does, in a word. */
        String name();

        /** What it takes a processor for one row, in additions: an estimate. */
        int cost();

        void run(double[][] in, double[] out, double[] scalars, Workspace w, int n);
    }

    /** Arithmetic of single rows. */
    record Each(Elementwise function, int[] in, int[] scalars, int out) implements Step {
        @Override
        public String name() {
            return function.title();
        }

        @Override
        public int cost() {
            return function.cost();
        }

        @Override
        public void run(double[][] arrays, double[] to, double[] values, Workspace w, int n) {
            function.loop().run(arrays, values, scalars, to, n);
        }
    }

    /**
     * A function of a block as a whole; its output must not be one of the values it reads.
     *
     * @param function the one that the loops compute, if it has a {@link BlockFunction}
     */
    record Whole(WholeBlock loops, String name, int cost, int[] in, int out, Optional<Function> function)
            implements Step {
        @Override
        public void run(double[][] arrays, double[] to, double[] values, Workspace w, int n) {
            loops.run(arrays, values, to, w.scratch(), n);
        }
    }

    /** Adds the rows to a sum. */
    record Add(int sum, int[] in) implements Step {
        @Override
        public String name() {
            return "sum";
        }

        @Override
        public int cost() {
            return 1;
        }

        @Override
        public int out() {
            return -1;
        }

        @Override
        public void run(double[][] arrays, double[] to, double[] values, Workspace w, int n) {
            w.add(sum, arrays[0], n);
        }
    }

    /** Adds the product of two values of the row to a sum, where nothing else needs that product. */
    record AddProduct(int sum, int[] in) implements Step {
        @Override
        public String name() {
            return "sum of products";
        }

        @Override
        public int cost() {
            return 2;
        }

        @Override
        public int out() {
            return -1;
        }

        @Override
        public void run(double[][] arrays, double[] to, double[] values, Workspace w, int n) {
            w.addProduct(sum, arrays[0], arrays[1], n);
        }
    }

    /** Adds logarithms of which nothing else needs one: the logarithm of a product, unless rows have weights. */
    record AddLogs(int sum, LogSum.Factors factors, Whole logs) implements Step {
        @Override
        public String name() {
            return "sum of " + logs.name();
        }

        @Override
        public int cost() {
            return PRODUCT_COST;
        }

        @Override
        public int[] in() {
            return logs.in();
        }

        @Override
        public int out() {
            return logs.out();
        }

        @Override
        public void run(double[][] arrays, double[] to, double[] values, Workspace w, int n) {
            if (w.weighted() || !factors.multiply(w.logSum(sum), arrays[0], w.scratch(), n)) {
                logs.run(arrays, to, values, w, n);
                w.add(sum, to, n);
            }
        }
    }

    private final List<Expr> leaves;
    private final int[] leafValues;
    private final List<Expr> scalars;
    private final List<Step> steps;
    private final List<Step> passes;
    private final int sums;
    private final int[] kept;
    private final int values;
    private final int[] places;
    private final int arrays;
    private final Forms forms;

    private RowProgram(Builder builder, int sums, int[] kept) {
        this.leaves = List.copyOf(builder.leaves);
        this.leafValues = new int[builder.leafValues.size()];
        for (int k = 0; k < leafValues.length; k++) {
            leafValues[k] = builder.leafValues.get(k);
        }
        this.scalars = builder.scalars.all();
        this.sums = sums;
        this.kept = kept;
        this.values = builder.values;
        this.steps = withSumsOfLogs(builder.steps);
        this.passes = passes();
        this.places = new int[values];
        this.arrays = place();
        this.forms = new Forms(this);
    }

    /**
     * Code that computes formulas of the row.
     *
     * @param summed what is summed over the rows
     * @param kept what is kept of each row
     * @param leaf which sub-formulas are given as columns
     */
    static RowProgram of(List<Expr> summed, List<Expr> kept, Predicate<Expr> leaf) {
        Builder builder = new Builder(leaf);
        for (int k = 0; k < summed.size(); k++) {
            builder.steps.add(new Add(k, new int[] {builder.row(summed.get(k))}));
        }
        return new RowProgram(builder, summed.size(), builder.rowsOf(kept));
    }

    /** How often each value is used. */
    private int[] uses(List<Step> all) {
        int[] uses = new int[values];
        for (Step step : all) {
            for (int value : step.in()) {
                uses[value]++;
            }
        }
        for (int value : kept) {
            uses[value]++;
        }
        return uses;
    }

    /** Steps, logarithms that are only summed joined with their sums. */
    private List<Step> withSumsOfLogs(List<Step> all) {
        int[] uses = uses(all);
        Map<Integer, Whole> logs = new HashMap<>();
        List<Step> joined = new ArrayList<>();
        for (Step step : all) {
            Whole log = step instanceof Add add ? logs.get(add.in()[0]) : null;
            if (log != null) {
                drop(joined, log);
                joined.add(new AddLogs(
                        ((Add) step).sum(), LogSum.factors(log.name()).orElseThrow(), log));
            } else {
                joined.add(step);
            }
            if (step instanceof Whole whole
                    && uses[whole.out()] == 1
                    && LogSum.factors(whole.name()).isPresent()) {
                logs.put(whole.out(), whole);
            }
        }
        return List.copyOf(joined);
    }

    /** The steps, products that are only summed joined with their sums: one pass less, and no array. */
    private List<Step> passes() {
        int[] uses = uses(steps);
        Map<Integer, Each> products = new HashMap<>();
        for (Step step : steps) {
            if (step instanceof Each each && each.function() == Elementwise.MULTIPLY && uses[each.out()] == 1) {
                products.put(each.out(), each);
            }
        }
        List<Step> joined = new ArrayList<>();
        for (Step step : steps) {
            Each product = step instanceof Add add ? products.get(add.in()[0]) : null;
            if (product != null) {
                drop(joined, product);
                joined.add(new AddProduct(((Add) step).sum(), product.in()));
            } else {
                joined.add(step);
            }
        }
        return List.copyOf(joined);
    }

    /** Takes a step out: itself, since comparing records has the JVM make code for each kind of them. */
    private static void drop(List<Step> steps, Step step) {
        for (int k = steps.size() - 1; k >= 0; k--) {
            if (steps.get(k) == step) {
                steps.remove(k);
                return;
            }
        }
    }

    /** Gives each value an array, free again after its last use; says how many there are. */
    private int place() {
        int[] last = new int[values];
        Arrays.fill(last, -1);
        for (int k = 0; k < passes.size(); k++) {
            for (int value : passes.get(k).in()) {
                last[value] = k;
            }
        }
        for (int value : kept) {
            last[value] = passes.size();
        }
        Deque<Integer> free = new ArrayDeque<>();
        int used = 0;
        for (int value : leafValues) {
            places[value] = used++;
        }
        for (int k = 0; k < passes.size(); k++) {
            Step step = passes.get(k);
            boolean inPlace = step instanceof Each;
            if (inPlace) {
                release(step, last, k, free);
            }
            if (step.out() >= 0) {
                places[step.out()] = free.isEmpty() ? used++ : free.pop();
            }
            if (!inPlace) {
                release(step, last, k, free);
            }
        }
        return used;
    }

    private void release(Step step, int[] last, int k, Deque<Integer> free) {
        int[] in = step.in();
        for (int i = 0; i < in.length; i++) {
            boolean again = false;
            for (int j = 0; j < i; j++) {
                again |= in[j] == in[i];
            }
            if (last[in[i]] == k && !again) {
                free.push(places[in[i]]);
            }
        }
    }

    /** The columns it reads, in the order in which {@link Workspace#leaf(int)} numbers them. */
    List<Expr> leaves() {
        return leaves;
    }

    /** The values that the columns are. */
    int[] leafValues() {
        return leafValues;
    }

    /** The numbers it takes from the scalar program, in order. */
    List<Expr> scalars() {
        return scalars;
    }

    /** One after the other, each operation apart. */
    List<Step> steps() {
        return steps;
    }

    /** The steps as passes over a block. */
    List<Step> passSteps() {
        return passes;
    }

    /** What it takes a processor for one row, in additions: an estimate, from times of the loops. */
    int cost() {
        int cost = 0;
        for (Step step : steps) {
            cost += step.cost();
        }
        return cost;
    }

    /** How many operations of each kind a row takes, in words. */
    String operations() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Step step : steps) {
            counts.merge(step.name(), 1, Integer::sum);
        }
        List<String> words = new ArrayList<>();
        counts.forEach((name, count) -> words.add(count + " " + name));
        return String.join(", ", words);
    }

    /** Whether a block may be taken in parts: where logarithms are added as a product, blocks are judged as a whole. */
    boolean strips() {
        for (Step step : steps) {
            if (step instanceof AddLogs) {
                return false;
            }
        }
        return true;
    }

    /** How many sums it takes. */
    int sums() {
        return sums;
    }

    /** The values that are kept of each row. */
    int[] kept() {
        return kept;
    }

    /** The array of a value. */
    int place(int value) {
        return places[value];
    }

    Forms forms() {
        return forms;
    }

    /** How many arrays the values need. */
    int arrays() {
        return arrays;
    }

    /** The values of the terms of a sum of exponentials. */
    private record Shares(int largest, int[] relative, int sum, int reciprocal) {}

    private static final class Builder {
        private final Predicate<Expr> leaf;
        private final Map<Expr, Integer> known = new IdentityHashMap<>();
        private final List<Expr> leaves = new ArrayList<>();
        private final List<Integer> leafValues = new ArrayList<>();
        private final Numbering scalars = new Numbering();
        private final List<Step> steps = new ArrayList<>();
        private final Map<Expr, Integer> sizeDecays = new HashMap<>();
        private final Map<Expr, Integer> log1pDecays = new HashMap<>();
        private final Map<Expr, Integer> logs = new HashMap<>();
        private final Map<List<Expr>, Integer> boxLogRests = new HashMap<>();
        private final Map<Expr, Integer> decays = new HashMap<>();
        private final Map<Expr, Integer> largerShares = new HashMap<>();
        private final Map<List<Expr>, Shares> sums = new HashMap<>();
        private int values;

        Builder(Predicate<Expr> leaf) {
            this.leaf = leaf;
        }

        int scalar(Expr e) {
            return scalars.of(e);
        }

        int[] rowsOf(Collection<Expr> formulas) {
            int[] rows = new int[formulas.size()];
            int k = 0;
            for (Expr e : formulas) {
                rows[k++] = row(e);
            }
            return rows;
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
                leafValues.add(values);
                return values++;
            }
            if (!e.usesData()) {
                int value = scalar(e);
                return each(Elementwise.FILL, rows(), value);
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
                    add(mixed, s.term(i).over(scalarPart), scalarPart.times(s.coefficient(i)));
                }
            }
            if (leaf.test(given)) {
                add(mixed, given, Expr.ONE);
            } else {
                addSeparately(given, mixed);
            }
            int constant = scalar(fixed);
            int[] rows = rowsOf(mixed.keySet());
            int[] scales = new int[rows.length];
            int k = 0;
            for (Expr scale : mixed.values()) {
                scales[k++] = scalar(scale);
            }
            if (rows.length == 1) {
                return each(Elementwise.AFFINE, rows, scales[0], constant);
            }
            int total = each(Elementwise.AFFINE_OF_TWO, rows(rows[0], rows[1]), scales[0], scales[1], constant);
            for (int i = 2; i < rows.length; i++) {
                total = each(Elementwise.ADD_MULTIPLE, rows(total, rows[i]), scales[i]);
            }
            return total;
        }

        private static void add(Map<Expr, Expr> sums, Expr key, Expr more) {
            Expr before = sums.get(key);
            sums.put(key, before == null ? more : before.plus(more));
        }

        private static void addSeparately(Expr given, Map<Expr, Expr> mixed) {
            if (given instanceof Expr.Sum s) {
                for (int i = 0; i < s.size(); i++) {
                    add(mixed, s.term(i), Expr.constant(s.coefficient(i)));
                }
            } else if (given != Expr.ZERO) {
                add(mixed, given, Expr.ONE);
            }
        }

        /** A product of powers: the powers first, each shared, then one factor after another, the beginnings shared. */
        private int product(Expr.Product p) {
            Expr scale = scalarPart(p);
            if (scale != Expr.ONE) {
                int factor = scalar(scale);
                int rows = row(p.over(scale));
                return each(Elementwise.AFFINE, rows(rows), factor, scalar(Expr.ZERO));
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
            return each(Elementwise.MULTIPLY, rows(a, b));
        }

        private int power(Expr base, double power) {
            if (power == -1) {
                return each(Elementwise.RECIPROCAL, rows(row(base)));
            }
            if (power == 0.5) {
                return each(Elementwise.SQUARE_ROOT, rows(row(base)));
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
            return whole(
                    "power", POWER_COST, (in, v, out, t, n) -> Exponentials.power(in[0], power, out, t, n), row(base));
        }

        private int halfPower(Expr base, double power) {
            int root = row(base.pow(0.5));
            if (power == -0.5) {
                return each(Elementwise.RECIPROCAL, rows(root));
            }
            // Powers of one sign, so that none overflows on the way to a number that doesn't.
            return power > 0
                    ? times(row(base.pow(power - 0.5)), root)
                    : times(row(base.pow(power + 0.5)), row(base.pow(-0.5)));
        }

        private int call(Expr.Call c) {
            Function f = c.function();
            if (f.equals(Function.ABS)) {
                return each(Elementwise.ABSOLUTE, rows(row(c.argument(0))));
            }
            if (f.equals(Function.MAX0)) {
                return each(Elementwise.MAX0, rows(row(c.argument(0))));
            }
            if (f.equals(Function.LOGADDEXP)) {
                int a = row(c.argument(0));
                int b = row(c.argument(1));
                int larger = each(Elementwise.MAX, rows(a, b));
                Expr distance = distance(c.argument(0).minus(c.argument(1)));
                int decay = row(Expr.call(Function.EXP, distance));
                decays.put(distance, decay);
                return each(Elementwise.PLUS, rows(larger, block(Function.LOG1P, decay)));
            }
            if (f.equals(Function.SIGMOID) && decays.containsKey(distance(c.argument(0)))) {
                return shareOfTwo(c.argument(0));
            }
            if (f.equals(Function.SIGMOID)) {
                return each(Elementwise.LOGISTIC, rows(row(c.argument(0)), decay(c.argument(0))));
            }
            if (f.equals(Function.LOG1PEXP)) {
                int log = log1pDecays.computeIfAbsent(
                        size(c.argument(0)), x -> block(Function.LOG1P, decay(c.argument(0))));
                return each(Elementwise.ADD_POSITIVE, rows(row(c.argument(0)), log));
            }
            if (f.equals(Function.CHOOSE)) {
                return each(Elementwise.CHOOSE, rowsOf(c.operands()));
            }
            if (f.equals(Function.LOGSUMEXP)) {
                Shares shares = shares(c);
                return each(Elementwise.PLUS, rows(shares.largest, block(Function.LOG, shares.sum)));
            }
            if (f.share() >= 0) {
                Shares shares = shares(c);
                return times(shares.relative[f.share()], shares.reciprocal);
            }
            if (!c.argument(0).usesData() && BOX_LOGS.contains(f)) {
                return boxLog(BOX_LOGS.indexOf(f), c.argument(0), c.argument(1));
            }
            if (f.equals(Function.EXPM1MX)
                    && c.argument(0) instanceof Expr.Call log
                    && log.function().equals(Function.LOG1P)) {
                return whole(
                        "x - log1p(x)",
                        LESS_LOG_COST,
                        (arrays, v, out, t, n) -> Logarithms.lessLog1p(arrays[0], arrays[1], out, t, n),
                        row(log.argument(0)),
                        row(log));
            }
            return block(f, rowsOf(c.operands()));
        }

        private int block(Function f, int... in) {
            BlockFunction form = BlockFunction.of(f);
            return whole(f.name(), form.cost(), form.loops(), Optional.of(f), in);
        }

        /** A share of two terms whose sum has been taken: 1/(1 + e) or e/(1 + e) by the sign of their difference. */
        private int shareOfTwo(Expr difference) {
            Expr distance = distance(difference);
            int decay = decays.get(distance);
            Integer larger = largerShares.get(distance);
            if (larger == null) {
                int one = scalar(Expr.ONE);
                larger = each(Elementwise.RECIPROCAL, rows(each(Elementwise.AFFINE, rows(decay), one, one)));
                largerShares.put(distance, larger);
            }
            return each(Elementwise.SHARE, rows(row(difference), decay, larger));
        }

        /** What a sum of exponentials and its shares are made of: each exponential relative to the largest, and their sum. */
        private Shares shares(Expr.Call c) {
            Shares known = sums.get(c.operands());
            if (known != null) {
                return known;
            }
            int[] terms = rowsOf(c.operands());
            int largest = terms[0];
            for (int k = 1; k < terms.length; k++) {
                largest = each(Elementwise.MAX, rows(largest, terms[k]));
            }
            int[] relative = new int[terms.length];
            int sum = -1;
            for (int k = 0; k < terms.length; k++) {
                int below = each(
                        Elementwise.AFFINE_OF_TWO,
                        rows(terms[k], largest),
                        scalar(Expr.ONE),
                        scalar(Expr.constant(-1)),
                        scalar(Expr.ZERO));
                relative[k] = block(Function.EXP, below);
                sum = k == 0 ? relative[0] : each(Elementwise.PLUS, rows(sum, relative[k]));
            }
            Shares shares = new Shares(largest, relative, sum, each(Elementwise.RECIPROCAL, rows(sum)));
            sums.put(c.operands(), shares);
            return shares;
        }

        /**
         * log(1 + ξz)/ξ or a derivative of it by ξ. With s = t/(2 + t) for t = ξz, log(1 + t) = 2s + 2s³A(s²); then the first
         * derivative is -2y²(1/(1 + s) + sA) and the second 4y³(1/(1 + s)² + A) for y = z/(2 + t), where nothing cancels.
         */
        private int boxLog(int order, Expr xi, Expr z) {
            Expr t = xi.times(z);
            Integer known = logs.get(t);
            int log = known != null ? known : log1p(t);
            int scale = scalar(xi);
            if (order == 0) {
                return each(Elementwise.BOX_LOG, rows(log, row(z)), scale);
            }
            int y = row(z.times(t.plus(2).pow(-1)));
            int w = row(t.plus(1).pow(-1));
            int rest = boxLogRests.computeIfAbsent(
                    List.of(xi, z), both -> each(Elementwise.BOX_LOG_REST, rows(y, log), scale));
            return order == 1
                    ? each(Elementwise.BOX_LOG_FIRST, rows(y, w, rest), scale)
                    : each(Elementwise.BOX_LOG_SECOND, rows(y, w, rest));
        }

        private int log1p(Expr t) {
            int log = block(Function.LOG1P, row(t));
            logs.put(t, log);
            return log;
        }

        /** -|x|, one formula for x and -x. */
        private static Expr distance(Expr x) {
            return size(x).negate();
        }

        /** |x|, the same for x and -x. */
        private static Expr size(Expr x) {
            boolean negative = x instanceof Expr.Sum s && s.coefficient(0) < 0;
            return Expr.call(Function.ABS, negative ? x.negate() : x);
        }

        /** e^-|x|, of which both sigmoid and log(1 + eˣ) are made, at x and at -x. */
        private int decay(Expr x) {
            Integer known = sizeDecays.get(size(x));
            if (known == null) {
                known = block(Function.EXP, each(Elementwise.MINUS_SIZE, rows(row(x))));
                sizeDecays.put(size(x), known);
            }
            return known;
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

        private static int[] rows(int... values) {
            return values;
        }

        private int each(Elementwise function, int[] in, int... scalarPlaces) {
            steps.add(new Each(function, in, scalarPlaces, values));
            return values++;
        }

        private int whole(String name, int cost, WholeBlock loops, int... in) {
            return whole(name, cost, loops, Optional.empty(), in);
        }

        private int whole(String name, int cost, WholeBlock loops, Optional<Function> function, int... in) {
            steps.add(new Whole(loops, name, cost, in, values, function));
            return values++;
        }
    }
}
