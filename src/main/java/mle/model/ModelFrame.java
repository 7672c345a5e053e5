package mle.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import mle.data.Column;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.data.Suggestion;
import mle.data.Table;
import mle.family.Family;
import mle.family.Parameter;

/**
 * A regression put to a table: the model with its design matrices, and what its predictors took from the data, so that the
 * same predictors can be made for other data.
 *
 * @param model the model
 * @param response the left side of the formula
 * @param levels the levels of the response, where it has some: those of a family of levels, or of a column of text
 * @param formulas how the predictors are made
 * @param table the rows that are used
 */
public record ModelFrame(
        Model model, Response response, List<String> levels, List<PredictorFormula> formulas, Table table) {
    /**
     * Predictors for the rows of other data in which nothing needed is missing.
     *
     * @param predictors one for each of the model's
     * @param rows the rows of the table (from 0) that they are for
     */
    public record Applied(List<Predictor> predictors, int[] rows) {
        /**
         * The predictors that formulas with their constants make for a table.
         *
         * @throws DataException if a column is missing, a level is unknown, or a computed value is not finite
         */
        public static Applied of(List<PredictorFormula> formulas, Table table) {
            Set<String> columns = new TreeSet<>();
            formulas.forEach(f -> columns.addAll(f.columns()));
            Table selected = columns.isEmpty() ? table : table.select(columns);
            int[] rows = IntStream.range(0, table.rows())
                    .filter(row ->
                            columns.stream().noneMatch(c -> table.column(c).isMissing(row)))
                    .toArray();
            Table present = rows.length == table.rows() ? selected : selected.rows(rows);
            return new Applied(ModelFrame.predictors(formulas, present), rows);
        }
    }

    static ModelFrame of(ModelFormula formula, Table table) {
        Response response = formula.response(table);
        Set<String> otherwise = new TreeSet<>(formula.weights().columns());
        otherwise.addAll(response.columns());
        Map<ModelFormula.Right, RightSide> read = read(formula, table, otherwise);
        Set<String> needed = new TreeSet<>(otherwise);
        read.values().forEach(side -> needed.addAll(side.columns()));
        Table complete = complete(table.select(needed), response, needed);
        Table rows = counted(complete, formula, response);
        Optional<Coding.Levels> levels = levels(formula, response, rows);
        Family family = formula.family(levels.map(Coding.Levels::levels)
                .filter(l -> formula.source().ofLevels().isPresent())
                .orElse(List.of()));
        formula.checkNames(family);
        List<PredictorFormula> formulas = formulas(formula, family, read, rows);
        List<Predictor> predictors = predictors(formulas, rows);
        if (response.form() == Response.Form.COUNTS) {
            predictors.add(new Predictor.Linear(size(family), Link.IDENTITY, DesignMatrix.known(response.sizes(rows))));
        }
        Model model = new Model(
                family,
                sample(formula, response, levels, family, rows, table.rows() - complete.rows()),
                predictors,
                formula.fixed());
        return new ModelFrame(model, response, levels.map(Coding.Levels::levels).orElse(List.of()), formulas, rows);
    }

    // ---- formulas ----

    private static Map<ModelFormula.Right, RightSide> read(ModelFormula formula, Table table, Set<String> otherwise) {
        List<String> others = table.columns().stream()
                .map(Column::name)
                .filter(name -> !otherwise.contains(name))
                .toList();
        Map<ModelFormula.Right, RightSide> read = new LinkedHashMap<>();
        List<String> unused = new ArrayList<>(
                formula.coefficients().stream().map(Parameter::name).toList());
        for (ModelFormula.Right right : formula.rights()) {
            RightSide side = right.terms()
                    .map(terms -> (RightSide) new RightSide.Linear(terms))
                    .orElseGet(() -> RightSide.read(right.text(), formula.coefficients(), others));
            read.put(right, side);
            if (side instanceof RightSide.Nonlinear n) {
                n.coefficients().forEach(c -> unused.remove(c.name()));
            }
        }
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException("parameters: '" + unused.get(0) + "' occurs in no formula");
        }
        return read;
    }

    private static List<PredictorFormula> formulas(
            ModelFormula formula, Family family, Map<ModelFormula.Right, RightSide> read, Table rows) {
        List<PredictorFormula> formulas = new ArrayList<>();
        Map<RightSide, PredictorFormula> made = new HashMap<>();
        formula.rights(family).forEach((name, right) -> {
            Parameter parameter = parameter(family, name);
            RightSide side = read.get(right);
            Link standard = side instanceof RightSide.Nonlinear ? Link.IDENTITY : Link.of(parameter.domain());
            Link link = formula.link(name, family).orElse(standard);
            boolean thresholds = formula.source().ofLevels().isPresent() && name.equals("location");
            if (thresholds && side instanceof RightSide.Linear linear) {
                formulas.add(linear.withoutIntercept(name, link, rows));
            } else if (made.get(side) instanceof PredictorFormula.Linear same) {
                formulas.add(new PredictorFormula.Linear(name, link, same.encoding(), Set.of()));
            } else {
                formulas.add(side.of(name, link, rows));
                made.put(side, formulas.get(formulas.size() - 1));
            }
        });
        return List.copyOf(formulas);
    }

    /** The predictors for a table; those of the same terms share one matrix. */
    private static List<Predictor> predictors(List<PredictorFormula> formulas, Table rows) {
        List<Predictor> predictors = new ArrayList<>();
        Map<Encoding, DesignMatrix> matrices = new HashMap<>();
        for (PredictorFormula f : formulas) {
            if (f instanceof PredictorFormula.Linear l) {
                DesignMatrix matrix = matrices.computeIfAbsent(l.encoding(), e -> e.matrix(rows));
                predictors.add(new Predictor.Linear(l.parameter(), l.link(), matrix.without(l.dropped())));
            } else {
                predictors.add(f.at(rows));
            }
        }
        return predictors;
    }

    private static Parameter parameter(Family family, String name) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        return family.parameter(name)
                .orElseThrow(() -> new IllegalArgumentException(family.name() + ": no parameter '" + name + "'"
                        + Suggestion.didYouMean(name, names, ", expected one of " + String.join(", ", names))));
    }

    private static String size(Family family) {
        return family.support()
                .upperParameter()
                .orElseThrow(() -> new IllegalArgumentException("model: Counts(successes, failures) is for a family"
                        + " with a known size, such as binomial or beta-binomial, got " + family.name()));
    }

    // ---- rows ----

    private static Table complete(Table table, Response response, Set<String> columns) {
        Set<String> plain = new TreeSet<>(columns);
        plain.removeAll(response.columns());
        List<Column> cells = plain.stream().map(table::column).toList();
        int[] kept = IntStream.range(0, table.rows())
                .filter(row -> response.isPresent(table, row) && cells.stream().noneMatch(c -> c.isMissing(row)))
                .toArray();
        if (kept.length == 0) {
            throw new DataException(table.name() + ": expected at least one row, got "
                    + (table.rows() == 0 ? "none" : table.rows() + " with missing cells"));
        }
        return kept.length == table.rows() ? table : table.rows(kept);
    }

    /** The rows that count: those whose weights are not 0. */
    private static Table counted(Table table, ModelFormula formula, Response response) {
        List<double[]> weights = new ArrayList<>();
        for (String column :
                List.of(formula.weights().frequencies(), formula.weights().sampling())) {
            if (!column.isEmpty()) {
                weights.add(table.numeric(column).values());
            }
        }
        if (response.form() == Response.Form.COUNTS) {
            weights.add(response.sizes(table));
        }
        int[] kept = IntStream.range(0, table.rows())
                .filter(row -> weights.stream().noneMatch(w -> w[row] == 0))
                .toArray();
        if (kept.length == 0) {
            throw new DataException(table.name() + ": at least one weight must be > 0, got none");
        }
        return kept.length == table.rows() ? table : table.rows(kept);
    }

    // ---- what was observed ----

    private static Optional<Coding.Levels> levels(ModelFormula formula, Response response, Table rows) {
        boolean wanted = formula.source().ofLevels().isPresent() || response.isText(rows);
        return wanted ? Optional.of(response.levels(rows, formula.source().order())) : Optional.empty();
    }

    private static Observations weighted(Observations observations, String column, Table rows) {
        if (column.isEmpty()) {
            return observations;
        }
        try {
            return observations.weighted(rows.numeric(column).values());
        } catch (DataException e) {
            throw e.in(rows.name(), column);
        }
    }

    private static EmpiricalDistribution withSamplingWeights(EmpiricalDistribution sample, String column, Table rows) {
        if (column.isEmpty()) {
            return sample;
        }
        try {
            return sample.withSamplingWeights(rows.numeric(column).values());
        } catch (DataException e) {
            throw e.in(rows.name(), column);
        }
    }

    private static EmpiricalDistribution sample(
            ModelFormula formula,
            Response response,
            Optional<Coding.Levels> levels,
            Family family,
            Table rows,
            int missing) {
        int[] numbers = IntStream.range(0, rows.rows()).map(rows::rowNumber).toArray();
        try {
            Observations observations = levels.filter(l -> isOfLevels(family, l))
                    .map(l -> Observations.exact(coded(l, family, rows)))
                    .orElseGet(() -> response.observations(rows))
                    .fromRows(numbers, missing);
            ModelFormula.Weights weights = formula.weights();
            observations = weighted(observations, weights.frequencies(), rows);
            EmpiricalDistribution sample = EmpiricalDistribution.of(truncated(observations, formula.seen()));
            sample = withSamplingWeights(sample, weights.sampling(), rows);
            return weights.clusters().isEmpty() ? sample : sample.withClusters(codes(rows.column(weights.clusters())));
        } catch (DataException e) {
            throw e.in(rows.name(), response.toString());
        }
    }

    /** Whether the values of a family are levels: 1 to K, or 0 and 1 for two. */
    private static boolean isOfLevels(Family family, Coding.Levels levels) {
        double span = family.support().upper() - family.support().lower();
        return family.support().integer() && span == levels.levels().size() - 1;
    }

    private static double[] coded(Coding.Levels levels, Family family, Table rows) {
        int[] codes = levels.codes(rows);
        return Arrays.stream(codes)
                .mapToDouble(code -> code + family.support().lower())
                .toArray();
    }

    private static int[] codes(Column clusters) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] codes = new int[clusters.size()];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = numbers.computeIfAbsent(Coding.Levels.level(clusters, i), c -> numbers.size());
        }
        return codes;
    }

    private static Observations truncated(Observations observations, ModelFormula.Seen seen) {
        if (seen.lower() == Double.NEGATIVE_INFINITY && seen.upper() == Double.POSITIVE_INFINITY) {
            return observations;
        }
        double[] entry = new double[observations.size()];
        double[] exit = new double[entry.length];
        for (int i = 0; i < entry.length; i++) {
            entry[i] = Math.max(seen.lower(), observations.entry(i));
            exit[i] = Math.min(seen.upper(), observations.exit(i));
        }
        return observations.truncated(entry, exit);
    }

    // ---- other data ----

    /**
     * The predictors for other data, by the constants of this frame.
     *
     * @throws DataException if a column is missing, a level is unknown, or a computed value is not finite
     */
    public Applied apply(Table other) {
        return Applied.of(formulas, other);
    }

    /** The same without some coefficients: by parameter, their names. */
    public ModelFrame without(Map<String, Set<String>> coefficients) {
        List<PredictorFormula> fewer = new ArrayList<>();
        for (PredictorFormula f : formulas) {
            fewer.add(f.without(coefficients.getOrDefault(f.parameter(), Set.of())));
        }
        List<Predictor> predictors = new ArrayList<>();
        for (Predictor p : model.predictors()) {
            Set<String> dropped = coefficients.getOrDefault(p.parameter(), Set.of());
            predictors.add(
                    p instanceof Predictor.Linear l
                            ? new Predictor.Linear(
                                    l.parameter(), l.link(), l.design().without(dropped))
                            : p);
        }
        return new ModelFrame(
                new Model(model.family(), model.response(), predictors, model.fixed()),
                response,
                levels,
                List.copyOf(fewer),
                table);
    }

    /** The formula of the main parameter, as text. */
    public String formula() {
        return response + " ~ " + (formulas.isEmpty() ? "1" : formulas.get(0).text());
    }
}
