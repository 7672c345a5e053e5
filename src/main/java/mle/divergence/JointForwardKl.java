package mle.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import mle.data.EmpiricalDistribution;
import mle.family.Family;
import mle.family.IndependentFamily;
import mle.family.Parameter;
import mle.fit.Digits;
import mle.fit.Estimate;
import mle.fit.Fit;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Outcome;
import mle.solve.Outcome.Kind;

/**
 * The forward projection of a known distribution p of rows: the member q of a family with the least D(p‖q). A normal one has the
 * mean and the covariance of p, in any number of columns; for other families p is made into weighted rows, the nodes of a cubature
 * over two dimensions, all rows of counts, or fixed draws, which are fitted as data are.
 */
public final class JointForwardKl {
    private static final Work NO_WORK = new Work("moments", 0, 0, Double.NaN, Double.NaN, 0, 0, 0);

    /** Errors of draws within which two numbers agree. */
    private static final int FEW = 3;

    private final JointDensity target;

    private JointForwardKl(JointDensity target) {
        this.target = target;
    }

    /** The projections of a target. */
    public static JointForwardKl of(JointDensity target) {
        return new JointForwardKl(target);
    }

    /** The projection onto a family. */
    public Projection onto(Family family) {
        return onto(Mle.of(family));
    }

    /**
     * The projection onto a family with parameters held or a solver of one's own.
     *
     * @throws IllegalArgumentException if the target has mass outside the support of the family, or too many columns for a cubature
     */
    public Projection onto(Mle asked) {
        long began = System.nanoTime();
        checkSpace(asked.family());
        if (target.isDrawn() && !(isOfMoments(asked) && target.hasMoments())) {
            return drawn(asked, began);
        }
        if (asked.family().name().equals("mvnormal") && asked.fixed().isEmpty()) {
            return ofMoments(asked, began);
        }
        if (asked.fixed().isEmpty() && JointMembers.isIndependentNormal(asked.family())) {
            return ofMargins(asked, began);
        }
        EmpiricalDistribution rows = rows(JointMembers.space(asked.family()));
        return asked.family() instanceof IndependentFamily independent
                ? apart(asked, independent, rows, began)
                : projection(asked, Found.of(asked.fitTo(rows)), began);
    }

    private static boolean isOfMoments(Mle asked) {
        return asked.fixed().isEmpty()
                && (asked.family().name().equals("mvnormal") || JointMembers.isIndependentNormal(asked.family()));
    }

    private void checkSpace(Family family) {
        Space space = JointMembers.space(family);
        if (!target.space().isOfTheKindOf(space)) {
            throw new IllegalArgumentException(family.name() + " is of " + space.inWords() + ", " + target + " of "
                    + target.space().inWords());
        }
        for (JointComponent component : target.components()) {
            Optional<String> outside = component.space().outside(space);
            if (outside.isPresent()) {
                throw new IllegalArgumentException(target + " has mass at " + outside.get() + ", where no "
                        + family.name() + " has: its divergence from each is infinite");
            }
        }
    }

    /**
     * What a search came to, with all parameters of the family.
     *
     * @param errors of the parameters because of draws, 0 where there are none
     * @param error of the cross entropy, as those
     * @param loss nats that these cost
     */
    private record Found(
            Outcome outcome,
            double[] values,
            double crossEntropy,
            Work work,
            double[] errors,
            double error,
            double loss) {
        static Found exact(Outcome outcome, double[] values, double crossEntropy, Work work) {
            return new Found(outcome, values, crossEntropy, work, new double[values.length], 0, 0);
        }

        static Found of(Fit fit) {
            return exact(fit.outcome(), values(fit), fit.crossEntropy(), fit.work());
        }

        static Found of(DrawnForwardKl drawn) {
            Outcome outcome = drawn.fit().outcome();
            if (outcome.kind().found()) {
                String told = " over " + drawn.draws() + " draws";
                outcome = drawn.loss() <= DrawnForwardKl.TOLERANCE
                        ? new Outcome(
                                outcome.kind(),
                                (outcome.kind() == Kind.CONVERGED ? Projection.INTERIOR.message() : outcome.message())
                                        + told,
                                outcome.parameters(),
                                outcome.direction())
                        : Outcome.of(
                                Kind.NOT_REACHED,
                                "the sampling error still costs " + Digits.scientific(drawn.loss(), 1) + " nats" + told
                                        + ", above the tolerance of " + DrawnForwardKl.TOLERANCE);
            }
            return new Found(
                    outcome,
                    values(drawn.fit()),
                    drawn.fit().crossEntropy(),
                    drawn.fit().work(),
                    drawn.errors(),
                    drawn.error(),
                    drawn.loss());
        }

        private static double[] values(Fit fit) {
            return fit.parameters().stream().mapToDouble(Estimate::value).toArray();
        }
    }

    // ---- moments ----

