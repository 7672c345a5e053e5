package mle.fit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mle.family.Domain;
import mle.family.Parameter;

/**
 * Where parameters of a family go as a coordinate of a search goes to its edge. What is searched may have another name, or be
 * of another meaning under the same name; readers know the family's own parameters.
 *
 * @param edges the edge to which each goes
 */
record Way(Map<String, Double> edges) {
    /** Parameters that go less than this share of the way of the one that goes farthest stay where they are. */
    private static final double SHARE = 0.5;

    /** The way of one parameter. */
    static Way to(String parameter, double edge) {
        return new Way(Map.of(parameter, edge));
    }

    /**
     * The way of a coordinate.
     *
     * @param from a place of the search
     * @param to one farther out on the way, from which on parameters go as they went
     */
    static Way along(FamilyPlan plan, int coordinate, boolean up, double[] from, double[] to) {
        Parameter searched = plan.searched().get(coordinate);
        if (plan.isOwn(coordinate)) {
            return to(searched.name(), edge(searched.domain(), up));
        }
        double[] before = plan.report(from);
        Map<String, Double> edges = far(plan, before, plan.report(to));
        if (edges.isEmpty()) {
            // So far out that a step changes no digit of a parameter: by one of the coordinate's own size.
            double[] farther = from.clone();
            farther[coordinate] += Math.copySign(from[coordinate], up ? 1 : -1);
            edges = far(plan, before, plan.report(farther));
        }
        return edges.isEmpty() ? to(searched.name(), edge(searched.domain(), up)) : new Way(edges);
    }

    /** Those that go far: of those that are searched on a log or logit scale, or if there are none, of the line. */
    private static Map<String, Double> far(FamilyPlan plan, double[] before, double[] after) {
        Map<String, Double> onScale = far(plan, before, after, false);
        return onScale.isEmpty() ? far(plan, before, after, true) : onScale;
    }

    /** Those that go far, of the line or of those that are searched on a log or logit scale. */
    private static Map<String, Double> far(FamilyPlan plan, double[] before, double[] after, boolean line) {
        Map<String, Double> moved = new LinkedHashMap<>();
        Map<String, Double> edges = new LinkedHashMap<>();
        for (int i = 0; i < plan.free().size(); i++) {
            Parameter p = plan.free().get(i);
            double way = p.domain().toLine(after[i]) - p.domain().toLine(before[i]);
            if (p.domain().equals(Domain.REAL) == line && Math.abs(way) > 0) {
                moved.put(p.name(), Math.abs(way));
                edges.put(p.name(), edge(p.domain(), way > 0));
            }
        }
        double most = moved.values().stream().mapToDouble(way -> way).max().orElse(0);
        edges.keySet().removeIf(name -> !(moved.get(name) >= SHARE * most));
        return edges;
    }

    /** The end of a domain. */
    static double edge(Domain domain, boolean up) {
        return up ? domain.upper() : domain.lower();
    }

    /** Whether all edges are numbers. */
    boolean endsAtNumbers() {
        return edges.values().stream().noneMatch(edge -> Double.isInfinite(edge));
    }

    List<String> parameters() {
        return List.copyOf(edges.keySet());
    }

    /** In words: {@code shape -> infinity}. */
    @Override
    public String toString() {
        return edges.entrySet().stream()
                .map(e -> e.getKey() + " -> " + Ending.format(e.getValue()))
                .collect(Collectors.joining(" and "));
    }
}
