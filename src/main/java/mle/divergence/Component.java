package mle.divergence;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Distribution;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Support;

/** A density of one formula: a family at its parameters, or a formula of the user's. */
final class Component {
    private static final double TOLERANCE = 5e-14;

    /** How far beyond where nothing is left an end of the density is looked for, in units of its width. */
    private static final double FAR = 1e12;

    /** How many times its width a density must be away from zero for its own place to be taken as zero. */
    private static final double NARROW = 10;

    /** A share of the width within which a further break divides nothing. */
    private static final double CLOSE = 1e-6;

    private final String text;
    private final Support support;
    private final Expr logDensity;
    private final Map<Expr, Expr> constants;
    private final Optional<Distribution> member;
    private final Coordinate coordinate;
    private final Program own;
    private final Landscape landscape;
    private Ends ends;

    /** Where the density ends; looked for once it is asked for, at worst by several threads with the same result. */
    private record Ends(double lower, double upper) {}

    /**
     * A density.
     *
     * @param text how it is called
     * @param support its support, of which no end is a parameter
     * @param logDensity a formula of {@code x} and of parameters
     * @param constants the parameters with their values
     * @param member the distribution that it is, if it is one of a family
     */
    private Component(
            String text, Support support, Expr logDensity, Map<Expr, Expr> constants, Optional<Distribution> member) {
        this.text = text;
        this.support = support;
        this.logDensity = logDensity;
        this.constants = constants;
        this.member = member;
        Coordinate plain = Coordinate.of(support);
        Program program = program(plain, plain.logSlope());
        Landscape seen = landscape(program);
        double mode = seen.modes()[0];
        boolean narrow = !support.integer() && Math.abs(mode) > NARROW * seen.width();
        this.coordinate = narrow ? plain.about(mode) : plain;
        this.own = narrow ? program(coordinate, coordinate.logSlope()) : program;
        this.landscape = narrow ? landscape(own) : seen;
    }

    /** Neither a density alone nor probabilities alone: its divergences are not those of the density. */
    static void requireOneKind(String who, Family family) {
        if (family.hasAtom()) {
            throw new IllegalArgumentException(
                    who + ": divergences need a density or counts, this has a density and, at "
                            + Density.number(family.support().lower()) + ", a probability");
        }
    }

