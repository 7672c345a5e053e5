package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import mle.expr.Expr;
import mle.expr.Formula;
import mle.family.Distribution;
import mle.family.Support;

/**
 * A distribution that is known: a family at its parameters, a mixture, or a density given by the formula of its logarithm, normalised
 * or not. Immutable; its numbers are computed when they are first needed.
 */
public final class Density implements Target {
    private static final double WHOLE = 1e-9;

    private final double[] weights;
    private final List<Component> components;

    Density(double[] weights, List<Component> components) {
        this.weights = weights;
        this.components = components;
    }

    /** A family at its parameters. */
    public static Density of(Distribution distribution) {
        double sum = Arrays.stream(distribution.parameters()).sum();
        if (distribution.family().name().startsWith("categorical(") && !(sum < 1)) {
            throw new IllegalArgumentException(distribution.family().name()
                    + ": the probabilities must add up to less than 1, got " + sum + ": level 0 has what they leave");
        }
        String values = Arrays.stream(distribution.parameters())
                .mapToObj(Density::number)
                .collect(Collectors.joining(", "));
        return one(Component.of(distribution.family().name() + "(" + values + ")", distribution));
    }

    /**
     * A density from the formula of its logarithm, which need not be normalised: its integral over the support is computed.
     *
     * @param logDensity a formula of {@code x}, such as {@code -x^4/4 + x^2}
     * @param support the values of x: {@code x real}, {@code x > 0}, {@code 0 < x < 1}, {@code integer x >= 0}
     * @throws IllegalArgumentException if the text is no such formula, or its exponential has no finite integral
     */
    public static Density of(String logDensity, String support) {
        Support values = Support.parse(support);
        Expr x = Expr.data("x", values.sign());
        Expr formula = Formula.parse(logDensity, java.util.Map.of("x", x));
        return one(Component.of(logDensity.strip(), values, formula));
    }

