package mle.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bundled data sets: classical examples of maximum likelihood and problems with certified answers. */
public final class Datasets {
    /** One column in the index: {@code name (unit): description}, the unit being optional. */
    private static final Pattern VARIABLE = Pattern.compile("(\\w+)(?: \\(([^)]*)\\))?: (.+)");

    private Datasets() {}

    /** Returns the names of all data sets in alphabetical order. */
    public static List<String> names() {
        return List.copyOf(Index.ENTRIES.keySet());
    }

    /**
     * Returns what is known about a data set, without reading its data.
     *
     * @throws DataException if there is none of this name; the message suggests the nearest one
     */
    public static DatasetInfo describe(String name) {
        DatasetInfo info = Index.ENTRIES.get(name);
        if (info == null) {
            throw new DataException("datasets: no data set '" + name + "'" + Suggestion.hint(name, names()));
        }
        return info;
    }

    /**
     * Reads a data set.
     *
     * @throws DataException if there is none of this name; the message suggests the nearest one
     */
    public static Table load(String name) {
        Optional<Table> found = find(name);
        return found.isPresent() ? found.get() : read(describe(name).name()).orElseThrow();
    }

    /** Returns the data set of this name, if there is one. */
    public static Optional<Table> find(String name) {
        // Names are words in lower case; the index, which is none, would take longer to read than most of the data
        // sets.
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_')) {
                return Optional.empty();
            }
        }
        return read(name);
    }

    private static Optional<Table> read(String name) {
        try (InputStream data = Datasets.class.getResourceAsStream("/datasets/" + name + ".csv")) {
            return data == null
                    ? Optional.empty()
                    : Optional.of(Csv.read(name, new InputStreamReader(data, StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The index, read when it is first asked for. */
    private static final class Index {
        static final Map<String, DatasetInfo> ENTRIES = entries(read("INDEX").orElseThrow());

        private static Map<String, DatasetInfo> entries(Table index) {
            Map<String, DatasetInfo> entries = new LinkedHashMap<>();
            double[] rows = index.numeric("rows").values();
            for (int i = 0; i < index.rows(); i++) {
                String name = text(index, "name", i);
                entries.put(
                        name,
                        new DatasetInfo(
                                name,
                                (int) rows[i],
                                variables(name, text(index, "columns", i)),
                                text(index, "description", i),
                                text(index, "source", i)));
            }
            return Collections.unmodifiableMap(entries);
        }

        private static String text(Table index, String column, int row) {
            return ((Column.Text) index.column(column)).values().get(row);
        }

        private static List<DatasetInfo.Variable> variables(String name, String columns) {
            List<DatasetInfo.Variable> variables = new ArrayList<>();
            for (String column : columns.split("; ")) {
                Matcher parts = VARIABLE.matcher(column);
                if (!parts.matches()) {
                    throw new IllegalStateException(
                            "datasets, '" + name + "': expected 'name (unit): description', got '" + column + "'");
                }
                String unit = parts.group(2) == null ? "" : parts.group(2);
                variables.add(new DatasetInfo.Variable(parts.group(1), unit, parts.group(3)));
            }
            return variables;
        }
    }
}
