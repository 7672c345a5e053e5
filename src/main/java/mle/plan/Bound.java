package mle.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;
import mle.parallel.Crew;

/**
 * A plan bound to rows: evaluates the mean of the formula, its gradient and its Hessian at any parameters. It keeps the
 * moments and the columns that evaluations need. Not for several threads at once.
 */
public final class Bound {
    /** At most so many rows make the centres. */
    private static final int CENTRE_SAMPLE = 16;

    /** Without weights, rows no closer together than this: few will do. */
    private static final int LEAST_APART = 8;

    private final Plan plan;
    private final double[] known;
    private final double[] moments;
    private final double[][] columns;
    private final Rows rows;
    private final double[] weights;
    private final double totalWeight;
    private final int count;
    private final Rows.Column[] leaves;
    private boolean taken;
    private final Work[] work = new Work[3];
    private long passes;

    /** A plan for rows that are read when it is first evaluated. */
    Bound(Plan plan, Rows rows, Map<String, Double> knownValues) {
        this.plan = plan;
        this.rows = rows;
        this.count = rows.count();
        this.weights = rows.weights();
        this.totalWeight = rows.totalWeight();
        this.known = known(plan, rows, knownValues);
        this.moments = new double[plan.moments().size()];
        this.columns = new double[plan.columns().size()][];
        this.leaves = rows.columns(plan.materialise().leaves());
    }

    /** A plan that reads no rows, with the means of its moments about a typical row. */
    Bound(Plan plan, Map<String, Double> typical, Map<String, Double> knownValues, double[] means) {
        this.plan = plan;
        this.rows = Rows.of(typical);
        this.count = 1;
        this.weights = rows.weights();
        this.totalWeight = 1;
        this.known = known(plan, rows, knownValues);
        this.moments = means.clone();
        this.columns = new double[0][];
        this.leaves = new Rows.Column[0];
        this.taken = true;
    }

    /** The values of the known numbers of a plan, the centres of the rows after those that are named. */
    static double[] known(Plan plan, Rows rows, Map<String, Double> given) {
        int named = plan.known().size() - plan.centres().size();
        double[] values = new double[plan.known().size()];
        for (int i = 0; i < named; i++) {
            String name = plan.known().get(i).name();
            Double value = given.get(name);
            if (value == null) {
                throw new IllegalArgumentException("plan: the formula needs a value for '" + name + "', none is given");
            }
            values[i] = value;
        }
        centres(plan, rows, values, named);
        return values;
    }

    /** Values close to the means of the parts to be centred: weighted means over rows spread evenly over the data. */
    private static void centres(Plan plan, Rows rows, double[] known, int named) {
        int count = plan.centres().size();
        if (count == 0) {
            return;
        }
        Program program = plan.centreProgram();
        double[] registers = new double[program.registers()];
        int columns = plan.data().size();
        System.arraycopy(known, 0, registers, columns, named);
        Rows.Column[] data = rows.columns(plan.data());
        // Some of few rows with weights may weigh next to nothing, and lie far from the others.
        int apart = rows.weights().length == 0 ? LEAST_APART : 1;
        int every = Math.max(apart, (int) ((rows.count() + CENTRE_SAMPLE - 1L) / CENTRE_SAMPLE));
        int sample = (int) ((rows.count() + every - 1L) / every);
        double total = 0;
        for (int k = 0; k < sample; k++) {
            total += rows.weight(k * every);
        }
        for (int k = 0; k < sample; k++) {
            int row = k * every;
            for (int i = 0; i < columns; i++) {
                registers[i] = data[i].at(row);
            }
            program.run(registers);
            double share = rows.weight(row) / total;
            for (int i = 0; i < count; i++) {
                known[named + i] += registers[program.output(i)] * share;
            }
        }
    }

    /** Takes from the rows, once, what evaluations need of them. */
    private void take() {
        if (!taken && !takesKnownMoments()) {
            read();
        }
        taken = true;
    }

    /** Takes the moments from what is known of the column, without a pass, where that is enough. */
    private boolean takesKnownMoments() {
        if (plan.quadratics().isEmpty()) {
            return false;
        }
        Rows.Column column = rows.column(plan.data().get(0).name());
        if (weights.length > 0 || column.moments().isEmpty()) {
            return false;
        }
        double[] inputs = new double[1 + known.length];
        inputs[0] = (column.moments().get().mean() - column.origin()) / column.unit();
        System.arraycopy(known, 0, inputs, 1, known.length);
        double variance = column.moments().get().variance() / column.unit() / column.unit();
        double[] parts = plan.quadratics().get().values(inputs);
        for (int k = 0; k < moments.length; k++) {
            moments[k] = parts[2 * k] + parts[2 * k + 1] * variance;
        }
        return true;
    }

    /** The one pass that takes the moments and keeps the columns. */
    private void read() {
        RowProgram program = plan.materialise();
        double[][] kept = new double[columns.length][];
        boolean needed = moments.length > 0;
        for (int c = 0; c < columns.length; c++) {
            if (plan.columns().get(c) instanceof Expr.Symbol s
                    && rows.column(s.name()).isPlain()) {
                columns[c] = rows.column(s.name()).values();
            } else {
                columns[c] = new double[count];
                kept[c] = columns[c];
                needed = true;
            }
        }
        if (!needed) {
            return;
        }
        passes++;
        double[] scalars = plan.materialiseScalars().values(known);
        double[][] sums = new double[Means.chunks(count)][moments.length];
        run(program, new Pass(leaves, kept, scalars, weights, sums));
        Means.combine(sums, totalWeight, moments);
    }

