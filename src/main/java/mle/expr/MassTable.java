package mle.expr;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The mass of a density at given parameters below and above any point, with the derivatives of both logarithms by the
 * parameters: moments of the scores under the integral. The whole line is collected once; what is beyond a point is the sum
 * of the stretches beyond it and a part of one, or, far out, an integral of its own, relative to the density there.
 *
 * <p>It is told only what is known: if the whole is not 1 or an integral does not settle, the answer is no number; neither is a
 * derivative if the scores of the whole have a mean or their identity of information (Bartlett 1953) does not hold, as where
 * an end moves with a parameter.
 */
final class MassTable {
    /** Above so small a share of the mass the table is as precise as its stretches. */
    private static final double FAR = 1e-6;

    /** A tail of more than this share of the stretch in which it ends is told by the points of that. */
    private static final double PART = 0.1;

    private static final double[] NONE = {};

    /** How far the whole may be from 1, and the logarithm of a tail, by its own estimate, from the truth relative to its size. */
    private static final double CERTAIN = 1e-9;

    /** How far the identities may be from holding. */
    private static final double REGULAR = 1e-6;

    /** So far out on the line a density of zero may be one whose squares overflow. */
    private static final double LARGE = 1e100;

    private final DensityLine line;
    private final int parameters;
    private final Anchors anchors;
    private final Stretch[] stretches;
    private final double reference;
    private final double[] below;
    private final double[] above;
    private final boolean settled;

    /** Of the stretches below and above each; made when a derivative is first asked. */
    private ScoreMoments[] scoresBelow;

    private ScoreMoments[] scoresAbove;

    /** At the points of each stretch. */
    private double[][][] scoresAt;

    private boolean regular;
    private final int[] kinks;
    private final double[] kinkPlaces;
    private double[][] kinkJumps;

    MassTable(DensityFormula formula, double[] parameters) {
        this.line = new DensityLine(formula, parameters);
        this.parameters = formula.parameters();
        this.kinks = Arrays.stream(formula.kinks())
                .filter(k -> formula.lower() < parameters[k] && parameters[k] < formula.upper())
                .toArray();
        this.kinkPlaces = Arrays.stream(kinks).mapToDouble(k -> parameters[k]).toArray();
        this.anchors = Anchors.of(line);
        Collector all = collect(line.lowest(), line.highest());
        List<Stretch> sorted = new ArrayList<>(all.stretches());
        sorted.sort((a, b) -> Double.compare(a.low(), b.low()));
        this.stretches = sorted.toArray(Stretch[]::new);
        this.reference = all.reference();
        int n = stretches.length;
        this.below = new double[n + 1];
        this.above = new double[n + 1];
        for (int i = 0; i < n; i++) {
            below[i + 1] = below[i] + stretches[i].mass();
            above[n - 1 - i] = above[n - i] + stretches[n - 1 - i].mass();
        }
        this.settled = isSettled(all, 1);
    }

    private static boolean isSettled(Collector c, double size) {
        return c.doubt() <= CERTAIN * size * c.total() && !c.exhausted();
    }

    /** What the density adds up to. */
    double whole() {
        return settled ? above[0] * StrictMath.exp(reference) : Double.NaN;
    }

    /**
     * The means of other formulas; NaN for all where the mass is not 1, and for one whose integral does not settle in a tail.
     *
     * @param programs the formulas, for each way of telling the variable
     * @param count how many there are
     */
    double[] means(Program[] programs, int count) {
        double[] means = new double[count];
        if (!(Math.abs(whole() - 1) <= CERTAIN)) {
            Arrays.fill(means, Double.NaN);
            return means;
        }
        double[] sizes = new double[count];
        double[] inEnds = new double[count];
        double[] values = new double[count];
        double[][] registers = new double[programs.length][];
        int last = stretches.length - 1;
        for (int i = 0; i <= last; i++) {
            boolean inTail = i == 0 && !ends(line.lowest()) || i == last && !ends(line.highest());
            for (int n = 0; n < stretches[i].at().length; n++) {
                double share = stretches[i].shares()[n];
                if (share > 0) {
                    line.values(programs, registers, stretches[i].at()[n], values);
                }
                for (int k = 0; share > 0 && k < count; k++) {
                    means[k] += share * values[k];
                    sizes[k] += share * Math.abs(values[k]);
                    inEnds[k] += inTail ? share * Math.abs(values[k]) : 0;
                }
            }
        }
        for (int k = 0; k < count; k++) {
            boolean lost = stretches.length > 1 && !(inEnds[k] <= CERTAIN * sizes[k]);
            means[k] = lost ? Double.NaN : means[k] / above[0];
        }
        return means;
    }

