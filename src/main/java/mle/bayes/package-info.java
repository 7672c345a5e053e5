/**
 * Posterior distributions as formulas over data, and their approximation: reverse KL projections onto normal distributions of all unknowns
 * on their lines, which is variational inference, with Laplace's approximation and importance sampling beside them.
 *
 * <p>The projections of one and two variables, by quadrature, are in {@code mle.divergence}.
 */
package mle.bayes;
