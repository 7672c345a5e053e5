package mle.family;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * For which values of its parameters a family has a limit: for those that the family in the limit can have, such as an index that is
 * the size of a negative binomial there.
 *
 * @param family the family
 * @param limit one of its limits
 */
public record LimitRange(Family family, Limit limit) {
    /** Whether values of the family's parameters are such, by their names. */
    public boolean contains(ToDoubleFunction<String> values) {
        Family there = limit.family().get();
        return limit.names().entrySet().stream()
                .allMatch(e -> there.parameter(e.getKey())
                        .orElseThrow()
                        .domain()
                        .contains(values.applyAsDouble(e.getValue())));
    }

    /** In words, with a comma before each condition; empty where there is none. */
    @Override
    public String toString() {
        Family there = limit.family().get();
        return limit.names().entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .flatMap(e -> {
                    Domain theirs = there.parameter(e.getKey()).orElseThrow().domain();
                    Domain ours = family.parameter(e.getValue()).orElseThrow().domain();
                    return Stream.of(
                            theirs.lower() > ours.lower()
                                    ? ", " + e.getValue() + " > " + Text.number(theirs.lower())
                                    : "",
                            theirs.upper() < ours.upper()
                                    ? ", " + e.getValue() + " < " + Text.number(theirs.upper())
                                    : "");
                })
                .collect(Collectors.joining());
    }
}
