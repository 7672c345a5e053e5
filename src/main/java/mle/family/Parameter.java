package mle.family;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A parameter of a family.
 *
 * @param name its name, as the formula uses it
 * @param domain where it lives
 * @param known whether it is a number of the design that must be given, such as the size of a binomial
 * @param whole whether it must be a whole number
 */
public record Parameter(String name, Domain domain, boolean known, boolean whole) {
    /** A parameter to be estimated. */
    public static Parameter of(String name, Domain domain) {
        return new Parameter(name, domain, false, false);
    }

    /**
     * Reads parameters with their domains.
     *
     * @param text such as {@code shape > 0, scale > 0, mean real, 0 < p < 1}; {@code known whole size > 0} for a
     *     whole number of the design
     */
    public static List<Parameter> parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String part : text.split(",")) {
            boolean known = part.trim().startsWith("known ");
            String rest = known ? part.trim().substring("known ".length()).trim() : part.trim();
            boolean whole = known && rest.startsWith("whole ");
            Text.Condition c = Text.condition("parameters", whole ? rest.substring("whole ".length()) : rest);
            if (!names.add(c.name())) {
                throw new IllegalArgumentException("parameters: each name once, got '" + c.name() + "' twice");
            }
            parameters.add(new Parameter(c.name(), new Domain(c.lower(), c.upperNumber("parameters")), known, whole));
        }
        return List.copyOf(parameters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameter p
                && p.name.equals(name)
                && p.domain.equals(domain)
                && p.known == known
                && p.whole == whole;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + domain.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + domain + (known ? whole ? " (known, whole)" : " (known)" : "");
    }
}
