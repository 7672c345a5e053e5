package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mle.data.DataException;
import mle.data.EmpiricalDistribution;
import mle.data.Observations;
import mle.family.Family;
import mle.family.Support;
import mle.plan.Bound;

/**
 * The rows of a censored or truncated sample by what they add to the log-likelihood; rows of one kind are evaluated together.
 */
final class Regions {
    /** Rows of one kind; what the same bounds say many times over is kept once, with the sum of the weights. */
    private static final class Group {
        private final List<double[]> rows = new ArrayList<>();
        private final int[] ofData;

        Group(int size) {
            ofData = new int[size];
            Arrays.fill(ofData, -1);
        }

        void add(int row, double lower, double upper, double weight) {
            double[] last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
            if (last != null && last[0] == lower && last[1] == upper) {
                last[2] += weight;
            } else {
                rows.add(new double[] {lower, upper, weight});
            }
            ofData[row] = rows.size() - 1;
        }

        private double[] column(int k) {
            return rows.stream().mapToDouble(row -> row[k]).toArray();
        }
    }

    private final Support support;
    private final boolean atom;
    private final EmpiricalDistribution data;
    private final Map<Part, Group> groups = new EnumMap<>(Part.class);

    private Regions(Support support, boolean atom, EmpiricalDistribution data) {
        this.support = support;
        this.atom = atom;
        this.data = data;
    }

    /**
     * The same sample with representatives inside the support: what start values are taken from.
     *
     * @param held the values of held parameters, of which one may be the upper end of the support
     * @throws DataException if a row lies outside the support; the message names it
     */
    static EmpiricalDistribution inside(EmpiricalDistribution data, Family family, Map<String, Double> held) {
        Support support = family.support().with(held);
        Observations observations = data.regions().orElseThrow();
        boolean atom = family.hasAtom();
        double[] values = new double[data.size()];
        double sum = 0;
        int known = 0;
        for (int i = 0; i < values.length; i++) {
            double lower = observations.lower(i);
            double upper = observations.upper(i);
            values[i] = representative(lower, upper, support);
            boolean exact = observations.kind(i) == Observations.Kind.EXACT;
            boolean possible = exact ? support.contains(lower) : holds(lower, upper, support, atom);
            if (!possible) {
                throw DataException.inRow(
                        data.rowOf(i),
                        family.name() + " needs " + support + ", got " + lower + (exact ? "" : " to " + upper));
            }
            if (support.contains(values[i])) {
                sum += values[i];
                known++;
            }
        }
        double typical = known > 0 ? sum / known : 1;
        for (int i = 0; i < values.length; i++) {
            if (!support.contains(values[i])) {
                values[i] = support.integer() ? Math.rint(typical) : typical;
            }
        }
        return data.withRepresentatives(values);
    }

    /** Whether some values of a support could not have been seen in some rows. */
    static boolean areTruncated(EmpiricalDistribution data, Support support) {
        Observations observations = data.regions().orElseThrow();
        for (int i = 0; i < observations.size(); i++) {
            double entry = observations.entry(i);
            boolean late = support.integer() ? entry >= support.lower() : entry > support.lower();
            if (late || observations.exit(i) < support.upper()) {
                return true;
            }
        }
        return false;
    }

    /**
     * A truncated sample with values in place of those that could not be seen: for each row its mirror image beyond the bounds of
     * what could be seen, so many times as far, on a log scale where the support ends. Not what was there, but a shape from
     * which start values are nearer to the mark.
     */
    static EmpiricalDistribution completed(EmpiricalDistribution data, Support support, double times) {
        Observations observations = data.regions().orElseThrow();
        int n = data.size();
        double[] values = new double[2 * n];
        double[] weights = new double[2 * n];
        for (int i = 0; i < n; i++) {
            values[i] = data.value(i);
            weights[i] = data.weight(i);
            double below = mirrored(values[i], observations.entry(i), support.lower(), times);
            double above = -mirrored(-values[i], -observations.exit(i), -support.upper(), times);
            double image = observations.entry(i) > support.lower() ? below : above;
            image = support.integer() ? Math.rint(image) : image;
            boolean possible = Double.isFinite(image) && support.contains(image);
            values[n + i] = possible ? image : values[i];
            weights[n + i] = weights[i];
        }
        return EmpiricalDistribution.of(values, weights);
    }

    /** Where a value above a bound has its image below it, no lower than an end. */
    private static double mirrored(double value, double bound, double end, double times) {
        return Double.isInfinite(end)
                ? bound - times * (value - bound)
                : end + (bound - end) * StrictMath.pow((bound - end) / (value - end), times);
    }

    /** Whether a region lower < X ≤ upper holds values of a support. */
    private static boolean holds(double lower, double upper, Support support, boolean atom) {
        if (support.integer()) {
            return Math.floor(upper) > Math.floor(lower)
                    && Math.floor(upper) >= support.lower()
                    && lower < support.upper();
        }
        return (atom ? upper >= support.lower() : upper > support.lower()) && lower < support.upper();
    }

