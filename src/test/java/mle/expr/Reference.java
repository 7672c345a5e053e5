package mle.expr;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** A table of values computed in many digits: function, arguments, value, and the scale that errors are relative to. */
record Reference(Map<String, List<Row>> rows) {
    record Row(double[] arguments, BigDecimal value, BigDecimal scale) {
        /** How far a number is from the value, relative to the scale. */
        double error(double computed) {
            if (!Double.isFinite(computed)) {
                return Double.POSITIVE_INFINITY;
            }
            BigDecimal difference = new BigDecimal(computed).subtract(value).abs();
            return scale.signum() == 0
                    ? difference.doubleValue()
                    : difference.divide(scale, MathContext.DECIMAL32).doubleValue();
        }
    }

    /** The largest error of a function over its rows, and the row. */
    record Worst(double error, String where) {}

    static Reference read(String file) {
        Map<String, List<Row>> rows = new TreeMap<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(Reference.class.getResourceAsStream(file), StandardCharsets.UTF_8))) {
            lines.readLine();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split(",");
                double[] arguments = Arrays.stream(cells[1].split(" "))
                        .mapToDouble(Double::parseDouble)
                        .toArray();
                rows.computeIfAbsent(cells[0], name -> new ArrayList<>())
                        .add(new Row(arguments, new BigDecimal(cells[2]), new BigDecimal(cells[3])));
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return new Reference(rows);
    }

    Worst worst(String function, ToDoubleFunction<double[]> call) {
        Worst worst = new Worst(0, "nowhere");
        for (Row row : rows.get(function)) {
            double value = call.applyAsDouble(row.arguments());
            double error = row.error(value);
            if (error > worst.error()) {
                worst = new Worst(error, Arrays.toString(row.arguments()) + ": " + value + " for " + row.value());
            }
        }
        return worst;
    }
}
