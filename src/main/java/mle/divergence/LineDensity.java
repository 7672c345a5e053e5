package mle.divergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Support;
import mle.solve.Cholesky;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Objective;
import mle.solve.Solution;

/**
 * A log-density of continuous columns that is given by a formula, not normalised, and the density of the lines of the columns that
 * it means, whose modes are looked for. As an objective it is minus the logarithm of the latter.
 */
final class LineDensity implements Objective {
    private static final double SAME = 1e-4;

    /** A length of the lines that is beyond all densities. */
    private static final double FARTHEST = 1e100;

    /** Nats below the highest at which a mode is of no account. */
    private static final double NOTHING = 60;

    /** Nats by which a density falls from a maximum to its sides, where one looks first and last, and what rounding may rise. */
    private static final double FALL = 0.5;

    private static final double NEAREST = 1e-6;
    private static final double FARTHEST_FALL = 1e9;
    private static final double RISE = 1e-9;

    private final String text;
    private final Space space;
    private final Domain[] domains;
    private final Expr formula;
    private final List<Expr.Symbol> columns;
    private final Program program;
    private Program derivatives;

    /**
     * A density.
     *
     * @param text a formula of {@code x1}, {@code x2} and so on
     * @param supports of the columns
     * @throws IllegalArgumentException if it is no such formula
     */
    LineDensity(String text, List<Support> supports) {
        this.text = text;
        this.space = Space.of(supports);
        if (supports.size() < 2 || supports.stream().anyMatch(Support::integer)) {
            throw new IllegalArgumentException("'" + text
                    + "': a formula of a joint density is of continuous columns, x1, x2 and so on, got "
                    + space.inWords());
        }
        this.domains = supports.stream().map(Sheet::domain).toArray(Domain[]::new);
        this.columns = IntStream.range(0, supports.size())
                .mapToObj(i -> Expr.data("x" + (i + 1), supports.get(i).sign()))
                .toList();
        Map<String, Expr> names = new HashMap<>();
        columns.forEach(c -> names.put(c.name(), c));
        this.formula = Formula.parse(text, names);
        this.program = Program.of(List.of(formula), columns);
    }

    String text() {
        return text;
    }

    Space space() {
        return space;
    }

    /** The formula, of symbols in place of the columns. */
    Expr formula(List<Expr> others) {
        return formula.replace(s -> columns.contains(s) ? others.get(columns.indexOf(s)) : s);
    }

    /** A function of a row; not for several threads at once. */
    ToDoubleFunction<double[]> less(double subtracted) {
        double[] registers = new double[program.registers()];
        return row -> {
            if (!space.contains(row)) {
                return Double.NEGATIVE_INFINITY;
            }
            System.arraycopy(row, 0, registers, 0, row.length);
            program.run(registers);
            double value = registers[program.output(0)];
            return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value - subtracted;
        };
    }

