package mle.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.Heritage.OfComponents;

/** Families with a location, or a scale, to be estimated beside the parameters of their part. */
final class Moved {
    private static final Parameter LOCATION = Parameter.of("location", Domain.REAL);
    private static final Parameter SCALE = Parameter.of("scale", Domain.POSITIVE);

    /** In distances from the smallest value to the median, how far below the smallest value a location is tried. */
    private static final double[] BELOW = {1, 0.3, 0.1, 0.03};

    /** Multiples of the size of the data that are tried as a scale. */
    private static final double[] SIZES = {1, 0.1, 10};

    /** Values next to the ends, where a density that has a pole there shows it. */
    private static final double NEXT_TO_ZERO = 1e-250;

    private static final double NEXT_TO_ONE = 1 - 0x1p-53;

    private static final double POLE = 50;
    private static final double POLE_AT_ONE = 10;

    private Moved() {}

    // ---- location ----

    /** The family of location + X, X of a continuous family f of values from 0 up. */
    static Family shifted(Family f) {
        for (Family known : List.of(Families.weibull(), Families.lognormal(), Families.gamma())) {
            if (f.logDensity() == known.logDensity()) {
                return Families.find(known.name() + "-3").orElseThrow();
            }
        }
        Support s = f.support();
        List<Parameter> parameters = Pieces.with("shifted", LOCATION, f);
        if (!canShift(f)) {
            throw new IllegalArgumentException(
                    "shifted: a location can be estimated for values from 0 up without end, got " + f.name() + " with "
                            + s + "; give a number to shift by");
        }
        Support moved = new Support(
                Double.NEGATIVE_INFINITY,
                hasValueAt(f, -0.5),
                Double.POSITIVE_INFINITY,
                false,
                false,
                Optional.of(LOCATION.name()),
                Optional.empty());
        Expr inner = Pieces.data(moved).minus(LOCATION.symbol());
        Optional<Tails> tails = f.tails()
                .map(t -> new Tails(
                        Pieces.choose(inner, s.at(t.logCdf(), inner), Expr.call(Function.LOG, Expr.ZERO)),
                        Pieces.choose(inner, s.at(t.logSurvival(), inner), Expr.ZERO)));
        UnaryOperator<Expr> density = e -> s.at(e, inner);
        Heritage heritage = Heritage.of(
                        f,
                        Moved::shifted,
                        List.of(LOCATION),
                        Optional.of(new OfComponents(part -> canShift(part) ? shifted(part) : part, density)))
                .withSeveralMaxima()
                .withMoments(f.moments().map(m -> m.map(mean -> mean.plus(LOCATION.symbol()), v -> v)));
        if (hasPole(f, NEXT_TO_ZERO, POLE)) {
            heritage = heritage.withUnboundedRegion(new UnboundedRegion(
                    LOCATION.name(), OptionalDouble.empty(), "the density of " + f.name() + " may have a pole at 0"));
        }
        return new CombinedFamily(
                "shifted(" + f.name() + ")",
                moved,
                parameters,
                density.apply(f.logDensity()),
                tails,
                "log f(x - location); " + Pieces.where("f", f),
                p -> belowAll(f, p),
                heritage);
    }

    private static boolean canShift(Family f) {
        Support s = f.support();
        boolean fromZero = !s.integer() && s.lower() == 0 && Double.isInfinite(s.upper());
        return fromZero && f.parameter(LOCATION.name()).isEmpty();
    }

    private static List<double[]> belowAll(Family f, EmpiricalDistribution p) {
        double distance = p.median() - p.min();
        double some = distance > 0 ? distance : p.sd() > 0 ? p.sd() : 1;
        List<double[]> points = new ArrayList<>();
        for (double share : BELOW) {
            double location = p.min() - share * some;
            for (double[] inner : f.starts(Pieces.seen(p, x -> x - location))) {
                points.add(Pieces.before(location, inner));
            }
        }
        return points;
    }

