package mle.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import mle.expr.Expr;
import mle.expr.Function;
import mle.expr.Program;
import mle.family.Distribution;
import mle.family.Domain;
import mle.family.ExpectedValues;
import mle.family.Family;
import mle.family.Moment;
import mle.family.Moments;
import mle.family.Parameter;

/** A number that the parameters of a family determine, with its derivatives by them. */
interface Quantity {
    /** The number, then its derivatives by the parameters; these are NaN where the number jumps. */
    double[] at(double[] parameters);

    /** Where the number lies: its intervals are taken on the line that this is mapped to. */
    Domain domain();

    /** The mean. */
    static Quantity mean(Family family) {
        Domain domain = new Domain(family.support().lower(), family.support().upper());
        Optional<Moment> mean = family.moments().map(Moments::mean);
        Optional<Expr> formula = mean.flatMap(Moment::formula);
        if (formula.isPresent()) {
            Expr margin = mean.get().margin().orElse(Expr.ONE);
            boolean boundedBelow = family.support().lower() > Double.NEGATIVE_INFINITY;
            double otherwise = boundedBelow ? Double.POSITIVE_INFINITY : Double.NaN;
            return of(formula.get(), margin, symbols(family), domain, otherwise);
        }
        Expr x = x(family);
        List<Expr> formulas = new ArrayList<>(List.of(x));
        for (Parameter p : family.parameters()) {
            formulas.add(p.known() ? Expr.ZERO : x.times(family.logDensity().derivative(p.symbol())));
        }
        ExpectedValues means = ExpectedValues.of(family, formulas);
        return of(means::at, domain);
    }

    /** The variance, where a mean is. */
    static Quantity variance(Family family) {
        Optional<Moment> variance = family.moments().map(Moments::variance);
        Optional<Expr> formula = variance.flatMap(Moment::formula);
        if (formula.isPresent()) {
            Expr margin = variance.get().margin().orElse(Expr.ONE);
            return of(formula.get(), margin, symbols(family), Domain.POSITIVE, Double.POSITIVE_INFINITY);
        }
        Expr x = x(family);
        ExpectedValues mean = ExpectedValues.of(family, List.of(x));
        return of(
                parameters -> {
                    Expr about = x.plus(-mean.at(parameters)[0]);
                    return ExpectedValues.of(family, List.of(about.pow(2))).at(parameters);
                },
                Domain.POSITIVE);
    }

    /** P(X &le; x), or, of the upper tail, P(X &gt; x). */
    static Quantity tail(Family family, double x, boolean lower) {
        TailLogs tail = TailLogs.of(family, lower);
        return of(
                parameters -> {
                    double[] result = tail.at(x, parameters);
                    result[0] = StrictMath.exp(result[0]);
                    for (int i = 1; i < result.length; i++) {
                        result[i] = result[0] == 0 ? 0 : result[0] * result[i];
                    }
                    return result;
                },
                Domain.UNIT);
    }

    /** The quantile of a probability; that of counts jumps, and has no derivatives. */
    static Quantity quantile(Family family, double p) {
        boolean lower = p <= 0.5;
        boolean jumps = family.support().integer();
        TailLogs tail = TailLogs.of(family, lower);
        AtomicReference<Distribution> made = new AtomicReference<>();
        return of(
                parameters -> {
                    Distribution d = made.get() == null
                            ? family.at(parameters)
                            : made.get().with(parameters);
                    made.set(d);
                    double[] result = new double[1 + parameters.length];
                    Arrays.fill(result, Double.NaN);
                    result[0] = d.quantile(p);
                    if (!jumps) {
                        double[] logs = tail.at(result[0], parameters);
                        double ratio = StrictMath.exp(logs[0] - d.logDensity(result[0]));
                        for (int i = 1; i < result.length; i++) {
                            result[i] = (lower ? -ratio : ratio) * logs[i];
                        }
                    }
                    return result;
                },
                new Domain(family.support().lower(), family.support().upper()));
    }

    /** P(X = x) of a family of levels or counts. */
    static Quantity probability(Family family, double x) {
        Expr mass = Expr.call(Function.EXP, family.support().at(family.logDensity(), Expr.constant(x)));
        return of(mass, Expr.ONE, symbols(family), Domain.UNIT, Double.NaN);
    }

    /**
     * A formula of the parameters.
     *
     * @param margin a formula that is above 0 where it is finite
     * @param otherwise what it is elsewhere
     */
    private static Quantity of(Expr formula, Expr margin, List<Expr.Symbol> symbols, Domain domain, double otherwise) {
        List<Expr> outputs = new ArrayList<>(List.of(formula));
        symbols.forEach(s -> outputs.add(formula.derivative(s)));
        outputs.add(margin);
        Program program = Program.of(outputs, symbols);
        int size = symbols.size();
        return of(
                parameters -> {
                    double[] all = program.values(parameters);
                    double[] result = new double[1 + size];
                    boolean finite = all[1 + size] > 0;
                    for (int i = 0; i <= size; i++) {
                        result[i] = finite ? all[i] : i == 0 ? otherwise : Double.NaN;
                    }
                    return result;
                },
                domain);
    }

    private static Quantity of(UnaryOperator<double[]> values, Domain domain) {
        return new Quantity() {
            @Override
            public double[] at(double[] parameters) {
                return values.apply(parameters);
            }

            @Override
            public Domain domain() {
                return domain;
            }
        };
    }

    private static List<Expr.Symbol> symbols(Family family) {
        return family.parameters().stream().map(Parameter::symbol).toList();
    }

    private static Expr.Symbol x(Family family) {
        return Expr.data("x", family.support().sign());
    }
}