    private static boolean ends(double end) {
        return !Double.isInfinite(end);
    }

    /** The two tails at a point, to second derivatives or only their values. */
    TailValues at(double x, boolean derivatives) {
        double y = line.integer() ? Math.floor(x) : line.coordinate(x);
        boolean reached = line.integer() || Math.abs(y) <= line.reach();
        if (!reached || !(Math.abs(whole() - 1) <= CERTAIN)) {
            return TailValues.UNKNOWN;
        }
        if (derivatives && scoresBelow == null) {
            takeScores();
        }
        int i = stretch(y);
        Tail tail = near(i, y, true);
        if (tail.mass > 0.5 * below[stretches.length]) {
            tail = near(i, y, false);
        }
        if (!(tail.mass > FAR * below[stretches.length])) {
            tail = far(y, tail.lower);
        }
        boolean lost = tail.mass == 0 && Math.abs(y) > LARGE && !line.transformed();
        double log = Math.min(StrictMath.log(tail.mass) + tail.own.reference(), 0);
        if (lost || !isSettled(tail.own, Math.max(1, -log))) {
            return TailValues.UNKNOWN;
        }
        if (!derivatives) {
            return TailValues.of(tail.lower, log);
        }
        return regular
                ? TailValues.of(tail.lower, log, moments(tail, x).derivatives(tail.mass), parameters)
                : TailValues.of(tail.lower, log).irregular(parameters);
    }

    /**
     * The mass on one side of a point.
     *
     * @param lower which side
     * @param own what was collected for it alone
     * @param part a stretch of the table of which it has a part, by its number; -1 for none
     * @param shares those of the points of that stretch in the part
     * @param rest the stretches of the table that belong to it as well: those up to or from this one; -1 for none
     * @param mass the mass of both, relative to the reference of its own
     */
    private record Tail(boolean lower, Collector own, int part, double[] shares, int rest, double mass) {}

