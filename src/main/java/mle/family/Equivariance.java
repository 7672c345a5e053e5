package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mle.expr.Expr;
import mle.expr.Function;

/**
 * How the parameters of a family move when the data are shifted and scaled, x = origin + unit·z, so that a fit can be
 * made in the data's own units and moved back exactly. It is found from the log-density itself, by showing that
 * log q(z; θ') = log q(x; θ) + log unit as formulas; a density of which that can't be shown is fitted as it is.
 *
 * @param scales whether scaling the data only moves the parameters
 * @param shifts whether shifting does as well
 * @param actions what scaling does to each parameter
 * @param shifted which parameters are shifted with the data
 * @param moves whether an end of the support is a parameter, so that what counts is how far from it a value is
 */
public record Equivariance(boolean scales, boolean shifts, List<Action> actions, List<Boolean> shifted, boolean moves) {
    /** What scaling the data by a unit does to a parameter. */
    public enum Action {
        NONE,
        MULTIPLY,
        DIVIDE,
        ADD_LOG,
        MULTIPLY_SQUARE,
        DIVIDE_SQUARE;

        /** The parameter for data scaled by a unit. */
        public double apply(double value, double unit) {
            return switch (this) {
                case NONE -> value;
                case MULTIPLY -> value * unit;
                case DIVIDE -> value / unit;
                case ADD_LOG -> value + StrictMath.log(unit);
                case MULTIPLY_SQUARE -> value * unit * unit;
                case DIVIDE_SQUARE -> value / unit / unit;
            };
        }

        /** What it was for the data before. */
        public double undo(double value, double unit) {
            return switch (this) {
                case NONE -> value;
                case MULTIPLY -> value / unit;
                case DIVIDE -> value * unit;
                case ADD_LOG -> value - StrictMath.log(unit);
                case MULTIPLY_SQUARE -> value / unit / unit;
                case DIVIDE_SQUARE -> value * unit * unit;
            };
        }

        /** {@link #undo} as a formula. */
        Expr undo(Expr value, Expr unit) {
            return switch (this) {
                case NONE -> value;
                case MULTIPLY -> value.over(unit);
                case DIVIDE -> value.times(unit);
                case ADD_LOG -> value.minus(Expr.call(Function.LOG, unit));
                case MULTIPLY_SQUARE -> value.over(unit.pow(2));
                case DIVIDE_SQUARE -> value.times(unit.pow(2));
            };
        }

        /** The unit by which data of a parameter of 1, or 0 if units are added, are scaled to those of a given one. */
        Expr unit(Expr parameter) {
            return switch (this) {
                case NONE -> throw new IllegalArgumentException("a parameter that scaling leaves alone tells no unit");
                case MULTIPLY -> parameter;
                case DIVIDE -> parameter.pow(-1);
                case ADD_LOG -> Expr.call(Function.EXP, parameter);
                case MULTIPLY_SQUARE -> parameter.pow(0.5);
                case DIVIDE_SQUARE -> parameter.pow(-0.5);
            };
        }

        /** The derivative of {@link #apply}. */
        public double slope(double unit) {
            return switch (this) {
                case NONE, ADD_LOG -> 1;
                case MULTIPLY -> unit;
                case DIVIDE -> 1 / unit;
                case MULTIPLY_SQUARE -> unit * unit;
                case DIVIDE_SQUARE -> 1 / unit / unit;
            };
        }

        boolean keeps(Domain domain) {
            return switch (this) {
                case NONE -> true;
                case MULTIPLY, DIVIDE, MULTIPLY_SQUARE, DIVIDE_SQUARE ->
                    domain.equals(Domain.REAL) || domain.equals(Domain.POSITIVE);
                case ADD_LOG -> domain.equals(Domain.REAL);
            };
        }
    }

    private static final int MOST_PARAMETERS = 4;
    private static final int MOST_KEPT = 1000;
    private static final Map<List<Object>, Equivariance> KNOWN = new ConcurrentHashMap<>();

    /** What a family's density says. */
    public static Equivariance of(Family family) {
        if (family instanceof VectorFamily vectors) {
            return vectors.movesWithData()
                    ? withColumns(vectors)
                    : none(vectors.parameters().size());
        }
        List<Object> key = List.of(family.logDensity(), family.parameters(), family.support());
        Equivariance known = KNOWN.get(key);
        if (known == null) {
            if (KNOWN.size() > MOST_KEPT) {
                KNOWN.clear();
            }
            known = find(family);
            KNOWN.put(key, known);
        }
        return known;
    }

    private static Equivariance none(int parameters) {
        return new Equivariance(
                false,
                false,
                Collections.nCopies(parameters, Action.NONE),
                Collections.nCopies(parameters, false),
                false);
    }

    private static Equivariance find(Family family) {
        int p = family.parameters().size();
        boolean line = family.support().isLine();
        if (family.columns().size() > 1 || !line && !family.support().isHalfLine()) {
            return none(p);
        }
        if (!family.components().isEmpty()) {
            return ofMixture(family, line);
        }
        if (p > MOST_PARAMETERS) {
            return none(p);
        }
        Proof proof = new Proof(family);
        Action[] actions = new Action[p];
        if (!search(proof, actions, 0)) {
            return none(p);
        }
        List<Boolean> shifted = line ? proof.shifted() : List.of();
        return withEnds(family, List.of(actions), shifted);
    }

    /** If the ends of the support move with the data. */
    private static Equivariance withEnds(Family family, List<Action> actions, List<Boolean> shifted) {
        int p = actions.size();
        boolean shifts = !shifted.isEmpty();
        for (int i = 0; i < p; i++) {
            boolean isEnd =
                    family.support().ends().contains(family.parameters().get(i).name());
            if (isEnd && !(actions.get(i) == Action.MULTIPLY && (!shifts || shifted.get(i)))) {
                return none(p);
            }
        }
        boolean moves = !family.support().ends().isEmpty();
        return new Equivariance(true, shifts, actions, shifts ? shifted : none(p).shifted, moves);
    }

