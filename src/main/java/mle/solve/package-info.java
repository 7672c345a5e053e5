/** Minimisation: objectives, Newton and L-BFGS, and what a search came to. */
package mle.solve;
