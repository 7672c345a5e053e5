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
                .contains("expected forward or reverse"));
        assertEquals(1, Cli.run("project", "cauchy(0,1)", "--onto", "normal").code());
    }
}
