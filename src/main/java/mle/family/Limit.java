package mle.family;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The family that a family becomes where a parameter goes to an edge.
 *
 * @param parameter the parameter that goes there, one of the family's own or of those in which it is solved
 * @param edge where it goes: infinity, or an end of its domain
 * @param family the family in the limit
 * @param names for a parameter of that family, the parameter of this one that has its value there
 * @param values what the limit makes of other parameters of this one; those without have no value there
 * @param singular whether the information on all parameters is singular there, so that none has a standard error
 */
public record Limit(
        String parameter,
        double edge,
        Supplier<Family> family,
        Map<String, String> names,
        Map<String, Double> values,
        boolean singular) {
    /** The limit where those parameters that stay have standard errors. */
    public Limit(
            String parameter,
            double edge,
            Supplier<Family> family,
            Map<String, String> names,
            Map<String, Double> values) {
        this(parameter, edge, family, names, values, false);
    }

    /** The limit as a parameter goes to an edge, where it has the value of that. */
    public Limit(String parameter, double edge, Supplier<Family> family, Map<String, String> names) {
        this(parameter, edge, family, names, Map.of(parameter, edge));
    }

    /** The limit as a parameter goes to infinity. */
    public Limit(String parameter, Supplier<Family> family, Map<String, String> names) {
        this(parameter, Double.POSITIVE_INFINITY, family, names);
    }

    /** Whether the support of the family in the limit is known, so that it can be a part of a combination. */
    public boolean isStill() {
        Family there = family.get();
        return there.support().ends().stream()
                .allMatch(end -> there.parameter(end).filter(Parameter::known).isPresent());
    }

    /** Whether it is the limit at an edge of a parameter. */
    public boolean isAt(String name, double where) {
        return name.equals(parameter) && edge == where;
    }

    /** How it is reached, in words of the family's own parameters: {@code size -> infinity}. */
    public String way() {
        return values.containsKey(parameter) || values.isEmpty()
                ? way(parameter, edge)
                : values.entrySet().stream()
                        .map(e -> way(e.getKey(), e.getValue()))
                        .sorted()
                        .collect(Collectors.joining(", "));
    }

    private static String way(String name, double to) {
        String where = to > 0 ? "infinity" : "-infinity";
        return name + " -> " + (Double.isInfinite(to) ? where : Text.number(to));
    }
}
