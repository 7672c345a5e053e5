package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Support;
import mle.plan.RegressionRows;
import mle.plan.Rows;

/** The rows of a response by what they add to the log-likelihood, with the columns that their formulas read. */
final class ResponseRows {
    private final ModelFormulas formulas;
    private final EmpiricalDistribution response;
    private final Support support;
    private final Rowset rows;
    private final Map<Part, Group> groups = new EnumMap<>(Part.class);

    /** Rows of one kind: their numbers among the chosen rows and their bounds. */
    private static final class Group {
        private int[] rows = new int[64];
        private double[] lower = new double[64];
        private double[] upper = new double[64];
        private int size;

        void add(int row, double from, double to) {
            if (size == rows.length) {
                rows = Arrays.copyOf(rows, 2 * size);
                lower = Arrays.copyOf(lower, 2 * size);
                upper = Arrays.copyOf(upper, 2 * size);
            }
            rows[size] = row;
            lower[size] = from;
            upper[size++] = to;
        }
    }

    private ResponseRows(ModelFormulas formulas, EmpiricalDistribution response, Support support, Rowset rows) {
        this.formulas = formulas;
        this.response = response;
        this.support = support;
        this.rows = rows;
    }

    /**
     * The rows of a response.
     *
     * @param rows which of them
     */
    static List<RegressionRows> of(
            ModelFormulas formulas, EmpiricalDistribution response, Support support, Rowset rows) {
        return kinds(formulas, response, support, rows).stream()
                .map(kind -> new RegressionRows(
                        formulas.plan(kind.part),
                        data(formulas, kind.columns, kind.weights),
                        kind.rows,
                        rows.size(),
                        formulas.known()))
                .toList();
    }

    /**
     * Rows that add the same formula.
     *
     * @param part which
     * @param columns the data columns that it reads
     * @param weights a weight for each row, or none
     * @param rows which rows of the response they are (from 0), or none for all
     */
    record Kind(Part part, Map<String, double[]> columns, double[] weights, int[] rows) {}

    /** The rows of a response by their kinds. */
    static List<Kind> kinds(ModelFormulas formulas, EmpiricalDistribution response, Support support, Rowset rows) {
        ResponseRows all = new ResponseRows(formulas, response, support, rows);
        if (response.regions().isEmpty()) {
            return List.of(all.exact());
        }
        Observations observations = response.regions().get();
        for (int k = 0; k < rows.size(); k++) {
            all.add(observations, rows.row(k), k);
        }
        List<Kind> kinds = new ArrayList<>();
        all.groups.forEach((part, group) -> kinds.add(all.bound(part, group)));
        return kinds;
    }

    private Kind exact() {
        Map<String, double[]> columns = new HashMap<>();
        if (response.names().size() == 1) {
            columns.put("x", rows.of(response.values()));
        }
        for (int j = 0; response.names().size() > 1 && j < response.names().size(); j++) {
            columns.put(response.names().get(j), rows.of(response.margin(j).values()));
        }
        formulas.columns().forEach((name, values) -> columns.put(name, rows.of(values)));
        return new Kind(Part.DENSITY, columns, rows.of(response.weights()), new int[0]);
    }

    private Kind bound(Part part, Group group) {
        int[] chosen = Arrays.copyOf(group.rows, group.size);
        double[] lower = Arrays.copyOf(group.lower, group.size);
        double[] upper = Arrays.copyOf(group.upper, group.size);
        Map<String, double[]> columns = new HashMap<>();
        columns.put("x", lower);
        columns.put(Part.LOWER, lower);
        columns.put(Part.UPPER, upper);
        formulas.columns().forEach((name, values) -> columns.put(name, pick(values, chosen)));
        return new Kind(part, columns, pick(response.weights(), chosen), chosen);
    }

    private double[] pick(double[] values, int[] chosen) {
        return values.length == 0
                ? values
                : Arrays.stream(chosen).mapToDouble(k -> values[rows.row(k)]).toArray();
    }

    private static Rows data(ModelFormulas formulas, Map<String, double[]> columns, double[] weights) {
        double unit = formulas.unit().unit();
        return new Rows(
                columns.entrySet().stream()
                        .map(e -> new Rows.Column(e.getKey(), e.getValue(), 0, ofResponse(e.getKey()) ? unit : 1))
                        .toArray(Rows.Column[]::new),
                weights);
    }

    private static boolean ofResponse(String column) {
        return column.equals("x") || column.equals(Part.LOWER) || column.equals(Part.UPPER);
    }

    private void add(Observations observations, int row, int k) {
        double lower = observations.lower(row);
        double upper = observations.upper(row);
        if (observations.kind(row) == Observations.Kind.EXACT) {
            group(Part.DENSITY).add(k, lower, upper);
        } else {
            between(Part.SURVIVAL, Part.CDF, Part.INTERVAL, lower, upper, k);
        }
        between(
                Part.SEEN_ABOVE,
                Part.SEEN_BELOW,
                Part.SEEN_BETWEEN,
                observations.entry(row),
                observations.exit(row),
                k);
    }

    /** A bound at an end of the support or beyond is none; counts lie between whole bounds. */
    private void between(Part above, Part below, Part both, double from, double to, int k) {
        double lower = support.integer() ? Math.floor(from) : from;
        double upper = support.integer() ? Math.floor(to) : to;
        boolean hasLower = support.integer() ? lower >= support.lower() : lower > support.lower();
        boolean hasUpper = upper < support.upper();
        if (hasLower || hasUpper) {
            group(hasLower && hasUpper ? both : hasLower ? above : below).add(k, lower, upper);
        }
    }

    private Group group(Part part) {
        return groups.computeIfAbsent(part, unused -> new Group());
    }
}
