package mle.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The right side of a formula as a value: an intercept or none, terms, known terms (offsets). A term is a variable or the
 * interaction of several. The operators are those of R (Wilkinson and Rogers 1973, Applied Statistics 22, 392-399):
 *
 * <pre>{@code Terms.of("gpa", "psi").plus(Terms.of("gpa").times(Terms.of(Variable.factor("school"))))}</pre>
 *
 * <p>Terms are ordered by how many variables they have, then by their first mention. Immutable.
 */
public final class Terms {
    private final boolean intercept;
    private final Set<Variable> variables;
    private final Set<Set<Variable>> terms;
    private final List<Variable> offsets;

    Terms(
            boolean intercept,
            Collection<Variable> variables,
            Collection<Set<Variable>> terms,
            Collection<Variable> offsets) {
        this.intercept = intercept;
        this.variables = new LinkedHashSet<>(variables);
        this.terms = new LinkedHashSet<>(terms);
        this.offsets = List.copyOf(offsets);
    }

    /** An intercept and nothing else. */
    public static Terms intercept() {
        return new Terms(true, List.of(), List.of(), List.of());
    }

    /** An intercept and one term for each variable. */
    public static Terms of(Variable... variables) {
        List<Variable> list = List.of(variables);
        return new Terms(true, list, list.stream().map(Set::of).toList(), List.of());
    }

    /** An intercept and one term for each text: a column or a computed one. */
    public static Terms of(String... variables) {
        Variable[] list = new Variable[variables.length];
        for (int i = 0; i < list.length; i++) {
            list[i] = FormulaReader.variable(variables[i]);
        }
        return of(list);
    }

    /**
     * The terms that a text means: {@code + - * / : ^ ( ) . 0 1}, {@code factor(x)}, {@code offset(x)}, {@code poly(x, k)},
     * {@code bs(x, df = k)}, {@code scale(x)}, computed columns.
     *
     * @param text the right side of a formula
     * @param others the columns that {@code .} stands for
     * @throws IllegalArgumentException if it is not a formula; the message says where
     */
    public static Terms parse(String text, List<String> others) {
        return FormulaReader.terms(text, others);
    }

    /** These terms and others. */
    public Terms plus(Terms other) {
        return combined(other, union(terms, other.terms));
    }

    /** These terms, others, and the interactions of each with each: {@code *}. */
    public Terms times(Terms other) {
        return combined(other, union(union(terms, other.terms), crossed(terms, other.terms)));
    }

    /** The interactions of each of these terms with each of others, without the terms themselves: {@code :}. */
    public Terms interactedWith(Terms other) {
        return combined(other, crossed(terms, other.terms));
    }

    /** These terms, and others within each combination of these: {@code /}. */
    public Terms nesting(Terms other) {
        return combined(other, union(terms, crossed(Set.of(all(terms)), other.terms)));
    }

    /** All interactions of these terms of up to so many: {@code ^}. */
    public Terms power(int most) {
        if (!(most >= 1)) {
            throw new IllegalArgumentException("terms: a power must be at least 1, got " + most);
        }
        Set<Set<Variable>> result = terms;
        for (int k = 1; k < most; k++) {
            result = union(result, crossed(result, terms));
        }
        return new Terms(intercept, variables, result, offsets);
    }

    /** These terms less others: {@code -}. */
    public Terms minus(Terms other) {
        Set<Set<Variable>> rest = new LinkedHashSet<>(terms);
        rest.removeAll(other.terms);
        return combined(other, rest);
    }

    /** The same without an intercept. */
    public Terms withoutIntercept() {
        return new Terms(false, variables, terms, offsets);
    }

    /** The same with an intercept. */
    public Terms withIntercept() {
        return new Terms(true, variables, terms, offsets);
    }

    /** The same with a known term. */
    public Terms offset(Variable variable) {
        List<Variable> more = new ArrayList<>(offsets);
        more.add(variable);
        return new Terms(intercept, variables, terms, more);
    }

    /** The same terms with what was read beside them. */
    Terms read(boolean withIntercept, Collection<Variable> mentioned, Collection<Variable> known) {
        return new Terms(withIntercept, mentioned, terms, known);
    }

    private Terms combined(Terms other, Set<Set<Variable>> result) {
        Set<Variable> all = new LinkedHashSet<>(variables);
        all.addAll(other.variables);
        List<Variable> known = new ArrayList<>(offsets);
        known.addAll(other.offsets);
        return new Terms(intercept && other.intercept, all, result, known);
    }

    static <T> Set<T> union(Set<T> a, Set<T> b) {
        Set<T> result = new LinkedHashSet<>(a);
        result.addAll(b);
        return result;
    }

    private static Set<Set<Variable>> crossed(Set<Set<Variable>> a, Set<Set<Variable>> b) {
        Set<Set<Variable>> result = new LinkedHashSet<>();
        for (Set<Variable> s : a) {
            for (Set<Variable> t : b) {
                result.add(Set.copyOf(union(s, t)));
            }
        }
        return result;
    }

    private static Set<Variable> all(Set<Set<Variable>> terms) {
        Set<Variable> result = new LinkedHashSet<>();
        terms.forEach(result::addAll);
        return Set.copyOf(result);
    }

    /** Whether there is an intercept. */
    public boolean hasIntercept() {
        return intercept;
    }

    /** The terms in order, each with its variables in the order of their first mention. */
    public List<List<Variable>> list() {
        List<Variable> order = List.copyOf(variables);
        return terms.stream()
                .sorted(Comparator.comparingInt(Set::size))
                .map(term -> term.stream()
                        .sorted(Comparator.comparingInt(order::indexOf))
                        .toList())
                .toList();
    }

    /** The known terms. */
    public List<Variable> offsets() {
        return offsets;
    }

    /** The columns of a table that are needed. */
    public Set<String> columns() {
        Set<String> columns = new TreeSet<>();
        terms.forEach(term -> term.forEach(v -> columns.addAll(v.columns())));
        offsets.forEach(v -> columns.addAll(v.columns()));
        return columns;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Terms t && t.toString().equals(toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    /** As a formula: {@code age + sex + age:sex - 1}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        list().forEach(term -> parts.add(Variable.joined(term)));
        offsets.forEach(v -> parts.add("offset(" + v.label() + ")"));
        if (parts.isEmpty()) {
            return intercept ? "1" : "0";
        }
        return String.join(" + ", parts) + (intercept ? "" : " - 1");
    }
}
