package mle.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.IntStream;
import mle.data.Csv;
import mle.data.Table;
import mle.family.Families;
import mle.family.Family;
import mle.model.ModelFormula;
import mle.report.Json;
import mle.report.ModelFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns far from zero and raw powers have the standard errors and leverages of R's centred and orthogonal columns (far.R). */
class FarColumnsTest {
    private static final int ROWS = 60;

    /** A formula and how near its numbers are; x is what the rows' numbers i are turned into. */
    private record Case(Family family, String formula, double origin, double unit, double close) {
        Table table() {
            double[] x =
                    IntStream.range(0, ROWS).mapToDouble(i -> origin + unit * i).toArray();
            double[] y = IntStream.range(0, ROWS)
                    .mapToDouble(i -> 37 * i % 11 + i / 10)
                    .toArray();
            return Table.of(Map.of("x", x, "y", y));
        }
    }

    private static String powers(int degree) {
        StringBuilder formula = new StringBuilder("y ~ x");
        for (int k = 2; k <= degree; k++) {
            formula.append(" + I(x^").append(k).append(')');
        }
        return formula.toString();
    }

    private static final Map<String, Case> CASES = Map.of(
            "seconds", new Case(Families.normal(), "y ~ x", 1.7e9, 1, 1e-11),
            "trillion", new Case(Families.normal(), "y ~ x", 1e12, 1e3, 1e-11),
            "cubic", new Case(Families.poisson(), powers(3), 1960, 1, 1e-9),
            "quartic", new Case(Families.poisson(), powers(4), 1960, 1, 1e-7),
            "tenth", new Case(Families.normal(), powers(10), -9, 0.1, 1e-6));

    @ParameterizedTest
    @ValueSource(strings = {"seconds", "trillion", "cubic", "quartic", "tenth"})
    void errorsAndLeveragesAreThoseOfR(String name) throws Exception {
        Case c = CASES.get(name);
        FittedModel model = FittedModel.fit(ModelFormula.of(c.family, c.formula), c.table());
        Prediction before = model.predict(c.table()).link();
        FittedModel read = ModelFile.parse("m.json", Json.write(ModelFile.fields(model)));
        Prediction after = read.predict(c.table()).link();
        double[] leverage = model.leverage();
        String file = "/mle/inference/far.csv";
        Table far = Csv.read(file, new InputStreamReader(getClass().getResourceAsStream(file), StandardCharsets.UTF_8));
        int compared = 0;
        for (int i = 0; i < far.rows(); i++) {
            if (name.equals(far.column("case").cell(i))) {
                int row = (int) far.numeric("row").values()[i] - 1;
                double error = far.numeric("standardError").values()[i];
                double share = far.numeric("leverage").values()[i];
                assertEquals(error, before.standardError(row), c.close * error);
                assertEquals(before.standardError(row), after.standardError(row));
                assertEquals(share, leverage[row], c.close * share);
                compared++;
            }
        }
        assertTrue(compared == 4, name);
    }
}
