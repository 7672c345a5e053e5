package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViVerbTest {
    private static final String STATEMENT = "effect ~ normal(mu + tau*eta[school], error)";
    private static final String PRIORS = "eta[school] ~ normal(0, 1); mu ~ normal(0, 5); tau ~ half-cauchy(5)";

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }

    @Test
    void aStatementWithPriors() {
        Map<String, Object> fields = Cli.run("vi", "eight_schools", STATEMENT, "--prior", PRIORS, "--json")
                .object();
        assertEquals("converged", map(fields.get("outcome")).get("kind"));
        assertEquals("mean-field", fields.get("approximation"));
        List<?> unknowns = (List<?>) fields.get("unknowns");
        assertEquals(10, unknowns.size());
        assertEquals("eta[A]", map(unknowns.get(0)).get("name"));
        Map<?, ?> elbo = map(fields.get("elbo"));
        double sum = (double) elbo.get("logLikelihood") + (double) elbo.get("logPrior") + (double) elbo.get("entropy");
        assertEquals((double) elbo.get("value"), sum, 1e-12);
        assertNull(elbo.get("logDensity"));
        assertTrue((double) fields.get("samplingError") <= 0.005);
    }

    @Test
    void aRegressionWithAPatternOfPriors() {
        String text = Cli.run(
                        "vi",
                        "spector_mazzeo",
                        "grade ~ gpa + tuce + psi",
                        "--family",
                        "bernoulli",
                        "--link",
                        "probit",
                        "--prior",
                        "probability.* ~ normal(0, s); s ~ half-normal(3)",
                        "--approximation",
                        "full-rank",
                        "--tolerance",
                        "0.05")
                .answered();
        assertTrue(text.startsWith("spector_mazzeo: grade ~ gpa + tuce + psi, bernoulli\n"), text);
        assertTrue(text.contains("full-rank normal approximation of 5 unknowns"), text);
        assertTrue(text.contains("evidence lower bound (ELBO)"), text);
    }

    /** Fewer draws than a search begins with are refused, with any kind of answer. */
    @ParameterizedTest
    @CsvSource({"1, ", "10, --json", "1000, ", "1500, ", "2047, --json"})
    void tooFewDraws(String draws, String form) {
        List<String> call = new java.util.ArrayList<>(
                List.of("vi", "spector_mazzeo", "grade ~ gpa", "--family", "bernoulli", "--draws", draws));
        if (form != null) {
            call.add(form);
        }
        assertEquals(
                "mle: draws: so many unknowns need at least 2048, got " + draws,
                Cli.run(call.toArray(new String[0])).refused().strip());
    }

    /** Of as few draws as may be there is no error, and a table without it. */
    @Test
    void theFewestDraws() {
        String text = Cli.run("vi", "spector_mazzeo", "grade ~ gpa", "--family", "bernoulli", "--draws", "2048")
                .out();
        assertTrue(text.contains("\nnot-reached: "), text);
        assertTrue(text.lines().anyMatch(l -> l.matches("sampling error, sds +-")), text);
    }

    @Test
    void aWholeFamilyHasTheParametersOfItsFit() {
        Map<String, Object> fields = Cli.run(
                        "vi",
                        "old_faithful",
                        "waiting",
                        "--family",
                        "gamma",
                        "--prior",
                        "shape ~ half-normal(50)",
                        "--json")
                .object();
        assertEquals(List.of("rate"), fields.get("flat"));
        assertEquals("shape", map(((List<?>) fields.get("unknowns")).get(0)).get("name"));
        String message = (String) map(fields.get("outcome")).get("message");
        assertTrue(message.contains("; Pareto's k of "), message);
        assertNull(map(fields.get("importance")).get("logEvidence"));
    }

    @Test
    void aTargetByItself() {
        Map<String, Object> fields = Cli.run(
                        "vi",
                        "--target",
                        "-x^2/2 - s",
                        "--unknowns",
                        "x real, s > 0",
                        "--tolerance",
                        "0.02",
                        "--seed",
                        "5",
                        "--json")
                .object();
        assertNull(fields.get("data"));
        assertNull(map(fields.get("elbo")).get("logPrior"));
        assertEquals(0, (double) map(((List<?>) fields.get("unknowns")).get(0)).get("mean"), 1e-9);
    }

    @Test
    void anImproperPosteriorIsNotFound() {
        Cli run = Cli.run("vi", "--target", "0*x", "--unknowns", "x real", "--json");
        assertEquals(1, run.code());
        Map<String, Object> fields = run.object();
        assertEquals("unbounded", map(fields.get("outcome")).get("kind"));
        assertNull(map(fields.get("elbo")).get("value"));
        assertNull(fields.get("importance"));
        assertNull(map(((List<?>) fields.get("unknowns")).get(0)).get("mean"));
    }

    @Test
    void tooFewDrawsAreNotEnough() {
        Cli run = Cli.run(
                "vi",
                "eight_schools",
                STATEMENT,
                "--prior",
                PRIORS,
                "--draws",
                "2048",
                "--tolerance",
                "1e-6",
                "--json");
        assertEquals(1, run.code());
        assertEquals("not-reached", map(run.object().get("outcome")).get("kind"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "eight_schools|effect ~ normal(mu, error)|unknown name 'mu'",
                "eight_schools|effect ~ normal(0, error)|expected at least one unknown",
                "old_faithful|waiting|--approximation: expected mean-field, low-rank=K or full-rank, got 'best'"
            })
    void refusesInOneLine(String data, String model, String message) {
        String line = Cli.run("vi", data, model, "--approximation", "best").refused();
        String other = Cli.run("vi", data, model).err();
        assertTrue((line + other).contains(message), line + other);
    }

    @Test
    void refusesCallsThatContradictThemselves() {
        assertTrue(Cli.run("vi").refused().contains("expected DATA and MODEL, or --target FORMULA"));
        assertTrue(Cli.run("vi", "--target", "-x^2").refused().contains("--unknowns"));
        assertTrue(Cli.run("vi", "eight_schools", STATEMENT, "--family", "normal")
                .refused()
                .contains("names its family itself"));
        assertTrue(Cli.run("vi", "old_faithful", "waiting", "--family", "gamma,weibull")
                .refused()
                .contains("vi takes one, got 2"));
        assertTrue(Cli.run("vi", "old_faithful", "waiting", "--unknowns", "m real")
                .refused()
                .contains("are those of its family"));
    }
}
