package mle.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.expr.Expr;
import mle.expr.Formula;

/**
 * Other parameters for the same family, in which a search is better conditioned: the mean in place of the rate of a
 * gamma.
 *
 * @param parameters the other parameters
 * @param own each of the family's own parameters that changes, as a formula of the others
 * @param others each of the others, as a formula of the family's own
 * @param logDensity the log-density as a formula of the others, where that is simpler than to put them into the family's
 */
public record Reparametrisation(
        List<Parameter> parameters, Map<String, Expr> own, Map<String, Expr> others, Optional<Expr> logDensity) {
    /** With the log-density that follows from the family's. */
    public Reparametrisation(List<Parameter> parameters, Map<String, Expr> own, Map<String, Expr> others) {
        this(parameters, own, others, Optional.empty());
    }

    static Reparametrisation parse(
            List<Parameter> ownParameters, String parameters, Map<String, String> own, Map<String, String> others) {
        List<Parameter> parsed = Parameter.parse(parameters);
        return new Reparametrisation(parsed, formulas(own, parsed), formulas(others, ownParameters));
    }

    private static Map<String, Expr> formulas(Map<String, String> texts, List<Parameter> parameters) {
        Map<String, Expr> symbols = new LinkedHashMap<>();
        for (Parameter p : parameters) {
            symbols.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        Map<String, Expr> formulas = new LinkedHashMap<>();
        texts.forEach((name, text) -> formulas.put(name, Formula.parse(text, symbols)));
        return formulas;
    }

    /** Whether no formula but that of the parameter itself has one of these parameters in it. */
    public boolean leavesAlone(Set<String> names) {
        return own.values().stream().noneMatch(formula -> uses(formula, names))
                && others.values().stream()
                        .filter(formula -> !(formula instanceof Expr.Symbol))
                        .noneMatch(formula -> uses(formula, names));
    }

    private static boolean uses(Expr formula, Set<String> names) {
        return formula.symbols().stream().anyMatch(s -> names.contains(s.name()));
    }

    // Written out for the reason that Domain gives.

    @Override
    public boolean equals(Object other) {
        return other instanceof Reparametrisation r
                && r.parameters.equals(parameters)
                && r.own.equals(own)
                && r.others.equals(others)
                && r.logDensity.equals(logDensity);
    }

    @Override
    public int hashCode() {
        return 31 * parameters.hashCode() + own.hashCode();
    }
}
