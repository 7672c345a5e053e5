package mle.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, by name, as often as it was. */
final class Measured {
    private final Map<String, List<Double>> figures = new LinkedHashMap<>();

    void add(String name, double figure) {
        figures.computeIfAbsent(name, unused -> new ArrayList<>()).add(figure);
    }

    void addAll(String prefix, Map<String, Double> some) {
        some.forEach((name, figure) -> add(prefix + name, figure));
    }

    /** The median, NaN where nothing was measured. */
    double median(String name) {
        return Stopwatch.median(figures.getOrDefault(name, List.of()).stream()
                .mapToDouble(Double::doubleValue)
                .toArray());
    }

    /** The median over the rounds of the ratio within a round, NaN where either is missing. */
    double ratio(String above, String below) {
        List<Double> a = figures.getOrDefault(above, List.of());
        List<Double> b = figures.getOrDefault(below, List.of());
        double[] ratios = new double[Math.min(a.size(), b.size())];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = a.get(i) / b.get(i);
        }
        return Stopwatch.median(ratios);
    }

    /** What follows a prefix in the names. */
    List<String> namesAfter(String prefix) {
        return figures.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }
}
