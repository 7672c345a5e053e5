package mle.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A run of the command: what went in and what came out. */
record Cli(int code, String out, String err) {
    static Cli run(String... args) {
        return withInput("", args);
    }

    static Cli withInput(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                args,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Checks that the call was refused as the contract says, and returns the one line. */
    String refused() {
        assertEquals("", out, err);
        assertEquals(2, code, err);
        assertTrue(err.startsWith("mle: ") && err.indexOf('\n') == err.length() - 1, err);
        return err.strip();
    }

    /** Checks that the call was answered, and returns the answer. */
    String answered() {
        assertEquals("", err);
        assertEquals(0, code, out);
        return out;
    }

    @SuppressWarnings("unchecked")
    Map<String, Object> object() {
        assertEquals("", err);
        return (Map<String, Object>) JsonReader.read(out);
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> array() {
        assertEquals("", err);
        return (List<Map<String, Object>>) JsonReader.read(out);
    }
}
