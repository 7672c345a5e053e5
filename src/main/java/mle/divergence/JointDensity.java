package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mle.family.Families;
import mle.family.JointDistribution;
import mle.family.Support;

/**
 * A distribution of rows that is known: a family of vectors at its parameters, independent columns, a table of probabilities, a
 * density of columns given by the formula of its logarithm, or a mixture of such. Immutable.
 */
public final class JointDensity implements Target {
    private static final double WHOLE = 1e-9;

    private final double[] weights;
    private final List<JointComponent> components;

    JointDensity(double[] weights, List<JointComponent> components) {
        this.weights = weights;
        this.components = components;
    }

    private static JointDensity one(JointComponent component) {
        return new JointDensity(new double[] {1}, List.of(component));
    }

    /** A family of vectors at its parameters; of counts, with the total of {@link JointDistribution#ofTotal}. */
    public static JointDensity of(JointDistribution distribution) {
        return one(new JointMember(distribution));
    }

    /**
     * A density of two columns or more from the formula of its logarithm, which need not be normalised: of more than two it is by draws.
     *
     * @param logDensity a formula of {@code x1}, {@code x2} and so on
     * @param support {@code x1, x2 real}; {@code x1 > 0, x2 real}; {@code 0 < x1, x2 < 1}
     * @throws IllegalArgumentException if the text is no such formula, or its exponential has no finite integral
     */
    public static JointDensity of(String logDensity, String support) {
        return one(JointFormula.of(logDensity.strip(), JointText.supports(support)));
    }

    /** Columns that are independent of each other. */
    public static JointDensity independent(Density... columns) {
        List<Double> weights = new ArrayList<>(List.of(1.0));
        List<List<Density>> products = List.of(List.of());
        for (Density column : columns) {
            List<Double> moreWeights = new ArrayList<>();
            List<List<Density>> longer = new ArrayList<>();
            for (int k = 0; k < products.size(); k++) {
                for (int part = 0; part < column.components().size(); part++) {
                    List<Density> product = new ArrayList<>(products.get(k));
                    product.add(column.part(part));
                    longer.add(product);
                    moreWeights.add(weights.get(k) * column.weight(part));
                }
            }
            weights = moreWeights;
            products = longer;
        }
        return new JointDensity(
                weights.stream().mapToDouble(w -> w).toArray(),
                products.stream().map(p -> (JointComponent) new JointProduct(p)).toList());
    }

    /**
     * Categorical variables, whose levels are 0, 1 and so on.
     *
     * @param levels how many levels each has
     * @param probabilities of the rows, the level of the last column changing fastest
     */
    public static JointDensity categorical(int[] levels, double... probabilities) {
        int cells = Arrays.stream(levels).reduce(1, (a, b) -> a * b);
        if (cells != probabilities.length) {
            throw new IllegalArgumentException(
                    "categorical: expected " + cells + " probabilities, got " + probabilities.length);
        }
        return one(new JointTable(levels, probabilities));
    }

