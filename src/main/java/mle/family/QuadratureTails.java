package mle.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.expr.Sign;
import mle.expr.TailQuadrature;

/**
 * The tails of a family by quadrature of its density, or for counts by sums: what a family has of which no formulas of them are
 * given. Where a density only moves with a location and a scale, it is integrated in standard form, so that the two don't enter
 * the integral, an end or a kink does not move, and rows that differ in them alone share it.
 *
 * @param quadrature of the density in standard form
 * @param arguments x in standard form and the parameters that are left, of x and the family's parameters
 * @param tails the formulas
 */
record QuadratureTails(TailQuadrature quadrature, List<Expr> arguments, Tails tails) {
    private static final int MOST_KEPT = 1000;
    private static final Map<List<Object>, QuadratureTails> KNOWN = new ConcurrentHashMap<>();

    /** Those of a family of one variable x; none for a family of several. */
    static Optional<QuadratureTails> of(Family family) {
        Expr.Symbol x = x(family);
        boolean ofOne = family.logDensity().symbols().stream().allMatch(s -> s.kind() != Expr.Kind.DATA || s.equals(x));
        if (!ofOne) {
            return Optional.empty();
        }
        List<Object> key = List.of(family.logDensity(), family.parameters(), family.support(), family.hasUnitMass());
        QuadratureTails known = KNOWN.get(key);
        if (known == null) {
            if (KNOWN.size() > MOST_KEPT) {
                KNOWN.clear();
            }
            known = make(family);
            KNOWN.put(key, known);
        }
        return Optional.of(known);
    }

    /** What the density integrates to at values of its parameters; NaN if that was not found. */
    double whole(Family family, double... parameters) {
        List<Expr.Symbol> symbols =
                family.parameters().stream().map(QuadratureTails::symbol).toList();
        return quadrature.whole(
                Program.of(arguments.subList(1, arguments.size()), symbols).values(parameters));
    }

    private static Expr.Symbol x(Family family) {
        return Expr.data("x", family.support().sign());
    }

    private static Expr.Symbol symbol(Parameter p) {
        return Expr.parameter(p.name(), p.domain().sign());
    }

    private static QuadratureTails make(Family family) {
        Support support = family.support();
        if (support.lowerParameter().isPresent() || support.upperParameter().isPresent() && !support.integer()) {
            return betweenEnds(family);
        }
        Optional<Expr> first = first(family);
        if (first.isPresent()) {
            return fromFirst(family, first.get());
        }
        Equivariance e = Equivariance.of(family);
        int scale = -1;
        int location = -1;
        for (int i = family.parameters().size() - 1; i >= 0; i--) {
            boolean moves = e.actions().get(i) != Equivariance.Action.NONE;
            location = moves && e.shifted().get(i) ? i : location;
            scale = moves && !e.shifted().get(i) ? i : scale;
        }
        return scale < 0 ? plain(family) : standard(family, e, location, scale);
    }

    /** Where an end is a parameter: of the distance from it, or of the share of the way from one end to the other. */
    private static QuadratureTails betweenEnds(Family family) {
        Support s = family.support();
        Expr lower = end(family, s.lowerParameter(), s.lower());
        Expr upper = end(family, s.upperParameter(), s.upper());
        Expr.Symbol x = x(family);
        Expr.Symbol z = Expr.data("x", s.integer() ? Sign.NONNEGATIVE : Sign.POSITIVE);
        Expr width = lower == null || upper == null || s.integer() ? Expr.ONE : upper.minus(lower);
        Expr there = lower == null ? upper.minus(z) : z.times(width).plus(lower);
        Expr density = s.at(family.logDensity(), there).plus(Expr.call(Function.LOG, width));
        List<Expr> arguments = new ArrayList<>();
        arguments.add(lower == null ? upper.minus(x) : x.minus(lower).over(width));
        arguments.addAll(symbols(family, false));
        arguments.addAll(symbols(family, true));
        double top = width == Expr.ONE ? Double.POSITIVE_INFINITY : 1;
        TailQuadrature quadrature = new TailQuadrature(
                density,
                z,
                symbols(family, false),
                symbols(family, true),
                0,
                top,
                s.integer(),
                family.hasUnitMass(),
                List.of());
        Tails tails = new Tails(quadrature.logCdf(arguments), quadrature.logSurvival(arguments));
        // The distance from the upper end rises where x falls.
        Tails own = lower == null ? new Tails(tails.logSurvival(), tails.logCdf()) : tails;
        return new QuadratureTails(quadrature, arguments, own);
    }

