package mle.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import mle.data.Suggestion;
import mle.expr.Expr;
import mle.expr.NormalQuantile;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.model.Link;
import mle.parallel.Crew;

/**
 * What a fitted model predicts in rows of data: parameters, mean, quantiles, probabilities. Standard errors are those of the
 * delta method, from the covariance of the fit; intervals are symmetric on the scale of the link, or on the line to which the values
 * that are possible are mapped, so that they stay among these.
 *
 * <pre>{@code
 * Predictions predictions = model.predict(table);
 * Prediction mean = predictions.mean();
 * Prediction median = predictions.quantile(0.5);
 * }</pre>
 */
public final class Predictions {
    private static final int CHUNK = 1024;

    private final FittedModel model;
    private final ParameterRows parameters;
    private final int[] rows;
    private final double level;

    Predictions(FittedModel model, ParameterRows parameters, int[] rows, double level) {
        this.model = model;
        this.parameters = parameters;
        this.rows = rows;
        this.level = level;
    }

    /** With intervals of another level, between 0 and 1. */
    public Predictions withLevel(double other) {
        if (!(other > 0 && other < 1)) {
            throw new IllegalArgumentException("level: must be between 0 and 1, got " + other);
        }
        return new Predictions(model, parameters, rows, other);
    }

    /** How many rows there are: those in which nothing needed is missing. */
    public int size() {
        return rows.length;
    }

    /** The numbers of the rows in the data (from 1). */
    public int[] rows() {
        return rows.clone();
    }

    /** The parameters of a row (from 0), in the order of the family's. */
    public double[] parameters(int row) {
        return parameters.at(row);
    }

    /** A number in one row: its estimate, its derivatives, and its interval, given the standard error. */
    private record Row(double value, Gradient gradient, Interval interval) {}

    private interface Interval {
        double[] at(double error, double z);
    }

    /** The predictor of the main parameter, on the scale of its link. */
    public Prediction link() {
        return link(model.family().mainParameter().name());
    }

    /** The predictor of a parameter, on the scale of its link. */
    public Prediction link(String parameter) {
        int i = index(parameter);
        Follower f = parameters.follower(i);
        String name = f.link() == Link.IDENTITY ? parameter : f.link().label() + "(" + parameter + ")";
        return prediction(name, row -> {
            double eta = f.eta(row);
            Gradient gradient = new Gradient();
            f.gradient(row, gradient);
            return new Row(eta, gradient, (error, z) -> new double[] {eta - z * error, eta + z * error});
        });
    }

    /** A parameter. */
    public Prediction parameter(String name) {
        int i = index(name);
        Domain domain = model.family().parameters().get(i).domain();
        Follower f = parameters.follower(i);
        return prediction(name, row -> {
            double eta = f.eta(row);
            double value = ParameterRows.inverse(f.link(), eta);
            Gradient inner = new Gradient();
            f.gradient(row, inner);
            Gradient gradient = new Gradient();
            gradient.add(parameters.slope(i, row), inner);
            return new Row(
                    value,
                    gradient,
                    f instanceof Follower.Number
                            ? onLine(value, domain)
                            : (error, z) -> behind(f.link(), eta, z * inner.error(model.variances())));
        });
    }

    /** The ends of an interval of a predictor, behind its link; where they leave its branch, there is none. */
    private static double[] behind(Link link, double eta, double half) {
        boolean branched = link == Link.INVERSE || link == Link.SQRT || link == Link.INVERSE_SQUARE;
        if (branched && !(Math.abs(eta) > half)) {
            return new double[] {Double.NaN, Double.NaN};
        }
        double a = ParameterRows.inverse(link, eta - half);
        double b = ParameterRows.inverse(link, eta + half);
        return new double[] {Math.min(a, b), Math.max(a, b)};
    }

    private static Interval onLine(double value, Domain domain) {
        return (error, z) -> {
            double centre = domain.toLine(value);
            double half = z * error * domain.slope(value);
            return new double[] {domain.fromLine(centre - half), domain.fromLine(centre + half)};
        };
    }