    /** The stretch in which a point lies, or the number of them. */
    private int stretch(double y) {
        int low = 0;
        int high = stretches.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (stretches[middle].high() < y) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private Tail near(int i, double y, boolean lower) {
        Collector own = new Collector(line, reference);
        int rest = lower ? i : Math.min(i + 1, stretches.length);
        double others = lower ? below[rest] : above[rest];
        if (i < stretches.length) {
            Stretch s = stretches[i];
            double from = lower ? s.low() : Math.max(s.low(), next(y));
            double to = lower ? Math.min(s.high(), y) : s.high();
            if (line.integer() ? from <= to : from < to) {
                double[] shares = s.ray().shares(s, from, to);
                double mass =
                        shares == null ? 0 : others + Arrays.stream(shares).sum();
                if (mass > PART * s.mass()) {
                    return new Tail(lower, own, i, shares, rest, mass);
                }
                s.ray().collect(own, from, to);
            }
        }
        return new Tail(lower, own, -1, NONE, rest, own.total() + others);
    }

    private Tail far(double y, boolean lower) {
        Collector own = lower ? collect(line.lowest(), y) : collect(next(y), line.highest());
        return new Tail(lower, own, -1, NONE, -1, own.total());
    }

    private double next(double y) {
        return line.integer() ? y + 1 : y;
    }

    private ScoreMoments moments(Tail tail, double x) {
        ScoreMoments moments;
        if (tail.rest >= 0) {
            moments = new ScoreMoments(new double[parameters]);
            moments.add((tail.lower ? scoresBelow : scoresAbove)[tail.rest]);
            if (tail.part >= 0) {
                moments.add(scoresAt[tail.part], tail.shares, stretches[tail.part].mass());
            }
        } else {
            // About those of the point where the density is the largest: of far tails the scores differ little.
            moments = ScoreMoments.about(line, largest(tail.own), parameters);
        }
        tail.own.stretches().forEach(s -> moments.add(line, s));
        addKinks(
                moments,
                tail.own.reference(),
                tail.lower ? Double.NEGATIVE_INFINITY : x,
                tail.lower ? x : Double.POSITIVE_INFINITY);
        return moments;
    }

    /** What the kinks between two values add to second derivatives, of which the integral of the formulas knows nothing. */
    private void addKinks(ScoreMoments moments, double reference, double low, double high) {
        for (int k = 0; k < kinks.length; k++) {
            double place = kinkPlaces[k];
            if (low < place && place < high) {
                double share = StrictMath.exp(line.logByX(place) - reference);
                moments.addKink(kinks[k], share, kinkJumps[k]);
            }
        }
    }

    private static double largest(Collector collector) {
        double share = 0;
        double at = 0;
        for (Stretch s : collector.stretches()) {
            for (int n = 0; n < s.at().length; n++) {
                if (s.shares()[n] > share) {
                    share = s.shares()[n];
                    at = s.at()[n];
                }
            }
        }
        return at;
    }

    private void takeScores() {
        int n = stretches.length;
        scoresBelow = new ScoreMoments[n + 1];
        scoresAbove = new ScoreMoments[n + 1];
        scoresAt = new double[n][][];
        ScoreMoments[] each = new ScoreMoments[n];
        for (int i = 0; i < n; i++) {
            each[i] = new ScoreMoments(new double[parameters]);
            scoresAt[i] = line.scores(stretches[i], parameters);
            each[i].add(scoresAt[i], stretches[i].shares(), stretches[i].mass());
        }
        scoresBelow[0] = new ScoreMoments(new double[parameters]);
        scoresAbove[n] = new ScoreMoments(new double[parameters]);
        for (int i = 0; i < n; i++) {
            scoresBelow[i + 1] = sum(scoresBelow[i], each[i]);
            scoresAbove[n - 1 - i] = sum(scoresAbove[n - i], each[n - 1 - i]);
        }
        kinkJumps = Arrays.stream(kinkPlaces)
                .mapToObj(place -> line.scoreJump(place, parameters))
                .toArray(double[][]::new);
        ScoreMoments whole = sum(scoresBelow[n], scoresBelow[0]);
        addKinks(whole, reference, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
        regular = whole.vanish(REGULAR);
    }

    private ScoreMoments sum(ScoreMoments a, ScoreMoments b) {
        ScoreMoments sum = new ScoreMoments(new double[parameters]);
        sum.add(a);
        sum.add(b);
        return sum;
    }

    /** What lies between two places, from every maximum between them and from the ends. */
    private Collector collect(double from, double to) {
        double highest = Double.NEGATIVE_INFINITY;
        List<double[]> ways = new ArrayList<>();
        for (int k = 0; k < anchors.size(); k++) {
            double low = Math.max(from, k == 0 ? from : next(anchors.cut(line, k - 1)));
            double high = Math.min(to, anchors.cut(line, k));
            if (low <= high) {
                double start = Math.max(low, Math.min(high, anchors.places()[k]));
                double log = line.log(start);
                highest = Math.max(highest, log);
                ways.add(new double[] {start, low, high, log});
            }
        }
        Collector collector = new Collector(line, highest);
        ways.sort((a, b) -> Double.compare(b[3], a[3]));
        for (double[] way : ways) {
            if (way[3] > Double.NEGATIVE_INFINITY) {
                march(collector, way[0], way[1], way[2]);
            }
        }
        return collector;
    }

    private void march(Collector collector, double start, double low, double high) {
        if (line.integer()) {
            new CountRay(start, 1).march(collector, high);
            new CountRay(start - 1, -1).march(collector, low);
        } else if (low < start && start < high) {
            KronrodRay[] rays = KronrodRay.both(line, start);
            rays[1].march(collector, high);
            rays[0].march(collector, low);
        } else if (low < high) {
            boolean up = start <= low;
            KronrodRay.of(line, start, up ? 1 : -1).march(collector, up ? high : low);
        }
    }
}
