package mle.family;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import mle.data.Csv;
import mle.data.Table;
import mle.expr.Expr;
import mle.expr.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The expected information, and means of formulas under a family. */
class FisherInformationTest {
    private static Family family(String text) {
        return Combinators.parse(text).orElseThrow();
    }

    /** A line of information.csv. */
    record Line(String family, double[] parameters, int row, int column, double value) {
        @Override
        public String toString() {
            return family + Arrays.toString(parameters) + " " + row + " " + column;
        }
    }

    static List<Line> lines() throws IOException {
        String name = "/mle/family/information.csv";
        Table table = Csv.read(
                name,
                new InputStreamReader(FisherInformationTest.class.getResourceAsStream(name), StandardCharsets.UTF_8));
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            lines.add(new Line(
                    (String) table.column("family").cell(i),
                    Arrays.stream(((String) table.column("parameters").cell(i)).split(";"))
                            .mapToDouble(Double::parseDouble)
                            .toArray(),
                    (int) table.numeric("row").values()[i],
                    (int) table.numeric("column").values()[i],
                    table.numeric("value").values()[i]));
        }
        return lines;
    }

    @ParameterizedTest
    @MethodSource("lines")
    void itIsTheMeanOfTheProductsOfScores(Line line) {
        double[] information = FisherInformation.of(family(line.family)).at(line.parameters);
        int i = line.row * (line.row + 1) / 2 + line.column;
        double size = Math.sqrt(information[line.row * (line.row + 3) / 2])
                * Math.sqrt(information[line.column * (line.column + 3) / 2]);
        assertEquals(line.value, information[i], 1e-9 * size);
    }

    /** Means by integrals and sums are those of the formulas; none is told that is not finite. */
    @ParameterizedTest
    @CsvFileSource(resources = "/mle/family/moments.csv", numLinesToSkip = 1)
    void aMeanIsThatOfItsFormula(String name, String parameters, String mean, String variance) {
        assumeTrue(Families.find(name).isPresent(), name + " is not a family yet");
        Family family = family(name);
        double[] theta = Arrays.stream(parameters.split(";"))
                .mapToDouble(p -> Double.parseDouble(p.substring(p.indexOf('=') + 1)))
                .toArray();
        Expr x = Expr.data("x", family.support().sign());

        // Of pieces, whose mean is no formula.
        Expr open = Expr.call(Function.MAX0, x).minus(Expr.call(Function.MAX0, x.negate()));
        double expected = number(mean);
        double deviation = Math.sqrt(Math.abs(number(variance)));
        double found = ExpectedValues.of(family, List.of(open)).at(theta)[0];
        if (Double.isFinite(expected) && Double.isFinite(deviation)) {
            assertTrue(Double.isNaN(found) || Math.abs(found - expected) <= 1e-8 * (deviation + Math.abs(expected)));
        } else if (!Double.isFinite(expected)
                && Double.isInfinite(family.support().upper())) {
            assertTrue(Double.isNaN(found), "found " + found);
        }
    }

    private static double number(String text) {
        return switch (text) {
            case "none" -> Double.NaN;
            case "infinity", "inf" -> Double.POSITIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Test
    void itIsNotToldWhereAnEndMoves() {
        double[] uniform = FisherInformation.of(Families.uniform()).at(0, 1);
        assertTrue(Double.isNaN(uniform[0]) && Double.isNaN(uniform[2]));
        double[] binomial = FisherInformation.of(Families.binomial()).at(10, 0.3);
        assertArrayEquals(new double[] {0, 0, 10 / (0.3 * 0.7)}, binomial, 1e-12);
        assertThrows(IllegalArgumentException.class, () -> FisherInformation.of(Families.mvnormal(2)));
    }

    @Test
    void polynomialsHaveTheirMeanInAFormula() {
        Family normal = Families.normal();
        Expr x = Expr.data("x", normal.support().sign());
        assertEquals(1e18 + 4, ExpectedValues.of(normal, List.of(x.pow(2))).at(1e9, 2)[0], 1e3);
        assertEquals(4, ExpectedValues.of(normal, List.of(x.plus(-1e9).pow(2))).at(1e9, 2)[0]);
        assertTrue(ExpectedValues.closed(normal, x.pow(3)).isEmpty());
    }
}
