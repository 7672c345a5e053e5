/** Maximum likelihood: from a family and data to estimates with standard errors and a truthful outcome. */
package mle.fit;
