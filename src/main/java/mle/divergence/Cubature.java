package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import mle.expr.Kronrod;

/**
 * Integrals of several functions against a density of rows with two degrees of freedom, by adaptive cubature: the plane of a
 * {@link Sheet}, with z = sinh(s) on both axes so that tails that fall as a power fall exponentially, is divided into rectangles,
 * each integrated by products of the 21-point Kronrod rule and halved across the axis on which that differs more from the 10-point
 * Gauss rule (Davis and Rabinowitz 1984, Methods of Numerical Integration, sec. 5.6, 6.2). Rings of rectangles are added outside
 * until they add nothing.
 */
final class Cubature {
    private static final int POINTS = 2 * Kronrod.LAST + 1;
    private static final double[] CENTRE = {-3, -1, 1, 3};
    private static final int MOST_RINGS = 7;
    private static final int MOST_CELLS = 2000;
    private static final int MOST_ROUNDS = 40;
    private static final double NOTHING = 1e-18;
    private static final double LOG_2 = 0.6931471805599453;

    /** A share of the whole below which a node stands for nothing. */
    private static final double NO_MASS = 1e-25;

    private final Sheet sheet;
    private final ToDoubleFunction<double[]> logDensity;
    private final JointComponent.Functions f;
    private final int count;
    private final double tolerance;
    private final double logDeterminant;
    private final double[] row;
    private final double[] out;
    private final double[] infinite;
    private List<Cell> cells = new ArrayList<>();

    private Cubature(
            Sheet sheet,
            int columns,
            ToDoubleFunction<double[]> logDensity,
            JointComponent.Functions f,
            int count,
            double tolerance) {
        this.sheet = sheet;
        this.logDensity = logDensity;
        this.f = f;
        this.count = count;
        this.tolerance = tolerance;
        this.logDeterminant = sheet.logDeterminant();
        this.row = new double[columns];
        this.out = new double[count];
        this.infinite = new double[count];
    }

    /**
     * Integrates.
     *
     * @param sheet coordinates in which the density is about the size of one
     * @param columns how many columns a row has
     * @param logDensity that of a row
     * @param f the functions
     * @param count how many there are
     * @param tolerance the error sought, relative to the integral of the size of a function
     */
    static JointIntegral of(
            Sheet sheet,
            int columns,
            ToDoubleFunction<double[]> logDensity,
            JointComponent.Functions f,
            int count,
            double tolerance) {
        Cubature cubature = new Cubature(sheet, columns, logDensity, f, count, tolerance);
        cubature.divide();
        cubature.refine();
        return cubature.result();
    }

    /** A rectangle with its integrals; {@code second} says on which axis each function's rules differ more. */
    private record Cell(
            double[] from, double[] to, double[] values, double[] errors, double[] sizes, boolean[] second) {}

    /** The points of an axis: s, sinh(s) and log cosh(s) + log weight. */
    private record Axis(double[] z, double[] logWeight) {
        static Axis of(double from, double to) {
            double half = (to - from) / 2;
            double[] z = new double[POINTS];
            double[] logWeight = new double[POINTS];
            for (int k = 0; k < POINTS; k++) {
                double s = from + half + half * Kronrod.node(k - Kronrod.LAST);
                z[k] = StrictMath.sinh(s);
                logWeight[k] =
                        Math.abs(s) + StrictMath.log1p(StrictMath.exp(-2 * Math.abs(s))) - LOG_2 + StrictMath.log(half);
            }
            return new Axis(z, logWeight);
        }
    }

    private static double kronrod(int k) {
        return Kronrod.weight(k - Kronrod.LAST);
    }

    private static double gauss(int k) {
        return Kronrod.gauss(k - Kronrod.LAST);
    }

    // ---- rectangles ----

