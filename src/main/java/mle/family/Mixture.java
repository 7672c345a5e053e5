package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;

/**
 * A mixture of families: log Σ weight·f(x), the density of each being zero where it has no values. All weights but the last are parameters. Parameters of components
 * are numbered, those that all components have in common are not.
 *
 * <p>It is searched by stick breaking, in the share that each component takes of what those before it leave: then every point of
 * the line is a set of weights, and a component vanishes where its share is 0 (or, of the last, where the share before is 1).
 */
final class Mixture implements Family {
    private static final String WEIGHT = "weight";

    /** log 0. */
    private static final Expr NOTHING = Pieces.log(Expr.ZERO);

    private final List<Family> parts;
    private final List<String> common;
    private final List<Parameter> parameters;
    private final Support support;
    private final List<Component> components;
    private final Expr logDensity;
    private final Optional<Tails> tails;
    private final Optional<Reparametrisation> solvedIn;

    private Mixture(List<Family> parts, List<String> common) {
        this.parts = List.copyOf(parts);
        this.common = List.copyOf(common);
        this.parameters = ownParameters();
        this.support = support(parts);
        this.components = ownComponents();
        this.logDensity = sum(components.stream().map(Component::logShare).toList());
        this.tails = sumOf(Tails::logCdf, NOTHING, Expr.ZERO)
                .flatMap(cdf -> sumOf(Tails::logSurvival, Expr.ZERO, NOTHING).map(rest -> new Tails(cdf, rest)));
        this.solvedIn = byShares();
    }

    /**
     * The mixture of families, of one alone that family.
     *
     * @param common the names of the parameters that all components have in common
     */
    static Family of(List<Family> parts, List<String> common) {
        Family first = parts.get(0);
        support(parts);
        VectorMixture.check(parts, common);
        List<String> shared = new ArrayList<>(common);
        first.support().upperParameter().filter(name -> !shared.contains(name)).ifPresent(shared::add);
        for (String name : shared) {
            checkCommon(parts, name);
        }
        if (parts.size() == 1) {
            return first;
        }
        Mixture mixture = new Mixture(parts, shared);
        return first instanceof VectorFamily ? VectorMixture.of(mixture) : mixture;
    }

    /** The families of the components. */
    List<Family> parts() {
        return parts;
    }

    /** The names of what components have in common. */
    List<String> common() {
        return common;
    }

    @Override
    public List<String> columns() {
        return parts.get(0).columns();
    }

    /** What some component can take; of an end that they share, what all of them can. */
    private static Support support(List<Family> parts) {
        Family first = parts.get(0);
        Support all = first.support();
        for (Family part : parts) {
            Support s = part.support();
            if (all.integer() != s.integer()) {
                throw new IllegalArgumentException(
                        "mixture: counts and continuous variables have no density in common, got "
                                + first.name() + " on " + first.support() + " and " + part.name() + " on " + s
                                + " (see hurdle for values of which some are zero)");
            }
            if (!all.upperParameter().equals(s.upperParameter())) {
                throw new IllegalArgumentException("mixture: components must have one largest count, got "
                        + first.name() + " on " + first.support() + " and " + part.name() + " on " + s);
            }
            boolean lowerClosed = s.lower() == all.lower()
                    ? all.lowerClosed() && s.lowerClosed()
                    : s.lower() < all.lower() ? s.lowerClosed() : all.lowerClosed();
            boolean upperClosed = s.upper() == all.upper()
                    ? all.upperClosed() && s.upperClosed()
                    : s.upper() > all.upper() ? s.upperClosed() : all.upperClosed();
            all = new Support(
                    Math.min(all.lower(), s.lower()),
                    lowerClosed,
                    Math.max(all.upper(), s.upper()),
                    upperClosed,
                    all.integer(),
                    all.upperParameter());
        }
        return all;
    }

    private static void checkCommon(List<Family> parts, String name) {
        Optional<Parameter> first = parts.get(0).parameter(name);
        for (Family part : parts) {
            Optional<Parameter> own = part.parameter(name);
            if (own.isEmpty()
                    || !own.get().domain().equals(first.orElse(own.get()).domain())) {
                throw new IllegalArgumentException(
                        "mixture: '" + name + "' can't be common, it is no such parameter of " + part.name());
            }
        }
    }

