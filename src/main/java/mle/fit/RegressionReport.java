package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.expr.NormalQuantile;
import mle.family.Families;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.solve.Jet;
import mle.solve.Outcome;
import mle.solve.Solution;
import org.ejml.simple.SimpleMatrix;

/**
 * From the coordinates of a search to the coefficients and parameters of a model, in the order of {@link Model#names}.
 *
 * @param asked the model and what is asked of its fit
 * @param inside the response, with a value inside the support in each row
 * @param formulas the formulas that were searched
 * @param maps the columns of the search
 * @param objective the cross entropy over all rows
 * @param solution where the search ended, if there was a start
 * @param starts how many searches there were
 * @param best how many of them ended there
 * @param began when the fit began, as {@link System#nanoTime} tells
 */
record RegressionReport(
        Regression asked,
        EmpiricalDistribution inside,
        ModelFormulas formulas,
        List<ColumnMap> maps,
        RegressionObjective objective,
        Optional<Solution> solution,
        int starts,
        int best,
        long began) {
    /** Those of the whole model; coefficients that were left out are held at 0. */
    private List<ModelEntry> entries() {
        List<ModelEntry> entries = entries(asked.model());
        if (asked.whole() == asked.model()) {
            return entries;
        }
        Map<String, ModelEntry> byName = new LinkedHashMap<>();
        entries.forEach(e -> byName.put(e.name(), e));
        return entries(asked.whole()).stream()
                .map(e -> byName.getOrDefault(e.name(), ModelEntry.dropped(e.name())))
                .toList();
    }

    private List<ModelEntry> entries(Model model) {
        return ModelEntry.of(
                model, formulas, maps.stream().mapToInt(ColumnMap::size).toArray());
    }

    /** Turns coordinates of the search into coefficients of the columns as given; what is on the line stays there. */
    private double[] given(double[] searched) {
        double[] values = searched.clone();
        int first = 0;
        for (ColumnMap map : maps) {
            map.toGiven(values, first);
            first += map.size();
        }
        return inGivenUnit(values);
    }

    /** Coefficients, of the search or as given, in the unit of the response. */
    private double[] inGivenUnit(double[] values) {
        int first = 0;
        for (int k = 0; k < maps.size(); k++) {
            Predictor.Linear q = formulas.linear().get(k);
            double multiplier = formulas.unit().multiplier(q.parameter(), q.link());
            for (int j = 0; j < maps.get(k).size(); j++) {
                values[first + j] /= multiplier;
            }
            first += maps.get(k).size();
        }
        return values;
    }

    /** A direction in the coordinates, told in the names; the largest entry is one, what is next to nothing is left out. */
    Map<String, Double> direction(double[] inCoordinates) {
        double[] moved = given(inCoordinates);
        double size = Arrays.stream(moved).map(Math::abs).max().orElse(0);
        Map<String, Double> direction = new LinkedHashMap<>();
        for (ModelEntry e : entries()) {
            double share = e.coordinate() < 0 ? 0 : moved[e.coordinate()] / size;
            if (Math.abs(share) > 1e-9) {
                direction.put(e.name(), share);
            }
        }
        return direction;
    }

    /** The name of what a coordinate is of. */
    String name(int coordinate) {
        return entries().stream()
                .filter(e -> e.coordinate() == coordinate)
                .findFirst()
                .orElseThrow()
                .name();
    }

    /** A fit without numbers. */
    Fit nothing(Outcome outcome) {
        List<Estimate> estimates = entries().stream()
                .map(e -> new Estimate(
                        e.name(),
                        asked.model().fixed().getOrDefault(e.name(), Double.NaN),
                        Double.NaN,
                        Double.NaN,
                        Double.NaN,
                        asked.model().fixed().containsKey(e.name())))
                .toList();
        double[][] covariance = new double[estimates.size()][estimates.size()];
        for (double[] row : covariance) {
            Arrays.fill(row, Double.NaN);
        }
        return fit(outcome, estimates, covariance, Double.NaN);
    }

    /**
     * The numbers of a fit of a limit family.
     *
     * @param names for each parameter that the limit family has, its name there; others are infinite
     */
    Fit from(Outcome outcome, Fit fit, Map<String, String> names) {
        List<ModelEntry> entries = entries();
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < fit.parameters().size(); i++) {
            places.put(fit.parameters().get(i).name(), i);
        }
        Integer[] from = new Integer[entries.size()];
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < from.length; i++) {
            String name = entries.get(i).name();
            int end = name.indexOf('.') < 0 ? name.length() : name.indexOf('.');
            String there = names.get(name.substring(0, end));
            from[i] = there == null ? null : places.get(there + name.substring(end));
            Estimate e = from[i] == null ? null : fit.parameters().get(from[i]);
            estimates.add(
                    e == null
                            ? Estimate.onEdge(name, Double.POSITIVE_INFINITY)
                            : new Estimate(name, e.value(), e.standardError(), e.lower(), e.upper(), e.fixed()));
        }
        Map<String, String> ours = new HashMap<>();
        names.forEach((our, their) -> ours.put(their, our));
        SimpleMatrix theirs = fit.covariance();
        Optional<LinearCoordinates> coordinates = fit.coordinates()
                .map(c -> new LinearCoordinates(
                        c.predictors().stream()
                                .map(q -> q.of(ours.get(q.parameter())))
                                .toList(),
                        taken(from, (i, j) -> c.covariance()[i][j])));
        return fit(outcome, estimates, taken(from, theirs::get), fit.logLikelihood())
                .in(coordinates);
    }

    private interface Entry {
        double at(int row, int column);
    }

    /** Some rows and columns of a matrix, NaN in place of those that it does not have. */
    private static double[][] taken(Integer[] from, Entry matrix) {
        double[][] taken = new double[from.length][from.length];
        for (int i = 0; i < from.length; i++) {
            for (int j = 0; j < from.length; j++) {
                taken[i][j] = from[i] == null || from[j] == null ? Double.NaN : matrix.at(from[i], from[j]);
            }
        }
        return taken;
    }

    /**
     * The fit at a point.
     *
     * @param edge a coordinate on an edge of its domain, which has no standard error, or -1
     * @param atEdge the value of its parameter there
     */
    Fit fitAt(Outcome outcome, double[] point, Jet jet, int edge, double atEdge) {
        double[] values = given(point);
        refine(values);
        double[][] searched = covariance(point, jet, edge);
        double[][] c = turned(searched, this::given);
        double z = NormalQuantile.at(0.5 + asked.level() / 2);
        List<ModelEntry> entries = entries();
        double[] slopes = new double[entries.size()];
        List<Estimate> estimates = new ArrayList<>();
        for (int i = 0; i < slopes.length; i++) {
            ModelEntry e = entries.get(i);
            if (e.coordinate() < 0) {
                estimates.add(new Estimate(e.name(), e.fixed(), Double.NaN, Double.NaN, Double.NaN, true));
                continue;
            }
            if (e.coordinate() == edge) {
                estimates.add(Estimate.onEdge(e.name(), atEdge));
                continue;
            }
            double onLine = values[e.coordinate()];
            double value = e.domain().fromLine(onLine);
            slopes[i] = (e.ofFamily() ? formulas.unit().slope(e.name()) : 1)
                    / e.domain().slope(value);
            double error = Math.sqrt(c[e.coordinate()][e.coordinate()]);
            estimates.add(new Estimate(
                    e.name(),
                    inGivenUnit(e, value),
                    error * slopes[i],
                    inGivenUnit(e, e.domain().fromLine(onLine - z * error)),
                    inGivenUnit(e, e.domain().fromLine(onLine + z * error)),
                    false));
        }
        LinearCoordinates coordinates = new LinearCoordinates(
                columns(), ofEstimates(turned(searched, v -> inGivenUnit(v.clone())), entries, slopes, edge));
        double logLikelihood = formulas.unit().logJacobian(asked.model().response()) - jet.value() * objective.weight();
        return fit(outcome, estimates, ofEstimates(c, entries, slopes, edge), logLikelihood)
                .in(coordinates.unlessGiven());
    }

    private List<LinearCoordinates.Columns> columns() {
        List<LinearCoordinates.Columns> columns = new ArrayList<>();
        for (int k = 0; k < maps.size(); k++) {
            columns.add(maps.get(k).columnsOf(formulas.linear().get(k).parameter()));
        }
        return columns;
    }

    /** A covariance in the order of the estimates, given that in the order of the search. */
    private static double[][] ofEstimates(double[][] c, List<ModelEntry> entries, double[] slopes, int edge) {
        double[][] covariance = new double[slopes.length][slopes.length];
        for (int i = 0; i < slopes.length; i++) {
            for (int j = 0; j < slopes.length; j++) {
                int a = entries.get(i).coordinate();
                int b = entries.get(j).coordinate();
                covariance[i][j] =
                        a < 0 || b < 0 || a == edge || b == edge ? Double.NaN : c[a][b] * slopes[i] * slopes[j];
            }
        }
        return covariance;
    }

    /** A packed matrix with one coordinate apart from the others. */
    private static double[] held(double[] matrix, int coordinate) {
        for (int i = 0, k = 0; k < matrix.length; i++) {
            for (int j = 0; j <= i; j++, k++) {
                if (i == coordinate || j == coordinate) {
                    matrix[k] = i == j ? 1 : 0;
                }
            }
        }
        return matrix;
    }

    private double inGivenUnit(ModelEntry e, double value) {
        return e.ofFamily() ? formulas.unit().given(e.name(), value) : value;
    }

    /** The covariance of the coordinates of the search. */
    private double[][] covariance(double[] point, Jet jet, int edge) {
        int p = point.length;
        Covariance kind = asked.covariance();
        double[] information = kind == Covariance.EXPECTED
                ? new RegressionInformation(asked.model(), formulas, maps).at(point)
                : jet.hessian().clone();
        for (int k = 0; k < information.length && kind != Covariance.EXPECTED; k++) {
            information[k] *= objective.weight();
        }
        held(information, edge);
        int coefficients =
                asked.model().predictors().stream().mapToInt(Predictor::size).sum();
        double factor = kind.correction(asked.model().response(), coefficients);
        double[] packed = kind.matrix(
                information,
                p,
                () -> held(
                        Arrays.stream(objective.outerProducts(point))
                                .map(v -> factor * v)
                                .toArray(),
                        edge));
        double[][] c = new double[p][p];
        for (int i = 0, k = 0; i < p; i++) {
            for (int j = 0; j <= i; j++, k++) {
                c[i][j] = packed[k];
                c[j][i] = packed[k];
            }
        }
        return c;
    }

    /** T C T', given how T turns a vector. */
    private static double[][] turned(double[][] covariance, UnaryOperator<double[]> by) {
        int p = covariance.length;
        double[][] c = new double[p][];
        for (int i = 0; i < p; i++) {
            c[i] = by.apply(covariance[i]);
        }
        for (int j = 0; j < p; j++) {
            double[] column = new double[p];
            for (int i = 0; i < p; i++) {
                column[i] = c[i][j];
            }
            column = by.apply(column);
            for (int i = 0; i < p; i++) {
                c[i][j] = column[i];
            }
        }
        return c;
    }

    /** The last digits of least squares on nearly dependent columns, which the coordinates of the search can't hold. */
    private void refine(double[] values) {
        Model model = asked.model();
        EmpiricalDistribution response = model.response();
        boolean leastSquares = model.family().logDensity() == Families.normal().logDensity()
                && formulas.linear().size() == 1
                && formulas.linear().get(0).parameter().equals("mean")
                && formulas.linear().get(0).link() == Link.IDENTITY
                && response.regions().isEmpty()
                && !response.isWeighted();
        if (!leastSquares || !(maps.get(0) instanceof Orthogonalisation columns)) {
            return;
        }
        double[] y = response.values().clone();
        double[] offset = formulas.linear().get(0).design().offset();
        for (int i = 0; i < offset.length; i++) {
            y[i] -= offset[i];
        }
        double[] coefficients = Arrays.copyOf(values, columns.size());
        double squares = new RefinedLeastSquares(columns, y).refine(coefficients);
        System.arraycopy(coefficients, 0, values, 0, coefficients.length);
        if (values.length > coefficients.length) {
            values[coefficients.length] = StrictMath.log(squares / y.length) / 2
                    - StrictMath.log(formulas.unit().unit());
        }
    }

    private Fit fit(Outcome outcome, List<Estimate> estimates, double[][] covariance, double logLikelihood) {
        Model model = asked.model();
        return new Fit(
                model.family(),
                model.response(),
                outcome,
                estimates,
                asked.covariance(),
                covariance,
                logLikelihood,
                asked.level(),
                work());
    }

    private Work work() {
        double seconds = (System.nanoTime() - began) / 1e9;
        String solver = asked.solver().name();
        return solution.map(s -> new Work(
                        solver,
                        s.iterations(),
                        s.evaluations(),
                        s.decrement(),
                        s.gradientNorm(),
                        seconds,
                        starts,
                        best))
                .orElseGet(() -> new Work(solver, 0, 0, Double.NaN, Double.NaN, seconds, starts, 0));
    }
}
