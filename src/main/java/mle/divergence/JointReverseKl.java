package mle.divergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.fit.Mle;
import mle.fit.Work;

/**
 * The reverse projections of a known distribution p of rows: the members q of a family at which D(q‖p) has a local minimum. As
 * in {@link ReverseKl} it is differentiated under the integral, which is a cubature over two dimensions, adapted anew to every q, or
 * a sum over all rows of counts: the objective is deterministic and precise to rounding. In more dimensions it is a mean over fixed
 * draws of q.
 */
public final class JointReverseKl {
    private static final int STARTS_OF_PART = 2;

    /** The error of an integral in a search; gradients are told to it, so that minima are to rather more digits than 8. */
    private static final double TOLERANCE = 1e-11;

    /** Parts of which all subsets are starts. */
    private static final int MOST_PARTS = 4;

    /** Rows of counts that are higher than their neighbours, as starts. */
    private static final int MOST_PEAKS = 6;

    private static final double AT_PEAK = 0.8;

    private final JointDensity target;

    private JointReverseKl(JointDensity target) {
        this.target = target;
    }

    /** The projections of a target. */
    public static JointReverseKl of(JointDensity target) {
        return new JointReverseKl(target);
    }

    /** The projections onto a family: all local minima that were found, the lowest first. */
    public List<Projection> onto(Family family) {
        return onto(Mle.of(family));
    }

    /**
     * The projections onto a family with parameters held, a start or a solver of one's own: all local minima that were found, the
     * lowest first; where there is none, one projection that says so.
     *
     * @throws IllegalArgumentException if the family has mass where the target has none, or there are too many columns
     */
    public List<Projection> onto(Mle asked) {
        long began = System.nanoTime();
        check(asked.family());
        Optional<Projection> known = ofNormal(asked, began);
        if (known.isPresent()) {
            return List.of(known.get());
        }
        if (target.isDrawn()
                || !target.isCounts() && target.dimension() - (target.space().shares() ? 1 : 0) > 2) {
            return new DrawnReverseKl(target, asked).all();
        }
        JointCandidate candidate = new JointCandidate(asked.family(), asked.fixed());
        ReverseObjective objective = objective(asked.family(), candidate);
        Minima minima = Minima.of(objective, starts(asked, candidate, objective), asked.solver());
        List<Projection> projections = new ArrayList<>();
        for (Minima.Minimum minimum : minima.found()) {
            projections.add(projection(asked, candidate, minima, minimum, began));
        }
        projections.addAll(ReverseLimits.of(asked, minima, this::onto));
        if (projections.isEmpty()) {
            projections.add(
                    Projection.noReverse(target, asked, minima.ending(candidate.names()), minima.starts(), began));
        }
        projections.sort(Projection.LOWEST_FIRST);
        return List.copyOf(projections);
    }

    private void check(Family family) {
        Space space = JointMembers.space(family);
        if (!space.isOfTheKindOf(target.space())) {
            throw new IllegalArgumentException(family.name() + " is of " + space.inWords() + ", " + target + " of "
                    + target.space().inWords());
        }
        Space own = new Space(space.columns(), space.shares(), target.space().total());
        Optional<String> outside = own.outside(target.space());
        if (outside.isPresent()) {
            throw new IllegalArgumentException("every " + family.name() + " has mass at " + outside.get()
                    + ", where the target " + target + " has none: their divergence from it is infinite");
        }
    }

    /** Of one normal onto normals in any number of columns: itself, or its conditional deviations (Bishop 2006, sec. 10.1.2). */
    private Optional<Projection> ofNormal(Mle asked, long began) {
        Optional<Gaussian> normal =
                target.components().size() == 1 && asked.fixed().isEmpty()
                        ? target.components().get(0).gaussian()
                        : Optional.empty();
        boolean apart = JointMembers.isIndependentNormal(asked.family());
        if (normal.isEmpty() || !apart && !asked.family().name().equals("mvnormal")) {
            return Optional.empty();
        }
        int d = target.dimension();
        double[] values = new double[asked.family().parameters().size()];
        double[] deviations = normal.get().conditionalDeviations();
        for (int i = 0, k = d; i < d; i++) {
            values[apart ? 2 * i : i] = normal.get().mean()[i];
            if (apart) {
                values[2 * i + 1] = deviations[i];
            }
            for (int j = i; j < d && !apart; j++) {
                values[k++] = target.moments().covariance()[i][j];
            }
        }
        return Optional.of(projection(
                asked,
                values,
                new Work("closed form", 0, 0, Double.NaN, Double.NaN, (System.nanoTime() - began) / 1e9, 0, 0)));
    }

    // ---- starts ----

    private List<double[]> starts(Mle asked, JointCandidate candidate, ReverseObjective objective) {
        List<double[]> starts = new ArrayList<>();
        boolean given = !asked.start().isEmpty();
        List<EmpiricalDistribution> parts = target.isCounts() ? peaks() : parts();
        for (EmpiricalDistribution part : given ? parts.subList(0, 1) : parts) {
            record Start(double[] point, double value) {}
            asked.family().starts(part).stream()
                    .map(asked::startFrom)
                    .map(candidate::point)
                    .map(point -> new Start(point, objective.value(point)))
                    .filter(s -> Double.isFinite(s.value()))
                    .sorted(Comparator.comparingDouble(Start::value))
                    .limit(given ? 1 : STARTS_OF_PART)
                    .forEach(s -> starts.add(s.point()));
        }
        return starts;
    }