    // ---- parameters and formulas ----

    private int size() {
        return parts.size();
    }

    String nameOf(Parameter p, int k) {
        return common.contains(p.name()) ? p.name() : Pieces.numbered(p.name(), k + 1);
    }

    private static Parameter weight(int k) {
        return Parameter.of(Pieces.numbered(WEIGHT, k + 1), Domain.UNIT);
    }

    private List<Parameter> ownParameters() {
        Map<String, Parameter> own = new LinkedHashMap<>();
        for (int k = 0; k < size() - 1; k++) {
            own.put(weight(k).name(), weight(k));
        }
        for (boolean shared : new boolean[] {false, true}) {
            for (int k = 0; k < size(); k++) {
                Parameter main = parts.get(0).mainParameter();
                for (Parameter p : parts.get(k).parameters()) {
                    if (common.contains(p.name()) == shared) {
                        Parameter marked = k == 0 && p.equals(main) ? p.asMain() : p;
                        own.putIfAbsent(nameOf(p, k), marked.named(nameOf(p, k)));
                    }
                }
            }
        }
        return List.copyOf(own.values());
    }

    private List<Component> ownComponents() {
        List<Component> own = new ArrayList<>();
        Expr before = Expr.ZERO;
        for (int k = 0; k < size(); k++) {
            Family part = parts.get(k);
            Map<String, String> names = new LinkedHashMap<>();
            part.parameters().forEach(p -> names.put(p.name(), nameOf(p, own.size())));
            Expr weight = before;
            if (k < size() - 1) {
                Expr share = share(k);
                weight = before.plus(Pieces.log(share));
                before = before.plus(Pieces.logRest(share));
            }
            Expr logShare = weight.plus(onSupport(part.logDensity(), k, NOTHING, NOTHING));
            own.add(new Component(part, Map.copyOf(names), weight, logShare));
        }
        return List.copyOf(own);
    }

    /** What component k takes of what those before it leave, as a formula of the weights; written so that shares cancel in it. */
    private static Expr share(int k) {
        Expr left = Expr.ONE;
        for (int j = 0; j < k; j++) {
            left = left.times(share(j).negate().plus(1));
        }
        return weight(k).symbol().over(left);
    }

    /** A formula of a part in the parameters of the mixture. */
    private Expr inMixture(Expr formula, int k) {
        Map<Expr, Expr> names = new HashMap<>();
        for (Parameter p : parts.get(k).parameters()) {
            names.put(p.symbol(), p.named(nameOf(p, k)).symbol());
        }
        Expr here = parts.get(k).support().at(formula, Pieces.data(support));
        return here.replace(names);
    }

    /** The logarithm of a density or a tail of a part, which is another below and above what the part can take. */
    private Expr onSupport(Expr formula, int k, Expr below, Expr above) {
        Support s = parts.get(k).support();
        Expr x = Pieces.data(support);
        Expr inside = inMixture(formula, k);
        if (s.lower() > support.lower()) {
            Expr over = x.plus(-s.lower());
            inside = s.lowerClosed() ? Pieces.choose(over.negate(), below, inside) : Pieces.choose(over, inside, below);
        }
        if (s.upper() < support.upper()) {
            Expr under = x.negate().plus(s.upper());
            inside = s.upperClosed()
                    ? Pieces.choose(under.negate(), above, inside)
                    : Pieces.choose(under, inside, above);
        }
        return inside;
    }

    private static Expr sum(List<Expr> logs) {
        return Expr.call(mle.expr.Function.LOGSUMEXP, logs.toArray(new Expr[0]));
    }

