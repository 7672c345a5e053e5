package mle.fit;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The highest likelihood of censored or truncated rows over the ends of a support where the density does not fall to zero: a
 * profile over each end in turn, which has kinks at the bounds of rows. Its maximum may be at an exact value, as that of exact
 * data is, or farther out.
 */
final class EndSearch {
    /** Distances from the innermost place, in ranges of the data. */
    private static final double[] OUTSIDE = {0, 1e-9, 1e-6, 1e-4, 1e-2, 0.1, 0.3, 1, 3, 10};

    private static final int COUNTS = 20;

    /** So many bounds of rows next to the innermost place are looked at themselves. */
    private static final int BOUNDS = 8;

    /** Golden sections, which leave 1e-8 of a distance between two places. */
    private static final int SECTIONS = 38;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private static final int ROUNDS = 3;

    private static final double NO_GAIN = 1e-9;

    private final Mle asked;
    private final EmpiricalDistribution data;
    private final Observations rows;
    private final List<String> ends;
    private final Map<Map<String, Double>, Optional<Fit>> fits = new HashMap<>();

    EndSearch(Mle asked, EmpiricalDistribution data, List<String> ends) {
        this.asked = asked;
        this.data = data;
        this.rows = data.regions().orElseThrow();
        this.ends = ends;
    }

    /** The fit at the best ends, if the likelihood does not rise to places ever farther out. */
    Optional<Fit> fit() {
        Map<String, Double> at = new LinkedHashMap<>();
        for (String end : ends) {
            at.put(end, innermost(end));
        }
        if (ends.size() > 1 && made(at).isEmpty()) { // a censored row lies beyond the innermost place
            ends.forEach(end -> at.compute(end, (name, place) -> isLower(end) ? place - range() : place + range()));
        }
        double last = Double.NEGATIVE_INFINITY;
        for (int round = 0; round < (ends.size() > 1 ? ROUNDS : 1); round++) {
            for (String end : ends) {
                Map<String, Double> others = Map.copyOf(at);
                Place place = new Place(end, others);
                if (!place.search()) {
                    return Optional.empty();
                }
                at.put(end, place.best);
                last = place.highest;
            }
        }
        return last == Double.NEGATIVE_INFINITY ? Optional.empty() : made(at).map(fit -> told(fit, at));
    }

    private boolean isLower(String end) {
        return asked.support().lowerParameter().equals(Optional.of(end));
    }

