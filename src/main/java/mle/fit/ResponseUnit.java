package mle.fit;

import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Equivariance;
import mle.family.Family;
import mle.family.Parameter;
import mle.model.Link;
import mle.model.Model;
import mle.model.Predictor;

/**
 * The unit in which the response of a model is fitted, where scaling it only moves coefficients and parameters: a power of
 * four near its spread, so that a search sees numbers of the size of one. In that unit a predictor η is multiplier·η + shift.
 *
 * @param family the family
 * @param unit what the response is divided by; 1 where it is fitted as it is
 */
record ResponseUnit(Family family, double unit) {
    private static final int SAMPLE = 1000;

    /** Spreads up to this factor from one are left as they are. */
    private static final double NEAR_ONE = 128;

    /** The unit that suits a model. */
    static ResponseUnit of(Model model) {
        ResponseUnit plain = ofData(model);
        if (model.response().names().size() > 1
                || !Equivariance.of(model.family()).scales()) {
            return plain;
        }
        double spread = spread(model.response());
        if (!(spread > 0) || spread < NEAR_ONE && spread > 1 / NEAR_ONE) {
            return plain;
        }
        int exponent = Math.max(-1000, Math.getExponent(spread));
        ResponseUnit scaled = new ResponseUnit(model.family(), Math.scalb(1.0, exponent & ~1));
        boolean multiplies = false;
        for (Predictor predictor : model.predictors()) {
            if (!(predictor instanceof Predictor.Linear q) || !scaled.suits(q.parameter(), q.link())) {
                return plain;
            }
            multiplies |= scaled.multiplier(q.parameter(), q.link()) != 1;
        }
        return multiplies ? scaled : plain;
    }

    /** The unit of the data. */
    static ResponseUnit ofData(Model model) {
        return new ResponseUnit(model.family(), 1);
    }

    private static double spread(EmpiricalDistribution response) {
        Rowset some = Rowset.some(SAMPLE, response.size());
        double[] values = some.of(response.values());
        double about = values[0];
        double distance = 0;
        for (double value : values) {
            distance += Math.abs(value - about) / values.length;
        }
        return distance > 0 ? distance : Math.abs(about);
    }

    private Equivariance.Action action(String parameter) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        return Equivariance.of(family).actions().get(names.indexOf(parameter));
    }

    /** What a parameter is multiplied by in this unit. */
    private double factor(String parameter) {
        return action(parameter) == Equivariance.Action.ADD_LOG
                ? 1
                : action(parameter).undo(1, unit);
    }

    private boolean suits(String parameter, Link link) {
        return switch (action(parameter)) {
            case NONE -> true;
            case ADD_LOG -> link == Link.IDENTITY;
            default ->
                link == Link.IDENTITY
                        || link == Link.LOG
                        || link == Link.INVERSE
                        || link == Link.SQRT
                        || link == Link.INVERSE_SQUARE;
        };
    }

    /** What a predictor is multiplied by: exact, since the unit is a power of four. */
    double multiplier(String parameter, Link link) {
        double k = unit == 1 ? 1 : factor(parameter);
        return switch (link) {
            case IDENTITY -> k;
            case INVERSE -> 1 / k;
            case SQRT -> Math.sqrt(k);
            case INVERSE_SQUARE -> 1 / k / k;
            default -> 1;
        };
    }

    /** What is then added to it. */
    double shift(String parameter, Link link) {
        if (unit == 1) {
            return 0;
        }
        if (action(parameter) == Equivariance.Action.ADD_LOG) {
            return action(parameter).undo(0, unit);
        }
        return link == Link.LOG ? StrictMath.log(factor(parameter)) : 0;
    }

    /** A parameter's value in this unit. */
    double inUnit(String parameter, double value) {
        return unit == 1 ? value : action(parameter).undo(value, unit);
    }

    /** A parameter's value in the unit of the data, from that in this one. */
    double given(String parameter, double value) {
        return unit == 1 ? value : action(parameter).apply(value, unit);
    }

    /** The derivative of {@link #given}. */
    double slope(String parameter) {
        return unit == 1 ? 1 : action(parameter).slope(unit);
    }

    /** What the log-likelihood gains in the unit of the data: a density for each exact row, nothing for probabilities. */
    double logJacobian(EmpiricalDistribution response) {
        if (unit == 1) {
            return 0;
        }
        double exact = response.n();
        if (response.regions().isPresent()) {
            Observations observations = response.regions().get();
            exact = 0;
            for (int i = 0; i < response.size(); i++) {
                exact += observations.kind(i) == Observations.Kind.EXACT ? response.weight(i) : 0;
            }
        }
        return -exact * StrictMath.log(unit);
    }
}
