package mle.fit;

import java.util.ArrayList;
import java.util.List;
import mle.data.EmpiricalDistribution;
import mle.solve.Newton;
import mle.solve.Solution;
import mle.solve.Status;

/**
 * What the likelihood of a sample does around a point of a search and on ways from it: how far out it lies, whether it rises, is flat
 * or settles there, and whether rounding lets that be seen.
 */
final class Neighbourhood {
    /** How far out, on a log or logit scale, a coordinate is followed from at most. */
    private static final double NEAR = 20;

    /** The information of a sample on a log or logit scale below which nothing is known: a standard error of 1000. */
    static final double NO_CURVATURE = 1e-6;

    /** Steps over which a likelihood of any shape is straight. */
    private static final double[] SMALL_STEPS = {1e-7, 2.7e-7, 7.3e-7};

    /** The nats that say nothing of a parameter, over its whole range. */
    private static final double NOTHING = 1e-8;

    /** Places on a log or logit scale that are apart enough to be told apart by any sample that knows of them. */
    private static final double[] RANGE = {-5, -2, 0, 2, 5};

    /** The nats up to which the likelihood of a sample must be certain for a claim about an edge or a maximum far out. */
    private static final double CERTAIN = 1e-4;

    /** What rounding may take from or add to a loss that leaves no doubt. */
    private static final double OF_A_LOSS = 1e-3;

    /** The steps on a log or logit scale by which the way out is looked along, longer ones where they would be many. */
    private static final double LOOK = 4;

    private static final double MOST_LOOKS = 64;

    /** So many times the data, a location that is searched in vain goes on to infinity. */
    private static final double BEYOND_DATA = 1000;

    static final double SETTLED = 1e-6;

    private final Report report;
    private final EmpiricalDistribution data;
    private final FamilyPlan plan;
    private final Mle.Moves moves;
    private final CrossEntropy objective;
    private final double reach;

    Neighbourhood(Report report) {
        this.report = report;
        this.data = report.data();
        this.plan = report.plan();
        this.moves = report.moves();
        this.objective = report.objective();
        this.reach = moves.view().reach(data);
    }

    /** How far out, on a log or logit scale, is far for the data. */
    double reach() {
        return reach;
    }

    double value(double[] point) {
        return objective.value(point);
    }

    /** The coordinate that went off to infinity, or -1: the one of largest travel, or one far out on a log or logit scale. */
    int wanderer(Solution s) {
        if (s.status() == Status.RUNAWAY) {
            return FamilyPlan.runaway(s);
        }
        int far = plan.farOut(s, reach);
        return far < 0 && s.status() == Status.NOT_REACHED ? farOnLine(s) : far;
    }

    /** The coordinate on the line that is farthest beyond the data, if one is far beyond them; else -1. */
    private int farOnLine(Solution s) {
        double most = BEYOND_DATA * Math.max(1, moves.view().largest(data));
        int far = -1;
        for (int i = 0; i < s.point().length; i++) {
            if (plan.onLine(i) && Math.abs(s.point()[i]) > most) {
                far = i;
                most = Math.abs(s.point()[i]);
            }
        }
        return far;
    }

    /** A coordinate far out on a log or logit scale where the whole sample's curvature is none but rounding, or -1. */
    int unresolved(Solution s) {
        int far = plan.farOut(s, reach);
        return far >= 0 && s.jet().hessian(far, far) * objective.weight() < NO_CURVATURE ? far : -1;
    }

    /**
     * A coordinate of which the sample says nothing, so that its maximum is made by rounding, or -1: one with a standard error
     * above 1000 in units in which it and the data are at most 1.
     *
     * @param variances the inverse of the information, packed
     */
    int unknown(Solution s, double[] variances) {
        double largest = Math.max(1, moves.view().largest(data));
        double most = 1 / NO_CURVATURE;
        int unknown = -1;
        for (int i = 0; i < s.point().length && plan.family().components().isEmpty(); i++) {
            double size = plan.onLine(i) ? Math.max(largest, Math.abs(s.point()[i])) : 1;
            double variance = variances[i * (i + 3) / 2] / size / size;
            if (variance > most) {
                most = variance;
                unknown = i;
            }
        }
        return unknown;
    }

