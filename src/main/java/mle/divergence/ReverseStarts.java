package mle.divergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.expr.Program;
import mle.fit.Mle;

/**
 * Where searches for reverse projections start: a family's own starts from parts of the target. The parts are the whole, every run
 * of neighbouring pieces that hold one mode each, what lies about each mode down to given heights, and what lies about the peak of
 * each component of a mixture; so that a peak inside of a broader one is not overlooked, and tails without moments don't matter.
 */
final class ReverseStarts {
    private static final int MOST_MODES = 6;
    private static final int STARTS_OF_PART = 2;
    private static final double NO_MASS = 1e-18;

    /** A fall and a rise of the log-density by this make a valley. */
    private static final double DIP = 0.01;

    /** Nats below a peak down to which a part goes: of a normal, one and two and 3.5 standard deviations. */
    private static final double[] DEPTHS = {0.5, 2, 6};

    private static final double DEPTH_OF_COMPONENT = 2;

    private final Density target;
    private final Mle asked;
    private final Candidate candidate;
    private final ToDoubleFunction<double[]> objective;
    private final List<double[]> finite = new ArrayList<>();
    private final List<double[]> infinite = new ArrayList<>();

    private ReverseStarts(Density target, Mle asked, Candidate candidate, ToDoubleFunction<double[]> objective) {
        this.target = target;
        this.asked = asked;
        this.candidate = candidate;
        this.objective = objective;
        search();
    }

    /** The starts for a target; from one's own, if there is one, there is one search. */
    static ReverseStarts of(Density target, Mle asked, Candidate candidate, ToDoubleFunction<double[]> objective) {
        return new ReverseStarts(target, asked, candidate, objective);
    }

    /** Points of the line at which the divergence is finite. */
    List<double[]> finite() {
        return finite;
    }

    /** Points of the line at which the divergence is infinite. */
    List<double[]> infinite() {
        return infinite;
    }

    private void search() {
        List<Integral.Node> nodes = nodes(target);
        if (!asked.start().isEmpty()) {
            add(nodes, 1);
            return;
        }
        List<List<Integral.Node>> pieces = pieces(nodes);
        for (int from = 0; from < pieces.size(); from++) {
            for (int to = from; to < pieces.size(); to++) {
                add(pieces.subList(from, to + 1).stream().flatMap(List::stream).toList(), STARTS_OF_PART);
            }
        }
        for (List<Integral.Node> piece : pieces) {
            for (double depth : DEPTHS) {
                add(peak(target, piece, depth), 1);
            }
        }
        for (int k = 0; k < target.components().size() && target.components().size() > 1; k++) {
            Density component = target.part(k);
            add(peak(component, nodes(component), DEPTH_OF_COMPONENT), 1);
        }
    }

    /** A target as points, where the family has density. */
    private List<Integral.Node> nodes(Density density) {
        return density.nodes().stream()
                .filter(n -> n.mass() > NO_MASS && candidate.family().support().contains(n.x()))
                .sorted(Comparator.comparingDouble(Integral.Node::x))
                .toList();
    }

    /** The points divided between the modes, at the lowest points. */
    private List<List<Integral.Node>> pieces(List<Integral.Node> nodes) {
        double[] logs =
                nodes.stream().mapToDouble(n -> target.logDensity(n.x())).toArray();
        List<List<Integral.Node>> pieces = new ArrayList<>();
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        int first = 0;
        int at = 0;
        boolean falling = false;
        for (int i = 0; i < logs.length; i++) {
            if (logs[i] < highest - DIP) {
                falling = true;
            }
            if (falling && logs[i] < lowest) {
                lowest = logs[i];
                at = i;
            }
            if (falling && logs[i] > lowest + DIP) {
                if (pieces.size() < MOST_MODES - 1) {
                    pieces.add(nodes.subList(first, at + 1));
                    first = at + 1;
                }
                falling = false;
                lowest = Double.POSITIVE_INFINITY;
                highest = logs[i];
            }
            highest = Math.max(highest, logs[i]);
        }
        pieces.add(nodes.subList(first, nodes.size()));
        return pieces;
    }

    /** The points at which a density, as one of the line of the family's support, is not far below its highest. */
    private List<Integral.Node> peak(Density density, List<Integral.Node> nodes, double depth) {
        Coordinate line = Coordinate.of(candidate.family().support());
        Program slope = Program.of(List.of(line.logSlope()), List.of(line.symbol()));
        double[] heights = nodes.stream()
                .mapToDouble(n -> density.logDensity(n.x()) + slope.values(new double[] {line.t(n.x())})[0])
                .toArray();
        double highest = Double.NEGATIVE_INFINITY;
        for (double height : heights) {
            highest = height > highest ? height : highest;
        }
        double floor = highest - depth;
        return IntStream.range(0, heights.length)
                .filter(i -> heights[i] >= floor)
                .mapToObj(nodes::get)
                .toList();
    }

    /** The best few of the family's own starts from points. */
    private void add(List<Integral.Node> part, int most) {
        if (part.size() < 2) {
            return;
        }
        double mass = part.stream().mapToDouble(Integral.Node::mass).sum();
        EmpiricalDistribution p = EmpiricalDistribution.of(
                part.stream().mapToDouble(Integral.Node::x).toArray(),
                part.stream()
                        .mapToDouble(n -> ReverseObjective.WEIGHT * n.mass() / mass)
                        .toArray());
        record Start(double[] point, double value) {}
        List<Start> all = candidate.family().starts(p).stream()
                .map(asked::startFrom)
                .map(candidate::point)
                .map(point -> new Start(point, objective.applyAsDouble(point)))
                .toList();
        all.stream().filter(s -> s.value() == Double.POSITIVE_INFINITY).forEach(s -> infinite.add(s.point()));
        all.stream()
                .filter(s -> Double.isFinite(s.value()))
                .sorted(Comparator.comparingDouble(Start::value))
                .limit(most)
                .forEach(s -> finite.add(s.point()));
    }
}