    private Projection ofMargins(Mle asked, long began) {
        RowMoments moments = target.moments();
        int d = target.dimension();
        double[] values = new double[2 * d];
        double crossEntropy = 0;
        for (int i = 0; i < d; i++) {
            values[2 * i] = moments.mean()[i];
            values[2 * i + 1] = Math.sqrt(moments.covariance()[i][i]);
            crossEntropy += Gaussian.LOG_2_PI_E / 2 + StrictMath.log(values[2 * i + 1]);
        }
        return projection(asked, found(asked, moments, Projection.INTERIOR, values, crossEntropy), began);
    }

    /** Found by moments, if these exist. */
    private Found found(Mle asked, RowMoments moments, Outcome outcome, double[] values, double crossEntropy) {
        return moments.isFinite()
                ? Found.exact(outcome, values, crossEntropy, NO_WORK)
                : Found.exact(
                        Outcome.of(
                                Kind.NO_MAXIMUM,
                                "the divergence is infinite from every member: " + target + " has no covariance"),
                        new double[asked.family().parameters().size()],
                        Double.NaN,
                        NO_WORK);
    }

    private Projection ofMoments(Mle asked, long began) {
        RowMoments moments = target.moments();
        if (!moments.isFinite()) {
            return projection(asked, found(asked, moments, Projection.INTERIOR, new double[0], Double.NaN), began);
        }
        int size = asked.family().parameters().size();
        int d = target.dimension();
        double[] values = new double[size];
        System.arraycopy(moments.mean(), 0, values, 0, d);
        for (int i = 0, k = d; i < d; i++) {
            for (int j = i; j < d; j++) {
                values[k++] = moments.covariance()[i][j];
            }
        }
        Optional<Gaussian> gaussian = Gaussian.of(moments.mean(), moments.covariance());
        if (gaussian.isEmpty()) {
            Outcome flat = Outcome.of(
                    Kind.UNBOUNDED,
                    "the target lies in a plane: the divergence falls without end as the variance across it -> 0");
            return projection(asked, Found.exact(flat, values, Double.NaN, NO_WORK), began);
        }
        // E_p log q has the covariance of p in it as q does, so that the cross entropy is the entropy of q.
        return projection(
                asked,
                found(
                        asked,
                        moments,
                        Projection.INTERIOR,
                        values,
                        gaussian.get().entropy().value()),
                began);
    }

    // ---- rows ----

    /** The target as rows with weights. */
    private EmpiricalDistribution rows(Space space) {
        int d = target.dimension();
        var logP = target.function();
        List<JointIntegral.Node> nodes = target
                .integrate(
                        (row, out) -> {
                            out[0] = 1;
                            out[1] = logP.applyAsDouble(row);
                            for (int i = 0; i < d; i++) {
                                out[2 + 2 * i] = row[i];
                                out[3 + 2 * i] = row[i] * row[i];
                            }
                        },
                        2 + 2 * d)
                .nodes()
                .get()
                .stream()
                .filter(n -> n.mass() > 0 && space.contains(n.row()))
                .toList();
        return EmpiricalDistribution.of(
                nodes.stream().map(JointIntegral.Node::row).toArray(double[][]::new),
                nodes.stream()
                        .mapToDouble(n -> ForwardKl.OBSERVATIONS * n.mass())
                        .toArray());
    }

    /** Each column onto its family: independent columns have the divergence of the margins in them, and nothing else. */
    private Projection apart(Mle asked, IndependentFamily family, EmpiricalDistribution rows, long began) {
        Columns columns = new Columns();
        for (int k = 0; k < family.parts().size(); k++) {
            Fit fit = ofColumn(asked, family, k).fitTo(rows.margin(k).collapsed());
            columns.add(
                    k,
                    fit.parameters().stream().map(Estimate::value).toList(),
                    fit.outcome(),
                    fit.crossEntropy(),
                    fit.work());
        }
        return projection(asked, columns.found(asked), began);
    }

    private static Mle ofColumn(Mle asked, IndependentFamily family, int k) {
        String number = Integer.toString(k + 1);
        Mle column = Mle.of(family.parts().get(k)).withSolver(asked.solver());
        for (Parameter p : column.family().parameters()) {
            Double held = asked.fixed().get(p.name() + number);
            column = held == null ? column : column.withFixed(p.name(), held);
            Double start = asked.start().get(p.name() + number);
            column = start == null ? column : column.withStart(p.name(), start);
        }
        return column;
    }

    /** What was found of the columns one by one. */
    private static final class Columns {
        private final List<Double> values = new ArrayList<>();
        private final List<String> onEdge = new ArrayList<>();
        private Outcome outcome = Projection.INTERIOR;
        private double crossEntropy;
        private int iterations;
        private int evaluations;
        private int count;

