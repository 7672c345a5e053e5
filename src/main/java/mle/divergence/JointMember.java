package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.Constraint;
import mle.family.Families;
import mle.family.JointDistribution;
import mle.family.LocationScatter;
import mle.family.Parameter;
import mle.family.Reparametrisation;
import mle.family.Support;
import mle.family.VectorFamily;

/** A family of vectors at its parameters. */
final class JointMember implements JointComponent {
    /** Rows that a sum may run over. */
    private static final int MOST_ROWS = 1_000_000;

    private final JointDistribution member;
    private final Space space;
    private final double[] parameters;
    private final Expr formula;
    private final Program program;

    JointMember(JointDistribution member) {
        VectorFamily family = member.family();
        this.member = member;
        this.parameters = member.parameters();
        List<Support> columns = Collections.nCopies(family.dimension(), family.support());
        boolean counts = family.support().integer();
        this.formula = formula(family, parameters);
        this.program = Program.of(List.of(formula), columns(family));
        this.space = new Space(columns, JointMembers.areShares(family), counts ? member.total() : Double.NaN);
    }

    @Override
    public Optional<JointDistribution> member() {
        return Optional.of(member);
    }

    @Override
    public Space space() {
        return space;
    }

    /** The log-density with the parameters as constants: what depends on these alone is computed once. */
    private static Expr formula(VectorFamily family, double[] parameters) {
        List<Parameter> own = family.parameters();
        Optional<Reparametrisation> solved =
                family.solvedIn().filter(r -> r.logDensity().isPresent());
        List<Parameter> used = solved.map(Reparametrisation::parameters).orElse(own);
        double[] values = solved.map(r -> Program.of(
                                used.stream().map(p -> r.others().get(p.name())).toList(),
                                own.stream().map(Parameter::symbol).toList())
                        .values(parameters))
                .orElse(parameters);
        Map<Expr, Expr> constants = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            constants.put(used.get(i).symbol(), Expr.constant(values[i]));
        }
        Expr formula = solved.flatMap(Reparametrisation::logDensity).orElseGet(family::logDensity);
        return formula.replace(constants);
    }

    private static List<Expr.Symbol> columns(VectorFamily family) {
        return family.columns().stream()
                .map(c -> Expr.data(c, family.support().sign()))
                .toList();
    }

    @Override
    public Optional<Expr> formula(List<Expr> columns) {
        List<Expr.Symbol> own = columns(member.family());
        return Optional.of(formula.replace(s -> own.contains(s) ? columns.get(own.indexOf(s)) : s));
    }

    @Override
    public ToDoubleFunction<double[]> logDensity() {
        double[] registers = new double[program.registers()];
        Optional<Constraint> constraint = member.family().constraint();
        return row -> {
            boolean possible =
                    space.contains(row) && constraint.map(c -> c.holds(row)).orElse(true);
            if (!possible || space.isCounts() && Arrays.stream(row).sum() != space.total()) {
                return Double.NEGATIVE_INFINITY;
            }
            System.arraycopy(row, 0, registers, 0, row.length);
            program.run(registers);
            return registers[program.output(0)];
        };
    }

    boolean is(String name) {
        return member.family().name().equals(name);
    }

    // ---- text ----

    @Override
    public String text() {
        return JointText.of(member, space.isCounts());
    }

    // ---- integrals ----

    private int dimension() {
        return space.dimension() - (space.shares() ? 1 : 0);
    }

    @Override
    public boolean isIntegrable() {
        return space.isCounts() || dimension() == 2 || dimension() == 1;
    }

    /** By draws of it alone where there are too many columns. */
    private JointIntegral drawn(Functions f, int count, double tolerance) {
        return JointDensity.of(member).integrate(f, count, tolerance);
    }

    @Override
    public JointIntegral integrate(Functions f, int count, double tolerance) {
        if (space.isCounts()) {
            return JointIntegral.over(rows(), f, count);
        }
        if (dimension() == 1) {
            return ofTwoShares(f, count);
        }
        if (!isIntegrable()) {
            return drawn(f, count, tolerance);
        }
        return Cubature.of(sheet(), space.dimension(), logDensity(), f, count, tolerance);
    }

    @Override
    public Optional<RowSampler> sampler() {
        if (is("dirichlet")) {
            NormalScore[] gammas = Arrays.stream(parameters)
                    .mapToObj(a -> NormalScore.of(Families.gamma().at(a, 1)))
                    .toArray(NormalScore[]::new);
            return Optional.of(RowSampler.shares(gammas));
        }
        if (!isElliptical()) {
            return Optional.empty();
        }
        Gaussian shape = shape();
        return Optional.of(
                is("mvstudent") ? RowSampler.student(shape, parameters[parameters.length - 1]) : RowSampler.of(shape));
    }

    private boolean isElliptical() {
        return is("mvnormal") || is("mvstudent");
    }

    /** Location and scatter. */
    private Gaussian shape() {
        return Gaussian.of(Arrays.copyOf(parameters, space.dimension()), scatter())
                .orElseThrow();
    }

    @Override
    public Optional<Density> margin(int column) {
        if (is("dirichlet")) {
            double rest = Arrays.stream(parameters).sum() - parameters[column];
            return Optional.of(Density.of(Families.beta().at(parameters[column], rest)));
        }
        if (!isElliptical()) {
            return Optional.empty();
        }
        double scale = Math.sqrt(scatter()[column][column]);
        return Optional.of(Density.of(
                is("mvstudent")
                        ? Families.student().at(parameters[column], scale, parameters[parameters.length - 1])
                        : Families.normal().at(parameters[column], scale)));
    }

    private Sheet sheet() {
        if (space.shares()) {
            double[] first = logit(parameters[0], parameters[1] + parameters[2]);
            double[] second = logit(parameters[1], parameters[2]);
            return new Sheet(
                    new double[] {first[0], second[0]}, new double[][] {{first[1], 0}, {0, second[1]}}, Sheet::shares);
        }
        Gaussian shape = shape();
        return new Sheet(shape.mean(), shape.lower(), Sheet.columns(space.columns()));
    }

    /** Mode and width of the logit of a beta variable. */
    private static double[] logit(double a, double b) {
        return new double[] {StrictMath.log(a / b), Math.sqrt((a + b) / (a * b))};
    }

    private double[][] scatter() {
        LocationScatter names = member.family().locationScatter().orElseThrow();
        int d = names.dimension();
        double[][] scatter = new double[d][d];
        for (int i = 0, k = d; i < d; i++) {
            for (int j = i; j < d; j++) {
                scatter[i][j] = parameters[k++];
                scatter[j][i] = scatter[i][j];
            }
        }
        return scatter;
    }

    private JointIntegral ofTwoShares(Functions f, int count) {
        Density beta = Density.of(Families.beta().at(parameters));
        double[] row = new double[2];
        double most = Math.nextDown(1.0);
        Integral integral = beta.integrate(
                coordinate -> (t, out) -> {
                    row[0] = Math.min(coordinate.x(t), most);
                    row[1] = Math.min(Function.SIGMOID.at(-t - coordinate.origin()), most);
                    f.at(row, out);
                },
                count,
                new double[0]);
        return new JointIntegral(
                integral.values(),
                integral.errors(),
                () -> integral.nodes().get().stream()
                        .map(n -> new JointIntegral.Node(new double[] {n.x(), Math.min(1 - n.x(), most)}, n.mass()))
                        .toList());
    }

    /** All rows of the total, with their probabilities. */
    private List<JointIntegral.Node> rows() {
        double size = 1;
        for (int i = 1; i < space.dimension(); i++) {
            size *= (space.total() + i) / i;
        }
        if (!(size <= MOST_ROWS)) {
            throw new IllegalArgumentException(text() + ": there are " + Density.number(Math.rint(size))
                    + " rows, a sum is over " + MOST_ROWS + " at most");
        }
        List<JointIntegral.Node> rows = new ArrayList<>();
        fill(new double[space.dimension()], 0, space.total(), rows);
        return rows;
    }

    private void fill(double[] row, int column, double left, List<JointIntegral.Node> rows) {
        if (column == row.length - 1) {
            row[column] = left;
            rows.add(new JointIntegral.Node(row.clone(), member.density(row)));
            return;
        }
        for (double x = 0; x <= left; x++) {
            row[column] = x;
            fill(row, column + 1, left - x, rows);
        }
    }

    // ---- what formulas tell ----

    @Override
    public Optional<RowMoments> moments() {
        RowMoments moments = new RowMoments(member.mean(), member.covariance());
        return moments.isFinite() ? Optional.of(moments) : Optional.empty();
    }

    @Override
    public boolean lacksCovariance() {
        return moments().isEmpty();
    }

    /** As a normal distribution, if it is one. */
    @Override
    public Optional<Gaussian> gaussian() {
        return is("mvnormal") ? Optional.of(shape()) : Optional.empty();
    }

    /** Of Student vectors: Guerrero-Cusumano 1996, Inf. Sci. 90, 23-37; of Dirichlet: Ng, Tian and Tang 2011, sec. 2.1. */
    @Override
    public Optional<Amount> entropy() {
        if (is("mvstudent")) {
            int d = space.dimension();
            Amount scale = shape().entropy();
            double half = 0.5 * d;
            Amount rest = ClosedForms.closed(
                    "(df + d)/2*polygammadiff[0](df/2, d/2) - lpochrel(df/2, d/2) - d/2",
                    Map.of("df", parameters[parameters.length - 1], "d", 2 * half));
            return Optional.of(new Amount(scale.value() + rest.value(), scale.error() + rest.error()));
        }
        if (is("dirichlet")) {
            return Optional.of(ClosedForms.closed(
                    logBeta("a") + " + (" + sum("a") + " - " + space.dimension() + ")*digamma(" + sum("a") + ")"
                            + terms(i -> " - (a" + i + " - 1)*digamma(a" + i + ")"),
                    named("a", parameters)));
        }
        return gaussian().map(Gaussian::entropy);
    }

    /** The divergence to another of the same family, if a formula is known. */
    Optional<Amount> divergence(JointMember q) {
        boolean alike = is(q.member.family().name()) && space.equals(q.space);
        if (alike && is("dirichlet")) {
            Map<String, Double> values = named("a", parameters);
            values.putAll(named("b", q.parameters));
            return Optional.of(ClosedForms.closed(
                    logBeta("b") + " - (" + logBeta("a") + ")"
                            + terms(i ->
                                    " + (a" + i + " - b" + i + ")*(digamma(a" + i + ") - digamma(" + sum("a") + "))"),
                    values));
        }
        if (alike && is("multinomial")) {
            double[] own = shares(parameters);
            double[] other = shares(q.parameters);
            Map<String, Double> values = named("a", own);
            values.putAll(named("b", other));
            values.put("n", space.total());
            return Optional.of(ClosedForms.closed(
                    terms(i -> " + kldiv(n*a" + i + ", n*b" + i + ")").substring(3), values));
        }
        return Optional.empty();
    }

    private static double[] shares(double[] values) {
        double sum = Arrays.stream(values).sum();
        return Arrays.stream(values).map(v -> v / sum).toArray();
    }

    private static Map<String, Double> named(String name, double[] values) {
        Map<String, Double> named = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(name + (i + 1), values[i]);
        }
        return named;
    }

    private interface Term {
        String of(int i);
    }

    private String terms(Term term) {
        return IntStream.rangeClosed(1, space.dimension()).mapToObj(term::of).collect(Collectors.joining());
    }

    private String sum(String name) {
        return "(" + terms(i -> (i == 1 ? "" : " + ") + name + i) + ")";
    }

    private String logBeta(String name) {
        return terms(i -> (i == 1 ? "" : " + ") + "lgamma(" + name + i + ")") + " - lgamma" + sum(name);
    }
}
