package mle.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines of cells in aligned columns, for reading. */
final class Columns {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();

    Columns line(String... cells) {
        return line(List.of(cells));
    }

    Columns line(List<String> cells) {
        lines.add(cells);
        return this;
    }

    @Override
    public String toString() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> line : lines) {
            for (int j = 0; j < line.size(); j++) {
                if (j == widths.size()) {
                    widths.add(0);
                }
                widths.set(j, Math.max(widths.get(j), line.get(j).length()));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder();
            for (int j = 0; j < line.size(); j++) {
                padded.append(line.get(j))
                        .append(" ".repeat(widths.get(j) - line.get(j).length()))
                        .append(GAP);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