    /** A value between bounds and in the support, if there is a plain one. */
    private static double representative(double lower, double upper, Support support) {
        double from = Math.max(lower, support.lower());
        double to = Math.min(upper, support.upper());
        double value = Double.isInfinite(from) ? to : Double.isInfinite(to) ? from : from + (to - from) / 2;
        return support.integer() ? Math.ceil(value) : value;
    }

    /** The cross entropy of a sample with regions, in the units of a view. */
    static CrossEntropy crossEntropy(
            FamilyPlan plan, Support support, View view, EmpiricalDistribution data, Map<String, Double> known) {
        Observations observations = data.regions().orElseThrow();
        Regions regions = new Regions(support, plan.family().hasAtom(), data);
        for (int i = 0; i < observations.size(); i++) {
            if (!isCertain(observations, i, support)) {
                regions.observed(observations, i);
                regions.seen(observations, i);
            }
        }
        if (regions.groups.isEmpty()) {
            throw new DataException("data: no row says anything of "
                    + plan.family().name() + ", none could have been seen elsewhere than where it was");
        }
        List<Bound> bounds = new ArrayList<>();
        List<int[]> rows = new ArrayList<>();
        regions.groups.forEach((part, group) -> {
            bounds.add(plan.plan(part).bind(view.rows(columns(part, group), group.column(2)), known));
            rows.add(group.ofData);
        });
        return new CrossEntropy(bounds.toArray(Bound[]::new), rows.toArray(int[][]::new), data.n());
    }

    /** Whether each row could only have been seen where it was. */
    static boolean areCertain(EmpiricalDistribution data, Support support) {
        Observations observations = data.regions().orElseThrow();
        for (int i = 0; i < observations.size(); i++) {
            if (!isCertain(observations, i, support)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a row could only have been seen where it was: then its likelihood is 1, and it says nothing. */
    private static boolean isCertain(Observations observations, int row, Support support) {
        boolean exact = observations.kind(row) == Observations.Kind.EXACT;
        if (exact && !support.integer()) {
            return false;
        }
        double above = exact ? observations.lower(row) - 1 : observations.lower(row);
        return above(above, support) == above(observations.entry(row), support)
                && upTo(observations.upper(row), support) == upTo(observations.exit(row), support);
    }

    /** The bound above which values of a support lie that lie above another. */
    private static double above(double bound, Support support) {
        return support.integer() ? Math.max(Math.floor(bound), support.lower() - 1) : Math.max(bound, support.lower());
    }

    /** The last value of a support up to a bound. */
    private static double upTo(double bound, Support support) {
        return Math.min(support.integer() ? Math.floor(bound) : bound, support.upper());
    }

    private void observed(Observations observations, int row) {
        double lower = observations.lower(row);
        double upper = observations.upper(row);
        if (observations.kind(row) == Observations.Kind.EXACT) {
            add(Part.DENSITY, lower, upper, row);
        } else {
            between(Part.SURVIVAL, Part.CDF, Part.INTERVAL, lower, upper, row);
        }
    }

    private void seen(Observations observations, int row) {
        between(
                Part.SEEN_ABOVE,
                Part.SEEN_BELOW,
                Part.SEEN_BETWEEN,
                observations.entry(row),
                observations.exit(row),
                row);
    }

    /** A bound at an end of the support or beyond is none, but for what lies on the end; counts lie between whole bounds. */
    private void between(Part above, Part below, Part both, double from, double to, int row) {
        double lower = support.integer() ? Math.floor(from) : from;
        double upper = support.integer() ? Math.floor(to) : to;
        boolean hasLower = lower > Double.NEGATIVE_INFINITY
                && (support.integer() || atom ? lower >= support.lower() : lower > support.lower());
        boolean hasUpper = upper < support.upper();
        if (hasLower && hasUpper) {
            add(both, lower, upper, row);
        } else if (hasLower) {
            add(above, lower, 0, row);
        } else if (hasUpper) {
            add(below, 0, upper, row);
        }
    }

    private void add(Part part, double lower, double upper, int row) {
        groups.computeIfAbsent(part, unused -> new Group(data.size())).add(row, lower, upper, data.weight(row));
    }

    private static Map<String, double[]> columns(Part part, Group group) {
        return switch (part) {
            case DENSITY -> Map.of("x", group.column(0));
            case SURVIVAL, SEEN_ABOVE -> Map.of(Part.LOWER, group.column(0));
            case CDF, SEEN_BELOW -> Map.of(Part.UPPER, group.column(1));
            case INTERVAL, SEEN_BETWEEN -> Map.of(Part.LOWER, group.column(0), Part.UPPER, group.column(1));
        };
    }
}
