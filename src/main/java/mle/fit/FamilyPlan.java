package mle.fit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import mle.expr.Expr;
import mle.expr.Program;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.family.Reparametrisation;
import mle.plan.Plan;
import mle.solve.Solution;
import mle.solve.Status;

/**
 * The plan of a family's log-density in the coordinates of the line, some parameters held: made once and used for every
 * data set. It knows the way from the parameters to the coordinates and back.
 */
final class FamilyPlan {
    private static final int MOST_KEPT = 500;

    private static final Map<List<Object>, FamilyPlan> KEPT = new ConcurrentHashMap<>();

    private final List<Parameter> free;
    private final List<Parameter> searched;
    private final Family family;
    private final List<Expr.Symbol> coordinates;
    private final Optional<Expr> searchedDensity;
    private final Map<Expr, Expr> replacement;
    private final Map<Part, Plan> plans = new ConcurrentHashMap<>();
    private final Program report;
    private final Program toSearched;
    private final int kink;
    private final boolean aroundOne;
    private final Set<String> changed;

    private FamilyPlan(Family family, Set<String> held, boolean aroundOne) {
        this.aroundOne = aroundOne;
        this.free = without(held, family.parameters());
        Optional<Reparametrisation> solved = family.solvedIn();
        Optional<Reparametrisation> others =
                solved.isPresent() && solved.get().leavesAlone(held) ? solved : Optional.empty();
        boolean fewer = solved.isPresent()
                && solved.get().parameters().size() < family.parameters().size();
        if (fewer && others.isEmpty()) {
            throw new IllegalArgumentException(
                    family.name() + ": parameters that follow from one another can't be held, got "
                            + held.stream().sorted().collect(Collectors.joining(", ")));
        }
        this.searched = others.isPresent() ? without(held, others.get().parameters()) : free;
        this.family = family;
        this.coordinates = new ArrayList<>();
        Map<String, Expr> searchedValue = new HashMap<>();
        for (Parameter p : searched) {
            Expr.Symbol coordinate = Expr.parameter(coordinateName(p));
            coordinates.add(coordinate);
            searchedValue.put(p.name(), p.domain().fromLine(coordinate));
        }
        this.replacement = new HashMap<>();
        for (Parameter p : searched) {
            replacement.put(Expr.parameter(p.name(), p.domain().sign()), searchedValue.get(p.name()));
        }
        // A name may be of one of its own and of another that is searched: then this is of the latter.
        Optional<Expr> density = others.isPresent() ? others.get().logDensity() : Optional.empty();
        this.searchedDensity = density.isPresent()
                ? Optional.of(density.get().replace(s -> replacement.getOrDefault(s, knownIfHeld(s, held))))
                : density;
        List<Expr> values = new ArrayList<>();
        for (Parameter p : family.parameters()) {
            Expr symbol = Expr.parameter(p.name(), p.domain().sign());
            Expr own = others.isPresent() ? others.get().own().get(p.name()) : null;
            Expr value = held.contains(p.name())
                    ? Expr.symbol(Expr.Kind.KNOWN, p.name(), p.domain().sign())
                    : own != null ? inCoordinates(own, searchedValue) : searchedValue.get(p.name());
            replacement.put(symbol, value);
            if (!held.contains(p.name())) {
                values.add(value);
            }
        }
        if (aroundOne) {
            replacement.put(
                    Expr.data("x", family.support().sign()),
                    Expr.data("deviation").plus(1));
        }
        List<Expr> outputs = new ArrayList<>(values);
        for (Expr value : values) {
            for (Expr.Symbol c : coordinates) {
                outputs.add(value.derivative(c));
            }
        }
        this.report = Program.of(outputs, coordinates);
        this.toSearched = toSearched(family, others);
        this.changed = others.isPresent() ? others.get().own().keySet() : Set.of();
        List<Integer> kinks = new ArrayList<>();
        for (Parameter p : family.kinks()) {
            int coordinate = searched.indexOf(p);
            if (coordinate >= 0 && replacement.get(p.symbol()) == searchedValue.get(p.name())) {
                kinks.add(coordinate);
            }
        }
        this.kink = kinks.size() == 1 ? kinks.get(0) : -1;
    }

    private static List<Parameter> without(Set<String> held, List<Parameter> parameters) {
        List<Parameter> others = new ArrayList<>();
        for (Parameter p : parameters) {
            if (!held.contains(p.name())) {
                others.add(p);
            }
        }
        return List.copyOf(others);
    }

    private static Expr knownIfHeld(Expr e, Set<String> held) {
        Expr.Symbol s = (Expr.Symbol) e;
        return s.kind() == Expr.Kind.PARAMETER && held.contains(s.name())
                ? Expr.symbol(Expr.Kind.KNOWN, s.name(), s.sign())
                : s;
    }

    private static Expr inCoordinates(Expr formula, Map<String, Expr> values) {
        return formula.replace(s -> values.getOrDefault(((Expr.Symbol) s).name(), s));
    }

    private static String coordinateName(Parameter p) {
        if (p.domain().equals(Domain.REAL)) {
            return p.name();
        }
        return (Double.isInfinite(p.domain().upper())
                                || Double.isInfinite(p.domain().lower())
                        ? "log_"
                        : "logit_")
                + p.name();
    }

