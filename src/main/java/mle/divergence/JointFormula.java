package mle.divergence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Support;
import mle.solve.Jet;
import mle.solve.Newton;
import mle.solve.Objective;
import mle.solve.Solution;

/** A density of two columns from the formula of its logarithm, normalised here by cubature. */
final class JointFormula implements JointComponent {
    /** Points of each line from which modes are looked for. */
    private static final double[] GRID = {-30, -8, -2, -0.5, 0, 0.5, 2, 8, 30};

    private static final double SAME = 1e-4;

    /** A length of the lines that is beyond all densities. */
    private static final double FARTHEST = 1e100;

    /** Nats below the highest at which a mode is of no account. */
    private static final double NOTHING = 60;

    private final String text;
    private final Space space;
    private final Program program;
    private final Sheet sheet;
    private final double level;
    private final List<double[]> modes;

    /**
     * A density.
     *
     * @param text a formula of {@code x1} and {@code x2}
     * @param supports of the two columns
     * @throws IllegalArgumentException if its exponential has no finite integral
     */
    JointFormula(String text, List<Support> supports) {
        this.text = text;
        this.space = Space.of(supports);
        if (supports.size() != 2 || supports.stream().anyMatch(Support::integer)) {
            throw new IllegalArgumentException(
                    "'" + text + "': a formula of a joint density is of two continuous columns, x1 and x2, got "
                            + space.inWords()
                            + "; of more unknowns see variational inference, mle vi");
        }
        List<Expr.Symbol> columns = IntStream.range(0, supports.size())
                .mapToObj(i -> Expr.data("x" + (i + 1), supports.get(i).sign()))
                .toList();
        Map<String, Expr> names = new HashMap<>();
        columns.forEach(c -> names.put(c.name(), c));
        Expr formula = Formula.parse(text, names);
        this.program = Program.of(List.of(formula), columns);
        List<Solution> solutions = modes(formula, columns);
        this.modes = solutions.stream().map(m -> mode(m.point())).toList();
        double highest = -solutions.get(0).jet().value();
        this.sheet = sheet(solutions);
        double mass = Cubature.of(sheet, 2, raw(highest), (row, out) -> out[0] = 1, 1, TOLERANCE)
                .values()[0];
        if (!(mass > 0 && mass < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "'" + text + "': its integral is " + mass + ", a density needs a finite one above 0");
        }
        this.level = highest + StrictMath.log(mass);
    }

    @Override
    public String text() {
        return text;
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        return raw(level);
    }

    private ToDoubleFunction<double[]> raw(double subtracted) {
        double[] registers = new double[program.registers()];
        return row -> {
            if (!space.contains(row)) {
                return Double.NEGATIVE_INFINITY;
            }
            registers[0] = row[0];
            registers[1] = row[1];
            program.run(registers);
            double value = registers[program.output(0)];
            return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value - subtracted;
        };
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        return Cubature.of(sheet, 2, logDensity(), f, count, tolerance);
    }

    @Override
    public Optional<RowMoments> moments() {
        return Optional.empty();
    }

    @Override
    public Optional<Amount> entropy() {
        return Optional.empty();
    }

    /** The rows at which the density of the lines of the columns has local maxima, the highest first. */
    List<double[]> modes() {
        return modes;
    }

    // ---- modes ----

    private double[] mode(double[] point) {
        return new double[] {
            Sheet.domain(space.columns().get(0)).fromLine(point[0]),
            Sheet.domain(space.columns().get(1)).fromLine(point[1])
        };
    }

    /** Minus the logarithm of the density of the lines of the columns. */
    private Objective heights(Expr formula, List<Expr.Symbol> columns) {
        List<Expr.Symbol> line = List.of(Expr.parameter("line1"), Expr.parameter("line2"));
        Expr h = formula;
        for (int i = 0; i < 2; i++) {
            Expr.Symbol column = columns.get(i);
            Domain domain = Sheet.domain(space.columns().get(i));
            Expr x = domain.fromLine(line.get(i));
            h = h.replace(s -> s.equals(column) ? x : s);
            if (!domain.equals(Domain.REAL)) {
                Expr slope = x.derivative(line.get(i));
                h = h.plus(Expr.call(mle.expr.Function.LOG, slope));
            }
        }
        Expr height = h.negate();
        List<Expr> gradient = line.stream().map(height::derivative).toList();
        Program derivatives = Program.of(
                List.of(
                        height,
                        gradient.get(0),
                        gradient.get(1),
                        gradient.get(0).derivative(line.get(0)),
                        gradient.get(1).derivative(line.get(0)),
                        gradient.get(1).derivative(line.get(1))),
                line);
        return new Objective() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public void at(double[] point, Jet out) {
                double[] values = derivatives.values(point);
                out.setValue(values[0]);
                System.arraycopy(values, 1, out.gradient(), 0, out.gradient().length);
                System.arraycopy(values, 3, out.hessian(), 0, out.hessian().length);
            }
        };
    }

    /** The local maxima found, the highest first. */
    private List<Solution> modes(Expr formula, List<Expr.Symbol> columns) {
        Objective heights = heights(formula, columns);
        List<Solution> modes = new ArrayList<>();
        for (double t1 : GRID) {
            for (double t2 : GRID) {
                Solution s = Newton.withDefaults().minimise(heights, new double[] {t1, t2});
                boolean known = modes.stream().anyMatch(m -> apart(m.point(), s.point()) < SAME);
                if (s.converged() && !known && Math.abs(s.point()[0]) + Math.abs(s.point()[1]) < FARTHEST) {
                    modes.add(s);
                }
            }
        }
        if (modes.isEmpty()) {
            throw new IllegalArgumentException("'" + text + "': no mode was found, a density has one");
        }
        modes.sort(java.util.Comparator.comparingDouble(m -> m.jet().value()));
        double floor = modes.get(0).jet().value() + NOTHING;
        return modes.stream().filter(m -> m.jet().value() < floor).toList();
    }

    private static double apart(double[] a, double[] b) {
        return Math.max(Math.abs(a[0] - b[0]) / (1 + Math.abs(a[0])), Math.abs(a[1] - b[1]) / (1 + Math.abs(a[1])));
    }

    /** About the highest mode, as wide as the curvature says; divided at the other modes too. */
    private Sheet sheet(List<Solution> modes) {
        Solution first = modes.get(0);
        Jet jet = first.jet();
        double determinant = jet.hessian(0, 0) * jet.hessian(1, 1) - jet.hessian(1, 0) * jet.hessian(1, 0);
        double[][] covariance = {
            {jet.hessian(1, 1) / determinant, -jet.hessian(1, 0) / determinant},
            {-jet.hessian(1, 0) / determinant, jet.hessian(0, 0) / determinant}
        };
        double[][] lower = Gaussian.of(first.point(), covariance).orElseThrow().lower();
        double[][] edges = new double[2][modes.size()];
        for (int k = 0; k < modes.size(); k++) {
            double[] z = new Gaussian(first.point(), lower).solve(new double[] {
                modes.get(k).point()[0] - first.point()[0], modes.get(k).point()[1] - first.point()[1]
            });
            for (int i = 0; i < 2; i++) {
                // The inverse of sinh.
                edges[i][k] = Math.signum(z[i]) * StrictMath.log(Math.abs(z[i]) + Math.sqrt(z[i] * z[i] + 1));
            }
        }
        return new Sheet(first.point(), lower, Sheet.columns(space.columns()), edges);
    }
}
