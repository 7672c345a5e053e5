package mle.plan;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mle.expr.Expr;
import mle.expr.Program;

/**
 * How the sum over rows of a formula is evaluated some of whose parameters differ from row to row: each follows a linear
 * predictor η = Xγ. By the chain rule the gradient in γ is X'(∂l/∂η), the Hessian X'diag(∂²l/∂η∂η')X (McCullagh and Nelder
 * 1989, Generalized Linear Models, sec. 2.5): the derivatives by the predictors are formulas of the row, which a row program
 * computes; the products with X are made block by block while its rows are at hand.
 *
 * <p>A plan depends on the formula alone and is bound to any number of data sets.
 */
public final class RegressionPlan {
    private final List<Expr.Symbol> predictors;
    private final List<Expr.Symbol> scalars;
    private final List<Expr.Symbol> known;
    private final List<Stage> stages = new ArrayList<>();
    private final Stage scores;
    private final List<Expr> columns;
    private final Expr rest;
    private final RowProgram materialise;
    private final Program materialiseScalars;

    private RegressionPlan(Expr formula, List<Expr.Symbol> predictors, List<Expr.Symbol> scalars) {
        this.predictors = List.copyOf(predictors);
        this.scalars = List.copyOf(scalars);
        this.known = formula.symbols().stream()
                .filter(s -> s.kind() == Expr.Kind.KNOWN)
                .toList();
        this.rest = ofDataAlone(formula);
        Derivatives derivatives = new Derivatives(formula.minus(rest), predictors, scalars);
        for (int order = 0; order < 3; order++) {
            stages.add(new Stage(derivatives, order, false));
        }
        this.scores = new Stage(derivatives, 1, true);
        Set<Expr> read = new LinkedHashSet<>();
        stages.forEach(stage -> read.addAll(stage.columns()));
        read.addAll(scores.columns());
        this.columns = List.copyOf(read);
        this.materialise = RowProgram.of(
                rest == Expr.ZERO ? List.of() : List.of(rest),
                columns,
                e -> e instanceof Expr.Symbol s && s.kind() == Expr.Kind.DATA);
        this.materialiseScalars = Program.of(materialise.scalars(), known);
    }

    /**
     * The plan of a formula.
     *
     * @param formula of data columns, predictors, other parameters and known numbers
     * @param predictors the parameters that follow a linear predictor each
     * @param scalars the parameters that are the same for all rows
     */
    public static RegressionPlan of(Expr formula, List<Expr.Symbol> predictors, List<Expr.Symbol> scalars) {
        return new RegressionPlan(formula, predictors, scalars);
    }

    /** The addends that no parameter changes: they are summed once. */
    private static Expr ofDataAlone(Expr formula) {
        Expr found = Expr.ZERO;
        if (formula instanceof Expr.Sum s) {
            for (int i = 0; i < s.size(); i++) {
                if (s.term(i).usesData() && !s.term(i).usesParameters()) {
                    found = found.plus(s.term(i).times(s.coefficient(i)));
                }
            }
        }
        return found;
    }

    /** The parameters that follow predictors. */
    public List<Expr.Symbol> predictors() {
        return predictors;
    }

    /** The parameters that are the same for all rows. */
    public List<Expr.Symbol> scalars() {
        return scalars;
    }

    List<Expr.Symbol> known() {
        return known;
    }

    /** The row formulas that are computed once for a data set. */
    List<Expr> columns() {
        return columns;
    }

    boolean hasRest() {
        return rest != Expr.ZERO;
    }

    RowProgram materialise() {
        return materialise;
    }

    Program materialiseScalars() {
        return materialiseScalars;
    }

    /** What an evaluation to an order needs. */
    Stage stage(int order) {
        return stages.get(order);
    }

    /** The first derivatives, by row also those by the scalars. */
    Stage scores() {
        return scores;
    }

    /** The formula and its derivatives, the predictors being columns of the row. */
    private static final class Derivatives {
        final List<Expr.Symbol> inputs;
        final Map<Expr, Expr.Symbol> asColumn = new LinkedHashMap<>();
        final Expr value;
        final List<Expr> byPredictor = new ArrayList<>();
        final List<Expr> byScalar = new ArrayList<>();
        final List<Expr> byPredictors = new ArrayList<>();
        final List<Expr> byPredictorAndScalar = new ArrayList<>();
        final List<Expr> byScalars = new ArrayList<>();
        private final Map<Expr, Boolean> varying = new IdentityHashMap<>();

