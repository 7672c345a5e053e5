package mle.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family of vectors owes, over a grid of parameters. */
class VectorFamilyTest {
    /** A family at one point of its parameter space, rows of counts adding up to a total. */
    record Case(VectorFamily family, double total, double... theta) {
        JointDistribution distribution() {
            JointDistribution p = family.joint(theta);
            return family.support().integer() ? p.ofTotal(total) : p;
        }

        @Override
        public String toString() {
            return family.name() + " " + Arrays.toString(theta);
        }
    }

    /** Of two normal components: a weight, then means and covariances of each. */
    private static final double[] MIXED = {0.3, -1, 2, 1, 0.5, 2, 2, 0, 0.5, -0.1, 1};

    private static VectorFamily mixture(Family... components) {
        return (VectorFamily) Combinators.mixture(components);
    }

    static List<Case> cases() {
        return List.of(
                new Case(Families.mvnormal(1), 0, 3, 4),
                new Case(Families.mvnormal(2), 0, 1, -2, 2, 0.5, 1),
                new Case(Families.mvnormal(3), 0, 1e3, 0, -2, 1e4, 30, -1, 1, 0.1, 0.02),
                new Case(Families.mvnormal(4), 0, 0, 1, 2, 3, 4, 1, 0.5, -1, 3, 0.2, 0.1, 2, 0.3, 1),
                new Case(Families.mvstudent(2), 0, 1, -2, 2, 0.5, 1, 7),
                new Case(Families.mvstudent(3), 0, 0, 0, 5, 1, 0.9, 0, 1, 0.1, 0.5, 12),
                new Case(mixture(Families.mvnormal(2), Families.mvnormal(2)), 0, MIXED),
                new Case(
                        mixture(Families.mvnormal(2), Families.mvstudent(2), Families.mvnormal(2)),
                        0,
                        0.2,
                        0.3,
                        -2,
                        0,
                        1,
                        0.3,
                        0.5,
                        1,
                        1,
                        0.6,
                        -0.1,
                        0.7,
                        12,
                        3,
                        -1,
                        1,
                        0,
                        2),
                new Case(Families.dirichlet(2), 0, 0.5, 3),
                new Case(Families.dirichlet(3), 0, 2, 3, 0.8),
                new Case(Families.dirichlet(4), 0, 20, 1, 5, 10),
                new Case(Families.multinomial(2), 6, 0.25, 0.75),
                new Case(Families.multinomial(3), 5, 0.2, 0.7, 0.1),
                new Case(Families.dirichletMultinomial(2), 7, 0.3, 2),
                new Case(Families.dirichletMultinomial(3), 5, 2, 3, 0.5),
                new Case(Families.dirichletMultinomial(4), 4, 100, 50, 1, 20),
                new Case(Families.vonMisesFisher(2), 0, 0.6, -0.8, 1.5),
                new Case(Families.vonMisesFisher(3), 0, 0, 0, 1, 0.1),
                new Case(Families.vonMisesFisher(4), 0, 0.1, -0.7, 0.5, 0.5, 30));
    }

    static Stream<Case> counts() {
        return cases().stream().filter(c -> c.family.support().integer());
    }

    @Test
    void everyFamilyIsHere() {
        assertEquals(
                Families.vectorNames(),
                cases().stream()
                        .map(c -> c.family.name())
                        .filter(name -> !name.startsWith("mixture("))
                        .distinct()
                        .toList());
    }

    // ---- reference ----

