package mle.fit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import mle.solve.Jet;
import mle.solve.Objective;
import mle.solve.Solution;
import mle.solve.Solver;

/**
 * The search for the maximum of a likelihood that, as a function of one coordinate, has kinks where that coordinate meets an
 * observation. Along the others it is smooth: they are optimised by a solver with the one coordinate held.
 *
 * <p>A place is a maximum if the likelihood falls to both of its sides: on a kink its slope changes sign there, between kinks it
 * is zero. Where the likelihood between two observations is constant, all places between them are maxima.
 */
final class KinkSearch {
    /** In gaps between observations, how far beside an observation a slope is taken. */
    private static final double BESIDE = 1e-6;

    /** Beside the slope on the other side of a kink, one that is none but for rounding. */
    private static final double LEVEL = 1e-6;

    private static final double A_FEW_NATS = 3;
    private static final int MOST_NEAR = 60;

    /** Nats over a gap below which the likelihood is the same. */
    private static final double SAME = 1e-9;

    private static final double BETTER = 1e-9;

    /** So many evaluations of single rows may be made to look along the kinks. */
    private static final double ROWS_LOOKED_AT = 5e6;

    private static final int LEAST_LOOKS = 64;

    /** Above so many rows a search goes uphill without looking about. */
    private static final int MANY = 50_000;

    private static final int FEWEST_PLACES = 10;

    /** Evaluations of all rows that a search along the other coordinates takes. */
    private static final double ROWS_OF_A_SEARCH = 10;

    private static final int MOST_HILLS = 3;
    private static final int MOST_STARTS = 3;

    private static final int MOST_ROUNDS = 50;
    private static final int MOST_STEPS = 1000;
    private static final int HALVINGS = 60;

    /**
     * A maximum.
     *
     * @param point the point
     * @param kink the index of the observation at which it is, or -1 between them
     * @param flatTo the index of the next observation if the likelihood is the same as far as there, else -1
     */
    record Maximum(double[] point, int kink, int flatTo) {}

    /**
     * What is seen along all kinks.
     *
     * @param maximum the highest place, if it can be shown to be a maximum
     * @param value the objective there
     */
    record Seen(Optional<Maximum> maximum, double value) {}

    private record Place(double[] point, double value, boolean converged) {}

    private record Hill(int kink, Place place) {}

    private final CrossEntropy objective;
    private final Solver solver;
    private final DoubleFunction<Objective> held;
    private final int coordinate;
    private final double[] kinks;
    private final int rows;
    private final boolean unbounded;

    /**
     * A search.
     *
     * @param held the objective as a function of the other coordinates where that one has a value
     * @param coordinate the coordinate along which there are kinks
     * @param kinks where they are, in ascending order
     * @param rows how many rows an evaluation reads
     * @param unbounded whether the likelihood is infinite somewhere
     */
    KinkSearch(
            CrossEntropy objective,
            DoubleFunction<Objective> held,
            Solver solver,
            int coordinate,
            double[] kinks,
            int rows,
            boolean unbounded) {
        this.objective = objective;
        this.held = held;
        this.solver = solver;
        this.coordinate = coordinate;
        this.kinks = kinks;
        this.rows = rows;
        this.unbounded = unbounded;
    }

    /** The maximum next to a point, if it can be shown to be one. */
    Optional<Maximum> near(double[] start) {
        return certified(nearest(start[coordinate]), start);
    }