    /** The whole target and, of a mixture, its parts and some of them together; of a formula, what lies about each mode. */
    private List<EmpiricalDistribution> parts() {
        List<JointComponent> components = target.components();
        int n = components.size();
        List<List<JointIntegral.Node>> nodes = new ArrayList<>();
        for (int k = 0; k < n; k++) {
            nodes.add(components
                    .get(k)
                    .integrate((row, out) -> out[0] = 1, 1)
                    .times(target.weights()[k])
                    .nodes()
                    .get());
        }
        List<EmpiricalDistribution> parts = new ArrayList<>();
        List<JointIntegral.Node> all = nodes.stream().flatMap(List::stream).toList();
        parts.add(data(all));
        for (int k = 0; k < n && n > 1; k++) {
            parts.add(data(nodes.get(k)));
        }
        for (int subset = 1; subset < 1 << n && n > 2 && n <= MOST_PARTS; subset++) {
            if (Integer.bitCount(subset) > 1 && Integer.bitCount(subset) < n) {
                List<JointIntegral.Node> some = new ArrayList<>();
                for (int k = 0; k < n; k++) {
                    some.addAll((subset >> k & 1) == 1 ? nodes.get(k) : List.of());
                }
                parts.add(data(some));
            }
        }
        if (n == 1
                && components.get(0) instanceof JointFormula formula
                && formula.modes().size() > 1) {
            for (double[] mode : formula.modes()) {
                parts.add(data(all.stream()
                        .filter(node -> nearest(formula.modes(), node.row()) == mode)
                        .toList()));
            }
        }
        return parts;
    }

    private static double[] nearest(List<double[]> modes, double[] row) {
        return modes.stream()
                .min(Comparator.comparingDouble(m -> square(m[0] - row[0]) + square(m[1] - row[1])))
                .orElseThrow();
    }

    private static double square(double x) {
        return x * x;
    }

    private static EmpiricalDistribution data(List<JointIntegral.Node> nodes) {
        double mass = nodes.stream().mapToDouble(JointIntegral.Node::mass).sum();
        List<JointIntegral.Node> there =
                nodes.stream().filter(n -> n.mass() > 0).toList();
        return EmpiricalDistribution.of(
                there.stream().map(JointIntegral.Node::row).toArray(double[][]::new),
                there.stream()
                        .mapToDouble(n -> ReverseObjective.WEIGHT * n.mass() / mass)
                        .toArray());
    }

    /** The whole target, and it with most of the mass on one of the rows that are likelier than those beside them. */
    private List<EmpiricalDistribution> peaks() {
        List<JointIntegral.Node> rows =
                target.integrate((row, out) -> out[0] = 1, 1).nodes().get();
        List<EmpiricalDistribution> parts = new ArrayList<>(List.of(data(rows)));
        List<JointIntegral.Node> peaks = rows.stream()
                .filter(a -> rows.stream().noneMatch(b -> isBeside(a.row(), b.row()) && b.mass() > a.mass()))
                .sorted(Comparator.comparingDouble((JointIntegral.Node a) -> -a.mass()))
                .limit(MOST_PEAKS)
                .toList();
        for (JointIntegral.Node peak : peaks) {
            parts.add(data(rows.stream()
                    .map(r -> new JointIntegral.Node(r.row(), (1 - AT_PEAK) * r.mass() + (r == peak ? AT_PEAK : 0)))
                    .toList()));
        }
        return parts;
    }

    private static boolean isBeside(double[] a, double[] b) {
        int differences = 0;
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            differences += a[i] == b[i] ? 0 : 1;
            sum += Math.abs(a[i] - b[i]);
        }
        return differences == 1
                || differences == 2
                        && sum == 2
                        && Arrays.stream(a).sum() == Arrays.stream(b).sum();
    }

    // ---- results ----

    private Projection projection(
            Mle asked, JointCandidate candidate, Minima minima, Minima.Minimum minimum, long began) {
        Work work = new Work(
                asked.solver().name(),
                minimum.solution().iterations(),
                minimum.solution().evaluations(),
                minimum.solution().decrement(),
                minimum.solution().gradientNorm(),
                (System.nanoTime() - began) / 1e9,
                minima.starts(),
                minimum.ended());
        return projection(asked, candidate.parameters(minimum.solution().point()), work);
    }

    private Projection projection(Mle asked, double[] values, Work work) {
        JointDensity q = JointMembers.of(asked.family(), values, target.space().total());
        return new Projection(
                Projection.Direction.REVERSE,
                target,
                asked.family(),
                Projection.INTERIOR,
                Projection.values(asked, values),
                JointDivergence.within(q, target),
                work);
    }

    /** D(q‖p), integrated over rows. */
    private ReverseObjective objective(Family family, JointCandidate candidate) {
        ToDoubleFunction<double[]> logP = target.function();
        return new ReverseObjective(candidate.dimension(), (point, order, count) -> {
            JointDensity q = JointMembers.of(
                    family, candidate.parameters(point), target.space().total());
            return q.integrate(functions(candidate, logP, point, order), count, TOLERANCE)
                    .values();
        });
    }

    private static JointComponent.Functions functions(
            JointCandidate candidate, ToDoubleFunction<double[]> logP, double[] point, int order) {
        int n = candidate.dimension();
        JointComponent.Functions logQ = candidate.function(point);
        double[] q = new double[candidate.count()];
        return (row, out) -> {
            logQ.at(row, q);
            ReverseObjective.integrand(q, logP.applyAsDouble(row), n, order, out);
        };
    }
}