    /** The place of an end that is next to all rows. */
    private double innermost(String end) {
        boolean lower = isLower(end);
        double innermost = lower ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < rows.size(); i++) {
            innermost = lower ? Math.min(innermost, rows.upper(i)) : Math.max(innermost, rows.lower(i));
        }
        return asked.support().integer() ? Math.floor(innermost) : innermost;
    }

    /** The largest distance between two bounds of rows. */
    private double range() {
        DoubleSummaryStatistics bounds = IntStream.range(0, rows.size())
                .mapToObj(i -> DoubleStream.of(rows.lower(i), rows.upper(i), rows.entry(i), rows.exit(i)))
                .flatMapToDouble(row -> row.filter(Double::isFinite))
                .summaryStatistics();
        double range = bounds.getMax() - bounds.getMin();
        return range > 0 ? range : Math.max(Math.abs(bounds.getMin()), Double.MIN_NORMAL);
    }

    private Optional<Fit> made(Map<String, Double> at) {
        return fits.computeIfAbsent(Map.copyOf(at), this::make);
    }

    private Optional<Fit> make(Map<String, Double> at) {
        List<Double> inOrder = asked.support().ends().stream()
                .map(end -> at.getOrDefault(end, asked.fixed().get(end)))
                .toList();
        if (inOrder.size() == 2 && !(inOrder.get(0) < inOrder.get(1))) {
            return Optional.empty();
        }
        Mle held = asked;
        for (Map.Entry<String, Double> end : at.entrySet()) {
            if (!asked.family().parameter(end.getKey()).orElseThrow().domain().contains(end.getValue())) {
                return Optional.empty();
            }
            held = held.withFixed(end.getKey(), end.getValue());
        }
        try {
            return Optional.of(held.fitTo(data)).filter(f -> f.outcome().kind().found());
        } catch (DataException outside) {
            return Optional.empty();
        }
    }

    /** The best place of one end, the other being where it is. */
    private final class Place {
        private final String end;
        private final Map<String, Double> others;
        private final DoubleUnaryOperator place;
        private final List<Double> distances;
        private double best = Double.NaN;
        private double highest = Double.NEGATIVE_INFINITY;

        Place(String end, Map<String, Double> others) {
            this.end = end;
            this.others = others;
            double innermost = innermost(end);
            this.place = t -> isLower(end) ? innermost - t : innermost + t;
            this.distances = distances(innermost);
        }

        private List<Double> distances(double innermost) {
            TreeSet<Double> all = new TreeSet<>();
            TreeSet<Double> bounds = new TreeSet<>();
            double range = range();
            for (int i = 0; i < rows.size(); i++) {
                for (double bound : new double[] {rows.lower(i), rows.upper(i), rows.entry(i), rows.exit(i)}) {
                    double distance = isLower(end) ? innermost - bound : bound - innermost;
                    if (distance > 0 && Double.isFinite(distance)) {
                        bounds.add(distance);
                    }
                }
            }
            bounds.stream().limit(BOUNDS).forEach(all::add);
            for (double share : OUTSIDE) {
                all.add(share * range);
            }
            if (asked.support().integer()) {
                all.clear();
                for (int count = 0; count <= COUNTS; count++) {
                    all.add((double) count);
                }
            } else if (isLower(end) && asked.support().lower() == 0) {
                all.removeIf(distance -> !(distance < innermost));
                all.add(innermost / 2);
                all.add(innermost * 0.9);
                all.add(innermost * 0.99);
            }
            return new ArrayList<>(all);
        }

        private double value(double distance) {
            Map<String, Double> at = new LinkedHashMap<>(others);
            at.put(end, place.applyAsDouble(distance));
            double value = made(at).map(Fit::logLikelihood).orElse(Double.NEGATIVE_INFINITY);
            if (value > highest) {
                highest = value;
                best = at.get(end);
            }
            return value;
        }

        /** Whether there is a best place. */
        boolean search() {
            int top = 0;
            double[] values = new double[distances.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = value(distances.get(k));
                top = values[k] > values[top] + NO_GAIN ? k : top;
            }
            boolean risesOutside = top == values.length - 1;
            if (highest == Double.NEGATIVE_INFINITY || risesOutside) {
                return false;
            }
            if (!asked.support().integer()) {
                sections(distances.get(Math.max(top - 1, 0)), distances.get(top + 1));
            }
            if (!(highest > values[0] + NO_GAIN)) { // no more than rounding lifts another place above the innermost
                highest = values[0];
                best = place.applyAsDouble(distances.get(0));
            }
            return true;
        }

        /** Golden sections (Kiefer 1953). */
        private void sections(double from, double to) {
            double a = from;
            double b = to;
            double left = b - GOLDEN * (b - a);
            double right = a + GOLDEN * (b - a);
            double atLeft = value(left);
            double atRight = value(right);
            for (int i = 0; i < SECTIONS; i++) {
                if (atLeft >= atRight) {
                    b = right;
                    right = left;
                    atRight = atLeft;
                    left = b - GOLDEN * (b - a);
                    atLeft = value(left);
                } else {
                    a = left;
                    left = right;
                    atLeft = atRight;
                    right = a + GOLDEN * (b - a);
                    atRight = value(right);
                }
            }
        }
    }

    /** A fit in which the ends were held, told as one in which they were estimated. */
    private Fit told(Fit fit, Map<String, Double> at) {
        List<Estimate> estimates = fit.parameters().stream()
                .map(e -> at.containsKey(e.name()) ? Estimate.onEdge(e.name(), e.value()) : e)
                .toList();
        String where = at.entrySet().stream()
                .map(e -> e.getKey() + " = " + Digits.number(e.getValue()))
                .collect(Collectors.joining(", "));
        List<String> onEdge = new ArrayList<>(at.keySet());
        onEdge.addAll(fit.outcome().parameters());
        String also =
                fit.outcome().kind() == Kind.BOUNDARY ? "; " + fit.outcome().message() : "";
        return fit.with(
                new Outcome(
                        Kind.BOUNDARY,
                        "the likelihood is highest where the support ends at " + where + also,
                        onEdge,
                        Map.of()),
                estimates);
    }
}
