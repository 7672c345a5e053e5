package mle.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * The empirical distribution of a numeric sample: the value x<sub>i</sub> has probability w<sub>i</sub>/n, n being the sum of
 * the weights. A value is a number, or a row of several columns, whose statistics are those of its {@link #margin margins}.
 *
 * <p>Weights are frequencies: weight 3 means that the value was observed three times. Without weights each counts once. The
 * values are finite, their number is at least one. {@link #withSamplingWeights} are others: they say how many of a population
 * a row stands for, and change what is estimated but not the number of observations.
 *
 * <p>Instances are immutable and may be shared between threads. Arrays are neither copied when they come in nor when they go
 * out: they must not be changed. Statistics are computed when they are first asked for, with compensated sums, and kept.
 */
public final class EmpiricalDistribution {
    private static final double[] UNWEIGHTED = {};
    private static final int[] ALL_ROWS = {};

    private final double[] values;
    private final double[] weights; // UNWEIGHTED, or one per value
    private final int[] sourceRows; // ALL_ROWS, or one per value
    private final int rows;
    private final int missing;
    private final double n;
    private Optional<Observations> regions = Optional.empty();
    private Optional<EmpiricalDistribution> unsampled = Optional.empty(); // the same without sampling weights
    private double[] samplingWeights = UNWEIGHTED; // or one per value, of mean one
    private int[] clusters = ALL_ROWS; // each row its own, or one per value
    private List<EmpiricalDistribution> margins = List.of(); // none for numbers
    private List<String> names = List.of("x");
    private Optional<Standardised> standardised = Optional.empty(); // of another one, in whose order the values are
    private boolean representatives;

    // Computed when first asked for. Each is immutable, so that a race at worst computes it twice.
    private volatile Range range;
    private volatile Moments moments;
    private volatile Cumulative cumulative;
    private volatile EmpiricalDistribution collapsed;
    private volatile JointMoments jointMoments;

    private EmpiricalDistribution(double[] values, double[] weights, int[] sourceRows, int rows, int missing) {
        this(values, weights, sourceRows, rows, missing, weights.length == 0 ? values.length : sum(weights));
    }

    private EmpiricalDistribution(
            double[] values, double[] weights, int[] sourceRows, int rows, int missing, double n) {
        this.values = values;
        this.weights = weights;
        this.sourceRows = sourceRows;
        this.rows = rows;
        this.missing = missing;
        this.n = n;
    }

    /**
     * Makes the distribution in which each value counts once.
     *
     * @throws DataException if there is no value, or one is not finite; the message names the row, counted from 1
     */
    public static EmpiricalDistribution of(double[] values) {
        return make("sample", values, UNWEIGHTED, ALL_ROWS, 0);
    }

    /**
     * Makes the distribution in which each value counts as often as its frequency says. Rows of frequency 0 are left out.
     *
     * @throws DataException if the lengths differ, a value is not finite, a frequency is not finite or below 0, or no
     *     frequency is above 0; the message names the row, counted from 1
     */
    public static EmpiricalDistribution of(double[] values, double[] frequencies) {
        checkLengths("sample", values.length, frequencies.length);
        return weighted("sample", values, "sample", frequencies, ALL_ROWS, 0);
    }

    /**
     * Makes the distribution of observations that may be censored or truncated. Its values are then one for each row: the
     * value, the finite bound, or the middle of two; {@link #regions} tells what was observed.
     *
     * @throws DataException as {@link #of(double[], double[])}
     */
    public static EmpiricalDistribution of(Observations observations) {
        Observations counted = observations.counted();
        EmpiricalDistribution made = make(
                "sample",
                counted.representatives(),
                counted.weights(),
                observations.countedRows(),
                observations.missing());
        if (!counted.areExact()) {
            made.regions = Optional.of(counted);
        }
        return made;
    }

    /**
     * Makes the distribution of (x - origin)/unit, in which each value weighs what x does here; of observations that may be
     * censored, that of their values. Nothing else is kept: no names, clusters or numbers of rows.
     *
     * @param unit above 0
     * @throws IllegalArgumentException if the unit is not finite and above 0
     * @throws DataException if a value is not finite in these units
     */
    public EmpiricalDistribution standardised(double origin, double unit) {
        checkNumbers();
        if (!(unit > 0 && unit < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("standardised: unit must be finite and > 0, got " + unit);
        }
        Standardised way = new Standardised(this, origin, unit);
        double[] others = way.of(values);
        boolean finite = Double.isFinite(way.of(max())) && Double.isFinite(way.of(min()));
        EmpiricalDistribution made = finite
                ? new EmpiricalDistribution(others, weights, ALL_ROWS, others.length, 0, n)
                : make("sample", others, weights, ALL_ROWS, 0);
        made.standardised = Optional.of(way);
        return made;
    }

    /** The same observations with other values in their place, one for each row: what statistics and start values see. */
    public EmpiricalDistribution withRepresentatives(double[] others) {
        checkLengths("sample", values.length, others.length);
        EmpiricalDistribution made = unsampled
                .map(u -> u.withRepresentatives(others).sampled(weights, samplingWeights))
                .orElseGet(() -> make("sample", others, weights, sourceRows, missing));
        made.regions = regions;
        made.clusters = clusters;
        return made;
    }

    /**
     * The same observations, of which each stands for so many of the population that it was drawn from: the reciprocal of its
     * chance to be drawn. Only ratios count: the weights are multiplied by a factor that makes their sum the number of
     * observations, so that {@link #n} stays what it was. Rows of weight 0 are left out.
     *
     * @param ofAtoms a weight for each value
     * @throws DataException if their number is wrong, one is not finite or below 0, or none is above 0; the message names the
     *     row
     */
    public EmpiricalDistribution withSamplingWeights(double[] ofAtoms) {
        checkLengths("sampling weights", values.length, ofAtoms.length);
        for (int i = 0; i < ofAtoms.length; i++) {
            if (!(ofAtoms[i] >= 0 && ofAtoms[i] < Double.POSITIVE_INFINITY)) {
                throw DataException.inRow(rowOf(i), "a sampling weight must be finite and >= 0, got " + ofAtoms[i]);
            }
        }
        int[] kept =
                IntStream.range(0, ofAtoms.length).filter(i -> ofAtoms[i] > 0).toArray();
        if (kept.length == 0) {
            throw new DataException("sampling weights: at least one must be > 0, got none");
        }
        EmpiricalDistribution counted = unsampled.orElse(this).atoms(kept, 0);
        double[] drawn = pick(ofAtoms, kept);
        NeumaierSum sum = new NeumaierSum();
        for (int k = 0; k < kept.length; k++) {
            sum.add(counted.weight(k) * drawn[k]);
        }
        double factor = counted.n / sum.value();
        double[] total = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            drawn[k] *= factor;
            total[k] = counted.weight(k) * drawn[k];
        }
        EmpiricalDistribution made = counted.sampled(total, drawn);
        made.clusters = clusters(kept);
        return made;
    }

    /** With sampling weights of mean one and their products with the frequencies. */
    private EmpiricalDistribution sampled(double[] products, double[] ofAtoms) {
        EmpiricalDistribution made = new EmpiricalDistribution(values, products, sourceRows, rows, missing, n);
        made.unsampled = Optional.of(this);
        made.regions = regions;
        made.samplingWeights = ofAtoms;
        made.clusters = clusters;
        made.margins = margins.stream().map(m -> m.sampled(products, ofAtoms)).toList();
        made.names = names;
        return made;
    }

    /**
     * The same with the sampling weights of a column of the table that the sample was read from. Rows in which it is missing
     * are left out.
     *
     * @throws DataException as {@link #withSamplingWeights(double[])}
     */
    public EmpiricalDistribution withSamplingWeights(Column.Numeric column) {
        EmpiricalDistribution present = withCellIn(column);
        double[] ofAtoms = new double[present.size()];
        for (int i = 0; i < ofAtoms.length; i++) {
            ofAtoms[i] = column.values()[present.rowOf(i) - 1];
        }
        return present.withSamplingWeights(ofAtoms);
    }

    /** The same observations, those with the same number depending on each other: of one household, one school. */
    public EmpiricalDistribution withClusters(int[] ofAtoms) {
        checkLengths("clusters", values.length, ofAtoms.length);
        EmpiricalDistribution made = atoms(IntStream.range(0, values.length).toArray(), 0);
        made.clusters = ofAtoms;
        return made;
    }

    /**
     * The same with the clusters of a column of the table that the sample was read from: rows with the same cell belong
     * together. Rows in which it is missing are left out.
     */
    public EmpiricalDistribution withClusters(Column column) {
        EmpiricalDistribution present = withCellIn(column);
        Map<Object, Integer> numbers = new HashMap<>();
        int[] ofAtoms = new int[present.size()];
        for (int i = 0; i < ofAtoms.length; i++) {
            Object cell = column.cell(present.rowOf(i) - 1);
            numbers.putIfAbsent(cell, numbers.size());
            ofAtoms[i] = numbers.get(cell);
        }
        return present.withClusters(ofAtoms);
    }

    /** The sampling weights by atom, of mean one over the observations, or an empty array where there are none. */
    public double[] samplingWeights() {
        return samplingWeights;
    }

    /** The clusters by atom, or an empty array where each row is its own. */
    public int[] clusters() {
        return clusters;
    }

    /** How many clusters there are, 0 where each row is its own. */
    public int clusterCount() {
        return clusters.length == 0
                ? 0
                : (int) Arrays.stream(clusters).distinct().count();
    }

    /** The atoms whose row has a cell in a column. */
    private EmpiricalDistribution withCellIn(Column column) {
        int[] kept = IntStream.range(0, size())
                .filter(i -> !column.isMissing(rowOf(i) - 1))
                .toArray();
        if (kept.length == 0) {
            throw new DataException(
                    "column '" + column.name() + "': expected at least one value, got none in " + size() + " rows");
        }
        return atoms(kept, size() - kept.length);
    }

    /** Only these atoms, of which so many more are missing. */
    private EmpiricalDistribution atoms(int[] kept, int moreMissing) {
        EmpiricalDistribution made = unsampled
                .map(u -> u.atoms(kept, moreMissing).withSamplingWeights(pick(samplingWeights, kept)))
                .orElseGet(() -> plainAtoms(kept, moreMissing));
        made.clusters = clusters(kept);
        return made;
    }

    private EmpiricalDistribution plainAtoms(int[] kept, int moreMissing) {
        boolean all = kept.length == size();
        EmpiricalDistribution made = joint(
                new JointRows(
                        names,
                        margins().stream()
                                .map(m -> all ? m.values : pick(m.values, kept))
                                .toList()),
                all || weights.length == 0 ? weights : pick(weights, kept),
                all ? sourceRows : Arrays.stream(kept).map(this::rowOf).toArray(),
                missing + moreMissing);
        made.regions = all ? regions : regions.map(o -> o.rows(kept));
        return made;
    }

    private int[] clusters(int[] kept) {
        return clusters.length == 0
                ? clusters
                : Arrays.stream(kept).map(i -> clusters[i]).toArray();
    }

    /** What was observed, where that is not the values themselves: row for row of the values. */
    public Optional<Observations> regions() {
        return regions;
    }

    /** The same values as representatives of what was observed. */
    public EmpiricalDistribution asRepresentatives() {
        EmpiricalDistribution made = standardised(0, 1);
        made.representatives = true;
        return made;
    }

    /** Whether the values are what was observed, not representatives of it. */
    public boolean isExact() {
        return regions.isEmpty() && !representatives;
    }

    /**
     * Makes the distribution of the cells of a column that are not missing, each counting once.
     *
     * @throws DataException as {@link #of(double[])}
     */
    public static EmpiricalDistribution of(Column.Numeric column) {
        String who = "column '" + column.name() + "'";
        int[] present = present(column);
        int missing = column.size() - present.length;
        return missing == 0
                ? make(who, column.values(), UNWEIGHTED, ALL_ROWS, 0)
                : make(who, pick(column.values(), present), UNWEIGHTED, numbers(present), missing);
    }

    /**
     * Makes the distribution of a column whose cells count as often as another column says. Rows in which either is missing
     * are left out.
     *
     * @throws DataException as {@link #of(double[], double[])}
     */
    public static EmpiricalDistribution of(Column.Numeric column, Column.Numeric frequencies) {
        String who = "column '" + column.name() + "'";
        checkLengths(who, column.size(), frequencies.size());
        int[] present = present(column, frequencies);
        int missing = column.size() - present.length;
        String whose = "column '" + frequencies.name() + "'";
        return missing == 0
                ? weighted(who, column.values(), whose, frequencies.values(), ALL_ROWS, 0)
                : weighted(
                        who,
                        pick(column.values(), present),
                        whose,
                        pick(frequencies.values(), present),
                        numbers(present),
                        missing);
    }

    /**
     * Makes the distribution of rows, {@code rows[i]} being the i-th, in which each counts once.
     *
     * @throws DataException if there is no row, one is empty or not as long as the first, or a value is not finite; the
     *     message names the row, counted from 1
     */
    public static EmpiricalDistribution of(double[][] rows) {
        return joint(JointRows.of(rows), UNWEIGHTED, ALL_ROWS, 0);
    }

    /**
     * Makes the distribution of rows in which each counts as often as its frequency says.
     *
     * @throws DataException as {@link #of(double[][])} and {@link #of(double[], double[])}
     */
    public static EmpiricalDistribution of(double[][] rows, double[] frequencies) {
        checkLengths("sample", rows.length, frequencies.length);
        JointRows joint = JointRows.of(rows);
        return kept(joint, of(joint.numbers().values(), frequencies));
    }

    /**
     * Makes the distribution of the rows of several columns, each counting once. Rows in which a cell is missing are left out.
     *
     * @throws DataException if there is no column, their lengths differ, or a value is not finite
     */
    public static EmpiricalDistribution of(List<Column.Numeric> columns) {
        JointRows joint = JointRows.of(columns);
        return kept(joint, of(joint.present()));
    }

    /**
     * Makes the distribution of the rows of several columns that count as often as another column says. Rows in which a cell
     * is missing are left out.
     *
     * @throws DataException as {@link #of(List)} and {@link #of(double[], double[])}
     */
    public static EmpiricalDistribution of(List<Column.Numeric> columns, Column.Numeric frequencies) {
        JointRows joint = JointRows.of(columns);
        return kept(joint, of(joint.present(), frequencies));
    }

    /** Returns the number of columns: 1 for a sample of numbers. */
    public int dimension() {
        return names.size();
    }

    /** Returns the names of the columns: their own, or {@code x1}, {@code x2} and so on; {@code x} for a sample of numbers. */
    public List<String> names() {
        return names;
    }

    /** Returns the distribution of one column (from 0), its atoms the same rows as here. */
    public EmpiricalDistribution margin(int column) {
        return margins.isEmpty() && column == 0 ? this : margins.get(column);
    }

    /** Returns the means of the columns. */
    public double[] means() {
        return jointMoments().means().clone();
    }

    /** Returns the covariances of the columns with divisor n, the lower triangle by rows: entry (i, j) at i(i+1)/2 + j. */
    public double[] covariances() {
        return jointMoments().covariances().clone();
    }

    /** Returns the distribution of some columns (from 0) alone, in this order. */
    public EmpiricalDistribution columns(int... chosen) {
        List<EmpiricalDistribution> some =
                Arrays.stream(chosen).mapToObj(this::margin).toList();
        return of(some, Arrays.stream(chosen).mapToObj(names::get).toList());
    }

    /** Returns the distribution of some atoms (from 0, in ascending order) alone. */
    public EmpiricalDistribution subset(int... chosen) {
        return atoms(chosen, 0);
    }

    private List<EmpiricalDistribution> margins() {
        return margins.isEmpty() ? List.of(this) : margins;
    }

    /** Returns the number of observations: the sum of the weights. */
    public double n() {
        return n;
    }

    /** Returns the number of rows in use, before ties were collapsed: those neither missing nor of frequency 0. */
    public int rows() {
        return rows;
    }

    /** Returns the number of rows that were left out because a cell was missing. */
    public int missing() {
        return missing;
    }

    /** Returns the number of values stored, the atoms; ties that were not collapsed are several atoms. */
    public int size() {
        return values.length;
    }

    /** Returns the value of an atom (from 0). */
    public double value(int atom) {
        checkNumbers();
        return values[atom];
    }

    /** Returns the weight of an atom (from 0). */
    public double weight(int atom) {
        return weights.length == 0 ? 1 : weights[atom];
    }

    /** Returns the values by atom: the array in use, not to be changed. */
    public double[] values() {
        checkNumbers();
        return values;
    }

    /** Returns the weights by atom, or an empty array where each counts once: the array in use, not to be changed. */
    public double[] weights() {
        return weights;
    }

    /** Tells whether the atoms carry weights. */
    public boolean isWeighted() {
        return weights.length > 0;
    }

    /** Returns the row (from 1) of the sample in which the value of this atom (from 0) stood, or stood first. */
    public int rowOf(int atom) {
        return sourceRows.length == 0 ? atom + 1 : sourceRows[atom];
    }

    /**
     * Returns the same distribution with each distinct value as one weighted atom, in ascending order, if that leaves at most
     * a quarter of the atoms; else this one. Large samples without ties are recognised without sorting. Regions, and rows with
     * sampling weights or clusters, stay as they are.
     */
    public EmpiricalDistribution collapsed() {
        if (collapsed == null) {
            collapsed = collapse();
        }
        return collapsed;
    }

    /** The mean and variance where they are known without another pass: of many numbers without weights. */
    public Optional<Moments> momentsAtHand() {
        return isWeighted() || dimension() > 1 || regions.isPresent() ? Optional.empty() : range().moments();
    }

    /** Returns the mean, sum(w x)/n. */
    public double mean() {
        return moments().mean();
    }

    /** Returns the variance with divisor n: sum(w (x - mean)&sup2;)/n. */
    public double variance() {
        return moments().variance();
    }

    /** Returns the standard deviation with divisor n. */
    public double sd() {
        return Math.sqrt(variance());
    }

    /** Returns the least value. */
    public double min() {
        return range().min();
    }

    /** Returns the greatest value. */
    public double max() {
        return range().max();
    }

    /** Tells whether all values, or all rows, are equal. */
    public boolean isConstant() {
        for (EmpiricalDistribution m : margins()) {
            if (!(m.min() == m.max())) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether all values are integers of at most 2<sup>53</sup> in size. */
    public boolean isIntegers() {
        return range().integers();
    }

    /** Returns how many of the values that are kept are one and the same, at most, whatever their weights. */
    public int longestTie() {
        double[] sorted = inOrder();
        int longest = 1;
        for (int i = 1, run = 1; i < sorted.length; i++) {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 1;
            longest = Math.max(longest, run);
        }
        return longest;
    }

    /**
     * Returns the {@link #values} in ascending order, x<sub>(1)</sub> &le; &hellip; &le; x<sub>(m)</sub>: each as often as it is kept,
     * whatever its weight; of what is not observed exactly, what represents it. The array is the caller's.
     *
     * @throws IllegalStateException if there are several columns
     */
    public double[] sorted() {
        return inOrder().clone();
    }

    private double[] inOrder() {
        checkNumbers();
        return isWeighted() ? sorted(values) : cumulative().values;
    }

    /** Returns F(x), the share of the observations that are at most x; x may be infinite. */
    public double ecdf(double x) {
        if (Double.isNaN(x)) {
            throw new DataException("ecdf: x must be a number, got NaN");
        }
        return cumulative().atMost(x) / n;
    }

    /**
     * Returns the p-quantile, the left-continuous inverse of {@link #ecdf}: the least observed value x with F(x) &ge; p. It is
     * always an observed value (type 1 of Hyndman and Fan 1996, Am. Statist. 50, 361-365); for p = 0 it is the least one.
     *
     * @throws DataException if p is not in [0, 1]
     */
    public double quantile(double p) {
        if (!(p >= 0 && p <= 1)) {
            throw new DataException("quantile: p must be in [0, 1], got " + p);
        }
        Cumulative c = cumulative();
        return c.values[c.reaching(p, n)];
    }

    /**
     * Returns the median: the middle of the interval of x with P(X &le; x) &ge; 1/2 and P(X &ge; x) &ge; 1/2. It is the usual
     * one, the mean of the two middle values where n is even, and so may differ from {@code quantile(0.5)}, the lower of them.
     */
    public double median() {
        Cumulative c = cumulative();
        int lower = c.reaching(0.5, n);
        boolean flat = c.weight(lower) / n == 0.5 && lower + 1 < c.values.length;
        return flat ? c.values[lower] / 2 + c.values[lower + 1] / 2 : c.values[lower];
    }

    /**
     * Returns the entropy in nats, &minus;sum(p log p) over the distinct values, if all values are integers, else nothing.
     *
     * <p>Entropy is relative to a reference measure. Counts and categories have the counting measure; that values are integers
     * does not make them counts, though: whether a duration rounded to minutes is one, the caller has to know. For continuous
     * data the reference is Lebesgue measure, with respect to which a distribution on finitely many points has no density, so
     * that the entropy does not exist; differences of cross entropies between models do.
     */
    public OptionalDouble entropy() {
        if (!margins().stream().allMatch(EmpiricalDistribution::isIntegers)) {
            return OptionalDouble.empty();
        }
        NeumaierSum sum = new NeumaierSum();
        for (double w : distinct(values.length).orElseThrow().weights()) {
            double p = w / n;
            sum.add(p * StrictMath.log(p)); // StrictMath: the same bits on every JDK
        }
        return OptionalDouble.of(Math.max(0, -sum.value()));
    }

    /** Says the sizes. */
    @Override
    public String toString() {
        String columns = margins.isEmpty() ? "" : " of " + String.join(", ", names);
        return "EmpiricalDistribution of n = " + n + " in " + size() + " atoms" + columns;
    }

    private static EmpiricalDistribution weighted(
            String who, double[] values, String whose, double[] frequencies, int[] sourceRows, int missing) {
        int positive = 0;
        for (int i = 0; i < frequencies.length; i++) {
            double w = frequencies[i];
            if (!(w >= 0 && w < Double.POSITIVE_INFINITY)) {
                int row = sourceRows.length == 0 ? i + 1 : sourceRows[i];
                throw new DataException(whose + ", row " + row + ": a frequency must be finite and >= 0, got " + w);
            }
            positive += w > 0 ? 1 : 0;
        }
        if (positive == frequencies.length) {
            return make(who, values, frequencies, sourceRows, missing);
        }
        if (positive == 0) {
            throw new DataException(
                    whose + ": at least one frequency must be > 0, got " + frequencies.length + " zeros");
        }
        int[] kept = IntStream.range(0, frequencies.length)
                .filter(i -> frequencies[i] > 0)
                .toArray();
        int[] rows = sourceRows.length == 0
                ? numbers(kept)
                : Arrays.stream(kept).map(i -> sourceRows[i]).toArray();
        return make(who, pick(values, kept), pick(frequencies, kept), rows, missing);
    }

    private static EmpiricalDistribution make(
            String who, double[] values, double[] weights, int[] sourceRows, int missing) {
        if (values.length == 0) {
            throw new DataException(who + ": expected at least one value, got "
                    + (missing == 0 ? "none" : missing + " missing and no other"));
        }
        Range range = Range.of(values);
        for (int i = 0; !range.finite() && i < values.length; i++) {
            if (!(Math.abs(values[i]) < Double.POSITIVE_INFINITY)) {
                int row = sourceRows.length == 0 ? i + 1 : sourceRows[i];
                throw new DataException(who + ", row " + row + ": a value must be finite, got " + values[i]);
            }
        }
        EmpiricalDistribution made = new EmpiricalDistribution(values, weights, sourceRows, values.length, missing);
        made.range = range;
        if (!(made.n < Double.POSITIVE_INFINITY)) {
            throw new DataException(who + ": the sum of the frequencies must be finite, got " + made.n);
        }
        return made;
    }

    private static void checkLengths(String who, int values, int frequencies) {
        if (values != frequencies) {
            throw new DataException(
                    who + ": expected one frequency per value, got " + frequencies + " for " + values + " values");
        }
    }

    private static int[] present(Column... columns) {
        return IntStream.range(0, columns[0].size())
                .filter(row -> Arrays.stream(columns).noneMatch(column -> column.isMissing(row)))
                .toArray();
    }

    private static double[] pick(double[] values, int[] indices) {
        return Arrays.stream(indices).mapToDouble(i -> values[i]).toArray();
    }

    private static int[] numbers(int[] indices) {
        return Arrays.stream(indices).map(i -> i + 1).toArray();
    }

    private static double sum(double[] terms) {
        NeumaierSum sum = new NeumaierSum();
        for (double term : terms) {
            sum.add(term);
        }
        return sum.value();
    }

    private EmpiricalDistribution collapse() {
        if (regions.isPresent() || samplingWeights.length > 0 || clusters.length > 0) {
            return this;
        }
        return distinct(values.length / 4).map(this::collapsed).orElse(this);
    }

    private EmpiricalDistribution collapsed(Atoms atoms) {
        int[] numbers = Arrays.stream(atoms.first()).map(this::rowOf).toArray();
        if (margins.isEmpty()) {
            return new EmpiricalDistribution(atoms.values(), atoms.weights(), numbers, rows, missing);
        }
        return of(
                margins.stream()
                        .map(m -> new EmpiricalDistribution(
                                pick(m.values, atoms.first()), atoms.weights(), numbers, rows, missing))
                        .toList(),
                names);
    }

    /** The distinct values, or of several columns numbers for the distinct rows, if they are no more than a limit. */
    private Optional<Atoms> distinct(int limit) {
        Optional<double[]> codes = margins.isEmpty()
                ? Optional.of(values)
                : Atoms.codes(limit, margins.stream().map(m -> m.values).toList());
        return codes.flatMap(c -> Atoms.atMost(limit, c, weights));
    }

    // ---- several columns ----

    /** Columns of the same rows as one distribution. */
    private static EmpiricalDistribution of(List<EmpiricalDistribution> margins, List<String> names) {
        EmpiricalDistribution first = margins.get(0);
        EmpiricalDistribution made =
                new EmpiricalDistribution(first.values, first.weights, first.sourceRows, first.rows, first.missing);
        made.margins = margins.size() == 1 ? List.of() : List.copyOf(margins);
        made.names = List.copyOf(names);
        return made;
    }

    private static EmpiricalDistribution joint(JointRows rows, double[] weights, int[] sourceRows, int missing) {
        List<EmpiricalDistribution> margins = new ArrayList<>();
        for (int j = 0; j < rows.names().size(); j++) {
            String who = "column '" + rows.names().get(j) + "'";
            margins.add(make(who, rows.columns().get(j), weights, sourceRows, missing));
        }
        return of(margins, rows.names());
    }

    /** The rows whose numbers (from 0) a distribution holds, with its weights. */
    private static EmpiricalDistribution kept(JointRows rows, EmpiricalDistribution numbers) {
        return joint(rows.at(numbers.values), numbers.weights, numbers.sourceRows, numbers.missing);
    }

    private void checkNumbers() {
        if (!margins.isEmpty()) {
            throw new IllegalStateException("EmpiricalDistribution of " + String.join(", ", names)
                    + ": a row is not a number, ask margin(column)");
        }
    }

    private JointMoments jointMoments() {
        if (jointMoments == null) {
            jointMoments = JointMoments.of(this);
        }
        return jointMoments;
    }

    private Range range() {
        checkNumbers();
        if (range == null) {
            range = Range.of(values);
        }
        return range;
    }

    private Moments moments() {
        checkNumbers();
        if (moments == null) {
            Optional<Moments> known = momentsAtHand();
            moments = known.isPresent() ? known.get() : Moments.of(this);
        }
        return moments;
    }

    private Cumulative cumulative() {
        checkNumbers();
        if (cumulative == null) {
            cumulative = standardised.isPresent() && !isWeighted()
                    ? standardised.get().inOrder()
                    : Cumulative.of(this);
        }
        return cumulative;
    }

    /** Where standardised values come from: a rising function leaves them in the same order. */
    private record Standardised(EmpiricalDistribution from, double origin, double unit) {
        double of(double x) {
            return (x - origin) / unit;
        }

        double[] of(double[] x) {
            double[] others = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                others[i] = of(x[i]);
            }
            return others;
        }

        Cumulative inOrder() {
            return new Cumulative(of(from.cumulative().values), UNWEIGHTED);
        }
    }

    private static double[] sorted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    /** Values in ascending order with the weight up to and including each; an empty array stands for 1, 2, 3 and so on. */
    private record Cumulative(double[] values, double[] weights) {
        static Cumulative of(EmpiricalDistribution p) {
            if (!p.isWeighted()) {
                return new Cumulative(sorted(p.values), UNWEIGHTED);
            }
            Atoms atoms = Atoms.of(p.values, p.weights);
            double[] weights = atoms.weights();
            NeumaierSum sum = new NeumaierSum();
            for (int i = 0; i < weights.length; i++) {
                sum.add(weights[i]);
                weights[i] = Math.min(sum.value(), p.n);
            }
            weights[weights.length - 1] = p.n; // however it was rounded, all is all
            return new Cumulative(atoms.values(), weights);
        }

        double weight(int index) {
            return weights.length == 0 ? index + 1 : weights[index];
        }

        /** The weight of the values up to x. */
        double atMost(double x) {
            int from = 0;
            int to = values.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (values[middle] <= x) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from == 0 ? 0 : weight(from - 1);
        }

        /** The first index at which the share of the weight reaches p; the last index reaches 1. */
        int reaching(double p, double n) {
            int from = 0;
            int to = values.length - 1;
            while (from < to) {
                int middle = (from + to) >>> 1;
                if (weight(middle) / n >= p) {
                    to = middle;
                } else {
                    from = middle + 1;
                }
            }
            return from;
        }
    }
}
