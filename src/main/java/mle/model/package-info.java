/** Regression: which parameters of a family follow predictors, and the columns that these are made of. */
package mle.model;
