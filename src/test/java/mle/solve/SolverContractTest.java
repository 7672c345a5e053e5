package mle.solve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.solve.MoreProblems.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every solver owes, on every problem of Moré, Garbow and Hillstrom. */
class SolverContractTest {
    private static final List<Solver> SOLVERS = List.of(Newton.withDefaults(), Lbfgs.withDefaults());

    /** Evaluations a problem may cost; valleys with a bend every few percent need more. */
    private static final Map<String, Integer> BUDGET = Map.of(
            "3 Powell badly scaled", 350, "10 Meyer", 900, "11 Gulf", 450, "17 Osborne 1", 220, "19 Osborne 2", 260);

    /**
     * Problems that end elsewhere, with the reason.
     *
     * <p>Biggs EXP6 by Newton: from the standard start the exact Hessian leads into a valley without end, where the three exponents
     * approach 0.148 while the amplitudes grow and cancel (136, 272, 136 after 3000 steps) and f creeps towards 0.2427; nothing is
     * claimed there.
     */
    private static final Map<String, Status> ELSEWHERE = Map.of("newton 18 Biggs EXP6", Status.NOT_REACHED);

    static Stream<Arguments> matrix() {
        return SOLVERS.stream().flatMap(s -> MoreProblems.ALL.stream().map(p -> Arguments.of(s, p)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("matrix")
    void contract(Solver solver, Problem problem) {
        double[] start = problem.start().clone();
        int[] calls = {0};
        Objective counted = counting(problem.f(), calls);
        Solution found = solver.minimise(counted, start);

        assertArrayEquals(problem.start(), start, "the start is left as it is");
        assertEquals(calls[0], found.evaluations(), "evaluations");
        holds(problem.f(), found);
        Status expected = ELSEWHERE.get(solver.name() + " " + problem.name());
        if (expected != null) {
            assertEquals(expected, found.status(), found.message());
            return;
        }
        assertTrue(
                found.evaluations() <= BUDGET.getOrDefault(problem.name(), 150),
                () -> "evaluations: " + found.evaluations());
        assertEquals(problem.regular() ? Status.CONVERGED : Status.NOT_REACHED, found.status(), found.message());
        assertTrue(
                Arrays.stream(problem.minima())
                        .anyMatch(m -> Math.abs(found.jet().value() - m) <= problem.digits() * (m == 0 ? 1 : m)),
                () -> "value " + found.jet().value() + ", published " + Arrays.toString(problem.minima()));
        if (found.converged()) {
            assertTrue(found.decrement() < 1e-9, () -> "decrement " + found.decrement());
            assertTrue(Cholesky.of(found.jet().hessian(), start.length).positiveDefinite());
            assertEquals(0, found.direction().length);
        }

        Solution again = solver.minimise(problem.f(), start);
        assertNotSame(found.point(), again.point());
        for (int i = 0; i < start.length; i++) {
            assertEquals(
                    Double.doubleToRawLongBits(found.point()[i]),
                    Double.doubleToRawLongBits(again.point()[i]),
                    "rerun");
        }
        assertEquals(found.evaluations(), again.evaluations(), "rerun");
    }

    /** Value, gradient, Hessian, gradient norm and decrement are those of the point returned. */
    private static void holds(Objective f, Solution found) {
        Jet jet = new Jet(f.dimension(), 2);
        f.at(found.point(), jet);
        assertEquals(jet.value(), found.jet().value());
        assertArrayEquals(jet.gradient(), found.jet().gradient());
        assertArrayEquals(jet.hessian(), found.jet().hessian());
        assertEquals(Arrays.stream(jet.gradient()).map(Math::abs).max().orElse(0), found.gradientNorm());
        Cholesky factor = Cholesky.of(jet.hessian(), f.dimension());
        double decrement = factor.positiveDefinite()
                ? f.weight() * factor.solve(jet.gradient(), new double[f.dimension()]) / 2
                : Double.NaN;
        assertEquals(decrement, found.decrement());
    }

    private static Objective counting(Objective f, int[] calls) {
        return new Objective() {
            @Override
            public int dimension() {
                return f.dimension();
            }

            @Override
            public void at(double[] point, Jet out) {
                calls[0]++;
                f.at(point, out);
            }

            @Override
            public double weight() {
                return f.weight();
            }
        };
    }

    @Test
    void newtonDoesNotKnowTheUnits() {
        for (Problem problem : MoreProblems.ALL) {
            if (!problem.regular() || problem.name().contains("Biggs")) {
                continue;
            }
            int n = problem.start().length;
            double[] unit = new double[n];
            double[] start = new double[n];
            for (int i = 0; i < n; i++) {
                unit[i] = Math.scalb(1.0, i % 2 == 0 ? 9 : -7);
                start[i] = problem.start()[i] * unit[i];
            }
            Solution plain = Newton.withDefaults().minimise(problem.f(), problem.start());
            Solution scaled = Newton.withDefaults().minimise(inUnits(problem.f(), unit), start);
            assertEquals(plain.status(), scaled.status(), problem::name);
            // The path is the same to the bit; only the last polish looks at the units.
            assertEquals(plain.evaluations(), scaled.evaluations(), 2, problem::name);
            for (int i = 0; i < n; i++) {
                double error = scaled.point()[i] / unit[i] - plain.point()[i];
                double se = 1 / Math.sqrt(problem.f().weight() * plain.jet().hessian(i, i));
                assertEquals(0, error, 1e-8 * Math.abs(plain.point()[i]) + 1e-3 * se, problem::name);
            }
        }
    }

    private static Objective inUnits(Objective f, double[] unit) {
        return new Objective() {
            @Override
            public int dimension() {
                return f.dimension();
            }

            @Override
            public void at(double[] point, Jet out) {
                double[] x = new double[unit.length];
                for (int i = 0; i < x.length; i++) {
                    x[i] = point[i] / unit[i];
                }
                f.at(x, out);
                for (int i = 0, k = 0; i < x.length; i++) {
                    if (out.order() >= 1) {
                        out.gradient()[i] /= unit[i];
                    }
                    for (int j = 0; j <= i && out.order() == 2; j++, k++) {
                        out.hessian()[k] /= unit[i] * unit[j];
                    }
                }
            }

            @Override
            public double weight() {
                return f.weight();
            }
        };
    }

    @Test
    void twoParameterFitTakesAHandfulOfEvaluations() {
        // Gamma log-likelihood in logs of shape and rate with mean 1 and mean log −0.3, up to lgamma replaced by
        // Stirling's series.
        Objective gamma = Taylor.weighted(
                Taylor.objective(2, x -> {
                    Taylor a = x[0].exp();
                    Taylor lgamma = a.minus(0.5)
                            .times(x[0])
                            .minus(a)
                            .plus(a.power(-1).times(1 / 12.0))
                            .minus(a.power(-3).times(1 / 360.0));
                    return lgamma.minus(a.times(x[1])).plus(a.times(0.3)).plus(x[1].exp());
                }),
                50);
        Solution newton = Newton.withDefaults().minimise(gamma, new double[] {0.3, 0.3});
        assertEquals(Status.CONVERGED, newton.status());
        assertTrue(newton.evaluations() <= 6, () -> "evaluations " + newton.evaluations());
        assertTrue(newton.gradientNorm() < 1e-12, newton::toString);
        assertFalse(newton.decrement() > 1e-20, newton::toString);
    }
}