    /** The first count, where that moves with the parameters: below it, one of the counts beside x is below zero. */
    private static Optional<Expr> first(Family family) {
        Expr.Symbol x = x(family);
        return family.cells().stream()
                .filter(cell -> cell.derivative(x) == Expr.ONE)
                .map(cell -> x.minus(cell))
                .reduce((a, b) -> Pieces.choose(a.minus(b), a, b))
                .map(end -> Pieces.choose(end, end, Expr.ZERO));
    }

    /** Of the distance from the first count. */
    private static QuadratureTails fromFirst(Family family, Expr first) {
        Expr.Symbol x = x(family);
        List<Expr> arguments = new ArrayList<>();
        arguments.add(x.minus(first));
        arguments.addAll(symbols(family, false));
        arguments.addAll(symbols(family, true));
        Expr density = family.support().at(family.logDensity(), x.plus(first));
        QuadratureTails own = of(quadrature(family, density, symbols(family, false), symbols(family, true)), arguments);
        Tails tails = own.tails.choose(x.minus(first).plus(1), Tails.BEFORE);
        for (Expr cell : family.cells()) {
            tails = cell.derivative(x) == Expr.ONE ? tails : tails.choose(cell, Tails.BEYOND);
        }
        return new QuadratureTails(own.quadrature, own.arguments, tails);
    }

    /** An end as a formula; null if there is none. */
    private static Expr end(Family family, Optional<String> parameter, double number) {
        if (parameter.isPresent()) {
            return symbol(family.parameter(parameter.get()).orElseThrow());
        }
        return Double.isInfinite(number) ? null : Expr.constant(number);
    }

    private static QuadratureTails plain(Family family) {
        List<Expr> arguments = new ArrayList<>();
        arguments.add(x(family));
        arguments.addAll(symbols(family, false));
        arguments.addAll(symbols(family, true));
        return of(quadrature(family, family.logDensity(), symbols(family, false), symbols(family, true)), arguments);
    }

    private static QuadratureTails standard(Family family, Equivariance e, int location, int scale) {
        List<Parameter> all = family.parameters();
        Expr unit = e.actions().get(scale).unit(symbol(all.get(scale)));
        Expr origin = location < 0 ? Expr.ZERO : symbol(all.get(location));
        Map<Expr, Expr> fixed = new HashMap<>();
        fixed.put(symbol(all.get(scale)), e.actions().get(scale) == Equivariance.Action.ADD_LOG ? Expr.ZERO : Expr.ONE);
        List<Expr.Symbol> parameters = new ArrayList<>();
        List<Expr.Symbol> given = new ArrayList<>();
        List<Expr> arguments = new ArrayList<>();
        List<Expr> givenArguments = new ArrayList<>();
        arguments.add(x(family).minus(origin).over(unit));
        for (int i = 0; i < all.size(); i++) {
            Expr.Symbol symbol = symbol(all.get(i));
            if (i == location) {
                fixed.put(symbol, Expr.ZERO);
            } else if (i != scale) {
                boolean known = all.get(i).known();
                Expr centred = e.shifted().get(i) ? symbol.minus(origin) : symbol;
                (known ? given : parameters).add(symbol);
                (known ? givenArguments : arguments).add(e.actions().get(i).undo(centred, unit));
            }
        }
        arguments.addAll(givenArguments);
        Expr standard = family.logDensity().replace(fixed);
        return of(quadrature(family, standard, parameters, given), arguments);
    }

    private static QuadratureTails of(TailQuadrature quadrature, List<Expr> arguments) {
        Tails tails = new Tails(quadrature.logCdf(arguments), quadrature.logSurvival(arguments));
        return new QuadratureTails(quadrature, List.copyOf(arguments), tails);
    }

    /** The parameters to be estimated, or those that are known. */
    private static List<Expr.Symbol> symbols(Family family, boolean known) {
        return family.parameters().stream()
                .filter(p -> p.known() == known)
                .map(QuadratureTails::symbol)
                .toList();
    }

    private static TailQuadrature quadrature(
            Family family, Expr density, List<Expr.Symbol> parameters, List<Expr.Symbol> given) {
        Support s = family.support();
        Expr.Symbol x = x(family);
        List<Expr.Symbol> kinks = s.integer() ? List.of() : Kinks.of(density, x, parameters);
        return new TailQuadrature(
                density, x, parameters, given, s.lower(), s.upper(), s.integer(), family.hasUnitMass(), kinks);
    }
}