    /** Whether a coordinate on a log or logit scale changes nothing over a wide range. */
    boolean isFlat(Solution s, int coordinate) {
        double value = s.jet().value();
        for (double other : RANGE) {
            double[] moved = s.point().clone();
            moved[coordinate] = other;
            if (plan.onLine(coordinate) || !(Math.abs(value(moved) - value) * objective.weight() < NOTHING)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a maximum that lies far out may be made by rounding: whether, on the way out, the likelihood of the sample is
     * uncertain by more than {@link #CERTAIN} and is not far below that maximum. A density written with terms that cancel there, such as
     * lgamma(x + size) - lgamma(size), has such maxima.
     */
    boolean clouded(double[] end) {
        for (int i = 0; i < end.length; i++) {
            double size = Math.abs(end[i]);
            double step = Math.max(LOOK, (size - reach) / MOST_LOOKS);
            for (double out = reach; !plan.onLine(i) && size > reach && out < size + step; out += step) {
                double[] point = end.clone();
                point[i] = Math.copySign(Math.min(out, size), end[i]);
                double loss = (value(point) - value(end)) * objective.weight();
                if (isNoise(point, i, Math.max(CERTAIN, loss * OF_A_LOSS))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether the likelihood changes, over steps too small to matter, by more than so many nats in no regular way. */
    private boolean isNoise(double[] point, int coordinate, double certain) {
        double middle = value(point);
        double most = 0;
        for (double step : SMALL_STEPS) {
            double[] beside = point.clone();
            beside[coordinate] = point[coordinate] + step;
            double above = value(beside);
            beside[coordinate] = point[coordinate] - step;
            most = Math.max(most, Math.abs(above - 2 * middle + value(beside)));
        }
        return most * objective.weight() > certain;
    }

    /** Where a coordinate is followed from. */
    double from(Solution s, int coordinate) {
        double reached = s.point()[coordinate];
        return plan.onLine(coordinate) ? reached : Math.max(-NEAR, Math.min(NEAR, reached));
    }

    /** The best points with one coordinate ever farther out from a place; shorter where the way is lost. */
    List<double[]> follow(Solution s, int coordinate, boolean up, double from, double[] reaches) {
        List<double[]> path = new ArrayList<>();
        double[] point = s.point();
        for (double away : reaches) {
            double[] next = point.clone();
            next[coordinate] = from + (up ? away : -away);
            if (next.length > 1) {
                next = data.regions().isPresent() ? besideOthers(path, point, next, coordinate) : next;
                Held others = new Held(objective, coordinate, next[coordinate]);
                double[] found = others.whole(Newton.withDefaults()
                        .minimise(others, others.others(next))
                        .point());
                next = isHigher(next, found) ? next : found;
            }
            if (!Double.isFinite(value(next)) || isNoise(next, coordinate, CERTAIN)) {
                return path;
            }
            path.add(next);
            point = next;
        }
        return path;
    }

    /**
     * The point moved along a coordinate, or, if that is better, one in which another that may grow in proportion does so too, or
     * in which all others go on as they did.
     */
    private double[] besideOthers(List<double[]> path, double[] point, double[] moved, int coordinate) {
        double ratio = plan.onLine(coordinate)
                ? moved[coordinate] / point[coordinate]
                : StrictMath.exp(moved[coordinate] - point[coordinate]);
        double[] best = moved;
        for (int i = 0; i < point.length && ratio > 0 && ratio < Double.POSITIVE_INFINITY; i++) {
            if (i != coordinate) {
                double[] other = moved.clone();
                other[i] = plan.onLine(i) ? point[i] * ratio : point[i] + StrictMath.log(ratio);
                best = isHigher(other, best) ? other : best;
            }
        }
        if (path.size() > 1) {
            double[] before = path.get(path.size() - 2);
            double times = (moved[coordinate] - point[coordinate]) / (point[coordinate] - before[coordinate]);
            double[] onwards = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                onwards[i] = i == coordinate ? moved[i] : point[i] + times * (point[i] - before[i]);
            }
            best = isHigher(onwards, best) ? onwards : best;
        }
        return best;
    }

    /** Whether the likelihood is higher at one point than at another, not for rounding alone. */
    private boolean isHigher(double[] point, double[] other) {
        return (value(other) - value(point)) * objective.weight() > SETTLED;
    }

    /** Whether the likelihood rises in proportion to the way on a log scale, of which the last step is twice the one before. */
    boolean isSteadyRise(List<double[]> path) {
        double n = objective.weight();
        double middle = (value(path.get(2)) - value(path.get(3))) * n;
        double last = (value(path.get(3)) - value(path.get(4))) * n;
        return middle > SETTLED && last > 1.5 * middle;
    }

    /** Whether a likelihood rises along a path, to a bound. */
    boolean settles(List<double[]> path) {
        double[] f = path.stream().mapToDouble(this::value).toArray();
        double n = objective.weight();
        boolean rising = f[4] <= f[0] + SETTLED / n && f[3] <= f[0] + SETTLED / n;
        return rising && Math.abs(f[3] - f[4]) * n < SETTLED && !clouded(path.get(path.size() - 1));
    }
}
