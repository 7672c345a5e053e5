package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.Column;
import mle.data.Datasets;
import mle.data.EmpiricalDistribution;
import mle.data.Table;
import mle.family.Families;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.ModelFormula;
import mle.model.Predictor;
import mle.solve.Outcome.Kind;
import org.apache.commons.math3.optim.MaxIter;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Separated data have no maximum and say along which coefficients; overlapping data have one. */
class SeparationTest {
    private static final int TRIALS = 60;

    /** Small random data: about half of them are separated, completely or not, by columns of several kinds. */
    private record Sample(double[] y, double[][] columns) {
        static Sample of(SplittableRandom random, boolean counts) {
            int n = 6 + random.nextInt(40);
            double[][] columns = new double[2 + random.nextInt(4)][n];
            Arrays.fill(columns[0], 1);
            double[] eta = new double[n];
            for (int j = 0; j < columns.length; j++) {
                double beta = 4 * random.nextDouble() - 2;
                int type = random.nextInt(4);
                for (int i = 0; i < n; i++) {
                    double value = switch (type) {
                        case 0 -> random.nextInt(2);
                        case 1 -> random.nextInt(5);
                        case 2 -> random.nextDouble();
                        default -> random.nextInt(8) == 0 ? 1 : 0;
                    };
                    columns[j][i] = j == 0 ? 1 : value;
                    eta[i] += beta * columns[j][i];
                }
            }
            double[] y = new double[n];
            for (int i = 0; i < n; i++) {
                boolean one = random.nextDouble() < 1 / (1 + Math.exp(-eta[i]));
                y[i] = one ? counts ? 1 + random.nextInt(3) : 1 : 0;
            }
            return new Sample(y, columns);
        }

        DesignMatrix design() {
            List<Block> blocks = new ArrayList<>(List.of(new Block.Ones(y.length)));
            List<String> names = new ArrayList<>(List.of("(Intercept)"));
            for (int j = 1; j < columns.length; j++) {
                blocks.add(new Block.Dense(columns[j]));
                names.add("x" + j);
            }
            return DesignMatrix.of(y.length, blocks, names);
        }

        double[] row(int i) {
            return Arrays.stream(columns).mapToDouble(c -> c[i]).toArray();
        }

        /** The most that the rows gain together along a direction in the unit cube along which none loses, by the simplex method. */
        double gain(boolean counts) {
            int p = columns.length;
            double[] sum = new double[p];
            List<LinearConstraint> constraints = new ArrayList<>();
            for (int i = 0; i < y.length; i++) {
                double[] row = row(i);
                boolean equal = counts && y[i] > 0;
                int sign = y[i] > 0 ? 1 : -1;
                for (int j = 0; j < p; j++) {
                    row[j] *= sign;
                    sum[j] += equal ? 0 : row[j];
                }
                constraints.add(new LinearConstraint(row, equal ? Relationship.EQ : Relationship.GEQ, 0));
            }
            for (int j = 0; j < p; j++) {
                double[] unit = new double[p];
                unit[j] = 1;
                constraints.add(new LinearConstraint(unit, Relationship.LEQ, 1));
                constraints.add(new LinearConstraint(unit, Relationship.GEQ, -1));
            }
            return new SimplexSolver()
                    .optimize(
                            new LinearObjectiveFunction(sum, 0),
                            new LinearConstraintSet(constraints),
                            GoalType.MAXIMIZE,
                            new MaxIter(10_000))
                    .getValue();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LOGIT", "PROBIT", "CLOGLOG", "CAUCHIT", "LOG"})
    void theOutcomeIsThatOfALinearProgram(Link link) {
        boolean counts = link == Link.LOG;
        Family family = counts ? Families.poisson() : Families.bernoulli();
        String parameter = family.mainParameter().name();
        SplittableRandom random = new SplittableRandom(link.ordinal());
        int separated = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            Sample sample = Sample.of(random, counts);
            Fit fit = Mle.of(new Model(
                            family,
                            EmpiricalDistribution.of(sample.y),
                            List.of(new Predictor.Linear(parameter, link, sample.design())),
                            Map.of()))
                    .fit();
            if (fit.outcome().kind() == Kind.NOT_IDENTIFIED) {
                continue; // columns that depend on one another
            }
            String which = link.label() + ", trial " + trial + ": " + fit.outcome();
            double gain = sample.gain(counts);
            assertEquals(
                    gain > 1e-6 ? Kind.NO_MAXIMUM : Kind.CONVERGED,
                    fit.outcome().kind(),
                    which);
            if (gain > 1e-6) {
                separated++;
                assertSeparates(sample, counts, parameter, fit, which);
            }
        }
        assertTrue(separated > TRIALS / 5 && separated < TRIALS * 4 / 5, "both happen: " + separated);
    }

