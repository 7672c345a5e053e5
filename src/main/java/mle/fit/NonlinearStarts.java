package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.expr.Expr;
import mle.expr.NormalQuantile;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Parameter;
import mle.model.Predictor;
import mle.solve.Cholesky;
import mle.solve.LevenbergMarquardt;

/**
 * Where the search for the coefficients of a nonlinear predictor may start: the least-squares fits of the response, on the scale
 * of the predictor, that are found from the user's values, or from many points drawn at random. The coefficients in which
 * the predictor is linear are not drawn but follow from the others (variable projection, Golub and Pereyra 1973).
 */
final class NonlinearStarts implements LevenbergMarquardt.Residuals {
    /** So many points are drawn for each coefficient that is drawn. */
    private static final int DRAWS = 400;

    /** Rows on which draws are compared. */
    private static final int FEW = 200;

    /** So many of the draws are searched from, and so many of the ends are kept. */
    private static final int SEARCHED = 12;

    private static final int KEPT = 3;
    private static final int STEPS = 100;
    private static final int MORE_STEPS = 2000;
    private static final double RIDGE = 1e-12;

    /** Sums of squares nearer to each other than this share are the same end. */
    private static final double SAME = 1e-6;

    /** How far draws lie from the sizes that the data suggest, as the standard deviation of a logarithm. */
    private static final double SPREAD = 1.5;

    private final List<Parameter> coefficients;
    private final Expr.Symbol[] coordinates;
    private final Expr onLine;
    private final double[][] columns;
    private final double[] target;
    private final double[] rootWeights;
    private final Program value;
    private final Program slopes;
    private final double[] registers;
    private final double[] slopeRegisters;
    private final SplittableRandom random;

    /**
     * For some rows of a predictor.
     *
     * @param target what the predictor is to be, row by row
     * @param weights a weight for each row, or none
     */
    NonlinearStarts(Predictor.Nonlinear predictor, Rowset rows, double[] target, double[] weights, long seed) {
        this.coefficients = predictor.coefficients();
        this.target = target;
        this.random = new SplittableRandom(seed);
        this.rootWeights = Arrays.stream(weights).map(Math::sqrt).toArray();
        int n = coefficients.size();
        Map<String, Expr> replaced = new HashMap<>();
        coordinates = new Expr.Symbol[n];
        for (int j = 0; j < n; j++) {
            Parameter c = coefficients.get(j);
            coordinates[j] = Expr.parameter("coordinate of " + c.name());
            replaced.put(c.name(), c.domain().fromLine(coordinates[j]));
        }
        onLine = predictor
                .formula()
                .replace(s -> s instanceof Expr.Symbol symbol && symbol.kind() == Expr.Kind.PARAMETER
                        ? replaced.get(symbol.name())
                        : s);
        List<Expr.Symbol> data = onLine.symbols().stream()
                .filter(s -> s.kind() == Expr.Kind.DATA)
                .toList();
        columns = data.stream()
                .map(s -> rows.of(predictor.columns().get(s.name())))
                .toArray(double[][]::new);
        List<Expr.Symbol> inputs = new ArrayList<>(data);
        inputs.addAll(List.of(coordinates));
        value = Program.of(List.of(onLine), inputs);
        slopes = Program.of(Arrays.stream(coordinates).map(onLine::derivative).toList(), inputs);
        registers = new double[value.registers()];
        slopeRegisters = new double[slopes.registers()];
    }

    @Override
    public int count() {
        return target.length;
    }

    @Override
    public int dimension() {
        return coordinates.length;
    }

    @Override
    public void at(double[] point, double[] residuals, double[] jacobian) {
        for (int i = 0; i < target.length; i++) {
            double w = rootWeights.length == 0 ? 1 : rootWeights[i];
            run(value, registers, i, point);
            residuals[i] = w * (registers[value.output(0)] - target[i]);
            if (jacobian != null) {
                run(slopes, slopeRegisters, i, point);
                for (int j = 0; j < point.length; j++) {
                    jacobian[i * point.length + j] = w * slopeRegisters[slopes.output(j)];
                }
            }
        }
    }

    private void run(Program program, double[] into, int row, double[] point) {
        for (int k = 0; k < columns.length; k++) {
            into[k] = columns[k][row];
        }
        System.arraycopy(point, 0, into, columns.length, point.length);
        program.run(into);
    }

    /** The predictor of each row. */
    double[] fitted(double[] point) {
        double[] fitted = new double[target.length];
        for (int i = 0; i < fitted.length; i++) {
            run(value, registers, i, point);
            fitted[i] = registers[value.output(0)];
        }
        return fitted;
    }

