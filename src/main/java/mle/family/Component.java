package mle.family;

import java.util.Map;
import mle.expr.Expr;

/**
 * A component of a mixture.
 *
 * @param family the family that it is of
 * @param names for each parameter of that family, the parameter of the mixture that has its value
 * @param logWeight the logarithm of its weight, a formula of the parameters of the mixture
 * @param logShare the logarithm of its weight times its density, a formula of {@code x} and the parameters of the mixture
 */
public record Component(Family family, Map<String, String> names, Expr logWeight, Expr logShare) {}
