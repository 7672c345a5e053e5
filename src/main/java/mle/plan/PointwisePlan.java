package mle.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * How a formula is evaluated row by row, with its derivatives by some of its symbols, all of which may differ from row to row. Nothing is
 * summed: what becomes of the values of a row is the caller's business.
 *
 * <p>A plan depends on the formula alone and may be used by several threads, each with an evaluation of its own.
 */
public final class PointwisePlan {
    /** Rows are evaluated in blocks of at most so many. */
    public static final int BLOCK = Means.BLOCK;

    /** Two moved symbols, by number, the first not before the second, by which the second derivative is not zero. */
    public record Pair(int first, int second) {}

    private final List<Expr.Symbol> moved;
    private final List<Expr.Symbol> given;
    private final List<Pair> pairs = new ArrayList<>();
    private final Stage[] stages = new Stage[3];

    /** What an evaluation to one order runs. */
    private record Stage(RowProgram rows, double[] scalars) {}

    private PointwisePlan(Expr formula, List<Expr.Symbol> moved) {
        this.moved = List.copyOf(moved);
        this.given = formula.symbols().stream().filter(s -> !moved.contains(s)).toList();
        List<Expr> outputs = new ArrayList<>();
        outputs.add(formula);
        stages[0] = stage(outputs);
        List<Expr> gradient = moved.stream().map(formula::derivative).toList();
        outputs.addAll(gradient);
        stages[1] = stage(outputs);
        for (int i = 0; i < gradient.size(); i++) {
            for (int j = 0; j <= i; j++) {
                Expr second = gradient.get(i).derivative(moved.get(j));
                if (second != Expr.ZERO) {
                    pairs.add(new Pair(i, j));
                    outputs.add(second);
                }
            }
        }
        stages[2] = stage(outputs);
    }

    /**
     * The plan of a formula.
     *
     * @param formula of data columns and of the symbols that are moved
     * @param moved parameters, in the order of the derivatives
     */
    public static PointwisePlan of(Expr formula, List<Expr.Symbol> moved) {
        return new PointwisePlan(formula, moved);
    }

    private Stage stage(List<Expr> outputs) {
        Map<Expr, Expr> columns = new HashMap<>();
        for (int j = 0; j < moved.size(); j++) {
            columns.put(moved.get(j), column(j));
        }
        List<Expr> ofColumns = outputs.stream().map(e -> e.replace(columns)).toList();
        RowProgram rows =
                RowProgram.of(List.of(), ofColumns, e -> e instanceof Expr.Symbol s && s.kind() == Expr.Kind.DATA);
        return new Stage(rows, Program.of(rows.scalars(), List.of()).values());
    }

    /** The column of a moved symbol; no name of a formula has a blank. */
    private Expr.Symbol column(int moved) {
        return Expr.data("moved " + moved, this.moved.get(moved).sign());
    }

    /** The data columns of the formula. */
    public List<Expr.Symbol> given() {
        return given;
    }

    /** Where the second derivatives are not zero, in the order in which an evaluation gives them. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** Arrays for evaluations to an order: 0 for values, 1 with the first derivatives, 2 with the second. */
    public Evaluation evaluation(int order) {
        return new Evaluation(stages[order]);
    }

    /** What one thread needs to evaluate blocks of rows. */
    public final class Evaluation {
        private final Stage stage;
        private final PassWorkspace workspace;
        private final int[] movedLeaves = new int[moved.size()];
        private final int[] givenLeaves = new int[given.size()];
        private final double[] unread = new double[BLOCK];

        private Evaluation(Stage stage) {
            this.stage = stage;
            this.workspace = new PassWorkspace(stage.rows, BLOCK);
            for (int j = 0; j < movedLeaves.length; j++) {
                movedLeaves[j] = stage.rows.leaves().indexOf(column(j));
            }
            for (int k = 0; k < givenLeaves.length; k++) {
                givenLeaves[k] = stage.rows.leaves().indexOf(given.get(k));
            }
        }

        /** The array to be filled with the values of a moved symbol before each run. */
        public double[] moved(int j) {
            return array(movedLeaves[j]);
        }

        /** The array to be filled with the values of a data column before each run. */
        public double[] given(int k) {
            return array(givenLeaves[k]);
        }

        private double[] array(int leaf) {
            return leaf < 0 ? unread : workspace.leaf(leaf);
        }

        /** Evaluates the first so many rows. */
        public void run(int rows) {
            workspace.begin(false);
            workspace.block(stage.scalars, rows);
        }

        /** The values of the formula. */
        public double[] value() {
            return workspace.kept(0);
        }

        /** The derivatives by a moved symbol. */
        public double[] first(int j) {
            return workspace.kept(1 + j);
        }

        /** The second derivatives by a pair of them. */
        public double[] second(int pair) {
            return workspace.kept(1 + moved.size() + pair);
        }
    }
}
