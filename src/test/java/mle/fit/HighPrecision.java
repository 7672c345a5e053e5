package mle.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import mle.data.Column;
import mle.data.Csv;
import mle.data.Table;

/** Samples and their fits in 80-digit arithmetic: what {@code high_precision.py} wrote. */
final class HighPrecision {
    private static final Table DATA = read("high_precision_data");
    private static final Table FITS = read("high_precision");

    private HighPrecision() {}

    static Table read(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                HighPrecision.class.getResourceAsStream(name + ".csv"), StandardCharsets.UTF_8))) {
            return Csv.read(name, reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Table table, String column, int row) {
        return ((Column.Text) table.column(column)).values().get(row);
    }

    static double[] sample(String name) {
        return DATA.where("sample", name).numeric("x").values();
    }

    /**
     * Checks a fit against the reference.
     *
     * @param inErrors what an estimate may be off, in standard errors; beside it one unit in the last place of the estimate
     * @param digits the relative error of standard errors and log-likelihood
     */
    static void check(Fit fit, String sample, double inErrors, double digits) {
        Table rows = FITS.where("sample", sample).where("family", fit.family().name());
        assertEquals(rows.rows(), fit.parameters().size(), "parameters with a reference");
        for (int i = 0; i < rows.rows(); i++) {
            Estimate e = fit.parameter(text(rows, "parameter", i));
            double value = rows.numeric("estimate").values()[i];
            double error = rows.numeric("standard_error").values()[i];
            assertEquals(
                    value,
                    e.value(),
                    inErrors * error + Math.ulp(value),
                    () -> String.format(
                            Locale.ROOT, "%s, off by %.2g standard errors", e.name(), (e.value() - value) / error));
            assertEquals(1, e.standardError() / error, digits, "standard error of " + e.name());
            double logLikelihood = rows.numeric("log_likelihood").values()[i];
            assertEquals(1, fit.logLikelihood() / logLikelihood, digits, "log-likelihood");
        }
    }
}
