package mle.fit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mle.data.EmpiricalDistribution;
import mle.model.Model;
import mle.solve.ConeProjection;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * Whether the columns of a predictor separate the data: whether there is a direction in its coefficients along which no row
 * loses likelihood and some gain it for ever (Albert and Anderson 1984, Biometrika 71, 1-10; for counts Correia, Guimarães
 * and Zylkin 2021). Rows whose likelihood falls on both sides must not move along it; of the others each must not move to the
 * side on which it falls. Such a direction is what a linear program finds (Konis 2007); here it is the projection of the sum
 * of these conditions on their cone, which is zero if there is none. It is claimed if it satisfies every row.
 */
final class Separability {
    /** More coefficients are not examined: each step of the projection takes the time of their number cubed. */
    private static final int MOST = 200;

    /** So many conditions are met at first; of the others those that turn out to be violated join them. */
    private static final int FEW = 4000;

    private static final int ROUNDS = 50;

    /** A share of the length of a row and of a direction that counts as zero. */
    private static final double ZERO = 1e-9;

    /** A share that counts as a gain. */
    private static final double GAIN = 1e-7;

    private final SeparationConditions conditions;
    /** Of unit length and orthogonal: along them nothing may move. */
    private final List<double[]> still = new ArrayList<>();

    private boolean complete = true;

    private Separability(SeparationConditions conditions) {
        this.conditions = conditions;
    }

