package mle.inference;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Family;
import mle.family.VectorFamily;
import mle.fit.Digits;
import mle.fit.Fit;
import mle.solve.Outcome;

/**
 * Fits of several families to the same data, best first by Akaike's criterion, with his weights (Burnham and Anderson 2002, Model
 * Selection and Multimodel Inference, sec. 2.9). Probabilities and densities are not comparable, nor are densities in spaces of
 * different dimension: where there are several kinds, they are ranked apart. What failed comes last.
 *
 * @param rows one for each family
 */
public record Comparison(List<Row> rows) {
    /** What a likelihood is made of; only those of one kind are comparable. */
    public enum Measure {
        /** Of counts. */
        PROBABILITIES("probabilities"),
        /** Of data with zeros, for which there is a probability. */
        BOTH("probabilities of zeros with densities of the rest"),
        /** Of values, or of rows without a rule. */
        DENSITIES("densities"),
        /** Of rows of shares, or of directions: of one dimension less than columns. */
        ON_A_SURFACE("densities of rows that fulfil a rule");

        private final String text;

        Measure(String text) {
            this.text = text;
        }

        private static Measure of(Fit fit) {
            Family family = fit.family();
            if (family.support().integer()) {
                return PROBABILITIES;
            }
            if (family instanceof VectorFamily vectors && vectors.constraint().isPresent()) {
                return ON_A_SURFACE;
            }
            return family.hasAtom() && has(fit.data(), family.support().lower()) ? BOTH : DENSITIES;
        }

        private static boolean has(EmpiricalDistribution data, double value) {
            return IntStream.range(0, data.size())
                    .anyMatch(i -> data.regions()
                            .map(o -> o.kind(i) == Observations.Kind.EXACT && o.lower(i) == value)
                            .orElseGet(() -> data.value(i) == value));
        }
    }

    /**
     * A fit among others.
     *
     * @param name the family
     * @param measure what its likelihood is made of
     * @param fit the fit, if there is one
     * @param weight Akaike's weight among those of its kind; NaN without a maximum
     * @param difference by how much its criterion is above the least of its kind; NaN without a maximum
     * @param failure why there is no fit, else how it ended if that is no maximum; else empty
     */
    public record Row(
            String name, Measure measure, Optional<Fit> fit, double weight, double difference, String failure) {
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

        private Measure measure() {
            return fit.map(Measure::of).orElse(Measure.DENSITIES);
        }

        private String reason() {
            return fit.map(f -> f.outcome().kind().label() + ": " + f.outcome().message())
                    .orElse(failure);
        }
    }

    /** Compares fits to the same data. */
    public static Comparison of(List<Entry> entries) {
        List<Row> rows = new ArrayList<>();
        Map<Measure, List<Entry>> kinds = entries.stream()
                .filter(Entry::found)
                .collect(Collectors.groupingBy(Entry::measure, TreeMap::new, Collectors.toList()));
        for (Map.Entry<Measure, List<Entry>> alike : kinds.entrySet()) {
            List<Entry> kind = alike.getValue().stream()
                    .sorted(Comparator.comparingDouble(
                            e -> e.fit().orElseThrow().aic()))
                    .toList();
            double least = kind.get(0).fit.orElseThrow().aic();
            double total = kind.stream()
                    .mapToDouble(
                            e -> StrictMath.exp((least - e.fit.orElseThrow().aic()) / 2))
                    .sum();
            for (Entry e : kind) {
                double difference = e.fit.orElseThrow().aic() - least;
                rows.add(new Row(
                        e.name, alike.getKey(), e.fit, StrictMath.exp(-difference / 2) / total, difference, ""));
            }
        }
        for (Entry e : entries) {
            if (!e.found()) {
                rows.add(new Row(e.name, e.measure(), e.fit, Double.NaN, Double.NaN, e.reason()));
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
        Set<Measure> above = new LinkedHashSet<>();
        for (Row r : rows) {
            if (r.found() && !above.contains(r.measure)) {
                text.append(above.isEmpty() ? "" : heading(r.measure, above));
                above.add(r.measure);
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

    private static String heading(Measure measure, Set<Measure> above) {
        return measure.text + ", which are not comparable with the "
                + above.stream().map(m -> m.text).collect(Collectors.joining(" or the ")) + " above:\n";
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
