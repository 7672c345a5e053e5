package mle.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.data.Column;
import mle.data.Csv;
import mle.data.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Design matrices against R's model.matrix; {@code model-matrix.R} beside the csv wrote it. */
class ModelMatrixTest {
    private static final Table DATA = data();

    /** The matrix of R: its columns by name, in order. */
    private record Expected(String formula, Map<String, double[]> columns) {
        @Override
        public String toString() {
            return formula;
        }
    }

    private static Table data() {
        try (Reader reader = reader("model-matrix-data.csv")) {
            return Csv.read("model-matrix-data.csv", reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Reader reader(String name) {
        InputStream in = ModelMatrixTest.class.getResourceAsStream(name);
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }

    private static List<Expected> expected(boolean newData) throws IOException {
        Map<String, Map<String, double[]>> byFormula = new LinkedHashMap<>();
        try (BufferedReader lines = new BufferedReader(reader("model-matrix.csv"))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells[0].startsWith("new ") == newData) {
                    Map<String, double[]> columns = byFormula.computeIfAbsent(cells[0], f -> new LinkedHashMap<>());
                    if (!cells[1].isEmpty()) {
                        columns.put(cells[1], numbers(cells[2]));
                    }
                }
            }
        }
        List<Expected> all = new ArrayList<>();
        byFormula.forEach((formula, columns) -> all.add(new Expected(formula, columns)));
        return all;
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    static Stream<Expected> formulas() throws IOException {
        return expected(false).stream();
    }

    static Stream<Expected> newData() throws IOException {
        return expected(true).stream();
    }

    private static Terms terms(String formula) {
        List<String> others = DATA.columns().stream().map(Column::name).toList();
        return Terms.parse(formula.substring(formula.indexOf('~') + 1), others);
    }

    private static void assertSame(Expected expected, DesignMatrix matrix) {
        List<String> names = new ArrayList<>(matrix.names());
        if (expected.formula.contains("a:poly(")) {
            names.sort(null); // R has the factor's levels run faster than the polynomials; columns are the same
            assertEquals(expected.columns.keySet().stream().sorted().toList(), names);
        } else {
            assertEquals(List.copyOf(expected.columns.keySet()), names);
        }
        for (int j = 0; j < matrix.columns(); j++) {
            double[] column = expected.columns.get(matrix.names().get(j));
            double size = Arrays.stream(column).map(Math::abs).max().orElse(0);
            assertArrayEquals(
                    column, matrix.column(j), 1e-13 * size, matrix.names().get(j));
        }
    }

    @ParameterizedTest
    @MethodSource("formulas")
    void matricesAreThoseOfR(Expected expected) {
        Encoding encoding = Encoding.of(terms(expected.formula), DATA);
        DesignMatrix matrix = encoding.matrix(DATA);
        assertSame(expected, matrix);
        assertEquals(expected.formula.contains("offset"), matrix.hasOffset());
    }

    @ParameterizedTest
    @MethodSource("newData")
    void constantsAreRememberedForNewData(Expected expected) {
        Encoding encoding = Encoding.of(terms(expected.formula), DATA);
        Table some = DATA.rows(1, 4, 0);
        Map<String, Column> columns = new LinkedHashMap<>();
        some.columns().forEach(c -> columns.put(c.name(), c));
        columns.put("x", new Column.Numeric("x", new double[] {0.1, 6.3, -1.5}));
        assertSame(expected, encoding.matrix(Table.of(columns.values().toArray(new Column[0]))));
    }

    @Test
    void thereAreManyFormulas() throws IOException {
        assertTrue(formulas().count() > 80);
        assertEquals(6, newData().count());
    }
}
