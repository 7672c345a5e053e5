package mle.family;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.expr.Expr;
import mle.expr.Program;

/** A family at given values of its parameters: density, distribution function, quantiles and samples. Immutable. */
public final class Distribution {
    private final Family family;
    private final double[] parameters;
    private final Support support;
    private final Program program;

    Distribution(Family family, double[] parameters) {
        this(family, parameters, program(family));
    }

    private Distribution(Family family, double[] parameters, Program program) {
        List<Parameter> list = family.parameters();
        if (parameters.length != list.size()) {
            throw new IllegalArgumentException(
                    family.name() + ": expected " + list.size() + " parameters, got " + parameters.length);
        }
        for (int i = 0; i < parameters.length; i++) {
            if (!list.get(i).domain().contains(parameters[i])) {
                throw new IllegalArgumentException(
                        family.name() + ": " + list.get(i) + " is needed, got " + parameters[i]);
            }
        }
        this.family = family;
        this.parameters = parameters.clone();
        Map<String, Double> values = new HashMap<>();
        for (int i = 0; i < parameters.length; i++) {
            values.put(list.get(i).name(), parameters[i]);
        }
        family.rule().flatMap(rule -> rule.broken(values)).ifPresent(broken -> {
            throw new IllegalArgumentException(family.name() + ": " + broken);
        });
        this.support = supportAt(family, values);
        this.program = program;
    }

