package mle.family;

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
 * @param reason why, in words
 */
public record UnboundedRegion(String parameter, OptionalDouble below, Optional<String> from, String reason) {
    /** A region that the parameter itself tells. */
    public UnboundedRegion(String parameter, OptionalDouble below, String reason) {
        this(parameter, below, Optional.empty(), reason);
    }

    /** Whether it is a spike at any observation, beside which maxima inside are sought as if it were not. */
    public boolean isSpike() {
        return below.isPresent() && from.isPresent();
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
        return parameter + (bound == 0 ? " comes close to 0" : " < " + Text.number(bound));
    }
}