        Derivatives(Expr formula, List<Expr.Symbol> predictors, List<Expr.Symbol> scalars) {
            predictors.forEach(p -> asColumn.put(p, Expr.data("predictor:" + p.name(), p.sign())));
            inputs = new ArrayList<>(scalars);
            formula.symbols().stream().filter(s -> s.kind() == Expr.Kind.KNOWN).forEach(inputs::add);
            value = row(formula);
            List<Expr> slopes = predictors.stream().map(formula::derivative).toList();
            slopes.forEach(slope -> byPredictor.add(row(slope)));
            for (int j = 0; j < slopes.size(); j++) {
                for (int k = 0; k <= j; k++) {
                    byPredictors.add(row(slopes.get(j).derivative(predictors.get(k))));
                }
                for (Expr.Symbol scalar : scalars) {
                    byPredictorAndScalar.add(row(slopes.get(j).derivative(scalar)));
                }
            }
            for (int a = 0; a < scalars.size(); a++) {
                Expr slope = formula.derivative(scalars.get(a));
                byScalar.add(row(slope));
                for (int b = 0; b <= a; b++) {
                    byScalars.add(row(slope.derivative(scalars.get(b))));
                }
            }
        }

        private Expr row(Expr e) {
            return e.replace(asColumn);
        }

        /** What is given as a column: the predictors, and what the data alone decide. */
        boolean isColumn(Expr e) {
            return isPredictor(e) || e.usesData() && !varies(e);
        }

        private boolean isPredictor(Expr e) {
            return e instanceof Expr.Symbol && asColumn.containsValue(e);
        }

        private boolean varies(Expr e) {
            Boolean known = varying.get(e);
            if (known == null) {
                known = e.usesParameters() || e.symbols().stream().anyMatch(this::isPredictor);
                varying.put(e, known);
            }
            return known;
        }
    }

    /** What an evaluation to one order needs: the row program and where its sums and its values by row belong. */
    static final class Stage {
        private final RowProgram rows;
        private final Program program;
        private final int[] predictorLeaves;
        private final List<Expr> columns = new ArrayList<>();
        private final int[] columnLeaves;
        private final int[] summed;
        private final int[] slopes;
        private final int[] scalarSlopes;
        private final int[] curvatures;
        private final int[] crossed;

        Stage(Derivatives d, int order, boolean scoresByRow) {
            List<Expr> sums = new ArrayList<>();
            List<Expr> kept = new ArrayList<>();
            List<Expr> summands = new ArrayList<>();
            if (!scoresByRow) {
                summands.add(d.value);
                summands.addAll(order >= 1 ? d.byScalar : List.of());
                summands.addAll(order >= 2 ? d.byScalars : List.of());
            }
            summed = places(summands, sums);
            slopes = places(order >= 1 ? d.byPredictor : List.of(), kept);
            scalarSlopes = places(scoresByRow ? d.byScalar : List.of(), kept);
            curvatures = places(order >= 2 ? d.byPredictors : List.of(), kept);
            crossed = places(order >= 2 ? d.byPredictorAndScalar : List.of(), kept);
            rows = RowProgram.of(sums, kept, d::isColumn);
            program = Program.of(rows.scalars(), d.inputs);
            predictorLeaves = new int[d.asColumn.size()];
            int k = 0;
            for (Expr.Symbol column : d.asColumn.values()) {
                predictorLeaves[k++] = rows.leaves().indexOf(column);
            }
            List<Integer> others = new ArrayList<>();
            for (int leaf = 0; leaf < rows.leaves().size(); leaf++) {
                if (!d.isPredictor(rows.leaves().get(leaf))) {
                    others.add(leaf);
                    columns.add(rows.leaves().get(leaf));
                }
            }
            columnLeaves = others.stream().mapToInt(Integer::intValue).toArray();
        }

        /** Adds what is not zero to a list and says where each stands, or -1. */
        private static int[] places(List<Expr> formulas, List<Expr> all) {
            int[] places = new int[formulas.size()];
            for (int i = 0; i < places.length; i++) {
                places[i] = formulas.get(i) == Expr.ZERO ? -1 : all.size();
                if (places[i] >= 0) {
                    all.add(formulas.get(i));
                }
            }
            return places;
        }

        RowProgram rows() {
            return rows;
        }

        /** The numbers that the row program takes, from the scalars and the known numbers. */
        double[] numbers(double[] inputs) {
            return program.values(inputs);
        }

        /** The leaf that is a predictor, or -1 where it does not occur. */
        int predictorLeaf(int predictor) {
            return predictorLeaves[predictor];
        }

        /** The row formulas that are read. */
        List<Expr> columns() {
            return columns;
        }

        /** The leaves that are these formulas. */
        int[] columnLeaves() {
            return columnLeaves;
        }

        /** The sums of the value, the derivatives by the scalars and the second ones; -1 for those that are zero. */
        int[] summed() {
            return summed;
        }

        /** The values kept by row that are ∂l/∂η; -1 for those that are zero. */
        int[] slopes() {
            return slopes;
        }

        /** The values kept by row that are derivatives by the scalars. */
        int[] scalarSlopes() {
            return scalarSlopes;
        }

        /** The values kept by row that are second derivatives by the predictors, the lower triangle by rows. */
        int[] curvatures() {
            return curvatures;
        }

        /** The values kept by row that are derivatives by a predictor and a scalar, by predictors. */
        int[] crossed() {
            return crossed;
        }
    }
}
