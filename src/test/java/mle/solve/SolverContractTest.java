package mle.solve;

import org.junit.jupiter.api.Test;

class SolverContractTest {
    @Test
    void table() {
        for (MoreProblems.Problem p : MoreProblems.ALL) {
            for (Solver s : new Solver[] {Newton.withDefaults(), Lbfgs.withDefaults()}) {
                Solution r = s.minimise(p.f(), p.start());
                System.out.printf(
                        "%-32s %-7s %-12s it %4d ev %5d f %.10g dec %.2g g %.2g %s %s%n",
                        p.name(),
                        s.name(),
                        r.status(),
                        r.iterations(),
                        r.evaluations(),
                        r.jet().value(),
                        r.decrement(),
                        r.gradientNorm(),
                        java.util.Arrays.toString(p.minima()),
                        r.converged() ? "" : r.message());
            }
        }
    }
}