    static Stream<Arguments> reference() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(VectorFamilyTest.class.getResourceAsStream("vectors.csv")),
                StandardCharsets.UTF_8))) {
            return reader
                    .lines()
                    .skip(1)
                    .map(line -> line.split(","))
                    .filter(cells -> Families.vectorNames().contains(cells[0]))
                    .map(cells -> Arguments.of((Object[]) cells))
                    .toList()
                    .stream();
        }
    }

    /** {@code vectors.csv} was made with 55 digits by {@code reference.py} beside it. */
    @ParameterizedTest
    @MethodSource("reference")
    void densitiesAreThoseOfTheReference(String family, String parameters, String x, String logDensity) {
        double[] row = numbers(x);
        double expected = Double.parseDouble(logDensity);
        VectorFamily vectors = Families.vectors(family, row.length);
        double got = vectors.joint(parameters(parameters)).logDensity(row);
        // The terms of a count, about x log x, leave their rounding in the sum.
        double terms = DoubleStream.of(row)
                .map(v -> Math.abs(v) * Math.log1p(Math.abs(v)))
                .sum();
        double rounding = vectors.support().integer() ? 5e-16 * terms : 0;
        assertEquals(expected, got, 2e-12 * Math.max(1, Math.abs(expected)) + rounding);
    }

    @Test
    void theReferenceIsRead() throws IOException {
        assertEquals(34, reference().count());
    }

    private static double[] numbers(String text) {
        return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    /** Vectors in their order, of matrices the upper triangle by rows. */
    private static double[] parameters(String text) {
        List<Double> values = new ArrayList<>();
        for (String part : text.split(";")) {
            String[] rows = part.split("=")[1].split("\\|");
            for (int i = 0; i < rows.length; i++) {
                double[] row = numbers(rows[i]);
                Arrays.stream(row, rows.length == 1 ? 0 : i, row.length).forEach(values::add);
            }
        }
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    // ---- formulas ----

    /** The log-density in some parameters with its gradient and Hessian. */
    private static final class Density {
        private final Program program;
        private final int d;
        private final int p;

        Density(VectorFamily family, Expr logDensity, List<Parameter> parameters) {
            List<Expr.Symbol> inputs = new ArrayList<>();
            family.columns()
                    .forEach(c -> inputs.add(Expr.data(c, family.support().sign())));
            List<Expr.Symbol> symbols = parameters.stream()
                    .map(q -> Expr.parameter(q.name(), q.domain().sign()))
                    .toList();
            inputs.addAll(symbols);
            d = family.dimension();
            p = symbols.size();
            List<Expr> outputs = new ArrayList<>();
            outputs.add(logDensity);
            symbols.forEach(s -> outputs.add(logDensity.derivative(s)));
            for (int i = 0; i < p; i++) {
                for (int j = 0; j < p; j++) {
                    outputs.add(outputs.get(1 + i).derivative(symbols.get(j)));
                }
            }
            program = Program.of(outputs, inputs);
        }

        double[] at(double[] row, double[] theta) {
            double[] inputs = Arrays.copyOf(row, d + p);
            System.arraycopy(theta, 0, inputs, d, p);
            return program.values(inputs);
        }
    }

    private static Density own(Case c) {
        return new Density(c.family, c.family.logDensity(), c.family.parameters());
    }

    /** Central differences of sixth order, in the family's own parameters and in those of the search. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void derivatives(Case c) {
        checkDerivatives(c, own(c), c.theta);
        c.family.solvedIn().flatMap(Reparametrisation::logDensity).ifPresent(density -> {
            List<Parameter> others = c.family.solvedIn().orElseThrow().parameters();
            checkDerivatives(
                    c, new Density(c.family, density, others), c.distribution().searched());
        });
    }

    private static void checkDerivatives(Case c, Density density, double[] theta) {
        int p = theta.length;
        for (double[] row : c.distribution().sample(3, 5)) {
            double[] middle = density.at(row, theta);
            double size = DoubleStream.of(middle).map(Math::abs).max().orElseThrow() + Math.abs(middle[0]);
            for (int i = 0; i < p; i++) {
                double h = 2e-3 * unit(theta[i]);
                double[] differences = new double[1 + p];
                double[] weights = {45 / 60.0, -9 / 60.0, 1 / 60.0};
                for (int k = 1; k <= 3; k++) {
                    double[] up = theta.clone();
                    double[] down = theta.clone();
                    up[i] += k * h;
                    down[i] -= k * h;
                    double[] above = density.at(row, up);
                    double[] below = density.at(row, down);
                    for (int m = 0; m < differences.length; m++) {
                        differences[m] += weights[k - 1] * (above[m] - below[m]) / h;
                    }
                }
                // What differences neglect is h^6 of the seventh derivative, large where a matrix is close to singular;
                // what they
                // lose by rounding is 1e-14 of the function over the step.
                double tolerance = 1e-7 * size + 1e-14 * size / h;
                assertEquals(middle[1 + i], differences[0], tolerance, () -> "gradient at " + Arrays.toString(row));
                for (int j = 0; j < p; j++) {
                    assertEquals(middle[1 + p + i * p + j], differences[1 + j], tolerance, "Hessian");
                }
            }
        }
    }

    /** A step that keeps a matrix positive definite. */
    private static double unit(double value) {
        return value == 0 ? 0.1 : Math.min(Math.abs(value), 1);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theSearchSeesTheSameDensity(Case c) {
        JointDistribution p = c.distribution();
        Density own = own(c);
        for (double[] row : p.sample(20, 3)) {
            double expected = own.at(row, c.theta)[0];
            assertEquals(expected, p.logDensity(row), 1e-10 * Math.max(1, Math.abs(expected)));
        }
    }

    /** From its own parameters to those of the search and back. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void reparametrisationsAreInverse(Case c) {
        c.family.solvedIn().ifPresent(r -> {
            double[] searched = c.distribution().searched();
            List<Expr.Symbol> symbols = r.parameters().stream()
                    .map(q -> Expr.parameter(q.name(), q.domain().sign()))
                    .toList();
            List<Expr> formulas = c.family.parameters().stream()
                    .map(q -> r.own()
                            .getOrDefault(
                                    q.name(),
                                    Expr.parameter(q.name(), q.domain().sign())))
                    .toList();
            double[] back = Program.of(formulas, symbols).values(searched);
            for (int i = 0; i < back.length; i++) {
                assertEquals(c.theta[i], back[i], 1e-12 * Math.max(1, Math.abs(c.theta[i])));
            }
        });
    }

    // ---- moments ----

    /** Means and covariances of a sample lie within five of their standard errors. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void samplesHaveTheMoments(Case c) {
        int n = 20_000;
        JointDistribution p = c.distribution();
        double[][] rows = p.sample(n, 11);
        double[] mean = p.mean();
        for (int i = 0; i < mean.length; i++) {
            int a = i;
            check(mean[i], Stream.of(rows).mapToDouble(r -> r[a]).toArray());
            for (int j = 0; j <= i; j++) {
                int b = j;
                check(
                        p.covariance()[i][j],
                        Stream.of(rows)
                                .mapToDouble(r -> (r[a] - mean[a]) * (r[b] - mean[b]))
                                .toArray());
                assertEquals(p.covariance()[i][j], p.covariance()[j][i]);
            }
        }
        assertArrayEquals(rows[7], p.sample(8, 11)[7]);
    }

    /** But for rounding where every value is the same, as along a weight, in which a mixture is linear. */
    private static void check(double expected, double[] values) {
        double mean = DoubleStream.of(values).average().orElseThrow();
        double variance =
                DoubleStream.of(values).map(v -> (v - mean) * (v - mean)).sum() / values.length;
        assertEquals(expected, mean, 5 * Math.sqrt(variance / values.length) + 1e-12 * Math.abs(expected) + 1e-13);
    }

    /** The mean of the score is zero, and that of its outer product is minus that of the Hessian. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMeanScoreIsZero(Case c) {
        Density density = own(c);
        int p = c.theta.length;
        double[][] at = Stream.of(c.distribution().sample(8000, 13))
                .map(row -> density.at(row, c.theta))
                .toArray(double[][]::new);
        for (int i = 0; i < p; i++) {
            int a = i;
            check(0, Stream.of(at).mapToDouble(v -> v[1 + a]).toArray());
            check(
                    0,
                    Stream.of(at)
                            .mapToDouble(v -> v[1 + a] * v[1 + a] + v[1 + p + a * p + a])
                            .toArray());
        }
    }

    /** Exactly, where all rows with a total can be told. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("counts")
    void identitiesOfCounts(Case c) {
        JointDistribution q = c.distribution();
        Density density = own(c);
        int d = c.family.dimension();
        int p = c.theta.length;
        double sum = 0;
        double[] mean = new double[d];
        double[][] square = new double[d][d];
        double[] score = new double[p];
        double[] information = new double[p * p];
        for (double[] row : rows(d, (int) c.total)) {
            double w = q.density(row);
            double[] v = density.at(row, c.theta);
            sum += w;
            for (int i = 0; i < d; i++) {
                mean[i] += w * row[i];
                for (int j = 0; j < d; j++) {
                    square[i][j] += w * row[i] * row[j];
                }
            }
            for (int i = 0; i < p; i++) {
                score[i] += w * v[1 + i];
                for (int j = 0; j < p; j++) {
                    information[i * p + j] += w * (v[1 + i] * v[1 + j] + v[1 + p + i * p + j]);
                }
            }
        }
        assertEquals(1, sum, 1e-12);
        for (int i = 0; i < d; i++) {
            assertEquals(q.mean()[i], mean[i], 1e-11);
            for (int j = 0; j < d; j++) {
                assertEquals(q.covariance()[i][j], square[i][j] - mean[i] * mean[j], 1e-10);
            }
        }
        assertArrayEquals(new double[p], score, 1e-10);
        assertArrayEquals(new double[p * p], information, 1e-9);
    }

    private static List<double[]> rows(int d, int total) {
        if (d == 1) {
            return List.of(new double[] {total});
        }
        List<double[]> rows = new ArrayList<>();
        for (int x = 0; x <= total; x++) {
            for (double[] rest : rows(d - 1, total - x)) {
                rows.add(DoubleStream.concat(DoubleStream.of(x), DoubleStream.of(rest))
                        .toArray());
            }
        }
        return rows;
    }

    // ---- relations ----

    @Test
    void oneColumnIsTheScalarFamily() {
        for (double x : new double[] {-3, 0.5, 40}) {
            assertEquals(
                    Families.normal().at(3, 2).logDensity(x),
                    Families.mvnormal(1).joint(3, 4).logDensity(x),
                    1e-13 * Math.max(1, x * x));
            assertEquals(
                    Families.student().at(3, 2, 5).logDensity(x),
                    Families.mvstudent(1).joint(3, 4, 5).logDensity(x),
                    1e-12);
        }
    }

    @Test
    void twoCellsAreTheBinomialFamilies() {
        for (double x : new double[] {0, 3, 10}) {
            assertEquals(
                    Families.binomial().at(10, 0.3).logDensity(x),
                    Families.multinomial(2).joint(0.3, 0.7).logDensity(x, 10 - x),
                    1e-12);
            assertEquals(
                    Families.betaBinomial().at(10, 2, 3).logDensity(x),
                    Families.dirichletMultinomial(2).joint(2, 3).logDensity(x, 10 - x),
                    1e-12);
        }
        assertEquals(
                Families.beta().at(2, 3).logDensity(0.25),
                Families.dirichlet(2).joint(2, 3).logDensity(0.25, 0.75),
                1e-13);
    }

    @Test
    void limits() {
        double[] row = {0.3, -1, 2};
        double[] scatter = {2, 0.5, 0.1, 1, 0, 3};
        double[] theta = DoubleStream.concat(DoubleStream.of(0, 0, 1), DoubleStream.of(scatter))
                .toArray();
        double[] withDf = Arrays.copyOf(theta, theta.length + 1);
        withDf[theta.length] = 1e12;
        assertEquals(
                Families.mvnormal(3).joint(theta).logDensity(row),
                Families.mvstudent(3).joint(withDf).logDensity(row),
                1e-11);
        assertEquals(
                Families.multinomial(3).joint(0.2, 0.3, 0.5).logDensity(3, 0, 4),
                Families.dirichletMultinomial(3).joint(2e12, 3e12, 5e12).logDensity(3, 0, 4),
                1e-11);
    }

    /** A density of rows is that of some columns times that of the others given those. */
    @Test
    void marginalAndConditional() {
        JointDistribution p = Families.mvnormal(4).joint(0, 1, 2, 3, 4, 1, 0.5, -1, 3, 0.2, 0.1, 2, 0.3, 1);
        double[] row = {1, 3, 2.5, 2};
        for (int[] given : new int[][] {{0}, {2}, {3, 1}, {0, 2, 3}}) {
            int[] rest = java.util.stream.IntStream.range(0, 4)
                    .filter(k -> Arrays.stream(given).noneMatch(g -> g == k))
                    .toArray();
            double[] known = Arrays.stream(given).mapToDouble(k -> row[k]).toArray();
            double[] others = Arrays.stream(rest).mapToDouble(k -> row[k]).toArray();
            double apart = p.marginal(given).logDensity(known)
                    + p.conditional(given, known).logDensity(others);
            assertEquals(p.logDensity(row), apart, 1e-12);
        }
        assertArrayEquals(new double[] {2, 0}, p.marginal(2, 0).mean());
        JointDistribution t = Families.mvstudent(2).joint(1, -2, 2, 0.5, 3, 7).marginal(1);
        assertEquals(Families.student().at(-2, Math.sqrt(3), 7).logDensity(0.4), t.logDensity(0.4), 1e-12);
        assertThrows(
                UnsupportedOperationException.class,
                () -> Families.dirichlet(3).joint(1, 2, 3).marginal(0));
        assertThrows(
                UnsupportedOperationException.class,
                () -> Families.mvstudent(2).joint(0, 0, 1, 0, 1, 5).conditional(new int[] {0}, new double[] {1}));
        assertThrows(IllegalArgumentException.class, () -> p.conditional(new int[] {1, 1}, new double[] {1, 1}));
    }

    @Test
    void momentsThatDoNotExist() {
        JointDistribution p = Families.mvstudent(2).joint(0, 0, 1, 0, 1, 1);
        assertTrue(Double.isNaN(p.mean()[0]));
        assertTrue(Double.isNaN(Families.mvstudent(2).joint(0, 0, 1, 0, 1, 2).covariance()[0][0]));
    }

    /** More columns than indices of one digit can tell apart. */
    @Test
    void namesOfManyColumns() {
        VectorFamily family = Families.mvnormal(12);
        assertEquals(12 + 78, family.parameters().size());
        assertEquals("mean12", family.parameters().get(11).name());
        assertEquals("covariance1_1", family.parameters().get(12).name());
        assertEquals("covariance1_12", family.parameters().get(23).name());
        assertEquals("x1, ..., x12 real", family.supportInWords());
    }

    @Test
    void refusals() {
        refused(
                "mvnormal: expected 5 parameters, got 3",
                () -> Families.mvnormal(2).joint(0, 0, 1));
        refused(
                "mvnormal: the matrix must be positive definite, residual2 is none",
                () -> Families.mvnormal(2).joint(0, 0, 1, 2, 1));
        refused(
                "mvstudent: df > 0 is needed, got -1.0",
                () -> Families.mvstudent(2).joint(0, 0, 1, 0, 1, -1));
        refused(
                "dirichlet: expected a row of 3 values, got 2",
                () -> Families.dirichlet(3).joint(1, 1, 1).logDensity(0.5, 0.5));
        refused("dirichlet: needs two columns or more, got 1", () -> Families.dirichlet(1));
        refused("mvnormal: needs a column, got 0", () -> Families.mvnormal(0));
        refused("normal: needs one column, got 2", () -> Families.normal().ofDimension(2));
        refused(
                "multinomial: a total must be a count, got 2.5",
                () -> Families.multinomial(2).joint(0.5, 0.5).ofTotal(2.5));
        refused(
                "support: columns are called x1, x2, x3 and so on, got 'x1, x3'",
                () -> Family.of("own", "x1, x3 real", "m real", "x1 + x3 + m"));
        assertEquals(Double.NEGATIVE_INFINITY, Families.dirichlet(2).joint(1, 2).logDensity(0.5, 0.6));
        assertEquals(
                Double.NEGATIVE_INFINITY,
                Families.multinomial(2).joint(0.5, 0.5).logDensity(1, 0.5));
    }

    private static void refused(String message, org.junit.jupiter.api.function.Executable call) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
    }
}
