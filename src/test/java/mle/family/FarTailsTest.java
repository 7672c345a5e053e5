package mle.family;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.FamilyCases.Case;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tails of combinations where they are extreme: against tails-reference.csv, and what they owe to the density. */
class FarTailsTest {
    /** Logarithms of probabilities in both tails. */
    private static final double[] LOGS = {-0.5, -10, -36.7, -69, -690};

    /** Relative error of a logarithm, or of one near zero of the probability of the rest. */
    private static final double TOLERANCE = 2e-11;

    record Row(String combination, double[] parameters, double x, double logCdf, double logSurvival) {}

    static Stream<Row> rows() {
        try (InputStreamReader in = new InputStreamReader(
                FarTailsTest.class.getResourceAsStream("tails-reference.csv"), StandardCharsets.UTF_8)) {
            return CSVFormat.DEFAULT
                    .builder()
                    .setHeader()
                    .setSkipHeaderRecord(true)
                    .get()
                    .parse(in)
                    .getRecords()
                    .stream()
                    .map(FarTailsTest::row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(CSVRecord r) {
        double[] parameters = Arrays.stream(r.get(1).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
        return new Row(
                r.get(0),
                parameters,
                Double.parseDouble(r.get(2)),
                Double.parseDouble(r.get(3)),
                Double.parseDouble(r.get(4)));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void agreeWithTheReference(Row row) {
        Family family = Combinators.parse(row.combination).orElseThrow();
        Distribution d = family.at(row.parameters);
        // A probability less than the least number is told by its logarithm, its complement's logarithm is zero.
        assertEquals(1, ratio(d.logCdf(row.x), row.logCdf), TOLERANCE, "log P(X <= x)");
        assertEquals(1, ratio(d.logSurvival(row.x), row.logSurvival), TOLERANCE, "log P(X > x)");
        for (double slope : slopes(family, row.x, row.parameters)) {
            assertTrue(Double.isFinite(slope), "derivatives are numbers, got " + slope);
        }
    }

    private static double ratio(double got, double expected) {
        return Math.abs(expected) < 1e-290 && Math.abs(got) < 1e-290 ? 1 : got / expected;
    }

    /** The first and second derivatives of both tails by the parameters. */
    private static double[] slopes(Family family, double x, double[] parameters) {
        List<Expr.Symbol> symbols =
                new ArrayList<>(List.of(Expr.data("x", family.support().sign())));
        family.parameters().forEach(p -> symbols.add(p.symbol()));
        Tails tails = family.tails().orElseThrow();
        List<Expr> slopes = new ArrayList<>();
        for (Expr tail : List.of(tails.logCdf(), tails.logSurvival())) {
            for (Expr.Symbol p : symbols.subList(1, symbols.size())) {
                slopes.add(tail.derivative(p));
                symbols.subList(1, symbols.size())
                        .forEach(q -> slopes.add(tail.derivative(p).derivative(q)));
            }
        }
        double[] at = new double[symbols.size()];
        at[0] = x;
        System.arraycopy(parameters, 0, at, 1, parameters.length);
        return Program.of(slopes, symbols).values(at);
    }

    // ---- every continuous family in every monotone combination ----

    static Stream<Case> families() {
        Map<String, Case> first = new LinkedHashMap<>();
        FamilyCases.all().stream()
                .filter(c -> !c.family().support().integer())
                .filter(c -> c.family().support().ends().isEmpty())
                .forEach(c -> first.putIfAbsent(c.family().name(), c));
        return first.values().stream();
    }

    private static List<Family> combinations(Case c) {
        Family f = c.family();
        Support s = f.support();
        Distribution d = f.at(c.theta());
        double low = d.quantile(0.2);
        double high = d.quantile(0.8);
        double infinity = Double.POSITIVE_INFINITY;
        List<Family> made = new ArrayList<>(List.of(
                Combinators.exp(f),
                Combinators.min(f, 3),
                Combinators.max(f, 3),
                Combinators.truncated(f, low, high),
                Combinators.truncated(f, low, infinity),
                Combinators.truncated(f, -infinity, high)));
        if (s.lower() >= 0) {
            made.add(Combinators.log(f));
        }
        if (s.lower() == -s.upper()) {
            made.add(Combinators.folded(f));
        }
        return made;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("families")
    void areTheIntegralOfTheDensityHoweverFarOut(Case c) {
        for (Family family : combinations(c)) {
            Distribution d = family.at(c.theta());
            for (double log : LOGS) {
                check(d, log, true);
                check(d, log, false);
            }
        }
    }

    private static void check(Distribution d, double log, boolean lower) {
        double x = d.quantileOfLog(log, lower);
        String where = d.family().name() + ": " + (lower ? "lower" : "upper") + " tail " + log + " at " + x;
        Support s = d.support();
        double size = Math.abs(x);
        if (size < 1e-300 || size > 1e300 || x <= Math.nextUp(s.lower()) || x >= Math.nextDown(s.upper())) {
            return; // there are no numbers so far out
        }
        double own = tail(d, x, lower);
        double next = Math.abs(tail(d, x + 2 * Math.ulp(x), lower) - tail(d, x - 2 * Math.ulp(x), lower));
        assertEquals(log, own, 1e-11 * (1 - log) + next, where);
        double complement = Function.LOG1MEXP.at(own);
        assertEquals(complement, tail(d, x, !lower), 1e-8 * Math.abs(complement), where + ": complement");
        double hazard = Math.exp(d.logDensity(x) - own);
        double step = Math.min(1e-4 / hazard, 1e-4 * Math.max(size, 1e-290));
        double from = x - step;
        double to = x + step;
        double rounding = Math.ulp(x) / step + Math.abs(log) * 1e-15 / (step * hazard);
        if (!(from > s.lower() && to < s.upper() && rounding < 1e-7)) {
            return;
        }
        double slope = Math.abs(tail(d, to, lower) - tail(d, from, lower)) / (to - from);
        double mean = (hazard(d, from, lower) + 4 * hazard + hazard(d, to, lower)) / 6;
        assertEquals(1, slope / mean, 1e-5 + 100 * rounding, where + ": slope");
    }

    private static double hazard(Distribution d, double x, boolean lower) {
        return Math.exp(d.logDensity(x) - tail(d, x, lower));
    }

    private static double tail(Distribution d, double x, boolean lower) {
        return lower ? d.logCdf(x) : d.logSurvival(x);
    }
}
