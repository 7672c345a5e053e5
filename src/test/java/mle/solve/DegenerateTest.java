package mle.solve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Functions without a proper minimum, and starts from which it is hard to find: the status must tell. */
class DegenerateTest {
    private record Case(String name, Objective f, double[] start, Status status, double... direction) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case of(
            String name,
            Function<Taylor[], Taylor> f,
            double[] start,
            double weight,
            Status status,
            double... direction) {
        return new Case(name, Taylor.weighted(Taylor.objective(start.length, f), weight), start, status, direction);
    }

    private static double[] at(double... x) {
        return x;
    }

    static Stream<Arguments> cases() {
        List<Case> all = new ArrayList<>();
        for (double w : new double[] {1, 50, 1e6, 1e9}) {
            all.add(of("exp(-u), weight " + w, x -> x[0].times(-1).exp(), at(0), w, Status.RUNAWAY, 1));
            all.add(of("5 + exp(-u), weight " + w, x -> x[0].times(-1).exp().plus(5), at(0), w, Status.RUNAWAY, 1));
            all.add(of("exp(-u) from far, weight " + w, x -> x[0].times(-1).exp(), at(30), w, Status.RUNAWAY, 1));
            for (double p : new double[] {0.5, 1, 3}) {
                all.add(of("u^-" + p + ", weight " + w, x -> x[0].power(-p), at(1), w, Status.RUNAWAY, 1));
            }
            all.add(of("-u, weight " + w, x -> x[0].times(-1), at(0), w, Status.RUNAWAY, 1));
            all.add(of("-log u, weight " + w, x -> x[0].log().times(-1), at(1), w, Status.RUNAWAY, 1));
            all.add(of("-u², weight " + w, x -> x[0].square().times(-1), at(1), w, Status.RUNAWAY, 1));
            all.add(of("x⁴, weight " + w, x -> x[0].square().square(), at(1), w, Status.NOT_REACHED));
            all.add(of("3 + x⁴, weight " + w, x -> x[0].square().square().plus(3), at(1), w, Status.NOT_REACHED));
            all.add(of("x⁶, weight " + w, x -> x[0].power(6), at(1), w, Status.NOT_REACHED));
        }
        double r = Math.sqrt(0.5);
        all.add(of("x⁴ at 0", x -> x[0].square().square(), at(0), 1, Status.NOT_REACHED));
        all.add(of("x³ at 0", x -> x[0].square().times(x[0]), at(0), 1, Status.RUNAWAY, -1));
        // A separated logistic regression: two groups, no overlap.
        all.add(of(
                "separation",
                x -> Taylor.sum(
                        x[0].plus(x[1].times(1)).times(-1).exp().plus(1).log(),
                        x[0].plus(x[1].times(-1)).exp().plus(1).log(),
                        x[0].plus(x[1].times(2)).times(-1).exp().plus(1).log()),
                at(0, 0),
                3,
                Status.RUNAWAY));
        all.add(of(
                "a component collapses",
                x -> x[0].plus(x[0].times(-2).exp().times(0)).plus(x[1].square()),
                at(0, 3),
                50,
                Status.RUNAWAY,
                -1,
                0));
        all.add(of("(x + y)²", x -> x[0].plus(x[1]).square(), at(3, 1), 50, Status.FLAT, r, -r));
        all.add(of("7 + (x + y)²", x -> x[0].plus(x[1]).square().plus(7), at(3, 1), 1e6, Status.FLAT, r, -r));
        all.add(of("x², y absent", x -> x[0].square().plus(x[1].times(0)), at(3, 1), 1, Status.FLAT, 0, 1));
        all.add(of("a constant", x -> x[0].times(0).plus(2), at(3), 1, Status.FLAT, 1));
        all.add(of(
                "exp(x + y) - x - y",
                x -> x[0].plus(x[1]).exp().minus(x[0]).minus(x[1]),
                at(2, 1),
                50,
                Status.FLAT,
                r,
                -r));
        all.add(of(
                "saddle at 0",
                x -> x[0].square().plus(x[1].square().square()).minus(x[1].square()),
                at(0, 0),
                1,
                Status.CONVERGED));
        all.add(of("maximum at 0", x -> x[0].cos().plus(x[1].cos()), at(0, 0), 1, Status.CONVERGED));
        all.add(of(
                "start at the minimum", x -> x[0].square().plus(x[1].cos().times(-1)), at(0, 0), 1, Status.CONVERGED));
        all.add(of(
                "diagonals 1e18 and 1",
                x -> x[0].minus(1e-9)
                        .square()
                        .times(1e18)
                        .plus(x[0].exp())
                        .plus(x[1].exp())
                        .minus(x[1]),
                at(1, 3),
                1,
                Status.CONVERGED));
        all.add(of("log barrier", x -> x[0].minus(x[0].log().times(1e-3)), at(1), 1, Status.CONVERGED));
        all.add(of(
                "far but finite", x -> x[0].times(-1).exp().plus(x[0].exp().times(1e-6)), at(-3), 1, Status.CONVERGED));
        all.add(of(
                "weak square under x⁴",
                x -> x[0].square().square().plus(x[0].square().times(1e-3)),
                at(2),
                1,
                Status.CONVERGED));
        all.add(of("outside the domain", x -> x[0].log(), at(-1), 1, Status.NOT_REACHED));
        List<Solver> solvers = List.of(Newton.withDefaults(), Lbfgs.withDefaults());
        return all.stream().flatMap(c -> solvers.stream().map(s -> Arguments.of(s.name(), c, s)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void statusTells(String name, Case c, Solver solver) {
        Solution found = solver.minimise(c.f(), c.start());
        String seen = found.status() + " after " + found.evaluations() + " at "
                + java.util.Arrays.toString(found.point()) + ": " + found.message();
        assertEquals(c.status(), found.status(), seen);
        // A condition number of 1e18 is beyond L-BFGS with reasonable effort; it gets there, slowly.
        assertTrue(
                found.evaluations() <= (c.name().startsWith("diagonals") && name.equals("lbfgs") ? 5000 : 160), seen);
        assertEquals(2, found.jet().order());
        if (c.direction().length > 0) {
            double dot = 0;
            for (int i = 0; i < c.direction().length; i++) {
                dot += c.direction()[i] * found.direction()[i];
            }
            assertEquals(1, found.status() == Status.FLAT ? Math.abs(dot) : dot, 1e-4, seen);
        }
    }

    @Test
    void hugeNumbersDoNotThrow() {
        Objective f = new Objective() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public void at(double[] point, Jet out) {
                out.fill(0);
                out.setValue(-point[0]);
                if (out.order() > 0) {
                    out.gradient()[0] = -1e300;
                }
                if (out.order() > 1) {
                    out.hessian()[0] = 1e-300;
                    out.hessian()[1] = 1e300;
                    out.hessian()[2] = -1e-300;
                }
            }
        };
        for (Solver solver : List.of(Newton.withDefaults(), Lbfgs.withDefaults())) {
            assertNotEquals(Status.CONVERGED, solver.minimise(f, new double[2]).status());
        }
    }

    @Test
    void runawayIsSeenEarly() {
        Solution found = Newton.withDefaults()
                .minimise(Taylor.objective(1, x -> x[0].times(-1).exp()), new double[] {0});
        assertTrue(found.evaluations() <= 16, () -> "evaluations " + found.evaluations());
    }

    @Test
    void limitOfIterations() {
        Solution found = new Newton(1e-9, 2).minimise(MoreProblems.ALL.get(0).f(), new double[] {-1.2, 1});
        assertEquals(Status.NOT_REACHED, found.status());
        assertTrue(found.message().contains("2 Newton iterations"), found.message());
        found = new Lbfgs(1e-9, 2, 5).minimise(MoreProblems.ALL.get(0).f(), new double[] {-1.2, 1});
        assertEquals(Status.NOT_REACHED, found.status());
    }

    @Test
    void roundingFloor() {
        // Gradients blurred at 1e-11, as by cancellation in a sum over data: still a minimum.
        Objective clean = MoreProblems.ALL.get(0).f();
        Objective blurred = new Objective() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public void at(double[] point, Jet out) {
                clean.at(point, out);
                long bits = Double.doubleToLongBits(point[0]) * 0x9E3779B97F4A7C15L;
                for (int i = 0; i < 2 && out.order() > 0; i++) {
                    out.gradient()[i] += 1e-11 * ((bits >> (20 + 10 * i)) % 1024) / 1024;
                }
            }
        };
        for (Solver solver : List.of(Newton.withDefaults(), Lbfgs.withDefaults())) {
            Solution found = solver.minimise(blurred, new double[] {-1.2, 1});
            assertEquals(Status.CONVERGED, found.status(), found.message());
        }
    }

    @Test
    void wrongArguments() {
        Objective f = MoreProblems.ALL.get(0).f();
        assertThrows(IllegalArgumentException.class, () -> new Newton(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Newton(1e-9, 0));
        assertThrows(IllegalArgumentException.class, () -> new Lbfgs(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Lbfgs(1, 1, 0));
        for (Solver solver : List.of(Newton.withDefaults(), Lbfgs.withDefaults())) {
            assertThrows(IllegalArgumentException.class, () -> solver.minimise(f, new double[3]));
            assertNotEquals("", solver.name());
        }
    }
}
