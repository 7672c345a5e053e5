package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.expr.Expr;
import mle.expr.Function;

/** What combinations of families have in common: pieces of formulas, of texts and of checks. */
final class Pieces {
    private Pieces() {}

    // ---- formulas ----

    static Expr.Symbol data(Support support) {
        return Expr.data("x", support.sign());
    }

    /** A formula of a family at a value of x. */
    static Expr at(Family f, Expr formula, double x) {
        return f.support().at(formula, Expr.constant(x));
    }

    /** log(e^a - e^b). */
    static Expr difference(Expr a, Expr b) {
        return Expr.call(Function.LOGDIFFEXP, a, b);
    }

    /** log(e^a + e^b). */
    static Expr sum(Expr a, Expr b) {
        return Expr.call(Function.LOGADDEXP, a, b);
    }

    static Expr log(Expr e) {
        return Expr.call(Function.LOG, e);
    }

    /** log(1 - e). */
    static Expr logRest(Expr e) {
        return Expr.call(Function.LOG1P, e.negate());
    }

    /** One formula where the switch is above zero, else another. */
    static Expr choose(Expr above, Expr chosen, Expr other) {
        return Expr.call(Function.CHOOSE, above, chosen, other);
    }

    /**
     * The probabilities of whole numbers from the tails of any family: log(F(x + 1) - F(x)), or in the first place log F(x + 1),
     * in the last log(1 - F(x)).
     *
     * @param support the numbers
     * @param first the formula of x in place of F(x + 1) - F(x) at the lower end
     * @param last the same at the upper end
     */
    static Expr probability(Support support, Expr between, Expr first, Expr last) {
        Expr x = data(support);
        Expr upTo = Double.isInfinite(support.lower())
                ? between
                : choose(x.minus(Expr.constant(support.lower())), between, first);
        return support.upperEnd().map(top -> choose(top.minus(x), upTo, last)).orElse(upTo);
    }

    // ---- texts ----

    static String number(double value) {
        return Double.isInfinite(value) ? "" : Text.number(value);
    }

    /** What f is, for readers: {@code f: gamma of shape, rate}. */
    static String where(String symbol, Family f) {
        return where(symbol, f, f.parameters());
    }

    static String where(String symbol, Family f, List<Parameter> parameters) {
        return symbol + ": " + f.name() + " of "
                + String.join(", ", parameters.stream().map(Parameter::name).toList());
    }

    /** The name of a parameter of a component or a column, numbered from 1; after a digit with a bar between. */
    static String numbered(String name, int number) {
        boolean bar = Character.isDigit(name.charAt(name.length() - 1));
        return name + (bar ? "_" : "") + number;
    }

    // ---- checks ----

    static Tails tails(String who, Family f) {
        return f.tails()
                .orElseThrow(() -> new IllegalArgumentException(
                        who + ": needs a distribution function, that of " + f.name() + " is not known"));
    }

    /** Refuses a family of which an end of the support is to be estimated. */
    static void checkStill(String who, Family f) {
        for (String end : f.support().ends()) {
            if (f.parameter(end).filter(p -> !p.known()).isPresent()) {
                throw new IllegalArgumentException(who + ": needs a family whose support does not move, that of "
                        + f.name() + " ends at its " + end);
            }
        }
    }

    static void checkContinuous(String who, Family f) {
        if (f.support().integer()) {
            throw new IllegalArgumentException(
                    who + ": needs a continuous family, got " + f.name() + " with " + f.support());
        }
    }

    /** Parameters of a combination before those of its part. */
    static List<Parameter> with(String who, Parameter own, Family f) {
        if (f.parameter(own.name()).isPresent()) {
            throw new IllegalArgumentException(who + ": " + f.name() + " has a " + own.name() + " already");
        }
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(own);
        f.parameters().forEach(p -> parameters.add(p.equals(f.mainParameter()) ? p.asMain() : p));
        return List.copyOf(parameters);
    }

    // ---- start values ----

    static double[] before(double value, double[] values) {
        double[] longer = new double[values.length + 1];
        longer[0] = value;
        System.arraycopy(values, 0, longer, 1, values.length);
        return longer;
    }

    /** The data as a part sees them. */
    static EmpiricalDistribution seen(EmpiricalDistribution p, DoubleUnaryOperator inner) {
        double[] values = Starts.map(p, inner);
        double[] weights = new double[values.length];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = p.weight(i);
        }
        return EmpiricalDistribution.of(values, weights);
    }

    /** The rows with lower &lt; x &le; upper; all rows if those are fewer than two. */
    static EmpiricalDistribution between(EmpiricalDistribution p, double lower, double upper) {
        double[] values = new double[p.size()];
        double[] weights = new double[p.size()];
        int n = 0;
        for (int i = 0; i < p.size(); i++) {
            if (p.value(i) > lower && p.value(i) <= upper) {
                values[n] = p.value(i);
                weights[n++] = p.weight(i);
            }
        }
        return n < 2 ? p : EmpiricalDistribution.of(Arrays.copyOf(values, n), Arrays.copyOf(weights, n));
    }
}
