package mle.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.data.Column;
import mle.data.Datasets;
import mle.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AliasingTest {
    private static final int N = 5000;
    private static final Table DATA = data();

    private static Table data() {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (String name : List.of("a", "b", "c", "k", "far")) {
            columns.put(name, new double[N]);
        }
        for (int i = 0; i < N; i++) {
            columns.get("a")[i] = random.nextInt(1000) / 7.0;
            columns.get("b")[i] = random.nextDouble();
            columns.get("c")[i] = 5;
            columns.get("k")[i] = i % 5;
            columns.get("far")[i] = 1e12 + random.nextInt(3000);
        }
        columns.put("one", new double[N]);
        columns.get("one")[N - 3] = 1; // a single row, which no sample of rows is sure to hold
        columns.put("none", new double[N]);
        columns.put(
                "factor",
                Arrays.stream(columns.get("k")).map(v -> v > 2 ? 1 : 0).toArray());
        return Table.of(columns);
    }

    private static List<String> aliases(String terms) {
        return Aliasing.of(Encoding.of(Terms.parse(terms, List.of()), DATA).matrix(DATA)).aliases().stream()
                .map(Aliasing.Alias::toString)
                .toList();
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
                "far + a + I(far + a) | I(far + a) = far + a",
                "far + I(1.1*far) | I(1.1 * far) = 1.1 far",
                "factor(k) + factor | factor = factor(k)3 + factor(k)4",
                "factor(k) + factor(factor):a + a | ''",
                "I(1 - factor):a + I(factor):a + a + b - 1 | a:I(factor) = a - I(1 - factor):a",
                "one + I(3*one) | I(3 * one) = 3 one",
                "a + I(a*1e-9) | I(a * 1e-09) = 1e-09 a",
                "a + I(a + 100*one) + one | one = -0.01 a + 0.01 I(a + 100 * one)",
                "a + I(a + b*1e-8) | ''",
                "far + I(far + b) | ''",
                "a + b + far + factor(k) + one | ''",
                "a + I(a + one) | ''",
                "poly(a, 5) + b | ''",
                "1 | ''",
                "0 | ''",
            })
    void dependentColumnsAreNamed(String terms, String alias) {
        assertEquals(alias.isEmpty() ? List.of() : List.of(alias), aliases(terms));
    }

    @Test
    void powersUpToTheTenthAreTheirOwn() {
        Table filip = Datasets.load("nist_filip");
        StringBuilder terms = new StringBuilder("x");
        for (int k = 2; k <= 10; k++) {
            terms.append(" + I(x^").append(k).append(")");
        }
        Terms powers = Terms.parse(terms.toString(), List.of());
        assertEquals(
                List.of(), Aliasing.of(Encoding.of(powers, filip).matrix(filip)).aliases());
    }

    @Test
    void moreColumnsThanRowsDepend() {
        Table few = Table.of(
                new Column.Numeric("a", new double[] {1, 2, 4}),
                new Column.Numeric("b", new double[] {1, 0, 0}),
                new Column.Numeric("c", new double[] {5, 1, 1}));
        List<Aliasing.Alias> aliases = Aliasing.of(
                        Encoding.of(Terms.of("a", "b", "c"), few).matrix(few))
                .aliases();
        assertEquals("c", aliases.get(0).column());
        assertEquals(1, aliases.size());
    }

    /** The combination really is the column, for random designs with a random dependent column. */
    @Test
    void combinationsAreTheirColumns() {
        SplittableRandom random = new SplittableRandom(2);
        for (int trial = 0; trial < 20; trial++) {
            int p = 2 + random.nextInt(6);
            Map<String, double[]> columns = new LinkedHashMap<>();
            double[] sum = new double[200];
            for (int j = 0; j < p; j++) {
                double scale = StrictMath.pow(10, random.nextInt(13) - 6);
                double factor = (random.nextInt(9) - 4) / scale;
                double[] column = random.doubles(200).map(v -> scale * v).toArray();
                for (int i = 0; i < 200; i++) {
                    sum[i] += factor * column[i];
                }
                columns.put("x" + j, column);
            }
            columns.put("sum", sum);
            Table table = Table.of(columns);
            List<Aliasing.Alias> aliases = Aliasing.of(
                            Encoding.of(Terms.of(columns.keySet().toArray(new String[0])), table)
                                    .matrix(table))
                    .aliases();
            assertEquals(1, aliases.size());
            for (int i = 0; i < 200; i++) {
                double made = 0;
                for (Map.Entry<String, Double> e : aliases.get(0).combination().entrySet()) {
                    made += e.getValue() * (e.getKey().equals("(Intercept)") ? 1 : columns.get(e.getKey())[i]);
                }
                assertEquals(sum[i], made, 1e-9 * p);
            }
        }
        assertTrue(N > 2000, "only some of the rows are read at first");
    }
}
