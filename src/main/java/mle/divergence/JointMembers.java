package mle.divergence;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.family.Families;
import mle.family.Family;
import mle.family.IndependentFamily;
import mle.family.Limit;
import mle.family.VectorFamily;

/** The members of families of rows. */
final class JointMembers {
    private JointMembers() {}

    /** What the rows of a family are; a total is not known. */
    static Space space(Family family) {
        if (family instanceof IndependentFamily independent) {
            return Space.of(independent.parts().stream().map(Family::support).toList());
        }
        boolean shares = family instanceof VectorFamily vectors && areShares(vectors);
        return new Space(Collections.nCopies(family.columns().size(), family.support()), shares, Double.NaN);
    }

    /** Whether rows add up to 1; those of length 1 are refused. */
    static boolean areShares(VectorFamily family) {
        if (family.constraint().isPresent() && family.support().isLine()) {
            throw new IllegalArgumentException(
                    family.name() + ": divergences are of reals, shares or counts, this is of directions");
        }
        return family.constraint().isPresent();
    }

    /** Whether all columns are independent and normal. */
    static boolean isIndependentNormal(Family family) {
        return family instanceof IndependentFamily independent
                && independent.parts().stream().allMatch(p -> p.equals(Families.normal()));
    }

    /** A member, of counts with a total of 1. */
    static JointDensity of(Family family, double[] values) {
        return of(family, values, 1);
    }

    /**
     * A member.
     *
     * @param total what rows of counts add up to, where the family is of such
     * @throws IllegalArgumentException if it is no family of rows that has members here
     */
    static JointDensity of(Family family, double[] values, double total) {
        if (family instanceof IndependentFamily independent) {
            List<Family> parts = independent.parts();
            return JointDensity.independent(IntStream.range(0, parts.size())
                    .mapToObj(k -> Density.of(parts.get(k).at(independent.ofPart(k, values))))
                    .toArray(Density[]::new));
        }
        if (family instanceof VectorFamily vectors) {
            boolean counts = vectors.support().integer();
            return JointDensity.of(counts ? vectors.joint(values).ofTotal(total) : vectors.joint(values));
        }
        throw new IllegalArgumentException(
                family.name() + ": expected a family of rows, one of the vector families or independent(...)");
    }

    /** A member, or that of the limit family at whose edge the parameters lie, where one is known. */
    static Optional<JointDensity> orLimit(Family family, double[] values, double total) {
        Map<String, Double> named = new HashMap<>();
        boolean inside = true;
        for (int i = 0; i < values.length; i++) {
            named.put(family.parameters().get(i).name(), values[i]);
            inside &= family.parameters().get(i).domain().contains(values[i]);
        }
        if (inside) {
            return Optional.of(of(family, values, total));
        }
        if (family instanceof IndependentFamily independent) {
            return ofParts(independent, values);
        }
        for (Limit limit : family.limits()) {
            if (named.getOrDefault(limit.parameter(), Double.NaN) == limit.edge()) {
                Family edge = limit.family().get();
                double[] own = edge.parameters().stream()
                        .mapToDouble(p -> named.getOrDefault(limit.names().get(p.name()), Double.NaN))
                        .toArray();
                return Arrays.stream(own).anyMatch(Double::isNaN)
                        ? Optional.empty()
                        : Optional.of(of(edge, own, total));
            }
        }
        return Optional.empty();
    }

    private static Optional<JointDensity> ofParts(IndependentFamily family, double[] values) {
        Density[] parts = new Density[family.parts().size()];
        for (int k = 0; k < parts.length; k++) {
            Optional<Density> part = ForwardKl.member(family.parts().get(k), family.ofPart(k, values));
            if (part.isEmpty()) {
                return Optional.empty();
            }
            parts[k] = part.get();
        }
        return Optional.of(JointDensity.independent(parts));
    }
}
