package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DivergenceVerbTest {
    @SuppressWarnings("unchecked")
    private static Map<String, Object> part(Map<String, Object> fields, String name) {
        return (Map<String, Object>) fields.get(name);
    }

    /** The values are those of divergence-reference.csv. */
    @Test
    void jsonHasBothDirections() {
        Map<String, Object> fields =
                Cli.run("divergence", "normal(0,1)", "student(0,1,5)", "--json").object();
        assertEquals("normal(0, 1)", fields.get("p"));
        assertEquals("student(0, 1, 5)", fields.get("q"));
        assertEquals("nats", fields.get("unit"));
        assertEquals(0.0333766823506077997, (double) part(fields, "forward").get("divergence"), 1e-13);
        assertEquals(1.45231521555528054, (double) part(fields, "forward").get("crossEntropy"), 1e-13);
        assertEquals(0.124769194123610094, (double) part(fields, "reverse").get("divergence"), 1e-13);
        assertEquals("quadrature", part(fields, "reverse").get("method"));
        assertEquals(Main.VERSION, fields.get("version"));
    }

    @Test
    void bits() {
        Map<String, Object> fields = Cli.run("divergence", "normal(0,1)", "normal(1,1)", "--bits", "--json")
                .object();
        assertEquals("bits", fields.get("unit"));
        assertEquals(0.5 / Math.log(2), (double) part(fields, "forward").get("divergence"), 1e-15);
        assertEquals("closed form", part(fields, "forward").get("method"));
    }

    @Test
    void whatIsInfiniteIsNullAndSaid() {
        Map<String, Object> fields =
                Cli.run("divergence", "normal(0,1)", "gamma(2,1)", "--json").object();
        assertNull(part(fields, "forward").get("divergence"));
        assertEquals(true, part(fields, "forward").get("infinite"));
        assertEquals(
                "normal(0, 1) has mass below 0, where gamma(2, 1) has none",
                part(fields, "forward").get("note"));
        assertEquals(false, part(fields, "reverse").get("infinite"));
        String text = Cli.run("divergence", "normal(0,1)", "gamma(2,1)").answered();
        assertTrue(text.contains("divergence           infinity      2.341723"), text);
    }

    /** The deviance of a fit is that of the divergence of the data from it. */
    @Test
    void countsHaveADevianceAsTheirFitSays() {
        Map<String, Object> fit = Cli.run(
                        "fit", "rutherford_geiger", "count", "--weights", "frequency", "--family", "poisson", "--json")
                .object();
        Map<String, Object> fields = Cli.run(
                        "divergence",
                        "data(rutherford_geiger, count, frequency)",
                        "poisson(3.8715490797546015)",
                        "--json")
                .object();
        assertEquals((double) fit.get("deviance"), (double) fields.get("deviance"), 1e-9);
        assertEquals(
                (double) fit.get("entropy"), (double) part(fields, "forward").get("entropy"), 1e-14);
        assertEquals(
                (double) fit.get("divergence"), (double) part(fields, "forward").get("divergence"), 1e-13);
        assertNull(fields.get("reverse"));
    }

    @Test
    void continuousDataHaveNoDivergence() {
        Map<String, Object> fields = Cli.run("divergence", "data(old_faithful, waiting)", "normal(70, 13)", "--json")
                .object();
        assertNull(part(fields, "forward").get("divergence"));
        assertNull(part(fields, "forward").get("entropy"));
        assertEquals(4.031072888925868, (double) part(fields, "forward").get("crossEntropy"), 1e-13);
        assertTrue(((String) part(fields, "forward").get("note")).contains("does not exist"));
        String text = Cli.run("divergence", "data(old_faithful, waiting)", "normal(70, 13)")
                .answered();
        assertTrue(text.contains("does not exist"), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "norml(0,1); normal(0,1); no family 'norml', did you mean 'normal'?",
                "normal(0,1); poisson(2); there is no divergence between them",
                "data(old_faithful); normal(0,1); expected data(NAME, COLUMN)",
                "data(old_faithful, wait); normal(0,1); no column 'wait'",
                "data(old_faithfull, waiting); normal(0,1); did you mean 'old_faithful'?"
            })
    void whatCannotBeUsedIsRefused(String p, String q, String reason) {
        String line = Cli.run("divergence", p, q).refused();
        assertTrue(line.contains(reason), line);
    }

    @Test
    void rowsAndTables() {
        Map<String, Object> fields = Cli.run(
                        "divergence",
                        "mvnormal([0, 0], [[1, 0.97], [0.97, 1]])",
                        "independent(normal(0,1), normal(0,1))",
                        "--json")
                .object();
        assertEquals("mvnormal(mean = [0, 0], covariance = [[1, 0.97], [0.97, 1]])", fields.get("p"));
        assertEquals(
                -0.5 * Math.log(1 - 0.97 * 0.97),
                (double) part(fields, "forward").get("divergence"),
                1e-14);
        fields = Cli.run(
                        "divergence",
                        "categorical([[0.45, 0.05], [0.05, 0.45]])",
                        "categorical([[0.25, 0.25], [0.25, 0.25]])",
                        "--json")
                .object();
        assertEquals(0.3680642071684971, (double) part(fields, "forward").get("divergence"), 1e-15);
        String line = Cli.run("divergence", "mvnormal([0, 0], [[1, 0], [0, 1]])", "normal(0,1)")
                .refused();
        assertTrue(line.contains("different numbers of columns"), line);
    }

    @Test
    void aFormulaOfALogDensity() {
        Map<String, Object> fields = Cli.run("divergence", "density(3 - x^2/2; x real)", "normal(1, 1)", "--json")
                .object();
        assertEquals(0.5, (double) part(fields, "forward").get("divergence"), 1e-13);
    }

    @Test
    void dataOfRowsHaveTheCrossEntropyOfTheirFit() {
        Map<String, Object> fit = Cli.run(
                        "fit", "iris", "cbind(sepal_length, sepal_width) ~ 1", "--family", "mvnormal", "--json")
                .object();
        String q = "mvnormal(";
        java.util.List<?> p = (java.util.List<?>) fit.get("parameters");
        Double[] e =
                p.stream().map(m -> (Double) ((Map<?, ?>) m).get("estimate")).toArray(Double[]::new);
        q += "[" + e[0] + "," + e[1] + "],[[" + e[2] + "," + e[3] + "],[" + e[3] + "," + e[4] + "]])";
        Map<String, Object> fields = Cli.run("divergence", "data(iris, cbind(sepal_length, sepal_width))", q, "--json")
                .object();
        assertEquals(
                (double) fit.get("crossEntropy"),
                (double) part(fields, "forward").get("crossEntropy"),
                1e-13);
        assertNull(part(fields, "forward").get("divergence"));
    }

    /** Species by two halves of the same column: frequencies 50, 50, 50 against themselves; and counts against counts. */
    @Test
    void dataAgainstData() {
        Map<String, Object> same = Cli.run("divergence", "data(iris, species)", "data(iris, species)", "--json")
                .object();
        assertEquals(Math.log(3), (double) part(same, "forward").get("entropy"), 1e-15);
        assertEquals(0.0, (double) same.get("deviance"), 1e-12);
    }
}
