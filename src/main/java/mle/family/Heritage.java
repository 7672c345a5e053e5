package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import mle.expr.Expr;

/**
 * What a combined family knows of itself because its part knows it of itself: where the part tends to another family, the
 * combination tends to that of the other.
 *
 * @param searches from how many starts it is searched
 * @param components those of the part, as far as its density is one of the densities of the part
 * @param ordering the order of reports of the part
 * @param limits where it tends to other families
 * @param unboundedRegions where its likelihood grows without end
 * @param solvedIn other parameters in which it is better solved
 * @param regression the same combination of the part in the parameters in which that is regressed
 * @param moments its mean and variance, if there are formulas
 * @param source where it is defined
 */
record Heritage(
        int searches,
        List<Component> components,
        UnaryOperator<double[]> ordering,
        List<Limit> limits,
        List<UnboundedRegion> unboundedRegions,
        Optional<Reparametrisation> solvedIn,
        Supplier<Family> regression,
        Optional<Moments> moments,
        String source) {
    /** Of a family that has no part. */
    static Heritage none(Supplier<Family> regression, String source) {
        return new Heritage(
                1,
                List.of(),
                values -> values,
                List.of(),
                List.of(),
                Optional.empty(),
                regression,
                Optional.empty(),
                source);
    }

    /**
     * What a combination makes of each component of a mixture: of the mixture there are as many then, and the sum of their densities
     * is its density.
     *
     * @param family the family of one component, which has the parameters of the combination as well
     * @param logShare the logarithm of weight times density
     */
    record OfComponents(UnaryOperator<Family> family, UnaryOperator<Expr> logShare) {
        /** Of a combination that has no mixtures for a part, or makes probabilities of densities, so that none collapses. */
        static final Optional<OfComponents> NONE = Optional.empty();

        private Component changed(Component c, List<Parameter> own) {
            Family other = family.apply(c.family());
            Map<String, String> names = new LinkedHashMap<>();
            for (Parameter p : other.parameters()) {
                boolean isOwn = own.stream().anyMatch(o -> o.name().equals(p.name()));
                names.put(p.name(), isOwn ? p.name() : c.names().get(p.name()));
            }
            return new Component(other, Map.copyOf(names), c.logWeight(), logShare.apply(c.logShare()));
        }
    }

    /** Of a combination of one part that keeps the names of its parameters. */
    static Heritage of(Family part, UnaryOperator<Family> combination, Optional<OfComponents> components) {
        return of(part, combination, List.of(), components);
    }

    /** The same of a combination that puts parameters of its own before those of the part. */
    static Heritage of(
            Family part, UnaryOperator<Family> combination, List<Parameter> own, Optional<OfComponents> components) {
        return new Heritage(
                part.searches(),
                components.stream()
                        .flatMap(of -> part.components().stream().map(c -> of.changed(c, own)))
                        .toList(),
                values -> ordered(part, own.size(), values),
                part.limits().stream()
                        .filter(Limit::isStill)
                        .map(l -> limit(l, combination, own))
                        .toList(),
                part.unboundedRegions(),
                part.solvedIn().map(r -> with(own, r)),
                () -> combination.apply(part.regressionForm()),
                Optional.empty(),
                part.source());
    }

    private static double[] ordered(Family part, int own, double[] values) {
        double[] inner = Arrays.copyOfRange(values, own, values.length);
        double[] ordered = part.inOrder(inner);
        if (ordered == inner) {
            return values;
        }
        double[] all = values.clone();
        System.arraycopy(ordered, 0, all, own, ordered.length);
        return all;
    }

    private static Limit limit(Limit of, UnaryOperator<Family> combination, List<Parameter> own) {
        Map<String, String> names = new LinkedHashMap<>();
        own.forEach(p -> names.put(p.name(), p.name()));
        names.putAll(of.names());
        return new Limit(
                of.parameter(), of.edge(), () -> combination.apply(of.family().get()), names, of.values());
    }

    private static Reparametrisation with(List<Parameter> own, Reparametrisation part) {
        List<Parameter> parameters = new ArrayList<>(own);
        parameters.addAll(part.parameters());
        Map<String, Expr> others = new LinkedHashMap<>(part.others());
        own.forEach(p -> others.put(p.name(), p.symbol()));
        return new Reparametrisation(parameters, part.own(), others);
    }

    /** With searches from several starts. */
    Heritage withSeveralMaxima() {
        int several = Math.max(searches, Family.SEVERAL);
        return new Heritage(
                several, components, ordering, limits, unboundedRegions, solvedIn, regression, moments, source);
    }

    Heritage withLimit(Limit other) {
        List<Limit> all = new ArrayList<>(limits);
        all.add(other);
        return new Heritage(
                searches, components, ordering, all, unboundedRegions, solvedIn, regression, moments, source);
    }

    Heritage withUnboundedRegion(UnboundedRegion other) {
        List<UnboundedRegion> all = new ArrayList<>(unboundedRegions);
        all.add(other);
        return new Heritage(searches, components, ordering, limits, all, solvedIn, regression, moments, source);
    }

    /** Of probabilities, which have a bound. */
    Heritage withoutUnboundedRegions() {
        return new Heritage(searches, components, ordering, limits, List.of(), solvedIn, regression, moments, source);
    }

    Heritage withMoments(Optional<Moments> other) {
        return new Heritage(
                searches, components, ordering, limits, unboundedRegions, solvedIn, regression, other, source);
    }

    Heritage withSource(String other) {
        String both = source.isEmpty() ? other : other + "; " + source;
        return new Heritage(
                searches, components, ordering, limits, unboundedRegions, solvedIn, regression, moments, both);
    }
}
