package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;
import mle.plan.LinearTerms;

/**
 * Points from which the search of a regression may start: the family's starts for the response as it is, each predictor as
 * constant as its columns allow; and for the response with a least-squares fit taken out of it, with that fit's slopes.
 */
final class RegressionStarts {
    private static final long SEED = 1;

    private final Model model;
    private final ModelFormulas formulas;
    private final Rowset rows;
    private final List<LinearTerms> terms;
    private final List<LeastSquares> leastSquares;
    private final List<double[]> offsets;
    private final List<double[]> flat = new ArrayList<>();
    private final double[] response;
    private final double[] weights;
    private final EmpiricalDistribution sample;

    /**
     * For some rows of a model.
     *
     * @param inside the response, with a value inside the support in each row
     * @param maps the columns of the search
     */
    RegressionStarts(
            Model model, EmpiricalDistribution inside, ModelFormulas formulas, List<ColumnMap> maps, Rowset rows) {
        this.model = model;
        this.formulas = formulas;
        this.rows = rows;
        this.terms = maps.stream().map(map -> map.terms(rows)).toList();
        this.offsets =
                formulas.linear().stream().map(q -> rows.of(formulas.offset(q))).toList();
        double unit = formulas.unit().unit();
        this.response =
                Arrays.stream(rows.of(inside.values())).map(y -> y / unit).toArray();
        this.weights = rows.of(inside.weights());
        this.sample = inside.names().size() > 1 ? inside : sample(response);
        this.leastSquares = terms.stream()
                .map(x -> new LeastSquares(x, weights, LeastSquares.RIDGE))
                .toList();
        double[] ones = new double[rows.size()];
        Arrays.fill(ones, 1);
        leastSquares.forEach(fit -> flat.add(fit.fit(ones)));
    }

    private EmpiricalDistribution sample(double[] values) {
        return weights.length == 0 ? EmpiricalDistribution.of(values) : EmpiricalDistribution.of(values, weights);
    }

    /** The points with a finite value, best first. */
    List<double[]> ranked(RegressionObjective objective, Map<String, Double> given) {
        List<double[]> all = new ArrayList<>();
        if (sample.names().size() == 1) {
            for (int k = 0; k < terms.size(); k++) {
                all.addAll(withFit(k));
            }
        }
        all.addAll(constant(model.family().starts(sample)));
        all.add(new double[objective.dimension()]);
        all.forEach(point -> place(point, given));
        if (sample.names().size() == 1) {
            all.addAll(nonlinear(given));
        }
        record Start(double[] point, double value) {}
        return all.stream()
                .map(point -> new Start(point, objective.value(point)))
                .filter(start -> Double.isFinite(start.value))
                .sorted(Comparator.comparingDouble(Start::value))
                .map(Start::point)
                .toList();
    }

    /** Puts the values that the user gave for what is estimated once. */
    private void place(double[] point, Map<String, Double> given) {
        int first = point.length - formulas.scalars().size();
        for (int a = 0; a < formulas.scalars().size(); a++) {
            Parameter p = formulas.scalars().get(a);
            Double value = given.get(p.name());
            if (value != null) {
                point[first + a] = p.domain().toLine(inUnit(p, value));
            }
        }
    }

    private double inUnit(Parameter p, double value) {
        boolean ofFamily = model.family().parameters().contains(p);
        return ofFamily ? formulas.unit().inUnit(p.name(), value) : value;
    }

    /** The starts with the slopes of a least-squares fit of the response, or its logarithm, by one predictor. */
    private List<double[]> withFit(int k) {
        Optional<double[]> target = target(formulas.linear().get(k).link());
        if (target.isEmpty()) {
            return List.of();
        }
        double[] offset = offsets.get(k);
        for (int i = 0; i < offset.length; i++) {
            target.get()[i] -= offset[i];
        }
        double[] fit = leastSquares.get(k).fit(target.get());
        double[] fitted = leastSquares.get(k).fitted(fit);
        double mean = Arrays.stream(fitted).average().orElse(0);
        List<double[]> points = startsOfRest(formulas.linear().get(k).link(), fitted);
        for (double[] point : points) {
            for (int j = 0; j < fit.length; j++) {
                point[first(k) + j] += fit[j] - mean * flat.get(k)[j];
            }
        }
        return points;
    }