    private Program toSearched(Family family, Optional<Reparametrisation> others) {
        Map<String, Expr.Symbol> own = new LinkedHashMap<>();
        for (Parameter p : family.parameters()) {
            own.put(p.name(), Expr.parameter(p.name(), p.domain().sign()));
        }
        List<Expr> formulas = new ArrayList<>();
        for (Parameter p : searched) {
            Expr other = others.isPresent() ? others.get().others().get(p.name()) : null;
            formulas.add(other != null ? other : own.get(p.name()));
        }
        List<Expr.Symbol> inputs = new ArrayList<>();
        for (Parameter p : free) {
            inputs.add(own.get(p.name()));
        }
        return Program.of(formulas, inputs);
    }

    /** The plan of a family with some parameters held. */
    static FamilyPlan of(Family family, Set<String> held, boolean aroundOne) {
        List<Object> key =
                List.of(family.logDensity(), family.tails(), family.parameters(), held, family.solvedIn(), aroundOne);
        FamilyPlan known = KEPT.get(key);
        if (known == null) {
            if (KEPT.size() > MOST_KEPT) {
                KEPT.clear();
            }
            known = new FamilyPlan(family, Set.copyOf(held), aroundOne);
            KEPT.put(key, known);
        }
        return known;
    }

    /** Whether it reads the distances of the data from one, not the data. */
    boolean isAroundOne() {
        return aroundOne;
    }

    /** The plan of the log-density. */
    Plan plan() {
        return plan(Part.DENSITY);
    }

    /** The plan of a part of the log-likelihood, made when it is first needed. */
    Plan plan(Part part) {
        return plans.computeIfAbsent(part, p -> Plan.of(formula(p), coordinates));
    }

    private Expr formula(Part part) {
        return part == Part.DENSITY && searchedDensity.isPresent()
                ? searchedDensity.get()
                : part.formula(family).replace(replacement);
    }

    Family family() {
        return family;
    }

    /** The coordinate of the one parameter at which, as a value of x, the density may have a kink; -1 where there is none. */
    int kink() {
        return kink;
    }

    /** Whether the log-density is a straight line along that coordinate, as far as it is smooth. */
    boolean isStraightAlongKink() {
        Expr.Symbol along = coordinates.get(kink);
        return logDensity().derivative(along).derivative(along) == Expr.ZERO;
    }

    /** The log-density in the coordinates. */
    Expr logDensity() {
        return formula(Part.DENSITY);
    }

    List<Expr.Symbol> coordinates() {
        return coordinates;
    }

    /** The parameters that are estimated. */
    List<Parameter> free() {
        return free;
    }

    /** The parameters that the search moves, one for each coordinate. */
    List<Parameter> searched() {
        return searched;
    }

    /** Whether the parameter that a coordinate moves is the family's own, and not another, even of its name. */
    boolean isOwn(int coordinate) {
        Parameter p = searched.get(coordinate);
        return free.contains(p) && !changed.contains(p.name());
    }

    /** The coordinates of given values of the free parameters, moved into their domains where they lie outside. */
    double[] coordinates(double[] values) {
        double[] inside = values.clone();
        for (int i = 0; i < inside.length; i++) {
            inside[i] = free.get(i).domain().inside(inside[i]);
        }
        double[] moved = toSearched.values(inside);
        for (int i = 0; i < moved.length; i++) {
            Domain domain = searched.get(i).domain();
            moved[i] = domain.toLine(domain.inside(moved[i]));
        }
        return moved;
    }

    /** The values of the free parameters at coordinates, then the derivative of each by each coordinate. */
    double[] report(double[] coordinates) {
        return report.values(coordinates);
    }

    /** The derivative of a free parameter by a coordinate, from what {@link #report} gives. */
    double slope(double[] report, int parameter, int coordinate) {
        return report[free.size() + parameter * searched.size() + coordinate];
    }

    /** Whether a coordinate is the parameter itself, not its log or logit. */
    boolean onLine(int coordinate) {
        return searched.get(coordinate).domain().equals(Domain.REAL);
    }

    /** The coordinate of largest travel of a search that ran away. */
    static int runaway(Solution s) {
        int far = 0;
        for (int i = 1; i < s.direction().length; i++) {
            if (Math.abs(s.direction()[i]) > Math.abs(s.direction()[far])) {
                far = i;
            }
        }
        return far;
    }

    /** Whether a search ran away to where the family becomes another one. */
    boolean nearsLimit(Solution s) {
        if (s.status() != Status.RUNAWAY) {
            return false;
        }
        int far = runaway(s);
        Parameter parameter = searched.get(far);
        double edge = s.direction()[far] > 0
                ? parameter.domain().upper()
                : parameter.domain().lower();
        return family.limits().stream().anyMatch(limit -> limit.isAt(parameter.name(), edge));
    }

    /** The coordinate that is farthest out on a log or logit scale, if any is farther than a reach; else -1. */
    int farOut(Solution s, double reach) {
        int far = -1;
        double most = reach;
        for (int i = 0; i < searched.size(); i++) {
            if (!onLine(i) && Math.abs(s.point()[i]) > most) {
                far = i;
                most = Math.abs(s.point()[i]);
            }
        }
        return far;
    }
}
