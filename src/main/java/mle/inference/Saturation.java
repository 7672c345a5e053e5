package mle.inference;

import java.util.function.DoubleUnaryOperator;
import mle.family.Domain;

/** The largest likelihood that one observation can have when its parameter is its own. */
final class Saturation {
    private static final double GOLDEN = 0.3819660112501051;
    private static final double FARTHEST = 700;
    private static final int STEPS = 80;

    /** What a log-likelihood gains that is said to have reached its bound. */
    private static final double NOTHING = 1e-14;

    private Saturation() {}

    /**
     * The largest value.
     *
     * @param value where it is
     * @param highest the value there; at the edge of the domain, the bound
     */
    record Peak(double value, double highest) {}

    /**
     * Climbs a function of a parameter that has one peak, or rises to an edge.
     *
     * @param f the function
     * @param domain where the parameter lives
     * @param from a value inside
     * @param step a typical distance on the line that the domain is mapped to
     */
    static Peak climb(DoubleUnaryOperator f, Domain domain, double from, double step) {
        DoubleUnaryOperator onLine = t -> f.applyAsDouble(domain.fromLine(t));
        double t = domain.toLine(from);
        double here = onLine.applyAsDouble(t);
        double up = onLine.applyAsDouble(t + step);
        double down = onLine.applyAsDouble(t - step);
        if (!(up > here) && !(down > here)) {
            return within(onLine, domain, t - step, t, t + step);
        }
        double sign = up > here ? 1 : -1;
        double before = t;
        double at = t + sign * step;
        double best = Math.max(up, here);
        best = sign > 0 ? best : Math.max(down, here);
        double width = step;
        boolean line = Double.isInfinite(domain.lower()) && Double.isInfinite(domain.upper());
        for (int k = 0; k < STEPS; k++) {
            width *= 2;
            double next = at + sign * width;
            if (!line && Math.abs(next) > FARTHEST) {
                break;
            }
            double there = onLine.applyAsDouble(next);
            if (!(there > best)) {
                return there == best || best - there < NOTHING && best > -NOTHING
                        ? new Peak(domain.fromLine(at), best)
                        : within(onLine, domain, before, at, next);
            }
            before = at;
            at = next;
            best = there;
        }
        return new Peak(domain.fromLine(at), best);
    }

    /** By golden sections: what is lost of a smooth peak is of second order in the place. */
    private static Peak within(DoubleUnaryOperator f, Domain domain, double a, double b, double c) {
        double low = Math.min(a, c);
        double high = Math.max(a, c);
        double middle = b;
        double best = f.applyAsDouble(middle);
        for (int k = 0; k < STEPS; k++) {
            double wide = high - middle > middle - low ? high : low;
            double next = middle + GOLDEN * (wide - middle);
            double there = f.applyAsDouble(next);
            if (there > best) {
                low = wide == high ? middle : low;
                high = wide == high ? high : middle;
                middle = next;
                best = there;
            } else {
                low = wide == high ? low : next;
                high = wide == high ? next : high;
            }
        }
        return new Peak(domain.fromLine(middle), best);
    }
}
