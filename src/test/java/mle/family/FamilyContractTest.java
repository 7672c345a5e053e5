package mle.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.FamilyCases.Case;
import mle.fit.Mle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the log-density of every family owes, over a grid of parameters. */
class FamilyContractTest {
    /** The log-density with its derivatives, symbolic: value, gradient, lower triangle of the Hessian. */
    private static final class Density {
        private final Program program;
        private final int p;

        Density(Family family) {
            List<Expr.Symbol> inputs = new ArrayList<>();
            inputs.add(Expr.data("x", family.support().sign()));
            for (Parameter parameter : family.parameters()) {
                inputs.add(Expr.parameter(parameter.name(), parameter.domain().sign()));
            }
            p = family.parameters().size();
            List<Expr> outputs = new ArrayList<>();
            outputs.add(family.logDensity());
            for (int i = 1; i <= p; i++) {
                outputs.add(family.logDensity().derivative(inputs.get(i)));
            }
            for (int i = 1; i <= p; i++) {
                for (int j = 1; j <= i; j++) {
                    outputs.add(outputs.get(i).derivative(inputs.get(j)));
                }
            }
            program = Program.of(outputs, inputs);
        }

        double[] at(double x, double[] theta) {
            double[] inputs = new double[1 + p];
            inputs[0] = x;
            System.arraycopy(theta, 0, inputs, 1, p);
            return program.values(inputs);
        }

        static double hessian(double[] values, int p, int i, int j) {
            int a = Math.max(i, j);
            return values[1 + p + a * (a + 1) / 2 + Math.min(i, j)];
        }
    }

    static List<Case> cases() {
        return Stream.concat(FamilyCases.all().stream(), CombinationCases.all().stream())
                .toList();
    }

    @Test
    void everyFamilyIsHere() {
        assertEquals(
                Families.names(),
                Families.names().stream()
                        .filter(name ->
                                cases().stream().anyMatch(c -> c.family().name().equals(name)))
                        .toList());
    }

    /**
     * Differences of sixth order with step h = u/128, u the unit of the parameter. What they neglect is h⁶·f⁽⁷⁾/140, for u⁷f⁽⁷⁾
     * up to 1e5 times the size S of the function and its first two derivatives in these units 1e5·2e-13/140 = 2e-10·S; what
     * they lose by rounding is 128·2·2e-16·|f| = 5e-14·|f|, with terms of f up to 1e4 times S in the worst case 5e-10·S.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void derivatives(Case c) {
        Density density = new Density(c.family());
        int p = c.theta().length;
        for (double x : c.quantiles()) {
            double[] values = density.at(x, c.theta());
            double size = Math.abs(values[0]);
            for (int i = 0; i < p; i++) {
                size = Math.max(size, Math.abs(values[1 + i]) * c.units()[i]);
                for (int j = 0; j <= i; j++) {
                    size = Math.max(size, Math.abs(Density.hessian(values, p, i, j)) * c.units()[i] * c.units()[j]);
                }
            }
            for (int i = 0; i < p; i++) {
                double[] differences = differences(density, c, x, i);
                String where = c.family().parameters().get(i).name() + " at x = " + x;
                assertEquals(values[1 + i] * c.units()[i], differences[0], 1e-9 * size, "gradient, " + where);
                for (int j = 0; j < p; j++) {
                    double expected = Density.hessian(values, p, i, j) * c.units()[i] * c.units()[j];
                    assertEquals(expected, differences[1 + j] * c.units()[j], 1e-9 * size, "Hessian, " + where);
                }
            }
        }
    }

    /** The derivatives in one parameter of value and gradient, times its unit. */
    private static double[] differences(Density density, Case c, double x, int i) {
        double[] weights = {45 / 60.0, -9 / 60.0, 1 / 60.0};
        double[] sums = new double[1 + c.theta().length];
        for (int k = 1; k <= 3; k++) {
            double[] up = c.theta().clone();
            double[] down = c.theta().clone();
            up[i] += k * c.units()[i] / 128;
            down[i] -= k * c.units()[i] / 128;
            double[] above = density.at(x, up);
            double[] below = density.at(x, down);
            for (int m = 0; m < sums.length; m++) {
                sums[m] += weights[k - 1] * (above[m] - below[m]) * 128;
            }
        }
        return sums;
    }

