package mle.cli;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import mle.data.Csv;
import mle.data.Datasets;
import mle.data.Suggestion;
import mle.data.Table;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The argument {@code DATA}: the name of a bundled data set, a path, or {@code -} for standard input. */
final class DataArgument {
    private DataArgument() {}

    static PositionalParamSpec spec() {
        return PositionalParamSpec.builder()
                .index("0")
                .paramLabel("DATA")
                .arity("1")
                .required(true)
                .description(
                        "A bundled data set (mle datasets lists them), a CSV file with a header line (.csv, .csv.gz),"
                                + " or - for standard input. Empty cells and NA are missing.")
                .build();
    }

    static Table read(String data, InputStream in) {
        if (data.equals("-")) {
            return Csv.read("standard input", new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        }
        if (Datasets.names().contains(data)) {
            return Datasets.load(data);
        }
        Path file = Path.of(data);
        if (data.isBlank() || !Files.exists(file)) {
            throw new IllegalArgumentException("no bundled data set or file '" + data + "'"
                    + Suggestion.didYouMean(data, Datasets.names(), " (mle datasets lists the bundled ones)"));
        }
        return Csv.read(file);
    }
}
