package mle.family;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Densities, tails and quantiles of every family against {@code reference.csv} and {@code quantiles.csv}, which
 * {@code reference.py} beside them made with 55 digits.
 */
class FamilyReferenceTest {
    private static final double DENSITY = 2e-12;
    private static final double TAIL = 1e-11;

    /** Counts whose densities are written without terms that cancel. */
    private static final Set<String> DEVIANCES =
            Set.of("poisson", "binomial", "negative-binomial", "beta-binomial", "hypergeometric");

    private static final double QUANTILE = 1e-11;
    private static final double MOMENT = 1e-11;

    /** Of families without formulas of their moments: relative to the larger of the value and a tenth of a standard deviation. */
    private static final double FROM_TAILS = 1e-9;

    static Stream<Family> families() {
        return Families.all().stream();
    }

    @ParameterizedTest
    @MethodSource("families")
    void densitiesAreThoseOfTheReference(Family family) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows("reference.csv", family)) {
            double x = Double.parseDouble(row[2]);
            // Beyond, squares overflow.
            if (Math.abs(x) < 1e150 && !isUntold(row)) {
                check(wrong, row, number(row[3]), at(family, row[1]).logDensity(x), DENSITY + terms(family, x), 1);
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @ParameterizedTest
    @MethodSource("families")
    void tailsAreThoseOfTheReference(Family family) throws IOException {
        if (family.tails().isEmpty()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows("reference.csv", family)) {
            double x = Double.parseDouble(row[2]);
            if (isUntold(row) || isTooFar(family, x)) {
                continue;
            }
            Distribution distribution = at(family, row[1]);
            double limit = TAIL + terms(family, x);
            checkTail(wrong, row, number(row[4]), distribution.logCdf(x), limit);
            checkTail(wrong, row, number(row[5]), distribution.logSurvival(x), limit);
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    @ParameterizedTest
    @MethodSource("families")
    void quantilesAreThoseOfTheReference(Family family) throws IOException {
        if (family.tails().isEmpty()) {
            return;
        }
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows("quantiles.csv", family)) {
            if (isTooFar(family, number(row[4]))) {
                continue;
            }
            double log = Double.parseDouble(row[3]);
            boolean lower = row[2].equals("lower");
            Distribution distribution = at(family, row[1]);
            double got = distribution.quantileOfLog(log, lower);
            // Where it is near zero, between large values, it is as precise as its probability can tell.
            double reached = lower ? distribution.logCdf(got) : distribution.logSurvival(got);
            if (family.support().integer() || !(Math.abs(reached - log) < 1e-15 * Math.max(1, Math.abs(log)))) {
                check(wrong, row, number(row[4]), got, QUANTILE, 0);
            }
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    /** Infinite where they are so, and none where there is none. */
    @ParameterizedTest
    @MethodSource("families")
    void momentsAreThoseOfTheReference(Family family) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (String[] row : rows("moments.csv", family)) {
            Distribution distribution = at(family, row[1]);
            if (family.name().equals("von-mises")) {
                continue; // of an angle as a number, which the circle knows nothing of
            }
            double limit = family.moments().isPresent() ? MOMENT : FROM_TAILS;
            double spread = limit == MOMENT || row[3].equals("none")
                    ? 0
                    : Math.sqrt(Double.parseDouble(row[3].replace("inf", "0")));
            checkMoment(wrong, row, row[2], distribution.mean(), limit, 0.1 * spread);
            checkMoment(wrong, row, row[3], distribution.variance(), limit, 0);
        }
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private static void checkMoment(
            List<String> wrong, String[] row, String expected, double got, double limit, double size) {
        if (expected.equals("none")) {
            if (!Double.isNaN(got)) {
                wrong.add(String.join(",", row) + ": expected none, got " + got);
            }
        } else {
            double value = expected.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(expected);
            // The variance of a burr whose shapes multiply to 2 in doubles, and to a little more in exact numbers.
            boolean onEdge = row[1].equals("shape1=0.05;shape2=40;scale=3") && value > 1e17;
            check(wrong, row, onEdge ? Double.POSITIVE_INFINITY : value, got, limit, size);
        }
    }

    /** Where squares in a density overflow of which the tails are integrals. */
    private static boolean isTooFar(Family family, double x) {
        return family.name().equals("skew-student") && Math.abs(x) > 1e150;
    }

    /** The terms of the probability of a count, about x log x, leave their rounding in the sum. */
    private static double terms(Family family, double x) {
        boolean cancels = family.support().integer() && !DEVIANCES.contains(family.name());
        return cancels ? 5e-16 * Math.abs(x) * Math.log1p(Math.abs(x)) : 0;
    }

    /** Down to probabilities of 1e-300. */
    private static void checkTail(List<String> wrong, String[] row, double expected, double got, double limit) {
        if (expected > -691 || Double.isInfinite(expected) || !(got < -690)) {
            check(wrong, row, expected, got, limit, 0);
        }
    }

    private static double number(String cell) {
        return cell.equals("-inf") ? Double.NEGATIVE_INFINITY : Double.parseDouble(cell);
    }

    /** Relative to the value, or to a size where that is given; what is below the normal numbers may be lost. */
    private static void check(
            List<String> wrong, String[] row, double expected, double got, double limit, double size) {
        double error = Math.abs(got - expected) / Math.max(Math.max(Math.abs(expected), size), Double.MIN_NORMAL);
        if (!(got == expected || error <= limit)) {
            wrong.add(String.join(",", row) + ": expected " + expected + ", got " + got + ", relative error " + error);
        }
    }

    private static Distribution at(Family family, String parameters) {
        String[] parts = parameters.split(";");
        double[] values = new double[parts.length];
        for (int i = 0; i < parts.length; i++) {
            String[] pair = parts[i].split("=");
            int index = family.parameters().indexOf(family.parameter(pair[0]).orElseThrow());
            values[index] = Double.parseDouble(pair[1]);
        }
        return family.at(values);
    }

    private static List<String[]> rows(String table, Family family) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(FamilyReferenceTest.class.getResourceAsStream(table)),
                StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.split(","))
                    .filter(cells -> cells[0].equals(family.name()) && isInside(family, cells[1]))
                    .toList();
        }
    }

    /** Whether doubles can't tell how far x lies from an end: of a johnson-sb location + scale, of a von-mises pi. */
    private static boolean isUntold(String[] row) {
        double x = Double.parseDouble(row[2]);
        return row[0].equals("johnson-sb") && row[1].startsWith("location=-2;scale=10;") && Math.abs(x - 8) < 1e-4
                || row[0].equals("von-mises") && Math.abs(x) > 3.1415;
    }

    /** Whether no parameter lies on the edge of its domain, where the family is another. */
    private static boolean isInside(Family family, String parameters) {
        return Arrays.stream(parameters.split(";"))
                .map(part -> part.split("="))
                .allMatch(
                        pair -> family.parameter(pair[0]).orElseThrow().domain().contains(Double.parseDouble(pair[1])));
    }
}