    private void divide() {
        double[] first = edges(0);
        double[] second = edges(1);
        for (int i = 1; i < first.length; i++) {
            for (int j = 1; j < second.length; j++) {
                cells.add(cell(first[i - 1], first[i], second[j - 1], second[j]));
            }
        }
        double[] low = {first[0], second[0]};
        double[] high = {first[first.length - 1], second[second.length - 1]};
        double[] before = null;
        for (int ring = 0; ring < MOST_RINGS; ring++) {
            double[] outerLow = {low[0] - size(low[0], high[0]), low[1] - size(low[1], high[1])};
            double[] outerHigh = {high[0] + size(low[0], high[0]), high[1] + size(low[1], high[1])};
            double[] added = ring(low, high, outerLow, outerHigh);
            if (isNothing(added)) {
                return;
            }
            if (ring == MOST_RINGS - 1) {
                end(before, added);
            }
            before = added;
            low = outerLow;
            high = outerHigh;
        }
    }

    private static double size(double low, double high) {
        return (high - low) / 2;
    }

    private double[] edges(int axis) {
        return DoubleStream.concat(Arrays.stream(CENTRE), Arrays.stream(sheet.edges()[axis]))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The eight rectangles between two; how much is in them. */
    private double[] ring(double[] low, double[] high, double[] outerLow, double[] outerHigh) {
        double[][] x = {{outerLow[0], low[0], high[0], outerHigh[0]}, {outerLow[1], low[1], high[1], outerHigh[1]}};
        double[] added = new double[count];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                if (i != 1 || j != 1) {
                    Cell cell = cell(x[0][i], x[0][i + 1], x[1][j], x[1][j + 1]);
                    cells.add(cell);
                    for (int k = 0; k < count; k++) {
                        added[k] += cell.sizes[k];
                    }
                }
            }
        }
        return added;
    }

    private boolean isNothing(double[] added) {
        for (int k = 0; k < count; k++) {
            if (added[k] > NOTHING * total(k)) {
                return false;
            }
        }
        return true;
    }

    private double total(int function) {
        double total = 0;
        for (Cell c : cells) {
            total += c.sizes[function];
        }
        return total;
    }

    /** Where the last ring still adds something: an integral without end if it adds more than the one before. */
    private void end(double[] before, double[] last) {
        for (int k = 0; k < count; k++) {
            if (last[k] > NOTHING * total(k) && last[k] >= before[k]) {
                int function = k;
                double sum = cells.stream().mapToDouble(c -> c.values[function]).sum();
                infinite[k] = Math.copySign(Double.POSITIVE_INFINITY, sum);
            }
        }
    }

    private Cell cell(double from1, double to1, double from2, double to2) {
        Axis first = Axis.of(from1, to1);
        Axis second = Axis.of(from2, to2);
        double[] whole = new double[count];
        double[] gaussFirst = new double[count];
        double[] gaussSecond = new double[count];
        double[] sizes = new double[count];
        double[] squares = new double[count];
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                double mass = mass(first, second, i, j);
                if (!(mass > 0)) {
                    continue;
                }
                f.at(row, out);
                double k1 = kronrod(i);
                double k2 = kronrod(j);
                double g1 = gauss(i);
                double g2 = gauss(j);
                for (int k = 0; k < count; k++) {
                    double value = mass * out[k];
                    if (Double.isInfinite(out[k])) {
                        infinite[k] = out[k];
                    } else if (value == value) {
                        whole[k] += k1 * k2 * value;
                        gaussFirst[k] += g1 * k2 * value;
                        gaussSecond[k] += k1 * g2 * value;
                        sizes[k] += k1 * k2 * Math.abs(value);
                        squares[k] += k1 * k2 * value * value;
                    }
                }
            }
        }
        double[] errors = new double[count];
        boolean[] across = new boolean[count];
        for (int k = 0; k < count; k++) {
            // The root of the variance over the rectangle, in place of QUADPACK's mean absolute deviation.
            double spread = Math.sqrt(Math.max(0, 4 * squares[k] - whole[k] * whole[k])) / 2;
            double one = error(Math.abs(whole[k] - gaussFirst[k]), spread, sizes[k]);
            double two = error(Math.abs(whole[k] - gaussSecond[k]), spread, sizes[k]);
            errors[k] = Math.max(one, two);
            across[k] = two > one;
        }
        return new Cell(new double[] {from1, from2}, new double[] {to1, to2}, whole, errors, sizes, across);
    }

    private static double error(double difference, double spread, double size) {
        return Math.max(Math.min(Kronrod.error(difference, spread), difference), Quadrature.ROUNDING * size);
    }

    /** The mass that a point stands for, but for its Kronrod weights; its row is in {@link #row}. */
    private double mass(Axis first, Axis second, int i, int j) {
        double jacobian = sheet.row(first.z[i], second.z[j], row);
        double log = logDensity.applyAsDouble(row);
        return log > Double.NEGATIVE_INFINITY
                ? StrictMath.exp(log + jacobian + logDeterminant + first.logWeight[i] + second.logWeight[j])
                : 0;
    }

    // ---- refinement ----

    private void refine() {
        for (int round = 0; round < MOST_ROUNDS && cells.size() < MOST_CELLS; round++) {
            double[] allowed = allowed();
            List<Cell> next = new ArrayList<>();
            for (Cell c : cells) {
                int axis = coarseAxis(c, allowed);
                if (axis < 0) {
                    next.add(c);
                } else {
                    halve(c, axis, next);
                }
            }
            if (next.size() == cells.size()) {
                return;
            }
            cells = next;
        }
    }

    private double[] allowed() {
        double[] allowed = new double[count];
        double mass = total(0);
        for (int k = 0; k < count; k++) {
            double error = 0;
            for (Cell c : cells) {
                error += c.errors[k];
            }
            double enough = tolerance * Math.max(total(k), mass);
            allowed[k] = error <= enough || infinite[k] != 0 ? Double.POSITIVE_INFINITY : enough / cells.size() / 2;
        }
        return allowed;
    }

    /** The axis across which a rectangle must be halved, or -1. */
    private int coarseAxis(Cell c, double[] allowed) {
        int axis = -1;
        double worst = 1;
        for (int k = 0; k < count; k++) {
            double excess = c.errors[k] / allowed[k];
            if (excess > worst && c.errors[k] > 1.01 * Quadrature.ROUNDING * c.sizes[k]) {
                worst = excess;
                axis = c.second[k] ? 1 : 0;
            }
        }
        return axis;
    }

    private void halve(Cell c, int axis, List<Cell> to) {
        double middle = c.from[axis] + (c.to[axis] - c.from[axis]) / 2;
        double[] end = c.to.clone();
        double[] start = c.from.clone();
        end[axis] = middle;
        start[axis] = middle;
        Cell low = cell(c.from[0], end[0], c.from[1], end[1]);
        Cell high = cell(start[0], c.to[0], start[1], c.to[1]);
        to.add(low);
        to.add(high);
    }

    // ---- results ----

    private JointIntegral result() {
        double[] values = new double[count];
        double[] errors = new double[count];
        for (int k = 0; k < count; k++) {
            for (Cell c : cells) {
                values[k] += c.values[k];
                errors[k] += c.errors[k];
            }
            if (infinite[k] != 0) {
                values[k] = infinite[k];
                errors[k] = 0;
            }
        }
        return new JointIntegral(values, errors, this::nodes);
    }

    private List<JointIntegral.Node> nodes() {
        List<JointIntegral.Node> nodes = new ArrayList<>();
        for (Cell c : cells) {
            if (c.sizes[0] <= NO_MASS) {
                continue;
            }
            Axis first = Axis.of(c.from[0], c.to[0]);
            Axis second = Axis.of(c.from[1], c.to[1]);
            for (int i = 0; i < POINTS; i++) {
                for (int j = 0; j < POINTS; j++) {
                    double mass = mass(first, second, i, j) * kronrod(i) * kronrod(j);
                    if (mass > NO_MASS) {
                        nodes.add(new JointIntegral.Node(row.clone(), mass));
                    }
                }
            }
        }
        return nodes;
    }
}
