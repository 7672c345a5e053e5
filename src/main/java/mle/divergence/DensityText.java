package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.Suggestion;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.FormulaException;
import mle.family.Combinators;
import mle.family.Families;
import mle.family.Family;
import mle.family.Parameter;

/** Reads distributions from text: terms {@code weight*family(parameters)} with plus signs between them. */
final class DensityText {
    private final String text;

    DensityText(String text) {
        this.text = text;
    }

    Density density() {
        List<String> terms = terms();
        if (terms.size() == 1 && weightEnd(terms.get(0)) < 0) {
            return member(terms.get(0));
        }
        double[] weights = new double[terms.size()];
        List<Density> parts = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            weights[k] = weight(terms.get(k));
            parts.add(member(terms.get(k).substring(weightEnd(terms.get(k)) + 1).strip()));
        }
        return Density.mixture(weights, parts);
    }

    /** The weight of a term of a mixture. */
    double weight(String term) {
        int end = weightEnd(term);
        if (end < 0) {
            throw wrong("expected weights, as in '0.5*normal(-2, 1) + 0.5*normal(2, 1)', got '" + term + "'");
        }
        return number(term.substring(0, end).strip());
    }

    /** The parts between plus signs that are outside all parentheses and no signs of a number. */
    List<String> terms() {
        List<String> terms = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (depth < 0) {
                throw wrong("a parenthesis is closed that was not opened");
            }
            if (c == '+' && depth == 0 && text.substring(from, i).contains("(")) {
                terms.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        if (depth > 0) {
            throw wrong("a parenthesis is not closed");
        }
        terms.add(text.substring(from).strip());
        return terms;
    }

    /** Where the sign of multiplication behind a weight stands, or -1. */
    static int weightEnd(String term) {
        int star = term.indexOf('*');
        int open = term.indexOf('(');
        return star >= 0 && (open < 0 || star < open) ? star : -1;
    }

    private Density member(String term) {
        int open = lastGroup(term);
        if (open <= 0) {
            throw wrong("expected a family with its parameters, as in 'normal(0, 1)', got '" + term + "'");
        }
        String name = term.substring(0, open).strip();
        Optional<Family> found = name.isEmpty() ? Optional.empty() : Combinators.parse(name);
        Family family = found.orElseThrow(() -> wrong("no family '" + name + "'"
                + Suggestion.didYouMean(name, Families.names(), " (mle families lists them)")));
        return Density.of(family.at(values(family, term.substring(open + 1, term.length() - 1))));
    }

    /** Where the parenthesis opens that the last one closes, or -1. */
    static int lastGroup(String term) {
        if (!term.endsWith(")")) {
            return -1;
        }
        int depth = 0;
        for (int i = term.length() - 1; i >= 0; i--) {
            char c = term.charAt(i);
            depth += c == ')' ? 1 : c == '(' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Parameters in order, or by name. */
    private double[] values(Family family, String list) {
        List<Parameter> parameters = family.parameters();
        List<String> names = parameters.stream().map(Parameter::name).toList();
        List<String> given = list.isBlank() ? List.of() : Combinators.parts(list);
        if (given.size() != parameters.size()) {
            throw wrong(family.name() + " has the parameters " + String.join(", ", names) + ", got " + given.size()
                    + " values");
        }
        double[] values = new double[given.size()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < values.length; i++) {
            int equals = given.get(i).indexOf('=');
            String name = equals < 0
                    ? names.get(i)
                    : given.get(i).substring(0, equals).strip();
            int index = names.indexOf(name);
            if (index < 0) {
                throw wrong(family.name() + ": no parameter '" + name + "'"
                        + Suggestion.didYouMean(name, names, ", it has " + String.join(", ", names)));
            }
            if (!Double.isNaN(values[index])) {
                throw wrong(family.name() + ": " + name + " is given twice");
            }
            values[index] = number(given.get(i).substring(equals + 1).strip());
        }
        return values;
    }

    /** A number, or a formula of numbers such as {@code 1/3} or {@code sqrt(2)}. */
    double number(String part) {
        try {
            if (Formula.parse(part, Map.of()) instanceof Expr.Constant c) {
                return c.value();
            }
        } catch (FormulaException e) {
            throw wrong("expected a number, got '" + part + "'");
        }
        throw wrong("expected a finite number, got '" + part + "'");
    }

    IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException("distribution '" + text.strip() + "': " + reason);
    }
}
