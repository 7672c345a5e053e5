/**
 * Data as they arrive and as a likelihood sees them.
 *
 * <p>A {@link mle.data.Table} holds named columns read by {@link mle.data.Csv} or bundled in {@link mle.data.Datasets}; an
 * {@link mle.data.EmpiricalDistribution} is the distribution that puts the observed frequencies on the observed values.
 * Whatever can be wrong with data is found here and said in one line by a {@link mle.data.DataException}.
 */
package mle.data;
