package mle.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Tables from comma separated values (RFC 4180) in UTF-8 with a header line.
 *
 * <p>A cell may be in double quotes, a quote inside being doubled; blanks around an unquoted cell are dropped, as are blank
 * lines and a byte order mark; lines end in LF, CR LF or CR. An empty cell and {@code NA} are missing. A column is numeric if
 * each cell that is not missing is a finite decimal number ({@code -1.5}, {@code .5}, {@code 2e-3}), else text.
 *
 * <p>Messages count rows of data: row 1 is the first after the header.
 */
public final class Csv {
    private Csv() {}

    /**
     * Reads a file, plain or compressed by gzip (known by its content), into a table named like the file.
     *
     * @throws DataException if the file cannot be read or its content is not a table: it is empty, has a header only, a column
     *     name is empty or repeated or all of them are numbers, a row has too few or too many cells, a quote is not closed,
     *     the gzip data are damaged, or the text is not UTF-8
     */
    public static Table read(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException(file + ": expected a file, got a directory");
        }
        String name = String.valueOf(file.getFileName());
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                InputStream content = inflated(name, raw);
                Reader reader = new InputStreamReader(content, StandardCharsets.UTF_8.newDecoder())) {
            return parse(name, reader);
        } catch (NoSuchFileException e) {
            throw new DataException(file + ": no such file", e);
        } catch (AccessDeniedException e) {
            throw new DataException(file + ": the file may not be read", e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /**
     * Reads text to its end into a table of this name, which messages will carry. The caller closes the reader.
     *
     * @throws DataException as {@link #read(Path)}
     */
    public static Table read(String name, Reader text) {
        try {
            return parse(name, text);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static InputStream inflated(String name, InputStream raw) throws IOException {
        raw.mark(2);
        boolean compressed = raw.read() == 0x1f && raw.read() == 0x8b; // the magic number of RFC 1952
        raw.reset();
        if (!compressed && name.endsWith(".gz")) {
            throw new ZipException("not in gzip format");
        }
        return compressed ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private static DataException unreadable(String name, IOException e) {
        if (e instanceof ZipException || e instanceof EOFException) {
            return new DataException(name + ": expected gzip data, got damaged or other content", e);
        }
        if (e instanceof CharacterCodingException) {
            return new DataException(name + ": expected text in UTF-8, got other bytes", e);
        }
        return new DataException(name + ": cannot be read: " + e.getMessage(), e);
    }

    private static Table parse(String name, Reader text) throws IOException {
        CsvCells lines = new CsvCells(text);
        List<String> cells = new ArrayList<>();
        List<ColumnReader> columns = List.of();
        int row = 0;
        try {
            if (!lines.next(cells)) {
                throw new DataException(name + ": expected a header line, got an empty file");
            }
            columns = header(name, cells);
            while (lines.next(cells)) {
                row++;
                add(name, row, columns, cells);
            }
        } catch (CsvCells.MalformedException e) {
            String where = columns.isEmpty() ? "header" : "row " + (row + 1);
            throw new DataException(name + ", " + where + ": " + e.getMessage(), e);
        }
        if (row == 0) {
            throw new DataException(name + ": expected rows of data, got a header only");
        }
        Column[] made = new Column[columns.size()];
        for (int j = 0; j < made.length; j++) {
            made[j] = columns.get(j).column();
        }
        return Table.of(made).named(name);
    }

    private static List<ColumnReader> header(String name, List<String> cells) {
        List<ColumnReader> columns = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        boolean numbers = true;
        for (String cell : cells) {
            String column = cell.strip();
            if (column.isEmpty()) {
                throw new DataException(
                        name + ", header: expected a name for column " + (columns.size() + 1) + ", got an empty cell");
            }
            if (!seen.add(column)) {
                throw new DataException(name + ", header: column names must be unique, got '" + column + "' twice");
            }
            numbers &= !Double.isNaN(Cell.number(column));
            columns.add(new ColumnReader(column));
        }
        if (numbers) { // taking the first row of a file without a header for names would lose it silently
            throw new DataException(name + ", header: expected column names, got " + Cell.quoted(columns.get(0).name)
                    + (columns.size() > 1 ? " and other numbers" : ""));
        }
        return columns;
    }

    private static void add(String name, int row, List<ColumnReader> columns, List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new DataException(
                    name + ", row " + row + ": expected " + columns.size() + " cells, got " + cells.size());
        }
        for (int j = 0; j < columns.size(); j++) {
            columns.get(j).add(cells.get(j));
        }
    }

    /** One column being read. Texts are kept in one buffer until it is known whether the column is numeric. */
    private static final class ColumnReader {
        private final String name;
        private final StringBuilder texts = new StringBuilder();
        private int[] ends = new int[16];
        private double[] numbers = new double[16];
        private boolean numeric = true;
        private int size;

        ColumnReader(String name) {
            this.name = name;
        }

        void add(String cell) {
            if (size == ends.length) {
                int larger = size + (size >> 1);
                ends = Arrays.copyOf(ends, larger);
                numbers = numeric ? Arrays.copyOf(numbers, larger) : numbers;
            }
            boolean missing = Cell.isMissing(cell);
            if (numeric) {
                numbers[size] = missing ? Double.NaN : Cell.number(cell);
                numeric = missing || !Double.isNaN(numbers[size]);
            }
            if (!missing) {
                texts.append(cell);
            }
            ends[size++] = texts.length();
        }

        Column column() {
            if (numeric) {
                return new Column.Numeric(name, Arrays.copyOf(numbers, size));
            }
            Map<String, String> levels = new HashMap<>(); // a text column mostly repeats a few levels: keep each once
            List<String> values = new ArrayList<>(size);
            for (int row = 0; row < size; row++) {
                String value = texts.substring(row == 0 ? 0 : ends[row - 1], ends[row]);
                values.add(levels.computeIfAbsent(value, text -> text));
            }
            return new Column.Text(name, values);
        }
    }
}