    /**
     * A mixture of densities.
     *
     * @param weights numbers above 0 that add up to 1
     * @throws IllegalArgumentException if they don't, or if some parts are continuous and others of counts
     */
    public static Density mixture(double[] weights, List<Density> parts) {
        if (weights.length != parts.size() || weights.length == 0) {
            throw new IllegalArgumentException(
                    "mixture: expected a weight for each part, got " + weights.length + " for " + parts.size());
        }
        List<Double> all = new ArrayList<>();
        List<Component> components = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0)) {
                throw new IllegalArgumentException("mixture: a weight must be > 0, got " + weights[i]);
            }
            sum += weights[i];
            Density part = parts.get(i);
            if (part.isCounts() != parts.get(0).isCounts()) {
                throw new IllegalArgumentException(
                        "mixture: the parts must be all continuous or all of whole numbers, got " + parts.get(0)
                                + " and " + part);
            }
            for (int k = 0; k < part.weights.length; k++) {
                all.add(weights[i] * part.weights[k]);
                components.add(part.components.get(k));
            }
        }
        if (!(Math.abs(sum - 1) <= WHOLE)) {
            throw new IllegalArgumentException("mixture: the weights must add up to 1, got " + sum);
        }
        double total = sum;
        return new Density(all.stream().mapToDouble(w -> w / total).toArray(), List.copyOf(components));
    }

    /**
     * Reads {@code normal(0, 1)}, {@code student(df = 5, location = 0, scale = 1)},
     * {@code 0.5*normal(-2, 1) + 0.5*normal(2, 1)}, {@code zero-inflated(poisson)(0.2, 3)}.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static Density parse(String text) {
        return new DensityText(text).density();
    }

    private static Density one(Component component) {
        return new Density(new double[] {1}, List.of(component));
    }

    /** One of the parts of a mixture. */
    Density part(int k) {
        return one(components.get(k));
    }

    /** The weight of a part. */
    double weight(int k) {
        return weights[k];
    }

    /** A number without a needless ".0". */
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    // ---- what it tells ----

    @Override
    public int dimension() {
        return 1;
    }

    /** Whether it is a distribution of whole numbers. */
    @Override
    public boolean isCounts() {
        return components.get(0).support().integer();
    }

    /** That of a mixture has the ends of all parts. */
    @Override
    public List<Support> supports() {
        Support first = components.get(0).support();
        boolean below = components.stream()
                .allMatch(c -> c.support().lowerClosed() || c.support().lower() != end(-1));
        boolean above = components.stream()
                .allMatch(c -> c.support().upperClosed() || c.support().upper() != end(1));
        return List.of(
                components.size() == 1
                        ? first
                        : new Support(end(-1), below, end(1), above, first.integer(), Optional.empty()));
    }

    /** The log-density at x, normalised; of counts, the logarithm of the probability. */
    public double logDensity(double x) {
        if (isCounts() && x != Math.rint(x)) {
            return Double.NEGATIVE_INFINITY;
        }
        return function().applyAsDouble(x);
    }

    /** The distribution that it is, if it is one of a family. */
    public Optional<Distribution> member() {
        return components.size() == 1 ? components.get(0).member() : Optional.empty();
    }

    /** As it is read. */
    @Override
    public String toString() {
        return DensityText.of(weights, components.stream().map(Component::text).toList());
    }

    // ---- for integrals ----

    List<Component> components() {
        return components;
    }

    /** log Σ weight·density at the values that a coordinate stands for. */
    DoubleUnaryOperator in(Coordinate coordinate) {
        if (weights.length == 1) {
            return components.get(0).in(coordinate);
        }
        DoubleUnaryOperator[] parts =
                components.stream().map(c -> c.in(coordinate)).toArray(DoubleUnaryOperator[]::new);
        double[] logs = new double[parts.length];
        return t -> {
            for (int k = 0; k < logs.length; k++) {
                logs[k] = parts[k].applyAsDouble(t);
            }
            return logSum(weights, logs);
        };
    }

    /** log Σ weight·exp(log). */
    static double logSum(double[] weights, double[] logs) {
        if (logs.length == 1) {
            return logs[0];
        }
        double highest = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            highest = Math.max(highest, log);
        }
        if (Double.isInfinite(highest)) {
            return highest;
        }
        double sum = 0;
        for (int k = 0; k < logs.length; k++) {
            sum += weights[k] * StrictMath.exp(logs[k] - highest);
        }
        return highest + StrictMath.log(sum);
    }

    /** The log-density as a function of x; not for several threads at once. */
    DoubleUnaryOperator function() {
        List<DoubleUnaryOperator> parts =
                components.stream().map(c -> c.in(c.coordinate())).toList();
        double[] logs = new double[weights.length];
        return x -> {
            for (int k = 0; k < logs.length; k++) {
                Component c = components.get(k);
                double t = c.coordinate().t(x);
                logs[k] = c.support().contains(x) && Double.isFinite(t)
                        ? parts.get(k).applyAsDouble(t)
                        : Double.NEGATIVE_INFINITY;
            }
            return logSum(weights, logs);
        };
    }

    /** A value well inside. */
    double typical() {
        return components.get(0).typical();
    }

    double[] places() {
        return components.stream()
                .flatMapToDouble(c -> Arrays.stream(c.places()))
                .toArray();
    }

    /** Functions of x, through the coordinate of each component. */
    interface Integrand {
        Quadrature.Functions in(Coordinate coordinate);
    }

    /** The density as points with masses, chosen so that integrals of smooth functions and of its logarithm are precise. */
    List<Integral.Node> nodes() {
        Integrand logarithm = coordinate -> {
            DoubleUnaryOperator log = in(coordinate);
            return (t, out) -> {
                out[0] = 1;
                out[1] = log.applyAsDouble(t);
            };
        };
        return integrate(logarithm, 2, new double[0]).nodes().get();
    }

    /** Integrals of functions against the whole density. */
    Integral integrate(Integrand f, int count, double[] elsewhere) {
        return integrate(f, count, elsewhere, Summation.MANY);
    }

    /** Integrals of functions that are not smooth at some values. */
    Integral integrateAcross(double[] kinks, Integrand f, int count) {
        return integrate(f, count, places(), kinks, Summation.MANY);
    }

    /** The same, with so many whole numbers on a side of a mode summed over one by one. */
    Integral integrate(Integrand f, int count, double[] elsewhere, int counts) {
        double[] places = DoubleStream.concat(Arrays.stream(places()), Arrays.stream(elsewhere))
                .toArray();
        return integrate(f, count, places, new double[0], counts);
    }

    private Integral integrate(Integrand f, int count, double[] places, double[] kinks, int counts) {
        Integral sum = null;
        for (int k = 0; k < weights.length; k++) {
            Component c = components.get(k);
            Integral part = c.integrate(f.in(c.coordinate()), count, places, kinks, counts);
            sum = sum == null ? part.times(weights[k]) : sum.plus(weights[k], part);
        }
        return sum;
    }

    /** How far an end is from a value well inside. */
    double reach(int side) {
        return Math.abs(typical() - end(side));
    }

    /** The length relative to which an end is rounded, beside its own size: 0 where it is one of a support. */
    double blur(int side) {
        double end = end(side);
        return components.stream().anyMatch(c -> c.ofSupport(side) == end) ? 0 : reach(side);
    }

    /** The lower (-1) or upper (1) end of all that has density. */
    double end(int side) {
        double[] ends = components.stream().mapToDouble(c -> c.end(side)).toArray();
        return side < 0
                ? Arrays.stream(ends).min().orElseThrow()
                : Arrays.stream(ends).max().orElseThrow();
    }
}
