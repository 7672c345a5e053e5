package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProjectVerbTest {
    private static final String TARGET = "0.7*normal(0,1) + 0.3*normal(4,0.5)";

    @Test
    void forwardIsTheDefaultAndMatchesMoments() {
        Map<String, Object> fields =
                Cli.run("project", TARGET, "--onto", "normal", "--json").object();
        assertEquals("forward", fields.get("direction"));
        List<?> parameters = (List<?>) fields.get("parameters");
        assertEquals(1.2, (double) ((Map<?, ?>) parameters.get(0)).get("value"), 1e-10);
        assertEquals(0.318370803714817, (double) fields.get("divergence"), 1e-12);
    }

    @Test
    void reverseListsAllLocalMinima() {
        Map<String, Object> fields = Cli.run("project", TARGET, "--onto", "normal", "--direction", "reverse", "--json")
                .object();
        assertEquals(2, ((List<?>) fields.get("optima")).size());
        assertEquals(0.3419943042734386, (double) fields.get("divergence"), 1e-12);
        String text = Cli.run("project", TARGET, "--onto", "normal", "--direction", "reverse")
                .answered();
        assertTrue(text.contains("local minimum 2 of 2"), text);
    }

    @Test
    void whatCannotBeProjectedIsRefusedOrHasNone() {
        assertTrue(Cli.run("project", "normal(0,1)").refused().contains("--onto FAMILY"));
        assertTrue(
                Cli.run("project", "normal(0,1)", "--onto", "gamma").refused().contains("mass below 0"));
        assertTrue(Cli.run("project", "normal(0,1)", "--onto", "normal", "--direction", "back")
                .refused()
                .contains("expected forward, reverse or both"));
        assertEquals(1, Cli.run("project", "cauchy(0,1)", "--onto", "normal").code());
    }

    @Test
    void rowsBothWays() {
        String target = "mvnormal([0, 0], [[1, 0.97], [0.97, 1]])";
        String[] onto = {"--onto", "independent(normal, normal)", "--json"};
        Map<String, Object> forward =
                Cli.run("project", target, onto[0], onto[1], onto[2]).object();
        Map<String, Object> reverse = Cli.run("project", target, onto[0], onto[1], "--direction", "reverse", onto[2])
                .object();
        assertEquals("mvnormal(mean = [0, 0], covariance = [[1, 0.97], [0.97, 1]])", forward.get("target"));
        assertEquals(1, value(forward, 1), 1e-10);
        assertEquals(Math.sqrt(0.0591), value(reverse, 1), 1e-8);
        Map<String, Object> formula = Cli.run(
                        "project", "-x1^2 - x2^2 + x1*x2", "--support", "x1, x2 real", "--onto", "mvnormal", "--json")
                .object();
        assertEquals(2.0 / 3, value(formula, 2), 1e-10);
        assertEquals(1.0 / 3, value(formula, 3), 1e-10);
        String line = Cli.run("project", target, "--onto", "normal").refused();
        assertTrue(line.contains("one column"), line);
    }

    private static double value(Map<String, Object> fields, int parameter) {
        return (double) ((Map<?, ?>) ((List<?>) fields.get("parameters")).get(parameter)).get("value");
    }

    @Test
    void startAndSolver() {
        Map<String, Object> fields = Cli.run(
                        "project",
                        TARGET,
                        "--onto",
                        "normal",
                        "--direction",
                        "reverse",
                        "--start",
                        "mean=4",
                        "--start",
                        "sd=0.5",
                        "--solver",
                        "lbfgs",
                        "--json")
                .object();
        assertEquals(1, ((List<?>) fields.get("optima")).size());
        assertEquals(3.970934267352487, value(fields, 0), 1e-7);
    }
}