    /** The same sum over the components of other formulas than their densities. */
    private Optional<Expr> sumOf(Function<Tails, Expr> formula, Expr below, Expr above) {
        List<Expr> logs = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            if (parts.get(k).tails().isEmpty()) {
                return Optional.empty();
            }
            Expr other = onSupport(formula.apply(parts.get(k).tails().get()), k, below, above);
            logs.add(components.get(k).logWeight().plus(other));
        }
        return Optional.of(sum(logs));
    }

    // ---- the family ----

    @Override
    public String name() {
        List<String> inside = new ArrayList<>(parts.stream().map(Family::name).toList());
        common.stream()
                .filter(c -> !support.upperParameter().equals(Optional.of(c)))
                .forEach(c -> inside.add("common " + c));
        return "mixture(" + String.join(", ", inside) + ")";
    }

    @Override
    public Support support() {
        return support;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Expr logDensity() {
        return logDensity;
    }

    @Override
    public Optional<Tails> tails() {
        return tails;
    }

    @Override
    public List<Component> components() {
        return components;
    }

    @Override
    public boolean severalMaxima() {
        return true;
    }

    @Override
    public int searches() {
        return 6 + 3 * size();
    }

    @Override
    public List<double[]> starts(EmpiricalDistribution p) {
        return new MixtureStarts(parts, common, p).points();
    }

    @Override
    public Family regressionForm() {
        return of(parts.stream().map(Family::regressionForm).toList(), common);
    }

    @Override
    public String source() {
        return "McLachlan and Peel (2000), Finite Mixture Models";
    }

    @Override
    public String text() {
        List<String> terms = new ArrayList<>();
        List<String> weights = new ArrayList<>();
        List<String> where = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            String f = "f" + (k + 1);
            String weight = weight(k).name();
            String rest = "(1 - " + String.join(" - ", weights) + ")";
            terms.add((k < size() - 1 ? weight : rest) + "*" + f + "(x)");
            weights.add(weight);
            int number = k;
            where.add(Pieces.where(
                    f,
                    parts.get(k),
                    parts.get(k).parameters().stream()
                            .map(p -> p.named(nameOf(p, number)))
                            .toList()));
        }
        return "log(" + String.join(" + ", terms) + "); " + String.join("; ", where);
    }

    @Override
    public String toString() {
        return name();
    }

    // ---- what follows from the parts ----

    /** Mean and variance, of components whose own have formulas: within components and between them. */
    @Override
    public Optional<Moments> moments() {
        List<Expr> weights = new ArrayList<>();
        List<Expr> means = new ArrayList<>();
        List<Expr> variances = new ArrayList<>();
        Expr left = Expr.ONE;
        for (int k = 0; k < size(); k++) {
            Optional<Moments> own = parts.get(k).moments().filter(Moments::areFormulas);
            if (own.isEmpty()) {
                return Optional.empty();
            }
            weights.add(k < size() - 1 ? weight(k).symbol() : left);
            left = left.minus(weights.get(k));
            means.add(inMixture(own.get().mean().formula().orElseThrow(), k));
            variances.add(inMixture(own.get().variance().formula().orElseThrow(), k));
        }
        Expr mean = Expr.ZERO;
        for (int k = 0; k < size(); k++) {
            mean = mean.plus(weights.get(k).times(means.get(k)));
        }
        Expr variance = Expr.ZERO;
        for (int k = 0; k < size(); k++) {
            Expr between = means.get(k).minus(mean).pow(2);
            variance = variance.plus(weights.get(k).times(variances.get(k).plus(between)));
        }
        return Optional.of(Moments.of(mean, variance));
    }

    @Override
    public List<UnboundedRegion> unboundedRegions() {
        List<UnboundedRegion> regions = new ArrayList<>();
        for (int k = 0; k < size(); k++) {
            for (UnboundedRegion r : parts.get(k).unboundedRegions()) {
                String name = components.get(k).names().get(r.parameter());
                if (!r.isSpike()) { // a component that collapses, as any may
                    regions.add(r.called(name));
                }
            }
        }
        return regions;
    }

    @Override
    public Optional<Reparametrisation> solvedIn() {
        return solvedIn;
    }

    private Optional<Reparametrisation> byShares() {
        List<Parameter> searched = new ArrayList<>();
        Map<String, Expr> own = new LinkedHashMap<>();
        Map<String, Expr> others = new LinkedHashMap<>();
        Expr left = Expr.ONE;
        for (int k = 0; k < size() - 1; k++) {
            // A share goes by the name of the weight, with which it vanishes.
            Expr share = weight(k).symbol();
            searched.add(weight(k));
            others.put(weight(k).name(), share(k));
            if (k > 0) {
                own.put(weight(k).name(), left.times(share));
            }
            left = left.times(share.negate().plus(1));
        }
        for (int k = 0; k < size(); k++) {
            Optional<Reparametrisation> inner = solvedIn(k);
            List<Parameter> list =
                    inner.map(Reparametrisation::parameters).orElse(parts.get(k).parameters());
            for (Parameter p : list) {
                Parameter named = p.named(nameOf(p, k));
                if (!others.containsKey(named.name())) {
                    searched.add(named);
                    others.put(
                            named.name(),
                            inMixture(inner.map(r -> r.others().get(p.name())).orElse(p.symbol()), k));
                }
            }
            int number = k;
            inner.ifPresent(r -> r.own()
                    .forEach((name, formula) ->
                            own.put(Pieces.numbered(name, number + 1), renamed(formula, r.parameters(), number))));
        }
        return own.isEmpty() ? Optional.empty() : Optional.of(new Reparametrisation(searched, own, others, direct()));
    }

    private Optional<Reparametrisation> solvedIn(int k) {
        Family part = parts.get(k);
        // What vectors may have in common is none of what their search changes.
        return common.isEmpty() || part instanceof VectorFamily ? part.solvedIn() : Optional.empty();
    }

    /** The log-density in what is searched, of components that all have one of their own there. */
    private Optional<Expr> direct() {
        List<Expr> logs = new ArrayList<>();
        Expr before = Expr.ZERO;
        for (int k = 0; k < size(); k++) {
            Optional<Reparametrisation> inner = solvedIn(k);
            Optional<Expr> density = inner.flatMap(Reparametrisation::logDensity);
            if (density.isEmpty()) {
                return Optional.empty();
            }
            Expr share = weight(k).symbol();
            Expr weight = k < size() - 1 ? before.plus(Pieces.log(share)) : before;
            before = before.plus(Pieces.logRest(share));
            logs.add(weight.plus(renamed(density.get(), inner.get().parameters(), k)));
        }
        return Optional.of(sum(logs));
    }

    private Expr renamed(Expr formula, List<Parameter> symbols, int k) {
        Map<Expr, Expr> names = new HashMap<>();
        symbols.forEach(p -> names.put(p.symbol(), p.named(nameOf(p, k)).symbol()));
        return formula.replace(names);
    }

    /** Where components vanish, the mixture of the others; where one tends to another family, the mixture with that. */
    @Override
    public List<Limit> limits() {
        List<Limit> limits = new ArrayList<>();
        int last = size() - 1;
        int[] asTheyAre = IntStream.range(0, size()).toArray();
        for (int k = 0; k < last; k++) {
            limits.add(without(List.of(k), weight(k).name(), 0, asTheyAre));
        }
        for (int k = 0; k < last; k++) {
            // All after it vanish. Of one family, they are numbered anew, so that those that are left have weights of
            // their own.
            int first = k + 1;
            int[] vanishedFirst = IntStream.range(0, size())
                    .map(j -> (j + size() - first) % size())
                    .toArray();
            boolean alike = IntStream.range(0, last).allMatch(j -> same(j, last));
            List<Integer> gone = IntStream.range(first, size()).boxed().toList();
            limits.add(without(gone, weight(k).name(), 1, alike ? vanishedFirst : asTheyAre));
        }
        for (int k = 0; k < size() && common.isEmpty(); k++) {
            int place = k;
            Family part = parts.get(k);
            part.limits().stream().filter(Limit::isStill).forEach(l -> limits.add(replaced(place, l)));
        }
        return limits.stream()
                .filter(l -> l.family().get().support().equals(support))
                .toList();
    }

    private boolean same(int j, int k) {
        return parts.get(j).name().equals(parts.get(k).name());
    }

    /**
     * Without some components.
     *
     * @param places the number in the report of each component, from 0
     */
    private Limit without(List<Integer> gone, String parameter, double edge, int[] places) {
        List<Integer> left = IntStream.range(0, size())
                .filter(k -> !gone.contains(k))
                .boxed()
                .toList();
        List<Family> families = left.stream().map(parts::get).toList();
        Map<String, String> names = new LinkedHashMap<>();
        Map<String, Double> values = new LinkedHashMap<>();
        for (int k : gone) {
            if (places[k] < size() - 1) {
                values.put(weight(places[k]).name(), 0.0);
            }
        }
        for (int j = 0; j < left.size(); j++) {
            int place = places[left.get(j)];
            for (Parameter p : families.get(j).parameters()) {
                boolean plain = families.size() == 1 || common.contains(p.name());
                names.put(plain ? p.name() : Pieces.numbered(p.name(), j + 1), nameOf(p, place));
            }
            if (j < left.size() - 1) {
                names.put(weight(j).name(), weight(place).name());
            } else if (j == 0 && place < size() - 1) {
                values.put(weight(place).name(), 1.0);
            }
        }
        return new Limit(parameter, edge, () -> of(families, common), names, values);
    }

    private Limit replaced(int k, Limit inner) {
        Map<String, String> names = new LinkedHashMap<>();
        parameters.forEach(p -> names.put(p.name(), p.name()));
        components.get(k).names().values().forEach(names::remove);
        inner.names()
                .forEach((of, own) -> names.put(
                        Pieces.numbered(of, k + 1), components.get(k).names().get(own)));
        Map<String, Double> values = new LinkedHashMap<>();
        inner.values()
                .forEach((name, value) -> values.put(components.get(k).names().get(name), value));
        List<Family> families = new ArrayList<>(parts);
        return new Limit(
                components.get(k).names().getOrDefault(inner.parameter(), Pieces.numbered(inner.parameter(), k + 1)),
                inner.edge(),
                () -> {
                    families.set(k, inner.family().get());
                    return of(families, common);
                },
                names,
                values);
    }

    // ---- order ----

    /** Components of one family by their location, from low to high. */
    @Override
    public double[] inOrder(double[] values) {
        Integer[] order = IntStream.range(0, size()).boxed().toArray(Integer[]::new);
        double[] locations = new double[size()];
        for (int k = 0; k < size(); k++) {
            boolean alone = true;
            for (int j = 0; j < size(); j++) {
                alone &= j == k || !same(j, k);
            }
            locations[k] = alone ? 0 : location(parts.get(k), part(values, k));
        }
        for (int j = 0; j < size(); j++) {
            for (int k = j + 1; k < size(); k++) {
                if (same(j, k) && locations[order[k]] < locations[order[j]]) {
                    Integer swapped = order[j];
                    order[j] = order[k];
                    order[k] = swapped;
                }
            }
        }
        double[] weights = new double[size()];
        weights[size() - 1] = 1;
        for (int k = 0; k < size() - 1; k++) {
            weights[k] = values[k];
            weights[size() - 1] -= values[k];
        }
        double[] result = values.clone();
        for (int k = 0; k < size(); k++) {
            if (k < size() - 1) {
                result[k] = weights[order[k]];
            }
            double[] moved = part(values, order[k]);
            for (int i = 0; i < moved.length; i++) {
                result[index(k, i)] = moved[i];
            }
        }
        return Arrays.equals(result, values) ? values : result;
    }

    /** Where the i-th parameter of a component stands among those of the mixture. */
    private int index(int k, int i) {
        String name = nameOf(parts.get(k).parameters().get(i), k);
        for (int j = 0; j < parameters.size(); j++) {
            if (parameters.get(j).name().equals(name)) {
                return j;
            }
        }
        throw new IllegalStateException(name() + ": no parameter '" + name + "'");
    }

    /** The parameters of a component among those of the mixture. */
    double[] part(double[] values, int k) {
        return IntStream.range(0, parts.get(k).parameters().size())
                .mapToDouble(i -> values[index(k, i)])
                .toArray();
    }

    /** The median; of counts, whose medians are often equal, the main parameter. */
    private static double location(Family f, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!f.parameters().get(i).domain().contains(values[i])) {
                return Double.NaN;
            }
        }
        if (f.tails().isPresent() && !f.support().integer()) {
            return f.at(values).quantile(0.5);
        }
        return values[f.parameters().indexOf(f.mainParameter())];
    }
}
