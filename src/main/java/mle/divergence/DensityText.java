package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.expr.FormulaException;
import mle.family.FamilyCall;

/** Reads distributions from text: terms {@code weight*family(parameters)} with plus signs between them. */
final class DensityText {
    private final String text;

    DensityText(String text) {
        this.text = text;
    }

    Density density() {
        return mixture(this::member, Density::mixture);
    }

    /** One member, or a mixture of some with their weights. */
    <T> T mixture(Function<String, T> member, BiFunction<double[], List<T>, T> mixture) {
        List<String> terms = terms();
        if (terms.size() == 1 && weightEnd(terms.get(0)) < 0) {
            return member.apply(terms.get(0));
        }
        double[] weights = new double[terms.size()];
        List<T> parts = new ArrayList<>();
        for (int k = 0; k < weights.length; k++) {
            weights[k] = weight(terms.get(k));
            parts.add(member.apply(
                    terms.get(k).substring(weightEnd(terms.get(k)) + 1).strip()));
        }
        return mixture.apply(weights, parts);
    }

    /** A mixture as it is read; one part alone without its weight. */
    static String of(double[] weights, List<String> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : IntStream.range(0, weights.length)
                        .mapToObj(k -> Density.number(weights[k]) + "*" + parts.get(k))
                        .collect(Collectors.joining(" + "));
    }

    /** The weight of a term of a mixture. */
    private double weight(String term) {
        int end = weightEnd(term);
        if (end < 0) {
            throw wrong("expected weights, as in '0.5*normal(-2, 1) + 0.5*normal(2, 1)', got '" + term + "'");
        }
        return number(term.substring(0, end).strip());
    }

    /** The parts between plus signs that are outside all parentheses and no signs of a number. */
    private List<String> terms() {
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
    private static int weightEnd(String term) {
        int star = term.indexOf('*');
        int open = term.indexOf('(');
        return star >= 0 && (open < 0 || star < open) ? star : -1;
    }

    private Density member(String term) {
        FamilyCall call = FamilyCall.parse(who(), term);
        return Density.of(call.family()
                .at(call.arguments().stream().mapToDouble(this::number).toArray()));
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
        return new IllegalArgumentException(who() + ": " + reason);
    }

    private String who() {
        return "distribution '" + text.strip() + "'";
    }
}
