/** Fixed draws: randomised quasi-random points, the same for the same seed, and what the weights of importance sampling tell. */
package mle.draws;
