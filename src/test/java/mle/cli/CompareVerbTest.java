package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code mle compare} and {@code mle anova}. */
class CompareVerbTest {
    @Test
    void aFamilyThatFailsIsARow() {
        List<Map<String, Object>> rows = Cli.run(
                        "compare", "aircondit", "hours", "--family", "beta,gamma,weibull", "--json")
                .array();
        assertEquals(
                List.of("weibull", "gamma", "beta"),
                rows.stream().map(r -> r.get("family")).toList());
        assertNull(rows.get(0).get("failure"));
        assertTrue(String.valueOf(rows.get(2).get("failure")).contains("beta needs 0 < x < 1, got 194.0"));
        assertNull(rows.get(2).get("weight"));
    }

    /** Corners are sought among exact values only; the others are compared all the same. */
    @Test
    void aFamilyThatRefusesCensoredDataIsARow() {
        String table = Cli.run("compare", "gehan_6mp", "Surv(weeks, event)", "--family", "weibull,trapezoidal")
                .answered();
        assertTrue(table.contains("weibull                   2"), table);
        assertTrue(table.contains("trapezoidal: is fitted to exact values only"), table);
    }

    @Test
    void regressionsAreComparedToo() {
        String table = Cli.run(
                        "compare", "quine", "days ~ age", "--family", "poisson,negative-binomial,geometric,normal")
                .answered();
        assertTrue(table.startsWith("quine: days ~ age\n\nfamily                 parameters  log-likelihood"), table);
        assertTrue(table.indexOf("geometric") < table.indexOf("negative-binomial"), table);
        assertTrue(table.contains("not comparable with the probabilities above:\nnormal"), table);
    }

    @Test
    void allFamiliesOfARegressionAreThoseThatHoldItsResponse() {
        String input = "y,x\n0.2,1\n0.5,2\n0.4,3\n0.8,4\n0.7,5\n0.9,6\n";
        String table = Cli.withInput(input, "compare", "-", "y ~ x", "--family", "normal,beta,poisson")
                .answered();
        assertTrue(
                table.contains("poisson  standard input, row 1, column 'y': poisson needs x in 0, 1, ..., got 0.2"),
                table);
        String fits = Cli.run("fit", "spector_mazzeo", "grade ~ gpa", "--family", "all")
                .out();
        assertTrue(fits.contains("bernoulli fit by maximum likelihood") && fits.contains("\nleft out: "), fits);
    }

    @Test
    void noMaximumAtAllIsOne() {
        assertEquals(
                1,
                Cli.withInput("y,x\n0,1\n0,2\n1,3\n1,4\n", "compare", "-", "y ~ x", "--family", "bernoulli")
                        .code());
    }

    @Test
    void changesOfAFormulaAreTested() {
        List<Map<String, Object>> rows = Cli.run(
                        "anova",
                        "quine",
                        "days ~ eth*sex + age",
                        ". ~ . - eth:sex",
                        "days ~ age",
                        "--family",
                        "negative-binomial",
                        "--json")
                .array();
        assertEquals(3, rows.size());
        assertNull(rows.get(0).get("pValue"));
        assertEquals(2.0, ((Number) rows.get(1).get("degrees")).doubleValue());
        assertTrue(Cli.run("anova", "quine", "days ~ age", "--family", "poisson,negative-binomial")
                .answered()
                .contains("  *\n* the smaller model lies on the edge"));
    }

    @Test
    void modelsThatAreNotNestedAreRefused() {
        String refused = Cli.run("anova", "quine", "days ~ age", "days ~ sex", "--family", "poisson")
                .refused();
        assertEquals(
                "mle: anova: poisson ~ sex is not nested in poisson ~ age: the larger one's columns of mean don't make sexM",
                refused);
        assertEquals(
                "mle: anova: needs two models or more, got 1",
                Cli.run("anova", "quine", "days ~ age").refused());
    }

    @Test
    void residualsAreListedByRow() {
        String csv = Cli.run(
                        "residuals",
                        "lung_ncctg",
                        "Surv(time, event) ~ wt_loss",
                        "--family",
                        "weibull",
                        "--csv",
                        "--kind",
                        "quantile,response")
                .answered();
        assertTrue(csv.startsWith("row,quantile,response\n2,"), csv.substring(0, 60));
        assertTrue(csv.contains(",\n"), "a censored row has no response residual");
        assertEquals(215, csv.lines().count());
        List<Map<String, Object>> rows = Cli.run(
                        "residuals", "aircondit", "hours", "--family", "gamma", "--kind", "pearson", "--json")
                .array();
        assertEquals(213, rows.size());
        assertTrue(Cli.run("residuals", "aircondit", "hours", "--kind", "devience")
                .refused()
                .contains("'deviance'"));
        assertTrue(Cli.run("residuals", "aircondit", "hours", "--family", "gamma,normal")
                .refused()
                .contains("expected one family, got 2"));
    }
}
