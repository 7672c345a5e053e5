package mle.family;

/**
 * Where a distribution concentrates on a single value, whichever of its support: at an edge of a parameter, the others following.
 * The likelihood of data that are all one value has no bound there.
 *
 * @param parameter the parameter
 * @param edge the edge of its domain to which it goes
 */
public record Concentration(String parameter, double edge) {}