    /** A family at its parameters. */
    static Component of(String text, Distribution distribution) {
        requireOneKind(text, distribution.family());
        double[] values = distribution.parameters();
        List<Parameter> parameters = distribution.family().parameters();
        Support support = distribution.family().support();
        Map<String, Double> known = new HashMap<>();
        Map<Expr, Expr> constants = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            Parameter p = parameters.get(i);
            known.put(p.name(), values[i]);
            constants.put(Expr.parameter(p.name(), p.domain().sign()), Expr.constant(values[i]));
        }
        Support own = support.with(known);
        Expr x = Expr.data("x", own.sign());
        Expr formula = support.at(distribution.family().logDensity(), x);
        try {
            return new Component(text, own, formula, constants, Optional.of(distribution));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(text + ": a parameter is too extreme, " + e.getMessage(), e);
        }
    }

    /**
     * A formula of {@code x}, normalised here: its integral or sum is taken numerically.
     *
     * @throws IllegalArgumentException if it has none
     */
    static Component of(String text, Support support, Expr formula) {
        Component raw = new Component(text, support, formula, Map.of(), Optional.empty());
        double highest = Double.NEGATIVE_INFINITY;
        for (double mode : raw.landscape.modes()) {
            highest = Math.max(highest, raw.weight().applyAsDouble(mode));
            if (Math.abs(raw.coordinate.origin() + mode) > Quadrature.BEYOND_MEASURE) {
                throw new IllegalArgumentException(
                        "'" + text + "': it rises without end over " + support + ", a density has a finite integral");
            }
        }
        Component level = new Component(text, support, formula.plus(-highest), Map.of(), Optional.empty());
        double mass = level.integrate((t, out) -> out[0] = 1, 1, new double[0], new double[0], Summation.MANY)
                .values()[0];
        if (!(mass > 0 && mass < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("'" + text + "': its integral over " + support + " is " + mass
                    + ", a density needs a finite one above 0");
        }
        return new Component(text, support, level.logDensity.plus(-StrictMath.log(mass)), Map.of(), Optional.empty());
    }

    String text() {
        return text;
    }

    Support support() {
        return support;
    }

    /** The log-density as a formula of what stands for x, inside of its support. */
    Expr formula(Expr other) {
        Expr x = Expr.data("x", support.sign());
        return logDensity.replace(s -> s.equals(x) ? other : constants.getOrDefault(s, s));
    }

    Optional<Distribution> member() {
        return member;
    }

    Coordinate coordinate() {
        return coordinate;
    }

    private Program program(Coordinate other, Expr more) {
        // The place of x first, so that what is subtracted from it cancels before it is divided and rounded.
        Expr placed = other.in(support, logDensity).replace(constants);
        return Program.of(List.of(placed.plus(more)), List.of(other.symbol()));
    }

    /** A program as a function; not for several threads at once. */
    private static DoubleUnaryOperator function(Program program) {
        double[] registers = new double[program.registers()];
        return t -> {
            registers[0] = t;
            program.run(registers);
            return registers[program.output(0)];
        };
    }

    /** The log-density at the values that a coordinate stands for; of counts, at what lies between whole numbers too. */
    DoubleUnaryOperator in(Coordinate other) {
        DoubleUnaryOperator inside = function(program(other, Expr.ZERO));
        boolean always = other.liesIn(support);
        return t -> {
            double value = always || between(other.x(t)) ? inside.applyAsDouble(t) : Double.NaN;
            return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
        };
    }

    /** Whether a number lies between the ends of the support; for counts, half a unit beyond the first and the last. */
    private boolean between(double x) {
        if (support.integer()) {
            return x >= first() - 0.5 && x <= last() + 0.5;
        }
        boolean above = support.lowerClosed() ? x >= support.lower() : x > support.lower();
        return above && (support.upperClosed() ? x <= support.upper() : x < support.upper());
    }

    /** The logarithm of the density of the coordinate. */
    private DoubleUnaryOperator weight() {
        return weight(own);
    }

    private DoubleUnaryOperator weight(Program program) {
        DoubleUnaryOperator inside = function(program);
        boolean counts = support.integer();
        return t -> {
            double value = !counts || between(t) ? inside.applyAsDouble(t) : Double.NaN;
            // Infinite: a number of the formula is too large, where the density is nothing.
            return value < Double.POSITIVE_INFINITY ? value : Double.NEGATIVE_INFINITY;
        };
    }

    /** Places between ends that are made of the parameters: beside each of them, and on the way from one as far as another. */
    private static double[] betweenParameters(double[] parameters) {
        DoubleStream.Builder places = DoubleStream.builder();
        for (double from : parameters) {
            for (double way : parameters) {
                for (double share : new double[] {-0.5, -0.01, 0.01, 0.5}) {
                    places.add(from + share * way);
                }
            }
        }
        return places.build().toArray();
    }

    private Landscape landscape(Program program) {
        DoubleUnaryOperator h = weight(program);
        double[] starts = support.integer()
                ? Landscape.ofCounts(h, first(), last())
                : member.isPresent() ? Landscape.coarse() : Landscape.fine(h);
        Landscape seen = Landscape.of(h, starts);
        if (seen.modes().length == 0 && member.isPresent()) {
            seen = Landscape.of(h, betweenParameters(member.get().parameters()));
        }
        if (seen.modes().length == 0) {
            throw new IllegalArgumentException("'" + text + "': the density is zero wherever it was looked for");
        }
        return seen;
    }

    /** A value well inside: a mode of the density of the coordinate. */
    double typical() {
        return coordinate.x(landscape.modes()[0]);
    }

    /** The values at which an integral over this density, or of it, is best divided. */
    double[] places() {
        return Arrays.stream(landscape.breaks()).map(coordinate::x).toArray();
    }

    /** The lower (-1) or upper (1) end: that of the support, or the point beyond which the formula has no value. */
    double end(int side) {
        Ends found = ends;
        if (found == null) {
            found = new Ends(findEnd(-1), findEnd(1));
            ends = found;
        }
        return side < 0 ? found.lower : found.upper;
    }

    /** The lower (-1) or upper (1) end of the support. */
    double ofSupport(int side) {
        return side < 0 ? support.lower() : support.upper();
    }

    private double findEnd(int side) {
        double ofSupport = ofSupport(side);
        if (support.integer()) {
            return ofSupport;
        }
        double[] breaks = landscape.breaks();
        double outer = breaks[side < 0 ? 0 : breaks.length - 1];
        double width = Math.max(breaks[breaks.length - 1] - breaks[0], 1e-9 * (1 + Math.abs(outer)));
        DoubleUnaryOperator value = function(own);
        double inside = outer;
        for (double away = width / 1024; away < FAR * width; away *= 4) {
            double t = outer + side * away;
            if (Math.abs(t) > coordinate.measurable()) {
                return ofSupport;
            }
            if (Double.isNaN(value.applyAsDouble(t))) {
                return edge(value, inside, t);
            }
            inside = t;
        }
        return ofSupport;
    }

    private double edge(DoubleUnaryOperator value, double from, double to) {
        double inside = from;
        double outside = to;
        for (int k = 0; k < 80; k++) {
            double middle = inside + (outside - inside) / 2;
            if (Double.isNaN(value.applyAsDouble(middle))) {
                outside = middle;
            } else {
                inside = middle;
            }
        }
        return coordinate.x(inside);
    }

    /**
     * Integrals of functions against this density.
     *
     * @param f the functions, of a point of the coordinate
     * @param count how many there are
     * @param places values of x where they may change fast; one that is close to another is left out
     * @param kinks values of x where they are not smooth
     * @param counts how many whole numbers on a side of a mode are summed over one by one
     */
    Integral integrate(Quadrature.Functions f, int count, double[] places, double[] kinks, int counts) {
        DoubleUnaryOperator h = weight();
        if (support.integer()) {
            return Summation.of(h, f, count, count, first(), last(), landscape, TOLERANCE, counts);
        }
        double[] breaks = Stream.of(
                        Arrays.stream(landscape.breaks()),
                        Arrays.stream(places).map(coordinate::t).filter(this::isFarFromBreaks),
                        Arrays.stream(kinks).map(coordinate::t).filter(Double::isFinite))
                .flatMapToDouble(s -> s)
                .sorted()
                .distinct()
                .toArray();
        return Quadrature.of(h, f, count, count, breaks, new boolean[] {true, true}, TOLERANCE, coordinate.measurable())
                .at(coordinate::x);
    }

    private boolean isFarFromBreaks(double t) {
        double least = Double.POSITIVE_INFINITY;
        for (double known : landscape.breaks()) {
            least = Math.min(least, Math.abs(known - t));
        }
        return Double.isFinite(t) && least > CLOSE * landscape.width();
    }

    private double first() {
        double first = Math.ceil(support.lower());
        return first == support.lower() && !support.lowerClosed() ? first + 1 : first;
    }

    private double last() {
        double last = Math.floor(support.upper());
        return last == support.upper() && !support.upperClosed() ? last - 1 : last;
    }
}