    /**
     * The outcome of a model whose columns separate its data.
     *
     * @param inside the response, with a value inside the support in each row
     */
    static Optional<Outcome> of(Model model, EmpiricalDistribution inside) {
        for (SeparationConditions conditions : SeparationConditions.of(model, inside)) {
            if (conditions.names().size() <= MOST) {
                Separability s = new Separability(conditions);
                Optional<Outcome> outcome = s.direction().map(s::outcome);
                if (outcome.isPresent()) {
                    return outcome;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<double[]> direction() {
        int p = conditions.names().size();
        List<Integer> candidates = new ArrayList<>();
        for (int k = 0; k < conditions.count(); k++) {
            double[] row = new double[p];
            SeparationConditions.Kind kind = conditions.fill(k, row);
            if (kind == SeparationConditions.Kind.EQUAL) {
                complete = false;
                extend(still, row);
                if (still.size() == p) {
                    return Optional.empty();
                }
            } else if (kind == SeparationConditions.Kind.AT_LEAST) {
                candidates.add(k);
            }
        }
        // A projection may lie on the edge of the cone: rows that it does not move may still gain along another
        // direction.
        double[] direction = new double[p];
        List<Integer> unmoved = candidates;
        Optional<double[]> more = along(unmoved);
        while (more.isPresent()) {
            add(direction, more.get(), candidates);
            List<Integer> left = new ArrayList<>();
            for (int k : unmoved) {
                if (!(inside(k, direction) > GAIN)) {
                    left.add(k);
                }
            }
            more = left.size() < unmoved.size() ? along(left) : Optional.empty();
            unmoved = left;
        }
        complete &= unmoved.isEmpty();
        return holds(direction) ? Optional.of(direction) : Optional.empty();
    }

    /** Adds so much of another direction that no row loses what it gains. */
    private void add(double[] direction, double[] other, List<Integer> candidates) {
        double share = length(direction) > 0 ? 1 : 0;
        for (int k : candidates) {
            double gained = inside(k, direction);
            double change = inside(k, other);
            if (share > 0 && gained > GAIN && change < 0) {
                share = Math.min(share, -0.5 * gained * length(direction) / (change * length(other)));
            }
        }
        for (int i = 0; i < direction.length; i++) {
            direction[i] += (share > 0 ? share : 1) * other[i];
        }
    }

    /** How far a row moves along a direction, as the cosine of their angle. */
    private double inside(int k, double[] direction) {
        double[] row = new double[direction.length];
        conditions.fill(k, row);
        double size = length(row) * length(direction);
        return size > 0 ? dot(row, direction) / size : 0;
    }

    /** A direction along which some of these conditions gain and none loses, if there is one. */
    private Optional<double[]> along(List<Integer> candidates) {
        List<Integer> met = spanning(candidates);
        int some = Math.min(FEW, candidates.size());
        for (int j = 0; j < some; j++) {
            met.add(candidates.get((int) ((long) j * candidates.size() / some)));
        }
        for (int round = 0; round < ROUNDS; round++) {
            double[] direction = nearest(met);
            if (!(length(direction) > 0)) {
                return Optional.empty();
            }
            List<Integer> violated = violated(candidates, direction);
            if (violated.isEmpty()) {
                return Optional.of(direction);
            }
            met.addAll(violated);
        }
        return Optional.empty();
    }

    /** Conditions that span the space of all: without them a direction might gain by others alone. */
    private List<Integer> spanning(List<Integer> candidates) {
        List<Integer> spanning = new ArrayList<>();
        List<double[]> basis = new ArrayList<>(still);
        int p = conditions.names().size();
        for (int j = 0; j < candidates.size() && basis.size() < p; j++) {
            double[] row = new double[p];
            conditions.fill(candidates.get(j), row);
            if (extend(basis, row)) {
                spanning.add(candidates.get(j));
            }
        }
        return spanning;
    }

    /** Adds the part of a row that is not in the span of a basis to it, if there is one. */
    private static boolean extend(List<double[]> basis, double[] row) {
        double[] rest = without(basis, row);
        double own = length(rest);
        if (!(own > 1e-8 * length(row))) {
            return false;
        }
        for (int i = 0; i < rest.length; i++) {
            rest[i] /= own;
        }
        basis.add(rest);
        return true;
    }

    /** A row less what lies in the span of a basis. */
    private static double[] without(List<double[]> basis, double[] row) {
        double[] rest = row.clone();
        for (int round = 0; round < 2; round++) {
            for (double[] unit : basis) {
                double share = dot(unit, rest);
                for (int i = 0; i < rest.length; i++) {
                    rest[i] -= share * unit[i];
                }
            }
        }
        return rest;
    }

    private double[] nearest(List<Integer> met) {
        int p = conditions.names().size();
        List<double[]> rows = new ArrayList<>();
        double[] sum = new double[p];
        for (int k : met) {
            double[] row = new double[p];
            conditions.fill(k, row);
            double size = length(row);
            row = without(still, row);
            double own = length(row);
            if (own > ZERO * size) {
                for (int i = 0; i < p; i++) {
                    row[i] /= own;
                    sum[i] += row[i];
                }
                rows.add(row);
            }
        }
        return ConeProjection.of(sum, rows.toArray(new double[0][]));
    }

    private List<Integer> violated(List<Integer> candidates, double[] direction) {
        List<Integer> violated = new ArrayList<>();
        for (int k : candidates) {
            if (violated.size() < FEW && inside(k, direction) < -ZERO) {
                violated.add(k);
            }
        }
        return violated;
    }

    /** Whether no row loses along a direction, none moves that must not, and some row gains. */
    private boolean holds(double[] direction) {
        boolean gains = false;
        for (int k = 0; k < conditions.count(); k++) {
            double[] row = new double[direction.length];
            SeparationConditions.Kind kind = conditions.fill(k, row);
            double inside = kind == SeparationConditions.Kind.NOTHING ? 0 : inside(k, direction);
            boolean loses = kind == SeparationConditions.Kind.EQUAL ? Math.abs(inside) > ZERO : inside < -ZERO;
            if (loses) {
                return false;
            }
            gains |= inside > GAIN;
        }
        return gains;
    }

    private Outcome outcome(double[] direction) {
        conditions.toGiven(direction);
        List<String> names = conditions.names();
        double size = Arrays.stream(direction).map(Math::abs).max().orElse(1);
        Map<String, Double> named = new LinkedHashMap<>();
        for (int j = 0; j < direction.length; j++) {
            if (Math.abs(direction[j]) > ZERO * size) {
                named.put(names.get(j), direction[j] / size);
            }
        }
        return new Outcome(
                Kind.NO_MAXIMUM,
                (complete ? "complete" : "quasi-complete")
                        + " separation: the likelihood rises to a bound that it reaches only as coefficients go to"
                        + " infinity, along " + Combination.of(named),
                List.copyOf(named.keySet()),
                named);
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double length(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
