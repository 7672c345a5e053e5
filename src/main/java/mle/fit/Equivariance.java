package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import mle.expr.Expr;
import mle.family.Domain;
import mle.family.Family;
import mle.family.Parameter;
import mle.plan.Program;

/**
 * How the parameters of a family move when the data are shifted and scaled, x = origin + unit·z, so that a fit can be
 * made in the data's own units and moved back exactly. It is found from the log-density itself, by checking at a few
 * points that log q(z; θ') = log q(x; θ) + log unit.
 *
 * @param scales whether scaling the data only moves the parameters
 * @param shifts whether shifting does as well
 * @param actions what scaling does to each parameter
 * @param shifted which parameters are shifted with the data
 */
record Equivariance(boolean scales, boolean shifts, List<Action> actions, List<Boolean> shifted) {
    /** What scaling the data by a unit does to a parameter. */
    enum Action {
        NONE,
        MULTIPLY,
        DIVIDE,
        ADD_LOG;

        double apply(double value, double unit) {
            return switch (this) {
                case NONE -> value;
                case MULTIPLY -> value * unit;
                case DIVIDE -> value / unit;
                case ADD_LOG -> value + StrictMath.log(unit);
            };
        }

        double undo(double value, double unit) {
            return switch (this) {
                case NONE -> value;
                case MULTIPLY -> value / unit;
                case DIVIDE -> value * unit;
                case ADD_LOG -> value - StrictMath.log(unit);
            };
        }

        /** The derivative of {@link #apply}. */
        double slope(double unit) {
            return switch (this) {
                case NONE, ADD_LOG -> 1;
                case MULTIPLY -> unit;
                case DIVIDE -> 1 / unit;
            };
        }

        boolean keeps(Domain domain) {
            return switch (this) {
                case NONE -> true;
                case MULTIPLY, DIVIDE -> domain.equals(Domain.REAL) || domain.equals(Domain.POSITIVE);
                case ADD_LOG -> domain.equals(Domain.REAL);
            };
        }
    }

    private static final int MOST_PARAMETERS = 4;
    private static final double UNIT = 1.7;
    private static final double SHIFT = 0.9;
    private static final double[] LINE = {0.41, -1.3, 2.2, 0.07};
    private static final double[] HALF_LINE = {0.41, 1.3, 2.2, 0.07};
    private static final double[] VALUES = {0.61, 0.83, 1.37, 0.29};
    private static final double SAME = 1e-9;
    private static final Map<Expr, Equivariance> KNOWN = new ConcurrentHashMap<>();

    /** What a family's density says. */
    static Equivariance of(Family family) {
        Equivariance known = KNOWN.get(family.logDensity());
        if (known == null) {
            if (KNOWN.size() > 1000) {
                KNOWN.clear();
            }
            known = find(family);
            KNOWN.put(family.logDensity(), known);
        }
        return known;
    }

    private static Equivariance none(int parameters) {
        List<Action> actions = new ArrayList<>();
        List<Boolean> shifted = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            actions.add(Action.NONE);
            shifted.add(false);
        }
        return new Equivariance(false, false, actions, shifted);
    }

    private static Equivariance find(Family family) {
        int p = family.parameters().size();
        boolean line = family.support().isLine();
        if (p > MOST_PARAMETERS || !line && !family.support().isHalfLine()) {
            return none(p);
        }
        Check check = new Check(family, line ? LINE : HALF_LINE);
        Action[] actions = new Action[p];
        if (!search(check, family.parameters(), actions, 0)) {
            return none(p);
        }
        List<Boolean> shifted = new ArrayList<>();
        boolean shifts = line && check.findShift(shifted);
        if (!shifts) {
            shifted = none(p).shifted;
        }
        return new Equivariance(true, shifts, List.of(actions), List.copyOf(shifted));
    }

    private static boolean search(Check check, List<Parameter> parameters, Action[] actions, int i) {
        if (i == actions.length) {
            return check.scalesBy(actions);
        }
        for (Action action : Action.values()) {
            actions[i] = action;
            if (action.keeps(parameters.get(i).domain()) && search(check, parameters, actions, i + 1)) {
                return true;
            }
        }
        return false;
    }

    /** Compares the density at a few points with the density at the moved ones. */
    private static final class Check {
        private final Program program;
        private final double[] xs;
        private final double[] theta;

        Check(Family family, double[] xs) {
            List<Expr.Symbol> inputs = new ArrayList<>();
            inputs.add(Expr.data("x", family.support().sign()));
            this.xs = xs;
            this.theta = new double[family.parameters().size()];
            for (int i = 0; i < theta.length; i++) {
                Parameter parameter = family.parameters().get(i);
                inputs.add(Expr.parameter(parameter.name(), parameter.domain().sign()));
                theta[i] = parameter.domain().equals(Domain.REAL)
                        ? VALUES[i]
                        : parameter.domain().fromLine(VALUES[i]);
            }
            this.program = Program.of(List.of(family.logDensity()), inputs);
        }

        private double at(double x, double[] parameters) {
            double[] inputs = new double[1 + parameters.length];
            inputs[0] = x;
            System.arraycopy(parameters, 0, inputs, 1, parameters.length);
            return program.values(inputs)[0];
        }

        boolean scalesBy(Action[] actions) {
            double[] moved = new double[theta.length];
            for (int i = 0; i < moved.length; i++) {
                moved[i] = actions[i].apply(theta[i], UNIT);
            }
            return same(UNIT, 0, moved);
        }

        boolean findShift(List<Boolean> shifted) {
            for (int subset = 1; subset < 1 << theta.length; subset++) {
                double[] moved = theta.clone();
                shifted.clear();
                for (int i = 0; i < moved.length; i++) {
                    boolean moves = (subset >> i & 1) == 1;
                    shifted.add(moves);
                    moved[i] += moves ? SHIFT : 0;
                }
                if (same(1, SHIFT, moved)) {
                    return true;
                }
            }
            return false;
        }

        private boolean same(double unit, double shift, double[] moved) {
            int compared = 0;
            for (double x : xs) {
                double here = at(x, theta);
                if (Double.isFinite(here)) {
                    double there = at(x * unit + shift, moved) + StrictMath.log(unit);
                    if (!(Math.abs(here - there) <= SAME * (1 + Math.abs(here)))) {
                        return false;
                    }
                    compared++;
                }
            }
            return compared >= 2;
        }
    }
}
