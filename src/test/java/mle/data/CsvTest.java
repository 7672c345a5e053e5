package mle.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    @TempDir
    private Path folder;

    @Test
    void infersNumbersAndText() {
        Table table = read("x,group,y\n1,a,-1.5e-3\n,NA,.5\nNA,\"b, c\",+2.\n");
        assertArrayEquals(
                new double[] {1, Double.NaN, Double.NaN}, table.numeric("x").values());
        assertArrayEquals(new double[] {-1.5e-3, .5, 2}, table.numeric("y").values());
        assertEquals(new Column.Text("group", List.of("a", "", "b, c")), table.column("group"));
        assertEquals("claims.csv", table.name());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1d",
                "2f",
                "0x1p3",
                "0x10",
                "NaN",
                "Infinity",
                "-Inf",
                "1e999",
                "1e",
                "e5",
                ".",
                "-",
                "1 000",
                "1_0",
                "\u0661",
                "\"1,5\"",
                "--1",
                "1.2.3"
            })
    void takesNothingElseForANumber(String cell) {
        Table table = read("x\n1\n" + cell + "\n");
        assertInstanceOf(Column.Text.class, table.column("x"));
        String shown = cell.replace("\"", "");
        assertMessage(
                "claims.csv, row 2, column 'x': expected a number, got '" + shown + "'", () -> table.numeric("x"));
    }

    @Test
    void aColumnWithoutAnyCellIsNumeric() {
        assertTrue(Double.isNaN(read("x,y\n1,\n").numeric("y").values()[0]));
    }

    @Test
    void readsQuotesLineEndsBlanksAndMark() {
        Table table = read("\uFEFF\"say \"\"x\"\"\" , b\r\n\" 1 \" , two words \r\n\r\n2,\"line\nbreak\"");
        assertArrayEquals(new double[] {1, 2}, table.numeric("say \"x\"").values());
        assertEquals(new Column.Text("b", List.of("two words", "line\nbreak")), table.column("b"));
        assertArrayEquals(new double[] {1, 2}, read("x\r1\r2\r").numeric("x").values());
    }

    @Test
    void aMessageStaysOneLineOfReadableLength() {
        Table table = read("x\n\"a\nb\"\n" + "y".repeat(100) + "\n");
        assertMessage("claims.csv, row 1, column 'x': expected a number, got 'a b'", () -> table.numeric("x"));
        assertMessage(
                "claims.csv, row 2, column 'x': expected a number, got '" + "y".repeat(40) + "...'",
                () -> table.rows(1).numeric("x"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~ | claims.csv: expected a header line, got an empty file",
                "~\uFEFF~ | claims.csv: expected a header line, got an empty file",
                "\\n\\n | claims.csv: expected a header line, got an empty file",
                "x,y | claims.csv: expected rows of data, got a header only",
                "x,y\\n\\n | claims.csv: expected rows of data, got a header only",
                "x,y,z,w\\n1,2,3,4\\n1,2,3,4\\n1,2,3,4,5 | claims.csv, row 3: expected 4 cells, got 5",
                "x,y\\n1 | claims.csv, row 1: expected 2 cells, got 1",
                "x,y,x\\n1,2,3 | claims.csv, header: column names must be unique, got 'x' twice",
                "x,,y\\n1,2,3 | claims.csv, header: expected a name for column 2, got an empty cell",
                "17.88\\n28.92 | claims.csv, header: expected column names, got '17.88'",
                "1,2\\n3,4 | claims.csv, header: expected column names, got '1' and other numbers",
                "x,y\\n1,2\\n3,\"4\\n5,6 | claims.csv, row 2: expected a closing quote, got the end of the file",
                "x,\"y\\n1,2 | claims.csv, header: expected a closing quote, got the end of the file",
                "x,y\\n1,2\\n\"3\"a,4 | claims.csv, row 2: expected a comma after a closing quote, got text",
            })
    void saysWhatIsWrong(String text, String message) {
        assertMessage(message, () -> read(text.replace("\\n", "\n")));
    }

    @Test
    void readsPlainAndCompressedFiles() throws IOException {
        byte[] text = "x\n1\n2\n".getBytes(StandardCharsets.UTF_8);
        for (String name : List.of("a.csv", "b.csv.gz", "c.csv")) {
            Path file = Files.write(folder.resolve(name), name.startsWith("a") ? text : compressed(text));
            Table table = Csv.read(file);
            assertEquals(name, table.name());
            assertArrayEquals(new double[] {1, 2}, table.numeric("x").values());
        }
    }

    @Test
    void readsMoreThanOneBuffer() throws IOException {
        StringBuilder text = new StringBuilder("i,sign,late\n");
        int rows = 100_000;
        for (int i = 0; i < rows; i++) {
            text.append(i)
                    .append(i % 2 == 0 ? ",plus," : ",minus,")
                    .append(i == rows - 1 ? "end" : "1.50")
                    .append('\n');
        }
        Table table = Csv.read(Files.writeString(folder.resolve("long.csv"), text));
        assertEquals(rows, table.rows());
        assertEquals(rows - 1, table.numeric("i").values()[rows - 1]);
        assertEquals(rows / 2, table.where("sign", "minus").rows());
        // the column turns out to be text in its last row, and its first cells are still as written
        assertEquals("1.50", ((Column.Text) table.column("late")).values().get(0));
        assertMessage("long.csv, row 100000, column 'late': expected a number, got 'end'", () -> table.numeric("late"));
    }

    @Test
    void saysWhichFileCannotBeRead() throws IOException {
        Path absent = folder.resolve("absent.csv");
        assertMessage(absent + ": no such file", () -> Csv.read(absent));
        assertMessage(folder + ": expected a file, got a directory", () -> Csv.read(folder));
        Path latin = Files.write(folder.resolve("latin.csv"), "x\nMünchen\n".getBytes(StandardCharsets.ISO_8859_1));
        assertMessage("latin.csv: expected text in UTF-8, got other bytes", () -> Csv.read(latin));
    }

    @Test
    void saysThatCompressedDataAreDamaged() throws IOException {
        byte[] whole = compressed("x\n1\n2\n3\n".repeat(5000).getBytes(StandardCharsets.UTF_8));
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 0x55;
        changed[whole.length - 6] ^= 0x55; // the checksum
        List<byte[]> contents = List.of(
                Arrays.copyOf(whole, whole.length / 2),
                Arrays.copyOf(whole, 4),
                changed,
                new byte[] {},
                "x\n1\n".getBytes(StandardCharsets.UTF_8));
        for (byte[] content : contents) {
            Path file = Files.write(folder.resolve("bad.csv.gz"), content);
            assertMessage("bad.csv.gz: expected gzip data, got damaged or other content", () -> Csv.read(file));
        }
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static Table read(String text) {
        return Csv.read("claims.csv", new StringReader(text));
    }

    private static void assertMessage(String message, Runnable action) {
        assertEquals(message, assertThrows(DataException.class, action::run).getMessage());
    }
}
