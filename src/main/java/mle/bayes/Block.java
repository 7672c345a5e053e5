package mle.bayes;

import java.util.List;
import mle.expr.Expr;
import mle.family.Domain;
import mle.family.Parameter;

/**
 * Unknowns that share a name: one alone, or one for each level of a column.
 *
 * @param name the name
 * @param index the column, empty for one alone
 * @param levels the levels, none for one alone
 * @param domain where each lives
 * @param first the coordinate of the first of them
 */
record Block(String name, String index, List<String> levels, Domain domain, int first) {
    static Block single(Parameter unknown, int first) {
        return new Block(unknown.name(), "", List.of(), unknown.domain(), first);
    }

    int size() {
        return index.isEmpty() ? 1 : levels.size();
    }

    /** As it is written. */
    String text() {
        return index.isEmpty() ? name : name + "[" + index + "]";
    }

    /** The unknowns, each with the name that reports have. */
    List<Parameter> unknowns() {
        return index.isEmpty()
                ? List.of(Parameter.of(name, domain))
                : levels.stream()
                        .map(level -> Parameter.of(name + "[" + level + "]", domain))
                        .toList();
    }

    /** What stands in formulas for the coordinate; no name that is written has a blank. */
    Expr.Symbol coordinate() {
        return Expr.parameter("line of " + text());
    }

    /** The unknown as a formula of its coordinate. */
    Expr value() {
        return domain.fromLine(coordinate());
    }

    /** The coordinates of all. */
    int[] coordinates() {
        int[] all = new int[size()];
        for (int k = 0; k < all.length; k++) {
            all[k] = first + k;
        }
        return all;
    }
}
