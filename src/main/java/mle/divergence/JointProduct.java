package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import mle.expr.Expr;
import mle.family.Distribution;
import mle.family.Domain;

/** Columns that are independent of each other, each with a density of one formula. */
final class JointProduct implements JointComponent {
    /** Standard deviations of a normal between the points where it has fallen by as much as a landscape looks. */
    private static final double WIDTHS = 18;

    private final List<Density> columns;
    private final Space space;

    JointProduct(List<Density> columns) {
        this.columns = List.copyOf(columns);
        this.space = Space.product(columns);
    }

    List<Density> columns() {
        return columns;
    }

    @Override
    public String text() {
        return columns.stream().map(Density::toString).collect(Collectors.joining(", ", "independent(", ")"));
    }

    @Override
    public Space space() {
        return space;
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        List<java.util.function.DoubleUnaryOperator> parts =
                columns.stream().map(Density::function).toList();
        return row -> {
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += parts.get(i).applyAsDouble(row[i]);
            }
            return sum;
        };
    }

    @Override
    public boolean isIntegrable() {
        return space.isCounts() || columns.size() == 2 && columns.stream().noneMatch(Density::isCounts);
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        if (space.isCounts()) {
            return JointIntegral.over(rows(), f, count);
        }
        if (!isIntegrable()) {
            return JointDensity.independent(columns.toArray(Density[]::new)).integrate(f, count, tolerance);
        }
        return Cubature.of(sheet(), 2, logDensity(), f, count, tolerance);
    }

    @Override
    public Optional<Expr> formula(List<Expr> symbols) {
        Expr sum = Expr.ZERO;
        for (int i = 0; i < symbols.size(); i++) {
            sum = sum.plus(columns.get(i).components().get(0).formula(symbols.get(i)));
        }
        return Optional.of(sum);
    }

    @Override
    public Optional<RowSampler> sampler() {
        boolean members = columns.stream().allMatch(c -> c.member().isPresent());
        return members && !space.isCounts()
                ? Optional.of(RowSampler.product(columns.stream()
                        .map(c -> NormalScore.of(c.member().orElseThrow()))
                        .toArray(NormalScore[]::new)))
                : Optional.empty();
    }

    @Override
    public Optional<Density> margin(int column) {
        return Optional.of(columns.get(column));
    }

    private Sheet sheet() {
        double[] centre = new double[2];
        double[][] lower = new double[2][2];
        for (int i = 0; i < 2; i++) {
            Domain line = Sheet.domain(space.columns().get(i));
            double[] places = Arrays.stream(columns.get(i).places())
                    .map(line::toLine)
                    .filter(Double::isFinite)
                    .toArray();
            centre[i] = line.toLine(columns.get(i).typical());
            lower[i][i] = (Arrays.stream(places).max().orElse(WIDTHS)
                            - Arrays.stream(places).min().orElse(0))
                    / WIDTHS;
        }
        return new Sheet(centre, lower, Sheet.columns(space.columns()));
    }

    private List<JointIntegral.Node> rows() {
        List<JointIntegral.Node> rows = List.of(new JointIntegral.Node(new double[columns.size()], 1));
        for (int i = 0; i < columns.size(); i++) {
            List<JointIntegral.Node> longer = new ArrayList<>();
            List<Integral.Node> values = columns.get(i)
                    .integrate(c -> (t, out) -> out[0] = 1, 1, new double[0])
                    .nodes()
                    .get();
            for (JointIntegral.Node row : rows) {
                for (Integral.Node value : values) {
                    double[] next = row.row().clone();
                    next[i] = value.x();
                    longer.add(new JointIntegral.Node(next, row.mass() * value.mass()));
                }
            }
            rows = longer;
        }
        return rows;
    }

    @Override
    public Optional<RowMoments> moments() {
        int d = columns.size();
        double[] mean = new double[d];
        double[][] covariance = new double[d][d];
        for (int i = 0; i < d; i++) {
            Optional<Distribution> column = columns.get(i).member();
            if (column.isEmpty() || column.get().family().moments().isEmpty()) {
                return Optional.empty();
            }
            mean[i] = column.get().mean();
            covariance[i][i] = column.get().variance();
        }
        RowMoments moments = new RowMoments(mean, covariance);
        return moments.isFinite() ? Optional.of(moments) : Optional.empty();
    }

    @Override
    public boolean lacksCovariance() {
        return columns.stream().flatMap(c -> c.member().stream()).anyMatch(c -> !Double.isFinite(c.variance()));
    }

    @Override
    public Optional<Gaussian> gaussian() {
        boolean normal = columns.stream()
                .allMatch(c -> c.member()
                        .filter(m -> m.family().name().equals("normal"))
                        .isPresent());
        return normal ? moments().flatMap(m -> Gaussian.of(m.mean(), m.covariance())) : Optional.empty();
    }

    @Override
    public Optional<Amount> entropy() {
        double value = 0;
        double error = 0;
        for (Density column : columns) {
            Divergence own = Divergence.between(column, column);
            value += own.entropy();
            error += own.error();
        }
        return Optional.of(new Amount(value, error));
    }
}
