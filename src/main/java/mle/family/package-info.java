/** Families of distributions: a log-density each, with domains, support and start values. */
package mle.family;