    /** Whether the density grows without end at an end of the support, for some of its parameters. */
    private static boolean hasPole(Family f, double nextToEnd, double pole) {
        Program density = density(f);
        int choices = 3;
        int points = (int) StrictMath.pow(choices, f.parameters().size());
        for (int k = 0; k < points; k++) {
            double[] at = new double[1 + f.parameters().size()];
            at[0] = nextToEnd;
            for (int i = 1, rest = k; i < at.length; i++, rest /= choices) {
                at[i] = f.parameters().get(i - 1).domain().fromLine(rest % choices - 1);
            }
            if (density.values(at)[0] > pole) {
                return true;
            }
        }
        return false;
    }

    /** Whether the formula of the density has a value beyond the end of the support, so that it does not end there by itself. */
    private static boolean hasValueAt(Family f, double beyond) {
        double[] at = new double[1 + f.parameters().size()];
        at[0] = beyond;
        for (int i = 1; i < at.length; i++) {
            at[i] = f.parameters().get(i - 1).domain().fromLine(1);
        }
        return Double.isFinite(density(f).values(at)[0]);
    }

    private static Program density(Family f) {
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Pieces.data(f.support()));
        f.parameters().forEach(p -> inputs.add(p.symbol()));
        return Program.of(List.of(f.logDensity()), inputs);
    }

    // ---- scale ----

    /** The family of scale·X, X of a continuous family f whose ends scale with it. */
    static Family scaled(Family f) {
        Support s = f.support();
        boolean upTo = s.upper() == 1;
        List<Parameter> parameters = Pieces.with("scaled", SCALE, f);
        if (!canScale(f)) {
            throw new IllegalArgumentException(
                    "scaled: a scale can be estimated for values on the line, from 0 up or from" + " 0 to 1, got "
                            + f.name() + " with " + s + "; give a number to scale by");
        }
        Support wider = new Support(
                s.lower(),
                s.lowerClosed(),
                Double.POSITIVE_INFINITY,
                upTo ? hasValueAt(f, 1.5) : s.upperClosed(),
                false,
                Optional.empty(),
                upTo ? Optional.of(SCALE.name()) : Optional.empty());
        Expr inner = Pieces.data(wider).over(SCALE.symbol());
        Optional<Tails> tails = f.tails().map(t -> new Tails(s.at(t.logCdf(), inner), s.at(t.logSurvival(), inner)));
        Expr scale = SCALE.symbol();
        UnaryOperator<Expr> density = e -> s.at(e, inner).minus(Pieces.log(scale));
        Heritage heritage = Heritage.of(
                        f,
                        Moved::scaled,
                        List.of(SCALE),
                        Optional.of(new OfComponents(part -> canScale(part) ? scaled(part) : part, density)))
                .withSeveralMaxima()
                .withMoments(f.moments().map(m -> m.map(scale::times, v -> v.times(scale.pow(2)))));
        if (upTo && hasPole(f, NEXT_TO_ONE, POLE_AT_ONE)) {
            heritage = heritage.withUnboundedRegion(new UnboundedRegion(
                    SCALE.name(), OptionalDouble.empty(), "the density of " + f.name() + " may have a pole at 1"));
        }
        return new CombinedFamily(
                "scaled(" + f.name() + ")",
                wider,
                parameters,
                density.apply(f.logDensity()),
                tails,
                "log f(x/scale) - log(scale); " + Pieces.where("f", f),
                p -> ofSizes(f, p, upTo),
                heritage);
    }

    private static boolean canScale(Family f) {
        Support s = f.support();
        boolean upTo = s.upper() == 1;
        boolean from = s.lower() == 0 || Double.isInfinite(s.lower()) && !upTo;
        boolean scales = !s.integer() && from && (upTo || Double.isInfinite(s.upper()));
        return scales && f.parameter(SCALE.name()).isEmpty();
    }

    private static List<double[]> ofSizes(Family f, EmpiricalDistribution p, boolean aboveAll) {
        double typical = Starts.mean(p, Math::abs);
        List<double[]> points = new ArrayList<>();
        for (double size : SIZES) {
            double scale = aboveAll ? p.max() * (1 + 0.1 * size) : size * (typical > 0 ? typical : 1);
            for (double[] inner : f.starts(Pieces.seen(p, x -> x / scale))) {
                points.add(Pieces.before(scale, inner));
            }
        }
        return points;
    }
}
