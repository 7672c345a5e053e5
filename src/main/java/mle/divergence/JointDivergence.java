package mle.divergence;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import mle.divergence.Divergence.Method;
import mle.divergence.Divergence.Unit;

/** The divergence of distributions of rows. */
final class JointDivergence {
    private JointDivergence() {}

    static Divergence between(JointDensity p, JointDensity q) {
        if (!p.space().isOfTheKindOf(q.space())) {
            throw new IllegalArgumentException(
                    "divergence: " + p + " is of " + p.space().inWords() + " and " + q + " of "
                            + q.space().inWords() + ", there is no divergence between them");
        }
        Optional<String> outside = outside(p, q);
        if (outside.isPresent()) {
            Amount own = entropy(p).orElseGet(() -> integrated(p));
            double infinite = Double.POSITIVE_INFINITY;
            return new Divergence(
                    own.value(), infinite, infinite, own.error(), Method.SUPPORT, Unit.NATS, outside.get());
        }
        return within(p, q);
    }

    /** The divergence where p is taken to have no mass outside of q. */
    static Divergence within(JointDensity p, JointDensity q) {
        Optional<Divergence> sum = ofProducts(p, q);
        if (sum.isPresent()) {
            return sum.get();
        }
        Optional<Amount> known = closed(p, q);
        if (known.isEmpty()) {
            return numeric(p, q);
        }
        return Divergence.closed(entropy(p).orElseGet(() -> integrated(p)), known.get());
    }

    private static Divergence numeric(JointDensity p, JointDensity q) {
        if (p.isDrawn()) {
            return DrawnDivergence.of(p, q, entropy(p));
        }
        JointIntegral integral = integrate(p, q);
        return Divergence.ofIntegrals(p, q, entropy(p), integral.values(), integral.errors(), endless(p, q));
    }

    static String endless(JointDensity p, JointDensity q) {
        return p.isCounts()
                ? p + " has mass at rows that have none under " + q
                : "the tails of " + p + " are too heavy for the log-density of " + q + " to have a mean";
    }

    static JointIntegral integrate(JointDensity p, JointDensity q) {
        return p.integrate(integrand(p, q), 4);
    }

    /** 1, log p, log q and log p - log q. */
    static JointComponent.Functions integrand(JointDensity p, JointDensity q) {
        ToDoubleFunction<double[]> logP = p.function();
        ToDoubleFunction<double[]> logQ = q.function();
        return (row, out) -> {
            out[0] = 1;
            out[1] = logP.applyAsDouble(row);
            out[2] = logQ.applyAsDouble(row);
            if (out[2] == Double.NEGATIVE_INFINITY) {
                out[2] = logQ.applyAsDouble(nearer(row));
            }
            out[3] = out[1] - out[2];
        };
    }

    /** The row, or one nearer by, whose squares are numbers: farther out a formula may be infinite by overflow alone. */
    private static double[] nearer(double[] row) {
        return Arrays.stream(row)
                .map(x -> Math.max(-Divergence.TOO_LARGE, Math.min(Divergence.TOO_LARGE, x)))
                .toArray();
    }

    private static Amount integrated(JointDensity p) {
        JointIntegral self = integrate(p, p);
        return new Amount(-self.values()[1], self.errors()[1]);
    }

    private static Optional<String> outside(JointDensity p, JointDensity q) {
        for (JointComponent own : p.components()) {
            Optional<String> first = Optional.empty();
            boolean covered = false;
            for (JointComponent its : q.components()) {
                Optional<String> out = own.space().outside(its.space());
                first = first.isPresent() ? first : out;
                covered |= out.isEmpty();
            }
            if (!covered) {
                return Optional.of(own.text() + " has mass at " + first.orElseThrow() + ", where " + q + " has none");
            }
        }
        return Optional.empty();
    }

    // ---- closed forms ----

    private static Optional<Amount> entropy(JointDensity p) {
        return p.components().size() == 1 ? p.components().get(0).entropy() : Optional.empty();
    }

    private static Optional<Amount> closed(JointDensity p, JointDensity q) {
        if (p.components().size() > 1 || q.components().size() > 1) {
            return Optional.empty();
        }
        JointComponent a = p.components().get(0);
        JointComponent b = q.components().get(0);
        if (a.gaussian().isPresent() && b.gaussian().isPresent()) {
            return Optional.of(a.gaussian().get().divergence(b.gaussian().get()));
        }
        if (a instanceof JointMember own && b instanceof JointMember other) {
            return own.divergence(other);
        }
        return Optional.empty();
    }

    /** Of independent columns: the sums over the columns. */
    private static Optional<Divergence> ofProducts(JointDensity p, JointDensity q) {
        boolean single = p.components().size() == 1 && q.components().size() == 1;
        if (!single
                || !(p.components().get(0) instanceof JointProduct own)
                || !(q.components().get(0) instanceof JointProduct other)) {
            return Optional.empty();
        }
        Divergence sum = new Divergence(0, 0, 0, 0, Method.CLOSED_FORM, Unit.NATS, "");
        for (int i = 0; i < own.columns().size(); i++) {
            Divergence d =
                    Divergence.between(own.columns().get(i), other.columns().get(i));
            sum = new Divergence(
                    sum.entropy() + d.entropy(),
                    sum.crossEntropy() + d.crossEntropy(),
                    sum.divergence() + d.divergence(),
                    sum.error() + d.error(),
                    d.method() == Method.CLOSED_FORM ? sum.method() : d.method(),
                    Unit.NATS,
                    sum.note().isEmpty() ? d.note() : sum.note());
        }
        return Optional.of(sum);
    }
}
