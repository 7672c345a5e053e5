package mle.fit;

import java.util.Locale;

/** A fit as a table for reading. */
final class FitTable {
    private static final int DIGITS = 7;

    private FitTable() {}

    static String of(Fit fit) {
        StringBuilder text = new StringBuilder();
        text.append(fit.family().name())
                .append(" fit by maximum likelihood, n = ")
                .append(number(fit.n()));
        if (fit.data().missing() > 0) {
            text.append(" (").append(fit.data().missing()).append(" missing left out)");
        }
        text.append('\n');
        text.append(fit.outcome().kind().label())
                .append(": ")
                .append(fit.outcome().message())
                .append("\n\n");
        int width = "parameter".length();
        for (Estimate e : fit.parameters()) {
            width = Math.max(width, e.name().length());
        }
        String percent = number(100 * fit.level()) + "%";
        row(text, width, "parameter", "estimate", "std. error", percent + " lower", percent + " upper");
        for (Estimate e : fit.parameters()) {
            row(
                    text,
                    width,
                    e.name(),
                    number(e.value()),
                    e.fixed() ? "(fixed)" : number(e.standardError()),
                    e.fixed() ? "" : number(e.lower()),
                    e.fixed() ? "" : number(e.upper()));
        }
        text.append('\n');
        line(text, "log-likelihood", fit.logLikelihood());
        line(text, "cross entropy, nats", fit.crossEntropy());
        line(text, "AIC", fit.aic());
        line(text, "AICc", fit.aicc());
        line(text, "BIC", fit.bic());
        Work work = fit.work();
        text.append(String.format(
                Locale.ROOT,
                "%s: %d iterations, %d evaluations, decrement %s, %.1f ms\n",
                work.solver(),
                work.iterations(),
                work.evaluations(),
                Double.isNaN(work.decrement()) ? "-" : String.format(Locale.ROOT, "%.1e", work.decrement()),
                work.seconds() * 1e3));
        return text.toString();
    }

    private static void row(StringBuilder text, int width, String name, String... cells) {
        text.append(String.format(Locale.ROOT, "%-" + width + "s", name));
        for (String cell : cells) {
            text.append(String.format(Locale.ROOT, "  %14s", cell));
        }
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
    }

    private static void line(StringBuilder text, String name, double value) {
        text.append(String.format(Locale.ROOT, "%-20s %s\n", name, decimal(value)));
    }

    private static String decimal(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        String text = String.format(Locale.ROOT, "%.6f", value);
        return text.equals("-0.000000") ? "0.000000" : text;
    }

    /** A number to seven digits, without needless zeros; "-" where there is none. */
    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinity" : "-infinity";
        }
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return Long.toString((long) value);
        }
        double size = Math.abs(value);
        if (size < 1e-4 || size >= 1e9) {
            return String.format(Locale.ROOT, "%." + (DIGITS - 1) + "e", value);
        }
        int decimals = Math.max(0, DIGITS - 1 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
