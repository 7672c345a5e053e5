package mle.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.data.Suggestion;
import mle.data.Table;
import mle.family.Family;
import mle.family.LevelFamily;
import mle.family.Parameter;

/**
 * What to fit, before any data: a family, a formula for its main parameter, formulas for others, links, fixed values, weights.
 * {@link #on} puts it to a table. Immutable: each {@code with} gives another.
 *
 * <pre>{@code ModelFormula.of(Families.gamma(), "cost ~ age + factor(site)").with("shape", "age").on(table)}</pre>
 */
public final class ModelFormula {
    /** The family: itself, or one that depends on the levels of the response; the levels in their order, where it is given. */
    record Source(Optional<Family> family, Optional<LevelFamily> ofLevels, List<String> order) {}

    /** The columns that say how rows count, each empty for none. */
    record Weights(String frequencies, String sampling, String clusters) {
        Set<String> columns() {
            Set<String> columns = new LinkedHashSet<>(List.of(frequencies));
            columns.add(sampling);
            columns.add(clusters);
            columns.remove("");
            return columns;
        }
    }

    /** The right side of a formula: text, whose {@code .} depends on the table, or terms. */
    record Right(String text, Optional<Terms> terms) {}

    /** Where values can be seen: above one bound and up to another. */
    record Seen(double lower, double upper) {}

    private final Source source;
    private final String left;
    private final Right right;
    private final Map<String, Right> others;
    private final Map<String, Link> links;
    private final Map<String, Double> fixed;
    private final List<Parameter> coefficients;
    private final Weights weights;
    private final Seen seen;

    private ModelFormula(
            Source source,
            String left,
            Right right,
            Map<String, Right> others,
            Map<String, Link> links,
            Map<String, Double> fixed,
            List<Parameter> coefficients,
            Weights weights,
            Seen seen) {
        this.source = source;
        this.left = left;
        this.right = right;
        this.others = others;
        this.links = links;
        this.fixed = fixed;
        this.coefficients = coefficients;
        this.weights = weights;
        this.seen = seen;
    }

