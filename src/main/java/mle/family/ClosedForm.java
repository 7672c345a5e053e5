package mle.family;

import java.util.Map;
import mle.data.EmpiricalDistribution;

/**
 * The maximum likelihood estimates of a family without a search: a formula of the data, or the root of one equation. It holds
 * for exact values, whatever their weights.
 */
@FunctionalInterface
public interface ClosedForm {
    /**
     * The estimates, in the order of the family's parameters; known ones have the values given. Where there is no maximum inside
     * the parameter space they are on its edge or no numbers.
     *
     * @param p the data
     * @param known the values of the parameters of the design, by name
     */
    double[] estimates(EmpiricalDistribution p, Map<String, Double> known);
}
