package mle.family;

/**
 * A region of the parameters in which the likelihood of any sample grows without end.
 *
 * @param parameter the parameter that tells the region
 * @param below the region is where the parameter is below this
 * @param reason why, in words
 */
public record UnboundedRegion(String parameter, double below, String reason) {}