    /**
     * A mixture of densities of the same kind of rows.
     *
     * @param weights numbers above 0 that add up to 1
     * @throws IllegalArgumentException if they don't, or rows differ
     */
    public static JointDensity mixture(double[] weights, List<JointDensity> parts) {
        if (weights.length != parts.size() || weights.length == 0) {
            throw new IllegalArgumentException(
                    "mixture: expected a weight for each part, got " + weights.length + " for " + parts.size());
        }
        List<Double> all = new ArrayList<>();
        List<JointComponent> components = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] > 0)) {
                throw new IllegalArgumentException("mixture: a weight must be > 0, got " + weights[i]);
            }
            sum += weights[i];
            JointDensity part = parts.get(i);
            if (!part.space().isOfTheKindOf(parts.get(0).space())) {
                throw new IllegalArgumentException("mixture: the parts must be of the same rows, got " + parts.get(0)
                        + ", " + parts.get(0).space().inWords() + ", and " + part + ", "
                        + part.space().inWords());
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
        return new JointDensity(all.stream().mapToDouble(w -> w / total).toArray(), List.copyOf(components));
    }

    /**
     * Reads {@code mvnormal(mean = [0, 0], covariance = [[1, 0.5], [0.5, 1]])}, {@code dirichlet([2, 3, 4])},
     * {@code multinomial(total = 10, probability = [0.2, 0.8])}, {@code independent(normal(0, 1), gamma(2, 1))},
     * {@code categorical([[0.45, 0.05], [0.05, 0.45]])}, and mixtures of such.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static JointDensity parse(String text) {
        return new JointText(text).density();
    }

    /** Of one column, the same as a density of numbers; each probability must be above 0. */
    Density onlyColumn() {
        int levels = 1 + (int) supports().get(0).upper();
        double[] probabilities = new double[levels - 1];
        for (int k = 1; k < levels; k++) {
            probabilities[k - 1] = StrictMath.exp(logDensity(k));
        }
        if (!(logDensity(0) > Double.NEGATIVE_INFINITY)) {
            throw new IllegalArgumentException(this + ": of one variable each probability must be > 0, got 0");
        }
        return Density.of(Families.categorical(levels).at(probabilities));
    }

    // ---- what it tells ----

    @Override
    public int dimension() {
        return space().dimension();
    }

    @Override
    public boolean isCounts() {
        return space().isCounts();
    }

    /** The log-density of a row, normalised; of counts, the logarithm of the probability. */
    public double logDensity(double... row) {
        if (row.length != dimension()) {
            throw new IllegalArgumentException(
                    this + ": expected a row of " + dimension() + " values, got " + row.length);
        }
        return function().applyAsDouble(row);
    }

    /** The means of the columns; NaN where there are none. */
    public double[] mean() {
        return moments().mean().clone();
    }

    /** The covariances of the columns; NaN where there are none. */
    public double[][] covariance() {
        return Arrays.stream(moments().covariance()).map(double[]::clone).toArray(double[][]::new);
    }

    /** The distribution that it is, if it is one of a family of vectors. */
    public Optional<JointDistribution> member() {
        return components.size() == 1 ? components.get(0).member() : Optional.empty();
    }

    /** As it is read. */
    @Override
    public String toString() {
        return DensityText.of(
                weights, components.stream().map(JointComponent::text).toList());
    }

    // ---- for integrals ----

    Space space() {
        return components.get(0).space();
    }

    List<JointComponent> components() {
        return components;
    }

    double[] weights() {
        return weights;
    }

    /** The log-density as a function; not for several threads at once. */
    ToDoubleFunction<double[]> function() {
        List<ToDoubleFunction<double[]>> parts =
                components.stream().map(JointComponent::logDensity).toList();
        if (parts.size() == 1) {
            return parts.get(0);
        }
        double[] logs = new double[weights.length];
        return row -> {
            for (int k = 0; k < logs.length; k++) {
                logs[k] = parts.get(k).applyAsDouble(row);
            }
            return Density.logSum(weights, logs);
        };
    }

    /** Whether integrals are means over draws: there are too many columns for a cubature. */
    boolean isDrawn() {
        return components.stream().anyMatch(c -> !c.isIntegrable());
    }

    /** Whether all parts have draws. */
    boolean hasSamplers() {
        return components.stream().allMatch(c -> c.sampler().isPresent());
    }

    /** Whether mean and covariance are known without integrals. */
    boolean hasMoments() {
        return components.stream().allMatch(c -> c.moments().isPresent());
    }

    /** What draws rows of each part. */
    List<RowSampler> samplers() {
        return components.stream()
                .map(
                        c -> c.sampler()
                                .orElseThrow(
                                        () -> new IllegalArgumentException(
                                                c.text()
                                                        + ": no closed form is known, and of more than two dimensions only continuous families have draws")))
                .toList();
    }

    /** Means over draws. */
    DrawnIntegral drawn(JointComponent.Functions f, int count) {
        return DrawnIntegral.of(samplers(), weights, f, count);
    }

    /** The distribution of one column, where that of each part is known. */
    Optional<Density> margin(int column) {
        List<Optional<Density>> margins =
                components.stream().map(c -> c.margin(column)).toList();
        if (margins.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        return Optional.of(
                Density.mixture(weights, margins.stream().map(Optional::get).toList()));
    }

    /** Integrals of functions against the whole density. */
    JointIntegral integrate(JointComponent.Functions f, int count) {
        return integrate(f, count, JointComponent.TOLERANCE);
    }

    /** The same to another tolerance. */
    JointIntegral integrate(JointComponent.Functions f, int count, double tolerance) {
        if (isDrawn()) {
            DrawnIntegral drawn = drawn(f, count);
            return new JointIntegral(drawn.values(), drawn.errors(), List::of);
        }
        JointIntegral sum = components.get(0).integrate(f, count, tolerance).times(weights[0]);
        for (int k = 1; k < weights.length; k++) {
            sum = sum.plus(components.get(k).integrate(f, count, tolerance).times(weights[k]));
        }
        return sum;
    }

    /** Mean and covariance: by formulas where these are known, else by integrals. */
    RowMoments moments() {
        RowMoments[] parts = new RowMoments[weights.length];
        for (int k = 0; k < parts.length; k++) {
            JointComponent component = components.get(k);
            parts[k] = component.moments().orElseGet(() -> integrated(component));
        }
        return RowMoments.mixture(weights, parts);
    }

    private static RowMoments integrated(JointComponent component) {
        int d = component.space().dimension();
        if (component.lacksCovariance() && !component.isIntegrable()) {
            double[] none = new double[d];
            Arrays.fill(none, Double.NaN);
            return new RowMoments(none, Collections.nCopies(d, none).toArray(double[][]::new));
        }
        double[] mean = component
                .integrate((row, out) -> System.arraycopy(row, 0, out, 0, d), d)
                .values();
        double[] products = component
                .integrate(
                        (row, out) -> {
                            for (int i = 0; i < d * d; i++) {
                                out[i] = (row[i / d] - mean[i / d]) * (row[i % d] - mean[i % d]);
                            }
                        },
                        d * d)
                .values();
        double[][] covariance = new double[d][];
        for (int i = 0; i < d; i++) {
            covariance[i] = Arrays.copyOfRange(products, i * d, (i + 1) * d);
        }
        return new RowMoments(mean, covariance);
    }

    /** Whether it is known to have no covariance. */
    boolean lacksCovariance() {
        return components.stream().anyMatch(JointComponent::lacksCovariance);
    }

    /** The error of the log-density, where it is normalised by draws. */
    double levelError() {
        return components.stream().mapToDouble(JointComponent::levelError).max().orElse(0);
    }

    /** The normal distribution that it is, if it is one. */
    Optional<Gaussian> gaussian() {
        return components.size() == 1 ? components.get(0).gaussian() : Optional.empty();
    }

    @Override
    public List<Support> supports() {
        return space().columns();
    }
}