    /**
     * The mean of the response.
     *
     * @throws IllegalArgumentException for a response with levels; see {@link #levels}
     */
    public Prediction mean() {
        if (!model.levels().isEmpty() && model.isOfLevels()) {
            throw new IllegalArgumentException(model.family().name()
                    + ": levels have no mean; ask for their probabilities (" + String.join(", ", model.levels()) + ")");
        }
        requireOneVariable("mean");
        Optional<Expr> formula = model.family().moments().flatMap(m -> m.mean().formula());
        Optional<Parameter> itself = model.family().parameters().stream()
                .filter(p -> formula.isPresent() && formula.get().equals(p.symbol()))
                .filter(p ->
                        model.family().moments().orElseThrow().mean().margin().isEmpty())
                .findFirst();
        if (itself.isPresent()) {
            return named("mean", parameter(itself.get().name()));
        }
        return prediction("mean", Quantity.mean(model.family()));
    }

    private static Prediction named(String quantity, Prediction p) {
        return new Prediction(quantity, p.rows(), p.estimates(), p.standardErrors(), p.lower(), p.upper(), p.level());
    }

    /** The least y with P(Y &le; y) &ge; p. That of counts and levels jumps, and so has no standard error. */
    public Prediction quantile(double p) {
        if (!(p > 0 && p < 1)) {
            throw new IllegalArgumentException("quantile: a probability must be between 0 and 1, got " + p);
        }
        requireOneVariable("quantiles");
        return prediction("quantile " + text(p), Quantity.quantile(model.family(), p));
    }

    /** P(Y &le; y). */
    public Prediction cdf(double y) {
        return prediction("P(Y <= " + text(y) + ")", Quantity.tail(model.family(), y, true));
    }

    /** P(Y &gt; y). */
    public Prediction survival(double y) {
        return prediction("P(Y > " + text(y) + ")", Quantity.tail(model.family(), y, false));
    }

    /** The probability of a level of the response. */
    public Prediction level(String level) {
        int k = model.levels().indexOf(level);
        if (k < 0) {
            throw new IllegalArgumentException("predict: no level '" + level + "'"
                    + Suggestion.didYouMean(
                            level, model.levels(), ", the response has " + String.join(", ", model.levels())));
        }
        Family family = model.family();
        return prediction(
                "P(" + level + ")",
                Quantity.probability(family, family.support().lower() + k));
    }

    /** The probabilities of all levels of the response, in their order. */
    public List<Prediction> levels() {
        return model.levels().stream().map(this::level).toList();
    }

    private static String text(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    FittedModel model() {
        return model;
    }

    ParameterRows parameterRows() {
        return parameters;
    }

    int index(String name) {
        List<String> names =
                model.family().parameters().stream().map(Parameter::name).toList();
        int i = names.indexOf(name);
        if (i < 0) {
            throw new IllegalArgumentException(model.family().name() + ": no parameter '" + name + "'"
                    + Suggestion.didYouMean(name, names, ", it has " + String.join(", ", names)));
        }
        return i;
    }

    private void requireOneVariable(String what) {
        if (model.family().columns().size() > 1) {
            throw new IllegalArgumentException("predict: " + model.family().name()
                    + " is a family of several columns, it has no " + what + " of one; ask for its parameters");
        }
    }

    private Prediction prediction(String name, Quantity quantity) {
        return prediction(name, row -> {
            double[] theta = parameters.at(row);
            double[] values = quantity.at(theta);
            Gradient gradient = new Gradient();
            parameters.chain(row, values, 1, gradient);
            return new Row(values[0], gradient, onLine(values[0], quantity.domain()));
        });
    }

    private Prediction prediction(String name, IntFunction<Row> at) {
        int n = rows.length;
        double[] estimates = new double[n];
        double[] errors = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        double z = NormalQuantile.at(0.5 + level / 2);
        Crew.each((n + CHUNK - 1) / CHUNK, chunk -> {
            for (int i = chunk * CHUNK; i < Math.min(n, (chunk + 1) * CHUNK); i++) {
                Row row = at.apply(i);
                estimates[i] = row.value;
                errors[i] = row.gradient.error(model.variances());
                double[] ends = row.interval.at(errors[i], z);
                lower[i] = ends[0];
                upper[i] = ends[1];
            }
        });
        return new Prediction(name, rows, estimates, errors, lower, upper, level);
    }
}