    /**
     * The density integrates to 1, its score has mean zero, and the variance of the score is the mean of minus the Hessian.
     *
     * <p>That holds for all cases: where the support moves with the parameters (gev, gpd) the shape is above -1/2.
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void identitiesOfLikelihood(Case c) {
        Density density = new Density(c.family());
        int p = c.theta().length;
        int[] free = c.regular();
        int q = free.length;
        double[] integrals = FamilyCases.integrate(c, 1 + q + 2 * q * q, (x, weight, sums) -> {
            double[] v = density.at(x, c.theta());
            double w = weight * Math.exp(v[0]);
            assertFalse(Double.isNaN(v[0]), () -> "NaN inside the support at x = " + x);
            if (w < 1e-60) {
                return; // adds nothing even times a squared score; beyond 1e77 standard units fourth powers overflow
            }
            sums[0] += w;
            for (int i = 0; i < q; i++) {
                sums[1 + i] += w * v[1 + free[i]];
                for (int j = 0; j < q; j++) {
                    sums[1 + q + i * q + j] += w * v[1 + free[i]] * v[1 + free[j]];
                    sums[1 + q + q * q + i * q + j] -= w * Density.hessian(v, p, free[i], free[j]);
                }
            }
        });
        assertEquals(1, integrals[0], 1e-10, "integral");
        double[] sd = new double[q];
        for (int i = 0; i < q; i++) {
            sd[i] = Math.sqrt(integrals[1 + q + i * q + i]);
            assertTrue(sd[i] > 0, "information");
            String name = c.family().parameters().get(free[i]).name();
            assertEquals(0, integrals[1 + i] / sd[i], 1e-9, "mean score of " + name);
            for (int j = 0; j <= i; j++) {
                if (i == j
                        && c.family().kinks().contains(c.family().parameters().get(free[i]))) {
                    continue; // the second derivative leaves out what the kink adds
                }
                double scale = sd[i] * sd[j];
                assertEquals(
                        integrals[1 + q + i * q + j] / scale,
                        integrals[1 + q + q * q + i * q + j] / scale,
                        1e-8,
                        "information of " + name + " with parameter " + j);
            }
        }
    }

    static Stream<Family> families() {
        return Families.all().stream();
    }

    /** A value that the family can't take is named with its row, and no fit is made. */
    @ParameterizedTest
    @MethodSource("families")
    void refusesValuesOutside(Family family) {
        Support s = family.support();
        List<Double> outside = new ArrayList<>();
        if (!Double.isInfinite(s.lower())) {
            outside.add(s.lower() - 1);
            if (!s.lowerClosed()) {
                outside.add(s.lower());
            }
        }
        if (!Double.isInfinite(s.upper())) {
            outside.add(s.upper() + 1);
            if (!s.upperClosed()) {
                outside.add(s.upper());
            }
        }
        if (s.integer()) {
            outside.add(0.5);
        }
        Case c = cases().stream().filter(k -> k.family() == family).findFirst().orElseThrow();
        double[] sample = c.sample(5, 1);
        Mle mle = Mle.of(family);
        for (int i = 0; i < c.theta().length; i++) {
            String name = family.parameters().get(i).name();
            boolean lower = s.lowerParameter().equals(Optional.of(name));
            boolean end = lower || s.upperParameter().equals(Optional.of(name));
            mle = end || family.parameters().get(i).known() ? mle.withFixed(name, c.theta()[i]) : mle;
            if (end) {
                outside.add(c.theta()[i] + (lower ? -1 : 1));
            }
        }
        for (double bad : outside) {
            double[] x = sample.clone();
            x[3] = bad;
            Mle asked = mle;
            DataException e = assertThrows(DataException.class, () -> asked.fitTo(EmpiricalDistribution.of(x)));
            assertTrue(e.getMessage().startsWith("row 4: " + family.name() + " needs "), e.getMessage());
        }
        assertTrue(s.isLine() || !outside.isEmpty());
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesWhatIsNoNumber(double bad) {
        for (Family family : Families.all()) {
            assertThrows(DataException.class, () -> Mle.fit(family, new double[] {1, bad, 1}), family.name());
        }
    }

    /** Beyond the end point that their parameters set, gev and gpd have no density. */
    @Test
    void noDensityBeyondTheEndPoint() {
        for (double beyond : new double[] {5.0000001, 6, 1e9}) {
            assertFalse(Double.isFinite(new Density(Families.gpd()).at(beyond, new double[] {1, -0.2})[0]));
            assertFalse(Double.isFinite(new Density(Families.gev()).at(beyond, new double[] {0, 1, -0.2})[0]));
            assertFalse(Double.isFinite(new Density(Families.gev()).at(-beyond, new double[] {0, 1, 0.2})[0]));
        }
        assertTrue(Double.isFinite(new Density(Families.gpd()).at(4.99999, new double[] {1, -0.2})[0]));
    }
}
