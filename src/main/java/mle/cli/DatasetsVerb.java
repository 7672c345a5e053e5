package mle.cli;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mle.data.Column;
import mle.data.DatasetInfo;
import mle.data.Datasets;
import mle.data.Table;

/** {@code mle datasets [NAME]}: the bundled data sets, or what is known about one and its first rows. */
final class DatasetsVerb implements Verb {
    private static final int FIRST = 6;

    @Override
    public Command command() {
        return new Command(
                "mle datasets",
                "List the bundled data sets, or show one's columns, size, source and first rows.",
                List.of(new Command.Argument("NAME", false, "A bundled data set.")),
                List.of(JSON),
                List.of());
    }

    @Override
    public Answer run(Call call, InputStream in) {
        boolean json = call.has("--json");
        String name = call.argument(0);
        if (call.arguments() > 0) {
            DatasetInfo info = Datasets.describe(name);
            return Answer.of(json ? Json.write(fields(info)) : describe(info));
        }
        List<DatasetInfo> all =
                Datasets.names().stream().map(Datasets::describe).toList();
        return Answer.of(
                json ? Json.write(all.stream().map(DatasetsVerb::fields).toList()) : list(all));
    }

    private static String list(List<DatasetInfo> all) {
        Columns columns = new Columns().line("name", "rows", "what was observed");
        all.forEach(d -> columns.line(d.name(), Integer.toString(d.rows()), d.description()));
        return columns.toString();
    }

    private static String describe(DatasetInfo info) {
        Columns meanings = new Columns().line("column", "unit", "meaning");
        info.columns().forEach(v -> meanings.line(v.name(), v.unit().isEmpty() ? "-" : v.unit(), v.description()));
        return info.name() + ": " + info.rows() + " rows\n"
                + info.description() + "\n"
                + "source: " + info.source() + "\n\n"
                + meanings + "\n"
                + firstRows(Datasets.load(info.name()));
    }

    private static String firstRows(Table table) {
        int shown = Math.min(FIRST, table.rows());
        Columns rows =
                new Columns().line(table.columns().stream().map(Column::name).toList());
        for (int i = 0; i < shown; i++) {
            int row = i;
            rows.line(table.columns().stream().map(c -> cell(c, row)).toList());
        }
        int more = table.rows() - shown;
        return rows + (more > 0 ? "... and " + more + " more\n" : "");
    }

    private static String cell(Column column, int row) {
        if (column.isMissing(row)) {
            return "NA";
        }
        if (column instanceof Column.Text text) {
            return text.values().get(row);
        }
        double value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? Long.toString((long) value) : "" + value;
    }

    private static Map<String, Object> fields(DatasetInfo info) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", info.name());
        fields.put("rows", info.rows());
        List<Map<String, Object>> columns = new ArrayList<>();
        IntStream.range(0, info.columns().size()).forEach(i -> {
            DatasetInfo.Variable v = info.columns().get(i);
            Map<String, Object> column = new LinkedHashMap<>();
            column.put("name", v.name());
            column.put("unit", v.unit().isEmpty() ? null : v.unit());
            column.put("description", v.description());
            columns.add(column);
        });
        fields.put("columns", columns);
        fields.put("description", info.description());
        fields.put("source", info.source());
        return fields;
    }
}
