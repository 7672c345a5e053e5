package mle.fit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.family.Equivariance;
import mle.plan.Rows;

/**
 * The units in which a sample is fitted: z = (x - origin)/unit for a location-scale family, x/unit for a scale family
 * (kept as x/unit - 1 when the data are concentrated), x itself for others.
 *
 * @param origin what is subtracted
 * @param unit what is divided by
 * @param aroundOne whether the column holds x/unit - 1
 * @param margins of several columns, the view of each; the origin and unit are then none
 */
record View(double origin, double unit, boolean aroundOne, List<View> margins) {
    private static final int SAMPLE = 1000;
    private static final int MIDDLE_SAMPLE = 99;
    private static final View PLAIN = new View(0, 1, false);

    private View(double origin, double unit, boolean aroundOne) {
        this(origin, unit, aroundOne, List.of());
    }

    /** The view that suits a family and a sample. */
    static View of(Equivariance equivariance, EmpiricalDistribution p) {
        if (p.dimension() > 1) {
            return new View(
                    0,
                    1,
                    false,
                    IntStream.range(0, p.dimension())
                            .mapToObj(j -> of(equivariance, p.margin(j)))
                            .toList());
        }
        if (!equivariance.scales()) {
            return PLAIN;
        }
        if (!(p.max() - p.min() < Double.POSITIVE_INFINITY)) {
            throw new DataException(
                    "data: the range must be a finite number, got values from " + p.min() + " to " + p.max());
        }
        if (equivariance.shifts()) {
            // The order of few values is kept with the sample: start values are taken from it.
            boolean few = p.size() <= MIDDLE_SAMPLE;
            double[] ordered = few ? p.sorted() : new double[0];
            double origin = few ? ordered[ordered.length / 2] : typical(p, 0, false);
            double spread = few ? orMean(middleDistance(ordered), p, origin) : typical(p, origin, true);
            return new View(origin, powerOfTwo(spread > 0 ? spread : Math.abs(origin)), false);
        }
        boolean positive = p.regions().isEmpty() && p.min() > 0;
        return positive && !equivariance.moves() && p.max() < 2 * p.min()
                ? new View(0, sampleMeanDistance(p, 0), true)
                : new View(0, powerOfTwo(positive ? withinRange(p) : typical(p, 0, true)), false);
    }

    /** The middle one of some values, or of their sizes; where it is zero, their mean size. Far values don't move it. */
    private static double typical(EmpiricalDistribution p, double origin, boolean sizes) {
        double[] some = new double[Math.min(MIDDLE_SAMPLE, p.size())];
        for (int k = 0; k < some.length; k++) {
            double distance = p.value(evenRow(k, some.length, p.size())) - origin;
            some[k] = sizes ? Math.abs(distance) : distance;
        }
        double middle = middle(some);
        return sizes ? orMean(middle, p, origin) : middle;
    }

    private static double orMean(double middle, EmpiricalDistribution p, double origin) {
        return middle == 0 ? sampleMeanDistance(p, origin) : middle;
    }

    /**
     * The middle one of the distances of values in ascending order from the middle one of them. So many lie as near as that in
     * a row: of all such rows it is the one of which the farther end is nearest.
     */
    private static double middleDistance(double[] ordered) {
        int middle = ordered.length / 2;
        double origin = ordered[middle];
        int low = 0;
        int high = ordered.length - 1 - middle;
        while (low < high) {
            int first = (low + high) >>> 1;
            if (origin - ordered[first] > ordered[first + middle] - origin) {
                low = first + 1;
            } else {
                high = first;
            }
        }
        double distance = Math.max(origin - ordered[low], ordered[low + middle] - origin);
        return low == 0 ? distance : Math.min(distance, origin - ordered[low - 1]);
    }

    /**
     * The value in the middle of the order of finite values (Hoare 1961, Algorithm 65: FIND). Values are divided without a branch,
     * which of values in no order would be taken wrongly half of the time: each is written to both ends, and the end moves that it
     * belongs to.
     */
    private static double middle(double[] values) {
        int middle = values.length / 2;
        int low = 0;
        int high = values.length - 1;
        double[] from = values;
        double[] to = new double[values.length];
        while (low < high) {
            double pivot = between(from[low], from[(low + high) >>> 1], from[high]);
            int less = low;
            int greater = high;
            for (int i = low; i <= high; i++) {
                double x = from[i];
                to[less] = x;
                to[greater] = x;
                less += signBit(x - pivot);
                greater -= signBit(pivot - x);
            }
            if (middle >= less && middle <= greater) {
                return pivot;
            }
            high = middle < less ? less - 1 : high;
            low = middle > greater ? greater + 1 : low;
            double[] divided = to;
            to = from;
            from = divided;
        }
        return from[middle];
    }

    private static double between(double a, double b, double c) {
        return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    }

    /** The bit of the sign: of differences below zero, and of that of -0.0 and 0.0. */
    private static int signBit(double x) {
        return (int) (Double.doubleToRawLongBits(x) >>> 63);
    }

    /** A typical value by which all can be divided without loss. */
    private static double withinRange(EmpiricalDistribution p) {
        double middle = typical(p, 0, true);
        boolean allNormal = p.min() / middle >= Double.MIN_NORMAL && p.max() / middle < Double.POSITIVE_INFINITY;
        return allNormal ? middle : Math.sqrt(p.min()) * Math.sqrt(p.max());
    }