    private void run(RowProgram program, Pass pass) {
        Crew.run(pass.sums().length, () -> new Worker(program, pass));
    }

    /** Takes chunks in one thread, with workspaces of its own. */
    private final class Worker implements Crew.Worker, Forms.Run {
        private final Pass pass;
        private final Forms.Turn turn;
        private int index;

        Worker(RowProgram program, Pass pass) {
            this.pass = pass;
            this.turn = program.forms().new Turn(Math.min(count, Means.BLOCK), weights.length > 0);
        }

        @Override
        public void chunk(int next) {
            index = next;
            turn.chunk(Means.end(index, count) - index * Means.CHUNK, this);
        }

        @Override
        public void with(Workspace workspace, int strip) {
            workspace.chunk(pass, strip, index, count);
        }

        @Override
        public void end() {
            turn.end();
        }
    }

    /** How many parameters there are. */
    public int dimension() {
        return plan.parameters().size();
    }

    /** The sum of the weights of the rows. */
    public double totalWeight() {
        return totalWeight;
    }

    /** How often the rows have been read from first to last. */
    public long passes() {
        return passes;
    }

    /**
     * Evaluates the mean over the rows.
     *
     * @param point the parameters
     * @param order 0 for the value, 1 with the gradient, 2 with the Hessian as well
     * @param out filled with the value, then the gradient, then the lower triangle of the Hessian by rows
     */
    public void at(double[] point, int order, double[] out) {
        Work w = work[order];
        if (w == null) {
            take();
            w = new Work(plan.stage(order));
            work[order] = w;
        }
        w.evaluate(point, out);
    }

    /**
     * A product in a formula.
     *
     * @param coefficient of parameters alone
     * @param factor of data columns alone
     */
    public record Product(Expr coefficient, Expr factor) {}

    /** The formula as a sum of products, if it has sufficient statistics: the sums of their factors; else none. */
    public List<Product> products() {
        if (!plan.loops().isEmpty()) {
            return List.of();
        }
        Map<Expr, Expr> numbers = new HashMap<>();
        for (int i = 0; i < known.length; i++) {
            numbers.put(plan.known().get(i), Expr.constant(known[i]));
        }
        return plan.value().stream()
                .map(term -> new Product(
                        term.coefficient().replace(numbers), term.factor().replace(numbers)))
                .toList();
    }

    /**
     * The gradient of the formula at each row, weights left aside.
     *
     * @return for each parameter an array with one entry for each row
     */
    public double[][] scores(double[] point) {
        ScoreProgram program = plan.scores();
        Rows.Column[] leaves = rows.columns(program.rows().leaves());
        double[] inputs = Arrays.copyOf(point, point.length + known.length);
        System.arraycopy(known, 0, inputs, point.length, known.length);
        double[] scalars = program.scalars().values(inputs);
        double[][] scores = new double[dimension()][count];
        double[][] noSums = new double[Means.chunks(count)][0];
        run(program.rows(), new Pass(leaves, scores, scalars, weights, noSums));
        return scores;
    }

    /** The arrays that evaluations to one order reuse. */
    private final class Work {
        private final Plan.Stage stage;
        private final double[] registers;
        private final double[] rowScalars;
        private final double[] loopMeans;
        private final double[] meanValues;
        private final Pass pass;

        Work(Plan.Stage stage) {
            this.stage = stage;
            registers = new double[stage.scalars().registers()];
            System.arraycopy(known, 0, registers, dimension(), known.length);
            rowScalars = new double[stage.rows().scalars().size()];
            loopMeans = new double[stage.loops().size()];
            meanValues = new double[1 + moments.length + loopMeans.length];
            meanValues[0] = 1;
            System.arraycopy(moments, 0, meanValues, 1, moments.length);
            Rows.Column[] leaves = new Rows.Column[stage.rows().leaves().size()];
            for (int k = 0; k < leaves.length; k++) {
                leaves[k] = Rows.Column.of(
                        "kept",
                        columns[plan.columns().indexOf(stage.rows().leaves().get(k))]);
            }
            double[][] sums = new double[loopMeans.length == 0 ? 0 : Means.chunks(count)][loopMeans.length];
            pass = new Pass(leaves, Pass.NOTHING_KEPT, rowScalars, weights, sums);
        }

        void evaluate(double[] point, double[] out) {
            System.arraycopy(point, 0, registers, 0, point.length);
            stage.scalars().run(registers);
            if (loopMeans.length > 0) {
                pass();
            }
            for (int i = 0; i < stage.outputs(); i++) {
                out[i] = stage.combine(i, registers, meanValues);
            }
        }

        private void pass() {
            passes++;
            for (int i = 0; i < rowScalars.length; i++) {
                rowScalars[i] = registers[stage.scalars().output(i)];
            }
            run(stage.rows(), pass);
            Means.combine(pass.sums(), totalWeight, loopMeans);
            System.arraycopy(loopMeans, 0, meanValues, 1 + moments.length, loopMeans.length);
        }
    }
}
