package mle.family;

import java.util.OptionalDouble;

/**
 * A region of the parameters in which the likelihood of any sample grows without end.
 *
 * @param parameter the parameter that tells the region
 * @param below the region is where the parameter is below this; if nothing is said, where the parameter, an end of the support,
 *     is next to the extreme observation
 * @param reason why, in words
 */
public record UnboundedRegion(String parameter, OptionalDouble below, String reason) {
    /** The region in words: {@code shape < 1}. */
    public String where() {
        if (below.isEmpty()) {
            return parameter + " comes close to an observation";
        }
        double bound = below.getAsDouble();
        return parameter + (bound == 0 ? " comes close to 0" : " < " + Text.number(bound));
    }
}
