package mle.bayes;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mle.family.Domain;
import mle.family.FamilyCall;
import mle.family.Support;

/**
 * One line of a model: {@code effect ~ normal(theta[school], error)}.
 *
 * @param text as it was written
 * @param left what is distributed: a column, an unknown, or a pattern of names of unknowns
 * @param index for unknowns of which there is one for each level of a column, that column, else empty
 * @param call the distribution
 */
record Statement(String text, String left, String index, FamilyCall call) {
    private static final Pattern INDEXED = Pattern.compile("([A-Za-z_][A-Za-z_0-9.]*)\\s*\\[\\s*([^\\[\\]]+?)\\s*\\]");

    static Statement parse(String text) {
        int tilde = text.indexOf('~');
        String left = tilde < 0 ? "" : text.substring(0, tilde).strip();
        if (left.isEmpty()) {
            throw new IllegalArgumentException(
                    who(text) + ": expected 'NAME ~ FAMILY(...)' as in 'mu ~ normal(0, 5)', got no name before '~'");
        }
        Matcher indexed = INDEXED.matcher(left);
        FamilyCall call = FamilyCall.parse(who(text), text.substring(tilde + 1).strip());
        return indexed.matches()
                ? new Statement(text, indexed.group(1), indexed.group(2), call)
                : new Statement(text, left, "", call);
    }

    private static String who(String text) {
        return "statement '" + text.strip() + "'";
    }

    /** A refusal that names the statement. */
    IllegalArgumentException wrong(String reason) {
        return new IllegalArgumentException(who(text) + ": " + reason);
    }

    /** Where an unknown lives that has this distribution. */
    Domain domain() {
        Support support = call.family().support();
        if (call.family().columns().size() > 1 || support.integer()) {
            throw wrong("an unknown is one real number, " + call.family().name() + " is of "
                    + (support.integer() ? "whole numbers" : "vectors"));
        }
        double lower = support.lowerParameter().map(this::end).orElse(support.lower());
        double upper = support.upperParameter().map(this::end).orElse(support.upper());
        if (!(lower < upper)) {
            throw wrong("the ends of " + call.family().name() + " must be in order, got " + lower + " and " + upper);
        }
        return new Domain(lower, upper);
    }

    private double end(String parameter) {
        return argument(parameter)
                .orElseThrow(() -> wrong(parameter + " is an end of the domain and must be a number"));
    }

    /** What stands for a parameter, if it is a number. */
    OptionalDouble argument(String parameter) {
        int k = 0;
        while (!call.family().parameters().get(k).name().equals(parameter)) {
            k++;
        }
        try {
            return OptionalDouble.of(Double.parseDouble(call.arguments().get(k)));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
