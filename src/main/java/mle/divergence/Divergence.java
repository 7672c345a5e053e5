package mle.divergence;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import mle.data.EmpiricalDistribution;
import mle.family.Distribution;
import mle.family.JointDistribution;

/**
 * The entropy H(p), the cross entropy H(p, q) and the divergence D(p‖q) = H(p, q) − H(p) of Kullback and Leibler (1951).
 *
 * @param entropy H(p) = −E_p[log p]; NaN where it does not exist
 * @param crossEntropy H(p, q) = −E_p[log q]; ∞ where p has mass that q has not
 * @param divergence D(p‖q), at least 0; NaN where the entropy does not exist
 * @param error a bound of the error of these numbers, as far as it can be estimated
 * @param method how the divergence was found
 * @param unit the unit of all numbers
 * @param note why a number is infinite or does not exist; empty where there is nothing to say
 */
public record Divergence(
        double entropy, double crossEntropy, double divergence, double error, Method method, Unit unit, String note) {
    /** How a divergence was found. */
    public enum Method {
        /** By a formula of the parameters. */
        CLOSED_FORM("closed form"),
        /** By adaptive quadrature. */
        QUADRATURE("quadrature"),
        /** By summation over whole numbers. */
        SUM("sum"),
        /** By means over fixed draws: the error is the half-width of a 95 % interval. */
        DRAWS("fixed draws"),
        /** From the supports. */
        SUPPORT("support");

        private final String label;

        Method(String label) {
            this.label = label;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /** The unit of information. */
    public enum Unit {
        /** Natural logarithms. */
        NATS("nats", 1),
        /** Logarithms to base 2. */
        BITS("bits", 0.6931471805599453);

        private final String label;
        private final double nats;

        Unit(String label, double nats) {
            this.label = label;
            this.nats = nats;
        }

        /** In words. */
        public String label() {
            return label;
        }
    }

    /** Why data of a continuous variable have no entropy. */
    public static final String CONTINUOUS_DATA =
            "data of a continuous variable have no density: their entropy, and so a divergence from them, does not exist;"
                    + " differences of cross entropies between models do";

    /** No number at all: of a projection that was not found. */
    static final Divergence NONE =
            new Divergence(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Method.QUADRATURE, Unit.NATS, "");

    /** Ends of supports that differ by this, relative to their size and the width of the density, are the same. */
    private static final double SAME_END = 1e-9;

    /** Zero has no sign. */
    public Divergence {
        entropy += 0.0;
        crossEntropy += 0.0;
        divergence += 0.0;
    }

    /** The same in another unit. */
    public Divergence in(Unit other) {
        double factor = unit.nats / other.nats;
        return new Divergence(
                entropy * factor, crossEntropy * factor, divergence * factor, error * factor, method, other, note);
    }

    /** Entropy, cross entropy and divergence of two families at their parameters. */
    public static Divergence between(Distribution p, Distribution q) {
        return between(Density.of(p), Density.of(q));
    }

    /**
     * Entropy, cross entropy and divergence from p to q, in nats: in closed form where one is known, else by quadrature or
     * summation.
     *
     * @throws IllegalArgumentException if one is continuous and the other of whole numbers
     */
    public static Divergence between(Density p, Density q) {
        if (p.isCounts() != q.isCounts()) {
            throw new IllegalArgumentException("divergence: " + p + " is " + kind(p) + " and " + q + " is " + kind(q)
                    + ", there is no divergence between them");
        }
        Optional<String> outside = outside(p, q);
        if (outside.isPresent()) {
            Amount own = entropy(p).orElseGet(() -> numericEntropy(p));
            return new Divergence(
                    own.value(),
                    Double.POSITIVE_INFINITY,
                    Double.POSITIVE_INFINITY,
                    own.error(),
                    Method.SUPPORT,
                    Unit.NATS,
                    outside.get());
        }
        return within(p, q);
    }

    /** The divergence where p is taken to have no mass outside of q: an end that says so does by rounding. */
    static Divergence within(Density p, Density q) {
        Optional<Amount> known = p.member().isPresent() && q.member().isPresent()
                ? ClosedForms.divergence(p.member().get(), q.member().get(), p.typical())
                : Optional.empty();
        if (known.isPresent()) {
            return closed(entropy(p).orElseGet(() -> numericEntropy(p)), known.get());
        }
        return numeric(p, q);
    }

    /** A divergence that is known, beside the entropy of the first distribution. */
    static Divergence closed(Amount own, Amount known) {
        double divergence = Math.max(0, known.value());
        return new Divergence(
                own.value(),
                own.value() + divergence,
                divergence,
                own.error() + known.error(),
                Method.CLOSED_FORM,
                Unit.NATS,
                "");
    }

    private static Divergence numeric(Density p, Density q) {
        Integral integral = integrate(p, q);
        double[] values = integral.values();
        double[] errors = integral.errors();
        if (Double.isNaN(values[2]) || Double.isNaN(values[3]) || values[2] == Double.POSITIVE_INFINITY) {
            return new Divergence(
                    entropy(p).map(Amount::value).orElse(-values[1]),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    p.isCounts() ? Method.SUM : Method.QUADRATURE,
                    Unit.NATS,
                    "it cannot be told whether the log-density of " + q + " has a finite mean under " + p);
        }
        double divergence = Math.max(0, values[3]);
        boolean endless = Double.isInfinite(divergence);
        double missing = Math.abs(values[0] - 1) * (1 + Math.abs(values[2]));
        return new Divergence(
                entropy(p).map(Amount::value).orElse(-values[1]),
                endless ? divergence : -values[2],
                divergence,
                endless ? errors[1] : Math.max(errors[1], Math.max(errors[2], errors[3])) + missing,
                p.isCounts() ? Method.SUM : Method.QUADRATURE,
                Unit.NATS,
                endless ? "the tails of " + p + " are too heavy for the log-density of " + q + " to have a mean" : "");
    }

    private static String kind(Density density) {
        return density.isCounts() ? "of whole numbers" : "continuous";
    }

    /** The entropy of a density, if a formula is known. */
    private static Optional<Amount> entropy(Density p) {
        return p.member().flatMap(d -> ClosedForms.entropy(d, p.typical()));
    }

    private static Amount numericEntropy(Density p) {
        Integral self = integrate(p, p);
        return new Amount(-self.values()[1], self.errors()[1]);
    }

    /** E_p of 1, log p, log q and log p − log q. */
    static Integral integrate(Density p, Density q) {
        return p.integrate(
                coordinate -> {
                    DoubleUnaryOperator logP = p.in(coordinate);
                    DoubleUnaryOperator logQ = q.in(coordinate);
                    return (t, out) -> {
                        out[0] = 1;
                        out[1] = logP.applyAsDouble(t);
                        out[2] = logQ.applyAsDouble(t);
                        double x = coordinate.x(t);
                        if (Double.isInfinite(out[2]) && Double.isFinite(x) && isSameEnd(x, p, q)) {
                            double atEnd = coordinate.fromInside(logQ, t);
                            out[2] = Double.isFinite(atEnd) ? atEnd : out[1];
                        }
                        out[3] = out[1] - out[2];
                        if (out[1] == Double.NEGATIVE_INFINITY) {
                            Arrays.fill(out, 1, 4, 0);
                        }
                    };
                },
                4,
                q.places());
    }

    /** Whether a value lies beyond an end of q that is one of p as well but for rounding, or is of no account. */
    private static boolean isSameEnd(double x, Density p, Density q) {
        double below = q.end(-1);
        double above = q.end(1);
        return x <= below && !isBelow(p.end(-1), below, p) || x >= above && !isBelow(-p.end(1), -above, p);
    }

    /** Whether an end lies below another by more than rounding. */
    private static boolean isBelow(double end, double other, Density p) {
        return end < other && (Double.isInfinite(end) || other - end > SAME_END * (Math.abs(other) + p.width()));
    }

    /** Says where p has mass and q has none, if the ends of what they can be tell. */
    private static Optional<String> outside(Density p, Density q) {
        double below = q.end(-1);
        double above = q.end(1);
        boolean low = isBelow(p.end(-1), below, p);
        boolean high = isBelow(-p.end(1), -above, p);
        if (!low && !high) {
            return Optional.empty();
        }
        return Optional.of(
                p + " has mass " + (low ? "below " + Density.number(below) : "above " + Density.number(above))
                        + ", where " + q + " has none");
    }

    /** Entropy, cross entropy and divergence of two families of vectors at their parameters. */
    public static Divergence between(JointDistribution p, JointDistribution q) {
        return between(JointDensity.of(p), JointDensity.of(q));
    }

    /**
     * Entropy, cross entropy and divergence from p to q, in nats: in closed form where one is known, else by cubature over two
     * dimensions, by summation, or in more dimensions by fixed draws.
     *
     * @throws IllegalArgumentException if their rows are of different kinds, or there are no draws of p
     */
    public static Divergence between(JointDensity p, JointDensity q) {
        return JointDivergence.between(p, q);
    }

    /**
     * Cross entropy of a density relative to data, in nats; entropy and divergence where the data are counts.
     *
     * <p>2n times that divergence is the deviance G² of the model against the saturated one.
     */
    public static Divergence between(EmpiricalDistribution p, Target q) {
        return EmpiricalDivergence.between(p, q);
    }

    /**
     * Divergence from data to data, of counts or categories: that of their relative frequencies. There is none of data of a
     * continuous variable.
     */
    public static Divergence between(EmpiricalDistribution p, EmpiricalDistribution q) {
        return EmpiricalDivergence.between(p, q);
    }

    /** The divergence of distributions of numbers or of rows. */
    public static Divergence between(Target p, Target q) {
        if (p instanceof Density a && q instanceof Density b) {
            return between(a, b);
        }
        if (p instanceof JointDensity a && q instanceof JointDensity b) {
            return between(a, b);
        }
        throw new IllegalArgumentException("divergence: " + p + " and " + q
                + " are of different numbers of columns, there is no divergence between them");
    }
}
