package mle.family;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A region of the parameters in which the likelihood of any sample grows without end.
 *
 * @param parameter the parameter that tells the region
 * @param below the region is where the parameter is below this; if nothing is said, where the parameter, an end of the support,
 *     is next to the extreme observation
 * @param from where the end of the support is the parameter added to another one, that; with a bound, the location that is at an
 *     observation there
 * @param tail of such a location, the parameter of the tails, if the likelihood has no bound only where they are heavy
 * @param reason why, in words
 * @param edge whether the bound is the lower end of the parameter's domain, which the parameter comes close to
 */
public record UnboundedRegion(
        String parameter,
        OptionalDouble below,
        Optional<String> from,
        Optional<Tail> tail,
        String reason,
        boolean edge) {
    /**
     * The parameter of the tails of a spike. Of n observations let m have the value at which the location is, and the scale s go to
     * zero: their densities grow as s^-m. Where the density falls as |x|^-(a + 1) with the parameter a, those of the others fall
     * as s^(a (n - m)), so that the likelihood has no bound where a &lt; m/(n - m), for one value alone where a &lt; 1/(n - 1)
     * (Fernandez and Steel 1999, Biometrika 86, 153-167). Where it falls faster than any power, the parameter must go to zero
     * with the scale: there is no bound unless it is held.
     *
     * @param parameter its name
     * @param isPower whether it is such a power
     */
    public record Tail(String parameter, boolean isPower) {}

    /** A region that the parameter itself tells. */
    public UnboundedRegion(String parameter, OptionalDouble below, String reason) {
        this(parameter, below, Optional.empty(), Optional.empty(), reason);
    }

    /** A region at whose edge, where there is one, the parameter would be zero. */
    public UnboundedRegion(
            String parameter, OptionalDouble below, Optional<String> from, Optional<Tail> tail, String reason) {
        this(parameter, below, from, tail, reason, below.isPresent() && below.getAsDouble() == 0);
    }

    /** The same of a parameter that is called otherwise, as in a combination. */
    UnboundedRegion called(String name) {
        return new UnboundedRegion(name, below, from, tail, reason, edge);
    }

    /** Whether it is a spike at any observation, beside which maxima inside are sought as if it were not. */
    public boolean isSpike() {
        return below.isPresent() && from.isPresent();
    }

    /**
     * The same of rows of which some, censored, have the extreme observation for a bound, so that their probabilities fall as the
     * density grows. With a distance d of the end from that, the probability beyond it falling as d^a, the density grows as
     * d^(a - 1), and all together without end where a is below the share of exact rows. A bound above zero is one of a, as that of
     * the shape of a Weibull distribution; one below zero is one of -1/a, as that of the shape of a generalized Pareto distribution.
     *
     * @param share the share of exact rows among those at the extreme observation
     */
    public UnboundedRegion ofExact(double share) {
        double bound = below.orElse(0);
        return share < 1 && bound != 0
                ? new UnboundedRegion(
                        parameter, OptionalDouble.of(bound > 0 ? bound * share : bound / share), from, tail, reason)
                : this;
    }

    /**
     * Whether a spike is there when a parameter is held.
     *
     * @param ratio m/(n - m) of the most observations of one value
     */
    public boolean allows(String held, double value, double ratio) {
        boolean isTail = tail.filter(t -> t.parameter().equals(held)).isPresent();
        return isTail
                ? tail.get().isPower() && value < ratio
                : !held.equals(parameter) && !from.equals(Optional.of(held));
    }

    /** The same with the power of the tails, below m/(n - m) as a text. */
    public String where(String ratio) {
        return where()
                + tail.filter(Tail::isPower)
                        .map(t -> " and " + t.parameter() + " < " + ratio)
                        .orElse("");
    }

    /** Whether one that is no spike is in reach where these parameters are held at values. */
    public boolean isOpen(Map<String, Double> held) {
        return below.isPresent()
                ? held.getOrDefault(parameter, Double.NEGATIVE_INFINITY) < below.getAsDouble()
                : !held.containsKey(parameter)
                        || from.filter(other -> !held.containsKey(other)).isPresent();
    }

    /** The region in words: {@code shape < 1}. */
    public String where() {
        if (below.isEmpty()) {
            return from.map(other -> other + " + ").orElse("") + parameter + " comes close to an observation";
        }
        if (isSpike()) {
            return parameter + " comes close to 0 with the " + from.get() + " at an observation";
        }
        double bound = below.getAsDouble();
        return parameter + (edge ? " comes close to " : " < ") + Text.number(bound);
    }
}
