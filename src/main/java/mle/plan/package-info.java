/** From a formula to the fast evaluation of its mean over rows, with gradient and Hessian. */
package mle.plan;
