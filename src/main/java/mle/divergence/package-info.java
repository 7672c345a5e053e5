/**
 * Entropy, cross entropy and divergence of distributions, and the projections that minimise them: forward, D(p‖q), which is maximum
 * likelihood with a known target in place of the data, and reverse, D(q‖p), which is variational inference.
 */
package mle.divergence;