    /** Parameters of a mixture move as those of its components do, if the shares of all components then move alike. */
    private static Equivariance ofMixture(Family family, boolean line) {
        int p = family.parameters().size();
        List<String> names = family.parameters().stream().map(Parameter::name).toList();
        Action[] actions = new Action[p];
        Arrays.fill(actions, Action.NONE);
        Boolean[] shifted = new Boolean[p];
        Arrays.fill(shifted, false);
        for (Component c : family.components()) {
            Equivariance own = of(c.family());
            for (int i = 0; i < own.actions.size(); i++) {
                int place = names.indexOf(
                        c.names().get(c.family().parameters().get(i).name()));
                actions[place] = own.actions.get(i);
                shifted[place] = own.shifted.get(i);
            }
        }
        Proof proof = new Proof(family);
        if (!proof.scalesBy(actions) || proof.leavesZeroOut()) {
            return none(p);
        }
        boolean shifts = line && Arrays.asList(shifted).contains(true) && proof.isShiftedBy(List.of(shifted));
        return withEnds(family, List.of(actions), shifts ? List.of(shifted) : List.of());
    }

    /** Locations and scatter are multiplied by the units of their columns; locations are shifted as well. */
    private static Equivariance withColumns(VectorFamily family) {
        List<Action> actions = new ArrayList<>();
        List<Boolean> shifted = new ArrayList<>();
        for (Parameter p : family.parameters()) {
            actions.add(family.columnsOf(p.name()).isEmpty() ? Action.NONE : Action.MULTIPLY);
            shifted.add(family.isLocation(p.name()));
        }
        return new Equivariance(true, true, List.copyOf(actions), List.copyOf(shifted), false);
    }

    private static boolean search(Proof proof, Action[] actions, int i) {
        if (i == actions.length) {
            return proof.scalesBy(actions);
        }
        for (Action action : Action.values()) {
            actions[i] = action;
            if (action.keeps(proof.parameters.get(i).domain()) && search(proof, actions, i + 1)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Shows that the density with data and parameters moved is the same formula. Data are scaled by two or shifted by one: the
     * canonical form then finds the factor and the difference wherever they cancel, and what holds for two holds for every
     * power of two, of which the units are.
     */
    private static final class Proof {
        private static final double TWO = 2;

        private final List<Expr> formulas;
        private final List<Parameter> parameters;
        private final Expr x;

        /** Of a density, or of the densities of components with their weights, of which it is the sum. */
        Proof(Family family) {
            this.formulas = family.components().isEmpty()
                    ? List.of(family.logDensity())
                    : family.components().stream().map(Component::logShare).toList();
            this.parameters = family.parameters();
            this.x = Expr.data("x", family.support().sign());
        }

        private static Expr symbol(Parameter p) {
            return Expr.parameter(p.name(), p.domain().sign());
        }

        boolean scalesBy(Action[] actions) {
            Map<Expr, Expr> moved = new HashMap<>();
            moved.put(x, x.times(TWO));
            for (int i = 0; i < actions.length; i++) {
                Expr symbol = symbol(parameters.get(i));
                moved.put(
                        symbol,
                        switch (actions[i]) {
                            case NONE -> symbol;
                            case MULTIPLY -> symbol.times(TWO);
                            case DIVIDE -> symbol.times(1 / TWO);
                            case ADD_LOG -> symbol.plus(StrictMath.log(TWO));
                            case MULTIPLY_SQUARE -> symbol.times(TWO * TWO);
                            case DIVIDE_SQUARE -> symbol.times(1 / (TWO * TWO));
                        });
            }
            for (Expr f : formulas) {
                if (!sameButForRounding(f, f.replace(moved).plus(StrictMath.log(TWO)))) {
                    return false;
                }
            }
            return true;
        }

        /** Whether no component has zeros, which have a probability of their own that does not scale. */
        boolean leavesZeroOut() {
            Expr none = Expr.call(Function.LOG, Expr.ZERO);
            return formulas.stream().allMatch(f -> f.replace(s -> s == x ? Expr.ZERO : s) == none);
        }

        /** Which parameters are shifted with the data, none where the density does not allow it. */
        List<Boolean> shifted() {
            for (int subset = 1; subset < 1 << parameters.size(); subset++) {
                List<Boolean> shifted = new ArrayList<>();
                for (int i = 0; i < parameters.size(); i++) {
                    shifted.add((subset >> i & 1) == 1);
                }
                if (isShiftedBy(shifted)) {
                    return List.copyOf(shifted);
                }
            }
            return List.of();
        }

        boolean isShiftedBy(List<Boolean> shifted) {
            Map<Expr, Expr> moved = new HashMap<>();
            moved.put(x, x.plus(1));
            boolean movesOnLine = true;
            for (int i = 0; i < parameters.size(); i++) {
                if (shifted.get(i)) {
                    moved.put(
                            symbol(parameters.get(i)), symbol(parameters.get(i)).plus(1));
                    movesOnLine &= parameters.get(i).domain().equals(Domain.REAL);
                }
            }
            return movesOnLine && formulas.stream().allMatch(f -> f.replace(moved) == f);
        }

        /** Whether two formulas differ by a constant that is rounding: sums of logarithms of two may leave one. */
        private static boolean sameButForRounding(Expr a, Expr b) {
            return a == b || a.minus(b) instanceof Expr.Constant c && Math.abs(c.value()) < 1e-14;
        }
    }
}
