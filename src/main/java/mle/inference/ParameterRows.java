package mle.inference;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Family;
import mle.family.Parameter;
import mle.fit.Estimate;
import mle.model.Link;
import mle.model.Predictor;

/** The parameters of a fitted model in rows of predictors, with their derivatives by what was estimated. */
final class ParameterRows {
    private static final Map<Link, Program> INVERSES = new EnumMap<>(Link.class);

    static {
        Expr.Symbol eta = Expr.parameter("eta");
        for (Link link : Link.values()) {
            Expr theta = link.inverse(eta);
            INVERSES.put(link, Program.of(List.of(theta, theta.derivative(eta)), List.of(eta)));
        }
    }

    private final FittedModel model;
    private final Follower[] followers;
    private final int rows;

    /**
     * Those of a model.
     *
     * @param predictors one for each parameter that differs between rows
     * @param rows how many rows there are
     */
    ParameterRows(FittedModel model, List<Predictor> predictors, int rows) {
        this.model = model;
        this.rows = rows;
        List<Parameter> parameters = model.family().parameters();
        this.followers = new Follower[parameters.size()];
        for (int i = 0; i < followers.length; i++) {
            Parameter p = parameters.get(i);
            Optional<Predictor> predictor = predictors.stream()
                    .filter(q -> q.parameter().equals(p.name()))
                    .findFirst();
            followers[i] = predictor.isPresent() ? follower(predictor.get()) : number(p);
        }
    }

    private Follower number(Parameter p) {
        Optional<Integer> place = model.find(p.name());
        if (place.isEmpty()) {
            return new Follower.Number(Double.NaN, -1);
        }
        Estimate e = model.estimates().get(place.get());
        return new Follower.Number(e.value(), e.fixed() ? -1 : place.get());
    }

    private Follower follower(Predictor predictor) {
        String prefix = predictor instanceof Predictor.Linear ? predictor.parameter() + "." : "";
        double[] values = new double[predictor.size()];
        int[] places = new int[values.length];
        for (int j = 0; j < values.length; j++) {
            String name = prefix + predictor.names().get(j);
            int place = model.find(name)
                    .orElseThrow(() -> new IllegalArgumentException("model: no estimate of '" + name + "'"));
            Estimate e = model.estimates().get(place);
            values[j] = e.value();
            places[j] = e.fixed() ? -1 : place;
        }
        return predictor instanceof Predictor.Linear q
                ? new Follower.Linear(
                        q.link(),
                        q.design(),
                        values,
                        places,
                        SearchedColumns.of(q.design().names(), model.columns(q.parameter()), places))
                : Follower.Nonlinear.of((Predictor.Nonlinear) predictor, values, places);
    }

    int rows() {
        return rows;
    }

    Family family() {
        return model.family();
    }

    Follower follower(int parameter) {
        return followers[parameter];
    }

    /** The value of a parameter that has one value on the scale of its link. */
    static double inverse(Link link, double eta) {
        return INVERSES.get(link).values(eta)[0];
    }

    /**
     * The parameters in a row.
     *
     * @throws IllegalArgumentException if one is a number of the design that the data don't give
     */
    double[] at(int row) {
        double[] values = new double[followers.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = inverse(followers[i].link(), followers[i].eta(row));
            if (Double.isNaN(values[i]) && followers[i] instanceof Follower.Number) {
                throw new IllegalArgumentException(
                        model.unknown(model.family().parameters().get(i)));
            }
        }
        return values;
    }

    /** Adds derivatives of a function of the parameters in a row, given those by the parameters. */
    void chain(int row, double[] slopes, int from, Gradient out) {
        Gradient inner = new Gradient();
        for (int i = 0; i < followers.length; i++) {
            double slope = slopes[from + i];
            if (slope != 0) {
                inner.clear();
                followers[i].gradient(row, inner);
                out.add(slope * slope(i, row), inner);
            }
        }
    }

    /** dθ/dη of a parameter in a row. */
    double slope(int parameter, int row) {
        Follower f = followers[parameter];
        return f.link() == Link.IDENTITY ? 1 : INVERSES.get(f.link()).values(f.eta(row))[1];
    }
}