    private static ModelFormula of(Source source, String left, Right right) {
        return new ModelFormula(
                source,
                left,
                right,
                Map.of(),
                Map.of(),
                Map.of(),
                List.of(),
                new Weights("", "", ""),
                new Seen(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    private static ModelFormula of(Source source, String formula) {
        int tilde = tilde(formula);
        String left = tilde < 0 ? formula.strip() : formula.substring(0, tilde).strip();
        if (left.isEmpty()) {
            throw new IllegalArgumentException("formula '" + formula.strip() + "': expected a response before '~'");
        }
        return of(source, left, new Right(tilde < 0 ? "1" : formula.substring(tilde + 1), Optional.empty()));
    }

    /** Where the first tilde outside of backticks is, or -1. */
    private static int tilde(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            quoted ^= text.charAt(i) == '`';
            if (text.charAt(i) == '~' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** A family whose main parameter follows a formula: {@code y ~ age + sex}. */
    public static ModelFormula of(Family family, String formula) {
        return of(new Source(Optional.of(family), Optional.empty(), List.of()), formula);
    }

    /** A family for as many levels as the response has. */
    public static ModelFormula of(LevelFamily family, String formula) {
        return of(new Source(Optional.empty(), Optional.of(family), List.of()), formula);
    }

    /** A family whose main parameter follows terms. */
    public static ModelFormula of(Family family, Response response, Terms terms) {
        return of(
                new Source(Optional.of(family), Optional.empty(), List.of()),
                response.toString(),
                new Right(terms.toString(), Optional.of(terms)));
    }

    /**
     * The same with another formula of the main parameter, in which {@code .} stands on either side for what this one has there:
     * {@code . ~ . + age - sex}, as in R's {@code update}.
     */
    public ModelFormula updated(String formula) {
        int tilde = tilde(formula);
        String response = tilde < 0 ? "." : formula.substring(0, tilde).strip();
        String terms = tilde < 0 ? formula : formula.substring(tilde + 1);
        return new ModelFormula(
                source,
                response.isEmpty() || response.equals(".") ? left : filled(response, left),
                new Right(filled(terms, "(" + right.text.strip() + ")"), Optional.empty()),
                others,
                links,
                fixed,
                coefficients,
                weights,
                seen);
    }

    /** A formula with a text in the place of each dot. */
    private static String filled(String formula, String dot) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        for (Token token : Token.of(formula)) {
            if (token.is(".")) {
                filled.append(formula, from, token.at()).append(dot);
                from = token.at() + 1;
            }
        }
        return filled.append(formula.substring(from)).toString();
    }

    /** The same with another family. */
    public ModelFormula withFamily(Family family) {
        return withSource(new Source(Optional.of(family), Optional.empty(), source.order));
    }

    /** The same with another family of levels. */
    public ModelFormula withFamily(LevelFamily family) {
        return withSource(new Source(Optional.empty(), Optional.of(family), source.order));
    }

    private ModelFormula withSource(Source other) {
        return new ModelFormula(other, left, right, others, links, fixed, coefficients, weights, seen);
    }

    /** Another parameter that follows terms: {@code with("sd", "age")}. */
    public ModelFormula with(String parameter, String terms) {
        return with(parameter, new Right(terms, Optional.empty()));
    }

    /** Another parameter that follows terms. */
    public ModelFormula with(String parameter, Terms terms) {
        return with(parameter, new Right(terms.toString(), Optional.of(terms)));
    }

    private ModelFormula with(String parameter, Right terms) {
        if (others.containsKey(parameter)) {
            throw new IllegalArgumentException("model: parameter '" + parameter + "' is given twice");
        }
        return new ModelFormula(
                source, left, right, and(others, parameter, terms), links, fixed, coefficients, weights, seen);
    }

    /** With a link of the main parameter. */
    public ModelFormula withLink(Link link) {
        return withLink("", link);
    }

    /** With a link of a parameter; the empty name is the main one. */
    public ModelFormula withLink(String parameter, Link link) {
        return new ModelFormula(
                source, left, right, others, and(links, parameter, link), fixed, coefficients, weights, seen);
    }

    /** With a parameter held at a value. */
    public ModelFormula withFixed(String parameter, double value) {
        return new ModelFormula(
                source, left, right, others, links, and(fixed, parameter, value), coefficients, weights, seen);
    }

    /**
     * With coefficients of its own: a right side in which one of them occurs is a formula of them and of columns,
     * {@code y ~ b1*(1 - exp(-b2*x))}, and not terms.
     *
     * @param list their names and domains: {@code b1 real, b2 > 0}
     */
    public ModelFormula withCoefficients(String list) {
        return new ModelFormula(source, left, right, others, links, fixed, Parameter.parse(list), weights, seen);
    }

    /**
     * With the levels of the response in another order than the sorted one: what {@code low, middle, high} needs, or the
     * level of text that is to be 0.
     */
    public ModelFormula withLevels(List<String> order) {
        return withSource(new Source(source.family, source.ofLevels, List.copyOf(order)));
    }

    /** With a column of frequencies: how often each row was observed. */
    public ModelFormula withWeights(String column) {
        return with(new Weights(column, weights.sampling, weights.clusters));
    }

    /** With a column of sampling weights: how many of a population each row stands for. */
    public ModelFormula withSamplingWeights(String column) {
        return with(new Weights(weights.frequencies, column, weights.clusters));
    }

    /** With a column of clusters: rows with the same cell depend on one another. */
    public ModelFormula withClusters(String column) {
        return with(new Weights(weights.frequencies, weights.sampling, column));
    }

    private ModelFormula with(Weights others) {
        return new ModelFormula(source, left, right, this.others, links, fixed, coefficients, others, seen);
    }

    /** With bounds beyond which no row could have been seen; infinite ones are none. */
    public ModelFormula withTruncation(double lower, double upper) {
        return new ModelFormula(
                source, left, right, others, links, fixed, coefficients, weights, new Seen(lower, upper));
    }

    private static <V> Map<String, V> and(Map<String, V> map, String key, V value) {
        Map<String, V> more = new LinkedHashMap<>(map);
        more.put(key, value);
        return Collections.unmodifiableMap(more);
    }

    // ---- what it is for a table ----

    /**
     * The model of a table: rows in which a used cell is missing are left out, and so are rows of frequency 0.
     *
     * @throws IllegalArgumentException if the formulas don't suit the family or the table; the message says where
     */
    public ModelFrame on(Table table) {
        return ModelFrame.of(this, table);
    }

    Source source() {
        return source;
    }

    Weights weights() {
        return weights;
    }

    Seen seen() {
        return seen;
    }

    Map<String, Double> fixed() {
        return fixed;
    }

    List<Parameter> coefficients() {
        return coefficients;
    }

    Response response(Table table) {
        return table.has(left) ? Response.column(left) : Response.parse(left);
    }

    /**
     * The family in the parameters that are named: those of its regression form, or its own.
     *
     * @param names the levels of the response, for a family of levels
     */
    Family family(List<String> names) {
        if (source.ofLevels.isPresent()) {
            return source.ofLevels.get().of(names);
        }
        Family own = source.family.orElseThrow();
        Family form = own.regressionForm();
        Set<String> named = new LinkedHashSet<>(others.keySet());
        named.addAll(fixed.keySet());
        named.addAll(links.keySet());
        named.remove("");
        boolean ofForm = named.stream().allMatch(name -> form.parameter(name).isPresent());
        boolean ofOwn = named.stream().allMatch(name -> own.parameter(name).isPresent());
        return ofForm || !ofOwn ? form : own;
    }

    /** The right sides by parameter; the main parameter's is left out where it is empty and the parameter has another. */
    Map<String, Right> rights(Family family) {
        Map<String, Right> all = new LinkedHashMap<>();
        if (mainParameters(family).isEmpty() && !right.text.strip().equals("1")) {
            throw new IllegalArgumentException(
                    "model: " + family.mainParameter().name() + " is held at a value and can't follow "
                            + right.text.strip() + " as well");
        }
        for (String parameter : mainParameters(family)) {
            boolean nothing = right.text.strip().equals("1") && others.containsKey(parameter);
            if (!nothing) {
                all.put(parameter, right);
            }
        }
        others.forEach((parameter, terms) -> {
            if (all.put(parameter, terms) != null && source.ofLevels.isEmpty()) {
                throw new IllegalArgumentException("model: parameter '" + parameter + "' is given twice");
            }
        });
        return all;
    }

    private List<String> mainParameters(Family family) {
        boolean all = source.ofLevels.isPresent() && !source.ofLevels.get().ordered();
        List<String> names = new ArrayList<>();
        for (Parameter p : all ? family.parameters() : List.of(family.mainParameter())) {
            if (!fixed.containsKey(p.name())) {
                names.add(p.name());
            }
        }
        return names;
    }

    /** The link that a parameter was given, if it was given one. */
    Optional<Link> link(String parameter, Family family) {
        Link given = links.get(parameter);
        boolean main = mainParameters(family).contains(parameter);
        return Optional.ofNullable(given == null && main ? links.get("") : given);
    }

    /** All right sides. */
    List<Right> rights() {
        List<Right> all = new ArrayList<>(List.of(right));
        all.addAll(others.values());
        return all;
    }

    /** Checks that links and values are of parameters that the family has and that follow formulas. */
    void checkNames(Family family) {
        Set<String> regressed = rights(family).keySet();
        for (String name : links.keySet()) {
            if (!name.isEmpty() && !regressed.contains(name)) {
                throw new IllegalArgumentException("link: parameter '" + name + "' has no formula"
                        + Suggestion.didYouMean(
                                name, regressed, ", those that have are " + String.join(", ", regressed)));
            }
        }
    }
}
