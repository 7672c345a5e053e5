package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.Table;
import mle.family.Families;
import mle.model.ModelFormula;
import mle.solve.Outcome.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that depend on others are told with the combinations that they are, and no others are. */
class CollinearityTest {
    private static final int N = 5000;
    private static final Table DATA = data();

    private static Table data() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("y", "a", "b", "c", "k", "far", "one", "none")) {
            columns.put(name, new double[N]);
        }
        for (int i = 0; i < N; i++) {
            columns.get("y")[i] = random.nextDouble();
            columns.get("a")[i] = random.nextInt(1000) / 7.0;
            columns.get("b")[i] = random.nextDouble();
            columns.get("c")[i] = 5;
            columns.get("k")[i] = i % 5;
            columns.get("far")[i] = 1e12 + random.nextInt(3000);
        }
        columns.get("one")[N - 3] = 1; // a single row, which no sample of rows is sure to hold
        columns.put(
                "large", Arrays.stream(columns.get("k")).map(v -> v > 2 ? 1 : 0).toArray());
        return Table.of(columns);
    }

    private static Regression regression(String terms) {
        return Mle.of(
                ModelFormula.of(Families.normal(), "y ~ " + terms).on(DATA).model());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a + b + I(2*a - 3*b) | I(2 * a - 3 * b) = 2 a - 3 b",
                "a + I(a + 4) + b | I(a + 4) = 4 (Intercept) + a",
                "a + c | c = 5 (Intercept)",
                "a + none | none = 0",
                "a + b + I(0.1*b) - 1 | I(0.1 * b) = 0.1 b",
                "far + I(far - 1e12) | I(far - 1e+12) = -1e+12 (Intercept) + far",
                "factor(k) + large | large = factor(k)3 + factor(k)4",
                "I(1 - large):a + I(large):a + a + b - 1 | a:I(large) = a - I(1 - large):a",
                "one + I(3*one) | I(3 * one) = 3 one",
                "a + I(a*1e-9) | I(a * 1e-09) = 1e-09 a",
                "a + I(a + 100*one) + one | one = -0.01 a + 0.01 I(a + 100 * one)",
                "a + I(a + b*1e-8) | ''",
                "far + I(far + a) | ''",
                "a + b + far + factor(k) + one | ''",
                "a + I(a + one) | ''",
                "poly(a, 5) + b | ''",
                "1 | ''",
            })
    void dependentColumnsAreNamed(String terms, String equation) {
        Fit fit = regression(terms).fit();
        String message = fit.outcome().message();
        assertEquals(
                equation.isEmpty() ? Kind.CONVERGED : Kind.NOT_IDENTIFIED,
                fit.outcome().kind(),
                message);
        assertTrue(message.contains(equation), message);
        if (!equation.isEmpty()) {
            Fit without = regression(terms).withCollinearDropped().fit();
            assertEquals(Kind.CONVERGED, without.outcome().kind());
            assertTrue(
                    without.outcome().message().endsWith("; left out: " + equation),
                    without.outcome().message());
        }
    }

    /** Far from zero the digits of a product are rounded, and the columns differ by that alone. */
    @Test
    void whatIsRoundedIsNoDifference() {
        Fit fit = regression("far + I(1.1*far)").fit();
        assertEquals(Kind.NOT_IDENTIFIED, fit.outcome().kind(), fit.outcome().message());
        assertEquals(List.of("mean.I(1.1 * far)"), fit.outcome().parameters());
    }
}
