package mle.divergence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import mle.data.Suggestion;
import mle.family.Family;
import mle.fit.Digits;
import mle.fit.Mle;
import mle.fit.Work;
import mle.solve.Outcome;

/**
 * The member q of a family that is nearest to a target p: by D(p‖q), the forward projection, or by D(q‖p), the reverse one.
 *
 * @param direction which of the two
 * @param target p
 * @param family where q was looked for
 * @param outcome how the search ended
 * @param parameters the parameters of q, in the order of the family; NaN where none was found
 * @param divergence from p to q or from q to p; numbers are NaN where no q was found
 * @param work what the search took
 */
public record Projection(
        Direction direction,
        Target target,
        Family family,
        Outcome outcome,
        List<Value> parameters,
        Divergence divergence,
        Work work) {
    static final Comparator<Projection> LOWEST_FIRST =
            Comparator.comparingDouble(p -> p.divergence().divergence());

    static final Outcome INTERIOR = Outcome.of(
            Outcome.Kind.CONVERGED, "interior minimum of the divergence: gradient zero, Hessian positive definite");

    /** Parameters in the order of the family, with which of them were held. */
    static List<Value> values(Mle asked, double[] values) {
        List<Value> named = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            String name = asked.family().parameters().get(i).name();
            named.add(new Value(name, values[i], asked.fixed().containsKey(name)));
        }
        return named;
    }

    /** What is told where no reverse projection was found: NaN but for what was held. */
    static Projection noReverse(Target target, Mle asked, Outcome outcome, int starts, long began) {
        double[] held = asked.family().parameters().stream()
                .mapToDouble(p -> asked.fixed().getOrDefault(p.name(), Double.NaN))
                .toArray();
        double seconds = (System.nanoTime() - began) / 1e9;
        return new Projection(
                Direction.REVERSE,
                target,
                asked.family(),
                outcome,
                values(asked, held),
                Divergence.NONE,
                new Work(asked.solver().name(), 0, 0, Double.NaN, Double.NaN, seconds, starts, 0));
    }

    /** Which divergence is minimised. */
    public enum Direction {
        /** D(p‖q): q covers all of p; it matches its moments, where the family has sufficient statistics. */
        FORWARD("forward"),
        /** D(q‖p): q lies inside of p, and may hold on to one of its modes. */
        REVERSE("reverse");

        private final String label;

        Direction(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /**
     * A parameter of q.
     *
     * @param name its name
     * @param value its value; infinite on an edge at infinity
     * @param fixed whether it was held
     * @param samplingError half of the 95 % interval that fixed draws leave; 0 where there are none
     */
    public record Value(String name, double value, boolean fixed, double samplingError) {
        Value(String name, double value, boolean fixed) {
            this(name, value, fixed, 0);
        }
    }

    /** Copies the list. */
    public Projection {
        parameters = List.copyOf(parameters);
    }

    /** The value of a parameter. */
    public double parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(family.name() + ": no parameter '" + name + "'"
                        + Suggestion.didYouMean(
                                name, parameters.stream().map(Value::name).toList(), "")))
                .value();
    }

    /** The forward projection of a target onto a family: {@link ForwardKl} or {@link JointForwardKl}. */
    public static Projection forward(Target target, Mle asked) {
        return target instanceof Density density
                ? ForwardKl.of(density).onto(asked)
                : JointForwardKl.of((JointDensity) target).onto(asked);
    }

    /** All reverse projections of a target onto a family: {@link ReverseKl} or {@link JointReverseKl}. */
    public static List<Projection> reverse(Target target, Mle asked) {
        return target instanceof Density density
                ? ReverseKl.of(density).onto(asked)
                : JointReverseKl.of((JointDensity) target).onto(asked);
    }

    private double[] values() {
        return parameters.stream().mapToDouble(Value::value).toArray();
    }

    private boolean isInside() {
        double[] values = values();
        for (int i = 0; i < values.length; i++) {
            if (!family.parameters().get(i).domain().contains(values[i])) {
                return false;
            }
        }
        return true;
    }

    /** q, where it was found inside of the parameter space; of rows, {@link #jointMember}. */
    public Optional<Density> member() {
        return isInside() && family.columns().size() == 1
                ? Optional.of(Density.of(family.at(values())))
                : Optional.empty();
    }

    /** q of rows, where it was found inside of the parameter space. */
    public Optional<JointDensity> jointMember() {
        return isInside() && family.columns().size() > 1
                ? Optional.of(JointMembers.of(family, values()))
                : Optional.empty();
    }

    /** The projection as a table. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(direction.label()).append(" projection of ").append(target).append(" onto ");
        text.append(family.name()).append('\n');
        text.append(outcome.kind().label())
                .append(": ")
                .append(outcome.message())
                .append("\n\n");
        int width = "cross entropy, nats".length();
        for (Value p : parameters) {
            width = Math.max(width, p.name().length());
        }
        for (Value p : parameters) {
            row(text, width, p.name(), Digits.number(p.value()) + told(p));
        }
        row(text, width, "divergence, nats", Digits.number(divergence.divergence()));
        row(text, width, "cross entropy, nats", Digits.number(divergence.crossEntropy()));
        row(text, width, "entropy, nats", Digits.number(divergence.entropy()));
        text.append(
                divergence.method() == Divergence.Method.DRAWS
                        ? "error of these, at 95 %, of the draws "
                        : "error of these at most ");
        text.append(Double.isFinite(divergence.error()) ? Digits.scientific(divergence.error(), 1) : "-");
        text.append('\n')
                .append(work.solver())
                .append(": ")
                .append(work.iterations())
                .append(" iterations, ");
        text.append(work.evaluations()).append(" evaluations, ");
        text.append(Digits.fixed(work.seconds() * 1e3, 1)).append(" ms\n");
        return text.toString();
    }

    private static String told(Value p) {
        return p.fixed() ? "  (fixed)" : p.samplingError() > 0 ? "  +- " + Digits.scientific(p.samplingError(), 1) : "";
    }

    private static void row(StringBuilder text, int width, String label, String value) {
        text.append(Digits.left(label, width + 2)).append(value).append('\n');
    }
}
