package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.family.Heritage.OfComponents;

/**
 * Families of the distance from zero. Where the part is symmetric about a location, the likelihood is even in that: its slope is zero at
 * location 0, and next to a maximum there it may be flat to the fourth order. The limit named then is the part's half from zero up.
 */
final class Folding {
    /** In the units of a distribution of parameters of medium size, where its symmetry is seen. */
    private static final double[] PLACES = {0.1, 0.7, 2, 9};

    private static final double ROUNDING = 1e-13;

    private Folding() {}

    static Family folded(Family f) {
        if (f.logDensity() == Families.normal().logDensity()) {
            return Families.foldedNormal();
        }
        Support s = f.support();
        if (!isOnBothSides(f)) {
            throw new IllegalArgumentException(
                    "folded: needs a family on both sides of zero, got " + f.name() + " with " + s);
        }
        Support folded = new Support(0, true, s.upper(), s.upperClosed(), s.integer(), Optional.empty());
        Expr x = Pieces.data(folded);
        UnaryOperator<Expr> onBothSides = e -> {
            Expr both = Pieces.sum(s.at(e, x), s.at(e, x.negate()));
            return s.integer() ? Pieces.choose(x, both, Pieces.at(f, e, 0)) : both;
        };
        Expr density = onBothSides.apply(f.logDensity());
        Optional<Tails> tails = f.tails().map(t -> tails(f, t, folded, density));
        Heritage heritage = Heritage.of(
                        f,
                        Folding::folded,
                        Optional.of(new OfComponents(part -> isOnBothSides(part) ? folded(part) : part, onBothSides)))
                .withSeveralMaxima();
        Optional<Parameter> centre = centre(f);
        if (centre.isPresent()) {
            Supplier<Family> half = () -> half(f, centre.get(), folded, density, tails);
            Map<String, String> names =
                    others(f, centre.get()).stream().collect(Collectors.toMap(Parameter::name, Parameter::name));
            heritage = heritage.withLimit(new Limit(centre.get().name(), 0, half, names));
        }
        return new CombinedFamily(
                "folded(" + f.name() + ")",
                folded,
                f.parameters(),
                density,
                tails,
                "log(f(x) + f(-x))" + (s.integer() ? ", log f(0) at x = 0" : "") + "; " + Pieces.where("f", f),
                p -> starts(f, p),
                heritage);
    }

    private static boolean isOnBothSides(Family f) {
        Support s = f.support();
        return s.lower() == -s.upper() && s.upperParameter().isEmpty();
    }

    /** The location about which a family is symmetric, if there is one and not that alone. */
    private static Optional<Parameter> centre(Family f) {
        Equivariance moves = Equivariance.of(f);
        List<Parameter> shifted = IntStream.range(0, f.parameters().size())
                .filter(i -> moves.shifts() && moves.shifted().get(i))
                .mapToObj(f.parameters()::get)
                .toList();
        if (shifted.size() != 1 || f.parameters().size() == 1 || !f.components().isEmpty()) {
            return Optional.empty();
        }
        double[] theta = f.parameters().stream()
                .mapToDouble(p -> p.equals(shifted.get(0)) ? 0 : p.domain().fromLine(0.4))
                .toArray();
        Distribution d = f.at(theta);
        return Arrays.stream(PLACES)
                        .allMatch(x -> Math.abs(d.logDensity(x) - d.logDensity(-x))
                                <= ROUNDING * (1 + Math.abs(d.logDensity(x))))
                ? Optional.of(shifted.get(0))
                : Optional.empty();
    }

    private static List<Parameter> others(Family f, Parameter centre) {
        return f.parameters().stream().filter(p -> !p.equals(centre)).toList();
    }

    /** The folded family with its location at zero, twice the density from there up. */
    private static Family half(Family f, Parameter centre, Support folded, Expr density, Optional<Tails> tails) {
        if (f.logDensity() == Families.cauchy().logDensity()) {
            return Families.halfCauchy();
        }
        UnaryOperator<Expr> atZero = e -> e.replace(s -> s.equals(centre.symbol()) ? Expr.ZERO : s);
        int at = f.parameters().indexOf(centre);
        return new CombinedFamily(
                "half(" + f.name() + ")",
                folded,
                others(f, centre),
                atZero.apply(density),
                tails.map(t -> new Tails(atZero.apply(t.logCdf()), atZero.apply(t.logSurvival()))),
                "log(2) + log f(x) at " + centre.name() + " = 0; " + Pieces.where("f", f),
                p -> starts(f, p).stream()
                        .map(theta -> IntStream.range(0, theta.length)
                                .filter(i -> i != at)
                                .mapToDouble(i -> theta[i])
                                .toArray())
                        .toList(),
                Heritage.none(() -> half(f, centre, folded, density, tails), f.source())
                        .withSeveralMaxima());
    }

    private static Tails tails(Family f, Tails t, Support folded, Expr density) {
        Support s = f.support();
        Expr x = Pieces.data(folded);
        // Of counts, -x belongs to what lies up to x.
        Expr below = s.integer() ? x.plus(1).negate() : x.negate();
        Expr upTo = t.between(s, below, x);
        if (!s.integer()) {
            List<Expr> kinks = f.kinks().stream()
                    .map(p -> Expr.call(Function.ABS, p.symbol()))
                    .toList();
            upTo = IntervalMass.settled(folded, density, Expr.ZERO, x, upTo, t.nearer(s, below, x), kinks);
        }
        Expr beyond = Pieces.sum(s.at(t.logSurvival(), x), s.at(t.logCdf(), below));
        return new Tails(upTo, beyond).complementary();
    }

    /** As if all were above zero, and as if as many were below. */
    private static List<double[]> starts(Family f, EmpiricalDistribution p) {
        int n = p.size();
        double[] values = Arrays.copyOf(Starts.map(p, x -> x), 2 * n);
        double[] weights = new double[2 * n];
        for (int i = 0; i < n; i++) {
            values[n + i] = -values[i];
            weights[i] = p.weight(i) / 2;
            weights[n + i] = weights[i];
        }
        List<double[]> points = new ArrayList<>(f.starts(p));
        points.addAll(f.starts(EmpiricalDistribution.of(values, weights)));
        return points;
    }
}