        void add(int k, List<Double> ofColumn, Outcome ending, double itsCrossEntropy, Work work) {
            values.addAll(ofColumn);
            ending.parameters().forEach(name -> onEdge.add(name + (k + 1)));
            boolean worse = ending.kind() != Kind.CONVERGED && outcome.kind().found();
            outcome = worse ? ending : outcome;
            crossEntropy += itsCrossEntropy;
            iterations += work.iterations();
            evaluations += work.evaluations();
            count++;
        }

        Found found(Mle asked) {
            Work work = new Work(asked.solver().name(), iterations, evaluations, Double.NaN, Double.NaN, 0, count, 0);
            return Found.exact(
                    new Outcome(outcome.kind(), outcome.message(), onEdge, outcome.direction()),
                    values.stream().mapToDouble(v -> v).toArray(),
                    crossEntropy,
                    work);
        }
    }

    /** By the margins where they are known, else by draws. */
    private Projection drawn(Mle asked, long began) {
        if (asked.family() instanceof IndependentFamily independent
                && target.margin(0).isPresent()) {
            return ofKnownMargins(asked, independent, began);
        }
        if (isOfMoments(asked) && target.lacksCovariance()) {
            return ofMoments(asked, began);
        }
        DrawnForwardKl drawn = DrawnForwardKl.of(target, JointMembers.space(asked.family()), asked);
        return projection(asked, Found.of(drawn), began);
    }

    /** Each known margin onto its family. */
    private Projection ofKnownMargins(Mle asked, IndependentFamily family, long began) {
        Columns columns = new Columns();
        for (int k = 0; k < family.parts().size(); k++) {
            Projection p = ForwardKl.of(target.margin(k).orElseThrow()).onto(ofColumn(asked, family, k));
            columns.add(
                    k,
                    p.parameters().stream().map(Projection.Value::value).toList(),
                    p.outcome(),
                    p.divergence().crossEntropy(),
                    p.work());
        }
        return projection(asked, columns.found(asked), began);
    }

    // ---- the result ----

    private Projection projection(Mle asked, Found best, long began) {
        boolean plain = best.outcome().kind() == Kind.CONVERGED && best.loss() == 0;
        Outcome outcome = plain ? Projection.INTERIOR : best.outcome();
        Divergence divergence = Divergence.NONE;
        if (outcome.kind().found()) {
            double total = target.space().total();
            divergence = JointMembers.orLimit(asked.family(), best.values(), total)
                    .filter(q -> !target.isDrawn() || target.hasSamplers())
                    .map(q -> JointDivergence.within(target, q))
                    .orElseGet(() -> ofRows(best.crossEntropy()));
            double precise = ForwardKl.PRECISE * (1 + Math.abs(divergence.crossEntropy()));
            if (target.isDrawn()) {
                precise += FEW * (divergence.error() + best.error());
            }
            if (Double.isInfinite(divergence.divergence())) {
                outcome = Outcome.of(
                        Kind.NO_MAXIMUM, "the divergence is infinite from every member: " + divergence.note());
            } else if (!(Math.abs(divergence.crossEntropy() - best.crossEntropy()) <= precise)
                    || !(divergence.error() <= precise)) {
                outcome = ForwardKl.OUT_OF_REACH;
            }
        }
        boolean found = outcome.kind().found();
        List<Parameter> parameters = asked.family().parameters();
        Work w = best.work();
        return new Projection(
                Projection.Direction.FORWARD,
                target,
                asked.family(),
                outcome,
                IntStream.range(0, parameters.size())
                        .mapToObj(i -> {
                            String name = parameters.get(i).name();
                            boolean held = asked.fixed().containsKey(name);
                            return new Projection.Value(
                                    name,
                                    found || held ? best.values()[i] : Double.NaN,
                                    held,
                                    found ? best.errors()[i] : 0);
                        })
                        .toList(),
                found ? divergence : Divergence.NONE,
                new Work(
                        w.solver(),
                        w.iterations(),
                        w.evaluations(),
                        w.decrement(),
                        w.gradientNorm(),
                        (System.nanoTime() - began) / 1e9,
                        w.starts(),
                        w.best()));
    }

    /** The divergence as the rows tell it: of a member on an edge of which no family is known. */
    private Divergence ofRows(double crossEntropy) {
        if (target.isDrawn() && !target.hasSamplers()) {
            double none = Double.NaN;
            String why = "the entropy of " + target + " is not known: a cubature is over two dimensions";
            return new Divergence(
                    none, crossEntropy, none, 0, Divergence.Method.CLOSED_FORM, Divergence.Unit.NATS, why);
        }
        Divergence self = JointDivergence.within(target, target);
        return new Divergence(
                self.entropy(),
                crossEntropy,
                Math.max(0, crossEntropy - self.entropy()),
                self.error() + 1e-12 * Math.abs(crossEntropy),
                self.method(),
                Divergence.Unit.NATS,
                "");
    }
}