    private static Program program(Family family) {
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Expr.data("x", family.support().sign()));
        family.parameters()
                .forEach(p -> inputs.add(Expr.parameter(p.name(), p.domain().sign())));
        List<Expr> outputs = new ArrayList<>();
        outputs.add(family.logDensity());
        family.tails().ifPresent(tails -> outputs.addAll(List.of(tails.logCdf(), tails.logSurvival())));
        return Program.of(outputs, inputs);
    }

    /** The same family at other values of its parameters: quicker than to ask the family for many of them. */
    public Distribution with(double... values) {
        return new Distribution(family, values, program);
    }

    private static Support supportAt(Family family, Map<String, Double> values) {
        try {
            return family.support().with(values);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(family.name() + ": " + e.getMessage(), e);
        }
    }

    /** The family. */
    public Family family() {
        return family;
    }

    /** The parameters, in the order of the family's. */
    public double[] parameters() {
        return parameters.clone();
    }

    private double value(int formula, double x) {
        double[] registers = new double[program.registers()];
        registers[0] = x;
        System.arraycopy(parameters, 0, registers, 1, parameters.length);
        program.run(registers);
        return registers[program.output(formula)];
    }

    /** The log-density at x, for counts the logarithm of the probability; minus infinity outside the support. */
    public double logDensity(double x) {
        if (!support.contains(x)) {
            return Double.isNaN(x) ? x : Double.NEGATIVE_INFINITY;
        }
        double value = value(0, x);
        return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }

    /** The density at x, for counts the probability. */
    public double density(double x) {
        return StrictMath.exp(logDensity(x));
    }

    /**
     * log P(X ≤ x); NaN where it is not known to nine digits, as where the density does not integrate to 1.
     *
     * @throws UnsupportedOperationException for a family of several variables
     */
    public double logCdf(double x) {
        if (isBefore(x)) {
            return Double.NEGATIVE_INFINITY;
        }
        return x >= support.upper() ? 0 : tail(1, x);
    }

    /** log P(X &gt; x), as {@link #logCdf}. */
    public double logSurvival(double x) {
        if (isBefore(x)) {
            return 0;
        }
        return x >= support.upper() ? Double.NEGATIVE_INFINITY : tail(2, x);
    }

    private boolean isBefore(double x) {
        return x < support.lower() || x == support.lower() && !support.lowerClosed();
    }

    private double tail(int formula, double x) {
        if (family.tails().isEmpty()) {
            throw new UnsupportedOperationException(
                    family.name() + ": a family of several variables has no distribution function");
        }
        return value(formula, support.integer() ? Math.floor(x) : x);
    }

    /**
     * The mean, by its formula, or to about 12 digits from the tails.
     *
     * @return infinite where it is so; NaN where there is none, as for a Cauchy
     * @throws UnsupportedOperationException for a family of several variables
     */
    public double mean() {
        Optional<Moment> mean = family.moments().map(Moments::mean);
        if (mean.isPresent() && !mean.get().isFinite(symbols(), parameters)) {
            return infiniteMean();
        }
        return mean.flatMap(m -> m.at(symbols(), parameters))
                .orElseGet(() -> fromTails().mean());
    }

    private TailMoments fromTails() {
        if (family.tails().isEmpty()) {
            throw new UnsupportedOperationException(
                    family.name() + ": a family of several variables has no single mean, see its joint distribution");
        }
        return new TailMoments(this, support);
    }

    /** Of values bounded on one side the mean is infinite where it is not finite; of others there is none. */
    private double infiniteMean() {
        boolean below = support.lower() > Double.NEGATIVE_INFINITY;
        return below ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /**
     * The variance, by its formula, or to about 10 digits from the tails.
     *
     * @return infinite where it is so; NaN where there is no finite mean
     * @throws UnsupportedOperationException for a family of several variables
     */
    public double variance() {
        if (family.moments().isEmpty()) {
            return fromTails().variance();
        }
        Moments moments = family.moments().get();
        if (!moments.mean().isFinite(symbols(), parameters)) {
            return Double.NaN;
        }
        if (!moments.variance().isFinite(symbols(), parameters)) {
            return Double.POSITIVE_INFINITY;
        }
        return moments.variance()
                .at(symbols(), parameters)
                .orElseGet(() -> fromTails().variance());
    }

    private List<Expr.Symbol> symbols() {
        return family.parameters().stream()
                .map(p -> Expr.parameter(p.name(), p.domain().sign()))
                .toList();
    }

    /** What the density integrates to, for counts adds up to: 1 if it is one; NaN where that is not found. */
    public double mass() {
        return QuadratureTails.of(family).map(q -> q.whole(family, parameters)).orElse(Double.NaN);
    }

    /** P(X ≤ x). */
    public double cdf(double x) {
        return StrictMath.exp(logCdf(x));
    }

    /** P(X &gt; x). */
    public double survival(double x) {
        return StrictMath.exp(logSurvival(x));
    }

    /** A tail at any x, of counts between them as their formula says. */
    double tail(double x, boolean lower) {
        return StrictMath.exp(value(lower ? 1 : 2, x));
    }

    /** The least x with P(X ≤ x) ≥ p. */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new IllegalArgumentException("quantile: a probability is between 0 and 1, got " + p);
        }
        return p <= 0.5 ? quantileOfLog(StrictMath.log(p), true) : quantileOfLog(StrictMath.log1p(-p), false);
    }

    /**
     * The least x with log P(X ≤ x) ≥ a given logarithm, or, of the upper tail, with log P(X &gt; x) ≤ it: precise for
     * probabilities that a double can't hold.
     */
    public double quantileOfLog(double logProbability, boolean lowerTail) {
        if (!(logProbability <= 0)) {
            throw new IllegalArgumentException(
                    "quantile: the logarithm of a probability is at most 0, got " + logProbability);
        }
        boolean beyondAll = lowerTail ? logProbability == 0 : logProbability == Double.NEGATIVE_INFINITY;
        boolean beforeAll = lowerTail ? logProbability == Double.NEGATIVE_INFINITY : logProbability == 0;
        if (beyondAll || beforeAll) {
            return beyondAll ? support.upper() : support.lower();
        }
        double first = support.lower();
        boolean there = support.lowerClosed()
                && (lowerTail ? logCdf(first) >= logProbability : logSurvival(first) <= logProbability);
        if (there) {
            return first; // it has a probability of its own
        }
        QuantileSearch search = new QuantileSearch(this, logProbability, lowerTail);
        return support.integer()
                ? search.count(support.lower(), support.upper())
                : search.number(support.lower(), support.upper());
    }

    /** A sample; the same for the same seed. */
    public double[] sample(int n, long seed) {
        Draws random = new Draws(seed);
        double[] drawn = new double[n];
        Optional<Sampler> sampler = family instanceof FormulaFamily f ? f.sampler() : Optional.empty();
        if (sampler.isPresent()) {
            Arrays.setAll(drawn, i -> inside(sampler.get().draw(parameters, random)));
            return drawn;
        }
        Arrays.setAll(drawn, i -> random.uniform());
        return new Inversion(this, drawn).values();
    }

    /** The number next to a value that rounding has put on an open end or beyond all numbers. */
    private double inside(double x) {
        double least = support.lowerClosed() ? support.lower() : Math.nextUp(support.lower());
        double largest = support.upperClosed() ? support.upper() : Math.nextDown(support.upper());
        return Math.max(least, Math.min(largest, x));
    }

    /** The values that it can take. */
    Support support() {
        return support;
    }
}
