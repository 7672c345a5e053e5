package mle.fit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mle.expr.Expr;
import mle.family.Parameter;
import mle.model.Model;
import mle.model.Predictor;
import mle.plan.RegressionPlan;

/**
 * The formulas of a model: what a row adds to the log-likelihood, its parameters replaced by what they follow. A parameter
 * with a linear predictor is the inverse of its link, at a symbol for each predictor; what is estimated once for all rows is a
 * function of a coordinate on the line.
 */
final class ModelFormulas {
    private static final String PREDICTOR = "predictor of ";
    private static final String COORDINATE = "coordinate of ";
    private static final String GIVEN = "given ";
    private static final int MOST_KEPT = 200;
    private static final Map<List<Object>, RegressionPlan> KEPT = new ConcurrentHashMap<>();

    private final Model model;
    private final ResponseUnit unit;
    private final List<Predictor.Linear> linear = new ArrayList<>();
    private final List<Expr.Symbol> predictors = new ArrayList<>();
    private final List<Parameter> scalars = new ArrayList<>();
    private final List<Expr.Symbol> coordinates = new ArrayList<>();
    private final Map<String, double[]> columns = new LinkedHashMap<>();
    private final Map<String, Double> known = new HashMap<>();
    private final Map<String, Expr> values = new HashMap<>();
    private final Map<Part, RegressionPlan> plans = new EnumMap<>(Part.class);

    ModelFormulas(Model model) {
        this(model, ResponseUnit.of(model));
    }

    ModelFormulas(Model model, ResponseUnit unit) {
        this.model = model;
        this.unit = unit;
        for (Parameter p : model.family().parameters()) {
            values.put(
                    p.name(),
                    model.predictor(p.name()).map(q -> predicted(p, q)).orElseGet(() -> single(p)));
        }
    }

    private Expr single(Parameter p) {
        Double held = model.fixed().get(p.name());
        if (held == null) {
            return scalar(p);
        }
        known.put(p.name(), unit.inUnit(p.name(), held));
        return Expr.symbol(Expr.Kind.KNOWN, p.name(), p.domain().sign());
    }

    private Expr scalar(Parameter p) {
        Expr.Symbol coordinate = Expr.parameter(COORDINATE + p.name());
        scalars.add(p);
        coordinates.add(coordinate);
        return p.domain().fromLine(coordinate);
    }

    private Expr predicted(Parameter p, Predictor predictor) {
        if (predictor instanceof Predictor.Nonlinear q) {
            return nonlinear(q);
        }
        Predictor.Linear q = (Predictor.Linear) predictor;
        if (q.size() == 0) {
            double[] offset = q.design().offset();
            double[] theta = new double[q.rows()];
            for (int i = 0; i < theta.length; i++) {
                theta[i] = unit.inUnit(p.name(), q.link().inverse(offset.length == 0 ? 0 : offset[i]));
            }
            columns.put(GIVEN + p.name(), theta);
            return Expr.data(GIVEN + p.name(), p.domain().sign());
        }
        Expr.Symbol eta = Expr.parameter(PREDICTOR + p.name());
        linear.add(q);
        predictors.add(eta);
        return q.link().inverse(eta);
    }

    private Expr nonlinear(Predictor.Nonlinear q) {
        Map<String, Expr> own = new HashMap<>();
        for (Parameter c : q.coefficients()) {
            own.put(c.name(), scalar(c));
        }
        Expr f = q.formula().replace(s -> {
            Expr.Symbol symbol = (Expr.Symbol) s;
            if (symbol.kind() == Expr.Kind.DATA) {
                columns.put(GIVEN + symbol.name(), q.columns().get(symbol.name()));
                return Expr.data(GIVEN + symbol.name(), symbol.sign());
            }
            return own.getOrDefault(symbol.name(), symbol);
        });
        return q.link().inverse(f);
    }

    /** What a row of one kind adds, of predictors, coordinates, held parameters and data columns. */
    Expr formula(Part part) {
        return part.formula(model.family())
                .replace(s -> s instanceof Expr.Symbol symbol && symbol.kind() == Expr.Kind.PARAMETER
                        ? values.getOrDefault(symbol.name(), symbol)
                        : s);
    }

    /** The symbols of the linear predictors, in their order. */
    List<Expr.Symbol> predictors() {
        return predictors;
    }

    /** The symbols of the coordinates of what is estimated once for all rows, in its order. */
    List<Expr.Symbol> coordinates() {
        return coordinates;
    }

    /** The plan of what rows of one kind add. */
    RegressionPlan plan(Part part) {
        return plans.computeIfAbsent(part, unused -> {
            Expr formula = formula(part);
            if (KEPT.size() > MOST_KEPT) {
                KEPT.clear();
            }
            return KEPT.computeIfAbsent(
                    List.of(formula, predictors, coordinates),
                    key -> RegressionPlan.of(formula, predictors, coordinates));
        });
    }

    /** The linear predictors with columns, in the order of the search. */
    List<Predictor.Linear> linear() {
        return linear;
    }

    /** What is estimated once for all rows, in the order of the search: parameters and coefficients of nonlinear predictors. */
    List<Parameter> scalars() {
        return scalars;
    }

    /** The symbols of the linear predictors, then of what is estimated once for all rows: the coordinates of a row. */
    List<Expr.Symbol> symbols() {
        List<Expr.Symbol> all = new ArrayList<>(predictors);
        all.addAll(coordinates);
        return all;
    }

    /** A parameter as a formula of those, of columns and of what is held, in the unit of the response. */
    Expr value(Parameter p) {
        return values.get(p.name());
    }

    /** The unit in which the response is fitted. */
    ResponseUnit unit() {
        return unit;
    }

    /** The offset of a linear predictor in that unit, or an empty array where there is none. */
    double[] offset(Predictor.Linear q) {
        double[] given = q.design().offset();
        double multiplier = unit.multiplier(q.parameter(), q.link());
        double shift = unit.shift(q.parameter(), q.link());
        if (multiplier == 1 && shift == 0) {
            return given;
        }
        double[] offset = new double[given.length == 0 && shift != 0 ? q.rows() : given.length];
        for (int i = 0; i < offset.length; i++) {
            offset[i] = (given.length == 0 ? 0 : multiplier * given[i]) + shift;
        }
        return offset;
    }

    /** The columns of the rows beside the response. */
    Map<String, double[]> columns() {
        return columns;
    }

    /** The values of the parameters that are held. */
    Map<String, Double> known() {
        return known;
    }
}