    private List<double[]> nonlinear(Map<String, Double> given) {
        List<double[]> points = new ArrayList<>();
        for (Predictor predictor : model.predictors()) {
            if (predictor instanceof Predictor.Nonlinear q) {
                Map<String, Double> others = new HashMap<>(given);
                q.names().forEach(others::remove);
                List<double[]> own = withFit(q, given);
                own.forEach(point -> place(point, others));
                points.addAll(own);
            }
        }
        return points;
    }

    /** The starts with the coefficients of least-squares fits of the response, or its logarithm, by a nonlinear predictor. */
    private List<double[]> withFit(Predictor.Nonlinear q, Map<String, Double> given) {
        Optional<double[]> target = target(q.link());
        if (target.isEmpty()) {
            return List.of();
        }
        NonlinearStarts starts = new NonlinearStarts(q, rows, target.get(), weights, SEED);
        List<double[]> points = new ArrayList<>();
        for (double[] coordinates : starts.best(given)) {
            for (double[] point : startsOfRest(q.link(), starts.fitted(coordinates))) {
                for (int j = 0; j < coordinates.length; j++) {
                    int scalar = formulas.scalars().indexOf(q.coefficients().get(j));
                    point[first(terms.size()) + scalar] = coordinates[j];
                }
                points.add(point);
            }
        }
        return points;
    }

    /** What a predictor with a link would be in each row if the response were its parameter. */
    private Optional<double[]> target(Link link) {
        boolean log = link == Link.LOG && Arrays.stream(response).allMatch(y -> y > 0);
        if (link != Link.IDENTITY && !log) {
            return Optional.empty();
        }
        return Optional.of(
                Arrays.stream(response).map(y -> log ? StrictMath.log(y) : y).toArray());
    }

    /** The family's starts for the response with what a predictor explains taken out of it. */
    private List<double[]> startsOfRest(Link link, double[] fitted) {
        double mean = Arrays.stream(fitted).average().orElse(0);
        double[] rest = new double[response.length];
        for (int i = 0; i < rest.length; i++) {
            double deviation = fitted[i] - mean;
            rest[i] = link == Link.LOG ? response[i] / StrictMath.exp(deviation) : response[i] - deviation;
        }
        boolean inside = Arrays.stream(rest)
                .allMatch(y -> Double.isFinite(y) && model.family().support().contains(y));
        return inside ? constant(model.family().starts(sample(rest))) : List.of();
    }

    private int first(int k) {
        return terms.subList(0, k).stream().mapToInt(LinearTerms::width).sum();
    }

    /** For values of all parameters the points at which predictors are constant, or nearly. */
    private List<double[]> constant(List<double[]> starts) {
        List<double[]> points = new ArrayList<>();
        Family family = model.family();
        int width = first(terms.size());
        for (double[] values : starts) {
            double[] point = new double[width + formulas.scalars().size()];
            for (int i = 0; i < family.parameters().size(); i++) {
                Parameter p = family.parameters().get(i);
                double value = inside(p.domain(), values[i]);
                int scalar = formulas.scalars().indexOf(p);
                if (scalar >= 0) {
                    point[width + scalar] = p.domain().toLine(value);
                }
                for (int k = 0; k < terms.size(); k++) {
                    if (formulas.linear().get(k).parameter().equals(p.name())) {
                        level(k, formulas.linear().get(k), value, point);
                    }
                }
            }
            points.add(point);
        }
        return points;
    }

    /** Sets the coefficients of a predictor so that its parameter has a value, or nearly. */
    private void level(int k, Predictor.Linear q, double value, double[] point) {
        double eta = q.link().forward(value);
        double offset = Arrays.stream(offsets.get(k)).average().orElse(0);
        for (int j = 0; j < flat.get(k).length; j++) {
            point[first(k) + j] = Double.isFinite(eta) ? (eta - offset) * flat.get(k)[j] : 0;
        }
    }

    /** The value, or where it is not inside the domain a point well inside. */
    private static double inside(Domain domain, double value) {
        return domain.contains(value) && Double.isFinite(value) ? value : domain.fromLine(0);
    }
}
