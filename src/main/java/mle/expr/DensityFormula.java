package mle.expr;

import java.util.ArrayList;
import java.util.List;

/**
 * A log-density of one variable, as programs of the distance from an end of its support or of the variable itself: next to
 * an end, where 1 - x would round, the formula is one of what is left.
 */
final class DensityFormula {
    /** What a program takes in place of x: x, x - lower or upper - x. */
    enum From {
        ZERO,
        LOWER,
        UPPER
    }

    private final Expr logDensity;
    private final Expr.Symbol x;
    private final List<Expr.Symbol> parameters;
    private final List<Expr.Symbol> given;
    private final double lower;
    private final double upper;
    private final boolean integer;
    private final boolean unitMass;
    private final int[] kinks;
    private final Program[] values = new Program[From.values().length];
    private final Program[] scores = new Program[From.values().length];

    DensityFormula(
            Expr logDensity,
            Expr.Symbol x,
            List<Expr.Symbol> parameters,
            List<Expr.Symbol> given,
            double lower,
            double upper,
            boolean integer,
            boolean unitMass,
            List<Expr.Symbol> kinks) {
        this.logDensity = logDensity;
        this.x = x;
        this.parameters = List.copyOf(parameters);
        this.given = List.copyOf(given);
        this.lower = lower;
        this.upper = upper;
        this.integer = integer;
        this.unitMass = unitMass;
        this.kinks = kinks.stream().mapToInt(this.parameters::indexOf).toArray();
    }

    double lower() {
        return lower;
    }

    double upper() {
        return upper;
    }

    boolean integer() {
        return integer;
    }

    /** Whether it is one of counts from a first one on that is known to add up to 1. */
    boolean hasHeads() {
        return unitMass && integer && lower > Double.NEGATIVE_INFINITY;
    }

    /** The parameters, by their places, at which as values of x there may be a kink. */
    int[] kinks() {
        return kinks;
    }

    /** By how many parameters it is differentiated; they come before those that are given. */
    int parameters() {
        return parameters.size();
    }

    /** The log-density of the distance and the parameters. */
    synchronized Program value(From from) {
        int k = from.ordinal();
        if (values[k] == null) {
            values[k] = Program.ofFirst(List.of(formula(from)), inputs(from));
        }
        return values[k];
    }

    /** The log-density with its gradient by the parameters and the lower triangle of its Hessian, by rows. */
    synchronized Program scores(From from) {
        int k = from.ordinal();
        if (scores[k] == null) {
            List<Expr> outputs = new ArrayList<>();
            outputs.add(formula(from));
            parameters.forEach(p -> outputs.add(outputs.get(0).derivative(p)));
            for (int i = 0; i < parameters.size(); i++) {
                for (int j = 0; j <= i; j++) {
                    outputs.add(outputs.get(1 + i).derivative(parameters.get(j)));
                }
            }
            scores[k] = Program.ofFirst(outputs, inputs(from));
        }
        return scores[k];
    }

    /** Other formulas of the variable and the parameters, of the distance and the parameters. */
    Program program(From from, List<Expr> formulas) {
        Expr value = value(from, distance(from));
        return Program.ofFirst(formulas.stream().map(f -> at(f, value)).toList(), inputs(from));
    }

    private List<Expr.Symbol> inputs(From from) {
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(distance(from));
        inputs.addAll(parameters);
        inputs.addAll(given);
        return inputs;
    }

    private Expr.Symbol distance(From from) {
        return from == From.ZERO ? x : Expr.data("distance", Sign.POSITIVE);
    }

    private Expr formula(From from) {
        return at(logDensity, value(from, distance(from)));
    }

    private Expr value(From from, Expr.Symbol distance) {
        return switch (from) {
            case ZERO -> distance;
            case LOWER -> distance.plus(lower);
            case UPPER -> distance.negate().plus(upper);
        };
    }

    private Expr at(Expr formula, Expr value) {
        return formula.replace(s -> s == x ? value : s);
    }

    /** A formula of x and the parameters at other formulas. */
    Expr at(Expr formula, List<Expr> arguments) {
        return formula.replace(s -> {
            int i = parameters.indexOf(s);
            int j = given.indexOf(s);
            return s == x
                    ? arguments.get(0)
                    : i >= 0 ? arguments.get(1 + i) : j >= 0 ? arguments.get(1 + parameters.size() + j) : s;
        });
    }

    /** The log-density, of x and the parameters. */
    Expr logDensity() {
        return logDensity;
    }

    /** Its derivative by a parameter. */
    Expr score(int parameter) {
        return logDensity.derivative(parameters.get(parameter));
    }

    /** The formula with all that says where it holds. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(logDensity.toString());
        text.append(integer ? "; whole " : "; ").append(x.name());
        text.append(" from ").append(lower).append(" to ").append(upper).append(unitMass ? ", 1 in all;" : ";");
        parameters.forEach(p -> text.append(' ').append(p.name()));
        given.forEach(p -> text.append(", ").append(p.name()));
        return text.toString();
    }
}