    /** The view of a column (from 0). */
    View margin(int column) {
        return margins.isEmpty() ? this : margins.get(column);
    }

    private static double powerOfTwo(double size) {
        return size > 0 && Double.isFinite(size) ? Math.scalb(1.0, Math.max(Math.getExponent(size), -1022)) : 1;
    }

    /** The mean distance from an origin of evenly chosen rows. */
    static double sampleMeanDistance(EmpiricalDistribution p, double origin) {
        int m = Math.min(SAMPLE, p.size());
        double mean = 0;
        for (int k = 0; k < m; k++) {
            mean += Math.abs(p.value(evenRow(k, m, p.size())) - origin) / m;
        }
        return mean;
    }

    /** A value of the data in its units. */
    double inView(double x) {
        return (x - origin) / unit;
    }

    /**
     * How far out on a log or logit scale a maximum may lie without more ado: e^15 beyond the largest value in these units.
     * What is farther is taken to be on its way to the edge until shown otherwise.
     */
    double reach(EmpiricalDistribution p) {
        return 15 + StrictMath.log1p(largest(p));
    }

    /** The size of the largest value in these units. */
    double largest(EmpiricalDistribution p) {
        if (margins.isEmpty()) {
            return Math.max(Math.abs(p.min() - origin), Math.abs(p.max() - origin)) / unit;
        }
        double largest = 0;
        for (int j = 0; j < margins.size(); j++) {
            largest = Math.max(largest, margins.get(j).largest(p.margin(j)));
        }
        return largest;
    }

    /** The sample as a plan reads it. */
    Rows rows(EmpiricalDistribution p) {
        if (!margins.isEmpty()) {
            Rows.Column[] columns = new Rows.Column[margins.size()];
            for (int j = 0; j < columns.length; j++) {
                View margin = margins.get(j);
                columns[j] = new Rows.Column("x" + (j + 1), p.margin(j).values(), margin.origin, margin.unit);
            }
            return new Rows(columns, p.weights());
        }
        Rows.Column column = aroundOne
                ? new Rows.Column("deviation", p.values(), unit, unit)
                : new Rows.Column(
                        "x",
                        p.values(),
                        origin,
                        unit,
                        p.momentsAtHand().map(m -> new Rows.Moments(m.mean(), m.variance())));
        return new Rows(new Rows.Column[] {column}, p.weights());
    }

    /** Columns by name as a plan reads them. */
    Rows rows(Map<String, double[]> columns, double[] weights) {
        List<Rows.Column> seen = new ArrayList<>();
        columns.forEach((name, values) -> seen.add(new Rows.Column(name, values, origin, unit)));
        return new Rows(seen.toArray(Rows.Column[]::new), weights);
    }

    /**
     * So many evenly chosen rows. The extremes are added with little weight, so that what is impossible for all is impossible
     * for them.
     */
    static EmpiricalDistribution thinned(EmpiricalDistribution p, int most) {
        if (p.dimension() > 1) {
            return p.subset(chosen(p, most));
        }
        return PLAIN.even(p, most, p.n() / p.size() * most / p.size());
    }

    /** Evenly chosen rows, the extremes among them, in the units of the view: what start values are taken from. */
    EmpiricalDistribution sample(EmpiricalDistribution p, int most) {
        if (!margins.isEmpty()) {
            return jointSample(p, chosen(p, most));
        }
        if (p.size() <= most && origin == 0 && unit == 1) {
            return p;
        }
        return even(p, Math.min(most, p.size()), p.n() / p.size() / most);
    }

    /** The k-th of so many evenly chosen rows; of all, which takes no division, the k-th. */
    static int evenRow(int k, int rows, int size) {
        return rows == size ? k : (int) ((long) k * size / rows);
    }

    /** So many evenly chosen atoms, or all. */
    private static int[] chosen(EmpiricalDistribution p, int most) {
        int rows = Math.min(most, p.size());
        return IntStream.range(0, rows).map(k -> evenRow(k, rows, p.size())).toArray();
    }

    private EmpiricalDistribution jointSample(EmpiricalDistribution p, int[] atoms) {
        double[][] rows = new double[atoms.length][margins.size()];
        double[] weights = new double[atoms.length];
        for (int k = 0; k < atoms.length; k++) {
            weights[k] = p.weight(atoms[k]);
            for (int j = 0; j < margins.size(); j++) {
                View margin = margins.get(j);
                rows[k][j] = (p.margin(j).value(atoms[k]) - margin.origin) / margin.unit;
            }
        }
        return EmpiricalDistribution.of(rows, weights);
    }

    /** So many evenly chosen rows in the units of the view; if those are not all, the extremes as well, with this weight. */
    private EmpiricalDistribution even(EmpiricalDistribution p, int rows, double ofExtremes) {
        if (rows == p.size()) {
            return p.standardised(origin, unit);
        }
        double[] values = new double[rows + 2];
        double[] weights = new double[rows + 2];
        for (int k = 0; k < rows; k++) {
            int row = evenRow(k, rows, p.size());
            values[k] = (p.value(row) - origin) / unit;
            weights[k] = p.weight(row);
        }
        values[rows] = (p.min() - origin) / unit;
        values[rows + 1] = (p.max() - origin) / unit;
        weights[rows] = weights[rows + 1] = ofExtremes;
        return EmpiricalDistribution.of(values, weights);
    }
}
