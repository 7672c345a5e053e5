package mle.cli;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import mle.data.Csv;
import mle.data.Datasets;
import mle.data.Suggestion;
import mle.data.Table;

/** The argument {@code DATA}: the name of a bundled data set, a path, or {@code -} for standard input. */
final class DataArgument {
    private DataArgument() {}

    static Command.Argument argument() {
        return new Command.Argument(
                "DATA",
                true,
                "A bundled data set (mle datasets lists them), a CSV file with a header line (.csv, .csv.gz),"
                        + " or - for standard input. Empty cells and NA are missing.");
    }

    static Table read(String data, InputStream in) {
        if (data.equals("-")) {
            return Csv.read("standard input", new InputStreamReader(in, StandardCharsets.UTF_8.newDecoder()));
        }
        Optional<Table> bundled = Datasets.find(data);
        if (bundled.isPresent()) {
            return bundled.get();
        }
        Path file = Path.of(data);
        if (data.isBlank() || !Files.exists(file)) {
            throw new IllegalArgumentException("no bundled data set or file '" + data + "'"
                    + Suggestion.didYouMean(data, Datasets.names(), " (mle datasets lists the bundled ones)"));
        }
        return Csv.read(file);
    }
}
