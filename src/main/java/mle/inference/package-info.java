/** What is done with a fit: prediction, residuals, tests and comparison. */
package mle.inference;
