package mle.family;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import mle.expr.Expr;
import mle.family.Heritage.OfComponents;

/** The mirror image of a family at its location: skew to the other side, ending where the family begins. */
final class Mirror {
    private static final String LOCATION = "location";

    private Mirror() {}

    static Family mirrored(Family f) {
        if (!turns(f)) {
            throw new IllegalArgumentException(
                    "mirrored: needs a continuous family with a parameter 'location' that moves with the data, got "
                            + f.name() + " of "
                            + String.join(
                                    ", ",
                                    f.parameters().stream().map(Parameter::name).toList()));
        }
        Support from = f.support();
        Support to = new Support(
                from.upperParameter().isPresent() ? from.upper() : Double.NEGATIVE_INFINITY,
                from.upperClosed(),
                Double.POSITIVE_INFINITY,
                from.lowerClosed(),
                false,
                from.upperParameter(),
                from.lowerParameter());
        Expr location = f.parameter(LOCATION).orElseThrow().symbol();
        Expr inner = location.times(2).minus(Pieces.data(to));
        int index = f.parameters().stream().map(Parameter::name).toList().indexOf(LOCATION);
        Optional<Tails> tails =
                f.tails().map(t -> new Tails(from.at(t.logSurvival(), inner), from.at(t.logCdf(), inner)));
        Heritage of = Heritage.of(f, Mirror::mirrored, OfComponents.NONE);
        Heritage heritage = new Heritage(
                of.searches(),
                List.of(),
                of.ordering(),
                f.limits().stream().map(Mirror::mirrored).toList(),
                of.unboundedRegions(),
                Optional.empty(),
                of.regression(),
                f.moments().map(m -> m.map(mean -> location.times(2).minus(mean), v -> v)),
                of.source());
        return new CombinedFamily(
                "mirrored(" + f.name() + ")",
                to,
                f.parameters(),
                from.at(f.logDensity(), inner),
                tails,
                "log f(2*location - x); " + Pieces.where("f", f),
                p -> f.starts(Pieces.seen(p, x -> -x)).stream()
                        .map(start -> {
                            double[] turned = start.clone();
                            turned[index] = -turned[index];
                            return turned;
                        })
                        .toList(),
                heritage);
    }

    private static boolean turns(Family f) {
        Support s = f.support();
        boolean line = !s.integer() && Double.isInfinite(s.lower()) && Double.isInfinite(s.upper());
        if (!line || f.parameter(LOCATION).isEmpty() || !f.components().isEmpty()) {
            return false;
        }
        Equivariance moves = Equivariance.of(f);
        for (int i = 0; i < f.parameters().size(); i++) {
            boolean isLocation = f.parameters().get(i).name().equals(LOCATION);
            if (!moves.shifts() || moves.shifted().get(i) != isLocation) {
                return false;
            }
        }
        return true;
    }

    /** A limit that has no location, as the normal, is symmetric. */
    private static Limit mirrored(Limit of) {
        Map<String, Double> values = new HashMap<>(of.values());
        values.computeIfPresent(LOCATION, (name, value) -> -value);
        Supplier<Family> family = () -> {
            Family limit = of.family().get();
            return turns(limit) ? mirrored(limit) : limit;
        };
        return new Limit(of.parameter(), of.edge(), family, of.names(), values);
    }
}
