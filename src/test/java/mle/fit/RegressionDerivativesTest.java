package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.family.FamilyCases;
import mle.family.Parameter;
import mle.model.Block;
import mle.model.DesignMatrix;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Jet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Gradients and Hessians of regressions against differences of values and gradients: every family, each of its parameters with a
 * predictor, every link that suits it.
 */
class RegressionDerivativesTest {
    private static final int ROWS = 40;
    private static final double STEP = 1e-4;

    /** Relative to the derivatives at hand: differences of the fourth order leave about STEP⁴, and rounding over STEP. */
    private static final double TOLERANCE = 1e-7;

    /** A family with a parameter that follows a predictor. */
    record Case(FamilyCases.Case of, String parameter, Link link) {
        @Override
        public String toString() {
            return of.family().name() + " " + parameter + " " + link.label();
        }

        Model model() {
            Family family = of.family();
            double[] x = new SplittableRandom(7).doubles(ROWS, -1, 1).toArray();
            DesignMatrix design = DesignMatrix.of(
                    ROWS, List.of(new Block.Ones(ROWS), new Block.Dense(x)), List.of("(Intercept)", "x"));
            Map<String, Double> fixed = new HashMap<>();
            Set<Integer> regular = new HashSet<>();
            Arrays.stream(of.regular()).forEach(regular::add);
            for (int j = 0; j < of.theta().length; j++) {
                if (!regular.contains(j)) {
                    fixed.put(family.parameters().get(j).name(), of.theta()[j]);
                }
            }
            return new Model(
                    family,
                    EmpiricalDistribution.of(of.sample(ROWS, 5)),
                    List.of(new Predictor.Linear(parameter, link, design)),
                    fixed);
        }
    }

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (FamilyCases.Case c : FamilyCases.all()) {
            if (c.family().columns().size() > 1 || !seen.add(c.family().name())) {
                continue;
            }
            for (int j : c.regular()) {
                Parameter p = c.family().parameters().get(j);
                for (Link link : Link.values()) {
                    boolean standard = link == Link.of(p.domain());
                    if (link.suits(p.domain()) && (standard || p.main())) {
                        cases.add(new Case(c, p.name(), link));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivativesAreThoseOfTheValue(Case c) {
        Model model = c.model();
        ModelFormulas formulas = new ModelFormulas(model);
        List<ColumnMap> maps = List.of(
                Conditioning.of(Standardisation.of(formulas.linear().get(0).design()))
                        .map());
        Rowset rows = Rowset.all(ROWS);
        RegressionObjective f = RegressionObjective.of(model, formulas, maps, rows);
        List<double[]> starts = new RegressionStarts(model, model.response(), formulas, maps, rows).ranked(f, Map.of());
        assertFalse(starts.isEmpty());
        double[] start = starts.get(0);
        boolean power = Set.of(Link.IDENTITY, Link.INVERSE, Link.SQRT, Link.INVERSE_SQUARE)
                .contains(c.link);
        double[] units = new double[start.length];
        Arrays.fill(units, 1);
        if (power && start[0] != 0) {
            Arrays.fill(units, 0, 2, Math.abs(start[0]));
        }
        double[] point = start.clone();
        for (int i = 0; i < point.length; i++) {
            point[i] += 0.01 * (i % 2 == 0 ? 1 : -1.3) * units[i];
        }
        check(f, Double.isFinite(f.value(point)) ? point : start, units);
    }

    /** In coordinates of which a unit is what changes the likelihood noticeably. */
    private static void check(RegressionObjective f, double[] point, double[] units) {
        int p = point.length;
        Jet jet = new Jet(p, 2);
        f.at(point, jet);
        for (int i = 0; i < p; i++) {
            double[][] at = new double[4][];
            double[] steps = {-2 * STEP, -STEP, STEP, 2 * STEP};
            for (int k = 0; k < 4; k++) {
                double[] beside = point.clone();
                beside[i] += steps[k] * units[i];
                Jet there = new Jet(p, 1);
                f.at(beside, there);
                at[k] = Arrays.copyOf(there.gradient(), p + 1);
                at[k][p] = there.value();
            }
            double slope = difference(at, p);
            double rounding = Math.max(1, Math.abs(jet.value())) * 1e-11 / STEP;
            assertEquals(
                    slope, jet.gradient()[i] * units[i], rounding + TOLERANCE * (1 + Math.abs(slope)), "gradient " + i);
            for (int j = 0; j <= i; j++) {
                double curvature = difference(at, j) * units[j];
                double own = Math.sqrt(Math.abs(jet.hessian(i, i) * jet.hessian(j, j))) * units[i] * units[j];
                double scale = 1 + Math.max(Math.abs(curvature), own);
                assertEquals(
                        curvature,
                        jet.hessian(i, j) * units[i] * units[j],
                        10 * TOLERANCE * scale,
                        "Hessian " + i + ", " + j);
            }
        }
    }

    /** Of the fourth order. */
    private static double difference(double[][] at, int k) {
        return (8 * (at[2][k] - at[1][k]) - (at[3][k] - at[0][k])) / (12 * STEP);
    }
}