    /** Writes the row of a point of the lines and gives the logarithm of the Jacobian determinant. */
    double row(double[] line, double[] row) {
        double slope = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = domains[i].fromLine(line[i]);
            slope += Sheet.logSlope(domains[i], line[i]);
        }
        return slope;
    }

    @Override
    public int dimension() {
        return domains.length;
    }

    @Override
    public void at(double[] point, Jet out) {
        if (derivatives == null) {
            derivatives = derivatives();
        }
        double[] values = derivatives.values(point);
        int d = dimension();
        out.setValue(values[0]);
        System.arraycopy(values, 1, out.gradient(), 0, out.gradient().length);
        System.arraycopy(values, 1 + d, out.hessian(), 0, out.hessian().length);
    }

    private Program derivatives() {
        int d = dimension();
        List<Expr.Symbol> line =
                IntStream.range(0, d).mapToObj(i -> Expr.parameter("line" + i)).toList();
        List<Expr> values = IntStream.range(0, d)
                .mapToObj(i -> domains[i].fromLine(line.get(i)))
                .toList();
        Expr height = formula(values).negate();
        for (int i = 0; i < d; i++) {
            if (!domains[i].equals(Domain.REAL)) {
                Expr slope = values.get(i).derivative(line.get(i));
                height = height.minus(Expr.call(Function.LOG, slope));
            }
        }
        Expr minus = height;
        List<Expr> outputs = new ArrayList<>(List.of(minus));
        List<Expr> gradient = line.stream().map(minus::derivative).toList();
        outputs.addAll(gradient);
        for (int i = 0; i < d; i++) {
            for (int j = 0; j <= i; j++) {
                outputs.add(gradient.get(i).derivative(line.get(j)));
            }
        }
        return Program.of(outputs, line);
    }

    /**
     * A local maximum of the density of the lines.
     *
     * @param height its logarithm
     * @param shape the normal distribution that has the curvature there; where that is none, of independent lines that fall as fast
     */
    record Mode(double[] point, double height, Gaussian shape) {}

    /**
     * The local maxima that searches lead to, the highest first.
     *
     * @throws IllegalArgumentException if there is none
     */
    List<Mode> modes(List<double[]> starts) {
        List<Mode> modes = new ArrayList<>();
        for (double[] start : starts) {
            Solution s = Newton.withDefaults().minimise(this, start);
            boolean known = modes.stream().anyMatch(m -> apart(m.point(), s.point()) < SAME);
            if (!known && Double.isFinite(s.jet().value()) && size(s.point()) < FARTHEST) {
                (s.converged() ? Optional.of(curvature(s)) : falling(s))
                        .ifPresent(
                                shape -> modes.add(new Mode(s.point(), -s.jet().value(), shape)));
            }
        }
        if (modes.isEmpty()) {
            throw new IllegalArgumentException("'" + text
                    + "': no mode was found: it rises without end or is flat, a density has a finite integral");
        }
        modes.sort(Comparator.comparingDouble(m -> -m.height()));
        double floor = modes.get(0).height() - NOTHING;
        return modes.stream().filter(m -> m.height() > floor).toList();
    }

    /** Of a maximum with less curvature than a normal distribution has, as of -x^4: as wide as it takes to fall by some. */
    private Optional<Gaussian> falling(Solution s) {
        int d = dimension();
        double[][] lower = new double[d][d];
        Jet jet = new Jet(d, 0);
        for (int i = 0; i < d; i++) {
            for (int side = -1; side <= 1; side += 2) {
                double away = NEAREST;
                double[] point = s.point().clone();
                do {
                    away *= 2;
                    point[i] = s.point()[i] + side * away;
                    at(point, jet);
                    if (jet.value() < s.jet().value() - RISE) {
                        return Optional.empty();
                    }
                } while (!(jet.value() > s.jet().value() + FALL) && away < FARTHEST_FALL);
                lower[i][i] = Math.max(lower[i][i], away);
            }
            if (!(lower[i][i] < FARTHEST_FALL)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Gaussian(s.point(), lower));
    }

    private static double size(double[] point) {
        double size = 0;
        for (double t : point) {
            size += Math.abs(t);
        }
        return size;
    }

    private static double apart(double[] a, double[] b) {
        double apart = 0;
        for (int i = 0; i < a.length; i++) {
            apart = Math.max(apart, Math.abs(a[i] - b[i]) / (1 + Math.abs(a[i])));
        }
        return apart;
    }

    /** The normal distribution of the lines with the curvature of a mode. */
    private static Gaussian curvature(Solution mode) {
        int d = mode.point().length;
        double[] inverse = Cholesky.of(mode.jet().hessian(), d).inverse();
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            for (int j = 0; j < d; j++) {
                covariance[i][j] = inverse[Math.max(i, j) * (Math.max(i, j) + 1) / 2 + Math.min(i, j)];
            }
        }
        return Gaussian.of(mode.point(), covariance).orElseThrow();
    }
}
