package mle.family;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import mle.expr.Expr;
import mle.expr.Program;

/** A family at given values of its parameters: density, distribution function, quantiles and samples. Immutable. */
public final class Distribution {
    private final Family family;
    private final double[] parameters;
    private final Support support;
    private final Program program;

    Distribution(Family family, double[] parameters) {
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
        this.support = supportAt(family, values);
        List<Expr.Symbol> inputs = new ArrayList<>();
        inputs.add(Expr.data("x", family.support().sign()));
        list.forEach(p -> inputs.add(Expr.parameter(p.name(), p.domain().sign())));
        List<Expr> outputs = new ArrayList<>();
        outputs.add(family.logDensity());
        family.tails().ifPresent(tails -> outputs.addAll(List.of(tails.logCdf(), tails.logSurvival())));
        this.program = Program.of(outputs, inputs);
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
     * log P(X ≤ x).
     *
     * @throws UnsupportedOperationException if the family has no formulas of its tails
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
                    family.name() + ": its distribution function is not known, only its density");
        }
        return value(formula, support.integer() ? Math.floor(x) : x);
    }

    /**
     * The mean.
     *
     * @return infinite where it is so; NaN where there is none, as for a Cauchy
     * @throws UnsupportedOperationException if the family has no formula of it
     */
    public double mean() {
        Moment mean = moments().mean();
        if (!mean.isFinite(symbols(), parameters)) {
            return infiniteMean();
        }
        return mean.at(symbols(), parameters).orElseThrow(() -> unknown("mean"));
    }

    /** Of values bounded on one side the mean is infinite where it is not finite; of others there is none. */
    private double infiniteMean() {
        boolean below = support.lower() > Double.NEGATIVE_INFINITY;
        return below ? Double.POSITIVE_INFINITY : Double.NaN;
    }

    /**
     * The variance.
     *
     * @return infinite where it is so; NaN where there is no finite mean
     * @throws UnsupportedOperationException if the family has no formula of it
     */
    public double variance() {
        Moment variance = moments().variance();
        if (!moments().mean().isFinite(symbols(), parameters)) {
            return Double.NaN;
        }
        if (!variance.isFinite(symbols(), parameters)) {
            return Double.POSITIVE_INFINITY;
        }
        return variance.at(symbols(), parameters).orElseThrow(() -> unknown("variance"));
    }

    private Moments moments() {
        return family.moments().orElseThrow(() -> unknown("moments"));
    }

    private UnsupportedOperationException unknown(String what) {
        return new UnsupportedOperationException(family.name() + ": no formula of its " + what + " is known");
    }

    private List<Expr.Symbol> symbols() {
        return family.parameters().stream()
                .map(p -> Expr.parameter(p.name(), p.domain().sign()))
                .toList();
    }

    /** P(X ≤ x). */
    public double cdf(double x) {
        return StrictMath.exp(logCdf(x));
    }

    /** P(X &gt; x). */
    public double survival(double x) {
        return StrictMath.exp(logSurvival(x));
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
        // Doubles in the order of their size are whole numbers: halving the distance between two ends.
        long low = ordinal(Math.max(support.lower(), -Double.MAX_VALUE));
        long high = ordinal(Math.min(support.upper(), Double.MAX_VALUE));
        if (support.integer()) {
            return leastCount(logProbability, lowerTail);
        }
        for (long middle = between(low, high); middle != low; middle = between(low, high)) {
            if (reaches(atOrdinal(middle), logProbability, lowerTail)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return atOrdinal(high);
    }

    private double leastCount(double logProbability, boolean lowerTail) {
        double low = support.lower() - 1;
        double step = 1;
        double high = low + step;
        while (high < support.upper() && !reaches(high, logProbability, lowerTail)) {
            low = high;
            step *= 2;
            high = Math.min(low + step, support.upper());
        }
        while (high - low > 1) {
            double middle = Math.floor(low + (high - low) / 2);
            if (reaches(middle, logProbability, lowerTail)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    private boolean reaches(double x, double logProbability, boolean lowerTail) {
        return lowerTail ? logCdf(x) >= logProbability : logSurvival(x) <= logProbability;
    }

    /** The middle, rounded down; their difference may be too large for a long. */
    private static long between(long low, long high) {
        return (low & high) + ((low ^ high) >> 1);
    }

    private static long ordinal(double x) {
        long bits = Double.doubleToLongBits(x);
        return bits >= 0 ? bits : Long.MIN_VALUE - bits;
    }

    private static double atOrdinal(long ordinal) {
        return Double.longBitsToDouble(ordinal >= 0 ? ordinal : Long.MIN_VALUE - ordinal);
    }

    /** A sample by inversion; the same for the same seed. */
    public double[] sample(int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[n];
        for (int i = 0; i < n; i++) {
            // Between the ends, neither of which is drawn.
            values[i] = quantile((random.nextLong() >>> 12) * 0x1p-52 + 0x1p-53);
        }
        return values;
    }
}
