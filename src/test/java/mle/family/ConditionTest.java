package mle.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Conditions in which domains and supports are written, and what is none. */
class ConditionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "mean | mean | none | false | none | false",
                "mean real | mean | none | false | none | false",
                "  mean   real  | mean | none | false | none | false",
                "real | real | none | false | none | false",
                "shape>0 | shape | 0 | false | none | false",
                "shape >= 0 | shape | 0 | true | none | false",
                "x > lower_2 | x | lower_2 | false | none | false",
                "x<-1.5e-3 | x | none | false | -1.5e-3 | false",
                "_x <= +2. | _x | none | false | +2. | true",
                "0 < p < 1 | p | 0 | false | 1 | false",
                "0<=p<1 | p | 0 | true | 1 | false",
                "-.5 <p<= 1E+2 | p | -.5 | false | 1E+2 | true",
                "lower<=x<=upper | x | lower | true | upper | true",
            })
    void readsConditions(
            String text, String name, String lower, boolean lowerClosed, String upper, boolean upperClosed) {
        Text.Condition c = Text.condition("test", text);
        assertEquals(name, c.name());
        assertEquals(lower, c.lower().orElse(null));
        assertEquals(lowerClosed, c.lowerClosed());
        assertEquals(upper, c.upper().orElse(null));
        assertEquals(upperClosed, c.upperClosed());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "p >",
                "> 0",
                "0 < p",
                "0 > p > 1",
                "1 > p",
                "p = 0",
                "p >> 0",
                "p > = 0",
                "p > - 1",
                "p > 1e",
                "p > 1e+",
                "p > 0x",
                "p > 0, 1",
                "2p > 0",
                "mean reals",
                "mean whole",
                "0 < p < q < 1",
                "0 < 1 < 2",
                "0 < p > 1",
                "p\u00e9 > 0",
                "p > \u221e",
                "p\u2003> 0",
            })
    void refusesOthers(String text) {
        String refusal = assertThrows(IllegalArgumentException.class, () -> Text.condition("test", text))
                .getMessage();
        assertTrue(refusal.startsWith("test: expected a condition") && refusal.endsWith("'" + text + "'"), refusal);
    }

    static Stream<List<String>> columns() {
        return IntStream.range(1, 5)
                .mapToObj(d -> IntStream.rangeClosed(1, d)
                        .mapToObj(j -> d == 1 ? "x" : "x" + j)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("columns")
    void tellsColumns(List<String> columns) {
        for (String separator : List.of(",", ", ", " , ")) {
            String condition = String.join(separator, columns) + " > 0";
            assertEquals(columns, Text.columns(condition));
            assertEquals("x > 0", Text.ofOneColumn(condition));
        }
    }
}
