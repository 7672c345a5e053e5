package mle.family;

import java.util.List;
import java.util.function.Supplier;

/**
 * A maximum of the likelihood in closed form.
 *
 * @param values the estimates, in the order of the family's parameters
 * @param covariance the inverse of the observed information; NaN in the rows of parameters that are held or lie on an edge
 * @param influence for each parameter what every atom of the data adds to its estimate, a unit of weight being taken: 1/n of
 *     the influence function; asked for where the model may not hold
 * @param logLikelihood the log-likelihood there
 * @param estimated how many parameters were free
 * @param onEdge the parameters whose values lie on the edge of their domain
 */
public record Maximum(
        double[] values,
        double[][] covariance,
        Supplier<double[][]> influence,
        double logLikelihood,
        int estimated,
        List<String> onEdge) {}
