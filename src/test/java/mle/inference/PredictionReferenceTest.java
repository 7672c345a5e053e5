package mle.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mle.data.Csv;
import mle.data.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Predictions and their standard errors are those of R, and of derivatives by Richardson's extrapolation where R has none. */
class PredictionReferenceTest {
    /** Relative; of standard errors by numerical derivatives. */
    private static final double CLOSE = 2e-7;

    /** A line of predictions.csv. */
    record Line(String family, String quantity, int row, double estimate, double standardError) {
        @Override
        public String toString() {
            return family + " " + quantity + " row " + row;
        }
    }

    private static final Map<String, Predictions> MADE = new LinkedHashMap<>();

    static List<Line> lines() throws IOException {
        String name = "/mle/inference/predictions.csv";
        Table table = Csv.read(
                name,
                new InputStreamReader(PredictionReferenceTest.class.getResourceAsStream(name), StandardCharsets.UTF_8));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            lines.add(new Line(
                    (String) table.column("case").cell(i),
                    (String) table.column("quantity").cell(i),
                    (int) table.numeric("row").values()[i],
                    table.numeric("estimate").values()[i],
                    table.numeric("standardError").values()[i]));
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void aPredictionIsThatOfR(Line line) {
        Prediction p = ModelCases.quantity(
                MADE.computeIfAbsent(line.family, name -> ModelCases.of(name).predictions()),
                line.family,
                line.quantity);
        int row = line.row - 1;
        assertEquals(line.estimate, p.estimate(row), 1e-8 * Math.max(Math.abs(line.estimate), line.standardError));
        assertEquals(line.standardError, p.standardError(row), CLOSE * line.standardError);
    }
}
