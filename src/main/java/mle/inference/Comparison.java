package mle.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mle.fit.Digits;
import mle.fit.Fit;
import mle.solve.Outcome;

/**
 * Fits of several families to the same data, best first by Akaike's criterion, with his weights (Burnham and Anderson 2002, Model
 * Selection and Multimodel Inference, sec. 2.9). Probabilities of counts and densities are not comparable: where there are both,
 * they are ranked apart. What failed comes last.
 *
 * @param rows one for each family
 */
public record Comparison(List<Row> rows) {
    /**
     * A fit among others.
     *
     * @param name the family
     * @param counts whether its likelihood is one of counts
     * @param fit the fit, if there is one
     * @param weight Akaike's weight among those of its kind; NaN without a maximum
     * @param difference by how much its criterion is above the least of its kind; NaN without a maximum
     * @param failure why there is no fit, else how it ended if that is no maximum; else empty
     */
    public record Row(
            String name, boolean counts, Optional<Fit> fit, double weight, double difference, String failure) {
        /** Whether a maximum was found. */
        public boolean found() {
            return failure.isEmpty();
        }
    }

    /** Copies the list. */
    public Comparison {
        rows = List.copyOf(rows);
    }

    /** A fit that is to be compared, or why there is none. */
    public record Entry(String name, Optional<Fit> fit, String failure) {
        /** A fit. */
        public static Entry of(Fit fit) {
            return new Entry(fit.family().name(), Optional.of(fit), "");
        }

        /** A family that can't be fitted. */
        public static Entry failed(String name, String reason) {
            return new Entry(name, Optional.empty(), reason);
        }

        private boolean found() {
            return fit.isPresent()
                    && fit.get().outcome().kind().found()
                    && Double.isFinite(fit.get().aic());
        }

        private boolean counts() {
            return fit.isPresent() && fit.get().family().support().integer();
        }

        private String reason() {
            return fit.map(f -> f.outcome().kind().label() + ": " + f.outcome().message())
                    .orElse(failure);
        }
    }

    /** Compares fits to the same data. */
    public static Comparison of(List<Entry> entries) {
        List<Row> rows = new ArrayList<>();
        boolean both = entries.stream()
                        .filter(Entry::found)
                        .map(Entry::counts)
                        .distinct()
                        .count()
                > 1;
        for (boolean counts : both ? new boolean[] {true, false} : new boolean[] {false}) {
            List<Entry> kind = entries.stream()
                    .filter(e -> e.found() && (!both || e.counts() == counts))
                    .sorted(Comparator.comparingDouble(
                            e -> e.fit().orElseThrow().aic()))
                    .toList();
            double least = kind.isEmpty() ? 0 : kind.get(0).fit.orElseThrow().aic();
            double total = kind.stream()
                    .mapToDouble(
                            e -> StrictMath.exp((least - e.fit.orElseThrow().aic()) / 2))
                    .sum();
            for (Entry e : kind) {
                double difference = e.fit.orElseThrow().aic() - least;
                rows.add(new Row(e.name, e.counts(), e.fit, StrictMath.exp(-difference / 2) / total, difference, ""));
            }
        }
        for (Entry e : entries) {
            if (!e.found()) {
                rows.add(new Row(e.name, e.counts(), e.fit, Double.NaN, Double.NaN, e.reason()));
            }
        }
        return new Comparison(rows);
    }

    /** As a table. */
    @Override
    public String toString() {
        int width = Math.max(
                "family".length(),
                rows.stream().mapToInt(r -> r.name.length()).max().orElse(0));
        StringBuilder text = new StringBuilder(Digits.left("family", width));
        for (String head : List.of("parameters", "log-likelihood", "AIC", "AICc", "BIC", "weight")) {
            text.append("  ").append(Digits.right(head, 14));
        }
        text.append('\n');
        boolean counts = rows.stream().anyMatch(r -> r.found() && r.counts);
        boolean densities = rows.stream().anyMatch(r -> r.found() && !r.counts);
        boolean told = false;
        for (Row r : rows) {
            if (counts && densities && !told && r.found() && !r.counts) {
                text.append("densities, which are not comparable with the probabilities above:\n");
                told = true;
            }
            text.append(Digits.left(r.name, width));
            if (r.found()) {
                Fit fit = r.fit.orElseThrow();
                cell(text, Integer.toString(fit.estimated()));
                cell(text, Digits.fixed(fit.logLikelihood(), 4));
                cell(text, Digits.fixed(fit.aic(), 4));
                cell(text, Double.isNaN(fit.aicc()) ? "-" : Digits.fixed(fit.aicc(), 4));
                cell(text, Digits.fixed(fit.bic(), 4));
                cell(text, Digits.fixed(r.weight, 4));
                text.append(fit.outcome().kind() == Outcome.Kind.BOUNDARY ? "  boundary" : "");
            } else {
                text.append("  ").append(brief(r.failure));
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** What happened, without where. */
    private static String brief(String failure) {
        int end = failure.indexOf(" (the search stood at");
        return end < 0 ? failure : failure.substring(0, end);
    }

    private static void cell(StringBuilder text, String cell) {
        text.append("  ").append(Digits.right(cell, 14));
    }
}
