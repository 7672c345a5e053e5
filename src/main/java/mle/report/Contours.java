package mle.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lines on which a function of two variables has a level, from its values on a grid: by marching squares, with linear interpolation
 * along the edges of cells (Lorensen and Cline 1987, in two dimensions).
 */
final class Contours {
    private final double[] x;
    private final double[] y;
    private final double[][] values;
    private final double level;
    private final Map<Integer, List<Integer>> neighbours = new HashMap<>();
    private final Map<Integer, double[]> places = new HashMap<>();

    private Contours(double[] x, double[] y, double[][] values, double level) {
        this.x = x;
        this.y = y;
        this.values = values;
        this.level = level;
    }

    /**
     * The lines, each a list of points; closed ones end where they begin.
     *
     * @param x ascending
     * @param y ascending
     * @param values by x, then y
     */
    static List<List<double[]>> of(double[] x, double[] y, double[][] values, double level) {
        Contours contours = new Contours(x, y, values, level);
        for (int i = 0; i + 1 < x.length; i++) {
            for (int j = 0; j + 1 < y.length; j++) {
                contours.cross(i, j);
            }
        }
        return contours.lines();
    }

    private boolean isAbove(int i, int j) {
        return values[i][j] > level;
    }

    /** Joins the crossings of the edges of a cell: of four, the pairs that cut off the corners unlike the centre. */
    private void cross(int i, int j) {
        List<Integer> crossed = new ArrayList<>();
        // The edges in the order around the cell: below, right, above, left.
        addCrossing(crossed, i, j, i + 1, j, edge(i, j, 0));
        addCrossing(crossed, i + 1, j, i + 1, j + 1, edge(i + 1, j, 1));
        addCrossing(crossed, i, j + 1, i + 1, j + 1, edge(i, j + 1, 0));
        addCrossing(crossed, i, j, i, j + 1, edge(i, j, 1));
        if (crossed.size() == 2) {
            join(crossed.get(0), crossed.get(1));
        } else if (crossed.size() == 4) {
            double centre = (values[i][j] + values[i + 1][j] + values[i][j + 1] + values[i + 1][j + 1]) / 4;
            boolean together = centre > level == isAbove(i, j);
            join(crossed.get(0), crossed.get(together ? 1 : 3));
            join(crossed.get(2), crossed.get(together ? 3 : 1));
        }
    }

    private int edge(int i, int j, int direction) {
        return 2 * (i * y.length + j) + direction;
    }

    private void addCrossing(List<Integer> crossed, int i, int j, int k, int l, int edge) {
        if (isAbove(i, j) != isAbove(k, l)) {
            crossed.add(edge);
            places.computeIfAbsent(edge, e -> {
                double from = Math.max(values[i][j], -Double.MAX_VALUE);
                double to = Math.max(values[k][l], -Double.MAX_VALUE);
                double share = (level - from) / (to - from);
                return new double[] {x[i] + share * (x[k] - x[i]), y[j] + share * (y[l] - y[j])};
            });
        }
    }

    private void join(int a, int b) {
        neighbours.computeIfAbsent(a, e -> new ArrayList<>()).add(b);
        neighbours.computeIfAbsent(b, e -> new ArrayList<>()).add(a);
    }

    /** Open lines from their ends, then closed ones. */
    private List<List<double[]>> lines() {
        List<List<double[]>> lines = new ArrayList<>();
        List<Integer> edges = neighbours.keySet().stream().sorted().toList();
        for (int ends = 1; ends <= 2; ends++) {
            for (int edge : edges) {
                if (neighbours.get(edge).size() == ends) {
                    lines.add(follow(edge));
                }
            }
        }
        return lines;
    }

    private List<double[]> follow(int first) {
        List<double[]> line = new ArrayList<>(List.of(places.get(first)));
        int here = first;
        while (!neighbours.get(here).isEmpty()) {
            int next = neighbours.get(here).get(0);
            neighbours.get(here).remove((Integer) next);
            neighbours.get(next).remove((Integer) here);
            line.add(places.get(next));
            here = next;
        }
        return line;
    }
}