    /**
     * The coordinates of the fits that are found, best first.
     *
     * @param given the values that the user gave for coefficients; if for all, the search begins there
     */
    List<double[]> best(Map<String, Double> given) {
        double[] known = new double[coordinates.length];
        for (int j = 0; j < known.length; j++) {
            Parameter c = coefficients.get(j);
            Double own = given.get(c.name());
            known[j] = own == null ? Double.NaN : c.domain().toLine(own);
        }
        List<LevenbergMarquardt.End> ends = new ArrayList<>();
        for (double[] from : draws(known)) {
            LevenbergMarquardt.End end = LevenbergMarquardt.minimise(this, from, STEPS);
            boolean anew = ends.stream()
                    .noneMatch(e -> Math.abs(e.sumOfSquares() - end.sumOfSquares()) <= SAME * e.sumOfSquares());
            if (Double.isFinite(end.sumOfSquares()) && anew) {
                ends.add(end);
            }
        }
        ends.sort(Comparator.comparingDouble(LevenbergMarquardt.End::sumOfSquares));
        return ends.stream()
                .limit(KEPT)
                .map(end -> LevenbergMarquardt.minimise(this, end.point(), MORE_STEPS)
                        .point())
                .toList();
    }

    // ---- draws ----

    /** The best of many points, or the one that is given whole; NaN is what is not known. */
    private List<double[]> draws(double[] known) {
        int[] linear = linear(known);
        long drawn = Arrays.stream(known).filter(Double::isNaN).count() - linear.length;
        Projection projection = new Projection(linear);
        List<LevenbergMarquardt.End> all = new ArrayList<>();
        for (int k = 0; k < Math.max(1, drawn * DRAWS); k++) {
            double[] point = known.clone();
            for (int j = 0; j < point.length; j++) {
                if (Double.isNaN(point[j])) {
                    point[j] = draw(coefficients.get(j).domain());
                }
            }
            double sum = projection.complete(point);
            if (Double.isFinite(sum)) {
                all.add(new LevenbergMarquardt.End(point, sum));
            }
        }
        all.sort(Comparator.comparingDouble(LevenbergMarquardt.End::sumOfSquares));
        return all.stream().limit(SEARCHED).map(LevenbergMarquardt.End::point).toList();
    }

    /** Those of the unknown coordinates in which, all together, the predictor is linear. */
    private int[] linear(double[] known) {
        List<Integer> linear = new ArrayList<>();
        for (int j = 0; j < known.length; j++) {
            Expr slope = onLine.derivative(coordinates[j]);
            boolean is = Double.isNaN(known[j]) && slope.derivative(coordinates[j]) == Expr.ZERO;
            for (int other : linear) {
                is &= slope.derivative(coordinates[other]) == Expr.ZERO;
            }
            if (is) {
                linear.add(j);
            }
        }
        return linear.stream().mapToInt(Integer::intValue).toArray();
    }

    /** A coordinate of the size of a number of the data, its reciprocal or one, or on another scale about its middle. */
    private double draw(Domain domain) {
        double normal = NormalQuantile.at((random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53);
        double size = 1;
        int kind = random.nextInt(3);
        if (kind > 0 && columns.length > 0) {
            double[] column = columns[random.nextInt(columns.length)];
            double entry = Math.abs(column[random.nextInt(column.length)]);
            size = entry > 0 ? kind == 1 ? entry : 1 / entry : 1;
        }
        double drawn = size * StrictMath.exp(SPREAD * normal) * (random.nextBoolean() ? 1 : -1);
        double inside = domain.contains(drawn) ? drawn : -drawn;
        return domain.contains(inside) ? domain.toLine(inside) : normal;
    }

    /** The least squares of the coordinates in which the predictor is linear, the others given. */
    private final class Projection {
        private final int[] linear;
        private final int rows = Math.min(FEW, target.length);
        private final double[][] design;
        private final double[] rest = new double[rows];

        Projection(int[] linear) {
            this.linear = linear;
            this.design = new double[linear.length][rows];
        }

        /** Writes the coordinates that follow into a point and gives the sum of squares. */
        double complete(double[] point) {
            for (int j : linear) {
                point[j] = 0;
            }
            for (int i = 0; i < rows; i++) {
                int row = (int) ((long) i * target.length / rows);
                double w = rootWeights.length == 0 ? 1 : rootWeights[row];
                run(value, registers, row, point);
                rest[i] = w * (target[row] - registers[value.output(0)]);
                if (linear.length > 0) {
                    run(slopes, slopeRegisters, row, point);
                    for (int k = 0; k < linear.length; k++) {
                        design[k][i] = w * slopeRegisters[slopes.output(linear[k])];
                    }
                }
            }
            double[] solution = solve();
            double sum = 0;
            for (int i = 0; i < rows; i++) {
                double r = rest[i];
                for (int k = 0; k < linear.length; k++) {
                    r -= solution[k] * design[k][i];
                }
                sum += r * r;
            }
            for (int k = 0; k < linear.length; k++) {
                point[linear[k]] = solution[k];
            }
            return sum;
        }

        private double[] solve() {
            int p = linear.length;
            double[] products = new double[p * (p + 1) / 2];
            double[] solution = new double[p];
            for (int i = 0, at = 0; i < p; i++) {
                for (int j = 0; j <= i; j++, at++) {
                    products[at] = dot(design[i], design[j]) * (i == j ? 1 + RIDGE : 1);
                }
                solution[i] = dot(design[i], rest);
            }
            Cholesky cholesky = Cholesky.of(products, p);
            if (!cholesky.positiveDefinite()) {
                return new double[p];
            }
            cholesky.solve(solution, solution);
            return solution;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }
    }
}
