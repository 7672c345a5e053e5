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

    /** Ends that differ by this, relative to their size, are the same. */
    private static final double SAME_END = 1e-9;

    /** Nats by which a numeric divergence may lie below 0, relative to the cross entropy, whatever its error is said to be. */
    private static final double ROUNDING_BELOW_ZERO = 1e-9;

    /** Values of this size or the inverse of it are where a formula may have numbers too large to hold. */
    static final double TOO_LARGE = 1e100;

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

    /** The divergence where ends of q that lie inside of those of p by next to nothing do so by rounding. */
    static Divergence toFitted(Density p, Density q) {
        Divergence d = between(p, q);
        Divergence without = d.method() == Method.SUPPORT ? within(p, q) : d;
        return Double.isFinite(without.crossEntropy()) ? without : d;
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
        return ofIntegrals(
                p,
                q,
                entropy(p),
                integral.values(),
                integral.errors(),
                "the tails of " + p + " are too heavy for the log-density of " + q + " to have a mean");
    }

    /**
     * A divergence from the means of 1, log p, log q and log p - log q with their errors.
     *
     * @param own the entropy, if a formula is known
     * @param endless what is said where it is infinite
     */
    static Divergence ofIntegrals(
            Target p, Target q, Optional<Amount> own, double[] values, double[] errors, String endless) {
        double entropy = own.map(Amount::value).orElse(-values[1]);
        Method method = p.isCounts() ? Method.SUM : Method.QUADRATURE;
        double missing = Math.abs(values[0] - 1) * (1 + Math.abs(values[2]));
        double error = Math.max(errors[1], Math.max(errors[2], errors[3])) + missing;
        boolean below = values[3] < -Math.max(4 * error, ROUNDING_BELOW_ZERO * (1 + Math.abs(values[2])));
        if (Double.isNaN(values[2]) || Double.isNaN(values[3]) || values[2] == Double.POSITIVE_INFINITY || below) {
            String note = below
                    ? "the integrals are not precise enough: they make the divergence from " + p + " to " + q + " "
                            + values[3] + " nats, and none is below 0"
                    : "it cannot be told whether the log-density of " + q + " has a finite mean under " + p;
            return new Divergence(entropy, Double.NaN, Double.NaN, Double.NaN, method, Unit.NATS, note);
        }
        boolean infinite = values[3] == Double.POSITIVE_INFINITY;
        return new Divergence(
                entropy,
                infinite ? Double.POSITIVE_INFINITY : -values[2],
                Math.max(0, values[3]),
                infinite ? errors[1] : error,
                method,
                Unit.NATS,
                infinite ? endless : "");
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
                        } else if (out[2] == Double.NEGATIVE_INFINITY && isTooLarge(x, q)) {
                            out[2] = Double.NaN;
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
        return x <= q.end(-1) && !isBeyond(p, q, -1, p.reach(-1)) || x >= q.end(1) && !isBeyond(p, q, 1, p.reach(1));
    }

    /**
     * Whether the lower (-1) or upper (1) end of p lies beyond that of q by more than rounding.
     *
     * @param length relative to which there is rounding, beside the ends themselves
     */
    private static boolean isBeyond(Density p, Density q, int side, double length) {
        double end = p.end(side);
        double other = q.end(side);
        boolean beyond = side * end > side * other;
        return beyond
                && (Double.isInfinite(end)
                        || Math.abs(end - other) > SAME_END * (Math.max(Math.abs(end), Math.abs(other)) + length));
    }

    /** Whether p has mass beyond an end of q: where both are ends of supports, however little. */
    private static boolean hasMassBeyond(Density p, Density q, int side) {
        return isBeyond(p, q, side, p.blur(side) + q.blur(side));
    }

    /** Whether a density inside of its ends is zero at a value only because a number of its formula is too large. */
    private static boolean isTooLarge(double x, Density q) {
        double size = Math.abs(x);
        boolean extreme = size > TOO_LARGE || size < 1 / TOO_LARGE && size > 0;
        return extreme && Double.isFinite(x) && x > q.end(-1) && x < q.end(1);
    }

    /** Says where p has mass and q has none, if the ends of what they can be tell. */
    private static Optional<String> outside(Density p, Density q) {
        double below = q.end(-1);
        double above = q.end(1);
        boolean low = hasMassBeyond(p, q, -1);
        boolean high = hasMassBeyond(p, q, 1);
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
