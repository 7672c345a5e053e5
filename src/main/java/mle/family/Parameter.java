package mle.family;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import mle.expr.Expr;

/**
 * A parameter of a family.
 *
 * @param name its name, as the formula uses it
 * @param domain where it lives
 * @param known whether it is a number of the design, such as the size of a binomial: it follows no predictor and is given, or, where
 *     it is whole and the only one that is not, estimated as a whole number
 * @param whole whether it must be a whole number
 * @param main whether it is marked as the one that a regression is of; see {@link Family#mainParameter}
 */
public record Parameter(String name, Domain domain, boolean known, boolean whole, boolean main) {
    /** A parameter to be estimated. */
    public static Parameter of(String name, Domain domain) {
        return new Parameter(name, domain, false, false, false);
    }

    /** What stands for it in formulas. */
    public Expr.Symbol symbol() {
        return Expr.parameter(name, domain.sign());
    }

    /** The same parameter under another name. */
    Parameter named(String other) {
        return new Parameter(other, domain, known, whole, main);
    }

    /** The same parameter, marked as the main one. */
    Parameter asMain() {
        return new Parameter(name, domain, known, whole, true);
    }

    /**
     * Reads parameters with their domains.
     *
     * @param text such as {@code shape > 0, scale > 0, mean real, 0 < p < 1}; {@code known whole size > 0} for a
     *     whole number of the design, {@code main scale > 0} for the main one where that is not the first
     */
    public static List<Parameter> parse(String text) {
        List<Parameter> parameters = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (String part : text.split(",")) {
            String rest = part.trim();
            boolean main = rest.startsWith("main ");
            rest = main ? rest.substring("main ".length()).trim() : rest;
            boolean known = rest.startsWith("known ");
            rest = known ? rest.substring("known ".length()).trim() : rest;
            boolean whole = rest.startsWith("whole ");
            Text.Condition c = Text.condition("parameters", whole ? rest.substring("whole ".length()) : rest);
            if (!names.add(c.name())) {
                throw new IllegalArgumentException("parameters: each name once, got '" + c.name() + "' twice");
            }
            Domain domain = new Domain(c.lowerNumber("parameters"), c.upperNumber("parameters"));
            parameters.add(new Parameter(c.name(), domain, known, whole, main));
        }
        return List.copyOf(parameters);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameter p
                && p.name.equals(name)
                && p.domain.equals(domain)
                && p.known == known
                && p.whole == whole
                && p.main == main;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + domain.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + domain
                + (known ? whole ? " (whole, known or estimated)" : " (known)" : whole ? " (whole)" : "");
    }
}
