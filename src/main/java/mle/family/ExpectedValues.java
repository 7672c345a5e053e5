package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import mle.expr.DensityMeans;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;

/**
 * Means of formulas of x under a family, as functions of its parameters. Of a polynomial of degree up to 2 it is a formula of the
 * family's mean and variance, where those are known; of others an integral, or for counts a sum.
 */
public final class ExpectedValues {
    /** Functions with kinks or jumps, of which derivatives say nothing of the places in between. */
    private static final Set<Function> EDGED =
            Set.of(Function.ABS, Function.SIGN, Function.MAX0, Function.STEP, Function.CHOOSE);

    private final Family family;
    private final List<Expr.Symbol> parameters;
    private final int count;
    private final int[] closed;
    private final int[] open;
    private final Program formulas;
    private final List<Expr> integrands;
    private final Optional<DensityMeans> means;

    private ExpectedValues(Family family, List<Expr> values) {
        this.family = family;
        this.parameters = family.parameters().stream().map(Parameter::symbol).toList();
        this.count = values.size();
        List<Expr> known = new ArrayList<>();
        List<Expr> unknown = new ArrayList<>();
        int[] places = new int[count];
        for (int k = 0; k < count; k++) {
            Optional<Expr> formula = closed(family, values.get(k));
            places[k] = formula.isPresent() ? known.size() : -1 - unknown.size();
            formula.ifPresent(known::add);
            if (formula.isEmpty()) {
                unknown.add(values.get(k));
            }
        }
        this.closed = new int[known.size()];
        this.open = new int[unknown.size()];
        for (int k = 0; k < count; k++) {
            if (places[k] >= 0) {
                closed[places[k]] = k;
            } else {
                open[-1 - places[k]] = k;
            }
        }
        this.formulas = Program.of(known, parameters);
        this.integrands = unknown;
        boolean still = family.support().ends().isEmpty() || family.support().integer();
        this.means = still && !unknown.isEmpty() ? Optional.of(means(family.support())) : Optional.empty();
    }

    /** The means of formulas of {@code x} and the parameters of a family of one variable. */
    public static ExpectedValues of(Family family, List<Expr> formulas) {
        return new ExpectedValues(family, formulas);
    }

    /** The mean of a formula as a formula of the parameters, where it follows from mean and variance. */
    public static Optional<Expr> closed(Family family, Expr formula) {
        Expr.Symbol x = x(family);
        if (!formula.symbols().contains(x)) {
            return Optional.of(formula);
        }
        if (isEdged(formula)) {
            return Optional.empty();
        }
        Optional<Expr> mean = family.moments().map(Moments::mean).flatMap(ExpectedValues::always);
        Expr slope = formula.derivative(x);
        Expr curvature = slope.derivative(x);
        if (mean.isEmpty() || curvature.symbols().contains(x)) {
            return Optional.empty();
        }
        Expr atMean = formula.replace(s -> s.equals(x) ? mean.get() : s);
        if (curvature.equals(Expr.ZERO)) {
            return Optional.of(atMean);
        }
        return family.moments()
                .map(Moments::variance)
                .flatMap(ExpectedValues::always)
                .map(variance -> atMean.plus(curvature.times(variance).times(0.5)));
    }

    /** The formula of a moment that is finite for all parameters. */
    private static Optional<Expr> always(Moment moment) {
        return moment.margin().isEmpty() ? moment.formula() : Optional.empty();
    }

    /** Whether a formula has a kink or a jump somewhere. */
    static boolean isEdged(Expr formula) {
        return formula instanceof Expr.Call c && EDGED.contains(c.function())
                || formula.operands().stream().anyMatch(ExpectedValues::isEdged);
    }

    /** The data in the formulas of a family of one variable. */
    static Expr.Symbol x(Family family) {
        return Expr.data("x", family.support().sign());
    }

    private DensityMeans means(Support support) {
        return new DensityMeans(
                family.logDensity(),
                x(family),
                parameters,
                support.lower(),
                support.upper(),
                support.integer(),
                integrands);
    }

    /** The means at values of the parameters; NaN for one that is not finite or was not found. */
    public double[] at(double... values) {
        double[] result = new double[count];
        double[] known = formulas.values(values);
        for (int k = 0; k < closed.length; k++) {
            result[closed[k]] = known[k];
        }
        if (open.length > 0) {
            double[] found = means.orElseGet(() -> means(supportAt(values))).at(values);
            for (int k = 0; k < open.length; k++) {
                result[open[k]] = found[k];
            }
        }
        return result;
    }

    private Support supportAt(double[] values) {
        Map<String, Double> named = new HashMap<>();
        for (int i = 0; i < values.length; i++) {
            named.put(family.parameters().get(i).name(), values[i]);
        }
        return family.support().with(named);
    }

    /** How many means there are. */
    public int size() {
        return count;
    }

    @Override
    public String toString() {
        return family.name() + ": " + count + " means, " + Arrays.toString(closed) + " by formulas";
    }
}
