package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    @Test
    void whatIsWrittenReadsBack() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"quoted\" \\ line\nwith é, \u2028, 𝜃 and \u0001\t");
        value.put("numbers", List.of(0.1, -1e-300, 1.7976931348623157e308, 3.0));
        value.put("nothing", null);
        value.put("empty", List.of(Map.of(), List.of()));
        value.put("yes", true);
        assertEquals(value, JsonReader.read(Json.write(value)));
    }

    @Test
    void numbersThatDoNotExistAreNull() {
        assertEquals("[null, null, null]\n", Json.write(List.of(Double.NaN, 1.0 / 0, -1.0 / 0)));
    }

    @Test
    void countsHaveNoDecimalPoint() {
        assertEquals("[272, 272, 272.5]\n", Json.write(List.of(272, 272L, 272.5)));
    }

    @Test
    void onlyAsciiIsWritten() {
        assertEquals("\"\\u00e9\"\n", Json.write("é"));
    }
}
