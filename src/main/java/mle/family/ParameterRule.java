package mle.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.Program;

/** What the parameters of a family have to fulfil together, beside the domain of each: |beta| &lt; alpha. */
public final class ParameterRule {
    private final String text;
    private final List<Parameter> parameters;
    private final Program positive;

    /**
     * A rule.
     *
     * @param text the rule in words
     * @param positive a formula of the parameters that is above zero where it holds
     * @param parameters those of the family
     */
    ParameterRule(String text, String positive, List<Parameter> parameters) {
        Map<String, Expr> symbols = new HashMap<>();
        parameters.forEach(p -> symbols.put(p.name(), p.symbol()));
        Expr formula = Formula.parse(positive, symbols);
        this.text = text;
        this.parameters = parameters.stream()
                .filter(p -> formula.symbols().contains(p.symbol()))
                .toList();
        this.positive = Program.of(
                List.of(formula),
                this.parameters.stream().map(Parameter::symbol).toList());
    }

    /** What is wrong with values of parameters, if all those that it is of are there and don't fulfil it. */
    public Optional<String> broken(Map<String, Double> values) {
        if (!parameters.stream().allMatch(p -> values.containsKey(p.name()))) {
            return Optional.empty();
        }
        double[] at = parameters.stream().mapToDouble(p -> values.get(p.name())).toArray();
        String got = String.join(
                " and ",
                parameters.stream()
                        .map(p -> p.name() + " = " + Text.number(values.get(p.name())))
                        .toList());
        return positive.values(at)[0] > 0 ? Optional.empty() : Optional.of(text + " is needed, got " + got);
    }

    /** The rule in words. */
    @Override
    public String toString() {
        return text;
    }
}
