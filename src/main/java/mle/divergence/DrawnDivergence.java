package mle.divergence;

import java.util.Optional;
import mle.divergence.Divergence.Method;
import mle.divergence.Divergence.Unit;

/** Divergences of densities of three or more columns, by fixed draws, and by moments where these tell more. */
final class DrawnDivergence {
    /** A tail of this shape or a heavier one leaves no mean that draws could find. */
    private static final double UNRELIABLE = 0.9;

    private DrawnDivergence() {}

    /**
     * From p to q.
     *
     * @param entropy that of p, if a formula is known
     */
    static Divergence of(JointDensity p, JointDensity q, Optional<Amount> entropy) {
        DrawnIntegral drawn = p.drawn(JointDivergence.integrand(p, q), 4);
        Amount own = entropy.orElseGet(() -> amount(-1, drawn, 1, p.levelError()));
        Amount between = amount(1, drawn, 3, p.levelError() + q.levelError());
        Amount cross = amount(-1, drawn, 2, q.levelError());
        Optional<Gaussian> normal = q.gaussian();
        boolean quadratic = q.components().stream().allMatch(c -> c.gaussian().isPresent());
        if (Double.isInfinite(between.value()) || quadratic && p.lacksCovariance()) {
            double infinite = Double.POSITIVE_INFINITY;
            return new Divergence(
                    own.value(),
                    infinite,
                    infinite,
                    own.error(),
                    Method.DRAWS,
                    Unit.NATS,
                    JointDivergence.endless(p, q));
        }
        if (normal.isPresent() && p.hasMoments()) {
            cross = p.moments().crossEntropy(normal.get());
            if (entropy.isPresent()) {
                double error = own.error() + cross.error();
                return Divergence.closed(own, new Amount(cross.value() - own.value(), error));
            }
        } else if (drawn.tails()[2] > UNRELIABLE) {
            double none = Double.NaN;
            return new Divergence(
                    own.value(),
                    none,
                    none,
                    none,
                    Method.DRAWS,
                    Unit.NATS,
                    "it cannot be told by draws whether the log-density of " + q + " has a finite mean under " + p);
        }
        return agreed(own, cross, between);
    }

    private static Amount amount(double sign, DrawnIntegral drawn, int function, double more) {
        return new Amount(sign * drawn.values()[function], drawn.errors()[function] + more);
    }

    /** The least precise of three numbers of which one is the sum of the others follows from the others. */
    private static Divergence agreed(Amount own, Amount cross, Amount between) {
        double h = own.value();
        double c = cross.value();
        double d = between.value();
        double error = own.error() + cross.error() + between.error();
        double worst = Math.max(own.error(), Math.max(cross.error(), between.error()));
        if (worst == between.error()) {
            d = c - h;
        } else if (worst == own.error()) {
            h = c - d;
        } else {
            c = h + d;
        }
        return new Divergence(h, c, Math.max(0, d), error - worst, Method.DRAWS, Unit.NATS, "");
    }
}
