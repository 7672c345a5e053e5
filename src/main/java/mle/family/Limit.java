package mle.family;

import java.util.Map;
import java.util.function.Supplier;

/**
 * The family that a family tends to when a parameter goes to infinity.
 *
 * @param parameter the parameter that goes to infinity
 * @param family the family in the limit
 * @param names for a parameter of that family, the parameter of this one that has its value there; the others go
 *     to infinity as well, or have no value if they live on the whole line
 */
public record Limit(String parameter, Supplier<Family> family, Map<String, String> names) {}