    private static void assertSeparates(Sample sample, boolean counts, String parameter, Fit fit, String which) {
        Map<String, Double> direction = fit.outcome().direction();
        boolean gains = false;
        for (int i = 0; i < sample.y.length; i++) {
            double along = direction.getOrDefault(parameter + ".(Intercept)", 0.0);
            for (int j = 1; j < sample.columns.length; j++) {
                along += direction.getOrDefault(parameter + ".x" + j, 0.0) * sample.columns[j][i];
            }
            double gain = sample.y[i] > 0 ? along : -along;
            boolean still = counts && sample.y[i] > 0;
            assertTrue(still ? Math.abs(along) < 1e-8 : gain > -1e-8, which);
            gains |= gain > 1e-6;
        }
        assertTrue(gains, which);
    }

    private static final Table LEVELS = Table.of(
            new Column.Text("grade", List.of("a", "a", "b", "b", "c", "c", "c", "a")),
            new Column.Numeric("apart", new double[] {1, 2, 3, 4, 5, 6, 7, 0}),
            new Column.Numeric("touching", new double[] {1, 3, 3, 4, 4, 6, 7, 0}),
            new Column.Numeric("mixed", new double[] {1, 5, 3, 4, 2, 6, 3, 4}));

    @ParameterizedTest
    @CsvSource({
        "ORDERED_LOGIT, apart, complete",
        "ORDERED_PROBIT, apart + mixed, complete",
        "ORDERED_CLOGLOG, apart, complete",
        "ORDERED_LOGIT, touching, quasi-complete",
        "MULTINOMIAL, apart, complete",
        "MULTINOMIAL, touching, quasi-complete",
        "ORDERED_LOGIT, mixed, ''",
        "MULTINOMIAL, mixed, ''",
    })
    void levelsMayBeSeparated(LevelFamily family, String terms, String separation) {
        Fit fit = Mle.of(ModelFormula.of(family, "grade ~ " + terms).on(LEVELS).model())
                .fit();
        String message = fit.outcome().message();
        assertEquals(
                separation.isEmpty() ? Kind.CONVERGED : Kind.NO_MAXIMUM,
                fit.outcome().kind(),
                message);
        assertTrue(separation.isEmpty() || message.startsWith(separation + " separation"), message);
    }

    /** Setosa is separated from the two others, which overlap. */
    @Test
    void oneSpeciesOfThreeIsSeparated() {
        Fit fit = Mle.of(ModelFormula.of(
                                LevelFamily.MULTINOMIAL,
                                "species ~ sepal_length + sepal_width + petal_length + petal_width")
                        .on(Datasets.load("iris"))
                        .model())
                .fit();
        assertEquals(Kind.NO_MAXIMUM, fit.outcome().kind());
        assertTrue(
                fit.outcome().message().startsWith("quasi-complete separation"),
                fit.outcome().message());
        Map<String, Double> direction = fit.outcome().direction();
        for (String term : List.of("(Intercept)", "sepal_length", "petal_width")) {
            assertEquals(direction.get("versicolor." + term), direction.get("virginica." + term), 1e-9);
        }
    }

    /** A rare level in many rows that a sample of them does not hold; a group of which all are censored. */
    @Test
    void aRareColumnSeparates() {
        int n = 20_000;
        SplittableRandom random = new SplittableRandom(8);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("y", "x", "rare", "time", "event")) {
            columns.put(name, new double[n]);
        }
        for (int i = 0; i < n; i++) {
            columns.get("x")[i] = random.nextDouble();
            columns.get("rare")[i] = i == 7777 || i == 12345 ? 1 : 0;
            columns.get("y")[i] = columns.get("rare")[i] == 1 || random.nextInt(3) == 0 ? 1 : 0;
            columns.get("time")[i] = -Math.log1p(-random.nextDouble());
            columns.get("event")[i] = columns.get("rare")[i] == 1 ? 0 : random.nextInt(2);
        }
        Table table = Table.of(columns);
        Fit logit = Mle.of(ModelFormula.of(Families.bernoulli(), "y ~ x + rare")
                        .on(table)
                        .model())
                .fit();
        assertEquals(Kind.NO_MAXIMUM, logit.outcome().kind());
        assertEquals(Map.of("probability.rare", 1.0), logit.outcome().direction());
        Fit survival = Mle.of(ModelFormula.of(Families.weibull(), "Surv(time, event) ~ x + rare")
                        .on(table)
                        .model())
                .fit();
        assertEquals(Kind.NO_MAXIMUM, survival.outcome().kind());
        assertEquals(Map.of("scale.rare", 1.0), survival.outcome().direction());
        assertEquals(
                "quasi-complete separation: the likelihood rises to a bound that it reaches only as coefficients go to"
                        + " infinity, along scale.rare",
                survival.outcome().message());
    }
}
