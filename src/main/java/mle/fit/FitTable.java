package mle.fit;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A fit as a table for reading. */
final class FitTable {
    private static final int DIGITS = 7;
    private static final int WIDTH = 14;
    private static final int LABEL = 21;

    private FitTable() {}

    static String of(Fit fit) {
        StringBuilder text = new StringBuilder();
        text.append(fit.family().name())
                .append(" fit by maximum likelihood, n = ")
                .append(Digits.number(fit.n()));
        if (fit.data().missing() > 0) {
            text.append(" (").append(fit.data().missing()).append(" missing left out)");
        }
        text.append('\n');
        if (fit.data().dimension() > 1) {
            text.append("columns ").append(columns(fit)).append('\n');
        }
        text.append(fit.outcome().kind().label())
                .append(": ")
                .append(fit.outcome().message())
                .append("\n\n");
        int width = "parameter".length();
        for (Estimate e : fit.parameters()) {
            width = Math.max(width, e.name().length());
        }
        String percent = Digits.number(100 * fit.level()) + "%";
        row(text, width, "parameter", "estimate", "std. error", percent + " lower", percent + " upper");
        for (Estimate e : fit.parameters()) {
            row(
                    text,
                    width,
                    e.name(),
                    Digits.number(e.value()),
                    e.fixed() ? "(fixed)" : Digits.number(e.standardError()),
                    e.fixed() ? "" : Digits.number(e.lower()),
                    e.fixed() ? "" : Digits.number(e.upper()));
        }
        standardErrors(text, fit);
        text.append('\n');
        boolean sampled = fit.data().samplingWeights().length > 0;
        line(text, sampled ? "log pseudolikelihood" : "log-likelihood", fit.logLikelihood());
        line(text, "cross entropy, nats", fit.crossEntropy());
        fit.divergence().ifPresent(d -> line(text, "divergence, nats", d));
        fit.deviance().ifPresent(d -> line(text, "deviance", d));
        line(text, "AIC", fit.aic());
        line(text, "AICc", fit.aicc());
        line(text, "BIC", fit.bic());
        Work work = fit.work();
        text.append(work.solver()).append(": ").append(work.iterations()).append(" iterations, ");
        text.append(work.evaluations()).append(" evaluations, decrement ");
        text.append(Double.isNaN(work.decrement()) ? "-" : Digits.scientific(work.decrement(), 1));
        text.append(", ").append(Digits.fixed(work.seconds() * 1e3, 1)).append(" ms\n");
        return text.toString();
    }

    /** Where standard errors come from, unless that is the observed information. */
    private static void standardErrors(StringBuilder text, Fit fit) {
        if (fit.covarianceKind() != Covariance.OBSERVED) {
            int clusters = fit.data().clusterCount();
            text.append("standard errors: ").append(fit.covarianceKind().label());
            text.append(clusters > 0 ? " of " + clusters + " clusters\n" : "\n");
        }
    }

    /** Which column is which in the names of parameters. */
    private static String columns(Fit fit) {
        List<String> places = fit.family().columns();
        List<String> names = fit.data().names();
        return IntStream.range(0, names.size())
                .mapToObj(j -> places.get(j).equals(names.get(j)) ? names.get(j) : places.get(j) + " = " + names.get(j))
                .collect(Collectors.joining(", "));
    }

    private static void row(StringBuilder text, int width, String name, String... cells) {
        text.append(Digits.left(name, width));
        for (String cell : cells) {
            text.append("  ").append(Digits.right(cell, WIDTH));
        }
        text.setLength(text.toString().stripTrailing().length());
        text.append('\n');
    }

    private static void line(StringBuilder text, String name, double value) {
        text.append(Digits.left(name, LABEL)).append(decimal(value)).append('\n');
    }

    private static String decimal(double value) {
        return Double.isNaN(value)
                ? "-"
                : Double.isInfinite(value) ? Digits.number(value) : Digits.fixed(value, DIGITS - 1);
    }
}
