/** Formulas over data columns and parameters: canonical, differentiable, readable as text. */
package mle.expr;