    /** The maximum of a likelihood that has only one: by halving the kinks between which it lies. */
    Optional<Maximum> only(double[] start) {
        int low = 0;
        int high = kinks.length - 1;
        double[] point = start;
        while (low < high) {
            int middle = (low + high) >>> 1;
            Place between = at((kinks[middle] + kinks[middle + 1]) / 2, point);
            point = between.point;
            if (slope(point) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return certified(low, point);
    }

    /** The highest maximum that is seen when looking along all kinks, the other coordinates as they are best at the last one. */
    Optional<Maximum> highest(double[] start) {
        int index = nearest(start[coordinate]);
        Place best = at(kinks[index], start);
        for (int round = 0; round < MOST_ROUNDS; round++) {
            int next = rows > MANY ? climb(index, best.point) : look(best.point);
            Place there = at(kinks[next], best.point);
            if (!(there.value < best.value - BETTER / objective.weight())) {
                break;
            }
            best = there;
            index = next;
        }
        return rows > MANY ? certified(index, best.point) : amongNear(index, best);
    }

    /**
     * The highest of the maxima at kinks that are as good as the best but for a few nats while the other coordinates stay: with
     * those at their best, one of them may be better.
     */
    private Optional<Maximum> amongNear(int index, Place first) {
        Place best = first;
        int at = index;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Place before = best;
            for (int i : near(best)) {
                Place there = at(kinks[i], before.point);
                if (there.value < best.value - BETTER / objective.weight()) {
                    best = there;
                    at = i;
                }
            }
            if (best == before) {
                break;
            }
        }
        return certified(at, best.point);
    }

    /**
     * The highest maximum that is seen when the other coordinates are at their best at each of the kinks, or at evenly chosen ones
     * where those are many: of rows that are regions the maxima are far from each other, each with others of its own.
     *
     * @param starts from which the others may be sought
     */
    Seen highestOfAll(List<double[]> starts) {
        int looks = (int) Math.max(FEWEST_PLACES, Math.min(MOST_NEAR, ROWS_LOOKED_AT / rows / ROWS_OF_A_SEARCH));
        int step = Math.max(1, kinks.length / looks);
        List<Place> places = new ArrayList<>();
        List<double[]> from = new ArrayList<>(starts);
        for (int i = 0; i < kinks.length; i += step) {
            Place there = sound(from, kinks[i]);
            places.add(there);
            if (Double.isFinite(there.value)) {
                from.set(0, there.point);
            }
        }
        double value = Double.POSITIVE_INFINITY;
        Optional<Maximum> best = Optional.empty();
        for (int k : hills(places)) {
            Hill top = top(k * step, step, places.get(k));
            Optional<Maximum> found = certified(top.kink, top.place.point);
            double there = found.map(m -> objective.value(m.point)).orElse(top.place.value);
            if (there < value) {
                best = found;
                value = there;
            }
        }
        return new Seen(best, value);
    }

    /** The best of the kinks nearer to one than the next that was looked at. */
    private Hill top(int middle, int step, Place place) {
        Hill top = new Hill(middle, place);
        int between = Math.max(1, 2 * step / MOST_NEAR);
        for (int i = Math.max(0, middle - step + 1); i < Math.min(kinks.length, middle + step); i += between) {
            Place there = i == middle ? place : sound(List.of(place.point), kinks[i]);
            top = there.value < top.place.value ? new Hill(i, there) : top;
        }
        return top;
    }

    /** The best of the other coordinates, from the first of several points, the best before, that leads to no infinite likelihood. */
    private Place sound(List<double[]> from, double kink) {
        List<double[]> starts = from.stream()
                .sorted(Comparator.comparingDouble(p -> objective.value(with(p, kink))))
                .limit(unbounded ? MOST_STARTS : 1)
                .toList();
        for (double[] start : starts) {
            Place there = at(kink, start);
            if (!unbounded || there.converged) {
                return there;
            }
        }
        return new Place(with(starts.get(0), kink), Double.POSITIVE_INFINITY, false);
    }

    /** The highest places among those with none higher next to them. */
    private static List<Integer> hills(List<Place> places) {
        return IntStream.range(0, places.size())
                .filter(k -> places.get(k).value < Double.POSITIVE_INFINITY
                        && (k == 0 || places.get(k).value <= places.get(k - 1).value)
                        && (k == places.size() - 1 || places.get(k).value < places.get(k + 1).value))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> places.get(k).value))
                .limit(MOST_HILLS)
                .toList();
    }

    /** Kinks as good as a place but for a few nats; evenly chosen ones where those are many. */
    private int[] near(Place best) {
        int[] all = IntStream.range(0, kinks.length)
                .filter(i ->
                        (objective.value(with(best.point, kinks[i])) - best.value) * objective.weight() < A_FEW_NATS)
                .toArray();
        int step = Math.max(1, all.length / MOST_NEAR);
        return IntStream.range(0, all.length)
                .filter(i -> i % step == 0)
                .map(i -> all[i])
                .toArray();
    }

    /** The best kink for given other coordinates: by looking at all of them or, where there are many, ever closer. */
    private int look(double[] point) {
        int most = (int) Math.max(LEAST_LOOKS, Math.min(kinks.length, ROWS_LOOKED_AT / rows));
        int low = 0;
        int high = kinks.length - 1;
        int best = nearest(point[coordinate]);
        double value = objective.value(with(point, kinks[best]));
        while (true) {
            int step = Math.max(1, (high - low) / most);
            for (int i = low; i <= high; i += step) {
                double there = objective.value(with(point, kinks[i]));
                if (there < value) {
                    value = there;
                    best = i;
                }
            }
            if (step == 1) {
                return best;
            }
            low = Math.max(0, best - step);
            high = Math.min(kinks.length - 1, best + step);
        }
    }

    /** The kink next to which the likelihood falls to both sides, for given other coordinates: by ever longer steps uphill. */
    private int climb(int from, double[] point) {
        int side = rises(from, 1, point) ? 1 : rises(from, -1, point) ? -1 : 0;
        if (side == 0) {
            return from;
        }
        int low = from;
        int high = from + side;
        for (int step = 1; rises(high, side, point); step *= 2) {
            low = high;
            high = Math.max(0, Math.min(kinks.length - 1, high + side * step));
        }
        while (Math.abs(high - low) > 1) {
            int middle = (low + high) >>> 1;
            if (rises(middle, side, point)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /** Whether the likelihood rises in the gap beside a kink, away from it. */
    private boolean rises(int at, int side, double[] point) {
        return at + side >= 0
                && at + side < kinks.length
                && slope(with(point, (kinks[at] + kinks[at + side]) / 2)) * side < 0;
    }

    private Optional<Maximum> certified(int index, double[] start) {
        int at = index;
        Place here = at(kinks[at], start);
        for (int step = 0; step < MOST_STEPS; step++) {
            int side = rising(here, at);
            if (side == 0) {
                return Optional.of(flat(here, at));
            }
            if (at + side < 0 || at + side >= kinks.length) {
                return Optional.empty();
            }
            double gap = kinks[at + side] - kinks[at];
            if (slope(at(kinks[at + side] - BESIDE * gap, here.point).point) * side > 0) {
                return Optional.of(new Maximum(between(here, kinks[at], kinks[at + side]), -1, -1));
            }
            at += side;
            here = at(kinks[at], here.point);
        }
        return Optional.empty();
    }

    /** To which side of a kink the likelihood rises; 0 where it falls or stays the same on both. */
    private int rising(Place here, int at) {
        double before = beside(here, at, -1);
        double after = beside(here, at, 1);
        double level = LEVEL * Math.max(Math.abs(before), Math.abs(after));
        return before > level ? -1 : after < -level ? 1 : 0;
    }

    /** The slope of the objective just beside a kink. */
    private double beside(Place here, int at, int side) {
        return slope(with(here.point, kinks[at] + side * BESIDE * gap(at, side)));
    }

    private double gap(int at, int side) {
        boolean last = at + side < 0 || at + side >= kinks.length;
        return last ? Math.max(1, Math.abs(kinks[at])) : Math.abs(kinks[at + side] - kinks[at]);
    }

    /** The middle of two kinks between which the likelihood is the same, else the kink. */
    private Maximum flat(Place here, int at) {
        double before = beside(here, at, -1);
        double after = beside(here, at, 1);
        for (int side = -1; side <= 1; side += 2) {
            double slope = side < 0 ? before : after;
            boolean level = Math.abs(slope) <= LEVEL * Math.max(Math.abs(before), Math.abs(after));
            if (level && at + side >= 0 && at + side < kinks.length) {
                Place other = at(kinks[at + side], here.point);
                Place middle = at((kinks[at] + kinks[at + side]) / 2, here.point);
                double range = Math.max(Math.abs(other.value - here.value), Math.abs(middle.value - here.value));
                if (range * objective.weight() < SAME) {
                    return new Maximum(middle.point, at, at + side);
                }
            }
        }
        return new Maximum(here.point, at, -1);
    }

    /** Where the slope is zero between two kinks. */
    private double[] between(Place here, double from, double to) {
        double low = Math.min(from, to);
        double high = Math.max(from, to);
        double[] point = here.point;
        for (int i = 0; i < HALVINGS; i++) {
            Place middle = at(low + (high - low) / 2, point);
            point = middle.point;
            if (slope(point) < 0) {
                low = point[coordinate];
            } else {
                high = point[coordinate];
            }
        }
        return point;
    }

    private int nearest(double value) {
        int best = 0;
        for (int i = 1; i < kinks.length; i++) {
            best = Math.abs(kinks[i] - value) < Math.abs(kinks[best] - value) ? i : best;
        }
        return best;
    }

    /** The best of the other coordinates with the one at a place. */
    private Place at(double value, double[] from) {
        double[] point = with(from, value);
        if (point.length == 1) {
            return new Place(point, objective.value(point), true);
        }
        double[] others = new double[point.length - 1];
        for (int i = 0, j = 0; i < point.length; i++) {
            if (i != coordinate) {
                others[j++] = point[i];
            }
        }
        Solution s = solver.minimise(held.apply(value), others);
        for (int i = 0, j = 0; i < point.length; i++) {
            if (i != coordinate) {
                point[i] = s.point()[j++];
            }
        }
        return new Place(point, s.jet().value(), s.converged());
    }

    private double[] with(double[] point, double value) {
        double[] other = point.clone();
        other[coordinate] = value;
        return other;
    }

    private double slope(double[] point) {
        Jet jet = new Jet(point.length, 1);
        objective.at(point, jet);
        return jet.gradient()[coordinate];
    }
}
