package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code mle predict}: what it reads, writes and refuses. */
class PredictVerbTest {
    private static String fitted(String... call) {
        return Cli.run(call).out();
    }

    private static String gehan() {
        return fitted("fit", "gehan_6mp", "Surv(weeks, event) ~ treatment", "--family", "weibull", "--json");
    }

    @Test
    @SuppressWarnings("unchecked")
    void jsonHasOneEntryForEachQuantity() {
        List<Map<String, Object>> answer = Cli.withInput(
                        gehan(), "predict", "-", "gehan_6mp", "--quantile", "0.5,0.9", "--parameter", "shape", "--json")
                .array();
        assertEquals(3, answer.size());
        assertEquals("shape", answer.get(0).get("quantity"));
        assertEquals("quantile 0.5", answer.get(1).get("quantity"));
        List<Map<String, Object>> rows =
                (List<Map<String, Object>>) answer.get(1).get("rows");
        assertEquals(42, rows.size());
        assertEquals(1.0, ((Number) rows.get(0).get("row")).doubleValue());
    }

    @Test
    void csvHasAllDigitsAndEmptyCells() {
        String counts = fitted("fit", "insurance_claims", "claims ~ age", "--family", "poisson", "--json");
        List<String> lines = Cli.withInput(counts, "predict", "-", "insurance_claims", "--quantile", "0.5", "--csv")
                .answered()
                .lines()
                .toList();
        assertEquals("row,quantity,estimate,standardError,lower,upper", lines.get(0));
        assertTrue(lines.get(1).matches("1,quantile 0.5,[0-9]+\\.0,,,"), lines.get(1));
    }

    @Test
    void theLevelIsThatOfTheFitOrGiven() {
        String fit = fitted("fit", "port_pirie", "sea_level_m", "--family", "gev", "--level", "0.9", "--json");
        assertTrue(Cli.withInput(fit, "predict", "-").answered().contains("90% lower"));
        assertTrue(
                Cli.withInput(fit, "predict", "-", "--level", "0.5").answered().contains("50% lower"));
    }

    @Test
    void rowsWithMissingCellsAreCounted() {
        String fit = fitted("fit", "lung_ncctg", "Surv(time, event) ~ wt_loss", "--family", "weibull", "--json");
        String answer = Cli.withInput(fit, "predict", "-", "lung_ncctg").answered();
        assertTrue(answer.endsWith("\n14 of 228 rows have missing cells\n"), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "predict - -|only one of MODEL and DATA can be standard input",
                "predict -|missing required parameter: 'DATA', with the columns treatment",
                "predict - iris|iris: no column 'treatment'",
                "predict - gehan_6mp --quantile 2|quantile: a probability must be between 0 and 1, got 2.0",
                "predict - gehan_6mp --quantile x|--quantile: expected a number, got 'x'",
                "predict - gehan_6mp --parameter size|weibull: no parameter 'size'",
                "predict none.json gehan_6mp|no file 'none.json'"
            })
    void whatCantBeUsedIsRefused(String call, String message) {
        String refused = Cli.withInput(gehan(), call.split(" ")).refused();
        assertTrue(refused.contains(message), refused);
    }

    @Test
    void aFitWithoutAMaximumIsRefused() {
        String fit = Cli.withInput("x,y\n1,0\n2,0\n3,1\n4,1\n", "fit", "-", "y ~ x", "--family", "bernoulli", "--json")
                .out();
        String refused = Cli.withInput(fit, "predict", "-", "iris").refused();
        assertTrue(refused.contains("the fit ended as no-maximum"), refused);
    }
}
