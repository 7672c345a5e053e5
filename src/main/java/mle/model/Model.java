package mle.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.data.EmpiricalDistribution;
import mle.data.Suggestion;
import mle.family.Family;
import mle.family.Parameter;

/**
 * A family of which some parameters follow predictors: what a regression fits. The other parameters are held at given
 * values, or are numbers to be estimated, one for all rows. Immutable.
 *
 * @param family the family, in the parameters that the predictors name
 * @param response what was observed, row for row of the predictors
 * @param predictors one for each parameter that differs between rows, in the order of the family's parameters
 * @param fixed values of parameters that are held
 */
public record Model(
        Family family, EmpiricalDistribution response, List<Predictor> predictors, Map<String, Double> fixed) {
    /**
     * Puts the predictors in the family's order and checks that all fits together.
     *
     * @throws IllegalArgumentException if a parameter is not the family's, is named twice, is fixed outside its domain or is
     *     known and not given, a link leads out of its domain, or the numbers of rows differ
     */
    public Model {
        Set<String> named = new HashSet<>(fixed.keySet());
        for (String name : fixed.keySet()) {
            Parameter parameter = parameter(family, name);
            if (!parameter.domain().contains(fixed.get(name))) {
                throw new IllegalArgumentException(
                        family.name() + ": " + parameter + " is needed, got " + fixed.get(name));
            }
        }
        for (Predictor predictor : predictors) {
            check(family, response, predictor);
            if (!named.add(predictor.parameter())) {
                throw new IllegalArgumentException(
                        family.name() + ": parameter '" + predictor.parameter() + "' is given twice");
            }
        }
        for (Parameter p : family.parameters()) {
            if (p.known() && !named.contains(p.name())) {
                throw new IllegalArgumentException(family.name() + ": " + p.name() + " is known, its value is needed");
            }
        }
        List<Predictor> ordered = new ArrayList<>(predictors);
        List<String> order = family.parameters().stream().map(Parameter::name).toList();
        ordered.sort((a, b) -> order.indexOf(a.parameter()) - order.indexOf(b.parameter()));
        predictors = List.copyOf(ordered);
        fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    }

    private static void check(Family family, EmpiricalDistribution response, Predictor predictor) {
        Parameter parameter = parameter(family, predictor.parameter());
        if (predictor.rows() != response.size()) {
            throw new IllegalArgumentException("model: a predictor of " + parameter.name() + " must have "
                    + response.size() + " rows as the response has, got " + predictor.rows());
        }
        if (!predictor.link().suits(parameter.domain())) {
            throw new IllegalArgumentException("model: link " + predictor.link().label() + " has values "
                    + predictor.link().range() + ", " + family.name() + " needs " + parameter);
        }
        if (parameter.known() && predictor.size() > 0) {
            throw new IllegalArgumentException(
                    family.name() + ": " + parameter.name() + " is known and can't be estimated");
        }
    }

    private static Parameter parameter(Family family, String name) {
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        return family.parameter(name)
                .orElseThrow(() -> new IllegalArgumentException(family.name() + ": no parameter '" + name + "'"
                        + Suggestion.didYouMean(name, names, ", expected one of " + String.join(", ", names))));
    }

    /** The predictor of a parameter, if it has one. */
    public Optional<Predictor> predictor(String parameter) {
        return predictors.stream().filter(p -> p.parameter().equals(parameter)).findFirst();
    }

    /** The parameters that are numbers to be estimated, in the family's order. */
    public List<Parameter> scalars() {
        return family.parameters().stream()
                .filter(p -> !fixed.containsKey(p.name()) && predictor(p.name()).isEmpty())
                .toList();
    }

    /**
     * The names of all that is estimated, in the family's order of parameters: {@code mean.(Intercept)}, {@code mean.age},
     * {@code sd}. The coefficients of a nonlinear predictor have their own names.
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (Parameter p : family.parameters()) {
            Optional<Predictor> predictor = predictor(p.name());
            if (predictor.isEmpty() && !fixed.containsKey(p.name())) {
                names.add(p.name());
            }
            predictor.ifPresent(q -> {
                String prefix = q instanceof Predictor.Linear ? p.name() + "." : "";
                q.names().forEach(name -> names.add(prefix + name));
            });
        }
        return names;
    }
}
